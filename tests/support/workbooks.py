#!/usr/bin/env python3
"""workbooks.py FOLDER - writes workbooks that no spreadsheet of ours has made, good and hostile.

As other programs write them: texts in the cells or shared, with prefixes, days from 1904, cells and rows
left out.  And as somebody would who wants to do harm: each of those is called bad-*.xlsx.
"""
import sys
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def book(sheets="", properties=""):
    names = sheets or '<sheet name="List" sheetId="1" r:id="rId1"/>'
    return f"{HEAD}<workbook {MAIN} {REL}>{properties}<sheets>{names}</sheets></workbook>"


def relations(target="worksheets/sheet1.xml"):
    return (f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="t" Target="{target}"/>'
            f'<Relationship Id="rId2" Type="t" Target="worksheets/sheet2.xml"/></Relationships>')


def sheet(rows):
    return f"{HEAD}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def write(path, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, compress_type=method)


def parts(rows, **more):
    made = {"xl/workbook.xml": book(), "xl/_rels/workbook.xml.rels": relations(),
            "xl/worksheets/sheet1.xml": sheet(rows)}
    made.update({name.replace("__", "/"): text for name, text in more.items()})
    return made


def inline(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def shared(reference, number):
    return f'<c r="{reference}" t="s"><v>{number}</v></c>'


TITLES = "".join(inline(f"{letter}1", title) for letter, title in
                 zip("ABCD", ("Event Time", "Inject", "Message", "To")))
STRINGS = (f'{HEAD}<sst {MAIN}><si><t>leak</t></si><si><r><t>valve </t></r><r><t>3 &amp; 4</t></r>'
           f'<rPh sb="0" eb="1"><t>aside</t></rPh></si></sst>')
STARTEX = "<row r='2'><c r='A2'><v>{}</v></c>" + inline("B2", "STARTEX") + "</row>"


def good(folder):
    rows = (f"<row r='1'>{TITLES}</row>" + STARTEX.format("46086.0902777778") +
            "<row r='5'><c r='A5'><v>46086.0972222222</v></c>" + shared("B5", 0) + shared("C5", 1) +
            inline("D5", "crew") + "</row>"
            "<row r='6'><c r='A6'><v>0.104166666666667</v></c>" + inline("C6", "=1+1") +
            inline("D6", "crew") + "</row>"
            "<row r='7'><c r='A7'><v>1.1111111111111112E-1</v></c>" +
            "<c r='B7' t='str'><f>A1</f><v>leak</v></c></row>")
    more = parts(rows)
    more["xl/sharedStrings.xml"] = STRINGS
    write(f"{folder}/good.xlsx", more)
    # the same days counted from 1904, in the second sheet, everything with a prefix
    rows = (f"<row>{TITLES.replace(' r=', ' q=')}</row><row>"
            "<c><v>44624.0902777778</v></c><c t='str'><v>STARTEX</v></c></row>"
            "<row><c><v>44624.0972222222</v></c><c t='str'><v>leak</v></c></row>")
    prefixed = sheet(rows).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")
    more = parts("", )
    more["xl/workbook.xml"] = book('<sheet name="Other" sheetId="1" r:id="rId1"/>'
                                   '<sheet name="事件" sheetId="2" r:id="rId2"/>',
                                   '<workbookPr date1904="1"/>')
    more["xl/worksheets/sheet2.xml"] = prefixed
    write(f"{folder}/from-1904.xlsx", more)


def hostile(folder):
    def bad(name, made):
        write(f"{folder}/bad-{name}.xlsx", made)

    laughs = "".join(f'<!ENTITY l{i} "{"&l%d;" % (i - 1) * 10}">' for i in range(1, 10))
    bomb = f'{HEAD}<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + sheet("<row><c><v>&l9;</v></c></row>")[len(HEAD):]
    made = parts("")
    made["xl/worksheets/sheet1.xml"] = bomb
    bad("laughs", made)
    made = parts("")
    made["xl/sharedStrings.xml"] = (f'{HEAD}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                                    f"<sst {MAIN}><si><t>&e;</t></si></sst>")
    bad("outside", made)
    bad("bomb", parts("<row><c><v>" + " " * 60_000_000 + "</v></c></row>"))
    bad("text", parts("".join(f"<row>{inline('A%d' % i, 'a' * 20000)}</row>" for i in range(1, 1000))))
    bad("deep", parts("<a>" * 5000 + "</a>" * 5000))
    bad("row", parts("<row r='4000000000'><c><v>1</v></c></row>"))
    bad("backwards", parts("<row r='5'/><row r='4'/>"))
    bad("column", parts("<row r='1'><c r='XFDZZZ1'><v>1</v></c></row>"))
    bad("twice", parts("<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"))
    bad("string", parts("<row r='1'><c r='A1' t='s'><v>99999999999999999999</v></c></row>"))
    bad("minus", parts("<row r='1'><c r='A1' t='s'><v>-1</v></c></row>"))
    bad("torn", parts("<row r='1'><c r='A1'>"))
    bad("empty", {})
    bad("nosheet", {"xl/workbook.xml": book()})
    made = parts("")
    made["xl/_rels/workbook.xml.rels"] = relations("../../../../etc/passwd")
    bad("climbing", made)
    made = parts("")
    made["xl/workbook.xml"] = book(f'<sheet name="{"n" * 5000}" sheetId="1" r:id="rId1"/>')
    bad("name", made)
    bad("many", {**{f"a{i}": "" for i in range(12000)}, **parts("")})
    with open(f"{folder}/good.xlsx", "rb") as file:
        whole = file.read()
    for at in range(4, len(whole), 131):
        with open(f"{folder}/cut-{at:05}.xlsx", "wb") as file:
            file.write(whole[:at])
        flipped = bytearray(whole)
        flipped[at] ^= 0x55
        with open(f"{folder}/flip-{at:05}.xlsx", "wb") as file:
            file.write(flipped)
    with open(f"{folder}/bad-nothing.xlsx", "wb") as file:
        file.write(b"PK\x03\x04 and nothing more")


if __name__ == "__main__":
    good(sys.argv[1])
    hostile(sys.argv[1])

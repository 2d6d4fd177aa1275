"""reports.py - are the reports of `tocsin drill` what their readers can read?

    reports.py FILE.. [-- said..]     the form is what FILE ends in

HTML: structure, names and colours that a person with a screen reader or weak eyes depends on, and
nothing that runs or comes from elsewhere.  PDF (by poppler's programs): A4, fonts embedded, page
numbers, heads of tables on each page, structure, contents.  XLSX: texts are texts.  Each word of
`said` must be in what a reader
of each form but JUnit sees.  Prints what is amiss; exits 1 then.
"""

import csv
import html.parser
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VOID = {"meta", "col", "br", "img", "link", "input", "hr"}
amiss = []


def expect(condition, what):
    if not condition:
        amiss.append(what)


# ── HTML ──────────────────────────────────────────────────────────────────────


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.ids = []
        self.refs = []
        self.headings = []
        self.tables = []
        self.named = []
        self.text = []
        self.style = ""
        self.counts = {}
        self.label = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag not in VOID:
            self.open.append(tag)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        for name, value in attrs.items():
            expect(not name.startswith("on"), f"{tag} has {name}")
            expect(name not in ("src", "srcset", "action", "formaction", "data"), f"{tag} has {name}")
            if name.split(":")[-1] == "href":
                expect(value.startswith("#"), f"a link leads to {value}")
                self.refs.append(value[1:])
            if name in ("aria-labelledby", "aria-describedby"):
                self.refs += value.split()
        if re.fullmatch("h[1-6]", tag):
            self.headings.append([int(tag[1]), ""])
        if tag == "html":
            expect(attrs.get("lang"), "html has no lang")
        if tag == "table":
            self.tables.append({"caption": False, "col": 0, "th": 0, "rows": []})
        if tag == "caption":
            self.tables[-1]["caption"] = True
        if tag == "th":
            expect(attrs.get("scope") in ("col", "row"), "th without scope")
            self.tables[-1]["th"] += attrs.get("scope") == "col"
        if tag == "tr":
            self.tables[-1]["rows"].append(0)
        if tag in ("td", "th"):
            self.tables[-1]["rows"][-1] += 1
        if tag == "svg" and self.open.count("svg") == 1:
            expect(attrs.get("role"), "svg without a role")
            expect(attrs.get("aria-labelledby"), "svg without a name")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        expect(self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if "style" in self.open:
            self.style += data
            return
        self.text.append(data)
        if self.headings and self.open and re.fullmatch("h[1-6]", self.open[-1]):
            self.headings[-1][1] += data


def luminance(colour):
    if len(colour) == 3:
        colour = "".join(c * 2 for c in colour)
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def check_colours(style):
    themes = re.findall(r":root\{([^}]*)\}", style)
    expect(len(themes) == 2, f"{len(themes)} sets of colours, not light and dark")
    for theme in themes:
        colours = dict(re.findall(r"--(\w+):#([0-9a-f]+)", theme))
        for name in ("ink", "soft", "accent", "good", "warn", "bad"):
            for ground in ("paper", "head"):
                ratio = contrast(colours[name], colours[ground])
                expect(ratio >= 4.5, f"{name} on {ground}: {ratio:.2f}")
    for rule in ("@media print", "@page", "prefers-color-scheme:dark"):
        expect(rule in style, f"the style has no {rule}")
    expect("url(" not in style and "@import" not in style, "the style fetches something")


def check_html(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    expect(not page.open, f"left open: {page.open}")
    for tag in ("script", "iframe", "object", "embed", "link", "img", "form", "base"):
        expect(tag not in page.counts, f"it has {tag}")
    for tag in ("title", "main", "header", "nav", "h1"):
        count = page.counts.get(tag, 0) - (page.counts.get("svg", 0) and 0)
        expect(count >= 1 if tag == "title" else count == 1, f"{count} {tag}")
    expect(len(page.ids) == len(set(page.ids)), "an id is there twice")
    for ref in page.refs:
        expect(ref in page.ids, f"no #{ref}")
    last = 0
    for level, text in page.headings:
        expect(level <= last + 1, f"h{level} behind h{last}: {text}")
        expect(text.strip(), f"an empty h{level}")
        last = level
    for number, table in enumerate(page.tables):
        expect(table["caption"] and table["th"], f"table {number} has no caption or head")
        expect(len(set(table["rows"])) == 1, f"table {number} has rows of {set(table['rows'])} cells")
    check_colours(page.style)
    return " ".join("".join(page.text).split())


# ── PDF ───────────────────────────────────────────────────────────────────────


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def check_pdf(path):
    info = run("pdfinfo", str(path))
    pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    expect("(A4)" in info, "no A4")
    expect(re.search(r"Title:\s+\S", info), "no title")
    fonts = [line.split() for line in run("pdffonts", str(path)).splitlines()[2:]]
    expect(fonts and all(row[-5] == "yes" for row in fonts), "a font is not embedded")
    structure = run("pdfinfo", "-struct", str(path))
    for tag in ("H1", "H2", "P (block)", "Table", "TR", "TH", "TD"):
        expect(tag in structure, f"no {tag} in the structure")
    expect(b"/Outlines" in path.read_bytes(), "no bookmarks")
    whole = []
    for page in range(1, pages + 1):
        text = run("pdftotext", "-f", str(page), "-l", str(page), "-layout", str(path), "-")
        seen = " ".join(text.split())
        numbers = f"page {page} of {pages}", f"第 {page} 页，共 {pages} 页", f"第 {page} 頁，共 {pages} 頁"
        expect(any(number in seen for number in numbers), f"page {page} has no number")
        expect(len(seen) > 25, f"page {page} is empty")
        whole.append(seen)
    return " ".join(whole)


# ── XLSX ──────────────────────────────────────────────────────────────────────

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def check_xlsx(path):
    seen = []
    with zipfile.ZipFile(path) as book:
        expect(book.testzip() is None, "the archive is damaged")
        names = book.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                ET.fromstring(book.read(name))
            expect(not re.search("vba|externalLink|hyperlink", name), f"it has {name}")
        workbook = ET.fromstring(book.read("xl/workbook.xml"))
        sheets = [sheet.get("name") for sheet in workbook.iter(MAIN + "sheet")]
        expect(sheets[:1] == ["overview"], f"sheets: {sheets}")
        shared = [
            "".join(text.text or "" for text in item.iter(MAIN + "t"))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml")).iter(MAIN + "si")
        ]
        styles = ET.fromstring(book.read("xl/styles.xml"))
        forms = [int(xf.get("numFmtId")) for xf in styles.find(MAIN + "cellXfs")]
        for name in names:
            if not name.startswith("xl/worksheets/sheet"):
                continue
            sheet = ET.fromstring(book.read(name))
            expect(not list(sheet.iter(MAIN + "f")), f"{name} has a formula")
            expect(not list(sheet.iter(MAIN + "hyperlink")), f"{name} has a link")
            for cell in sheet.iter(MAIN + "c"):
                if cell.get("t") != "s":
                    continue
                text = shared[int(cell.find(MAIN + "v").text)]
                is_text = forms[int(cell.get("s", "0"))] == 49
                is_odd = text[:1] in ("=", "+", "-", "@", "\t", "\r", "＝")
                expect(is_text or not is_odd, f"{name}: {cell.get('r')} is no text")
        seen = shared
    return " ".join(" ".join(seen).split())


# ── the others ────────────────────────────────────────────────────────────────


def check_md(path):
    text = path.read_text(encoding="utf-8")
    plain = re.sub(r"(?ms)^(`{3,})diff\n.*?^\1$", "", text)
    expect(not re.search(r"(?<!\\)<[a-zA-Z/!]", plain), "it has HTML")
    expect(not re.search(r"(?<!\\)\]\(", plain), "it has a link")
    lines = plain.split("\n")
    for number, line in enumerate(lines):
        if re.match(r"\|( -+:? \|)+$", line):
            width = len(re.findall(r"(?<!\\)\|", line))
            for row in lines[number - 1 :]:
                if not row:
                    break
                count = len(re.findall(r"(?<!\\)\|", row))
                expect(count == width, f"a row of {count}, not {width}: {row[:60]}")
    return " ".join(re.sub(r"\\(.)", r"\1", text).split())


def check_json(path):
    import jsonschema

    document = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "docs/drill-report.schema.json").read_text(encoding="utf-8"))
    for error in list(jsonschema.Draft7Validator(schema).iter_errors(document))[:5]:
        amiss.append("/".join(map(str, error.absolute_path)) + ": " + error.message[:200])
    duties = len(document["duties"])
    for item in document["improvements"]:
        expect(all(1 <= number <= duties for number in item["duties"]), "an obligation that is not there")
        expect(item["proposal"], f"improvement {item['number']} proposes nothing")
    return json.dumps(document, ensure_ascii=False)


def check_junit(path):
    suites = ET.parse(path).getroot()
    cases = list(suites.iter("testcase"))
    failed = [case for case in cases if case.find("failure") is not None]
    expect(int(suites.get("tests")) == len(cases), "tests are counted wrong")
    expect(int(suites.get("failures")) == len(failed), "failures are counted wrong")
    return ET.tostring(suites, encoding="unicode")


def check_csv(path):
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    expect(rows and len(rows[0]) == 8, "no row of titles")
    for row in rows:
        expect(len(row) == len(rows[0]), f"a row of {len(row)} cells, not {len(rows[0])}")
        for cell in row:
            expect(not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")), f"a formula: {cell[:60]}")
    return ""  # only part of what the others tell


def main():
    names, said = sys.argv[1:], []
    if "--" in names:
        names, said = names[: names.index("--")], names[names.index("--") + 1 :]
    checks = {"html": check_html, "pdf": check_pdf, "xlsx": check_xlsx, "md": check_md, "json": check_json, "junit": check_junit, "csv": check_csv}
    found = []
    for name in names:
        amiss.clear()
        form = name.rpartition(".")[2]
        seen = checks[form](Path(name))
        for words in said if form not in ("junit", "csv") else []:
            expect(words in seen, f"nobody reads `{words}`")
        found += [f"{form}: {line}" for line in amiss[:20]]
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main())

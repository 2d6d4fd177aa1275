#!/usr/bin/env python3
"""charts.py - reads written charts back: is the SVG harmless, whole and true, the ground dark?

    charts.py svg FILE.svg FLOW.txt FOLDER    FLOW: `tocsin chart --format flow` of the same plan;
                                              FOLDER: of the plan, that links start from
    charts.py film FILE.svg FLOW.txt FOLDER   the same of one that plays
    charts.py marks FILE.svg COLOUR SIGN      of neato: how many nodes have an outline of that colour (empty:
                                              any), a first line that begins so, and a tooltip in words
    charts.py says FILE.svg KEY TEXT          does the group with that key show the text?
    charts.py png FILE.png DPI WIDTH HEIGHT   sizes in millimetres; prints the ground's colour
    charts.py injections FILE.plan            writes a plan that tries to set attributes of Graphviz from texts
    charts.py harmless FILE.svg               of any program: nothing in it does anything or leads anywhere
    charts.py attributes FILE.json            of `neato -Tjson0`: only those that the chart sets itself
    charts.py shown FILE.svg                  all those texts are there, as texts
    charts.py both BOTH.svg ONE.svg           cards: all that ONE says, BOTH says as well
    charts.py attacks FOLDER                  writes a plan for each kind of hostile text

Prints what is amiss, one line each, and fails.
"""
import json
import os
import re
import struct
import sys
from collections import Counter
import xml.etree.ElementTree as ET
import zlib

SVG = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"
LENGTHS = {"x", "y", "width", "height", "rx", "font-size", "stroke-width", "stroke-dasharray", "textLength"}
COMMON = {"id", "class", "role"}
ALLOWED = {
    "svg": COMMON | LENGTHS | {"viewBox", "version", "aria-labelledby", XML + "lang", XML + "space",
                               "font-family", "overflow", "stroke-linejoin"},
    "g": COMMON | {"data-key", XML + "lang", "font-family"},
    "a": {"href"},
    "use": {"href"},
    "title": {"id"},
    "desc": {"id"},
    "defs": set(),
    "rect": LENGTHS | {"fill", "stroke"},
    "polygon": LENGTHS | {"points", "fill", "stroke"},
    "polyline": LENGTHS | {"points", "fill", "stroke"},
    "text": LENGTHS | {"font-weight", "fill", "lengthAdjust"},
}
# what a film has beside: fixed names, times, and one style sheet (see films.py still)
PLAYS = {
    "g": {"data-at", "display"},
    "rect": {"fill-opacity", "pointer-events"},
    "polygon": {"fill-opacity", "pointer-events"},
    "set": {"id", "attributeName", "to", "begin", "dur", "restart"},
    "animate": {"attributeName", "from", "to", "begin", "dur"},
    "style": set(),
}
PLAYED = {"attributeName": r"display|width|stroke-linejoin", "to": r"none|inline|round|\d+(\.\d{1,3})?",
          "from": "0", "begin": r"0s|film\.(begin|end)(\+\d+(\.\d{1,6})?s)?", "dur": r"\d+(\.\d{1,6})?s",
          "restart": "whenNotActive", "display": "none", "data-at": r"\d+", "fill-opacity": r"0\.\d\d",
          "pointer-events": "none"}
NUMBER = re.compile(r"-?\d+(\.\d{1,3})?(mm)?$")
COLOUR = re.compile(r"#[0-9a-f]{6}$|none$")
SAFE = re.compile(r"[A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*#L[1-9][0-9]*$|#(part|sheet)-[1-9][0-9]*$|#film$")
# what XML cannot hold, and what changes the direction of text
BARRED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
amiss = []


def complain(text):
    amiss.append(text)


def unquoted(percent):
    return re.sub(rb"%(..)", lambda m: bytes([int(m[1], 16)]), percent.encode()).decode()


# ── SVG ──────────────────────────────────────────────────────────────────────


def check_value(tag, name, value):
    if name in PLAYED and not re.fullmatch(PLAYED[name], value):
        complain(f"<{tag} {name}={value!r}> plays something else")
    if tag == "svg" and name in ("width", "height") and value == "100%":
        return
    if name in LENGTHS and not NUMBER.match(value):
        complain(f"<{tag} {name}={value!r}> is no length")
    if name in ("fill", "stroke") and not COLOUR.match(value):
        complain(f"<{tag} {name}={value!r}> is no colour")
    if name == "href" and not SAFE.match(value):
        complain(f"<{tag} href={value!r}> may lead anywhere")
    if BARRED.search(value):
        complain(f"<{tag} {name}> has control characters")


def check_elements(root):
    ids = set()
    for element in root.iter():
        tag = element.tag.removeprefix(SVG)
        if tag not in ALLOWED:
            complain(f"an element <{tag}>")
            continue
        for name, value in element.attrib.items():
            if name not in ALLOWED[tag]:
                complain(f"<{tag}> has {name}={value!r}")
            check_value(tag, name, value)
        if "id" in element.attrib:
            if element.get("id") in ids:
                complain(f"two elements are called {element.get('id')}")
            ids.add(element.get("id"))
        for text in (element.text, element.tail):
            if text and BARRED.search(text):
                complain(f"control characters in <{tag}>")
    for named in (root.get("aria-labelledby") or "no-name").split():
        if named not in ids:
            complain(f"the root is named by {named}, which is not there")


def check_sizes(root):
    box = [float(number) for number in root.get("viewBox").split()]
    for name, size in (("width", box[2]), ("height", box[3])):
        if root.get(name) == "100%" and "set" in ALLOWED:
            continue
        if root.get(name) != f"{size:g}mm" and abs(float(root.get(name)[:-2]) - size) > 1e-9:
            complain(f"{name} is {root.get(name)}, the viewBox says {size}")
    for text in root.iter(SVG + "text"):
        if text.get("textLength") is None and (text.text or "").strip():
            complain(f"no length of: {text.text}")


def groups_of(root, role):
    return [group for group in root.iter(SVG + "g") if group.get("class") == role]


def check_flow(root, flow):
    """Every node of the plan is there once, and no fewer lines or connectors than edges."""
    nodes = re.findall(r"^node (\S+) ", flow, re.M)
    edges = re.findall(r"^edge \S+ (\S+) -> (\S+)", flow, re.M)
    keys = [group.get("data-key") for group in groups_of(root, "node")]
    for node in nodes:
        if keys.count(node) != 1:
            complain(f"{node} is drawn {keys.count(node)} times")
    lines = [group.get("data-key") for group in groups_of(root, "edge")]
    drawn = {line for line in lines}
    through = [edge for edge in edges if f"{edge[0]} -> {edge[1]}" in drawn]
    connectors = len(keys) - len(nodes)
    if len(through) < len(edges) and connectors < 1:
        complain(f"{len(through)} of {len(edges)} edges are drawn")
    return set(nodes)


def check_links(root, nodes, folder):
    """The place that a node links to has its name on it."""
    files = {}
    for group in groups_of(root, "node"):
        key = group.get("data-key")
        links = [a.get("href") for a in group.findall(SVG + "a")]
        if key not in nodes:
            continue
        if not links:
            complain(f"{key} has no link")
            continue
        name, line = links[0].split("#L")
        path = os.path.join(folder, unquoted(name))
        if path not in files:
            files[path] = open(path, encoding="utf-8").read().split("\n")
        text = files[path][int(line) - 1] if int(line) <= len(files[path]) else ""
        last = re.split(r"[.:]", key)[-1]
        if key.startswith(("step:", "decision:", "event:", "report:")) and last not in text:
            complain(f"{key} links to line {line}: {text.strip()}")


def read_svg(path):
    text = open(path, "rb").read()
    if b"<!" in text or text.count(b"<?") != 1:
        complain("a declaration or instruction")
    return ET.fromstring(text)


def check_svg(path, flow, folder):
    root = read_svg(path)
    check_elements(root)
    check_sizes(root)
    nodes = check_flow(root, open(flow, encoding="utf-8").read())
    check_links(root, nodes, folder)


def says(path, key, wanted):
    """Texts are broken into lines: blanks do not count."""
    bare = re.sub(r"\s+", "", wanted)
    for group in read_svg(path).iter(SVG + "g"):
        if group.get("data-key") != key:
            continue
        shown = "".join(text.text or "" for text in group.iter(SVG + "text"))
        if bare in re.sub(r"\s+", "", shown):
            return
    complain(f"{key} does not show {wanted!r}")


def count_marks(path, colour, sign):
    count = 0
    for group in ET.parse(path).getroot().iter(SVG + "g"):
        texts = [text.text or "" for text in group.findall(".//" + SVG + "text")]
        if group.get("class") != "node" or not texts or not texts[0].replace("\xa0", " ").startswith(sign):
            continue
        outlines = [shape.get("stroke") for shape in group.iter() if shape.get("stroke")]
        tips = [link.get("{http://www.w3.org/1999/xlink}title") or "" for link in group.iter(SVG + "a")]
        if not tips or " · " not in tips[0]:
            complain(f"{texts[0]!r} has no words in its tooltip: {tips}")
        count += not colour or colour in outlines
    print(count)


def words_of(path):
    """By key of a thing on a card: how often each word, and each Chinese character, is said."""
    said = {}
    for group in read_any(path).iter(SVG + "g"):
        key = group.get("data-key")
        if not key or key == "head":
            continue
        text = " ".join(text.text or "" for text in group.iter(SVG + "text"))
        # what is long is torn: letters of words, signs of Chinese
        said.setdefault(key, Counter()).update(re.findall(r"[A-Za-z]+|[\u4e00-\u9fff]", text))
    return said


def check_both(both, one):
    more, less = words_of(both), words_of(one)
    if len(less) < 20:
        complain(f"{one} has {len(less)} things only")
    for key, words in less.items():
        absent = words - more.get(key, Counter())
        if absent:
            complain(f"{key} does not say {dict(absent)}")


# ── PNG ──────────────────────────────────────────────────────────────────────


def first_dot(data, size):
    """Of the first row only what its filter needs: left of the first dot all is 0."""
    row = zlib.decompressobj().decompress(data, 1 + size * 3)
    return "#%02x%02x%02x" % tuple(row[1:4])


def check_png(path, dpi, width, height):
    data = open(path, "rb").read()
    at, chunks = 8, {}
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0] != zlib.crc32(kind + body):
            complain(f"the sum of {kind} is wrong")
        chunks[kind] = chunks.get(kind, b"") + body
        at += 12 + size
    dots = struct.unpack(">II", chunks[b"IHDR"][:8])
    for got, wanted in zip(dots, (width, height)):
        if abs(got - wanted * dpi / 25.4) > 1:
            complain(f"{got} dots for {wanted} mm at {dpi} dpi")
    density = struct.unpack(">IIB", chunks[b"pHYs"])
    if abs(density[0] * 0.0254 - dpi) > 0.02 or density[1] != density[0] or density[2] != 1:
        complain(f"density {density}")
    print(first_dot(chunks[b"IDAT"], dots[0]))


# ── hostile plans ────────────────────────────────────────────────────────────

ATTACKS = [
    '"><script>alert(1)</script>',
    '" onload="alert(1)',
    "' onmouseover='alert(1)",
    "</title></text></g><script>alert(1)</script>",
    "]]><x onload='1'/>",
    "<!-- ",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;svg onload=alert(1)&gt; &amp;amp;",
    '<?xml-stylesheet href="javascript:alert(1)"?>',
    "javascript:alert(1)//",
    '<a href="javascript:alert(1)" xlink:href="data:text/html,x">x</a>',
    '<foreignObject><body onload="alert(1)"/></foreignObject>',
    'url("javascript:alert(1)") expression(alert(1))',
    "a\\u{1}\\u{8}\\u{1f}\\u{7f}\\u{85}b",
    "a\\u{fffe}\\u{ffff}\\u{1fffe}\\u{fdd0}b",
    '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    "<style>*{fill:url(//example.org/x)}</style>",
    "A" * 10000,
    "\\u{5d0}\\u{5d1} abc \\u{5d2}",
]

PLAN = """plan hostile "{t}" {{
  version "{t}"  status approved  issued 2026-01-01  issuer boss  language en
  timezone "UTC"  review every 3y
}}
org boss "{t}" {{ kind lead  duty 24h  contact phone "{t}"  note "{t}"  clause "{t}" }}
org hand "{t}" {{ kind unit  duty 24h  under boss  contact phone "{t}" }}
indicator loss "{t}" {{ flag  source hand }}
event fire "{t}" {{ seen by boss }}
trigger alarm "{t}" {{ when happened(fire) }}
levels {{
  declared by boss within 1h of fire
  level II "{t}" {{ colour orange  when loss }}
  level I "{t}" {{ colour red  when happened(alarm) }}
  end when happened(alarm)  proposed by hand  approved by boss
}}
response r "{t}" {{
  on fire
  lead boss
  step a "{t}" {{ by hand  with boss  to boss  takes 1min  within 1h  note "{t}" }}
  decision d "{t}" {{ by boss  after a  takes 1min  yes -> b  no -> end }}
  step b "{t}" {{ by hand  takes 1min  needs approval by boss within 1h }}
}}
report first "{t}" {{
  kind initial  from hand  to boss  on level at least II  within 1h of fire
}}
"""


def write_attacks(folder):
    for number, text in enumerate(ATTACKS):
        if not text.startswith(("a\\u", "\\u")):
            text = text.replace("\\", "\\\\").replace('"', '\\"')
        with open(os.path.join(folder, f"attack-{number}.plan"), "w", encoding="utf-8") as out:
            out.write(PLAN.format(t=text))


# ── attributes from texts ────────────────────────────────────────────────────

# Those that Graphviz writes into its SVG as they are: a text that got into one could do anything.
INJECTED = ["href", "URL", "edgehref", "edgeURL", "headhref", "headURL", "tailhref", "tailURL", "labelhref",
            "labelURL", "target", "headtarget", "labeltarget", "id", "class", "stylesheet", "edgetooltip",
            "image", "comment"]
# What the chart sets itself, and what the writer of JSON adds.
OWN = set("""_gvid _subgraph_cnt arrowhead arrowsize bb bgcolor charset color constraint directed edges fillcolor
fixedsize fontcolor fontname fontsize head height label labeljust labelloc lheight linelength lp lwidth margin name
nodes nodesep objects pencolor penwidth pos rankdir ranksep shape strict style subgraphs tail tooltip width""".split())


def injection(name):
    """Out of the quotes of DOT, out of those of XML, and into an attribute."""
    return f'x", {name}="javascript:alert(1)" onload="alert(1)" {name}=\'y'


def write_injections(path):
    texts = [injection(name).replace("\\", "\\\\").replace('"', '\\"') for name in INJECTED]
    lines = [f'plan hostile "{texts[0]}" {{',
             f'  version "{texts[13]}"  issuer b0  language en  timezone "UTC"', "}"]
    lines += [f'org b{k} "{t}" {{ kind unit  duty 24h  contact phone "{t}"  note "{t}"  clause "{t}" }}'
              for k, t in enumerate(texts)]
    lines += [f'event e{k} "{t}" {{ seen by b{k} }}' for k, t in enumerate(texts)]
    lines += ["indicator loss { flag  source b0 }", "levels {", "  declared by b0 within 1h of e0"]
    lines += [f'  level {name} "{texts[k]}" {{ when loss  scope "{texts[k]}" }}' for k, name in enumerate("AB")]
    lines += ["  end when not loss  proposed by b0  approved by b1", "}"]
    for k, t in enumerate(texts):
        lines += [f'response r{k} "{t}" {{', f"  on e{k}", f"  lead b{k}",
                  f'  step s{k} "{t}" {{ by b{k}  to b0  within 1h  takes 1min  instruction "{t}" }}',
                  f'  decision d{k} "{t}" {{ by b{k}  after s{k}  takes 1min  yes -> end  no -> end }}', "}"]
        lines += [f'announcement a{k} "{t}" {{ by b{k}  to public  on e{k}  within 1h }}']
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


def check_harmless(path):
    for element in read_any(path).iter():
        tag = element.tag.removeprefix(SVG)
        if tag in ("script", "style", "foreignObject", "image", "use", "set", "animate", "iframe"):
            complain(f"an element <{tag}>")
        for name, value in element.attrib.items():
            name = re.sub(r"^{.*}", "", name)
            if name.lower().startswith("on") or name in ("target", "style", "stylesheet"):
                complain(f"<{tag}> has {name}={value!r}")
            if name == "href" and not SAFE.match(value):
                complain(f"<{tag} href={value!r}>")
            if name not in ("title", "id", "data-key") and ("alert" in value or "javascript" in value):
                complain(f"<{tag} {name}={value!r}>")


def read_any(path):
    text = open(path, "rb").read()
    if b"<?xml-stylesheet" in text or b"<!ENTITY" in text:
        complain("a style sheet or entity")
    return ET.fromstring(text)


def check_shown(path):
    """Lines are broken, and blanks with them: all letters are there, in their order."""
    shown = "".join("".join(element.itertext()) for element in read_any(path).iter(SVG + "text"))
    shown = re.sub(r"\s|\xa0", "", shown)
    for name in INJECTED:
        if re.sub(r"\s", "", injection(name)) not in shown:
            complain(f"{injection(name)!r} is not shown")


def check_attributes(path):
    graph = json.load(open(path, encoding="utf-8"))
    for thing in [graph, *graph.get("objects", []), *graph.get("edges", [])]:
        for name in thing:
            if name not in OWN:
                complain(f"{thing.get('name')!r} has {name}={thing[name]!r}")


def main(arguments):
    what, rest = arguments[0], arguments[1:]
    if what == "film":
        for tag, names in PLAYS.items():
            ALLOWED[tag] = ALLOWED.get(tag, set()) | names
        check_svg(*rest)
    elif what == "svg":
        check_svg(*rest)
    elif what == "injections":
        write_injections(*rest)
    elif what == "harmless":
        check_harmless(*rest)
    elif what == "shown":
        check_shown(*rest)
    elif what == "attributes":
        check_attributes(*rest)
    elif what == "both":
        check_both(*rest)
    elif what == "marks":
        count_marks(*rest)
    elif what == "says":
        says(*rest)
    elif what == "png":
        check_png(rest[0], *(float(number) for number in rest[1:]))
    elif what == "attacks":
        write_attacks(*rest)
    for line in amiss:
        print(line, file=sys.stderr)
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""chart_rows.py - reads finished charts and cards back: is every step there, does anything lie on
something else or outside, are the pages as large as they should be?

  chart_rows.py steps FLOW PDF          every step and decision of FLOW stands in PDF
  chart_rows.py cards FLOW DIR          every one stands on DIR/BODY.pdf of its body
  chart_rows.py clear PDF               words lie inside their page and not on each other
  chart_rows.py size PDF MM MM          all pages are so wide and high

FLOW is what `tocsin chart --format flow` writes.  Prints what is wrong; exit 1 if anything is."""
import re
import subprocess
import sys
import xml.etree.ElementTree as xml


def text_of(pdf):
    out = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True)
    return squeezed(out.stdout.decode())


def squeezed(text):
    """Lines are broken anywhere: white space and soft hyphens do not count."""
    return re.sub(r"[\s\u00ad\f]", "", text)


def unquoted(text):
    text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: chr(int(m.group(1), 16)), text)
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def read_flow(path):
    lanes, nodes = {}, []
    for line in open(path, encoding="utf-8"):
        lane = re.match(r"lane (\d+) (\S+)", line)
        node = re.match(r"node ((step|decision):\S+) ", line)
        if lane:
            lanes[lane.group(1)] = lane.group(2)
        elif node:
            title = re.search(r' title "((?:[^"\\]|\\.)*)"', line)
            where = re.search(r" lane (\d+)", line)
            name = node.group(1).split(".")[-1]
            shown = unquoted(title.group(1)) if title else name
            nodes.append((node.group(1), shown or name, where and where.group(1)))
    return lanes, nodes


def steps(flow, pdf):
    text = text_of(pdf)
    return [f"{pdf}: {key} is missing" for key, title, _ in read_flow(flow)[1]
            if squeezed(title) not in text]


def cards(flow, folder):
    lanes, nodes = read_flow(flow)
    texts, wrong = {}, []
    for key, title, lane in nodes:
        if lane is None:
            continue
        body = lanes[lane]
        if body not in texts:
            texts[body] = text_of(f"{folder}/{body}.pdf")
        if squeezed(title) not in texts[body]:
            wrong.append(f"{folder}/{body}.pdf: {key} is missing")
    return wrong


def words_of(pdf):
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True).stdout
    text = re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", out)
    for page in xml.fromstring(text).iter("{http://www.w3.org/1999/xhtml}page"):
        size = float(page.get("width")), float(page.get("height"))
        words = []
        for word in page:
            box = [float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")]
            words.append((box, word.text or ""))
        yield size, words


def clear(pdf):
    """Boxes of letters reach above and below what is seen of them: the middle half counts."""
    wrong = []
    for number, ((width, height), words) in enumerate(words_of(pdf), 1):
        shrunk = []
        for (x0, y0, x1, y1), word in words:
            if x0 < -0.5 or y0 < -0.5 or x1 > width + 0.5 or y1 > height + 0.5:
                wrong.append(f"{pdf}: page {number}: `{word}` lies outside")
            quarter = (y1 - y0) / 4
            shrunk.append((y0 + quarter, y1 - quarter, x0 + 0.3, x1 - 0.3, word))
        shrunk.sort()
        for i, (top, bottom, left, right, word) in enumerate(shrunk):
            for other in shrunk[i + 1:]:
                if other[0] >= bottom:
                    break
                if other[2] < right and left < other[3]:
                    wrong.append(f"{pdf}: page {number}: `{word}` lies on `{other[4]}`")
    return wrong[:20]


def size(pdf, width, height):
    out = subprocess.run(["pdfinfo", "-f", "1", "-l", "100000", pdf], check=True,
                         capture_output=True).stdout.decode()
    wrong = []
    pages = re.findall(r"^Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+) pts", out, re.M)
    for number, x, y in pages:
        for found, wanted in ((x, width), (y, height)):
            if abs(float(found) * 25.4 / 72 - float(wanted)) > 0.2:
                wrong.append(f"{pdf}: page {number} is {x} x {y} pt")
    return wrong or ([] if pages else [f"{pdf}: no pages"])


def main():
    problems = {"steps": steps, "cards": cards, "clear": clear, "size": size}[sys.argv[1]](
        *sys.argv[2:])
    for problem in problems:
        print("  " + problem)
    return 1 if problems else 0


sys.exit(main())

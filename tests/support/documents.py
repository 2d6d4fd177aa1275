"""documents.py - is what `tocsin check` writes for other tools what they can read?

    documents.py FOLDER [short.. json.. sarif.. github.. junit..]

FOLDER holds out.short, out.json, out.sarif, out.github and out.junit of one and the same run.
JSON and SARIF are held against their schemas, JUnit must be well-formed and count right, and all
five must tell the same findings.  Prints what is amiss; exits 1 then.
"""

import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parent.parent.parent
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
amiss = []


def expect(condition, what):
    if not condition:
        amiss.append(what)


def validate(document, schema_path, kind):
    schema = json.loads((ROOT / schema_path).read_text(encoding="utf-8"))
    checker = kind(schema, format_checker=jsonschema.FormatChecker())
    for error in list(checker.iter_errors(document))[:5]:
        place = "/".join(str(part) for part in error.absolute_path)
        amiss.append(f"{schema_path}: {place}: {error.message[:200]}")


def visible(path):
    """The path as far as it can be compared: forms differ in what they do to odd characters."""
    return re.sub(r"<U\+[0-9A-F]+>|[^A-Za-z0-9./_-]", "", path or "")


def of_json(folder):
    document = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    validate(document, "docs/check.schema.json", jsonschema.Draft7Validator)
    found = document["diagnostics"]
    for level, count in (("error", document["errors"]), ("warning", document["warnings"])):
        expect(sum(item["level"] == level for item in found) == count, f"json: {level}s: {count}")
    return document


def finding(item):
    span = item["span"] or {}
    return (item["code"], item["level"], visible(item["file"]), span.get("line"))


def of_sarif(folder):
    log = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    validate(log, "tests/schemas/sarif-2.1.0-rtm.5.json", jsonschema.Draft4Validator)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    expect(run["columnKind"] == "unicodeCodePoints", "sarif: columnKind")
    expect([rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules}), "sarif: rules")
    for rule in rules:
        expect(rule["help"]["text"].startswith(f"# {rule['id']} "), f"sarif: help of {rule['id']}")
    told, allowed = [], []
    for result in run["results"]:
        expect(rules[result["ruleIndex"]]["id"] == result["ruleId"], "sarif: ruleIndex")
        place = result["locations"][0]["physicalLocation"] if result["locations"] else {}
        region = place.get("region", {})
        uri = urllib.parse.unquote(place.get("artifactLocation", {}).get("uri", ""), errors="replace")
        uri = uri.removeprefix("file://")
        row = (result["ruleId"], result["level"], visible(uri), region.get("startLine"))
        (allowed if result["suppressions"] else told).append(row)
    return told, allowed, run["results"]


def check_columns(document, results):
    """Code points, from 1, the end just behind."""
    spans = [item["span"] for item in document["diagnostics"] + document["allowed"]]
    for span, result in zip(spans, results):
        if span is None:
            continue
        region = result["locations"][0]["physicalLocation"]["region"]
        same = (
            region["startColumn"] == span["column_codepoints"]
            and region["endLine"] == span["end_line"]
            and region["endColumn"] == span["end_column_codepoints"]
        )
        expect(same, f"sarif: {result['ruleId']}: {region} against {span}")


def of_short(folder):
    rows = []
    for line in (folder / "out.short").read_text(encoding="utf-8").splitlines():
        match = re.match(r"(.*?)(?::(\d+):\d+)?: (error|warning|note) (T\d{4}): .", line)
        expect(match, f"short: {line}")
        if match:
            number = int(match[2]) if match[2] else None
            rows.append((match[4], match[3], visible(match[1]), number))
    return rows


def of_github(folder):
    rows = []
    for line in (folder / "out.github").read_text(encoding="utf-8").splitlines():
        match = re.match(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:]*,?)*)::(.+)$", line)
        expect(match, f"github: {line}")
        if not match:
            continue
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        plain = {name: urllib.parse.unquote(text) for name, text in properties.items()}
        number = int(plain["line"]) if "line" in plain else None
        rows.append((plain["title"].split()[0], match[1], visible(plain.get("file")), number))
    return rows


def of_junit(folder):
    root = xml.etree.ElementTree.parse(folder / "out.junit").getroot()
    suites = root.findall("testsuite")
    for node in [root, *suites]:
        counts = {
            "tests": len(list(node.iter("testcase"))),
            "failures": len(list(node.iter("failure"))),
            "errors": len(list(node.iter("error"))),
            "skipped": len(list(node.iter("skipped"))),
        }
        for name, count in counts.items():
            expect(int(node.get(name)) == count, f"junit: {node.get('name')}: {name} is {count}")
    rows = []
    for case in root.iter("testcase"):
        texts = [part.text or "" for part in case if part.tag != "skipped"]
        told = [line for line in "".join(texts).splitlines() if " (allowed: " not in line]
        is_failed = case.find("failure") is not None or case.find("error") is not None
        code = case.get("name").split()[0]
        levels = [match[1] for match in (re.search(f": (\\w+) {code}: ", line) for line in told) if match]
        expect(len(levels) == len(told), f"junit: {case.get('name')}: {told}")
        expect(is_failed == ("error" in levels), f"junit: {case.get('name')}")
        rows += [(code, level) for level in levels]
    return rows


def main(folder):
    document = of_json(folder)
    told, allowed, results = of_sarif(folder)
    findings = [finding(item) for item in document["diagnostics"]]
    expect(told == findings, "sarif tells other findings than json")
    expect(allowed == [finding(item) for item in document["allowed"]], "sarif: what is allowed")
    check_columns(document, results)
    expect(of_short(folder) == findings, "short tells other findings than json")
    named = [(code, LEVELS[level], path, line) for code, level, path, line in findings]
    expect(of_github(folder) == named, "github tells other findings than json")
    junit = sorted(of_junit(folder))
    expect(junit == sorted(row[:2] for row in findings), "junit tells other findings than json")
    for line in amiss[:20]:
        print(line)
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

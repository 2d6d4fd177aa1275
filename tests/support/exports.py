#!/usr/bin/env python3
"""exports.py - the structure of exported state charts: `exports.py FILE.scxml FILE.mjs`.

SCXML is held against the rules of the recommendation (elements, attributes, ids, targets, what a
transition must have), and both forms against each other: the same regions, states, transitions, delays.
Says what is wrong, a line each; exits 1 where something is.
"""
import re
import sys
import xml.etree.ElementTree as ET

NS = "{http://www.w3.org/2005/07/scxml}"
# element -> (attributes it may have, those it must have, children)
RULES = {
    "scxml": ({"version", "datamodel", "initial", "name"}, {"version"}, {"datamodel", "parallel", "state"}),
    "datamodel": (set(), set(), {"data"}),
    "data": ({"id", "expr"}, {"id"}, set()),
    "parallel": ({"id"}, set(), {"state", "onentry", "onexit", "transition"}),
    "state": ({"id", "initial"}, set(), {"state", "onentry", "onexit", "transition"}),
    "onentry": (set(), set(), {"script", "send", "raise"}),
    "onexit": (set(), set(), {"cancel"}),
    "transition": ({"event", "cond", "target", "type"}, set(), {"script", "raise"}),
    "script": (set(), set(), set()),
    "raise": ({"event"}, {"event"}, set()),
    "send": ({"id", "event", "delayexpr"}, {"event"}, set()),
    "cancel": ({"sendid"}, {"sendid"}, set()),
}
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*$")
problems = []


def wrong(text):
    problems.append(text)


def check_rules(element, path):
    name = element.tag.replace(NS, "")
    if name not in RULES or not element.tag.startswith(NS):
        wrong(f"{path}: element {element.tag}")
        return
    may, must, children = RULES[name]
    for attribute in set(element.attrib) - may:
        wrong(f"{path}/{name}: attribute {attribute}")
    for attribute in must - set(element.attrib):
        wrong(f"{path}/{name}: no {attribute}")
    if name == "transition" and not {"event", "cond", "target"} & set(element.attrib):
        wrong(f"{path}: a transition without event, condition and target")
    if name != "script" and (element.text or "").strip():
        wrong(f"{path}/{name}: text {element.text!r}")
    for child in element:
        if child.tag.replace(NS, "") not in children:
            wrong(f"{path}/{name}: {child.tag} inside")
        check_rules(child, f"{path}/{name}")


def balanced(text):
    return all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))


def check_scripts(root):
    for element in root.iter():
        texts = [element.attrib.get(a, "") for a in ("cond", "expr", "delayexpr")]
        if element.tag == NS + "script":
            texts.append(element.text or "")
        for text in texts:
            if not balanced(text):
                wrong(f"brackets of {text[:60]!r}")


def check_state(region, state):
    """Targets stay in the region; a delay is sent, cancelled and heard in the same state."""
    sends = [e.attrib for e in state.iter(NS + "send")]
    cancels = [e.attrib["sendid"] for e in state.iter(NS + "cancel")]
    heard = [e.attrib.get("event") for e in state.findall(NS + "transition")]
    if [s["id"] for s in sends] != cancels or len(sends) > 1:
        wrong(f"{state.attrib['id']}: sends {sends}, cancels {cancels}")
    for send in sends:
        if heard.count(send["event"]) != 1:
            wrong(f"{state.attrib['id']}: {send['event']} is heard {heard.count(send['event'])} times")
    for arrow in state.findall(NS + "transition"):
        target = arrow.attrib.get("target", "")
        if target and not target.startswith(region + "."):
            wrong(f"{state.attrib['id']}: leads to {target}")


def read_scxml(path):
    """region -> state -> number of transitions; and the states with a delay."""
    root = ET.parse(path).getroot()
    check_rules(root, "")
    check_scripts(root)
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib and e.tag != NS + "send"]
    for name in ids:
        if not NAME.match(name):
            wrong(f"id {name!r}")
    if len(set(ids)) != len(ids):
        wrong("an id stands twice")
    targets = {e.attrib["target"] for e in root.iter(NS + "transition") if "target" in e.attrib}
    for name in (targets | {e.attrib["initial"] for e in root.iter() if "initial" in e.attrib}) - set(ids):
        wrong(f"no state {name}")
    raised = {e.attrib["event"] for e in root.iter(NS + "raise")}
    heard = {e.attrib.get("event") for e in root.iter(NS + "transition")}
    for event in raised - heard:
        wrong(f"{event} is raised, and nobody hears it")
    regions = {}
    delays = set()
    for region in root.find(NS + "parallel"):
        name = region.attrib["id"]
        regions[name] = {"": len(region.findall(NS + "transition"))}
        for state in region.findall(NS + "state"):
            check_state(name, state)
            regions[name][state.attrib["id"][len(name) + 1 :]] = len(state.findall(NS + "transition"))
            if state.find(f"{NS}onentry/{NS}send") is not None:
                delays.add(state.attrib["id"])
    return regions, delays


def read_module(path):
    """The same from the module, whose lines and columns are known."""
    text = re.sub(r'"(\\.|[^"\\\n])*"', "", open(path, encoding="utf-8").read())
    if not balanced(text):
        wrong("brackets of the module")
    regions = {}
    delays = set()
    region = state = None
    in_delays = False
    for line in open(path, encoding="utf-8"):
        if line == "  delays: {\n":
            in_delays = True
        elif in_delays and (match := re.match(r"    '([^']+)': \(", line)):
            delays.add(match.group(1))
        elif match := re.match(r"    '(\w+)': \{$", line):
            region, state, in_delays = match.group(1), "", False
            regions[region] = {"": 0}
        elif region and (match := re.match(r"        '(\w+)': \{$", line)):
            state = match.group(1)
            regions[region][state] = 0
        elif region and re.match(r" +(after: \{ '[^']+': )?\{ (target|description): ", line):
            regions[region][state] += 1
    return regions, delays


def main():
    charts, delays = read_scxml(sys.argv[1])
    others, other_delays = read_module(sys.argv[2])
    for name in sorted(set(charts) ^ set(others)):
        wrong(f"region {name} stands in one form only")
    for name in sorted(set(charts) & set(others)):
        if charts[name] != others[name]:
            wrong(f"region {name}: {charts[name]} and {others[name]}")
    if delays != other_delays:
        wrong(f"delays {sorted(delays ^ other_delays)} stand in one form only")
    if not any(name.startswith("N_") for name in charts):
        wrong("no step at all")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


sys.exit(main())

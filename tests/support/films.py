#!/usr/bin/env python3
"""films.py - reads a chart that plays back: does it show what the trace says, when it says it?

    films.py times FILE.svg TRACE SPEED            SPEED 0: whatever the file has, and in a minute
    films.py states FILE.svg TIME FLOW.txt         FLOW: `chart --format flow --lang en --at TIME`,
                                                   TIME in milliseconds
    films.py moments TRACE COUNT                   prints COUNT times at which something changes
    films.py still FILE.svg                        what plays nothing shows the end, and all of it
    films.py grades FILE.svg TRACE                 the grades declared, in order
    films.py long TRACE PLANS-NODES COUNT          writes a trace with COUNT changes of these steps

Prints what is amiss, one line each, and fails.
"""
import json
import re
import sys
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
QUIET = 4.0  # no stretch without a change takes longer
STATES = {"not reached": "not-reached", "to be done": "open", "under way": "running", "done in time": "done",
          "done late": "done-late", "overdue": "overdue", "missed": "missed", "skipped": "skipped",
          "not taken": "dead"}
amiss = []


def complain(text):
    amiss.append(text)


def records(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def seconds(text):
    if not re.fullmatch(r"\d+(\.\d{1,6})?s", text):
        complain(f"{text!r} is no time")
    return float(text[:-1])


def interval(group):
    """From when until when the group is seen; None: to the end."""
    sets = [element for element in group if element.tag == SVG + "set"]
    is_last = "last" in group.get("class").split()
    if is_last and not sets:
        return 0.0, None
    begin = sets[0].get("begin")
    if not begin.startswith("film.begin"):
        complain(f"an act begins at {begin!r}")
    at = seconds(begin.removeprefix("film.begin").removeprefix("+") or "0s")
    length = seconds(sets[0].get("dur"))
    if is_last:
        if at != 0 or sets[0].get("to") != "none" or group.get("display"):
            complain("a last act is not hidden from the film's beginning")
        return length, None
    if sets[0].get("to") != "inline" or group.get("display") != "none":
        complain("an act is seen in still pictures")
    return at, at + length


def acts_of(root):
    """By key of a node: (time of the drill, begin, end, state, note)."""
    found = {}
    for node in root.iter(SVG + "g"):
        if not node.get("data-key") or node.get("class") != "group":
            continue
        acts = []
        for group in node:
            if "act" not in (group.get("class") or "").split():
                continue
            title = group.find(SVG + "title").text
            state = next((word for word in STATES if title.startswith(word)), None)
            if state is None:
                complain(f"a state {title!r}")
                continue
            acts.append((int(group.get("data-at")), *interval(group), STATES[state], title[len(state):].strip()))
        if acts:
            found[node.get("data-key")] = acts
    return found


def film_of(root):
    film = [element for element in root if element.get("id") == "film"]
    if len(film) != 1 or film[0].get("begin") != "0s" or film[0].get("restart") != "whenNotActive":
        complain("no film")
        return 0.0
    return seconds(film[0].get("dur"))


def check_order(found, length):
    for key, acts in found.items():
        if acts[0][1] != 0:
            complain(f"{key} is not there from the beginning")
        if acts[-1][2] is not None or any(act[2] is None for act in acts[:-1]):
            complain(f"{key} is not there to the end")
        for before, after in zip(acts, acts[1:]):
            if before[2] is not None and abs(before[2] - after[1]) > 2e-6:
                complain(f"{key}: one act ends at {before[2]}, the next begins at {after[1]}")
            if before[0] >= after[0] or before[1] >= after[1]:
                complain(f"{key}: acts out of order")
        if acts[-1][1] > length + 1e-6:
            complain(f"{key} changes after the film's end")


def check_times(path, trace, speed):
    root = ET.parse(path).getroot()
    found = acts_of(root)
    length = film_of(root)
    check_order(found, length)
    told = {record["at"] for record in records(trace)}
    changes = {act[0]: act[1] for acts in found.values() for k, act in enumerate(acts)
               if k == 0 or acts[k - 1][3] != act[3]}
    for at in changes:
        if at > 0 and at not in told:
            complain(f"something changes at {at}, where the trace has nothing")
    times = sorted(set(changes) | {record["at"] for record in records(trace) if record["kind"] == "declared"}
                   | {0, max(told)})
    if speed == 0:
        text = "".join(element.text or "" for element in root.iter(SVG + "text"))
        words = re.search(r"1 s = (\d+) (s|min|h|d)", text)
        speed = int(words[1]) * {"s": 1, "min": 60, "h": 3600, "d": 86400}[words[2]]
        if length > 60:
            complain(f"the film is {length} s long")
    begin = 0.0
    for before, after in zip([0] + times, times):
        begin += min((after - before) / 1000 / speed, QUIET)
        if after in changes and abs(changes[after] - begin) > 0.001:
            complain(f"what is at {after} of the drill is at {changes[after]} of the film, not at {begin}")
    if abs(length - max(begin, 1)) > 0.001:
        complain(f"the film is {length} s long, not {begin}")
    print(f"{len(found)} nodes, {sum(map(len, found.values()))} acts, {length} s")


def check_states(path, time, flow):
    marks = re.findall(r'^node (\S+) .* mark (\S+)(?: "([^"]*)")?$', open(flow, encoding="utf-8").read(), re.M)
    found = acts_of(ET.parse(path).getroot())
    if not marks:
        complain("no marks to compare with")
    for key, state, note in marks:
        shown = [act for act in found[key] if act[0] <= time][-1]
        if shown[3] != state or (state == "done-late" and shown[4] != note):
            complain(f"at {time} {key} is {shown[3]} {shown[4]!r}, not {state} {note!r}")


def print_moments(trace, count):
    times = sorted({record["at"] for record in records(trace)})
    print(*times[::max(1, len(times) // count)], times[-1], sep="\n")


def check_still(path):
    root = ET.parse(path).getroot()
    for key, acts in acts_of(root).items():
        if sum(act[2] is None for act in acts) != 1:
            complain(f"{key} has no last act")
    for group in root.iter(SVG + "g"):
        words = (group.get("class") or "").split()
        if "act" in words and ("last" in words) == (group.get("display") == "none"):
            complain("a group is shown that is not the last")
    styles = [style.text for style in root.iter(SVG + "style")]
    if styles != ["@media (prefers-reduced-motion:reduce){.act{display:none!important}"
                  ".last{display:inline!important}}"]:
        complain(f"styles: {styles}")


def check_grades(path, trace):
    declared = [record["to"] for record in records(trace) if record["kind"] == "declared"]
    root = ET.parse(path).getroot()
    shown = []
    for group in root.iter(SVG + "g"):
        if "act" in (group.get("class") or "").split() and group.find(SVG + "title") is None:
            text = "".join(element.text for element in group.findall(SVG + "text"))
            if text and not re.fullmatch(r"[0-9: d]+", text):
                shown.append((int(group.get("data-at")), text))
    shown = [text for at, text in shown]
    wanted = ["no grade in force"] + ["no grade in force" if name == "none" else name for name in declared]
    if len(shown) != len(wanted) or any(want.split("-")[0] not in text.lower() for want, text in
                                        zip([want.lower() for want in wanted], shown)):
        complain(f"grades {shown}, declared {wanted}")


def write_long(path, names, count):
    with open(path, "w", encoding="utf-8") as out:
        for i in range(count):
            print(json.dumps({"at": i * 60000, "kind": "node", "name": names[i % len(names)],
                              "state": "done" if i // len(names) % 2 else "running"}), file=out)


def main(arguments):
    what, rest = arguments[0], arguments[1:]
    if what == "times":
        check_times(rest[0], rest[1], int(rest[2]))
    elif what == "states":
        check_states(rest[0], int(rest[1]), rest[2])
    elif what == "moments":
        print_moments(rest[0], int(rest[1]))
    elif what == "still":
        check_still(rest[0])
    elif what == "grades":
        check_grades(rest[0], rest[1])
    elif what == "long":
        write_long(rest[0], rest[1].split(), int(rest[2]))
    for line in amiss[:20]:
        print(line, file=sys.stderr)
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

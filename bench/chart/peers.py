#!/usr/bin/env python3
"""peers.py - the flow of a plan as other programs take it, for the comparison in docs/gallery.md.

  tocsin chart --format flow PLAN | bench/chart/peers.py dot        Graphviz, a cluster for each body
  tocsin chart --format flow PLAN | bench/chart/peers.py swimlane   Mermaid, swimlanes
  tocsin chart --format flow PLAN | bench/chart/peers.py flowchart  Mermaid, a box for each body (as D2)

Each gets what it can express: shapes, deadlines, outcomes, dashed lines, bodies.  Grades have no
place of their own beside bodies; their nodes are coloured."""
import re
import sys

COLOURS = {"blue": "#E3EDFB", "yellow": "#FFF6CC", "orange": "#FFE8D1", "red": "#FBE3E1"}
DASHED = {"tells", "copy", "late", "loop"}


def words(line):
    """The words of a record; quoted ones without their quotes."""
    return [
        (quoted or plain).replace('\\"', '"').replace("\\\\", "\\").replace("\\n", " ")
        for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)
    ]


def field(record, name):
    return record[record.index(name) + 1] if name in record else ""


def read(lines):
    lanes, bands, nodes, edges = {}, {}, {}, []
    for line in lines:
        record = words(line)
        if record[0] == "lane":
            lanes[record[1]] = field(record, "title") or record[2]
        elif record[0] == "band":
            bands[record[1]] = COLOURS.get(field(record, "colour"), "#FFFFFF")
        elif record[0] == "node":
            nodes[record[1]] = {
                "id": f"n{len(nodes)}",
                "kind": record[2],
                "lane": field(record[5:], "lane"),
                "title": field(record, "title"),
                "due": field(record, "deadline") or field(record, "repeats"),
                "colour": bands[record[4]],
            }
        elif record[0] == "edge":
            edges.append((record[1], record[2], record[4], field(record[5:], "label")))
    return lanes, nodes, edges


def by_lane(lanes, nodes):
    groups = {lane: [] for lane in lanes}
    groups[""] = []
    for node in nodes.values():
        groups[node["lane"]].append(node)
    return groups


def write_dot(lanes, nodes, edges):
    quoted = lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    shapes = {"decision": "diamond", "event": "parallelogram", "start": "oval", "end": "oval"}
    print("digraph plan {\n  graph [rankdir=TB, nodesep=0.25, ranksep=0.4, newrank=true,")
    print('    fontname="Noto Sans CJK SC", splines=true];')
    print('  node [shape=box, style=filled, fontname="Noto Sans CJK SC", fontsize=11];')
    print('  edge [fontname="Noto Sans CJK SC", fontsize=10];')
    for lane, group in by_lane(lanes, nodes).items():
        if lane:
            print(f"  subgraph cluster_{lane} {{ label={quoted(lanes[lane])};")
        for node in group:
            text = "\\n".join([node["title"].replace('"', "'")] + [node["due"]] * bool(node["due"]))
            shape = shapes.get(node["kind"], "box")
            style = "filled,dashed" if node["kind"] == "receiver" else "filled"
            print(f'  {node["id"]} [label="{text}", shape={shape}, style="{style}",', end="")
            print(f' fillcolor="{node["colour"]}"];')
        if lane:
            print("  }")
    for kind, source, target, label in edges:
        style = ", style=dashed" if kind in DASHED else ""
        print(f'  {nodes[source]["id"]} -> {nodes[target]["id"]} [label={quoted(label)}{style}];')
    print("}")


def write_mermaid(head, lanes, nodes, edges):
    marks = {"decision": "{}", "event": "[//]", "start": "()", "end": "()"}
    plain = lambda text: text.replace('"', "'").replace(";", ",")
    print(head)
    for lane, group in by_lane(lanes, nodes).items():
        if not group:
            continue
        print(f'  subgraph l{lane or "none"}["{plain(lanes.get(lane, " "))}"]')
        for node in group:
            mark = marks.get(node["kind"], "[]")
            half = len(mark) // 2
            text = plain(node["title"]) + (f'<br/>{node["due"]}' if node["due"] else "")
            print(f'    {node["id"]}{mark[:half]}"{text}"{mark[half:]}')
        print("  end")
    for kind, source, target, label in edges:
        line = "-.->" if kind in DASHED else "-->"
        label = f'|"{plain(label)}"|' if label else ""
        print(f'  {nodes[source]["id"]} {line}{label} {nodes[target]["id"]}')
    for node in nodes.values():
        if node["colour"] != "#FFFFFF":
            print(f'  style {node["id"]} fill:{node["colour"]}')


def main():
    plan = read(sys.stdin)
    if sys.argv[1:] == ["dot"]:
        write_dot(*plan)
    elif sys.argv[1:] == ["swimlane"]:
        write_mermaid("swimlane-beta TB", *plan)
    elif sys.argv[1:] == ["flowchart"]:
        write_mermaid("flowchart TB", *plan)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()

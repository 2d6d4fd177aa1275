#!/usr/bin/env python3
"""facts.py - which view shows what of a plan?  A plan in which each fact has a word of its own is drawn
in all views; where the word is found the fact is shown.

    facts.py plan FILE.plan               writes that plan
    facts.py table FOLDER                 prints the table of docs/charts.md, from FOLDER/VIEW.svg
    facts.py check FOLDER docs/charts.md  is the table there just that?
"""
import re
import sys
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ["flow", "ladder", "orgs", "reports", "timeline", "raci", "resources", "cards"]
BEGIN, END = "<!-- facts: made by tests/support/facts.py -->", "<!-- end of facts -->"

PLAN = """plan facts "Xtitle" {
  version "Xversion"  status approved  issued 2031-02-03  issuer boss  language en  timezone "UTC"
  classification internal  scope "Xplanscope"  principles "Xprinciple"
  review every 3y
}
org boss "Xboss" { kind lead  duty 24h  mission "Xmission"  contact phone "Xphone"  note "Xorgnote"  clause "Xorgclause" }
org hand "Xhand" {
  kind unit  under boss  duty 08:00..17:00 mon..fri  contact radio "Xradio"
  post chief "Xchief" { holder "Xholder"  contact mobile "Xmobile" }
  post second "Xsecond" { contact mobile "Xother"  succeeds chief }
}
org helper "Xhelper" { kind unit  duty 24h  under boss  contact phone "Xcall" }
org aide "Xaide" { kind unit  duty 24h  under boss  contact phone "Xtwo" }
org ear "Xear" { kind unit  duty 24h  under boss  contact phone "Xthree" }
org alert "Xalert" { kind unit  duty 24h  under boss  contact phone "Xfour" }
org outer "Xouter" { kind external  duty 24h  contact phone "Xfar" }
org team "Xteam" { kind field  duty 24h  formed by boss within 43min when level at least II  contact radio "Xchannel" }
indicator loss "Xloss" { percent  range 0%..100%  initial 0%  source hand }
resource pump "Xpump" { owner hand  count 5 }
resource foam "Xfoam" { owner hand  count 9 }
event fire "Xfire" { seen by hand }
trigger alarm "Xalarm" { when happened(fire) and loss > 3% }
levels {
  declared by boss within 11min of fire
  level II "Xgreat" { colour orange  when loss > 5%  scope "Xlevelscope"  if late notify outer }
  level I "Xgreatest" { colour red  when loss > 51% }
  lower after 47min
  end when loss < 2%  proposed by hand within 13min  approved by boss within 14min
}
response main "Xmain" {
  on fire  when loss > 7%  phase early  lead boss  clause "Xrclause"
  step one "Xone" {
    by hand  with aide  to ear  within 71min of fire  takes 21..23..29min  uses 2 pump  consumes 3 foam
    when loss > 8%  needs approval by boss given within 17min  at most 6 times  grace 19min
    instruction "Xinstruction"  evidence "Xevidence"  safety "Xsafety"  note "Xnote"  clause "Xclause"
    objective speed weight 83  if late escalate to I  if late notify alert
  }
  decision pick "Xpick" {
    by hand  after one  within 5min  takes 1min  yes 61% when loss > 9% -> two  no -> one after 31min
  }
  step two "Xtwo" { by hand  every 41min until loss < 4%  takes 1min  activates later }
}
response later "Xlater" { lead boss  step three "Xthree" { by outer  by time 06:10  takes 1min } }
report-fields { field where "Xfield" }
report tell "Xtell" {
  kind initial  from hand  to boss  copy helper  on level at least II  within 53min of fire
  content where  method radio  grace 59min  objective speed
}
relay chain "Xchain" {
  on fire  content where
  hop hand to boss within 33min method fax
  hop boss to outer within 34min
  verify within 4min by boss  overall within 97min of fire
}
announcement word "Xword" { on level at least I  by boss  to public  via sms  within 57min }
objective speed "Xspeed" { weight 100 }
glossary { term "Xterm" "Xmeaning" }
exercise drill "Xdrill" { kind tabletop  scope single  at least 1 per year  next 2033-04-05 }
"""

# Fact, what is looked for, without blanks, and where that would be found for another reason.
FACTS = [
        ("scope and principles of the plan", "Xplanscope|Xprinciple"),
    ("bodies and posts", "Xhand"), ("what a body is for (`mission`)", "Xmission"),
    ("who holds a post (`holder`)", "Xholder"), ("who steps in (`succeeds`)", "Xsecond", "resources"),
    ("contacts", "Xphone"), ("hours of duty", "08:00.17:00"), ("forming of bodies, with its limit", "43min"),
    ("events", "Xfire"), ("conditions of triggers", "Xloss>3%"),
    ("grades", "Xgreat"), ("their conditions", "Xloss>5%"), ("their scope", "Xlevelscope"),
    ("who declares, by when", "11min"), ("how long before lowering", "47min"),
    ("when the incident is over", "Xloss<2%"), ("who proposes and approves that, by when", "13min"),
    ("responses", "Xmain"), ("conditions of responses", "Xloss>7%"),
    ("steps and decisions", "Xone"), ("who helps (`with`)", "Xaide", "orgs"), ("who is told (`to`)", "Xear", "orgs"),
    ("time limits", "1h11min"), ("what they count from (`of`)", "since|fromXfire"),
    ("conditions of steps (`when`)", "Xloss>8%"), ("working time (`takes`)", "21min.{1,4}31min"),
    ("approvals", "17min"), ("resources of steps", "Xpump"), ("how much there is of them", "Xfoam.{0,60}9"),
    ("bounds of loops (`at most`)", "6×|atmost6"), ("series (`every`)", "41min"), ("how long they go on (`until`)", "Xloss<4%"),
    ("what a step starts (`activates`)", "Xlater", "timeline raci resources ladder"),
    ("conditions of outcomes", "Xloss>9%"), ("waits before targets", "31min"),
    ("whom lateness alerts (`if late`)", "Xalert", "orgs"),
    ("`instruction`, `safety`, `evidence`", "Xinstruction.*Xsafety|Xsafety.*Xinstruction"),
    ("reports", "Xtell"), ("their content", "Xfield"), ("means of telling", "fax"),
    ("relays and their hops", "33min"), ("announcements", "Xword"),
    ("`clause`: the place in the paper plan", "Xclause|Xrclause|Xorgclause"), ("`note`", "Xnote|Xorgnote"),
    ("objectives, weights, grace", "Xspeed|19min"), ("chances of outcomes", "61%"),
    ("glossary, exercises", "Xterm|Xdrill"),
]


def text_of(path):
    root = ET.parse(path).getroot()
    return re.sub(r"\s|\xa0", "", " ".join(element.text or "" for element in root.iter(SVG + "text")))


def make_table(folder):
    texts = {view: text_of(f"{folder}/{view}.svg") for view in VIEWS}
    rows = [f"| of a plan | {' | '.join(VIEWS)} |", "| --- |" + " :-: |" * len(VIEWS)]
    for name, pattern, *elsewhere in FACTS:
        signs = ["•" if re.search(pattern, texts[view]) and view not in " ".join(elsewhere).split() else ""
                 for view in VIEWS]
        rows.append(f"| {name} | {' | '.join(signs)} |")
    return "\n".join(rows)


def main(what, *rest):
    if what == "plan":
        with open(rest[0], "w", encoding="utf-8") as out:
            out.write(PLAN)
        return 0
    table = make_table(rest[0])
    if what == "table":
        print(table)
        return 0
    page = open(rest[1], encoding="utf-8").read()
    if f"{BEGIN}\n{table}\n{END}" in page:
        return 0
    print(f"{rest[1]} has another table; it should be\n{table}")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

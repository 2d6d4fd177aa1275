#!/usr/bin/env python3
"""make_plan.py - a random plan of what a state chart can say: `make_plan.py SEED`.

Levels with and without declarers, triggers of all three kinds, steps, decisions, joins of both kinds, loops,
waits, guards, deadlines of readiness and of anchors, lateness, and ends of every shape.  Most plans
check clean; those with errors are told by the exit code of `tocsin check`, and passed over.
"""
import random
import sys

R = random.Random(int(sys.argv[1]))
EVENTS = ["e1", "e2", "e3"]
NUMBERS = ["n1", "n2"]


def some(items, least=1, most=2):
    return R.sample(items, min(len(items), R.randint(least, most)))


def minutes(most=12):
    return f"{5 * R.randint(1, most)}min"


def condition(deep=True, level=None, done=None, held=True):
    """A condition; `level`: it may read the declared grade, `done`: steps that it may read."""
    kinds = ["number", "number", "flag", "happened"]
    if deep:
        kinds += ["and", "or", "not"]
    if held and deep:
        kinds += ["for"]
    if level:
        kinds += ["level"]
    if done:
        kinds += ["done"]
    kind = R.choice(kinds)
    if kind == "number":
        return f"{R.choice(NUMBERS)} {R.choice(['>', '>=', '<', '<='])} {R.randint(1, 9)}"
    if kind == "flag":
        return R.choice(["f1", "not f1"])
    if kind == "happened":
        return f"happened({R.choice(EVENTS)})"
    if kind == "level":
        return f"level at least {R.choice(level)}"
    if kind == "done":
        return f"{R.choice(done)}.{R.choice(['done', 'late'])}"
    if kind == "not":
        return f"not ({condition(False, level, done)})"
    if kind == "for":
        return f"({condition(False, level, done)}) for {minutes(6)}"
    return f"({condition(False, level, done)}) {kind} ({condition(False, level, done)})"


def ladder(name, grades):
    out = [f"levels {name + ' ' if name else ''}{{"]
    declared = R.random() < 0.5
    if declared:
        within = R.choice(["", f" within {minutes()}", f" within {minutes()} of {R.choice(EVENTS)}"])
        out.append(f"  declared by a{within}")
    threshold = R.randint(1, 3)
    variable = R.choice(NUMBERS)
    for i, grade in enumerate(grades):
        also = f" or {condition(False)}" if R.random() < 0.4 else ""
        late = ""
        if declared and R.random() < 0.3 and i + 1 < len(grades):
            late = f"  if late escalate to {grades[-1]}"
        out.append(f'  level {grade} "{grade}" {{ colour {["blue", "yellow", "red"][i]}  when {variable} >= {threshold}{also}{late} }}')
        threshold += R.randint(1, 3)
    if R.random() < 0.6:
        out.append(f"  lower after {minutes(6)}")
    if R.random() < 0.5:
        proposed = f" proposed by b{R.choice(['', ' within ' + minutes()])}" if R.random() < 0.6 else ""
        approved = f" approved by a{R.choice(['', ' within ' + minutes()])}" if R.random() < 0.6 else ""
        out.append(f"  end when {condition(False)}{proposed}{approved}")
    out.append("}")
    return out


def trigger(name):
    kind = R.randint(0, 2)
    on = f" on {', '.join(some(EVENTS))}" if kind != 1 else ""
    when = f" when {condition()}" if kind != 0 else ""
    return f'trigger {name} "{name}" {{{on} {when} }}'


def deadline(names, i):
    if R.random() < 0.35:
        return ""
    anchors = [None, None] + EVENTS + ["t1"] + [names[k] for k in range(i)]
    anchor = R.choice(anchors)
    text = f"  within {minutes()}" + (f" of {anchor}" if anchor else "")
    return text


def outcomes_of(i, names, joins, loops, responses):
    """The outcomes of decision i; what they lead to must name it in its `after`, if it has one."""
    out = []
    for outcome in ["yes", "no", "x"][: R.randint(2, 3)]:
        later = range(i + 1, len(names))
        back = [k for k in range(1, i) if joins[k]]
        pick = R.random()
        if later and pick < 0.6:
            m = R.choice(list(later))
            target = names[m] + R.choice(["", f" after {minutes(4)}"])
            if joins[m] and f"{names[i]}.{outcome}" not in joins[m]:
                joins[m].append(f"{names[i]}.{outcome}")
        elif pick < 0.8 and back:
            k = R.choice(back)
            loops.add(names[k])
            target = names[k] + R.choice(["", f" after {minutes(4)}"])
        elif pick < 0.9:
            target = R.choice(responses)
        else:
            target = "end"
        out.append(f"{outcome} -> {target}")
    return out


def response(index, responses, grades, triggers):
    name = f"r{index}"
    names = [f"s{index}{c}" for c in "abcdefg"[: R.randint(1, 7)]]
    causes = EVENTS + triggers + [f"level at least {g}" for g in grades] + [f"level is {grades[0]}"]
    if len(grades) > 1:
        causes.append(f"level below {grades[-1]}")
    causes.append("end of level")
    if index > 0:
        causes += [f"end of r{index - 1}"]
    out = [f'response {name} "{name}" {{', f"  on {', '.join(some(causes, 1, 3))}"]
    if R.random() < 0.3:
        out.append(f"  when {condition(True, grades, held=False)}")
    if R.random() < 0.2:
        out.append("  phase recovery")
    decisions = set(i for i in range(len(names)) if R.random() < 0.35 and i + 1 < len(names))
    loops = set()
    joins = [[] for _ in names]
    is_any = [R.random() < 0.4 for _ in names]
    for i in range(1, len(names)):
        before = [names[k] for k in range(i) if k not in decisions]
        if before and R.random() < 0.75:
            joins[i] = some(before, 1, 3)
    ways = {i: outcomes_of(i, names, joins, loops, responses) for i in sorted(decisions)}
    free = {}
    for i, step in enumerate(names):
        body = [f"by {R.choice('ab')}"]
        before = [names[k] for k in range(i) if k not in decisions]
        if joins[i]:
            body.append("after " + ("any of " if len(joins[i]) > 1 and is_any[i] else "") + ", ".join(joins[i]))
        if i not in decisions and R.random() < 0.25:
            body.append(f"when {condition(True, grades, before, held=False)}")
        body.append(deadline(names, i))
        if "within" in body[-1]:
            if R.random() < 0.25:
                body.append(f"if late escalate to {R.choice(grades)}")
            if R.random() < 0.15:
                body.append(f"if late do {R.choice(responses)}")
        if i in decisions:
            body.append("  ".join(ways[i]))
        elif R.random() < 0.1:
            body.append(f"activates {R.choice(responses)}")
        free[step] = (i in decisions, body)
    for step in names:
        is_decision, body = free[step]
        if step in loops:
            body.insert(1, f"at most {R.randint(2, 4)} times")
        out.append(f'  {"decision" if is_decision else "step"} {step} "{step}" {{ {"  ".join(b for b in body if b)} }}')
    out.append("}")
    return out


def main():
    grades = ["low", "mid", "top"][: R.randint(1, 3)]
    out = ['plan p "P" { version "1"  status draft  language en  timezone "UTC" }']
    for org in "ab":
        out.append(f'org {org} "{org}" {{ kind unit  duty 24h  contact phone "1"  contact radio "1" }}')
    out += [f'event {e} "{e}"' for e in EVENTS]
    out += [f'indicator {n} "{n}" {{ number  range 0..12  source a }}' for n in NUMBERS]
    out.append('indicator f1 "f1" { flag  source a }')
    triggers = ["t1", "t2", "t3"]
    out += [trigger(t) for t in triggers]
    out += ladder("", grades)
    if R.random() < 0.4:
        out += ladder("warning", ["amber", "crimson"][: R.randint(1, 2)])
    count = R.randint(1, 4)
    names = [f"r{i}" for i in range(count)]
    for i in range(count):
        out += response(i, names, grades, triggers)
    print("\n".join(out))


main()

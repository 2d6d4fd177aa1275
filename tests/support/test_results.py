"""test_results.py - is what `tocsin test --format json` writes what docs/test-report.schema.json says?

    test_results.py FILE.. [-- word..]

Each FILE is held against the schema, and its figures against each other.  Then it is spoilt in
every place - a key more, a key less, a value of another kind - and the schema must refuse that,
so that nothing is left unsaid in it.  Each `word` must be an outcome that occurs in one of the
files, or `usable`, `unusable`, `threshold`.  Prints what is amiss; exits 1 then.
"""

import copy
import json
import sys
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parent.parent.parent
# What may be left out where it stands.
OPTIONAL = {"score", "threshold"}
PER_FORM = 3  # objects of one form that are spoilt
amiss = []
seen = set()


def expect(condition, what):
    if not condition:
        amiss.append(what)


def check_scenarios(document):
    count = dict.fromkeys(("passed", "failed", "broken", "skipped"), 0)
    for test in document["scenarios"]:
        count[test["outcome"]] += 1
        seen.add(test["outcome"])
        is_failed = test["outcome"] == "failed"
        expect(bool(test["failures"]) == is_failed, f"{test['scenario']}: failures")
        expect(len(test["failures"]) <= test["expectations"], f"{test['scenario']}: too many failures")
        if test["outcome"] == "broken":
            expect(test["reason"] or test["diagnostics"], f"{test['scenario']}: broken, and no reason")
    for word, number in count.items():
        expect(document[word] == number, f"{word}: {document[word]}, there are {number}")
    played = [test for test in document["scenarios"] if test["outcome"] in ("passed", "failed")]
    expect(document["expectations"] == sum(test["expectations"] for test in played), "expectations")
    unmet = sum(len(test["failures"]) for test in played)
    expect(document["expectations_failed"] == unmet, "expectations_failed")


def check_plan(document, plan):
    name = plan["plan"]
    seen.add("usable" if plan["usable"] else "unusable")
    if not plan["usable"]:
        return
    covered = sum(bool(item["covered_by"]) for item in plan["items"])
    expect(plan["covered"] == covered, f"{name}: covered")
    expect(plan["coverable"] == len(plan["items"]), f"{name}: coverable")
    share = 100 * covered // max(plan["coverable"], 1) if plan["coverable"] else 100
    expect(plan["per_cent"] == share, f"{name}: {plan['per_cent']} per cent, not {share}")
    is_below = "threshold" in document and share < document["threshold"]
    expect(plan["below_threshold"] == is_below, f"{name}: below_threshold")
    for item in plan["items"]:
        places = item["covered_by"]
        expect(places == sorted(places), f"{name}: {item['name']}: out of order")
        for place in places:
            expect(document["scenarios"][place]["plan"] == name, f"{name}: {item['name']}: {place}")


def check_figures(document):
    check_scenarios(document)
    plans = [plan["plan"] for plan in document["plans"]]
    expect(len(plans) == len(set(plans)), "a plan stands twice")
    for test in document["scenarios"]:
        expect(test["plan"] is None or test["plan"] in plans, f"{test['scenario']}: plan")
    for plan in document["plans"]:
        check_plan(document, plan)
    if "threshold" in document:
        seen.add("threshold")


def forms(value, form="", path=()):
    """Each object with the names that lead to it, numbers left out, and the way there."""
    if isinstance(value, dict):
        yield form, path
        for key, inner in value.items():
            yield from forms(inner, f"{form}/{key}", (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from forms(inner, form, (*path, index))


def at(document, path):
    for part in path:
        document = document[part]
    return document


def spoil(checker, document, form, path):
    spoilt = copy.deepcopy(document)
    victim = at(spoilt, path)
    victim["no such key"] = 1
    expect(not checker.is_valid(spoilt), f"the schema lets anything stand at `{form}`")
    del victim["no such key"]
    for key in list(victim):
        kept = victim[key]
        victim[key] = {"no such": "thing"}
        expect(not checker.is_valid(spoilt), f"the schema lets anything be `{form}/{key}`")
        del victim[key]
        if key not in OPTIONAL:
            expect(not checker.is_valid(spoilt), f"the schema does not ask for `{form}/{key}`")
        victim[key] = kept


def small(document):
    """The same with few of everything, so that spoiling it takes no time."""
    less = copy.deepcopy(document)
    picked = {}
    for test in less["scenarios"]:
        test["failures"] = test["failures"][:2]
        picked.setdefault(test["outcome"], test)
    less["scenarios"] = list(picked.values())
    less["plans"] = less["plans"][:2] + [plan for plan in less["plans"] if not plan["usable"]][:1]
    for plan in less["plans"]:
        if plan["usable"]:
            plan["items"] = plan["items"][:2]
    return less


def spoil_all(checker, document):
    times = {}
    less = small(document)
    expect(checker.is_valid(less), "with fewer of everything it is not valid")
    for form, path in list(forms(less)):
        times[form] = times.get(form, 0) + 1
        if times[form] <= PER_FORM:
            spoil(checker, less, form, path)


def main(arguments):
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    schema = json.loads((ROOT / "docs/test-report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    checker = jsonschema.Draft7Validator(schema)
    for file in arguments[:cut]:
        document = json.loads(Path(file).read_text(encoding="utf-8"))
        errors = list(checker.iter_errors(document))
        for error in errors[:5]:
            place = "/".join(str(part) for part in error.absolute_path)
            amiss.append(f"{file}: {place}: {error.message[:200]}")
        if not errors:
            check_figures(document)
            spoil_all(checker, document)
    for word in arguments[cut + 1 :]:
        expect(word in seen, f"nothing is {word}")
    for line in amiss[:20]:
        print(line)
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

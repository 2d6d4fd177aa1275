"""fixes.py - does `tocsin check --fix` mend what it says, and touch nothing else?

    fixes.py TOCSIN FOLDER PLAN...

For each PLAN (named from FOLDER, whose files are changed) with a safe repair: after --fix no safe
repair is left, nothing new is found, and every file is, to the byte, what applying the repairs that
`check --format json` told gives here, round by round.  Done again it changes nothing, and --diff
shows it without changing anything.  Prints what is amiss, and how many plans and which codes were
mended; exits 1 when something is amiss.
"""

import collections
import json
import subprocess
import sys
from pathlib import Path

ROUNDS = 8
FIRST_OF_NAMES = 100  # messages below it are about writing


class Amiss(Exception):
    pass


def run(tocsin, folder, *arguments):
    return subprocess.run([tocsin, "check", *arguments], cwd=folder, capture_output=True, check=False)


def findings(tocsin, folder, plan):
    return json.loads(run(tocsin, folder, "--format", "json", plan).stdout)["diagnostics"]


def is_safe(item):
    return bool(item["fixits"]) and all(part["safe"] and part["span"] for part in item["fixits"])


def repaired(text, items):
    """The text after those repairs that touch no earlier one, and how many they were."""
    rows = []
    for item in items:
        parts = [(p["span"]["byte_begin"], p["span"]["byte_end"], p["replacement"].encode()) for p in item["fixits"]]
        rows.append((min(part[0] for part in parts), max(part[1] for part in parts), parts))
    chosen, end = [], -1
    for begin, stop, parts in sorted(rows, key=lambda row: row[:2]):
        if begin > end:
            chosen += parts
            end = stop
    for begin, stop, replacement in sorted(chosen, reverse=True):
        text = text[:begin] + replacement + text[stop:]
    return text


def mend_here(tocsin, folder, plan):
    """Applies what check tells, round by round."""
    for _ in range(ROUNDS):
        files = collections.defaultdict(list)
        for item in findings(tocsin, folder, plan):
            if is_safe(item):
                files[item["fixits"][0]["file"]].append(item)
        if not files:
            return
        for name, items in files.items():
            path = folder / name
            path.write_bytes(repaired(path.read_bytes(), items))


def snapshot(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def restore(folder, files):
    for path, text in files.items():
        if path.read_bytes() != text:
            path.write_bytes(text)


def counted(items):
    return collections.Counter((item["code"], item["message"]) for item in items)


def expect(condition, what):
    if not condition:
        raise Amiss(what)


def check_plan(tocsin, folder, plan):
    """The codes that were mended; empty where there was nothing, or writing that only people can mend."""
    before = findings(tocsin, folder, plan)
    safe = [item for item in before if is_safe(item)]
    if not safe:
        return set()
    original = snapshot(folder)
    shown = run(tocsin, folder, "--fix", "--diff", plan)
    expect(snapshot(folder) == original, "--diff changed a file")
    mend_here(tocsin, folder, plan)
    by_hand = snapshot(folder)
    restore(folder, original)
    done = run(tocsin, folder, "--fix", plan)
    by_fix = snapshot(folder)
    if b"not changed" in done.stderr:
        expect(by_fix == original or b" fixed\n" in done.stderr, "said not changed, and changed")
        restore(folder, original)
        return set()
    expect(by_fix == by_hand, "other bytes than the repairs told")
    expect(bool(shown.stdout), "--diff shows nothing")
    after = findings(tocsin, folder, plan)
    expect(not any(is_safe(item) for item in after), "something safe is left")
    had_writing = any(int(item["code"][1:]) < FIRST_OF_NAMES for item in before)
    new = counted(after) - counted(before)
    if had_writing:  # names and checks could not be looked at before
        new = {key for key in new if int(key[0][1:]) < FIRST_OF_NAMES}
    expect(not new, f"new: {sorted(new)}")
    for item in safe:
        key = (item["code"], item["message"])
        expect(counted(after)[key] < counted(before)[key], f"still there: {key}")
    again = run(tocsin, folder, "--fix", plan)
    expect(snapshot(folder) == by_fix and b" fixed\n" not in again.stderr, "the second time it changes more")
    restore(folder, original)
    return {item["code"] for item in safe}


def main(tocsin, folder, plans):
    mended, codes, amiss = 0, set(), 0
    for plan in plans:
        try:
            found = check_plan(tocsin, folder, plan)
        except Amiss as error:
            print(f"{plan}: {error}")
            amiss += 1
            continue
        mended += bool(found)
        codes |= found
    print(mended, *sorted(codes))
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))

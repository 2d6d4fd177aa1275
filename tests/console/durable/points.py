"""points.py - the same exercise, killed (SIGKILL) at many points, ends as the one that was never killed.

    points.py [KILLS] [ACTS] [EXERCISE]     how often in all, acts of an exercise, kills of one (default 3, 40, 3)

The exercise is played once without a kill, by a script: entries of the list, reports, injects, values, truth,
grades, notes, corrections, bodies handed over, jumps of the clock.  Then it is played again and again from the same
beginning, and the server is killed at random moments: while an act is on its way, judged, written or answered.
Whoever acted sends again what had no answer, as browsers do.  Whatever had one must be there after each start,
and in the end all rows, what each role sees and the exported replay must be those of the first, to the byte.
Only the time of day differs: it is left out, and with it the chain's hash, which each journal proves for itself.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables

MINUTE = 60000
LEADS = 6  # so many take turns: a person may act only so fast
LATEST = 0.012  # s after an act was sent


def script(count):
    """Who (a role and which of them), kind and body of each act; in a fixed order, the end last."""
    acts = [("lead", "clock", {"do": "jump", "to": MINUTE})]
    number = 0
    while len(acts) < count - 1:
        number += 1
        acts += round_of(number)
    return acts[: count - 1] + [("lead", "end", {})]


def round_of(number):
    """Some acts of each kind; each round begins a quarter of an hour after the one before."""
    fields = {"trend": f"trend {number}", "measures": f"measures {number}"}
    yield "lead", "clock", {"do": "jump", "to": (1 + 15 * number) * MINUTE}
    yield "lead", "act", {"entry": {"set": {"systems-down": f"{10 + number % 50}%"}, "from": "monitor"}}
    yield "tech", "act", {"as": "tech", "entry": {"report": "situation", "by": "tech", "to": ["leading-group"], "content": fields}}
    yield "tech", "outside", {"as": "tech", "text": f"we also called number {number}"}
    yield "judge", "note", {"text": f"seen {number}", "duty": None, "about_at": number * MINUTE}
    yield "lead", "act", {"entry": {"note": f"heard {number}", "to": ["tech"], "from": "duty desk", "via": "phone"}}
    yield "lead", "truth", {"facts": {"scope": [f"{number} sites"]}}
    yield "judge", "rating", {"objective": "command", "rating": "PSMU"[number % 4], "text": f"so far {number}"}
    yield "lead", "act", {"entry": {"declare": ["III", "II", "IV"][number % 3], "by": "leading-group"}}
    yield "lead", "hands", {"body": "police", "by": ["people", "simulation"][number % 2]}
    if number % 3 == 0:
        yield "lead", "correct", {"row": 20 + number, "why": f"a slip {number}"}
    if number % 3 == 1:
        yield "lead", "skip", {"number": 20 + number % 7, "why": "not today"}
        yield "lead", "restore", {"number": 20 + number % 7, "why": "after all"}
    if number % 3 == 2:
        yield "lead", "clock", {"do": "jump", "to": "next"}


def who_is(people, role, number):
    return people["lead"][number % LEADS] if role == "lead" else people[role]


def send(server, people, acts, number):
    """Status and answer of act @p number, sent until it is not too soon."""
    role, kind, body = acts[number]
    while True:
        status, said = server.act(who_is(people, role, number), f"act-{number}", kind, body)
        if status != 429:
            return status, said
        time.sleep(0.05)


def begin(folder):
    """A journal in which everybody is there, the clock stands, and nothing has happened; and their cookies."""
    place = os.path.join(folder, "begin.journal")
    server = tables.Table(place)
    people = {"lead": [server.join("controller", f"Lead {number}") for number in range(LEADS)]}
    people["tech"] = server.join("player", "Li Wei", body="tech")
    people["judge"] = server.join("evaluator", "Judge")
    server.act(people["lead"][0], "run", "clock", {"do": "run", "rate": 1})
    server.act(people["lead"][0], "pause", "clock", {"do": "pause"})
    server.end()
    return place, people


# ── how it ended ──


def without_days(value):
    """Without the time of day, and who has a window open."""
    if isinstance(value, dict):
        return {name: without_days(inner) for name, inner in value.items() if name not in ("wall", "online")}
    return [without_days(inner) for inner in value] if isinstance(value, list) else value


def seen_by(server, cookie):
    stream = tables.Stream(server, cookie)
    stream.read_until(lambda it: it.row > 0)
    stream.close()
    return {name: without_days(value) for name, value in stream.sections.items() if name not in ("codes", "addresses")}


def outcome(server, people, place):
    """All that an exercise is in the end, as text, by name."""
    said = {f"what {name} sees": json.dumps(seen_by(server, cookie), sort_keys=True, ensure_ascii=False)
            for name, cookie in (("lead", people["lead"][0]), ("tech", people["tech"]), ("judge", people["judge"]))}
    # that the clock stood meanwhile is in it as well, with the time of day
    replay = server.get("/export.yaml", people["lead"][0])[2].decode()
    said["the exported replay"] = "".join(line for line in replay.splitlines(True) if ", pause: " not in line)
    out, _, code = server.end()
    said["how it ends"] = str(code)
    rows = subprocess.run(["sqlite3", place, "SELECT seq, at, who, key, kind, body FROM journal_row ORDER BY seq"], capture_output=True, check=True)
    said["rows"] = rows.stdout.decode()
    proof = subprocess.run([tables.TOCSIN, "journal", "verify", place], capture_output=True, check=False)
    said["the chain's proof"] = str(proof.returncode)
    return said


def compare(tally, what, seen, wanted):
    for name, text in wanted.items():
        same = seen[name] == text
        tally.check(f"{what}: {name}", same, "" if same else first_difference(seen[name], text))


def first_difference(seen, wanted):
    at = next((i for i, (one, two) in enumerate(zip(seen, wanted)) if one != two), min(len(seen), len(wanted)))
    return f"at {at}: …{seen[max(0, at - 120):at + 120]!r}, not …{wanted[max(0, at - 120):at + 120]!r}"


# ── playing ──


def play_whole(start, people, acts, folder):
    place = os.path.join(folder, "whole.journal")
    shutil.copy(start, place)
    server = tables.Table(place)
    answers = [send(server, people, acts, number) for number in range(len(acts))]
    return [(status, said.get("row"), said.get("at")) for status, said in answers], outcome(server, people, place)


class Killed:
    """One exercise that is killed again and again."""

    def __init__(self, place, people, acts, wanted, tally):
        self.place, self.people, self.acts, self.wanted, self.tally = place, people, acts, wanted, tally
        self.known = 0  # acts that were answered
        self.had_row = 0  # kills after which the act on its way was found to have been kept

    def play_until(self, server, kill_at):
        """Acts in order; at act @p kill_at the server is killed while that one is on its way."""
        while self.known < len(self.acts):
            is_last = self.known == kill_at
            if is_last:
                timer = threading.Timer(random.uniform(0.0, LATEST), server.child.send_signal, [signal.SIGKILL])
                timer.start()
            try:
                status, said = send(server, self.people, self.acts, self.known)
            except (OSError, ValueError, tables.Failure):
                status, said = 0, {}
            if is_last:
                timer.join()
                server.child.communicate(timeout=20)
            if status == 0:
                return
            self.judge(status, said)
            self.known += 1
            if is_last:
                return

    def judge(self, status, said):
        seen, wanted = (status, said.get("row"), said.get("at")), self.wanted[self.known]
        self.had_row += bool(said.get("repeated"))
        if seen != wanted:
            self.tally.check(f"act {self.known} is answered as ever", False, (seen, wanted, said))

    def check_known(self, server):
        """What was acknowledged is there: asked for again, the last ones have the same row."""
        for number in range(max(0, self.known - 4), self.known):
            if self.wanted[number][0] != 200:
                continue
            status, said = send(server, self.people, self.acts, number)
            fine = (status, said.get("row"), said.get("repeated")) == (200, self.wanted[number][1], True)
            self.tally.check(f"act {number} was not lost", fine, (status, said, self.wanted[number]))

    def run(self, kills):
        points = sorted(random.sample(range(len(self.acts)), min(kills, len(self.acts))))
        for point in points:
            server = tables.Table(self.place)
            self.check_known(server)
            self.play_until(server, point)
        server = tables.Table(self.place)
        self.check_known(server)
        self.play_until(server, -1)
        return outcome(server, self.people, self.place)


def main():
    kills, count, each = (int(text) for text in sys.argv[1:] + ["3", "40", "3"][len(sys.argv) - 1:])
    tally = tables.Tally()
    seed = int(os.environ.get("SEED", "0")) or random.randrange(1 << 32)
    random.seed(seed)
    print(f"seed {seed}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        start, people = begin(folder)
        acts = script(count)
        wanted, whole = play_whole(start, people, acts, folder)
        taken = sum(status == 200 for status, _, _ in wanted)
        tally.check("nearly all acts of the script are taken", taken > 0.8 * len(acts), [it for it in enumerate(wanted) if it[1][0] != 200])
        done, kept = 0, 0
        while done < kills:
            place = os.path.join(folder, f"killed-{done}.journal")
            shutil.copy(start, place)
            now = min(each, kills - done)
            exercise = Killed(place, people, acts, wanted, tally)
            compare(tally, f"exercise of kill {done + 1} to {done + now}", exercise.run(now), whole)
            done, kept = done + now, kept + exercise.had_row
            for name in os.listdir(folder):
                if name.startswith("tocsin-exercise-"):
                    shutil.rmtree(os.path.join(folder, name))
        text = json.dumps(whole, sort_keys=True, ensure_ascii=False)
        print(f"{done} kills in {(done + each - 1) // each} exercises of {len(acts)} acts ({taken} taken); {kept} times the act on its way had been kept; "
              f"all ended in {hashlib.sha256(text.encode()).hexdigest()[:16]}", file=sys.stderr)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

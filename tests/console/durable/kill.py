"""kill.py - kill -9 in the midst of acts: what was acknowledged is there afterwards, the same to the letter.

    kill.py [KILLS] [ACTS]     how often, and after how many acts at the most (default 3, 40)

(points.py kills one exercise at chosen acts and compares its end; here several people act at once
and the same exercise goes on.)

Several people act at once without a pause; the server is killed at a random moment, started again on its
journal, and asked for each act that it had acknowledged, by its key.  In the end the journal is played from
its beginning by a server of its own, which must say the same in all sections.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables

PEOPLE = 4


def act_of(key):
    """Kind and body: mostly values, as an exercise holds only so many acts outside its plan."""
    number = int(key.rsplit("-", 1)[1])
    if number % 128 == 5:
        return "outside", {"text": f"act {key}"}
    return "act", {"entry": {"set": {"systems-down": f"{number % 100}%"}}}


class Actor(threading.Thread):
    """Acts one after the other until the server is gone; keeps what was acknowledged."""

    def __init__(self, server, cookie, label, most):
        super().__init__(daemon=True)
        self.server, self.cookie, self.label, self.most = server, cookie, label, most
        self.rows = {}  # key: row
        self.sent = []
        self.refused = None

    def run(self):
        for number in range(self.most):
            key = f"{self.label}-{number}"
            self.sent.append(key)
            try:
                status, said = self.server.act(self.cookie, key, *act_of(key))
            except (OSError, ValueError):
                return
            if status == 200:
                self.rows[key] = said["row"]
            elif status != 429:
                self.refused = (status, said)
                return
            else:
                time.sleep(0.1)


def run_once(place, cookies, turn, most, known, tally):
    server = tables.Table(place)
    if not cookies:
        cookies += [server.join("controller", f"Person {number}") for number in range(PEOPLE)]
        server.act(cookies[0], "run", "clock", {"do": "run", "rate": 60})
    check_known(server, cookies, known, tally)
    actors = [Actor(server, cookie, f"t{turn}p{number}", most) for number, cookie in enumerate(cookies)]
    for actor in actors:
        actor.start()
    time.sleep(random.uniform(0.02, 0.3))
    server.child.send_signal(signal.SIGKILL)
    server.child.communicate(timeout=20)
    for actor in actors:
        actor.join(20)
        if actor.refused:
            tally.check("no act is refused", False, actor.refused)
        for key, row in actor.rows.items():
            known[key] = (actors.index(actor), row)
    return any(actor.rows for actor in actors)


def check_known(server, cookies, known, tally):
    """What was acknowledged before the last kill: the same key gives the same row and changes nothing."""
    for key, (person, row) in list(known.items())[-16:]:
        for _ in range(50):
            status, said = server.act(cookies[person], key, *act_of(key))
            if status != 429:
                break
            time.sleep(0.1)
        tally.check(f"{key} is row {row}", status == 200 and said.get("row") == row and said.get("repeated"), (status, said))


def rows_in(place):
    """Of the acts, as SQLite's own program reads them beside the server."""
    done = subprocess.run(["sqlite3", "-readonly", place, "SELECT seq FROM journal_row WHERE key LIKE 't%p%'"], capture_output=True, check=True)
    return {int(line) for line in done.stdout.split()}


def sections_of(server, cookie):
    stream = tables.Stream(server, cookie)
    stream.read_until(lambda it: it.row > 0)
    stream.close()
    said = {name: value for name, value in stream.sections.items() if name not in ("codes", "people", "addresses")}
    return json.dumps(said, sort_keys=True)


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    tally = tables.Tally()
    seed = int(os.environ.get("SEED", "0")) or random.randrange(1 << 32)
    random.seed(seed)
    print(f"seed {seed}", file=sys.stderr)
    known, cookies = {}, []
    with tempfile.TemporaryDirectory() as folder:
        place = os.path.join(folder, "kill.journal")
        busy = sum(run_once(place, cookies, turn, most, known, tally) for turn in range(kills))
        server = tables.Table(place)
        check_known(server, cookies, known, tally)
        first = sections_of(server, cookies[0])
        lost = {row for _, row in known.values()} - rows_in(place)
        tally.equal("all that was acknowledged, ever", lost, set())
        out, _, code = server.end()
        tally.equal("ends cleanly", code, 0)
        server = tables.Table(place)
        tally.equal("the same again", sections_of(server, cookies[0]), first)
        again, _, _ = server.end()
        heads = [text.split("head ")[1].split()[0] for text in (out, again)]
        tally.equal("the same head", heads[0], heads[1])
        tally.check("there was something to lose each time", busy >= kills * 0.5 and len(known) > kills, (busy, len(known)))
        print(f"{kills} kills, {len(known)} acknowledged acts", file=sys.stderr)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

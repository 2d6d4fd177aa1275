"""disk.py - the journal's disk is full: acts are refused, nothing changes, all screens say so; then it goes on.

The limit on the size of files (RLIMIT_FSIZE) of the running server stands for the disk.
"""

import glob
import os
import resource
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables


def set_limit(server, size):
    resource.prlimit(server.child.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def fill(server, cookies):
    """Acts until one is refused; the row of the last that was not."""
    row = 0
    for number in range(2000):
        status, said = server.act(cookies[number % len(cookies)], f"fill-{number}", "outside", {"text": "x" * 3000})
        if status != 200:
            return row, number, status, said
        row = said["row"]
    return row, 0, 0, {}


def play(folder, tally):
    place = os.path.join(folder, "disk.journal")
    server = tables.Table(place)
    cookies = [server.join("controller", f"Controller {number}") for number in range(3)]
    wall = tables.Stream(server, server.join("wall"))
    wall.read_until(lambda it: it.row > 0)
    tally.equal("no trouble at first", wall.sections["server"]["trouble"], None)
    largest = max(os.path.getsize(name) for name in glob.glob(place + "*"))
    set_limit(server, largest + 20000)

    row, number, status, said = fill(server, cookies)
    tally.equal("refused when the disk is full", status, 503)
    tally.check("with its sentence", "journal" in said.get("error", "") and "nothing was changed" in said.get("error", ""), said)
    tally.check("all screens say so", wall.read_until(lambda it: it.sections["server"]["trouble"]), wall.sections["server"])
    tally.equal("and so does /health", server.get("/health")[0], 503)
    set_limit(server, 4096)
    again, _ = server.act(cookies[0], "more", "outside", {"text": "y" * 3000})
    tally.equal("refused again", again, 503)
    status, _, _ = server.post("/join", {"code": server.codes["observer"], "name": "Late", "lang": "en"})
    tally.equal("nobody joins meanwhile", status, 503)
    tally.equal("nothing has changed", wall.row, row)
    tally.equal("pages are there all the same", server.get("/table", cookies[0])[0], 200)

    set_limit(server, resource.RLIM_INFINITY)
    status, said = server.act(cookies[number % 3], f"fill-{number}", "outside", {"text": "x" * 3000})
    tally.equal("it goes on when there is room", (status, said.get("row")), (200, row + 1))
    tally.check("and all screens say so", wall.read_until(lambda it: not it.sections["server"]["trouble"]), wall.sections["server"])
    tally.equal("and /health", server.get("/health")[0], 200)
    server.join("observer", "Late")
    out, err, code = server.end()
    tally.equal("ends cleanly", (code, err), (0, ""))
    tally.check("with all rows", f"{row + 2} rows" in out, out)
    server = tables.Table(place)
    tally.check("and is taken up again", f"after {row + 2} rows" in server.greeting, server.greeting)
    server.end()


def clock_alone(folder, tally):
    """Nobody acts, the clock runs: what falls due is shown only when it has been kept."""
    place = os.path.join(folder, "clock.journal")
    server = tables.Table(place)
    cookie = server.join("controller")
    stream = tables.Stream(server, cookie)
    largest = max(os.path.getsize(name) for name in glob.glob(place + "*"))
    server.act(cookie, "run", "clock", {"do": "run", "rate": 1})
    stream.read_until(lambda it: it.row >= 4)
    set_limit(server, 4096)
    status, _ = server.act(cookie, "jump", "clock", {"do": "jump", "to": 3600000})
    tally.equal("a jump is refused", status, 503)
    time.sleep(0.5)
    row = stream.row
    set_limit(server, resource.RLIM_INFINITY)
    status, said = server.act(cookie, "jump", "clock", {"do": "jump", "to": 3600000})
    tally.equal("and then is not", status, 200)
    tally.check("rows go on without gaps", said.get("row", 0) >= row + 1, (said, row))
    tally.check("what was due comes", stream.read_until(lambda it: it.row > said["row"]), stream.row)
    tally.check("the journal was there", largest > 0)
    server.end()


def main():
    tally = tables.Tally()
    with tempfile.TemporaryDirectory() as folder:
        play(folder, tally)
        clock_alone(folder, tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

"""postgres.py - an exercise that is kept in a database of PostgreSQL's: new ones, gone on with, the server lost.

The server is the test's own (tests/support/postgres-server); where Debian's package is not installed nothing
is tested, and this says so.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables

SERVER = "tests/support/postgres-server"


def control(what, folder):
    return subprocess.run([SERVER, what, folder], stdin=subprocess.DEVNULL, capture_output=True, timeout=60).returncode


def journal(*arguments):
    done = subprocess.run([tables.TOCSIN, "journal", *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def table(folder, address, *options, **names):
    """A journal of a database has no folder to put things in."""
    return tables.Table(os.path.join(folder, "unused"), "--journal", address, *options, **names)


def begin(folder, address, tally, name):
    """A new exercise with a few acts; the cookie of its controller."""
    server = table(folder, address)
    tally.check(f"{name}: it is a new one", "gone on with after" not in server.greeting and name in server.greeting, server.greeting)
    tally.check(f"{name}: no password is printed", "geheim" not in server.greeting, server.greeting)
    cookie = server.join("controller")
    for number in range(5):
        tally.equal(f"{name}: an act", server.act(cookie, f"{name}-{number}".replace(" ", "-"), "outside", {"text": f"act {number}"})[0], 200)
    out, err, code = server.end()
    tally.equal(f"{name}: ends cleanly", (code, err), (0, ""))
    tally.check(f"{name}: with its rows", "7 rows" in out and "geheim" not in out, out)
    shown = f"postgresql:///postgres#{name}"
    tally.check(f"{name}: and how to go on, for a shell", f"--journal {shlex.quote(shown)} " in out, out)
    return cookie


def go_on(folder, address, tally, cookie):
    server = table(folder, address)
    tally.check("gone on with", "after 7 rows" in server.greeting, server.greeting)
    status, said = server.act(cookie, "county-1-on-time-3", "outside", {"text": "act 3"})
    tally.check("what was done is known", status == 200 and said.get("repeated") and said.get("row") == 6, (status, said))
    code, said = run_second(address)
    tally.check("a second server is refused", code == 2 and "only one may" in said, (code, said))
    return server


def run_second(address):
    done = subprocess.run([tables.TOCSIN, "table", "--port", "0", "--journal", address, tables.PLAN, tables.SCENARIO],
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    return done.returncode, done.stderr.decode()


def lose_server(folder, server, cookie, tally):
    """The database dies as in a power cut: acts are refused, nothing changes; when it is back it goes on."""
    stream = tables.Stream(server, cookie)
    stream.read_until(lambda it: it.row > 0)
    control("kill", folder)
    status, said = server.act(cookie, "lost-1", "outside", {"text": "meanwhile"})
    tally.check("refused while the database is away", status == 503 and "cannot be reached" in said.get("error", ""), (status, said))
    tally.check("all screens say so", stream.read_until(lambda it: it.sections["server"]["trouble"]), stream.sections["server"])
    tally.equal("pages are there", server.get("/table", cookie)[0], 200)
    control("start", folder)
    status, said = server.act(cookie, "lost-1", "outside", {"text": "meanwhile"})
    tally.equal("the same act goes through when it is back", (status, said.get("row")), (200, 8))
    tally.check("and all screens say so", stream.read_until(lambda it: not it.sections["server"]["trouble"]), stream.sections["server"])
    stream.close()


def kill_ours(folder, address, server, cookie, tally):
    server.child.send_signal(signal.SIGKILL)
    server.child.communicate(timeout=20)
    server = table(folder, address)
    tally.check("after kill -9 all is there", "after 8 rows" in server.greeting, server.greeting)
    tally.equal("and it goes on", server.act(cookie, "after", "outside", {"text": "after"})[0], 200)
    server.end()


def try_all(folder, tally):
    database = f"postgresql://tester:geheim@/postgres?host={folder}"
    tally.equal("a refused port leaves nothing in the database", run_refused(database), (2, True))
    cookie = begin(folder, database, tally, "county-1-on-time")
    begin(folder, f"{database}#second night", tally, "second night")
    code, said = journal("list", database)
    tally.check("both are listed", code == 0 and "county-1-on-time" in said and "second night" in said, said)
    server = go_on(folder, database, tally, cookie)
    lose_server(folder, server, cookie, tally)
    kill_ours(folder, database, server, cookie, tally)
    for name in ("county-1-on-time", "second night"):
        code, said = journal("verify", f"{database}#{name}")
        tally.check(f"{name}: proved", code == 0, said)
    code, said = run_second(database.replace("/postgres?", "/nothing?"))
    tally.check("a database that is not there", code == 2 and "nothing" in said and "geheim" not in said, (code, said))


def run_refused(database):
    done = subprocess.run([tables.TOCSIN, "table", "--listen", "192.0.2.1:80", "--insecure", "--journal", database, tables.PLAN, tables.SCENARIO],
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    code, said = journal("list", database)
    return done.returncode, code != 0 and "holds no exercises" in said


def main():
    tally = tables.Tally()
    folder = tempfile.mkdtemp(prefix="tocsin-table-pg-", dir="/tmp")
    try:
        code = control("start", folder)
        if code == 77:
            print("skipped: no server of PostgreSQL is installed", file=sys.stderr)
        elif tally.equal("the database starts", code, 0):
            try_all(folder, tally)
    finally:
        control("remove", folder)
        shutil.rmtree(folder, ignore_errors=True)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

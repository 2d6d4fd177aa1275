"""slow.py - clients that take all the time in the world; others are served meanwhile.

    slow.py [CONNECTIONS]     how many connections stay half-open (default 200)
"""

import os
import resource
import socket
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables

REQUEST_S = 10.0  # TOC_SERVE_REQUEST_MS


def drip(server, data, seen):
    """Sends a byte a second until it is cut; how long that took."""
    start = time.monotonic()
    with server.connect(timeout=0.2) as line:
        for byte in data * 100:
            try:
                line.sendall(bytes([byte]))
                if line.recv(4096) == b"":
                    break
            except socket.timeout:
                time.sleep(0.8)
            except ConnectionError:
                break
            if time.monotonic() - start > 2 * REQUEST_S:
                break
    seen.append(time.monotonic() - start)


def start_drips(server, cookie):
    """In the request line, in a header, in a text, behind a good request, and not a byte at all."""
    head = server.head("POST", "/act", {"Cookie": cookie, "Content-Length": "5000"})
    texts = {"request line": b"GET /aaaa", "header": b"GET / HTTP/1.1\r\nX-A: a", "text": head}
    drips = {}
    for name, data in texts.items():
        drips[name] = []
        threading.Thread(target=drip_behind, args=(server, name, data, drips[name]), daemon=True).start()
    return drips


def drip_behind(server, name, data, seen):
    if name != "text":
        return drip(server, data, seen)
    start = time.monotonic()
    with server.connect(timeout=0.2) as line:
        line.sendall(data)
        while time.monotonic() - start < 2 * REQUEST_S:
            try:
                line.sendall(b" ")
                if line.recv(4096) == b"":
                    break
            except socket.timeout:
                time.sleep(0.8)
            except ConnectionError:
                break
    seen.append(time.monotonic() - start)
    return None


def open_many(server, count):
    """Half of them silent, half with the beginning of a request."""
    lines = []
    for number in range(count):
        line = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        if number % 2:
            line.sendall(b"GET /events HTTP/1.1\r\nHost: ")
        lines.append(line)
    return lines


def still_open(lines):
    count = 0
    for line in lines:
        line.setblocking(False)
        try:
            count += line.recv(1) != b""
        except BlockingIOError:
            count += 1
        except ConnectionError:
            pass
    return count


def serve_meanwhile(server, cookie, tally, seconds):
    """Somebody else joins, fetches and acts; the longest that one of it took."""
    end = time.monotonic() + seconds
    longest = 0.0
    number = 0
    while time.monotonic() < end:
        start = time.monotonic()
        fine = server.get("/health")[0] == 200
        status, _ = server.act(cookie, f"meanwhile-{number}", "outside", {"text": f"call {number}"})
        longest = max(longest, time.monotonic() - start)
        tally.check("served meanwhile", fine and status == 200, status)
        number += 1
        time.sleep(0.25)
    return longest


def try_slow_stream(server, tally):
    """A stream whose reader reads nothing: the server keeps no queue for it."""
    actors = [server.join("controller", f"Actor {number}") for number in range(3)]
    stream = tables.Stream(server, actors[0])
    before = server.memory()
    row = 0
    for number in range(150):
        status, said = server.act(actors[number % 3], f"slow-{number}", "outside", {"text": "x" * 2000})
        row = said["row"] if status == 200 else row
    grown = server.memory() - before
    tally.check("nothing piles up for a reader that reads nothing", grown < 16 * 1024 * 1024, grown)
    tally.check("there was something to tell", row > 100, row)
    tally.check("when it reads on it is told the last state", stream.read_until(lambda it: it.row >= row), stream.row)
    stream.close()


def try_coming_back(server, tally):
    """A browser that comes back is told what is new, whether the end of its line was noticed or not."""
    cookie = server.join("controller", "Back")
    stream = tables.Stream(server, cookie)
    while stream.read(1.5):
        pass
    again = tables.Stream(server, cookie, last=stream.last, known=stream.sections)
    server.act(cookie, "back-1", "outside", {"text": "new"})
    again.read_until(lambda it: "outside" in it.told)
    tally.check("beside its old line", "log" in again.told and "means" not in again.told, sorted(again.told))
    tally.equal("it has what is new", again.sections["outside"][-1]["text"], "new")
    while again.read(1.5):
        pass
    stream.close()
    again.close()
    time.sleep(0.3)
    third = tables.Stream(server, cookie, last=again.last, known=again.sections)
    server.act(cookie, "back-2", "outside", {"text": "newer"})
    third.read_until(lambda it: "outside" in it.told)
    tally.check("after it", "log" in third.told and "means" not in third.told, sorted(third.told))
    tally.equal("behind what was new before", [one["text"] for one in third.sections["outside"][-2:]], ["new", "newer"])
    other = tables.Stream(server, server.join("controller", "Other"), last=third.last, known=third.sections)
    other.read_until(lambda it: "means" in it.told)
    tally.check("somebody else's number says nothing", "means" in other.told, sorted(other.told))
    for line in (third, other):
        line.close()


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(count + 256, 60000),) * 2)
    tally = tables.Tally()
    with tempfile.TemporaryDirectory() as folder:
        server = tables.Table(os.path.join(folder, "slow.journal"))
        cookie = server.join("controller")
        server.act(cookie, "begin", "clock", {"do": "run", "rate": 1})
        drips = start_drips(server, cookie)
        start = time.monotonic()
        lines = open_many(server, count)
        print(f"{count} half-open connections in {time.monotonic() - start:.2f} s", file=sys.stderr)
        longest = serve_meanwhile(server, cookie, tally, 4)
        tally.check("and at once", longest < 1.0, f"{longest:.3f} s")
        print(f"the slowest answer meanwhile took {longest * 1000:.1f} ms", file=sys.stderr)
        try_slow_stream(server, tally)
        try_coming_back(server, tally)
        time.sleep(max(0.0, start + REQUEST_S + 1.5 - time.monotonic()))
        tally.equal("half-open connections are cut", still_open(lines), 0)
        for name, took in drips.items():
            tally.check(f"a drip in the {name} is cut", took and REQUEST_S - 1 < took[0] < REQUEST_S + 2, took)
        for line in lines:
            line.close()
        tally.equal("it goes on", server.get("/health")[0], 200)
        _, err, code = server.end()
        tally.equal("ends cleanly", (code, err), (0, ""))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

"""idle.py - windows that are open and do nothing: what each costs in memory, and how soon all are told of an act.

    idle.py [STREAMS] [SECONDS]     default 1000, 20
"""

import os
import re
import resource
import select
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables

WINDOWS = 10  # of a person


def open_streams(server, cookies, count):
    lines = []
    for number in range(count):
        line = server.connect()
        line.sendall(server.head("GET", "/events", {"Cookie": cookies[number // WINDOWS], "Connection": None}))
        lines.append(line)
    return lines


def read_all(lines, seconds, is_enough=lambda seen: False):
    """What comes on each line; ends when @p is_enough, or in the end."""
    poller = select.epoll()
    seen = {line.fileno(): b"" for line in lines}
    by_number = {line.fileno(): line for line in lines}
    for line in lines:
        line.setblocking(False)
        poller.register(line, select.EPOLLIN)
    end = time.monotonic() + seconds
    while time.monotonic() < end and not is_enough(seen):
        for number, _ in poller.poll(0.1):
            try:
                data = by_number[number].recv(1 << 20)
            except BlockingIOError:
                continue
            if not data:
                poller.unregister(number)
                raise tables.Failure("a stream was ended")
            seen[number] += data
    poller.close()
    return seen


def main():
    count, seconds = (int(text) for text in (sys.argv[1:] + ["1000", "20"][len(sys.argv) - 1:]))
    resource.setrlimit(resource.RLIMIT_NOFILE, (count + 256,) * 2)
    tally = tables.Tally()
    with tempfile.TemporaryDirectory() as folder:
        server = tables.Table(os.path.join(folder, "idle.journal"))
        lead = server.join("controller")
        server.act(lead, "run", "clock", {"do": "run", "rate": 1})
        cookies = [server.join("player", f"Player {number}") for number in range((count + WINDOWS - 1) // WINDOWS)]
        time.sleep(1)
        before = server.memory()
        lines = open_streams(server, cookies, count)
        seen = read_all(lines, 6)
        tally.equal("all are told how things stand", sum(b"event: sections" in text for text in seen.values()), count)
        grown = server.memory() - before
        busy = server.processor()
        seen = read_all(lines, seconds)
        busy = server.processor() - busy
        beats = sum(text.count(b": still here") for text in seen.values())
        tally.check("all hear that the line stands", beats >= count * (seconds // 16), beats)
        start = time.monotonic()
        status, said = server.act(lead, "hands", "leave", {"person": "p2"})
        wanted = re.compile(rb'"row":%d,' % said.get("row", 0))
        told = lambda seen: all(wanted.search(text) or b"event: gone" in text for text in seen.values())
        try:
            read_all(lines[WINDOWS:], 20, told)
        except tables.Failure:
            status = 0
        took = time.monotonic() - start
        tally.check("all are told of an act", status == 200 and took < 15, (status, took))
        print(f"{count} idle streams: {grown / count / 1024:.1f} KiB each, {busy / seconds * 100:.1f} % of a processor; an act is on all of them after {took * 1000:.0f} ms",
              file=sys.stderr)
        for line in lines:
            line.close()
        time.sleep(1.5)
        tally.equal("it goes on", server.get("/health")[0], 200)
        _, err, code = server.end()
        tally.equal("ends cleanly", (code, err), (0, ""))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

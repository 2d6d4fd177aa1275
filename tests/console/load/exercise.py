"""exercise.py - fifty players at one table: how long from an act to the others' screens, how much memory.

    exercise.py [PLAYERS] [ACTS] [RATE]     default 50, 10000, 100 acts a second together

Players act in turn through connections that stay open; each has a stream of events, as do a controller, an
evaluator and a wall.  Four acts in five are reports that the plan knows, which reach the screens of those they go to;
the others are acts outside the plan, of which an exercise holds two thousand.  The time is taken from the moment before the act is sent to the moment at which each of the
other streams that show it has a message with that act's row.  All of it runs on the machine of the server, clients too.
"""

import asyncio
import json
import os
import re
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables

# bodies, and how many in fifty play them
SEATS = ["tech"] * 24 + ["leading-group"] * 17 + ["admins", "police", "county-gov", "experts", "field-hq", "telecom", "vendors", "admins", "police"]
# what they report, to whom
REPORTS = {"tech": ("situation", "leading-group"), "leading-group": ("upward", "county-gov")}
ROW = re.compile(rb'data: \{"row":(\d+),')


class Watcher:
    """A stream that only notes when it was told of which row."""

    def __init__(self, server, cookie):
        self.server, self.cookie = server, cookie
        self.row = 0
        self.bytes = 0
        self.messages = 0
        self.seen = []  # (row, when)

    async def run(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port, limit=1 << 26)
        writer.write(self.server.head("GET", "/events", {"Cookie": self.cookie, "Connection": None}))
        rest = b""
        while True:
            data = await reader.read(1 << 20)
            if not data:
                return
            now = time.monotonic()
            self.bytes += len(data)
            for match in ROW.finditer(rest[-40:] + data):
                row = int(match.group(1))
                if row > self.row:
                    self.row = row
                    self.messages += 1
                    self.seen.append((row, now))
            rest = data


class Player:
    def __init__(self, server, cookie, number):
        self.server, self.cookie, self.number = server, cookie, number

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.server.port)

    async def act(self, key, kind, body):
        """Row and time of sending; reopens a connection that was idle for too long."""
        value = json.dumps({"key": key, "kind": kind, "body": body}).encode()
        for _ in range(3):
            sent = time.monotonic()
            try:
                self.writer.write(self.server.head("POST", "/act", {"Cookie": self.cookie, "Connection": None}, value))
                head = await self.reader.readuntil(b"\r\n\r\n")
                size = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
                said = json.loads(await self.reader.readexactly(size))
                return head.split()[1], said, sent, time.monotonic()
            except (ConnectionError, asyncio.IncompleteReadError):
                await self.open()
        raise tables.Failure("an act was not answered")


def join_all(server, count):
    """Cookies and bodies of all players."""
    bodies = [SEATS[(number * 7) % len(SEATS)] for number in range(count)]
    return [server.join("player", f"Player {number}", body=body) for number, body in enumerate(bodies)], bodies


def act_of(body, number):
    """Kind and body of what somebody of @p body does, and who is told of it besides the staff."""
    if body not in REPORTS:
        return "outside", {"as": body, "text": f"we also called number {number}"}, body
    report, to = REPORTS[body]
    content = {"trend": f"report {number}"} if body == "tech" else {}
    return "act", {"as": body, "entry": {"report": report, "by": body, "to": [to], "content": content}}, to


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


async def play(server, cookies, bodies, staff, acts, rate):
    watchers = [Watcher(server, cookie) for cookie in cookies + staff]
    tasks = [asyncio.create_task(watcher.run()) for watcher in watchers]
    players = [Player(server, cookie, number) for number, cookie in enumerate(cookies)]
    for player in players:
        await player.open()
    await asyncio.sleep(1.5)
    memory, busy_before = server.memory(), server.processor()
    sent, answers = {}, []
    start = time.monotonic()

    async def one(number):
        player = players[number % len(players)]
        kind, body, told = act_of(bodies[player.number], number)
        status, said, when, done = await player.act(f"act-{number}", kind, body)
        if status != b"200":
            print(status, said, file=sys.stderr)
        else:
            sent[said["row"]] = (when, player.number, told)
            answers.append(done - when)
        return status == b"200"

    busy = [asyncio.Lock() for _ in players]

    async def in_turn(number):
        async with busy[number % len(players)]:
            return await one(number)

    running = []
    for number in range(acts):
        wait = start + number / rate - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        running.append(asyncio.create_task(in_turn(number)))
        if len(running) > 400:
            await running[number - 400 if number >= 400 else 0]
    fine = sum(await asyncio.gather(*running))
    took = time.monotonic() - start
    await asyncio.sleep(1.0)
    for task in tasks:
        task.cancel()
    return {"fine": fine, "took": took, "answers": answers, "screens": screen_times(sent, watchers, bodies),
            "memory": memory, "after": server.memory(), "bytes": sum(it.bytes for it in watchers), "watchers": watchers,
            "processor": server.processor() - busy_before, "messages": sum(it.messages for it in watchers)}


def screen_times(sent, watchers, bodies):
    """For each act and each stream that shows it (controller, evaluator, players of the body that is told; not the
    actor's own): when it was told of that row, or of a later one together with it."""
    times = []
    for number, watcher in enumerate(watchers[:-1]):
        at = 0
        for row in sorted(sent):
            when, actor, told = sent[row]
            if actor == number or (number < len(bodies) and bodies[number] != told):
                continue
            while at < len(watcher.seen) and watcher.seen[at][0] < row:
                at += 1
            if at == len(watcher.seen):
                raise tables.Failure(f"stream {number} was never told of row {row}")
            times.append(watcher.seen[at][1] - when)
    return times


def main():
    count, acts, rate = (int(text) for text in (sys.argv[1:] + ["50", "10000", "100"][len(sys.argv) - 1:]))
    tally = tables.Tally()
    with tempfile.TemporaryDirectory() as folder:
        server = tables.Table(os.path.join(folder, "load.journal"))
        bare = server.memory()
        staff = [server.join("controller", "Lead"), server.join("evaluator", "Judge"), server.join("wall")]
        server.act(staff[0], "run", "clock", {"do": "run", "rate": 1})
        cookies, bodies = join_all(server, count)
        said = asyncio.run(play(server, cookies, bodies, staff, acts, rate))
        tally.equal("all acts were taken", said["fine"], acts)
        last = max(row for row, _ in said["watchers"][-3].seen)
        tally.check("the controller was told of the last", last >= acts, last)
        per_client = (said["memory"] - bare) / (count + 3)
        print(f"{count} players, {acts} acts, {rate} a second asked for: {acts / said['took']:.0f} a second taken", file=sys.stderr)
        for name in ("answers", "screens"):
            values = said[name]
            print(f"{name}: p50 {quantile(values, 0.5) * 1000:.1f} ms, p99 {quantile(values, 0.99) * 1000:.1f} ms, most {max(values) * 1000:.1f} ms", file=sys.stderr)
        print(f"memory: {bare / 2**20:.1f} MiB at the start, {per_client / 1024:.0f} KiB for each client that is connected, "
              f"{said['after'] / 2**20:.1f} MiB after all acts; {said['bytes'] / 2**20:.0f} MiB sent in {said['messages']} messages; "
              f"{said['processor'] / acts * 1000:.2f} ms of processor an act", file=sys.stderr)
        out, err, code = server.end()
        tally.equal("ends cleanly", (code, err), (0, ""))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

"""table.py - a server of a live exercise and its browsers, for the tests beside this file.

Nothing but Python's own library: sockets are used directly, so that a test can send what no client would.
"""

import atexit
import json
import os
import re
import signal
import socket
import subprocess
import time

TOCSIN = os.environ.get("TOCSIN", os.path.join(os.environ.get("BUILD", "build"), "tocsin"))
PLAN = "plans/county-netsec.plan"
SCENARIO = "scenarios/county-1-on-time.yaml"
ROLES = ("controller", "player", "evaluator", "observer", "wall")


class Failure(Exception):
    """What a test found wrong."""


class Tally:
    """Counts what was tried, and says in the end as the runner wants it."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, what, is_good, seen=""):
        if is_good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {what}: {seen}" if seen != "" else f"FAIL {what}")
        return is_good

    def equal(self, what, seen, wanted):
        return self.check(what, seen == wanted, f"{seen!r}, not {wanted!r}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


class Table:
    """`tocsin table` as a child: started, read for address and codes, ended."""

    def __init__(self, journal, *options, plan=PLAN, scenario=SCENARIO):
        command = [TOCSIN, "table", "--port", "0", "--journal", journal, *options, plan, scenario]
        # what a killed server leaves behind goes with the journal
        # the address sanitizer, where it was built in, keeps little of what was freed: memory is measured
        own = {**os.environ, "TMPDIR": os.path.dirname(os.path.abspath(journal)),
               "ASAN_OPTIONS": ":".join(filter(None, [os.environ.get("ASAN_OPTIONS"), "quarantine_size_mb=4"]))}
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=own)
        atexit.register(self.child.kill)  # a test that breaks off leaves no server behind
        self.greeting = ""
        self.codes = {}
        self.read_greeting()

    def read_greeting(self):
        for line in self.child.stdout:
            line = line.decode()
            self.greeting += line
            word = line.split()
            if word and word[0] == "address":
                self.url = word[1]
                self.host = word[1].split("/")[2]
                self.port = int(self.host.rsplit(":", 1)[1])
            if word and word[0] in ROLES:
                self.codes[word[0]] = word[1]
            if line.startswith("Ctrl-C"):
                return
        raise Failure(f"the server did not start: {self.child.stderr.read().decode()}")

    def end(self, number=signal.SIGTERM):
        """Ends it; what it printed behind the greeting, and its exit code."""
        self.child.send_signal(number)
        out, err = self.child.communicate(timeout=20)
        return out.decode(), err.decode(), self.child.returncode

    def memory(self):
        """Resident bytes."""
        with open(f"/proc/{self.child.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def processor(self):
        """Seconds of processor time so far."""
        with open(f"/proc/{self.child.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    # ── requests ──

    def connect(self, timeout=60):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def raw(self, data, timeout=60):
        """Sends bytes, reads until the other side closes; what came, and after how long it ended."""
        start = time.monotonic()
        got = b""
        with self.connect(timeout) as line:
            try:
                line.sendall(data)
                while True:
                    more = line.recv(65536)
                    if not more:
                        break
                    got += more
            except (ConnectionError, socket.timeout):
                pass
        return got, time.monotonic() - start

    def head(self, method, path, fields=None, body=b"", version="HTTP/1.1"):
        lines = {"Host": self.host, "Connection": "close", "Accept-Language": "en"}
        if method == "POST":
            lines["Origin"] = f"http://{self.host}"
            lines["Content-Type"] = "application/json"
            lines["Content-Length"] = str(len(body))
        lines.update(fields or {})
        text = f"{method} {path} {version}\r\n"
        text += "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
        return (text + "\r\n").encode("utf-8") + body

    def ask(self, method, path, fields=None, body=b""):
        """Status, headers (lower case) and body of an answer."""
        got, _ = self.raw(self.head(method, path, fields, body))
        return parse(got)

    def get(self, path, cookie=None, **fields):
        if cookie:
            fields["Cookie"] = cookie
        return self.ask("GET", path, fields)

    def post(self, path, value, cookie=None, **fields):
        if cookie:
            fields["Cookie"] = cookie
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.ask("POST", path, fields, body)

    def join(self, role, name="Li Wei", body=None, code=None):
        """The cookie of a new person."""
        value = {"code": code or self.codes[role], "name": name, "lang": "en"}
        if role == "player":
            value["body"] = body or "tech"
        status, fields, text = self.post("/join", value)
        if status != 200:
            raise Failure(f"{role} could not join: {status} {text[:300]}")
        return fields["set-cookie"].split(";")[0]

    def act(self, cookie, key, kind, body):
        status, _, text = self.post("/act", {"key": key, "kind": kind, "body": body}, cookie)
        return status, json.loads(text)


def parse(got):
    """An answer's status, headers and body; status 0: there was none."""
    head, _, body = got.partition(b"\r\n\r\n")
    match = re.match(rb"HTTP/1\.1 (\d{3}) ", head)
    if not match:
        return 0, {}, got
    fields = {}
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        fields[name.decode().lower()] = value.strip().decode("latin-1")
    if fields.get("transfer-encoding", "").lower() == "chunked":
        body = unchunk(body)
    return int(match.group(1)), fields, body


def unchunk(body):
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        count = int(size, 16)
        if count == 0:
            break
        whole += rest[:count]
        body = rest[count + 2:]
    return whole


def changed(section, change):
    """A section after what has changed in its list: see docs/table-api.md."""
    key, items = change.get("key"), section[change["in"]] if "in" in change else section
    if "order" not in change:
        first = next((place for place, item in enumerate(items) if item[key] == change.get("from")), len(items))
        items = items[first:]
    left = {item[key]: item for item in items} if key else {}
    left.update({item[key]: item for item in change["items"]})
    items = [left[one] for one in change["order"]] if "order" in change else list(left.values())
    return {**change["rest"], change["in"]: items} if "in" in change else items


class Stream:
    """A stream of events that is open: read() gives the messages that have come."""

    def __init__(self, table, cookie, last=None, path="/events", known=None):
        self.line = table.connect()
        fields = {"Cookie": cookie, "Accept": "text/event-stream", "Connection": None}
        if last:
            fields["Last-Event-ID"] = last
        self.line.sendall(table.head("GET", path, fields))
        self.buffer = b""
        self.text = b""
        self.has_ended = False
        self.status = self.read_head()
        self.last = last
        self.sections = dict(known or {})  # what a browser that comes back still has
        self.told = set()
        self.row = 0

    def read_head(self):
        while b"\r\n\r\n" not in self.buffer:
            more = self.line.recv(65536)
            if not more:
                return 0
            self.buffer += more
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        return int(head.split()[1])

    def take_chunks(self):
        """Moves whole chunks from the buffer into text."""
        while not self.has_ended:
            size, mark, rest = self.buffer.partition(b"\r\n")
            if not mark or len(rest) < int(size, 16) + 2:
                return
            count = int(size, 16)
            self.has_ended = count == 0
            self.text += rest[:count]
            self.buffer = rest[count + 2:]

    def fill(self, timeout):
        """False: nothing more came in time."""
        if self.has_ended:
            raise EOFError
        self.line.settimeout(timeout)
        try:
            more = self.line.recv(1 << 20)
        except (socket.timeout, BlockingIOError):
            return False
        if not more:
            raise EOFError
        self.buffer += more
        self.take_chunks()
        return True

    def read(self, timeout=5.0):
        """The next message as (event, data), or None when none came in time."""
        end = time.monotonic() + timeout
        self.take_chunks()
        while b"\n\n" not in self.text:
            left = end - time.monotonic()
            if left <= 0 or not self.fill(left):
                return None
        message, _, self.text = self.text.partition(b"\n\n")
        event, data = "message", ""
        for line in message.decode().split("\n"):
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                data = value
            elif name == "id":
                self.last = value
        if message.startswith(b":"):
            event = "comment"
        if event == "sections":
            value = json.loads(data)
            self.told |= set(value["sections"]) | set(value.get("changes", {}))
            self.sections.update(value["sections"])
            for name, change in value.get("changes", {}).items():
                self.sections[name] = changed(self.sections[name], change)
            self.row = value["row"]
            return event, value
        return event, data

    def read_until(self, is_there, timeout=10.0):
        """Reads on until @p is_there(self); False: it did not come in time."""
        end = time.monotonic() + timeout
        while not is_there(self):
            left = end - time.monotonic()
            if left <= 0 or self.read(left) is None and time.monotonic() >= end:
                return is_there(self)
        return True

    def close(self):
        self.line.close()

"""requests.py - requests that no browser sends: what two programs could read in two ways is refused.

Each is sent as bytes on a connection of its own; behind it stands a second request, which must not be
answered where the first was refused for its form (else the rest of a text could pass for a request).
"""

import concurrent.futures
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables


def lines(*all_lines, body=""):
    return ("\r\n".join(all_lines) + "\r\n\r\n" + body).encode("latin-1")


def malformed(host, origin, cookie):
    """Requests that must be refused, and their connection closed: name, bytes."""
    get = "GET /health HTTP/1.1"
    post = "POST /act HTTP/1.1"
    own = (f"Host: {host}", f"Origin: {origin}", f"Cookie: {cookie}", "Content-Type: application/json")
    yield "two Hosts", lines(get, f"Host: {host}", f"Host: {host}")
    yield "two Hosts, one foreign", lines(get, f"Host: {host}", "Host: evil.example")
    yield "host in lower case beside Host", lines(get, f"Host: {host}", "host: evil.example")
    yield "no Host", lines(get, "Accept: */*")
    yield "no Host, HTTP/1.0", lines("GET /health HTTP/1.0", "Accept: */*")
    yield "empty Host", lines(get, "Host:")
    yield "length and coding", lines(post, *own, "Content-Length: 2", "Transfer-Encoding: chunked", body="0\r\n\r\n")
    yield "coding and length", lines(post, *own, "Transfer-Encoding: chunked", "Content-Length: 2", body="{}")
    yield "chunked", lines(post, *own, "Transfer-Encoding: chunked", body="2\r\n{}\r\n0\r\n\r\n")
    yield "a coding in disguise", lines(post, *own, "Transfer-Encoding: xchunked", "Content-Length: 2", body="{}")
    yield "a coding behind a tab", lines(post, *own, "Transfer-Encoding:\tchunked", body="0\r\n\r\n")
    yield "a coding with blank before the colon", lines(post, *own, "Transfer-Encoding : chunked", body="0\r\n\r\n")
    yield "two lengths", lines(post, *own, "Content-Length: 2", "Content-Length: 3", body="{}")
    yield "the same length twice", lines(post, *own, "Content-Length: 2", "Content-Length: 2", body="{}")
    yield "a list of lengths", lines(post, *own, "Content-Length: 2, 2", body="{}")
    yield "a negative length", lines(post, *own, "Content-Length: -1", body="{}")
    yield "a length with sign", lines(post, *own, "Content-Length: +2", body="{}")
    yield "a hexadecimal length", lines(post, *own, "Content-Length: 0x2", body="{}")
    yield "a length beyond 64 bits", lines(post, *own, "Content-Length: 18446744073709551618", body="{}")
    yield "two Cookies", lines(get, f"Host: {host}", f"Cookie: {cookie}", f"Cookie: {cookie}")
    yield "two Origins", lines(post, *own, f"Origin: {origin}", "Content-Length: 2", body="{}")
    yield "two types", lines(post, *own, "Content-Type: text/plain", "Content-Length: 2", body="{}")
    yield "a packed text", lines(post, *own, "Content-Encoding: gzip", "Content-Length: 2", body="{}")
    yield "a folded header", lines(get, f"Host: {host}", "X-A: 1", " Host: evil.example")
    yield "a header without colon", lines(get, f"Host: {host}", "X-A")
    yield "a name with a blank", lines(get, f"Host: {host}", "X A: 1")
    yield "a control character", lines(get, f"Host: {host}", "X-A: a\x01b")
    yield "a bare CR", lines(get, f"Host: {host}", "X-A: a\rX-B: b")
    yield "a text to a GET", lines(get, f"Host: {host}", "Content-Length: 20", body="GET /evil HTTP/1.1\r\n")
    yield "100 headers", lines(get, f"Host: {host}", *(f"X-{i}: 1" for i in range(100)))
    yield "another protocol", lines(get, f"Host: {host}", "Connection: Upgrade", "Upgrade: websocket")
    yield "HTTP/2 by the word", lines("GET /health HTTP/2.0", f"Host: {host}")
    yield "HTTP/1.9", lines("GET /health HTTP/1.9", f"Host: {host}")
    yield "no version", lines("GET /health", f"Host: {host}")
    yield "an address of a proxy", lines(f"GET http://{host}/health HTTP/1.1", f"Host: {host}")
    yield "an address without slash", lines("GET health HTTP/1.1", f"Host: {host}")
    yield "no address", lines("OPTIONS * HTTP/1.1", f"Host: {host}")
    yield "a backslash", lines("GET /assets\\..\\x HTTP/1.1", f"Host: {host}")
    yield "a preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    yield "a hello of TLS", bytes.fromhex("16030100c8010000c40303") + bytes(190)


def judged(host, origin, cookie):
    """Requests of good form with the status that each must get: name, bytes, statuses."""
    own = (f"Host: {host}", "Connection: close")
    post = (f"Host: {host}", f"Origin: {origin}", f"Cookie: {cookie}", "Connection: close")
    json_type = "Content-Type: application/json"
    name, _, port = host.rpartition(":")
    yield "a foreign Host", lines("GET /health HTTP/1.1", "Host: evil.example", "Connection: close"), {421}
    yield "the right Host, another port", lines("GET /health HTTP/1.1", f"Host: {name}:1", "Connection: close"), {421}
    yield "the right Host, no port", lines("GET /health HTTP/1.1", f"Host: {name}", "Connection: close"), {421}
    yield "a Host with a dot behind", lines("GET /health HTTP/1.1", f"Host: localhost.:{port}", "Connection: close"), {421}
    yield "a Host with a user", lines("GET /health HTTP/1.1", f"Host: a@{host}", "Connection: close"), {421}
    yield "another name that is printed", lines("GET /health HTTP/1.1", f"Host: LOCALHOST:{port}", "Connection: close"), {200}
    for path in ("/assets/../join.html", "/assets/..%2fjoin.html", "/assets/%2e%2e/x", "/assets//etc/passwd", "/assets/", "/assets",
                 "/assets/style.css/", "/assets/style.css%00", "/assets/style.css%00.svg", "/../etc/passwd", "/..;/table", "/table/", "/table%20",
                 "/TABLE", "//table", "/./table", "/.git/config", "/report.html/..", "/%74able", "/table;x=1", "/events/x"):
        yield f"address {path}", lines(f"GET {path} HTTP/1.1", *own), {404}
    yield "a name of 3 000 letters", lines("GET /" + "a" * 3000 + " HTTP/1.1", *own), {400, 404, 414}
    yield "a name of 100 000 letters", lines("GET /" + "a" * 100000 + " HTTP/1.1", *own), {414, 431, 0}
    yield "a header of 100 000 letters", lines("GET /health HTTP/1.1", *own, "X-A: " + "a" * 100000), {431, 413, 400, 0}
    yield "a header of 5 000 letters", lines("GET /health HTTP/1.1", *own, "X-A: " + "a" * 5000), {400}
    yield "no Origin", lines("POST /act HTTP/1.1", f"Host: {host}", f"Cookie: {cookie}", "Connection: close", json_type, "Content-Length: 2", body="{}"), {403}
    for strange in ("null", "http://evil.example", f"https://{host}", f"http://{name}:1", f"http://{host}/", f"http://{host}.evil.example", f"http://localhost:{port}"):
        yield f"Origin {strange}", lines("POST /act HTTP/1.1", f"Host: {host}", f"Origin: {strange}", f"Cookie: {cookie}", "Connection: close",
                                         json_type, "Content-Length: 2", body="{}"), {403}
        yield f"GET with Origin {strange}", lines("GET /chart.svg HTTP/1.1", f"Host: {host}", f"Origin: {strange}", f"Cookie: {cookie}", "Connection: close"), {403}
    for site in ("cross-site", "same-site", "none"):
        yield f"Sec-Fetch-Site {site}", lines("POST /act HTTP/1.1", *post, f"Sec-Fetch-Site: {site}", json_type, "Content-Length: 2", body="{}"), {403}
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "application/json, text/plain",
                 "application/json; charset=utf-16", "text/json"):
        yield f"type {kind}", lines("POST /act HTTP/1.1", *post, f"Content-Type: {kind}", "Content-Length: 2", body="{}"), {415}
    yield "type application/json with charset", lines("POST /act HTTP/1.1", *post, "Content-Type: Application/JSON; charset=UTF-8", "Content-Length: 2", body="{}"), {422}
    yield "no type", lines("POST /act HTTP/1.1", *post, "Content-Length: 2", body="{}"), {415}
    yield "no length", lines("POST /act HTTP/1.1", *post, json_type), {411}
    yield "too long", lines("POST /act HTTP/1.1", *post, json_type, "Content-Length: 65537"), {413}
    deep = '{"a":' * 40 + "1" + "}" * 40
    act = '{"key":"k","kind":"outside","body":{"as":"tech","text":"x"}}'
    for name, text in (("no text", ""), ("no JSON", "x=1"), ("half of it", act[:-1]), ("more behind it", act + "{}"), ("an array", "[]"), ("a number", "1"),
                       ("null", "null"), ("too deep", deep), ("a NUL", act[:-1] + "\0}"), ("no UTF-8", act.replace("x", "\xff")),
                       ("comments", "/* */" + act), ("single quotes", act.replace('"', "'")), ("a comma too many", act.replace("}}", "},}")),
                       ("NaN", act.replace('"x"', "NaN"))):
        yield f"text: {name}", lines("POST /act HTTP/1.1", *post, json_type, f"Content-Length: {len(text)}", body=text), {400}
    for name, text in (("no key", act.replace('"key":"k",', "")), ("an empty key", act.replace('"k"', '""')), ("a key with a blank", act.replace('"k"', '"k k"')),
                       ("a long key", act.replace('"k"', '"' + "k" * 65 + '"')), ("a number as key", act.replace('"k"', "1")),
                       ("no such kind", act.replace("outside", "outsides")), ("kind with NUL", act.replace("outside", "outside\\u0000x")),
                       ("body as text", act.replace('{"as":"tech","text":"x"}', '"x"'))):
        yield f"act: {name}", lines("POST /act HTTP/1.1", *post, json_type, f"Content-Length: {len(text)}", body=text), {422, 400}


def try_malformed(server, cookie, tally):
    """Side by side: some are cut only when their time is over."""
    behind = server.head("GET", "/words.json", {"Connection": None})
    tried = list(malformed(server.host, f"http://{server.host}", cookie))
    with concurrent.futures.ThreadPoolExecutor(len(tried)) as pool:
        answers = list(pool.map(lambda it: server.raw(it[1] + behind, timeout=13)[0], tried))
    for (name, _), got in zip(tried, answers):
        status, _, _ = tables.parse(got)
        tally.check(name, status in (400, 411, 413, 414, 431, 405, 505, 0), (status, got[:200]))
        tally.check(f"{name}: what stands behind it is not answered", b"JOIN_CODE" not in got, got[-200:])


def try_judged(server, cookie, tally):
    for name, data, wanted in judged(server.host, f"http://{server.host}", cookie):
        got, _ = server.raw(data)
        status, _, body = tables.parse(got)
        tally.check(name, status in wanted, (status, wanted, body[:200]))


def try_pipeline(server, cookie, tally):
    """Several good requests in one go are answered one by one, in their order."""
    first = server.head("GET", "/words.json?lang=en", {"Connection": None})
    second = server.head("GET", "/health", {"Connection": None})
    third = server.head("GET", "/nothing", {"Connection": "close"})
    got, _ = server.raw(first + second + third)
    places = [got.find(b"JOIN_CODE"), got.find(b'"status":"ok"'), got.find(b" 404 ")]
    tally.check("three in one go", -1 not in places and places == sorted(places), places)
    body = b"{}"
    post = server.head("POST", "/act", {"Connection": None, "Cookie": cookie}, body)
    got, _ = server.raw(post + second + third)
    tally.equal("a text ends where its length says", got.count(b"HTTP/1.1 "), 3)
    # what was refused before its text came is not read any further
    post = server.head("POST", "/act", {"Connection": None}, second)
    got, _ = server.raw(post + third)
    tally.equal("one answer to a text that is a request", got.count(b"HTTP/1.1 "), 1)
    tally.check("a stranger's", b" 401 " in got.split(b"\r\n")[0], got[:100])


def try_bytes(server, tally):
    """One byte in each packet is slow, not wrong."""
    data = server.head("GET", "/health")
    with server.connect() as line:
        for byte in data:
            line.sendall(bytes([byte]))
        got = b""
        while more := line.recv(4096):
            got += more
    tally.equal("byte by byte", tables.parse(got)[0], 200)


def main():
    tally = tables.Tally()
    with tempfile.TemporaryDirectory() as folder:
        server = tables.Table(os.path.join(folder, "requests.journal"))
        cookie = server.join("controller")
        try_malformed(server, cookie, tally)
        try_judged(server, cookie, tally)
        try_pipeline(server, cookie, tally)
        try_bytes(server, tally)
        tally.equal("it goes on", server.get("/health")[0], 200)
        out, err, code = server.end()
        tally.equal("ends cleanly", (code, err), (0, ""))
        tally.check("nothing of it stands in the journal", "3 rows" in out or "2 rows" in out, out)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

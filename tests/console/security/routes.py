"""routes.py - every role on every address with every method, and what each must get.

The table here is written from docs/security.md, by hand, so that a slip in console/serve/routes.c is
seen.  Also: tokens that are wrong, of people who have left, given to another role since.
"""

import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables

C, P, E, O, W, S = "controller", "player", "evaluator", "observer", "wall", "stranger"
ALL = {C, P, E, O, W}

# path: method, who may, what a stranger gets otherwise, status when let through
ROUTES = {
    "/": ("GET", ALL | {S}, None, {200}),
    "/table": ("GET", ALL, 303, {200}),
    "/events": ("GET", ALL, 401, {200}),
    "/words.json": ("GET", ALL | {S}, None, {200}),
    "/assets/style.css": ("GET", ALL | {S}, None, {200}),
    "/health": ("GET", ALL | {S}, None, {200}),
    "/chart.svg": ("GET", ALL, 401, {200}),
    "/card.svg?body=tech": ("GET", {C, P}, 401, {200}),
    "/join.svg": ("GET", {C, W}, 401, {200}),
    "/join.svg?role=player": ("GET", {C, W}, 401, {200, 404}),  # 404 to the wall: see try_join_codes
    "/report.html": ("GET", {C, E}, 401, {409}),  # the exercise is not over
    "/report.pdf": ("GET", {C, E}, 401, {409}),
    "/export.yaml": ("GET", {C, E}, 401, {409}),
    "/improvements.csv": ("GET", {C, E}, 401, {409}),
    "/join": ("POST", ALL | {S}, None, {403}),  # no code
    "/act": ("POST", ALL, 401, {422}),  # no kind
}
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "CONNECT", "get", "PROPFIND")
HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def wanted(path, method, role):
    right, who, for_strangers, fine = ROUTES[path]
    if method != right:
        return {405}
    if role in who:
        return fine
    return {for_strangers} if role == S else {403}


def try_all(server, cookies, tally):
    for path in ROUTES:
        for method in METHODS:
            for role in (*tables.ROLES, S):
                # each wrong code is one of few that an address has: strangers try it once
                if path == "/join" and method == "POST" and role not in (S, C):
                    continue
                try_one(server, cookies, path, method, role, tally)


def try_one(server, cookies, path, method, role, tally):
    fields = {"Cookie": cookies[role]} if role != S else {}
    body = b"{}" if method == "POST" else b""
    if path == "/events" and method == "GET" and role != S:
        stream = tables.Stream(server, cookies[role])
        tally.equal(f"{role} GET /events", stream.status, 200)
        stream.close()
        return
    status, seen, _ = server.ask(method, path, fields, body)
    what = f"{role} {method} {path}"
    tally.check(what, status in wanted(path, method, role), f"{status}, not {wanted(path, method, role)}")
    missing = [name for name, value in HEADERS.items() if seen.get(name) != value]
    tally.check(f"{what}: headers", not missing, missing)
    tally.check(f"{what}: policy", seen.get("content-security-policy", "").startswith("default-src 'none'"))
    if status == 405:
        tally.equal(f"{what}: Allow", seen.get("allow"), ROUTES[path][0])
    if status == 303:
        tally.equal(f"{what}: Location", seen.get("location"), "/")


def try_acts(server, cookies, tally):
    """Acts that are of one role, sent by the others."""
    acts = [
        ("clock", {"do": "run", "rate": 1}, {C}),
        ("entries", {"numbers": [3]}, {C}),
        ("skip", {"number": 9, "why": "x"}, {C}),
        ("truth", {"facts": {}}, {C}),
        ("correct", {"row": 3, "why": "x"}, {C}),
        ("end", {}, {C}),
        ("assign", {"person": "p1", "role": "controller"}, {C}),
        ("note", {"text": "seen"}, {C, E}),
        ("act", {"as": "tech", "entry": {"inject": "infected", "to": ["tech"], "text": "x"}}, {C}),
        ("act", {"as": "police", "entry": {"did": "early.cutoff"}}, {C}),
        ("open", {}, set()),
        ("time", {}, set()),
        ("join", {"name": "x", "role": "controller", "token": "0" * 64}, set()),
    ]
    for number, (kind, body, who) in enumerate(acts):
        for role in tables.ROLES:
            if role in who:
                continue
            status, _ = server.act(cookies[role], f"try-{number}", kind, body)
            tally.check(f"{role} {kind} {body}", status in (403, 422), status)


def try_join_codes(server, cookies, tally):
    """The QR codes hold join codes for the controller alone."""
    for role in tables.ROLES:
        path = f"/join.svg?role={role}"
        tally.equal(f"controller {path}", server.get(path, cookies[C])[0], 200)
        tally.equal(f"wall {path}", server.get(path, cookies[W])[0], 404)
    for query in ("role=", "role=nobody", "role=player&role=player", "address=64", "address=-1", "address=x", "address=99999999999999999999"):
        status = server.get(f"/join.svg?{query}", cookies[C])[0]
        tally.equal(f"/join.svg?{query}", status, 200 if query.startswith("role=player&") else 404)


def try_tokens(server, cookies, tally):
    good = cookies[C]
    name, _, token = good.partition("=")
    wrong = [
        f"{name}={'0' * 64}", f"{name}={token[:-1]}", f"{name}={token}0", f"{name}={token.upper()}x", f"{name}=",
        f"{name}={token}; {name}={token}", f"other={token}", f"{name}x={token}", f"{name}={token};{name}=",
        f'{name}="{token}"', f"{name.upper()}={token}",
    ]
    for cookie in wrong:
        tally.equal(f"cookie {cookie[:40]}", server.get("/events", cookie)[0], 401)
    # the journal has only hashes of tokens, and a hash is no token
    tally.equal("good cookie", server.get("/chart.svg", f"a=b; {good}; c=d")[0], 200)


def try_leaving(server, cookies, tally):
    lost = server.join(P, "Wang Fang", body="tech")
    stream = tables.Stream(server, lost)
    stream.read()
    person = stream.sections["me"]["person"]
    status, _ = server.act(cookies[C], "take-off", "leave", {"person": person})
    tally.equal("the controller takes somebody off", status, 200)
    event = None
    while event != "gone":
        message = stream.read(3)
        if message is None:
            break
        event = message[0]
    tally.equal("who was taken off is told", event, "gone")
    tally.equal("and not known any more", server.get("/events", lost)[0], 401)
    tally.equal("nor may act", server.act(lost, "k", "outside", {"as": "tech", "text": "x"})[0], 401)


def try_assigning(server, cookies, tally):
    """Given another body, a player is shown that one's and nothing of the other's."""
    cookie = server.join(P, "Zhao Min", body="tech")
    stream = tables.Stream(server, cookie)
    stream.read()
    person = stream.sections["me"]["person"]
    server.act(cookies[C], "assign-1", "assign", {"person": person, "role": "player", "body": "police"})
    moved = stream.read_until(lambda it: it.sections["me"].get("body") == "police")
    tally.check("a player follows to another body", moved, stream.sections["me"])
    server.act(cookies[C], "assign-2", "assign", {"person": person, "role": "wall", "body": None})
    tally.check("and to another role", stream.read_until(lambda it: it.sections["me"]["role"] == "wall"))
    tally.equal("which may not see cards", server.get("/card.svg", cookie)[0], 403)
    stream.close()


def try_codes(server, tally):
    """Wrong codes: one answer for all of them, and not too many."""
    answers = set()
    for number in range(40):
        status, fields, text = server.post("/join", {"code": f"BBB-{number:03d}", "name": "x", "lang": "en"})
        answers.add((status, text))
        if status == 429:
            tally.check("says when to come back", int(fields.get("retry-after", "0")) > 0)
            break
    tally.equal("guessing is ended", sorted(status for status, _ in answers), [403, 429])
    status, _, _ = server.post("/join", {"code": server.codes[C], "name": "x", "lang": "en"})
    tally.equal("a right code is not told from a wrong one then", status, 429)


def main():
    tally = tables.Tally()
    with tempfile.TemporaryDirectory() as folder:
        server = tables.Table(os.path.join(folder, "routes.journal"))
        cookies = {role: server.join(role, f"{role} one") for role in tables.ROLES}
        try_all(server, cookies, tally)
        tally.equal("it begins", server.act(cookies[C], "begin", "clock", {"do": "run", "rate": 1})[0], 200)
        try_acts(server, cookies, tally)
        try_join_codes(server, cookies, tally)
        try_tokens(server, cookies, tally)
        try_leaving(server, cookies, tally)
        try_assigning(server, cookies, tally)
        try_codes(server, tally)
        journal = open(os.path.join(folder, "routes.journal"), "rb").read()
        tokens = [cookie.split("=")[1].encode() for cookie in cookies.values()]
        tally.check("no token stands in the journal", not any(token in journal for token in tokens))
        out, err, code = server.end()
        tally.equal("ends cleanly", (code, err), (0, ""))
        tally.check("says how to go on", "to go on: tocsin table --journal" in out, out)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

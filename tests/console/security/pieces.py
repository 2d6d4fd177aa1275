"""pieces.py - lists that are told by what has changed in them are what they would be if they were sent whole.

One person of each role keeps its stream open while an exercise goes on; after every few acts somebody else of the
same role and body looks at everything anew.  Also: that little is sent for an act once much has happened.
"""

import os
import random
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables

OWN = ("me", "people")  # differ by who looks, or by that somebody looks


def see(server, cookie):
    """All sections as a new stream gets them."""
    stream = tables.Stream(server, cookie)
    stream.read_until(lambda it: "clock" in it.sections)
    stream.close()
    return stream.sections


def compare(server, streams, cookies, tally, what):
    for role, stream in streams.items():
        while stream.read(0.1):  # what concerns it; a message comes at once
            pass
        anew = see(server, cookies[role])
        tally.check(f"{what}: {role} has the same sections", set(anew) == set(stream.sections), set(anew) ^ set(stream.sections))
        for name in sorted(set(anew) - set(OWN)):
            if name == "clock":
                continue
            tally.check(f"{what}: {role}, {name}", anew[name] == stream.sections[name], f"{str(stream.sections[name])[:600]} is not {str(anew[name])[:600]}")


def next_act(chance, number, rows):
    """Whose act it is, kind and body; each kind changes lists in its own way."""
    body = chance.choice(("tech", "admins", "police"))
    kinds = [
        ("player", "outside", {"as": "tech", "text": f"act {number} \u5df2\u901a\u77e5 \"[{{,\\"}),
        ("controller", "act", {"entry": {"note": f"message {number} ]}}", "to": [body]}}),
        ("controller", "clock", {"do": "jump", "to": "next"}),
        ("controller", "act", {"as": "tech", "entry": {"did": "early.assess"}}),
        ("controller", "note", {"text": f"note {number}"}),
        ("controller", "correct", {"row": chance.choice(rows), "why": "by mistake"}),
        ("controller", "skip", {"number": chance.randrange(1, 28), "why": "enough"}),
        ("controller", "hands", {"body": body, "by": chance.choice(("people", "simulation"))}),
    ]
    return chance.choice(kinds)


def play(server, cookies, streams, tally):
    chance = random.Random(7)
    rows = [7]
    for number in range(120):
        role, kind, body = next_act(chance, number, rows)
        status, said = server.act(cookies[role], f"piece-{number}", kind, body)
        if status == 200:
            rows.append(said["row"])
        if number % 12 == 11:
            compare(server, streams, cookies, tally, f"after {number + 1}")
    tally.check("enough was taken", len(rows) > 60, len(rows))


def weigh(server, cookies, tally):
    """Bytes for one act, with several hundred rows in the log."""
    crowd = [server.join("player", f"Player {number}", body="tech") for number in range(16)]
    taken = [server.act(crowd[number % 16], f"many-{number}", "outside", {"as": "tech", "text": f"we called number {number}"})[0]
             for number in range(300)]
    tally.equal("all are taken", set(taken), {200})
    stream = tables.Stream(server, cookies["controller"])
    stream.read_until(lambda it: "log" in it.sections)
    whole, news = len(str(stream.sections["log"])), []
    for number in range(10):
        server.act(crowd[number], f"weigh-{number}", "outside", {"as": "tech", "text": "one more"})
        message = stream.read()
        while message and message[0] == "comment":
            message = stream.read()
        news.append(len(str(message[1])))
    stream.close()
    tally.check("an act costs its own row, not the log", max(news) < 4000 < whole, f"{news} of {whole}")


def main():
    tally = tables.Tally()
    with tempfile.TemporaryDirectory() as folder:
        server = tables.Table(os.path.join(folder, "pieces.journal"), scenario="scenarios/county-3-escalation.yaml")
        cookies = {role: server.join(role, f"{role} one", body="tech") for role in tables.ROLES}
        server.act(cookies["controller"], "begin", "clock", {"do": "run", "rate": 1})
        server.act(cookies["controller"], "stand", "clock", {"do": "pause"})
        streams = {role: tables.Stream(server, cookie) for role, cookie in cookies.items()}
        play(server, cookies, streams, tally)
        for stream in streams.values():
            stream.close()
        weigh(server, cookies, tally)
        _, err, code = server.end()
        tally.equal("ends cleanly", (code, err), (0, ""))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

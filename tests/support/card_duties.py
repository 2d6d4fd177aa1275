#!/usr/bin/env python3
"""card_duties.py - does everybody's card say all that a drill would have him do?

  card_duties.py IMAGE.txt CARDS.svg    IMAGE.txt: what `tocsin build --dump` writes
                                        CARDS.svg: all cards, as `tocsin cards` draws them

Reads the duties from the image, which is what drills are played with: each step, decision, approval,
request, declaration, end, formation, report, announcement and hand-over of a chain, who owes it and by
when; then looks for it on the card of that body, with the figures of its time limit and the titles of
who is to be told.  Also that receivers and those told of lateness are told so.  Prints what is
missing, and how many duties were looked for; exit 1 if any is missing or there was none."""
import re
import sys
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def rows_of(path):
    """{table: {name: {field: value}}}; ranges stay as they are written."""
    tables, row = {}, None
    for line in open(path, encoding="utf-8"):
        head = re.match(r"([a-z]+) (\S.*)$", line)
        field = re.match(r"  ([a-z_]+): (.*)$", line)
        if head:
            row = tables.setdefault(head.group(1), {}).setdefault(head.group(2), {})
        elif field and row is not None:
            row[field.group(1)] = field.group(2)
    return tables


def span_of(text, table):
    """The rows that `demands 3..5` names."""
    first, _, last = text.split(" ", 1)[1].partition("..")
    return [table[str(i)] for i in range(int(first), int(last or first) + 1)]


def cards_of(path):
    """{body: [(key, text without blanks)]} in the order of the pages; a part that goes on is joined."""
    cards, card = {}, None
    for element in ET.parse(path).getroot().iter(SVG + "g"):
        key = element.get("data-key")
        if not key:
            continue
        if element.get("class") == "frame":
            if key.startswith("card:"):
                card = cards.setdefault(key[5:], {})
            continue
        text = "".join(t.text or "" for t in element.iter(SVG + "text"))
        card[key] = card.get(key, "") + squeezed(text)
    return cards


def squeezed(text):
    return re.sub(r"[\s\xa0\u00ad\u2060]", "", text)


class Plan:
    def __init__(self, image, cards):
        self.rows = rows_of(image)
        self.cards = cards_of(cards)
        self.count, self.wrong = 0, []

    def table(self, name):
        return self.rows.get(name, {})

    def title(self, body):
        """In each language: the cards may be in any."""
        titles = re.findall(r'"((?:[^"\\]|\\.)*)"', self.table("bodies")[body].get("titles", ""))
        return [title for title in titles if title] or [body.split(".")[-1]]

    def want(self, body, keys, says=(), what=""):
        self.count += 1
        card = self.cards.get(body)
        if card is None:
            self.wrong.append(f"{body} has no card")
            return
        texts = [card[key] for key in card if re.fullmatch(keys, key)]
        if not texts:
            self.wrong.append(f"card of {body}: nothing called {keys} {what}")
        for word in says:
            any_of = [squeezed(one) for one in ([word] if isinstance(word, str) else word)]
            if texts and not any(one in text for one in any_of for text in texts):
                self.wrong.append(f"card of {body}: {keys} does not say `{word}`")


def quoted(name):
    return re.escape(name)


def figures(deadline):
    """`1h30min of fire`: its figures; a local time and a workday as they stand."""
    limit = re.sub(r" (of|before|after|by) .*", "", deadline or "")
    return re.findall(r"\d+", limit) if re.match(r"\d", limit) else []


def names(text):
    return [name for name in (text or "").split(", ") if name]


def nodes(plan):
    for name, row in plan.table("nodes").items():
        kind = row.get("kind", "step")
        if row.get("performer"):
            plan.want(row["performer"], f"{kind}:{quoted(name)}", figures(row.get("deadline")))
        if row.get("approver"):
            plan.want(row["approver"], f"approval:{quoted(name)}", figures(row.get("approval_deadline")))
        for body in names(row.get("to")):
            plan.want(body, f"told:{quoted(name)}")
        for demand in span_of(row["demands"], plan.table("demands")) if row.get("demands") else []:
            if demand.get("kind") != "request":
                continue
            plan.want(demand["from"], f"grant:{quoted(name)}:{quoted(demand['resource'])}",
                      figures(row.get("deadline")) + [demand["count"] + "×"])
            if row.get("performer"):
                plan.want(row["performer"], f"{kind}:{quoted(name)}", [plan.title(demand["from"])])
                if has_contacts(plan, demand["from"]):
                    plan.want(row["performer"], f"contact:{quoted(demand['from'])}")
        lates(plan, name, row)


def has_contacts(plan, body):
    return any(f"contact:{body}" in card for card in plan.cards.values())


def lates(plan, name, row):
    for late in span_of(row["late"], plan.table("lates")) if row.get("late") else []:
        if late.get("kind") == "notify":
            plan.want(late["id"], f"late:{quoted(name)}")


def levels(plan):
    for name, row in plan.table("levels").items():
        if row.get("declarer"):
            plan.want(row["declarer"], f"may:{quoted(name)}", figures(row.get("deadline")))
        lates(plan, name, row)
    for name, row in plan.table("ladders").items():
        for who, key in (("proposer", "propose"), ("approver", "approve")):
            if row.get(who):
                plan.want(row[who], f"{key}:{quoted(name)}", figures(row.get(f"{who}_deadline")))
    for name, row in plan.table("bodies").items():
        if row.get("founder"):
            plan.want(row["founder"], f"may:form:{quoted(name)}", figures(row.get("deadline")))


def declarers(plan, row):
    """Of the grades that set the announcement off, as far as its anchor says."""
    rows = [level for level in plan.table("levels").values() if level["ladder"] == row["declarer"]]
    least = 1
    for level in rows:
        grade = level["grade"].strip('"')
        if row.get("on") in (f'"declared {grade}"', f'"level at least {grade}"'):
            least = int(level["rank"])
    return {level["declarer"] for level in rows if int(level["rank"]) >= least and level.get("declarer")}


def reports(plan):
    relays = plan.table("relays")
    for name, row in plan.table("reports").items():
        kind, to = row.get("kind", "report"), names(row.get("receivers"))
        if kind in ("hop", "fallback", "skip", "written"):
            relay_row(plan, kind, row, to)
            continue
        is_said = kind == "announcement"
        key = f"{'announcement' if is_said else 'report'}:{quoted(name)}"
        for body in declarers(plan, row) if row.get("declarer") else [row["sender"]]:
            plan.want(body, key, figures(row.get("deadline")) + [plan.title(other) for other in to])
        if row.get("approver"):
            plan.want(row["approver"], f"approval:{quoted(name)}", figures(row.get("approval_deadline")))
        for body in to + names(row.get("copies")):
            plan.want(body, f"told:{quoted(name)}")
        lates(plan, name, row)
    for name, row in relays.items():
        if row.get("overall"):
            plan.want(row["owner"], f"overall:{quoted(name)}", figures(row["overall"]))


def relay_row(plan, kind, row, to):
    relay, limit = quoted(row["relay"]), figures(row.get("deadline"))
    told = [plan.title(body) for body in to]
    if kind == "hop":
        plan.want(row["sender"], rf"hop:{relay}:\d+", limit + told + figures(row.get("verify")))
        for body in to:
            plan.want(body, rf"told:\d+:{relay}", limit)
        for body in names(row.get("copies")):
            plan.want(body, f"copied:{relay}")
            plan.want(row["sender"], rf"hop:{relay}:\d+", [plan.title(body)])
    elif kind == "fallback":
        plan.want(row["sender"], rf"hop:{relay}:\d+", figures(row.get("wait")) + told)
        for body in to:
            plan.want(body, rf"instead:\d+:{relay}")
    elif kind == "skip":
        plan.want(row["sender"], rf"skip:\d+:{relay}", told)
        for body in to:
            plan.want(body, rf"skipped:\d+:{relay}")
    else:
        plan.want(row["sender"], f"written:{relay}", limit + told)
        for body in to:
            plan.want(body, rf"written:\d+:{relay}", limit)


def main(image, cards):
    plan = Plan(image, cards)
    nodes(plan)
    levels(plan)
    reports(plan)
    for line in plan.wrong[:20]:
        print("  " + line)
    print(f"{plan.count} looked for, {len(plan.wrong)} missing")
    return 1 if plan.wrong or plan.count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

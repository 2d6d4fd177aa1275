/* random_plan.c - draws plans from a number. */
#include "random_plan.h"

#include <stdio.h>
#include <string.h>

enum { DECLARATIONS_MAX = 64, PARTS_MAX = 64 };

typedef struct maker {
    toc_arena *arena;
    uint64_t state;
    const char *declarations[DECLARATIONS_MAX];
    size_t declaration_count;
    const char *parts[PARTS_MAX]; /* of the response that is being made */
    size_t part_count;
    unsigned names; /* steps named so far */
    const char *response;
    bool has_calendar;
    bool is_steady;
} maker;

uint32_t random_draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

static uint32_t draw(maker *m, uint32_t below)
{
    return random_draw(&m->state, below);
}

#define TEXT(m, ...)    toc_arena_printf((m)->arena, __VA_ARGS__)
#define PART(m, ...)    ((m)->parts[(m)->part_count++] = TEXT(m, __VA_ARGS__))
#define DECLARE(m, ...) ((m)->declarations[(m)->declaration_count++] = TEXT(m, __VA_ARGS__))

static void shuffle(const char **items, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = random_draw(state, (uint32_t)i);
        const char *item = items[i - 1];

        items[i - 1] = items[other];
        items[other] = item;
    }
}

/* ── steps ── */

static const char *performer(maker *m)
{
    static const char *const performers[] = {"crew",   "crew", "crew.lead", "crew.second",
                                             "office", "team", "city"};

    return performers[draw(m, sizeof performers / sizeof performers[0])];
}

static const char *name(maker *m)
{
    return TEXT(m, "%s%u", m->response, m->names++);
}

static const char *after(maker *m, const char *last)
{
    return last ? TEXT(m, " after %s", last) : "";
}

/* Clauses of a step, its deadline (of at least @p least minutes) among them. */
static const char *extras(maker *m, uint32_t least)
{
    static const char *const lates[] = {
        "", "", "", " if late notify city", " if late escalate to high", " if late do spare"};
    const char *text = "";

    if (draw(m, 2) == 0)
        text = TEXT(m, "%s within %umin%s", text, least + 1 + draw(m, 40), lates[draw(m, 6)]);
    if (draw(m, 4) == 0)
        text = TEXT(m, "%s uses %u pump", text, 1 + draw(m, 2));
    if (draw(m, 8) == 0)
        text = m->is_steady ? text : TEXT(m, "%s consumes %u foam", text, 1 + draw(m, 30));
    if (draw(m, 6) == 0)
        text =
            TEXT(m, "%s needs approval by office.chief given within %umin", text, 5 + draw(m, 40));
    if (draw(m, 6) == 0)
        text = draw(m, 3)
                   ? TEXT(m, "%s when wind %s %u", text, draw(m, 2) ? ">" : "<=", draw(m, 12))
                   : TEXT(m, "%s when pump.free %s %u", text, draw(m, 2) ? ">=" : "<", draw(m, 3));
    if (draw(m, 5) == 0)
        text = TEXT(m, "%s to %s", text, draw(m, 2) ? "office" : "city");
    if (draw(m, 4) == 0)
        text = TEXT(m, "%s objective speed weight %u", text, 1 + draw(m, 20));
    return text;
}

static const char *takes(maker *m, uint32_t *out_least)
{
    uint32_t least = 1 + draw(m, 20);

    *out_least = least + 40;
    switch (draw(m, 4)) {
    case 0:
        *out_least = 0;
        return "";
    case 1:
        return TEXT(m, " takes %umin", least);
    case 2:
        return TEXT(m, " takes %u..%umin", least, least + draw(m, 30));
    default:
        return TEXT(m, " takes %u..%u..%umin", least, least + 5, least + 5 + draw(m, 30));
    }
}

/* Due before a moment that is forecast, and forecast otherwise later. */
static const char *add_before(maker *m, const char *last)
{
    uint32_t least;
    const char *own = name(m);
    const char *time = takes(m, &least);

    PART(m, "  step %s \"B\" { by %s%s%s before %umin before crest%s }\n", own, performer(m),
         after(m, last), time, 10 * draw(m, 60),
         draw(m, 3) ? "" : TEXT(m, " when time to crest <= %uh", 1 + draw(m, 12)));
    return own;
}

static const char *add_step(maker *m, const char *last)
{
    const char *own = name(m);
    uint32_t least;
    const char *time = takes(m, &least);

    PART(m, "  step %s \"S\" { by %s%s%s%s }\n", own, performer(m), after(m, last), time,
         extras(m, least));
    return own;
}

/* One whose approval scenarios give, refuse and take back. */
static const char *add_approved(maker *m, const char *last)
{
    const char *own = name(m);
    uint32_t least;

    PART(m, "  step %s \"S\" { by %s%s%s needs approval by %s%s }\n", own, performer(m),
         after(m, last), takes(m, &least), draw(m, 2) ? "office.chief" : "office",
         draw(m, 2) ? TEXT(m, " given within %umin", 5 + draw(m, 60)) : "");
    return own;
}

/* Two ways from one step, and a join of both or of either. */
static const char *add_fork(maker *m, const char *last)
{
    const char *from = add_step(m, last);
    const char *one = add_step(m, from);
    const char *other = add_step(m, from);

    return add_step(m, TEXT(m, "%s%s, %s", draw(m, 2) ? "any of " : "", one, other));
}

static const char *add_decision(maker *m, const char *last)
{
    const char *own = name(m);
    const char *yes = TEXT(m, "%sy", own);
    const char *no = TEXT(m, "%sn", own);
    uint32_t least;

    if (draw(m, 2))
        PART(m, "  decision %s \"D\" { by %s%s%s yes %u%% -> %s  no -> %s }\n", own, performer(m),
             after(m, last), takes(m, &least), 10 + draw(m, 80), yes, no);
    else
        PART(m, "  decision %s \"D\" { by %s%s%s yes when wind > %u -> %s  no -> %s }\n", own,
             performer(m), after(m, last), takes(m, &least), draw(m, 12), yes, no);
    PART(m, "  step %s \"Y\" { by %s%s }\n", yes, performer(m), takes(m, &least));
    PART(m, "  step %s \"N\" { by %s%s%s }\n", no, performer(m), "", extras(m, 0));
    return add_step(m, TEXT(m, "%s%s, %s", draw(m, 2) ? "any of " : "", yes, no));
}

static const char *add_loop(maker *m, const char *last)
{
    uint32_t least;
    const char *from = add_step(m, last);
    const char *again = name(m);
    const char *own = name(m);
    const char *out = name(m);

    PART(m, "  step %s \"L\" { by %s after %s takes %umin at most %u times }\n", again,
         performer(m), from, 1 + draw(m, 15), 2 + draw(m, 3));
    PART(m, "  decision %s \"D\" { by %s after %s yes %u%% -> %s  no -> %s after %umin }\n", own,
         performer(m), again, 20 + draw(m, 70), out, again, 1 + draw(m, 15));
    PART(m, "  step %s \"O\" { by %s%s }\n", out, performer(m), takes(m, &least));
    return out;
}

static const char *add_series(maker *m, const char *last)
{
    uint32_t least;
    const char *own = name(m);

    PART(m, "  step %s \"T\" { by %s%s every %umin until %s%s }\n", own, performer(m),
         after(m, last), 15 + draw(m, 60), draw(m, 2) ? "safe" : "wind < 3", takes(m, &least));
    return own;
}

static const char *add_request(maker *m, const char *last)
{
    uint32_t least;
    const char *own = name(m);

    PART(m, "  step %s \"R\" { by crew%s%s requests %u pump from city }\n", own, after(m, last),
         takes(m, &least), 1 + draw(m, 2));
    return own;
}

static const char *add_pattern(maker *m, const char *last)
{
    switch (draw(m, 9)) {
    case 5:
    case 6:
        return add_before(m, last);
    case 0:
        return add_fork(m, last);
    case 1:
        return add_decision(m, last);
    case 2:
        return add_loop(m, last);
    case 3:
        return add_series(m, last);
    case 4:
        return m->is_steady ? add_step(m, last) : add_request(m, last);
    default:
        return add_step(m, last);
    }
}

/* ── declarations ── */

static void add_response(maker *m, const char *id, const char *head, uint64_t *order)
{
    const char *text = TEXT(m, "response %s \"R\" { %s\n", id, head);
    const char *last;
    uint32_t patterns = 1 + draw(m, 4);

    m->response = id;
    m->part_count = 0;
    m->names = 0;
    last = add_approved(m, add_step(m, NULL)); /* scenarios name these two */
    for (uint32_t i = 0; i < patterns; i++)
        last = add_pattern(m, draw(m, 4) ? last : NULL);
    if (draw(m, 2))
        PART(m, "  report %s-told \"T\" { from crew to office on %s0 within %umin }\n", id, id,
             10 + draw(m, 60));
    if (*order)
        shuffle(m->parts, m->part_count, order);
    for (size_t i = 0; i < m->part_count; i++)
        text = TEXT(m, "%s%s", text, m->parts[i]);
    DECLARE(m, "%s}\n", text);
}

static void add_world(maker *m)
{
    DECLARE(m,
            "org crew \"Crew\" { kind unit duty 24h\n  post lead \"Lead\"\n  post second "
            "\"Second\"%s }\n",
            draw(m, 2) ? " { succeeds lead }" : "");
    DECLARE(m, "org office \"Office\" { kind office %s\n  post chief \"Chief\"%s }\n",
            m->has_calendar ? "duty 07:00..21:00 mon..sun" : "duty 24h",
            draw(m, 2) ? "\n  post deputy \"Deputy\" { succeeds chief }" : "");
    DECLARE(m, "org city \"City\" { kind superior duty 24h }\n");
    DECLARE(m, "org team \"Team\" { kind group formed by office when wind > %u within %umin }\n",
            2 + draw(m, 8), 20 + draw(m, 60));
    DECLARE(m, "resource pump \"Pump\" { owner crew kind equipment count %u%s }\n", 2 + draw(m, 2),
            draw(m, 3) ? "" : TEXT(m, " ready within %umin", 5 + draw(m, 60)));
    DECLARE(m, "resource foam \"Foam\" { owner crew kind stock count 200 consumable }\n");
    DECLARE(m, "event call \"Call\"\n");
    DECLARE(m, "event alarm \"Alarm\" { seen by office }\n");
    DECLARE(m, "indicator wind \"Wind\" { number range 0..40 initial 0 source crew }\n");
    DECLARE(m, "indicator safe \"Safe\" { flag source office }\n");
    DECLARE(m, "indicator cases \"Cases\" { count source crew }\n");
    DECLARE(m, "moment crest \"Crest\" { source %s }\n", draw(m, 2) ? "city" : "crew");
    DECLARE(m, "trigger any-call \"Any\" { on call, alarm }\n");
    DECLARE(m, "trigger stormy \"Stormy\" { when wind > %u for %umin }\n", 3 + draw(m, 10),
            5 + draw(m, 40));
    DECLARE(m, "objective speed \"Speed\" { weight 10 }\n");
    DECLARE(m,
            "report-fields { field what \"What\" field dead \"Dead\" field `level` \"Grade\" }\n");
}

static void add_levels(maker *m)
{
    static const char *const ends[] = {"", "end when safe", "end when safe proposed by crew",
                                       "end when safe proposed by crew approved by office",
                                       "end when safe approved by office"};

    DECLARE(m,
            "levels { declared by office within %umin of any-call\n"
            "  level low \"L\" { colour blue when wind > %u }\n"
            "  level high \"H\" { colour red when wind > %u }\n"
            "  lower after %umin %s }\n",
            10 + draw(m, 60), 2 + draw(m, 4), 8 + draw(m, 6), 10 + draw(m, 90), ends[draw(m, 5)]);
    DECLARE(
        m,
        m->is_steady
            ? "levels warning { level amber \"A\" { colour orange when cases > %u } }\n"
            : "levels warning { level amber \"A\" { colour orange when count(call, %uh) >= 2 } }\n",
        1 + draw(m, 4));
}

static void add_reports(maker *m)
{
    DECLARE(m,
            "report first \"1\" { from crew to city, office copy team on any-call within %umin "
            "content what, dead }\n",
            5 + draw(m, 60));
    DECLARE(m,
            "report daily \"D\" { from office to city while wind > %u every %umin %s content what, "
            "`level` }\n",
            draw(m, 6), 60 + draw(m, 120), m->has_calendar ? "by time 12:00" : "");
}

/* A chain of offices, with some of all that such a chain can have. */
static void add_relay(maker *m)
{
    const char *text = TEXT(m, "hop crew to office within %umin hop office to city%s within %umin",
                            5 + draw(m, 40), draw(m, 3) ? "" : ", team", 5 + draw(m, 60));

    if (draw(m, 2))
        text = TEXT(m, "%s verify within %umin by office", text, 1 + draw(m, 20));
    if (draw(m, 2))
        text = TEXT(m, "%s skip to city%s", text,
                    draw(m, 2) ? TEXT(m, " when wind > %u", draw(m, 12)) : "");
    if (draw(m, 2))
        text = TEXT(m, "%s if no answer within %umin to office.chief", text, 1 + draw(m, 15));
    if (draw(m, 2))
        text = TEXT(m, "%s overall within %umin of alarm", text, 20 + draw(m, 120));
    if (draw(m, 3) == 0)
        text = TEXT(m, "%s copy to crew.second", text);
    if (draw(m, 2))
        text = TEXT(m, "%s written within %umin of upward.office", text, 10 + draw(m, 120));
    DECLARE(m, "relay upward \"Up\" { on %s content what, dead %s objective speed }\n",
            draw(m, 2) ? "alarm" : "any-call", text);
}

static void add_announcements(maker *m)
{
    static const char *const by[] = {"office", "declarer", "crew.lead"};

    DECLARE(m, "announcement word \"Word\" { by %s to %s on call within %umin approved by %s%s }\n",
            by[draw(m, 3)], draw(m, 2) ? "team, city" : "public", 10 + draw(m, 90),
            draw(m, 2) ? "city" : "office.chief",
            draw(m, 2) ? TEXT(m, " within %umin", 5 + draw(m, 60)) : "");
    DECLARE(m,
            "announcement advice \"Advice\" { by %s to public while level at least low every "
            "%umin until safe within %umin%s }\n",
            by[draw(m, 2)], 60 + draw(m, 90), 10 + draw(m, 40),
            draw(m, 3) ? "" : " approved by city");
}

/* Whole days are the calendar's, so a plan without one watches for no outbreak. */
static void add_moments(maker *m, uint64_t *order)
{
    static const char *const kinds[] = {"c1", "c2", "c3"};

    if (m->has_calendar) {
        DECLARE(m, "trigger ill \"Ill\" { when outbreak(cases, ears-%s) }\n", kinds[draw(m, 3)]);
        add_response(m, "sick", "on ill", order);
    }
    if (draw(m, 2))
        add_response(m, "flood", "on crest", order);
    DECLARE(m, "report river \"River\" { from crew to office on crest within %umin }\n",
            5 + draw(m, 60));
}

const char *random_plan_text(toc_arena *arena, const random_plan_options *options)
{
    maker m = {.arena = arena,
               .state = options->seed,
               .has_calendar = options->has_calendar,
               .is_steady = options->is_steady};
    uint64_t order = options->shuffle;
    const char *text = "";

    (void)draw(&m, 2);
    DECLARE(&m, "plan random \"Random\" { language en timezone \"%s\" }\n",
            options->has_calendar ? "Europe/London" : "UTC");
    add_world(&m);
    add_levels(&m);
    add_reports(&m);
    add_relay(&m);
    add_announcements(&m);
    add_moments(&m, &order);
    add_response(&m, "main", draw(&m, 2) ? "on any-call" : "on any-call repeats", &order);
    add_response(&m, "storm", draw(&m, 2) ? "on stormy" : "on level at least low", &order);
    if (draw(&m, 2))
        add_response(&m, "after", "on end of level phase recovery", &order);
    DECLARE(&m, "response spare \"Spare\" { step spare0 \"S\" { by city takes 5min } }\n");
    if (order)
        shuffle(m.declarations, m.declaration_count, &order);
    for (size_t i = 0; i < m.declaration_count; i++)
        text = toc_arena_printf(arena, "%s%s", text, m.declarations[i]);
    return text;
}

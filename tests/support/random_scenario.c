/* random_scenario.c - draws scenarios for random plans from a number. */
#include "random_plan.h"

typedef struct writer {
    toc_arena *arena;
    uint64_t state;
    const char *text;
} writer;

static uint32_t draw(writer *w, uint32_t below)
{
    return random_draw(&w->state, below);
}

#define TEXT(w, ...) toc_arena_printf((w)->arena, __VA_ARGS__)
#define SAY(w, ...)  ((w)->text = TEXT(w, "%s%s", (w)->text, TEXT(w, __VA_ARGS__)))

static const char *random_act(writer *w)
{
    static const char *const fixed[] = {"did: main0",
                                        "start: main0",
                                        "did: main1",
                                        "did: storm0",
                                        "did: main0, by: city",
                                        "declare: low, ladder: level",
                                        "declare: high, ladder: level",
                                        "report: first, to: city, content: {what: fire, dead: 2}",
                                        "report: first, content: {what: smoke, dead: }",
                                        "withhold: first",
                                        "report: daily, content: {what: smoke, level: low}",
                                        "acknowledge: first, by: city",
                                        "form: team",
                                        "note: hear, to: crew",
                                        "activate: spare",
                                        "approve: main1, answer: given",
                                        "approve: main1, answer: refused",
                                        "approve: storm1, answer: given, by: city",
                                        "approve: word, answer: given",
                                        "approve: word, answer: refused",
                                        "announce: word",
                                        "announce: advice, by: office",
                                        "report: upward.office, content: {what: fire}",
                                        "report: upward.city, by: crew",
                                        "withhold: upward.city",
                                        "report: river"};

    return fixed[draw(w, sizeof fixed / sizeof fixed[0])];
}

static const char *random_input(writer *w)
{
    switch (draw(w, 9)) {
    case 0:
        return "inject: call";
    case 1:
        return "inject: alarm, to: crew";
    case 2:
        return TEXT(w, "set: {safe: %s}", draw(w, 2) ? "yes" : "no");
    case 3:
        return "note: listen, to: city";
    case 4:
        return TEXT(w, "forecast: {crest: +%umin}", 30 * (1 + draw(w, 40)));
    case 5:
        return TEXT(w, "set: {cases: %u}", draw(w, 9));
    default:
        return TEXT(w, "set: {wind: %u}", draw(w, 20));
    }
}

static void add_entries(writer *w, random_play play)
{
    uint32_t at = 0;

    for (uint32_t i = 0, count = 6 + draw(w, 16); i < count; i++) {
        bool is_act = play != RANDOM_SIMULATED && draw(w, 2);

        at += draw(w, 3) ? draw(w, 90) : 0;
        SAY(w, "  - {at: %umin, %s}\n", at, is_act ? random_act(w) : random_input(w));
    }
}

/* Cases day by day, with a day on which there are many. */
static void add_days(writer *w)
{
    uint32_t many = 8 + draw(w, 3);

    for (uint32_t day = 1; day <= 11; day++)
        SAY(w, "  - {at: %uh, set: {cases: %u}}\n", 24 * day + 6 + draw(w, 12),
            day == many ? 30 + draw(w, 30) : draw(w, 9));
}

const char *random_scenario_text(toc_arena *arena, uint64_t seed, random_play play,
                                 const char *start)
{
    static const char *const who[] = {"", "play: [crew]\n", "play: all\n"};
    static const char *const gone[] = {"crew", "office", "crew.lead", "office.chief", "city"};
    writer w = {.arena = arena, .state = seed * 77 + 5, .text = ""};
    bool is_long = draw(&w, 8) == 0;

    SAY(&w,
        "scenario: random\nstart: %s\nseed: %u\n%sassume: {approval: %umin, report: %umin}\n"
        "truth:\n  - {at: 0min, facts: {what: [fire, Fire], dead: 1}}\n"
        "  - {at: %umin, facts: {dead: 3}}\n"
        "  - {at: 700min, facts: {what: ~}}\nscript:\n  - {at: 0min, inject: call}\n",
        start, draw(&w, 1000), who[play], draw(&w, 20), draw(&w, 3) * 10, 5 + draw(&w, 200));
    add_entries(&w, play);
    if (is_long)
        add_days(&w);
    SAY(&w,
        "disturb:\n  - {at: 40min, lose: pump, amount: 1}\n"
        "  - {at: %umin, unreachable: %s, for: %umin}\n"
        "control:\n  - {at: 60min, extend: main0, by: 30min}\nend: %s\n",
        40 + draw(&w, 100), gone[draw(&w, 5)], 5 + draw(&w, 60), is_long ? "13d" : "30h");
    return w.text;
}

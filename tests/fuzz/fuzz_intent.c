/* fuzz_intent.c - intents from anywhere at a table with a small fixed plan.
 *
 * A line is an intent, `2 act {"as":"crew","entry":{"did":"stop.close"}}`: who (0 the server, 1 the
 * controller, 2 a player, 3 an evaluator), the kind, JSON; or a wait, `w 600`, in seconds.  What must hold
 * whatever comes is in tests/support/fuzz_table.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver/compile.h"
#include "lower/lower.h"
#include "tests/support/fuzz_table.h"

enum { LINES_MAX = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char plan_text[] =
    "plan small \"Small\" { version \"1\" language en timezone \"UTC\" }\n"
    "org head \"Head\" { post chief \"Chief\" post deputy \"Deputy\" }\n"
    "org crew \"Crew\" org town \"Town\"\n"
    "org field \"Field\" { formed by head when share >= 50% within 20min }\n"
    "resource pumps \"Pumps\" { owner crew count 2 }\n"
    "event leak \"Leak\" { seen by crew fields size count, place text }\n"
    "indicator share \"Share\" { percent range 0%..100% initial 0% source crew }\n"
    "indicator calm \"Calm\" { flag source crew }\n"
    "indicator crest \"Crest\" { number unit \"m\" range 0..9 }\n"
    "trigger surge \"Surge\" { when rise(crest, 1h) >= 1 or count(leak, 2h) >= 3 }\n"
    "levels { declared by head within 30min of leak\n"
    "  level II \"Serious\" { when share >= 10% } level I \"Grave\" { when share >= 50% }\n"
    "  lower after 1h  end when calm proposed by crew approved by head }\n"
    "response stop \"Stop\" { on leak repeats\n"
    "  step close \"Close\" { by crew within 15min takes 5min at most 3 times }\n"
    "  decision tight \"Tight?\" { by crew after close within 10min\n"
    "    yes 40% -> clean  no 30% -> pump  again -> close after 1min }\n"
    "  step pump \"Pump\" { by crew within 1h takes 20min uses 1 pumps\n"
    "    needs approval by head.chief given within 10min if late escalate to I }\n"
    "  step clean \"Clean\" { by town after any of tight.yes, pump within 2h takes 30min } }\n"
    "response watch \"Watch\" { on level at least II\n"
    "  step look \"Look\" { by crew every 30min until calm takes 5min } }\n"
    "report-fields { field source \"Source\" field scope \"Scope\" }\n"
    "report first \"First\" { from crew to head, town on leak within 30min of leak content source, "
    "scope }\n"
    "objective safety \"Safety\" { weight 60 }\n";

static const char scenario_text[] =
    "scenario: fuzz\nstart: 2026-03-05T02:10+00:00\nplay: [crew]\n"
    "truth:\n  - {at: 0min, facts: {scope: one}}\n"
    "script:\n  - {at: 5min, inject: leak, to: [crew]}\n  - {at: 10min, set: {share: 20%}}\n"
    "  - {at: 15min, did: stop.close, by: crew}\n  - {at: 1h, note: Quiet, to: [crew]}\n"
    "disturb:\n  - {at: 30min, lose: pumps, amount: 1}\nend: 4h\n";

typedef struct fixed {
    toc_arena arena;
    const toc_machine *machine;
    const toc_scenario *scenario;
} fixed;

static void make_fixed(fixed *f)
{
    toc_sources *sources = toc_sources_new(&f->arena);
    const toc_source *plan = toc_sources_add(sources, "p", plan_text, strlen(plan_text));
    const toc_source *script = toc_sources_add(sources, "s", scenario_text, strlen(scenario_text));
    toc_diag_sink sink;

    toc_diag_sink_init(&sink, &f->arena);
    f->machine = toc_lower(&f->arena, sources,
                           toc_compile_source(&f->arena, sources, plan, NULL, &sink), &sink);
    f->scenario = toc_scenario_read(&f->arena, sources, script, &sink);
    if (!f->machine || sink.error_count > 0) {
        toc_diag_render_text(&sink, sources, false, stderr);
        abort();
    }
}

/* One plan and scenario for all inputs: nobody changes them. */
static const fixed *fixed_parts(void)
{
    static fixed parts;

    if (!parts.machine) {
        toc_arena_init(&parts.arena, NULL);
        make_fixed(&parts);
    }
    return &parts;
}

static void ask_line(fuzz_table *t, char *line)
{
    static const char *const people[] = {"", "p1", "p2", "p3", "p4"};
    char *kind = line + 2;
    char *body = strchr(kind, ' ');

    if (line[0] == 'w') {
        fuzz_table_wait(t, strtol(kind, NULL, 10) % (30 * 24 * 3600) * 1000);
        return;
    }
    if (!body || line[0] < '0' || line[0] > '4')
        return;
    *body++ = '\0';
    (void)fuzz_table_ask(t, people[line[0] - '0'], kind, body, strlen(body));
    if (line[0] == '1')
        fuzz_table_look(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const fixed *parts = fixed_parts();
    fuzz_table *t;
    char *text = malloc(size + 1);
    char *rest = text;

    if (!text)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    t = fuzz_table_new(parts->machine, parts->scenario, "crew");
    for (unsigned i = 0; i < LINES_MAX && rest; i++) {
        char *end = strchr(rest, '\n');

        if (end)
            *end++ = '\0';
        if (rest[0] && rest[1] == ' ')
            ask_line(t, rest);
        rest = end;
    }
    fuzz_table_close(t);
    free(text);
    return 0;
}

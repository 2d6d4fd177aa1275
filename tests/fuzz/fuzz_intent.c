/* fuzz_intent.c - intents from anywhere at a table with a small fixed plan.
 *
 * A line is an intent, `2 act {"as":"crew","entry":{"did":"stop.close"}}`: who (0 the server, 1 the
 * controller, 2 a player, 3 an evaluator), the kind, JSON; or a wait, `w 600`, in seconds.  Whatever
 * comes: a refused intent changes nothing, an allowed one is taken, and another exercise that takes
 * the same rows stands as the first one does. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "driver/compile.h"
#include "live/exercise.h"
#include "lower/lower.h"

enum { LINES_MAX = 200, TICKS_MAX = 400 };

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

typedef struct table {
    toc_exercise *exercise;
    toc_arena arena;   /* rows */
    toc_arena scratch; /* of one intent */
    TOC_VEC(toc_row) rows;
    int64_t wall;
} table;

static toc_exercise *new_exercise(table *t)
{
    const fixed *parts = fixed_parts();
    toc_exercise_config config = {parts->machine, parts->scenario, NULL};
    toc_diag_sink sink;
    toc_exercise *exercise = NULL;

    toc_diag_sink_init(&sink, &t->arena);
    if (toc_exercise_new(&config, &sink, &exercise) != TOC_OK)
        abort();
    return exercise;
}

static const char *keep(table *t, const char *text)
{
    return toc_arena_copy(&t->arena, text, strlen(text));
}

static void take(table *t, const toc_row *row)
{
    toc_row kept = *row;
    const char *problem;

    kept.who = keep(t, row->who);
    kept.key = keep(t, row->key);
    kept.kind = keep(t, row->kind);
    kept.body = keep(t, row->body);
    TOC_PUSH(&t->arena, &t->rows, kept);
    if (toc_exercise_take(t->exercise, &kept, &problem) != TOC_OK) {
        fprintf(stderr, "%s %s: %s\n", kept.kind, kept.body, problem);
        abort();
    }
}

static void tick(table *t)
{
    toc_row row;

    for (unsigned i = 0;
         i < TICKS_MAX && toc_exercise_tick(t->exercise, t->wall, &t->scratch, &row); i++)
        take(t, &row);
}

static void ask(table *t, const char *person, const char *kind, struct json_object *body)
{
    toc_intent intent = {person, "", kind, body, "zh-Hans", t->wall};
    uint64_t before = toc_exercise_hash(t->exercise);
    toc_ruling ruling;
    toc_row row;

    if (toc_exercise_ask(t->exercise, &intent, &t->scratch, &row, &ruling)) {
        if (row.at < toc_exercise_state_of(t->exercise)->clock.at)
            abort();
        take(t, &row);
    } else if (!*ruling.text || toc_exercise_hash(t->exercise) != before) {
        abort();
    }
    toc_arena_deinit(&t->scratch);
}

static void ask_text(table *t, const char *person, const char *kind, const char *text)
{
    struct json_object *body = json_tokener_parse(text);

    ask(t, person, kind, body);
    json_object_put(body);
}

static void ask_line(table *t, char *line)
{
    static const char *const people[] = {"", "p1", "p2", "p3", "p4"};
    char *kind = line + 2;
    char *body = strchr(kind, ' ');

    if (line[0] == 'w') {
        t->wall += strtol(kind, NULL, 10) % (30 * 24 * 3600) * 1000;
        tick(t);
        return;
    }
    if (!body || line[0] < '0' || line[0] > '4')
        return;
    *body++ = '\0';
    tick(t);
    ask_text(t, people[line[0] - '0'], kind, body);
}

static void open_table(table *t)
{
    static const char *const roles[] = {"controller\"", "player\",\"body\":\"crew\"",
                                        "evaluator\""};
    char text[200];

    toc_arena_init(&t->arena, NULL);
    toc_arena_init(&t->scratch, NULL);
    t->exercise = new_exercise(t);
    ask_text(t, "", "open", "{\"seed\":3}");
    for (unsigned i = 0; i < 3; i++) {
        (void)snprintf(text, sizeof text, "{\"name\":\"N\",\"token\":\"%064x\",\"role\":\"%s}", i,
                       roles[i]);
        ask_text(t, "", "join", text);
    }
    ask_text(t, "p1", "clock", "{\"do\":\"run\",\"rate\":60}");
}

/* Taken again from the rows it stands the same; and it can be exported. */
static void close_table(table *t)
{
    toc_exercise *other = new_exercise(t);
    const char *problem;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    for (uint32_t i = 0; i < t->rows.count; i++) {
        if (toc_exercise_take(other, &t->rows.items[i], &problem) != TOC_OK)
            abort();
    }
    if (toc_exercise_hash(other) != toc_exercise_hash(t->exercise))
        abort();
    if (out) {
        (void)toc_exercise_export(t->exercise, out);
        (void)fclose(out);
        free(text);
    }
    toc_exercise_free(other);
    toc_exercise_free(t->exercise);
    toc_arena_deinit(&t->scratch);
    toc_arena_deinit(&t->arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    table t = {.wall = 1700000000000};
    char *text = malloc(size + 1);
    char *rest = text;

    if (!text)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    open_table(&t);
    for (unsigned i = 0; i < LINES_MAX && rest; i++) {
        char *end = strchr(rest, '\n');

        if (end)
            *end++ = '\0';
        if (rest[0] && rest[1] == ' ')
            ask_line(&t, rest);
        rest = end;
    }
    close_table(&t);
    free(text);
    return 0;
}

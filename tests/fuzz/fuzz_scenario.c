/* fuzz_scenario.c - scenarios from anywhere against a small fixed plan: read, bound, played, reported.
 *
 * The plan has a loop, an approval, a series, a body formed on demand, two ladders and windows.
 * A drill that lasts longer than a day ends there, so that no input plays for ever. */
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aar/html.h"
#include "aar/junit.h"
#include "aar/markdown.h"
#include "aar/skin.h"
#include "drill/msel.h"
#include "driver/compile.h"
#include "lower/lower.h"
#include "report/json.h"
#include "report/text.h"

#define END_MAX TOC_DAY

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char plan_text[] =
    "plan standing \"Small\" { version \"1\" language en timezone \"Asia/Shanghai\" }\n"
    "org head \"Head\" { post chief \"Chief\" post deputy \"Deputy\" }\n"
    "org crew \"Crew\" { duty 24h }\n"
    "org town \"Town\" { duty 08:00..20:00 mon..fri }\n"
    "org field \"Field\" { formed by head when share >= 50% within 20min }\n"
    "resource pumps \"Pumps\" { owner crew count 2 }\n"
    "resource fund \"Fund\" { owner head count 1000 consumable }\n"
    "event leak \"Leak\" { seen by crew fields size count, place text }\n"
    "event fault \"Fault\"\n"
    "indicator share \"Share\" { percent range 0%..100% initial 0% source crew }\n"
    "indicator contained \"Contained\" { flag source crew }\n"
    "indicator stuck \"Stuck\" { flag }\n"
    "indicator crest \"Crest\" { number unit \"m\" range 0..9 }\n"
    "indicator wind \"Wind\" { one of (calm, breeze, storm) }\n"
    "trigger surge \"Surge\" { when rise(crest, 1h) >= 1 or count(leak, 2h) >= 3 }\n"
    "levels {\n"
    "  declared by head within 30min of leak\n"
    "  level II \"Serious\" { when share >= 10% for 5min }\n"
    "  level I \"Grave\" { when share >= 50% or wind is storm }\n"
    "  lower after 1h\n"
    "  end when contained proposed by crew approved by head\n"
    "}\n"
    "levels warning { level blue \"Blue\" { when crest >= 2 } level red \"Red\" { when crest >= 4 "
    "} }\n"
    "response stop \"Stop\" { on leak repeats\n"
    "  step close \"Close\" { by crew within 15min takes 5..6..9min at most 3 times }\n"
    "  decision tight \"Tight?\" { by crew after close within 10min takes 2min\n"
    "    yes 40% -> clean  no 30% -> pump  again -> close after 1min }\n"
    "  step pump \"Pump\" { by crew within 1h takes 20min uses 1 pumps consumes 100 fund\n"
    "    needs approval by head.chief given within 10min if late escalate to I }\n"
    "  step clean \"Clean\" { by town after any of tight.yes, pump within 2h takes 30min }\n"
    "}\n"
    "response watch \"Watch\" { on level at least II\n"
    "  step look \"Look\" { by crew every 30min until contained takes 5min }\n"
    "}\n"
    "response command \"Command\" { on level is I\n"
    "  step lead \"Lead\" { by field within 1h takes 10min }\n"
    "}\n"
    "response siren-on \"On\" { on fault, end of siren-off step sound \"Sound\" { by crew when not "
    "stuck } }\n"
    "response siren-off \"Off\" { on end of siren-on when stuck step silence \"Hush\" { by crew "
    "when not stuck } }\n"
    "report-fields { field source \"Source\" field scope \"Scope\" }\n"
    "report first \"First\" { from crew to head, town on leak within 30min of leak content source, "
    "scope }\n"
    "report situation \"Situation\" { from head to town while level at least II every 1h }\n";

static const toc_machine *make_machine(toc_arena *arena)
{
    toc_sources *sources = toc_sources_new(arena);
    const toc_source *source = toc_sources_add(sources, "fixed.plan", plan_text, strlen(plan_text));
    const toc_machine *machine;
    toc_diag_sink sink;

    toc_diag_sink_init(&sink, arena);
    machine =
        toc_lower(arena, sources, toc_compile_source(arena, sources, source, NULL, &sink), &sink);
    if (!machine) {
        toc_diag_render_text(&sink, sources, false, stderr);
        abort();
    }
    return machine;
}

/* One machine for all inputs: nobody changes it. */
static const toc_machine *fixed_machine(void)
{
    static toc_arena arena;
    static const toc_machine *machine;

    if (!machine) {
        toc_arena_init(&arena, NULL);
        machine = make_machine(&arena);
    }
    return machine;
}

static void write_reports(toc_arena *arena, const toc_drill *drill, toc_sources *sources,
                          const toc_diag_sink *sink)
{
    toc_score *score = toc_score_new(arena, drill);
    toc_pages pages;
    toc_report_extras extras = {.patch = ""};
    const toc_document *document;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return;
    toc_report_text(arena, score, sources, "zh-Hans", out);
    toc_pages_init(&pages, arena, score, sources, "en", NULL);
    extras.review = toc_review_new(&pages);
    toc_report_json(arena, score, sources, sink, &extras, "en", out);
    document = toc_aar_document(&pages, extras.review, TOC_SKIN_AQT9009, "");
    (void)toc_html_write(document, out);
    (void)toc_markdown_write(document, out);
    (void)toc_junit_write(&pages, out);
    (void)fclose(out);
    free(text);
}

/* ── all ways of reading it are one ── */

static bool is_word(toc_word a, toc_word b)
{
    return a.span.begin == b.span.begin && a.span.end == b.span.end && !a.text == !b.text &&
           (!a.text || strcmp(a.text, b.text) == 0);
}

static bool is_entry(const toc_entry *a, const toc_entry *b)
{
    bool is_same = a->list == b->list && a->verb == b->verb && a->at == b->at &&
                   a->turn == b->turn && a->span.begin == b->span.begin &&
                   a->span.end == b->span.end && is_word(a->verb_word, b->verb_word) &&
                   is_word(a->subject, b->subject) && is_word(a->by, b->by) &&
                   is_word(a->text, b->text) && is_word(a->via, b->via) &&
                   a->to.count == b->to.count && a->pairs.count == b->pairs.count;

    for (uint32_t i = 0; is_same && i < a->pairs.count; i++)
        is_same = is_word(a->pairs.items[i].key, b->pairs.items[i].key) &&
                  is_word(a->pairs.items[i].value, b->pairs.items[i].value);
    return is_same;
}

static void compare(const toc_scenario *a, const toc_diag_sink *found_a, const toc_scenario *b,
                    const toc_diag_sink *found_b)
{
    if (!a != !b || found_a->records.count != found_b->records.count)
        abort();
    for (uint32_t i = 0; i < found_a->records.count; i++) {
        const toc_diag *one = found_a->records.items[i];
        const toc_diag *other = found_b->records.items[i];

        if (one->code != other->code || one->span.begin != other->span.begin ||
            one->span.end != other->span.end || strcmp(one->message, other->message) != 0)
            abort();
    }
    if (a && toc_scenario_entry_count(a) != toc_scenario_entry_count(b))
        abort();
    for (uint32_t i = 1; a && i <= toc_scenario_entry_count(a); i++) {
        if (!is_entry(toc_scenario_entry(a, i), toc_scenario_entry(b, i)))
            abort();
    }
}

/* Through libyaml alone, and in small blocks: whatever the text is, the same is read and said. */
static void read_otherwise(toc_arena *arena, toc_sources *sources, const toc_source *source,
                           const toc_scenario *scenario, const toc_diag_sink *found)
{
    static const toc_scenario_way ways[] = {{0, true}, {61, false}};

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        toc_diag_sink sink;

        toc_diag_sink_init(&sink, arena);
        compare(scenario, found, toc_scenario_read_in(arena, sources, source, &ways[i], &sink),
                &sink);
    }
}

static void play(toc_arena *arena, toc_sources *sources, const uint8_t *data, size_t size)
{
    const toc_machine *machine = fixed_machine();
    toc_diag_sink sink;
    const toc_source *source;
    toc_scenario *scenario;
    toc_script *script;
    toc_drill *drill = NULL;
    toc_drill_options options = {0};

    toc_diag_sink_init(&sink, arena);
    source = toc_sources_add(sources, "fuzz.yaml", (const char *)data, size);
    scenario = toc_scenario_read(arena, sources, source, &sink);
    if (!toc_msel_is_list(source)) /* its cells get places anew each time */
        read_otherwise(arena, sources, source, scenario, &sink);
    if (!scenario || sink.error_count > 0)
        return;
    script = toc_scenario_bind(arena, machine, scenario, "fixed.plan", &sink);
    if (!script ||
        (script->act_count && toc_script_act_at(script, script->act_count - 1) > END_MAX))
        return;
    if (scenario->ends_settled || scenario->end > END_MAX) {
        scenario->ends_settled = false;
        scenario->end = END_MAX;
    }
    if (toc_drill_run(arena, script, &options, &sink, &drill) == TOC_OK && !drill->is_stopped)
        write_reports(arena, drill, sources, &sink);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toc_arena arena;
    jmp_buf escape;

    toc_arena_init(&arena, &escape);
    if (setjmp(escape) == 0)
        play(&arena, toc_sources_new(&arena), data, size);
    toc_arena_deinit(&arena);
    return 0;
}

/* bind.c - binds a whole scenario: who is played, series, entries in their order, expectations. */
#include "drill/bind.h"

#include <stdlib.h>
#include <string.h>

#include "drill/bind_private.h"
#include "drill/entries.h"

__extension__ typedef __int128 wide;

/* ── who is played ── */

static void play_body(toc_binding *b, uint32_t body)
{
    const toc_m_body *row = &b->machine->bodies[body];

    b->played[body] = 1;
    for (uint32_t i = 0; i < row->posts.count; i++)
        b->played[b->machine->ids[row->posts.first + i]] = 1;
}

static void bind_play(toc_binding *b)
{
    for (uint32_t i = 0; i < b->machine->bodies_count && b->scenario->plays_all; i++)
        b->played[i] = 1;
    for (uint32_t i = 0; i < b->scenario->play.count; i++) {
        uint32_t body = toc_bind_id(b, b->scenario->play.items[i], TOC_NAME_BODY);

        if (body != TOC_NONE)
            play_body(b, body);
    }
}

/* ── series: all samples of an instant are one act ── */

typedef struct sample_row {
    toc_ms at;
    toc_setting setting;
} sample_row;

typedef TOC_VEC(sample_row) sample_rows;
typedef TOC_VEC(toc_bound_act) bound_acts;

static int compare_samples(const void *left, const void *right)
{
    const sample_row *a = left;
    const sample_row *b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->setting.id > b->setting.id) - (a->setting.id < b->setting.id);
}

/* People, whole ones where they are counted; or their share of the population. */
static int64_t model_value(const toc_sample_series *series, uint32_t type, int64_t people)
{
    if (type == TOC_M_TYPE_COUNT)
        return people / TOC_SEIR_UNIT * TOC_MICRO;
    if (type == TOC_M_TYPE_NUMBER)
        return people / (TOC_SEIR_UNIT / TOC_MICRO);
    return (int64_t)((wide)people * 100 * TOC_MICRO /
                     ((wide)series->model->population * TOC_SEIR_UNIT));
}

static int64_t people_in(const toc_seir_state *state, toc_seir_part part, int64_t cases_before)
{
    switch (part) {
    case TOC_SEIR_SUSCEPTIBLE:
        return state->susceptible;
    case TOC_SEIR_EXPOSED:
        return state->exposed;
    case TOC_SEIR_INFECTED:
        return state->infected;
    case TOC_SEIR_RECOVERED:
        return state->recovered;
    case TOC_SEIR_CASES:
        return state->cases;
    case TOC_SEIR_NEW_CASES:
        return state->cases - cases_before;
    }
    return 0;
}

static bool suits_model(toc_binding *b, const toc_sample_series *series, uint32_t type)
{
    if (type == TOC_M_TYPE_COUNT || type == TOC_M_TYPE_NUMBER || type == TOC_M_TYPE_PERCENT)
        return true;
    (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_VALUE, series->indicator.span,
                       "a model gives numbers, and `%s` takes none", series->indicator.text);
    return false;
}

static void bind_model(toc_binding *b, const toc_sample_series *series, uint32_t id,
                       sample_rows *rows)
{
    const toc_m_indicator *row = &b->machine->indicators[id];
    toc_seir_state state = toc_seir_begin(series->model);
    int64_t cases = state.cases;
    toc_value_form form = toc_value_form_of_indicator(row);

    if (!suits_model(b, series, row->type))
        return;
    for (toc_ms at = series->from; at <= series->until; at += series->every) {
        int64_t value = model_value(series, row->type, people_in(&state, series->part, cases));

        if (value < row->least || value > row->most) {
            (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_RANGE, series->span,
                               "the model takes `%s` to %s, out of its range",
                               series->indicator.text,
                               toc_value_text(b->arena, b->machine, &form, value));
            return;
        }
        TOC_PUSH(b->arena, rows, ((sample_row){at, {id, value}}));
        cases = state.cases;
        for (toc_ms hour = 0; hour < series->every; hour += TOC_HOUR)
            toc_seir_hour(series->model, &state);
    }
}

static void bind_series(toc_binding *b, const toc_sample_series *series, sample_rows *rows)
{
    uint32_t id = toc_bind_id(b, series->indicator, TOC_NAME_INDICATOR);
    toc_value_form form;

    if (id == TOC_NONE)
        return;
    for (uint32_t i = 0; i < rows->count; i++) {
        if (rows->items[i].setting.id == id) {
            (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_KEY_TWICE, series->indicator.span,
                               "`%s` has a series already", series->indicator.text);
            return;
        }
    }
    if (series->model) {
        bind_model(b, series, id, rows);
        return;
    }
    form = toc_value_form_of_indicator(&b->machine->indicators[id]);
    for (uint32_t i = 0; i < series->count; i++) {
        sample_row row = {series->samples[i].at, {id, 0}};

        if (!toc_bind_value(b, &form, series->samples[i].value, series->indicator.text,
                            &row.setting.value))
            break; /* a wrong column is wrong in every row */
        TOC_PUSH(b->arena, rows, row);
    }
}

static void bind_all_series(toc_binding *b, bound_acts *acts)
{
    sample_rows rows = {0};

    for (uint32_t i = 0; i < b->scenario->series.count; i++)
        bind_series(b, &b->scenario->series.items[i], &rows);
    if (rows.count > 1)
        qsort(rows.items, rows.count, sizeof *rows.items, compare_samples);
    for (uint32_t first = 0, next; first < rows.count; first = next) {
        toc_bound_act bound = {.at = rows.items[first].at, .report = TOC_NONE};
        toc_setting *settings;

        for (next = first; next < rows.count && rows.items[next].at == bound.at;)
            next++;
        settings = TOC_NEW_ARRAY(b->arena, toc_setting, next - first);
        for (uint32_t i = first; i < next; i++)
            settings[i - first] = rows.items[i].setting;
        bound.act = (toc_act){.verb = TOC_VERB_SET,
                              .body = TOC_NONE,
                              .other = TOC_NONE,
                              .entry = TOC_NONE,
                              .settings = settings,
                              .setting_count = next - first};
        TOC_PUSH(b->arena, acts, bound);
    }
}

/* ── sizes of the engine's tables ── */

bool toc_act_opens(const toc_act *act)
{
    return act->verb == TOC_VERB_INJECT || act->verb == TOC_VERB_ACTIVATE;
}

/* The engine keeps what windows read; no signal can get more values than there are settings. */
void toc_script_size(toc_script *script, uint64_t settings, uint64_t openings)
{
    script->history_max = settings < UINT32_MAX - 64 ? 64 + (uint32_t)settings : UINT32_MAX;
    script->activations_max = openings < 28 ? 4 + (uint32_t)openings : 32;
    script->reports_max = script->activations_max * 4;
}

/* ── is it a scenario of this plan at all ── */

/* File name without folders and ending. */
static const char *stem_of(toc_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *point = strrchr(name, '.');

    return toc_arena_copy(arena, name,
                          point && point > name ? (size_t)(point - name) : strlen(name));
}

/* Does @p written mean the plan that is played: by the name of its file, or its own? */
static bool is_plan_name(toc_binding *b, const char *written, const char *plan_path)
{
    const char *plan = toc_machine_text(b->machine, b->machine->plans[0].head.name);
    const char *wanted = stem_of(b->arena, written);

    return strcmp(wanted, plan) == 0 ||
           (plan_path && strcmp(wanted, stem_of(b->arena, plan_path)) == 0);
}

static void check_plan_name(toc_binding *b, const char *plan_path)
{
    const char *plan = toc_machine_text(b->machine, b->machine->plans[0].head.name);
    toc_diag *diag;

    if (!b->scenario->plan.text || !plan_path || is_plan_name(b, b->scenario->plan.text, plan_path))
        return;
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_PLAN_NAME, b->scenario->plan.span,
                        "this scenario was written for another plan than `%s`", plan);
    toc_diag_add_note(&b->sink, diag, "it is played against `%s`", plan_path);
}

/* Most names unknown: one message says more than one for each. */
static bool is_other_plan(const toc_binding *b)
{
    return b->unknown >= 4 && b->unknown > b->asked / 2;
}

static void report_other_plan(toc_binding *b, const char *plan_path)
{
    const char *plan = toc_machine_text(b->machine, b->machine->plans[0].head.name);
    toc_word where = b->scenario->plan;
    toc_span start = {b->scenario->source->base, b->scenario->source->base};
    toc_diag *diag = toc_diag_add(
        &b->sink, TOC_D_SCENARIO_OTHER_PLAN, where.text ? where.span : start,
        "%u of the %u names in this scenario are not in plan `%s`", b->unknown, b->asked, plan);
    uint32_t shown = 0;

    for (uint32_t i = 0; i < b->sink.records.count && shown < 3; i++) {
        const toc_diag *record = b->sink.records.items[i];

        if (record->code != TOC_D_SCENARIO_NAME)
            continue;
        toc_diag_add_label(&b->sink, diag, record->span, "not there");
        shown++;
    }
    if (where.text && !is_plan_name(b, where.text, plan_path))
        toc_diag_add_help(&b->sink, diag, "is this scenario meant for plan `%s`?",
                          stem_of(b->arena, where.text));
    else
        toc_diag_add_help(&b->sink, diag,
                          "is this scenario meant for another plan, or another version of it?");
    b->sink.records.items[0] = diag;
    b->sink.records.count = 1;
}

/* Beside mistakes in reading, warnings of binding may only follow from them. */
static void hand_on(const toc_binding *b, toc_diag_sink *sink)
{
    toc_diag_sink_append(sink, &b->sink, sink->error_count > 0 ? TOC_DIAG_ERROR : TOC_DIAG_NOTE);
}

/* ── all of it ── */

/* What the acts of a script ask of the engine's tables. */
typedef struct demand {
    uint64_t settings;
    uint64_t openings;
} demand;

static void measure(demand *wanted, const toc_act *act)
{
    wanted->settings += act->setting_count ? act->setting_count : 1;
    wanted->openings += toc_act_opens(act);
}

/* Every entry is bound once, for its mistakes and for what it needs, and forgotten. */
static void check_entries(toc_binding *b, demand *wanted)
{
    const toc_entries *entries = b->scenario->entries;
    toc_arena *arena = b->arena;
    toc_arena scratch;

    toc_arena_within(&scratch, arena);
    b->arena = &scratch;
    for (uint32_t i = 0; i < toc_entries_count(entries); i++) {
        toc_bound_act bound;

        if (toc_bind_entry(b, toc_entries_get(entries, i), &bound))
            measure(wanted, &bound.act);
        toc_arena_empty(&scratch);
        if (b->sink.records.count < TOC_SCENARIO_MISTAKES_MAX)
            continue;
        toc_diag_add_note(&b->sink, b->sink.records.items[b->sink.records.count - 1],
                          "the reading stops here; there may be more such places");
        break;
    }
    b->arena = arena;
}

static void bind_entries(toc_binding *b, toc_script *script)
{
    bound_acts acts = {0};
    demand wanted = {0};

    bind_all_series(b, &acts);
    for (uint32_t i = 0; i < acts.count; i++)
        measure(&wanted, &acts.items[i].act);
    check_entries(b, &wanted);
    toc_script_size(script, wanted.settings, wanted.openings);
    toc_bind_order(b, script, acts.items, acts.count);
}

static void bind_expects(toc_binding *b, toc_script *script)
{
    TOC_VEC(toc_bound_expect) expects = {0};

    for (uint32_t i = 0; i < b->scenario->expects.count; i++) {
        toc_bound_expect bound;

        if (toc_bind_expect(b, &b->scenario->expects.items[i], &bound))
            TOC_PUSH(b->arena, &expects, bound);
    }
    script->expects = expects.items;
    script->expect_count = expects.count;
}

toc_script *toc_scenario_bind(toc_arena *arena, const toc_machine *machine,
                              const toc_scenario *scenario, const char *plan_path,
                              toc_diag_sink *sink)
{
    toc_script *script = TOC_NEW(arena, toc_script);
    toc_binding b = {.arena = arena, .machine = machine, .scenario = scenario};
    uint32_t errors;

    toc_diag_sink_init(&b.sink, sink->arena);
    b.sink.input = sink->input;
    b.names = toc_names_new(arena, machine);
    b.played = toc_arena_alloc(arena, machine->bodies_count);
    b.is_warned = toc_arena_alloc(arena, machine->bodies_count);
    script->machine = machine;
    script->scenario = scenario;
    script->played = b.played;
    bind_play(&b);
    bind_entries(&b, script);
    toc_bind_truth(&b, script);
    bind_expects(&b, script);
    toc_bind_observations(&b, script);
    if (!is_other_plan(&b))
        check_plan_name(&b, plan_path);
    else
        report_other_plan(&b, plan_path);
    errors = b.sink.error_count + sink->error_count;
    hand_on(&b, sink);
    return errors ? NULL : script;
}

/* ── one entry at a time ── */

struct toc_live_binder {
    toc_binding binding;
    const toc_scenario *scenario;
};

toc_live_binder *toc_live_binder_new(toc_arena *arena, const toc_machine *machine,
                                     const toc_scenario *scenario)
{
    toc_live_binder *binder = TOC_NEW(arena, toc_live_binder);
    toc_binding *b = &binder->binding;

    b->machine = machine;
    binder->scenario = scenario;
    b->names = toc_names_new(arena, machine);
    b->is_warned = toc_arena_alloc(arena, machine->bodies_count);
    b->played = toc_arena_alloc(arena, machine->bodies_count);
    if (machine->bodies_count > 0)
        memset(b->played, 1, machine->bodies_count);
    return binder;
}

static toc_binding *begin_binding(toc_live_binder *binder, toc_arena *arena, toc_diag_sink *sink)
{
    binder->binding.arena = arena;
    binder->binding.scenario = binder->scenario;
    toc_diag_sink_init(&binder->binding.sink, sink->arena);
    return &binder->binding;
}

bool toc_live_binder_entry(toc_live_binder *binder, toc_arena *arena, const toc_entry *entry,
                           toc_diag_sink *sink, toc_bound_act *out)
{
    toc_binding *b = begin_binding(binder, arena, sink);
    bool is_good = toc_bind_entry(b, entry, out);

    hand_on(b, sink);
    return is_good;
}

bool toc_live_binder_truth(toc_live_binder *binder, toc_arena *arena, const toc_truth *truth,
                           toc_diag_sink *sink)
{
    toc_binding *b = begin_binding(binder, arena, sink);
    toc_scenario one = {.source = binder->scenario->source};
    toc_script script;

    TOC_PUSH(arena, &one.truths, *truth);
    b->scenario = &one;
    toc_bind_truth(b, &script);
    hand_on(b, sink);
    return b->sink.error_count == 0;
}

void toc_live_binder_facts(toc_live_binder *binder, toc_arena *arena, const toc_scenario *scenario,
                           toc_script *script)
{
    toc_diag_sink unheard;
    toc_binding *b;

    toc_diag_sink_init(&unheard, arena);
    b = begin_binding(binder, arena, &unheard);
    b->scenario = scenario;
    toc_bind_truth(b, script);
}

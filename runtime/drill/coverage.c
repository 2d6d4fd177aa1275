/* coverage.c - the list of what a drill can exercise, and marking it from traces and scores. */
#include "drill/coverage.h"

#include <stdlib.h>
#include <string.h>

typedef TOC_VEC(toc_cover_item) items;

static void add(toc_arena *arena, items *list, toc_cover_kind kind, uint32_t duty, uint32_t id)
{
    toc_cover_item item = {kind, duty, id};

    TOC_PUSH(arena, list, item);
}

/* A deadline is exercised both ways or only half. */
static void add_deadline(toc_arena *arena, items *list, toc_duty_kind duty, uint32_t id)
{
    add(arena, list, TOC_COVER_MET, duty, id);
    add(arena, list, TOC_COVER_MISSED, duty, id);
}

static void add_nodes(toc_arena *arena, items *list, const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        const toc_m_node *node = &machine->nodes[i];
        bool is_step = node->kind == TOC_M_NODE_STEP;

        if (is_step)
            add(arena, list, TOC_COVER_STEP, 0, i);
        if (node->deadline != TOC_NONE || node->period > 0)
            add_deadline(arena, list, is_step ? TOC_DUTY_STEP : TOC_DUTY_DECISION, i);
        if (node->approver != TOC_NONE && node->approval_deadline != TOC_NONE)
            add_deadline(arena, list, TOC_DUTY_APPROVAL, i);
    }
    for (uint32_t i = 0; i < machine->outcomes_count; i++)
        add(arena, list, TOC_COVER_OUTCOME, 0, i);
}

static void add_ladders(toc_arena *arena, items *list, const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->levels_count; i++) {
        const toc_m_level *level = &machine->levels[i];

        add(arena, list, TOC_COVER_LEVEL, 0, i);
        if (level->rank > 1)
            add(arena, list, TOC_COVER_RAISE, 0, i);
        if (level->rank < machine->ladders[level->ladder].levels.count)
            add(arena, list, TOC_COVER_LOWER, 0, i);
        if (level->declarer != TOC_NONE && level->deadline != TOC_NONE)
            add_deadline(arena, list, TOC_DUTY_DECLARE, i);
    }
    for (uint32_t i = 0; i < machine->ladders_count; i++) {
        const toc_m_ladder *ladder = &machine->ladders[i];

        add(arena, list, TOC_COVER_END, 0, i);
        if (ladder->proposer != TOC_NONE && ladder->propose_deadline != TOC_NONE)
            add_deadline(arena, list, TOC_DUTY_PROPOSE_END, i);
        if (ladder->approver != TOC_NONE && ladder->approve_deadline != TOC_NONE)
            add_deadline(arena, list, TOC_DUTY_APPROVE_END, i);
    }
}

/* What is tried when nobody answers belongs to no drill of the plan as it is meant. */
static void add_told(toc_arena *arena, items *list, const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->reports_count; i++) {
        const toc_m_report *report = &machine->reports[i];
        bool is_said = report->kind == TOC_M_REPORT_ANNOUNCEMENT;

        if (report->kind == TOC_M_REPORT_FALLBACK)
            continue;
        add(arena, list, TOC_COVER_REPORT, 0, i);
        if (report->deadline != TOC_NONE || report->period > 0)
            add_deadline(arena, list, is_said ? TOC_DUTY_ANNOUNCEMENT : TOC_DUTY_REPORT, i);
        if (report->approver != TOC_NONE && report->approval_deadline != TOC_NONE)
            add_deadline(arena, list, TOC_DUTY_CLEARANCE, i);
    }
    for (uint32_t i = 0; i < machine->relays_count; i++) {
        if (machine->relays[i].overall != TOC_NONE)
            add_deadline(arena, list, TOC_DUTY_OVERALL, i);
    }
}

static void add_others(toc_arena *arena, items *list, const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        const toc_m_body *body = &machine->bodies[i];

        if (body->founder != TOC_NONE && body->deadline != TOC_NONE)
            add_deadline(arena, list, TOC_DUTY_FORM, i);
    }
    add_told(arena, list, machine);
}

static int by_key(const void *left, const void *right)
{
    const toc_cover_item *a = left;
    const toc_cover_item *b = right;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->duty != b->duty)
        return a->duty < b->duty ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

toc_coverage *toc_coverage_new(toc_arena *arena, const toc_machine *machine)
{
    toc_coverage *coverage = TOC_NEW(arena, toc_coverage);
    items list = {0};

    add_nodes(arena, &list, machine);
    add_ladders(arena, &list, machine);
    add_others(arena, &list, machine);
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, by_key);
    *coverage = (toc_coverage){machine, list.items, list.count};
    return coverage;
}

uint64_t *toc_coverage_set(toc_arena *arena, const toc_coverage *coverage)
{
    return TOC_NEW_ARRAY(arena, uint64_t, toc_coverage_words(coverage));
}

uint32_t toc_coverage_find(const toc_coverage *coverage, toc_cover_kind kind, uint32_t duty,
                           uint32_t id)
{
    toc_cover_item key = {kind, duty, id};
    const toc_cover_item *found =
        coverage->count ? bsearch(&key, coverage->items, coverage->count, sizeof key, by_key)
                        : NULL;

    return found ? (uint32_t)(found - coverage->items) : TOC_NONE;
}

/* ── marking ─────────────────────────────────────────────────────────────── */

static void mark(const toc_coverage *coverage, uint64_t *set, toc_cover_kind kind, uint32_t duty,
                 uint32_t id)
{
    uint32_t at = toc_coverage_find(coverage, kind, duty, id);

    if (at != TOC_NONE)
        set[at / 64] |= UINT64_C(1) << (at % 64);
}

/* From one grade to another, or to none. */
static void mark_declared(const toc_coverage *coverage, uint64_t *set, const toc_trace *trace)
{
    uint32_t now = (uint32_t)trace->value;
    uint32_t level = coverage->machine->ladders[trace->id].levels.first + now - 1;

    if (now == 0) {
        if (trace->other > 0)
            mark(coverage, set, TOC_COVER_END, 0, trace->id);
        return;
    }
    mark(coverage, set, TOC_COVER_LEVEL, 0, level);
    if (trace->other > 0 && now > trace->other)
        mark(coverage, set, TOC_COVER_RAISE, 0, level);
    if (now < trace->other)
        mark(coverage, set, TOC_COVER_LOWER, 0, level);
}

static void mark_trace(const toc_coverage *coverage, uint64_t *set, const toc_trace *trace)
{
    switch ((int)trace->kind) {
    case TOC_TRACE_NODE:
        if (trace->value == TOC_NODE_DONE && trace->body != TOC_NONE) /* not a mere series' end */
            mark(coverage, set, TOC_COVER_STEP, 0, trace->id);
        break;
    case TOC_TRACE_DECIDED:
        mark(coverage, set, TOC_COVER_OUTCOME, 0, (uint32_t)trace->value);
        break;
    case TOC_TRACE_DECLARED:
        mark_declared(coverage, set, trace);
        break;
    case TOC_TRACE_ENDED:
        mark(coverage, set, TOC_COVER_END, 0, trace->id);
        break;
    case TOC_TRACE_REPORT:
    case TOC_TRACE_ANNOUNCED:
        mark(coverage, set, TOC_COVER_REPORT, 0, trace->id);
        break;
    default:
        break;
    }
}

void toc_coverage_mark(const toc_coverage *coverage, const toc_score *score, uint64_t *set)
{
    const toc_drill *drill = score->drill;

    for (uint32_t i = 0; i < drill->happening_count; i++)
        mark_trace(coverage, set, &drill->happenings[i].trace);
    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_duty *duty = &score->duties[i].duty;

        if (duty->due == TOC_MS_NONE)
            continue;
        if (duty->state == TOC_DUTY_MET)
            mark(coverage, set, TOC_COVER_MET, duty->kind, duty->id);
        if (duty->state == TOC_DUTY_LATE || duty->state == TOC_DUTY_MISSED)
            mark(coverage, set, TOC_COVER_MISSED, duty->kind, duty->id);
    }
}

void toc_coverage_count(const toc_coverage *coverage, const uint64_t *set, toc_cover_counts *out)
{
    *out = (toc_cover_counts){0};
    for (uint32_t i = 0; i < coverage->count; i++) {
        out->there[coverage->items[i].kind]++;
        out->covered[coverage->items[i].kind] += toc_coverage_has(set, i);
    }
}

/* ── words ───────────────────────────────────────────────────────────────── */

const char *toc_cover_kind_word(toc_cover_kind kind)
{
    static const char *const words[] = {"step",   "outcome",      "level",
                                        "raise",  "lower",        "end",
                                        "report", "deadline met", "deadline missed"};

    return words[kind];
}

static toc_duty duty_of(const toc_cover_item *item)
{
    return (toc_duty){.kind = item->duty, .id = item->id};
}

const toc_m_head *toc_cover_head(const toc_machine *machine, const toc_cover_item *item)
{
    toc_duty duty = duty_of(item);

    switch (item->kind) {
    case TOC_COVER_STEP:
        return &machine->nodes[item->id].head;
    case TOC_COVER_OUTCOME:
        return &machine->nodes[machine->outcomes[item->id].node].head;
    case TOC_COVER_LEVEL:
    case TOC_COVER_RAISE:
    case TOC_COVER_LOWER:
        return &machine->levels[item->id].head;
    case TOC_COVER_END:
        return &machine->ladders[item->id].head;
    case TOC_COVER_REPORT:
        return &machine->reports[item->id].head;
    case TOC_COVER_MET:
    case TOC_COVER_MISSED:
    case TOC_COVER_KIND_COUNT:
        break;
    }
    return toc_duty_head(machine, &duty);
}

/* "approval of early.shut"; of work and reports just their name. */
static const char *deadline_name(toc_arena *arena, const toc_cover_item *item, const char *name)
{
    switch ((toc_duty_kind)item->duty) {
    case TOC_DUTY_APPROVAL:
        return toc_say(arena, "approval of %s", name);
    case TOC_DUTY_DECLARE:
        return toc_say(arena, "declaration of %s", name);
    case TOC_DUTY_PROPOSE_END:
        return toc_say(arena, "proposed end of %s", name);
    case TOC_DUTY_APPROVE_END:
        return toc_say(arena, "approved end of %s", name);
    case TOC_DUTY_FORM:
        return toc_say(arena, "forming of %s", name);
    case TOC_DUTY_CLEARANCE:
        return toc_say(arena, "approval of %s", name);
    case TOC_DUTY_OVERALL:
        return toc_say(arena, "%s as a whole", name);
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
    case TOC_DUTY_REQUEST:
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
        break;
    }
    return name;
}

const char *toc_cover_name(toc_arena *arena, const toc_machine *machine, const toc_cover_item *item)
{
    const char *name = toc_machine_text(machine, toc_cover_head(machine, item)->name);

    if (item->kind == TOC_COVER_OUTCOME)
        return toc_arena_printf(arena, "%s.%s", name,
                                toc_machine_text(machine, machine->outcomes[item->id].name));
    if (item->kind == TOC_COVER_MET || item->kind == TOC_COVER_MISSED)
        return deadline_name(arena, item, name);
    return name;
}

const char *toc_cover_gap(toc_arena *arena, const toc_machine *machine, const toc_cover_item *item)
{
    const char *name = toc_machine_text(machine, toc_cover_head(machine, item)->name);

    switch (item->kind) {
    case TOC_COVER_STEP:
        return toc_say(arena, "step `%s` is never done", name);
    case TOC_COVER_OUTCOME:
        return toc_say(arena, "decision `%s` is never decided `%s`", name,
                       toc_machine_text(machine, machine->outcomes[item->id].name));
    case TOC_COVER_LEVEL:
        return toc_say(arena, "`%s` is never declared", name);
    case TOC_COVER_RAISE:
        return toc_say(arena, "`%s` is never raised to from a lower grade", name);
    case TOC_COVER_LOWER:
        return toc_say(arena, "`%s` is never lowered to from a higher grade", name);
    case TOC_COVER_END:
        return toc_say(arena, "`%s` never ends", name);
    case TOC_COVER_REPORT:
        return toc_say(arena,
                       machine->reports[item->id].kind == TOC_M_REPORT_ANNOUNCEMENT
                           ? TOC_PHRASE("announcement `%s` never goes out")
                           : TOC_PHRASE("report `%s` is never sent"),
                       name);
    case TOC_COVER_MET:
    case TOC_COVER_MISSED:
    case TOC_COVER_KIND_COUNT:
        break;
    }
    return toc_say(arena,
                   item->kind == TOC_COVER_MET ? TOC_PHRASE("the deadline of `%s` is never met")
                                               : TOC_PHRASE("the deadline of `%s` is never missed"),
                   deadline_name(arena, item, name));
}

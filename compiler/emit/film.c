/* film.c - follows each node of a picture through a trace. */
#include "emit/film.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

enum { NESTING_MOST = 8, MINUTE = 60000 };

/* Where a node stands. */
typedef struct standing {
    toc_flow_state life; /* NOT_REACHED, OPEN, RUNNING, DONE, SKIPPED, DEAD */
    toc_flow_state duty; /* PLAIN: none; OPEN, OVERDUE, DONE, DONE_LATE, MISSED, DEAD */
    int64_t round;       /* of a series; a report counts its receivers of one round */
    toc_ms due;
    toc_ms done;
    toc_flow_state shown;
} standing;

typedef struct reader {
    toc_arena *arena;
    const toc_flow *flow;
    toc_diag_sink *sink;
    toc_film *film;
    toc_flow_node **sorted; /* by key */
    standing *standings;    /* by index of node */
    toc_span line;
    toc_ms at;
    const char *kind;
    const char *name;
    struct json_object *record;
} reader;

/* ── nodes by key ────────────────────────────────────────────────────────── */

/* The first of the sorted nodes whose key is not less. */
static uint32_t first_from(const reader *it, const char *key)
{
    uint32_t low = 0;
    uint32_t high = it->flow->nodes.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(it->sorted[middle]->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static toc_flow_node *find(const reader *it, const char *kind, const char *name)
{
    const char *key = toc_arena_printf(it->arena, "%s:%s", kind, name);
    uint32_t at = first_from(it, key);

    return at < it->flow->nodes.count && strcmp(it->sorted[at]->key, key) == 0 ? it->sorted[at]
                                                                               : NULL;
}

/* ── states ──────────────────────────────────────────────────────────────── */

static toc_flow_state state_of(const standing *it)
{
    if (it->duty == TOC_FLOW_MISSED || it->duty == TOC_FLOW_DONE_LATE ||
        it->duty == TOC_FLOW_OVERDUE)
        return it->duty;
    if (it->life == TOC_FLOW_NOT_REACHED && it->duty != TOC_FLOW_PLAIN)
        return it->duty;
    if (it->duty == TOC_FLOW_DONE && it->life == TOC_FLOW_OPEN)
        return it->duty; /* met by another act, as a grade by a higher one */
    return it->life;
}

static void update(reader *it, toc_flow_node *node)
{
    standing *own = &it->standings[node->index];
    toc_film_frame frame = {it->at, node, state_of(own), own->due, own->done};

    if (frame.state == own->shown)
        return;
    own->shown = frame.state;
    TOC_PUSH(it->arena, &it->film->frames, frame);
}

static void live(reader *it, toc_flow_node *node, toc_flow_state life)
{
    standing *own;

    if (!node)
        return;
    own = &it->standings[node->index];
    /* another time round: what was before does not count any more */
    if ((life == TOC_FLOW_OPEN || life == TOC_FLOW_RUNNING) && own->life >= TOC_FLOW_DONE &&
        own->duty != TOC_FLOW_OPEN && own->duty != TOC_FLOW_OVERDUE) {
        own->duty = TOC_FLOW_PLAIN;
        own->due = own->done = TOC_MS_NONE;
    }
    own->life = life;
    update(it, node);
}

/* ── records ─────────────────────────────────────────────────────────────── */

static const char *text_of(const reader *it, const char *key)
{
    struct json_object *value = NULL;

    if (!json_object_object_get_ex(it->record, key, &value) ||
        !json_object_is_type(value, json_type_string))
        return "";
    return json_object_get_string(value);
}

static int64_t number_of(const reader *it, const char *key, int64_t otherwise)
{
    struct json_object *value = NULL;

    if (!json_object_object_get_ex(it->record, key, &value) ||
        !json_object_is_type(value, json_type_int))
        return otherwise;
    return json_object_get_int64(value);
}

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static toc_flow_node *step_node(const reader *it)
{
    toc_flow_node *node = find(it, "step", it->name);

    return node ? node : find(it, "decision", it->name);
}

static bool refuse_name(reader *it)
{
    toc_diag *diag =
        toc_diag_add(it->sink, TOC_D_TRACE_OTHER_PLAN, it->line, "the plan has no `%s`", it->name);

    toc_diag_add_help(it->sink, diag,
                      "a trace belongs to the plan it was made from: run `tocsin drill --trace` "
                      "with this plan");
    return false;
}

static bool follow_node(reader *it)
{
    static const struct {
        const char *word;
        toc_flow_state life;
    } lives[] = {{"waiting", TOC_FLOW_NOT_REACHED}, {"ready", TOC_FLOW_OPEN},
                 {"blocked", TOC_FLOW_OPEN},        {"running", TOC_FLOW_RUNNING},
                 {"done", TOC_FLOW_DONE},           {"skipped", TOC_FLOW_SKIPPED},
                 {"dead", TOC_FLOW_DEAD},           {"cancelled", TOC_FLOW_DEAD},
                 {"failed", TOC_FLOW_OPEN}};
    toc_flow_node *node = step_node(it);

    if (!node)
        return refuse_name(it);
    for (size_t i = 0; i < sizeof lives / sizeof lives[0]; i++) {
        if (is(text_of(it, "state"), lives[i].word))
            live(it, node, lives[i].life);
    }
    return true;
}

/* The node that owes a duty, but for reports. */
static toc_flow_node *duty_node(const reader *it)
{
    const char *of = text_of(it, "of");

    if (is(of, "step") || is(of, "decision"))
        return step_node(it);
    if (is(of, "approval") || is(of, "form"))
        return find(it, of, it->name);
    if (is(of, "declare"))
        return find(it, "level", it->name);
    if (is(of, "propose-end"))
        return find(it, "proposal:ladder", it->name);
    return is(of, "approve-end") ? find(it, "approval:ladder", it->name) : NULL;
}

static toc_flow_state duty_state(const reader *it)
{
    const char *state = text_of(it, "state");

    if (is(it->kind, "duty-overdue"))
        return TOC_FLOW_OVERDUE;
    if (!is(it->kind, "duty-closed"))
        return TOC_FLOW_OPEN;
    return is(state, "late")     ? TOC_FLOW_DONE_LATE
           : is(state, "missed") ? TOC_FLOW_MISSED
           : is(state, "void")   ? TOC_FLOW_DEAD
                                 : TOC_FLOW_DONE;
}

static void owe(reader *it, toc_flow_node *node, toc_flow_state state)
{
    standing *own = &it->standings[node->index];

    own->round = number_of(it, "occurrence", 0);
    own->duty = state;
    own->due = number_of(it, "due", TOC_MS_NONE);
    own->done = is(it->kind, "duty-closed") ? it->at : TOC_MS_NONE;
    update(it, node);
}

/* How much worse than nothing it is that one receiver of a report stands so. */
static int severity(toc_flow_state state)
{
    static const int8_t severities[TOC_FLOW_STATE_COUNT] = {
        [TOC_FLOW_DONE] = 1,    [TOC_FLOW_OPEN] = 2,   [TOC_FLOW_DONE_LATE] = 3,
        [TOC_FLOW_OVERDUE] = 4, [TOC_FLOW_MISSED] = 5,
    };
    return severities[state];
}

/* A report stands as its worst receiver of this round does. */
static void owe_report(reader *it, toc_flow_node *report)
{
    const char *prefix = toc_arena_printf(it->arena, "receiver:%s:", it->name);
    const standing *worst = NULL;
    standing *own = &it->standings[report->index];

    for (uint32_t i = first_from(it, prefix); i < it->flow->nodes.count; i++) {
        const standing *one = &it->standings[it->sorted[i]->index];
        if (strncmp(it->sorted[i]->key, prefix, strlen(prefix)) != 0)
            break;
        if (one->round == number_of(it, "occurrence", 0) &&
            (!worst || severity(one->duty) > severity(worst->duty)))
            worst = one;
    }
    if (!worst)
        return;
    own->duty = worst->duty;
    own->due = worst->due;
    own->done = worst->done;
    update(it, report);
}

static bool follow_report_duty(reader *it, toc_flow_state state)
{
    toc_flow_node *report = find(it, "report", it->name);
    toc_flow_node *receiver =
        find(it, "receiver", toc_arena_printf(it->arena, "%s:%s", it->name, text_of(it, "to")));

    if (!report)
        return refuse_name(it);
    owe(it, receiver ? receiver : report, state);
    if (receiver)
        owe_report(it, report);
    return true;
}

static bool follow_duty(reader *it)
{
    toc_flow_node *node = duty_node(it);

    if (is(text_of(it, "of"), "report"))
        return follow_report_duty(it, duty_state(it));
    if (!node && is(text_of(it, "of"), "step"))
        return refuse_name(it);
    if (node)
        owe(it, node, duty_state(it));
    return true;
}

static void follow_response(reader *it)
{
    const char *state = text_of(it, "state");

    if (is(state, "opened"))
        live(it, find(it, "start", it->name), TOC_FLOW_DONE);
    else if (is(state, "complete"))
        live(it, find(it, "end", it->name), TOC_FLOW_DONE);
    else if (is(state, "stopped"))
        live(it, find(it, "end", it->name), TOC_FLOW_DEAD);
}

static void note_grade(reader *it)
{
    const toc_plan *plan = it->flow->plan;
    toc_film_grade grade = {.at = it->at};

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        if (is(plan->ladders.items[i]->base.full, it->name))
            grade.ladder = plan->ladders.items[i];
    }
    for (uint32_t i = 0; grade.ladder && i < grade.ladder->levels.count; i++) {
        const toc_plan_level *level = grade.ladder->levels.items[i];
        if (is(toc_symbol_text(plan->names, level->base.name), text_of(it, "to")))
            grade.level = level;
    }
    if (grade.ladder)
        TOC_PUSH(it->arena, &it->film->grades, grade);
}

static void follow_grade(reader *it)
{
    const char *grade = toc_arena_printf(it->arena, "%s.%s", it->name, text_of(it, "to"));

    if (is(it->kind, "declared"))
        note_grade(it);
    live(it, find(it, "level", grade), is(it->kind, "declared") ? TOC_FLOW_DONE : TOC_FLOW_OPEN);
}

static void follow_body(reader *it)
{
    const char *state = text_of(it, "state");

    if (is(state, "active") || is(state, "forming"))
        live(it, find(it, "form", it->name),
             is(state, "active") ? TOC_FLOW_DONE : TOC_FLOW_RUNNING);
}

static void follow_approval(reader *it)
{
    const char *state = text_of(it, "state");

    live(it, find(it, "approval", it->name),
         is(state, "asked")   ? TOC_FLOW_OPEN
         : is(state, "given") ? TOC_FLOW_DONE
                              : TOC_FLOW_DEAD);
}

static bool follow(reader *it)
{
    if (is(it->kind, "node"))
        return follow_node(it);
    if (strncmp(it->kind, "duty-", 5) == 0)
        return follow_duty(it);
    if (is(it->kind, "event") || is(it->kind, "trigger"))
        live(it, find(it, it->kind, it->name), TOC_FLOW_DONE);
    else if (is(it->kind, "response"))
        follow_response(it);
    else if (is(it->kind, "warranted") || is(it->kind, "declared"))
        follow_grade(it);
    else if (is(it->kind, "body"))
        follow_body(it);
    else if (is(it->kind, "approval"))
        follow_approval(it);
    else if (is(it->kind, "report"))
        live(it, find(it, "report", it->name), TOC_FLOW_DONE);
    else if (is(it->kind, "proposed"))
        live(it, find(it, "proposal:ladder", it->name), TOC_FLOW_DONE);
    else if (is(it->kind, "ended"))
        live(it, find(it, "end:ladder", it->name), TOC_FLOW_DONE);
    return true;
}

/* ── lines ───────────────────────────────────────────────────────────────── */

static bool refuse_line(reader *it, const char *why)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_TRACE_SYNTAX, it->line,
                                  "this is no record of a trace: %s", why);

    toc_diag_add_help(it->sink, diag, "`tocsin drill --trace FILE PLAN SCENARIO` writes a trace");
    return false;
}

static bool follow_record(reader *it)
{
    toc_ms at = number_of(it, "at", -1);
    toc_ms due = number_of(it, "due", 0);

    it->kind = text_of(it, "kind");
    it->name = text_of(it, "name");
    if (at < 0 || !*it->kind)
        return refuse_line(it, TOC_PHRASE("it has no `at` and `kind`"));
    if (at < it->at)
        return refuse_line(it, TOC_PHRASE("its time lies before that of the line above"));
    if (at > TOC_DURATION_MAX)
        return refuse_line(
            it, TOC_PHRASE("its time lies more than a hundred years after the drill's start"));
    if (due < -TOC_DURATION_MAX || due > 2 * TOC_DURATION_MAX)
        return refuse_line(it, TOC_PHRASE("its `due` lies more than a hundred years away"));
    it->at = at;
    it->film->end = at;
    return follow(it);
}

static bool follow_line(reader *it, struct json_tokener *tokener, const char *text, size_t size)
{
    bool is_good;

    if (size > INT_MAX)
        return refuse_line(it, TOC_PHRASE("it is too long"));
    json_tokener_reset(tokener);
    it->record = json_tokener_parse_ex(tokener, text, (int)size);
    if (!json_object_is_type(it->record, json_type_object) ||
        json_tokener_get_parse_end(tokener) != size) {
        json_object_put(it->record);
        return refuse_line(it, TOC_PHRASE("it is no JSON object"));
    }
    is_good = follow_record(it);
    json_object_put(it->record);
    return is_good;
}

static bool follow_all(reader *it, const toc_source *trace)
{
    struct json_tokener *tokener = json_tokener_new_ex(NESTING_MOST);
    bool is_good = tokener != NULL;

    if (!tokener)
        (void)toc_arena_give_up(it->arena);
    for (size_t begin = 0, end; is_good && begin < trace->size; begin = end + 1) {
        const char *stop = memchr(trace->text + begin, '\n', trace->size - begin);
        end = stop ? (size_t)(stop - trace->text) : trace->size;
        it->line = (toc_span){trace->base + (uint32_t)begin, trace->base + (uint32_t)end};
        if (end > begin)
            is_good = follow_line(it, tokener, trace->text + begin, end - begin);
    }
    json_tokener_free(tokener);
    return is_good;
}

toc_film *toc_film_read(toc_arena *arena, const toc_flow *flow, const toc_source *trace,
                        toc_diag_sink *sink)
{
    uint32_t count = flow->nodes.count;
    reader it = {.arena = arena,
                 .flow = flow,
                 .sink = sink,
                 .film = TOC_NEW(arena, toc_film),
                 .sorted = toc_flow_nodes_by_key(arena, flow),
                 .standings = TOC_NEW_ARRAY(arena, standing, count + 1u)};

    for (uint32_t i = 0; i < count; i++) {
        it.standings[i] = (standing){.life = TOC_FLOW_NOT_REACHED,
                                     .due = TOC_MS_NONE,
                                     .done = TOC_MS_NONE,
                                     .shown = TOC_FLOW_NOT_REACHED};
    }
    return follow_all(&it, trace) ? it.film : NULL;
}

/* ── marks ───────────────────────────────────────────────────────────────── */

/* To the minute, upwards: nobody is late by nothing. */
static const char *lateness(toc_arena *arena, const toc_wording *w, toc_ms late)
{
    const char *length =
        late > 0
            ? toc_wording_length(w, (toc_duration){.ms = (late + MINUTE - 1) / MINUTE * MINUTE})
            : NULL;

    return length ? toc_arena_printf(arena, "+%s", length) : NULL;
}

toc_flow_mark toc_film_mark(toc_arena *arena, const toc_wording *w, const toc_film_frame *frame,
                            toc_ms at)
{
    toc_flow_mark mark = {.state = frame->state};

    if (frame->due == TOC_MS_NONE)
        return mark;
    if (frame->state == TOC_FLOW_DONE_LATE && frame->done != TOC_MS_NONE)
        mark.note = lateness(arena, w, frame->done - frame->due);
    else if (frame->state == TOC_FLOW_OVERDUE)
        mark.note = lateness(arena, w, at - frame->due);
    return mark;
}

void toc_film_show(toc_arena *arena, const toc_film *film, toc_flow *flow, toc_ms at)
{
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        flow->nodes.items[i]->mark = (toc_flow_mark){.state = TOC_FLOW_NOT_REACHED};
    for (uint32_t i = 0; i < film->frames.count && film->frames.items[i].at <= at; i++) {
        const toc_film_frame *frame = &film->frames.items[i];
        frame->node->mark = toc_film_mark(arena, &flow->wording, frame, at);
    }
}

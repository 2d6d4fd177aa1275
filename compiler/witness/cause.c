/* cause.c - brings about what starts things: events, values, levels, the end of an incident. */
#include "witness/walk.h"

#include <string.h>

#include "drill/value.h"

#define FORECAST_MAX (366 * TOC_DAY)

/* ── events and values ───────────────────────────────────────────────────── */

/* Text that stands in YAML as it is, or quoted. */
static const char *quoted(toc_arena *arena, const char *text)
{
    char *copy = toc_arena_alloc(arena, 2 * strlen(text) + 3);
    size_t size = 0;

    if (text[strspn(text, "0123456789abcdefghijklmnopqrstuvwxyz.%-")] == '\0' && *text)
        return text;
    copy[size++] = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            copy[size++] = '\\';
        copy[size++] = *text;
    }
    copy[size++] = '"';
    copy[size] = '\0';
    return copy;
}

/* What conditions have asked of the event's fields, as settings of @p act; returns it as YAML. */
static const char *fill_in(toc_walk *walk, const toc_plan_event *event, toc_act *act)
{
    const toc_machine *machine = walk->machine;
    toc_setting *settings = TOC_NEW_ARRAY(walk->arena, toc_setting, event->fields.count);
    const char *text = "";

    for (uint32_t i = 0; i < event->fields.count; i++) {
        const toc_plan_event_field *field = event->fields.items[i];
        uint32_t row = machine->events[event->base.id].fields.first + i;
        toc_value_form form = toc_value_form_of_field(&machine->fields[row]);

        for (uint32_t k = walk->said.count; k-- > 0;) { /* the latest counts */
            const toc_reading *one = &walk->said.items[k];

            if (one->cond->entity != &field->base)
                continue;
            settings[act->setting_count++] = (toc_setting){row, one->value};
            text = toc_arena_printf(
                walk->arena, "%s%s%s: %s", text, *text ? ", " : "",
                toc_symbol_text(walk->plan->names, field->base.name),
                quoted(walk->arena, toc_value_text(walk->arena, machine, &form, one->value)));
            break;
        }
    }
    act->settings = settings;
    return text;
}

bool toc_walk_event(toc_walk *walk, const toc_plan_event *event)
{
    toc_act act = {
        .verb = TOC_VERB_INJECT, .id = event->base.id, .body = TOC_NONE, .other = TOC_NONE};
    const char *name = event->base.full;
    const char *fields = fill_in(walk, event, &act);

    if (act.setting_count == 0)
        return toc_walk_act(walk, &act, toc_arena_printf(walk->arena, "inject: %s", name),
                            toc_say(walk->arena, "`%s` happens", name));
    return toc_walk_act(walk, &act,
                        toc_arena_printf(walk->arena, "inject: %s, fields: {%s}", name, fields),
                        toc_say(walk->arena, "`%s` happens with %s", name, fields));
}

/* The event is told once with all that is asked of its fields, and so whenever it comes again. */
static bool tell_fields(toc_walk *walk, const toc_readings *list)
{
    const toc_plan_event *last = NULL;

    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].cond->op == TOC_COND_EVENT_FIELD)
            TOC_PUSH(walk->arena, &walk->said, list->items[i]);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const toc_plan_event_field *field;

        if (list->items[i].cond->op != TOC_COND_EVENT_FIELD)
            continue;
        field = (const toc_plan_event_field *)list->items[i].cond->entity;
        if (field->event != last && !toc_walk_event(walk, field->event))
            return false;
        last = field->event;
    }
    return true;
}

/* Is the term @p least or more?  Then it stays so. */
static bool be_at_least(toc_logic *logic, const toc_logic_term *term, toc_ms least)
{
    toc_solver *solver = logic->solver;

    return toc_solver_try(solver, toc_solver_compare(solver, TOC_RELATION_GE, term->value[0],
                                                     toc_solver_number(solver, least)));
}

/* What is forecast lies ahead, and as far as the condition lets it up to some days: else it would have come
 * at once, with no time for what is due before it. */
static void look_ahead(toc_logic *logic)
{
    for (uint32_t i = 0; i < logic->used.count; i++) {
        const toc_logic_term *term = &logic->terms.items[logic->used.items[i].term];
        int64_t hours = 0;

        if (term->cond->op != TOC_COND_TIME_TO || term->is_helper)
            continue;
        for (int64_t more = 32; more > 0; more /= 2)
            hours += be_at_least(logic, term, (hours + more) * TOC_HOUR) ? more : 0;
        if (hours == 0)
            (void)be_at_least(logic, term, TOC_MINUTE);
    }
}

/* Answers outlive the walk, and so stand in the solver's arena. */
static void ask(toc_walk *walk, const toc_cond *cond, toc_solved *out)
{
    toc_logic *logic = walk->conditions->logic;

    out->is_asked = true;
    toc_logic_begin(logic);
    toc_logic_say(logic, toc_logic_read(logic, cond, 0));
    out->can = toc_logic_ask(logic) == TOC_ANSWER_YES;
    if (out->can) {
        look_ahead(logic);
        toc_logic_settle(logic, 0);
    }
    for (uint32_t i = 0; i < logic->used.count && out->can; i++) {
        const toc_logic_term *term = &logic->terms.items[logic->used.items[i].term];
        toc_reading one = {term->cond, term->witness[0]};

        if (!term->is_helper && logic->used.items[i].point == 0)
            TOC_PUSH(walk->conditions->arena, &out->readings, one);
    }
    toc_logic_end(logic);
}

static bool solve(toc_walk *walk, const toc_cond *cond, toc_readings *out)
{
    uint32_t number = toc_logic_number_of(walk->conditions->logic, cond);
    toc_solutions *known = walk->solutions;
    const toc_solved none = {0};

    while (known->count <= number)
        TOC_PUSH(walk->conditions->arena, known, none);
    if (!known->items[number].is_asked) {
        toc_solved solved = {0};

        ask(walk, cond, &solved);
        known->items[number] = solved;
    }
    *out = known->items[number].readings;
    return known->items[number].can;
}

static bool is_of_indicator(toc_cond_op op)
{
    return op == TOC_COND_INDICATOR || op == TOC_COND_MIN || op == TOC_COND_MAX ||
           op == TOC_COND_MEAN || op == TOC_COND_SUM;
}

static bool is_set(const toc_setting *settings, uint32_t count, uint32_t id)
{
    for (uint32_t i = 0; i < count; i++) {
        if (settings[i].id == id)
            return true;
    }
    return false;
}

/* All indicators that must change, in one entry. */
static bool set_values(toc_walk *walk, const toc_readings *list)
{
    toc_setting *settings = TOC_NEW_ARRAY(walk->arena, toc_setting, list->count);
    toc_act act = {.verb = TOC_VERB_SET,
                   .id = TOC_NONE,
                   .body = TOC_NONE,
                   .other = TOC_NONE,
                   .settings = settings};
    const char *text = "";

    for (uint32_t i = 0; i < list->count; i++) {
        const toc_reading *one = &list->items[i];
        const toc_entity *indicator = one->cond->entity;
        toc_value_form form;
        const char *value;

        if (!is_of_indicator(one->cond->op) || !indicator ||
            toc_engine_indicator(walk->engine, indicator->id) == one->value ||
            is_set(settings, act.setting_count, indicator->id))
            continue;
        form = toc_value_form_of_indicator(&walk->machine->indicators[indicator->id]);
        value = toc_value_text(walk->arena, walk->machine, &form, one->value);
        settings[act.setting_count++] = (toc_setting){indicator->id, one->value};
        text = toc_arena_printf(walk->arena, "%s%s%s: %s", text, *text ? ", " : "", indicator->full,
                                quoted(walk->arena, value));
    }
    if (act.setting_count == 0)
        return true;
    return toc_walk_act(walk, &act, toc_arena_printf(walk->arena, "set: {%s}", text),
                        toc_arena_printf(walk->arena, "%s", text));
}

static bool count_events(toc_walk *walk, const toc_reading *one)
{
    for (int64_t done = 0; done < one->value; done += 1000000) {
        if (done > 100 * INT64_C(1000000) ||
            !toc_walk_event(walk, (const toc_plan_event *)one->cond->entity))
            return false;
    }
    return true;
}

bool toc_walk_form(toc_walk *walk, const toc_plan_body *body)
{
    toc_act act = {.verb = TOC_VERB_FORM, .id = body->base.id, .body = TOC_NONE, .other = TOC_NONE};

    return toc_walk_act(walk, &act, toc_arena_printf(walk->arena, "form: %s", body->base.full),
                        toc_say(walk->arena, "`%s` formed", body->base.full));
}

static bool reach_rank(toc_walk *walk, const toc_plan_ladder *ladder, int64_t rank)
{
    uint32_t declared = toc_engine_declared(walk->engine, ladder->base.id);

    if (rank <= 0 || rank > ladder->levels.count || declared == (uint64_t)rank)
        return declared == (uint64_t)rank;
    return toc_walk_level(walk, ladder->levels.items[rank - 1]);
}

/* What is no indicator.  What cannot be brought about is left to the drill to judge. */
static bool bring(toc_walk *walk, const toc_reading *one)
{
    const toc_entity *entity = one->cond->entity;

    switch ((int)one->cond->op) {
    case TOC_COND_LEVEL:
        return reach_rank(walk, (const toc_plan_ladder *)entity, one->value);
    case TOC_COND_COUNT:
        return count_events(walk, one);
    case TOC_COND_HAPPENED:
        return !one->value || toc_walk_cause(walk, &one->cond->anchor);
    case TOC_COND_TIME_TO: /* one that is past, or years away, nobody forecasts */
        return one->value <= 0 || one->value > FORECAST_MAX ||
               toc_walk_forecast(walk, (const toc_plan_moment *)entity, walk->now + one->value);
    case TOC_COND_NODE_DONE: {
        const toc_plan_node *node = (const toc_plan_node *)entity;

        return !one->value || (toc_walk_start(walk, node->response, NULL) &&
                               toc_walk_through(walk, node, one->cond->outcome));
    }
    case TOC_COND_BODY_ACTIVE:
        return !one->value || toc_walk_form(walk, (const toc_plan_body *)entity);
    case TOC_COND_RESPONSE_ACTIVE:
        return !one->value || toc_walk_start(walk, (const toc_plan_response *)entity, NULL);
    default:
        return true;
    }
}

static toc_ms longest_hold(const toc_readings *list)
{
    toc_ms longest = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        const toc_cond *cond = list->items[i].cond;

        if (cond->op == TOC_COND_HELD && list->items[i].value && cond->window > longest)
            longest = cond->window;
    }
    return longest;
}

bool toc_walk_hold(toc_walk *walk, const toc_cond *cond)
{
    toc_readings list = {0};
    toc_ms hold;
    bool is_fine;

    if (!cond)
        return true;
    if (walk->depth >= TOC_WALK_DEPTH_MAX || !solve(walk, cond, &list))
        return false;
    walk->depth++;
    is_fine = true;
    for (uint32_t i = 0; i < list.count && is_fine; i++)
        is_fine = bring(walk, &list.items[i]);
    is_fine = is_fine && tell_fields(walk, &list) && set_values(walk, &list);
    hold = longest_hold(&list);
    if (is_fine && hold > 0)
        is_fine = toc_walk_wait(walk, hold + TOC_MINUTE);
    walk->depth--;
    return is_fine;
}

/* ── levels ──────────────────────────────────────────────────────────────── */

static const char *of_ladder(toc_walk *walk, const toc_plan_ladder *ladder)
{
    return walk->plan->ladders.count < 2
               ? ""
               : toc_arena_printf(walk->arena, ", ladder: %s", ladder->base.full);
}

/* Declared follows warranted: this level's condition, and none of a graver one. */
bool toc_walk_warrant(toc_walk *walk, const toc_plan_level *level)
{
    const toc_cond *cond = level->when;

    for (uint32_t k = level->rank; k < level->ladder->levels.count && cond; k++)
        cond = toc_conditions_without(walk->conditions, cond, level->ladder->levels.items[k]->when);
    return cond && toc_walk_hold(walk, cond);
}

bool toc_walk_declare(toc_walk *walk, const toc_plan_level *level)
{
    const char *name = toc_symbol_text(walk->plan->names, level->base.name);
    toc_act act = {.verb = TOC_VERB_DECLARE,
                   .id = level->ladder->base.id,
                   .body = TOC_NONE,
                   .other = TOC_NONE,
                   .value = level->rank};

    return toc_walk_act(
        walk, &act,
        toc_arena_printf(walk->arena, "declare: %s%s", name, of_ladder(walk, level->ladder)),
        toc_say(walk->arena, "`%s` declared", name));
}

bool toc_walk_level(toc_walk *walk, const toc_plan_level *level)
{
    return level->declared_by.body.target ? toc_walk_declare(walk, level)
                                          : toc_walk_warrant(walk, level);
}

static bool end_act(toc_walk *walk, const toc_plan_ladder *ladder, toc_verb verb)
{
    bool is_proposal = verb == TOC_VERB_PROPOSE;
    toc_act act = {.verb = verb,
                   .id = ladder->base.id,
                   .body = TOC_NONE,
                   .other = TOC_NONE,
                   .value = is_proposal ? 0 : 1};

    return toc_walk_act(
        walk, &act,
        toc_arena_printf(walk->arena, "%s%s",
                         is_proposal ? "propose: end" : "approve: end, answer: given",
                         of_ladder(walk, ladder)),
        is_proposal ? TOC_PHRASE("the end proposed") : TOC_PHRASE("the end approved"));
}

bool toc_walk_propose_end(toc_walk *walk, const toc_plan_ladder *ladder)
{
    return end_act(walk, ladder, TOC_VERB_PROPOSE);
}

bool toc_walk_approve_end(toc_walk *walk, const toc_plan_ladder *ladder)
{
    return end_act(walk, ladder, TOC_VERB_APPROVE_END);
}

bool toc_walk_declare_over(toc_walk *walk, const toc_plan_ladder *ladder)
{
    toc_act act = {
        .verb = TOC_VERB_DECLARE, .id = ladder->base.id, .body = TOC_NONE, .other = TOC_NONE};

    return toc_walk_act(walk, &act,
                        toc_arena_printf(walk->arena, "declare: none%s", of_ladder(walk, ladder)),
                        TOC_PHRASE("the incident declared over"));
}

bool toc_walk_end(toc_walk *walk, const toc_plan_ladder *ladder)
{
    if (!ladder->end_when)
        return ladder->levels.items[0]->declared_by.body.target &&
               toc_walk_declare_over(walk, ladder);
    if (!toc_walk_hold(walk, ladder->end_when))
        return false;
    if (ladder->proposed.body.target && !end_act(walk, ladder, TOC_VERB_PROPOSE))
        return false;
    return !ladder->approved.body.target || end_act(walk, ladder, TOC_VERB_APPROVE_END);
}

bool toc_walk_forecast(toc_walk *walk, const toc_plan_moment *moment, toc_ms when)
{
    toc_setting setting = {moment->base.id, when};
    toc_act act = {.verb = TOC_VERB_FORECAST,
                   .id = TOC_NONE,
                   .body = TOC_NONE,
                   .other = TOC_NONE,
                   .settings = &setting,
                   .setting_count = 1};
    char length[TOC_DURATION_TEXT_MAX];

    toc_duration_format(when - walk->now, length);
    return toc_walk_act(
        walk, &act, toc_arena_printf(walk->arena, "forecast: {%s: +%s}", moment->base.full, length),
        toc_say(walk->arena, "`%s` forecast in %s", moment->base.full, length));
}

/* ── causes ──────────────────────────────────────────────────────────────── */

static bool set_off(toc_walk *walk, const toc_plan_trigger *trigger)
{
    const toc_plan_anchors *on = &trigger->on;
    uint32_t count = 0;
    uint32_t pick;

    if (!toc_walk_hold(walk, trigger->when))
        return false;
    for (uint32_t i = 0; i < on->count; i++)
        count += on->items[i].kind == TOC_PLAN_ANCHOR_EVENT;
    pick = toc_walk_pick(walk, count);
    for (uint32_t i = 0; i < on->count; i++) {
        if (on->items[i].kind == TOC_PLAN_ANCHOR_EVENT && pick-- == 0)
            return toc_walk_event(walk, (const toc_plan_event *)on->items[i].target);
    }
    return true;
}

static bool bring_about_report(toc_walk *walk, const toc_plan_report *report)
{
    if (report->response && !toc_walk_start(walk, report->response, NULL))
        return false;
    if (report->on.count > 0 ? !toc_walk_cause(walk, &report->on.items[0])
                             : !toc_walk_hold(walk, report->while_))
        return false;
    return toc_walk_send(walk, TOC_MACHINE_FIND(walk->machine, reports, report->base.full));
}

/* All its steps, and what ends its series. */
static bool finish(toc_walk *walk, const toc_plan_response *response)
{
    const uint32_t *closed = &walk->closed[response->base.id];

    toc_walk_run(walk, response);
    for (uint32_t i = 0; i < response->nodes.count && *closed == 0; i++) {
        const toc_cond *until = response->nodes.items[i]->series.until;

        if (until && toc_walk_hold(walk, until))
            toc_walk_run(walk, response);
    }
    return *closed > 0;
}

static bool cause_of(toc_walk *walk, const toc_plan_anchor *anchor)
{
    const toc_entity *target = anchor->target;
    const toc_plan_node *node = (const toc_plan_node *)target;
    const toc_plan_response *response = (const toc_plan_response *)target;
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)target;
    uint32_t pick;

    switch ((int)anchor->kind) {
    case TOC_PLAN_ANCHOR_EVENT:
        return toc_walk_event(walk, (const toc_plan_event *)target);
    case TOC_PLAN_ANCHOR_TRIGGER:
        return set_off(walk, (const toc_plan_trigger *)target);
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
        pick = toc_walk_pick(walk, ladder->levels.count - anchor->rank + 1);
        return toc_walk_level(walk, ladder->levels.items[anchor->rank - 1 + pick]);
    case TOC_PLAN_ANCHOR_LEVEL_IS:
        return toc_walk_level(walk, ladder->levels.items[anchor->rank - 1]);
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        if (anchor->rank < 2)
            return false;
        pick = toc_walk_pick(walk, anchor->rank - 1);
        return toc_walk_level(walk, ladder->levels.items[anchor->rank - 2 - pick]);
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
        return toc_walk_warrant(walk, ladder->levels.items[anchor->rank - 1]);
    case TOC_PLAN_ANCHOR_LADDER_END:
        return toc_walk_level(walk, ladder->levels.items[0]) && toc_walk_end(walk, ladder);
    case TOC_PLAN_ANCHOR_RESPONSE_START:
        return toc_walk_start(walk, response, NULL);
    case TOC_PLAN_ANCHOR_RESPONSE_END:
        return toc_walk_start(walk, response, NULL) && finish(walk, response);
    case TOC_PLAN_ANCHOR_NODE_START:
    case TOC_PLAN_ANCHOR_NODE_DONE:
        return toc_walk_start(walk, node->response, NULL) &&
               toc_walk_through(walk, node, anchor->outcome);
    case TOC_PLAN_ANCHOR_REPORT_SENT:
        return bring_about_report(walk, (const toc_plan_report *)target);
    case TOC_PLAN_ANCHOR_BODY_ACTIVE:
        return toc_walk_form(walk, (const toc_plan_body *)target);
    case TOC_PLAN_ANCHOR_MOMENT:
        return toc_walk_forecast(walk, (const toc_plan_moment *)target, walk->now + TOC_HOUR) &&
               toc_walk_wait(walk, TOC_HOUR + TOC_MINUTE);
    default:
        return false;
    }
}

bool toc_walk_cause(toc_walk *walk, const toc_plan_anchor *anchor)
{
    bool is_fine;

    if (walk->depth >= TOC_WALK_DEPTH_MAX || !anchor->target)
        return false;
    walk->depth++;
    is_fine = cause_of(walk, anchor);
    walk->depth--;
    return is_fine;
}

/* ── responses ───────────────────────────────────────────────────────────── */

static bool activate(toc_walk *walk, const toc_plan_response *response)
{
    toc_act act = {
        .verb = TOC_VERB_ACTIVATE, .id = response->base.id, .body = TOC_NONE, .other = TOC_NONE};

    return toc_walk_act(walk, &act,
                        toc_arena_printf(walk->arena, "activate: %s", response->base.full),
                        toc_say(walk->arena, "`%s` started", response->base.full));
}

/* Its cause: the one that the finding is about, or any. */
static const toc_plan_anchor *pick_cause(toc_walk *walk, const toc_plan_response *response)
{
    if (walk->finding->cause && walk->finding->response == response)
        return walk->finding->cause;
    return &response->on.items[toc_walk_pick(walk, response->on.count)];
}

bool toc_walk_start(toc_walk *walk, const toc_plan_response *response, const toc_plan_level *level)
{
    uint32_t before = walk->opened[response->base.id];
    bool is_outermost = walk->depth == 0;

    if (toc_engine_response_is_active(walk->engine, response->base.id))
        return true;
    if (!toc_walk_hold(walk, response->when))
        return false;
    if (level)
        (void)toc_walk_level(walk, level);
    else if (response->on.count > 0)
        (void)toc_walk_cause(walk, pick_cause(walk, response));
    else
        (void)activate(walk, response);
    for (uint32_t turn = 0; turn < 10 && walk->opened[response->base.id] == before; turn++) {
        if (!toc_walk_pass(walk))
            break;
    }
    if (walk->opened[response->base.id] == before && is_outermost && !level)
        (void)activate(walk, response); /* by hand, where its cause was not found */
    return walk->opened[response->base.id] > before;
}

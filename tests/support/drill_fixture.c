/* drill_fixture.c - compiles a plan, feeds the engine, keeps trace lines and duties for a test. */
#include "drill_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver/compile.h"
#include "lower/lower.h"
#include "machine/verify.h"

static const char head[] =
    "plan test \"Test\" { language en  timezone \"UTC\" }\n"
    "org crew \"Crew\" { kind unit  duty 24h  contact phone \"1\"  contact radio \"1\"\n"
    "  post lead \"Lead\" { contact phone \"2\"  contact radio \"2\" }\n"
    "  post second \"Second\" { contact phone \"3\"  contact radio \"3\" } }\n"
    "org office \"Office\" { kind office  duty 24h  contact phone \"4\"  contact radio \"4\"\n"
    "  post chief \"Chief\" { contact phone \"5\"  contact radio \"5\" } }\n"
    "org city \"City\" { kind superior  duty 24h  contact phone \"6\"  contact email \"6\" }\n"
    "resource pump \"Pump\" { owner crew  kind equipment  count 2 }\n"
    "resource foam \"Foam\" { owner crew  kind stock  count 100  consumable }\n"
    "event call \"Call\"\n"
    "event alarm \"Alarm\"\n"
    "indicator wind \"Wind\" { number  initial 0 }\n"
    "indicator people \"People\" { count  initial 0 }\n"
    "indicator safe \"Safe\" { flag }\n"
    "indicator delay \"Delay\" { duration  initial 0min }\n";

int drill_setup(void **state)
{
    drill *d = calloc(1, sizeof *d);
    if (!d)
        return -1;
    toc_arena_init(&d->arena, NULL);
    d->sources = toc_sources_new(&d->arena);
    toc_diag_sink_init(&d->sink, &d->arena);
    *state = d;
    return 0;
}

int drill_teardown(void **state)
{
    drill *d = *state;
    toc_engine_free(d->engine);
    toc_arena_deinit(&d->arena);
    free(d);
    return 0;
}

/* ---- the plan ---- */

void plan_alone(drill *d, const char *text)
{
    const toc_source *source = toc_sources_add(d->sources, "test.plan", text, strlen(text));
    const toc_plan *compiled = toc_compile_source(&d->arena, d->sources, source, NULL, &d->sink);
    const toc_machine *machine = NULL;
    if (compiled && !compiled->has_errors)
        machine = toc_lower(&d->arena, d->sources, compiled, &d->sink);
    if (!machine)
        toc_diag_render_text(&d->sink, d->sources, false, stderr);
    assert_non_null(machine);
    toc_machine *view = TOC_NEW(&d->arena, toc_machine);
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    if (toc_machine_verify(machine->image, machine->size, view, reason) != TOC_OK)
        fail_msg("the image is refused: %s", reason);
    d->machine = view;
    d->played = TOC_NEW_ARRAY(&d->arena, uint8_t, view->bodies_count);
}

void plan(drill *d, const char *text)
{
    plan_alone(d, toc_arena_printf(&d->arena, "%s%s", head, text));
}

void play(drill *d, const char *bodies)
{
    bool is_all = strcmp(bodies, "all") == 0;
    memset(d->played, is_all, d->machine->bodies_count);
    char *names = toc_arena_copy(&d->arena, bodies, strlen(bodies));
    char *rest = NULL;
    for (char *name = is_all ? NULL : strtok_r(names, ", ", &rest); name;
         name = strtok_r(NULL, ", ", &rest))
        d->played[body_id(d, name)] = 1;
}

static void keep(void *context, const toc_trace *record)
{
    drill *d = context;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    toc_trace_write(d->machine, record, out);
    assert_int_equal(fclose(out), 0);
    TOC_PUSH(&d->arena, &d->lines, toc_arena_copy(&d->arena, text, size - 1));
    free(text);
    if (!record->duty)
        return;
    if (record->duty->number > d->duties.count)
        TOC_PUSH(&d->arena, &d->duties, *record->duty);
    else
        d->duties.items[record->duty->number - 1] = *record->duty;
}

static void need_engine(drill *d)
{
    if (d->engine)
        return;
    d->options.played = d->played;
    if (!d->options.on_trace) {
        d->options.on_trace = keep;
        d->options.context = d;
    }
    assert_int_equal(toc_engine_new(d->machine, &d->options, &d->engine), TOC_OK);
}

void again(drill *d)
{
    toc_engine_free(d->engine);
    d->engine = NULL;
    d->lines.count = 0;
    d->duties.count = 0;
}

/* ---- time ---- */

toc_ms ms(const char *duration)
{
    toc_ms length = 0;
    if (!toc_duration_parse(duration, true, &length))
        fail_msg("`%s` is no duration", duration);
    return length;
}

static void must(drill *d, toc_status status)
{
    if (status != TOC_OK)
        fail_msg("the engine says: %s (%s)", toc_status_text(status), toc_engine_error(d->engine));
}

void at(drill *d, const char *time)
{
    need_engine(d);
    must(d, toc_engine_begin(d->engine, ms(time)));
}

void advance(drill *d, const char *time)
{
    need_engine(d);
    must(d, toc_engine_advance(d->engine, ms(time)));
}

void finish(drill *d, const char *time)
{
    need_engine(d);
    must(d, toc_engine_finish(d->engine, ms(time)));
}

/* ---- names ---- */

static uint32_t found(uint32_t id, const char *what, const char *name)
{
    if (id == TOC_NONE)
        fail_msg("there is no %s `%s`", what, name);
    return id;
}

#define FINDER(noun, table)                                                                        \
    uint32_t noun##_id(drill *d, const char *name)                                                 \
    {                                                                                              \
        return found(TOC_MACHINE_FIND(d->machine, table, name), #noun, name);                      \
    }
FINDER(node, nodes)
FINDER(body, bodies)
FINDER(ladder, ladders)
FINDER(indicator, indicators)
FINDER(event, events)
FINDER(response, responses)
FINDER(report, reports)
FINDER(resource, resources)
FINDER(moment, moments)

uint32_t level_id(drill *d, const char *name)
{
    for (uint32_t i = 0; i < d->machine->levels_count; i++)
        if (strcmp(toc_machine_text(d->machine, d->machine->levels[i].head.name), name) == 0)
            return i;
    return found(TOC_NONE, "level", name);
}

/* ---- acts ---- */

toc_status act(drill *d, const toc_act *what)
{
    need_engine(d);
    return toc_engine_act(d->engine, what);
}

static toc_act new_act(drill *d, toc_verb verb, uint32_t id, const char *by)
{
    return (toc_act){.verb = verb,
                     .id = id,
                     .body = by ? body_id(d, by) : TOC_NONE,
                     .other = TOC_NONE,
                     .entry = TOC_NONE};
}

static void apply(drill *d, const toc_act *what)
{
    must(d, act(d, what));
}

static void plain(drill *d, toc_verb verb, uint32_t id, const char *by, int64_t value)
{
    toc_act what = new_act(d, verb, id, by);
    what.value = value;
    apply(d, &what);
}

void inject(drill *d, const char *event)
{
    plain(d, TOC_VERB_INJECT, event_id(d, event), NULL, 0);
}

void inject_to(drill *d, const char *event, const char *body)
{
    toc_act what = new_act(d, TOC_VERB_INJECT, event_id(d, event), NULL);
    uint32_t to = body_id(d, body);
    what.bodies = &to;
    what.body_count = 1;
    apply(d, &what);
}

void inject_with(drill *d, const char *event, const char *field, int64_t value)
{
    toc_act what = new_act(d, TOC_VERB_INJECT, event_id(d, event), NULL);
    toc_range fields = d->machine->events[what.id].fields;
    toc_setting setting = {TOC_NONE, value};
    for (uint32_t i = 0; i < fields.count; i++)
        if (strcmp(toc_machine_text(d->machine, d->machine->fields[fields.first + i].name),
                   field) == 0)
            setting.id = fields.first + i;
    (void)found(setting.id, "field", field);
    what.settings = &setting;
    what.setting_count = 1;
    apply(d, &what);
}

static toc_setting setting_of(drill *d, const char *indicator, int64_t value)
{
    uint32_t id = indicator_id(d, indicator);
    uint32_t type = d->machine->indicators[id].type;
    bool is_scaled =
        type == TOC_M_TYPE_NUMBER || type == TOC_M_TYPE_COUNT || type == TOC_M_TYPE_PERCENT;
    return (toc_setting){id, is_scaled ? value * TOC_MICRO : value};
}

void set(drill *d, const char *indicator, int64_t value)
{
    toc_act what = new_act(d, TOC_VERB_SET, 0, NULL);
    toc_setting setting = setting_of(d, indicator, value);
    what.settings = &setting;
    what.setting_count = 1;
    apply(d, &what);
}

void set_both(drill *d, const char *one, int64_t value, const char *other, int64_t other_value)
{
    toc_act what = new_act(d, TOC_VERB_SET, 0, NULL);
    toc_setting settings[2] = {setting_of(d, one, value), setting_of(d, other, other_value)};
    what.settings = settings;
    what.setting_count = 2;
    apply(d, &what);
}

void start(drill *d, const char *node)
{
    plain(d, TOC_VERB_START, node_id(d, node), NULL, 0);
}

void did(drill *d, const char *node)
{
    plain(d, TOC_VERB_DID, node_id(d, node), NULL, 0);
}

void did_by(drill *d, const char *node, const char *by)
{
    plain(d, TOC_VERB_DID, node_id(d, node), by, 0);
}

void did_in(drill *d, const char *node, uint32_t activation)
{
    toc_act what = new_act(d, TOC_VERB_DID, node_id(d, node), NULL);
    what.activation = activation;
    apply(d, &what);
}

void decide(drill *d, const char *node, const char *outcome)
{
    uint32_t id = node_id(d, node);
    toc_range outcomes = d->machine->nodes[id].outcomes;
    for (uint32_t i = 0; i < outcomes.count; i++) {
        const toc_m_outcome *row = &d->machine->outcomes[outcomes.first + i];
        if (strcmp(toc_machine_text(d->machine, row->name), outcome) != 0)
            continue;
        plain(d, TOC_VERB_DECIDE, id, NULL, outcomes.first + i);
        return;
    }
    (void)found(TOC_NONE, "outcome", outcome);
}

void fail_step(drill *d, const char *node)
{
    plain(d, TOC_VERB_FAIL, node_id(d, node), NULL, 0);
}

void approve(drill *d, const char *node, bool given)
{
    plain(d, TOC_VERB_APPROVE, node_id(d, node), NULL, given);
}

void approve_by(drill *d, const char *node, bool given, const char *by)
{
    plain(d, TOC_VERB_APPROVE, node_id(d, node), by, given);
}

void declare_by(drill *d, const char *level, const char *by)
{
    const toc_m_level *row = &d->machine->levels[level_id(d, level)];
    plain(d, TOC_VERB_DECLARE, row->ladder, by, row->rank);
}

void declare(drill *d, const char *level)
{
    declare_by(d, level, NULL);
}

void propose(drill *d, const char *ladder)
{
    plain(d, TOC_VERB_PROPOSE, ladder_id(d, ladder), NULL, 0);
}

void approve_end(drill *d, const char *ladder, bool given)
{
    plain(d, TOC_VERB_APPROVE_END, ladder_id(d, ladder), NULL, given);
}

void report(drill *d, const char *name)
{
    plain(d, TOC_VERB_REPORT, report_id(d, name), NULL, 0);
}

void report_to(drill *d, const char *name, const char *to)
{
    toc_act what = new_act(d, TOC_VERB_REPORT, report_id(d, name), NULL);
    uint32_t receiver = body_id(d, to);
    what.bodies = &receiver;
    what.body_count = 1;
    apply(d, &what);
}

void withhold(drill *d, const char *name)
{
    plain(d, TOC_VERB_WITHHOLD, report_id(d, name), NULL, 0);
}

void acknowledge(drill *d, const char *name, const char *by)
{
    plain(d, TOC_VERB_ACKNOWLEDGE, report_id(d, name), by, 0);
}

void form(drill *d, const char *body)
{
    plain(d, TOC_VERB_FORM, body_id(d, body), NULL, 0);
}

void form_by(drill *d, const char *body, const char *by)
{
    plain(d, TOC_VERB_FORM, body_id(d, body), by, 0);
}

void stand_down(drill *d, const char *body)
{
    plain(d, TOC_VERB_STAND_DOWN, body_id(d, body), NULL, 0);
}

void activate(drill *d, const char *response)
{
    plain(d, TOC_VERB_ACTIVATE, response_id(d, response), NULL, 0);
}

void lose(drill *d, const char *resource, int64_t units)
{
    plain(d, TOC_VERB_LOSE, resource_id(d, resource), NULL, units);
}

void unreachable(drill *d, const char *body, const char *duration)
{
    toc_act what = new_act(d, TOC_VERB_UNREACHABLE, body_id(d, body), NULL);
    what.duration = ms(duration);
    apply(d, &what);
}

void forecast(drill *d, const char *moment, const char *time)
{
    toc_act what = new_act(d, TOC_VERB_FORECAST, 0, NULL);
    toc_setting setting = {moment_id(d, moment), ms(time)};
    what.settings = &setting;
    what.setting_count = 1;
    apply(d, &what);
}

void extend(drill *d, toc_duty_kind kind, const char *name, const char *by)
{
    uint32_t id = kind == TOC_DUTY_REPORT    ? report_id(d, name)
                  : kind == TOC_DUTY_DECLARE ? level_id(d, name)
                  : kind == TOC_DUTY_FORM    ? body_id(d, name)
                                             : node_id(d, name);
    toc_act what = new_act(d, TOC_VERB_EXTEND, id, NULL);
    what.other = kind;
    what.duration = ms(by);
    apply(d, &what);
}

/* ---- what became of it ---- */

static bool is_about(drill *d, const toc_duty *duty, const char *subject)
{
    return strcmp(toc_duty_subject(d->machine, duty), subject) == 0;
}

const toc_duty *duty_of_kind(drill *d, toc_duty_kind kind, const char *subject, unsigned n)
{
    for (uint32_t i = 0; i < d->duties.count; i++)
        if (d->duties.items[i].kind == kind && is_about(d, &d->duties.items[i], subject) &&
            --n == 0)
            return &d->duties.items[i];
    fail_msg("there is no such %s duty about `%s`", toc_duty_kind_word(kind), subject);
    return NULL;
}

static bool is_main(const toc_duty *duty)
{
    return duty->kind != TOC_DUTY_APPROVAL && duty->kind != TOC_DUTY_REQUEST;
}

const toc_duty *duty_of(drill *d, const char *subject, unsigned n)
{
    for (uint32_t i = 0; i < d->duties.count; i++)
        if (is_main(&d->duties.items[i]) && is_about(d, &d->duties.items[i], subject) && --n == 0)
            return &d->duties.items[i];
    fail_msg("there are not so many duties about `%s`", subject);
    return NULL;
}

unsigned duty_count(drill *d, const char *subject)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < d->duties.count; i++)
        count += is_main(&d->duties.items[i]) && is_about(d, &d->duties.items[i], subject);
    return count;
}

static const toc_duty *in_state(drill *d, const char *subject, unsigned n, toc_duty_state state)
{
    const toc_duty *duty = duty_of(d, subject, n);
    if (duty->state != state)
        fail_msg("duty %u about `%s` is %s (%s), not %s", n, subject,
                 toc_duty_state_word((toc_duty_state)duty->state),
                 toc_void_reason_word((toc_void_reason)duty->reason), toc_duty_state_word(state));
    return duty;
}

void assert_met(drill *d, const char *subject, unsigned n)
{
    (void)in_state(d, subject, n, TOC_DUTY_MET);
}

void assert_late(drill *d, const char *subject, unsigned n, const char *by)
{
    const toc_duty *duty = in_state(d, subject, n, TOC_DUTY_LATE);
    assert_int_equal(duty->closed - duty->due, ms(by));
}

void assert_missed(drill *d, const char *subject, unsigned n)
{
    (void)in_state(d, subject, n, TOC_DUTY_MISSED);
}

void assert_void(drill *d, const char *subject, unsigned n, toc_void_reason reason)
{
    const toc_duty *duty = in_state(d, subject, n, TOC_DUTY_VOID);
    assert_string_equal(toc_void_reason_word((toc_void_reason)duty->reason),
                        toc_void_reason_word(reason));
}

void assert_open(drill *d, const char *subject, unsigned n)
{
    (void)in_state(d, subject, n, TOC_DUTY_OPEN);
}

void assert_due(drill *d, const char *subject, unsigned n, const char *due)
{
    assert_int_equal(duty_of(d, subject, n)->due, due ? ms(due) : TOC_MS_NONE);
}

void assert_node(drill *d, const char *node, toc_node_state state)
{
    assert_string_equal(toc_node_state_word(toc_engine_node(d->engine, node_id(d, node))),
                        toc_node_state_word(state));
}

static const char *grade_of(drill *d, uint32_t ladder, uint32_t rank)
{
    const toc_machine *machine = d->machine;
    return rank == 0 ? "none"
                     : toc_machine_text(
                           machine,
                           machine->levels[machine->ladders[ladder].levels.first + rank - 1].grade);
}

void assert_declared(drill *d, const char *ladder, const char *grade)
{
    uint32_t id = ladder_id(d, ladder);
    assert_string_equal(grade_of(d, id, toc_engine_declared(d->engine, id)), grade);
}

void assert_warranted(drill *d, const char *ladder, const char *grade)
{
    uint32_t id = ladder_id(d, ladder);
    assert_string_equal(grade_of(d, id, toc_engine_warranted(d->engine, id)), grade);
}

void assert_active(drill *d, const char *response, bool is_active)
{
    assert_int_equal(toc_engine_response_is_active(d->engine, response_id(d, response)), is_active);
}

void assert_free(drill *d, const char *resource, int64_t units)
{
    assert_int_equal(toc_engine_resource_free(d->engine, resource_id(d, resource)), units);
}

/* ---- the trace ---- */

static bool line_has(const char *line, const char *words, const char *more)
{
    return strstr(line, words) && (!more || strstr(line, more));
}

unsigned lines_with(drill *d, const char *words, const char *more)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < d->lines.count; i++)
        count += line_has(d->lines.items[i], words, more);
    return count;
}

toc_ms when(drill *d, const char *words, const char *more, unsigned n)
{
    for (uint32_t i = 0; i < d->lines.count; i++)
        if (line_has(d->lines.items[i], words, more) && --n == 0)
            return strtoll(d->lines.items[i] + strlen("{\"at\":"), NULL, 10);
    fail_msg("no such line with `%s`, `%s`", words, more ? more : "");
    return 0;
}

static uint32_t first_line(drill *d, const char *words)
{
    for (uint32_t i = 0; i < d->lines.count; i++)
        if (strstr(d->lines.items[i], words))
            return i;
    fail_msg("no trace line contains `%s`", words);
    return 0;
}

void assert_order(drill *d, const char *first, const char *second)
{
    if (first_line(d, first) >= first_line(d, second))
        fail_msg("`%s` does not come before `%s`", first, second);
}

const char *trace_text(drill *d)
{
    size_t size = 0;
    for (uint32_t i = 0; i < d->lines.count; i++)
        size += strlen(d->lines.items[i]) + 1;
    char *text = toc_arena_alloc(&d->arena, size + 1);
    size_t used = 0;
    for (uint32_t i = 0; i < d->lines.count; i++) {
        size_t length = strlen(d->lines.items[i]);
        memcpy(text + used, d->lines.items[i], length);
        used += length;
        text[used++] = '\n';
    }
    return text;
}

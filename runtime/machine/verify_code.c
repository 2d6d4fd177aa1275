/* verify_code.c - the code of conditions: stack, operands, and who is told of a change.
 *
 * Afterwards a condition can be run without a check: it never pops an empty stack, never
 * grows it past TOC_STACK_MAX, leaves one flag, and every row that it reads is there.  And a
 * tracked condition stands among the readers of every signal that can change it. */
#include "machine/verify_private.h"

typedef enum value_rule { VALUE_UNUSED, VALUE_ANY, VALUE_WINDOW, VALUE_SPAN } value_rule;

typedef struct op_rule {
    toc_section_id target; /* of a; TOC_SECTION_COUNT: a is not an id */
    uint8_t pops;
    bool pops_flags;
    bool pushes_flag;
    uint32_t a_most; /* where a is not an id */
    uint32_t b_least;
    uint32_t b_most;
    value_rule value;
} op_rule;

#define NO TOC_SECTION_COUNT
#define READS(section, flag)                                                                       \
    {                                                                                              \
        TOC_SECTION_##section, 0, false, flag, 0, 0, 0, VALUE_UNUSED                               \
    }
#define WINDOW(section)                                                                            \
    {                                                                                              \
        TOC_SECTION_##section, 0, false, false, 0, 0, 0, VALUE_WINDOW                              \
    }
#define COMPARES                                                                                   \
    {                                                                                              \
        NO, 2, false, true, 0, 0, 0, VALUE_UNUSED                                                  \
    }
#define COMPUTES(pops, a_most)                                                                     \
    {                                                                                              \
        NO, pops, false, false, a_most, 0, 0, VALUE_UNUSED                                         \
    }
#define LOGIC(pops)                                                                                \
    {                                                                                              \
        NO, pops, true, true, 0, 0, 0, VALUE_UNUSED                                                \
    }

static const op_rule rules[TOC_OP_COUNT_OF_OPS] = {
    [TOC_OP_CONST] = {NO, 0, false, false, 0, 0, 0, VALUE_ANY},
    [TOC_OP_INDICATOR] = READS(indicators, false),
    [TOC_OP_FIELD] = READS(fields, false),
    [TOC_OP_LEVEL] = READS(ladders, false),
    [TOC_OP_FREE] = {TOC_SECTION_resources, 0, false, false, 0, 0, 1, VALUE_UNUSED},
    [TOC_OP_USED] = {TOC_SECTION_resources, 0, false, false, 0, 0, 1, VALUE_UNUSED},
    [TOC_OP_DONE] = {TOC_SECTION_nodes, 0, false, true, 0, 0, UINT32_MAX, VALUE_UNUSED},
    [TOC_OP_LATE] = READS(nodes, true),
    [TOC_OP_SENT] = READS(reports, true),
    [TOC_OP_REPORT_LATE] = READS(reports, true),
    [TOC_OP_HAPPENED] = READS(anchors, true),
    [TOC_OP_BODY] = READS(bodies, true),
    [TOC_OP_RESPONSE] = READS(responses, true),
    [TOC_OP_PERIOD] = READS(periods, true),
    [TOC_OP_HELD] = {TOC_SECTION_conditions, 0, false, true, 0, 0, 0, VALUE_SPAN},
    [TOC_OP_SINCE] = {TOC_SECTION_anchors, 0, false, true, 0, TOC_OP_EQ, TOC_OP_GE, VALUE_ANY},
    [TOC_OP_TIME_TO] = {TOC_SECTION_moments, 0, false, true, 0, TOC_OP_EQ, TOC_OP_GE, VALUE_ANY},
    [TOC_OP_COUNT] = WINDOW(events),
    [TOC_OP_SUM] = WINDOW(indicators),
    [TOC_OP_MIN] = WINDOW(indicators),
    [TOC_OP_MAX] = WINDOW(indicators),
    [TOC_OP_MEAN] = WINDOW(indicators),
    [TOC_OP_RATE] = WINDOW(indicators),
    [TOC_OP_RISE] = WINDOW(indicators),
    [TOC_OP_OUTBREAK] = {TOC_SECTION_indicators, 0, false, true, 0, 1, 3, VALUE_UNUSED},
    [TOC_OP_NOT] = LOGIC(1),
    [TOC_OP_AND] = LOGIC(2),
    [TOC_OP_OR] = LOGIC(2),
    [TOC_OP_EQ] = COMPARES,
    [TOC_OP_NE] = COMPARES,
    [TOC_OP_LT] = COMPARES,
    [TOC_OP_LE] = COMPARES,
    [TOC_OP_GT] = COMPARES,
    [TOC_OP_GE] = COMPARES,
    [TOC_OP_ADD] = COMPUTES(2, 0),
    [TOC_OP_SUB] = COMPUTES(2, 0),
    [TOC_OP_MUL] = COMPUTES(2, 1),
    [TOC_OP_DIV] = COMPUTES(2, 1),
    [TOC_OP_NEG] = COMPUTES(1, 0),
};

typedef struct stack {
    bool is_flag[TOC_STACK_MAX];
    uint32_t depth;
} stack;

static bool fail(toc_check *check, uint32_t condition, const char *what)
{
    return toc_check_fail(check, TOC_SECTION_conditions, condition, "%s", what);
}

static bool is_good_value(value_rule rule, int64_t value)
{
    switch (rule) {
    case VALUE_UNUSED:
        return value == 0;
    case VALUE_ANY:
        return true;
    case VALUE_WINDOW:
        return value > 0 && value <= TOC_DURATION_MAX;
    case VALUE_SPAN:
        return value >= 0 && value <= TOC_DURATION_MAX;
    }
    return false;
}

static bool check_operands(toc_check *check, uint32_t condition, const toc_m_code *code)
{
    const op_rule *rule = &rules[code->op];
    const toc_machine *machine = check->machine;

    if (rule->target == NO ? code->a > rule->a_most
                           : code->a >= toc_machine_rows(machine, rule->target).count)
        return fail(check, condition, "reads something that is not there");
    if (code->b < rule->b_least || code->b > rule->b_most ||
        !is_good_value(rule->value, code->value))
        return fail(check, condition, "an operand has a value that it cannot have");
    if (code->op == TOC_OP_DONE && code->b > machine->nodes[code->a].outcomes.count)
        return fail(check, condition, "reads an outcome that is not there");
    return true;
}

/* Is the value that @p code pushes 0 or 1? */
static bool pushes_flag(const toc_machine *machine, const toc_m_code *code)
{
    if (code->op == TOC_OP_CONST)
        return code->value == 0 || code->value == 1;
    if (code->op == TOC_OP_INDICATOR)
        return machine->indicators[code->a].type == TOC_M_TYPE_FLAG;
    if (code->op == TOC_OP_FIELD)
        return machine->fields[code->a].type == TOC_M_TYPE_FLAG;
    return rules[code->op].pushes_flag;
}

static bool run_op(toc_check *check, uint32_t condition, const toc_m_code *code, stack *values)
{
    const op_rule *rule = &rules[code->op];

    if (values->depth < rule->pops)
        return fail(check, condition, "takes more from its stack than there is");
    for (uint32_t i = 0; i < rule->pops; i++) {
        if (!values->is_flag[--values->depth] && rule->pops_flags)
            return fail(check, condition, "takes a number for yes or no");
    }
    if (values->depth == TOC_STACK_MAX)
        return fail(check, condition, "needs too deep a stack");
    values->is_flag[values->depth++] = pushes_flag(check->machine, code);
    return true;
}

static bool check_held(toc_check *check, uint32_t condition, uint32_t inner, uint32_t *uses)
{
    const toc_m_condition *it = &check->machine->conditions[inner];

    if (inner >= condition)
        return fail(check, condition, "an inner condition does not come before it");
    if (it->owner != TOC_OWNER_HELD || it->owner_id != condition)
        return fail(check, condition, "an inner condition belongs to another");
    uses[inner]++;
    return true;
}

static bool check_condition(toc_check *check, uint32_t id, uint32_t *uses)
{
    const toc_machine *machine = check->machine;
    const toc_m_condition *condition = &machine->conditions[id];
    stack values = {.depth = 0};

    if (condition->code.count == 0 || condition->code.count > TOC_CODE_MAX)
        return fail(check, id, "is empty or too long");
    for (uint32_t i = 0; i < condition->code.count; i++) {
        const toc_m_code *code = &machine->codes[condition->code.first + i];

        if (!check_operands(check, id, code) || !run_op(check, id, code, &values))
            return false;
        if (code->op == TOC_OP_HELD && !check_held(check, id, code->a, uses))
            return false;
    }
    if (values.depth != 1 || !values.is_flag[0])
        return fail(check, id, "does not end in one yes or no");
    return true;
}

/* ── who is told ───────────────────────────────────────────────────────────── */

/* The signal that changes what @p code reads; TOC_NONE also where it reads nothing. */
static uint32_t signal_of(const toc_machine *machine, const toc_m_code *code,
                          const uint32_t *event_of_field)
{
    uint32_t a = code->a;

    if (code->op == TOC_OP_FIELD)
        return machine->events[event_of_field[a]].signal;
    if (code->op == TOC_OP_COUNT)
        return machine->events[a].signal;
    if (code->op == TOC_OP_LEVEL)
        return machine->ladders[a].signal;
    if (code->op == TOC_OP_FREE || code->op == TOC_OP_USED)
        return machine->resources[a].signal;
    if (code->op == TOC_OP_DONE || code->op == TOC_OP_LATE)
        return machine->nodes[a].signal;
    if (code->op == TOC_OP_SENT || code->op == TOC_OP_REPORT_LATE)
        return machine->reports[a].signal;
    if (code->op == TOC_OP_HAPPENED || code->op == TOC_OP_SINCE)
        return machine->anchors[a].signal;
    if (code->op == TOC_OP_TIME_TO)
        return machine->moments[a].signal;
    if (code->op == TOC_OP_BODY)
        return machine->bodies[a].signal;
    if (code->op == TOC_OP_RESPONSE)
        return machine->responses[a].signal;
    if (code->op == TOC_OP_PERIOD)
        return machine->periods[a].signal;
    if (code->op == TOC_OP_HELD)
        return machine->conditions[a].signal;
    if (rules[code->op].target == TOC_SECTION_indicators)
        return machine->indicators[a].signal;
    return TOC_NONE;
}

static bool check_told(toc_check *check, uint32_t id, const uint32_t *event_of_field)
{
    const toc_machine *machine = check->machine;
    toc_range range = machine->conditions[id].code;

    for (uint32_t i = 0; i < range.count; i++) {
        const toc_m_code *code = &machine->codes[range.first + i];
        uint32_t signal;

        if (rules[code->op].target == NO)
            continue;
        signal = signal_of(machine, code, event_of_field);
        if (signal == TOC_NONE || !toc_check_has(check, machine->signals[signal].readers, id))
            return fail(check, id, "is not told when what it reads changes");
    }
    return true;
}

static bool check_histories(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->codes_count; i++) {
        const toc_m_code *code = &machine->codes[i];

        if (code->op == TOC_OP_OUTBREAK && machine->indicators[code->a].days == 0)
            return toc_check_fail(check, TOC_SECTION_codes, i, "reads days that are not kept");
        if (rules[code->op].value != VALUE_WINDOW)
            continue;
        if (code->op == TOC_OP_COUNT ? machine->events[code->a].history == 0
                                     : machine->indicators[code->a].history == 0)
            return toc_check_fail(check, TOC_SECTION_codes, i, "reads a history that is not kept");
    }
    return true;
}

static bool check_readers(toc_check *check)
{
    const toc_machine *machine = check->machine;

    for (uint32_t i = 0; i < machine->signals_count; i++) {
        toc_range readers = machine->signals[i].readers;

        for (uint32_t k = 0; k < readers.count; k++) {
            if (machine->conditions[machine->ids[readers.first + k]].owner == TOC_OWNER_NONE)
                return toc_check_fail(check, TOC_SECTION_signals, i,
                                      "tells a condition that is read on demand");
        }
    }
    return true;
}

static bool check_all_told(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint32_t *event_of_field = toc_check_scratch(check, machine->fields_count);

    for (uint32_t i = 0; i < machine->events_count; i++) {
        toc_range fields = machine->events[i].fields;

        for (uint32_t k = 0; k < fields.count; k++)
            event_of_field[fields.first + k] = i;
    }
    for (uint32_t i = 0; i < machine->conditions_count; i++) {
        if (machine->conditions[i].owner != TOC_OWNER_NONE && !check_told(check, i, event_of_field))
            return false;
    }
    return true;
}

bool toc_verify_code(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint32_t *uses = toc_check_scratch(check, machine->conditions_count);

    for (uint32_t i = 0; i < machine->conditions_count; i++) {
        if (!check_condition(check, i, uses))
            return false;
    }
    for (uint32_t i = 0; i < machine->conditions_count; i++) {
        if (machine->conditions[i].owner == TOC_OWNER_HELD && uses[i] == 0)
            return fail(check, i, "is the inner condition of none");
    }
    return check_histories(check) && check_readers(check) && check_all_told(check);
}

/* chart_conditions.c - conditions as JavaScript, `for` and triggers as regions. */
#include <inttypes.h>
#include <string.h>

#include "export/chart_private.h"

/* A value on the stack: its expression, and whether it can be null (it does not exist yet). */
typedef struct term {
    const char *text;
    bool may_be_null;
} term;

static const char *const signs[] = {
    [TOC_OP_EQ] = "==", [TOC_OP_NE] = "!=", [TOC_OP_LT] = "<",  [TOC_OP_LE] = "<=",
    [TOC_OP_GT] = ">",  [TOC_OP_GE] = ">=", [TOC_OP_ADD] = "+", [TOC_OP_SUB] = "-"};

static term leaf(drafter *d, const toc_m_code *code)
{
    switch ((int)code->op) {
    case TOC_OP_INDICATOR:
        return (term){SAY(d, "c.v[%u]", code->a), false};
    case TOC_OP_FIELD:
        return (term){SAY(d, "c.f[%u]", code->a), true};
    case TOC_OP_LEVEL:
        return (term){SAY(d, "c.D[%u]", code->a), false};
    case TOC_OP_DONE:
        if (code->b == 0)
            return (term){SAY(d, "(c.n[%u]==3?1:0)", code->a), false};
        return (term){SAY(d, "(c.n[%u]==3&&c.oc[%u]==%u?1:0)", code->a, code->a, code->b), false};
    case TOC_OP_LATE:
        return (term){SAY(d, "c.late[%u]", code->a), false};
    case TOC_OP_HAPPENED:
        return (term){SAY(d, "(c.at[%u]!==null?1:0)", code->a), false};
    case TOC_OP_RESPONSE:
        return (term){SAY(d, "c.a[%u]", code->a), false};
    case TOC_OP_HELD:
        return (term){SAY(d, "c.hd[%u]", code->a), false};
    default:
        break;
    }
    return (term){SAY(d, code->value < 0 ? "(%" PRId64 ")" : "%" PRId64, code->value), false};
}

/* @p value where both terms exist; else @p otherwise. */
static const char *if_known(drafter *d, term a, term b, const char *value, const char *otherwise)
{
    if (!a.may_be_null && !b.may_be_null)
        return value;
    return SAY(d, "(%s%s%s?%s:%s)", a.may_be_null ? SAY(d, "%s!==null", a.text) : "",
               a.may_be_null && b.may_be_null ? "&&" : "",
               b.may_be_null ? SAY(d, "%s!==null", b.text) : "", value, otherwise);
}

static term arithmetic(drafter *d, uint32_t op, term a, term b)
{
    const char *value;
    bool may_be_null = a.may_be_null || b.may_be_null || op == TOC_OP_DIV;
    if (op == TOC_OP_MUL)
        value = SAY(d, "Math.floor(%s*%s/1000000)", a.text, b.text);
    else if (op == TOC_OP_DIV)
        value = SAY(d, "(%s==0?null:Math.floor(%s*1000000/%s))", b.text, a.text, b.text);
    else
        value = SAY(d, "(%s%s%s)", a.text, signs[op], b.text);
    return (term){if_known(d, a, b, value, "null"), may_be_null};
}

static term combine(drafter *d, uint32_t op, term a, term b)
{
    if (op == TOC_OP_AND || op == TOC_OP_OR)
        return (term){SAY(d, "(%s%s%s?1:0)", a.text, op == TOC_OP_AND ? "&&" : "||", b.text),
                      false};
    if (op >= TOC_OP_EQ && op <= TOC_OP_GE)
        return (term){if_known(d, a, b, SAY(d, "(%s%s%s?1:0)", a.text, signs[op], b.text), "0"),
                      false};
    return arithmetic(d, op, a, b);
}

static const char *expression(drafter *d, uint32_t condition)
{
    toc_range code = d->machine->conditions[condition].code;
    term stack[TOC_STACK_MAX] = {{"0", false}}; /* verified: nothing is taken that is not there */
    uint32_t depth = 0;
    for (uint32_t i = 0; i < code.count; i++) {
        const toc_m_code *row = &d->machine->codes[code.first + i];
        if (row->op < TOC_OP_NOT) {
            stack[depth++] = leaf(d, row);
        } else if (row->op == TOC_OP_NOT) {
            stack[depth - 1] = (term){SAY(d, "(%s?0:1)", stack[depth - 1].text), false};
        } else if (row->op == TOC_OP_NEG) {
            term a = stack[depth - 1];
            stack[depth - 1] = (term){
                if_known(d, a, (term){"", false}, SAY(d, "(-%s)", a.text), "null"), a.may_be_null};
        } else {
            depth--;
            stack[depth - 1] = combine(d, row->op, stack[depth - 1], stack[depth]);
        }
    }
    return stack[0].text;
}

const char *toc_chart_condition(drafter *d, uint32_t condition)
{
    return condition == TOC_NONE ? "true" : SAY(d, "lib.k%u(c)", condition);
}

/* ---- `for` ---- */

/* How long the condition must have held, by the one that reads it; 0: nobody reads it. */
static int64_t held_for(const toc_machine *machine, uint32_t condition)
{
    for (uint32_t i = 0; i < machine->codes_count; i++)
        if (machine->codes[i].op == TOC_OP_HELD && machine->codes[i].a == condition)
            return machine->codes[i].value;
    return 0;
}

static void add_held(drafter *d, uint32_t condition)
{
    const char *holds = toc_chart_condition(d, condition);
    const char *fails = SAY(d, "!%s", holds);
    const char *clear = SAY(d, "c.hd[%u]=0;", condition);
    toc_chart_region *region = toc_chart_region_add(
        d, SAY(d, "H_%u", condition),
        SAY(d, "has held for a while: %s",
            toc_machine_text(d->machine, d->machine->conditions[condition].text)));
    toc_chart_state *no = toc_chart_state_add(d, region, "no");
    ARROW(d, no, .guard = holds, .target = "counting");
    toc_chart_state *counting = toc_chart_state_add(d, region, "counting");
    int64_t length = held_for(d->machine, condition);
    counting->enter = SAY(d, "c.hs[%u]=c.now;", condition);
    counting->delay = SAY(d, "%" PRId64, length);
    counting->after = (toc_chart_arrow){
        .target = "due", .act = SAY(d, "c.now=c.hs[%u]+%" PRId64 ";c.pend=1;", condition, length)};
    ARROW(d, counting, .guard = fails, .target = "no");
    toc_chart_state *due = toc_chart_state_add(d, region, "due");
    ARROW(d, due, .guard = fails, .target = "no");
    ARROW(d, due, .guard = SAY(d, "c.go==%d", TURN_CONDITION), .target = "held",
          .act = SAY(d, "c.hd[%u]=1;", condition));
    toc_chart_state *held = toc_chart_state_add(d, region, "held");
    ARROW(d, held, .guard = fails, .target = "no", .act = clear);
}

/* ---- triggers ---- */

static const char *fire(drafter *d, uint32_t trigger, const char *event)
{
    const toc_m_trigger *row = &d->machine->triggers[trigger];
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "c.on[%u]=0;c.te[%u]=%s;%s", trigger, trigger, event,
                toc_chart_occur(d, row->anchor));
    for (uint32_t i = 0; i < row->starts.count; i++)
        toc_pen_add(&pen, "c.q[%u]=1;", d->machine->ids[row->starts.first + i]);
    return pen.text;
}

static void add_trigger(drafter *d, uint32_t trigger)
{
    const toc_m_trigger *row = &d->machine->triggers[trigger];
    const char *holds = toc_chart_condition(d, row->condition);
    const char *called = SAY(d, "c.on[%u]", trigger);
    toc_chart_region *region =
        toc_chart_region_add(d, SAY(d, "T_%s", d->triggers[trigger]),
                             SAY(d, "trigger %s", toc_machine_text(d->machine, row->head.name)));
    toc_chart_state *quiet = toc_chart_state_add(d, region, "quiet");
    if (row->events.count > 0) {
        ARROW(d, quiet, .guard = SAY(d, "%s&&%s", called, holds), .raise = "open",
              .act = fire(d, trigger, SAY(d, "c.on[%u]-1", trigger)));
        ARROW(d, quiet, .guard = called, .act = SAY(d, "c.on[%u]=0;", trigger));
        return;
    }
    ARROW(d, quiet, .guard = holds, .target = "high", .raise = "open",
          .act = fire(d, trigger, "-1"));
    toc_chart_state *high = toc_chart_state_add(d, region, "high");
    ARROW(d, high, .guard = SAY(d, "!%s", holds), .target = "quiet");
}

void toc_chart_conditions(drafter *d)
{
    for (uint32_t i = 0; i < d->machine->conditions_count; i++)
        toc_chart_function_add(d, SAY(d, "k%u", i), "c", SAY(d, "return !!%s;", expression(d, i)));
    for (uint32_t i = 0; i < d->machine->conditions_count; i++)
        if (d->machine->conditions[i].owner == TOC_OWNER_HELD)
            add_held(d, i);
    for (uint32_t i = 0; i < d->machine->triggers_count; i++)
        add_trigger(d, i);
}

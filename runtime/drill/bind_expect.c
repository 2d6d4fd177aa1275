/* bind_expect.c - expectations get the ids of what they speak of. */
#include <string.h>

#include "drill/bind_private.h"

static bool bind_grade(toc_binding *b, const toc_expect *expect, toc_bound_expect *out)
{
    uint32_t rank = 0;

    if (!toc_bind_grade(b, expect->subject, expect->ladder, &out->id, &rank))
        return false;
    out->value = rank;
    return true;
}

static bool bind_receiver(toc_binding *b, const toc_expect *expect, toc_bound_expect *out)
{
    const toc_m_report *report = &b->machine->reports[out->id];

    if (!expect->to.text)
        return true;
    out->other = toc_bind_id(b, expect->to, TOC_NAME_BODY);
    for (uint32_t i = 0; i < report->receivers.count && out->other != TOC_NONE; i++) {
        if (b->machine->ids[report->receivers.first + i] == out->other)
            return true;
    }
    if (out->other != TOC_NONE)
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_RECEIVER, expect->to.span,
                           "the plan does not send `%s` to `%s`", expect->subject.text,
                           expect->to.text);
    return false;
}

static bool bind_obligation(toc_binding *b, const toc_expect *expect, toc_bound_expect *out)
{
    const toc_machine_name *name;
    bool is_propose = strcmp(expect->subject.text, "propose end") == 0;

    if (is_propose || strcmp(expect->subject.text, "approve end") == 0) {
        out->duty = is_propose ? TOC_DUTY_PROPOSE_END : TOC_DUTY_APPROVE_END;
        out->id = toc_bind_ladder(b, (toc_word){0}, expect->subject.span);
        return out->id != TOC_NONE;
    }
    name = toc_bind_name(b, expect->subject, TOC_NAMES_OWED);
    if (!name || !toc_bind_duty(b, name, expect->subject, expect->duty, &out->duty))
        return false;
    out->id = name->id;
    return out->duty != TOC_DUTY_REPORT || bind_receiver(b, expect, out);
}

static bool bind_decision(toc_binding *b, const toc_expect *expect, toc_bound_expect *out)
{
    uint32_t outcome;

    out->id = toc_bind_id(b, expect->subject, TOC_NAME_NODE);
    if (out->id == TOC_NONE)
        return false;
    if (b->machine->nodes[out->id].kind != TOC_M_NODE_DECISION) {
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME_KIND, expect->subject.span,
                           "`%s` is a step, and a decision is wanted here", expect->subject.text);
        return false;
    }
    outcome = toc_bind_outcome(b, out->id, expect->state);
    out->value = outcome == TOC_NO_OUTCOME ? TOC_NONE : outcome;
    return outcome != TOC_NONE;
}

static bool bind_objective(toc_binding *b, const toc_expect *expect, toc_bound_expect *out)
{
    out->id = TOC_NONE;
    if (!expect->objective.text)
        return true;
    if (strcmp(expect->objective.text, "other") == 0)
        out->id = TOC_OBJECTIVE_OTHER;
    else
        out->id = toc_bind_id(b, expect->objective, TOC_NAME_OBJECTIVE);
    return out->id != TOC_NONE;
}

static bool bind_plain(toc_binding *b, const toc_expect *expect, toc_name_kind kind,
                       toc_bound_expect *out)
{
    out->id = toc_bind_id(b, expect->subject, kind);
    return out->id != TOC_NONE;
}

static bool bind_starts(toc_binding *b, const toc_expect *expect, toc_bound_expect *out)
{
    if (!expect->event.text)
        return true;
    out->other = toc_bind_id(b, expect->event, TOC_NAME_EVENT);
    return out->other != TOC_NONE;
}

bool toc_bind_expect(toc_binding *b, const toc_expect *expect, toc_bound_expect *out)
{
    *out = (toc_bound_expect){.expect = expect, .id = TOC_NONE, .other = TOC_NONE};
    switch (expect->kind) {
    case TOC_EXPECT_LEVEL:
    case TOC_EXPECT_WARRANTED:
        return bind_grade(b, expect, out);
    case TOC_EXPECT_OBLIGATION:
        return bind_obligation(b, expect, out);
    case TOC_EXPECT_REPORT:
        out->duty = TOC_DUTY_REPORT;
        return bind_plain(b, expect, TOC_NAME_REPORT, out) && bind_receiver(b, expect, out);
    case TOC_EXPECT_STEP:
        return bind_plain(b, expect, TOC_NAME_NODE, out);
    case TOC_EXPECT_DECISION:
        return bind_decision(b, expect, out);
    case TOC_EXPECT_RESPONSE:
        return bind_plain(b, expect, TOC_NAME_RESPONSE, out);
    case TOC_EXPECT_BODY:
        return bind_plain(b, expect, TOC_NAME_BODY, out);
    case TOC_EXPECT_STARTED:
        return bind_plain(b, expect, TOC_NAME_RESPONSE, out);
    case TOC_EXPECT_STARTS:
        return bind_starts(b, expect, out);
    case TOC_EXPECT_SCORE:
    case TOC_EXPECT_RATING:
        return bind_objective(b, expect, out);
    }
    return false;
}

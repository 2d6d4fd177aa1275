/* right.c - whose act it is: what a live exercise asks before it lets a player act.
 *
 * The rules are those by which acts get the mark "wrong body"; what nobody in particular does is
 * anybody's. */
#include "engine/memo_private.h"
#include "engine/told_private.h"

static bool may_answer(const toc_engine *engine, const toc_act *act)
{
    const toc_m_node *row = &engine->machine->nodes[act->id];
    if (row->approver != TOC_NONE && toc_body_is_right(engine, row->approver, act->body))
        return true;
    for (uint32_t i = 0; i < row->demands.count; i++) {
        const toc_m_demand *demand = &engine->machine->demands[row->demands.first + i];
        if (demand->kind == TOC_DEMAND_REQUEST &&
            toc_body_is_right(engine, demand->from, act->body))
            return true;
    }
    return false;
}

static bool may_report(const toc_engine *engine, const toc_act *act)
{
    const toc_m_report *reports = engine->machine->reports;
    if (act->report_count == 0)
        return toc_body_is_right(engine, reports[act->id].sender, act->body);
    for (uint32_t i = 0; i < act->report_count; i++)
        if (toc_body_is_right(engine, reports[act->reports[i]].sender, act->body))
            return true;
    return false;
}

bool toc_engine_is_right(const toc_engine *engine, const toc_act *act)
{
    engine = toc_memo_view(engine);
    const toc_machine *machine = engine->machine;
    switch (act->verb) {
    case TOC_VERB_START:
    case TOC_VERB_DID:
    case TOC_VERB_DECIDE:
    case TOC_VERB_FAIL:
        return toc_body_is_right(engine, machine->nodes[act->id].performer, act->body);
    case TOC_VERB_APPROVE:
        return may_answer(engine, act);
    case TOC_VERB_DECLARE:
    case TOC_VERB_PROPOSE:
    case TOC_VERB_APPROVE_END:
        return toc_ladder_is_right(engine, act);
    case TOC_VERB_REPORT:
    case TOC_VERB_WITHHOLD:
        return may_report(engine, act);
    case TOC_VERB_ANNOUNCE:
        return toc_body_is_right(engine, toc_announce_owner(engine, act->id), act->body);
    case TOC_VERB_CLEAR:
        return toc_body_is_right(engine, machine->reports[act->id].approver, act->body);
    case TOC_VERB_FORM:
        return toc_body_is_right(engine, machine->bodies[act->id].founder, act->body);
    case TOC_VERB_STAND_DOWN:
        return toc_body_is_right(engine, machine->bodies[act->id].founder, act->body) ||
               toc_body_is_right(engine, act->id, act->body);
    case TOC_VERB_INJECT:
    case TOC_VERB_NOTE:
    case TOC_VERB_SET:
    case TOC_VERB_ACKNOWLEDGE:
    case TOC_VERB_ACTIVATE:
    case TOC_VERB_LOSE:
    case TOC_VERB_UNREACHABLE:
    case TOC_VERB_EXTEND:
    case TOC_VERB_PAUSE:
    case TOC_VERB_JUMP:
    case TOC_VERB_FORECAST:
        break;
    }
    return true;
}

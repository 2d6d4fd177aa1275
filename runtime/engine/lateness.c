/* lateness.c - what the plan says is done when something is late. */
#include "engine/state_private.h"

static toc_range lates_of(const toc_engine *engine, const toc_duty *duty)
{
    switch ((toc_duty_kind)duty->kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
        return engine->machine->nodes[duty->id].late;
    case TOC_DUTY_DECLARE:
        return engine->machine->levels[duty->id].late;
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
        return engine->machine->reports[duty->id].late;
    case TOC_DUTY_OVERALL:
    case TOC_DUTY_CLEARANCE:
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
    case TOC_DUTY_PROPOSE_END:
    case TOC_DUTY_APPROVE_END:
    case TOC_DUTY_FORM:
        break;
    }
    return (toc_range){0, 0};
}

void toc_duty_act_late(toc_engine *engine, const toc_duty *duty)
{
    toc_range lates = lates_of(engine, duty);
    for (uint32_t i = 0; i < lates.count; i++) {
        const toc_m_late *late = &engine->machine->lates[lates.first + i];
        toc_trace record = toc_record(engine, TOC_TRACE_LATE_ACTION, late->id);
        record.value = late->kind;
        record.duty = duty;
        toc_emit(engine, &record);
        switch ((toc_m_late_kind)late->kind) {
        case TOC_M_LATE_ESCALATE:
            toc_ladder_escalate(engine, late->id);
            break;
        case TOC_M_LATE_NOTIFY:
            toc_body_tell(engine, late->id, TOC_TOLD_BY_NOTICE);
            break;
        case TOC_M_LATE_DO:
            toc_response_activate(engine, late->id);
            break;
        }
    }
}

/* score_untold.c - reports whose sender never heard of what had happened: void, and a finding names who
 * owed it the word. */
#include "drill/score_private.h"

static bool *find_told(toc_arena *arena, const toc_drill *drill)
{
    bool *is_told = TOC_NEW_ARRAY(arena, bool, drill->machine->bodies_count);

    for (uint32_t i = 0; i < drill->happening_count; i++) {
        if (drill->happenings[i].trace.kind == TOC_TRACE_TOLD)
            is_told[drill->happenings[i].trace.id] = true;
    }
    return is_told;
}

/* A post hears what its org hears, and the other way round. */
static bool is_same_org(const toc_machine *machine, uint32_t a, uint32_t b)
{
    uint32_t org_a = machine->bodies[a].parent == TOC_NONE ? a : machine->bodies[a].parent;
    uint32_t org_b = machine->bodies[b].parent == TOC_NONE ? b : machine->bodies[b].parent;

    return org_a == org_b;
}

static bool tells(const toc_machine *machine, const toc_duty *duty, uint32_t body)
{
    toc_range to;

    if (duty->kind == TOC_DUTY_REPORT)
        return is_same_org(machine, duty->other, body);
    if (duty->kind != TOC_DUTY_STEP && duty->kind != TOC_DUTY_DECISION)
        return false;
    to = machine->nodes[duty->id].to;
    for (uint32_t i = 0; i < to.count; i++) {
        if (is_same_org(machine, machine->ids[to.first + i], body))
            return true;
    }
    return false;
}

typedef struct search {
    const toc_drill *drill;
    const toc_scored *duties;
    const bool *is_told;
    const toc_duty **silence; /* of each body: the first missed duty that would have told it */
    bool *is_searched;
} search;

static bool is_silence(const search *s, const toc_duty *duty, uint32_t body)
{
    bool is_missed = duty->state == TOC_DUTY_MISSED ||
                     (duty->state == TOC_DUTY_VOID && duty->reason == TOC_VOID_NOT_TOLD);

    return is_missed && duty->owner != body && tells(s->drill->machine, duty, body);
}

static const toc_duty *first_silence(search *s, uint32_t body)
{
    if (s->is_searched[body])
        return s->silence[body];
    s->is_searched[body] = true;
    for (uint32_t i = 0; i < s->drill->duty_count && !s->silence[body]; i++) {
        if (is_silence(s, &s->duties[i].duty, body))
            s->silence[body] = &s->duties[i].duty;
    }
    return s->silence[body];
}

/* Who missed the duty that would have told @p body.  Where nobody had told that one either, whoever
 * owed it the word, and so on up; TOC_NONE: nobody owed it. */
static uint32_t find_silent(search *s, uint32_t body)
{
    uint32_t silent = TOC_NONE;

    for (uint32_t steps = 0; steps < s->drill->machine->bodies_count; steps++) {
        const toc_duty *duty = first_silence(s, body);

        if (!duty)
            break;
        silent = duty->owner;
        if (duty->kind != TOC_DUTY_REPORT || s->is_told[duty->owner])
            break;
        body = duty->owner;
    }
    return silent;
}

void toc_score_untold(toc_arena *arena, const toc_drill *drill, toc_scored *duties,
                      toc_score *score)
{
    uint32_t count = drill->machine->bodies_count;
    search s = {.drill = drill, .duties = duties, .is_told = find_told(arena, drill)};

    s.silence = TOC_NEW_ARRAY(arena, const toc_duty *, count);
    s.is_searched = TOC_NEW_ARRAY(arena, bool, count);
    for (uint32_t i = 0; i < drill->duty_count; i++) {
        toc_duty *duty = &duties[i].duty;
        toc_finding finding;

        if (!toc_is_report_like(duty) || duty->state != TOC_DUTY_MISSED || s.is_told[duty->owner] ||
            (duty->marks & TOC_MARK_WITHHELD))
            continue;
        finding = (toc_finding){TOC_FINDING_NOT_TOLD, duty->number, find_silent(&s, duty->owner),
                                TOC_NONE, 0};
        duty->state = TOC_DUTY_VOID;
        duty->reason = TOC_VOID_NOT_TOLD;
        duties[i].outcome = TOC_OUTCOME_VOID;
        TOC_PUSH(arena, &score->findings, finding);
    }
}

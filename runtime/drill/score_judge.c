/* score_judge.c - the grading judgement: warranted against declared, every minute one verdict.
 *
 * Between two records nothing changes but one thing: holding turns into over-grading when
 * `lower after` has passed, so a stretch is cut there.  After the end of a ladder nothing
 * is warranted, as far as anybody has to act on it, until the conditions rise again. */
#include "drill/score_private.h"

typedef struct judge {
    toc_arena *arena;
    const toc_machine *machine;
    toc_judgement *out;
    const toc_m_ladder *ladder;
    toc_ms since; /* up to here everything is judged */
    uint32_t warranted;
    uint32_t declared;
    bool is_over; /* ended, until the conditions rise */
    toc_ms
        *fell; /* by rank: since when W is below it, or it was declared above W; TOC_MS_NONE: not */
    toc_ms *due; /* by rank: of the open duty to declare it */
    bool *is_open;
} judge;

static uint32_t owed_rank(const judge *j)
{
    return j->is_over ? 0 : j->warranted;
}

static toc_verdict verdict_below(const judge *j)
{
    bool is_deciding = false;

    for (uint32_t rank = j->declared + 1; rank <= j->ladder->levels.count; rank++) {
        if (!j->is_open[rank])
            continue;
        if (j->due[rank] == TOC_MS_NONE || j->since >= j->due[rank])
            return TOC_VERDICT_UNDER;
        is_deciding = true;
    }
    return is_deciding ? TOC_VERDICT_DECIDING : TOC_VERDICT_UNDER;
}

/* Until when D above W counts as holding; TOC_MS_NONE: not at all. */
static toc_ms held_until(const judge *j)
{
    toc_ms fell = j->fell[j->declared];

    if (fell == TOC_MS_NONE || j->ladder->lower_after == TOC_MS_NONE)
        return TOC_MS_NONE;
    return fell + j->ladder->lower_after;
}

static toc_verdict verdict_of(const judge *j)
{
    if (j->declared == owed_rank(j))
        return TOC_VERDICT_RIGHT;
    if (j->declared < owed_rank(j))
        return verdict_below(j);
    return held_until(j) != TOC_MS_NONE && j->since < held_until(j) ? TOC_VERDICT_HOLDING
                                                                    : TOC_VERDICT_OVER;
}

static void add_stretch(judge *j, toc_ms to, toc_verdict verdict)
{
    uint32_t count = j->out->stretches.count;
    toc_judged *last = count ? &j->out->stretches.items[count - 1] : NULL;
    toc_judged row = {j->since, to, owed_rank(j), j->declared, verdict};

    j->out->total[verdict] += to - j->since;
    if (last && last->to == j->since && last->verdict == verdict &&
        last->warranted == row.warranted && last->declared == row.declared)
        last->to = to;
    else
        TOC_PUSH(j->arena, &j->out->stretches, row);
    j->since = to;
}

static void judge_until(judge *j, toc_ms to)
{
    while (j->since < to) {
        toc_verdict verdict = verdict_of(j);
        toc_ms end = to;

        if (verdict == TOC_VERDICT_HOLDING && held_until(j) < end)
            end = held_until(j);
        add_stretch(j, end, verdict);
    }
}

static void take_warranted(judge *j, const toc_trace *trace)
{
    uint32_t rank = (uint32_t)trace->value;

    for (uint32_t i = rank + 1; i <= owed_rank(j); i++)
        j->fell[i] = trace->at;
    for (uint32_t i = 1; i <= rank; i++)
        j->fell[i] = TOC_MS_NONE;
    if (rank > j->warranted)
        j->is_over = false;
    j->warranted = rank;
}

/* Above W the clock starts with the declaration; a step down keeps the clock of W's fall. */
static void take_declared(judge *j, const toc_trace *trace)
{
    uint32_t rank = (uint32_t)trace->value;

    for (uint32_t i = j->declared + 1; i <= rank; i++) {
        if (i > owed_rank(j))
            j->fell[i] = trace->at;
    }
    j->declared = rank;
    j->is_over = j->is_over || (rank == 0 && trace->other > 0);
}

static void take_duty(judge *j, const toc_happening *happening, const toc_duty *duty)
{
    const toc_m_level *level;

    if (duty->kind != TOC_DUTY_DECLARE)
        return;
    level = &j->machine->levels[duty->id];
    if (&j->machine->ladders[level->ladder] != j->ladder)
        return;
    judge_until(j, happening->trace.at);
    j->is_open[level->rank] = happening->trace.kind != TOC_TRACE_DUTY_CLOSED;
    j->due[level->rank] = happening->due;
}

static void take(judge *j, const toc_happening *happening, const toc_drill *drill)
{
    const toc_trace *trace = &happening->trace;
    bool is_own = trace->id == j->out->ladder;

    if (happening->duty) {
        take_duty(j, happening, &drill->duties[happening->duty - 1]);
    } else if (trace->kind == TOC_TRACE_WARRANTED && is_own) {
        judge_until(j, trace->at);
        take_warranted(j, trace);
    } else if (trace->kind == TOC_TRACE_DECLARED && is_own) {
        judge_until(j, trace->at);
        take_declared(j, trace);
    }
}

static void judge_ladder(toc_arena *arena, toc_score *score, uint32_t ladder)
{
    const toc_drill *drill = score->drill;
    toc_judgement judgement = {.ladder = ladder};
    judge j = {.arena = arena, .machine = drill->machine, .out = &judgement};
    uint32_t ranks;

    j.ladder = &drill->machine->ladders[ladder];
    ranks = j.ladder->levels.count + 1;
    j.fell = TOC_NEW_ARRAY(arena, toc_ms, ranks);
    j.due = TOC_NEW_ARRAY(arena, toc_ms, ranks);
    j.is_open = TOC_NEW_ARRAY(arena, bool, ranks);
    for (uint32_t i = 0; i < ranks; i++)
        j.fell[i] = TOC_MS_NONE;
    for (uint32_t i = 0; i < drill->happening_count; i++)
        take(&j, &drill->happenings[i], drill);
    judge_until(&j, drill->end);
    TOC_PUSH(arena, &score->judgements, judgement);
}

void toc_score_judge(toc_arena *arena, toc_score *score)
{
    for (uint32_t i = 0; i < score->drill->machine->ladders_count; i++)
        judge_ladder(arena, score, i);
}

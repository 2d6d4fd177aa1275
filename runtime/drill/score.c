/* score.c - points of every duty, objective and drill, by exact integer rules. */
#include "drill/score.h"

#include "drill/score_private.h"

__extension__ typedef unsigned __int128 wide; /* sums of weights times points cannot overflow it */

/* ── one duty ── */

int32_t toc_score_lateness(toc_ms lateness, toc_ms grace)
{
    if (lateness <= 0)
        return TOC_POINTS_FULL;
    if (lateness >= grace)
        return 0;
    return (int32_t)((wide)(grace - lateness) * TOC_POINTS_FULL / (wide)grace);
}

static int32_t timeliness_of(const toc_duty *duty)
{
    switch ((toc_duty_state)duty->state) {
    case TOC_DUTY_MET:
        return TOC_POINTS_FULL;
    case TOC_DUTY_LATE:
        return toc_score_lateness(duty->closed - duty->due, duty->grace);
    case TOC_DUTY_MISSED:
        return 0;
    case TOC_DUTY_OPEN:
    case TOC_DUTY_VOID:
        break;
    }
    return TOC_POINTS_NONE;
}

/* Timeliness, then the share of fields that were there, then half for an act out of order. */
static void add_points(toc_scored *scored)
{
    int32_t points = scored->timeliness = timeliness_of(&scored->duty);

    scored->points = points;
    if (points <= 0)
        return;
    if (toc_is_report_like(&scored->duty)) {
        if (scored->outcome == TOC_OUTCOME_CONCEALED || scored->outcome == TOC_OUTCOME_FALSE ||
            scored->outcome == TOC_OUTCOME_UNDERSTATED)
            points = 0;
        else if (scored->fields_owed > 0)
            points = (int32_t)((int64_t)points * (scored->fields_owed - scored->fields_missing) /
                               scored->fields_owed);
    }
    if (scored->duty.marks & TOC_MARKS_HALVING)
        points /= 2;
    scored->points = points;
}

typedef struct stake { /* what a duty is scored under */
    uint32_t objective;
    uint32_t weight;
} stake;

static stake stake_of(const toc_machine *machine, const toc_duty *duty)
{
    switch ((toc_duty_kind)duty->kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
        return (stake){machine->nodes[duty->id].objective, machine->nodes[duty->id].weight};
    case TOC_DUTY_DECLARE:
        return (stake){machine->levels[duty->id].objective, machine->levels[duty->id].weight};
    case TOC_DUTY_PROPOSE_END:
    case TOC_DUTY_APPROVE_END:
        return (stake){machine->ladders[duty->id].objective, machine->ladders[duty->id].weight};
    case TOC_DUTY_FORM:
        return (stake){machine->bodies[duty->id].objective, machine->bodies[duty->id].weight};
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
    case TOC_DUTY_CLEARANCE:
        return (stake){machine->reports[duty->id].objective, machine->reports[duty->id].weight};
    case TOC_DUTY_OVERALL:
        return (stake){machine->relays[duty->id].objective, machine->relays[duty->id].weight};
    }
    return (stake){TOC_NONE, 0};
}

uint32_t toc_duty_objective(const toc_machine *machine, const toc_duty *duty)
{
    return stake_of(machine, duty).objective;
}

static toc_scored *copy_duties(toc_arena *arena, const toc_drill *drill)
{
    toc_scored *duties = TOC_NEW_ARRAY(arena, toc_scored, drill->duty_count);

    for (uint32_t i = 0; i < drill->duty_count; i++) {
        stake under = stake_of(drill->machine, &drill->duties[i]);

        duties[i].duty = drill->duties[i];
        duties[i].objective = under.objective == TOC_NONE ? TOC_OBJECTIVE_OTHER : under.objective;
        duties[i].weight = under.weight;
        duties[i].entry = TOC_NONE;
        duties[i].sent_entry = TOC_NONE;
        duties[i].sent = TOC_MS_NONE;
        duties[i].withheld_entry = TOC_NONE;
        duties[i].told.at = TOC_MS_NONE;
    }
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_happening *happening = &drill->happenings[i];

        if (happening->trace.kind == TOC_TRACE_DUTY_CLOSED)
            duties[happening->duty - 1].entry = happening->trace.entry;
    }
    return duties;
}

/* ── objectives and the whole ── */

void toc_tally_add(toc_tally *tally, const toc_duty *duty)
{
    tally->met += duty->state == TOC_DUTY_MET;
    tally->late += duty->state == TOC_DUTY_LATE;
    tally->missed += duty->state == TOC_DUTY_MISSED;
    tally->void_count += duty->state == TOC_DUTY_VOID || duty->state == TOC_DUTY_OPEN;
}

static toc_rating rate(int32_t points, const uint32_t thresholds[3], bool has_no_spot)
{
    if (points >= (int32_t)thresholds[0] && has_no_spot)
        return TOC_RATING_P;
    if (points >= (int32_t)thresholds[1])
        return TOC_RATING_S;
    return points >= (int32_t)thresholds[2] ? TOC_RATING_M : TOC_RATING_U;
}

/* Nothing missed, false or concealed. */
static bool is_spotless(const toc_tally *tally, const uint32_t outcomes[TOC_OUTCOME_COUNT])
{
    return tally->missed == 0 && outcomes[TOC_OUTCOME_FALSE] == 0 &&
           outcomes[TOC_OUTCOME_CONCEALED] == 0;
}

static const uint32_t plain_thresholds[3] = {9000, 7000, 5000};

typedef struct weighted { /* a sum on its way to a weighted mean */
    wide points;
    wide weight;
} weighted;

static void add(weighted *sum, uint32_t weight, int32_t points)
{
    sum->points += (wide)weight * (wide)points;
    sum->weight += weight;
}

static int32_t mean(const weighted *sum)
{
    return sum->weight ? (int32_t)(sum->points / sum->weight) : TOC_POINTS_NONE;
}

static void score_objectives(toc_arena *arena, toc_score *score)
{
    const toc_machine *machine = score->drill->machine;
    uint32_t count = machine->objectives_count;
    weighted *sums = TOC_NEW_ARRAY(arena, weighted, count + 1);

    for (uint32_t i = 0; i <= count; i++) {
        toc_objective_score row = {.id = i < count ? i : TOC_OBJECTIVE_OTHER,
                                   .weight = i < count ? machine->objectives[i].weight : 10};

        TOC_PUSH(arena, &score->objectives, row);
    }
    for (uint32_t i = 0; i < score->drill->duty_count; i++) {
        const toc_scored *scored = &score->duties[i];
        uint32_t at = scored->objective == TOC_OBJECTIVE_OTHER ? count : scored->objective;
        toc_objective_score *row = &score->objectives.items[at];

        toc_tally_add(&row->tally, &scored->duty);
        if (toc_is_report_like(&scored->duty))
            row->outcomes[scored->outcome]++;
        if (scored->points != TOC_POINTS_NONE)
            add(&sums[at], scored->weight, scored->points);
    }
    for (uint32_t i = 0; i <= count; i++) {
        toc_objective_score *row = &score->objectives.items[i];

        row->points = mean(&sums[i]);
        row->concealed = row->outcomes[TOC_OUTCOME_CONCEALED];
        row->rating =
            rate(row->points, i < count ? machine->objectives[i].thresholds : plain_thresholds,
                 is_spotless(&row->tally, row->outcomes));
    }
}

static void score_whole(toc_score *score)
{
    weighted total = {0};

    for (uint32_t i = 0; i < score->objectives.count; i++) {
        const toc_objective_score *row = &score->objectives.items[i];

        score->tally.met += row->tally.met;
        score->tally.late += row->tally.late;
        score->tally.missed += row->tally.missed;
        score->tally.void_count += row->tally.void_count;
        for (unsigned k = 0; k < TOC_OUTCOME_COUNT; k++)
            score->outcomes[k] += row->outcomes[k];
        if (row->points != TOC_POINTS_NONE)
            add(&total, row->weight, row->points);
    }
    score->points = mean(&total);
    score->concealed = score->outcomes[TOC_OUTCOME_CONCEALED];
    score->rating =
        rate(score->points, plain_thresholds, is_spotless(&score->tally, score->outcomes));
}

/* ── acts out of order ── */

static bool is_same_act(const toc_drill *drill, const toc_irregularity *last,
                        const toc_trace *trace)
{
    const toc_trace *before = &drill->happenings[last->happening].trace;

    return last->entry == trace->entry && last->at == trace->at &&
           (trace->entry != TOC_NONE || (before->id == trace->id && before->kind == trace->kind));
}

static void collect_irregularities(toc_arena *arena, toc_score *score)
{
    const toc_drill *drill = score->drill;

    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;
        uint32_t marks = trace->marks & TOC_MARKS_IRREGULAR;
        uint32_t count = score->irregularities.count;
        toc_irregularity *last = count ? &score->irregularities.items[count - 1] : NULL;

        if (trace->kind == TOC_TRACE_WITHHELD)
            marks |= TOC_MARK_WITHHELD;
        if (!marks)
            continue;
        if (score->versions[i] == TOC_VERSION_REPLACES) /* told, and in order: it had an effect */
            marks &= ~(uint32_t)(TOC_MARK_REPEATED | TOC_MARK_NOT_CALLED_FOR);
        if (last && is_same_act(drill, last, trace)) {
            last->marks |= marks;
        } else {
            toc_irregularity row = {trace->at, trace->entry, i, marks};
            TOC_PUSH_ALONE(arena, &score->irregularities, row);
        }
    }
}

static void find_grade(toc_score *score)
{
    bool is_clean = score->tally.late == 0 && score->tally.missed == 0 &&
                    score->outcomes[TOC_OUTCOME_OMITTED] == 0 &&
                    score->outcomes[TOC_OUTCOME_UNDERSTATED] == 0;

    for (uint32_t i = 0; i < score->irregularities.count; i++)
        is_clean = is_clean && score->irregularities.items[i].marks == 0;
    for (uint32_t i = 0; i < score->drill->duty_count; i++)
        is_clean = is_clean && !(score->duties[i].duty.marks & TOC_MARK_EXTENDED);
    switch (score->rating) {
    case TOC_RATING_P:
        score->grade = is_clean ? TOC_GRADE_EXCELLENT : TOC_GRADE_GOOD;
        break;
    case TOC_RATING_S:
        score->grade = TOC_GRADE_GOOD;
        break;
    case TOC_RATING_M:
        score->grade = TOC_GRADE_FAIR;
        break;
    case TOC_RATING_U:
        score->grade = TOC_GRADE_POOR;
        break;
    }
}

toc_score *toc_score_new(toc_arena *arena, const toc_drill *drill)
{
    toc_score *score = TOC_NEW(arena, toc_score);
    toc_scored *duties = copy_duties(arena, drill);

    score->drill = drill;
    score->duties = duties;
    toc_score_reports(arena, drill, duties, score);
    toc_score_relays(arena, drill, duties, score);
    toc_score_untold(arena, drill, duties, score);
    for (uint32_t i = 0; i < drill->duty_count; i++)
        add_points(&duties[i]);
    score_objectives(arena, score);
    score_whole(score);
    collect_irregularities(arena, score);
    find_grade(score);
    toc_score_bodies(arena, score);
    toc_score_resources(arena, score);
    toc_score_judge(arena, score);
    toc_score_findings(arena, score);
    toc_score_expects(arena, score);
    return score;
}

const char *toc_rating_letter(toc_rating rating)
{
    static const char *const letters[] = {"U", "M", "S", "P"};

    return letters[rating];
}

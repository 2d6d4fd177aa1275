/* review_text.c - the sentences of issues: what was amiss, why, and what to do about it. */
#include "report/phrases.h"
#include "report/review_private.h"

#define DUTIES_SHOWN 8u

static const char *fill(const toc_pages *p, toc_report_word word, const char *first,
                        const char *second, const char *third)
{
    return toc_word_fill(p, word, first, second, third);
}

/* What the duty is about, whichever time it was. */
static const char *thing_of(const toc_pages *p, const toc_scored *scored)
{
    toc_duty duty = scored->duty;

    duty.activation = 1;
    duty.occurrence = 1;
    return toc_title_of_duty(p, &duty);
}

/* ── evidence ── */

static const char *join(const toc_pages *p, const char *list, const char *text)
{
    if (!*text)
        return list;
    return *list ? toc_arena_printf(p->arena, "%s%s%s", list, toc_word_of(p, TOC_WORD_COMMA), text)
                 : text;
}

/* "obligations 3, 7 and 2 more; entry 7, line 23" */
static const char *evidence_of(const toc_pages *p, const toc_issue *issue)
{
    const char *list = "";
    const char *place = toc_entry_place(p, issue->entry);
    const toc_scored *first =
        issue->duty_count > 0 ? &p->score->duties[issue->duties[0] - 1] : NULL;

    if (issue->kind == TOC_ISSUE_CONCEALED && first && first->withheld_entry != issue->entry)
        place = join(p, place, toc_entry_place(p, first->withheld_entry));

    for (uint32_t i = 0; i < issue->duty_count && i < DUTIES_SHOWN; i++)
        list = join(p, list, toc_integer_text(p->arena, issue->duties[i]));
    if (issue->duty_count > DUTIES_SHOWN)
        list = fill(p, TOC_WORD_AND_MORE, list,
                    toc_integer_text(p->arena, issue->duty_count - DUTIES_SHOWN), NULL);
    if (*list)
        list = fill(p, TOC_WORD_EVIDENCE_DUTIES, list, NULL, NULL);
    if (!*place)
        return list;
    return *list ? toc_arena_printf(p->arena, "%s%s%s", list, toc_word_of(p, TOC_WORD_SEMICOLON),
                                    place)
                 : place;
}

/* ── late or not done ── */

static const char *what_of(const toc_pages *p, const toc_issue *issue, const toc_scored *worst)
{
    const char *thing =
        issue->duty_count == 1 ? toc_title_of_duty(p, &worst->duty) : thing_of(p, worst);
    const char *times = fill(p, TOC_WORD_TIMES_OF, toc_integer_text(p->arena, issue->duty_count),
                             toc_integer_text(p->arena, issue->owed), NULL);
    bool is_dated = worst->duty.due != TOC_MS_NONE;
    const char *by = is_dated ? toc_length_text(p, worst->duty.closed - worst->duty.due) : "";
    bool is_one = issue->owed == 1;

    if (issue->kind == TOC_ISSUE_MISSED)
        return fill(p, is_one ? TOC_WORD_WAS_MISSED : TOC_WORD_WAS_MISSED_SOME, thing, times, NULL);
    return fill(p, is_one ? TOC_WORD_WAS_LATE : TOC_WORD_WAS_LATE_SOME, thing, by, times);
}

static const char *node_title(const toc_pages *p, uint32_t node)
{
    return toc_title_of(p, &p->machine->nodes[node].head);
}

static const char *blocked_word(const toc_pages *p, toc_blocked why)
{
    static const toc_report_word words[] = {
        [TOC_BLOCKED_NOT] = TOC_WORD_NONE,
        [TOC_BLOCKED_ABSENT] = TOC_WORD_BLOCKED_ABSENT,
        [TOC_BLOCKED_OFF_DUTY] = TOC_WORD_BLOCKED_OFF_DUTY,
        [TOC_BLOCKED_UNREACHABLE] = TOC_WORD_BLOCKED_UNREACHABLE,
        [TOC_BLOCKED_APPROVAL] = TOC_WORD_BLOCKED_APPROVAL,
        [TOC_BLOCKED_RESOURCE] = TOC_WORD_BLOCKED_RESOURCE,
        [TOC_BLOCKED_BUSY] = TOC_WORD_BLOCKED_BUSY,
        [TOC_BLOCKED_MOBILISING] = TOC_WORD_BLOCKED_MOBILISING,
    };

    return toc_word_of(p, words[why]);
}

static const char *why_unmeetable(const toc_pages *p, const toc_scored *worst,
                                  const toc_cause_found *found)
{
    const toc_duty *duty = &worst->duty;

    if (found->begun != TOC_MS_NONE && found->begun <= duty->due && duty->state == TOC_DUTY_LATE &&
        duty->closed > found->begun)
        return fill(p, TOC_WORD_WHY_TOO_SHORT, toc_moment_text(p, found->begun),
                    toc_length_text(p, duty->closed - found->begun),
                    toc_length_text(p, duty->due - found->begun));
    return fill(p, TOC_WORD_WHY_TOO_LATE, toc_moment_text(p, found->ready),
                toc_moment_text(p, duty->due), NULL);
}

static const char *why_left(const toc_pages *p, const toc_scored *worst,
                            const toc_cause_found *found)
{
    const toc_duty *duty = &worst->duty;
    const char *from =
        toc_moment_text(p, found->ready == TOC_MS_NONE ? duty->opened : found->ready);
    bool is_done = duty->state == TOC_DUTY_LATE;
    const char *owner =
        toc_title_of_body(p, is_done && duty->by != TOC_NONE ? duty->by : duty->owner);

    if (found->ready == TOC_MS_NONE)
        return is_done ? fill(p, TOC_WORD_WHY_OWED, from, owner, toc_moment_text(p, duty->closed))
                       : fill(p, TOC_WORD_WHY_OWED_NOT_DONE, from, owner, NULL);
    return is_done ? fill(p, TOC_WORD_WHY_LEFT, from, owner, toc_moment_text(p, duty->closed))
                   : fill(p, TOC_WORD_WHY_LEFT_NOT_DONE, from, owner, NULL);
}

/* Whoever owed it could not act in all that time. */
static const char *why_barred(const toc_pages *p, const toc_duty *duty,
                              const toc_cause_found *found)
{
    toc_report_word word = found->blocked == TOC_BLOCKED_OFF_DUTY      ? TOC_WORD_WHY_OFF_DUTY
                           : found->blocked == TOC_BLOCKED_UNREACHABLE ? TOC_WORD_WHY_UNREACHABLE
                                                                       : TOC_WORD_WHY_ABSENT;

    return fill(p, word, toc_moment_text(p, found->barred), toc_moment_text(p, duty->due),
                toc_title_of_body(p, duty->owner));
}

/* Of a relay's whole way: where it stuck. */
static const char *why_way(const toc_pages *p, const toc_cause_found *found)
{
    const toc_duty *hop = found->hop;
    const char *owner;

    if (!hop)
        return toc_word_of(p, TOC_WORD_WHY_WAY_LONG);
    owner = toc_title_of_body(p, hop->owner);
    if (hop->state == TOC_DUTY_LATE)
        return fill(p, TOC_WORD_WHY_WAY_LATE, toc_title_of_duty(p, hop), owner,
                    toc_length_text(p, hop->closed - hop->due));
    return fill(
        p, hop->marks & TOC_MARK_WITHHELD ? TOC_WORD_WHY_WAY_WITHHELD : TOC_WORD_WHY_WAY_MISSED,
        toc_title_of_duty(p, hop), owner, NULL);
}

static const char *why_of(const toc_pages *p, const toc_scored *worst, const toc_cause_found *found)
{
    if (worst->duty.kind == TOC_DUTY_OVERALL)
        return why_way(p, found);
    switch (found->cause) {
    case TOC_CAUSE_NONE:
        break;
    case TOC_CAUSE_UNMEETABLE:
        return why_unmeetable(p, worst, found);
    case TOC_CAUSE_FOLLOWS:
        if (found->behind == TOC_NONE)
            return fill(p, TOC_WORD_WHY_BEGAN_LATE, toc_moment_text(p, found->ready), NULL, NULL);
        return fill(p, TOC_WORD_WHY_FOLLOWS, node_title(p, found->behind),
                    toc_moment_text(p, found->ready), NULL);
    case TOC_CAUSE_BLOCKED:
        if (found->barred != TOC_MS_NONE)
            return why_barred(p, &worst->duty, found);
        return fill(p, TOC_WORD_WHY_BLOCKED, blocked_word(p, found->blocked), NULL, NULL);
    case TOC_CAUSE_LONG:
        return fill(p, TOC_WORD_WHY_LONG, toc_moment_text(p, found->begun),
                    toc_length_text(p, worst->duty.closed - found->begun), NULL);
    case TOC_CAUSE_LEFT:
        return why_left(p, worst, found);
    }
    return "";
}

/* Has the step that it waited for a limit of its own? */
static bool has_limit(const toc_pages *p, uint32_t node)
{
    return p->machine->nodes[node].deadline != TOC_NONE;
}

/* Who may act for a post that cannot be reached; TOC_NONE: nobody. */
static uint32_t successor_of(const toc_machine *machine, uint32_t post)
{
    for (uint32_t i = 0; post != TOC_NONE && i < machine->bodies_count; i++) {
        if (machine->bodies[i].succeeds == post)
            return i;
    }
    return TOC_NONE;
}

/* A plan that names somebody for it already needs no further one. */
static const char *getting_approval(const toc_pages *p, const toc_duty *duty, const char *thing)
{
    bool is_step = duty->kind == TOC_DUTY_STEP || duty->kind == TOC_DUTY_DECISION;
    uint32_t approver = is_step ? p->machine->nodes[duty->id].approver : TOC_NONE;
    uint32_t next = successor_of(p->machine, approver);

    if (next == TOC_NONE)
        return fill(p, TOC_WORD_DO_APPROVAL, NULL, thing, NULL);
    return fill(p, TOC_WORD_DO_APPROVAL_PASSED_ON, toc_title_of_body(p, approver), thing,
                toc_title_of_body(p, next));
}

static const char *unblocking(const toc_pages *p, toc_blocked why, const char *owner,
                              const char *thing)
{
    static const toc_report_word words[] = {
        [TOC_BLOCKED_NOT] = TOC_WORD_DO_LEFT,
        [TOC_BLOCKED_ABSENT] = TOC_WORD_DO_ABSENT,
        [TOC_BLOCKED_OFF_DUTY] = TOC_WORD_DO_OFF_DUTY,
        [TOC_BLOCKED_UNREACHABLE] = TOC_WORD_DO_UNREACHABLE,
        [TOC_BLOCKED_APPROVAL] = TOC_WORD_DO_APPROVAL,
        [TOC_BLOCKED_RESOURCE] = TOC_WORD_DO_RESOURCE,
        [TOC_BLOCKED_BUSY] = TOC_WORD_DO_BUSY,
        [TOC_BLOCKED_MOBILISING] = TOC_WORD_DO_MOBILISING,
    };

    return fill(p, words[why], owner, thing, NULL);
}

static const char *doing(const toc_pages *p, const toc_issue *issue, const toc_scored *worst,
                         const char *owner, const char *thing)
{
    toc_duty_kind kind = (toc_duty_kind)worst->duty.kind;

    if (kind == TOC_DUTY_REPORT)
        return fill(p, TOC_WORD_DO_REPORT, owner, thing, NULL);
    if (kind == TOC_DUTY_DECLARE || kind == TOC_DUTY_PROPOSE_END || kind == TOC_DUTY_APPROVE_END)
        return fill(p, TOC_WORD_DO_DECLARE, owner, thing, NULL);
    if (kind == TOC_DUTY_APPROVAL || kind == TOC_DUTY_REQUEST)
        return fill(p, TOC_WORD_DO_APPROVE, owner, thing, NULL);
    return fill(p, issue->kind == TOC_ISSUE_MISSED ? TOC_WORD_DO_MISSED : TOC_WORD_DO_LEFT, owner,
                thing, NULL);
}

static const char *mending_the_way(const toc_pages *p, const toc_scored *worst,
                                   const toc_cause_found *found)
{
    const toc_duty *hop = found->hop;
    const char *owner = hop ? toc_title_of_body(p, hop->owner) : NULL;
    const char *thing = hop ? toc_title_of_duty(p, hop) : NULL;

    if (!hop)
        return fill(p, TOC_WORD_DO_WAY, thing_of(p, worst), NULL, NULL);
    if (hop->marks & TOC_MARK_WITHHELD)
        return fill(p, TOC_WORD_DO_CONCEALED, thing, owner, NULL);
    return fill(p, hop->state == TOC_DUTY_LATE ? TOC_WORD_DO_REPORT : TOC_WORD_DO_MISSED, owner,
                thing, NULL);
}

static const char *proposal_of(const toc_pages *p, const toc_issue *issue, const toc_scored *worst,
                               const toc_cause_found *found)
{
    const char *thing = thing_of(p, worst);
    const char *owner = toc_title_of_body(p, toc_issue_body(p, worst));
    const char *behind = found->behind == TOC_NONE ? thing : node_title(p, found->behind);

    if (worst->duty.kind == TOC_DUTY_OVERALL)
        return mending_the_way(p, worst, found);
    switch (found->cause) {
    case TOC_CAUSE_UNMEETABLE:
        return fill(p, TOC_WORD_DO_UNMEETABLE, thing, toc_length_text(p, issue->needed),
                    toc_length_text(p, issue->limit));
    case TOC_CAUSE_FOLLOWS:
        if (found->behind == TOC_NONE)
            return fill(p, TOC_WORD_DO_BEGAN_LATE, thing, NULL, NULL);
        return fill(p, has_limit(p, found->behind) ? TOC_WORD_DO_FOLLOWS : TOC_WORD_DO_FOLLOWS_FREE,
                    behind, thing, NULL);
    case TOC_CAUSE_BLOCKED:
        if (found->blocked == TOC_BLOCKED_APPROVAL)
            return getting_approval(p, &worst->duty, thing);
        return unblocking(p, found->blocked, owner, thing);
    case TOC_CAUSE_LONG:
        return fill(p, TOC_WORD_DO_LONG, owner, thing, NULL);
    case TOC_CAUSE_NONE:
    case TOC_CAUSE_LEFT:
        break;
    }
    return doing(p, issue, worst, owner, thing);
}

void toc_issue_say_duty(const toc_pages *p, toc_issue *issue, const toc_scored *worst,
                        const toc_cause_found *found)
{
    issue->what = what_of(p, issue, worst);
    issue->why = why_of(p, worst, found);
    issue->proposal = proposal_of(p, issue, worst, found);
    issue->evidence = evidence_of(p, issue);
}

/* ── findings of the score ── */

static const char *proposal_for(const toc_pages *p, const toc_issue *issue,
                                const toc_finding *finding)
{
    const toc_scored *scored = finding->duty ? &p->score->duties[finding->duty - 1] : NULL;
    const char *thing = scored ? thing_of(p, scored) : toc_title_of(p, issue->head);
    const char *owner = scored ? toc_title_of_body(p, scored->duty.owner) : "";
    const char *missing = scored ? toc_missing_fields(p, scored) : "";
    const char *body =
        toc_title_of_body(p, finding->body == TOC_NONE ? issue->body : finding->body);

    switch (finding->kind) {
    case TOC_FINDING_NOT_TOLD:
        if (finding->body == TOC_NONE)
            return fill(p, TOC_WORD_DO_NOT_TOLD_BY, owner, NULL, NULL);
        return fill(p, TOC_WORD_DO_NOT_TOLD, body, owner, NULL);
    case TOC_FINDING_CONCEALED:
        return fill(p, TOC_WORD_DO_CONCEALED, thing, body, NULL);
    case TOC_FINDING_FIELDS:
        return fill(p, TOC_WORD_DO_FIELDS, thing, missing, NULL);
    case TOC_FINDING_FALSE:
        return fill(p, TOC_WORD_DO_FALSE, thing, body, NULL);
    case TOC_FINDING_UNDERSTATED:
        return fill(p, TOC_WORD_DO_UNDERSTATED, thing, body, NULL);
    case TOC_FINDING_COPY:
        return fill(p, TOC_WORD_DO_COPY, body, thing, NULL);
    case TOC_FINDING_UNDER:
    case TOC_FINDING_OVER:
        return fill(p, TOC_WORD_DO_GRADING, toc_title_of_ladder(p, finding->other), NULL, NULL);
    case TOC_FINDING_WAITED:
        return fill(p, TOC_WORD_DO_WAITED, thing, NULL, NULL);
    case TOC_FINDING_MOBILISED:
        return fill(p, TOC_WORD_DO_MOBILISED, thing, NULL, NULL);
    }
    return "";
}

/* A phrase as a sentence. */
static const char *sentence(const toc_pages *p, const char *phrase)
{
    char *text =
        toc_arena_printf(p->arena, "%s", toc_word_fill(p, TOC_WORD_SENTENCE, phrase, NULL, NULL));

    if (*text >= 'a' && *text <= 'z')
        *text = (char)(*text - 'a' + 'A');
    return text;
}

#define STRETCHES_SHOWN 4u

/* When it was graded so, what was warranted and what was declared. */
static const char *why_graded(const toc_pages *p, const toc_finding *finding)
{
    toc_verdict verdict = finding->kind == TOC_FINDING_UNDER ? TOC_VERDICT_UNDER : TOC_VERDICT_OVER;
    const toc_judgement *row = &p->score->judgements.items[finding->other];
    const char *list = "";
    uint32_t count = 0;

    for (uint32_t i = 0; i < row->stretches.count; i++) {
        const toc_judged *judged = &row->stretches.items[i];
        const char *grades;

        if (judged->verdict != verdict || ++count > STRETCHES_SHOWN)
            continue;
        grades = fill(p, TOC_WORD_WHY_GRADED_AS,
                      toc_title_of_grade(p, finding->other, judged->warranted),
                      toc_title_of_grade(p, finding->other, judged->declared), NULL);
        list = toc_arena_printf(p->arena, "%s%s%s", list,
                                *list ? toc_word_of(p, TOC_WORD_SEMICOLON) : "",
                                fill(p, TOC_WORD_WHY_GRADED, toc_moment_text(p, judged->from),
                                     toc_moment_text(p, judged->to), grades));
    }
    if (count > STRETCHES_SHOWN)
        list = fill(p, TOC_WORD_AND_MORE, list, toc_integer_text(p->arena, count - STRETCHES_SHOWN),
                    NULL);
    return sentence(p, list);
}

/* The entry that declared what stood when the first such stretch began. */
static uint32_t entry_of_grade(const toc_pages *p, const toc_finding *finding)
{
    toc_verdict verdict = finding->kind == TOC_FINDING_UNDER ? TOC_VERDICT_UNDER : TOC_VERDICT_OVER;
    const toc_judgement *row = &p->score->judgements.items[finding->other];
    uint32_t first = 0;
    uint32_t entry = TOC_NONE;

    while (first < row->stretches.count && row->stretches.items[first].verdict != verdict)
        first++;
    for (uint32_t i = 0; first < row->stretches.count && i < p->drill->happening_count; i++) {
        const toc_trace *trace = &p->drill->happenings[i].trace;

        if (trace->at > row->stretches.items[first].from)
            break;
        if (trace->kind == TOC_TRACE_DECLARED && trace->id == finding->other)
            entry = trace->entry;
    }
    return entry;
}

/* The declarations owed on that ladder that were late or not made. */
static void take_declarations(const toc_pages *p, toc_issue *issue, uint32_t ladder)
{
    toc_range levels = p->machine->ladders[ladder].levels;
    uint32_t *numbers = TOC_NEW_ARRAY(p->arena, uint32_t, p->drill->duty_count);

    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        const toc_duty *duty = &p->score->duties[i].duty;

        if (duty->kind == TOC_DUTY_DECLARE && duty->id - levels.first < levels.count &&
            (duty->state == TOC_DUTY_LATE || duty->state == TOC_DUTY_MISSED))
            numbers[issue->duty_count++] = duty->number;
    }
    issue->duties = numbers;
}

void toc_issue_say_finding(const toc_pages *p, toc_issue *issue, const toc_finding *finding)
{
    const toc_scored *scored = finding->duty ? &p->score->duties[finding->duty - 1] : NULL;
    bool is_about_knowing =
        finding->kind == TOC_FINDING_FALSE || finding->kind == TOC_FINDING_UNDERSTATED ||
        finding->kind == TOC_FINDING_CONCEALED || finding->kind == TOC_FINDING_FIELDS;

    issue->what = toc_finding_text(p, finding);
    issue->why =
        finding->duty && is_about_knowing ? sentence(p, toc_told_text(p, &scored->told)) : "";
    if (finding->kind == TOC_FINDING_UNDER || finding->kind == TOC_FINDING_OVER) {
        issue->why = why_graded(p, finding);
        issue->entry = entry_of_grade(p, finding);
    }
    if (finding->kind == TOC_FINDING_UNDER)
        take_declarations(p, issue, finding->other);
    issue->proposal = proposal_for(p, issue, finding);
    issue->evidence = evidence_of(p, issue);
}

/* ── acts out of order ── */

/* The owner of what this act closed, where whoever did it succeeds him; TOC_NONE: he does not. */
static uint32_t succeeded_by(const toc_pages *p, const toc_trace *act)
{
    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        const toc_duty *duty = &p->drill->duties[i];

        if (duty->by == act->body && duty->closed == act->at &&
            (duty->marks & TOC_MARK_WRONG_BODY) && toc_succeeds(p->machine, act->body, duty->owner))
            return duty->owner;
    }
    return TOC_NONE;
}

void toc_issue_say_act(const toc_pages *p, toc_issue *issue, const toc_irregularity *row)
{
    static const struct {
        uint32_t mark;
        toc_report_word word;
    } rows[] = {{TOC_MARK_NO_APPROVAL, TOC_WORD_DO_NO_APPROVAL},
                {TOC_MARK_WRONG_BODY, TOC_WORD_DO_WRONG_BODY},
                {TOC_MARK_PREMATURE, TOC_WORD_DO_PREMATURE},
                {TOC_MARK_CONDITION_FALSE, TOC_WORD_DO_CONDITION_FALSE},
                {TOC_MARK_EXHAUSTED, TOC_WORD_DO_EXHAUSTED}};
    const toc_trace *act = &p->drill->happenings[row->happening].trace;
    const char *title = toc_act_text(p, act);
    const char *who = toc_title_of_body(p, issue->body);
    uint32_t above = row->marks & TOC_MARK_WRONG_BODY ? succeeded_by(p, act) : TOC_NONE;

    issue->what = toc_arena_printf(p->arena, "%s  %s", toc_moment_text(p, row->at),
                                   toc_irregularity_text(p, row));
    issue->why = "";
    issue->proposal = toc_word_of(p, TOC_WORD_DO_TO_NO_EFFECT);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if ((row->marks & rows[i].mark) && issue->head) {
            bool is_lowered = rows[i].mark == TOC_MARK_PREMATURE && toc_is_step_down(act);

            issue->proposal =
                fill(p, is_lowered ? TOC_WORD_DO_LOWERED : rows[i].word, title, who, NULL);
            if (rows[i].mark == TOC_MARK_WRONG_BODY && above != TOC_NONE)
                issue->proposal =
                    fill(p, TOC_WORD_DO_OUT_OF_TURN, title, who, toc_title_of_body(p, above));
            break;
        }
    }
    issue->evidence = evidence_of(p, issue);
}

/* ── what went well ── */

const char *toc_strength_text(const toc_pages *p, const toc_scored *nearest, uint32_t count)
{
    const toc_duty *duty = &nearest->duty;
    const char *thing = thing_of(p, nearest);
    const char *times = toc_integer_text(p->arena, count);
    const char *left;

    if (duty->due == TOC_MS_NONE)
        return count == 1 ? fill(p, TOC_WORD_WELL_DONE, thing, NULL, NULL)
                          : fill(p, TOC_WORD_WELL_DONE_ALL, thing, times, NULL);
    if (duty->due == duty->closed)
        return fill(p, TOC_WORD_WELL_JUST, thing, NULL, NULL);
    left = toc_length_text(p, duty->due - duty->closed);
    return count == 1 ? fill(p, TOC_WORD_WELL_IN_TIME, thing, left, NULL)
                      : fill(p, TOC_WORD_WELL_IN_TIME_ALL, thing, left, times);
}

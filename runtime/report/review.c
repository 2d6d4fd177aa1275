/* review.c - gathers what was amiss: duties by what they are about, findings, acts out of order. */
#include "report/review.h"

#include <stdlib.h>
#include <string.h>

#include "report/causes.h"
#include "report/phrases.h"
#include "report/review_private.h"

/* ── words ── */

const char *toc_issue_kind_word(toc_issue_kind kind)
{
    static const char *const words[] = {
        [TOC_ISSUE_LATE] = "late",           [TOC_ISSUE_MISSED] = "missed",
        [TOC_ISSUE_CONCEALED] = "concealed", [TOC_ISSUE_INCOMPLETE] = "incomplete",
        [TOC_ISSUE_FALSE] = "false",         [TOC_ISSUE_UNDERSTATED] = "understated",
        [TOC_ISSUE_NOT_TOLD] = "not-told",   [TOC_ISSUE_NO_COPY] = "no-copy",
        [TOC_ISSUE_UNDER] = "under-graded",  [TOC_ISSUE_OVER] = "over-graded",
        [TOC_ISSUE_WAITED] = "waited",       [TOC_ISSUE_OUT_OF_ORDER] = "out-of-order",
    };

    return words[kind];
}

const char *toc_cause_word(toc_cause cause)
{
    static const char *const words[] = {
        [TOC_CAUSE_NONE] = "none",       [TOC_CAUSE_UNMEETABLE] = "unmeetable",
        [TOC_CAUSE_FOLLOWS] = "follows", [TOC_CAUSE_BLOCKED] = "blocked",
        [TOC_CAUSE_LONG] = "long-work",  [TOC_CAUSE_LEFT] = "left",
    };

    return words[cause];
}

const char *toc_priority_word(toc_priority priority)
{
    static const char *const words[] = {"high", "medium", "low"};

    return words[priority];
}

const char *toc_clause_text(const toc_pages *p, const toc_m_head *head)
{
    const char *clause = head ? toc_machine_text(p->machine, head->clause) : "";
    const char *file = head ? toc_machine_text(p->machine, head->file) : "";
    const char *slash = strrchr(file, '/'); /* whoever reads it does not sit at this computer */
    const char *said = *clause ? toc_word_fill(p, TOC_WORD_CLAUSE, clause, NULL, NULL) : "";
    const char *place;

    if (!*file || head->line == 0)
        return said;
    place = toc_word_fill(p, TOC_WORD_PLAN_LINE, toc_text_clean(p->arena, slash ? slash + 1 : file),
                          toc_integer_text(p->arena, head->line), NULL);
    return *said ? toc_arena_printf(p->arena, "%s%s%s", said, toc_word_of(p, TOC_WORD_COMMA), place)
                 : place;
}

/* ── duties late or not done ── */

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* What they are about first, so that those of one thing stand together. */
static int by_thing(const void *left, const void *right)
{
    const toc_scored *a = *(const toc_scored *const *)left;
    const toc_scored *b = *(const toc_scored *const *)right;
    int order = compare_numbers(a->duty.kind, b->duty.kind);

    if (order == 0)
        order = compare_numbers(a->duty.id, b->duty.id);
    if (order == 0)
        order = compare_numbers(a->duty.other, b->duty.other);
    if (order == 0)
        order = compare_numbers(a->duty.owner, b->duty.owner);
    return order ? order : compare_numbers(a->duty.number, b->duty.number);
}

static bool is_same_thing(const toc_scored *a, const toc_scored *b)
{
    return a->duty.kind == b->duty.kind && a->duty.id == b->duty.id &&
           a->duty.other == b->duty.other && a->duty.owner == b->duty.owner;
}

static toc_ms lateness(const toc_scored *scored)
{
    return scored->duty.due == TOC_MS_NONE ? 0 : scored->duty.closed - scored->duty.due;
}

/* A report that was concealed or lacked fields is told of as that. */
static bool is_amiss(const toc_scored *scored, toc_duty_state state)
{
    bool is_told = scored->duty.kind == TOC_DUTY_REPORT &&
                   (scored->outcome == TOC_OUTCOME_CONCEALED || scored->fields_missing > 0);

    return scored->duty.state == (uint32_t)state &&
           (!is_told || (state == TOC_DUTY_LATE && scored->outcome != TOC_OUTCOME_CONCEALED));
}

static bool is_plain_limit(const toc_pages *p, const toc_duty *duty)
{
    const toc_m_node *node;
    const toc_m_deadline *deadline;

    if (duty->kind != TOC_DUTY_STEP && duty->kind != TOC_DUTY_DECISION)
        return false;
    node = &p->machine->nodes[duty->id];
    if (node->deadline == TOC_NONE || duty->is_series || (duty->marks & TOC_MARK_EXTENDED))
        return false;
    deadline = &p->machine->deadlines[node->deadline];
    return deadline->kind == TOC_M_DEADLINE_WITHIN && deadline->workdays == 0;
}

/* To a step that a planner would write. */
static toc_ms round_up(toc_ms needed)
{
    toc_ms step = needed < 10 * TOC_MINUTE ? TOC_MINUTE
                  : needed < TOC_HOUR      ? 5 * TOC_MINUTE
                  : needed < 6 * TOC_HOUR  ? 15 * TOC_MINUTE
                  : needed < TOC_DAY       ? 30 * TOC_MINUTE
                                           : TOC_HOUR;

    return (needed + step - 1) / step * step;
}

bool toc_succeeds(const toc_machine *machine, uint32_t who, uint32_t post)
{
    uint32_t above = who == TOC_NONE ? TOC_NONE : machine->bodies[who].succeeds;

    for (uint32_t i = 0; i < machine->bodies_count && above != TOC_NONE && above != post; i++)
        above = machine->bodies[above].succeeds;
    return above != TOC_NONE && above == post;
}

uint32_t toc_issue_body(const toc_pages *p, const toc_scored *scored)
{
    const toc_duty *duty = &scored->duty;
    bool is_right = duty->state == TOC_DUTY_LATE && !(duty->marks & TOC_MARK_WRONG_BODY);

    return is_right && toc_succeeds(p->machine, duty->by, duty->owner) ? duty->by : duty->owner;
}

static void take_cause(const toc_pages *p, const toc_causes *causes, toc_issue *issue,
                       const toc_scored *const *group, uint32_t count)
{
    const toc_scored *worst = group[0];
    toc_cause_found found;
    toc_ms needed;

    for (uint32_t i = 1; i < count; i++) {
        if (lateness(group[i]) > lateness(worst))
            worst = group[i];
    }
    found = toc_cause_of(causes, worst);
    issue->cause = found.cause;
    issue->blocked = found.blocked;
    issue->behind = found.behind;
    issue->body = found.hop ? found.hop->owner : toc_issue_body(p, worst);
    if (found.cause == TOC_CAUSE_UNMEETABLE) {
        needed = worst->duty.state == TOC_DUTY_LATE ? worst->duty.closed - worst->duty.clock : 0;
        issue->priority = TOC_PRIORITY_HIGH;
        issue->limit = worst->duty.due - worst->duty.clock;
        issue->needed = round_up(needed > found.needed ? needed : found.needed);
        issue->is_limit_own = is_plain_limit(p, &worst->duty) && issue->needed > issue->limit;
    }
    toc_issue_say_duty(p, issue, worst, &found);
}

static toc_issue issue_of(const toc_pages *p, const toc_scored *scored, toc_issue_kind kind)
{
    return (toc_issue){.kind = kind,
                       .priority = TOC_PRIORITY_MEDIUM,
                       .behind = TOC_NONE,
                       .body = scored->duty.owner,
                       .objective = scored->objective,
                       .entry = scored->entry,
                       .head = toc_duty_head(p->machine, &scored->duty),
                       .limit = TOC_MS_NONE,
                       .needed = TOC_MS_NONE};
}

/* The numbers of the duties in @p group, the worst of them first. */
static void take_duties(const toc_pages *p, toc_issue *issue, const toc_scored *const *group,
                        uint32_t count)
{
    uint32_t *numbers = TOC_NEW_ARRAY(p->arena, uint32_t, count);
    uint32_t worst = 0;

    for (uint32_t i = 0; i < count; i++) {
        numbers[i] = group[i]->duty.number;
        if (lateness(group[i]) > lateness(group[worst]))
            worst = i;
    }
    if (count > 0) {
        uint32_t first = numbers[worst];

        for (uint32_t i = worst; i > 0; i--)
            numbers[i] = numbers[i - 1];
        numbers[0] = first;
    }
    issue->duties = numbers;
    issue->duty_count = count;
}

/* @p group: duties of one thing, all counted ones; those in @p state become an issue. */
static void review_group(const toc_pages *p, const toc_causes *causes, toc_review *review,
                         const toc_scored **group, uint32_t count, toc_duty_state state)
{
    const toc_scored **amiss = TOC_NEW_ARRAY(p->arena, const toc_scored *, count);
    uint32_t found = 0;
    toc_issue issue;

    for (uint32_t i = 0; i < count; i++) {
        if (is_amiss(group[i], state))
            amiss[found++] = group[i];
    }
    if (found == 0)
        return;
    issue = issue_of(p, amiss[0], state == TOC_DUTY_LATE ? TOC_ISSUE_LATE : TOC_ISSUE_MISSED);
    if (state == TOC_DUTY_MISSED)
        issue.priority = TOC_PRIORITY_HIGH;
    issue.owed = count;
    take_duties(p, &issue, amiss, found);
    take_cause(p, causes, &issue, amiss, found);
    TOC_PUSH(p->arena, &review->issues, issue);
}

static bool is_in_order(const toc_scored *scored)
{
    return scored->duty.state == TOC_DUTY_MET && scored->duty.marks == 0 &&
           (scored->duty.kind != TOC_DUTY_REPORT || scored->outcome == TOC_OUTCOME_ON_TIME);
}

static void review_strength(const toc_pages *p, toc_review *review, const toc_scored **group,
                            uint32_t count)
{
    const toc_scored *nearest = group[0];
    toc_strength strength = {.objective = group[0]->objective};

    for (uint32_t i = 0; i < count; i++) {
        if (!is_in_order(group[i]))
            return;
        if (lateness(group[i]) > lateness(nearest))
            nearest = group[i];
    }
    strength.what = toc_strength_text(p, nearest, count);
    TOC_PUSH(p->arena, &review->strengths, strength);
}

static void review_duties(const toc_pages *p, const toc_causes *causes, toc_review *review)
{
    const toc_scored **rows = TOC_NEW_ARRAY(p->arena, const toc_scored *, p->drill->duty_count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        if (p->score->duties[i].points != TOC_POINTS_NONE)
            rows[count++] = &p->score->duties[i];
    }
    if (count > 1)
        qsort(rows, count, sizeof(const toc_scored *), by_thing);
    for (uint32_t i = 0, next; i < count; i = next) {
        for (next = i + 1; next < count && is_same_thing(rows[i], rows[next]); next++)
            continue;
        review_group(p, causes, review, rows + i, next - i, TOC_DUTY_MISSED);
        review_group(p, causes, review, rows + i, next - i, TOC_DUTY_LATE);
        review_strength(p, review, rows + i, next - i);
    }
}

/* ── what the score found besides ── */

static const struct {
    toc_issue_kind kind;
    toc_priority priority;
} finding_kinds[] = {
    [TOC_FINDING_NOT_TOLD] = {TOC_ISSUE_NOT_TOLD, TOC_PRIORITY_MEDIUM},
    [TOC_FINDING_CONCEALED] = {TOC_ISSUE_CONCEALED, TOC_PRIORITY_HIGH},
    [TOC_FINDING_FIELDS] = {TOC_ISSUE_INCOMPLETE, TOC_PRIORITY_MEDIUM},
    [TOC_FINDING_FALSE] = {TOC_ISSUE_FALSE, TOC_PRIORITY_HIGH},
    [TOC_FINDING_UNDERSTATED] = {TOC_ISSUE_UNDERSTATED, TOC_PRIORITY_HIGH},
    [TOC_FINDING_COPY] = {TOC_ISSUE_NO_COPY, TOC_PRIORITY_MEDIUM},
    [TOC_FINDING_UNDER] = {TOC_ISSUE_UNDER, TOC_PRIORITY_HIGH},
    [TOC_FINDING_OVER] = {TOC_ISSUE_OVER, TOC_PRIORITY_MEDIUM},
    [TOC_FINDING_WAITED] = {TOC_ISSUE_WAITED, TOC_PRIORITY_LOW},
    [TOC_FINDING_MOBILISED] = {TOC_ISSUE_WAITED, TOC_PRIORITY_LOW},
};

static const toc_m_head *head_of(const toc_pages *p, const toc_finding *finding)
{
    switch (finding->kind) {
    case TOC_FINDING_NOT_TOLD:
    case TOC_FINDING_CONCEALED:
    case TOC_FINDING_FIELDS:
    case TOC_FINDING_FALSE:
    case TOC_FINDING_UNDERSTATED:
        return toc_duty_head(p->machine, &p->score->duties[finding->duty - 1].duty);
    case TOC_FINDING_COPY:
        return &p->machine->reports[finding->other].head;
    case TOC_FINDING_UNDER:
    case TOC_FINDING_OVER:
        return &p->machine->ladders[finding->other].head;
    case TOC_FINDING_WAITED:
    case TOC_FINDING_MOBILISED:
        return &p->machine->resources[finding->other].head;
    }
    return NULL;
}

/* Who has to see to it: the sender, the declarer of the grade in question, the owner of the means. */
static uint32_t body_of(const toc_pages *p, const toc_finding *finding)
{
    const toc_machine *machine = p->machine;

    switch (finding->kind) {
    case TOC_FINDING_NOT_TOLD:
    case TOC_FINDING_UNDER:
    case TOC_FINDING_OVER:
        return finding->body;
    case TOC_FINDING_CONCEALED:
    case TOC_FINDING_FIELDS:
    case TOC_FINDING_FALSE:
    case TOC_FINDING_UNDERSTATED:
        return p->score->duties[finding->duty - 1].duty.owner;
    case TOC_FINDING_COPY:
        return machine->reports[finding->other].sender;
    case TOC_FINDING_WAITED:
    case TOC_FINDING_MOBILISED:
        return machine->resources[finding->other].owner;
    }
    return TOC_NONE;
}

static void review_finding(const toc_pages *p, toc_review *review, const toc_finding *finding)
{
    toc_issue issue = {.kind = finding_kinds[finding->kind].kind,
                       .priority = finding_kinds[finding->kind].priority,
                       .behind = TOC_NONE,
                       .body = body_of(p, finding),
                       .objective = TOC_NONE,
                       .entry = TOC_NONE,
                       .head = head_of(p, finding),
                       .owed = 1,
                       .limit = TOC_MS_NONE,
                       .needed = TOC_MS_NONE};

    if (finding->duty) {
        const toc_scored *scored = &p->score->duties[finding->duty - 1];

        issue.objective = scored->objective;
        issue.entry = scored->sent_entry;
        take_duties(p, &issue, &scored, 1);
    }
    toc_issue_say_finding(p, &issue, finding);
    TOC_PUSH(p->arena, &review->issues, issue);
}

/* ── acts out of order ── */

static const toc_m_head *head_of_act(const toc_pages *p, const toc_trace *trace)
{
    switch ((toc_trace_kind)trace->kind) {
    case TOC_TRACE_NODE:
    case TOC_TRACE_DECIDED:
    case TOC_TRACE_APPROVAL:
        return &p->machine->nodes[trace->id].head;
    case TOC_TRACE_REPORT:
    case TOC_TRACE_ANNOUNCED:
    case TOC_TRACE_CLEARANCE:
        return &p->machine->reports[trace->id].head;
    case TOC_TRACE_DECLARED:
    case TOC_TRACE_END_PROPOSED:
        return &p->machine->ladders[trace->id].head;
    case TOC_TRACE_BODY:
        return &p->machine->bodies[trace->id].head;
    case TOC_TRACE_MARK:
        return toc_trace_head(p->machine, trace);
    case TOC_TRACE_EVENT:
    case TOC_TRACE_SET:
    case TOC_TRACE_TOLD:
    case TOC_TRACE_TRIGGER:
    case TOC_TRACE_WARRANTED:
    case TOC_TRACE_ENDED:
    case TOC_TRACE_RESPONSE:
    case TOC_TRACE_RESOURCE:
    case TOC_TRACE_LOST:
    case TOC_TRACE_GRANTED:
    case TOC_TRACE_UNREACHABLE:
    case TOC_TRACE_TICK:
    case TOC_TRACE_ACKNOWLEDGED:
    case TOC_TRACE_WITHHELD:
    case TOC_TRACE_LATE_ACTION:
    case TOC_TRACE_DUTY_OPENED:
    case TOC_TRACE_DUTY_DATED:
    case TOC_TRACE_DUTY_OVERDUE:
    case TOC_TRACE_DUTY_CLOSED:
    case TOC_TRACE_CONTROL:
    case TOC_TRACE_FORECAST:
    case TOC_TRACE_MOMENT:
    case TOC_TRACE_CALLED:
    case TOC_TRACE_READY:
    case TOC_TRACE_RECEIVED:
    case TOC_TRACE_KIND_COUNT:
        break;
    }
    return NULL;
}

/* Withheld reports are told of as concealed ones, corrections in time are in order. */
static void review_act(const toc_pages *p, toc_review *review, const toc_irregularity *row)
{
    const toc_trace *trace = &p->drill->happenings[row->happening].trace;
    toc_issue issue = {.kind = TOC_ISSUE_OUT_OF_ORDER,
                       .priority = TOC_PRIORITY_LOW,
                       .behind = TOC_NONE,
                       .body = trace->body,
                       .objective = TOC_NONE,
                       .entry = row->entry,
                       .head = head_of_act(p, trace),
                       .owed = 1,
                       .limit = TOC_MS_NONE,
                       .needed = TOC_MS_NONE};

    if (row->marks == 0 || (row->marks & TOC_MARK_WITHHELD))
        return;
    if (row->marks & (TOC_MARKS_HALVING | TOC_MARK_CONDITION_FALSE))
        issue.priority = TOC_PRIORITY_MEDIUM;
    toc_issue_say_act(p, &issue, row);
    TOC_PUSH(p->arena, &review->issues, issue);
}

/* ── all ── */

typedef struct ranked {
    toc_issue issue;
    uint32_t place;
} ranked;

static int by_urgency(const void *left, const void *right)
{
    const ranked *a = left;
    const ranked *b = right;

    if (a->issue.priority != b->issue.priority)
        return a->issue.priority < b->issue.priority ? -1 : 1;
    return compare_numbers(a->place, b->place);
}

static void sort_issues(const toc_pages *p, toc_review *review)
{
    uint32_t count = review->issues.count;
    ranked *rows = TOC_NEW_ARRAY(p->arena, ranked, count);

    for (uint32_t i = 0; i < count; i++)
        rows[i] = (ranked){review->issues.items[i], i};
    if (count > 1)
        qsort(rows, count, sizeof rows[0], by_urgency);
    for (uint32_t i = 0; i < count; i++) {
        review->issues.items[i] = rows[i].issue;
        review->issues.items[i].number = i + 1;
    }
}

toc_review *toc_review_new(const toc_pages *p)
{
    toc_review *review = TOC_NEW(p->arena, toc_review);
    const toc_causes *causes = toc_causes_new(p->arena, p->score);

    review_duties(p, causes, review);
    for (uint32_t i = 0; i < p->score->findings.count; i++)
        review_finding(p, review, &p->score->findings.items[i]);
    for (uint32_t i = 0; i < p->score->irregularities.count; i++)
        review_act(p, review, &p->score->irregularities.items[i]);
    sort_issues(p, review);
    return review;
}

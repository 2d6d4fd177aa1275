/* phrases.c - what all forms of a report say in the same words: plan, kind, states, marks, places. */
#include "report/phrases.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *word(const toc_pages *p, toc_report_word id)
{
    return toc_word_of(p, id);
}

/* ── the drill ── */

const char *toc_kind_text(const toc_pages *p)
{
    switch (p->drill->script->scenario->kind) {
    case TOC_DRILL_TABLETOP:
        return word(p, TOC_WORD_KIND_TABLETOP);
    case TOC_DRILL_FUNCTIONAL:
        return word(p, TOC_WORD_KIND_FUNCTIONAL);
    case TOC_DRILL_FULL_SCALE:
        return word(p, TOC_WORD_KIND_FULL_SCALE);
    case TOC_DRILL_NO_NOTICE:
        return word(p, TOC_WORD_KIND_NO_NOTICE);
    }
    return "";
}

static bool is_org_played(const toc_pages *p, uint32_t body)
{
    return p->drill->script->played[body] && p->machine->bodies[body].parent == TOC_NONE;
}

/* Orgs that are played, or posts whose org is not. */
static const char *played_text(const toc_pages *p)
{
    const char *list = "";

    for (uint32_t i = 0; i < p->machine->bodies_count; i++) {
        uint32_t parent = p->machine->bodies[i].parent;
        bool is_shown = is_org_played(p, i) || (p->drill->script->played[i] && parent != TOC_NONE &&
                                                !p->drill->script->played[parent]);

        if (is_shown)
            list = toc_arena_printf(p->arena, "%s%s%s", list, *list ? word(p, TOC_WORD_COMMA) : "",
                                    toc_title_of_body(p, i));
    }
    return list;
}

const char *toc_mode_text(const toc_pages *p)
{
    const char *list = played_text(p);

    if (p->drill->script->scenario->plays_all)
        return word(p, TOC_WORD_MODE_REPLAY);
    if (!*list)
        return word(p, TOC_WORD_MODE_SIMULATE);
    return toc_word_fill(p, TOC_WORD_MODE_MIXED, list, NULL, NULL);
}

const char *toc_instant_text(const toc_pages *p, toc_ms at)
{
    toc_ms epoch = p->drill->script->scenario->start + at;
    char text[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(epoch, toc_machine_offset(p->machine, epoch), text);
    return toc_arena_printf(p->arena, "%s", text);
}

const char *toc_plan_text(const toc_pages *p)
{
    const toc_m_plan *plan = &p->machine->plans[0];
    const char *version = toc_machine_text(p->machine, plan->version);
    const char *title = toc_title_of(p, &plan->head);

    if (!*version)
        return title;
    return toc_arena_printf(p->arena, "%s (%s)", title,
                            toc_word_fill(p, TOC_WORD_VERSION, version, NULL, NULL));
}

const char *toc_grade_text(const toc_pages *p, toc_grade grade)
{
    switch (grade) {
    case TOC_GRADE_POOR:
        return word(p, TOC_WORD_GRADE_POOR);
    case TOC_GRADE_FAIR:
        return word(p, TOC_WORD_GRADE_FAIR);
    case TOC_GRADE_GOOD:
        return word(p, TOC_WORD_GRADE_GOOD);
    case TOC_GRADE_EXCELLENT:
        return word(p, TOC_WORD_GRADE_EXCELLENT);
    }
    return "";
}

const char *toc_tally_text(const toc_pages *p, const toc_tally *tally)
{
    const char *rest = toc_word_fill(p, TOC_WORD_TALLY, toc_integer_text(p->arena, tally->met),
                                     toc_integer_text(p->arena, tally->late),
                                     toc_integer_text(p->arena, tally->missed));
    const char *slot = strstr(rest, "{4}");

    if (!slot)
        return rest;
    return toc_arena_printf(p->arena, "%.*s%u%s", (int)(slot - rest), rest, tally->void_count,
                            slot + 3);
}

/* ── letters ── */

static const char *limit_text(const toc_pages *p, const char *letter, uint32_t points)
{
    const char *text = points % 100 == 0 ? toc_integer_text(p->arena, points / 100)
                                         : toc_points_text(p->arena, (int32_t)points);

    return toc_arena_printf(p->arena, "%s %s", letter, text);
}

const char *toc_thresholds_text(const toc_pages *p)
{
    static const uint32_t usual[] = {9000, 7000, 5000};
    const char *comma = word(p, TOC_WORD_COMMA);
    const char *text = word(p, TOC_WORD_THRESHOLDS);

    for (uint32_t i = 0; i < p->score->objectives.count; i++) {
        uint32_t id = p->score->objectives.items[i].id;
        const uint32_t *own =
            id == TOC_OBJECTIVE_OTHER ? usual : p->machine->objectives[id].thresholds;

        if (memcmp(own, usual, sizeof usual) == 0)
            continue;
        text = toc_arena_printf(
            p->arena, "%s %s", text,
            toc_word_fill(p, TOC_WORD_THRESHOLDS_OWN, toc_title_of_objective(p, id),
                          toc_arena_printf(p->arena, "%s%s%s%s%s", limit_text(p, "P", own[0]),
                                           comma, limit_text(p, "S", own[1]), comma,
                                           limit_text(p, "M", own[2])),
                          NULL));
    }
    return text;
}

/* ── words for sets and states ── */

static const struct {
    uint32_t mark;
    toc_report_word word;
} mark_words[] = {{TOC_MARK_PREMATURE, TOC_WORD_MARK_PREMATURE},
                  {TOC_MARK_WRONG_BODY, TOC_WORD_MARK_WRONG_BODY},
                  {TOC_MARK_NO_APPROVAL, TOC_WORD_MARK_NO_APPROVAL},
                  {TOC_MARK_CONDITION_FALSE, TOC_WORD_MARK_CONDITION_FALSE},
                  {TOC_MARK_REPEATED, TOC_WORD_MARK_REPEATED},
                  {TOC_MARK_NOT_CALLED_FOR, TOC_WORD_MARK_NOT_CALLED_FOR},
                  {TOC_MARK_ASSUMED, TOC_WORD_MARK_ASSUMED},
                  {TOC_MARK_SUPERSEDED, TOC_WORD_MARK_SUPERSEDED},
                  {TOC_MARK_EXTENDED, TOC_WORD_MARK_EXTENDED},
                  {TOC_MARK_EXHAUSTED, TOC_WORD_MARK_EXHAUSTED},
                  {TOC_MARK_WITHHELD, TOC_WORD_MARK_WITHHELD}};

const char *toc_marks_text(const toc_pages *p, uint32_t marks)
{
    const char *list = "";

    for (size_t i = 0; i < COUNT(mark_words); i++) {
        if (marks & mark_words[i].mark)
            list = toc_arena_printf(p->arena, "%s%s%s", list,
                                    *list ? toc_word_of(p, TOC_WORD_COMMA) : "",
                                    toc_word_of(p, mark_words[i].word));
    }
    return list;
}

bool toc_has_opened(const toc_pages *p, const toc_duty *duty)
{
    return duty->state != TOC_DUTY_VOID || duty->reason != TOC_VOID_NOT_TOLD ||
           duty->kind != TOC_DUTY_REPORT ||
           p->machine->reports[duty->id].kind != TOC_M_REPORT_HOP || duty->opened < duty->closed;
}

const char *toc_void_text(const toc_pages *p, toc_void_reason reason)
{
    switch (reason) {
    case TOC_VOID_NONE:
        break;
    case TOC_VOID_DEAD:
        return toc_word_of(p, TOC_WORD_VOID_DEAD);
    case TOC_VOID_SKIPPED:
        return toc_word_of(p, TOC_WORD_VOID_SKIPPED);
    case TOC_VOID_CANCELLED:
        return toc_word_of(p, TOC_WORD_VOID_CANCELLED);
    case TOC_VOID_FALLEN:
        return toc_word_of(p, TOC_WORD_VOID_FALLEN);
    case TOC_VOID_SERIES_END:
        return toc_word_of(p, TOC_WORD_VOID_SERIES_END);
    case TOC_VOID_NOT_DUE:
        return toc_word_of(p, TOC_WORD_VOID_NOT_DUE);
    case TOC_VOID_UNDECIDED:
        return toc_word_of(p, TOC_WORD_VOID_UNDECIDED);
    case TOC_VOID_LOOPED:
        return toc_word_of(p, TOC_WORD_VOID_LOOPED);
    case TOC_VOID_ANSWERED:
        return toc_word_of(p, TOC_WORD_VOID_ANSWERED);
    case TOC_VOID_NOT_TOLD:
        return toc_word_of(p, TOC_WORD_VOID_NOT_TOLD);
    }
    return "";
}

const char *toc_state_text(const toc_pages *p, const toc_scored *scored)
{
    switch ((toc_duty_state)scored->duty.state) {
    case TOC_DUTY_OPEN:
        return toc_word_of(p, TOC_WORD_STATE_OPEN);
    case TOC_DUTY_MET:
        return toc_word_of(p, TOC_WORD_STATE_MET);
    case TOC_DUTY_LATE:
        return toc_word_fill(p, TOC_WORD_STATE_LATE,
                             toc_length_text(p, scored->duty.closed - scored->duty.due), NULL,
                             NULL);
    case TOC_DUTY_MISSED:
        return toc_word_of(p, TOC_WORD_STATE_MISSED);
    case TOC_DUTY_VOID:
        return toc_word_of(p, TOC_WORD_STATE_VOID);
    }
    return "";
}

const char *toc_outcome_text(const toc_pages *p, toc_report_outcome outcome)
{
    switch (outcome) {
    case TOC_OUTCOME_ON_TIME:
        return toc_word_of(p, TOC_WORD_OUTCOME_ON_TIME);
    case TOC_OUTCOME_LATE:
        return toc_word_of(p, TOC_WORD_OUTCOME_LATE);
    case TOC_OUTCOME_OMITTED:
        return toc_word_of(p, TOC_WORD_OUTCOME_OMITTED);
    case TOC_OUTCOME_CONCEALED:
        return toc_word_of(p, TOC_WORD_OUTCOME_CONCEALED);
    case TOC_OUTCOME_VOID:
        return toc_word_of(p, TOC_WORD_OUTCOME_VOID);
    case TOC_OUTCOME_FALSE:
        return toc_word_of(p, TOC_WORD_OUTCOME_FALSE);
    case TOC_OUTCOME_UNDERSTATED:
        return toc_word_of(p, TOC_WORD_OUTCOME_UNDERSTATED);
    }
    return "";
}

const char *toc_remarks_text(const toc_pages *p, const toc_scored *scored)
{
    const char *marks = toc_marks_text(p, scored->duty.marks);
    const char *why = toc_void_text(p, (toc_void_reason)scored->duty.reason);

    if (scored->duty.state != TOC_DUTY_VOID || !*why)
        return marks;
    return *marks ? toc_arena_printf(p->arena, "%s%s%s", why, toc_word_of(p, TOC_WORD_SEMICOLON),
                                     marks)
                  : why;
}

const char *toc_verdict_phrase(const toc_pages *p, toc_verdict verdict)
{
    switch (verdict) {
    case TOC_VERDICT_RIGHT:
        return toc_word_of(p, TOC_WORD_VERDICT_RIGHT);
    case TOC_VERDICT_DECIDING:
        return toc_word_of(p, TOC_WORD_VERDICT_DECIDING);
    case TOC_VERDICT_UNDER:
        return toc_word_of(p, TOC_WORD_VERDICT_UNDER);
    case TOC_VERDICT_HOLDING:
        return toc_word_of(p, TOC_WORD_VERDICT_HOLDING);
    case TOC_VERDICT_OVER:
        return toc_word_of(p, TOC_WORD_VERDICT_OVER);
    }
    return "";
}

/* ── the script ── */

const char *toc_entry_place(const toc_pages *p, uint32_t entry)
{
    const toc_entry *row =
        entry == TOC_NONE ? NULL : toc_scenario_entry(p->drill->script->scenario, entry);
    toc_location place;

    if (!row || !p->sources)
        return "";
    place = toc_sources_locate(p->sources, row->span.begin);
    return toc_word_fill(p, TOC_WORD_ENTRY, toc_integer_text(p->arena, entry),
                         toc_integer_text(p->arena, place.line), NULL);
}

/* The `why` of the entry that withheld the report. */
const char *toc_withheld_why(const toc_pages *p, const toc_scored *scored)
{
    const toc_entry *entry =
        scored->withheld_entry == TOC_NONE
            ? NULL
            : toc_scenario_entry(p->drill->script->scenario, scored->withheld_entry);

    return entry && entry->why.text ? toc_text_clean(p->arena, entry->why.text) : NULL;
}

/* Fields that the judged version lacked, by its entry. */
const char *toc_missing_fields(const toc_pages *p, const toc_scored *scored)
{
    const toc_m_report *report = &p->machine->reports[scored->duty.id];
    const toc_entry *entry =
        scored->sent_entry == TOC_NONE
            ? NULL
            : toc_scenario_entry(p->drill->script->scenario, scored->sent_entry);
    const char *list = "";

    for (uint32_t i = 0; i < report->content.count; i++) {
        const toc_m_head *head =
            &p->machine->contents[p->machine->ids[report->content.first + i]].head;
        bool is_there = false;

        for (uint32_t k = 0; entry && k < entry->pairs.count && !is_there; k++)
            is_there = !entry->pairs.items[k].is_empty &&
                       strcmp(entry->pairs.items[k].key.text,
                              toc_machine_text(p->machine, head->name)) == 0;
        if (!is_there)
            list = toc_arena_printf(p->arena, "%s%s%s", list,
                                    *list ? toc_word_of(p, TOC_WORD_COMMA) : "",
                                    toc_title_of(p, head));
    }
    return list;
}

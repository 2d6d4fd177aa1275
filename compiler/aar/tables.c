/* tables.c - the tables of a report: objectives, obligations, reports, grades, bodies, resources. */
#include "aar/aar_private.h"

#define COUNT(array)      (sizeof(array) / sizeof(array)[0])
#define OBJECTIVE_COLUMNS 10 /* with all that may be left out */

const char *toc_aar_word(const toc_aar *a, toc_report_word word)
{
    return toc_word_of(a->p, word);
}

void toc_aar_begin(const toc_aar *a, toc_report_word caption, const char *sheet,
                   const toc_aar_column *columns, uint32_t count)
{
    toc_column *made = TOC_NEW_ARRAY(a->doc->arena, toc_column, count);

    for (uint32_t i = 0; i < count; i++)
        made[i] = (toc_column){.title = toc_aar_word(a, columns[i].word),
                               .share = columns[i].share,
                               .is_right = columns[i].is_right};
    toc_document_table(a->doc, toc_aar_word(a, caption), sheet, made, count);
}

static toc_cell number(const toc_aar *a, int64_t value)
{
    return toc_cell_number(a->doc->arena, value);
}

static toc_cell points(const toc_aar *a, int32_t value)
{
    if (value == TOC_POINTS_NONE)
        return toc_cell_text("");
    return (toc_cell){.text = toc_points_text(a->doc->arena, value),
                      .is_number = true,
                      .scale = 2,
                      .number = value};
}

static toc_tone tone_of_state(uint32_t state)
{
    switch ((toc_duty_state)state) {
    case TOC_DUTY_MET:
        return TOC_TONE_GOOD;
    case TOC_DUTY_LATE:
        return TOC_TONE_WARN;
    case TOC_DUTY_MISSED:
        return TOC_TONE_BAD;
    case TOC_DUTY_VOID:
        return TOC_TONE_MUTED;
    case TOC_DUTY_OPEN:
        break;
    }
    return TOC_TONE_PLAIN;
}

/* ── objectives ──────────────────────────────────────────────────────────── */

toc_grade toc_aar_grade_of(toc_rating rating)
{
    static const toc_grade grades[] = {
        [TOC_RATING_U] = TOC_GRADE_POOR,
        [TOC_RATING_M] = TOC_GRADE_FAIR,
        [TOC_RATING_S] = TOC_GRADE_GOOD,
        [TOC_RATING_P] = TOC_GRADE_EXCELLENT,
    };

    return grades[rating];
}

static toc_tone tone_of_rating(toc_rating rating)
{
    static const toc_tone tones[] = {
        [TOC_RATING_U] = TOC_TONE_BAD,
        [TOC_RATING_M] = TOC_TONE_WARN,
        [TOC_RATING_S] = TOC_TONE_PLAIN,
        [TOC_RATING_P] = TOC_TONE_GOOD,
    };

    return tones[rating];
}

static const char *capability_of(const toc_aar *a, uint32_t objective)
{
    if (objective == TOC_OBJECTIVE_OTHER)
        return "";
    return toc_machine_text(a->p->machine, a->p->machine->objectives[objective].capability);
}

static bool is_quiet(const toc_objective_score *row)
{
    return row->id == TOC_OBJECTIVE_OTHER && row->points == TOC_POINTS_NONE &&
           row->tally.void_count == 0;
}

static bool has_capabilities(const toc_aar *a)
{
    for (uint32_t i = 0; i < a->p->machine->objectives_count; i++) {
        if (a->p->machine->objectives[i].capability)
            return true;
    }
    return false;
}

/* The cells behind title and capability, which is left out where no objective has one, as are
 * evaluators' ratings where there are none. */
static void add_scores(const toc_aar *a, const char *title, const char *capability,
                       const char *ratings, const toc_objective_score *row, toc_grade grade)
{
    bool is_tested = row->points != TOC_POINTS_NONE;
    toc_tone tone = is_tested ? tone_of_rating(row->rating) : TOC_TONE_MUTED;
    toc_cell cells[OBJECTIVE_COLUMNS];
    unsigned at = 0;

    cells[at++] = toc_cell_text(title);
    if (has_capabilities(a))
        cells[at++] = toc_cell_text(capability);
    cells[at++] = number(a, row->weight);
    cells[at++] = number(a, row->tally.met);
    cells[at++] = number(a, row->tally.late);
    cells[at++] = number(a, row->tally.missed);
    cells[at++] = is_tested ? points(a, row->points)
                            : toc_cell_toned(toc_aar_word(a, TOC_WORD_NOT_TESTED), TOC_TONE_MUTED);
    cells[at++] = toc_cell_toned(is_tested ? toc_rating_letter(row->rating) : "", tone);
    cells[at++] = toc_cell_toned(is_tested ? toc_grade_text(a->p, grade) : "", tone);
    if (toc_aar_has_ratings(a))
        cells[at++] = toc_cell_text(ratings);
    toc_document_row(a->doc, cells);
}

/* The title takes the room of what is left out. */
static void begin_objectives(const toc_aar *a)
{
    static const toc_aar_column columns[OBJECTIVE_COLUMNS] = {
        {TOC_WORD_C_OBJECTIVE, 25, false}, {TOC_WORD_C_CAPABILITY, 15, false},
        {TOC_WORD_C_WEIGHT, 8, true},      {TOC_WORD_C_MET, 8, true},
        {TOC_WORD_C_LATE, 7, true},        {TOC_WORD_C_MISSED, 8, true},
        {TOC_WORD_C_SCORE, 11, true},      {TOC_WORD_C_RATING, 9, false},
        {TOC_WORD_C_GRADE, 9, false},      {TOC_WORD_A_BY_EVALUATORS, 16, false},
    };
    toc_aar_column chosen[OBJECTIVE_COLUMNS];
    bool has_ratings = toc_aar_has_ratings(a);
    unsigned count = 0;

    for (unsigned i = 0; i < OBJECTIVE_COLUMNS; i++) {
        bool is_left_out = (columns[i].word == TOC_WORD_C_CAPABILITY && !has_capabilities(a)) ||
                           (columns[i].word == TOC_WORD_A_BY_EVALUATORS && !has_ratings);

        if (!is_left_out)
            chosen[count++] = columns[i];
    }
    chosen[0].share += has_capabilities(a) ? 0 : 15;
    if (has_ratings) { /* their room comes from the widest columns */
        chosen[0].share -= has_capabilities(a) ? 9 : 12;
        chosen[1].share -= has_capabilities(a) ? 3 : 0;
        chosen[count - 1].share -= 4;
    }
    toc_aar_begin(a, TOC_WORD_A_OBJECTIVES, "objectives", chosen, count);
}

void toc_aar_objectives(const toc_aar *a)
{
    const toc_score *score = a->p->score;
    toc_objective_score total = {
        .tally = score->tally, .points = score->points, .rating = score->rating};

    begin_objectives(a);
    for (uint32_t i = 0; i < score->objectives.count; i++) {
        const toc_objective_score *row = &score->objectives.items[i];

        if (is_quiet(row))
            continue;
        add_scores(a, toc_title_of_objective(a->p, row->id), capability_of(a, row->id),
                   toc_aar_ratings(a, TOC_ABOUT_OBJECTIVE, row->id), row,
                   toc_aar_grade_of(row->rating));
        total.weight += row->points == TOC_POINTS_NONE ? 0 : row->weight;
    }
    add_scores(a, toc_aar_word(a, TOC_WORD_TOTAL), "",
               toc_aar_ratings(a, TOC_ABOUT_WHOLE, TOC_NONE), &total, score->grade);
}

/* ── obligations ─────────────────────────────────────────────────────────── */

static bool is_done(const toc_duty *duty)
{
    return duty->state == TOC_DUTY_MET || duty->state == TOC_DUTY_LATE;
}

/* Two lines: time since the start, and the clock. */
static const char *moment(const toc_aar *a, toc_ms at)
{
    return toc_moment_text(a->p, at);
}

/* Where the script says it, or who the program played; then what is to be remarked. */
static const char *evidence(const toc_aar *a, const toc_scored *scored)
{
    const char *place = toc_entry_place(a->p, scored->entry);
    const char *remarks = toc_remarks_text(a->p, scored);
    uint32_t owner = scored->duty.owner;

    if (!*place && is_done(&scored->duty) && !a->p->drill->script->played[owner])
        place = toc_aar_word(a, TOC_WORD_A_SIMULATED);
    if (!*place || !*remarks)
        return *place ? place : remarks;
    return toc_arena_printf(a->doc->arena, "%s; %s", place, remarks);
}

static const char *titled_clause(const toc_aar *a, const toc_duty *duty)
{
    const toc_m_head *head = toc_duty_head(a->p->machine, duty);
    const char *clause = toc_machine_text(a->p->machine, head->clause);
    const char *title = toc_title_of_duty(a->p, duty);

    if (!*clause)
        return title;
    return toc_arena_printf(a->doc->arena, "%s (%s)", title,
                            toc_word_fill(a->p, TOC_WORD_CLAUSE, clause, NULL, NULL));
}

void toc_aar_obligations(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_NUMBER, 5, true}, {TOC_WORD_C_WHAT, 24, false},
        {TOC_WORD_C_WHO, 15, false},  {TOC_WORD_C_DUE, 11, false},
        {TOC_WORD_C_DONE, 11, false}, {TOC_WORD_C_STATE, 9, false},
        {TOC_WORD_C_POINTS, 8, true}, {TOC_WORD_A_EVIDENCE, 17, false},
    };

    toc_aar_begin(a, TOC_WORD_A_OBLIGATIONS, "obligations", columns, COUNT(columns));
    for (uint32_t i = 0; i < a->p->drill->duty_count; i++) {
        const toc_scored *scored = &a->p->score->duties[i];
        const toc_duty *duty = &scored->duty;
        toc_cell cells[] = {
            number(a, duty->number),
            toc_cell_text(titled_clause(a, duty)),
            toc_cell_text(toc_title_of_body(a->p, duty->owner)),
            toc_cell_text(toc_has_opened(a->p, duty) ? moment(a, duty->due) : ""),
            toc_cell_text(is_done(duty) ? moment(a, duty->closed) : ""),
            toc_cell_toned(toc_state_text(a->p, scored), tone_of_state(duty->state)),
            points(a, scored->points),
            toc_cell_text(evidence(a, scored)),
        };

        toc_document_row(a->doc, cells);
    }
}

/* ── grades ──────────────────────────────────────────────────────────────── */

static toc_tone tone_of_verdict(toc_verdict verdict)
{
    switch (verdict) {
    case TOC_VERDICT_RIGHT:
        return TOC_TONE_GOOD;
    case TOC_VERDICT_DECIDING:
    case TOC_VERDICT_HOLDING:
        return TOC_TONE_PLAIN;
    case TOC_VERDICT_OVER:
        return TOC_TONE_WARN;
    case TOC_VERDICT_UNDER:
        return TOC_TONE_BAD;
    }
    return TOC_TONE_PLAIN;
}

static void add_judgement(const toc_aar *a, const toc_judgement *row)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_FROM, 17, false},      {TOC_WORD_C_TO, 17, false},
        {TOC_WORD_C_WARRANTED, 20, false}, {TOC_WORD_C_DECLARED, 20, false},
        {TOC_WORD_C_VERDICT, 14, false},   {TOC_WORD_C_LASTED, 12, true},
    };

    toc_document_figure(a->doc,
                        toc_word_fill(a->p, TOC_WORD_A_GRADING_PICTURE,
                                      toc_title_of_ladder(a->p, row->ladder), NULL, NULL),
                        toc_aar_grading_scene(a, row));
    toc_aar_begin(a, TOC_WORD_A_GRADING, "grading", columns, COUNT(columns));
    for (uint32_t i = 0; i < row->stretches.count; i++) {
        const toc_judged *judged = &row->stretches.items[i];
        toc_cell cells[] = {
            toc_cell_text(moment(a, judged->from)),
            toc_cell_text(moment(a, judged->to)),
            toc_cell_text(toc_title_of_grade(a->p, row->ladder, judged->warranted)),
            toc_cell_text(toc_title_of_grade(a->p, row->ladder, judged->declared)),
            toc_cell_toned(toc_verdict_phrase(a->p, judged->verdict),
                           tone_of_verdict(judged->verdict)),
            toc_cell_text(toc_length_text(a->p, judged->to - judged->from)),
        };

        toc_document_row(a->doc, cells);
    }
}

static bool is_still(const toc_judgement *row)
{
    return row->stretches.count == 0 ||
           (row->stretches.count == 1 && row->stretches.items[0].warranted == 0 &&
            row->stretches.items[0].declared == 0);
}

void toc_aar_grading(const toc_aar *a)
{
    bool has_any = false;

    for (uint32_t i = 0; i < a->p->score->judgements.count; i++) {
        const toc_judgement *row = &a->p->score->judgements.items[i];

        if (is_still(row))
            continue;
        add_judgement(a, row);
        has_any = true;
    }
    if (!has_any)
        toc_document_text(a->doc, TOC_TONE_MUTED, toc_aar_word(a, TOC_WORD_A_NO_GRADES));
}

/* ── bodies and resources ────────────────────────────────────────────────── */

static const char *share_text(const toc_aar *a, int32_t share)
{
    return share == TOC_POINTS_NONE ? ""
                                    : toc_arena_printf(a->doc->arena, "%d%%", (int)(share / 100));
}

void toc_aar_bodies(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_BODY, 27, false},  {TOC_WORD_A_ROLE, 12, false},
        {TOC_WORD_C_TASKS, 8, true},   {TOC_WORD_C_MET, 8, true},
        {TOC_WORD_C_LATE, 7, true},    {TOC_WORD_C_MISSED, 8, true},
        {TOC_WORD_C_ON_TIME, 9, true}, {TOC_WORD_C_SILENCE, 13, false},
        {TOC_WORD_C_PEAK, 8, true},
    };

    toc_aar_begin(a, TOC_WORD_A_BODIES, "participants", columns, COUNT(columns));
    for (uint32_t i = 0; i < a->p->score->bodies.count; i++) {
        const toc_body_figures *row = &a->p->score->bodies.items[i];
        const toc_tally *tally = &row->tally;
        bool is_played = a->p->drill->script->played[row->body];
        toc_cell cells[] = {
            toc_cell_text(toc_title_of_body(a->p, row->body)),
            toc_cell_text(toc_aar_word(a, is_played ? TOC_WORD_A_PLAYED : TOC_WORD_A_SIMULATED)),
            number(a, (int64_t)tally->met + tally->late + tally->missed),
            number(a, tally->met),
            number(a, tally->late),
            number(a, tally->missed),
            toc_cell_text(share_text(a, row->on_time)),
            toc_cell_text(row->silence > 0 ? toc_length_text(a->p, row->silence) : ""),
            number(a, row->peak),
        };

        toc_document_row(a->doc, cells);
    }
}

void toc_aar_resources(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_RESOURCE, 38, false}, {TOC_WORD_C_UNITS, 13, true},
        {TOC_WORD_C_IN_USE, 13, true},    {TOC_WORD_C_LOST, 10, true},
        {TOC_WORD_C_WAITS, 12, true},     {TOC_WORD_C_WAITED, 14, true},
    };
    bool has_any = false;

    for (uint32_t i = 0; i < a->p->score->resources.count; i++) {
        const toc_resource_figures *row = &a->p->score->resources.items[i];
        const toc_m_resource *resource = &a->p->machine->resources[row->resource];
        toc_cell cells[] = {
            toc_cell_text(toc_title_of(a->p, &resource->head)),
            number(a, resource->count + row->granted),
            number(a, row->peak),
            number(a, row->lost),
            number(a, row->waits),
            toc_cell_text(row->waited > 0 ? toc_length_text(a->p, row->waited) : ""),
        };

        if (row->peak == 0 && row->waits == 0 && row->lost == 0)
            continue; /* nobody asked for it */
        if (!has_any)
            toc_aar_begin(a, TOC_WORD_A_RESOURCES, "resources", columns, COUNT(columns));
        toc_document_row(a->doc, cells);
        has_any = true;
    }
    if (!has_any)
        toc_document_text(a->doc, TOC_TONE_MUTED, toc_aar_word(a, TOC_WORD_A_NO_RESOURCES));
}

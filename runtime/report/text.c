/* text.c - the text report: head, result, objectives, and the order of the sections. */
#include "report/text.h"

#include <string.h>

#include "base/utf8.h"
#include "report/text_private.h"

static const char *word(const toc_pages *p, toc_report_word id)
{
    return toc_word_of(p, id);
}

void toc_text_heading(const toc_pages *p, const char *text)
{
    size_t width = toc_utf8_width(text, strlen(text));

    (void)fprintf(p->out, "\n%s\n", text);
    for (size_t i = 0; i < width; i++)
        (void)fputs("─", p->out);
    (void)fputc('\n', p->out);
}

/* ── head ── */

static void add_line(toc_table *table, const char *name, const char *text)
{
    const char *cells[] = {name, text};

    toc_table_add(table, cells);
}

static void write_head(const toc_pages *p)
{
    const toc_scenario *scenario = p->drill->script->scenario;
    toc_report_word scope =
        scenario->is_comprehensive ? TOC_WORD_SCOPE_COMPREHENSIVE : TOC_WORD_SCOPE_SINGLE;
    toc_table *table = toc_table_new(p->arena);
    const char *title = toc_text_clean(p->arena, toc_scenario_title_in(scenario, toc_lang_of(p)));
    const char *seed = toc_arena_printf(p->arena, "%llu", (unsigned long long)p->drill->seed);

    (void)fprintf(p->out, "%s\n%s\n\n", word(p, TOC_WORD_REPORT), title);
    toc_table_column(table, NULL, false, 0);
    toc_table_column(table, NULL, false, TOC_TEXT_WIDTH);
    add_line(table, word(p, TOC_WORD_PLAN), toc_plan_text(p));
    add_line(table, word(p, TOC_WORD_SCENARIO), toc_text_clean(p->arena, scenario->id));
    add_line(table, word(p, TOC_WORD_KIND),
             toc_arena_printf(p->arena, "%s%s%s", toc_kind_text(p), word(p, TOC_WORD_COMMA),
                              word(p, scope)));
    add_line(table, word(p, TOC_WORD_START), toc_instant_text(p, 0));
    add_line(table, word(p, TOC_WORD_END),
             toc_arena_printf(p->arena, "%s  %s", toc_instant_text(p, p->drill->end),
                              toc_time_text(p->arena, p->drill->end)));
    add_line(table, word(p, TOC_WORD_MODE),
             scenario->plays_all
                 ? toc_mode_text(p)
                 : toc_arena_printf(p->arena, "%s%s%s", toc_mode_text(p),
                                    word(p, TOC_WORD_SEMICOLON),
                                    toc_word_fill(p, TOC_WORD_SEED, seed, NULL, NULL)));
    toc_table_write(table, 0, p->out);
}

/* ── result and objectives ── */

static void write_result(const toc_pages *p)
{
    const toc_score *score = p->score;

    (void)fputc('\n', p->out);
    if (score->points == TOC_POINTS_NONE)
        (void)fprintf(p->out, "%s\n", word(p, TOC_WORD_NO_SCORE));
    else
        (void)fprintf(p->out, "%s %s   %s %s (%s)\n", word(p, TOC_WORD_SCORE),
                      toc_points_text(p->arena, score->points), word(p, TOC_WORD_RATING),
                      toc_rating_letter(score->rating), toc_grade_text(p, score->grade));
    (void)fprintf(p->out, "%s\n", toc_tally_text(p, &score->tally));
    if (score->expects.count > 0)
        (void)fprintf(
            p->out, "%s%s%s\n", word(p, TOC_WORD_EXPECTATIONS), word(p, TOC_WORD_COLON),
            toc_word_fill(p, TOC_WORD_EXPECT_SUMMARY,
                          toc_integer_text(p->arena, score->expects.count - score->failed_expects),
                          toc_integer_text(p->arena, score->expects.count), NULL));
}

static void add_objective(const toc_pages *p, toc_table *table, const toc_objective_score *row)
{
    bool is_tested = row->points != TOC_POINTS_NONE;
    const char *cells[] = {
        toc_title_of_objective(p, row->id),
        toc_integer_text(p->arena, row->weight),
        toc_integer_text(p->arena, row->tally.met),
        toc_integer_text(p->arena, row->tally.late),
        toc_integer_text(p->arena, row->tally.missed),
        toc_integer_text(p->arena, row->tally.void_count),
        is_tested ? toc_points_text(p->arena, row->points) : word(p, TOC_WORD_NOT_TESTED),
        is_tested ? toc_rating_letter(row->rating) : "",
    };

    toc_table_add(table, cells);
}

static bool is_empty(const toc_objective_score *row)
{
    return row->id == TOC_OBJECTIVE_OTHER && row->points == TOC_POINTS_NONE &&
           row->tally.void_count == 0;
}

static void write_objectives(const toc_pages *p)
{
    static const struct {
        toc_report_word head;
        bool is_right;
        unsigned width;
    } columns[] = {{TOC_WORD_C_OBJECTIVE, false, 40}, {TOC_WORD_C_WEIGHT, true, 0},
                   {TOC_WORD_C_MET, true, 0},         {TOC_WORD_C_LATE, true, 0},
                   {TOC_WORD_C_MISSED, true, 0},      {TOC_WORD_C_VOID, true, 0},
                   {TOC_WORD_C_SCORE, true, 0},       {TOC_WORD_C_RATING, false, 0}};
    toc_table *table = toc_table_new(p->arena);
    toc_objective_score total = {.tally = p->score->tally};

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        toc_table_column(table, word(p, columns[i].head), columns[i].is_right, columns[i].width);
    for (uint32_t i = 0; i < p->score->objectives.count; i++) {
        const toc_objective_score *row = &p->score->objectives.items[i];

        if (is_empty(row))
            continue;
        add_objective(p, table, row);
        total.weight += row->points == TOC_POINTS_NONE ? 0 : row->weight;
    }
    toc_table_rule(table);
    {
        bool is_tested = p->score->points != TOC_POINTS_NONE;
        const char *cells[] = {
            word(p, TOC_WORD_TOTAL),
            toc_integer_text(p->arena, total.weight),
            toc_integer_text(p->arena, total.tally.met),
            toc_integer_text(p->arena, total.tally.late),
            toc_integer_text(p->arena, total.tally.missed),
            toc_integer_text(p->arena, total.tally.void_count),
            is_tested ? toc_points_text(p->arena, p->score->points) : "",
            is_tested ? toc_rating_letter(p->score->rating) : "",
        };
        toc_table_add(table, cells);
    }
    toc_text_heading(p, word(p, TOC_WORD_OBJECTIVES));
    toc_table_write(table, 0, p->out);
}

void toc_report_text(toc_arena *arena, const toc_score *score, toc_sources *sources,
                     const char *lang, FILE *out)
{
    toc_pages pages;
    const toc_pages *p = &pages;

    toc_pages_init(&pages, arena, score, sources, lang, out);
    write_head(p);
    write_result(p);
    toc_text_expects(p);
    write_objectives(p);
    toc_text_timeline(p);
    toc_text_obligations(p);
    toc_text_reporting(p);
    toc_text_integrity(p);
    toc_text_grading(p);
    toc_text_bodies(p);
    toc_text_resources(p);
    toc_text_irregularities(p);
    toc_text_findings(p);
    toc_text_observations(p);
    (void)fputc('\n', out);
    toc_text_wrap(toc_thresholds_text(p), 0, TOC_TEXT_WIDTH, out);
}

/* bind_names.c - looks names, grades, outcomes and values up, and says what was meant. */
#include <string.h>

#include "base/alike.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "drill/bind_private.h"
#include "drill/scenario_private.h"

#define SHOWN_MAX 6

static const char *normal(toc_binding *b, const char *text)
{
    size_t size = strlen(text);

    return toc_utf8_is_surely_nfc(text, size) ? text : toc_utf8_nfc(b->arena, text, size, &size);
}

static void report_ambiguous(toc_binding *b, toc_word word, const toc_machine_name **found,
                             unsigned count)
{
    toc_diag *diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_AMBIGUOUS, word.span,
                                  "`%s` can mean %u things in the plan", word.text, count);

    for (unsigned i = 0; i < count && i < SHOWN_MAX; i++)
        toc_diag_add_note(&b->sink, diag, "%s `%s`",
                          toc_diag_phrase(&b->sink, toc_name_kind_text(b->machine, found[i])),
                          found[i]->full);
    if (found[0]->kind == found[1]->kind)
        toc_diag_add_help(&b->sink, diag, "write its full name");
}

/* The word with its article, in English. */
static const char *a(toc_binding *b, const char *noun)
{
    if (toc_arena_lang(b->sink.arena))
        return noun;
    return toc_arena_printf(b->arena, "%s %s", strchr("aeiou", noun[0]) ? "an" : "a", noun);
}

static void help_with_name(toc_binding *b, toc_diag *diag, const char *text, unsigned kinds)
{
    const char *name = toc_names_titled(b->names, b->machine, text, kinds);
    const char *plain = toc_alike_plain(b->arena, text);
    const char *near = toc_names_nearest(b->names, plain ? plain : text, kinds);

    if (near && plain && toc_alike_is(b->arena, text, near))
        toc_diag_add_help(&b->sink, diag, "`%s` holds letters of another script: write `%s`", text,
                          near);
    else if (name)
        toc_diag_add_help(&b->sink, diag, "did you mean `%s`? `%s` is its title", name, text);
    else if (near)
        toc_diag_add_help(&b->sink, diag, "did you mean `%s`?", near);
}

/* Is it in the plan at all, as something else? */
static void report_missing(toc_binding *b, toc_word word, const char *text, unsigned kinds)
{
    const char *wanted = toc_name_kinds_text(&b->sink, kinds);
    const toc_machine_name *other;
    toc_diag *diag;

    if (toc_names_find(b->names, text, TOC_NAME_ANY, 1, &other)) {
        diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME_KIND, word.span,
                            "`%s` is %s of the plan, and %s is wanted here", word.text,
                            a(b, toc_diag_phrase(&b->sink, toc_name_kind_text(b->machine, other))),
                            a(b, wanted));
    } else {
        b->unknown++;
        diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME, word.span, "the plan has no %s `%s`",
                            wanted, word.text);
    }
    help_with_name(b, diag, text, kinds);
}

const toc_machine_name *toc_bind_name(toc_binding *b, toc_word word, unsigned kinds)
{
    const char *text = normal(b, word.text);
    const toc_machine_name *found[SHOWN_MAX];
    unsigned count = toc_names_find(b->names, text, kinds, SHOWN_MAX, found);

    b->asked++;
    if (count == 1)
        return found[0];
    if (count > 1)
        report_ambiguous(b, word, found, count);
    else
        report_missing(b, word, text, kinds);
    return NULL;
}

uint32_t toc_bind_id(toc_binding *b, toc_word word, toc_name_kind kind)
{
    const toc_machine_name *name = toc_bind_name(b, word, TOC_NAME_BIT(kind));

    return name ? name->id : TOC_NONE;
}

/* ── grades ── */

static bool is_grade(toc_binding *b, const toc_m_level *level, const char *text)
{
    if (strcmp(toc_machine_text(b->machine, level->grade), text) == 0 ||
        strcmp(toc_machine_text(b->machine, level->head.name), text) == 0)
        return true;
    for (uint32_t i = 0; i < level->head.titles.count; i++) {
        const toc_m_text *title = &b->machine->texts[level->head.titles.first + i];

        if (strcmp(toc_machine_text(b->machine, title->text), text) == 0)
            return true;
    }
    return false;
}

/* Notes the ladders that have a grade @p text, or all where it is NULL. */
static void list_ladders(toc_binding *b, const char *text, toc_diag *diag)
{
    uint32_t last = TOC_NONE;

    for (uint32_t i = 0; i < b->machine->levels_count; i++) {
        const toc_m_level *level = &b->machine->levels[i];
        const toc_m_ladder *ladder = &b->machine->ladders[level->ladder];

        if (level->ladder == last || (text && !is_grade(b, level, text)))
            continue;
        last = level->ladder; /* levels stand ladder by ladder */
        toc_diag_add_note(&b->sink, diag, "ladder of grades `%s`",
                          toc_machine_text(b->machine, ladder->head.name));
    }
}

uint32_t toc_bind_ladder(toc_binding *b, toc_word ladder, toc_span at)
{
    uint32_t unnamed = b->machine->plans[0].unnamed_ladder;

    if (ladder.text)
        return toc_bind_id(b, ladder, TOC_NAME_LADDER);
    if (unnamed != TOC_NONE)
        return unnamed;
    if (b->machine->ladders_count == 1)
        return 0;
    if (b->machine->ladders_count == 0)
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME, at, "the plan has no grades");
    else
        list_ladders(b, NULL,
                     toc_diag_add(&b->sink, TOC_D_SCENARIO_AMBIGUOUS, at,
                                  "the plan has %u ladders of grades: say which with `ladder:`",
                                  b->machine->ladders_count));
    return TOC_NONE;
}

static void report_grade(toc_binding *b, toc_word grade, uint32_t ladder)
{
    toc_nearest nearest;
    toc_diag *diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME, grade.span,
                                  "the plan has no grade `%s`", grade.text);
    const char *list = "";

    b->unknown++;
    toc_nearest_init(&nearest, grade.text);
    for (uint32_t i = 0; i < b->machine->levels_count; i++) {
        const toc_m_level *level = &b->machine->levels[i];
        const char *name = toc_machine_text(b->machine, level->grade);

        if (ladder != TOC_NONE && level->ladder != ladder)
            continue;
        toc_nearest_offer(&nearest, name);
        list = toc_arena_printf(b->arena, "%s%s`%s`", list, *list ? ", " : "", name);
    }
    if (nearest.best)
        toc_diag_add_help(&b->sink, diag, "did you mean `%s`?", nearest.best);
    else if (*list)
        toc_diag_add_help(&b->sink, diag, "it has %s", list);
}

/* Levels named so, in all ladders or in one; the last of them in *out. */
static unsigned count_grades(toc_binding *b, const char *text, uint32_t ladder,
                             const toc_m_level **out)
{
    unsigned found = 0;

    for (uint32_t i = 0; i < b->machine->levels_count; i++) {
        const toc_m_level *level = &b->machine->levels[i];

        if ((ladder == TOC_NONE || level->ladder == ladder) && is_grade(b, level, text)) {
            *out = level;
            found++;
        }
    }
    return found;
}

static bool report_ladders(toc_binding *b, toc_word grade, const char *text)
{
    toc_diag *diag = toc_diag_add(
        &b->sink, TOC_D_SCENARIO_AMBIGUOUS, grade.span,
        text ? TOC_PHRASE("more than one ladder has a grade `%s`: say which with `ladder:`")
             : TOC_PHRASE("`%s` can be said of more than one ladder: say which with `ladder:`"),
        grade.text);

    list_ladders(b, text, diag);
    return false;
}

bool toc_bind_grade(toc_binding *b, toc_word grade, toc_word ladder, uint32_t *out_ladder,
                    uint32_t *out_rank)
{
    uint32_t wanted = ladder.text ? toc_bind_id(b, ladder, TOC_NAME_LADDER) : TOC_NONE;
    const char *text = normal(b, grade.text);
    const toc_m_level *level = NULL;
    unsigned found;

    if (ladder.text && wanted == TOC_NONE)
        return false;
    b->asked++;
    found = count_grades(b, text, wanted, &level);
    if (found == 1) {
        *out_ladder = level->ladder;
        *out_rank = level->rank;
        return true;
    }
    if (found > 1)
        return report_ladders(b, grade, text);
    if (strcmp(text, "none") != 0) {
        report_grade(b, grade, wanted);
        return false;
    }
    if (!ladder.text && b->machine->ladders_count > 1)
        return report_ladders(b, grade, NULL);
    *out_ladder = toc_bind_ladder(b, ladder, grade.span);
    *out_rank = 0;
    return *out_ladder != TOC_NONE;
}

/* ── outcomes and values ── */

uint32_t toc_bind_outcome(toc_binding *b, uint32_t node, toc_word word)
{
    const toc_m_node *decision = &b->machine->nodes[node];
    const char *text = normal(b, word.text);
    const char *list = "";
    toc_nearest nearest;
    toc_diag *diag;

    b->asked++;
    toc_nearest_init(&nearest, text);
    for (uint32_t i = 0; i < decision->outcomes.count; i++) {
        uint32_t id = decision->outcomes.first + i;
        const char *name = toc_machine_text(b->machine, b->machine->outcomes[id].name);

        if (strcmp(name, text) == 0)
            return id;
        toc_nearest_offer(&nearest, name);
        list = toc_arena_printf(b->arena, "%s%s`%s`", list, *list ? ", " : "", name);
    }
    if (strcmp(text, "none") == 0)
        return TOC_NO_OUTCOME;
    diag =
        toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME, word.span, "decision `%s` has no outcome `%s`",
                     toc_machine_text(b->machine, decision->head.name), word.text);
    if (nearest.best)
        toc_diag_add_help(&b->sink, diag, "did you mean `%s`?", nearest.best);
    else
        toc_diag_add_help(&b->sink, diag, "it has %s", list);
    return TOC_NONE;
}

static void report_range(toc_binding *b, const toc_value_form *form, toc_word word,
                         const char *name)
{
    toc_diag *diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_RANGE, word.span,
                                  "`%s` is outside the range of `%s`", word.text, name);

    if (form->least != INT64_MIN)
        toc_diag_add_note(&b->sink, diag, "the least is %s",
                          toc_value_text(b->arena, b->machine, form, form->least));
    if (form->most != INT64_MAX)
        toc_diag_add_note(&b->sink, diag, "the most is %s",
                          toc_value_text(b->arena, b->machine, form, form->most));
    else if (toc_number_is_too_large(word.text) && *word.text != '-')
        toc_diag_add_note(&b->sink, diag, "the most is 9223372036854");
}

bool toc_bind_value(toc_binding *b, const toc_value_form *form, toc_word word, const char *name,
                    int64_t *out)
{
    toc_diag *diag;

    switch (toc_value_parse(b->machine, form, normal(b, word.text), out)) {
    case TOC_VALUE_FINE:
        return true;
    case TOC_VALUE_OUTSIDE:
        report_range(b, form, word, name);
        return false;
    case TOC_VALUE_WRONG:
        break;
    }
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_VALUE, word.span, "`%s` cannot be `%s`", name,
                        word.text);
    toc_diag_add_help(&b->sink, diag, "write %s", toc_value_expected(&b->sink, b->machine, form));
    return false;
}

/* score_text.h - a score as text: all that it says of each duty, whatever its number and the entries'. */
#ifndef TOC_TESTS_SCORE_TEXT_H
#define TOC_TESTS_SCORE_TEXT_H

#include "scenario_fixture.h"

#define SAY(f, text, ...)                                                                          \
    (text) = toc_arena_printf(&(f)->base.arena, "%s%s", (text),                                    \
                              toc_arena_printf(&(f)->base.arena, __VA_ARGS__))

static inline const char *score_duty_text(drill_fixture *f, const toc_scored *scored)
{
    const toc_duty *duty = &scored->duty;
    const char *text = toc_arena_printf(
        &f->base.arena,
        "%s %s/%u act %u occ %u other %d owner %u: %lld clock %lld due %lld closed %lld grace "
        "%lld %s %s marks %u by %d points %d told %lld/%lld/%d",
        toc_duty_kind_word((toc_duty_kind)duty->kind), toc_duty_subject(f->machine, duty), duty->id,
        duty->activation, duty->occurrence, (int)duty->other, duty->owner, (long long)duty->opened,
        (long long)duty->clock, (long long)duty->due, (long long)duty->closed,
        (long long)duty->grace, toc_duty_state_word((toc_duty_state)duty->state),
        toc_void_reason_word((toc_void_reason)duty->reason),
        duty->marks & ~(unsigned)TOC_MARK_ASSUMED, (int)duty->by, scored->points,
        (long long)scored->told.at, (long long)scored->told.given, (int)scored->told.kind);

    for (uint32_t i = 0; i < scored->fact_count; i++) {
        const toc_fact *fact = &scored->facts[i];

        SAY(f, text, " [%u %d %s/%s %lld]", fact->content, (int)fact->verdict,
            fact->said ? fact->said : "-", fact->truth ? fact->truth : "-", (long long)fact->since);
    }
    SAY(f, text, " outcome %d sent %lld fields %u versions %u\n", (int)scored->outcome,
        (long long)scored->sent, scored->fields_missing, scored->sending_count);
    return text;
}

static inline int score_compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static inline const char *score_text(drill_fixture *f, const toc_score *score)
{
    uint32_t count = score->drill->duty_count;
    const char **rows = TOC_NEW_ARRAY(&f->base.arena, const char *, count);
    const char *text = toc_arena_printf(&f->base.arena, "points %d rating %d grade %d\n",
                                        score->points, (int)score->rating, (int)score->grade);

    for (uint32_t i = 0; i < count; i++)
        rows[i] = score_duty_text(f, &score->duties[i]);
    if (count > 1)
        qsort(rows, count, sizeof *rows, score_compare_texts);
    for (uint32_t i = 0; i < count; i++)
        SAY(f, text, "%s", rows[i]);
    for (uint32_t i = 0; i < score->judgements.count; i++) {
        const toc_judgement *row = &score->judgements.items[i];

        for (uint32_t k = 0; k < row->stretches.count; k++)
            SAY(f, text, "ladder %u %lld..%lld %u/%u %d\n", row->ladder,
                (long long)row->stretches.items[k].from, (long long)row->stretches.items[k].to,
                row->stretches.items[k].warranted, row->stretches.items[k].declared,
                (int)row->stretches.items[k].verdict);
    }
    for (uint32_t i = 0; i < score->bodies.count; i++)
        SAY(f, text, "body %u silence %lld peak %u on time %d\n", score->bodies.items[i].body,
            (long long)score->bodies.items[i].silence, score->bodies.items[i].peak,
            score->bodies.items[i].on_time);
    return text;
}

#endif

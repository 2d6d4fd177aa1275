/* logic_values.c - an answer in telling values, and the values in the planner's words. */
#include <stdio.h>
#include <string.h>

#include "analysis/logic.h"

#define MICRO       INT64_C(1000000)
#define FEW         4u  /* values that are shown all */
#define SHOWN_MAX   8u  /* values in one message */
#define WRITTEN_MAX 60u /* bytes of a term as written */

/* ── settling ────────────────────────────────────────────────────────────── */

static const int64_t decimal_steps[] = {MICRO, 100000, 10000, 1000, 100, 10, 1, 0};
static const int64_t time_steps[] = {TOC_HOUR, TOC_MINUTE, TOC_SECOND, 1, 0};
static const int64_t whole_steps[] = {1, 0};

/* From round to fine; in grains. */
static const int64_t *steps_of(const toc_logic_term *term)
{
    toc_type type = term->cond->type.type;

    if (type == TOC_TYPE_DURATION)
        return time_steps;
    if (term->grain == 1 &&
        (type == TOC_TYPE_NUMBER || type == TOC_TYPE_PERCENT || type == TOC_TYPE_COUNT))
        return decimal_steps;
    return whole_steps;
}

static int64_t multiple_from(int64_t least, int64_t step)
{
    return least <= 0 ? -(-least / step) * step : (least + step - 1) / step * step;
}

static int64_t settle_upwards(toc_solver *solver, toc_formula variable, int64_t least,
                              const int64_t *steps)
{
    for (; *steps; steps++) {
        if (toc_solver_try(solver, toc_solver_divides(solver, *steps, variable)))
            return toc_solver_settle(solver, variable, multiple_from(least, *steps), *steps);
    }
    return toc_solver_ask(solver) == TOC_ANSWER_YES ? toc_solver_value(solver, variable) : least;
}

/* As near to 0 as can be, above it rather than below. */
static int64_t settle_number(toc_solver *solver, const toc_logic_term *term, toc_formula variable)
{
    int64_t start = toc_logic_start_of(term->cond) / term->grain;
    toc_formula zero = toc_solver_number(solver, 0);

    if (toc_solver_try(solver, toc_solver_compare(solver, TOC_RELATION_EQ, variable,
                                                  toc_solver_number(solver, start))))
        return start;
    if (term->least >= 0)
        return settle_upwards(solver, variable, term->least, steps_of(term));
    if (toc_solver_try(solver, toc_solver_compare(solver, TOC_RELATION_GE, variable, zero)))
        return settle_upwards(solver, variable, 0, steps_of(term));
    return -settle_upwards(solver, toc_solver_scale(solver, variable, -1, 1), 0, steps_of(term));
}

static int64_t settle_truth(toc_solver *solver, const toc_logic_term *term, toc_formula variable)
{
    bool start = toc_logic_start_of(term->cond) != 0;
    toc_formula as_start = start ? variable : toc_solver_not(solver, variable);

    if (toc_solver_try(solver, as_start))
        return start;
    toc_solver_say(solver, toc_solver_not(solver, as_start));
    return !start;
}

void toc_logic_settle(toc_logic *logic, unsigned point)
{
    for (uint32_t i = 0; i < logic->used.count; i++) {
        toc_logic_term *term = &logic->terms.items[logic->used.items[i].term];
        toc_formula variable = term->variable[point];

        if (logic->used.items[i].point != point)
            continue;
        term->witness[point] = term->is_flag
                                   ? settle_truth(logic->solver, term, variable)
                                   : settle_number(logic->solver, term, variable) * term->grain;
    }
}

/* ── words ───────────────────────────────────────────────────────────────── */

static const char *decimal_text(toc_arena *arena, int64_t micro)
{
    uint64_t size = micro < 0 ? 0 - (uint64_t)micro : (uint64_t)micro;
    char text[32];
    int length =
        snprintf(text, sizeof text, "%s%llu.%06llu", micro < 0 ? "-" : "",
                 (unsigned long long)(size / 1000000), (unsigned long long)(size % 1000000));

    while (text[length - 1] == '0')
        length--;
    if (text[length - 1] == '.')
        length--;
    return toc_arena_copy(arena, text, (size_t)length);
}

static const toc_words *words_of(const toc_entity *owner)
{
    return owner->kind == TOC_ENTITY_INDICATOR ? &((const toc_plan_indicator *)owner)->words
                                               : &((const toc_plan_event_field *)owner)->words;
}

static const char *word_text(const toc_logic *logic, const toc_entity *owner, int64_t index)
{
    const toc_words *words = words_of(owner);

    return index >= 0 && index < words->names.count
               ? toc_symbol_text(logic->plan->names, words->names.items[index].symbol)
               : "";
}

static const char *grade_text(const toc_logic *logic, const toc_entity *owner, int64_t rank)
{
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)owner;

    return rank > 0 && rank <= ladder->levels.count
               ? toc_symbol_text(logic->plan->names, ladder->levels.items[rank - 1]->base.name)
               : TOC_PHRASE("none");
}

static const char *plain_text(const toc_logic *logic, const toc_value_type *type, int64_t value)
{
    const char *number = decimal_text(logic->arena, value);

    return type->unit ? toc_arena_printf(logic->arena, "%s %s", number, type->unit) : number;
}

static const char *duration_text(const toc_logic *logic, int64_t ms)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(ms, text);
    return toc_arena_printf(logic->arena, "%s", text);
}

static const char *text_text(const toc_logic *logic, int64_t symbol)
{
    const char *text = "";

    if (symbol >= 0 && symbol <= UINT32_MAX)
        text = toc_symbol_text(logic->texts, (toc_symbol){(uint32_t)symbol});
    return *text ? toc_arena_printf(logic->arena, "\"%s\"", text) : TOC_PHRASE("another text");
}

static const char *value_text(const toc_logic *logic, const toc_value_type *type, int64_t value)
{
    switch (type->type) {
    case TOC_TYPE_FLAG:
        return value ? TOC_PHRASE("yes") : TOC_PHRASE("no");
    case TOC_TYPE_NUMBER:
    case TOC_TYPE_COUNT:
        return plain_text(logic, type, value);
    case TOC_TYPE_PERCENT:
        return toc_arena_printf(logic->arena, "%s%%", decimal_text(logic->arena, value));
    case TOC_TYPE_DURATION:
        return duration_text(logic, value);
    case TOC_TYPE_TEXT:
        return text_text(logic, value);
    case TOC_TYPE_ENUM:
        return word_text(logic, type->domain, value);
    case TOC_TYPE_GRADE:
        return grade_text(logic, type->domain, value);
    case TOC_TYPE_BROKEN:
    case TOC_TYPE_INSTANT:
        break;
    }
    return "";
}

/* As in the source, on one line, shortened where long. */
static const char *written(const toc_logic *logic, toc_span span)
{
    const toc_source *source = toc_sources_find(logic->plan->sources, span);
    char text[WRITTEN_MAX + 1];
    uint32_t size = 0;

    if (!source || toc_span_is_none(span))
        return "";
    for (uint32_t at = span.begin - source->base; at < span.end - source->base; at++) {
        char c = source->text[at];

        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
        if (c == ' ' && size > 0 && text[size - 1] == ' ')
            continue;
        if (size == WRITTEN_MAX) {
            while (size > 0 && ((unsigned char)text[size - 1] & 0xc0u) == 0x80u)
                size--; /* not into the middle of a character */
            return toc_arena_printf(logic->arena, "%.*s…", (int)(size > 0 ? size - 1 : 0), text);
        }
        text[size++] = c;
    }
    return toc_arena_copy(logic->arena, text, size);
}

static const char *name_text(const toc_logic *logic, const toc_cond *cond)
{
    if (cond->op == TOC_COND_INDICATOR || cond->op == TOC_COND_LEVEL)
        return cond->entity->full;
    return toc_arena_printf(logic->arena, "`%s`", written(logic, cond->span));
}

static const char *term_text(const toc_logic *logic, const toc_logic_term *term, unsigned point)
{
    const char *name = name_text(logic, term->cond);

    if (term->known != TOC_NO_TERM && !logic->terms.items[term->known].witness[point])
        return toc_say(logic->arena, "%s not known yet", name);
    return toc_say(logic->arena, "%s %s", name,
                   value_text(logic, &term->cond->type, term->witness[point]));
}

static bool is_shown(const toc_logic *logic, const toc_logic_used *use, unsigned point, bool is_all)
{
    const toc_logic_term *term = &logic->terms.items[use->term];

    if (use->point != point || term->is_helper)
        return false;
    if (is_all)
        return true;
    if (term->known != TOC_NO_TERM)
        return logic->terms.items[term->known].witness[point] != 0;
    return term->witness[point] != toc_logic_start_of(term->cond);
}

static uint32_t count_shown(const toc_logic *logic, unsigned point, bool is_all)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < logic->used.count; i++)
        count += is_shown(logic, &logic->used.items[i], point, is_all);
    return count;
}

const char *toc_logic_values(const toc_logic *logic, unsigned point)
{
    bool is_all = count_shown(logic, point, true) <= FEW || count_shown(logic, point, false) == 0;
    const char *all = "";
    uint32_t shown = 0;

    for (uint32_t i = 0; i < logic->used.count; i++) {
        const toc_logic_term *term = &logic->terms.items[logic->used.items[i].term];

        if (!is_shown(logic, &logic->used.items[i], point, is_all))
            continue;
        if (shown++ == SHOWN_MAX)
            return toc_arena_printf(logic->arena, "%s, …", all);
        all = toc_arena_printf(logic->arena, "%s%s%s", all, *all ? ", " : "",
                               term_text(logic, term, point));
    }
    return all;
}

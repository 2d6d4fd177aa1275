/* time_check_parts.c - what messages about late duties have in common: the chain, what repairs it. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"

#define LABELS_MAX 6u

/* ── the chain ───────────────────────────────────────────────────────────── */

void toc_time_label_links(toc_time_checks *it, toc_diag *diag, const toc_time_duty *duty,
                          const toc_time_chain *chain)
{
    uint32_t labels = 0;
    toc_ms sum = 0;

    for (uint32_t i = 0; i < chain->count; i++) {
        const toc_time_link *link = &chain->items[i];
        bool is_own = &link->node->base == duty->entity;
        toc_span span =
            link->node->takes.points > 0 ? link->node->takes.span : link->node->base.span;

        if (labels < LABELS_MAX && (link->work > 0 || link->is_unknown)) {
            labels++;
            if (is_own && chain->count == 1)
                toc_diag_add_label(it->sink, diag, span, "this takes the time");
            else if (link->work > 0 && i == 0)
                toc_diag_add_label(it->sink, diag, span, "%s",
                                   toc_lapse_text(it->check->arena, link->sum));
            else if (link->work > 0)
                toc_diag_add_label(it->sink, diag, span, "%s, %s so far",
                                   toc_lapse_text(it->check->arena, link->sum - sum),
                                   toc_lapse_text(it->check->arena, link->sum));
            else
                toc_diag_add_label(it->sink, diag, span, "how long this takes is not stated");
        }
        sum = link->sum;
    }
}

void toc_time_note_chain(toc_time_checks *it, toc_diag *diag, const toc_time_chain *chain,
                         const char *how, toc_ms late)
{
    const char *steps = toc_time_chain_text(it->times, chain, it->check->arena);

    toc_diag_add_note(it->sink, diag, "%s: %s%s%s too late", how, steps, *steps ? ", " : "",
                      toc_lapse_text(it->check->arena, late));
}

const char *toc_time_here(const toc_time_duty *duty)
{
    if (duty->by_minute < 0)
        return TOC_PHRASE("the deadline");
    return duty->most_limit > TOC_DAY
               ? TOC_PHRASE("a day away at most, an hour more when the clocks go back")
               : TOC_PHRASE("a day away at most");
}

bool toc_time_is_relative(const toc_time_duty *duty)
{
    return duty->deadline->kind == TOC_DEADLINE_WITHIN && duty->deadline->length.workdays == 0;
}

static const char *changes_text(toc_time_checks *it, const toc_time_repair *repair)
{
    toc_arena *arena = it->check->arena;
    const char *text = "";

    for (uint32_t i = 0; i < repair->change_count; i++) {
        const toc_time_change *change = &repair->changes[i];

        text = toc_say(
            arena, "%s%s%s `%s` in at most %s (%s less)", text, i > 0 ? TOC_PHRASE(" and") : "",
            change->is_approval ? TOC_PHRASE(" approve") : TOC_PHRASE(" do"),
            toc_symbol_text(it->plan->names, change->node->base.name),
            toc_lapse_text(arena, change->to), toc_lapse_text(arena, change->from - change->to));
    }
    return text;
}

void toc_time_add_repair(toc_time_checks *it, toc_diag *diag, const toc_time_duty *duty)
{
    toc_time_repair repair = toc_time_repair_of(it->times, duty, TOC_TIME_WORST);
    const char *limit = toc_lapse_text(it->check->arena, repair.limit);

    if (duty->by_minute >= 0) {
        toc_diag_add_help(it->sink, diag, "give it a length of time, `within %s`", limit);
        return;
    }
    if (repair.change_count > 0)
        toc_diag_add_help(it->sink, diag, "%s keeps it at worst:%s",
                          repair.change_count == 1 ? TOC_PHRASE("one change") : TOC_PHRASE("this"),
                          changes_text(it, &repair));
    if (toc_time_is_relative(duty) && duty->deadline->kind == TOC_DEADLINE_WITHIN)
        toc_diag_add_help(it->sink, diag, "%sallow %s%s",
                          repair.change_count > 0 ? TOC_PHRASE("or ") : "", limit,
                          duty->kind == TOC_TIME_APPROVAL ? TOC_PHRASE(", and time to decide")
                          : toc_time_is_telling(duty)     ? TOC_PHRASE(", and time for telling it")
                                                          : "");
}

/* time_words.c - chains of times in words. */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/time_checks.h"
#include "analysis/time_private.h"
#include "base/source.h"

#define LINKS_FIRST 5u /* of a long chain: told at its beginning and its end */
#define LINKS_LAST  3u

const char *toc_lapse_text(toc_arena *arena, toc_ms ms)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(ms, text);
    return toc_arena_printf(arena, "%s", text);
}

/* "so far, approval 15min": one more part of a step's time, where there is any. */
static const char *with_part(toc_arena *arena, const char *so_far, const char *what, toc_ms ms)
{
    if (ms <= 0)
        return so_far;
    return toc_say(arena, "%s%s%s %s", so_far, *so_far ? ", " : "", what,
                   toc_lapse_text(arena, ms));
}

static const char *parts_text(toc_arena *arena, const toc_time_link *link)
{
    const char *parts = "";

    parts = with_part(arena, parts, TOC_PHRASE("waiting"), link->wait);
    parts = with_part(arena, parts, TOC_PHRASE("rounds before the last"), link->again);
    parts = with_part(arena, parts, TOC_PHRASE("approval or forming"), link->approval);
    parts = with_part(arena, parts, TOC_PHRASE("getting ready what it uses"), link->ready);
    parts = with_part(arena, parts, TOC_PHRASE("off duty"), link->off_duty);
    return *parts ? with_part(arena, parts, TOC_PHRASE("work"), link->work) : parts;
}

static const char *link_text(const toc_times *times, const toc_time_link *link, toc_ms before,
                             toc_arena *arena)
{
    const char *name = toc_symbol_text(times->plan->names, link->node->base.name);
    const char *parts = parts_text(arena, link);
    toc_ms length = link->sum - before;

    if (link->is_unknown && length == 0)
        return toc_say(arena, "`%s` unknown", name);
    return toc_say(arena, "`%s` %s%s%s%s%s", name, link->is_unknown ? TOC_PHRASE("more than ") : "",
                   toc_lapse_text(arena, length), *parts ? " (" : "", parts, *parts ? ")" : "");
}

const char *toc_time_chain_text(const toc_times *times, const toc_time_chain *chain,
                                toc_arena *arena)
{
    bool is_long = chain->count > LINKS_FIRST + LINKS_LAST + 1;
    const char *text = "";
    toc_ms sum = 0;

    for (uint32_t i = 0; i < chain->count; i++) {
        const toc_time_link *link = &chain->items[i];

        if (is_long && i == LINKS_FIRST)
            text = toc_say(arena, "%s, %u more", text, chain->count - LINKS_FIRST - LINKS_LAST);
        if (!is_long || i < LINKS_FIRST || i >= chain->count - LINKS_LAST)
            text = toc_say(arena, "%s%s%s", text, i > 0 ? TOC_PHRASE(", ") : "",
                           link_text(times, link, sum, arena));
        sum = link->sum;
    }
    if (chain->count > 1)
        text = toc_say(arena, "%s; together %s", text, toc_lapse_text(arena, sum));
    return text;
}

/* What it is on, for what names no anchor of its own. */
static toc_span start_span(const toc_time_duty *duty)
{
    const toc_plan_anchors *on = NULL;

    if (duty->entity->kind == TOC_ENTITY_RELAY)
        on = &((const toc_plan_relay *)duty->entity)->on;
    return on && on->count > 0 ? on->items[0].span : (toc_span){0, 0};
}

const char *toc_time_anchor_text(const toc_time_checks *it, const toc_time_duty *duty)
{
    toc_span span = duty->deadline->anchor.span;
    const toc_source *source;

    if (toc_span_is_none(span))
        span = start_span(duty);
    if (toc_span_is_none(span) ||
        (duty->way.scope == TOC_TIME_OWN && duty->entity->kind != TOC_ENTITY_RELAY))
        return TOC_PHRASE("it is ready");
    source = toc_sources_find(it->plan->sources, span);
    if (!source)
        return TOC_PHRASE("its anchor");
    return toc_arena_printf(it->check->arena, "`%.*s`", (int)(span.end - span.begin),
                            source->text + (span.begin - source->base));
}

/* chart_marks.c - reads the earlier plan or the trace, and marks the picture. */
#include "cli/chart_marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "chart/card.h"
#include "emit/film_play.h"
#include "emit/flow_diff.h"

/* ── against another plan ────────────────────────────────────────────────── */

static void print_change(FILE *out, const toc_flow_change *change)
{
    const char *sign = change->state == TOC_FLOW_ADDED     ? "+"
                       : change->state == TOC_FLOW_REMOVED ? "-"
                                                           : "~";

    fprintf(out, "%s %s  %s", sign, change->key, change->title);
    if (change->what)
        fprintf(out, "  %s: %s -> %s", change->what, change->before ? change->before : "-",
                change->after ? change->after : "-");
    fputc('\n', out);
}

/* What has to be printed anew, by title and name. */
typedef struct list {
    FILE *out;
    const char *head;
    uint32_t count;
} list;

static void add_to(list *it, const char *title, const char *name)
{
    fprintf(it->out, "%s%s %s", it->count == 0 ? it->head : "", it->count == 0 ? ":" : ",",
            title ? title : name);
    if (title && strcmp(title, name) != 0)
        fprintf(it->out, " (%s)", name);
    it->count++;
}

static void end_list(const list *it)
{
    if (it->count > 0)
        fputc('\n', it->out);
}

static void print_bands(const toc_flow_diff *diff, toc_arena *arena, FILE *out)
{
    list bands = {out, toc_phrase(arena, "parts of the chart to print anew"), 0};

    for (uint32_t i = 0; i < diff->bands.count; i++)
        add_to(&bands, diff->bands.items[i]->title.first, diff->bands.items[i]->name);
    end_list(&bands);
}

static void print_cards(const toc_stale_cards *cards, toc_arena *arena, FILE *out)
{
    list anew = {out, toc_phrase(arena, "cards to print anew"), 0};
    list made = {out, toc_phrase(arena, "cards that there were none of"), 0};
    list gone = {out, toc_phrase(arena, "cards to take down"), 0};

    for (uint32_t i = 0; i < cards->count; i++) {
        const toc_stale_card *card = &cards->items[i];
        if (!card->is_new && !card->is_gone)
            add_to(&anew, card->title, card->id);
    }
    end_list(&anew);
    for (uint32_t i = 0; i < cards->count; i++) {
        if (cards->items[i].is_new)
            add_to(&made, cards->items[i].title, cards->items[i].id);
    }
    end_list(&made);
    for (uint32_t i = 0; i < cards->count; i++) {
        if (cards->items[i].is_gone)
            add_to(&gone, cards->items[i].title, cards->items[i].id);
    }
    end_list(&gone);
}

/* Not on the stream that the chart itself may go to. */
static void print_diff(const toc_flow_diff *diff, const toc_stale_cards *cards, toc_arena *arena,
                       FILE *out)
{
    for (uint32_t i = 0; i < diff->changes.count; i++)
        print_change(out, &diff->changes.items[i]);
    if (diff->changes.count == 0)
        fprintf(
            out, "%s\n",
            toc_phrase(
                arena,
                cards->count == 0
                    ? TOC_PHRASE("nothing has changed: charts and cards that hang are still true")
                    : TOC_PHRASE("nothing on the chart has changed")));
    print_bands(diff, arena, out);
    print_cards(cards, arena, out);
}

static bool mark_changes(toc_session *session, toc_flow *flow, const toc_flow_options *options,
                         const char *path)
{
    const toc_plan *old = toc_session_plan(session, path);
    toc_card_options card_options = {
        .lang = options->lang, .width = 148 * TOC_MM, .height = 210 * TOC_MM};

    if (!old)
        return false;
    toc_stale_cards cards = toc_cards_compare(&session->arena, flow->plan, old, &card_options);
    print_diff(
        toc_flow_compare(&session->arena, flow, toc_flow_build(&session->arena, old, options)),
        &cards, &session->arena, stderr);
    return true;
}

/* ── in a drill ──────────────────────────────────────────────────────────── */

static bool read_at(const toc_args *args, toc_ms *out)
{
    const char *text = toc_args_value(args, TOC_OPT_AT, NULL);

    if (!text || toc_duration_parse(text, false, out))
        return true;
    toc_args_complain(args,
                      "`--at` takes a length of time since the drill's start, such as "
                      "`90min` or `2h`, not `%s`",
                      text);
    return false;
}

/* 0 where none is asked for. */
static bool read_speed(const toc_args *args, uint32_t *out)
{
    uint64_t speed = toc_args_number(args, TOC_OPT_SPEED, 1);

    *out = 0;
    if (!toc_args_has(args, TOC_OPT_SPEED))
        return true;
    if (!toc_args_has(args, TOC_OPT_ANIMATE)) {
        toc_args_complain(args, "`--speed` says how fast a drill is played: it needs `--animate`");
        return false;
    }
    *out = (uint32_t)speed;
    return true;
}

/* What `--at` and `--animate` ask for. */
typedef struct showing {
    toc_ms at;
    bool is_film;
    uint32_t speed;
} showing;

static bool read_showing(const toc_args *args, showing *out)
{
    out->at = TOC_MS_NONE;
    out->is_film = toc_args_has(args, TOC_OPT_ANIMATE);
    if (!read_at(args, &out->at) || !read_speed(args, &out->speed))
        return false;
    if (toc_args_has(args, TOC_OPT_TRACE) || (out->at == TOC_MS_NONE && !out->is_film))
        return true;
    toc_args_complain(
        args, out->is_film ? TOC_PHRASE("`--animate` plays a drill: it needs `--trace FILE`")
                           : TOC_PHRASE("`--at` says when in a drill: it needs `--trace FILE`"));
    return false;
}

static void play(toc_session *session, const toc_film *film, uint32_t speed, toc_flow *flow)
{
    const toc_film_play *play = toc_film_play_new(&session->arena, film, speed);
    char second[TOC_DURATION_TEXT_MAX];

    toc_duration_format((toc_ms)play->speed * TOC_SECOND, second);
    toc_film_play_show(&session->arena, play, flow);
    fprintf(stderr, "tocsin chart: %s\n",
            toc_say(&session->arena, "note: it plays for %u s; a second is %s of the drill",
                    (unsigned)((play->length + 999999) / 1000000), second));
}

static bool mark_drill(toc_session *session, toc_flow *flow, const char *path, const showing *how)
{
    const toc_source *trace =
        toc_sources_read(session->sources, NULL, path, (toc_span){0, 0}, &session->sink);
    toc_film *film = trace ? toc_film_read(&session->arena, flow, trace, &session->sink) : NULL;

    if (film && how->is_film)
        play(session, film, how->speed, flow);
    else if (film)
        toc_film_show(&session->arena, film, flow, how->at == TOC_MS_NONE ? film->end : how->at);
    return film != NULL;
}

int toc_chart_mark(toc_session *session, toc_flow *flow, const toc_flow_options *options)
{
    const char *against = toc_args_value(session->args, TOC_OPT_AGAINST, NULL);
    const char *trace = toc_args_value(session->args, TOC_OPT_TRACE, NULL);
    bool is_good = true;
    showing how;

    if (!read_showing(session->args, &how))
        return TOC_EXIT_USAGE;
    if (against)
        is_good = mark_changes(session, flow, options, against);
    else if (trace)
        is_good = mark_drill(session, flow, trace, &how);
    return is_good ? TOC_EXIT_FINE : TOC_EXIT_FINDINGS;
}

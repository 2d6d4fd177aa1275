/* relay_sums.c - T0420 relay-too-long, T0421 verification-eats-slack, T0422 relay-nothing-left,
 * T0423 relay-without-slack.
 *
 * A chain whose hops may together take longer than the whole can keep every one of its own times
 * and still miss the end.  It need not - hops may be quicker than they must - so this is a
 * warning and no error.  A sum that is met to the minute is worth a note; where something has no
 * time of its own beside it, nothing is left for that, which is a warning again. */
#include "analysis/relay_checks.h"
#include "sema/relay.h"

/* A relay and the way through it that has the least slack. */
typedef struct tight {
    const toc_check_context *context;
    const toc_plan_relay *relay;
    const toc_relay_way *way;
    toc_relay_margin margin;
} tight;

static const char *length_of(const tight *t, toc_ms ms)
{
    return toc_check_length_text(t->context, ms);
}

/* How long the way may take, counted from where the limit counts. */
static const char *worst_of(const tight *t)
{
    return length_of(t, t->margin.limit - t->margin.worst_slack);
}

static const char *last_of(const tight *t)
{
    return t->way->legs[t->way->leg_count - 1].to->base.full;
}

/* What the whole counts from, in the planner's words. */
static const char *start_of(const tight *t)
{
    const toc_plan_anchor *anchor = &t->relay->overall.anchor;

    if (anchor->kind != TOC_PLAN_ANCHOR_NONE)
        return toc_check_written(t->context, anchor->span);
    return t->relay->on.count > 0 ? toc_check_written(t->context, t->relay->on.items[0].span) : "";
}

static const char *own_start_of(const tight *t)
{
    return t->relay->on.count > 0 ? toc_check_written(t->context, t->relay->on.items[0].span) : "";
}

static void note_chain(const tight *t, toc_diag *diag)
{
    toc_diag_add_note(t->context->sink, diag, "the chain, added up: %s",
                      toc_relay_way_text(t->way, t->context->arena));
    toc_diag_add_note(
        t->context->sink, diag,
        "the first hop counts from `%s`, each other from receipt, the whole from `%s`",
        own_start_of(t), start_of(t));
    if (t->margin.starts_elsewhere)
        toc_diag_add_note(t->context->sink, diag,
                          "what passes between `%s` and `%s` comes off the whole as well",
                          start_of(t), own_start_of(t));
    if (t->way->skip)
        toc_diag_add_note(t->context->sink, diag,
                          "`skip to` has no time of its own: the first sender's is taken for it");
}

static void label_hops(const tight *t, toc_diag *diag)
{
    for (uint32_t i = 0; i < t->way->leg_count && i < 8; i++) {
        const toc_relay_leg *leg = &t->way->legs[i];

        if (leg->hop && leg->within != TOC_MS_NONE)
            toc_diag_add_label(t->context->sink, diag, leg->hop->deadline.length_span,
                               "up to %s from `%s` to `%s`", length_of(t, leg->within),
                               leg->from->base.full, leg->to->base.full);
    }
}

static void label_verification(const tight *t, toc_diag *diag)
{
    for (uint32_t i = 0; i < t->relay->verifies.count && i < 4; i++)
        toc_diag_add_label(t->context->sink, diag, t->relay->verifies.items[i].length.span,
                           "time to check");
}

static void report_too_long(const tight *t)
{
    toc_diag *diag =
        toc_diag_add(t->context->sink, TOC_D_RELAY_TOO_LONG, t->relay->overall.length_span,
                     "`%s` may reach `%s` after %s, and has %s in all", t->relay->base.full,
                     last_of(t), worst_of(t), length_of(t, t->margin.limit));

    toc_diag_set_here(t->context->sink, diag, "the whole, from `%s`", start_of(t));
    label_hops(t, diag);
    if (t->way->best < t->way->worst)
        label_verification(t, diag);
    note_chain(t, diag);
    toc_diag_add_note(t->context->sink, diag,
                      "everyone can be in time, and the end %s late: these times do not add up",
                      length_of(t, -t->margin.worst_slack));
    toc_diag_add_help(t->context->sink, diag,
                      "take %s off the hops, or hop past somebody with `skip to … when …`",
                      length_of(t, -t->margin.worst_slack));
}

static void report_eaten(const tight *t)
{
    toc_ms checking = t->margin.best_slack - t->margin.worst_slack;
    toc_diag *diag =
        toc_diag_add(t->context->sink, TOC_D_VERIFICATION_EATS_SLACK, t->relay->overall.length_span,
                     "with its %s for checking, `%s` may reach `%s` after %s, and has %s in all",
                     length_of(t, checking), t->relay->base.full, last_of(t), worst_of(t),
                     length_of(t, t->margin.limit));

    toc_diag_set_here(t->context->sink, diag, "the whole, from `%s`", start_of(t));
    label_verification(t, diag);
    note_chain(t, diag);
    toc_diag_add_note(t->context->sink, diag, "without checking the hops take %s and leave %s",
                      length_of(t, t->margin.limit - t->margin.best_slack),
                      length_of(t, t->margin.best_slack));
    toc_diag_add_help(t->context->sink, diag,
                      "pass the word on first and check afterwards, or take %s off the hops",
                      length_of(t, -t->margin.worst_slack));
}

static const toc_relay_leg *first_untimed(const toc_relay_way *way)
{
    for (uint32_t i = 0; i < way->leg_count; i++) {
        if (way->legs[i].within == TOC_MS_NONE)
            return &way->legs[i];
    }
    return NULL;
}

static void report_nothing_left(const tight *t)
{
    const toc_relay_leg *leg = first_untimed(t->way);
    const char *what =
        leg ? toc_say(t->context->arena, "for `%s` to tell `%s`", leg->from->base.full,
                      leg->to->base.full)
            : toc_say(t->context->arena, "between `%s` and `%s`", start_of(t), own_start_of(t));
    toc_diag *diag =
        toc_diag_add(t->context->sink, TOC_D_RELAY_NOTHING_LEFT, t->relay->overall.length_span,
                     "of the %s of `%s` nothing is left %s", length_of(t, t->margin.limit),
                     t->relay->base.full, what);

    toc_diag_set_here(t->context->sink, diag, "the whole, from `%s`", start_of(t));
    label_hops(t, diag);
    if (leg && leg->hop)
        toc_diag_add_label(t->context->sink, diag, leg->hop->span, "has no time of its own");
    note_chain(t, diag);
    toc_diag_add_help(t->context->sink, diag, "shorten a hop, so that there is time for it");
}

static void report_no_slack(const tight *t)
{
    toc_diag *diag = toc_diag_add(
        t->context->sink, TOC_D_RELAY_WITHOUT_SLACK, t->relay->overall.length_span,
        "the hops of `%s` use up the whole %s", t->relay->base.full, length_of(t, t->margin.limit));

    toc_diag_set_here(t->context->sink, diag, "nobody may be a minute late");
    note_chain(t, diag);
}

static void judge(const tight *t)
{
    if (t->margin.best_slack < 0)
        report_too_long(t);
    else if (t->margin.worst_slack < 0)
        report_eaten(t);
    else if (t->margin.worst_slack > 0)
        return;
    else if (t->way->untimed > 0 || t->margin.starts_elsewhere)
        report_nothing_left(t);
    else
        report_no_slack(t);
}

static void report_cut(const toc_check_context *context, const toc_plan_relay *relay)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_NOT_DECIDED, relay->base.span,
                                  "`%s` has too many ways to add all of them up", relay->base.full);

    toc_diag_set_here(context->sink, diag, "only the first ones were held against the whole");
}

/* Of those with a slack of naught, one that lacks a time goes first: that one is at fault. */
static void find_tightest(tight *t, const toc_relay_ways *ways)
{
    t->way = toc_relay_tightest(ways, &t->relay->overall, &t->margin);
    for (uint32_t i = 0; t->way && t->margin.worst_slack == 0 && i < ways->items.count; i++) {
        const toc_relay_way *way = &ways->items.items[i];
        toc_relay_margin margin = toc_relay_margin_of(t->relay, way, &t->relay->overall);

        if (margin.is_counted && margin.worst_slack == 0 && way->untimed > 0 && !t->way->untimed) {
            t->way = way;
            t->margin = margin;
        }
    }
}

void toc_check_relay_sums(const toc_check_context *context)
{
    uint32_t budget = TOC_RELAY_BUDGET;

    for (uint32_t i = 0; i < context->plan->relays.count; i++) {
        tight t = {.context = context, .relay = context->plan->relays.items[i]};
        const toc_relay_ways *ways;

        if (t.relay->overall.kind == TOC_DEADLINE_NONE)
            continue;
        ways = toc_relay_ways_of(t.relay, context->arena, &budget);
        if (ways->is_cut)
            report_cut(context, t.relay);
        find_tightest(&t, ways);
        if (t.way)
            judge(&t);
    }
}

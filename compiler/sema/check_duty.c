/* check_duty.c - T0372 cover-gap, T0373 same-shift, T0374 cover-over-people, T0375
 * duty-beyond-roster, T0376 nobody-watches, T0377 answer-off-duty: hours of duty over the week,
 * computed exactly. */
#include "sema/checks.h"
#include "sema/parts.h"
#include "sema/week.h"

/* ── rosters ─────────────────────────────────────────────────────────────── */

static void add_roster(const toc_check_context *context, toc_stretches *out,
                       const toc_plan_roster *roster)
{
    for (uint32_t i = 0; i < roster->shifts.count; i++)
        toc_week_add_shift(context->arena, out, &roster->shifts.items[i].hours,
                           roster->shifts.items[i].least);
}

static void check_cover(const toc_check_context *context, const toc_plan_roster *roster,
                        const toc_stretches *stretches)
{
    toc_stretches gaps = toc_week_gaps(context->arena, stretches);
    toc_diag *diag;

    if (!roster->is_all_day || gaps.count == 0)
        return;
    diag = toc_diag_add(context->sink, TOC_D_COVER_GAP, roster->base.span,
                        "the roster covers 24h, but nobody has a shift %s",
                        toc_week_text(context->arena, &gaps));
    toc_diag_add_help(context->sink, diag, "add a shift, or lengthen one");
}

static void check_shifts(const toc_check_context *context, const toc_plan_roster *roster)
{
    for (uint32_t i = 1; i < roster->shifts.count && i < 64; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const toc_shift *a = &roster->shifts.items[k].hours;
            const toc_shift *b = &roster->shifts.items[i].hours;
            toc_diag *diag;

            if (a->begin != b->begin || a->end != b->end || !(a->days & b->days))
                continue;
            diag = toc_diag_add(context->sink, TOC_D_SAME_SHIFT, b->span,
                                "two shifts have the same hours");
            toc_diag_add_label(context->sink, diag, a->span, "the other one");
            toc_diag_add_help(context->sink, diag,
                              "for more people say `least`; else correct the hours");
            break;
        }
    }
}

/* Without people of its own that are counted, nothing is known. */
static int64_t people_of(const toc_plan *plan, const toc_plan_body *org,
                         const toc_plan_resource **out_first)
{
    int64_t count = 0;

    *out_first = NULL;
    for (uint32_t i = 0; i < plan->resources.count; i++) {
        const toc_plan_resource *resource = plan->resources.items[i];

        if (resource->kind != TOC_RESOURCE_PEOPLE || !resource->owner.target ||
            toc_body_org(resource->owner.target) != org || toc_span_is_none(resource->count_span))
            continue;
        count += resource->count; /* each at most 1e12 */
        if (!*out_first)
            *out_first = resource;
    }
    return count;
}

static void check_people(const toc_check_context *context, const toc_plan_roster *roster,
                         const toc_stretches *stretches)
{
    const toc_plan_resource *first;
    int64_t have = people_of(context->plan, toc_body_org(roster->org.target), &first);
    uint64_t wanted;
    int32_t peak = toc_week_peak(context->arena, stretches, &wanted);
    toc_diag *diag;

    if (!first || wanted <= (uint64_t)have)
        return;
    diag = toc_diag_add(context->sink, TOC_D_COVER_OVER_PEOPLE, roster->base.span,
                        "the roster wants %llu people on %s, and there are %lld",
                        (unsigned long long)wanted, toc_week_instant(context->arena, peak),
                        (long long)have);
    toc_diag_add_label(context->sink, diag, first->count_span, "of `%s`",
                       roster->org.target->base.full);
}

/* Hours that the org says it is there, and the roster has nobody. */
static void check_hours(const toc_check_context *context, const toc_plan_body *org,
                        const toc_stretches *rostered, const toc_plan_roster *roster)
{
    toc_stretches duty = {0};
    toc_stretches off;
    toc_stretches open = {0};
    toc_stretches gaps;
    toc_diag *diag;

    if (!org->duty.is_written)
        return;
    toc_week_add_hours(context->arena, &duty, &org->duty);
    off = toc_week_gaps(context->arena, &duty);
    toc_week_add(context->arena, &open, &off);
    toc_week_add(context->arena, &open, rostered);
    gaps = toc_week_gaps(context->arena, &open);
    if (gaps.count == 0)
        return;
    diag = toc_diag_add(context->sink, TOC_D_DUTY_BEYOND_ROSTER, org->duty.span,
                        "`%s` is on duty by its hours, but by its roster nobody is, %s",
                        org->base.full, toc_week_text(context->arena, &gaps));
    toc_diag_add_label(context->sink, diag, roster->base.span, "the roster");
}

typedef struct rostered {
    toc_stretches stretches; /* of all rosters of an org together */
    const toc_plan_roster *first;
    bool is_all_day; /* one says `cover 24h`: T0372 tells its gaps */
} rostered;

void toc_check_rosters(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    rostered *by_org = TOC_NEW_ARRAY(context->arena, rostered, plan->bodies.count);

    for (uint32_t i = 0; i < plan->rosters.count; i++) {
        const toc_plan_roster *roster = plan->rosters.items[i];
        toc_stretches stretches = {0};
        rostered *org;

        if (!roster->org.target || roster->shifts.count == 0)
            continue;
        org = &by_org[toc_body_org(roster->org.target)->base.id];
        add_roster(context, &stretches, roster);
        check_cover(context, roster, &stretches);
        check_shifts(context, roster);
        check_people(context, roster, &stretches);
        toc_week_add(context->arena, &org->stretches, &stretches);
        org->is_all_day = org->is_all_day || roster->is_all_day;
        if (!org->first)
            org->first = roster;
    }
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        if (by_org[i].first && !by_org[i].is_all_day)
            check_hours(context, plan->bodies.items[i], &by_org[i].stretches, by_org[i].first);
    }
}

/* ── who is there ────────────────────────────────────────────────────────── */

/* The shortest time in which a body must decide something. */
typedef struct haste {
    const toc_duty_by *duty; /* NULL: none */
    const char *deed;
    const char *of;
    uint32_t count; /* of such duties */
} haste;

typedef struct watch {
    const toc_check_context *context;
    toc_stretches *rosters; /* by org */
    haste *hastes;          /* by body */
} watch;

static watch watch_of(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    watch w = {context, TOC_NEW_ARRAY(context->arena, toc_stretches, plan->bodies.count),
               TOC_NEW_ARRAY(context->arena, haste, plan->bodies.count)};

    for (uint32_t i = 0; i < plan->rosters.count; i++) {
        const toc_plan_roster *roster = plan->rosters.items[i];

        if (roster->org.target)
            add_roster(context, &w.rosters[toc_body_org(roster->org.target)->base.id], roster);
    }
    return w;
}

/* A post without hours of its own keeps its org's; in an org whoever is there acts. */
static void add_body(const watch *w, toc_stretches *out, const toc_plan_body *body)
{
    const toc_plan_body *org = toc_body_org(body);
    toc_arena *arena = w->context->arena;

    if (body->is_post && body->duty.is_written) {
        toc_week_add_hours(arena, out, &body->duty);
        return;
    }
    toc_week_add_hours(arena, out, &org->duty);
    toc_week_add(arena, out, &w->rosters[org->base.id]);
    for (uint32_t i = 0; !body->is_post && i < org->posts.count; i++) {
        if (org->posts.items[i]->duty.is_written)
            toc_week_add_hours(arena, out, &org->posts.items[i]->duty);
    }
}

static void check_event(const watch *w, const toc_plan_event *event)
{
    toc_stretches there = {0};
    toc_stretches gaps;
    toc_diag *diag;

    for (uint32_t i = 0; i < event->seen_by.count; i++) {
        if (!event->seen_by.items[i].target)
            return;
        add_body(w, &there, event->seen_by.items[i].target);
    }
    if (event->seen_by.count == 0)
        return;
    gaps = toc_week_gaps(w->context->arena, &there);
    if (gaps.count == 0)
        return;
    diag = toc_diag_add(w->context->sink, TOC_D_NOBODY_WATCHES, event->seen_by.items[0].span,
                        "nobody is on duty to see `%s` %s", event->base.full,
                        toc_week_text(w->context->arena, &gaps));
    toc_diag_add_help(w->context->sink, diag,
                      "let somebody see it who is always there, or lengthen the hours");
}

/* When nobody of @p body is on duty. */
static toc_stretches off_duty(const watch *w, const toc_plan_body *body)
{
    toc_stretches there = {0};

    add_body(w, &there, body);
    return toc_week_gaps(w->context->arena, &there);
}

/* Of one body only the shortest of its times is told: the mistake is in its hours. */
static void note_duty(watch *w, const toc_duty_by *duty, const char *deed, const char *of)
{
    const toc_deadline *deadline = &duty->deadline;
    haste *most;

    if (!duty->body.target || deadline->kind != TOC_DEADLINE_WITHIN || deadline->length.ms <= 0)
        return;
    most = &w->hastes[duty->body.target->base.id];
    most->count++;
    if (most->duty && most->duty->deadline.length.ms <= deadline->length.ms)
        return;
    most->duty = duty;
    most->deed = deed;
    most->of = of;
}

static void check_haste(const watch *w, const toc_plan_body *body)
{
    const haste *most = &w->hastes[body->base.id];
    toc_stretches gaps;
    const toc_stretch *longest;
    toc_diag *diag;

    if (!most->duty)
        return;
    gaps = off_duty(w, body);
    longest = toc_week_longest(&gaps);
    if (!longest || (longest->end - longest->begin) * TOC_MINUTE <= most->duty->deadline.length.ms)
        return;
    diag = toc_diag_add(w->context->sink, TOC_D_ANSWER_OFF_DUTY, most->duty->deadline.length_span,
                        "`%s` has %s to %s `%s`, and is not on duty %s", body->base.full,
                        toc_check_length_text(w->context, most->duty->deadline.length.ms),
                        most->deed, most->of, toc_week_text(w->context->arena, &gaps));
    toc_diag_add_label(w->context->sink, diag,
                       body->duty.is_written ? body->duty.span : toc_body_org(body)->duty.span,
                       "its hours");
    if (most->count > 1)
        toc_diag_add_note(w->context->sink, diag, "it has %u more times to keep",
                          (unsigned)most->count - 1);
    toc_diag_add_help(w->context->sink, diag,
                      "lengthen the hours, or let somebody decide who is always there");
}

static void note_ladder(watch *w, const toc_plan_ladder *ladder)
{
    note_duty(w, &ladder->declared_by, TOC_PHRASE("declare"), ladder->base.full);
    note_duty(w, &ladder->proposed, TOC_PHRASE("propose the end of"), ladder->base.full);
    note_duty(w, &ladder->approved, TOC_PHRASE("approve the end of"), ladder->base.full);
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        if (!toc_span_is_none(level->own_declared_by.span))
            note_duty(w, &level->declared_by, TOC_PHRASE("declare"), level->base.full);
    }
}

void toc_check_watch(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    watch w = watch_of(context);

    for (uint32_t i = 0; i < plan->events.count; i++)
        check_event(&w, plan->events.items[i]);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        note_ladder(&w, plan->ladders.items[i]);
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        if (!toc_span_is_none(plan->bodies.items[i]->formed.by.span))
            note_duty(&w, &plan->bodies.items[i]->formed.by, TOC_PHRASE("form"),
                      plan->bodies.items[i]->base.full);
    }
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        check_haste(&w, plan->bodies.items[i]);
}

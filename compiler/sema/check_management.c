/* check_management.c - T0386 review-overdue, T0387 no-review, T0388 approved-incomplete, T0389
 * issued-in-future, T0390 draft-in-use, T0391 retired-in-use, T0392 supersedes-itself, T0393
 * exercise-overdue, T0394 exercise-too-far, T0397 public-with-contacts, T0398 no-exercise: the plan
 * as a document with dates. */
#include <string.h>

#include "base/checked.h"
#include "sema/checks.h"

/* ── places and dates ────────────────────────────────────────────────────── */

/* Of a clause that was written; else of the name. */
static toc_span span_of(const toc_decl *decl, toc_clause_kind kind, toc_span fallback)
{
    for (const toc_item *item = decl ? decl->items : NULL; item; item = item->next) {
        if (item->clause && item->clause->kind == kind)
            return item->clause->span;
    }
    return fallback;
}

static toc_span head_span(const toc_check_context *context, toc_clause_kind kind)
{
    return span_of(context->plan->head.decl, kind, context->plan->head.span);
}

static const char *date_text(const toc_check_context *context, int64_t days)
{
    toc_date date = toc_date_from_days(days);

    return toc_arena_printf(context->arena, "%04d-%02d-%02d", (int)date.year, (int)date.month,
                            (int)date.day);
}

static int64_t today(const toc_check_context *context)
{
    return toc_date_to_days(context->options->as_of);
}

/* The same day so many months on, or the last of that month. */
static int64_t add_months(toc_date date, int32_t months)
{
    int64_t month = (int64_t)date.year * 12 + date.month - 1 + months;
    toc_date next = {(int32_t)(month / 12), (int32_t)(month % 12) + 1, date.day};

    while (next.day > 28 && !toc_date_is_valid(next))
        next.day--;
    return toc_date_to_days(next);
}

static bool is_in_force(const toc_plan_head *head)
{
    return head->status == TOC_STATUS_APPROVED || head->status == TOC_STATUS_FILED;
}

/* ── review ──────────────────────────────────────────────────────────────── */

static void check_review(const toc_check_context *context, const toc_plan_head *head)
{
    const toc_duration *every = &head->review.value;
    toc_diag *diag;
    int64_t due;

    if (toc_span_is_none(head->review.span) || head->issued.year > 9000 ||
        every->months > 12 * 900 || every->ms > 900 * 366 * TOC_DAY)
        return; /* beyond the calendar */
    due = every->months > 0 ? add_months(head->issued, every->months)
                            : toc_date_to_days(head->issued) + every->ms / TOC_DAY;
    if (today(context) <= due)
        return;
    diag = toc_diag_add(context->sink, TOC_D_REVIEW_OVERDUE, head->review.span,
                        "the plan was to be reviewed by %s", date_text(context, due));
    toc_diag_add_label(context->sink, diag, head_span(context, TOC_CLAUSE_ISSUED),
                       "counted from here");
    toc_diag_add_note(context->sink, diag, "as of %s", date_text(context, today(context)));
    toc_diag_add_help(context->sink, diag,
                      "review it, and issue it again with a new date and version");
}

/* ── what it says of itself ──────────────────────────────────────────────── */

static void check_issued(const toc_check_context *context, const toc_plan_head *head)
{
    int64_t issued = toc_date_to_days(head->issued);
    toc_span span = head_span(context, TOC_CLAUSE_ISSUED);
    toc_diag *diag;

    if (is_in_force(head) && issued > today(context)) {
        diag =
            toc_diag_add(context->sink, TOC_D_ISSUED_IN_FUTURE, span,
                         "the plan is in force, but issued only on %s", date_text(context, issued));
        toc_diag_add_note(context->sink, diag, "as of %s", date_text(context, today(context)));
    }
    if (head->status == TOC_STATUS_DRAFT && issued <= today(context)) {
        diag =
            toc_diag_add(context->sink, TOC_D_DRAFT_IN_USE, head_span(context, TOC_CLAUSE_STATUS),
                         "the plan was issued, and is still a draft");
        toc_diag_add_label(context->sink, diag, span, "issued");
        toc_diag_add_help(context->sink, diag,
                          "have it approved, or take the date away until it is");
    }
}

static void check_supersedes(const toc_check_context *context, const toc_plan_head *head)
{
    if (head->version && head->supersedes &&
        strcmp(head->version->bytes, head->supersedes->bytes) == 0)
        toc_diag_add(context->sink, TOC_D_SUPERSEDES_ITSELF, head->supersedes->span,
                     "version %s takes the place of version %s: of itself", head->version->bytes,
                     head->supersedes->bytes);
}

static const toc_plan_body *private_contact(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        for (uint32_t c = 0; c < body->contacts.count; c++) {
            if (body->is_post || body->contacts.items[c].kind == TOC_CONTACT_MOBILE)
                return body;
        }
    }
    return NULL;
}

static void check_classification(const toc_check_context *context, const toc_plan_head *head)
{
    const toc_plan_body *body =
        head->classification == TOC_CLASSIFICATION_PUBLIC ? private_contact(context->plan) : NULL;
    toc_diag *diag;

    if (!body)
        return;
    diag = toc_diag_add(context->sink, TOC_D_PUBLIC_WITH_CONTACTS,
                        head_span(context, TOC_CLAUSE_CLASSIFICATION),
                        "a public plan gives private contacts");
    toc_diag_add_label(context->sink, diag, body->base.span, "of `%s`, for one", body->base.full);
    toc_diag_add_help(context->sink, diag,
                      "keep them in a file of their own, with `include`, for a plan that is "
                      "`internal`");
}

/* ── exercises ───────────────────────────────────────────────────────────── */

static void check_next(const toc_check_context *context, const toc_plan_exercise *exercise)
{
    int64_t next = toc_date_to_days(exercise->next);
    int64_t now = today(context);
    toc_span span = span_of(exercise->base.decl, TOC_CLAUSE_NEXT, exercise->base.span);
    toc_diag *diag;

    if (context->plan->head.status == TOC_STATUS_RETIRED) {
        if (next >= now)
            toc_diag_add(context->sink, TOC_D_RETIRED_IN_USE, span,
                         "the plan is retired, and exercise `%s` is still to come",
                         exercise->base.full);
    } else if (next < now) {
        diag = toc_diag_add(context->sink, TOC_D_EXERCISE_OVERDUE, span,
                            "exercise `%s` was to be held on %s", exercise->base.full,
                            date_text(context, next));
        toc_diag_add_note(context->sink, diag, "as of %s", date_text(context, now));
        toc_diag_add_help(context->sink, diag, "say when the next one is");
    } else if (exercise->per_year > 0 && exercise->next.year > context->options->as_of.year + 1) {
        diag = toc_diag_add(context->sink, TOC_D_EXERCISE_TOO_FAR, span,
                            "exercise `%s` is to be held every year, and not once in %d",
                            exercise->base.full, (int)context->options->as_of.year + 1);
        toc_diag_add_note(context->sink, diag, "as of %s", date_text(context, now));
    }
}

void toc_check_dates(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    const toc_plan_head *head = &plan->head;

    check_supersedes(context, head);
    check_classification(context, head);
    if (!context->options->has_as_of)
        return;
    if (head->has_issued && head->status != TOC_STATUS_DRAFT && head->status != TOC_STATUS_RETIRED)
        check_review(context, head);
    if (head->has_issued)
        check_issued(context, head);
    for (uint32_t i = 0; i < plan->exercises.count; i++) {
        if (plan->exercises.items[i]->has_next)
            check_next(context, plan->exercises.items[i]);
    }
}

/* ── what is not said ────────────────────────────────────────────────────── */

static void check_complete(const toc_check_context *context, const toc_plan_head *head)
{
    const char *lacks = NULL;
    toc_diag *diag;

    if (!head->version)
        lacks = TOC_PHRASE("its `version`");
    if (!head->has_issued)
        lacks = lacks ? TOC_PHRASE("its `version`, nor when it was `issued`")
                      : TOC_PHRASE("when it was `issued`");
    if (toc_span_is_none(head->issuer.span) && toc_span_is_none(head->approver.span))
        lacks = lacks ? toc_say(context->arena, "%s, nor by whom (`issuer`, `approver`)", lacks)
                      : TOC_PHRASE("by whom (`issuer`, `approver`)");
    if (!lacks)
        return;
    diag = toc_diag_add(context->sink, TOC_D_APPROVED_INCOMPLETE,
                        head_span(context, TOC_CLAUSE_STATUS),
                        "the plan is in force, but does not say %s",
                        toc_keywords_mark(context->arena, toc_phrase(context->arena, lacks)));
    toc_diag_add_help(context->sink, diag,
                      "without it nobody can tell whether the copy in hand is the right one");
}

/* A head that says nothing of its origin is no document yet, but an example. */
void toc_check_records(const toc_check_context *context)
{
    const toc_plan_head *head = &context->plan->head;

    if (!head->has_issued && toc_span_is_none(head->issuer.span) &&
        toc_span_is_none(head->approver.span))
        return;
    check_complete(context, head);
    if (toc_span_is_none(head->review.span)) {
        toc_diag *diag = toc_diag_add(context->sink, TOC_D_NO_REVIEW, head->span,
                                      "nothing says when this plan is reviewed");

        toc_diag_add_help(context->sink, diag, "say `review every …`, such as 3y");
    }
    if (context->plan->exercises.count == 0) {
        toc_diag *diag = toc_diag_add(context->sink, TOC_D_NO_EXERCISE, head->span,
                                      "nothing says how this plan is exercised");

        toc_diag_add_help(context->sink, diag, "declare an `exercise` with its `next` date");
    }
}

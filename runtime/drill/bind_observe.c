/* bind_observe.c - what evaluators' notes are about, and who acted outside the plan. */
#include <stdlib.h>
#include <string.h>

#include "drill/bind_private.h"

/* What notes may be about: what owes a duty, an end (its ladder), or an objective. */
#define ABOUT_KINDS                                                                                \
    (TOC_NAMES_OWED | TOC_NAME_BIT(TOC_NAME_LADDER) | TOC_NAME_BIT(TOC_NAME_OBJECTIVE))

/* A ladder's name stands for its end, a relay's for the whole way. */
static toc_duty_kind owed_under(toc_name_kind kind)
{
    switch ((unsigned)kind) {
    case TOC_NAME_LADDER:
        return TOC_DUTY_PROPOSE_END;
    case TOC_NAME_LEVEL:
        return TOC_DUTY_DECLARE;
    case TOC_NAME_BODY:
        return TOC_DUTY_FORM;
    case TOC_NAME_RELAY:
        return TOC_DUTY_OVERALL;
    case TOC_NAME_REPORT:
        return TOC_DUTY_REPORT;
    case TOC_NAME_ANNOUNCEMENT:
        return TOC_DUTY_ANNOUNCEMENT;
    }
    return TOC_DUTY_STEP;
}

static bool bind_about(toc_binding *b, toc_word about, toc_bound_observation *out)
{
    const toc_machine_name *name;

    if (!about.text)
        return true;
    if (strcmp(about.text, "other") == 0) {
        out->about = TOC_ABOUT_OBJECTIVE;
        out->id = TOC_OBJECTIVE_OTHER;
        return true;
    }
    name = toc_bind_name(b, about, ABOUT_KINDS);
    if (!name)
        return false;
    out->id = name->id;
    out->about = name->kind == TOC_NAME_OBJECTIVE ? TOC_ABOUT_OBJECTIVE : TOC_ABOUT_SUBJECT;
    if (out->about != TOC_ABOUT_SUBJECT)
        return true;
    out->subject = name->full;
    out->duty = owed_under(name->kind);
    return true;
}

static bool bind_observation(toc_binding *b, const toc_observation *row, toc_bound_observation *out)
{
    toc_diag *diag;

    *out = (toc_bound_observation){.observation = row, .id = TOC_NONE, .subject = ""};
    if (!bind_about(b, row->about, out))
        return false;
    if (out->about != TOC_ABOUT_SUBJECT || !row->rating.text)
        return true;
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_VALUE, row->rating.span,
                        "`%s` is no objective, and only these and the whole drill are rated",
                        row->about.text);
    toc_diag_add_help(&b->sink, diag, "say it in `text`, or name the objective in `about`");
    return false;
}

static int by_time(toc_ms left, uint32_t left_number, toc_ms right, uint32_t right_number)
{
    if (left != right)
        return left < right ? -1 : 1;
    return (left_number > right_number) - (left_number < right_number);
}

static int compare_observations(const void *left, const void *right)
{
    const toc_observation *a = ((const toc_bound_observation *)left)->observation;
    const toc_observation *b = ((const toc_bound_observation *)right)->observation;

    return by_time(a->at, a->number, b->at, b->number);
}

static int compare_outside(const void *left, const void *right)
{
    const toc_outside *a = ((const toc_bound_outside *)left)->outside;
    const toc_outside *b = ((const toc_bound_outside *)right)->outside;

    return by_time(a->at, a->number, b->at, b->number);
}

static void bind_outside(toc_binding *b, toc_script *script)
{
    TOC_VEC(toc_bound_outside) rows = {0};

    for (uint32_t i = 0; i < b->scenario->outside.count; i++) {
        toc_bound_outside bound = {&b->scenario->outside.items[i], TOC_NONE};

        if (bound.outside->body.text)
            bound.body = toc_bind_id(b, bound.outside->body, TOC_NAME_BODY);
        TOC_PUSH(b->arena, &rows, bound);
    }
    if (rows.count > 1)
        qsort(rows.items, rows.count, sizeof *rows.items, compare_outside);
    script->outside = rows.items;
    script->outside_count = rows.count;
}

void toc_bind_observations(toc_binding *b, toc_script *script)
{
    TOC_VEC(toc_bound_observation) rows = {0};

    for (uint32_t i = 0; i < b->scenario->observations.count; i++) {
        toc_bound_observation bound;

        if (bind_observation(b, &b->scenario->observations.items[i], &bound))
            TOC_PUSH(b->arena, &rows, bound);
    }
    if (rows.count > 1)
        qsort(rows.items, rows.count, sizeof *rows.items, compare_observations);
    script->observations = rows.items;
    script->observation_count = rows.count;
    bind_outside(b, script);
}

bool toc_observation_is_about(const toc_machine *machine, const toc_bound_observation *row,
                              const toc_duty *duty)
{
    uint32_t activation = row->observation->activation;

    return row->about == TOC_ABOUT_SUBJECT && (activation == 0 || activation == duty->activation) &&
           strcmp(row->subject, toc_duty_subject(machine, duty)) == 0;
}

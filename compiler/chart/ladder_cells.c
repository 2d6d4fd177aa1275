/* ladder_cells.c - what stands in the cells of the ladder view: conditions, powers, what is set
 * off. */
#include <string.h>

#include "chart/ladder.h"
#include "emit/authority.h"
#include "sema/approvals.h"

enum { CELL = 3000, GAP = 1600, APPROVALS_MOST = 300 };

static const char *title_of(const toc_ladder_chart *chart, const toc_entity *entity)
{
    return toc_wording_title(chart->w, entity).first;
}

static const char *fill(const toc_ladder_chart *chart, toc_word word, const char *first,
                        const char *second)
{
    return toc_wording_fill(chart->w, word, first, second);
}

const char *toc_ladder_deadline(const toc_wording *w, const toc_deadline *deadline)
{
    toc_worded_deadline worded = toc_wording_deadline(w, deadline);

    if (deadline->kind == TOC_DEADLINE_WITHIN)
        worded.text = toc_unbroken(w->arena, worded.text);
    return worded.since ? toc_wording_fill(w, TOC_WORD_LADDER_FROM, worded.text, worded.since)
                        : worded.text;
}

static void add_head(const toc_ladder_chart *chart, toc_passage *cell, toc_word word)
{
    toc_style style = toc_style_faint(chart->canvas);

    style.is_bold = true;
    toc_passage_gap(cell, GAP);
    toc_passage_add(cell, toc_word_both(chart->w, word), style);
}

static void add_deadline(const toc_ladder_chart *chart, toc_passage *cell,
                         const toc_deadline *deadline)
{
    toc_passage_add(cell, toc_ladder_deadline(chart->w, deadline), toc_style_bold(chart->canvas));
}

/* ── when ────────────────────────────────────────────────────────────────── */

static toc_passage empty(const toc_ladder_chart *chart, toc_um column)
{
    return toc_passage_of(chart->canvas, column - 2 * CELL);
}

toc_passage toc_ladder_when(const toc_ladder_chart *chart, const toc_plan_level *level)
{
    toc_passage cell = empty(chart, TOC_LADDER_WHEN);

    if (level->when)
        toc_passage_condition(&cell, chart->w, level->when, TOC_SIZE_LARGE);
    else
        toc_passage_title(&cell, toc_word_title(chart->w, TOC_WORD_LADDER_JUDGED),
                          toc_style_normal(chart->canvas));
    if (level->scope) {
        toc_passage_gap(&cell, GAP);
        toc_passage_title(&cell, toc_wording_text(chart->w, level->scope, NULL),
                          toc_style_faint(chart->canvas));
    }
    if (level->who) {
        toc_passage_gap(&cell, GAP);
        toc_passage_title(&cell, toc_wording_text(chart->w, level->who, NULL),
                          toc_style_faint(chart->canvas));
    }
    return cell;
}

toc_passage toc_ladder_end_when(const toc_ladder_chart *chart)
{
    toc_passage cell = empty(chart, TOC_LADDER_WHEN);

    toc_passage_condition(&cell, chart->w, chart->ladder->end_when, TOC_SIZE_LARGE);
    return cell;
}

/* ── who ─────────────────────────────────────────────────────────────────── */

enum { DECLARES = 1, RAISES = 2, LOWERS = 4, ENDS = 8 };

/* What one body may at one grade. */
typedef struct power {
    const toc_plan_body *body;
    unsigned may;
} power;
typedef TOC_VEC(power) powers;

static void allow(const toc_ladder_chart *chart, powers *list, const toc_plan_body *body,
                  unsigned may)
{
    if (!body || may == 0)
        return;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].body == body) {
            list->items[i].may |= may;
            return;
        }
    }
    TOC_PUSH(chart->canvas->arena, list, ((power){body, may}));
}

static void allow_all(const toc_ladder_chart *chart, powers *list, const toc_authorities *written)
{
    for (uint32_t i = 0; i < written->count; i++) {
        const toc_authority *one = &written->items[i];
        unsigned may = (one->may_declare ? DECLARES : 0u) | (one->may_raise ? RAISES : 0u) |
                       (one->may_lower ? LOWERS : 0u) | (one->may_end ? ENDS : 0u);

        allow(chart, list, one->body.target, may);
    }
}

/* Who declares a grade also raises to it and lowers from it; the end is its approver's, else its
 * proposer's: as the authority matrix has it. */
static powers powers_of(const toc_ladder_chart *chart, const toc_plan_level *level)
{
    const toc_plan_ladder *ladder = chart->ladder;
    powers list = {0};

    allow(chart, &list, level->declared_by.body.target, DECLARES | RAISES | LOWERS);
    allow_all(chart, &list, &level->authorities);
    allow_all(chart, &list, &ladder->authorities);
    allow(chart, &list,
          ladder->approved.body.target ? ladder->approved.body.target
                                       : ladder->proposed.body.target,
          ENDS);
    return list;
}

/* `Chief → Deputy`; NULL where nobody is said to step in.  Circles end with the bodies. */
static const char *succession_of(const toc_ladder_chart *chart, const toc_plan_body *body)
{
    const toc_plan_body *post = body->is_post ? toc_successor_of(body) : toc_head_of(body);
    const char *text = NULL;
    unsigned length = 0;

    for (; post && post != body && length < 8; post = toc_successor_of(post), length++)
        text = text ? fill(chart, TOC_WORD_LADDER_TELLS, text, title_of(chart, &post->base))
                    : title_of(chart, &post->base);
    if (post && post != body && text)
        text = toc_arena_printf(chart->canvas->arena, "%s …", text);
    return text && body->is_post ? fill(chart, TOC_WORD_LADDER_THEN, text, NULL) : text;
}

static const char *join(const toc_ladder_chart *chart, const char *text, const char *more)
{
    return !text   ? more
           : !more ? text
                   : toc_arena_printf(chart->canvas->arena, "%s%s%s", text,
                                      toc_wording_word(chart->w, TOC_WORD_LIST), more);
}

static const char *powers_text(const toc_ladder_chart *chart, const toc_wording *w, unsigned may)
{
    static const toc_word words[] = {TOC_WORD_LADDER_DECLARES, TOC_WORD_LADDER_RAISES,
                                     TOC_WORD_LADDER_LOWERS, TOC_WORD_LADDER_ENDS};
    const char *text = NULL;

    for (unsigned i = 0; i < 4; i++) {
        if (may & (1u << i)) {
            const char *word = toc_wording_word(w, words[i]);
            text = text ? toc_arena_printf(chart->canvas->arena, "%s%s%s", text,
                                           toc_wording_word(w, TOC_WORD_LIST), word)
                        : word;
        }
    }
    return text;
}

static void add_who(const toc_ladder_chart *chart, toc_passage *cell, const toc_plan_body *body,
                    const char *does, const char *also_does)
{
    toc_passage_gap(cell, GAP);
    toc_passage_title(cell, toc_wording_title(chart->w, &body->base),
                      (toc_style){TOC_SIZE_LARGE, true, chart->canvas->theme->ink});
    if (also_does && strcmp(does, also_does) != 0)
        does = toc_arena_printf(chart->canvas->arena, "%s  %s", does, also_does);
    toc_passage_add(cell, does, toc_style_normal(chart->canvas));
    toc_passage_add(cell, succession_of(chart, body), toc_style_faint(chart->canvas));
}

static void add_power(const toc_ladder_chart *chart, toc_passage *cell, const power *one)
{
    toc_wording other;
    const char *also =
        toc_wording_other(chart->w, &other) ? powers_text(chart, &other, one->may) : NULL;

    add_who(chart, cell, one->body, powers_text(chart, chart->w, one->may), also);
}

const char *toc_ladder_late(const toc_wording *w, const toc_late *late)
{
    const char *text = NULL;

    if (late->kind == TOC_LATE_ESCALATE && late->level.target)
        text =
            toc_wording_fill(w, TOC_WORD_LADDER_LATE_RAISE,
                             toc_symbol_text(w->plan->names, late->level.target->base.name), NULL);
    if (late->kind == TOC_LATE_NOTIFY && late->body.target)
        text = toc_wording_fill(w, TOC_WORD_LADDER_LATE_TELL,
                                toc_wording_title(w, &late->body.target->base).first, NULL);
    if (late->kind == TOC_LATE_DO && late->response.target)
        text = toc_wording_title(w, &late->response.target->base).first;
    return text ? toc_wording_fill(w, TOC_WORD_LADDER_LATE, text, NULL) : NULL;
}

static void add_lates(const toc_ladder_chart *chart, toc_passage *cell, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++)
        toc_passage_add(cell, toc_ladder_late(chart->w, &lates->items[i]),
                        toc_style_small(chart->canvas));
}

/* ── what is set off ─────────────────────────────────────────────────────── */

/* Where an anchor stands: at a grade of this ladder, or at its end where @p level is NULL. */
static bool is_at(const toc_ladder_chart *chart, const toc_plan_anchor *anchor,
                  const toc_plan_level *level)
{
    return level ? anchor->level == level && anchor->kind >= TOC_PLAN_ANCHOR_LEVEL_DECLARED &&
                       anchor->kind <= TOC_PLAN_ANCHOR_LEVEL_BELOW
                 : anchor->kind == TOC_PLAN_ANCHOR_LADDER_END &&
                       anchor->target == &chart->ladder->base;
}

/* `≥ III` where one of @p on stands at the grade, "" at the end, NULL for neither. */
static const char *sign_of(const toc_ladder_chart *chart, const toc_plan_anchors *on,
                           const toc_plan_level *level)
{
    for (uint32_t i = 0; i < on->count; i++) {
        if (is_at(chart, &on->items[i], level)) {
            const char *sign = level ? toc_wording_anchor(chart->w, &on->items[i]) : NULL;
            return sign ? sign : "";
        }
    }
    return NULL;
}

static const char *sign_of_condition(const toc_ladder_chart *chart, const toc_cond *cond,
                                     const toc_plan_level *level)
{
    const char *sign = NULL;

    return level && toc_wording_cond_level(chart->w, cond, &sign) == level ? sign : NULL;
}

static void explain_sign(const toc_ladder_chart *chart, const char *sign, toc_word word)
{
    toc_canvas *canvas = chart->canvas;
    toc_scene *sample = toc_canvas_explain(canvas, toc_word_both(chart->w, word));
    toc_face_text text;

    if (!sample)
        return;
    text = toc_canvas_set(canvas, sign, TOC_SIZE_NORMAL, true, 0);
    toc_scene_text(sample,
                   (toc_spot){(TOC_SAMPLE_WIDTH - text.width) / 2,
                              (TOC_SAMPLE_HEIGHT - text.height) / 2 + text.lines[0].baseline},
                   text.width, text.size, true, canvas->theme->ink, text.lines[0].text);
}

static void explain(const toc_ladder_chart *chart, const char *sign)
{
    if (strncmp(sign, "≥", strlen("≥")) == 0) {
        explain_sign(chart, "≥ …", TOC_WORD_LADDER_FROM_UP);
        chart->up->is_in_cell = true;
    }
    if (*sign == '=')
        explain_sign(chart, "= …", TOC_WORD_LADDER_ONLY);
}

/* A heading is written before the first thing that stands under it; TOC_WORD_COUNT: none. */
typedef struct section {
    toc_word head;
    bool is_begun;
} section;

static void add_thing(const toc_ladder_chart *chart, toc_passage *cell, section *under,
                      const toc_entity *entity, const char *sign)
{
    toc_title title = toc_wording_title(chart->w, entity);

    if (!under->is_begun && under->head != TOC_WORD_COUNT)
        add_head(chart, cell, under->head);
    under->is_begun = true;
    toc_passage_gap(cell, 500);
    explain(chart, sign ? sign : "");
    if (sign && *sign)
        title.first = toc_arena_printf(chart->canvas->arena, "%s (%s)", title.first,
                                       toc_unbroken(chart->canvas->arena, sign));
    toc_passage_point(cell, 0, "•", title.first, toc_style_bold(chart->canvas));
    toc_passage_point(cell, 0, NULL, title.second, toc_style_small(chart->canvas));
}

static void add_more(const toc_ladder_chart *chart, toc_passage *cell, const char *text)
{
    toc_passage_point(cell, 0, NULL, text, toc_style_small(chart->canvas));
}

static void add_if(const toc_ladder_chart *chart, toc_passage *cell, const toc_cond *cond)
{
    if (cond)
        add_more(chart, cell,
                 fill(chart, TOC_WORD_LADDER_IF, toc_wording_cond_text(chart->w, cond), NULL));
}

static void add_responses(const toc_ladder_chart *chart, toc_passage *cell,
                          const toc_plan_level *level)
{
    section under = {TOC_WORD_LADDER_RESPONSES, false};

    for (uint32_t i = 0; i < chart->plan->responses.count; i++) {
        const toc_plan_response *response = chart->plan->responses.items[i];
        const char *sign = sign_of(chart, &response->on, level);

        if (!sign)
            continue;
        add_thing(chart, cell, &under, &response->base, sign);
        if (response->lead.target)
            add_more(chart, cell,
                     fill(chart, TOC_WORD_LADDER_LED_BY,
                          title_of(chart, &response->lead.target->base), NULL));
        add_if(chart, cell, response->when);
    }
}

static const char *formation_text(const toc_ladder_chart *chart, const toc_formation *formed)
{
    const char *by = formed->by.body.target ? title_of(chart, &formed->by.body.target->base) : "?";
    const char *deadline = toc_ladder_deadline(chart->w, &formed->by.deadline);
    const char *text = formed->source.target ? fill(chart, TOC_WORD_LADDER_FORMED_BY_FROM, by,
                                                    title_of(chart, &formed->source.target->base))
                                             : fill(chart, TOC_WORD_LADDER_FORMED_BY, by, NULL);

    return join(chart, text, deadline);
}

static void add_formations(const toc_ladder_chart *chart, toc_passage *cell,
                           const toc_plan_level *level)
{
    section under = {TOC_WORD_LADDER_FORMED, false};

    for (uint32_t i = 0; i < chart->plan->bodies.count; i++) {
        const toc_plan_body *body = chart->plan->bodies.items[i];
        const char *sign = sign_of_condition(chart, body->formed.when, level);

        if (!sign)
            continue;
        add_thing(chart, cell, &under, &body->base, sign);
        add_more(chart, cell, formation_text(chart, &body->formed));
        add_if(chart, cell,
               body->formed.when->op == TOC_COND_AND || body->formed.when->op == TOC_COND_OR
                   ? body->formed.when
                   : NULL);
    }
}

static const char *first_sign(const char *one, const char *other)
{
    return one ? one : other;
}

static void add_report(const toc_ladder_chart *chart, toc_passage *cell, section *under,
                       const toc_plan_report *report, const toc_plan_level *level)
{
    const char *sign =
        first_sign(sign_of(chart, &report->on, level),
                   first_sign(sign_of_condition(chart, report->while_, level),
                              sign_of_condition(chart, report->level_filter, level)));
    const char *to = toc_wording_bodies(chart->w, report->to.items, report->to.count);

    if (!sign)
        return;
    add_thing(chart, cell, under, &report->base, sign);
    add_more(chart, cell,
             fill(chart, TOC_WORD_LADDER_TELLS,
                  report->from.target ? title_of(chart, &report->from.target->base) : "?",
                  to ? to : "?"));
    add_more(chart, cell,
             join(chart, toc_ladder_deadline(chart->w, &report->deadline),
                  toc_wording_series(chart->w, &report->series)));
}

static const char *sign_of_announcement(const toc_ladder_chart *chart,
                                        const toc_plan_announcement *one,
                                        const toc_plan_level *level)
{
    return first_sign(sign_of(chart, &one->on, level),
                      first_sign(sign_of_condition(chart, one->while_, level),
                                 sign_of_condition(chart, one->when, level)));
}

static void add_announcement(const toc_ladder_chart *chart, toc_passage *cell, section *under,
                             const toc_plan_announcement *one, const toc_plan_level *level)
{
    const char *sign = sign_of_announcement(chart, one, level);
    const char *to = toc_wording_bodies(chart->w, one->to.items, one->to.count);

    if (!sign)
        return;
    add_thing(chart, cell, under, &one->base, sign);
    add_more(
        chart, cell,
        fill(chart, TOC_WORD_LADDER_TELLS,
             one->by.target ? title_of(chart, &one->by.target->base)
                            : toc_wording_word(chart->w, TOC_WORD_TELLS_DECLARER),
             join(chart, to, one->to_public ? toc_wording_word(chart->w, TOC_WORD_PUBLIC) : NULL)));
    add_more(chart, cell,
             join(chart, toc_ladder_deadline(chart->w, &one->deadline),
                  toc_wording_series(chart->w, &one->series)));
}

static void add_telling(const toc_ladder_chart *chart, toc_passage *cell,
                        const toc_plan_level *level)
{
    section under = {TOC_WORD_COUNT, false};

    for (uint32_t i = 0; i < chart->plan->reports.count; i++)
        add_report(chart, cell, &under, chart->plan->reports.items[i], level);
    for (uint32_t i = 0; i < chart->plan->announcements.count; i++)
        add_announcement(chart, cell, &under, chart->plan->announcements.items[i], level);
    for (uint32_t i = 0; i < chart->plan->relays.count; i++) {
        const toc_plan_relay *relay = chart->plan->relays.items[i];
        const char *sign = sign_of(chart, &relay->on, level);

        if (sign)
            add_thing(chart, cell, &under, &relay->base, sign);
    }
}

/* What lesser grades set off goes on, where they set something off. */
static void add_also(const toc_ladder_chart *chart, toc_passage *cell, bool *has_some)
{
    if (*has_some) {
        toc_passage_gap(cell, GAP);
        toc_passage_add(cell, toc_word_both(chart->w, TOC_WORD_LADDER_ALSO),
                        toc_style_faint(chart->canvas));
    }
    *has_some = *has_some || chart->up->is_in_cell;
    chart->up->is_in_cell = false;
}

toc_passage toc_ladder_starts(const toc_ladder_chart *chart, const toc_plan_level *level)
{
    toc_passage cell = empty(chart, TOC_LADDER_STARTS);

    add_responses(chart, &cell, level);
    add_formations(chart, &cell, level);
    if (level)
        add_also(chart, &cell, &chart->up->starts);
    return cell;
}

toc_passage toc_ladder_tells(const toc_ladder_chart *chart, const toc_plan_level *level)
{
    toc_passage cell = empty(chart, TOC_LADDER_TELLS);

    add_telling(chart, &cell, level);
    if (level)
        add_also(chart, &cell, &chart->up->tells);
    return cell;
}

/* ── who decides, once more: the cells ───────────────────────────────────── */

static void add_approval(const toc_ladder_chart *chart, toc_passage *cell, section *under,
                         const toc_plan_approval *one)
{
    add_thing(chart, cell, under, one->what, NULL);
    add_more(chart, cell,
             join(chart, title_of(chart, &one->duty->body.target->base),
                  toc_ladder_deadline(chart->w, &one->duty->deadline)));
}

/* Does this grade set off what waits, or the response in which it stands? */
static bool is_approved_at(const toc_ladder_chart *chart, const toc_plan_approval *one,
                           const toc_plan_level *level)
{
    return sign_of(chart, one->on, level) ||
           (one->announcement && sign_of_announcement(chart, one->announcement, level));
}

/* Is it waited for whatever the grade: does no grade set it off? */
static bool is_of_no_grade(const toc_ladder_chart *chart, const toc_plan_approval *one)
{
    for (uint32_t i = 0; i < one->on->count; i++) {
        const toc_plan_anchor *on = &one->on->items[i];

        if (on->level || on->kind == TOC_PLAN_ANCHOR_LADDER_END)
            return false;
    }
    for (uint32_t i = 0; i < chart->ladder->levels.count; i++) {
        if (is_approved_at(chart, one, chart->ladder->levels.items[i]))
            return false;
    }
    return true;
}

uint32_t toc_ladder_approvals(const toc_ladder_chart *chart, toc_passage *cells, uint32_t count)
{
    toc_plan_approvals list = toc_approvals_of(chart->plan, chart->canvas->arena);
    section under = {TOC_WORD_COUNT, false};
    uint32_t left_out = 0;
    uint32_t number = 0;

    for (uint32_t i = 0; i < list.count; i++) {
        if (!is_of_no_grade(chart, &list.items[i]))
            continue;
        if (number < APPROVALS_MOST)
            add_approval(chart, &cells[number++ % count], &under, &list.items[i]);
        else
            left_out++;
    }
    return left_out;
}

/* Steps and announcements that wait for somebody's word, where this grade sets them off. */
static void add_approvals(const toc_ladder_chart *chart, toc_passage *cell,
                          const toc_plan_level *level)
{
    toc_plan_approvals list = toc_approvals_of(chart->plan, chart->canvas->arena);
    section under = {TOC_WORD_LADDER_APPROVALS, false};

    for (uint32_t i = 0; i < list.count; i++) {
        if (is_approved_at(chart, &list.items[i], level))
            add_approval(chart, cell, &under, &list.items[i]);
    }
}

toc_passage toc_ladder_who(const toc_ladder_chart *chart, const toc_plan_level *level)
{
    toc_passage cell = empty(chart, TOC_LADDER_WHO);
    powers list = powers_of(chart, level);

    for (uint32_t i = 0; i < list.count; i++) {
        add_power(chart, &cell, &list.items[i]);
        if (list.items[i].body == level->declared_by.body.target) {
            add_deadline(chart, &cell, &level->declared_by.deadline);
            add_lates(chart, &cell, &level->if_late);
            add_lates(chart, &cell, &chart->ladder->if_late);
        }
    }
    if (!level->declared_by.body.target)
        toc_passage_title(&cell, toc_word_title(chart->w, TOC_WORD_LADDER_NOBODY),
                          toc_style_normal(chart->canvas));
    add_approvals(chart, &cell, level);
    return cell;
}

static void add_duty(const toc_ladder_chart *chart, toc_passage *cell, const toc_duty_by *duty,
                     toc_word does)
{
    toc_title words = toc_word_title(chart->w, does);

    if (!duty->body.target)
        return;
    add_who(chart, cell, duty->body.target, words.first, words.second);
    add_deadline(chart, cell, &duty->deadline);
}

toc_passage toc_ladder_end_who(const toc_ladder_chart *chart)
{
    toc_passage cell = empty(chart, TOC_LADDER_WHO);

    add_duty(chart, &cell, &chart->ladder->proposed, TOC_WORD_LADDER_PROPOSES);
    add_duty(chart, &cell, &chart->ladder->approved, TOC_WORD_LADDER_APPROVES);
    add_approvals(chart, &cell, NULL);
    return cell;
}

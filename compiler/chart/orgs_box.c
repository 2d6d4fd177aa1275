/* orgs_box.c - what stands in the box of a body: kind, title, posts, contacts, hours, lines. */
#include <string.h>

#include "chart/orgs.h"

bool toc_org_is_outside(const toc_plan_body *body)
{
    return body->kind == TOC_BODY_SUPERIOR || body->kind == TOC_BODY_EXTERNAL ||
           body->kind == TOC_BODY_PUBLIC;
}

bool toc_org_is_parents(const toc_plan_body *body)
{
    return !body->base.decl;
}

static const char *title_of(const toc_orgs_chart *chart, const toc_plan_body *body)
{
    return toc_wording_title(chart->w, &body->base).first;
}

static const char *append(const toc_orgs_chart *chart, const char *text, const char *between,
                          const char *more)
{
    return !more || !*more ? text
           : text          ? toc_arena_printf(chart->canvas->arena, "%s%s%s", text, between, more)
                           : more;
}

/* ── contacts and hours ──────────────────────────────────────────────────── */

static toc_word contact_word(toc_contact_kind kind)
{
    static const toc_word words[] = {
        [TOC_CONTACT_PHONE] = TOC_WORD_ORGS_PHONE, [TOC_CONTACT_MOBILE] = TOC_WORD_ORGS_MOBILE,
        [TOC_CONTACT_RADIO] = TOC_WORD_ORGS_RADIO, [TOC_CONTACT_EMAIL] = TOC_WORD_ORGS_EMAIL,
        [TOC_CONTACT_FAX] = TOC_WORD_ORGS_FAX,     [TOC_CONTACT_IM] = TOC_WORD_ORGS_IM,
    };

    return words[kind];
}

static const char *contacts_of(const toc_orgs_chart *chart, const toc_plan_body *body)
{
    const char *text = NULL;

    for (uint32_t i = 0; !chart->is_public && i < body->contacts.count; i++) {
        const toc_contact *one = &body->contacts.items[i];

        text = append(chart, text, "  ",
                      toc_arena_printf(chart->canvas->arena, "%s\xc2\xa0%s",
                                       toc_wording_word(chart->w, contact_word(one->kind)),
                                       toc_unbroken(chart->canvas->arena, one->text)));
    }
    return text;
}

/* `Mon–Fri`; NULL for every day. */
static const char *days_of(const toc_orgs_chart *chart, uint32_t days)
{
    static const toc_word words[7] = {TOC_WORD_ORGS_MON, TOC_WORD_ORGS_TUE, TOC_WORD_ORGS_WED,
                                      TOC_WORD_ORGS_THU, TOC_WORD_ORGS_FRI, TOC_WORD_ORGS_SAT,
                                      TOC_WORD_ORGS_SUN};
    const char *text = NULL;

    if ((days & 0x7f) == 0x7f)
        return NULL;
    for (unsigned i = 0; i < 7; i++) {
        unsigned end = i;

        if (!(days >> i & 1))
            continue;
        while (end < 6 && days >> (end + 1) & 1)
            end++;
        text = append(chart, text, ", ", toc_wording_word(chart->w, words[i]));
        if (end > i)
            text = append(chart, text, "–", toc_wording_word(chart->w, words[end]));
        i = end;
    }
    return text;
}

static const char *hours_of(const toc_orgs_chart *chart, const toc_plan_body *body)
{
    const char *text = body->duty.is_all_day ? "24 h" : NULL;

    if (!body->duty.is_written)
        return NULL;
    for (uint32_t i = 0; i < body->duty.shifts.count; i++) {
        const toc_shift *shift = &body->duty.shifts.items[i];
        const char *days = days_of(chart, shift->days);

        text = append(chart, text, ", ",
                      toc_arena_printf(chart->canvas->arena, "%02d:%02d–%02d:%02d%s%s",
                                       (int)(shift->begin / 60), (int)(shift->begin % 60),
                                       (int)(shift->end / 60), (int)(shift->end % 60),
                                       days ? " " : "", days ? days : ""));
    }
    return text ? toc_wording_fill(chart->w, TOC_WORD_ORGS_DUTY, text, NULL) : NULL;
}

/* ── the head ────────────────────────────────────────────────────────────── */

static toc_word kind_word(toc_body_kind kind)
{
    static const toc_word words[] = {
        [TOC_BODY_UNSTATED] = TOC_WORD_COUNT,
        [TOC_BODY_LEAD] = TOC_WORD_ORGS_LEAD,
        [TOC_BODY_OFFICE] = TOC_WORD_ORGS_OFFICE,
        [TOC_BODY_CENTRE] = TOC_WORD_ORGS_CENTRE,
        [TOC_BODY_GROUP] = TOC_WORD_ORGS_GROUP,
        [TOC_BODY_HEADQUARTERS] = TOC_WORD_ORGS_HEADQUARTERS,
        [TOC_BODY_FIELD] = TOC_WORD_ORGS_FIELD,
        [TOC_BODY_EXPERT] = TOC_WORD_ORGS_EXPERT,
        [TOC_BODY_UNIT] = TOC_WORD_ORGS_UNIT,
        [TOC_BODY_SUPERIOR] = TOC_WORD_ORGS_SUPERIOR,
        [TOC_BODY_EXTERNAL] = TOC_WORD_ORGS_EXTERNAL,
        [TOC_BODY_PUBLIC] = TOC_WORD_ORGS_PUBLIC,
    };

    return words[kind];
}

/* Letters stand on the dark head of a body of the plan, on light ground elsewhere. */
static toc_colour_rgb head_ink(const toc_orgs_chart *chart, const toc_plan_body *body)
{
    const toc_theme *theme = chart->canvas->theme;

    return toc_org_is_outside(body) || !toc_span_is_none(body->formed.by.span) ? theme->ink
                                                                               : theme->on_head;
}

static void write_head(toc_orgs_chart *chart, toc_org_box *box)
{
    const toc_plan_body *body = box->body;
    toc_colour_rgb ink = head_ink(chart, body);
    toc_word kind = kind_word(body->kind);
    const char *tags = kind != TOC_WORD_COUNT ? toc_word_both(chart->w, kind) : NULL;
    bool is_great = body->kind == TOC_BODY_LEAD || body->kind == TOC_BODY_HEADQUARTERS ||
                    body->kind == TOC_BODY_CENTRE;

    if (toc_org_is_parents(body))
        tags = append(chart, tags, " · ", toc_word_both(chart->w, TOC_WORD_ORGS_PARENT));
    box->head = toc_passage_of(chart->canvas, TOC_ORG_BOX - 2 * TOC_ORG_INSIDE);
    toc_passage_add(&box->head, tags, (toc_style){TOC_SIZE_SMALL, false, ink});
    toc_passage_title(&box->head, toc_wording_title(chart->w, &body->base),
                      (toc_style){is_great ? TOC_SIZE_LARGE : TOC_SIZE_NORMAL, true, ink});
}

/* ── details ─────────────────────────────────────────────────────────────── */

static void add_filled(toc_orgs_chart *chart, toc_passage *to, toc_word word, const char *text,
                       toc_style style)
{
    if (text)
        toc_passage_add(to, toc_wording_fill(chart->w, word, text, NULL), style);
}

static void write_formation(toc_orgs_chart *chart, toc_org_box *box)
{
    const toc_formation *formed = &box->body->formed;
    const char *deadline = toc_wording_deadline(chart->w, &formed->by.deadline).text;
    toc_style small = toc_style_small(chart->canvas);

    if (toc_span_is_none(formed->by.span))
        return;
    if (formed->by.body.target)
        toc_passage_add(&box->details,
                        append(chart,
                               toc_wording_fill(chart->w, TOC_WORD_ORGS_FORMED_BY,
                                                title_of(chart, formed->by.body.target), NULL),
                               "  ",
                               deadline ? toc_unbroken(chart->canvas->arena, deadline) : NULL),
                        small);
    add_filled(chart, &box->details, TOC_WORD_ORGS_FORMED_FROM,
               formed->source.target ? title_of(chart, formed->source.target) : NULL, small);
    add_filled(chart, &box->details, TOC_WORD_ORGS_FORMED_IF,
               toc_wording_cond_text(chart->w, formed->when), small);
}

static void write_post(toc_orgs_chart *chart, toc_org_box *box, const toc_plan_body *post)
{
    toc_passage *to = &box->details;
    toc_style small = toc_style_small(chart->canvas);
    toc_style bold = small;
    toc_title title = toc_wording_title(chart->w, &post->base);

    bold.is_bold = true;
    toc_passage_gap(to, 500);
    toc_passage_point(to, 0, post->succeeds.target ? "▷" : "▶", title.first, bold);
    toc_passage_point(to, 0, NULL, title.second, small);
    if (post->holder)
        toc_passage_point(to, 0, NULL, toc_wording_text(chart->w, post->holder, NULL).first, small);
    if (post->succeeds.target)
        toc_passage_point(to, 0, NULL,
                          toc_wording_fill(chart->w, TOC_WORD_ORGS_SUCCEEDS,
                                           title_of(chart, post->succeeds.target), NULL),
                          small);
    toc_passage_point(to, 0, NULL, contacts_of(chart, post), toc_style_faint(chart->canvas));
}

/* The other bodies that it has lines to, in words: a line can be lost from sight. */
static void write_relations(toc_orgs_chart *chart, toc_org_box *box)
{
    const toc_plan_body *body = box->body;
    const toc_wording *w = chart->w;
    toc_style small = toc_style_small(chart->canvas);

    toc_passage_gap(&box->details, 500);
    if (body->under.target && body->under.target->is_post)
        add_filled(chart, &box->details, TOC_WORD_ORGS_UNDER, title_of(chart, body->under.target),
                   small);
    add_filled(chart, &box->details, TOC_WORD_ORGS_OFFICE_OF,
               body->office_of.target ? title_of(chart, body->office_of.target) : NULL, small);
    add_filled(chart, &box->details, TOC_WORD_ORGS_MEMBER_OF,
               toc_wording_bodies(w, body->member_of.items, body->member_of.count), small);
    add_filled(chart, &box->details, TOC_WORD_ORGS_ADVISES,
               toc_wording_bodies(w, body->advises.items, body->advises.count), small);
    add_filled(chart, &box->details, TOC_WORD_ORGS_LINKS,
               toc_wording_bodies(w, body->links.items, body->links.count), small);
    add_filled(chart, &box->details, TOC_WORD_ORGS_LOCATED,
               body->located_in.target ? title_of(chart, body->located_in.target) : NULL, small);
}

static void write_box(toc_orgs_chart *chart, toc_org_box *box)
{
    const toc_plan_body *body = box->body;

    write_head(chart, box);
    box->details = toc_passage_of(chart->canvas, TOC_ORG_BOX - 2 * TOC_ORG_INSIDE);
    toc_passage_add(&box->details, hours_of(chart, body), toc_style_small(chart->canvas));
    toc_passage_add(&box->details, contacts_of(chart, body), toc_style_faint(chart->canvas));
    write_formation(chart, box);
    write_relations(chart, box);
    for (uint32_t i = 0; i < body->posts.count; i++)
        write_post(chart, box, body->posts.items[i]);
    box->width = TOC_ORG_BOX;
    box->height = box->head.height + 2 * (TOC_ORG_INSIDE - 600);
    if (box->details.height > 0)
        box->height += box->details.height + 2 * (TOC_ORG_INSIDE - 600);
}

void toc_orgs_write(toc_orgs_chart *chart)
{
    chart->box_of = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, chart->plan->bodies.count + 1u);
    for (uint32_t i = 0; i < chart->plan->bodies.count; i++) {
        const toc_plan_body *body = chart->plan->bodies.items[i];
        toc_org_box box = {.body = body, .parent = TOC_NO_ORG};

        if (body->is_post && body->org)
            continue;
        chart->box_of[i] = chart->boxes.count;
        write_box(chart, &box);
        TOC_PUSH(chart->canvas->arena, &chart->boxes, box);
    }
    for (uint32_t i = 0; i < chart->plan->bodies.count; i++) {
        const toc_plan_body *body = chart->plan->bodies.items[i];

        if (body->is_post && body->org)
            chart->box_of[i] = chart->box_of[body->org->base.id];
    }
}

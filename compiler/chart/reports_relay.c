/* reports_relay.c - reporting chains from left to right: what each hand-over may take, what it adds
 * up to, what may be skipped, and how that goes with the limit on the whole way. */
#include <string.h>

#include "chart/reports.h"
#include "sema/relay.h"

enum {
    GAP = 37 * TOC_MM, /* between two bodies of a chain: the label of the hand-over */
    BUS = 6 * TOC_MM,  /* from a body to where its lines part */
    BOW = 5 * TOC_MM,  /* before a body: where a bow comes down */
    LABEL = GAP - BUS - BOW - 4 * TOC_MM,
    CLEAR = 800,      /* of a text from a line */
    ROW = 4 * TOC_MM, /* between rows */
    LEFT = 82 * TOC_MM,
    MOST_ROWS = 200,
    MOST_DEPTH = 500,
    NO_HOP = -1
};

/* A body in a chain, and the hand-over that brought word to it. */
typedef struct stop {
    int32_t parent; /* NO_HOP: the first sender */
    uint32_t depth, row;
    const toc_relay_leg *leg; /* NULL: the first sender */
    const toc_relay_way *way; /* that ends here; or NULL */
    bool is_untimed;          /* some hand-over so far has no time */
    toc_told told;
    toc_passage above, below, sum, verdict;
    toc_um x, middle;
} stop;

typedef struct bow {
    uint32_t from, to; /* stops */
    const toc_relay_leg *leg;
    toc_face_text label;
} bow;

typedef struct line {
    toc_um above, below; /* what stands over and under the middle */
    toc_um middle;
} line;

typedef struct chain {
    toc_reports_chart *chart;
    const toc_plan_relay *relay;
    const toc_relay_ways *ways;
    TOC_VEC(stop) stops;
    TOC_VEC(bow) bows;
    line rows[MOST_ROWS + 1];
    uint32_t row_count;
    uint32_t left_out; /* ways without room */
    toc_um left;       /* of the chain */
    toc_passage words; /* left of the chain, or above it */
} chain;

/* ── words ───────────────────────────────────────────────────────────────── */

static const char *length_of(const chain *c, toc_ms ms)
{
    const char *text = toc_wording_length(c->chart->w, (toc_duration){.ms = ms});

    return text ? text : "0 min";
}

static const char *fill(const chain *c, toc_word word, const char *first, const char *second)
{
    return toc_wording_fill(c->chart->w, word, first, second);
}

static const char *title_of(const chain *c, const toc_plan_body *body)
{
    return body ? toc_wording_title(c->chart->w, &body->base).first : "?";
}

static const char *sum_text(const chain *c, toc_ms best, toc_ms worst)
{
    return best == worst
               ? fill(c, TOC_WORD_REPORTS_SUM, length_of(c, best), NULL)
               : fill(c, TOC_WORD_REPORTS_SUM_RANGE, length_of(c, best), length_of(c, worst));
}

static const char *anchor_text(const chain *c, const toc_plan_anchor *anchor)
{
    toc_deadline from = {.kind = TOC_DEADLINE_WITHIN, .anchor = *anchor};
    const char *since = toc_wording_deadline(c->chart->w, &from).since;

    return since ? since : "?";
}

/* How a way goes with the limit on the whole. */
static void add_verdict(const chain *c, toc_passage *to, const toc_relay_way *way)
{
    const toc_theme *theme = c->chart->canvas->theme;
    toc_relay_margin margin = toc_relay_margin_of(c->relay, way, &c->relay->overall);
    const char *limit = length_of(c, margin.limit);
    bool is_over = margin.worst_slack < 0;

    if (!margin.is_counted)
        return;
    if (is_over)
        toc_passage_add(to,
                        fill(c, TOC_WORD_REPORTS_OVER, length_of(c, -margin.worst_slack), limit),
                        (toc_style){TOC_SIZE_NORMAL, true, theme->alarm});
    else
        toc_passage_add(to,
                        fill(c, TOC_WORD_REPORTS_SLACK, length_of(c, margin.worst_slack), limit),
                        (toc_style){TOC_SIZE_NORMAL, true, theme->calm});
    if (margin.starts_elsewhere && c->relay->on.count > 0)
        toc_passage_add(to,
                        fill(c, TOC_WORD_REPORTS_ELSEWHERE,
                             anchor_text(c, &c->relay->overall.anchor),
                             anchor_text(c, &c->relay->on.items[0])),
                        toc_style_faint(c->chart->canvas));
}

static void add_line(chain *c, toc_word word, const char *first, const char *second,
                     toc_style style)
{
    if (first)
        toc_passage_add(&c->words, fill(c, word, first, second), style);
}

static void write_fallbacks(chain *c)
{
    for (uint32_t i = 0; i < c->relay->fallbacks.count; i++) {
        const toc_plan_fallback *one = &c->relay->fallbacks.items[i];
        const char *to = toc_wording_bodies(c->chart->w, one->to.items, one->to.count);
        const char *after = toc_wording_length(c->chart->w, one->after.value);

        if (to)
            add_line(c, TOC_WORD_REPORTS_FALLBACK, after ? after : "0 min", to,
                     toc_style_small(c->chart->canvas));
    }
}

/* Ways that leave somebody out, added up. */
static void write_skips(chain *c)
{
    for (uint32_t i = 0; i < c->ways->items.count && i < MOST_ROWS; i++) {
        const toc_relay_way *way = &c->ways->items.items[i];
        const toc_relay_leg *last = &way->legs[way->leg_count - 1];

        if (!way->skip)
            continue;
        toc_passage_gap(&c->words, 800);
        toc_passage_add(&c->words,
                        toc_arena_printf(c->chart->canvas->arena, "%s: %s → %s",
                                         toc_wording_word(c->chart->w, TOC_WORD_REPORTS_SKIP),
                                         title_of(c, way->legs[0].from), title_of(c, last->to)),
                        toc_style_small(c->chart->canvas));
        toc_passage_add(&c->words, sum_text(c, way->best, way->worst),
                        toc_style_small(c->chart->canvas));
        add_verdict(c, &c->words, way);
    }
}

static void write_words(chain *c)
{
    const toc_reports_chart *chart = c->chart;
    const toc_plan_relay *relay = c->relay;
    toc_style small = toc_style_small(chart->canvas);

    c->words =
        toc_passage_of(chart->canvas, (c->left > 0 ? LEFT : TOC_REPORT_ALL) - 2 * TOC_REPORT_CELL);
    toc_passage_title(&c->words, toc_wording_title(chart->w, &relay->base),
                      (toc_style){TOC_SIZE_LARGE, true, chart->canvas->theme->ink});
    toc_passage_gap(&c->words, 800);
    toc_reports_add_causes(chart, &c->words, &relay->on);
    toc_passage_gap(&c->words, 800);
    toc_passage_add(&c->words, toc_reports_content(chart, &relay->content), small);
    toc_passage_gap(&c->words, 800);
    add_line(c, TOC_WORD_REPORTS_OVERALL, toc_reports_deadline(chart, &relay->overall), NULL,
             toc_style_bold(chart->canvas));
    add_line(c, TOC_WORD_REPORTS_WRITTEN, toc_reports_deadline(chart, &relay->written), NULL,
             small);
    add_line(c, TOC_WORD_REPORTS_COPY_TO,
             toc_wording_bodies(chart->w, relay->copy.items, relay->copy.count), NULL, small);
    write_fallbacks(c);
    write_skips(c);
}

/* ── the chain as a tree ─────────────────────────────────────────────────── */

static void write_hop(chain *c, stop *s)
{
    toc_canvas *canvas = c->chart->canvas;
    const toc_plan_hop *hop = s->leg->hop;
    toc_worded_deadline worded = {NULL, NULL};

    if (hop)
        worded = toc_wording_deadline(c->chart->w, &hop->deadline);
    toc_passage_add(&s->above, worded.text, toc_style_bold(canvas));
    if (!worded.text && hop)
        toc_passage_add(&s->above, toc_wording_word(c->chart->w, TOC_WORD_REPORTS_NO_TIME),
                        toc_style_faint(canvas));
    if (worded.since)
        toc_passage_add(&s->below, fill(c, TOC_WORD_SINCE, worded.since, NULL),
                        toc_style_faint(canvas));
    if (s->leg->verify > 0)
        toc_passage_add(&s->below,
                        fill(c, TOC_WORD_REPORTS_VERIFY,
                             toc_unbroken(canvas->arena, length_of(c, s->leg->verify)), NULL),
                        toc_style_small(canvas));
    if (hop)
        toc_passage_add(&s->below, toc_reports_methods(c->chart, &hop->methods),
                        toc_style_faint(canvas));
    toc_passage_add(&s->sum, sum_text(c, s->leg->best, s->leg->worst), toc_style_small(canvas));
    if (s->is_untimed)
        toc_passage_add(&s->sum, toc_wording_word(c->chart->w, TOC_WORD_REPORTS_UNTIMED),
                        toc_style_faint(canvas));
}

static uint32_t add_stop(chain *c, int32_t parent, const toc_relay_leg *leg,
                         const toc_plan_body *body)
{
    toc_canvas *canvas = c->chart->canvas;
    stop s = {.parent = parent, .leg = leg, .row = c->row_count};

    if (parent >= 0) {
        s.depth = c->stops.items[parent].depth + 1;
        s.is_untimed = c->stops.items[parent].is_untimed || leg->within == TOC_MS_NONE;
    }
    s.told.body = body;
    s.told.title = toc_wording_title(c->chart->w, &body->base);
    toc_told_measure(c->chart, &s.told);
    s.above = toc_passage_of(canvas, LABEL);
    s.below = toc_passage_of(canvas, LABEL);
    s.sum = toc_passage_of(canvas, TOC_REPORT_BODY);
    s.verdict = toc_passage_of(canvas, TOC_REPORT_BODY);
    s.above.most = s.below.most = s.sum.most = s.verdict.most = TOC_REPORT_BOX_MOST;
    if (leg)
        write_hop(c, &s);
    TOC_PUSH(canvas->arena, &c->stops, s);
    return c->stops.count - 1;
}

static bool is_same_leg(const stop *s, const toc_relay_leg *leg)
{
    return s->leg && s->leg->hop == leg->hop && s->leg->to == leg->to && s->leg->from == leg->from;
}

/* Ways come one after the other with what they have in common first: what the last one shares with
 * this one is kept. */
static uint32_t shared_with(const chain *c, const uint32_t *path, uint32_t length,
                            const toc_relay_way *way)
{
    uint32_t shared = 0;

    if (length == 0 || c->stops.items[path[0]].told.body != way->legs[0].from)
        return 0;
    while (shared + 1 < length && shared < way->leg_count &&
           is_same_leg(&c->stops.items[path[shared + 1]], &way->legs[shared]))
        shared++;
    return shared + 1;
}

static uint32_t add_way(chain *c, uint32_t *path, uint32_t length, const toc_relay_way *way)
{
    uint32_t kept = shared_with(c, path, length, way);

    if (kept == 0)
        path[0] = add_stop(c, NO_HOP, NULL, way->legs[0].from);
    for (uint32_t i = kept > 0 ? kept - 1 : 0; i < way->leg_count; i++)
        path[i + 1] = add_stop(c, (int32_t)path[i], &way->legs[i], way->legs[i].to);
    c->stops.items[path[way->leg_count]].way = way;
    add_verdict(c, &c->stops.items[path[way->leg_count]].verdict, way);
    c->row_count++;
    return way->leg_count + 1;
}

static bool has_room(const chain *c, const toc_relay_way *way)
{
    return c->row_count < MOST_ROWS && way->leg_count < MOST_DEPTH;
}

static int32_t find_body(const chain *c, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < c->stops.count; i++) {
        if (c->stops.items[i].told.body == body)
            return (int32_t)i;
    }
    return NO_HOP;
}

/* A bow over those who are left out. */
static void add_bow(chain *c, const toc_relay_leg *leg)
{
    toc_canvas *canvas = c->chart->canvas;
    const char *when = toc_wording_cond_text(c->chart->w, leg->skip->when);
    int32_t from = find_body(c, leg->from);
    int32_t to = find_body(c, leg->to);
    bow b = {.leg = leg};

    for (uint32_t i = 0; i < c->bows.count; i++) {
        if (c->bows.items[i].leg->skip == leg->skip && c->bows.items[i].leg->to == leg->to)
            return;
    }
    if (from < 0 || to < 0)
        return;
    b.from = (uint32_t)from;
    b.to = (uint32_t)to;
    b.label = toc_canvas_set(canvas,
                             when ? fill(c, TOC_WORD_REPORTS_SKIP_IF, when, NULL)
                                  : toc_wording_word(c->chart->w, TOC_WORD_REPORTS_SKIP),
                             TOC_SIZE_SMALL, false, TOC_REPORT_BODY + GAP);
    TOC_PUSH(canvas->arena, &c->bows, b);
}

static void build(chain *c)
{
    uint32_t *path = TOC_NEW_ARRAY(c->chart->canvas->arena, uint32_t, MOST_DEPTH + 1);
    uint32_t length = 0;

    /* a way by a skip stands in the chain only as far as the others do not reach */
    for (unsigned round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < c->ways->items.count; i++) {
            const toc_relay_way *way = &c->ways->items.items[i];

            if ((way->skip != NULL) != (round == 1) ||
                (round == 1 && find_body(c, way->legs[0].to) >= 0))
                continue;
            if (has_room(c, way))
                length = add_way(c, path, length, way);
            else
                c->left_out++;
        }
    }
    for (uint32_t i = 0; i < c->ways->items.count; i++) {
        const toc_relay_way *way = &c->ways->items.items[i];

        if (way->skip)
            add_bow(c, &way->legs[0]);
    }
}

/* ── places ──────────────────────────────────────────────────────────────── */

static toc_um most(toc_um a, toc_um b)
{
    return a > b ? a : b;
}

static void measure_rows(chain *c)
{
    for (uint32_t i = 0; i < c->stops.count; i++) {
        const stop *s = &c->stops.items[i];
        line *row = &c->rows[s->row];
        toc_um half = s->told.height / 2 + 1;

        row->above = most(row->above, most(half, s->above.height + CLEAR));
        row->below = most(row->below, half + s->sum.height + s->verdict.height +
                                          (s->sum.height > 0 ? CLEAR : 0));
        row->below = most(row->below, s->below.height + CLEAR);
    }
}

static toc_um place(chain *c, toc_um y)
{
    toc_um right = 0;

    measure_rows(c);
    for (uint32_t i = 0; i < c->bows.count; i++)
        y += c->bows.items[i].label.height + 2500;
    for (uint32_t i = 0; i < c->row_count; i++) {
        c->rows[i].middle = y + c->rows[i].above;
        y = c->rows[i].middle + c->rows[i].below + ROW;
    }
    for (uint32_t i = 0; i < c->stops.count; i++) {
        stop *s = &c->stops.items[i];

        s->x = c->left + TOC_REPORT_CELL + (toc_um)s->depth * (TOC_REPORT_BODY + GAP);
        s->middle = c->rows[s->row].middle;
        right = most(right, s->x + TOC_REPORT_BODY);
    }
    c->chart->width = most(c->chart->width, right + TOC_REPORT_CELL);
    return c->row_count > 0 ? y - ROW : y;
}

/* ── drawing ─────────────────────────────────────────────────────────────── */

static toc_pen skip_pen(const chain *c)
{
    return (toc_pen){
        .stroke = c->chart->canvas->theme->ink, .fill = TOC_NO_COLOUR, .width = 450, .dash = 2200};
}

static const char *edge_id(const chain *c, const toc_relay_leg *leg)
{
    return toc_arena_printf(c->chart->canvas->arena, "%s: %s -> %s", c->relay->base.full,
                            leg->from->base.full, leg->to->base.full);
}

static void draw_hop(const chain *c, const stop *s)
{
    toc_canvas *canvas = c->chart->canvas;
    const stop *parent = &c->stops.items[s->parent];
    toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 4);
    toc_um left = parent->x + TOC_REPORT_BODY;
    toc_pen pen = s->leg->skip ? skip_pen(c) : toc_reports_pen(c->chart, false);
    uint32_t count = 0;

    spots[count++] = (toc_spot){left, parent->middle};
    if (parent->row != s->row) {
        spots[count++] = (toc_spot){left + BUS, parent->middle};
        spots[count++] = (toc_spot){left + BUS, s->middle};
    }
    spots[count++] = (toc_spot){s->x, s->middle};
    toc_reports_explain(c->chart, s->leg->skip ? TOC_WORD_REPORTS_SKIP : TOC_WORD_REPORTS_TELLS,
                        pen);
    toc_scene_open(canvas->scene, TOC_ROLE_EDGE, edge_id(c, s->leg), NULL, NULL);
    toc_scene_line(canvas->scene, spots, count, TOC_HEAD, pen);
    toc_scene_close(canvas->scene);
    toc_scene_open(canvas->scene, TOC_ROLE_LABEL, NULL, NULL, NULL);
    toc_passage_draw(&s->above, left + BUS + 1500, s->middle - CLEAR - s->above.height);
    toc_passage_draw(&s->below, left + BUS + 1500, s->middle + CLEAR);
    toc_scene_close(canvas->scene);
}

static void draw_stop(const chain *c, const stop *s, uint32_t number)
{
    toc_um top = s->middle - s->told.height / 2;
    const char *id = toc_arena_printf(c->chart->canvas->arena, "%s: %u %s", c->relay->base.full,
                                      (unsigned)number, s->told.body->base.full);

    if (s->parent >= 0)
        draw_hop(c, s);
    toc_told_draw(c->chart, &s->told, id, s->x, top, s->told.height);
    toc_scene_open(c->chart->canvas->scene, TOC_ROLE_LABEL, id, NULL, NULL);
    toc_passage_draw_centred(&s->sum, s->x, top + s->told.height + CLEAR);
    toc_passage_draw_centred(&s->verdict, s->x, top + s->told.height + CLEAR + s->sum.height);
    toc_scene_close(c->chart->canvas->scene);
}

/* Up from the sender, over the chain, and down: on top where nothing stands above, else at the
 * side. */
static void draw_bow(const chain *c, const bow *b, uint32_t number, toc_um y)
{
    toc_canvas *canvas = c->chart->canvas;
    const stop *from = &c->stops.items[b->from];
    const stop *to = &c->stops.items[b->to];
    toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 6);
    toc_um start = from->x + TOC_REPORT_BODY / 2 + (toc_um)(number % 6) * 3000;
    uint32_t count = 0;

    if (from->row == 0) {
        spots[count++] = (toc_spot){start, from->middle - from->told.height / 2};
        spots[count++] = (toc_spot){start, y};
    } else {
        start = from->x - TOC_REPORT_CELL + 800;
        spots[count++] = (toc_spot){from->x, from->middle};
        spots[count++] = (toc_spot){start, from->middle};
        spots[count++] = (toc_spot){start, y};
    }
    if (to->row == 0) {
        toc_um x = to->x + TOC_REPORT_BODY / 2 - (toc_um)(number % 6) * 3000;

        spots[count++] = (toc_spot){x, y};
        spots[count++] = (toc_spot){x, to->middle - to->told.height / 2};
    } else {
        toc_um top = to->middle - to->told.height / 2 + 1800;

        spots[count++] = (toc_spot){to->x - BOW, y};
        spots[count++] = (toc_spot){to->x - BOW, top};
        spots[count++] = (toc_spot){to->x, top};
    }
    toc_reports_explain(c->chart, TOC_WORD_REPORTS_SKIP, skip_pen(c));
    toc_scene_open(canvas->scene, TOC_ROLE_EDGE, edge_id(c, b->leg), NULL, NULL);
    toc_scene_line(canvas->scene, spots, count, TOC_HEAD, skip_pen(c));
    toc_scene_close(canvas->scene);
    toc_scene_open(canvas->scene, TOC_ROLE_LABEL, NULL, NULL, NULL);
    toc_canvas_left(canvas, &b->label, canvas->theme->ink, start + 1500, y - 400 - b->label.height);
    toc_scene_close(canvas->scene);
}

static void draw_bows(const chain *c, toc_um y)
{
    for (uint32_t i = 0; i < c->bows.count; i++) {
        const bow *b = &c->bows.items[i];

        y += b->label.height + 2500;
        if (c->stops.items[b->to].parent != (int32_t)b->from || !c->stops.items[b->to].leg->skip)
            draw_bow(c, b, i, y - 1500);
    }
}

static void draw_ground(const chain *c, toc_um y, toc_um height, toc_um width, bool is_odd)
{
    const toc_theme *theme = c->chart->canvas->theme;

    toc_scene_box(c->chart->canvas->scene, (toc_rect){0, y, width, height}, 0,
                  (toc_pen){.stroke = theme->rule, .fill = theme->ground[is_odd], .width = 200});
}

static toc_um draw_relay(chain *c, toc_um y, bool is_odd)
{
    toc_scene *scene = c->chart->canvas->scene;
    toc_um words = y + TOC_REPORT_CELL;
    toc_um top = c->left > 0 ? words : words + c->words.height + ROW;
    toc_um bottom = place(c, top);

    if (c->words.height + words > bottom)
        bottom = c->words.height + words;
    toc_scene_open(scene, TOC_ROLE_BAND, c->relay->base.full,
                   toc_wording_title(c->chart->w, &c->relay->base).first,
                   toc_canvas_source_link(c->chart->canvas, c->chart->plan, c->relay->base.span));
    draw_ground(c, y, bottom + TOC_REPORT_CELL - y, c->chart->width, is_odd);
    toc_passage_draw(&c->words, TOC_REPORT_CELL, words);
    toc_scene_close(scene);
    draw_bows(c, top);
    for (uint32_t i = 0; i < c->stops.count; i++)
        draw_stop(c, &c->stops.items[i], i);
    bottom += TOC_REPORT_CELL;
    if (c->left_out > 0 || c->ways->is_cut)
        bottom = toc_reports_say_more(c->chart, c->left_out + c->ways->is_cut, bottom);
    return bottom;
}

/* Beside a long chain words would make the sheet wider: they stand above it. */
static bool has_room_for_words(const chain *c)
{
    toc_um longest = 0;

    for (uint32_t i = 0; i < c->stops.count; i++)
        longest = most(longest, (toc_um)c->stops.items[i].depth);
    return LEFT + TOC_REPORT_CELL + longest * (TOC_REPORT_BODY + GAP) + TOC_REPORT_BODY <=
           TOC_REPORT_ALL;
}

/* All chains are measured before the first is drawn: they are as wide as the widest. */
static chain **chains_of(toc_reports_chart *chart)
{
    uint32_t count = chart->plan->relays.count;
    chain **chains = TOC_NEW_ARRAY(chart->canvas->arena, chain *, count);
    uint32_t budget = TOC_RELAY_BUDGET;

    for (uint32_t i = 0; i < count; i++) {
        chain *c = TOC_NEW(chart->canvas->arena, chain);

        c->chart = chart;
        c->relay = chart->plan->relays.items[i];
        c->ways = toc_relay_ways_of(c->relay, chart->canvas->arena, &budget);
        build(c);
        c->left = has_room_for_words(c) ? LEFT : 0;
        write_words(c);
        place(c, 0);
        chains[i] = c;
    }
    return chains;
}

toc_um toc_reports_draw_relays(toc_reports_chart *chart, toc_um y)
{
    uint32_t count = chart->plan->relays.count;
    chain **chains;

    if (count == 0)
        return y;
    y = toc_reports_draw_section(chart, TOC_WORD_REPORTS_RELAYS, y);
    chains = chains_of(chart);
    for (uint32_t i = 0; i < count; i++) {
        if (y > TOC_REPORT_HEIGHT_MOST)
            return toc_reports_say_more(chart, count - i, y);
        y = draw_relay(chains[i], y, i % 2);
    }
    return y;
}

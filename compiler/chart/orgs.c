/* orgs.c - the bodies of a plan and the lines between them. */
#include "chart/orgs.h"
#include "chart/legend.h"

#include "chart/views.h"

enum { CORNER = 2500 };

/* ── lines ───────────────────────────────────────────────────────────────── */

typedef struct line_look {
    toc_word word;
    toc_um width, dash;
    bool has_head;
} line_look;

static const line_look looks[TOC_ORG_LINE_COUNT] = {
    [TOC_ORG_COMMAND] = {TOC_WORD_ORGS_LINE_COMMAND, 550, 0, false},
    [TOC_ORG_OFFICE] = {TOC_WORD_ORGS_LINE_OFFICE, 1100, 0, false},
    [TOC_ORG_FORMS] = {TOC_WORD_ORGS_LINE_FORMS, 450, 3600, true},
    [TOC_ORG_SOURCE] = {TOC_WORD_ORGS_LINE_SOURCE, 350, 700, true},
    [TOC_ORG_MEMBER] = {TOC_WORD_ORGS_LINE_MEMBER, 400, 1800, false},
    [TOC_ORG_ADVISES] = {TOC_WORD_ORGS_LINE_ADVISES, 350, 900, true},
    [TOC_ORG_SUPPORT] = {TOC_WORD_ORGS_LINE_SUPPORT, 800, 900, false},
};

static toc_pen pen_of(const toc_canvas *canvas, toc_org_line line)
{
    return (toc_pen){.stroke = line == TOC_ORG_COMMAND || line == TOC_ORG_OFFICE
                                   ? canvas->theme->ink
                                   : canvas->theme->faint,
                     .fill = TOC_NO_COLOUR,
                     .width = looks[line].width,
                     .dash = looks[line].dash};
}

static void explain_line(const toc_orgs_chart *chart, toc_org_line line)
{
    toc_scene *sample =
        toc_canvas_explain(chart->canvas, toc_word_both(chart->w, looks[line].word));

    if (sample)
        toc_sample_line(sample, looks[line].has_head ? TOC_HEAD : 0, pen_of(chart->canvas, line));
}

static const char *name_of(const toc_orgs_chart *chart, uint32_t box)
{
    return chart->boxes.items[box].body->base.full;
}

/* Formation goes from who forms to what is formed, all else from the lower to the upper. */
static bool is_downwards(toc_org_line line)
{
    return line == TOC_ORG_FORMS || line == TOC_ORG_SOURCE;
}

static void draw_path(const toc_orgs_chart *chart, toc_org_line line, const toc_spot *from,
                      uint32_t count, bool is_turned, bool has_head)
{
    toc_spot *spots = TOC_NEW_ARRAY(chart->canvas->arena, toc_spot, count);

    for (uint32_t i = 0; i < count; i++)
        spots[i] = from[is_turned ? count - 1 - i : i];
    toc_scene_line(chart->canvas->scene, spots, count, has_head ? TOC_HEAD : 0,
                   pen_of(chart->canvas, line));
}

static void open_edge(const toc_orgs_chart *chart, toc_org_line line, uint32_t lower,
                      uint32_t upper)
{
    bool is_down = is_downwards(line) || line == TOC_ORG_COMMAND;

    explain_line(chart, line);
    toc_scene_open(chart->canvas->scene, TOC_ROLE_EDGE,
                   toc_arena_printf(chart->canvas->arena, "%s -> %s",
                                    name_of(chart, is_down ? upper : lower),
                                    name_of(chart, is_down ? lower : upper)),
                   toc_wording_word(chart->w, looks[line].word), NULL);
}

/* Stem, trunk and bus of a row are drawn once: dashes over dashes would close the gaps. */
static void draw_bus(const toc_orgs_chart *chart, const toc_org_box *parent, uint32_t first,
                     uint32_t end)
{
    const toc_org_box *one = &chart->boxes.items[parent->children.items[first]];
    toc_um from = one->trunk >= 0 ? one->trunk : one->stem;
    toc_um least = from;
    toc_um most = from;
    toc_um stem_from = parent->y + parent->height;

    for (uint32_t i = first; i < end; i++) {
        const toc_org_box *box = &chart->boxes.items[parent->children.items[i]];
        toc_um at = box->x + box->width / 2;

        least = at < least ? at : least;
        most = at > most ? at : most;
    }
    if (one->is_first) {
        const toc_spot stem[2] = {{one->stem, stem_from}, {one->stem, one->bus}};

        draw_path(chart, one->line, stem, 2, false, false);
        least = one->stem < least ? one->stem : least;
        most = one->stem > most ? one->stem : most;
    }
    if (most > least) {
        const toc_spot bus[2] = {{least, one->bus}, {most, one->bus}};

        draw_path(chart, one->line, bus, 2, false, false);
    }
}

/* From the first bus down to the last one. */
static void draw_trunk(const toc_orgs_chart *chart, const toc_org_box *first,
                       const toc_org_box *last)
{
    const toc_spot trunk[2] = {{first->trunk, first->bus}, {first->trunk, last->bus}};

    if (first->trunk >= 0 && last->bus > first->bus)
        draw_path(chart, first->line, trunk, 2, false, false);
}

static void draw_drop(const toc_orgs_chart *chart, const toc_org_box *box)
{
    toc_um at = box->x + box->width / 2;
    const toc_spot drop[2] = {{at, box->bus}, {at, box->y}};
    bool is_down = is_downwards(box->line);

    draw_path(chart, box->line, drop, 2, looks[box->line].has_head && !is_down,
              looks[box->line].has_head);
}

static void draw_beside(const toc_orgs_chart *chart, const toc_org_box *box)
{
    toc_spot way[4];
    bool has_head = looks[box->line].has_head;

    toc_org_beside_way(chart, box, way);
    if (way[0].y == way[3].y)
        way[1] = way[3]; /* straight */
    draw_path(chart, box->line, way, way[0].y == way[3].y ? 2 : 4, has_head, has_head);
}

/* The children of one box: rows on one line belong together. */
static void draw_children(const toc_orgs_chart *chart, uint32_t index)
{
    const toc_org_box *parent = &chart->boxes.items[index];
    uint32_t first = 0;
    uint32_t row = 0;

    for (uint32_t i = 0; i < parent->children.count; i++) {
        const toc_org_box *box = &chart->boxes.items[parent->children.items[i]];
        const toc_org_box *next = i + 1 < parent->children.count
                                      ? &chart->boxes.items[parent->children.items[i + 1]]
                                      : NULL;
        bool ends_block =
            !next || next->is_beside || box->is_beside || next->line != box->line || next->is_first;

        open_edge(chart, box->line, parent->children.items[i], index);
        if (box->is_beside)
            draw_beside(chart, box);
        else
            draw_drop(chart, box);
        if (!box->is_beside && (ends_block || next->bus != box->bus)) {
            draw_bus(chart, parent, row, i + 1);
            row = i + 1;
        }
        if (ends_block) {
            if (!box->is_beside)
                draw_trunk(chart, &chart->boxes.items[parent->children.items[first]], box);
            first = row = i + 1;
        }
        toc_scene_close(chart->canvas->scene);
    }
}

static void draw_relation(const toc_orgs_chart *chart, const toc_org_relation *relation)
{
    if (relation->is_in_tree || relation->spot_count < 2)
        return;
    open_edge(chart, relation->line, relation->lower, relation->upper);
    draw_path(chart, relation->line, relation->spots, relation->spot_count,
              is_downwards(relation->line), looks[relation->line].has_head);
    toc_scene_close(chart->canvas->scene);
}

/* ── boxes ───────────────────────────────────────────────────────────────── */

/* How the box of a body looks. */
typedef struct box_look {
    toc_word word;
    toc_colour_rgb head, ground;
    toc_um radius, dash;
} box_look;

static box_look look_of(const toc_orgs_chart *chart, const toc_plan_body *body)
{
    const toc_theme *theme = chart->canvas->theme;

    if (toc_org_is_outside(body))
        return (box_look){TOC_WORD_ORGS_BOX_OUTSIDE, theme->ground[0], theme->ground[0], CORNER, 0};
    if (!toc_span_is_none(body->formed.by.span))
        return (box_look){TOC_WORD_ORGS_BOX_FORMED, theme->paper, theme->paper, 0, 1500};
    return (box_look){TOC_WORD_ORGS_BOX_OWN, theme->head, theme->paper, 0, 0};
}

static void draw_frame(toc_scene *scene, const toc_theme *theme, toc_rect at, toc_um head,
                       const box_look *look)
{
    toc_pen pen = {.stroke = theme->faint, .fill = look->ground, .width = 450, .dash = look->dash};

    toc_scene_box(scene, at, look->radius, pen);
    if (look->head != look->ground)
        toc_scene_box(scene, (toc_rect){at.x, at.y, at.width, head}, 0,
                      (toc_pen){.stroke = theme->faint, .fill = look->head, .width = 450});
    else if (head > 0)
        toc_scene_rule(scene, (toc_spot){at.x + 1500, at.y + head},
                       (toc_spot){at.x + at.width - 1500, at.y + head},
                       (toc_pen){.stroke = theme->rule, .width = 200});
}

/* A second frame inside the first. */
static void draw_parent_mark(toc_scene *scene, const toc_theme *theme, toc_rect at, toc_um radius)
{
    toc_scene_box(scene, (toc_rect){at.x - 900, at.y - 900, at.width + 1800, at.height + 1800},
                  radius > 0 ? radius + 900 : 0,
                  (toc_pen){.stroke = theme->faint, .fill = TOC_NO_COLOUR, .width = 300});
}

static void explain_box(const toc_orgs_chart *chart, const box_look *look, bool is_parents)
{
    const toc_theme *theme = chart->canvas->theme;
    toc_word word = is_parents ? TOC_WORD_ORGS_BOX_PARENT : look->word;
    toc_scene *sample = toc_canvas_explain(chart->canvas, toc_word_both(chart->w, word));
    toc_rect at = {1500, 1200, TOC_SAMPLE_WIDTH - 3000, TOC_SAMPLE_HEIGHT - 2400};

    if (!sample)
        return;
    draw_frame(sample, theme, at, look->head != look->ground ? at.height / 2 : 0, look);
    if (is_parents)
        draw_parent_mark(sample, theme, at, look->radius);
}

static void draw_box(const toc_orgs_chart *chart, const toc_org_box *box)
{
    toc_canvas *canvas = chart->canvas;
    const toc_plan_body *body = box->body;
    box_look look = look_of(chart, body);
    toc_rect at = {box->x, box->y, box->width, box->height};
    toc_um inset = TOC_ORG_INSIDE - 600;
    toc_um head = box->head.height + 2 * inset;

    explain_box(chart, &look, false);
    toc_scene_open(canvas->scene, TOC_ROLE_NODE, body->base.full,
                   toc_wording_title(chart->w, &body->base).first,
                   toc_canvas_source_link(canvas, chart->plan, body->base.span));
    draw_frame(canvas->scene, canvas->theme, at, head, &look);
    if (toc_org_is_parents(body)) {
        draw_parent_mark(canvas->scene, canvas->theme, at, look.radius);
        explain_box(chart, &look, true);
    }
    toc_passage_draw_centred(&box->head, box->x + TOC_ORG_INSIDE, box->y + inset);
    toc_passage_draw(&box->details, box->x + TOC_ORG_INSIDE, box->y + head + inset);
    toc_scene_close(canvas->scene);
}

static void draw_panel(const toc_orgs_chart *chart, const toc_org_panel *panel)
{
    toc_canvas *canvas = chart->canvas;

    toc_scene_open(canvas->scene, TOC_ROLE_BAND, NULL, NULL, NULL);
    toc_scene_box(
        canvas->scene, panel->at, CORNER,
        (toc_pen){.stroke = canvas->theme->rule, .fill = canvas->theme->ground[1], .width = 200});
    toc_canvas_left(canvas, &panel->text, canvas->theme->ink, panel->spot.x, panel->spot.y);
    toc_scene_close(canvas->scene);
}

/* ── all ─────────────────────────────────────────────────────────────────── */

static void draw_all(const toc_orgs_chart *chart)
{
    for (uint32_t i = 0; i < chart->panels.count; i++)
        draw_panel(chart, &chart->panels.items[i]);
    for (uint32_t i = 0; i < chart->boxes.count; i++)
        draw_children(chart, i);
    for (uint32_t i = 0; i < chart->relations.count; i++)
        draw_relation(chart, &chart->relations.items[i]);
    for (uint32_t i = 0; i < chart->boxes.count; i++)
        draw_box(chart, &chart->boxes.items[i]);
}

void toc_draw_orgs(toc_canvas *canvas, const toc_view_input *input)
{
    toc_orgs_chart chart = {.canvas = canvas,
                            .plan = input->plan,
                            .w = &input->wording,
                            .is_public = input->options->is_public};

    chart.aspect = input->options->aspect ? input->options->aspect : 1500;
    toc_orgs_write(&chart);
    if (chart.boxes.count == 0) {
        toc_draw_notice(canvas, &input->wording, TOC_WORD_ORGS_NONE);
        return;
    }
    toc_orgs_relate(&chart);
    toc_orgs_place(&chart);
    toc_orgs_route(&chart);
    draw_all(&chart);
    canvas->scene->width = chart.width + TOC_ORG_EDGE;
    canvas->scene->height = chart.height + TOC_ORG_EDGE;
}

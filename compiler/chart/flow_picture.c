/* flow_picture.c - selects what a flow chart shows, and shares it out on sheets. */
#include "chart/flow_picture.h"

#include <string.h>

#include "chart/flow_chart.h"
#include "emit/flow_part.h"

enum {
    MOST_FAILS = 2,   /* bands in a row that do not fit any more */
    MOST_LATER = 12,  /* bands that are tried for what room is left on a sheet */
    MOST_MOVED = 3000 /* nodes: of more, none stand on earlier sheets */
};

const toc_flow *toc_flow_picture(toc_arena *arena, const toc_plan *plan,
                                 const toc_view_options *options)
{
    toc_flow_options flow_options = {options->lang, options->has_two_languages};
    toc_flow_selection selection = {options->response, options->level, options->body};

    if (options->flow)
        return options->flow;
    return toc_flow_select(arena, toc_flow_build(arena, plan, &flow_options), &selection);
}

/* ── how large a run of nodes would be ───────────────────────────────────── */

/* Found by laying it out, without a search for the best order of lanes. */
typedef struct measure {
    toc_arena *arena;
    toc_arena scratch; /* of one layout */
    const toc_flow *flow;
    toc_view_options options;
    const toc_canvas *canvas; /* for its letters */
    uint32_t *order;          /* nodes by the band they are drawn in */
    toc_um width, height;     /* of a sheet */
} measure;

/* A signal stands with what it alone sets off, and should not be torn from it. */
static void put_in_order(toc_flow_sharing *sharing, toc_canvas *canvas)
{
    const toc_flow *flow = sharing->flow;
    toc_flow_chart chart = {.canvas = canvas, .flow = flow};
    uint32_t *first = TOC_NEW_ARRAY(sharing->arena, uint32_t, flow->bands.count + 2u);

    sharing->order = TOC_NEW_ARRAY(sharing->arena, uint32_t, flow->nodes.count + 1u);
    sharing->band = TOC_NEW_ARRAY(sharing->arena, uint32_t, flow->nodes.count + 1u);
    toc_flow_chart_measure(&chart);
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        sharing->band[i] = chart.items.items[i].band;
        first[sharing->band[i] + 1]++;
    }
    for (uint32_t i = 0; i < flow->bands.count; i++)
        first[i + 1] += first[i];
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        sharing->order[first[sharing->band[i]]++] = i;
}

static bool is_fitting(measure *m, uint32_t from, uint32_t to)
{
    toc_canvas canvas = *m->canvas;
    toc_view_input input = {.plan = m->flow->plan, .options = &m->options};
    toc_flow_division *division;
    bool result;

    canvas.arena = &m->scratch;
    canvas.scene = toc_scene_new(&m->scratch, m->flow->lang);
    division = toc_flow_divide(&m->scratch, m->flow, true);
    for (uint32_t i = 0; i < m->flow->nodes.count; i++)
        toc_flow_put(division, m->order[i], i >= from && i < to ? 0 : 1);
    toc_flow_join(division);
    m->options.flow = toc_flow_part(division, 0);
    toc_flow_chart_lay(&canvas, &input);
    result = canvas.scene->width <= m->width && canvas.scene->height <= m->height;
    toc_arena_deinit(&m->scratch);
    return result;
}

/* ── runs ────────────────────────────────────────────────────────────────── */

/* The most nodes from @p from on that fit, at least one; @p guess is where to begin to look. */
static uint32_t longest(measure *m, uint32_t from, uint32_t guess)
{
    uint32_t count = m->flow->nodes.count - from;
    uint32_t fits = 1;
    uint32_t fails = count + 1;
    uint32_t next = guess < count ? guess : count;

    while (fails - fits > 1 + fits / 6) {
        if (next <= fits || next >= fails)
            next = fits + (fails - fits) / 2;
        if (is_fitting(m, from, from + next)) {
            fits = next;
            next = fits + fits / 4 + 1 < fails ? fits + fits / 4 + 1 : fails - 1;
        } else {
            fails = next;
            next = fails - fails / 8 - 1;
        }
    }
    return fits;
}

static uint32_t band_at(const toc_flow_sharing *sharing, uint32_t place)
{
    return sharing->band[sharing->order[place]];
}

/* Where the band ends that stands at that place. */
static uint32_t end_of_band(const toc_flow_sharing *sharing, uint32_t place)
{
    uint32_t band = band_at(sharing, place);

    while (place < sharing->flow->nodes.count && band_at(sharing, place) == band)
        place++;
    return place;
}

/* A cut inside a band is moved up to where the band begins, or else a response, if the sheet stays
 * half full. */
static uint32_t at_a_joint(const toc_flow_sharing *sharing, uint32_t from, uint32_t count)
{
    uint32_t end = from + count;
    uint32_t response = 0;

    if (end == sharing->flow->nodes.count)
        return count;
    for (uint32_t i = end; i > from + count / 2; i--) {
        const toc_flow_node *node = sharing->flow->nodes.items[sharing->order[i]];
        const toc_flow_node *before = sharing->flow->nodes.items[sharing->order[i - 1]];
        if (band_at(sharing, i) != band_at(sharing, i - 1))
            return i - from;
        if (response == 0 && node->response != before->response)
            response = i - from;
    }
    return response > 0 ? response : count;
}

/* Whole bands beyond that, while they fit; what fits is not always more than what does not, so
 * one more is tried. */
static uint32_t with_more_bands(measure *m, const toc_flow_sharing *sharing, uint32_t from,
                                uint32_t count)
{
    uint32_t most = from + count;
    uint32_t end = most;

    for (int fails = 0; fails < MOST_FAILS && end < sharing->flow->nodes.count;) {
        end = end_of_band(sharing, end);
        if (is_fitting(m, from, end)) {
            most = end;
            fails = 0;
        } else {
            fails++;
        }
    }
    return most - from;
}

/* ── what stands anywhere ────────────────────────────────────────────────── */

/* Is it a response to one kind of incident?  It may stand on an earlier sheet; what comes after
 * the end of it all may not. */
static bool may_move(const toc_flow_sharing *sharing, uint32_t place)
{
    uint32_t band = band_at(sharing, place);

    for (uint32_t i = 0; i < band; i++) {
        if (sharing->flow->bands.items[i]->kind == TOC_FLOW_BAND_END)
            return false;
    }
    return sharing->flow->bands.items[band]->kind == TOC_FLOW_BAND_RESPONSE;
}

/* Nodes from @p middle to @p end come to stand at @p from. */
static void move_up(toc_flow_sharing *sharing, uint32_t from, uint32_t middle, uint32_t end)
{
    uint32_t *order = sharing->order;
    uint32_t *moved = TOC_NEW_ARRAY(sharing->arena, uint32_t, end - middle + 1u);

    memcpy(moved, &order[middle], (end - middle) * sizeof *order);
    memmove(&order[from + end - middle], &order[from], (middle - from) * sizeof *order);
    memcpy(&order[from], moved, (end - middle) * sizeof *order);
}

/* Room that is left takes later bands, the first that fit; @p end: where the sheet ends. */
static uint32_t with_later_bands(measure *m, toc_flow_sharing *sharing, uint32_t from, uint32_t end)
{
    uint32_t count = sharing->flow->nodes.count;
    uint32_t at = end;
    uint32_t next;
    int tries = MOST_LATER;

    if (end == count || count > MOST_MOVED || band_at(sharing, end) == band_at(sharing, end - 1))
        return end;
    for (at = end_of_band(sharing, end); at < count && tries > 0; at = next) {
        next = end_of_band(sharing, at);
        if (!may_move(sharing, at))
            continue;
        tries--;
        move_up(sharing, end, at, next);
        if (is_fitting(m, from, end + next - at))
            end += next - at;
        else
            move_up(sharing, end, end + next - at, next);
    }
    return end;
}

/* ── all ─────────────────────────────────────────────────────────────────── */

/* Where the sheet that begins with @p from ends. */
static uint32_t fill(measure *m, toc_flow_sharing *sharing, uint32_t from, uint32_t *guess)
{
    uint32_t count;

    *guess = longest(m, from, *guess);
    count = at_a_joint(sharing, from, *guess);
    if (from + count < sharing->flow->nodes.count &&
        band_at(sharing, from + count) == band_at(sharing, from + count - 1)) {
        uint32_t whole = end_of_band(sharing, from);
        return whole > from + count && is_fitting(m, from, whole) ? whole : from + count;
    }
    return with_later_bands(m, sharing, from, from + with_more_bands(m, sharing, from, count));
}

toc_flow_sharing toc_flow_share_out(toc_arena *arena, const toc_flow *flow,
                                    const toc_view_options *options, toc_um width, toc_um height)
{
    const toc_theme *theme = options->theme ? options->theme : toc_theme_find("print");
    toc_canvas *canvas =
        toc_canvas_new(arena, flow->lang[0] == 'e' ? flow->plan_script : flow->lang, theme);
    toc_flow_sharing sharing = {.arena = arena, .flow = flow};
    measure m = {.arena = arena,
                 .flow = flow,
                 .options = *options,
                 .canvas = canvas,
                 .width = width,
                 .height = height};
    uint32_t guess = 12;

    put_in_order(&sharing, canvas);
    m.order = sharing.order;
    toc_arena_init(&m.scratch, arena->escape);
    m.options.is_quick = true;
    for (uint32_t from = 0; from < flow->nodes.count;) {
        from = fill(&m, &sharing, from, &guess);
        TOC_PUSH(arena, &sharing.ends, from);
    }
    toc_canvas_close(canvas);
    return sharing;
}

toc_flow_pictures toc_flow_share_pictures(const toc_flow_sharing *sharing)
{
    toc_flow_division *division = toc_flow_divide(sharing->arena, sharing->flow, true);
    toc_flow_pictures pictures = {NULL, 0, 0};
    uint32_t node = 0;

    for (uint32_t i = 0; i < sharing->ends.count; i++) {
        while (node < sharing->ends.items[i])
            toc_flow_put(division, sharing->order[node++], i);
    }
    toc_flow_join(division);
    for (uint32_t i = 0; i < sharing->ends.count; i++)
        TOC_PUSH(sharing->arena, &pictures, toc_flow_part(division, i));
    return pictures;
}

bool toc_flow_share_more(toc_flow_sharing *sharing, const bool *is_too_large)
{
    toc_flow_sharing more = *sharing;
    uint32_t from = 0;

    more.ends.items = NULL;
    more.ends.count = more.ends.capacity = 0;
    for (uint32_t i = 0; i < sharing->ends.count; i++) {
        uint32_t end = sharing->ends.items[i];
        if (is_too_large[i] && end - from > 1) {
            uint32_t half = (end - from + 1) / 2;
            uint32_t most = half + half / 2 < end - from ? half + half / 2 : half;
            TOC_PUSH(more.arena, &more.ends, from + at_a_joint(sharing, from, most));
        }
        TOC_PUSH(more.arena, &more.ends, end);
        from = end;
    }
    bool is_more = more.ends.count > sharing->ends.count;
    *sharing = more;
    return is_more;
}

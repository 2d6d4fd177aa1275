/* sheet.c - the frame of the wall-chart: title, lanes, bands. */
#include "emit/sheet_private.h"

/* ── texts ───────────────────────────────────────────────────────────────── */

toc_face_text toc_sheet_set(toc_sheet *sheet, const char *text, toc_um size, bool is_bold,
                            toc_um width)
{
    toc_face_text set = {0};

    if (!text || !*text)
        return set;
    set = toc_face_set(sheet->face, sheet->arena, text, size, is_bold, width);
    sheet->missing += set.missing;
    return set;
}

void toc_sheet_centre(toc_sheet *sheet, const toc_face_text *text, toc_um size, bool is_bold,
                      toc_colour_rgb colour, toc_um middle, toc_um top)
{
    for (uint32_t i = 0; i < text->count; i++)
        toc_scene_text(sheet->scene, middle - text->lines[i].width / 2,
                       top + text->lines[i].baseline, size, is_bold, colour, text->lines[i].text);
}

/* ── colours ─────────────────────────────────────────────────────────────── */

toc_sheet_tint toc_sheet_tint_of(const toc_flow_band *band)
{
    switch (band->level ? band->level->colour : TOC_COLOUR_NONE) {
    case TOC_COLOUR_BLUE:
        return (toc_sheet_tint){0x1f5fbf, 0xe3edfb};
    case TOC_COLOUR_YELLOW:
        return (toc_sheet_tint){0x8a6d00, 0xfff6cc};
    case TOC_COLOUR_ORANGE:
        return (toc_sheet_tint){0xb35900, 0xffe8d1};
    case TOC_COLOUR_RED:
        return (toc_sheet_tint){0xb3261e, 0xfbe3e1};
    case TOC_COLOUR_GREEN:
        return (toc_sheet_tint){0x2e6b34, 0xe4f2e5};
    case TOC_COLOUR_PURPLE:
        return (toc_sheet_tint){0x6a3d9a, 0xefe6f7};
    case TOC_COLOUR_BLACK:
        return (toc_sheet_tint){0x111111, 0xeeeeee};
    case TOC_COLOUR_NONE:
    case TOC_COLOUR_WHITE:
    case TOC_COLOUR_GREY:
        break;
    }
    return (toc_sheet_tint){0x4a5560, band->index % 2 ? 0xf3f5f7u : 0xfafbfcu};
}

static toc_pen filled(toc_colour_rgb colour)
{
    return (toc_pen){.stroke = TOC_NO_COLOUR, .fill = colour};
}

/* ── frame ───────────────────────────────────────────────────────────────── */

static void draw_title(toc_sheet *sheet)
{
    const toc_plan_head *head = &sheet->flow->plan->head;
    toc_face_text title = toc_sheet_set(sheet, sheet->flow->title.first, SIZE_TITLE, true, 0);
    const char *line = toc_arena_printf(sheet->arena, "%s%s%s%s%s", head->id,
                                        head->version ? "  ·  " : "",
                                        head->version ? head->version->bytes : "",
                                        sheet->flow->title.second ? "  ·  " : "",
                                        sheet->flow->title.second ? sheet->flow->title.second : "");
    toc_face_text under = toc_sheet_set(sheet, line, SIZE_NODE, false, 0);

    if (title.count > 0)
        toc_scene_text(sheet->scene, MARGIN, MARGIN + title.lines[0].baseline, SIZE_TITLE, true, INK,
                       title.lines[0].text);
    toc_scene_text(sheet->scene, MARGIN, MARGIN + title.height + under.lines[0].baseline, SIZE_NODE,
                   false, FAINT_INK, under.lines[0].text);
}

/* The names of the lanes; returns how high they stand. */
static toc_um draw_lanes(toc_sheet *sheet, toc_um top)
{
    uint32_t count = sheet->layout.lanes.count;
    toc_face_text *titles = TOC_NEW_ARRAY(sheet->arena, toc_face_text, count + 1u);
    toc_face_text *seconds = TOC_NEW_ARRAY(sheet->arena, toc_face_text, count + 1u);
    toc_um height = 0;

    for (uint32_t i = 0; i < count && i < sheet->flow->lanes.count; i++) {
        const toc_flow_lane *lane = sheet->flow->lanes.items[i];
        toc_um width = sheet->layout.lanes.items[i].width - 2 * PADDING;
        titles[i] = toc_sheet_set(sheet, lane->title.first, SIZE_LANE, true, width);
        seconds[i] = toc_sheet_set(sheet, lane->title.second, SIZE_SMALL, false, width);
        if (titles[i].height + seconds[i].height > height)
            height = titles[i].height + seconds[i].height;
    }
    height += 2 * PADDING;
    for (uint32_t i = 0; i < count; i++) {
        const toc_layout_lane *lane = &sheet->layout.lanes.items[i];
        toc_um x = sheet->left + lane->x;
        toc_um y = top + (height - titles[i].height - seconds[i].height) / 2;

        toc_scene_box(sheet->scene, x, top, lane->width, height, 0,
                      (toc_pen){.stroke = PAPER, .fill = 0x2b3138, .width = LINE});
        toc_sheet_centre(sheet, &titles[i], SIZE_LANE, true, PAPER, x + lane->width / 2, y);
        toc_sheet_centre(sheet, &seconds[i], SIZE_SMALL, false, PAPER, x + lane->width / 2,
                         y + titles[i].height);
    }
    return height;
}

static void draw_band(toc_sheet *sheet, uint32_t index)
{
    const toc_flow_band *band = sheet->flow->bands.items[index];
    const toc_layout_band *at = &sheet->layout.bands.items[index];
    toc_sheet_tint tint = toc_sheet_tint_of(band);
    const char *grade = band->level ? toc_symbol_text(sheet->flow->plan->names, band->level->base.name)
                                    : NULL;
    toc_face_text name = toc_sheet_set(sheet, grade, SIZE_TITLE, true, BAND_WIDTH - 2 * PADDING);
    toc_face_text title =
        toc_sheet_set(sheet, band->title.first, SIZE_LANE, true, BAND_WIDTH - 2 * PADDING);
    toc_face_text second =
        toc_sheet_set(sheet, band->title.second, SIZE_SMALL, false, BAND_WIDTH - 2 * PADDING);
    toc_um y = sheet->top + at->y;
    toc_um from = y + (at->height - name.height - title.height - second.height) / 2;
    toc_um middle = MARGIN + BAND_WIDTH / 2;

    toc_scene_box(sheet->scene, sheet->left, y, sheet->layout.width, at->height, 0,
                  filled(tint.weak));
    toc_scene_box(sheet->scene, MARGIN, y, BAND_WIDTH, at->height, 0,
                  (toc_pen){.stroke = PAPER, .fill = tint.strong, .width = LINE});
    toc_sheet_centre(sheet, &name, SIZE_TITLE, true, PAPER, middle, from);
    toc_sheet_centre(sheet, &title, SIZE_LANE, true, PAPER, middle, from + name.height);
    toc_sheet_centre(sheet, &second, SIZE_SMALL, false, PAPER, middle,
                     from + name.height + title.height);
}

static void draw_dividers(toc_sheet *sheet)
{
    for (uint32_t i = 1; i < sheet->layout.lanes.count; i++) {
        toc_um x = sheet->left + sheet->layout.lanes.items[i].x;
        toc_spot *spots = TOC_NEW_ARRAY(sheet->arena, toc_spot, 2);

        spots[0] = (toc_spot){x, sheet->top};
        spots[1] = (toc_spot){x, sheet->top + sheet->layout.height};
        toc_scene_line(sheet->scene, spots, 2, 0,
                       (toc_pen){.stroke = 0x9aa3ab, .width = 200, .dash = 1500});
    }
}

toc_sheet_result toc_sheet_draw(toc_arena *arena, const toc_flow *flow)
{
    toc_sheet sheet = {.arena = arena, .flow = flow, .left = MARGIN + BAND_WIDTH};
    toc_um title_height = 2 * SIZE_TITLE + PADDING;

    sheet.face = toc_face_new(flow->lang);
    sheet.scene = TOC_NEW(arena, toc_scene);
    sheet.scene->arena = arena;
    sheet.scene->lang = flow->lang;
    sheet.scene->title = flow->title.first;
    toc_sheet_measure(&sheet);
    toc_layout_run(&sheet.layout);
    draw_title(&sheet);
    sheet.top = MARGIN + title_height;
    sheet.top += draw_lanes(&sheet, sheet.top);
    for (uint32_t i = 0; i < flow->bands.count; i++)
        draw_band(&sheet, i);
    draw_dividers(&sheet);
    toc_sheet_draw_edges(&sheet);
    toc_sheet_draw_nodes(&sheet);
    sheet.scene->width = sheet.left + sheet.layout.width + MARGIN;
    sheet.scene->height = sheet.top + sheet.layout.height + MARGIN;
    toc_face_free(sheet.face);
    return (toc_sheet_result){sheet.scene, sheet.missing};
}

/* sheet_foot.c - the foot of a sheet: legend on the left, QR code on the right, and the line that
 * asks to check the version. */
#include "chart/digest.h"
#include "chart/legend.h"
#include "chart/qr.h"
#include "chart/sheet_private.h"

enum { QR = 21 * TOC_MM, GAP = 1500, SIDE_GAP = 6 * TOC_MM };

static void draw_code(toc_sheet_maker *maker, toc_um left, toc_um top)
{
    const toc_plan_head *head = &maker->plan->head;
    const char *text = toc_qr_text(maker->arena, head->id,
                                   head->version ? head->version->bytes : NULL, maker->digest);

    if (!maker->code)
        maker->code = toc_qr_scene(maker->arena, text, QR);
    if (maker->code)
        toc_scene_part(maker->canvas->scene, maker->code, (toc_rect){0, 0, QR, QR},
                       (toc_rect){left, top, QR, QR});
}

static const char *what_made_it(const toc_sheet_maker *maker, toc_sheet_number number)
{
    const char *sheet =
        number.count > 1 ? toc_arena_printf(maker->arena, "  ·  %u/%u", number.number, number.count)
                         : "";
    const char *page =
        number.page > 0
            ? toc_arena_printf(maker->arena, "  ·  %s %u",
                               toc_wording_word(&maker->wording, TOC_WORD_PAGE), number.page)
            : "";
    const char *mark = toc_sheet_mark(maker);

    return toc_arena_printf(maker->arena, "%s%ssha256 %.*s  ·  %s%s%s", mark ? mark : "",
                            mark ? "  ·  " : "", TOC_DIGEST_SHORT_SIZE, maker->digest,
                            maker->options->generator, sheet, page);
}

/* Left what to do, right what it is known by; one below the other where the sheet is narrow. */
typedef struct last_line {
    toc_face_text ask, made;
    bool is_one;
    toc_um height;
} last_line;

static last_line set_last_line(toc_sheet_maker *maker, toc_um width, toc_sheet_number number)
{
    last_line it = {.ask =
                        toc_canvas_set(maker->canvas, toc_sheet_word(maker, TOC_WORD_CHECK_VERSION),
                                       TOC_SIZE_SMALL, true, width),
                    .made = toc_sheet_cut(maker->canvas, what_made_it(maker, number),
                                          TOC_SIZE_SMALL, false, width, 2)};

    it.is_one = it.ask.width + SIDE_GAP + it.made.width <= width;
    it.height = it.is_one ? it.ask.height : it.ask.height + it.made.height;
    return it;
}

static void draw_last_line(toc_sheet_maker *maker, const last_line *it, toc_um top, toc_um width)
{
    toc_canvas_left(maker->canvas, &it->ask, maker->theme->ink, 0, top);
    if (it->is_one)
        toc_canvas_right(maker->canvas, &it->made, maker->theme->faint, width, top);
    else
        toc_canvas_left(maker->canvas, &it->made, maker->theme->faint, 0, top + it->ask.height);
}

toc_scene *toc_sheet_foot(toc_sheet_maker *maker, const toc_canvas *shown, toc_um width,
                          toc_sheet_number number)
{
    toc_scene *scene = toc_scene_new(maker->arena, maker->canvas->scene->lang);
    toc_um room = width - QR - SIDE_GAP;
    last_line last = set_last_line(maker, room, number);
    toc_um height = last.height;

    maker->canvas->scene = scene;
    scene->width = width;
    toc_scene_rule(scene, (toc_spot){0, 0}, (toc_spot){width, 0},
                   (toc_pen){.stroke = maker->theme->rule, .width = 250});
    if (shown && shown->legend.count > 0)
        height += toc_legend_draw(maker->canvas, shown, 0, GAP, room) + GAP;
    if (height < QR)
        height = QR;
    draw_last_line(maker, &last, GAP + height - last.height, room);
    draw_code(maker, width - QR, GAP + height - QR);
    scene->height = GAP + height;
    return scene;
}

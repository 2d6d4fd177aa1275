/* paper.c - blocks of a report on pages, and the front page with the contents. */
#include "aar/paper.h"

#include <string.h>

#include "aar/paper_private.h"
#include "draw/paint.h"

enum {
    BODY = 3300, /* letters */
    CODE = 2600,
    TITLE = 8400,
    SUBTITLE = 5000,
    SMALL = 2700,
    HEAD_TOP = 9 * TOC_MM,
    FOOT_TOP = 283 * TOC_MM
};

/* ── pages ───────────────────────────────────────────────────────────────── */

void toc_paper_new_page(toc_paper *paper)
{
    paper->page = toc_scene_new(paper->arena, paper->doc->lang);
    paper->page->width = TOC_PAGE_WIDTH;
    paper->page->height = TOC_PAGE_HEIGHT;
    paper->y = TOC_PAGE_TOP;
    TOC_PUSH(paper->arena, &paper->pages, paper->page);
}

toc_um toc_paper_left(const toc_paper *paper)
{
    return TOC_PAGE_BOTTOM - paper->y;
}

bool toc_paper_need(toc_paper *paper, toc_um height)
{
    if (height <= toc_paper_left(paper) || paper->y == TOC_PAGE_TOP)
        return false;
    toc_paper_new_page(paper);
    return true;
}

toc_colour_rgb toc_paper_colour(toc_tone tone)
{
    static const toc_colour_rgb colours[] = {
        [TOC_TONE_PLAIN] = TOC_COLOUR_INK,  [TOC_TONE_GOOD] = 0x14692f,
        [TOC_TONE_WARN] = 0x8a4b00,         [TOC_TONE_BAD] = 0xa3161a,
        [TOC_TONE_MUTED] = TOC_COLOUR_SOFT,
    };

    return colours[tone];
}

/* ── texts ───────────────────────────────────────────────────────────────── */

toc_um toc_paper_line_height(const toc_face_text *text)
{
    return text->count ? text->height / (toc_um)text->count : text->size * 14 / 10;
}

void toc_paper_lines(toc_paper *paper, const toc_face_text *text, uint32_t first, uint32_t end,
                     toc_spot at, toc_colour_rgb colour)
{
    toc_um top = (toc_um)first * toc_paper_line_height(text);

    for (uint32_t i = first; i < end; i++)
        toc_scene_text(paper->page, (toc_spot){at.x, at.y + text->lines[i].baseline - top},
                       text->lines[i].width, text->size, text->is_bold, colour,
                       text->lines[i].text);
}

void toc_paper_text(toc_paper *paper, const char *tag, const char *text, toc_um indent,
                    toc_print print)
{
    toc_face_text set = toc_face_set(paper->face, paper->arena, text, print.size, print.is_bold,
                                     TOC_PAGE_BODY - indent);
    toc_um line = toc_paper_line_height(&set);
    uint32_t at = 0;

    (void)toc_paper_need(paper, set.count > 2 ? 2 * line : set.height);
    while (at < set.count) {
        toc_um room = toc_paper_left(paper);
        uint32_t fits = room < line ? 1 : (uint32_t)(room / line);
        uint32_t end = set.count - at < fits ? set.count : at + fits;

        toc_scene_open_tag(paper->page, tag);
        toc_paper_lines(paper, &set, at, end, (toc_spot){TOC_PAGE_LEFT + indent, paper->y},
                        print.colour);
        toc_scene_close(paper->page);
        paper->y += (toc_um)(end - at) * line;
        at = end;
        if (at < set.count)
            toc_paper_new_page(paper);
    }
    paper->y += print.size * 6 / 10;
}

/* ── blocks ──────────────────────────────────────────────────────────────── */

static const char *heading_text(const toc_paper *paper, const toc_block *block)
{
    if (!*block->number)
        return block->text;
    return toc_arena_printf(paper->arena, "%s  %s", block->number, block->text);
}

/* What must stand on the same page as a heading: headings behind it, and some of what they head. */
static toc_um room_behind(const toc_paper *paper, const toc_block *heading)
{
    const toc_block *end = paper->doc->blocks.items + paper->doc->blocks.count;
    const toc_block *next = heading + 1;
    toc_um room = 12 * TOC_MM;

    for (; next < end && next->kind == TOC_BLOCK_HEADING; next++)
        room += 12 * TOC_MM;
    if (next < end && next->kind == TOC_BLOCK_FACTS && next->rows.count < 8)
        return room + (toc_um)next->rows.count * 9 * TOC_MM;
    if (next < end && next->kind == TOC_BLOCK_FIGURE)
        return room + next->scene->height + 12 * TOC_MM;
    return room + (next < end && next->kind == TOC_BLOCK_TABLE ? 30 * TOC_MM : 15 * TOC_MM);
}

static void add_heading(toc_paper *paper, const toc_block *block)
{
    static const struct {
        toc_um size;
        toc_um before;
        toc_colour_rgb colour;
        const char *tag;
    } looks[] = {{0, 0, 0, NULL},
                 {5400, 7 * TOC_MM, TOC_COLOUR_ACCENT, "H1"},
                 {4300, 5 * TOC_MM, TOC_COLOUR_INK, "H2"},
                 {3700, 3 * TOC_MM, TOC_COLOUR_SOFT, "H3"},
                 {3400, 3 * TOC_MM, TOC_COLOUR_INK, "H4"}};
    const char *text = heading_text(paper, block);
    toc_print print = {looks[block->level].size, true, looks[block->level].colour};
    toc_scene_mark mark = {.title = text, .level = block->level};

    if (strncmp(block->id, "annex", 5) == 0 && paper->y > TOC_PAGE_TOP)
        toc_paper_new_page(paper);
    if (!toc_paper_need(paper, looks[block->level].before + room_behind(paper, block)) &&
        paper->y > TOC_PAGE_TOP)
        paper->y += looks[block->level].before;
    mark.y = paper->y;
    if (mark.level <= TOC_MARK_LEVELS)
        TOC_PUSH(paper->arena, &paper->page->marks, mark);
    toc_paper_text(paper, looks[block->level].tag, text, 0, print);
}

static void add_item(toc_paper *paper, const toc_block *block)
{
    toc_print print = {BODY, false, toc_paper_colour(block->tone)};
    toc_face_text dot = toc_face_set(paper->face, paper->arena, "•", BODY, false, 0);

    (void)toc_paper_need(paper, 2 * BODY);
    toc_paper_lines(paper, &dot, 0, dot.count, (toc_spot){TOC_PAGE_LEFT + TOC_MM, paper->y},
                    TOC_COLOUR_INK);
    toc_paper_text(paper, "LI", block->text, 5 * TOC_MM, print);
    paper->y -= BODY * 3 / 10;
}

static void add_figure(toc_paper *paper, const toc_block *block)
{
    toc_print caption = {SMALL, false, TOC_COLOUR_SOFT};
    const toc_scene *scene = block->scene;
    toc_rect from = {0, 0, scene->width, scene->height};
    toc_rect at;

    (void)toc_paper_need(paper, scene->height + 12 * TOC_MM);
    at = (toc_rect){TOC_PAGE_LEFT, paper->y + TOC_MM, scene->width, scene->height};
    toc_scene_open_tag(paper->page, "Figure");
    toc_scene_part(paper->page, scene, from, at);
    toc_scene_close(paper->page);
    paper->y = at.y + at.height + 2 * TOC_MM;
    toc_paper_text(paper, "Caption", block->text, 0, caption);
    paper->y += 3 * TOC_MM;
}

static void add_code(toc_paper *paper, const toc_block *block)
{
    toc_print caption = {BODY, true, TOC_COLOUR_INK};
    toc_print print = {CODE, false, TOC_COLOUR_INK};

    toc_paper_text(paper, "Caption", block->caption, 0, caption);
    for (const char *at = block->text; *at;) {
        size_t size = strcspn(at, "\n");
        const char *line = toc_arena_copy(paper->arena, at, size);

        print.colour = *line == '+'   ? toc_paper_colour(TOC_TONE_GOOD)
                       : *line == '-' ? toc_paper_colour(TOC_TONE_BAD)
                                      : TOC_COLOUR_INK;
        toc_paper_text(paper, "Code", size ? line : " ", 2 * TOC_MM, print);
        paper->y -= CODE * 6 / 10;
        at += size + (at[size] == '\n');
    }
    paper->y += 4 * TOC_MM;
}

static void add_block(toc_paper *paper, const toc_block *block)
{
    toc_print print = {BODY, false, toc_paper_colour(block->tone)};

    switch (block->kind) {
    case TOC_BLOCK_HEADING:
        add_heading(paper, block);
        break;
    case TOC_BLOCK_TEXT:
        toc_paper_text(paper, "P", block->text, 0, print);
        break;
    case TOC_BLOCK_ITEM:
        add_item(paper, block);
        break;
    case TOC_BLOCK_FACTS:
        toc_paper_facts(paper, block);
        break;
    case TOC_BLOCK_TABLE:
        toc_paper_table(paper, block);
        break;
    case TOC_BLOCK_FIGURE:
        add_figure(paper, block);
        break;
    case TOC_BLOCK_CODE:
        add_code(paper, block);
        break;
    }
}

/* ── contents ────────────────────────────────────────────────────────────── */

/* A line of the contents: a link to its page, whose number is known when all pages are. */
typedef struct entry {
    const char *title;
    unsigned level;
    uint32_t page; /* of the body, from 0 */
    toc_scene *scene;
    toc_um y;
    uint32_t item; /* that opens the link */
} entry;

typedef TOC_VEC(entry) entries;

static void collect(toc_paper *paper, entries *out)
{
    for (uint32_t i = 0; i < paper->pages.count; i++) {
        const toc_scene *page = paper->pages.items[i];

        for (uint32_t k = 0; k < page->marks.count; k++) {
            entry it = {page->marks.items[k].title, page->marks.items[k].level, i, NULL, 0, 0};

            if (it.level <= 2)
                TOC_PUSH(paper->arena, out, it);
        }
    }
}

static void add_entry(toc_paper *front, entry *it)
{
    toc_um indent = it->level == 1 ? 0 : 6 * TOC_MM;
    toc_face_text text = toc_face_set(front->face, front->arena, it->title, BODY, it->level == 1,
                                      TOC_PAGE_BODY - indent - 15 * TOC_MM);

    (void)toc_paper_need(front, text.height);
    it->scene = front->page;
    it->y = front->y;
    it->item = front->page->items.count;
    toc_scene_open(front->page, TOC_ROLE_NONE, NULL, NULL, NULL);
    toc_paper_lines(front, &text, 0, text.count, (toc_spot){TOC_PAGE_LEFT + indent, front->y},
                    TOC_COLOUR_INK);
    toc_scene_close(front->page);
    front->y += text.height + (it->level == 1 ? BODY * 5 / 10 : BODY * 2 / 10);
}

static void finish_entry(toc_paper *front, const entry *it)
{
    uint32_t number = front->pages.count + it->page + 1;
    const char *text = toc_arena_printf(front->arena, "%u", (unsigned)number);
    toc_face_text set = toc_face_set(front->face, front->arena, text, BODY, false, 0);
    toc_um x = TOC_PAGE_LEFT + TOC_PAGE_BODY - set.width;

    it->scene->items.items[it->item].link =
        toc_arena_printf(front->arena, "#sheet-%u", (unsigned)number);
    front->page = it->scene;
    toc_paper_lines(front, &set, 0, set.count, (toc_spot){x, it->y}, TOC_COLOUR_INK);
}

static void make_front(toc_paper *front, entries *list)
{
    toc_print title = {TITLE, true, TOC_COLOUR_ACCENT};
    toc_print subtitle = {SUBTITLE, false, TOC_COLOUR_INK};
    toc_print contents = {4300, true, TOC_COLOUR_INK};

    toc_paper_new_page(front);
    front->y = 45 * TOC_MM;
    toc_paper_text(front, "H1", front->doc->title, 0, title);
    toc_paper_text(front, "P", front->doc->subtitle, 0, subtitle);
    front->y += 14 * TOC_MM;
    toc_paper_text(front, "H2", front->doc->contents, 0, contents);
    for (uint32_t i = 0; i < list->count; i++)
        add_entry(front, &list->items[i]);
    for (uint32_t i = 0; i < list->count; i++)
        finish_entry(front, &list->items[i]);
}

/* ── heads and feet ──────────────────────────────────────────────────────── */

static const char *fill_number(const toc_paper *paper, const char *text, char slot, uint32_t number)
{
    char mark[] = {'{', slot, '}', '\0'};
    const char *at = strstr(text, mark);

    if (!at)
        return text;
    return toc_arena_printf(paper->arena, "%.*s%u%s", (int)(at - text), text, (unsigned)number,
                            at + 3);
}

static void add_running(toc_paper *paper, toc_scene *page, uint32_t number, uint32_t count)
{
    const char *foot =
        fill_number(paper, fill_number(paper, paper->doc->page_of, '1', number), '2', count);
    toc_face_text right = toc_face_set(paper->face, paper->arena, foot, SMALL, false, 0);
    toc_face_text left = toc_face_set(
        paper->face, paper->arena,
        toc_arena_printf(paper->arena, "%s – %s", paper->doc->title, paper->doc->subtitle), SMALL,
        false, TOC_PAGE_BODY);
    toc_pen rule = {.stroke = TOC_COLOUR_RULE, .fill = TOC_NO_COLOUR, .width = 200};
    toc_um y = HEAD_TOP + toc_paper_line_height(&left) + TOC_MM;

    paper->page = page;
    toc_paper_lines(paper, &right, 0, right.count,
                    (toc_spot){TOC_PAGE_LEFT + TOC_PAGE_BODY - right.width, FOOT_TOP},
                    TOC_COLOUR_SOFT);
    if (number == 1 || left.count == 0)
        return;
    toc_paper_lines(paper, &left, 0, 1, (toc_spot){TOC_PAGE_LEFT, HEAD_TOP}, TOC_COLOUR_SOFT);
    toc_scene_rule(page, (toc_spot){TOC_PAGE_LEFT, y}, (toc_spot){TOC_PAGE_LEFT + TOC_PAGE_BODY, y},
                   rule);
}

static toc_status write_pages(const toc_paper *front, const toc_paper *body, FILE *out)
{
    uint32_t count = front->pages.count + body->pages.count;
    const toc_scene **sheets = TOC_NEW_ARRAY(body->arena, const toc_scene *, count);

    for (uint32_t i = 0; i < count; i++)
        sheets[i] = i < front->pages.count ? front->pages.items[i]
                                           : body->pages.items[i - front->pages.count];
    return toc_paint_pdf(sheets, count, out);
}

toc_status toc_paper_write(const toc_document *doc, FILE *out)
{
    toc_paper body = {.doc = doc, .arena = doc->arena, .face = toc_face_new(doc->lang)};
    toc_paper front = {.doc = doc, .arena = doc->arena, .face = body.face};
    entries list = {NULL, 0, 0};

    toc_paper_new_page(&body);
    for (uint32_t i = 0; i < doc->blocks.count; i++) {
        if (toc_block_is_read(&doc->blocks.items[i]))
            add_block(&body, &doc->blocks.items[i]);
    }
    collect(&body, &list);
    make_front(&front, &list);
    front.pages.items[0]->title =
        toc_arena_printf(doc->arena, "%s – %s", doc->title, doc->subtitle);
    for (uint32_t i = 0; i < front.pages.count; i++)
        add_running(&front, front.pages.items[i], i + 1, front.pages.count + body.pages.count);
    for (uint32_t i = 0; i < body.pages.count; i++)
        add_running(&body, body.pages.items[i], front.pages.count + i + 1,
                    front.pages.count + body.pages.count);
    toc_face_free(body.face);
    return write_pages(&front, &body, out);
}

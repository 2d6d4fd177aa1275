/* svg.c - the items of scenes as elements of SVG. */
#include "draw/svg.h"

#include <string.h>

#include "base/intern.h"
#include "draw/svg_film.h"
#include "draw/xml.h"

enum { GAP = 5 * TOC_MM }; /* between two sheets */

/* A scene that parts show, and how often. */
typedef struct shown {
    const toc_scene *scene;
    uint32_t count;
} shown;

typedef struct writer {
    FILE *out;
    toc_arena *arena;
    toc_intern_table *ids; /* those written */
    toc_symbol last;       /* of them */
    TOC_VEC(shown) parts;
    uint32_t sheet_count;
    const char *lang;   /* of the element at hand */
    const char *prefix; /* of all ids; "": none */
    unsigned links;     /* open ones: a link in a link is none */
} writer;

/* ── numbers, colours ────────────────────────────────────────────────────── */

/* Millimetres, exact. */
static const char *number_text(toc_um value, char out[24])
{
    uint32_t size = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
    uint32_t rest = size % 1000;
    int digits = 3;

    for (; rest > 0 && rest % 10 == 0; rest /= 10)
        digits--;
    if (rest > 0)
        snprintf(out, 24, "%s%u.%0*u", value < 0 ? "-" : "", (unsigned)(size / 1000), digits,
                 (unsigned)rest);
    else
        snprintf(out, 24, "%s%u", value < 0 ? "-" : "", (unsigned)(size / 1000));
    return out;
}

static void put_number(FILE *out, toc_um value)
{
    char text[24];

    fputs(number_text(value, text), out);
}

static void put_length(FILE *out, const char *name, toc_um value)
{
    fprintf(out, " %s=\"", name);
    put_number(out, value);
    putc('"', out);
}

static void put_rect(FILE *out, toc_rect at)
{
    put_length(out, "x", at.x);
    put_length(out, "y", at.y);
    put_length(out, "width", at.width);
    put_length(out, "height", at.height);
}

static void put_view_box(FILE *out, toc_rect at)
{
    const toc_um numbers[] = {at.x, at.y, at.width, at.height};

    fputs(" viewBox=\"", out);
    for (unsigned i = 0; i < 4; i++) {
        fputs(i > 0 ? " " : "", out);
        put_number(out, numbers[i]);
    }
    putc('"', out);
}

static void put_colour(FILE *out, const char *name, toc_colour_rgb colour)
{
    if (colour == TOC_NO_COLOUR)
        fprintf(out, " %s=\"none\"", name);
    else
        fprintf(out, " %s=\"#%06x\"", name, (unsigned)(colour & 0xffffff));
}

static void put_pen(FILE *out, const toc_pen *pen)
{
    put_colour(out, "fill", pen->fill);
    if (pen->veil > 0)
        fprintf(out, " fill-opacity=\"0.%02u\" pointer-events=\"none\"", 100u - pen->veil);
    if (pen->stroke == TOC_NO_COLOUR || pen->width <= 0)
        return;
    put_colour(out, "stroke", pen->stroke);
    put_length(out, "stroke-width", pen->width);
    if (pen->dash > 0)
        put_length(out, "stroke-dasharray", pen->dash);
}

static void put_spot(FILE *out, toc_spot spot)
{
    put_number(out, spot.x);
    putc(',', out);
    put_number(out, spot.y);
}

static void put_spots(FILE *out, const toc_spot *spots, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        fputs(i > 0 ? " " : "", out);
        put_spot(out, spots[i]);
    }
}

/* ── items ───────────────────────────────────────────────────────────────── */

static void put_box(FILE *out, const toc_scene_item *item)
{
    fputs("<rect", out);
    put_rect(out, item->at);
    if (item->radius > 0)
        put_length(out, "rx", item->radius);
    put_pen(out, &item->pen);
    if (item->act) {
        putc('>', out);
        toc_svg_act_put_growth(out, item->act, number_text(item->at.width, (char[24]){0}));
        fputs("</rect>\n", out);
        return;
    }
    fputs("/>\n", out);
}

static void put_polygon(FILE *out, const toc_spot *spots, uint32_t count, const toc_pen *pen)
{
    fputs("<polygon points=\"", out);
    put_spots(out, spots, count);
    putc('"', out);
    put_pen(out, pen);
    fputs("/>\n", out);
}

static void put_line(FILE *out, const toc_scene_item *item)
{
    toc_pen pen = item->pen;
    toc_spot head[3];
    toc_spot end;

    if (item->spot_count < 2)
        return;
    pen.fill = TOC_NO_COLOUR;
    end = item->spots[item->spot_count - 1];
    if (item->head > 0)
        toc_scene_head(item, head, &end);
    fputs("<polyline points=\"", out);
    put_spots(out, item->spots, item->spot_count - 1);
    putc(' ', out);
    put_spot(out, end);
    putc('"', out);
    put_pen(out, &pen);
    fputs("/>\n", out);
    if (item->head > 0)
        put_polygon(out, head, 3, &(toc_pen){.stroke = TOC_NO_COLOUR, .fill = item->pen.stroke});
}

static void put_text(FILE *out, const toc_scene_item *item)
{
    if (!*item->text)
        return;
    fputs("<text", out);
    put_length(out, "x", item->at.x);
    put_length(out, "y", item->at.y);
    put_length(out, "font-size", item->size);
    if (item->is_bold)
        fputs(" font-weight=\"700\"", out);
    put_colour(out, "fill", item->pen.fill);
    if (item->at.width > 0) {
        put_length(out, "textLength", item->at.width);
        fputs(" lengthAdjust=\"spacingAndGlyphs\"", out);
    }
    putc('>', out);
    toc_xml_put(out, item->text);
    fputs("</text>\n", out);
}

/* ── groups ──────────────────────────────────────────────────────────────── */

static const char *role_word(toc_scene_role role)
{
    static const char *const words[] = {
        [TOC_ROLE_NONE] = "group",  [TOC_ROLE_NODE] = "node", [TOC_ROLE_EDGE] = "edge",
        [TOC_ROLE_LABEL] = "label", [TOC_ROLE_BAND] = "band", [TOC_ROLE_LANE] = "lane",
        [TOC_ROLE_FRAME] = "frame"};

    return words[role];
}

/* What a screen reader takes it for: a line is one thing, the others have things in them. */
static const char *aria_role(toc_scene_role role)
{
    if (role == TOC_ROLE_NONE || role == TOC_ROLE_LABEL)
        return NULL;
    return role == TOC_ROLE_EDGE ? "graphics-symbol img" : "graphics-object group";
}

/* `node-step:early.cutoff`; letters that a name in XML cannot have become `_`. */
static char *id_of(const writer *w, const toc_scene_item *item)
{
    char *id = toc_arena_printf(w->arena, "%s%s-%s", w->prefix, role_word(item->role), item->id);

    for (char *at = id; *at; at++) {
        bool is_letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                         (*at >= '0' && *at <= '9') || strchr("-._:", *at);
        if (!is_letter)
            *at = '_';
    }
    return id;
}

/* Symbols are numbered as they come. */
static bool is_new(writer *w, const char *id)
{
    toc_symbol symbol = toc_intern(w->ids, id, strlen(id));
    bool is_later = symbol.v == 0 || symbol.v > w->last.v; /* 0: memory is used up */

    if (is_later)
        w->last = symbol;
    return is_later;
}

/* The first is called by its name, the others have a number as well. */
static void put_id(writer *w, const toc_scene_item *item)
{
    const char *name = id_of(w, item);
    const char *id = name;

    for (uint32_t i = 2; !is_new(w, id); i++)
        id = toc_arena_printf(w->arena, "%s.%u", name, (unsigned)i);
    toc_xml_put_attribute(w->out, "id", id);
    toc_xml_put_attribute(w->out, "data-key", item->id);
}

static bool is_word_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Of a band or lane without a title: what is written in it, its lines put together again. */
static void put_texts(writer *w, const toc_scene *scene, uint32_t first)
{
    char last = '\0';

    fputs("<title>", w->out);
    for (uint32_t i = first + 1; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        if (item->kind == TOC_SCENE_CLOSE || item->kind == TOC_SCENE_OPEN)
            break;
        if (item->kind != TOC_SCENE_TEXT || !*item->text)
            continue;
        fputs(is_word_letter(last) && is_word_letter(*item->text) ? " " : "", w->out);
        toc_xml_put(w->out, item->text);
        last = item->text[strlen(item->text) - 1];
    }
    fputs("</title>", w->out);
}

static bool may_link(const writer *w, const char *link)
{
    return w->links == 0 && toc_scene_link_is_safe(link) &&
           (*link != '#' ||
            (toc_scene_link_sheet(link) > 0 && toc_scene_link_sheet(link) <= w->sheet_count));
}

/* Returns whether a link was opened as well. */
static bool open_group(writer *w, const toc_scene *scene, uint32_t index)
{
    const toc_scene_item *item = &scene->items.items[index];
    const char *role = aria_role(item->role);
    bool is_linked = may_link(w, item->link);

    fprintf(w->out, "<g class=\"%s%s\"", role_word(item->role),
            item->act ? toc_svg_act_class(item->act) : "");
    if (item->id)
        put_id(w, item);
    if (item->act)
        toc_svg_act_put_attributes(w->out, item->act);
    if (role)
        toc_xml_put_attribute(w->out, "role", role);
    putc('>', w->out);
    if (item->text) {
        fputs("<title>", w->out);
        toc_xml_put(w->out, item->text);
        fputs("</title>", w->out);
    } else if (item->role == TOC_ROLE_BAND || item->role == TOC_ROLE_LANE) {
        put_texts(w, scene, index);
    }
    if (item->act)
        toc_svg_act_put(w->out, item->act);
    if (item->act && item->act->kind == TOC_ACT_AGAIN) {
        fputs("<a href=\"#film\">\n", w->out);
        w->links++;
        return true;
    }
    if (is_linked) {
        fputs("<a", w->out);
        toc_xml_put_attribute(w->out, "href", item->link);
        putc('>', w->out);
        w->links++;
    }
    putc('\n', w->out);
    return is_linked;
}

static void close_group(writer *w, bool is_linked)
{
    fputs(is_linked ? "</a></g>\n" : "</g>\n", w->out);
    w->links -= is_linked;
}

/* ── letters ─────────────────────────────────────────────────────────────── */

static const char *families(const char *lang)
{
    if (strcmp(lang, "zh-Hant") == 0)
        return "'Noto Sans CJK TC','Source Han Sans TC','Noto Sans TC','PingFang TC',"
               "'Microsoft JhengHei',sans-serif";
    return "'Noto Sans CJK SC','Source Han Sans SC','Noto Sans SC','PingFang SC',"
           "'Microsoft YaHei',sans-serif";
}

static void put_lang(writer *w, const char *lang)
{
    if (w->lang && strcmp(w->lang, lang) == 0)
        return;
    toc_xml_put_attribute(w->out, "xml:lang", lang);
    fprintf(w->out, " font-family=\"%s\"", families(lang));
    w->lang = lang;
}

/* ── scenes ──────────────────────────────────────────────────────────────── */

static void put_items(writer *w, const toc_scene *scene, const toc_rect *window);

/* Its place among those shown more than once, from 1; 0: it is shown once. */
static uint32_t part_number(const writer *w, const toc_scene *scene)
{
    for (uint32_t i = 0; i < w->parts.count; i++) {
        if (w->parts.items[i].scene == scene)
            return w->parts.items[i].count > 1 ? i + 1 : 0;
    }
    return 0;
}

static void put_part(writer *w, const toc_scene_item *item)
{
    uint32_t number = part_number(w, item->part);
    const char *lang = w->lang;

    if (item->from.width <= 0 || item->from.height <= 0)
        return;
    fputs("<svg", w->out);
    put_rect(w->out, item->at);
    put_view_box(w->out, item->from);
    fputs(" overflow=\"hidden\"", w->out);
    if (number > 0) {
        fprintf(w->out, "><use href=\"#%spart-%u\"/></svg>\n", w->prefix, (unsigned)number);
        return;
    }
    put_lang(w, item->part->lang);
    fputs(">\n", w->out);
    put_items(w, item->part, &item->from);
    fputs("</svg>\n", w->out);
    w->lang = lang;
}

static void put_item(writer *w, const toc_scene_item *item)
{
    switch (item->kind) {
    case TOC_SCENE_BOX:
        put_box(w->out, item);
        break;
    case TOC_SCENE_SHAPE:
        put_polygon(w->out, item->spots, item->spot_count, &item->pen);
        break;
    case TOC_SCENE_LINE:
        put_line(w->out, item);
        break;
    case TOC_SCENE_TEXT:
        put_text(w->out, item);
        break;
    case TOC_SCENE_PART:
        put_part(w, item);
        break;
    case TOC_SCENE_OPEN:
    case TOC_SCENE_CLOSE:
        break;
    }
}

/* Groups that nobody closed are closed at the end: the file is whole whatever was drawn. */
static void put_items(writer *w, const toc_scene *scene, const toc_rect *window)
{
    TOC_VEC(bool) open = {NULL, 0, 0}; /* of each group: has it a link? */

    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *item = &scene->items.items[i];

        if (item->kind == TOC_SCENE_OPEN && !toc_scene_group_is_seen(scene, i, window))
            i = toc_scene_group_end(scene, i);
        else if (item->kind == TOC_SCENE_OPEN)
            TOC_PUSH(w->arena, &open, open_group(w, scene, i));
        else if (item->kind == TOC_SCENE_CLOSE && open.count > 0)
            close_group(w, open.items[--open.count]);
        else if (toc_scene_is_seen(toc_scene_extent(item), window))
            put_item(w, item);
    }
    while (open.count > 0)
        close_group(w, open.items[--open.count]);
}

/* ── parts shown more than once ──────────────────────────────────────────── */

static void count_parts(writer *w, const toc_scene *scene)
{
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene *part = scene->items.items[i].part;
        uint32_t k = 0;

        if (scene->items.items[i].kind != TOC_SCENE_PART)
            continue;
        while (k < w->parts.count && w->parts.items[k].scene != part)
            k++;
        if (k == w->parts.count) {
            TOC_PUSH(w->arena, &w->parts, ((shown){part, 0}));
            count_parts(w, part);
        }
        w->parts.items[k].count++;
    }
}

static void put_parts(writer *w)
{
    bool is_any = false;

    for (uint32_t i = 0; i < w->parts.count; i++) {
        if (w->parts.items[i].count < 2)
            continue;
        fprintf(w->out, "%s<g id=\"%spart-%u\"", is_any ? "" : "<defs>\n", w->prefix,
                (unsigned)i + 1);
        w->lang = NULL;
        put_lang(w, w->parts.items[i].scene->lang);
        fputs(">\n", w->out);
        put_items(w, w->parts.items[i].scene, NULL);
        fputs("</g>\n", w->out);
        is_any = true;
    }
    fputs(is_any ? "</defs>\n" : "", w->out);
}

/* ── the file ────────────────────────────────────────────────────────────── */

static toc_rect whole(const toc_scene *const *sheets, uint32_t count)
{
    toc_rect all = {0, 0, 0, 0};

    for (uint32_t i = 0; i < count; i++) {
        if (sheets[i]->width > all.width)
            all.width = sheets[i]->width;
        all.height += sheets[i]->height + (i > 0 ? (toc_um)GAP : 0);
    }
    return all;
}

/* A film fills the window it plays in. */
static void put_root_size(FILE *out, toc_rect all, bool is_film)
{
    if (is_film) {
        fputs(" width=\"100%\" height=\"100%\"", out);
        return;
    }
    fputs(" width=\"", out);
    put_number(out, all.width);
    fputs("mm\" height=\"", out);
    put_number(out, all.height);
    fputs("mm\"", out);
}

static void put_root(writer *w, const toc_scene *first, toc_rect all)
{
    bool has_title = first->title && *first->title;
    bool has_desc = first->description && *first->description;

    fputs("<svg xmlns=\"http://www.w3.org/2000/svg\"", w->out);
    put_root_size(w->out, all, first->film > 0);
    put_view_box(w->out, all);
    fputs(" version=\"1.1\" role=\"graphics-document document\"", w->out);
    if (has_title)
        fprintf(w->out, " aria-labelledby=\"%stitle%s%s%s\"", w->prefix, has_desc ? " " : "",
                has_desc ? w->prefix : "", has_desc ? "desc" : "");
    put_lang(w, first->lang);
    fputs(" xml:space=\"preserve\" stroke-linejoin=\"round\">\n", w->out);
    if (has_title) {
        fprintf(w->out, "<title id=\"%stitle\">", w->prefix);
        toc_xml_put(w->out, first->title);
        fputs("</title>\n", w->out);
    }
    if (has_desc) {
        fprintf(w->out, "<desc id=\"%sdesc\">", w->prefix);
        toc_xml_put(w->out, first->description);
        fputs("</desc>\n", w->out);
    }
    if (first->film > 0)
        toc_svg_film_put(w->out, first->film);
}

static void put_sheet(writer *w, const toc_scene *sheet, uint32_t number, toc_um y)
{
    const char *lang = w->lang;
    toc_rect at = {0, y, sheet->width, sheet->height};
    toc_rect own = {0, 0, sheet->width, sheet->height};

    fprintf(w->out, "<svg id=\"%ssheet-%u\"", w->prefix, (unsigned)number);
    put_rect(w->out, at);
    put_view_box(w->out, own);
    put_lang(w, sheet->lang);
    fputs(" overflow=\"hidden\">\n", w->out);
    if (sheet->title && number > 1) {
        fputs("<title>", w->out);
        toc_xml_put(w->out, sheet->title);
        fputs("</title>\n", w->out);
    }
    put_box(w->out,
            &(toc_scene_item){.at = own, .pen = {.stroke = TOC_NO_COLOUR, .fill = sheet->paper}});
    put_items(w, sheet, NULL);
    fputs("</svg>\n", w->out);
    w->lang = lang;
}

static toc_status write_sheets(writer *w, const toc_scene *const *sheets, uint32_t count)
{
    toc_um y = 0;

    w->arena = sheets[0]->arena;
    w->ids = toc_intern_new(w->arena);
    for (uint32_t i = 0; i < count; i++)
        count_parts(w, sheets[i]);
    put_root(w, sheets[0], whole(sheets, count));
    put_parts(w);
    for (uint32_t i = 0; i < count; i++) {
        w->lang = sheets[0]->lang;
        put_sheet(w, sheets[i], i + 1, y);
        y += sheets[i]->height + GAP;
    }
    fputs("</svg>\n", w->out);
    return fflush(w->out) == 0 && !ferror(w->out) ? TOC_OK : TOC_EIO;
}

toc_status toc_svg_write(const toc_scene *const *sheets, uint32_t count, FILE *out)
{
    writer w = {.out = out, .sheet_count = count, .prefix = ""};

    for (uint32_t i = 0; i < count; i++) {
        if (toc_scene_is_too_deep(sheets[i]))
            return TOC_EINVAL;
    }
    if (count == 0)
        return TOC_EINVAL;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", out);
    return write_sheets(&w, sheets, count);
}

toc_status toc_svg_write_inside(const toc_scene *sheet, const char *prefix, FILE *out)
{
    writer w = {.out = out, .sheet_count = 1, .prefix = prefix};

    if (toc_scene_is_too_deep(sheet))
        return TOC_EINVAL;
    return write_sheets(&w, &sheet, 1);
}

/* dot_labels.c - what stands on the nodes, bands and lines of the DOT, and how large. */
#include <string.h>

#include "base/utf8.h"
#include "chart/dot_private.h"

/* ── sizes of letters ────────────────────────────────────────────────────── */

static uint64_t tenths_of(toc_um length)
{
    return length > 0 ? (uint64_t)length * 18 / 635 : 0;
}

static unsigned least_of(uint64_t size, unsigned most)
{
    if (size > most)
        return most;
    return size < TOC_DOT_FONT_LEAST ? (unsigned)TOC_DOT_FONT_LEAST : (unsigned)size;
}

unsigned toc_dot_fit_box(toc_dot_block text, toc_um width, toc_um height, unsigned most)
{
    uint64_t across = tenths_of(width) * 100 / (55 * (uint64_t)(text.columns + 1));
    uint64_t down = tenths_of(height) * 10 / (12 * (uint64_t)text.lines + 4);

    return least_of(across < down ? across : down, most);
}

/* First and last lines are shorter than the widest: the corners may stand out a little. */
unsigned toc_dot_fit_diamond(toc_dot_block text, toc_um width, toc_um height, unsigned most)
{
    uint64_t w = tenths_of(width);
    uint64_t h = tenths_of(height);
    uint64_t slope = 55 * (uint64_t)text.columns * h + 120 * (uint64_t)text.lines * w;

    return least_of(slope > 0 ? w * h * 120 / slope : most, most);
}

toc_dot_block toc_dot_block_of(const char *label)
{
    toc_dot_block text = {0, 0};

    if (label)
        toc_dot_text_measure(label, &text.lines, &text.columns);
    return text;
}

/* ── labels ──────────────────────────────────────────────────────────────── */

enum { BOX_WIDTH = 24, DIAMOND_WIDTH = 14, EDGE_WIDTH = 16, CONDITION_WIDTH = 26 };

static bool is_chinese(const toc_dot *d)
{
    return strcmp(d->flow->lang, "en") != 0;
}

void toc_dot_put_title(toc_dot *d, toc_title title, unsigned width)
{
    if (title.first)
        toc_dot_text_lines(&d->text, "", title.first, "", width);
    if (title.second)
        toc_dot_text_lines(&d->text, "", title.second, "", width);
}

/* Who does it, and by when, on one line where there is room. */
static void put_owner(toc_dot *d, const toc_flow_node *node, unsigned width)
{
    const char *owner = node->lane->title.first;
    const char *deadline = node->deadline ? node->deadline : "";
    size_t columns = toc_utf8_width(owner, strlen(owner)) + 6;

    toc_dot_text_lines(&d->text, is_chinese(d) ? "【" : "(", owner, is_chinese(d) ? "】" : ")",
                       width);
    if (!node->deadline)
        return;
    if (columns + toc_utf8_width(deadline, strlen(deadline)) <= width)
        toc_dot_text_put(&d->text, "  ");
    else
        toc_dot_text_begin_line(&d->text);
    toc_dot_text_put(&d->text, deadline);
    if (node->twin && node->twin->deadline && strcmp(deadline, node->twin->deadline) != 0)
        toc_dot_text_lines(&d->text, "", node->twin->deadline, "", width);
}

/* What stands before a text and behind it. */
typedef struct bounds {
    const char *before, *after;
    unsigned width;
} bounds;

/* @p second is the same in the second language; NULL: there is none. */
static void put_lines(toc_dot *d, const char *text, const char *second, bounds at)
{
    if (text)
        toc_dot_text_lines(&d->text, at.before, text, at.after, at.width);
    if (text && second && strcmp(text, second) != 0)
        toc_dot_text_lines(&d->text, at.before, second, at.after, at.width);
}

static void put_details(toc_dot *d, const toc_flow_node *node, unsigned width)
{
    const toc_flow_node *twin = node->twin ? node->twin : node;

    if (node->lane && node->kind != TOC_FLOW_RECEIVER)
        put_owner(d, node, width);
    else
        put_lines(d, node->deadline, twin->deadline, (bounds){"", "", width});
    put_lines(d, node->repeats, twin->repeats, (bounds){"", "", width});
    put_lines(d, node->with, twin->with, (bounds){"+ ", "", width});
    put_lines(d, node->to, twin->to, (bounds){"→ ", "", width});
    put_lines(d, node->condition, twin->condition, (bounds){"[", "]", CONDITION_WIDTH});
}

static const char *word(const toc_dot *d, toc_word which)
{
    return toc_wording_word(&d->flow->wording, which);
}

static const char *grade(const toc_dot *d, const toc_plan_level *level)
{
    return toc_symbol_text(d->flow->plan->names, level->base.name);
}

/* "III級", "Level III"; a named ladder comes first: "warning yellow". */
static void put_level(toc_dot *d, const toc_plan_level *level)
{
    if (!level->ladder->is_unnamed) {
        toc_dot_text_put(&d->text, level->ladder->base.full);
        toc_dot_text_put(&d->text, " ");
    } else if (!is_chinese(d)) {
        toc_dot_text_put(&d->text, "Level ");
    }
    toc_dot_text_put(&d->text, grade(d, level));
    if (level->ladder->is_unnamed && is_chinese(d))
        toc_dot_text_put(&d->text, word(d, TOC_WORD_LEVEL));
}

static void put_other_title(toc_dot *d, const toc_plan_level *level, toc_title title,
                            unsigned width)
{
    if (title.first && strcmp(title.first, grade(d, level)) == 0)
        title.first = NULL;
    toc_dot_put_title(d, title, width);
}

void toc_dot_put_grade(toc_dot *d, const toc_plan_level *level, toc_title title, unsigned width)
{
    put_level(d, level);
    put_other_title(d, level, title, width);
}

/* "宣布 III級", and its title. */
static void put_plate(toc_dot *d, const toc_flow_node *node)
{
    if (node->lane) {
        toc_dot_text_put(&d->text, word(d, TOC_WORD_DECLARE));
        toc_dot_text_put(&d->text, " ");
    }
    put_level(d, node->band->level);
    put_other_title(d, node->band->level, node->title, BOX_WIDTH);
}

void toc_dot_put_label(toc_dot *d, const toc_flow_node *node)
{
    unsigned width = node->kind == TOC_FLOW_DECISION ? DIAMOND_WIDTH : BOX_WIDTH;
    const char *sign = toc_dot_sign(node->mark.state);

    if (node->kind == TOC_FLOW_LEVEL && node->band->level) { /* none: of an earlier plan */
        toc_dot_text_put(&d->text, sign);
        put_plate(d, node);
    } else if (node->kind == TOC_FLOW_FORMATION) {
        toc_dot_text_lines(&d->text, sign, word(d, TOC_WORD_FORM), "", BOX_WIDTH);
        toc_dot_put_title(d, node->title, width);
    } else if (node->title.first) {
        toc_dot_text_lines(&d->text, sign, node->title.first, "", width);
        toc_dot_put_title(d, (toc_title){NULL, node->title.second}, width);
    }
    if (node->mark.note)
        toc_dot_text_lines(&d->text, "", node->mark.note, "", width);
    put_details(d, node, width);
}

void toc_dot_put_tip(toc_dot *d, const toc_flow_node *node)
{
    toc_dot_text_put(&d->text, node->title.first ? node->title.first : node->key);
    if (node->deadline && node->since) {
        toc_dot_text_put(&d->text, ": ");
        toc_dot_text_put(&d->text, node->deadline);
        toc_dot_text_put(&d->text, " · ");
        toc_dot_text_put(&d->text, node->since);
    }
    toc_dot_put_mark_tip(d, &node->mark);
}

void toc_dot_put_edge_label(toc_dot *d, const toc_flow_edge *edge)
{
    const toc_flow_edge *twin = edge->twin ? edge->twin : edge;

    put_lines(d, edge->label, twin->label, (bounds){" ", " ", EDGE_WIDTH});
    put_lines(d, edge->condition, twin->condition, (bounds){" [", "] ", EDGE_WIDTH});
    put_lines(d, edge->wait, twin->wait, (bounds){" + ", " ", EDGE_WIDTH});
    if (edge->mark.state != TOC_FLOW_PLAIN)
        toc_dot_text_lines(&d->text, " ", toc_dot_sign(edge->mark.state), "", EDGE_WIDTH);
}

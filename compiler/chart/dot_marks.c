/* dot_marks.c - what changed, or how a drill stands, on nodes and lines of the DOT.
 *
 * Each state has a sign before the title, which the caption explains, and a colour and width of the
 * outline: none depends on a colour.  The tooltip says it in words. */
#include "chart/dot_private.h"

const char *toc_dot_sign(toc_flow_state state)
{
    static const char *const signs[TOC_FLOW_STATE_COUNT] = {
        [TOC_FLOW_PLAIN] = "",     [TOC_FLOW_ADDED] = "+ ",     [TOC_FLOW_REMOVED] = "× ",
        [TOC_FLOW_CHANGED] = "△ ", [TOC_FLOW_NOT_REACHED] = "", [TOC_FLOW_OPEN] = "○ ",
        [TOC_FLOW_RUNNING] = "▶ ", [TOC_FLOW_DONE] = "✓ ",      [TOC_FLOW_DONE_LATE] = "✓! ",
        [TOC_FLOW_OVERDUE] = "! ", [TOC_FLOW_MISSED] = "× ",    [TOC_FLOW_SKIPPED] = "» ",
        [TOC_FLOW_DEAD] = "— ",
    };
    return signs[state];
}

/* What is not asked of anybody: not yet, or not any more. */
static bool is_faint(toc_flow_state state)
{
    return state == TOC_FLOW_NOT_REACHED || state == TOC_FLOW_SKIPPED || state == TOC_FLOW_DEAD ||
           state == TOC_FLOW_REMOVED;
}

static const char *word_of(const toc_dot *d, toc_flow_state state)
{
    return toc_flow_state_word(d->chart, state);
}

void toc_dot_put_legend(toc_dot *d)
{
    bool is_there[TOC_FLOW_STATE_COUNT] = {false};
    bool is_first = true;

    for (uint32_t i = 0; i < d->flow->nodes.count; i++)
        is_there[d->flow->nodes.items[i]->mark.state] = true;
    for (uint32_t i = 0; i < d->flow->edges.count; i++)
        is_there[d->flow->edges.items[i]->mark.state] = true;
    for (unsigned state = TOC_FLOW_ADDED; state < TOC_FLOW_STATE_COUNT; state++) {
        if (!is_there[state] || !*toc_dot_sign((toc_flow_state)state))
            continue;
        if (is_first)
            toc_dot_text_begin_line(&d->text);
        else
            toc_dot_text_put(&d->text, "   ");
        toc_dot_text_put(&d->text, toc_dot_sign((toc_flow_state)state));
        toc_dot_text_put(&d->text, word_of(d, (toc_flow_state)state));
        is_first = false;
    }
}

void toc_dot_put_mark_tip(toc_dot *d, const toc_flow_mark *mark)
{
    if (mark->state == TOC_FLOW_PLAIN)
        return;
    toc_dot_text_put(&d->text, " · ");
    toc_dot_text_put(&d->text, word_of(d, mark->state));
    if (!mark->note)
        return;
    toc_dot_text_put(&d->text, " ");
    toc_dot_text_put(&d->text, mark->note);
}

static void colour(toc_dot *d, void *made, const toc_flow_mark *mark)
{
    toc_dot_set_colour(d, made, "color", toc_flow_sign_colour(d->theme, mark->state));
    toc_dot_set(d, made, "penwidth", is_faint(mark->state) ? "1" : "3");
}

void toc_dot_mark_node(toc_dot *d, void *made, const toc_flow_mark *mark, const char *style)
{
    if (mark->state == TOC_FLOW_PLAIN)
        return;
    colour(d, made, mark);
    if (!is_faint(mark->state))
        return;
    toc_dot_text_put_raw(&d->text, style);
    toc_dot_text_put_raw(&d->text, ",dashed");
    toc_dot_set_made(d, made, "style", toc_dot_text_take(&d->text));
}

void toc_dot_mark_edge(toc_dot *d, void *made, const toc_flow_mark *mark)
{
    if (mark->state == TOC_FLOW_PLAIN)
        return;
    colour(d, made, mark);
    toc_dot_set_colour(d, made, "fontcolor", toc_flow_sign_colour(d->theme, mark->state));
    if (is_faint(mark->state))
        toc_dot_set(d, made, "style", "dashed");
    toc_dot_put_mark_tip(d, mark);
    toc_dot_set_made(d, made, "tooltip", toc_dot_text_take(&d->text));
}

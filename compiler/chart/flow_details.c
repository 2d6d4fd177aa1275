/* flow_details.c - what stands on a node of a flow chart below its title, a line each.
 *
 * Beside what the node itself says stands what its edges say and no line has room for: waits
 * for what comes from another sheet, which grades set it off, when an outcome may be chosen. */
#include <string.h>

#include "chart/flow_chart.h"
#include "emit/wording_cond.h"

static const char *add_line(toc_arena *arena, const char *text, const char *line)
{
    if (!line || !*line)
        return text;
    return text ? toc_arena_printf(arena, "%s\n%s", text, line) : line;
}

/* ── from edges ──────────────────────────────────────────────────────────── */

/* `≥ III` of `while ≥ III`: the condition may say it already. */
static bool is_said(const toc_flow_node *node, const char *label)
{
    const char *grade = strchr(label, ' ') ? strrchr(label, ' ') + 1 : label;

    return node->condition && strstr(node->condition, grade);
}

static const char *cause_line(const toc_flow_edge *edge)
{
    bool is_grade = edge->kind == TOC_FLOW_EDGE_CAUSE && edge->source->kind == TOC_FLOW_LEVEL;

    return is_grade && edge->label && !is_said(edge->target, edge->label) ? edge->label : NULL;
}

/* A decision's stands beside the outcome, unless that is on another sheet. */
static const char *wait_line(const toc_flow_chart *chart, const toc_flow_edge *edge)
{
    if (!edge->wait || edge->source->kind == TOC_FLOW_DECISION)
        return NULL;
    return toc_arena_printf(chart->canvas->arena, "+ %s", edge->wait);
}

static const char *outcome_line(const toc_flow_chart *chart, const toc_flow_edge *edge)
{
    if (edge->source->kind != TOC_FLOW_DECISION || !edge->condition)
        return NULL;
    return toc_arena_printf(chart->canvas->arena, "%s: %s", edge->label ? edge->label : "→",
                            edge->condition);
}

/* Two edges of one outcome, or of one ladder, say the same. */
static bool is_there(const char *text, const char *line)
{
    const char *at = text ? strstr(text, line) : NULL;
    size_t size = strlen(line);

    return at && (at == text || at[-1] == '\n') && (at[size] == '\n' || at[size] == '\0');
}

static void note(toc_flow_chart *chart, const toc_flow_node *node, const char *line)
{
    const char **own = &chart->notes[node->index];

    if (line && !is_there(*own, line))
        *own = add_line(chart->canvas->arena, *own, line);
}

void toc_flow_chart_note_edges(toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;

    chart->notes = TOC_NEW_ARRAY(chart->canvas->arena, const char *, flow->nodes.count + 1u);
    for (uint32_t i = 0; i < flow->edges.count; i++) {
        const toc_flow_edge *edge = flow->edges.items[i];
        note(chart, edge->source, outcome_line(chart, edge));
        note(chart, edge->target, cause_line(edge));
        note(chart, edge->target, wait_line(chart, edge));
    }
}

/* ── all of it ───────────────────────────────────────────────────────────── */

bool toc_flow_mark_is_late(const toc_flow_mark *mark)
{
    return mark->state == TOC_FLOW_DONE_LATE || mark->state == TOC_FLOW_OVERDUE;
}

const char *toc_flow_chart_details(const toc_flow_chart *chart, const toc_flow_node *node)
{
    const toc_wording *w = &chart->flow->wording;
    toc_arena *arena = chart->canvas->arena;
    const char *text = toc_flow_mark_is_late(&node->mark) ? NULL : node->mark.note;

    text = add_line(arena, text, node->condition);
    text = add_line(arena, text, chart->notes[node->index]);
    if (node->deadline && node->since)
        text =
            add_line(arena, text, toc_wording_fill(w, TOC_WORD_REPORTS_SINCE, node->since, NULL));
    if (node->until)
        text =
            add_line(arena, text, toc_wording_fill(w, TOC_WORD_REPORTS_UNTIL, node->until, NULL));
    if (node->with)
        text = add_line(
            arena, text,
            toc_arena_printf(arena, "%s %s", toc_wording_word(w, TOC_WORD_WITH), node->with));
    return add_line(arena, text, node->to ? toc_arena_printf(arena, "→ %s", node->to) : NULL);
}

/* flow_details.c - what stands on a node of a flow chart below its title, a line each.
 *
 * Beside what the node itself says stands what its edges say and no line has room for: waits
 * for what comes from another sheet, which grades set it off, when an outcome may be chosen.
 * Where two languages are asked for, each line has the same in the second one below it, unless
 * that says the same. */
#include <ctype.h>
#include <string.h>

#include "chart/flow_chart.h"
#include "chart/passage.h"
#include "emit/wording_cond.h"

static const char *add_line(toc_arena *arena, const char *text, const char *line)
{
    if (!line || !*line)
        return text;
    return text ? toc_arena_printf(arena, "%s\n%s", text, line) : line;
}

/* @p second is the same in the second language, or NULL. */
static const char *in_both(toc_arena *arena, const char *first, const char *second,
                           const char *between)
{
    if (!first || !*first || !second || !*second || strcmp(first, second) == 0)
        return first;
    return toc_arena_printf(arena, "%s%s%s", first, between, second);
}

const char *toc_flow_edge_label(toc_arena *arena, const toc_flow_edge *edge)
{
    return in_both(arena, edge->label, edge->twin ? edge->twin->label : NULL, " / ");
}

/* ── from edges ──────────────────────────────────────────────────────────── */

/* Where a label says which grade: at its sign. */
static const char *sign_in(const char *label)
{
    static const char *const signs[] = {"≥", "=", "<"};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *at = strstr(label, signs[i]);
        if (at)
            return at;
    }
    return label;
}

/* With plain spaces, where lines are not to be broken. */
static const char *with_spaces(toc_arena *arena, const char *text)
{
    char *out = toc_arena_alloc(arena, strlen(text) + 1);
    size_t size = 0;

    for (; *text; text++) {
        bool is_bound = strncmp(text, "\xc2\xa0", 2) == 0;
        out[size++] = (char)(is_bound ? ' ' : *text);
        text += is_bound;
    }
    out[size] = '\0';
    return out;
}

/* `≥ III` of `while ≥ III` or `≥ III 期間`: the condition may say it already. */
static bool is_said(toc_arena *arena, const toc_flow_node *node, const char *label)
{
    const char *sign = sign_in(with_spaces(arena, label));
    const char *grade = strchr(sign, ' ') ? strchr(sign, ' ') + 1 : sign;
    size_t size = (size_t)(grade - sign) + strcspn(grade, " ");
    const char *said = node->condition ? with_spaces(arena, node->condition) : "";

    sign = toc_arena_copy(arena, sign, size);
    for (said = strstr(said, sign); said; said = strstr(said + size, sign)) {
        if (!isalnum((unsigned char)said[size]))
            return true;
    }
    return false;
}

static const char *cause_line(toc_arena *arena, const toc_flow_edge *edge)
{
    bool is_grade = edge->kind == TOC_FLOW_EDGE_CAUSE && edge->source->kind == TOC_FLOW_LEVEL;

    return is_grade && edge->label && !is_said(arena, edge->target, edge->label) ? edge->label
                                                                                 : NULL;
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

static void note(toc_flow_chart *chart, const toc_flow_node *node, const char *first,
                 const char *second)
{
    const char **own = &chart->notes[node->index];
    const char *line = in_both(chart->canvas->arena, first, second, "\n");

    if (line && !is_there(*own, line))
        *own = add_line(chart->canvas->arena, *own, line);
}

static void note_edges(toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;
    toc_arena *arena = chart->canvas->arena;

    chart->notes = TOC_NEW_ARRAY(arena, const char *, flow->nodes.count + 1u);
    for (uint32_t i = 0; i < flow->edges.count; i++) {
        const toc_flow_edge *edge = flow->edges.items[i];
        const toc_flow_edge *twin = edge->twin;

        note(chart, edge->source, outcome_line(chart, edge),
             twin ? outcome_line(chart, twin) : NULL);
        note(chart, edge->target, cause_line(arena, edge), twin ? cause_line(arena, twin) : NULL);
        note(chart, edge->target, wait_line(chart, edge), twin ? wait_line(chart, twin) : NULL);
    }
}

/* ── all of it ───────────────────────────────────────────────────────────── */

bool toc_flow_mark_is_late(const toc_flow_mark *mark)
{
    return mark->state == TOC_FLOW_DONE_LATE || mark->state == TOC_FLOW_OVERDUE;
}

/* What a node itself says, in one language. */
typedef struct details {
    const char *condition, *since, *until, *with, *to;
} details;

static details details_of(const toc_wording *w, const toc_flow_node *node)
{
    details own = {.condition = node->condition};

    if (node->deadline && node->since)
        own.since = toc_wording_fill(w, TOC_WORD_SINCE, node->since, NULL);
    if (node->until)
        own.until = toc_wording_fill(w, TOC_WORD_REPORTS_UNTIL, node->until, NULL);
    if (node->with)
        own.with =
            toc_arena_printf(w->arena, "%s %s", toc_wording_word(w, TOC_WORD_WITH), node->with);
    if (node->to)
        own.to = toc_arena_printf(w->arena, "→ %s", node->to);
    return own;
}

static const char *details_text(const toc_flow_chart *chart, const toc_flow_node *node)
{
    toc_arena *arena = chart->canvas->arena;
    const char *text = toc_flow_mark_is_late(&node->mark) ? NULL : node->mark.note;
    const toc_wording *w = &chart->flow->wording;
    details one = details_of(w, node);
    details two = {0};
    toc_wording other;

    if (node->twin && toc_wording_other(w, &other))
        two = details_of(&other, node->twin);

    text = add_line(arena, text, in_both(arena, one.condition, two.condition, "\n"));
    text = add_line(arena, text, chart->notes[node->index]);
    text = add_line(arena, text, in_both(arena, one.since, two.since, "\n"));
    text = add_line(arena, text, in_both(arena, one.until, two.until, "\n"));
    text = add_line(arena, text, in_both(arena, one.with, two.with, "\n"));
    return add_line(arena, text, in_both(arena, one.to, two.to, "\n"));
}

void toc_flow_chart_find_details(toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;

    note_edges(chart);
    chart->details = TOC_NEW_ARRAY(chart->canvas->arena, const char *, flow->nodes.count + 1u);
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        chart->details[flow->nodes.items[i]->index] = details_text(chart, flow->nodes.items[i]);
}

const char *toc_flow_chart_deadline(const toc_flow_chart *chart, const toc_flow_node *node)
{
    toc_arena *arena = chart->canvas->arena;
    const toc_flow_node *twin = node->twin ? node->twin : node;
    const char *first = node->deadline ? toc_unbroken(arena, node->deadline) : NULL;
    const char *second = twin->deadline ? toc_unbroken(arena, twin->deadline) : NULL;
    const char *length = in_both(arena, first, second, "\n");
    const char *series = in_both(arena, node->repeats, twin->repeats, " / ");
    const char *text = length && series ? toc_arena_printf(arena, "%s  %s", series, length)
                       : length         ? length
                                        : series;

    if (!text || !toc_flow_mark_is_late(&node->mark) || !node->mark.note)
        return text;
    return toc_arena_printf(arena, "%s  %s", text, toc_unbroken(arena, node->mark.note));
}

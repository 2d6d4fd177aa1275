/* flow_text.c - a picture as text, one record a line; the form is told in flow.h. */
#include <inttypes.h>

#include "emit/flow.h"

const char *toc_flow_band_kind_word(toc_flow_band_kind kind)
{
    switch (kind) {
    case TOC_FLOW_BAND_SIGNALS:
        return "signals";
    case TOC_FLOW_BAND_RESPONSE:
        return "response";
    case TOC_FLOW_BAND_LEVEL:
        return "level";
    case TOC_FLOW_BAND_END:
        return "end";
    case TOC_FLOW_BAND_TELLING:
        return "telling";
    }
    return "";
}

const char *toc_flow_node_kind_word(toc_flow_node_kind kind)
{
    static const char *const words[TOC_FLOW_NODE_KIND_COUNT] = {
        [TOC_FLOW_EVENT] = "event",       [TOC_FLOW_MOMENT] = "moment",
        [TOC_FLOW_TRIGGER] = "trigger",   [TOC_FLOW_LEVEL] = "level",
        [TOC_FLOW_FORMATION] = "form",    [TOC_FLOW_START] = "start",
        [TOC_FLOW_APPROVAL] = "approval", [TOC_FLOW_STEP] = "step",
        [TOC_FLOW_DECISION] = "decision", [TOC_FLOW_END] = "end",
        [TOC_FLOW_PROPOSAL] = "proposal", [TOC_FLOW_REPORT] = "report",
        [TOC_FLOW_HOP] = "hop",           [TOC_FLOW_ANNOUNCEMENT] = "announcement",
        [TOC_FLOW_RECEIVER] = "receiver", [TOC_FLOW_ELSEWHERE] = "elsewhere",
    };
    return words[kind];
}

const char *toc_flow_edge_kind_word(toc_flow_edge_kind kind)
{
    static const char *const words[TOC_FLOW_EDGE_KIND_COUNT] = {
        [TOC_FLOW_EDGE_CAUSE] = "cause",       [TOC_FLOW_EDGE_FIRST] = "first",
        [TOC_FLOW_EDGE_THEN] = "then",         [TOC_FLOW_EDGE_OUTCOME] = "outcome",
        [TOC_FLOW_EDGE_LOOP] = "loop",         [TOC_FLOW_EDGE_END] = "end",
        [TOC_FLOW_EDGE_APPROVAL] = "approval", [TOC_FLOW_EDGE_ACTIVATES] = "activates",
        [TOC_FLOW_EDGE_TELLS] = "tells",       [TOC_FLOW_EDGE_COPY] = "copy",
        [TOC_FLOW_EDGE_LATE] = "late",
    };
    return words[kind];
}

static const char *colour_word(toc_colour colour)
{
    static const char *const words[] = {
        [TOC_COLOUR_NONE] = "",         [TOC_COLOUR_GREEN] = "green",
        [TOC_COLOUR_BLUE] = "blue",     [TOC_COLOUR_YELLOW] = "yellow",
        [TOC_COLOUR_ORANGE] = "orange", [TOC_COLOUR_RED] = "red",
        [TOC_COLOUR_PURPLE] = "purple", [TOC_COLOUR_BLACK] = "black",
        [TOC_COLOUR_WHITE] = "white",   [TOC_COLOUR_GREY] = "grey",
    };
    return words[colour];
}

static const char *phase_word(toc_phase phase)
{
    static const char *const words[] = {
        [TOC_PHASE_UNSTATED] = "",         [TOC_PHASE_MONITORING] = "monitoring",
        [TOC_PHASE_WARNING] = "warning",   [TOC_PHASE_EARLY] = "early",
        [TOC_PHASE_RESPONSE] = "response", [TOC_PHASE_EXPANDED] = "expanded",
        [TOC_PHASE_RECOVERY] = "recovery", [TOC_PHASE_TERMINATION] = "termination",
    };
    return words[phase];
}

static const char *state_word(toc_flow_state state)
{
    static const char *const words[TOC_FLOW_STATE_COUNT] = {
        [TOC_FLOW_PLAIN] = "",
        [TOC_FLOW_ADDED] = "added",
        [TOC_FLOW_REMOVED] = "removed",
        [TOC_FLOW_CHANGED] = "changed",
        [TOC_FLOW_NOT_REACHED] = "not-reached",
        [TOC_FLOW_OPEN] = "open",
        [TOC_FLOW_RUNNING] = "running",
        [TOC_FLOW_DONE] = "done",
        [TOC_FLOW_DONE_LATE] = "done-late",
        [TOC_FLOW_OVERDUE] = "overdue",
        [TOC_FLOW_MISSED] = "missed",
        [TOC_FLOW_SKIPPED] = "skipped",
        [TOC_FLOW_DEAD] = "dead",
    };
    return words[state];
}

static void write_quoted(const char *text, FILE *out)
{
    fputc('"', out);
    for (const char *at = text; *at; at++) {
        unsigned char c = (unsigned char)*at;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c < 0x20 || c == 0x7f)
            fprintf(out, "\\u{%02x}", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void write_field(const char *name, const char *text, FILE *out)
{
    if (!text)
        return;
    fprintf(out, " %s ", name);
    write_quoted(text, out);
}

static void write_title(toc_title title, FILE *out)
{
    write_field("title", title.first, out);
    if (!title.first || !title.second)
        return;
    fputc(' ', out);
    write_quoted(title.second, out);
}

static void write_mark(toc_flow_mark mark, FILE *out)
{
    if (mark.state == TOC_FLOW_PLAIN)
        return;
    fprintf(out, " mark %s", state_word(mark.state));
    if (mark.note) {
        fputc(' ', out);
        write_quoted(mark.note, out);
    }
}

static void write_band(const toc_flow *flow, const toc_flow_band *band, FILE *out)
{
    fprintf(out, "band %" PRIu32 " %s %s", band->index, toc_flow_band_kind_word(band->kind),
            band->name);
    if (band->level) {
        write_field("grade", toc_symbol_text(flow->plan->names, band->level->base.name), out);
        if (band->level->colour != TOC_COLOUR_NONE)
            fprintf(out, " colour %s", colour_word(band->level->colour));
    }
    if (band->response && band->response->phase != TOC_PHASE_UNSTATED)
        fprintf(out, " phase %s", phase_word(band->response->phase));
    write_title(band->title, out);
    fputc('\n', out);
}

static void write_node(const toc_flow_node *node, FILE *out)
{
    fprintf(out, "node %s %s band %" PRIu32, node->key, toc_flow_node_kind_word(node->kind),
            node->band->index);
    if (node->lane)
        fprintf(out, " lane %" PRIu32, node->lane->index);
    if (node->response)
        fprintf(out, " response %s", node->response->base.full);
    write_title(node->title, out);
    write_field("deadline", node->deadline, out);
    write_field("since", node->since, out);
    write_field("repeats", node->repeats, out);
    write_field("until", node->until, out);
    write_field("when", node->condition, out);
    write_field("with", node->with, out);
    write_field("to", node->to, out);
    write_mark(node->mark, out);
    fputc('\n', out);
}

static void write_edge(const toc_flow_edge *edge, FILE *out)
{
    fprintf(out, "edge %s %s -> %s", toc_flow_edge_kind_word(edge->kind), edge->source->key,
            edge->target->key);
    write_field("label", edge->label, out);
    write_field("when", edge->condition, out);
    write_field("wait", edge->wait, out);
    write_mark(edge->mark, out);
    fputc('\n', out);
}

void toc_flow_write_text(const toc_flow *flow, FILE *out)
{
    const toc_plan_head *head = &flow->plan->head;
    fprintf(out, "flow 1 %s", head->id);
    if (head->language.v)
        fprintf(out, " lang %s", toc_symbol_text(flow->plan->names, head->language));
    write_title(flow->title, out);
    fputc('\n', out);
    for (uint32_t i = 0; i < flow->bands.count; i++)
        write_band(flow, flow->bands.items[i], out);
    for (uint32_t i = 0; i < flow->lanes.count; i++) {
        const toc_flow_lane *lane = flow->lanes.items[i];
        fprintf(out, "lane %" PRIu32 " %s", lane->index, lane->body->base.full);
        write_title(lane->title, out);
        fputc('\n', out);
    }
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        write_node(flow->nodes.items[i], out);
    for (uint32_t i = 0; i < flow->edges.count; i++)
        write_edge(flow->edges.items[i], out);
}

/* scxml.c - a chart as SCXML 1.0: one parallel state, a compound state for each region. */
#include <string.h>

#include "export/chart.h"

/* A text inside an attribute or between tags. */
static void escape(FILE *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        switch (*c) {
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*c, out);
        }
    }
}

/* Two hyphens would end a comment, and control characters no XML takes. */
static void remark(FILE *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        bool is_bad = (*c == '-' && c[1] == '-') || (unsigned char)*c < 0x20;
        fputc(is_bad ? '_' : *c, out);
    }
}

static void write_script(FILE *out, const char *indent, const char *act)
{
    if (!act || act[0] == '\0')
        return;
    fprintf(out, "%s<script>(function(c,d){", indent);
    escape(out, act);
    fprintf(out, "})(c,_event?_event.data:null);</script>\n");
}

/* "end open": several events, one after the other. */
static void write_raises(FILE *out, const char *raise)
{
    for (const char *word = raise; word && *word;) {
        size_t size = strcspn(word, " ");
        fprintf(out, "          <raise event=\"%.*s\"/>\n", (int)size, word);
        word += size + (word[size] == ' ');
    }
}

/* From a region (@p is_inner) into its own states, without leaving it: that would leave the parallel
 * state and all other regions too. */
static void write_arrow(FILE *out, const char *region, const toc_chart_arrow *arrow, bool is_inner)
{
    bool has_body = (arrow->act && arrow->act[0]) || arrow->raise;
    fprintf(out, "        <transition");
    if (arrow->event)
        fprintf(out, " event=\"%s\"", arrow->event);
    if (arrow->guard) {
        fprintf(out, " cond=\"");
        if (arrow->event && strstr(arrow->guard, "d.")) {
            fprintf(out, "(function(d){return ");
            escape(out, arrow->guard);
            fprintf(out, ";})(_event.data)");
        } else {
            escape(out, arrow->guard);
        }
        fputc('"', out);
    }
    if (arrow->target)
        fprintf(out, " target=\"%s.%s\"%s", region, arrow->target,
                is_inner ? " type=\"internal\"" : "");
    fprintf(out, has_body ? ">\n" : "/>\n");
    if (!has_body)
        return;
    write_script(out, "          ", arrow->act);
    write_raises(out, arrow->raise);
    fprintf(out, "        </transition>\n");
}

static void write_state(FILE *out, const char *region, const toc_chart_state *state)
{
    fprintf(out, "      <state id=\"%s.%s\">\n", region, state->name);
    if (state->enter || state->delay) {
        fprintf(out, "        <onentry>\n");
        write_script(out, "          ", state->enter);
        if (state->delay) {
            fprintf(out, "          <send id=\"after.%s.%s\" event=\"after.%s.%s\" delayexpr=\"(",
                    region, state->name, region, state->name);
            escape(out, state->delay);
            fprintf(out, ")+'ms'\"/>\n");
        }
        fprintf(out, "        </onentry>\n");
    }
    if (state->delay)
        fprintf(out, "        <onexit><cancel sendid=\"after.%s.%s\"/></onexit>\n", region,
                state->name);
    for (uint32_t i = 0; i < state->arrows.count; i++)
        write_arrow(out, region, &state->arrows.items[i], false);
    if (state->delay) {
        char event[512];
        toc_chart_arrow after = state->after;
        (void)snprintf(event, sizeof event, "after.%s.%s", region, state->name);
        after.event = event;
        write_arrow(out, region, &after, false);
    }
    fprintf(out, "      </state>\n");
}

static void write_region(FILE *out, const toc_chart_region *region)
{
    fprintf(out, "    <!-- ");
    remark(out, region->about);
    fprintf(out, " -->\n    <state id=\"%s\" initial=\"%s.%s\">\n", region->id, region->id,
            region->states.items[0]->name);
    for (uint32_t i = 0; i < region->arrows.count; i++)
        write_arrow(out, region->id, &region->arrows.items[i], true);
    for (uint32_t i = 0; i < region->states.count; i++)
        write_state(out, region->id, region->states.items[i]);
    fprintf(out, "    </state>\n");
}

static void write_data(const toc_chart *chart, FILE *out)
{
    fprintf(out, "  <datamodel>\n    <data id=\"c\" expr=\"(");
    escape(out, chart->context);
    fprintf(out, ")\"/>\n    <data id=\"lib\" expr=\"({");
    for (uint32_t i = 0; i < chart->functions.count; i++) {
        const toc_chart_function *function = &chart->functions.items[i];
        fprintf(out, "%s\n      %s: function(%s){", i ? "," : "", function->name,
                function->parameters);
        escape(out, function->body);
        fputc('}', out);
    }
    fprintf(out, "})\"/>\n  </datamodel>\n");
}

static void write_comment(const toc_chart *chart, FILE *out)
{
    fprintf(out, "<!-- ");
    remark(out, chart->name);
    fprintf(out, ": ");
    remark(out, chart->title);
    fprintf(out, "\n     Made by `tocsin build`; do not edit.  docs/exports.md tells what it "
                 "does.\n     Every event has the data `at`, milliseconds since the start.\n");
    fprintf(out, "     Inputs:\n");
    for (uint32_t i = 0; i < chart->inputs.count; i++) {
        fprintf(out, "       ");
        remark(out, chart->inputs.items[i]);
        fputc('\n', out);
    }
    fprintf(out, "     Left out:\n");
    for (uint32_t i = 0; i < chart->core->losses.count; i++) {
        fprintf(out, "       ");
        remark(out, chart->core->losses.items[i]);
        fputc('\n', out);
    }
    fprintf(out, "       %u in all -->\n", chart->core->losses.count);
}

void toc_chart_scxml(const toc_chart *chart, FILE *out)
{
    fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_comment(chart, out);
    fprintf(out, "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" "
                 "datamodel=\"ecmascript\" initial=\"plan\">\n");
    write_data(chart, out);
    fprintf(out, "  <parallel id=\"plan\">\n");
    for (uint32_t i = 0; i < chart->regions.count; i++)
        write_region(out, &chart->regions.items[i]);
    fprintf(out, "  </parallel>\n</scxml>\n");
}

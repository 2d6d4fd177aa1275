/* xstate.c - a chart as a JavaScript module for XState 5. */
#include <string.h>

#include "export/chart.h"

/* A text as a JavaScript literal: all that is not plain ASCII as \uXXXX would be unreadable, so only
 * what could end the literal, or a line, is replaced. */
static void quote(FILE *out, const char *text)
{
    fputc('"', out);
    for (const char *c = text; *c; c++) {
        bool is_separator = (unsigned char)c[0] == 0xe2 && (unsigned char)c[1] == 0x80 &&
                            ((unsigned char)c[2] == 0xa8 || (unsigned char)c[2] == 0xa9);
        if (*c == '"' || *c == '\\')
            fprintf(out, "\\%c", *c);
        else if ((unsigned char)*c < 0x20 || is_separator)
            fputc(' ', out);
        else
            fputc(*c, out);
        if (is_separator)
            c += 2;
    }
    fputc('"', out);
}

static void write_raises(FILE *out, const char *raise)
{
    for (const char *word = raise; word && *word;) {
        size_t size = strcspn(word, " ");
        fprintf(out, ", raise({ type: '%.*s' })", (int)size, word);
        word += size + (word[size] == ' ');
    }
}

static void write_actions(FILE *out, const toc_chart_arrow *arrow)
{
    bool has_act = arrow->act && arrow->act[0];
    if (!has_act && !arrow->raise)
        return;
    fprintf(out, ", actions: [act((c, d) => {%s})", has_act ? arrow->act : "");
    write_raises(out, arrow->raise);
    fputc(']', out);
}

/* @p at before the target's name: "." from a region into its own states, without leaving it: that
 * would leave the parallel state and all other regions too. */
static void write_arrow(FILE *out, const char *at, const toc_chart_arrow *arrow)
{
    fprintf(out, "{ ");
    if (arrow->target)
        fprintf(out, "target: '%s%s'%s", at, arrow->target, at[0] ? "" : ", reenter: true");
    else
        fprintf(out, "description: 'stays'");
    if (arrow->guard)
        fprintf(out, ", guard: on((c, d) => %s)", arrow->guard);
    write_actions(out, arrow);
    fprintf(out, " }");
}

static void write_eventless(FILE *out, const char *indent, const char *at,
                            const toc_chart_arrows *arrows)
{
    bool is_open = false;
    for (uint32_t i = 0; i < arrows->count; i++) {
        if (arrows->items[i].event)
            continue;
        fprintf(out, "%s%s", is_open ? ",\n" : "", is_open ? "" : indent);
        fprintf(out, is_open ? "%s  " : "always: [\n%s  ", indent);
        write_arrow(out, at, &arrows->items[i]);
        is_open = true;
    }
    if (is_open)
        fprintf(out, "\n%s],\n", indent);
}

static bool is_first_of(const toc_chart_arrows *arrows, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (arrows->items[k].event && strcmp(arrows->items[k].event, arrows->items[i].event) == 0)
            return false;
    return true;
}

static void write_events(FILE *out, const char *indent, const char *at,
                         const toc_chart_arrows *arrows)
{
    fprintf(out, "%son: {\n", indent);
    for (uint32_t i = 0; i < arrows->count; i++) {
        const char *event = arrows->items[i].event;
        if (!event || !is_first_of(arrows, i))
            continue;
        fprintf(out, "%s  '%s': [", indent, event);
        for (uint32_t k = i; k < arrows->count; k++) {
            if (!arrows->items[k].event || strcmp(arrows->items[k].event, event) != 0)
                continue;
            fprintf(out, "%s\n%s    ", k > i ? "," : "", indent);
            write_arrow(out, at, &arrows->items[k]);
        }
        fprintf(out, "\n%s  ],\n", indent);
    }
    fprintf(out, "%s},\n", indent);
}

static void write_state(FILE *out, const char *region, const toc_chart_state *state)
{
    fprintf(out, "        '%s': {\n", state->name);
    if (state->enter)
        fprintf(out, "          entry: act((c, d) => {%s}),\n", state->enter);
    if (state->delay) {
        fprintf(out, "          after: { '%s.%s': ", region, state->name);
        write_arrow(out, "", &state->after);
        fprintf(out, " },\n");
    }
    write_eventless(out, "          ", "", &state->arrows);
    write_events(out, "          ", "", &state->arrows);
    fprintf(out, "        },\n");
}

static void write_region(FILE *out, const toc_chart_region *region)
{
    fprintf(out, "    '%s': {\n      description: ", region->id);
    quote(out, region->about);
    fprintf(out, ",\n      initial: '%s',\n", region->states.items[0]->name);
    write_eventless(out, "      ", ".", &region->arrows);
    write_events(out, "      ", ".", &region->arrows);
    fprintf(out, "      states: {\n");
    for (uint32_t i = 0; i < region->states.count; i++)
        write_state(out, region->id, region->states.items[i]);
    fprintf(out, "      },\n    },\n");
}

static void write_delays(const toc_chart *chart, FILE *out)
{
    fprintf(out, "  delays: {\n");
    for (uint32_t i = 0; i < chart->regions.count; i++) {
        const toc_chart_region *region = &chart->regions.items[i];
        for (uint32_t k = 0; k < region->states.count; k++)
            if (region->states.items[k]->delay)
                fprintf(out, "    '%s.%s': ({ context: c }) => %s,\n", region->id,
                        region->states.items[k]->name, region->states.items[k]->delay);
    }
    fprintf(out, "  },\n");
}

static void write_list(FILE *out, const char *name, const char *const *items, uint32_t count)
{
    fprintf(out, "export const %s = [\n", name);
    for (uint32_t i = 0; i < count; i++) {
        fprintf(out, "  ");
        quote(out, items[i]);
        fprintf(out, ",\n");
    }
    fprintf(out, "];\n\n");
}

static void write_functions(const toc_chart *chart, FILE *out)
{
    fprintf(out, "const lib = {\n");
    for (uint32_t i = 0; i < chart->functions.count; i++) {
        const toc_chart_function *function = &chart->functions.items[i];
        fprintf(out, "  %s: function(%s) {%s},\n", function->name, function->parameters,
                function->body);
    }
    fprintf(out, "};\n\n");
}

void toc_chart_xstate(const toc_chart *chart, FILE *out)
{
    fprintf(out, "// Made by `tocsin build --emit xstate`; do not edit.  docs/exports.md tells "
                 "what it does.\n"
                 "import { assign, raise, setup } from 'xstate';\n\n"
                 "// Every event has `at`, milliseconds since the start.\n");
    write_list(out, "inputs", chart->inputs.items, chart->inputs.count);
    write_list(out, "losses", chart->core->losses.items, chart->core->losses.count);
    fprintf(out, "const copy = (c) => Object.fromEntries(Object.entries(c).map(([k, v]) =>\n"
                 "  [k, Array.isArray(v) ? v.slice() : v]));\n"
                 "const act = (change) => assign(({ context, event }) => {\n"
                 "  const c = copy(context);\n  change(c, event);\n  return c;\n});\n"
                 "const on = (test) => ({ context, event }) => !!test(context, event);\n\n");
    write_functions(chart, out);
    fprintf(out, "export const machine = setup({\n");
    write_delays(chart, out);
    fprintf(out, "}).createMachine({\n  id: 'plan',\n  description: ");
    quote(out, chart->title);
    fprintf(out, ",\n  type: 'parallel',\n  context: () => (%s),\n  states: {\n", chart->context);
    for (uint32_t i = 0; i < chart->regions.count; i++)
        write_region(out, &chart->regions.items[i]);
    fprintf(out, "  },\n});\n");
}

/* export_c_ids.c - the ids that a host needs by name: what it injects, sets, starts and asks for. */
#include <inttypes.h>
#include <string.h>

#include "export/export_private.h"
#include "machine/layout.h"

static void write_ids(const char *prefix, const char *word, const char *const *names,
                      uint32_t count, toc_arena *arena, FILE *out)
{
    const char **plain = toc_export_plain_names(arena, names, count);
    if (count == 0)
        return;
    fprintf(out, "\nenum {\n");
    for (uint32_t i = 0; i < count; i++)
        fprintf(out, "    %s_%s_%s = %" PRIu32 "%s\n", prefix, word, plain[i], i,
                i + 1 < count ? "," : "");
    fprintf(out, "};\n");
}

/* Rows that begin with a head: by its name. */
static void write_table(const toc_machine *machine, toc_section_id section, const char *prefix,
                        const char *word, toc_arena *arena, FILE *out)
{
    toc_rows rows = toc_machine_rows(machine, section);
    const char **names = toc_arena_alloc_array(arena, (size_t)rows.count + 1, sizeof *names);
    for (uint32_t i = 0; i < rows.count; i++) {
        const toc_m_head *head = toc_rows_at(rows, i);
        names[i] = toc_machine_text(machine, head->name);
    }
    write_ids(prefix, word, names, rows.count, arena, out);
}

/* Fields of events and outcomes of decisions are called after their owner too. */
static void write_fields(const toc_machine *machine, const char *prefix, toc_arena *arena,
                         FILE *out)
{
    const char **names =
        toc_arena_alloc_array(arena, (size_t)machine->fields_count + 1, sizeof *names);
    for (uint32_t i = 0; i < machine->fields_count; i++)
        names[i] = toc_machine_text(machine, machine->fields[i].name);
    for (uint32_t i = 0; i < machine->events_count; i++) {
        const toc_m_event *event = &machine->events[i];
        for (uint32_t k = event->fields.first; k < event->fields.first + event->fields.count; k++)
            names[k] = toc_arena_printf(arena, "%s.%s", toc_machine_text(machine, event->head.name),
                                        toc_machine_text(machine, machine->fields[k].name));
    }
    write_ids(prefix, "FIELD", names, machine->fields_count, arena, out);
}

static void write_outcomes(const toc_machine *machine, const char *prefix, toc_arena *arena,
                           FILE *out)
{
    const char **names =
        toc_arena_alloc_array(arena, (size_t)machine->outcomes_count + 1, sizeof *names);
    for (uint32_t i = 0; i < machine->outcomes_count; i++) {
        const toc_m_outcome *outcome = &machine->outcomes[i];
        names[i] = toc_arena_printf(
            arena, "%s.%s", toc_machine_text(machine, machine->nodes[outcome->node].head.name),
            toc_machine_text(machine, outcome->name));
    }
    write_ids(prefix, "OUTCOME", names, machine->outcomes_count, arena, out);
}

void toc_export_c_ids(const toc_machine *machine, const char *prefix, toc_arena *arena, FILE *out)
{
    static const struct {
        toc_section_id section;
        const char *word;
    } tables[] = {{TOC_SECTION_bodies, "BODY"},          {TOC_SECTION_resources, "RESOURCE"},
                  {TOC_SECTION_indicators, "INDICATOR"}, {TOC_SECTION_events, "EVENT"},
                  {TOC_SECTION_ladders, "LADDER"},       {TOC_SECTION_levels, "LEVEL"},
                  {TOC_SECTION_triggers, "TRIGGER"},     {TOC_SECTION_responses, "RESPONSE"},
                  {TOC_SECTION_nodes, "NODE"},           {TOC_SECTION_reports, "REPORT"},
                  {TOC_SECTION_objectives, "OBJECTIVE"}};

    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        write_table(machine, tables[i].section, prefix, tables[i].word, arena, out);
    write_fields(machine, prefix, arena, out);
    write_outcomes(machine, prefix, arena, out);
}

/* names.c - an index of all names of a machine by their last part. */
#include "drill/names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/nearest.h"

struct toc_machine_names {
    toc_machine_name *rows; /* by last part, then kind, then id */
    uint32_t count;
};

static const char *last_part(const char *full)
{
    const char *point = strrchr(full, '.');

    return point ? point + 1 : full;
}

static void add_table(toc_machine_names *names, const toc_machine *machine, toc_name_kind kind,
                      const void *table, uint32_t count, size_t stride)
{
    for (uint32_t i = 0; i < count; i++) {
        const toc_m_head *head = (const void *)((const char *)table + i * stride);
        const char *full = toc_machine_text(machine, head->name);

        names->rows[names->count++] = (toc_machine_name){full, last_part(full), kind, i, head};
    }
}

static int compare_rows(const void *left, const void *right)
{
    const toc_machine_name *a = left;
    const toc_machine_name *b = right;
    int order = strcmp(a->last, b->last);

    if (!order)
        order = (a->kind > b->kind) - (a->kind < b->kind);
    return order ? order : (a->id > b->id) - (a->id < b->id);
}

#define TABLES(TABLE)                                                                              \
    TABLE(BODY, bodies)                                                                            \
    TABLE(RESOURCE, resources)                                                                     \
    TABLE(EVENT, events)                                                                           \
    TABLE(INDICATOR, indicators)                                                                   \
    TABLE(TRIGGER, triggers)                                                                       \
    TABLE(LADDER, ladders)                                                                         \
    TABLE(LEVEL, levels)                                                                           \
    TABLE(RESPONSE, responses)                                                                     \
    TABLE(NODE, nodes)                                                                             \
    TABLE(REPORT, reports)                                                                         \
    TABLE(CONTENT, contents)                                                                       \
    TABLE(OBJECTIVE, objectives)                                                                   \
    TABLE(CATEGORY, categories)                                                                    \
    TABLE(PERIOD, periods)                                                                         \
    TABLE(MOMENT, moments)                                                                         \
    TABLE(RELAY, relays)

/* They stand among the reports, and are none. */
static void mark_announcements(toc_machine_names *names, const toc_machine *machine)
{
    for (uint32_t i = 0; i < names->count; i++) {
        toc_machine_name *row = &names->rows[i];

        if (row->kind == TOC_NAME_REPORT &&
            machine->reports[row->id].kind == TOC_M_REPORT_ANNOUNCEMENT)
            row->kind = TOC_NAME_ANNOUNCEMENT;
    }
}

toc_machine_names *toc_names_new(toc_arena *arena, const toc_machine *machine)
{
    toc_machine_names *names = TOC_NEW(arena, toc_machine_names);
    size_t total = 0;

#define TABLE(kind, table) total += machine->table##_count;
    TABLES(TABLE)
#undef TABLE
    names->rows = TOC_NEW_ARRAY(arena, toc_machine_name, total);
#define TABLE(kind, table)                                                                         \
    add_table(names, machine, TOC_NAME_##kind, machine->table, machine->table##_count,             \
              sizeof *machine->table);
    TABLES(TABLE)
#undef TABLE
    mark_announcements(names, machine);
    if (names->count > 1)
        qsort(names->rows, names->count, sizeof *names->rows, compare_rows);
    return names;
}

/* First row whose last part is not before @p last. */
static uint32_t lower_bound(const toc_machine_names *names, const char *last)
{
    uint32_t low = 0;
    uint32_t high = names->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (strcmp(names->rows[middle].last, last) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* `a.b.c` ends with `b.c`, and not with `.b.c` or `ab.c`. */
static bool ends_with(const char *full, const char *word)
{
    size_t full_size = strlen(full);
    size_t size = strlen(word);

    return full_size > size && full[full_size - size - 1] == '.' &&
           strcmp(full + full_size - size, word) == 0;
}

static unsigned find(const toc_machine_names *names, const char *word, unsigned kinds, bool is_full,
                     unsigned room, const toc_machine_name **out)
{
    const char *last = last_part(word);
    unsigned found = 0;

    for (uint32_t i = lower_bound(names, last);
         i < names->count && strcmp(names->rows[i].last, last) == 0; i++) {
        const toc_machine_name *row = &names->rows[i];

        if (!(kinds & TOC_NAME_BIT(row->kind)) ||
            !(is_full ? strcmp(row->full, word) == 0 : ends_with(row->full, word)))
            continue;
        if (found < room)
            out[found] = row;
        found++;
    }
    return found;
}

unsigned toc_names_find(const toc_machine_names *names, const char *word, unsigned kinds,
                        unsigned room, const toc_machine_name **out)
{
    unsigned found = find(names, word, kinds, true, room, out);

    return found ? found : find(names, word, kinds, false, room, out);
}

const char *toc_names_nearest(const toc_machine_names *names, const char *word, unsigned kinds)
{
    bool is_dotted = strchr(word, '.') != NULL;
    toc_nearest nearest;

    toc_nearest_init(&nearest, word);
    for (uint32_t i = 0; i < names->count; i++) {
        const toc_machine_name *row = &names->rows[i];

        if (kinds & TOC_NAME_BIT(row->kind))
            toc_nearest_offer(&nearest, is_dotted ? row->full : row->last);
    }
    return nearest.best;
}

static bool has_title(const toc_machine *machine, const toc_m_head *head, const char *word)
{
    for (uint32_t i = 0; i < head->titles.count; i++) {
        const toc_m_text *title = &machine->texts[head->titles.first + i];

        if (strcasecmp(toc_machine_text(machine, title->text), word) == 0)
            return true;
    }
    return false;
}

const char *toc_names_titled(const toc_machine_names *names, const toc_machine *machine,
                             const char *word, unsigned kinds)
{
    const char *found = NULL;

    for (uint32_t i = 0; i < names->count; i++) {
        const toc_machine_name *row = &names->rows[i];

        if (!(kinds & TOC_NAME_BIT(row->kind)) || !has_title(machine, row->head, word))
            continue;
        if (found)
            return NULL;
        found = row->full;
    }
    return found;
}

static const char *kind_text(toc_name_kind kind)
{
    switch (kind) {
    case TOC_NAME_BODY:
        return TOC_PHRASE("body");
    case TOC_NAME_RESOURCE:
        return TOC_PHRASE("resource");
    case TOC_NAME_EVENT:
        return TOC_PHRASE("event");
    case TOC_NAME_INDICATOR:
        return TOC_PHRASE("indicator");
    case TOC_NAME_TRIGGER:
        return TOC_PHRASE("trigger");
    case TOC_NAME_LADDER:
        return TOC_PHRASE("ladder of grades");
    case TOC_NAME_LEVEL:
        return TOC_PHRASE("grade");
    case TOC_NAME_RESPONSE:
        return TOC_PHRASE("response");
    case TOC_NAME_NODE:
        return TOC_PHRASE("step");
    case TOC_NAME_REPORT:
        return TOC_PHRASE("report");
    case TOC_NAME_CONTENT:
        return TOC_PHRASE("report field");
    case TOC_NAME_OBJECTIVE:
        return TOC_PHRASE("objective");
    case TOC_NAME_CATEGORY:
        return TOC_PHRASE("category");
    case TOC_NAME_PERIOD:
        return TOC_PHRASE("period");
    case TOC_NAME_MOMENT:
        return TOC_PHRASE("moment");
    case TOC_NAME_RELAY:
        return TOC_PHRASE("relay");
    case TOC_NAME_ANNOUNCEMENT:
        return TOC_PHRASE("announcement");
    }
    return "";
}

const char *toc_name_kind_text(const toc_machine *machine, const toc_machine_name *name)
{
    if (name->kind == TOC_NAME_NODE && machine->nodes[name->id].kind == TOC_M_NODE_DECISION)
        return TOC_PHRASE("decision");
    if (name->kind == TOC_NAME_BODY && machine->bodies[name->id].parent != TOC_NONE)
        return TOC_PHRASE("post");
    return kind_text(name->kind);
}

const char *toc_name_kinds_text(const toc_diag_sink *sink, unsigned kinds)
{
    const char *text = "";

    for (unsigned i = 0; i < TOC_NAME_KIND_COUNT; i++) {
        if (kinds & TOC_NAME_BIT(i))
            text = toc_say(sink->arena, "%s%s%s", text,
                           *text ? toc_diag_phrase(sink, TOC_PHRASE(" or ")) : "",
                           toc_diag_phrase(sink, kind_text((toc_name_kind)i)));
    }
    return text;
}

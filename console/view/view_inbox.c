/* view_inbox.c - what a body was told, newest last: injects, messages, values, reports, notices. */
#include <stdlib.h>
#include <string.h>

#include "drill/value.h"
#include "view/view_private.h"

#define ITEMS_MAX 200u /* newest ones; `earlier` says how many came before */

typedef struct item {
    toc_ms at;
    uint32_t order; /* in which they were found, where times are equal */
    uint32_t happening;
    uint32_t entry; /* of a message, which has no record; else TOC_NONE */
    const char *kind;
} item;

typedef TOC_VEC(item) items;

static void add(toc_view_pen *pen, items *list, toc_ms at, uint32_t happening, uint32_t entry,
                const char *kind)
{
    item row = {at, list->count, happening, entry, kind};

    TOC_PUSH(pen->arena, list, row);
}

/* ── what reached it ── */

static const char *kind_of_told(const toc_told *told)
{
    switch (told->kind) {
    case TOC_TOLD_INJECT:
        return told->happening == TOC_NONE ? "message" : "inject";
    case TOC_TOLD_EVENT:
        return "event";
    case TOC_TOLD_SOURCE:
        return "value";
    case TOC_TOLD_STEP:
        return "step";
    case TOC_TOLD_REPORT:
        return "report";
    case TOC_TOLD_NOTICE:
        return "notice";
    case TOC_TOLD_FORECAST:
        return "forecast";
    case TOC_TOLD_OWN_ACT:
    case TOC_TOLD_ANNOUNCEMENT:
        break;
    }
    return NULL; /* its own acts are no news to it, and announcements are found by themselves */
}

static void find_told(toc_view_pen *pen, items *list)
{
    toc_hearsay_mark mark = {0};
    toc_told told;

    while (toc_hearsay_next(pen->memory->hearsay, pen->audience->body, &mark, &told)) {
        const char *kind = kind_of_told(&told);
        uint32_t entry = told.happening == TOC_NONE ? told.entry : TOC_NONE;
        const item *last = list->count ? &list->items[list->count - 1] : NULL;

        if (!kind || (last && last->happening == told.happening && last->entry == entry))
            continue; /* to the body and to its post: one message */
        add(pen, list, told.at, told.happening, entry, kind);
    }
}

static bool is_receiver(const toc_view_pen *pen, toc_range bodies)
{
    for (uint32_t i = 0; i < bodies.count; i++) {
        if (toc_view_is_own(pen, pen->machine->ids[bodies.first + i]))
            return true;
    }
    return false;
}

static void find_announced(toc_view_pen *pen, items *list)
{
    const toc_view_memory *memory = pen->memory;

    for (uint32_t i = 0; i < memory->announcements.count; i++) {
        uint32_t record = memory->announcements.items[i];
        const toc_trace *trace = &pen->drill->happenings[record].trace;
        const toc_m_report *report = &pen->machine->reports[trace->id];

        if ((report->is_public || is_receiver(pen, report->receivers)) &&
            toc_view_was_reached(pen, pen->audience->body, record))
            add(pen, list, trace->at, record, TOC_NONE, "announcement");
    }
}

/* Who asked for an approval or for support hears the answer. */
static void find_answers(toc_view_pen *pen, items *list)
{
    const toc_view_memory *memory = pen->memory;

    for (uint32_t i = 0; i < memory->answers.count; i++) {
        uint32_t record = memory->answers.items[i];
        const toc_trace *trace = &pen->drill->happenings[record].trace;
        uint32_t node = trace->kind == TOC_TRACE_GRANTED ? trace->other : trace->id;
        uint32_t asked_by = trace->kind == TOC_TRACE_CLEARANCE
                                ? pen->machine->reports[trace->id].sender
                                : pen->machine->nodes[node].performer;

        if (toc_view_is_own(pen, asked_by) && toc_view_was_reached(pen, asked_by, record))
            add(pen, list, trace->at, record, TOC_NONE, "answer");
    }
}

static int compare(const void *left, const void *right)
{
    const item *a = left;
    const item *b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* ── one item ── */

static void write_pair(toc_view_pen *pen, const char *title, const char *value)
{
    toc_json_begin_object(pen->json);
    toc_view_key_text(pen, "title", title);
    toc_view_key_text(pen, "value", value);
    toc_json_end_object(pen->json);
}

static void write_said(toc_view_pen *pen, const toc_bound_act *act)
{
    for (uint32_t i = 0; i < act->said_count; i++) {
        const toc_m_head *head = &pen->machine->contents[act->said[i].content].head;

        if (!act->said[i].pair->is_empty)
            write_pair(pen, toc_title_of(&pen->pages, head), act->said[i].pair->value.text);
    }
}

static void write_fields(toc_view_pen *pen, const toc_bound_act *act)
{
    toc_json_key(pen->json, "fields");
    toc_json_begin_array(pen->json);
    if (act && act->report != TOC_NONE) {
        write_said(pen, act);
    } else if (act && act->entry && act->entry->verb == TOC_ENTRY_INJECT) {
        for (uint32_t i = 0; i < act->entry->pairs.count; i++)
            write_pair(pen, act->entry->pairs.items[i].key.text,
                       act->entry->pairs.items[i].value.text);
    }
    toc_json_end_array(pen->json);
}

/* Of a message what it is about is its text. */
static const char *text_of(const toc_entry *entry)
{
    return entry->verb == TOC_ENTRY_NOTE ? entry->subject.text : entry->text.text;
}

static void write_entry(toc_view_pen *pen, const toc_bound_act *act)
{
    const toc_entry *entry = act ? act->entry : NULL;

    toc_view_key_text(pen, "text", entry ? text_of(entry) : NULL);
    toc_view_key_text(pen, "from", entry ? entry->from.text : NULL);
    toc_view_key_text(pen, "via", entry ? entry->via.text : NULL);
    write_fields(pen, act);
}

static const char *value_text(const toc_view_pen *pen, const toc_trace *trace)
{
    toc_value_form form = toc_value_form_of_indicator(&pen->machine->indicators[trace->id]);

    return toc_value_text(pen->arena, pen->machine, &form, trace->value);
}

/* The act that a record came from, if it is one that speaks of the record itself. */
static const toc_bound_act *act_behind(const toc_view_pen *pen, const toc_trace *trace)
{
    return toc_hearsay_act(pen->memory->hearsay, trace->entry);
}

static void write_report(toc_view_pen *pen, const toc_trace *trace)
{
    toc_view_key_text(pen, "title", toc_title_of_report(&pen->pages, trace->id));
    toc_json_key_string(pen->json, "report",
                        toc_view_name(pen, &pen->machine->reports[trace->id].head));
    toc_view_key_body(pen, "from_body", trace->body);
    if (trace->kind == TOC_TRACE_REPORT)
        toc_json_key_bool(pen->json, "can_acknowledge", toc_view_is_own(pen, trace->other));
    write_entry(pen, act_behind(pen, trace));
}

/* A record that the story of the drill has words for. */
static void write_happening(toc_view_pen *pen, uint32_t happening)
{
    const char *text = toc_happening_text(&pen->pages, &pen->drill->happenings[happening]);

    toc_view_key_text(pen, "title", text ? text : "");
    toc_view_key_body(pen, "from_body", pen->drill->happenings[happening].trace.body);
}

static void write_record(toc_view_pen *pen, uint32_t happening)
{
    const toc_trace *trace = &pen->drill->happenings[happening].trace;

    switch ((unsigned)trace->kind) {
    case TOC_TRACE_EVENT:
        toc_view_key_text(pen, "title",
                          toc_title_of(&pen->pages, &pen->machine->events[trace->id].head));
        write_entry(pen, act_behind(pen, trace));
        break;
    case TOC_TRACE_SET:
        toc_view_key_text(pen, "title",
                          toc_title_of(&pen->pages, &pen->machine->indicators[trace->id].head));
        toc_view_key_text(pen, "text", value_text(pen, trace));
        break;
    case TOC_TRACE_REPORT:
    case TOC_TRACE_ANNOUNCED:
        write_report(pen, trace);
        break;
    default:
        write_happening(pen, happening);
        break;
    }
}

static void write_item(toc_view_pen *pen, const item *row)
{
    toc_json_begin_object(pen->json);
    if (row->happening == TOC_NONE)
        toc_json_key_string(pen->json, "id", toc_arena_printf(pen->arena, "e%u", row->entry));
    else
        toc_json_key_string(pen->json, "id", toc_arena_printf(pen->arena, "h%u", row->happening));
    toc_view_key_time(pen, "at", row->at);
    toc_json_key_string(pen->json, "kind", row->kind);
    if (row->happening == TOC_NONE) {
        const toc_bound_act *act = toc_hearsay_act(pen->memory->hearsay, row->entry);

        if (act && act->report != TOC_NONE)
            toc_view_key_text(pen, "title", toc_title_of_report(&pen->pages, act->report));
        write_entry(pen, act);
    } else {
        write_record(pen, row->happening);
    }
    toc_json_end_object(pen->json);
}

void toc_view_inbox(toc_view_pen *pen)
{
    items list = {0};
    uint32_t first;

    if (pen->audience->body == TOC_NONE) {
        toc_json_null(pen->json);
        return;
    }
    find_told(pen, &list);
    find_announced(pen, &list);
    find_answers(pen, &list);
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, compare);
    first = list.count > ITEMS_MAX ? list.count - ITEMS_MAX : 0;
    toc_json_begin_object(pen->json);
    toc_json_key_int(pen->json, "earlier", first);
    toc_json_key(pen->json, "items");
    toc_json_begin_array(pen->json);
    for (uint32_t i = first; i < list.count; i++)
        write_item(pen, &list.items[i]);
    toc_json_end_array(pen->json);
    toc_json_end_object(pen->json);
}

/* view_list.c - what the controller works with: the list of events, the log of rows, the truth. */
#include <string.h>

#include "view/view_private.h"

#define LOG_MAX 400u /* newest rows */

/* ── the master list of events ── */

static void write_word(toc_view_pen *pen, const char *key, toc_word word)
{
    toc_view_key_text(pen, key, word.text);
}

static void write_words(toc_view_pen *pen, const char *key, const toc_scenario_words *words)
{
    toc_json_key(pen->json, key);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < words->count; i++)
        toc_json_string(pen->json, toc_text_clean(pen->arena, words->items[i].text));
    toc_json_end_array(pen->json);
}

static const toc_m_event *event_named(const toc_machine *machine, const char *name)
{
    for (uint32_t i = 0; i < machine->events_count; i++) {
        if (strcmp(toc_machine_text(machine, machine->events[i].head.name), name) == 0)
            return &machine->events[i];
    }
    return NULL;
}

/* `systems-down: 25%, patients: 40` */
static const char *pairs_text(const toc_view_pen *pen, const toc_scenario_pairs *pairs)
{
    const char *text = "";

    for (uint32_t i = 0; i < pairs->count; i++) {
        const toc_word_pair *pair = &pairs->items[i];

        text = toc_arena_printf(pen->arena, "%s%s%s: %s", text, i ? ", " : "", pair->key.text,
                                pair->is_empty ? "" : pair->value.text);
    }
    return text;
}

/* What the entry is about, in the language of the screen where the plan has a title for it. */
static const char *title_of(const toc_view_pen *pen, const toc_entry *entry)
{
    const toc_m_event *event;

    if (!entry->subject.text)
        return pairs_text(pen, &entry->pairs);
    event = entry->verb == TOC_ENTRY_INJECT ? event_named(pen->machine, entry->subject.text) : NULL;
    return event ? toc_title_of(&pen->pages, &event->head) : entry->subject.text;
}

static void write_entry(toc_view_pen *pen, const toc_list_entry *row)
{
    static const char *const states[] = {"planned", "delivered", "skipped"};
    const toc_entry *entry = row->entry;

    toc_json_begin_object(pen->json);
    toc_json_key_int(pen->json, "number", entry->number);
    toc_view_key_time(pen, "at", row->at);
    toc_view_key_time(pen, "planned", row->planned);
    toc_json_key_string(pen->json, "state", states[row->state]);
    toc_json_key_bool(pen->json, "by_hand", row->is_by_hand);
    toc_json_key_string(pen->json, "verb", toc_entry_verb_word(entry->verb));
    toc_view_key_text(pen, "title", title_of(pen, entry));
    write_word(pen, "by", entry->by);
    write_words(pen, "to", &entry->to);
    write_word(pen, "from", entry->from);
    write_word(pen, "via", entry->via);
    write_word(pen, "text", entry->text);
    write_word(pen, "outcome", entry->outcome);
    toc_view_key_text(pen, "values", entry->subject.text ? pairs_text(pen, &entry->pairs) : "");
    toc_view_key_text(pen, "why", row->why);
    toc_json_end_object(pen->json);
}

void toc_view_list(toc_view_pen *pen)
{
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->state->list_count; i++)
        write_entry(pen, &pen->state->list[i]);
    toc_json_end_array(pen->json);
}

/* ── the log ── */

static const char *name_of(const toc_view_pen *pen, const char *id)
{
    const toc_person *person = *id ? toc_exercise_person(pen->view->exercise, id) : NULL;

    return person ? person->name : "";
}

/* What a row was about: of an act the verb and its subject; else what its body says is enough for the
 * screens, which have words for each kind. */
static bool write_act(toc_view_pen *pen, const toc_kept_row *row)
{
    const toc_entry *entry =
        row->entry ? toc_scenario_entry(pen->state->scenario, row->entry) : NULL;

    if (!entry)
        return false;
    toc_json_key_string(pen->json, "verb", toc_entry_verb_word(entry->verb));
    toc_view_key_text(pen, "title", title_of(pen, entry));
    write_word(pen, "by", entry->by);
    write_words(pen, "to", &entry->to);
    write_word(pen, "outcome", entry->outcome);
    write_word(pen, "answer", entry->answer);
    write_word(pen, "text", entry->text);
    write_word(pen, "why", entry->why);
    return true;
}

static void write_row(toc_view_pen *pen, const toc_kept_row *row)
{
    toc_json_begin_object(pen->json);
    toc_json_key_int(pen->json, "row", (int64_t)row->seq);
    toc_view_key_time(pen, "at", row->at);
    toc_json_key_int(pen->json, "wall", row->wall);
    toc_json_key_string(pen->json, "who", row->who);
    toc_view_key_text(pen, "who_name", name_of(pen, row->who));
    toc_json_key_string(pen->json, "kind", toc_row_kind_word(row->kind));
    if (!write_act(pen, row) && row->kind != TOC_ROW_JOIN) /* a join holds a token's hash */
        toc_json_key_string(pen->json, "body", row->body);
    toc_json_key_int(pen->json, "corrected_by", (int64_t)row->corrected_by);
    toc_json_key_bool(pen->json, "can_correct", row->can_correct);
    toc_json_end_object(pen->json);
}

void toc_view_log(toc_view_pen *pen)
{
    uint32_t shown = 0;
    uint32_t first = pen->state->row_count;

    while (first > 0 && shown < LOG_MAX)
        shown += pen->state->rows[--first].kind != TOC_ROW_TIME;
    toc_json_begin_array(pen->json);
    for (uint32_t i = first; i < pen->state->row_count; i++) {
        if (pen->state->rows[i].kind != TOC_ROW_TIME)
            write_row(pen, &pen->state->rows[i]);
    }
    toc_json_end_array(pen->json);
}

/* ── the truth ── */

/* Of the drill's records the last may be older: a truth that is stated makes none. */
static toc_ms latest(const toc_view_pen *pen)
{
    uint32_t count = pen->state->row_count;
    toc_ms at = count ? pen->state->rows[count - 1].at : 0;

    return at > pen->drill->end ? at : pen->drill->end;
}

/* The last fact of each field that holds by now, in the order of the fields. */
static const toc_bound_fact *fact_of(const toc_view_pen *pen, uint32_t content)
{
    const toc_script *script = pen->state->script;
    const toc_bound_fact *found = NULL;
    toc_ms now = latest(pen);

    for (uint32_t i = 0; i < script->fact_count; i++) {
        const toc_bound_fact *fact = &script->facts[i];

        if (fact->content == content && fact->at <= now)
            found = fact;
    }
    return found;
}

void toc_view_truth(toc_view_pen *pen)
{
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->contents_count; i++) {
        const toc_bound_fact *fact = fact_of(pen, i);

        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "field", &pen->machine->contents[i].head);
        toc_view_key_text(pen, "title", toc_title_of(&pen->pages, &pen->machine->contents[i].head));
        toc_json_key(pen->json, "values");
        toc_json_begin_array(pen->json);
        for (uint32_t k = 0; fact && fact->fact && k < fact->fact->wordings.count; k++)
            toc_json_string(pen->json,
                            toc_text_clean(pen->arena, fact->fact->wordings.items[k].text));
        toc_json_end_array(pen->json);
        toc_view_key_time(pen, "since", fact ? fact->at : TOC_MS_NONE);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

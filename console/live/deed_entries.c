/* deed_entries.c - entries of scenarios: those of the list at a new time, and those that people make. */
#include <stdio.h>
#include <string.h>

#include "drill/yaml.h"
#include "live/exercise_private.h"

/* The entry of the file, at a new time; times that a forecast counts from its own entry stay the same
 * instants, or now where they are past. */
static void move_entry(toc_arena *arena, const toc_bound_act *bound, toc_ms at, toc_entry *entry)
{
    if (entry->verb == TOC_ENTRY_FORECAST) {
        toc_scenario_pairs pairs = {0};

        for (uint32_t i = 0; i < entry->pairs.count; i++) {
            toc_word_pair pair = entry->pairs.items[i];
            toc_ms left = bound->act.settings[i].value - at;
            char text[TOC_DURATION_TEXT_MAX];

            toc_duration_format(left > 0 ? left : 0, text);
            pair.value.text = toc_arena_printf(arena, "+%s", text);
            TOC_PUSH(arena, &pairs, pair);
        }
        entry->pairs = pairs;
    }
    entry->at = at;
    entry->turn = 0;
}

bool toc_deed_entries(toc_exercise *exercise, toc_arena *arena, const toc_deed *deed,
                      toc_bound_act *out)
{
    for (uint32_t i = 0; i < deed->number_count; i++) {
        const toc_bound_act *bound = exercise->items[deed->numbers[i] - 1].bound;
        toc_entry *entry = TOC_NEW(arena, toc_entry);
        toc_diag_sink sink;

        *entry = *bound->entry;
        move_entry(arena, bound, deed->at, entry);
        toc_diag_sink_init(&sink, arena);
        if (!toc_live_binder_entry(exercise->binder, arena, entry, &sink, &out[i]))
            return false;
    }
    return true;
}

/* ── what people do ── */

static const char *field_at(toc_judge *judge, const char *text, uint32_t begin)
{
    toc_entry_text source = {judge->exercise->scenario, "entry", text, 0, 1};
    const toc_yaml *map = NULL;
    toc_diag_sink unheard;
    toc_entry entry;

    toc_diag_sink_init(&unheard, judge->arena);
    (void)toc_scenario_read_entry(judge->arena, &source, &unheard, &entry, &map);
    for (uint32_t i = 0; map && map->kind == TOC_YAML_MAP && i < map->count; i++) {
        const toc_yaml_pair *pair = &map->pairs[i];

        if (begin >= pair->key->span.begin && begin < pair->value->span.end)
            return toc_arena_printf(judge->arena, "entry.%s", pair->key->text);
    }
    return "entry";
}

static void init_sink(const toc_judge *judge, toc_diag_sink *sink)
{
    judge->arena->lang = judge->lang;
    toc_diag_sink_init(sink, judge->arena);
}

/* Messages quote with back-ticks, as planners do; on pages stand the quotation marks of their language. */
static const char *quoted(const toc_judge *judge, const char *text)
{
    const char *made = "";
    bool is_open = false;

    for (const char *tick = strchr(text, '`'); tick; tick = strchr(text, '`')) {
        const char *mark =
            toc_live_fill(judge, is_open ? TOC_LIVE_QUOTE_CLOSED : TOC_LIVE_QUOTE_OPEN, NULL, NULL);

        made = toc_arena_printf(judge->arena, "%s%.*s%s", made, (int)(tick - text), text, mark);
        is_open = !is_open;
        text = tick + 1;
    }
    return toc_arena_printf(judge->arena, "%s%s", made, text);
}

/* The message with its notes and what is said to help, on one line. */
static const char *all_of(toc_judge *judge, const toc_diag *diag)
{
    const char *text = diag->message;

    for (uint32_t i = 0; i < diag->notes.count; i++)
        text = toc_live_fill(judge, TOC_LIVE_AND_SO, text, diag->notes.items[i]);
    for (uint32_t i = 0; i < diag->helps.count; i++)
        text = toc_live_fill(judge, TOC_LIVE_AND_SO, text, diag->helps.items[i]);
    return quoted(judge, text);
}

/* The first mistake. */
static bool say_first(toc_judge *judge, const char *text, const toc_diag_sink *sink,
                      const char *field)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];

        if (diag->level != TOC_DIAG_ERROR)
            continue;
        *judge->answer =
            (toc_ruling){.code = TOC_ANSWER_INVALID,
                         .field = field ? field : field_at(judge, text, diag->span.begin),
                         .text = all_of(judge, diag)};
        return false;
    }
    return toc_refuse(judge, TOC_ANSWER_INVALID, field ? field : "entry", TOC_LIVE_IMPOSSIBLE, NULL,
                      NULL);
}

/* Verbs that say with `by` who acts. */
static bool has_actor(toc_entry_verb verb)
{
    switch (verb) {
    case TOC_ENTRY_START:
    case TOC_ENTRY_DID:
    case TOC_ENTRY_DECIDE:
    case TOC_ENTRY_FAIL:
    case TOC_ENTRY_DECLARE:
    case TOC_ENTRY_PROPOSE:
    case TOC_ENTRY_APPROVE:
    case TOC_ENTRY_REPORT:
    case TOC_ENTRY_ACKNOWLEDGE:
    case TOC_ENTRY_WITHHOLD:
    case TOC_ENTRY_FORM:
    case TOC_ENTRY_STAND_DOWN:
    case TOC_ENTRY_ACTIVATE:
    case TOC_ENTRY_ANNOUNCE:
        return true;
    case TOC_ENTRY_INJECT:
    case TOC_ENTRY_NOTE:
    case TOC_ENTRY_SET:
    case TOC_ENTRY_LOSE:
    case TOC_ENTRY_UNREACHABLE:
    case TOC_ENTRY_EXTEND:
    case TOC_ENTRY_PAUSE:
    case TOC_ENTRY_JUMP:
    case TOC_ENTRY_FORECAST:
        break;
    }
    return false;
}

bool toc_deed_read_entry(toc_judge *judge, const char *text, toc_deed *out)
{
    toc_exercise *exercise = judge->exercise;
    toc_entry_text source = {exercise->scenario, "entry", text, out->at,
                             toc_live_next_number(exercise->live)};
    const struct toc_yaml *map;
    toc_diag_sink sink;

    out->entry = TOC_NEW(judge->arena, toc_entry);
    init_sink(judge, &sink);
    if (!toc_scenario_read_entry(judge->arena, &source, &sink, out->entry, &map))
        return say_first(judge, text, &sink, NULL);
    if (out->body != TOC_NONE && has_actor(out->entry->verb) && !out->entry->by.text)
        out->entry->by = (toc_word){
            toc_machine_text(exercise->machine, exercise->machine->bodies[out->body].head.name),
            out->entry->span};
    return toc_live_binder_entry(exercise->binder, judge->arena, out->entry, &sink, &out->bound) ||
           say_first(judge, text, &sink, NULL);
}

bool toc_deed_read_truth(toc_judge *judge, const char *text, toc_deed *out)
{
    toc_entry_text source = {judge->exercise->scenario, "facts", text, out->at, 0};
    toc_diag_sink sink;

    init_sink(judge, &sink);
    return (toc_scenario_read_facts(judge->arena, &source, &sink, &out->truth) &&
            toc_live_binder_truth(judge->exercise->binder, judge->arena, &out->truth, &sink)) ||
           say_first(judge, text, &sink, "facts");
}

/* replay_write.c - the YAML of a replay: head, truth, and the script's own entries as they were written. */
#include <string.h>

#include "drill/outcome.h"
#include "drill/replay_private.h"
#include "drill/value.h"

/* ── texts ── */

void toc_replay_text(const toc_replay *r, const char *text)
{
    fputc('"', r->out);
    for (const char *at = text; *at; at++) {
        unsigned char byte = (unsigned char)*at;

        if (byte == '"' || byte == '\\')
            fprintf(r->out, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7f)
            fprintf(r->out, "\\x%02x", byte);
        else
            fputc(byte, r->out);
    }
    fputc('"', r->out);
}

static void write_key(const toc_replay *r, const char *key)
{
    fprintf(r->out, ", %s: ", key);
}

void toc_replay_pair(const toc_replay *r, const char *key, const char *text)
{
    write_key(r, key);
    toc_replay_text(r, text);
}

void toc_replay_open(const toc_replay *r, toc_ms at, uint32_t turn)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(at, text);
    fprintf(r->out, "  - {at: %s", text);
    if (turn > 0)
        fprintf(r->out, ", turn: %u", turn);
}

void toc_replay_close(const toc_replay *r)
{
    fputs("}\n", r->out);
}

static void write_word(const toc_replay *r, const char *key, toc_word word)
{
    if (word.text)
        toc_replay_pair(r, key, word.text);
}

static void write_length(const toc_replay *r, const char *key, toc_ms length)
{
    char text[TOC_DURATION_TEXT_MAX];

    if (length == TOC_MS_NONE)
        return;
    toc_duration_format(length, text);
    fprintf(r->out, ", %s: %s", key, text);
}

static void write_words(const toc_replay *r, const char *key, const toc_scenario_words *words)
{
    if (words->count == 0)
        return;
    write_key(r, key);
    fputc('[', r->out);
    for (uint32_t i = 0; i < words->count; i++) {
        fputs(i ? ", " : "", r->out);
        toc_replay_text(r, words->items[i].text);
    }
    fputc(']', r->out);
}

static void write_pairs(const toc_replay *r, const char *key, const toc_scenario_pairs *pairs)
{
    write_key(r, key);
    fputc('{', r->out);
    for (uint32_t i = 0; i < pairs->count; i++) {
        fputs(i ? ", " : "", r->out);
        toc_replay_text(r, pairs->items[i].key.text);
        fputs(": ", r->out);
        if (pairs->items[i].is_empty)
            fputc('~', r->out);
        else
            toc_replay_text(r, pairs->items[i].value.text);
    }
    fputc('}', r->out);
}

/* ── entries of the script ── */

/* Verbs with pairs behind them instead of a name. */
static bool is_of_pairs(toc_entry_verb verb)
{
    return verb == TOC_ENTRY_SET || verb == TOC_ENTRY_FORECAST;
}

static const char *pairs_key(toc_entry_verb verb)
{
    if (is_of_pairs(verb))
        return toc_entry_verb_word(verb);
    return verb == TOC_ENTRY_REPORT ? "content" : "fields";
}

static void write_numbers(const toc_replay *r, const toc_entry *entry)
{
    if (entry->activation > 0)
        fprintf(r->out, ", activation: %u", entry->activation);
    if (entry->verb == TOC_ENTRY_LOSE)
        fprintf(r->out, ", amount: %lld", (long long)entry->amount);
    write_length(r, entry->verb == TOC_ENTRY_EXTEND ? "by" : "for", entry->duration);
}

static void write_entry(const toc_replay *r, const toc_entry *entry)
{
    bool has_pairs = is_of_pairs(entry->verb) || entry->pairs.count > 0 ||
                     (entry->verb == TOC_ENTRY_REPORT && !toc_span_is_none(entry->pairs_span));

    toc_replay_open(r, entry->at, entry->turn);
    if (!is_of_pairs(entry->verb))
        write_word(r, toc_entry_verb_word(entry->verb), entry->subject);
    if (has_pairs)
        write_pairs(r, pairs_key(entry->verb), &entry->pairs);
    write_word(r, entry->verb == TOC_ENTRY_EXTEND ? "authority" : "by", entry->by);
    write_words(r, "to", &entry->to);
    write_word(r, "from", entry->from);
    write_word(r, "via", entry->via);
    write_word(r, "text", entry->text);
    write_word(r, "why", entry->why);
    write_word(r, "outcome", entry->outcome);
    write_word(r, "answer", entry->answer);
    write_word(r, "ladder", entry->ladder);
    write_words(r, "fields", &entry->fields);
    write_word(r, "duty", entry->duty);
    write_numbers(r, entry);
    toc_replay_close(r);
}

static void write_samples(const toc_replay *r, const toc_bound_act *bound)
{
    toc_replay_open(r, bound->at, 0);
    fputs(", set: {", r->out);
    for (uint32_t i = 0; i < bound->act.setting_count; i++) {
        const toc_setting *setting = &bound->act.settings[i];
        const toc_m_indicator *indicator = &r->machine->indicators[setting->id];
        toc_value_form form = toc_value_form_of_indicator(indicator);

        fputs(i ? ", " : "", r->out);
        toc_replay_text(r, toc_machine_text(r->machine, indicator->head.name));
        fputs(": ", r->out);
        toc_replay_text(r, toc_value_text(r->arena, r->machine, &form, setting->value));
    }
    fputc('}', r->out);
    toc_replay_close(r);
}

void toc_replay_act(const toc_replay *r, const toc_bound_act *act)
{
    if (act->entry)
        write_entry(r, act->entry);
    else
        write_samples(r, act);
}

/* ── head and end ── */

static void write_line(const toc_replay *r, const char *key, const char *text)
{
    fprintf(r->out, "%s: ", key);
    toc_replay_text(r, text);
    fputc('\n', r->out);
}

static void write_titles(const toc_replay *r)
{
    const toc_scenario *scenario = r->drill->script->scenario;

    if (scenario->titles.count == 0)
        return;
    if (!*scenario->titles.items[0].lang) {
        write_line(r, "title", scenario->titles.items[0].text);
        return;
    }
    fputs("title: {", r->out);
    for (uint32_t i = 0; i < scenario->titles.count; i++) {
        fputs(i ? ", " : "", r->out);
        toc_replay_text(r, scenario->titles.items[i].lang);
        fputs(": ", r->out);
        toc_replay_text(r, scenario->titles.items[i].text);
    }
    fputs("}\n", r->out);
}

static void write_fact(const toc_replay *r, const toc_truth_fact *fact)
{
    toc_replay_text(r, fact->name.text);
    fputs(": ", r->out);
    if (fact->wordings.count == 0) {
        fputc('~', r->out);
        return;
    }
    fputc('[', r->out);
    for (uint32_t i = 0; i < fact->wordings.count; i++) {
        fputs(i ? ", " : "", r->out);
        toc_replay_text(r, fact->wordings.items[i].text);
    }
    fputc(']', r->out);
}

static void write_truth(const toc_replay *r)
{
    const toc_scenario *scenario = r->drill->script->scenario;

    for (uint32_t i = 0; i < scenario->truths.count; i++) {
        const toc_truth *truth = &scenario->truths.items[i];

        if (truth->at >
            r->drill->end) /* a drill that was settled before: nothing lies after its end */
            return;
        if (i == 0)
            fputs("truth:\n", r->out);
        toc_replay_open(r, truth->at, 0);
        fputs(", facts: {", r->out);
        for (uint32_t k = 0; k < truth->facts.count; k++) {
            fputs(k ? ", " : "", r->out);
            write_fact(r, &truth->facts.items[k]);
        }
        fputc('}', r->out);
        toc_replay_close(r);
    }
}

void toc_replay_head(toc_replay *r)
{
    const toc_scenario *scenario = r->drill->script->scenario;
    char start[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(scenario->start, scenario->start_offset_min * 60, start);
    write_line(r, "scenario", scenario->id);
    write_titles(r);
    if (scenario->plan.text)
        write_line(r, "plan", scenario->plan.text);
    fprintf(r->out, "start: %s\nkind: %s\nscope: %s\nseed: %llu\nplay: all\n", start,
            toc_drill_kind_word(scenario->kind),
            scenario->is_comprehensive ? "comprehensive" : "single",
            (unsigned long long)r->drill->seed);
    write_truth(r);
    fputs("log:\n", r->out);
}

static void write_observations(const toc_replay *r)
{
    const toc_scenario *scenario = r->drill->script->scenario;

    if (scenario->observations.count > 0)
        fputs("observations:\n", r->out);
    for (uint32_t i = 0; i < scenario->observations.count; i++) {
        const toc_observation *row = &scenario->observations.items[i];

        toc_replay_open(r, row->at, 0);
        write_word(r, "by", row->by);
        write_word(r, "about", row->about);
        if (row->activation > 0)
            fprintf(r->out, ", activation: %u", row->activation);
        write_word(r, "rating", row->rating);
        write_word(r, "text", row->text);
        toc_replay_close(r);
    }
}

static void write_outside(const toc_replay *r)
{
    const toc_scenario *scenario = r->drill->script->scenario;

    if (scenario->outside.count > 0)
        fputs("outside:\n", r->out);
    for (uint32_t i = 0; i < scenario->outside.count; i++) {
        toc_replay_open(r, scenario->outside.items[i].at, 0);
        write_word(r, "body", scenario->outside.items[i].body);
        write_word(r, "text", scenario->outside.items[i].text);
        toc_replay_close(r);
    }
}

void toc_replay_end(const toc_replay *r)
{
    const toc_score *score = toc_score_new(r->arena, r->drill);
    char text[TOC_DURATION_TEXT_MAX];

    write_observations(r);
    write_outside(r);
    fputs(toc_outcome_of_replay(r->arena, score), r->out);
    toc_duration_format(r->drill->end, text);
    fprintf(r->out, "end: %s\n", text);
}

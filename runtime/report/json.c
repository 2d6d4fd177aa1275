/* json.c - writes a score as JSON: head, result, duties, and all that follows from them. */
#include "report/json.h"

#include <stdio.h>

#include "base/json.h"
#include "report/json_private.h"

void toc_json_key_ms(toc_json *json, const char *key, toc_ms at)
{
    toc_json_key(json, key);
    if (at == TOC_MS_NONE)
        toc_json_null(json);
    else
        toc_json_int(json, at);
}

void toc_json_key_points(toc_json *json, const char *key, int32_t points)
{
    toc_json_key(json, key);
    if (points == TOC_POINTS_NONE)
        toc_json_null(json);
    else
        toc_json_fixed(json, points, 100);
}

void toc_json_key_body(const toc_pages *p, toc_json *json, const char *key, uint32_t body)
{
    const char *name =
        body == TOC_NONE ? NULL : toc_machine_text(p->machine, p->machine->bodies[body].head.name);

    toc_json_key_string(json, key, name);
}

void toc_json_key_entry(toc_json *json, const char *key, uint32_t entry)
{
    toc_json_key(json, key);
    if (entry == TOC_NONE)
        toc_json_null(json);
    else
        toc_json_int(json, entry);
}

void toc_json_key_marks(toc_json *json, uint32_t marks)
{
    toc_json_key(json, "marks");
    toc_json_begin_array(json);
    for (uint32_t bit = 1; bit && bit <= TOC_MARK_WITHHELD; bit <<= 1) {
        if (marks & bit)
            toc_json_string(json, toc_mark_word((toc_mark)bit));
    }
    toc_json_end_array(json);
}

void toc_json_tally(toc_json *json, const toc_tally *tally)
{
    toc_json_key_int(json, "met", tally->met);
    toc_json_key_int(json, "late", tally->late);
    toc_json_key_int(json, "missed", tally->missed);
    toc_json_key_int(json, "void", tally->void_count);
}

static void key_instant(const toc_pages *p, toc_json *json, const char *key, toc_ms at)
{
    toc_ms epoch = p->drill->script->scenario->start + at;
    char text[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(epoch, toc_machine_offset(p->machine, epoch), text);
    toc_json_key_string(json, key, text);
}

/* ── head ── */

static void write_plan(const toc_pages *p, toc_json *json)
{
    const toc_m_plan *plan = &p->machine->plans[0];
    char checksum[24];

    (void)snprintf(checksum, sizeof checksum, "%016llx",
                   (unsigned long long)toc_machine_checksum(p->machine));
    toc_json_key(json, "plan");
    toc_json_begin_object(json);
    toc_json_key_string(json, "name", toc_machine_text(p->machine, plan->head.name));
    toc_json_key_string(json, "title", toc_title_of(p, &plan->head));
    toc_json_key_string(json, "version", toc_machine_text(p->machine, plan->version));
    toc_json_key_string(json, "checksum", checksum);
    toc_json_end_object(json);
}

static void write_scenario(const toc_pages *p, toc_json *json)
{
    const toc_scenario *scenario = p->drill->script->scenario;
    char seed[24];

    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)p->drill->seed);
    toc_json_key(json, "scenario");
    toc_json_begin_object(json);
    toc_json_key_string(json, "id", scenario->id);
    toc_json_key_string(json, "title", toc_scenario_title_in(scenario, toc_lang_of(p)));
    toc_json_key_string(json, "file", scenario->source->path);
    toc_json_key_string(json, "kind", toc_drill_kind_word(scenario->kind));
    toc_json_key_string(json, "scope", scenario->is_comprehensive ? "comprehensive" : "single");
    toc_json_key_string(json, "seed", seed); /* a text: 64 bits are too many for some readers */
    toc_json_key_bool(json, "replay", scenario->plays_all);
    toc_json_key(json, "played");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < p->machine->bodies_count; i++) {
        if (p->drill->script->played[i])
            toc_json_string(json, toc_machine_text(p->machine, p->machine->bodies[i].head.name));
    }
    toc_json_end_array(json);
    key_instant(p, json, "start", 0);
    key_instant(p, json, "end", p->drill->end);
    toc_json_key_int(json, "end_ms", p->drill->end);
    toc_json_end_object(json);
}

static void write_result(const toc_pages *p, toc_json *json)
{
    static const char *const grades[] = {"poor", "fair", "good", "excellent"};
    const toc_score *score = p->score;
    bool is_tested = score->points != TOC_POINTS_NONE;

    toc_json_key(json, "result");
    toc_json_begin_object(json);
    toc_json_key_points(json, "score", score->points);
    toc_json_key_string(json, "rating", is_tested ? toc_rating_letter(score->rating) : NULL);
    toc_json_key_string(json, "grade", is_tested ? grades[score->grade] : NULL);
    toc_json_key_string(json, "thresholds", "Tocsin's own, not HSEEP's: P 90, S 70, M 50");
    toc_json_tally(json, &score->tally);
    toc_json_key_int(json, "concealed", score->concealed);
    toc_json_outcomes(json, score->outcomes);
    toc_json_key_int(json, "expectations", score->expects.count);
    toc_json_key_int(json, "expectations_failed", score->failed_expects);
    toc_json_end_object(json);
}

/* ── objectives and duties ── */

static const char *objective_name(const toc_pages *p, uint32_t id)
{
    if (id == TOC_OBJECTIVE_OTHER)
        return "other";
    return toc_machine_text(p->machine, p->machine->objectives[id].head.name);
}

static void write_objective(const toc_pages *p, toc_json *json, const toc_objective_score *row)
{
    bool is_tested = row->points != TOC_POINTS_NONE;

    toc_json_begin_object(json);
    toc_json_key_string(json, "name", objective_name(p, row->id));
    toc_json_key_string(json, "title", toc_title_of_objective(p, row->id));
    toc_json_key_int(json, "weight", row->weight);
    toc_json_key_points(json, "score", row->points);
    toc_json_key_string(json, "rating", is_tested ? toc_rating_letter(row->rating) : NULL);
    toc_json_tally(json, &row->tally);
    toc_json_key_int(json, "concealed", row->concealed);
    toc_json_outcomes(json, row->outcomes);
    toc_json_key(json, "duties");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        if (p->score->duties[i].objective == row->id)
            toc_json_int(json, i + 1);
    }
    toc_json_end_array(json);
    toc_json_end_object(json);
}

static void write_times(toc_json *json, const toc_duty *duty)
{
    bool is_done = duty->state == TOC_DUTY_MET || duty->state == TOC_DUTY_LATE;

    toc_json_key_ms(json, "opened_ms", duty->opened);
    toc_json_key_ms(json, "clock_ms", duty->clock);
    toc_json_key_ms(json, "due_ms", duty->due);
    toc_json_key_ms(json, "grace_ms", duty->due == TOC_MS_NONE ? TOC_MS_NONE : duty->grace);
    toc_json_key_ms(json, "done_ms", is_done ? duty->closed : TOC_MS_NONE);
    toc_json_key_ms(json, "closed_ms", duty->closed);
}

static void write_duty(const toc_pages *p, toc_json *json, const toc_scored *scored)
{
    const toc_duty *duty = &scored->duty;
    const toc_m_head *head = toc_duty_head(p->machine, duty);

    toc_json_begin_object(json);
    toc_json_key_int(json, "number", duty->number);
    toc_json_key_string(json, "kind", toc_duty_kind_word((toc_duty_kind)duty->kind));
    toc_json_key_string(json, "name", toc_duty_subject(p->machine, duty));
    toc_json_key_string(json, "title", toc_title_of(p, head));
    if (head->clause)
        toc_json_key_string(json, "clause", toc_machine_text(p->machine, head->clause));
    toc_json_key_body(p, json, "owner", duty->owner);
    toc_json_key_int(json, "activation", duty->activation);
    toc_json_key_int(json, "occurrence", duty->occurrence);
    toc_json_key_string(json, "objective", objective_name(p, scored->objective));
    toc_json_key_int(json, "weight", scored->weight);
    write_times(json, duty);
    toc_json_key_string(json, "state", toc_duty_state_word((toc_duty_state)duty->state));
    toc_json_key_string(
        json, "void_reason",
        duty->state == TOC_DUTY_VOID ? toc_void_reason_word((toc_void_reason)duty->reason) : NULL);
    toc_json_key_marks(json, duty->marks);
    toc_json_key_body(p, json, "by", duty->by);
    toc_json_key_entry(json, "entry", scored->entry);
    toc_json_key_points(json, "timeliness", scored->timeliness);
    toc_json_key_points(json, "points", scored->points);
    if (duty->kind == TOC_DUTY_REPORT)
        toc_json_integrity(p, json, scored);
    toc_json_end_object(json);
}

/* ── entries, so that a number of an entry says what it was ── */

static void write_entry(const toc_pages *p, toc_json *json, const toc_entry *entry)
{
    toc_location place = toc_sources_locate(p->sources, entry->span.begin);

    toc_json_begin_object(json);
    toc_json_key_int(json, "number", entry->number);
    toc_json_key_int(json, "line", place.line);
    toc_json_key_int(json, "at_ms", entry->at);
    toc_json_key_string(json, "verb", toc_entry_verb_word(entry->verb));
    toc_json_key_string(json, "subject", entry->subject.text);
    if (entry->by.text)
        toc_json_key_string(json, "by", entry->by.text);
    if (entry->text.text)
        toc_json_key_string(json, "text", entry->text.text);
    if (entry->why.text)
        toc_json_key_string(json, "why", entry->why.text);
    if (entry->pairs.count > 0) {
        toc_json_key(json, "values");
        toc_json_begin_object(json);
        for (uint32_t i = 0; i < entry->pairs.count; i++)
            toc_json_key_string(json, entry->pairs.items[i].key.text,
                                entry->pairs.items[i].is_empty ? NULL
                                                               : entry->pairs.items[i].value.text);
        toc_json_end_object(json);
    }
    toc_json_end_object(json);
}

static void write_duties(const toc_pages *p, toc_json *json)
{
    const toc_scenario *scenario = p->drill->script->scenario;

    toc_json_key(json, "objectives");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < p->score->objectives.count; i++)
        write_objective(p, json, &p->score->objectives.items[i]);
    toc_json_end_array(json);
    toc_json_key(json, "duties");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < p->drill->duty_count; i++)
        write_duty(p, json, &p->score->duties[i]);
    toc_json_end_array(json);
    toc_json_key(json, "entries");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < toc_scenario_entry_count(scenario); i++)
        write_entry(p, json, toc_scenario_entry(scenario, i + 1));
    toc_json_end_array(json);
}

void toc_report_json(toc_arena *arena, const toc_score *score, toc_sources *sources,
                     const toc_diag_sink *sink, const toc_report_extras *extras, const char *lang,
                     FILE *out)
{
    toc_pages pages;
    toc_json json;

    toc_pages_init(&pages, arena, score, sources, lang, out);
    toc_json_init(&json, out, 2);
    toc_json_begin_object(&json);
    toc_json_key_int(&json, "version", 1);
    toc_json_key_string(&json, "kind", "drill-report");
    write_plan(&pages, &json);
    write_scenario(&pages, &json);
    write_result(&pages, &json);
    write_duties(&pages, &json);
    toc_json_figures(&pages, &json);
    toc_json_observations(&pages, &json);
    if (extras)
        toc_json_extras(&pages, &json, extras);
    toc_json_key(&json, "diagnostics");
    toc_diag_write_records(sink, sources, &json);
    toc_json_key_int(&json, "errors", sink->error_count);
    toc_json_key_int(&json, "warnings", sink->warning_count);
    toc_json_end_object(&json);
    (void)fputc('\n', out);
}

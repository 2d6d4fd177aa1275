/* json_observations.c - evaluators' notes and acts outside the plan in the JSON report. */
#include "report/json_private.h"

static void key_place(const toc_pages *p, toc_json *json, toc_span span)
{
    toc_json_key(json, "line");
    if (toc_span_is_none(span))
        toc_json_null(json);
    else
        toc_json_int(json, toc_sources_locate(p->sources, span.begin).line);
}

static const char *about_name(const toc_pages *p, const toc_bound_observation *row)
{
    if (row->about == TOC_ABOUT_SUBJECT)
        return row->subject;
    if (row->about == TOC_ABOUT_WHOLE)
        return NULL;
    return row->id == TOC_OBJECTIVE_OTHER
               ? "other"
               : toc_machine_text(p->machine, p->machine->objectives[row->id].head.name);
}

static void write_observation(const toc_pages *p, toc_json *json, const toc_bound_observation *row)
{
    static const char *const kinds[] = {"whole", "objective", "obligation"};
    const toc_observation *note = row->observation;

    toc_json_begin_object(json);
    toc_json_key_int(json, "number", note->number);
    key_place(p, json, note->span);
    toc_json_key_int(json, "at_ms", note->at);
    toc_json_key_string(json, "by", note->by.text);
    toc_json_key_string(json, "about_kind", kinds[row->about]);
    toc_json_key_string(json, "about", about_name(p, row));
    toc_json_key(json, "duties");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        if (toc_observation_is_about(p->machine, row, &p->score->duties[i].duty))
            toc_json_int(json, p->score->duties[i].duty.number);
    }
    toc_json_end_array(json);
    toc_json_key_string(json, "rating", note->rating.text);
    toc_json_key_string(json, "text", note->text.text);
    toc_json_end_object(json);
}

static void write_outside(const toc_pages *p, toc_json *json, const toc_bound_outside *row)
{
    toc_json_begin_object(json);
    toc_json_key_int(json, "number", row->outside->number);
    key_place(p, json, row->outside->span);
    toc_json_key_int(json, "at_ms", row->outside->at);
    toc_json_key_body(p, json, "body", row->body);
    toc_json_key_string(json, "text", row->outside->text.text);
    toc_json_end_object(json);
}

void toc_json_observations(const toc_pages *p, toc_json *json)
{
    const toc_script *script = p->drill->script;

    if (script->observation_count > 0) {
        toc_json_key(json, "observations");
        toc_json_begin_array(json);
        for (uint32_t i = 0; i < script->observation_count; i++)
            write_observation(p, json, &script->observations[i]);
        toc_json_end_array(json);
    }
    if (script->outside_count > 0) {
        toc_json_key(json, "outside");
        toc_json_begin_array(json);
        for (uint32_t i = 0; i < script->outside_count; i++)
            write_outside(p, json, &script->outside[i]);
        toc_json_end_array(json);
    }
}

/* view_means.c - what the controller's forms offer: everything that an entry of a scenario can name. */
#include <string.h>

#include "drill/value.h"
#include "view/view_private.h"

static void begin(toc_view_pen *pen, const char *key)
{
    toc_json_key(pen->json, key);
    toc_json_begin_array(pen->json);
}

static void write_named(toc_view_pen *pen, const char *key, const toc_m_head *head)
{
    toc_view_key_name(pen, key, head);
    toc_view_key_text(pen, "title", toc_title_of(&pen->pages, head));
}

static void write_events(toc_view_pen *pen)
{
    begin(pen, "events");
    for (uint32_t i = 0; i < pen->machine->events_count; i++) {
        const toc_m_event *event = &pen->machine->events[i];

        toc_json_begin_object(pen->json);
        write_named(pen, "event", &event->head);
        toc_view_bodies(pen, "seen_by", event->seen_by);
        begin(pen, "fields");
        for (uint32_t k = 0; k < event->fields.count; k++) {
            const toc_m_field *field = &pen->machine->fields[event->fields.first + k];

            toc_json_begin_object(pen->json);
            toc_json_key_string(pen->json, "field", toc_machine_text(pen->machine, field->name));
            toc_view_choices(pen, "choices", field->choices);
            toc_json_end_object(pen->json);
        }
        toc_json_end_array(pen->json);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_indicators(toc_view_pen *pen)
{
    toc_diag_sink words;

    pen->arena->lang = pen->audience->lang;
    toc_diag_sink_init(&words, pen->arena);
    begin(pen, "indicators");
    for (uint32_t i = 0; i < pen->machine->indicators_count; i++) {
        const toc_m_indicator *row = &pen->machine->indicators[i];
        toc_value_form form = toc_value_form_of_indicator(row);
        int64_t value = toc_engine_indicator(pen->state->engine, i);

        toc_json_begin_object(pen->json);
        write_named(pen, "indicator", &row->head);
        toc_view_key_text(pen, "value", toc_value_text(pen->arena, pen->machine, &form, value));
        toc_view_key_text(pen, "expected", toc_value_expected(&words, pen->machine, &form));
        toc_view_choices(pen, "choices", row->choices);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_resources(toc_view_pen *pen)
{
    begin(pen, "resources");
    for (uint32_t i = 0; i < pen->machine->resources_count; i++) {
        toc_json_begin_object(pen->json);
        write_named(pen, "resource", &pen->machine->resources[i].head);
        toc_json_key_int(pen->json, "free", toc_engine_resource_free(pen->state->engine, i));
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_outcomes(toc_view_pen *pen, const toc_m_node *node)
{
    begin(pen, "outcomes");
    for (uint32_t i = 0; i < node->outcomes.count; i++)
        toc_json_string(
            pen->json,
            toc_machine_text(pen->machine, pen->machine->outcomes[node->outcomes.first + i].name));
    toc_json_end_array(pen->json);
}

static void write_steps(toc_view_pen *pen)
{
    begin(pen, "steps");
    for (uint32_t i = 0; i < pen->machine->nodes_count; i++) {
        const toc_m_node *node = &pen->machine->nodes[i];

        toc_json_begin_object(pen->json);
        write_named(pen, "step", &node->head);
        toc_json_key_string(pen->json, "kind",
                            node->kind == TOC_M_NODE_DECISION ? "decision" : "step");
        toc_view_key_body(pen, "owner", node->performer);
        toc_view_key_body(pen, "approver", node->approver);
        write_outcomes(pen, node);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_reports(toc_view_pen *pen)
{
    begin(pen, "reports");
    for (uint32_t i = 0; i < pen->machine->reports_count; i++) {
        const toc_m_report *row = &pen->machine->reports[i];

        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "report", &row->head);
        toc_view_key_text(pen, "title", toc_title_of_report(&pen->pages, i));
        toc_json_key_bool(pen->json, "is_announcement", row->kind == TOC_M_REPORT_ANNOUNCEMENT);
        toc_view_key_body(pen, "sender", row->sender);
        toc_view_bodies(pen, "to", row->receivers);
        toc_view_contents(pen, "fields", row->content);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_responses(toc_view_pen *pen)
{
    begin(pen, "responses");
    for (uint32_t i = 0; i < pen->machine->responses_count; i++) {
        toc_json_begin_object(pen->json);
        write_named(pen, "response", &pen->machine->responses[i].head);
        toc_json_key_bool(pen->json, "active",
                          toc_engine_response_is_active(pen->state->engine, i));
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_moments(toc_view_pen *pen)
{
    begin(pen, "moments");
    for (uint32_t i = 0; i < pen->machine->moments_count; i++) {
        toc_json_begin_object(pen->json);
        write_named(pen, "moment", &pen->machine->moments[i].head);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

void toc_view_means(toc_view_pen *pen)
{
    toc_json_begin_object(pen->json);
    write_events(pen);
    write_indicators(pen);
    write_resources(pen);
    write_steps(pen);
    write_reports(pen);
    write_responses(pen);
    write_moments(pen);
    toc_json_end_object(pen->json);
}

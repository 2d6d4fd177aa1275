/* json_figures.c - the figures of the JSON report: bodies, grades, resources, findings. */
#include "report/json_private.h"
#include "report/text_private.h"

static const char *name_of(const toc_pages *p, const toc_m_head *head)
{
    return toc_machine_text(p->machine, head->name);
}

static void write_body(const toc_pages *p, toc_json *json, const toc_body_figures *row)
{
    uint32_t tasks = row->tally.met + row->tally.late + row->tally.missed;

    toc_json_begin_object(json);
    toc_json_key_body(p, json, "name", row->body);
    toc_json_key_string(json, "title", toc_title_of_body(p, row->body));
    toc_json_key_int(json, "tasks", tasks);
    toc_json_tally(json, &row->tally);
    toc_json_key_points(json, "on_time", row->on_time);
    toc_json_outcomes(json, row->outcomes);
    toc_json_key_int(json, "silence_ms", row->silence);
    toc_json_key_ms(json, "silence_from_ms", row->silence ? row->silence_from : TOC_MS_NONE);
    toc_json_key_int(json, "peak", row->peak);
    toc_json_key_ms(json, "peak_at_ms", row->peak ? row->peak_at : TOC_MS_NONE);
    toc_json_key(json, "load");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < row->load.count; i++) {
        toc_json_begin_object(json);
        toc_json_key_int(json, "at_ms", row->load.items[i].at);
        toc_json_key_int(json, "open", row->load.items[i].open);
        toc_json_end_object(json);
    }
    toc_json_end_array(json);
    toc_json_end_object(json);
}

static const char *verdict_word(toc_verdict verdict)
{
    static const char *const words[] = {"right", "deciding", "under", "holding", "over"};

    return words[verdict];
}

static void key_grade(const toc_pages *p, toc_json *json, const char *key, uint32_t ladder,
                      uint32_t rank)
{
    const toc_m_ladder *row = &p->machine->ladders[ladder];
    const char *grade =
        rank == 0
            ? NULL
            : toc_machine_text(p->machine, p->machine->levels[row->levels.first + rank - 1].grade);

    toc_json_key_string(json, key, grade);
}

static void write_judgement(const toc_pages *p, toc_json *json, const toc_judgement *row)
{
    toc_json_begin_object(json);
    toc_json_key_string(json, "ladder", name_of(p, &p->machine->ladders[row->ladder].head));
    toc_json_key(json, "total_ms");
    toc_json_begin_object(json);
    for (unsigned i = 0; i < TOC_VERDICT_COUNT; i++)
        toc_json_key_int(json, verdict_word((toc_verdict)i), row->total[i]);
    toc_json_end_object(json);
    toc_json_key(json, "stretches");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < row->stretches.count; i++) {
        const toc_judged *judged = &row->stretches.items[i];

        toc_json_begin_object(json);
        toc_json_key_int(json, "from_ms", judged->from);
        toc_json_key_int(json, "to_ms", judged->to);
        key_grade(p, json, "warranted", row->ladder, judged->warranted);
        key_grade(p, json, "declared", row->ladder, judged->declared);
        toc_json_key_string(json, "verdict", verdict_word(judged->verdict));
        toc_json_end_object(json);
    }
    toc_json_end_array(json);
    toc_json_end_object(json);
}

static void write_resource(const toc_pages *p, toc_json *json, const toc_resource_figures *row)
{
    const toc_m_resource *resource = &p->machine->resources[row->resource];

    toc_json_begin_object(json);
    toc_json_key_string(json, "name", name_of(p, &resource->head));
    toc_json_key_string(json, "title", toc_title_of(p, &resource->head));
    toc_json_key_int(json, "units", resource->count);
    toc_json_key_int(json, "granted", row->granted);
    toc_json_key_int(json, "peak", row->peak);
    toc_json_key_int(json,
                     resource->kind == TOC_RESOURCE_CONSUMABLE ? "units_taken" : "unit_minutes",
                     row->used_minutes);
    toc_json_key_int(json, "lost", row->lost);
    toc_json_key_int(json, "waits", row->waits);
    toc_json_key_int(json, "waited_ms", row->waited);
    toc_json_end_object(json);
}

static void write_irregularity(const toc_pages *p, toc_json *json, const toc_irregularity *row)
{
    const toc_trace *trace = &p->drill->happenings[row->happening].trace;

    toc_json_begin_object(json);
    toc_json_key_int(json, "at_ms", row->at);
    toc_json_key_entry(json, "entry", row->entry);
    toc_json_key_string(json, "record", toc_trace_kind_word((toc_trace_kind)trace->kind));
    toc_json_key_body(p, json, "by", trace->body);
    toc_json_key_marks(json, row->marks);
    toc_json_end_object(json);
}

static const char *finding_word(toc_finding_kind kind)
{
    switch (kind) {
    case TOC_FINDING_NOT_TOLD:
        return "not-told";
    case TOC_FINDING_CONCEALED:
        return "concealed";
    case TOC_FINDING_FIELDS:
        return "fields-missing";
    case TOC_FINDING_FALSE:
        return "false";
    case TOC_FINDING_UNDERSTATED:
        return "understated";
    case TOC_FINDING_COPY:
        return "copy-missing";
    case TOC_FINDING_UNDER:
        return "under-graded";
    case TOC_FINDING_OVER:
        return "over-graded";
    case TOC_FINDING_WAITED:
        return "waited";
    case TOC_FINDING_MOBILISED:
        return "mobilised";
    }
    return "";
}

static const char *about(const toc_pages *p, const toc_finding *finding)
{
    switch (finding->kind) {
    case TOC_FINDING_NOT_TOLD:
    case TOC_FINDING_CONCEALED:
    case TOC_FINDING_FIELDS:
    case TOC_FINDING_FALSE:
    case TOC_FINDING_UNDERSTATED:
        return toc_duty_subject(p->machine, &p->score->duties[finding->duty - 1].duty);
    case TOC_FINDING_COPY:
        return name_of(p, &p->machine->reports[finding->other].head);
    case TOC_FINDING_UNDER:
    case TOC_FINDING_OVER:
        return name_of(p, &p->machine->ladders[finding->other].head);
    case TOC_FINDING_WAITED:
    case TOC_FINDING_MOBILISED:
        return name_of(p, &p->machine->resources[finding->other].head);
    }
    return "";
}

static void write_finding(const toc_pages *p, toc_json *json, const toc_finding *finding)
{
    toc_json_begin_object(json);
    toc_json_key_string(json, "kind", finding_word(finding->kind));
    toc_json_key_string(json, "about", about(p, finding));
    toc_json_key_body(p, json, "body", finding->body);
    if (finding->duty)
        toc_json_key_int(json, "duty", finding->duty);
    if (finding->kind == TOC_FINDING_FALSE || finding->kind == TOC_FINDING_UNDERSTATED)
        toc_json_key_int(json, "fact", finding->other + 1);
    if (finding->ms)
        toc_json_key_int(json, "ms", finding->ms);
    toc_json_end_object(json);
}

static void write_expect(const toc_pages *p, toc_json *json, const toc_expect_result *result)
{
    const toc_expect *expect = result->expect->expect;

    toc_json_begin_object(json);
    toc_json_key_int(json, "number", expect->number);
    toc_json_key_int(json, "line", toc_sources_locate(p->sources, expect->span.begin).line);
    toc_json_key_bool(json, "met", result->is_met);
    toc_json_key_string(json, "expected", toc_expect_text(p, result));
    toc_json_key_string(json, "actual", toc_actual_text(p, result));
    toc_json_key_ms(json, "at_ms", result->at);
    if (result->duty)
        toc_json_key_int(json, "duty", result->duty);
    toc_json_end_object(json);
}

#define WRITE_ALL(key, list, write)                                                                \
    do {                                                                                           \
        toc_json_key(json, key);                                                                   \
        toc_json_begin_array(json);                                                                \
        for (uint32_t i = 0; i < p->score->list.count; i++)                                        \
            write(p, json, &p->score->list.items[i]);                                              \
        toc_json_end_array(json);                                                                  \
    } while (0)

void toc_json_figures(const toc_pages *p, toc_json *json)
{
    WRITE_ALL("bodies", bodies, write_body);
    WRITE_ALL("grading", judgements, write_judgement);
    WRITE_ALL("resources", resources, write_resource);
    WRITE_ALL("irregularities", irregularities, write_irregularity);
    WRITE_ALL("findings", findings, write_finding);
    WRITE_ALL("expectations", expects, write_expect);
}

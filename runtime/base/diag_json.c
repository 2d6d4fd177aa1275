/* diag_json.c - records as one JSON document for tools.
 *
 * Bytes count from 0 in the file, lines and columns from 1; end columns name the place
 * just after the last character. */
#include "base/diag.h"
#include "base/json.h"
#include "base/source.h"

static void write_span(toc_json *json, toc_location begin, toc_location end, toc_span span)
{
    toc_json_begin_object(json);
    toc_json_key_int(json, "byte_begin", (int64_t)span.begin - begin.source->base);
    toc_json_key_int(json, "byte_end", (int64_t)span.end - begin.source->base);
    toc_json_key_int(json, "line", begin.line);
    toc_json_key_int(json, "column", begin.byte);
    toc_json_key_int(json, "column_codepoints", begin.codepoint);
    toc_json_key_int(json, "column_display", begin.column);
    toc_json_key_int(json, "end_line", end.line);
    toc_json_key_int(json, "end_column", end.byte);
    toc_json_key_int(json, "end_column_codepoints", end.codepoint);
    toc_json_key_int(json, "end_column_display", end.column);
    toc_json_end_object(json);
}

/* "file" and "span" of an object; @p subject is the file where there is no place. */
static void write_place(toc_json *json, toc_sources *sources, toc_span span, const char *subject)
{
    toc_location begin = {0};

    if (!toc_span_is_none(span))
        begin = toc_sources_locate(sources, span.begin);
    toc_json_key_string(json, "file", begin.source ? begin.source->path : subject);
    toc_json_key(json, "span");
    if (!begin.source) {
        toc_json_null(json);
        return;
    }
    if (span.end > begin.source->base + begin.source->size)
        span.end = begin.source->base + begin.source->size;
    if (span.end < span.begin)
        span.end = span.begin;
    write_span(json, begin, toc_sources_locate(sources, span.end), span);
}

static void write_texts(toc_json *json, const char *key, const char *const *texts, uint32_t count)
{
    toc_json_key(json, key);
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < count; i++)
        toc_json_string(json, texts[i]);
    toc_json_end_array(json);
}

static void write_labels(toc_json *json, toc_sources *sources, const toc_diag *diag)
{
    toc_json_key(json, "labels");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < diag->labels.count; i++) {
        toc_json_begin_object(json);
        toc_json_key_string(json, "message", diag->labels.items[i].text);
        write_place(json, sources, diag->labels.items[i].span, NULL);
        toc_json_end_object(json);
    }
    toc_json_end_array(json);
}

static void write_fixits(toc_json *json, toc_sources *sources, const toc_diag *diag)
{
    toc_json_key(json, "fixits");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < diag->fixits.count; i++) {
        toc_json_begin_object(json);
        toc_json_key_string(json, "replacement", diag->fixits.items[i].replacement);
        toc_json_key_bool(json, "safe", diag->fixits.items[i].is_safe);
        write_place(json, sources, diag->fixits.items[i].span, NULL);
        toc_json_end_object(json);
    }
    toc_json_end_array(json);
}

static void write_allowed(toc_json *json, toc_sources *sources, const toc_diag *diag)
{
    toc_json_key_string(json, "reason", diag->reason);
    toc_json_key(json, "allowed_at");
    toc_json_begin_object(json);
    write_place(json, sources, diag->allowed_at, NULL);
    toc_json_end_object(json);
}

static void write_record(toc_json *json, toc_sources *sources, const toc_diag *diag)
{
    const toc_diag_info *info = toc_diag_info_find((unsigned)diag->code);
    char code[16];

    (void)snprintf(code, sizeof code, "T%04u", (unsigned)diag->code);
    toc_json_begin_object(json);
    toc_json_key_string(json, "code", code);
    toc_json_key_string(json, "slug", info ? info->slug : NULL);
    toc_json_key_string(json, "level", toc_diag_level_word(diag->level));
    toc_json_key_string(json, "message", diag->message);
    write_place(json, sources, diag->span, diag->subject);
    toc_json_key_string(json, "here", diag->here);
    write_labels(json, sources, diag);
    write_texts(json, "notes", diag->notes.items, diag->notes.count);
    write_texts(json, "helps", diag->helps.items, diag->helps.count);
    write_fixits(json, sources, diag);
    if (diag->reason)
        write_allowed(json, sources, diag);
    toc_json_end_object(json);
}

static void write_array(toc_json *json, toc_sources *sources, toc_diag *const *records,
                        uint32_t count)
{
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < count; i++)
        write_record(json, sources, records[i]);
    toc_json_end_array(json);
}

void toc_diag_write_records(const toc_diag_sink *sink, struct toc_sources *sources,
                            struct toc_json *json)
{
    write_array(json, sources, sink->records.items, sink->records.count);
}

void toc_diag_write_findings(const toc_diag_sink *sink, struct toc_sources *sources, toc_json *json)
{
    toc_json_key(json, "diagnostics");
    toc_diag_write_records(sink, sources, json);
    toc_json_key_int(json, "errors", sink->error_count);
    toc_json_key_int(json, "warnings", sink->warning_count);
    toc_json_key(json, "allowed");
    write_array(json, sources, sink->allowed.items, sink->allowed.count);
}

void toc_diag_render_json(const toc_diag_sink *sink, struct toc_sources *sources, FILE *out)
{
    toc_json json;

    toc_json_init(&json, out, 2);
    toc_json_begin_object(&json);
    toc_json_key_int(&json, "version", 1);
    toc_diag_write_findings(sink, sources, &json);
    toc_json_end_object(&json);
    (void)fputc('\n', out);
}

/* findings_sarif.c - findings as SARIF 2.1.0 (OASIS standard), one run in one log. */
#include "driver/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "driver/explain_pages.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

typedef struct sarif {
    toc_json json;
    const toc_findings *findings;
    toc_arena *arena;
    TOC_VEC(toc_diag_code) rules; /* ascending, each once */
} sarif;

/* ── places ──────────────────────────────────────────────────────────────── */

static bool is_plain_in_uri(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || strchr("-._~/", byte) != NULL;
}

/* A path as a URI reference: relative ones stay relative, to where the check was run. */
static const char *uri_of(toc_arena *arena, const char *path)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t size = strlen(path);
    const char *scheme = *path == '/' ? "file://" : "";
    char *uri = toc_arena_alloc(arena, 3 * size + 1);
    char *at = uri;

    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)path[i];

        if (is_plain_in_uri(byte)) {
            *at++ = (char)byte;
            continue;
        }
        *at++ = '%';
        *at++ = digits[byte >> 4];
        *at++ = digits[byte & 15];
    }
    *at = '\0';
    return toc_arena_printf(arena, "%s%s", scheme, uri);
}

static void write_file(sarif *it, const char *path)
{
    toc_json_key(&it->json, "artifactLocation");
    toc_json_begin_object(&it->json);
    toc_json_key_string(&it->json, "uri", uri_of(it->arena, path));
    toc_json_end_object(&it->json);
}

static void write_region(sarif *it, const char *key, toc_span span)
{
    toc_location begin = toc_sources_locate(it->findings->sources, span.begin);
    toc_location end = toc_sources_locate(it->findings->sources, span.end);

    toc_json_key(&it->json, key);
    toc_json_begin_object(&it->json);
    toc_json_key_int(&it->json, "startLine", begin.line);
    toc_json_key_int(&it->json, "startColumn", begin.codepoint);
    toc_json_key_int(&it->json, "endLine", end.line);
    toc_json_key_int(&it->json, "endColumn", end.codepoint);
    toc_json_end_object(&it->json);
}

static const toc_source *source_of(const sarif *it, toc_span span)
{
    return toc_span_is_none(span) ? NULL : toc_sources_find(it->findings->sources, span);
}

/* A location object; @p path where there is no place, @p text NULL: nothing is said of it. */
static void write_location(sarif *it, toc_span span, const char *path, const char *text, int64_t id)
{
    const toc_source *source = source_of(it, span);

    toc_json_begin_object(&it->json);
    if (id >= 0)
        toc_json_key_int(&it->json, "id", id);
    if (source || path) {
        toc_json_key(&it->json, "physicalLocation");
        toc_json_begin_object(&it->json);
        write_file(it, source ? source->path : path);
        if (source)
            write_region(it, "region", span);
        toc_json_end_object(&it->json);
    }
    if (text) {
        toc_json_key(&it->json, "message");
        toc_json_begin_object(&it->json);
        toc_json_key_string(&it->json, "text", text);
        toc_json_end_object(&it->json);
    }
    toc_json_end_object(&it->json);
}

/* ── rules ───────────────────────────────────────────────────────────────── */

static int by_code(const void *left, const void *right)
{
    toc_diag_code a = *(const toc_diag_code *)left;
    toc_diag_code b = *(const toc_diag_code *)right;

    return (a > b) - (a < b);
}

static void collect(sarif *it, toc_diag *const *records, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        TOC_PUSH(it->arena, &it->rules, records[i]->code);
}

static void collect_rules(sarif *it)
{
    const toc_diag_sink *sink = it->findings->sink;
    uint32_t kept = 0;

    collect(it, sink->records.items, sink->records.count);
    collect(it, sink->allowed.items, sink->allowed.count);
    if (it->rules.count > 1)
        qsort(it->rules.items, it->rules.count, sizeof it->rules.items[0], by_code);
    for (uint32_t i = 0; i < it->rules.count; i++) {
        if (kept == 0 || it->rules.items[kept - 1] != it->rules.items[i])
            it->rules.items[kept++] = it->rules.items[i];
    }
    it->rules.count = kept;
}

static void write_text(sarif *it, const char *key, const char *text, const char *markdown)
{
    toc_json_key(&it->json, key);
    toc_json_begin_object(&it->json);
    toc_json_key_string(&it->json, "text", text);
    if (markdown)
        toc_json_key_string(&it->json, "markdown", markdown);
    toc_json_end_object(&it->json);
}

/* The first paragraph of a page, which says what the message means. */
static const char *meaning_of(toc_arena *arena, const char *page)
{
    const char *begin = strstr(page, "\n\n");
    const char *end = begin ? strstr(begin + 2, "\n\n") : NULL;

    if (!begin || !end)
        return page;
    return toc_diag_plain(arena, toc_arena_copy(arena, begin + 2, (size_t)(end - begin - 2)));
}

/* And of that the first sentence. */
static const char *headline_of(toc_arena *arena, const char *meaning)
{
    const char *end = strstr(meaning, ". ");

    return end ? toc_arena_copy(arena, meaning, (size_t)(end - meaning) + 1) : meaning;
}

static void write_rule(sarif *it, toc_diag_code code)
{
    const toc_diag_info *info = toc_diag_info_find((unsigned)code);
    const toc_explain_page *page = toc_explain_page_find((unsigned)code, "en");

    toc_json_begin_object(&it->json);
    toc_json_key_string(&it->json, "id", toc_arena_printf(it->arena, "T%04u", (unsigned)code));
    toc_json_key_string(&it->json, "name", info->slug);
    if (page) {
        const char *meaning = meaning_of(it->arena, page->text);

        write_text(it, "shortDescription", headline_of(it->arena, meaning), NULL);
        write_text(it, "fullDescription", meaning, NULL);
        write_text(it, "help", page->text, page->text);
    }
    toc_json_key(&it->json, "defaultConfiguration");
    toc_json_begin_object(&it->json);
    toc_json_key_string(&it->json, "level", toc_diag_level_word(info->level));
    toc_json_end_object(&it->json);
    toc_json_end_object(&it->json);
}

static void write_tool(sarif *it)
{
    toc_json_key(&it->json, "tool");
    toc_json_begin_object(&it->json);
    toc_json_key(&it->json, "driver");
    toc_json_begin_object(&it->json);
    toc_json_key_string(&it->json, "name", "Tocsin");
    toc_json_key_string(&it->json, "version", it->findings->version);
    toc_json_key(&it->json, "rules");
    toc_json_begin_array(&it->json);
    for (uint32_t i = 0; i < it->rules.count; i++)
        write_rule(it, it->rules.items[i]);
    toc_json_end_array(&it->json);
    toc_json_end_object(&it->json);
    toc_json_end_object(&it->json);
}

/* ── results ─────────────────────────────────────────────────────────────── */

static void write_labels(sarif *it, const toc_diag *diag)
{
    if (diag->labels.count == 0)
        return;
    toc_json_key(&it->json, "relatedLocations");
    toc_json_begin_array(&it->json);
    for (uint32_t i = 0; i < diag->labels.count; i++)
        write_location(it, diag->labels.items[i].span, NULL, diag->labels.items[i].text, i);
    toc_json_end_array(&it->json);
}

static void write_replacement(sarif *it, const toc_diag_fixit *fixit)
{
    toc_json_begin_object(&it->json);
    write_region(it, "deletedRegion", fixit->span);
    write_text(it, "insertedContent", fixit->replacement, NULL);
    toc_json_end_object(&it->json);
}

/* The fix-its of one record are one repair; those in one file stand together. */
static void write_changes(sarif *it, const toc_diag *diag)
{
    const toc_source *open = NULL;

    for (uint32_t i = 0; i < diag->fixits.count; i++) {
        const toc_source *source = source_of(it, diag->fixits.items[i].span);

        if (!source)
            continue;
        if (source != open) {
            if (open) {
                toc_json_end_array(&it->json);
                toc_json_end_object(&it->json);
            }
            open = source;
            toc_json_begin_object(&it->json);
            write_file(it, source->path);
            toc_json_key(&it->json, "replacements");
            toc_json_begin_array(&it->json);
        }
        write_replacement(it, &diag->fixits.items[i]);
    }
    if (open) {
        toc_json_end_array(&it->json);
        toc_json_end_object(&it->json);
    }
}

static void write_fix(sarif *it, const toc_diag *diag)
{
    bool is_safe = toc_diag_is_safely_fixed(diag);

    if (diag->fixits.count == 0 || !source_of(it, diag->fixits.items[0].span))
        return;
    toc_json_key(&it->json, "fixes");
    toc_json_begin_array(&it->json);
    toc_json_begin_object(&it->json);
    write_text(it, "description", is_safe ? "cannot be wrong" : "a guess: look at it first", NULL);
    toc_json_key(&it->json, "artifactChanges");
    toc_json_begin_array(&it->json);
    write_changes(it, diag);
    toc_json_end_array(&it->json);
    toc_json_key(&it->json, "properties");
    toc_json_begin_object(&it->json);
    toc_json_key_bool(&it->json, "safe", is_safe);
    toc_json_end_object(&it->json);
    toc_json_end_object(&it->json);
    toc_json_end_array(&it->json);
}

static void write_suppression(sarif *it, const toc_diag *diag)
{
    toc_json_key(&it->json, "suppressions");
    toc_json_begin_array(&it->json);
    if (diag->reason) {
        toc_json_begin_object(&it->json);
        toc_json_key_string(&it->json, "kind", "inSource");
        toc_json_key_string(&it->json, "justification", diag->reason);
        toc_json_key(&it->json, "location");
        write_location(it, diag->allowed_at, NULL, NULL, -1);
        toc_json_end_object(&it->json);
    }
    toc_json_end_array(&it->json);
}

static int64_t rule_index(const sarif *it, toc_diag_code code)
{
    const toc_diag_code *found =
        bsearch(&code, it->rules.items, it->rules.count, sizeof it->rules.items[0], by_code);

    return found ? found - it->rules.items : -1;
}

static void write_result(sarif *it, const toc_diag *diag)
{
    bool has_place = source_of(it, diag->span) || diag->subject;

    toc_json_begin_object(&it->json);
    toc_json_key_string(&it->json, "ruleId",
                        toc_arena_printf(it->arena, "T%04u", (unsigned)diag->code));
    toc_json_key_int(&it->json, "ruleIndex", rule_index(it, diag->code));
    toc_json_key_string(&it->json, "level", toc_diag_level_word(diag->level));
    write_text(it, "message", toc_diag_full_text(it->arena, diag), NULL);
    toc_json_key(&it->json, "locations");
    toc_json_begin_array(&it->json);
    if (has_place)
        write_location(it, diag->span, diag->subject, diag->here, -1);
    toc_json_end_array(&it->json);
    write_labels(it, diag);
    write_fix(it, diag);
    write_suppression(it, diag);
    toc_json_end_object(&it->json);
}

static void write_results(sarif *it)
{
    const toc_diag_sink *sink = it->findings->sink;

    toc_json_key(&it->json, "results");
    toc_json_begin_array(&it->json);
    for (uint32_t i = 0; i < sink->records.count; i++)
        write_result(it, sink->records.items[i]);
    for (uint32_t i = 0; i < sink->allowed.count; i++)
        write_result(it, sink->allowed.items[i]);
    toc_json_end_array(&it->json);
}

void toc_findings_write_sarif(const toc_findings *findings, FILE *out)
{
    sarif it = {.findings = findings, .arena = findings->sink->arena};

    collect_rules(&it);
    toc_json_init(&it.json, out, 2);
    toc_json_begin_object(&it.json);
    toc_json_key_string(&it.json, "$schema", SCHEMA);
    toc_json_key_string(&it.json, "version", "2.1.0");
    toc_json_key(&it.json, "runs");
    toc_json_begin_array(&it.json);
    toc_json_begin_object(&it.json);
    write_tool(&it);
    toc_json_key_string(&it.json, "columnKind", "unicodeCodePoints");
    write_results(&it);
    toc_json_end_object(&it.json);
    toc_json_end_array(&it.json);
    toc_json_end_object(&it.json);
    (void)fputc('\n', out);
}

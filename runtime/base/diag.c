/* diag.c - the registry and the sink that collects records. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const toc_diag_info registry[] = {
#define TOC_DIAG(number, name, level, slug) {TOC_D_##name, TOC_DIAG_##level, slug},
#include "base/diag_codes.def"
#undef TOC_DIAG
};

#define REGISTRY_COUNT (sizeof registry / sizeof registry[0])

const toc_diag_info *toc_diag_info_all(size_t *out_count)
{
    *out_count = REGISTRY_COUNT;
    return registry;
}

static int compare_code(const void *key, const void *row)
{
    unsigned number = *(const unsigned *)key;
    unsigned other = (unsigned)((const toc_diag_info *)row)->code;

    return (number > other) - (number < other);
}

const char *toc_diag_level_word(toc_diag_level level)
{
    switch (level) {
    case TOC_DIAG_NOTE:
        return TOC_PHRASE("note");
    case TOC_DIAG_WARNING:
        return TOC_PHRASE("warning");
    case TOC_DIAG_ERROR:
        return TOC_PHRASE("error");
    }
    return "";
}

const toc_diag_info *toc_diag_info_find(unsigned number)
{
    return bsearch(&number, registry, REGISTRY_COUNT, sizeof registry[0], compare_code);
}

const toc_diag_info *toc_diag_info_named(const char *word)
{
    const char *digits = word + (*word == 'T' || *word == 't');

    if (*digits && strlen(digits) <= 4 && strspn(digits, "0123456789") == strlen(digits))
        return toc_diag_info_find((unsigned)strtoul(digits, NULL, 10));
    for (size_t i = 0; i < REGISTRY_COUNT; i++) {
        if (strcmp(registry[i].slug, word) == 0)
            return &registry[i];
    }
    return NULL;
}

void toc_diag_sink_init(toc_diag_sink *sink, toc_arena *arena)
{
    *sink = (toc_diag_sink){.arena = arena};
}

void toc_diag_sink_append(toc_diag_sink *sink, const toc_diag_sink *from, toc_diag_level least)
{
    for (uint32_t i = 0; i < from->records.count; i++) {
        toc_diag *diag = from->records.items[i];

        if (diag->level < least)
            continue;
        diag->sequence = sink->records.count;
        TOC_PUSH(sink->arena, &sink->records, diag);
        sink->error_count += diag->level == TOC_DIAG_ERROR;
        sink->warning_count += diag->level == TOC_DIAG_WARNING;
    }
    for (uint32_t i = 0; i < from->wordings.count; i++)
        TOC_PUSH(sink->arena, &sink->wordings, from->wordings.items[i]);
}

void toc_diag_sink_uncount(toc_diag_sink *sink, const toc_diag *diag)
{
    sink->error_count -= diag->level == TOC_DIAG_ERROR;
    sink->warning_count -= diag->level == TOC_DIAG_WARNING;
}

void toc_diag_sink_relevel(toc_diag_sink *sink, toc_diag *diag, toc_diag_level level)
{
    toc_diag_sink_uncount(sink, diag);
    diag->level = level;
    sink->error_count += level == TOC_DIAG_ERROR;
    sink->warning_count += level == TOC_DIAG_WARNING;
}

static void count_levels(toc_diag_sink *sink)
{
    sink->error_count = 0;
    sink->warning_count = 0;
    for (uint32_t i = 0; i < sink->records.count; i++) {
        toc_diag_level level = sink->records.items[i]->level;

        sink->error_count += level == TOC_DIAG_ERROR;
        sink->warning_count += level == TOC_DIAG_WARNING;
    }
}

const char *toc_diag_phrase(const toc_diag_sink *sink, const char *english)
{
    return toc_phrase(sink->arena, english);
}

/* ── keywords in texts ───────────────────────────────────────────────────── */

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* How many bytes at @p at are words of small letters, with blanks and hyphens between them; 0: what
 * stands there is part of something else (`--fix`, `level.III`, `%smin`). */
static size_t words_at(const char *at, char before)
{
    size_t size = 0;

    if (before != '`' && before != ' ' && before != '(')
        return 0;
    while (is_small(at[size]) || ((at[size] == ' ' || at[size] == '-') && is_small(at[size + 1])))
        size++;
    return strchr("` ),", at[size]) ? size : 0;
}

/* The format with marks round the keywords in it; itself where there are none. */
const char *toc_keywords_mark(toc_arena *arena, const char *text)
{
    size_t count = 0;
    bool is_quoted = false;
    char *marked;
    char *to;

    for (const char *at = text; *at; at++)
        count += *at == '`' || *at == ' ' || *at == '(';
    if (!strchr(text, '`'))
        return text;
    to = marked = toc_arena_alloc(arena, strlen(text) + 2 * count + 1);
    for (const char *at = text; *at;) {
        size_t size = is_quoted && at > text ? words_at(at, at[-1]) : 0;

        if (strncmp(at, "tocsin ", size > 7 ? 7 : size) == 0 && size >= 6)
            size = 0;
        if (*at == '`')
            is_quoted = !is_quoted;
        if (size == 0) {
            *to++ = *at++;
            continue;
        }
        *to++ = TOC_KEYWORD_BEGIN;
        memcpy(to, at, size);
        to += size;
        *to++ = TOC_KEYWORD_END;
        at += size;
    }
    *to = '\0';
    return marked;
}

static bool is_mark(char c)
{
    return c == TOC_KEYWORD_BEGIN || c == TOC_LISTED_BEGIN || c == TOC_KEYWORD_END;
}

/* The text without marks; with marks it is kept beside it. */
static const char *take_text(toc_diag_sink *sink, const char *marked)
{
    toc_diag_wording wording = {marked, marked};
    size_t size = strlen(marked);
    char *text;
    char *to;

    if (!strchr(marked, TOC_KEYWORD_END))
        return marked;
    to = text = toc_arena_copy(sink->arena, marked, size);
    for (size_t i = 0; i < size; i++) {
        if (!is_mark(marked[i]))
            *to++ = marked[i];
    }
    *to = '\0';
    wording.text = text;
    TOC_PUSH(sink->arena, &sink->wordings, wording);
    return text;
}

static const char *write_text(toc_diag_sink *sink, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static const char *write_text(toc_diag_sink *sink, const char *format, va_list arguments)
{
    return take_text(sink, toc_vsay_keywords(sink->arena, format, arguments));
}

/* ── records ─────────────────────────────────────────────────────────────── */

toc_diag *toc_diag_add(toc_diag_sink *sink, toc_diag_code code, toc_span span, const char *format,
                       ...)
{
    va_list arguments;
    toc_diag *diag;

    va_start(arguments, format);
    diag = toc_diag_vadd(sink, code, span, format, arguments);
    va_end(arguments);
    return diag;
}

toc_diag *toc_diag_vadd(toc_diag_sink *sink, toc_diag_code code, toc_span span, const char *format,
                        va_list arguments)
{
    const toc_diag_info *info = toc_diag_info_find((unsigned)code);
    toc_diag *diag = TOC_NEW(sink->arena, toc_diag);

    diag->code = code;
    diag->level = info ? info->level : TOC_DIAG_ERROR;
    diag->span = span;
    diag->lang = toc_arena_lang(sink->arena);
    diag->input = sink->input;
    diag->sequence = sink->records.count;
    diag->message = write_text(sink, format, arguments);
    TOC_PUSH(sink->arena, &sink->records, diag);
    sink->error_count += diag->level == TOC_DIAG_ERROR;
    sink->warning_count += diag->level == TOC_DIAG_WARNING;
    return diag;
}

void toc_diag_set_here(toc_diag_sink *sink, toc_diag *diag, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    diag->here = write_text(sink, format, arguments);
    va_end(arguments);
}

void toc_diag_set_subject(toc_diag_sink *sink, toc_diag *diag, const char *path)
{
    diag->subject = path ? toc_arena_copy(sink->arena, path, strlen(path)) : NULL;
}

void toc_diag_add_label(toc_diag_sink *sink, toc_diag *diag, toc_span span, const char *format, ...)
{
    toc_diag_label label = {.span = span};
    va_list arguments;

    va_start(arguments, format);
    label.text = write_text(sink, format, arguments);
    va_end(arguments);
    TOC_PUSH(sink->arena, &diag->labels, label);
}

void toc_diag_add_note(toc_diag_sink *sink, toc_diag *diag, const char *format, ...)
{
    va_list arguments;
    const char *text;

    va_start(arguments, format);
    text = write_text(sink, format, arguments);
    va_end(arguments);
    TOC_PUSH(sink->arena, &diag->notes, text);
}

void toc_diag_add_help(toc_diag_sink *sink, toc_diag *diag, const char *format, ...)
{
    va_list arguments;
    const char *text;

    va_start(arguments, format);
    text = write_text(sink, format, arguments);
    va_end(arguments);
    TOC_PUSH(sink->arena, &diag->helps, text);
}

void toc_diag_add_fixed_help(toc_diag_sink *sink, toc_diag *diag, const char *text)
{
    TOC_PUSH(sink->arena, &diag->helps,
             take_text(sink, toc_keywords_mark(sink->arena, toc_diag_phrase(sink, text))));
}

void toc_diag_add_fixit(toc_diag_sink *sink, toc_diag *diag, toc_span span, bool is_safe,
                        const char *replacement)
{
    toc_diag_fixit fixit = {span, toc_arena_copy(sink->arena, replacement, strlen(replacement)),
                            is_safe};

    TOC_PUSH(sink->arena, &diag->fixits, fixit);
}

bool toc_diag_is_safely_fixed(const toc_diag *diag)
{
    for (uint32_t i = 0; i < diag->fixits.count; i++) {
        if (!diag->fixits.items[i].is_safe)
            return false;
    }
    return diag->fixits.count > 0;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_place(const toc_diag *a, const toc_diag *b)
{
    int order = compare_numbers(a->span.begin, b->span.begin);

    if (!order)
        order = compare_numbers(a->span.end, b->span.end);
    return order ? order : compare_numbers((uint32_t)a->code, (uint32_t)b->code);
}

static int compare_content(const toc_diag *a, const toc_diag *b)
{
    int order = compare_place(a, b);

    if (!order)
        order = strcmp(a->message, b->message);
    return order ? order : strcmp(a->subject ? a->subject : "", b->subject ? b->subject : "");
}

/* Doubles next to each other, the one added first before the others. */
static int by_content(const void *left, const void *right)
{
    const toc_diag *a = *(toc_diag *const *)left;
    const toc_diag *b = *(toc_diag *const *)right;
    int order = compare_content(a, b);

    return order ? order : compare_numbers(a->sequence, b->sequence);
}

static int by_place(const void *left, const void *right)
{
    const toc_diag *a = *(toc_diag *const *)left;
    const toc_diag *b = *(toc_diag *const *)right;
    int order = compare_place(a, b);

    return order ? order : compare_numbers(a->sequence, b->sequence);
}

/* How many are left. */
static uint32_t sort_records(toc_diag **records, uint32_t count)
{
    uint32_t kept = 0;

    if (count < 2)
        return count;
    qsort(records, count, sizeof(toc_diag *), by_content);
    for (uint32_t i = 0; i < count; i++) {
        if (kept == 0 || compare_content(records[kept - 1], records[i]) != 0)
            records[kept++] = records[i];
    }
    qsort(records, kept, sizeof(toc_diag *), by_place);
    return kept;
}

void toc_diag_sink_finish(toc_diag_sink *sink)
{
    sink->records.count = sort_records(sink->records.items, sink->records.count);
    sink->allowed.count = sort_records(sink->allowed.items, sink->allowed.count);
    count_levels(sink);
}

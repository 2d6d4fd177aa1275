/* phrase.c - formats and phrases in another language: the arguments are read by the English format and
 * written where the translation wants them. */
#include "base/phrase.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/catalogue.h"
#include "base/diag.h"
#include "base/vec.h"

enum { KEY_MAX = 600, SLOT_MAX = 16, FLAGS_MAX = 8 };

/* ── the language ────────────────────────────────────────────────────────── */

const char *toc_arena_lang(const toc_arena *arena)
{
    while (arena && !arena->lang)
        arena = arena->outer;
    return arena && strcmp(arena->lang, "en") != 0 ? arena->lang : NULL;
}

/* Does @p tag have @p part behind a hyphen or underscore?  Letters as they come. */
static bool has_part(const char *tag, const char *part)
{
    size_t size = strlen(part);

    for (const char *at = strpbrk(tag, "-_"); at; at = strpbrk(at + 1, "-_")) {
        size_t i = 0;

        while (i < size && tolower((unsigned char)at[1 + i]) == part[i])
            i++;
        if (i == size && !isalnum((unsigned char)at[1 + size]))
            return true;
    }
    return false;
}

const char *toc_lang_of_tag(const char *tag)
{
    if (!tag || strncmp(tag, "zh", 2) != 0 || isalnum((unsigned char)tag[2]))
        return NULL;
    if (has_part(tag, "hans"))
        return "zh-Hans";
    return has_part(tag, "hant") || has_part(tag, "tw") || has_part(tag, "hk") ||
                   has_part(tag, "mo")
               ? "zh-Hant"
               : "zh-Hans";
}

/* ── what is looked up ───────────────────────────────────────────────────── */

static bool is_mark(char c)
{
    return c == TOC_KEYWORD_BEGIN || c == TOC_LISTED_BEGIN || c == TOC_KEYWORD_END;
}

/* Is the letter at @p at the `l` of a `%ld`? */
static bool is_single_long(const char *text, const char *at)
{
    const char *from = at;

    if (*at != 'l' || at[1] == 'l' || !strchr("diuxX", at[1]) || !at[1])
        return false;
    while (from > text && strchr("0123456789-", from[-1]))
        from--;
    return from > text && from[-1] == '%';
}

const char *toc_phrase_in(const char *lang, const char *english)
{
    char key[KEY_MAX] = "diag\4";
    size_t size = strlen(key);
    const char *text;

    if (!lang || !*english)
        return english;
    for (const char *at = english; *at; at++) { /* marks of keywords do not stand in po/ */
        if (size + 2 >= sizeof key)
            return english;
        if (is_single_long(english, at)) /* and PRId64 as `lld` */
            key[size++] = 'l';
        if (!is_mark(*at))
            key[size++] = *at;
    }
    key[size] = '\0';
    text = toc_catalogue_text(lang, key);
    return text == strchr(key, '\4') + 1 ? english : text;
}

const char *toc_phrase(toc_arena *arena, const char *english)
{
    return toc_phrase_in(toc_arena_lang(arena), english);
}

/* ── formats ─────────────────────────────────────────────────────────────── */

/* One `%…`: `%2$-5.*llu`. */
typedef struct spec {
    unsigned number;       /* 2; 0: the next */
    char flags[FLAGS_MAX]; /* -5. and figures, without star and length */
    bool has_star;
    unsigned longs; /* l: 1, ll or j: 2, z: 3 */
    char kind;
    char mark; /* of a keyword, before it; or 0 */
    const char *end;
} spec;

static const char *read_number(const char *at, spec *out)
{
    size_t digits = strspn(at, "0123456789");

    if (digits == 0 || at[digits] != '$')
        return at;
    for (size_t i = 0; i < digits && out->number < SLOT_MAX; i++)
        out->number = 10 * out->number + (unsigned)(at[i] - '0');
    return at + digits + 1;
}

/* What stands at a `%`; false: nothing that this reads. */
static bool read_spec(const char *text, const char *at, spec *out)
{
    size_t size = 0;

    *out = (spec){.mark = at > text && is_mark(at[-1]) ? at[-1] : '\0'};
    for (at = read_number(at + 1, out); *at && strchr("-0+ #.123456789*", *at); at++) {
        if (*at == '*')
            out->has_star = true;
        else if (size + 1 < FLAGS_MAX)
            out->flags[size++] = *at;
    }
    for (; *at && strchr("lzj", *at); at++)
        out->longs += *at == 'z' ? 3 : *at == 'j' ? 2 : 1;
    out->kind = *at;
    out->end = *at ? at + 1 : at;
    return *at && strchr("sdiuXc%", *at);
}

/* An argument, as the English format reads it. */
typedef struct slot {
    char kind;
    char mark;
    int precision; /* of a text: that many bytes; -1 all */
    int64_t number;
    uint64_t whole;
    const char *text;
} slot;

typedef struct rest {
    va_list list; /* an array type cannot be handed on by pointer in all ABIs */
} rest;

static int64_t take_signed(rest *from, unsigned longs)
{
    switch (longs) {
    case 0:
        return va_arg(from->list, int);
    case 1:
        return va_arg(from->list, long);
    default:
        return va_arg(from->list, long long);
    }
}

static uint64_t take_unsigned(rest *from, unsigned longs)
{
    switch (longs) {
    case 0:
        return va_arg(from->list, unsigned);
    case 1:
    case 3:
        return va_arg(from->list, unsigned long);
    default:
        return va_arg(from->list, unsigned long long);
    }
}

static slot take(rest *from, const spec *it)
{
    slot out = {.kind = it->kind, .mark = it->mark, .precision = -1};

    if (it->has_star)
        out.precision = va_arg(from->list, int);
    if (it->kind == 's')
        out.text = va_arg(from->list, const char *);
    else if (strchr("dic", it->kind))
        out.number = take_signed(from, it->longs);
    else
        out.whole = take_unsigned(from, it->longs);
    return out;
}

/* The arguments of @p format; false: it has something that is not read here. */
static bool take_all(const char *format, rest *from, slot *slots, unsigned *out_count)
{
    *out_count = 0;
    for (const char *at = strchr(format, '%'); at;) {
        spec it;

        if (!read_spec(format, at, &it) || it.number > 0 || *out_count == SLOT_MAX)
            return false;
        if (it.kind != '%')
            slots[(*out_count)++] = take(from, &it);
        at = strchr(it.end, '%');
    }
    return true;
}

typedef struct writer {
    toc_arena *arena;
    TOC_VEC(char) out;
} writer;

static void put(writer *w, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        TOC_PUSH(w->arena, &w->out, bytes[i]);
}

static void put_text(writer *w, const slot *from, bool is_phrase)
{
    const char *text =
        is_phrase && from->precision < 0 ? toc_phrase(w->arena, from->text) : from->text;
    size_t size = from->precision < 0 ? strlen(text) : strnlen(text, (size_t)from->precision);

    if (from->mark)
        put(w, &from->mark, 1);
    put(w, text, size);
    if (from->mark)
        put(w, (const char[]){TOC_KEYWORD_END}, 1);
}

/* Hexadecimal figures are capitals. */
static int write_number(char *out, size_t size, const spec *it, const slot *from)
{
    bool has_zeros = it->flags[0] == '0';
    int width = (int)strtol(it->flags, NULL, 10);

    if (it->kind == 'd' || it->kind == 'i')
        return has_zeros ? snprintf(out, size, "%0*" PRId64, width, from->number)
                         : snprintf(out, size, "%*" PRId64, width, from->number);
    if (it->kind == 'u')
        return has_zeros ? snprintf(out, size, "%0*" PRIu64, width, from->whole)
                         : snprintf(out, size, "%*" PRIu64, width, from->whole);
    return has_zeros ? snprintf(out, size, "%0*" PRIX64, width, from->whole)
                     : snprintf(out, size, "%*" PRIX64, width, from->whole);
}

static void put_number(writer *w, const spec *it, const slot *from)
{
    char text[64];
    int size;

    if (it->kind == 'c') {
        put(w, (const char[]){(char)from->number}, 1);
        return;
    }
    size = write_number(text, sizeof text, it, from);
    if (size > 0)
        put(w, text, (size_t)size < sizeof text ? (size_t)size : sizeof text - 1);
}

/* The argument that @p it asks for; NULL: there is no such one. */
static const slot *slot_of(const spec *it, const slot *slots, unsigned count, unsigned *next)
{
    unsigned index = it->number > 0 ? it->number - 1 : (*next)++;

    return index < count && slots[index].kind == it->kind ? &slots[index] : NULL;
}

/* @p text with the arguments; false: it asks for something that is not there. */
static bool fill(writer *w, const char *text, const slot *slots, unsigned count)
{
    bool is_quoted = false;
    unsigned next = 0;

    for (const char *at = text; *at;) {
        const slot *from;
        spec it;

        is_quoted ^= *at == '`';
        if (*at != '%') {
            put(w, at++, 1);
            continue;
        }
        if (!read_spec(text, at, &it))
            return false;
        if (it.kind == '%') {
            put(w, at, 1);
        } else {
            from = slot_of(&it, slots, count, &next);
            if (!from)
                return false;
            if (it.kind == 's')
                put_text(w, from, !is_quoted && !(at > text && at[-1] == '"'));
            else
                put_number(w, &it, from);
        }
        at = it.end;
    }
    return true;
}

__attribute__((format(printf, 3, 0))) static char *say(toc_arena *arena, bool marks_keywords,
                                                       const char *format, va_list arguments)
{
    writer w = {.arena = arena};
    slot slots[SLOT_MAX];
    unsigned count = 0;
    rest from;
    bool is_read = false;

    if (toc_arena_lang(arena)) {
        const char *phrase = toc_phrase(arena, format);

        va_copy(from.list, arguments);
        is_read =
            take_all(format, &from, slots, &count) &&
            fill(&w, marks_keywords ? toc_keywords_mark(arena, phrase) : phrase, slots, count);
        va_end(from.list);
    }
    if (!is_read)
        return toc_arena_vprintf(arena, marks_keywords ? toc_keywords_mark(arena, format) : format,
                                 arguments);
    return toc_arena_copy(arena, w.out.items ? w.out.items : "", w.out.count);
}

char *toc_vsay_keywords(toc_arena *arena, const char *format, va_list arguments)
{
    return say(arena, true, format, arguments);
}

char *toc_vsay(toc_arena *arena, const char *format, va_list arguments)
{
    return say(arena, false, format, arguments);
}

char *toc_say(toc_arena *arena, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = toc_vsay(arena, format, arguments);
    va_end(arguments);
    return text;
}

/* diag.h - messages about the user's text: collected, then sorted, then rendered.
 *
 * Anyone who reads the user's text adds records to a sink; the command renders
 * them once at the end.  The sink copies every text into its arena.
 *
 * Wording: lower case, no full stop, back-ticks round what the user wrote.  The
 * message says what is wrong, a label what this place has to do with it, help what to do. */
#ifndef TOC_BASE_DIAG_H
#define TOC_BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/phrase.h"
#include "base/span.h"
#include "base/vec.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_diag_level { TOC_DIAG_NOTE, TOC_DIAG_WARNING, TOC_DIAG_ERROR } toc_diag_level;

/* Codes: append-only, never reused.  diag_codes.def is the one registry; each row is
 * TOC_DIAG(number, NAME, level, "slug").  TOC_D_NAME is the enumerator; its value is the number. */
typedef enum toc_diag_code {
#define TOC_DIAG(number, name, level, slug) TOC_D_##name = (number),
#include "base/diag_codes.def"
#undef TOC_DIAG
} toc_diag_code;

typedef struct toc_diag_info {
    toc_diag_code code;
    toc_diag_level level;
    const char *slug;
} toc_diag_info;

/** The registry row of @p number, or NULL.  All rows in ascending order of number: _all.
 *  _named: of "T0142", "t142", "142" or "deadline-too-short". */
const toc_diag_info *toc_diag_info_find(unsigned number);
const toc_diag_info *toc_diag_info_named(const char *word);
const toc_diag_info *toc_diag_info_all(size_t *out_count);

/** "error", "warning", "note": English, as in JSON; toc_phrase_in has it in other languages.  Static. */
const char *toc_diag_level_word(toc_diag_level level);

typedef struct toc_diag_label {
    toc_span span;
    const char *text;
} toc_diag_label;

/* A change of the text; those of one record belong together, they are one repair. */
typedef struct toc_diag_fixit {
    toc_span span; /* replaced; begin == end: inserted there */
    const char *replacement;
    bool is_safe; /* certain to be meant, and adds no mistake; false: a guess */
} toc_diag_fixit;

typedef struct toc_diag {
    toc_diag_code code;
    toc_diag_level level;
    toc_span span;       /* primary; none: about the whole input */
    const char *subject; /* shown instead of a place where span is none (a path); or NULL */
    const char *lang;    /* of the texts: the arena's when it was added; NULL: English */
    const char *message;
    const char *here; /* what the primary place has to do with it, or NULL */
    TOC_VEC(toc_diag_label) labels;
    TOC_VEC(const char *) notes;
    TOC_VEC(const char *) helps;
    TOC_VEC(toc_diag_fixit) fixits;
    const char *reason;  /* why it is allowed; NULL: it is not */
    toc_span allowed_at; /* the clause that allows it */
    uint32_t input;      /* which of the files that the caller gave: sink->input of that time */
    uint32_t sequence;   /* order of adding; last key of the sort */
} toc_diag;

/* A text of a record, and the same with its keywords marked: each stands between TOC_KEYWORD_BEGIN and
 * _END.  What is written in the formats of the functions below, in back-ticks and in small letters, is
 * taken for keywords; of arguments, what TOC_KEYWORD takes. */
typedef struct toc_diag_wording {
    const char *text;
    const char *marked;
} toc_diag_wording;

#define TOC_KEYWORD_BEGIN '\1'
#define TOC_KEYWORD_END   '\2'
#define TOC_LISTED_BEGIN  '\3'
#define TOC_KEYWORD       "`\1%s\2`" /* in a format, for an argument that is a keyword */
#define TOC_LISTED        "\3%s\2" /* for one that is a word of a fixed list, without back-ticks */

/** @p text with its keywords marked as if it were a format: for arguments that are whole phrases. */
const char *toc_keywords_mark(toc_arena *arena, const char *text) __attribute__((format_arg(2)));

typedef struct toc_diag_sink {
    toc_arena *arena;
    TOC_VEC(toc_diag *) records;
    TOC_VEC(toc_diag *) allowed; /* silenced with a reason: neither counted nor shown one by one */
    TOC_VEC(toc_diag_wording) wordings; /* of texts with keywords, in the order of adding */
    uint32_t error_count;
    uint32_t warning_count;
    uint32_t input; /* the caller counts its files here, where it wants to tell them apart */
} toc_diag_sink;

void toc_diag_sink_init(toc_diag_sink *sink, toc_arena *arena);

/** toc_phrase of the sink's arena. */
const char *toc_diag_phrase(const toc_diag_sink *sink, const char *english)
    __attribute__((format_arg(2)));

/** Adds a record with the registry's level.  printf-like, and in the language of the arena, as all texts
 *  below (base/phrase.h).  Never NULL (see arena escape). */
toc_diag *toc_diag_add(toc_diag_sink *sink, toc_diag_code code, toc_span span, const char *format,
                       ...) __attribute__((format(printf, 4, 5)));

toc_diag *toc_diag_vadd(toc_diag_sink *sink, toc_diag_code code, toc_span span, const char *format,
                        va_list arguments) __attribute__((format(printf, 4, 0)));

/* Details of a record just added.  All printf-like, all copied. */
void toc_diag_set_here(toc_diag_sink *sink, toc_diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void toc_diag_set_subject(toc_diag_sink *sink, toc_diag *diag, const char *path);
void toc_diag_add_label(toc_diag_sink *sink, toc_diag *diag, toc_span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void toc_diag_add_note(toc_diag_sink *sink, toc_diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void toc_diag_add_help(toc_diag_sink *sink, toc_diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** The same for a text that is no format, and a phrase: keywords in it count as if it were one. */
void toc_diag_add_fixed_help(toc_diag_sink *sink, toc_diag *diag, const char *text);
void toc_diag_add_fixit(toc_diag_sink *sink, toc_diag *diag, toc_span span, bool is_safe,
                        const char *replacement);

/** Has it a repair, every part of which is safe? */
bool toc_diag_is_safely_fixed(const toc_diag *diag);

/** The records of @p from of level @p least and above behind those of @p sink.  Both have one arena. */
void toc_diag_sink_append(toc_diag_sink *sink, const toc_diag_sink *from, toc_diag_level least);

/** @p diag, one of the records, is being taken out of them: it counts no more. */
void toc_diag_sink_uncount(toc_diag_sink *sink, const toc_diag *diag);
/** @p diag, one of the records, has another level from now on, and counts as such. */
void toc_diag_sink_relevel(toc_diag_sink *sink, toc_diag *diag, toc_diag_level level);

/** Sorts by place, then code, then order of adding, and drops doubles (same code, place and
 *  message); the allowed ones likewise.  Call once before rendering; the counts are right
 *  afterwards. */
void toc_diag_sink_finish(toc_diag_sink *sink);

struct toc_sources;

/** Text as in docs/diagnostics.md: caret, labels, notes, help, `tocsin explain`, and a closing
 *  line with the counts, and one with the number of allowed ones.  Carets stand right under wide characters.  @p use_colour: ANSI. */
void toc_diag_render_text(const toc_diag_sink *sink, struct toc_sources *sources, bool use_colour,
                          FILE *out);

/** One line each: `path:line:column: error T0142: message`, the column as in the text above. */
void toc_diag_render_short(const toc_diag_sink *sink, struct toc_sources *sources, FILE *out);

/* Texts for other forms, in the arena.  _plain: what must not be sent to a terminal or a tool is
 * made visible, and a line end is a space.  _full: message, notes and helps, a line each. */
const char *toc_diag_plain(toc_arena *arena, const char *text);
const char *toc_diag_short_text(toc_arena *arena, struct toc_sources *sources,
                                const toc_diag *diag);
const char *toc_diag_full_text(toc_arena *arena, const toc_diag *diag);

struct toc_json;

/** The records as one JSON array, inside a document that somebody else writes. */
void toc_diag_write_records(const toc_diag_sink *sink, struct toc_sources *sources,
                            struct toc_json *json);

/** What was found, as the keys of a JSON object that somebody else opened: diagnostics, errors,
 *  warnings, allowed. */
void toc_diag_write_findings(const toc_diag_sink *sink, struct toc_sources *sources,
                             struct toc_json *json);

/** One JSON document {"version":1,"diagnostics":[…],"errors":n,"warnings":n,"allowed":[…]}. */
void toc_diag_render_json(const toc_diag_sink *sink, struct toc_sources *sources, FILE *out);

#ifdef __cplusplus
}
#endif

#endif

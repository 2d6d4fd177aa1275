/* diag_text.c - records as text for people. */
#include "base/diag_private.h"

#include <string.h>

#include "base/utf8.h"

void toc_pen_colour(const toc_pen *pen, toc_colour colour)
{
    static const char *const codes[] = {
        [TOC_COLOUR_PLAIN] = "\033[0m",    [TOC_COLOUR_BOLD] = "\033[1m",
        [TOC_COLOUR_ERROR] = "\033[1;31m", [TOC_COLOUR_WARNING] = "\033[1;33m",
        [TOC_COLOUR_NOTE] = "\033[1;36m",  [TOC_COLOUR_LABEL] = "\033[1;34m",
    };

    if (pen->use_colour)
        (void)fputs(codes[colour], pen->out);
}

void toc_pen_spaces(const toc_pen *pen, unsigned count)
{
    while (count--)
        (void)fputc(' ', pen->out);
}

static bool is_unsafe(int32_t codepoint)
{
    return codepoint < 0x20 || (codepoint >= 0x7f && codepoint < 0xa0) ||
           toc_codepoint_is_hidden(codepoint);
}

toc_piece toc_piece_at(const char *text, size_t size)
{
    toc_piece piece = {.width = 1, .text_size = 1};
    int32_t codepoint = toc_utf8_decode(text, size, &piece.step);

    if (codepoint < 0) {
        piece.text_size = toc_utf8_encode(0xfffd, piece.text);
    } else if (codepoint == '\t') {
        piece.text[0] = ' ';
    } else if (is_unsafe(codepoint)) {
        piece.text_size = (unsigned)snprintf(piece.text, sizeof piece.text, "<U+%04X>",
                                             (unsigned)codepoint & 0x1fffffu);
        piece.width = piece.text_size;
    } else {
        memcpy(piece.text, text, piece.step);
        piece.text_size = piece.step;
        piece.width = toc_codepoint_width(codepoint);
    }
    return piece;
}

void toc_pen_text(const toc_pen *pen, const char *text, unsigned indent)
{
    size_t size = strlen(text);

    for (size_t at = 0; at < size;) {
        toc_piece piece = toc_piece_at(text + at, size - at);

        if (text[at] != '\n') {
            (void)fwrite(piece.text, 1, piece.text_size, pen->out);
        } else if (indent) {
            (void)fputc('\n', pen->out);
            toc_pen_spaces(pen, indent);
        } else {
            (void)fputc(' ', pen->out);
        }
        at += piece.step;
    }
}

static toc_colour level_colour(toc_diag_level level)
{
    switch (level) {
    case TOC_DIAG_NOTE:
        return TOC_COLOUR_NOTE;
    case TOC_DIAG_WARNING:
        return TOC_COLOUR_WARNING;
    case TOC_DIAG_ERROR:
        return TOC_COLOUR_ERROR;
    }
    return TOC_COLOUR_ERROR;
}

static void render_headline(const toc_diag *diag, const toc_pen *pen)
{
    toc_pen_colour(pen, pen->level);
    (void)fprintf(pen->out, "%s[T%04u]",
                  toc_phrase_in(diag->lang, toc_diag_level_word(diag->level)),
                  (unsigned)diag->code);
    toc_pen_colour(pen, TOC_COLOUR_PLAIN);
    toc_pen_colour(pen, TOC_COLOUR_BOLD);
    (void)fputs(toc_phrase_in(diag->lang, TOC_PHRASE(": ")), pen->out);
    toc_pen_text(pen, diag->message, 0);
    toc_pen_colour(pen, TOC_COLOUR_PLAIN);
    (void)fputc('\n', pen->out);
}

/* Opens a line "   = kind: "; the caller writes the rest. */
static unsigned begin_remark(const toc_pen *pen, unsigned gutter, const char *kind)
{
    const char *word = toc_phrase_in(pen->lang, kind);
    const char *colon = toc_phrase_in(pen->lang, TOC_PHRASE(": "));

    toc_pen_spaces(pen, gutter + 1);
    toc_pen_colour(pen, TOC_COLOUR_LABEL);
    (void)fputc('=', pen->out);
    toc_pen_colour(pen, TOC_COLOUR_PLAIN);
    (void)fputc(' ', pen->out);
    toc_pen_colour(pen, TOC_COLOUR_BOLD);
    (void)fputs(word, pen->out);
    (void)fputs(colon, pen->out);
    toc_pen_colour(pen, TOC_COLOUR_PLAIN);
    return gutter + 3 +
           (unsigned)(toc_utf8_width(word, strlen(word)) + toc_utf8_width(colon, strlen(colon)));
}

static void render_remark(const toc_pen *pen, unsigned gutter, const char *kind, const char *text)
{
    toc_pen_text(pen, text, begin_remark(pen, gutter, kind));
    (void)fputc('\n', pen->out);
}

/* A repair that no help text speaks of. */
static void render_fixit(const toc_pen *pen, unsigned gutter, const toc_diag_fixit *fixit)
{
    unsigned indent = begin_remark(pen, gutter, TOC_PHRASE("help"));
    const char *text = fixit->replacement[0] == '\0'          ? TOC_PHRASE("remove this")
                       : fixit->span.begin == fixit->span.end ? TOC_PHRASE("insert `{1}` here")
                                                              : TOC_PHRASE("write `{1}` instead");
    const char *slot;

    text = toc_phrase_in(pen->lang, text);
    slot = strstr(text, "{1}");
    (void)fprintf(pen->out, "%.*s", (int)(slot ? (size_t)(slot - text) : strlen(text)), text);
    if (slot) {
        toc_pen_text(pen, fixit->replacement, indent);
        (void)fputs(slot + 3, pen->out);
    }
    (void)fputc('\n', pen->out);
}

static void render_remarks(const toc_diag *diag, const toc_pen *pen, unsigned gutter)
{
    for (uint32_t i = 0; i < diag->notes.count; i++)
        render_remark(pen, gutter, TOC_PHRASE("note"), diag->notes.items[i]);
    for (uint32_t i = 0; i < diag->helps.count; i++)
        render_remark(pen, gutter, TOC_PHRASE("help"), diag->helps.items[i]);
    for (uint32_t i = 0; diag->helps.count == 0 && i < diag->fixits.count; i++)
        render_fixit(pen, gutter, &diag->fixits.items[i]);
    (void)begin_remark(pen, gutter, TOC_PHRASE("explain"));
    (void)fprintf(pen->out, toc_phrase_in(pen->lang, TOC_PHRASE("tocsin explain T%04u")),
                  (unsigned)diag->code);
    (void)fputc('\n', pen->out);
}

static void render_subject(const toc_pen *pen, unsigned gutter, const char *subject)
{
    toc_pen_spaces(pen, gutter);
    toc_pen_colour(pen, TOC_COLOUR_LABEL);
    (void)fputs("-->", pen->out);
    toc_pen_colour(pen, TOC_COLOUR_PLAIN);
    (void)fputc(' ', pen->out);
    toc_pen_text(pen, subject, 0);
    (void)fputc('\n', pen->out);
}

static void render_record(const toc_diag *diag, toc_arena *arena, toc_sources *sources,
                          const toc_pen *pen)
{
    toc_excerpt *excerpt = toc_excerpt_new(arena, sources, diag);
    unsigned gutter = toc_excerpt_gutter(excerpt);

    render_headline(diag, pen);
    if (toc_span_is_none(diag->span) && diag->subject)
        render_subject(pen, gutter, diag->subject);
    toc_excerpt_render(excerpt, pen);
    render_remarks(diag, pen, gutter);
    (void)fputc('\n', pen->out);
}

static void render_counts(const toc_pen *pen, uint32_t errors, uint32_t warnings)
{
    if (errors) {
        toc_pen_colour(pen, TOC_COLOUR_ERROR);
        (void)fprintf(pen->out,
                      toc_phrase_in(pen->lang,
                                    errors == 1 ? TOC_PHRASE("%u error") : TOC_PHRASE("%u errors")),
                      (unsigned)errors);
        toc_pen_colour(pen, TOC_COLOUR_PLAIN);
    }
    if (errors && warnings)
        (void)fputs(toc_phrase_in(pen->lang, TOC_PHRASE(", ")), pen->out);
    if (warnings) {
        toc_pen_colour(pen, TOC_COLOUR_WARNING);
        (void)fprintf(pen->out,
                      toc_phrase_in(pen->lang, warnings == 1 ? TOC_PHRASE("%u warning")
                                                             : TOC_PHRASE("%u warnings")),
                      (unsigned)warnings);
        toc_pen_colour(pen, TOC_COLOUR_PLAIN);
    }
    if (errors || warnings)
        (void)fputc('\n', pen->out);
}

void toc_diag_render_text(const toc_diag_sink *sink, struct toc_sources *sources, bool use_colour,
                          FILE *out)
{
    toc_pen pen = {.out = out, .use_colour = use_colour};

    for (uint32_t i = 0; i < sink->records.count; i++) {
        pen.level = level_colour(sink->records.items[i]->level);
        pen.lang = sink->records.items[i]->lang;
        render_record(sink->records.items[i], sink->arena, sources, &pen);
    }
    pen.lang = toc_arena_lang(sink->arena);
    render_counts(&pen, sink->error_count, sink->warning_count);
    if (sink->allowed.count == 0)
        return;
    (void)fprintf(out,
                  toc_phrase_in(pen.lang, sink->allowed.count == 1
                                              ? TOC_PHRASE("%u finding allowed in the plan")
                                              : TOC_PHRASE("%u findings allowed in the plan")),
                  (unsigned)sink->allowed.count);
    (void)fputc('\n', out);
}

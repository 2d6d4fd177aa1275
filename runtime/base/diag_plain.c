/* diag_plain.c - records as plain lines: what the short form and the forms for other tools need. */
#include "base/diag_private.h"

#include <string.h>

typedef TOC_VEC(char) text_buffer;

static void add(toc_arena *arena, text_buffer *out, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        TOC_PUSH(arena, out, bytes[i]);
}

const char *toc_diag_plain(toc_arena *arena, const char *text)
{
    size_t size = strlen(text);
    text_buffer out = {NULL, 0, 0};

    for (size_t at = 0; at < size;) {
        toc_piece piece = toc_piece_at(text + at, size - at);

        if (text[at] == '\n')
            add(arena, &out, " ", 1);
        else
            add(arena, &out, piece.text, piece.text_size);
        at += piece.step;
    }
    add(arena, &out, "", 1);
    return out.items;
}

/* On a line of its own, in the language of the finding. */
static const char *add_remark(toc_arena *arena, const char *text, const toc_diag *diag,
                              const char *kind, const char *remark)
{
    return toc_arena_printf(arena, "%s\n%s%s%s", text, toc_phrase_in(diag->lang, kind),
                            toc_phrase_in(diag->lang, ": "), toc_diag_plain(arena, remark));
}

const char *toc_diag_full_text(toc_arena *arena, const toc_diag *diag)
{
    const char *text = toc_diag_plain(arena, diag->message);

    for (uint32_t i = 0; i < diag->notes.count; i++)
        text = add_remark(arena, text, diag, "note", diag->notes.items[i]);
    for (uint32_t i = 0; i < diag->helps.count; i++)
        text = add_remark(arena, text, diag, "help", diag->helps.items[i]);
    return text;
}

const char *toc_diag_short_text(toc_arena *arena, toc_sources *sources, const toc_diag *diag)
{
    toc_location at = {0};
    const char *place = "";

    if (!toc_span_is_none(diag->span))
        at = toc_sources_locate(sources, diag->span.begin);
    if (at.source)
        place = toc_arena_printf(arena, "%s:%u:%u: ", toc_diag_plain(arena, at.source->path),
                                 (unsigned)at.line, (unsigned)at.column);
    else if (diag->subject)
        place = toc_arena_printf(arena, "%s: ", toc_diag_plain(arena, diag->subject));
    return toc_arena_printf(arena, "%s%s T%04u%s%s", place,
                            toc_phrase_in(diag->lang, toc_diag_level_word(diag->level)),
                            (unsigned)diag->code, toc_phrase_in(diag->lang, ": "),
                            toc_diag_plain(arena, diag->message));
}

void toc_diag_render_short(const toc_diag_sink *sink, toc_sources *sources, FILE *out)
{
    for (uint32_t i = 0; i < sink->records.count; i++)
        (void)fprintf(out, "%s\n",
                      toc_diag_short_text(sink->arena, sources, sink->records.items[i]));
}

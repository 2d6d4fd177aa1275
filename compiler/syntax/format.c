/* format.c - lexemes and comments of a plan to pieces, and pieces to canonical text. */
#include "syntax/format.h"

#include <string.h>

#include "base/utf8.h"
#include "syntax/format_private.h"

/* Comments behind lines that follow each other stand in one column, unless one of these lines
 * is longer than another by more than this. */
#define ALIGN_COLUMNS_MAX 32

/* ── pieces ── */

/* Line ends from @p begin to @p end, at most two. */
static uint32_t count_lines(const toc_source *source, uint32_t begin, uint32_t end)
{
    uint32_t count = 0;

    for (uint32_t at = begin; at < end && count < 2; at++)
        count += source->text[at - source->base] == '\n';
    return count;
}

static void add_piece(toc_pieces *pieces, const toc_source *source, toc_piece piece)
{
    uint32_t before = pieces->count > 0 ? pieces->items[pieces->count - 1].span.end : source->base;

    piece.lines = count_lines(source, before, piece.span.begin);
    if ((piece.flags & TOC_PIECE_COMMENT) && piece.lines == 0 && pieces->count > 0)
        piece.flags |= TOC_PIECE_TRAILING;
    pieces->items[pieces->count++] = piece;
}

static toc_pieces collect(toc_arena *arena, const toc_source *source, const toc_parse *parse)
{
    toc_pieces pieces = {0};
    uint32_t comment = 0;

    pieces.items =
        TOC_NEW_ARRAY(arena, toc_piece, (size_t)parse->lexeme_count + parse->comment_count);
    for (uint32_t i = 0; i <= parse->lexeme_count; i++) {
        const toc_lexeme *lexeme = i < parse->lexeme_count ? &parse->lexemes[i] : NULL;
        while (comment < parse->comment_count &&
               (!lexeme || parse->comments[comment].span.begin < lexeme->span.begin)) {
            toc_span span = parse->comments[comment++].span;
            add_piece(&pieces, source, (toc_piece){.span = span, .flags = TOC_PIECE_COMMENT});
        }
        if (lexeme && lexeme->span.end > lexeme->span.begin)
            add_piece(&pieces, source,
                      (toc_piece){
                          .kind = lexeme->kind, .span = lexeme->span, .is_name = lexeme->is_name});
    }
    return pieces;
}

/* ── trailing comments ── */

/* Trailing comments on lines that follow each other. */
typedef struct run {
    uint32_t first; /* piece of the first comment */
    uint32_t last;
    size_t line;  /* of the last one */
    size_t least; /* columns before the comment */
    size_t most;
} run;

static size_t column_after(const toc_piece *piece, size_t column)
{
    return piece->flags & TOC_PIECE_LINES ? piece->tail
                                          : column + toc_utf8_width(piece->text, piece->size);
}

/* `indent` of a trailing comment is its column until here and becomes the spaces before it. */
static void close_run(const toc_pieces *pieces, const run *it)
{
    for (uint32_t i = it->first; i <= it->last && i < pieces->count; i++) {
        toc_piece *piece = &pieces->items[i];
        if (piece->flags & TOC_PIECE_TRAILING)
            piece->indent = (uint32_t)(it->most + 2 - piece->indent);
    }
}

static void add_to_run(const toc_pieces *pieces, run *it, uint32_t i, size_t line, size_t column)
{
    size_t least = column < it->least ? column : it->least;
    size_t most = column > it->most ? column : it->most;

    pieces->items[i].indent = (uint32_t)column;
    if (it->first == UINT32_MAX || line != it->line + 1 || most - least > ALIGN_COLUMNS_MAX) {
        if (it->first != UINT32_MAX)
            close_run(pieces, it);
        *it = (run){i, i, line, column, column};
        return;
    }
    *it = (run){it->first, i, line, least, most};
}

static void align_comments(const toc_pieces *pieces)
{
    run current = {.first = UINT32_MAX};
    size_t line = 0;
    size_t column = 0;

    for (uint32_t i = 0; i < pieces->count; i++) {
        const toc_piece *piece = &pieces->items[i];
        if (piece->gap >= TOC_GAP_LINE) {
            line += piece->gap == TOC_GAP_EMPTY_LINE ? 2 : 1;
            column = piece->indent;
        } else if (piece->flags & TOC_PIECE_TRAILING) {
            add_to_run(pieces, &current, i, line, column);
            continue;
        } else {
            column += piece->gap == TOC_GAP_WIDE ? 2 : piece->gap == TOC_GAP_SPACE;
        }
        if (piece->flags & TOC_PIECE_LINES) {
            for (uint32_t at = 0; at < piece->size; at++)
                line += piece->text[at] == '\n';
        }
        column = column_after(piece, column);
    }
    if (current.first != UINT32_MAX)
        close_run(pieces, &current);
}

/* ── writing ── */

/* What stands before a piece: line ends, then spaces. */
typedef struct filling {
    size_t lines;
    size_t spaces;
} filling;

static filling filling_of(const toc_piece *piece)
{
    if (piece->flags & TOC_PIECE_TRAILING)
        return (filling){0, piece->indent};
    switch (piece->gap) {
    case TOC_GAP_NONE:
        break;
    case TOC_GAP_SPACE:
        return (filling){0, 1};
    case TOC_GAP_WIDE:
        return (filling){0, 2};
    case TOC_GAP_LINE:
        return (filling){1, piece->indent};
    case TOC_GAP_EMPTY_LINE:
        return (filling){2, piece->indent};
    }
    return (filling){0, 0};
}

static size_t size_of(const toc_pieces *pieces)
{
    size_t size = pieces->count > 0; /* the last line's end */

    for (uint32_t i = 0; i < pieces->count; i++) {
        filling before = filling_of(&pieces->items[i]);
        size += before.lines + before.spaces + pieces->items[i].size;
    }
    return size;
}

static char *write_pieces(toc_arena *arena, const toc_pieces *pieces, size_t size)
{
    char *text = toc_arena_alloc(arena, size + 1);
    char *at = text;

    for (uint32_t i = 0; i < pieces->count; i++) {
        const toc_piece *piece = &pieces->items[i];
        filling before = filling_of(piece);
        memset(at, '\n', before.lines);
        at += before.lines;
        memset(at, ' ', before.spaces);
        at += before.spaces;
        memcpy(at, piece->text, piece->size);
        at += piece->size;
    }
    if (pieces->count > 0)
        *at++ = '\n';
    *at = '\0';
    return text;
}

char *toc_format(toc_arena *arena, const toc_source *source, const toc_parse *parse,
                 toc_keyword_language language, size_t *out_size)
{
    toc_pieces pieces = collect(arena, source, parse);

    toc_format_mark(&pieces, parse->file);
    toc_format_spell(arena, source, &pieces, language);
    toc_format_lay_out(arena, &pieces);
    align_comments(&pieces);
    *out_size = size_of(&pieces);
    return write_pieces(arena, &pieces, *out_size);
}

/* ── which Chinese ── */

static const toc_arg *find_language(const toc_file *file)
{
    for (const toc_item *item = file->items; item; item = item->next) {
        if (!item->decl || item->decl->kind != TOC_DECL_PLAN)
            continue;
        for (const toc_item *inner = item->decl->items; inner; inner = inner->next) {
            if (inner->clause && inner->clause->kind == TOC_CLAUSE_LANGUAGE)
                return inner->clause->args;
        }
    }
    return NULL;
}

toc_keyword_language toc_format_language_of(const toc_file *file, const toc_intern_table *names)
{
    static const char *const traditional[] = {"zh-Hant", "zh-TW", "zh-HK"};
    const toc_arg *language = find_language(file);

    if (!language || language->kind != TOC_ARG_WORD)
        return TOC_KEYWORDS_ZH_HANS;
    const char *tag = toc_symbol_text(names, language->name.symbol);
    for (size_t i = 0; i < sizeof traditional / sizeof traditional[0]; i++) {
        if (strcmp(tag, traditional[i]) == 0)
            return TOC_KEYWORDS_ZH_HANT;
    }
    return TOC_KEYWORDS_ZH_HANS;
}

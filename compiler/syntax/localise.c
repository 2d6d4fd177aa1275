/* localise.c - keywords in messages, in the language of the file that they are about. */
#include "syntax/localise.h"

#include <stdlib.h>
#include <string.h>

#include "plan.tab.h"

enum { FIRST_OF_SCENARIOS = 500 }; /* messages below it are about plans, see docs/diagnostics.md */

/* ── what a file is written in ───────────────────────────────────────────── */

static bool is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* Past the text or the name in quotes that begins at @p at. */
static const char *skip_quoted(const char *at)
{
    char quote = *at;
    bool is_paragraph = strncmp(at, "\"\"\"", 3) == 0;

    if (is_paragraph) {
        const char *end = strstr(at + 3, "\"\"\"");
        return end ? end + 3 : at + strlen(at);
    }
    for (at++; *at && *at != quote && *at != '\n'; at++)
        at += *at == '\\' && at[1];
    return *at ? at + 1 : at;
}

/* The next word outside comments and quotes, or the end. */
static const char *next_word(const char *at)
{
    while (*at && !is_word_byte(*at)) {
        if (*at == '#')
            at += strcspn(at, "\n");
        else if (*at == '"' || *at == '`')
            at = skip_quoted(at);
        else
            at++;
    }
    return at;
}

static void count_word(const toc_word_table *table, const char *word, size_t size, int64_t *chinese,
                       int64_t *traditional)
{
    const toc_word_entry *entry = toc_word_find(table, word, size);
    const toc_keyword *keyword =
        entry && entry->keyword >= 0 ? toc_keyword_at(entry->keyword) : NULL;
    const char *hans;
    const char *hant;

    if (!keyword || !(keyword->flags & KW_DECL))
        return;
    *chinese += (unsigned char)*word >= 0x80 ? 1 : -1;
    hans = toc_lexeme_spelling(keyword->kind, TOC_SPELLING_HANS);
    hant = toc_lexeme_spelling(keyword->kind, TOC_SPELLING_HANT);
    if ((unsigned char)*word < 0x80 || strcmp(hans, hant) == 0)
        return;
    *traditional += strcmp(entry->spelling, hant) == 0 ? 1 : -1;
}

toc_spelling toc_spelling_of(const toc_word_table *table, const toc_source *source)
{
    int64_t chinese = 0;
    int64_t traditional = 0;

    for (const char *at = next_word(source->text); *at; at = next_word(at)) {
        size_t size = 0;

        while (is_word_byte(at[size]))
            size++;
        count_word(table, at, size, &chinese, &traditional);
        at += size;
    }
    if (chinese <= 0)
        return TOC_SPELLING_EN;
    return traditional > 0 ? TOC_SPELLING_HANT : TOC_SPELLING_HANS;
}

/* Is the word at @p at the keyword `language`, in any spelling? */
static bool is_language(const toc_word_table *table, const char *at, size_t size)
{
    const toc_word_entry *entry = toc_word_find(table, at, size);

    return entry && entry->keyword >= 0 && toc_keyword_at(entry->keyword)->kind == TOC_T_LANGUAGE;
}

static size_t word_size(const char *at)
{
    size_t size = 0;

    while (is_word_byte(at[size]))
        size++;
    return size;
}

/* The tag behind the first `language`, which stands in a plan's head; or NULL. */
static const char *written_tag(toc_arena *arena, const toc_word_table *table, const char *text)
{
    for (const char *at = next_word(text); *at; at = next_word(at)) {
        size_t size = word_size(at);
        const char *tag = at + size + strspn(at + size, " \t");

        if (is_language(table, at, size) && word_size(tag) > 0)
            return toc_arena_copy(arena, tag, word_size(tag));
        at += size;
    }
    return NULL;
}

const char *toc_source_lang(toc_arena *arena, const toc_source *source)
{
    const toc_word_table *table = toc_word_table_new(arena);
    const char *tag = written_tag(arena, table, source->text);
    toc_spelling spelling = toc_spelling_of(table, source);
    const char *lang = toc_lang_of_tag(tag);

    if (tag && !lang)
        return "en";
    if (lang && strcmp(tag, "zh") != 0) /* which says nothing of the letters */
        return lang;
    if (spelling == TOC_SPELLING_HANT)
        return "zh-Hant";
    return lang || spelling == TOC_SPELLING_HANS ? "zh-Hans" : "en";
}

/* ── one text ────────────────────────────────────────────────────────────── */

typedef struct words {
    toc_arena *arena;
    const toc_word_table *table;
    toc_spelling spelling;
    int before; /* the keyword just written, 0 none */
    TOC_VEC(char) out;
} words;

static void put(words *w, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        TOC_PUSH(w->arena, &w->out, bytes[i]);
}

/* A word of a fixed list stands behind one of these; anywhere else it is a name. */
static bool takes_listed(int keyword)
{
    static const int lists[] = {TOC_T_KIND,    TOC_T_STATUS, TOC_T_COLOUR, TOC_T_PHASE,
                                TOC_T_CONTACT, TOC_T_METHOD, TOC_T_SCOPE,  TOC_T_CLASSIFICATION,
                                TOC_T_VIA,     TOC_T_MAY};

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (lists[i] == keyword)
            return true;
    }
    return false;
}

/* How the @p size bytes are spelled there; NULL: they are no keyword. */
static const char *spelled(words *w, const char *bytes, size_t size)
{
    const toc_word_entry *entry = toc_word_find(w->table, bytes, size);
    int kind = 0;

    if (entry && entry->word >= 0 && takes_listed(w->before))
        return toc_lexeme_spelling(TOC_LEXEME_WORD + entry->word, w->spelling);
    if (entry && entry->keyword >= 0)
        kind = toc_keyword_at(entry->keyword)->kind;
    if (kind)
        w->before = kind;
    return kind ? toc_lexeme_spelling(kind, w->spelling) : NULL;
}

/* Of the words at @p bytes the longest keyword; else the first word as it is.  How many bytes. */
static size_t put_keyword(words *w, const char *bytes, size_t size)
{
    size_t first = 0;

    while (first < size && bytes[first] != ' ')
        first++;
    for (size_t end = size; end > 0; end--) {
        const char *word = end == size || bytes[end] == ' ' ? spelled(w, bytes, end) : NULL;

        if (!word)
            continue;
        put(w, word, strlen(word));
        return end;
    }
    put(w, bytes, first);
    return first;
}

static const char *translate(words *w, const char *marked)
{
    w->out.count = 0;
    for (const char *at = marked; *at;) {
        bool is_listed = *at == TOC_LISTED_BEGIN;
        const char *end =
            is_listed || *at == TOC_KEYWORD_BEGIN ? strchr(at, TOC_KEYWORD_END) : NULL;

        if (!end) {
            if (*at != TOC_KEYWORD_BEGIN && *at != TOC_KEYWORD_END && !is_listed)
                put(w, at, 1);
            at++;
            continue;
        }
        w->before = is_listed ? TOC_T_KIND : 0;
        for (at++; at < end;) {
            at += put_keyword(w, at, (size_t)(end - at));
            if (at < end)
                put(w, at++, 1); /* the blank */
        }
        at = end + 1;
    }
    return toc_arena_copy(w->arena, w->out.items ? w->out.items : "", w->out.count);
}

/* ── all records ─────────────────────────────────────────────────────────── */

typedef struct localiser {
    words words;
    toc_diag_sink *sink;
    const toc_sources *sources;
    int *spellings; /* by source: toc_spelling + 1, 0 not yet known */
} localiser;

static int by_text(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const toc_diag_wording *)a)->text;
    uintptr_t y = (uintptr_t)((const toc_diag_wording *)b)->text;

    return (x > y) - (x < y);
}

static void rewrite(localiser *l, const char **text)
{
    toc_diag_wording key = {*text, NULL};
    const toc_diag_wording *found =
        *text ? bsearch(&key, l->sink->wordings.items, l->sink->wordings.count, sizeof key, by_text)
              : NULL;

    if (found)
        *text = translate(&l->words, found->marked);
}

static toc_spelling spelling_at(localiser *l, toc_span span)
{
    uint32_t low = 0;
    uint32_t high = toc_sources_count(l->sources);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (toc_sources_at(l->sources, middle)->base <= span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return TOC_SPELLING_EN;
    if (l->spellings[low - 1] == 0)
        l->spellings[low - 1] =
            1 + (int)toc_spelling_of(l->words.table, toc_sources_at(l->sources, low - 1));
    return (toc_spelling)(l->spellings[low - 1] - 1);
}

static void localise(localiser *l, toc_diag *diag)
{
    if ((int)diag->code >= FIRST_OF_SCENARIOS || toc_span_is_none(diag->span))
        return;
    l->words.spelling = spelling_at(l, diag->span);
    if (l->words.spelling == TOC_SPELLING_EN)
        return;
    rewrite(l, &diag->message);
    rewrite(l, &diag->here);
    for (uint32_t i = 0; i < diag->labels.count; i++)
        rewrite(l, &diag->labels.items[i].text);
    for (uint32_t i = 0; i < diag->notes.count; i++)
        rewrite(l, &diag->notes.items[i]);
    for (uint32_t i = 0; i < diag->helps.count; i++)
        rewrite(l, &diag->helps.items[i]);
}

void toc_diag_localise(toc_diag_sink *sink, const toc_sources *sources)
{
    localiser l = {.words = {.arena = sink->arena}, .sink = sink, .sources = sources};

    if (sink->wordings.count == 0 || toc_sources_count(sources) == 0)
        return;
    l.words.table = toc_word_table_new(sink->arena);
    l.spellings = TOC_NEW_ARRAY(sink->arena, int, toc_sources_count(sources));
    qsort(sink->wordings.items, sink->wordings.count, sizeof *sink->wordings.items, by_text);
    for (uint32_t i = 0; i < sink->records.count; i++)
        localise(&l, sink->records.items[i]);
    for (uint32_t i = 0; i < sink->allowed.count; i++)
        localise(&l, sink->allowed.items[i]);
}

/* check_grade_words.c - T0369 grade-word-unknown, T0371 grade-called-differently: the words by
 * which the plan's texts call its grades, held against those that `levels` declares.
 *
 * Only usual words of grading count, and only where they grade something: in a list with another
 * such word ("major or especially major"), or in Chinese before an incident (重大突发事件).  Names
 * of laws are left out. */
#include <ctype.h>
#include <string.h>

#include "sema/checks.h"

/* One grade in each row of writings; the longer ones first, so that the first match counts. */
enum { WORD_COUNT = 12 };

typedef struct writing {
    const char *text;
    unsigned word;
} writing;

static const writing writings[] = {
    {"特别重大", 0},
    {"特別重大", 0},
    {"特大", 1},
    {"重大", 2},
    {"较大", 3},
    {"較大", 3},
    {"一般", 4},
    {"extraordinarily large", 5},
    {"extremely large", 5},
    {"especially large", 5},
    {"especially major", 6},
    {"particularly major", 6},
    {"extremely major", 6},
    {"extraordinarily major", 6},
    {"extremely serious", 7},
    {"especially serious", 7},
    {"particularly serious", 7},
    {"larger", 8},
    {"large", 8},
    {"major", 9},
    {"general", 10},
    {"serious", 11},
};

static const char *const followers[] = {"突发", "突發", "事件", "事故", "灾害", "災害", "级", "級"};
static const char *const joints[] = {"、",     "和",    "及",    "或",   "与", "與", "以及",
                                     ", and ", ", or ", " and ", " or ", ", ", " & "};

typedef struct words {
    const toc_plan *plan;
    const toc_plan_level *level[WORD_COUNT]; /* that has the word; NULL: none */
    bool is_known[WORD_COUNT];
    toc_span use[WORD_COUNT];   /* the first in the text */
    const char *as[WORD_COUNT]; /* as written there */
} words;

/* ── reading a text ──────────────────────────────────────────────────────── */

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) != 0;
}

/* @p word is in small letters; a name may have a hyphen for its space. */
static bool begins(const char *at, const char *word)
{
    for (; *word; at++, word++) {
        if (tolower((unsigned char)*at) != (unsigned char)*word && (*at != '-' || *word != ' '))
            return false;
    }
    return true;
}

/* The writing at @p at, which stands in @p text; NULL: none. */
static const writing *writing_at(const char *text, const char *at)
{
    for (size_t i = 0; i < sizeof writings / sizeof writings[0]; i++) {
        const char *word = writings[i].text;
        size_t size = strlen(word);

        if (!begins(at, word))
            continue;
        if (!is_letter(word[0]) || ((at == text || !is_letter(at[-1])) && !is_letter(at[size])))
            return &writings[i];
    }
    return NULL;
}

/* What follows the joint at @p at; NULL: there is none. */
static const char *after_joint(const char *at)
{
    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
        if (begins(at, joints[i]))
            return at + strlen(joints[i]);
    }
    return NULL;
}

/* Chinese only: the graded thing follows at once. */
static bool is_before_incident(const char *at)
{
    if (begins(at, "的"))
        at += strlen("的");
    for (size_t i = 0; i < sizeof followers / sizeof followers[0]; i++) {
        if (begins(at, followers[i]))
            return !begins(at + strlen(followers[i]), "隐患") &&
                   !begins(at + strlen(followers[i]), "隱患");
    }
    return false;
}

typedef void word_fn(words *it, const writing *found, const char *at, toc_span span,
                     const toc_plan_level *level);

/* Shows each grading word of @p text; @p is_any: wherever it stands. */
static void read_text(words *it, const toc_text *text, bool is_any, word_fn *show,
                      const toc_plan_level *level)
{
    bool is_joined = false; /* to the grading word before */
    const char *at = text->bytes;

    while (*at) {
        const writing *found = writing_at(text->bytes, at);
        const char *end;
        const char *next;

        if (!found) {
            at++;
            is_joined = false;
            continue;
        }
        end = at + strlen(found->text);
        next = after_joint(end);
        if (next && !writing_at(text->bytes, next))
            next = NULL;
        if (is_any || is_joined || next || (!is_letter(found->text[0]) && is_before_incident(end)))
            show(it, found, at, text->span, level);
        is_joined = next != NULL;
        at = next ? next : end;
    }
}

/* ── what the levels know ────────────────────────────────────────────────── */

static void know(words *it, const writing *found, const char *at, toc_span span,
                 const toc_plan_level *level)
{
    (void)at;
    (void)span;
    it->is_known[found->word] = true;
    if (!it->level[found->word])
        it->level[found->word] = level;
}

static void learn(words *it, const toc_plan_level *level)
{
    toc_text name = {.bytes = toc_symbol_text(it->plan->names, level->base.name)};

    read_text(it, &name, true, know, level);
    for (const toc_text *title = level->base.title; title; title = title->next)
        read_text(it, title, true, know, level);
    for (uint32_t i = 0; i < level->aliases.count; i++)
        read_text(it, level->aliases.items[i], true, know, level);
}

/* ── what the texts say ──────────────────────────────────────────────────── */

static void note_use(words *it, const writing *found, const char *at, toc_span span,
                     const toc_plan_level *level)
{
    (void)at;
    (void)level;
    if (it->as[found->word] && it->use[found->word].begin <= span.begin)
        return;
    it->use[found->word] = span;
    it->as[found->word] = found->text;
}

/* Depth: that of clauses in clauses, which the grammar bounds. */
static void read_args(words *it, const toc_arg *args)
{
    for (; args; args = args->next) {
        if (args->kind == TOC_ARG_TEXT) {
            for (const toc_text *text = args->text; text; text = text->next)
                read_text(it, text, false, note_use, NULL);
        } else if (args->kind == TOC_ARG_CLAUSE) {
            read_args(it, args->clause->args);
        }
    }
}

static void read_decl(words *it, const toc_decl *decl)
{
    if (!decl || decl->kind == TOC_DECL_LIBRARY)
        return;
    for (const toc_text *title = decl->title; title && decl->kind != TOC_DECL_LEVEL;
         title = title->next)
        read_text(it, title, false, note_use, NULL);
    for (const toc_item *item = decl->items; item; item = item->next) {
        const toc_clause *clause = item->clause;

        if (clause && clause->kind != TOC_CLAUSE_ALIAS && clause->kind != TOC_CLAUSE_BASIS &&
            clause->kind != TOC_CLAUSE_CLAUSE)
            read_args(it, clause->args);
    }
}

#define READ_ALL(it, table)                                                                        \
    for (uint32_t i = 0; i < (it)->plan->table.count; i++)                                         \
        read_decl((it), (it)->plan->table.items[i]->base.decl);

static void read_plan(words *it)
{
    read_decl(it, it->plan->head.decl);
    READ_ALL(it, bodies)
    READ_ALL(it, resources)
    READ_ALL(it, categories)
    READ_ALL(it, events)
    READ_ALL(it, indicators)
    READ_ALL(it, triggers)
    READ_ALL(it, ladders)
    READ_ALL(it, levels)
    READ_ALL(it, responses)
    READ_ALL(it, nodes)
    READ_ALL(it, reports)
    READ_ALL(it, relays)
    READ_ALL(it, announcements)
    READ_ALL(it, exercises)
}

/* ── telling ─────────────────────────────────────────────────────────────── */

static void report_unknown(const toc_check_context *context, const words *it, unsigned word,
                           const toc_plan_ladder *ladder)
{
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_GRADE_WORD_UNKNOWN, it->use[word],
                     "`%s` grades an incident, and no level is called so", it->as[word]);

    toc_diag_add_label(context->sink, diag, ladder->base.span, "these levels");
    toc_diag_add_help(context->sink, diag, "say it of the level that is meant: `alias \"%s\"`",
                      it->as[word]);
}

/* Two words in use for one level: the earlier and the later.  True: reported. */
static bool check_pair(const toc_check_context *context, const words *it, unsigned a, unsigned b)
{
    unsigned first = it->use[a].begin < it->use[b].begin ? a : b;
    unsigned second = first == a ? b : a;
    toc_diag *diag;

    if (!it->as[a] || !it->as[b] || !it->level[a] || it->level[a] != it->level[b])
        return false;
    diag = toc_diag_add(context->sink, TOC_D_GRADE_CALLED_DIFFERENTLY, it->use[second],
                        "level `%s` is called `%s` here and `%s` elsewhere",
                        toc_symbol_text(context->plan->names, it->level[a]->base.name),
                        it->as[second], it->as[first]);
    toc_diag_add_label(context->sink, diag, it->use[first], "`%s`", it->as[first]);
    return true;
}

/* The ladder against which the words are held: the one with the most levels, the first of them. */
static const toc_plan_ladder *main_ladder(const toc_plan *plan)
{
    const toc_plan_ladder *found = NULL;

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];

        if (ladder->levels.count >= 2 && (!found || ladder->levels.count > found->levels.count))
            found = ladder;
    }
    return found;
}

void toc_check_grade_words(const toc_check_context *context)
{
    const toc_plan_ladder *ladder = main_ladder(context->plan);
    words it = {.plan = context->plan};

    if (!ladder)
        return;
    for (uint32_t i = 0; i < context->plan->levels.count; i++)
        learn(&it, context->plan->levels.items[i]);
    read_plan(&it);
    for (unsigned word = 0; word < WORD_COUNT; word++) {
        if (it.as[word] && !it.is_known[word])
            report_unknown(context, &it, word, ladder);
        for (unsigned other = word + 1; other < WORD_COUNT; other++) {
            if (check_pair(context, &it, word, other))
                break;
        }
    }
}

/* words.c - the words of a live exercise: roles, kinds of rows, and sentences of refusal. */
#include <string.h>

#include "base/catalogue.h"
#include "live/exercise_private.h"

/* ── roles and rows ── */

static const char *const roles[] = {"controller", "player", "evaluator", "observer", "wall"};
static const char *const kinds[] = {"open",    "join",    "assign", "leave",   "hands",   "clock",
                                    "time",    "entries", "skip",   "restore", "delay",   "act",
                                    "outside", "note",    "rating", "truth",   "correct", "end"};

const char *toc_role_word(toc_role role)
{
    return roles[role];
}

bool toc_role_find(const char *word, toc_role *out)
{
    for (unsigned i = 0; i < TOC_ROLE_COUNT; i++) {
        if (strcmp(roles[i], word) == 0) {
            *out = (toc_role)i;
            return true;
        }
    }
    return false;
}

const char *toc_row_kind_word(toc_row_kind kind)
{
    return kinds[kind];
}

bool toc_row_kind_find(const char *word, toc_row_kind *out)
{
    for (unsigned i = 0; i < TOC_ROW_KIND_COUNT; i++) {
        if (strcmp(kinds[i], word) == 0) {
            *out = (toc_row_kind)i;
            return true;
        }
    }
    return false;
}

/* People come and go by rows of their own, time has passed, and what was opened stays open. */
bool toc_row_kind_can_be_corrected(toc_row_kind kind)
{
    switch (kind) {
    case TOC_ROW_OPEN:
    case TOC_ROW_JOIN:
    case TOC_ROW_ASSIGN:
    case TOC_ROW_LEAVE:
    case TOC_ROW_CLOCK:
    case TOC_ROW_TIME:
        return false;
    case TOC_ROW_HANDS:
    case TOC_ROW_ENTRIES:
    case TOC_ROW_SKIP:
    case TOC_ROW_RESTORE:
    case TOC_ROW_DELAY:
    case TOC_ROW_ACT:
    case TOC_ROW_OUTSIDE:
    case TOC_ROW_NOTE:
    case TOC_ROW_RATING:
    case TOC_ROW_TRUTH:
    case TOC_ROW_CORRECT:
    case TOC_ROW_END:
        break;
    }
    return true;
}

/* ── refusals ── */

static const char *const words[] = {
#define TOC_WORD(id, english) TOC_CATALOGUE_KEY("live." #id, english),
#include "live/live_words.def"
#undef TOC_WORD
};

/* What stands for {1} or {2} at @p at, or NULL. */
static const char *slot_of(const char *at, const char *first, const char *second)
{
    if (at[0] != '{' || (at[1] != '1' && at[1] != '2') || at[2] != '}')
        return NULL;
    return at[1] == '1' ? first : second;
}

static const char *fill(toc_arena *arena, const char *text, const char *first, const char *second)
{
    const char *made = "";
    const char *from = text;

    for (const char *at = text; *at; at++) {
        const char *with = slot_of(at, first, second);

        if (!with)
            continue;
        made = toc_arena_printf(arena, "%s%.*s%s", made, (int)(at - from), from, with);
        from = at + 3;
    }
    return from == text ? text : toc_arena_printf(arena, "%s%s", made, from);
}

const char *toc_live_fill(const toc_judge *judge, toc_live_word word, const char *first,
                          const char *second)
{
    const char *text = toc_catalogue_text(judge->lang ? judge->lang : "en", words[word]);

    return fill(judge->arena, text, first, second);
}

void toc_set_refusal(toc_judge *judge, toc_answer_code code, const char *field, toc_live_word word,
                     const char *first, const char *second)
{
    *judge->answer = (toc_ruling){
        .code = code, .field = field, .text = toc_live_fill(judge, word, first, second)};
}

const char *toc_live_number(toc_arena *arena, uint64_t number)
{
    return toc_arena_printf(arena, "%llu", (unsigned long long)number);
}

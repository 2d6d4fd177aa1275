/* allows.c - reads `allow` clauses and silences what they speak of. */
#include "driver/allows.h"

#include <stdlib.h>

#include "analysis/check_table.h"
#include "base/nearest.h"

#define NO_OUTER UINT32_MAX

enum { FIRST_OF_SCENARIOS = 500 }; /* messages below it are about plans, see docs/diagnostics.md */

typedef struct allow {
    toc_diag_code code;
    const char *reason;
    toc_span span;  /* the clause */
    toc_span scope; /* the declaration around it; of the plan's own: everything */
    uint32_t order; /* of reading */
    uint32_t outer; /* the next wider one of the same code, NO_OUTER for none */
    bool is_double; /* the same stands before it in the same declaration */
    bool is_used;
} allow;

/* By code, then by where the scope begins, the wider before the narrower. */
struct toc_allows {
    toc_arena *arena;
    const toc_intern_table *names;
    toc_diag_sink *sink;
    TOC_VEC(allow) items;
};

/* ── reading ─────────────────────────────────────────────────────────────── */

static void report_unknown(toc_allows *it, const toc_arg *word, const char *text)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_ALLOW_UNKNOWN, word->span,
                                  "there is no message called `%s`", text);
    toc_nearest nearest;
    size_t count;
    const toc_diag_info *all = toc_diag_info_all(&count);

    toc_nearest_init(&nearest, text);
    for (size_t i = 0; i < count; i++) {
        if (toc_check_may_be_allowed(all[i].code))
            toc_nearest_offer(&nearest, all[i].slug);
    }
    if (nearest.best) {
        toc_diag_add_help(it->sink, diag, "did you mean `%s`?", nearest.best);
        toc_diag_add_fixit(it->sink, diag, word->span, toc_nearest_is_certain(&nearest),
                           nearest.best);
        return;
    }
    toc_diag_add_help(it->sink, diag,
                      "a message has a number and a short name; `tocsin explain --list` shows all");
}

static void report_not_possible(toc_allows *it, const toc_arg *word, const toc_diag_info *info)
{
    toc_diag *diag =
        toc_diag_add(it->sink, TOC_D_ALLOW_NOT_POSSIBLE, word->span,
                     "`%s` (T%04u) cannot be allowed", info->slug, (unsigned)info->code);

    if ((int)info->code >= FIRST_OF_SCENARIOS) {
        toc_diag_add_note(it->sink, diag, "it is not about plans");
        toc_diag_add_help(it->sink, diag, "remove this `allow`");
        return;
    }
    if (info->level == TOC_DIAG_ERROR)
        toc_diag_add_note(it->sink, diag, "without mending it there is no plan to follow");
    toc_diag_add_help(it->sink, diag, "mend what it speaks of, and remove this `allow`");
}

/* The message that the clause speaks of, or NULL, reported. */
static const toc_diag_info *read_code(toc_allows *it, const toc_arg *word)
{
    const char *text = toc_symbol_text(it->names, word->name.symbol);
    const toc_diag_info *info = toc_diag_info_named(text);

    if (!info) {
        report_unknown(it, word, text);
        return NULL;
    }
    if (toc_check_may_be_allowed(info->code))
        return info;
    report_not_possible(it, word, info);
    return NULL;
}

static bool is_blank(const char *text)
{
    while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')
        text++;
    return *text == '\0';
}

/* "" where there is none, reported: that one mistake is enough said of the place. */
static const char *read_reason(toc_allows *it, const toc_clause *clause, const toc_diag_info *info)
{
    const toc_arg *text = clause->args->next;
    toc_diag *diag;

    if (text && !is_blank(text->text->bytes))
        return text->text->bytes;
    diag = toc_diag_add(it->sink, TOC_D_ALLOW_WITHOUT_REASON, clause->span,
                        "this `allow` gives no reason");
    toc_diag_add_help(it->sink, diag, "say why it may stand: `allow T%04u \"…\"`",
                      (unsigned)info->code);
    return "";
}

static void read_clause(toc_allows *it, const toc_clause *clause, toc_span scope)
{
    const toc_arg *word = clause->args;
    const toc_diag_info *info;

    if (!word || word->name.symbol.v == 0)
        return;
    info = read_code(it, word);
    if (info) {
        allow item = {.code = info->code,
                      .reason = read_reason(it, clause, info),
                      .span = clause->span,
                      .scope = scope,
                      .order = it->items.count,
                      .outer = NO_OUTER};

        TOC_PUSH(it->arena, &it->items, item);
    }
}

/* As deep as braces may be nested, see TOC_D_NESTING. */
static void read_decl(toc_allows *it, const toc_decl *decl)
{
    bool is_plan = decl->kind == TOC_DECL_PLAN;
    toc_span scope = is_plan ? (toc_span){0, UINT32_MAX} : decl->span;

    for (const toc_item *item = decl->items; item; item = item->next) {
        if (item->decl)
            read_decl(it, item->decl);
        else if (item->clause && item->clause->kind == TOC_CLAUSE_ALLOW)
            read_clause(it, item->clause, scope);
    }
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_scope(const void *left, const void *right)
{
    const allow *a = left;
    const allow *b = right;
    int order = compare_numbers((uint32_t)a->code, (uint32_t)b->code);

    if (!order)
        order = compare_numbers(a->scope.begin, b->scope.begin);
    if (!order)
        order = compare_numbers(b->scope.end, a->scope.end);
    return order ? order : compare_numbers(a->order, b->order);
}

/* Declarations stand apart or inside one another, so that of those which begin before a place
 * only the last and what is around it can hold that place. */
static void link_scopes(toc_allows *it)
{
    allow *items = it->items.items;

    if (it->items.count > 1)
        qsort(items, it->items.count, sizeof *items, by_scope);
    for (uint32_t i = 1; i < it->items.count; i++) {
        uint32_t outer = i - 1;

        while (outer != NO_OUTER &&
               (items[outer].code != items[i].code || items[outer].scope.end < items[i].scope.end))
            outer = items[outer].outer;
        items[i].outer = outer;
        items[i].is_double = outer != NO_OUTER &&
                             items[outer].scope.begin == items[i].scope.begin &&
                             items[outer].scope.end == items[i].scope.end;
    }
}

toc_allows *toc_allows_read(toc_arena *arena, toc_intern_table *names, const toc_unit *unit,
                            toc_diag_sink *sink)
{
    toc_allows *it = TOC_NEW(arena, toc_allows);

    it->arena = arena;
    it->names = names;
    it->sink = sink;
    if (unit->plan)
        read_decl(it, unit->plan);
    for (uint32_t i = 0; i < unit->decls.count; i++)
        read_decl(it, unit->decls.items[i]);
    link_scopes(it);
    return it;
}

/* ── silencing ───────────────────────────────────────────────────────────── */

/* The last item of @p code that begins at @p begin or before, or NO_OUTER. */
static uint32_t last_before(const toc_allows *it, toc_diag_code code, uint32_t begin)
{
    uint32_t low = 0;
    uint32_t high = it->items.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const allow *item = &it->items.items[middle];

        if (item->code < code || (item->code == code && item->scope.begin <= begin))
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && it->items.items[low - 1].code == code ? low - 1 : NO_OUTER;
}

static allow *find(const toc_allows *it, const toc_diag *diag)
{
    uint32_t at = last_before(it, diag->code, diag->span.begin);

    while (at != NO_OUTER &&
           (it->items.items[at].scope.end < diag->span.end || it->items.items[at].is_double))
        at = it->items.items[at].outer;
    return at == NO_OUTER ? NULL : &it->items.items[at];
}

void toc_allows_apply(toc_allows *allows, uint32_t first, toc_diag_sink *sink)
{
    uint32_t kept = first;

    for (uint32_t i = first; i < sink->records.count; i++) {
        toc_diag *diag = sink->records.items[i];
        allow *found = find(allows, diag);

        if (!found) {
            sink->records.items[kept++] = diag;
            continue;
        }
        found->is_used = true;
        diag->reason = found->reason;
        diag->allowed_at = found->span;
        toc_diag_sink_uncount(sink, diag);
        TOC_PUSH(sink->arena, &sink->allowed, diag);
    }
    sink->records.count = kept;
}

void toc_allows_report_needless(const toc_allows *allows, const toc_plan *plan,
                                const toc_check_options *options, toc_diag_sink *sink)
{
    for (uint32_t i = 0; i < allows->items.count; i++) {
        const allow *item = &allows->items.items[i];
        const char *why = item->is_double ? TOC_PHRASE("the same is allowed before it")
                                          : TOC_PHRASE("there is no such finding here");
        toc_diag *diag;

        if (item->is_used || !toc_check_has_run(item->code, plan, options))
            continue;
        diag = toc_diag_add(sink, TOC_D_ALLOW_NEEDLESS, item->span,
                            "this `allow` is not needed: %s", why);
        toc_diag_add_help(sink, diag, "remove it, or a finding to come is silenced unseen");
        toc_diag_add_fixit(
            sink, diag, toc_source_removal(toc_sources_find(plan->sources, item->span), item->span),
            true, "");
    }
}

/* build.c - declarations, clauses and their arguments, as the grammar's actions ask for them. */
#include "syntax/build.h"

#include <string.h>

#include "base/checked.h"
#include "plan.tab.h"

/* ── items and declarations ──────────────────────────────────────────────── */

toc_item *toc_build_item(toc_build *build, toc_clause *clause, toc_decl *decl)
{
    toc_item *item = TOC_NEW(build->arena, toc_item);

    item->clause = clause;
    item->decl = decl;
    return item;
}

toc_decl *toc_build_decl(toc_build *build, toc_decl_kind kind, toc_span keyword, toc_span span,
                         const toc_word_value *name, toc_text *title)
{
    toc_decl *decl = TOC_NEW(build->arena, toc_decl);

    decl->kind = kind;
    decl->keyword = keyword;
    decl->span = span;
    decl->title = title;
    if (name)
        decl->name.symbol = name->symbol;
    return decl;
}

toc_decl *toc_build_named(toc_build *build, toc_decl_kind kind, toc_span keyword, toc_span span,
                          toc_word_value name, toc_span name_span, toc_text *title)
{
    toc_decl *decl = toc_build_decl(build, kind, keyword, span, &name, title);

    decl->name.span = name_span;
    return decl;
}

/* A clause with one plain name becomes the declaration of that name. */
static void make_decl(toc_build *build, toc_item *item, toc_decl_kind kind)
{
    const toc_clause *clause = item->clause;
    const toc_arg *arg = clause->args;

    if (!arg || arg->next || arg->kind != TOC_ARG_PATH || arg->path->next)
        return;
    item->decl = toc_build_decl(build, kind, clause->keyword, clause->span, NULL, NULL);
    item->decl->name = arg->path->name;
    item->clause = NULL;
}

/* The word of a fixed list that a path of one part spells, or NULL. */
static const toc_word_entry *fixed_word(const toc_build *build, const toc_arg *arg)
{
    const toc_word_entry *entry;
    const char *text;

    if (!arg || arg->next || arg->kind != TOC_ARG_PATH || arg->path->next)
        return NULL;
    text = toc_symbol_text(build->names, arg->path->name.symbol);
    entry = toc_word_find(build->parser->words, text, strlen(text));
    return entry && entry->word >= 0 ? entry : NULL;
}

/* The lexeme that begins at @p span is a word of a fixed list after all. */
static void mark_word(toc_build *build, toc_span span, int row)
{
    toc_parser *parser = build->parser;
    uint32_t low = 0;
    uint32_t high = parser->lexemes.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (parser->lexemes.items[middle].span.begin < span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < parser->lexemes.count && parser->lexemes.items[low].span.begin == span.begin) {
        parser->lexemes.items[low].kind = TOC_LEXEME_WORD + row;
        parser->lexemes.items[low].is_name = false;
    }
}

static void make_flag(toc_build *build, toc_clause *clause, const char *word)
{
    const toc_word_entry *entry = fixed_word(build, clause->args);
    toc_span span;

    if (!entry || strcmp(toc_word_english(entry->word), word) != 0)
        return;
    span = clause->args->span;
    mark_word(build, span, entry->word);
    clause->args = toc_build_flag_arg(build, word, span);
}

static void settle_announcement(toc_build *build, const toc_item *item)
{
    if (!item->clause)
        return;
    if (item->clause->kind == TOC_CLAUSE_BY)
        make_flag(build, item->clause, "declarer");
    else if (item->clause->kind == TOC_CLAUSE_TO)
        make_flag(build, item->clause, "public");
}

/* @p owner is -1 for the file. */
static void settle(toc_build *build, toc_item *item, int owner)
{
    toc_clause_kind kind;

    if (!item->clause)
        return;
    kind = item->clause->kind;
    if (kind == TOC_CLAUSE_CATEGORY && (owner < 0 || owner == TOC_DECL_CATEGORY))
        make_decl(build, item, TOC_DECL_CATEGORY);
    else if (kind == TOC_CLAUSE_OBJECTIVE && owner < 0)
        make_decl(build, item, TOC_DECL_OBJECTIVE);
    else if (kind == TOC_CLAUSE_ROSTER_ORG && owner != TOC_DECL_ROSTER)
        make_decl(build, item, TOC_DECL_ORG);
}

toc_decl *toc_build_block(toc_build *build, toc_decl *head, toc_items items, toc_span span)
{
    head->span = span;
    head->items = toc_items_first(items);
    for (toc_item *item = head->items; item; item = item->next) {
        settle(build, item, (int)head->kind);
        if (head->kind == TOC_DECL_ANNOUNCEMENT || head->kind == TOC_DECL_RULE)
            settle_announcement(build, item);
    }
    return head;
}

#define DROPPED_SIZE_MAX 1024u /* bytes of one span that names are looked for in */

void toc_build_dropped(toc_build *build, toc_span span)
{
    if (span.end - span.begin > DROPPED_SIZE_MAX)
        toc_syntax_lose_names(build->parser);
    else
        TOC_PUSH(build->arena, &build->parser->dropped, span);
}

void toc_build_lost(toc_build *build)
{
    toc_syntax_lose_names(build->parser);
}

void toc_build_nameless(toc_build *build, toc_span span)
{
    const toc_source *source = build->parser->source;
    unsigned char first = (unsigned char)source->text[span.begin - source->base];
    bool is_name = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
                   first == '_' || first == '`' || first >= 0x80;

    if (is_name)
        toc_build_dropped(build, span);
    else
        toc_build_lost(build);
}

void toc_build_file(toc_build *build, toc_items items)
{
    const toc_source *source = build->parser->source;
    toc_file *file = TOC_NEW(build->arena, toc_file);

    file->items = toc_items_first(items);
    file->span = (toc_span){source->base, source->base + source->size};
    for (toc_item *item = file->items; item; item = item->next)
        settle(build, item, -1);
    build->parser->parse->file = file;
}

toc_clause *toc_build_clause(toc_build *build, toc_clause_kind kind, toc_span keyword,
                             toc_span span, toc_arg *args)
{
    toc_clause *clause = TOC_NEW(build->arena, toc_clause);

    clause->kind = kind;
    clause->keyword = keyword;
    clause->span = span;
    clause->args = args;
    return clause;
}

/* ── arguments ───────────────────────────────────────────────────────────── */

static toc_arg *new_arg(toc_build *build, toc_arg_kind kind, toc_span span)
{
    toc_arg *arg = TOC_NEW(build->arena, toc_arg);

    arg->kind = kind;
    arg->span = span;
    return arg;
}

toc_arg *toc_build_path_arg(toc_build *build, toc_path *path, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_PATH, span);

    arg->path = path;
    return arg;
}

toc_arg *toc_build_text_arg(toc_build *build, toc_text *text, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_TEXT, span);

    arg->text = text;
    return arg;
}

toc_arg *toc_build_number_arg(toc_build *build, toc_number number, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_NUMBER, span);

    arg->number = number;
    return arg;
}

toc_arg *toc_build_duration_arg(toc_build *build, toc_duration duration, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_DURATION, span);

    arg->duration = duration;
    return arg;
}

toc_arg *toc_build_date_arg(toc_build *build, toc_date date, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_DATE, span);

    arg->date = date;
    return arg;
}

toc_arg *toc_build_time_arg(toc_build *build, int32_t minutes, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_TIME, span);

    arg->minutes = minutes;
    return arg;
}

toc_arg *toc_build_instant_arg(toc_build *build, toc_ms ms, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_INSTANT, span);

    arg->ms = ms;
    return arg;
}

toc_arg *toc_build_days_arg(toc_build *build, uint32_t days, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_DAYS, span);

    arg->days = days;
    return arg;
}

toc_arg *toc_build_expr_arg(toc_build *build, toc_expr *expr)
{
    toc_arg *arg = new_arg(build, TOC_ARG_EXPR, expr->span);

    arg->expr = expr;
    return arg;
}

toc_arg *toc_build_anchor_arg(toc_build *build, toc_anchor anchor, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_ANCHOR, span);

    arg->anchor = anchor;
    return arg;
}

toc_arg *toc_build_clause_arg(toc_build *build, toc_clause *clause)
{
    toc_arg *arg = new_arg(build, TOC_ARG_CLAUSE, clause->span);

    arg->clause = clause;
    return arg;
}

toc_arg *toc_build_unit(toc_build *build, toc_arg *number, toc_text *unit, toc_span span)
{
    (void)build;
    number->number.unit = unit;
    number->span = span;
    return number;
}

toc_arg *toc_build_negative(toc_build *build, toc_arg *number, toc_span span)
{
    (void)build;
    number->number.micro = -number->number.micro;
    number->span = span;
    return number;
}

toc_arg *toc_build_known_word(toc_build *build, const char *english, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_WORD, span);

    arg->name = (toc_name){toc_intern(build->names, english, strlen(english)), span};
    return arg;
}

toc_arg *toc_build_flag_arg(toc_build *build, const char *word, toc_span span)
{
    toc_arg *arg = toc_build_known_word(build, word, span);

    arg->kind = TOC_ARG_FLAG;
    return arg;
}

toc_arg *toc_build_name_arg(toc_build *build, toc_word_value word, toc_span span)
{
    toc_arg *arg = new_arg(build, TOC_ARG_WORD, span);

    arg->name = (toc_name){word.symbol, span};
    return arg;
}

/* The symbol of a fixed word, in English. */
static toc_symbol settle_word(toc_build *build, toc_word_value word, toc_span span)
{
    const char *english;

    if (word.row < 0 || word.symbol.v == 0)
        return word.symbol;
    english = toc_word_english(word.row);
    mark_word(build, span, word.row);
    return toc_intern(build->names, english, strlen(english));
}

toc_arg *toc_build_word_arg(toc_build *build, toc_word_value word, toc_span span)
{
    word.symbol = settle_word(build, word, span);
    return toc_build_name_arg(build, word, span);
}

toc_symbol toc_build_word(toc_build *build, toc_word_value word, toc_span span)
{
    return settle_word(build, word, span);
}

toc_arg *toc_build_all_day(toc_build *build, toc_duration duration, toc_span span)
{
    toc_diag *diag;

    if (duration.ms != TOC_DAY) {
        diag =
            toc_syntax_report(build->parser, TOC_D_WHOLE_DAY, span,
                              TOC_PHRASE("`%s` says neither round the clock nor from when to when"),
                              toc_syntax_written(build->parser, span));
        if (diag)
            toc_diag_add_help(build->parser->sink, diag,
                              "write `24h`, or hours such as `08:00..20:00 mon..fri`");
    }
    return toc_build_flag_arg(build, "24h", span);
}

uint32_t toc_build_days(toc_build *build, uint32_t first, uint32_t last)
{
    uint32_t days = 1u << first;

    (void)build;
    for (uint32_t day = first; day != last;) {
        day = (day + 1) % 7;
        days |= 1u << day;
    }
    return days;
}

/* ── ranges ──────────────────────────────────────────────────────────────── */

static void report_no_unit(toc_build *build, toc_span span)
{
    const char *written = toc_syntax_written(build->parser, span);
    toc_diag *diag = toc_syntax_report(build->parser, TOC_D_UNIT_MISSING, span,
                                       TOC_PHRASE("`%s` has no unit of time"), written);

    if (diag && !toc_slip_unit(build->parser, diag, span))
        toc_diag_add_help(build->parser->sink, diag, "write `%smin`, `%sh`, `%sd`…", written,
                          written, written);
}

/* A bare number gets the unit of the range's end. */
static void take_unit(toc_build *build, toc_arg *arg, toc_ms unit)
{
    toc_number number = arg->number;
    toc_duration duration = {0, 0, 0};
    int64_t product = 0;
    bool is_good = !number.is_percent && !number.unit && unit != 0;

    if (is_good && unit < 0) {
        product = number.micro / 1000000;
        is_good = number.micro % 1000000 == 0 && product <= INT32_MAX;
        if (is_good && unit == TOC_UNIT_WORKDAYS)
            duration.workdays = (int32_t)product;
        else if (is_good)
            duration.months = (int32_t)product * (unit == TOC_UNIT_YEARS ? 12 : 1);
    } else if (is_good) {
        is_good =
            toc_mul_i64(number.micro, unit, &product) && product / 1000000 <= TOC_DURATION_MAX;
        duration.ms = product / 1000000;
    }
    if (!is_good)
        report_no_unit(build, arg->span);
    arg->kind = TOC_ARG_DURATION;
    arg->duration = duration;
}

/* @p parts up to its @p last, which is not looked at. */
static void share_unit(toc_build *build, toc_arg *parts, const toc_arg *last)
{
    bool is_time = last->kind == TOC_ARG_DURATION;
    toc_ms unit = is_time ? toc_scan_unit_of(build->parser, last->span) : 0;

    for (toc_arg *arg = parts; arg != last; arg = arg->next) {
        if (is_time && arg->kind == TOC_ARG_NUMBER)
            take_unit(build, arg, unit);
        else if (!is_time && arg->kind == TOC_ARG_DURATION)
            report_no_unit(build, last->span);
        else if (!is_time && last->number.is_percent)
            arg->number.is_percent = true;
    }
}

toc_arg *toc_build_range(toc_build *build, toc_args parts)
{
    const toc_arg *last = parts.last;
    toc_arg *first = toc_args_first(parts);

    share_unit(build, first, last);
    return first;
}

toc_arg *toc_build_times(toc_build *build, toc_args parts)
{
    const toc_arg *last = parts.last;
    toc_arg *first = toc_args_first(parts);

    if (last->kind == TOC_ARG_DURATION) {
        share_unit(build, first, last);
        return first;
    }
    report_no_unit(build, last->span);
    for (toc_arg *arg = first; arg; arg = arg->next) {
        arg->kind = TOC_ARG_DURATION;
        arg->duration = (toc_duration){0, 0, 0};
    }
    return first;
}

/* ── names and texts ─────────────────────────────────────────────────────── */

toc_path *toc_build_path(toc_build *build, toc_word_value word, toc_span span)
{
    toc_path *path = TOC_NEW(build->arena, toc_path);

    path->name = (toc_name){word.symbol, span};
    return path;
}

toc_path *toc_build_path_part(toc_build *build, toc_path *path, toc_word_value word, toc_span span)
{
    toc_path *last = path;
    uint32_t parts = 1;

    for (; last->next && parts < TOC_NESTING_MAX; last = last->next)
        parts++;
    if (parts < TOC_NESTING_MAX)
        last->next = toc_build_path(build, word, span);
    else if (parts == TOC_NESTING_MAX && !last->next)
        toc_syntax_report(build->parser, TOC_D_NESTING, span,
                          TOC_PHRASE("this name has too many parts: %u are the most"),
                          TOC_NESTING_MAX);
    return path;
}

toc_text *toc_build_translation(toc_build *build, toc_text *text, toc_symbol lang,
                                toc_text *translation)
{
    toc_text *last = text;
    uint32_t languages = 1;

    for (; last->next; last = last->next)
        languages++;
    translation->lang = lang;
    if (languages < TOC_NESTING_MAX)
        last->next = translation;
    else
        toc_syntax_report(build->parser, TOC_D_TOO_LONG, translation->span,
                          TOC_PHRASE("a text stands in %u languages at the most"), TOC_NESTING_MAX);
    return text;
}

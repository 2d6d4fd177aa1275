/* rule.c - one rule from its declaration: what it applies to, what it asks, where it stands. */
#include <string.h>

#include "base/nearest.h"
#include "base/time.h"
#include "doctrine/reader.h"

#define MICRO         INT64_C(1000000) /* the fixed point of numbers */
#define TWELFTHS      12               /* of a day, the unit of lengths in the calendar */
#define MONTH         365              /* of them */
#define COUNT_MOST    INT64_C(1000000)
#define MONTHS_MOST   12000
#define WORKDAYS_MOST 1000 /* they are counted one by one */

/* ── words of the vocabulary ─────────────────────────────────────────────── */

static void report_word(const toc_pack_reader *reader, const char *word, toc_span span,
                        const char *what, const char *const *words, size_t count)
{
    const char *near = toc_nearest_of(word, words, count);
    const char *all = count > 0 ? words[0] : "";
    toc_diag *diag =
        toc_diag_add(reader->sink, TOC_D_UNKNOWN_WORD, span, "`%s` is not %s", word, what);

    for (size_t i = 1; i < count; i++)
        all = toc_arena_printf(reader->arena, "%s, %s", all, words[i]);
    toc_diag_add_note(reader->sink, diag, "known are: %s", all);
    if (near) {
        toc_diag_add_help(reader->sink, diag, "did you mean `%s`?", near);
        toc_diag_add_fixit(reader->sink, diag, span, false, near);
    }
}

static void report_thing(const toc_pack_reader *reader, const char *word, toc_span span)
{
    size_t count;
    const toc_thing_row *rows = toc_thing_rows(&count);
    uint32_t role_count = reader->pack->roles.count;
    const char **words = TOC_NEW_ARRAY(reader->arena, const char *, count + role_count);

    for (size_t i = 1; i < count; i++)
        words[i - 1] = rows[i].word;
    for (uint32_t i = 0; i < role_count; i++)
        words[count - 1 + i] = reader->pack->roles.items[i].name;
    report_word(reader, word, span,
                TOC_PHRASE("a thing that rules apply to, nor a role of this file"), words,
                count - 1 + role_count);
}

/* Roles go by what was written: a fixed word among them has become English in the tree. */
static const char *written_name(const toc_pack_reader *reader, toc_span span)
{
    const char *text = toc_reader_written(reader, span);
    size_t size = strlen(text);

    if (size >= 2 && text[0] == '`') {
        text++;
        size -= 2;
    }
    return toc_symbol_text(reader->names, toc_intern_name(reader->names, text, size));
}

static bool read_thing(const toc_pack_reader *reader, const toc_clause *clause, toc_rule *rule)
{
    const toc_arg *arg = clause->args;
    const char *word = toc_symbol_text(reader->names, arg->name.symbol);
    size_t count;
    const toc_thing_row *rows = toc_thing_rows(&count);

    if (word[0] == '\0')
        return false;
    rule->role = toc_pack_name_index(&reader->pack->roles, written_name(reader, arg->span));
    if (rule->role != TOC_NO_ROLE) {
        rule->thing = TOC_THING_ROLE;
        return true;
    }
    for (size_t i = 1; i < count; i++) {
        if (strcmp(rows[i].word, word) == 0) {
            rule->thing = (toc_thing)i;
            return true;
        }
    }
    report_thing(reader, word, arg->span);
    return false;
}

/* ── what narrows it down ────────────────────────────────────────────────── */

static const char *thing_word(const toc_pack_reader *reader, const toc_rule *rule)
{
    size_t count;

    if (rule->thing == TOC_THING_ROLE)
        return TOC_PHRASE("the body in a role");
    return toc_arena_printf(reader->arena, "`%s`", toc_thing_rows(&count)[rule->thing].word);
}

static bool takes_filter(const toc_pack_reader *reader, const toc_rule *rule,
                         const toc_clause *clause, uint32_t filter)
{
    size_t count;

    if (toc_thing_rows(&count)[rule->thing].filters & filter)
        return true;
    toc_diag_add(reader->sink, TOC_D_RULE_MISFIT, clause->span, "`%s` does not narrow down %s",
                 toc_clause_kind_word(clause->kind), thing_word(reader, rule));
    return false;
}

static uint32_t role_of(const toc_pack_reader *reader, const toc_arg *arg)
{
    if (!arg || arg->kind != TOC_ARG_PATH || arg->path->name.symbol.v == 0)
        return TOC_NO_ROLE;
    return toc_pack_name_resolve(reader, &reader->pack->roles,
                                 toc_symbol_text(reader->names, arg->path->name.symbol), arg->span,
                                 TOC_PHRASE("role"));
}

static void read_to(const toc_pack_reader *reader, const toc_clause *clause, toc_rule *rule)
{
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        uint32_t role;

        if (arg->kind == TOC_ARG_FLAG) {
            rule->is_to_public = rule->thing == TOC_THING_ANNOUNCEMENT;
            if (!rule->is_to_public)
                toc_diag_add(reader->sink, TOC_D_RULE_MISFIT, arg->span,
                             "only an announcement goes to the public as such");
            continue;
        }
        role = role_of(reader, arg);
        if (role != TOC_NO_ROLE)
            TOC_PUSH(reader->arena, &rule->to, role);
    }
}

static uint32_t word_bit(const toc_pack_reader *reader, const toc_clause *clause,
                         const char *const *words, const char *what)
{
    const toc_arg *arg = toc_reader_arg(clause->args, TOC_ARG_WORD);
    const char *word = arg ? toc_symbol_text(reader->names, arg->name.symbol) : "";
    size_t count = 0;

    for (; words[count]; count++) {
        if (strcmp(words[count], word) == 0)
            return UINT32_C(1) << count;
    }
    if (word[0] != '\0')
        report_word(reader, word, arg->span, what, words, count);
    return 0;
}

static void read_filter(const toc_pack_reader *reader, const toc_clause *clause, toc_rule *rule)
{
    size_t count;

    if (clause->kind == TOC_CLAUSE_FROM) {
        if (takes_filter(reader, rule, clause, TOC_FILTER_FROM))
            rule->from = role_of(reader, clause->args);
    } else if (clause->kind == TOC_CLAUSE_TO) {
        if (takes_filter(reader, rule, clause, TOC_FILTER_TO))
            read_to(reader, clause, rule);
    } else if (clause->kind == TOC_CLAUSE_KIND) {
        if (takes_filter(reader, rule, clause, TOC_FILTER_KIND))
            rule->kinds |=
                word_bit(reader, clause, toc_thing_rows(&count)[rule->thing].kinds,
                         toc_say(reader->arena, "a kind of %s", thing_word(reader, rule)));
    } else if (clause->kind == TOC_CLAUSE_PHASE) {
        if (takes_filter(reader, rule, clause, TOC_FILTER_PHASE))
            rule->phases |= word_bit(reader, clause, toc_phase_words, TOC_PHRASE("a phase"));
    }
}

/* ── what it asks ────────────────────────────────────────────────────────── */

static const toc_measure_row *measure_row(const toc_demand *demand)
{
    size_t count;

    return &toc_measure_rows(&count)[demand->measure];
}

static bool find_measure(const toc_pack_reader *reader, const toc_arg *arg, toc_demand *demand)
{
    const char *word = toc_symbol_text(reader->names, arg->name.symbol);
    size_t count;
    const toc_measure_row *rows = toc_measure_rows(&count);
    const char **words = TOC_NEW_ARRAY(reader->arena, const char *, count);

    for (size_t i = 0; i < count; i++) {
        words[i] = rows[i].word;
        if (strcmp(rows[i].word, word) == 0) {
            demand->measure = (toc_measure)i;
            return true;
        }
    }
    if (word[0] != '\0')
        report_word(reader, word, arg->span, TOC_PHRASE("something that rules can ask for"), words,
                    count);
    return false;
}

static const char *form_of(toc_measure_kind kind)
{
    switch (kind) {
    case TOC_MEASURE_PRESENCE:
        return TOC_PHRASE("nothing behind it");
    case TOC_MEASURE_COUNT:
        return TOC_PHRASE("a whole number: `at least 2`, `at most 1`, `3..7`");
    case TOC_MEASURE_TIME:
        return TOC_PHRASE("a plain length of time: `2h`, `at most 30min`");
    case TOC_MEASURE_CALENDAR:
        return TOC_PHRASE("a length of days, months or years: `at most 3y`, `6mo`");
    case TOC_MEASURE_WORKDAYS:
        return TOC_PHRASE("working days: `20 workdays`");
    case TOC_MEASURE_HOURS:
        return TOC_PHRASE("hours of a day, `24h` at most, or nothing");
    case TOC_MEASURE_FIELDS:
        return TOC_PHRASE("fields of this file: `of time, place`");
    }
    return "";
}

static void report_form(const toc_pack_reader *reader, const toc_demand *demand)
{
    const toc_measure_row *row = measure_row(demand);
    toc_diag *diag = toc_diag_add(reader->sink, TOC_D_RULE_MISFIT, demand->span,
                                  "`%s` cannot be asked for like this", row->word);

    toc_diag_add_help(reader->sink, diag, "it takes %s", form_of(row->kind));
}

/* A length that is all milliseconds, all months or all workdays, in the unit of @p kind; -1: it
 * is none that the measure can be held against. */
static int64_t length_in(toc_measure_kind kind, toc_duration length)
{
    bool is_plain = length.months == 0 && length.workdays == 0;

    if (kind == TOC_MEASURE_TIME && is_plain)
        return length.ms;
    if (kind == TOC_MEASURE_HOURS && is_plain && length.ms <= TOC_DAY)
        return length.ms;
    if (kind == TOC_MEASURE_WORKDAYS && length.ms == 0 && length.months == 0)
        return length.workdays <= WORKDAYS_MOST ? length.workdays : -1;
    if (kind != TOC_MEASURE_CALENDAR || length.workdays != 0)
        return -1;
    if (length.months != 0)
        return length.months <= MONTHS_MOST ? (int64_t)length.months * MONTH : -1;
    return length.ms % TOC_DAY == 0 ? length.ms / TOC_DAY * TWELFTHS : -1;
}

static int64_t amount_of(toc_measure_kind kind, const toc_arg *arg)
{
    if (arg->kind == TOC_ARG_DURATION)
        return length_in(kind, arg->duration);
    if (arg->kind != TOC_ARG_NUMBER || kind != TOC_MEASURE_COUNT || arg->number.is_percent ||
        arg->number.micro % MICRO != 0 || arg->number.micro / MICRO > COUNT_MOST)
        return -1;
    return arg->number.micro / MICRO;
}

static void set_least(const toc_pack_reader *reader, toc_demand *demand, const toc_arg *arg)
{
    demand->has_least = true;
    demand->least = amount_of(measure_row(demand)->kind, arg);
    demand->least_text = toc_reader_written(reader, arg->span);
}

static void set_most(const toc_pack_reader *reader, toc_demand *demand, const toc_arg *arg)
{
    demand->has_most = true;
    demand->most = amount_of(measure_row(demand)->kind, arg);
    demand->most_text = toc_reader_written(reader, arg->span);
}

/* `at least 2`, `at most 1h`, `3..7`, `24h`. */
static void read_bound(const toc_pack_reader *reader, const toc_arg *arg, toc_demand *demand)
{
    toc_measure_kind kind = measure_row(demand)->kind;
    const toc_arg *second = arg->next;

    if (arg->kind == TOC_ARG_FLAG) {
        bool is_least = strcmp(toc_symbol_text(reader->names, arg->name.symbol), "least") == 0;

        (is_least ? set_least : set_most)(reader, demand, second);
        return;
    }
    if (second || kind == TOC_MEASURE_COUNT || kind == TOC_MEASURE_HOURS)
        set_least(reader, demand, arg);
    if (second)
        set_most(reader, demand, second);
    else if (kind != TOC_MEASURE_HOURS)
        set_most(reader, demand, arg);
}

static bool check_bound(const toc_pack_reader *reader, const toc_demand *demand)
{
    bool is_open = !demand->has_least && !demand->has_most;
    toc_measure_kind kind = measure_row(demand)->kind;

    if ((demand->has_least && demand->least < 0) || (demand->has_most && demand->most < 0) ||
        (is_open && kind != TOC_MEASURE_PRESENCE && kind != TOC_MEASURE_HOURS)) {
        report_form(reader, demand);
        return false;
    }
    if (demand->has_least && demand->has_most && demand->least > demand->most) {
        toc_diag_add(reader->sink, TOC_D_BACKWARDS, demand->span,
                     "this range runs backwards: no plan can keep it");
        return false;
    }
    return true;
}

static bool read_fields(const toc_pack_reader *reader, const toc_arg *args, toc_demand *demand)
{
    for (; args; args = args->next) {
        uint32_t index;

        if (args->kind != TOC_ARG_PATH) {
            report_form(reader, demand);
            return false;
        }
        if (args->path->name.symbol.v == 0)
            continue;
        index = toc_pack_name_resolve(reader, &reader->pack->fields,
                                      toc_symbol_text(reader->names, args->path->name.symbol),
                                      args->span, TOC_PHRASE("field"));
        if (index != TOC_NO_ROLE)
            TOC_PUSH(reader->arena, &demand->fields, index);
    }
    return true;
}

static bool read_amount(const toc_pack_reader *reader, const toc_arg *args, toc_demand *demand)
{
    if (measure_row(demand)->kind == TOC_MEASURE_FIELDS) {
        if (!args) {
            report_form(reader, demand);
            return false;
        }
        return read_fields(reader, args, demand);
    }
    if (args && args->kind == TOC_ARG_PATH) {
        report_form(reader, demand);
        return false;
    }
    if (args && measure_row(demand)->kind == TOC_MEASURE_PRESENCE) {
        report_form(reader, demand);
        return false;
    }
    if (args)
        read_bound(reader, args, demand);
    return check_bound(reader, demand);
}

static const char *askable(const toc_pack_reader *reader, const toc_measure_row *row)
{
    size_t count;
    const toc_thing_row *rows = toc_thing_rows(&count);
    const char *all = "";

    for (size_t i = 0; i < count; i++) {
        if (row->things >> i & 1u)
            all = toc_arena_printf(reader->arena, "%s%s%s", all, all[0] ? ", " : "", rows[i].word);
    }
    return all;
}

static void read_demand(const toc_pack_reader *reader, const toc_clause *clause, toc_rule *rule)
{
    toc_demand demand = {.is_advice = clause->kind == TOC_CLAUSE_RECOMMENDS,
                         .written = toc_reader_written(reader, clause->span),
                         .span = clause->span};
    toc_diag *diag;

    if (!find_measure(reader, clause->args, &demand))
        return;
    if (!(measure_row(&demand)->things & (1u << rule->thing))) {
        diag = toc_diag_add(reader->sink, TOC_D_RULE_MISFIT, clause->span,
                            "`%s` cannot be asked of %s", measure_row(&demand)->word,
                            thing_word(reader, rule));
        toc_diag_add_help(reader->sink, diag, "it can be asked of: %s",
                          askable(reader, measure_row(&demand)));
        return;
    }
    if (read_amount(reader, clause->args->next, &demand))
        TOC_PUSH(reader->arena, &rule->demands, demand);
}

/* ── where it stands, and when ───────────────────────────────────────────── */

static void read_citation(const toc_pack_reader *reader, const toc_clause *clause, toc_rule *rule)
{
    const toc_arg *path = toc_reader_arg(clause->args, TOC_ARG_PATH);
    toc_citation citation = {clause->args->text, NULL};
    uint32_t index;

    if (path && path->path->name.symbol.v != 0) {
        index = toc_pack_name_resolve(reader, &reader->pack->laws,
                                      toc_symbol_text(reader->names, path->path->name.symbol),
                                      path->span, TOC_PHRASE("`library` entry"));
        if (index == TOC_NO_ROLE)
            return;
        citation.law = &reader->pack->laws.items[index];
    }
    TOC_PUSH(reader->arena, &rule->citations, citation);
}

/* The pack's dates hold for rules without their own. */
static void read_dates(const toc_pack_reader *reader, const toc_decl *decl, toc_rule *rule)
{
    for (const toc_item *item = decl->items; item; item = item->next) {
        const toc_clause *clause = item->clause;

        if (clause && clause->kind == TOC_CLAUSE_SINCE)
            rule->since = toc_date_to_days(clause->args->date);
        else if (clause && clause->kind == TOC_CLAUSE_UNTIL_DATE)
            rule->until = toc_date_to_days(clause->args->date);
    }
    if (decl->kind == TOC_DECL_RULE && rule->since > rule->until)
        toc_diag_add(reader->sink, TOC_D_BACKWARDS, decl->name.span,
                     "`%s` is never in force: it ends before it begins", rule->name);
}

static void report_missing(const toc_pack_reader *reader, const toc_decl *decl,
                           const toc_rule *rule, const char *what)
{
    toc_diag *diag;

    if (reader->is_lenient)
        return;
    diag = toc_diag_add(reader->sink, TOC_D_CLAUSE_MISSING, decl->name.span,
                        "rule `%s` does not say %s", rule->name, what);
    toc_diag_set_here(reader->sink, diag, "incomplete");
}

static const toc_clause *find_clause(const toc_decl *decl, toc_clause_kind kind)
{
    for (const toc_item *item = decl->items; item; item = item->next) {
        if (item->clause && item->clause->kind == kind)
            return item->clause;
    }
    return NULL;
}

static bool is_scope(const toc_clause *clause)
{
    return clause->kind == TOC_CLAUSE_APPLIES || clause->kind == TOC_CLAUSE_FROM ||
           clause->kind == TOC_CLAUSE_TO || clause->kind == TOC_CLAUSE_KIND ||
           clause->kind == TOC_CLAUSE_PHASE;
}

static void read_clauses(const toc_pack_reader *reader, const toc_decl *decl, toc_rule *rule)
{
    toc_span seen[TOC_CLAUSE_KIND_COUNT] = {{0, 0}};

    for (const toc_item *item = decl->items; item; item = item->next) {
        const toc_clause *clause = item->clause;

        if (item->decl)
            toc_diag_add(reader->sink, TOC_D_DECLARATION_NOT_HERE, item->decl->keyword,
                         "a `%s` cannot stand inside a `rule`",
                         toc_decl_kind_word(item->decl->kind));
        if (!clause || !toc_reader_takes(reader, decl, clause, seen))
            continue;
        if (clause->kind == TOC_CLAUSE_NOTE)
            toc_reader_add_texts(reader, clause, &rule->notes);
        else if (clause->kind == TOC_CLAUSE_CITES)
            read_citation(reader, clause, rule);
        else if (clause->kind == TOC_CLAUSE_REQUIRES || clause->kind == TOC_CLAUSE_RECOMMENDS)
            read_demand(reader, clause, rule);
        else
            read_filter(reader, clause, rule);
        if (is_scope(clause))
            rule->applies = toc_arena_printf(reader->arena, "%s%s%s", rule->applies,
                                             rule->applies[0] ? " " : "",
                                             toc_reader_written(reader, clause->span));
    }
}

/* Both ends of a chain must be known, or there is nothing to add up. */
static void check_whole(const toc_pack_reader *reader, const toc_decl *decl, const toc_rule *rule)
{
    if (!find_clause(decl, TOC_CLAUSE_CITES))
        report_missing(reader, decl, rule, TOC_PHRASE("where it stands (`cites`)"));
    if (!find_clause(decl, TOC_CLAUSE_REQUIRES) && !find_clause(decl, TOC_CLAUSE_RECOMMENDS))
        report_missing(reader, decl, rule, TOC_PHRASE("what it asks (`requires` or `recommends`)"));
    if (rule->thing == TOC_THING_CHAIN &&
        (!find_clause(decl, TOC_CLAUSE_FROM) || !find_clause(decl, TOC_CLAUSE_TO)))
        report_missing(reader, decl, rule,
                       TOC_PHRASE("from whom to whom the chain goes (`from`, `to`)"));
}

void toc_rule_read(toc_pack_reader *reader, const toc_decl *decl)
{
    const toc_clause *applies = find_clause(decl, TOC_CLAUSE_APPLIES);
    toc_rule rule = {.name = toc_symbol_text(reader->names, decl->name.symbol),
                     .title = decl->title,
                     .applies = "",
                     .role = TOC_NO_ROLE,
                     .from = TOC_NO_ROLE,
                     .since = INT64_MIN,
                     .until = INT64_MAX,
                     .span = decl->name.span};

    if (reader->doctrine)
        read_dates(reader, reader->doctrine, &rule);
    read_dates(reader, decl, &rule);
    if (!applies)
        report_missing(reader, decl, &rule, TOC_PHRASE("what it applies to (`applies to`)"));
    if (applies && read_thing(reader, applies, &rule)) {
        read_clauses(reader, decl, &rule);
        check_whole(reader, decl, &rule);
    }
    TOC_PUSH(reader->arena, &reader->pack->rules, rule);
}

/* ── in words ────────────────────────────────────────────────────────────── */

const char *toc_rule_citation(toc_arena *arena, const toc_rule *rule)
{
    const char *all = "";

    for (uint32_t i = 0; i < rule->citations.count; i++) {
        const toc_citation *citation = &rule->citations.items[i];
        const toc_pack_name *law = citation->law;
        const char *comma = i > 0 ? ", " : "";
        bool is_same = i > 0 && rule->citations.items[i - 1].law == law;

        if (law && !is_same)
            all = toc_arena_printf(arena, "%s%s%s %s", all, comma,
                                   law->title ? law->title->bytes : law->name,
                                   citation->article->bytes);
        else
            all = toc_arena_printf(arena, "%s%s%s", all, comma, citation->article->bytes);
    }
    return all;
}

const char *toc_demand_bound(toc_arena *arena, const toc_demand *demand)
{
    if (demand->has_least && demand->has_most && demand->least == demand->most)
        return toc_say(arena, "exactly %s", demand->least_text);
    if (demand->has_least && demand->has_most)
        return toc_say(arena, "%s to %s", demand->least_text, demand->most_text);
    if (demand->has_least)
        return toc_say(arena, "at least %s", demand->least_text);
    return demand->has_most ? toc_say(arena, "at most %s", demand->most_text) : "";
}

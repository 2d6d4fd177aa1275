/* pack.c - from a file of rules to a pack: its head, its roles, fields and laws. */
#include "doctrine/pack.h"

#include <string.h>

#include "base/nearest.h"
#include "doctrine/reader.h"
#include "syntax/parse.h"

/* ── what the readers share ──────────────────────────────────────────────── */

const char *toc_reader_written(const toc_pack_reader *reader, toc_span span)
{
    return toc_arena_copy(reader->arena, reader->source->text + (span.begin - reader->source->base),
                          span.end - span.begin);
}

const toc_arg *toc_reader_arg(const toc_arg *args, toc_arg_kind kind)
{
    while (args && args->kind != kind)
        args = args->next;
    return args;
}

void toc_reader_add_texts(const toc_pack_reader *reader, const toc_clause *clause,
                          toc_pack_texts *out)
{
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        if (arg->kind == TOC_ARG_TEXT)
            TOC_PUSH(reader->arena, out, arg->text);
    }
}

uint32_t toc_pack_name_index(const toc_pack_names *names, const char *name)
{
    for (uint32_t i = 0; i < names->count; i++) {
        if (strcmp(names->items[i].name, name) == 0)
            return i;
    }
    return TOC_NO_ROLE;
}

uint32_t toc_pack_name_resolve(const toc_pack_reader *reader, const toc_pack_names *names,
                               const char *name, toc_span span, const char *what)
{
    uint32_t index = toc_pack_name_index(names, name);
    toc_nearest nearest;
    toc_diag *diag;

    if (index != TOC_NO_ROLE || name[0] == '\0')
        return index;
    diag = toc_diag_add(reader->sink, TOC_D_UNKNOWN_NAME, span, "there is no %s `%s` in this file",
                        what, name);
    toc_nearest_init(&nearest, name);
    for (uint32_t i = 0; i < names->count; i++)
        toc_nearest_offer(&nearest, names->items[i].name);
    if (!nearest.best)
        return index;
    toc_diag_add_help(reader->sink, diag, "did you mean `%s`?", nearest.best);
    toc_diag_add_fixit(reader->sink, diag, span, false, nearest.best);
    return index;
}

static void report_not_here(const toc_pack_reader *reader, const toc_decl *decl,
                            const toc_clause *clause)
{
    toc_diag *diag =
        toc_diag_add(reader->sink, TOC_D_CLAUSE_NOT_HERE, clause->keyword,
                     "`%s` says nothing in a `%s` of a file of rules",
                     toc_clause_kind_word(clause->kind), toc_decl_kind_word(decl->kind));

    toc_diag_add_label(reader->sink, diag, decl->keyword, "in this declaration");
    if (clause->kind == TOC_CLAUSE_ROLE_IS)
        toc_diag_add_help(reader->sink, diag,
                          "who plays the role is for each plan to say; here it needs a title: "
                          "`role unit \"the unit where it happened\"`");
}

static bool has_meaning(const toc_decl *decl, const toc_clause *clause)
{
    switch ((int)decl->kind) {
    case TOC_DECL_DOCTRINE:
        return clause->kind != TOC_CLAUSE_ROLE_IS;
    case TOC_DECL_LIBRARY:
        return clause->kind == TOC_CLAUSE_KIND || clause->kind == TOC_CLAUSE_TEXT ||
               clause->kind == TOC_CLAUSE_NOTE;
    default:
        return true;
    }
}

bool toc_reader_takes(const toc_pack_reader *reader, const toc_decl *decl, const toc_clause *clause,
                      toc_span seen[])
{
    bool is_for_all = clause->kind == TOC_CLAUSE_CLAUSE || clause->kind == TOC_CLAUSE_SEE ||
                      clause->kind == TOC_CLAUSE_ALLOW;
    bool repeats = toc_clause_repeats(clause->kind) || clause->kind == TOC_CLAUSE_KIND ||
                   clause->kind == TOC_CLAUSE_PHASE; /* alternatives */
    toc_diag *diag;

    if (is_for_all || !toc_clause_is_allowed(clause->kind, decl->kind) ||
        !has_meaning(decl, clause)) {
        report_not_here(reader, decl, clause);
        return false;
    }
    if (toc_span_is_none(seen[clause->kind]) || repeats) {
        seen[clause->kind] = clause->span;
        return true;
    }
    diag = toc_diag_add(reader->sink, TOC_D_CLAUSE_TWICE, clause->keyword, "`%s` is given twice",
                        toc_clause_kind_word(clause->kind));
    toc_diag_add_label(reader->sink, diag, seen[clause->kind], "the first one");
    return false;
}

/* ── roles, fields, laws ─────────────────────────────────────────────────── */

static void refuse_decl(const toc_pack_reader *reader, const toc_decl *decl, const char *where)
{
    toc_diag *diag = toc_diag_add(reader->sink, TOC_D_DECLARATION_NOT_HERE, decl->keyword,
                                  "a `%s` cannot stand %s", toc_decl_kind_word(decl->kind), where);

    toc_diag_add_help(reader->sink, diag,
                      "a file of rules holds `library` entries and one `doctrine`; that holds "
                      "`role`, `field` and `rule`");
}

static bool has_name(const toc_pack_reader *reader, const toc_decl *decl)
{
    if (decl->name.symbol.v != 0)
        return true;
    if (!reader->is_lenient)
        toc_diag_add(reader->sink, TOC_D_CLAUSE_MISSING, decl->keyword, "this `%s` has no name",
                     toc_decl_kind_word(decl->kind));
    return false;
}

static bool is_first(const toc_pack_reader *reader, const toc_decl *decl, toc_span first)
{
    toc_diag *diag;

    if (toc_span_is_none(first))
        return true;
    diag = toc_diag_add(reader->sink, TOC_D_DOUBLE_NAME, decl->name.span,
                        "`%s` is declared twice in this file",
                        toc_symbol_text(reader->names, decl->name.symbol));
    toc_diag_add_label(reader->sink, diag, first, "the first one");
    return false;
}

static toc_span span_of(const toc_pack_names *names, const char *name)
{
    uint32_t index = toc_pack_name_index(names, name);

    return index == TOC_NO_ROLE ? (toc_span){0, 0} : names->items[index].span;
}

static void read_name(toc_pack_reader *reader, const toc_decl *decl, toc_pack_names *out)
{
    toc_span seen[TOC_CLAUSE_KIND_COUNT] = {{0, 0}};
    toc_pack_name name = {.title = decl->title, .span = decl->name.span};

    if (!has_name(reader, decl))
        return;
    name.name = toc_symbol_text(reader->names, decl->name.symbol);
    if (!is_first(reader, decl, span_of(out, name.name)))
        return;
    for (const toc_item *item = decl->items; item; item = item->next) {
        if (item->decl)
            refuse_decl(reader, item->decl, "here");
        else if (!toc_reader_takes(reader, decl, item->clause, seen))
            continue;
        else if (item->clause->kind == TOC_CLAUSE_ALIAS)
            toc_reader_add_texts(reader, item->clause, &name.aliases);
        else if (item->clause->kind == TOC_CLAUSE_NOTE || item->clause->kind == TOC_CLAUSE_TEXT)
            toc_reader_add_texts(reader, item->clause, &name.texts);
    }
    TOC_PUSH(reader->arena, out, name);
}

/* ── the doctrine ────────────────────────────────────────────────────────── */

static void read_head_clause(toc_pack_reader *reader, const toc_clause *clause)
{
    const toc_arg *text = toc_reader_arg(clause->args, TOC_ARG_TEXT);

    if (clause->kind == TOC_CLAUSE_VERSION && text)
        reader->pack->version = text->text;
    else if (clause->kind == TOC_CLAUSE_BASIS)
        toc_reader_add_texts(reader, clause, &reader->pack->basis);
    else if (clause->kind == TOC_CLAUSE_NOTE)
        toc_reader_add_texts(reader, clause, &reader->pack->notes);
}

/* Roles and fields stand before the rules that name them, whatever their order in the text. */
static void read_head(toc_pack_reader *reader, const toc_decl *decl)
{
    toc_span seen[TOC_CLAUSE_KIND_COUNT] = {{0, 0}};

    for (const toc_item *item = decl->items; item; item = item->next) {
        if (item->clause && toc_reader_takes(reader, decl, item->clause, seen))
            read_head_clause(reader, item->clause);
        else if (item->decl && item->decl->kind == TOC_DECL_ROLE)
            read_name(reader, item->decl, &reader->pack->roles);
        else if (item->decl && item->decl->kind == TOC_DECL_FIELD)
            read_name(reader, item->decl, &reader->pack->fields);
        else if (item->decl && item->decl->kind != TOC_DECL_RULE)
            refuse_decl(reader, item->decl, TOC_PHRASE("inside a `doctrine`"));
    }
}

static void read_rules(toc_pack_reader *reader, const toc_decl *decl)
{
    for (const toc_item *item = decl->items; item; item = item->next) {
        toc_span first = {0, 0};

        if (!item->decl || item->decl->kind != TOC_DECL_RULE || !has_name(reader, item->decl))
            continue;
        for (uint32_t i = 0; i < reader->pack->rules.count; i++) {
            if (strcmp(reader->pack->rules.items[i].name,
                       toc_symbol_text(reader->names, item->decl->name.symbol)) == 0)
                first = reader->pack->rules.items[i].span;
        }
        if (is_first(reader, item->decl, first))
            toc_rule_read(reader, item->decl);
    }
    if (reader->pack->rules.count == 0 && !reader->is_lenient)
        toc_diag_add(reader->sink, TOC_D_DOCTRINE_EMPTY, decl->keyword,
                     "`%s` holds no rule to judge a plan by", reader->pack->name);
}

static const toc_decl *find_decl(const toc_file *file, toc_decl_kind kind)
{
    for (const toc_item *item = file->items; item; item = item->next) {
        if (item->decl && item->decl->kind == kind)
            return item->decl;
    }
    return NULL;
}

static void report_no_doctrine(const toc_pack_reader *reader, const toc_file *file)
{
    bool is_plan = find_decl(file, TOC_DECL_PLAN) != NULL;
    toc_diag *diag = toc_diag_add(
        reader->sink, TOC_D_DOCTRINE_EMPTY, (toc_span){reader->source->base, reader->source->base},
        is_plan ? TOC_PHRASE("this is a plan, and a file of rules is needed here")
                : TOC_PHRASE("this file holds no `doctrine` to judge a plan by"));

    toc_diag_add_help(reader->sink, diag,
                      "a file of rules begins with `doctrine name \"Title\" { … }`; "
                      "docs/doctrine.md has a worked example");
}

/* The one `doctrine` of the file, or NULL, reported; then what else is in it does not matter. */
static const toc_decl *find_doctrine(const toc_pack_reader *reader, const toc_file *file)
{
    const toc_decl *found = find_decl(file, TOC_DECL_DOCTRINE);

    if (!found) {
        if (!reader->is_lenient)
            report_no_doctrine(reader, file);
        return NULL;
    }
    for (const toc_item *item = file->items; item; item = item->next) {
        if (item->clause)
            toc_diag_add(reader->sink, TOC_D_CLAUSE_NOT_HERE, item->clause->keyword,
                         "`%s` cannot stand by itself", toc_clause_kind_word(item->clause->kind));
        else if (item->decl->kind == TOC_DECL_DOCTRINE && item->decl != found)
            refuse_decl(reader, item->decl,
                        TOC_PHRASE("beside another one: a file holds one doctrine"));
        else if (item->decl != found && item->decl->kind != TOC_DECL_LIBRARY)
            refuse_decl(reader, item->decl, TOC_PHRASE("in a file of rules"));
    }
    return found;
}

static uint32_t count_errors(const toc_diag_sink *sink)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < sink->records.count; i++)
        count += sink->records.items[i]->level == TOC_DIAG_ERROR;
    return count;
}

const toc_pack *toc_pack_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink)
{
    uint32_t errors = count_errors(sink);
    toc_pack_reader reader = {.arena = arena, .source = source, .sink = sink};
    const toc_decl *decl;
    const toc_parse *parse;

    if (!toc_source_gate(source, sink))
        return NULL;
    reader.names = toc_intern_new(arena);
    reader.pack = TOC_NEW(arena, toc_pack);
    parse = toc_parse_source(arena, reader.names, source, false, sink);
    reader.is_lenient = parse->has_errors;
    decl = find_doctrine(&reader, parse->file);
    if (!decl || !has_name(&reader, decl))
        return NULL;
    reader.pack->name = toc_symbol_text(reader.names, decl->name.symbol);
    reader.doctrine = decl;
    reader.pack->names = reader.names;
    reader.pack->title = decl->title;
    reader.pack->span = decl->name.span;
    for (const toc_item *item = parse->file->items; item; item = item->next) {
        if (item->decl && item->decl->kind == TOC_DECL_LIBRARY)
            read_name(&reader, item->decl, &reader.pack->laws);
    }
    read_head(&reader, decl);
    read_rules(&reader, decl);
    reader.pack->has_errors = count_errors(sink) > errors;
    return reader.pack;
}

/* ── telling packs from plans ────────────────────────────────────────────── */

/* Most files do not hold the word at all, and are not parsed twice for it. */
static bool may_hold(const toc_source *source)
{
    static const char *const words[] = {"doctrine", "规范", "規範"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strstr(source->text, words[i]))
            return true;
    }
    return false;
}

bool toc_pack_is_in(toc_arena *arena, const toc_source *source)
{
    bool has_doctrine = false;
    toc_diag_sink silent;
    const toc_parse *parse;

    toc_diag_sink_init(&silent, arena);
    if (!may_hold(source) || !toc_source_gate(source, &silent))
        return false;
    parse = toc_parse_source(arena, toc_intern_new(arena), source, false, &silent);
    for (const toc_item *item = parse->file->items; item; item = item->next) {
        if (item->decl && item->decl->kind == TOC_DECL_PLAN)
            return false;
        if (item->decl && item->decl->kind == TOC_DECL_DOCTRINE)
            has_doctrine = true;
    }
    return has_doctrine;
}

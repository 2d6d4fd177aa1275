/* names.c - finds what a path names, and says what is wrong where it names nothing. */
#include <string.h>
#include <strings.h>

#include "sema/context.h"
#include "sema/foreign.h"

#include "base/alike.h"
#include "base/nearest.h"

#define WRITTEN_SIZE_MAX 60u /* bytes of the user's text in one pair of back-ticks */

toc_span toc_path_span(const toc_path *path)
{
    toc_span span = {0, 0};

    for (; path; path = path->next)
        span = toc_span_join(span, path->name.span);
    return span;
}

const char *toc_path_text(const toc_sema *sema, const toc_path *path)
{
    const char *text = path ? toc_symbol_text(sema->names, path->name.symbol) : "";

    for (unsigned parts = 1; path && path->next && parts < 8; path = path->next, parts++)
        text = toc_arena_printf(sema->arena, "%s.%s", text,
                                toc_symbol_text(sema->names, path->next->name.symbol));
    return text;
}

const char *toc_written(const toc_sema *sema, toc_span span)
{
    const toc_source *source = toc_sources_find(sema->sources, span);
    uint32_t size = span.end - span.begin;

    if (!source || toc_span_is_none(span))
        return "";
    if (size <= WRITTEN_SIZE_MAX)
        return toc_arena_copy(sema->arena, source->text + (span.begin - source->base), size);
    for (size = WRITTEN_SIZE_MAX; size > 0; size--) { /* not into the middle of a character */
        if (((unsigned char)source->text[span.begin - source->base + size] & 0xc0u) != 0x80u)
            break;
    }
    return toc_arena_printf(sema->arena, "%.*s…", (int)size,
                            source->text + (span.begin - source->base));
}

const char *toc_entity_kind_text(const toc_entity *entity)
{
    static const char *const texts[TOC_ENTITY_KIND_COUNT] = {
        [TOC_ENTITY_BODY] = TOC_PHRASE("an org"),
        [TOC_ENTITY_RESOURCE] = TOC_PHRASE("a resource"),
        [TOC_ENTITY_CATEGORY] = TOC_PHRASE("a category"),
        [TOC_ENTITY_EVENT] = TOC_PHRASE("an event"),
        [TOC_ENTITY_EVENT_FIELD] = TOC_PHRASE("a field"),
        [TOC_ENTITY_INDICATOR] = TOC_PHRASE("an indicator"),
        [TOC_ENTITY_MOMENT] = TOC_PHRASE("a moment"),
        [TOC_ENTITY_PERIOD] = TOC_PHRASE("a period"),
        [TOC_ENTITY_TRIGGER] = TOC_PHRASE("a trigger"),
        [TOC_ENTITY_LADDER] = TOC_PHRASE("a set of levels"),
        [TOC_ENTITY_LEVEL] = TOC_PHRASE("a level"),
        [TOC_ENTITY_RESPONSE] = TOC_PHRASE("a response"),
        [TOC_ENTITY_NODE] = TOC_PHRASE("a step"),
        [TOC_ENTITY_REPORT] = TOC_PHRASE("a report"),
        [TOC_ENTITY_FIELD] = TOC_PHRASE("a report field"),
        [TOC_ENTITY_RELAY] = TOC_PHRASE("a relay"),
        [TOC_ENTITY_ANNOUNCEMENT] = TOC_PHRASE("an announcement"),
        [TOC_ENTITY_OBJECTIVE] = TOC_PHRASE("an objective"),
        [TOC_ENTITY_ROSTER] = TOC_PHRASE("a roster"),
        [TOC_ENTITY_EXERCISE] = TOC_PHRASE("an exercise"),
        [TOC_ENTITY_LIBRARY] = TOC_PHRASE("a library entry"),
        [TOC_ENTITY_DOCTRINE] = TOC_PHRASE("a doctrine"),
        [TOC_ENTITY_PARENT] = TOC_PHRASE("a parent plan"),
    };

    if (entity->kind == TOC_ENTITY_BODY && ((const toc_plan_body *)entity)->is_post)
        return TOC_PHRASE("a post");
    if (entity->kind == TOC_ENTITY_NODE && ((const toc_plan_node *)entity)->is_decision)
        return TOC_PHRASE("a decision");
    return texts[entity->kind];
}

const char *toc_entity_kind_noun(const toc_sema *sema, const toc_entity *entity)
{
    if (toc_arena_lang(sema->arena)) /* where there are no articles */
        return toc_phrase(sema->arena, toc_entity_kind_text(entity));
    return strchr(toc_entity_kind_text(entity), ' ') + 1;
}

/* Follows the parts of a path downwards as far as they are names of entities. */
static toc_found descend(toc_sema *sema, toc_entity *entity, const toc_path *path, uint32_t wanted)
{
    toc_found found = {entity, path->next, toc_path_span(path)};

    while (found.rest) {
        const toc_scope_entry *entry;

        if (found.entity->kind == TOC_ENTITY_PARENT)
            return toc_foreign_find(sema, (toc_plan_parent *)found.entity, path, wanted);
        entry = toc_scope_find(sema, toc_scope_of(found.entity), found.rest->name.symbol);
        if (!entry || entry->outcome >= 0)
            break;
        found.entity = entry->entity;
        found.rest = found.rest->next;
    }
    return found;
}

/* The scopes to look in, the nearest first. */
static unsigned scopes_to_search(const toc_sema *sema, uint32_t wanted, uint32_t out[10])
{
    unsigned count = 0;

    if (sema->ladder && (wanted & TOC_KIND(LEVEL)))
        out[count++] = toc_scope_of(&sema->ladder->base);
    if (sema->org)
        out[count++] = toc_scope_of(&sema->org->base);
    if (sema->response)
        out[count++] = toc_scope_of(&sema->response->base);
    for (uint32_t scope = TOC_SCOPE_PLAN; scope < TOC_SCOPE_OWNED; scope++)
        out[count++] = scope;
    return count;
}

static void note_alias(toc_sema *sema, const toc_scope_entry *entry, toc_span span)
{
    toc_diag *diag;

    if (!entry->is_alias)
        return;
    diag = toc_diag_add(sema->sink, TOC_D_ALIAS_USED, span, "`%s` is another name of `%s`",
                        toc_symbol_text(sema->names, entry->name), entry->entity->full);
    toc_diag_add_label(sema->sink, diag, entry->entity->span, "declared here");
    toc_diag_add_fixit(sema->sink, diag, span, true,
                       toc_symbol_text(sema->names, entry->entity->name));
}

toc_found toc_path_find(toc_sema *sema, const toc_path *path, uint32_t wanted)
{
    toc_found first = {NULL, NULL, toc_path_span(path)};
    const toc_scope_entry *first_entry = NULL;
    uint32_t scopes[10];
    unsigned count = scopes_to_search(sema, wanted, scopes);

    for (unsigned i = 0; i < count; i++) {
        const toc_scope_entry *entry = toc_scope_find(sema, scopes[i], path->name.symbol);
        toc_found found;

        if (!entry)
            continue;
        found = descend(sema, entry->entity, path, wanted);
        if (wanted & (1u << found.entity->kind)) {
            note_alias(sema, entry, path->name.span);
            return found;
        }
        if (!first.entity) {
            first = found;
            first_entry = entry;
        }
    }
    if (first_entry)
        note_alias(sema, first_entry, path->name.span);
    return first;
}

bool toc_path_is(toc_sema *sema, const toc_path *path, uint32_t wanted)
{
    toc_found found = toc_path_find(sema, path, wanted);

    return found.entity && !found.rest && (wanted & (1u << found.entity->kind)) != 0;
}

void toc_nearest_report(toc_sema *sema, toc_diag *diag, toc_span span, const toc_nearest *nearest)
{
    toc_diag_add_help(sema->sink, diag, "did you mean `%s`?", nearest->best);
    toc_diag_add_fixit(sema->sink, diag, span, toc_nearest_is_certain(nearest), nearest->best);
}

/* A name can be written short where its scope is open, else by its full name. */
static void offer_names(toc_sema *sema, toc_nearest *nearest, const toc_path *path, uint32_t wanted,
                        const toc_entity *owner)
{
    for (uint32_t i = 0; i < sema->scopes.entries.count && sema->suggestion_budget > 0; i++) {
        const toc_scope_entry *entry = &sema->scopes.entries.items[i];
        bool is_open = entry->scope < TOC_SCOPE_OWNED ||
                       (sema->response && entry->scope == toc_scope_of(&sema->response->base));

        sema->suggestion_budget--;
        if (!(wanted & (1u << entry->entity->kind)) || entry->outcome >= 0)
            continue;
        if (owner && entry->scope != toc_scope_of(owner))
            continue;
        if (!owner && !is_open && entry->name.v == path->name.symbol.v) {
            nearest->best = entry->entity->full; /* the very name, but in another scope */
            nearest->is_same = false;
            return;
        }
        if (owner || is_open)
            toc_nearest_offer(nearest, toc_symbol_text(sema->names, entry->name));
    }
}

/* The name of what has @p word as its title, in whatever language; NULL: nothing has. */
static const char *titled(toc_sema *sema, const char *word, uint32_t wanted)
{
    for (uint32_t i = 0; i < sema->entities.count && sema->suggestion_budget > 0; i++) {
        const toc_entity *entity = sema->entities.items[i];

        sema->suggestion_budget--;
        if (!(wanted & (1u << entity->kind)))
            continue;
        for (const toc_text *title = entity->title; title; title = title->next) {
            if (strcasecmp(title->bytes, word) == 0)
                return entity->full;
        }
    }
    return NULL;
}

/* Letters of two scripts may make the word and the name look the same. */
static bool report_alike(toc_sema *sema, toc_diag *diag, const toc_path *path,
                         const toc_nearest *nearest)
{
    const char *word = toc_symbol_text(sema->names, path->name.symbol);
    const char *said = toc_alike_said(sema->arena, word);

    if (!toc_alike_is(sema->arena, word, nearest->best))
        return false;
    if (said)
        toc_diag_add_help(sema->sink, diag, "%s: write `%s`", said, nearest->best);
    else
        toc_diag_add_help(sema->sink, diag, "there is `%s`, and %s", nearest->best,
                          toc_alike_said(sema->arena, nearest->best));
    toc_diag_add_fixit(sema->sink, diag, path->name.span, false, nearest->best);
    return true;
}

static void suggest(toc_sema *sema, toc_diag *diag, const toc_path *path, uint32_t wanted,
                    const toc_entity *owner)
{
    const char *word = toc_symbol_text(sema->names, path->name.symbol);
    const char *plain = toc_alike_plain(sema->arena, word);
    const char *name = owner || path->next ? NULL : titled(sema, word, wanted);
    toc_nearest nearest;

    toc_nearest_init(&nearest, plain ? plain : word);
    offer_names(sema, &nearest, path, wanted, owner);
    nearest.is_doubtful = nearest.is_doubtful || sema->suggestion_budget == 0;
    if (nearest.best && report_alike(sema, diag, path, &nearest))
        return;
    if (name && !nearest.is_same) {
        toc_diag_add_help(sema->sink, diag, "did you mean `%s`? `%s` is its title", name, word);
        toc_diag_add_fixit(sema->sink, diag, path->name.span, false, name);
    } else if (nearest.best) {
        toc_nearest_report(sema, diag, path->name.span, &nearest);
    }
}

static bool is_broken(const toc_path *path)
{
    for (; path; path = path->next) {
        if (path->name.symbol.v == 0)
            return true;
    }
    return false;
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

/* Chinese words need no space between them, so only Latin ones are told apart. */
static bool has_word(const char *text, size_t size, const char *word)
{
    size_t word_size = strlen(word);

    for (size_t at = 0; at + word_size <= size; at++) {
        if (memcmp(text + at, word, word_size) == 0 &&
            (at == 0 || !is_word_byte(text[at - 1]) || !is_word_byte(word[0])) &&
            (at + word_size == size || !is_word_byte(text[at + word_size]) ||
             !is_word_byte(word[word_size - 1])))
            return true;
    }
    return false;
}

/* Was it perhaps declared where a syntax error made the parser pass over text? */
static bool may_be_dropped(const toc_sema *sema, toc_name name)
{
    const char *word = toc_symbol_text(sema->names, name.symbol);

    if (sema->lacks_names)
        return true;
    for (uint32_t i = 0; i < sema->dropped.count; i++) {
        toc_span span = sema->dropped.items[i];
        const toc_source *source = toc_sources_find(sema->sources, span);

        if (source &&
            has_word(source->text + (span.begin - source->base), span.end - span.begin, word))
            return true;
    }
    return false;
}

bool toc_is_cut_off(const toc_sema *sema, toc_span before)
{
    for (uint32_t i = 0; i < sema->dropped.count; i++) {
        toc_span span = sema->dropped.items[i];
        const toc_source *source = toc_sources_find(sema->sources, span);
        const char *between = source ? source->text + (before.end - source->base) : "";

        if (source && before.begin >= source->base && before.end <= span.begin &&
            strspn(between, " \t\r\n") >= span.begin - before.end)
            return true;
    }
    return false;
}

void toc_report_unknown(toc_sema *sema, const toc_path *path, uint32_t wanted, const char *needed)
{
    toc_diag *diag;

    if (is_broken(path) || may_be_dropped(sema, path->name))
        return;
    diag = toc_diag_add(sema->sink, TOC_D_UNKNOWN_NAME, toc_path_span(path),
                        "nothing is called `%s` in this plan", toc_path_text(sema, path));
    toc_diag_set_here(sema->sink, diag, "%s is needed here", needed);
    suggest(sema, diag, path, wanted, NULL);
}

/* A parent plan that could not be read: reported where it is extended. */
static bool is_unread(const toc_entity *owner)
{
    return owner->kind == TOC_ENTITY_PARENT && !((const toc_plan_parent *)owner)->plan;
}

static void report_unknown_part(toc_sema *sema, const toc_entity *owner, const toc_path *part,
                                uint32_t wanted)
{
    toc_diag *diag;

    if (is_broken(part) || may_be_dropped(sema, part->name) || is_unread(owner))
        return;
    diag = toc_diag_add(sema->sink, TOC_D_UNKNOWN_NAME, part->name.span,
                        "%s `%s` has nothing called `%s`", toc_entity_kind_noun(sema, owner),
                        owner->full, toc_symbol_text(sema->names, part->name.symbol));
    toc_diag_add_label(sema->sink, diag, owner->span, "declared here");
    suggest(sema, diag, part, wanted, owner);
}

void toc_report_wrong_kind(toc_sema *sema, toc_span span, const toc_entity *entity,
                           const char *needed)
{
    toc_diag *diag =
        toc_diag_add(sema->sink, TOC_D_WRONG_KIND, span, "`%s` is %s, %s is needed here",
                     entity->full, toc_entity_kind_text(entity), needed);

    toc_diag_add_label(sema->sink, diag, entity->span, "declared here");
}

toc_entity *toc_path_resolve(toc_sema *sema, const toc_path *path, uint32_t wanted,
                             const char *needed)
{
    toc_found found;

    if (!path || is_broken(path))
        return NULL;
    found = toc_path_find(sema, path, wanted);
    if (!found.entity) {
        toc_report_unknown(sema, path, wanted, needed);
        return NULL;
    }
    if (found.rest) {
        report_unknown_part(sema, found.entity, found.rest, wanted);
        return NULL;
    }
    if (!(wanted & (1u << found.entity->kind))) {
        toc_report_wrong_kind(sema, found.span, found.entity, needed);
        return NULL;
    }
    return found.entity;
}

toc_plan_level *toc_level_resolve(toc_sema *sema, toc_plan_ladder *ladder, toc_name name)
{
    const toc_scope_entry *entry;
    toc_path path = {name, NULL};

    if (name.symbol.v == 0)
        return NULL;
    entry = toc_scope_find(sema, toc_scope_of(&ladder->base), name.symbol);
    if (entry) {
        note_alias(sema, entry, name.span);
        return (toc_plan_level *)entry->entity;
    }
    report_unknown_part(sema, &ladder->base, &path, TOC_KIND(LEVEL));
    return NULL;
}

toc_plan_ladder *toc_ladder_resolve(toc_sema *sema, const toc_path *path, toc_span at)
{
    toc_diag *diag;

    if (path)
        return (toc_plan_ladder *)toc_path_resolve(sema, path, TOC_KIND(LADDER),
                                                   TOC_PHRASE("a set of levels"));
    if (sema->unnamed_ladder || sema->is_lenient || sema->lacks_names || sema->dropped.count > 0)
        return sema->unnamed_ladder;
    diag = toc_diag_add(sema->sink, TOC_D_UNKNOWN_NAME, at, "this plan has no `levels`");
    toc_diag_set_here(sema->sink, diag, "so there is no `level` to speak of");
    toc_diag_add_help(sema->sink, diag,
                      "declare `levels { … }`, or name the set of levels that is meant");
    return NULL;
}

int32_t toc_outcome_resolve(toc_sema *sema, const toc_plan_node *node, toc_name name)
{
    const toc_scope_entry *entry;
    toc_diag *diag;
    toc_nearest nearest;

    entry = toc_scope_find(sema, toc_scope_of(&node->base), name.symbol);
    if (entry && entry->outcome >= 0)
        return entry->outcome;
    if (name.symbol.v == 0 || sema->is_lenient)
        return -1;
    diag = toc_diag_add(sema->sink, TOC_D_UNKNOWN_OUTCOME, name.span, "%s `%s` has no outcome `%s`",
                        toc_entity_kind_noun(sema, &node->base), node->base.full,
                        toc_symbol_text(sema->names, name.symbol));
    toc_diag_add_label(sema->sink, diag, node->base.span, "declared here");
    toc_nearest_init(&nearest, toc_symbol_text(sema->names, name.symbol));
    for (uint32_t i = 0; i < node->outcomes.count && i < 256; i++)
        toc_nearest_offer(&nearest, toc_symbol_text(sema->names, node->outcomes.items[i].name));
    if (nearest.best)
        toc_nearest_report(sema, diag, name.span, &nearest);
    return -1;
}

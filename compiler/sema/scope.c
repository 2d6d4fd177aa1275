/* scope.c - the one hash table of names: (scope, name) to entity. */
#include "sema/context.h"

static uint32_t hash_of(uint32_t scope, toc_symbol name)
{
    uint64_t mixed = ((uint64_t)scope << 32 | name.v) * UINT64_C(0x9e3779b97f4a7c15);

    return (uint32_t)(mixed >> 32);
}

/* The slot that holds the name, or the free one where it belongs.  Equal hashes are looked at
 * before the entry itself, which is likely to be far away. */
static toc_scope_slot *slot_of(const toc_scope_table *table, uint32_t scope, toc_symbol name)
{
    uint32_t mask = table->slot_count - 1;
    uint32_t hash = hash_of(scope, name);
    uint32_t index = hash & mask;

    for (; table->slots[index].entry != 0; index = (index + 1) & mask) {
        const toc_scope_entry *entry = &table->entries.items[table->slots[index].entry - 1];

        if (table->slots[index].hash == hash && entry->scope == scope && entry->name.v == name.v)
            break;
    }
    return &table->slots[index];
}

static void grow(toc_sema *sema)
{
    toc_scope_table *table = &sema->scopes;
    const toc_scope_slot *old = table->slots;
    uint32_t old_count = table->slot_count;

    if (old_count / 2 > table->entries.count)
        return;
    table->slot_count = old_count ? old_count * 2 : 64;
    table->slots = TOC_NEW_ARRAY(sema->arena, toc_scope_slot, table->slot_count);
    for (uint32_t i = 0; i < old_count; i++) {
        uint32_t index = old[i].hash & (table->slot_count - 1);

        if (old[i].entry == 0)
            continue;
        while (table->slots[index].entry != 0)
            index = (index + 1) & (table->slot_count - 1);
        table->slots[index] = old[i];
    }
}

const toc_scope_entry *toc_scope_find(const toc_sema *sema, uint32_t scope, toc_symbol name)
{
    const toc_scope_table *table = &sema->scopes;
    uint32_t found = table->slot_count ? slot_of(table, scope, name)->entry : 0;

    return found ? &table->entries.items[found - 1] : NULL;
}

static void report_double(toc_sema *sema, toc_name name, toc_span first, const char *as_what)
{
    toc_diag *diag =
        toc_diag_add(sema->sink, TOC_D_DOUBLE_NAME, name.span, "`%s` is declared twice",
                     toc_symbol_text(sema->names, name.symbol));

    toc_diag_set_here(sema->sink, diag, "declared again here");
    toc_diag_add_label(sema->sink, diag, first, "first declared here, as %s", as_what);
    toc_diag_add_help(sema->sink, diag, "give one of them another name");
}

static bool add_entry(toc_sema *sema, toc_scope_entry entry, toc_span span)
{
    const toc_scope_entry *first;

    if (entry.name.v == 0)
        return false;
    first = toc_scope_find(sema, entry.scope, entry.name);
    if (first && first->outcome >= 0 && first->entity->kind == TOC_ENTITY_NODE) {
        const toc_plan_node *node = (const toc_plan_node *)first->entity;

        report_double(sema, (toc_name){entry.name, span}, node->outcomes.items[first->outcome].span,
                      TOC_PHRASE("an outcome"));
        return false;
    }
    if (first) {
        if (first->entity != entry.entity)
            report_double(sema, (toc_name){entry.name, span}, first->entity->span,
                          toc_entity_kind_text(first->entity));
        return false;
    }
    grow(sema);
    TOC_PUSH(sema->arena, &sema->scopes.entries, entry);
    *slot_of(&sema->scopes, entry.scope, entry.name) =
        (toc_scope_slot){sema->scopes.entries.count, hash_of(entry.scope, entry.name)};
    return true;
}

bool toc_scope_add(toc_sema *sema, uint32_t scope, toc_name name, toc_entity *entity)
{
    return add_entry(sema, (toc_scope_entry){scope, name.symbol, entity, false, -1}, name.span);
}

bool toc_scope_add_alias(toc_sema *sema, uint32_t scope, toc_name name, toc_entity *entity)
{
    return add_entry(sema, (toc_scope_entry){scope, name.symbol, entity, true, -1}, name.span);
}

bool toc_scope_add_outcome(toc_sema *sema, toc_plan_node *node, toc_name name, int32_t index)
{
    toc_scope_entry entry = {toc_scope_of(&node->base), name.symbol, &node->base, false, index};

    return add_entry(sema, entry, name.span);
}

bool toc_scope_add_word(toc_sema *sema, toc_entity *owner, toc_name word, int32_t index)
{
    toc_scope_entry entry = {toc_scope_of(owner), word.symbol, owner, false, index};

    return add_entry(sema, entry, word.span);
}

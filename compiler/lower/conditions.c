/* conditions.c - notes conditions and numbers them: what lies inside a `for` comes first. */
#include "lower/context.h"

/* How deep HELD nests in @p tree; each outermost one becomes a condition of its own.  Bounded by
 * the nesting cap of conditions. */
static uint32_t note_inner(toc_low *low, const toc_cond *tree, uint32_t outer);

static uint32_t note(toc_low *low, const toc_cond *tree, toc_m_owner owner, uint32_t owner_id,
                     uint32_t owner_part, uint32_t *slot)
{
    toc_low_condition row = {.tree = tree,
                             .owner = owner,
                             .owner_id = owner_id,
                             .owner_part = owner_part,
                             .slot = slot,
                             .id = TOC_NONE};
    uint32_t at = low->conditions.count;
    uint32_t depth;

    TOC_PUSH(low->arena, &low->conditions, row);
    depth = note_inner(low, tree, at);
    low->conditions.items[at].depth = depth;
    return depth;
}

static uint32_t note_inner(toc_low *low, const toc_cond *tree, uint32_t outer)
{
    uint32_t deepest = 0;

    if (tree->op == TOC_COND_HELD)
        return 1 + note(low, tree->kids[0], TOC_OWNER_HELD, outer, 0, NULL);
    for (uint32_t i = 0; i < tree->kid_count; i++) {
        uint32_t depth = note_inner(low, tree->kids[i], outer);

        if (depth > deepest)
            deepest = depth;
    }
    return deepest;
}

static void want_anchors(toc_low *low, const toc_cond *tree)
{
    if (tree->op == TOC_COND_SINCE || tree->op == TOC_COND_HAPPENED)
        toc_low_want_anchor(low, &tree->anchor, TOC_PHRASE("a condition"), NULL);
    for (uint32_t i = 0; i < tree->kid_count; i++)
        want_anchors(low, tree->kids[i]);
}

void toc_low_condition_add(toc_low *low, const toc_cond *tree, toc_m_owner owner, uint32_t owner_id,
                           uint32_t owner_part, uint32_t *slot)
{
    if (!tree || tree->op == TOC_COND_BROKEN)
        return;
    want_anchors(low, tree);
    note(low, tree, owner, owner_id, owner_part, slot);
}

/* Ids ascend with depth, and for one depth in the order of noting, which is that of the tables
 * and so of the names. */
static void give_ids(toc_low *low)
{
    uint32_t next = 0;

    for (uint32_t depth = 0; next < low->conditions.count; depth++) {
        for (uint32_t i = 0; i < low->conditions.count; i++) {
            if (low->conditions.items[i].depth == depth)
                low->conditions.items[i].id = next++;
        }
    }
}

void toc_low_number_conditions(toc_low *low)
{
    uint32_t count = low->conditions.count;
    uint32_t *order = TOC_NEW_ARRAY(low->arena, uint32_t, count);

    give_ids(low);
    low->condition_rows = TOC_NEW_ARRAY(low->arena, toc_m_condition, count);
    for (uint32_t i = 0; i < count; i++) {
        const toc_low_condition *it = &low->conditions.items[i];

        order[it->id] = i;
        if (it->slot)
            *it->slot = it->id;
    }
    for (uint32_t id = 0; id < count; id++) {
        const toc_low_condition *it = &low->conditions.items[order[id]];

        low->condition_rows[id] = (toc_m_condition){
            .code = toc_low_code(low, order[id]),
            .owner = it->owner,
            .owner_id =
                it->owner == TOC_OWNER_HELD ? low->conditions.items[it->owner_id].id : it->owner_id,
            .owner_part = it->owner_part,
            .signal = TOC_NONE,
            .text = toc_low_words(low, it->tree->span)};
    }
}

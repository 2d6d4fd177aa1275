/* rows_levels.c - ladders and levels, in order of ladder and rank; and what lateness causes. */
#include "lower/context.h"

static const char *colour_word(toc_colour colour)
{
    static const char *const words[] = {
        [TOC_COLOUR_NONE] = "",         [TOC_COLOUR_GREEN] = "green",
        [TOC_COLOUR_BLUE] = "blue",     [TOC_COLOUR_YELLOW] = "yellow",
        [TOC_COLOUR_ORANGE] = "orange", [TOC_COLOUR_RED] = "red",
        [TOC_COLOUR_PURPLE] = "purple", [TOC_COLOUR_BLACK] = "black",
        [TOC_COLOUR_WHITE] = "white",   [TOC_COLOUR_GREY] = "grey"};

    return words[colour];
}

uint32_t toc_low_level_id(const toc_low *low, const toc_plan_level *level)
{
    return low->ladders[level->ladder->base.id].levels.first + level->rank - 1;
}

static void add_late(toc_low *low, const toc_late *late, toc_range *range)
{
    toc_m_late row = {0};

    switch (late->kind) {
    case TOC_LATE_ESCALATE:
        if (!late->level.target)
            return;
        row = (toc_m_late){TOC_M_LATE_ESCALATE, toc_low_level_id(low, late->level.target)};
        break;
    case TOC_LATE_NOTIFY:
        if (!late->body.target)
            return;
        row = (toc_m_late){TOC_M_LATE_NOTIFY, late->body.target->base.id};
        break;
    case TOC_LATE_DO:
        if (!late->response.target)
            return;
        row = (toc_m_late){TOC_M_LATE_DO, late->response.target->base.id};
        break;
    }
    if (range->count++ == 0)
        range->first = low->lates.count;
    TOC_PUSH(low->arena, &low->lates, row);
}

toc_range toc_low_lates(toc_low *low, const toc_lates *first, const toc_lates *second)
{
    toc_range range = {0, 0};

    for (uint32_t i = 0; i < first->count; i++)
        add_late(low, &first->items[i], &range);
    for (uint32_t i = 0; second && i < second->count; i++)
        add_late(low, &second->items[i], &range);
    return range;
}

static void add_authorities(toc_low *low, const toc_authorities *list, toc_range *range)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const toc_authority *it = &list->items[i];
        toc_m_authority row = {.body = toc_low_body_id(&it->body)};
        uint32_t id;

        row.powers = (it->may_declare ? TOC_MAY_DECLARE : 0u) |
                     (it->may_raise ? TOC_MAY_RAISE : 0u) | (it->may_lower ? TOC_MAY_LOWER : 0u) |
                     (it->may_end ? TOC_MAY_END : 0u);
        if (row.body == TOC_NONE || row.powers == 0)
            continue;
        id = toc_builder_add_authorities(low->builder, &row);
        if (range->count++ == 0)
            range->first = id;
    }
}

static void lower_level(toc_low *low, const toc_plan_level *level, toc_m_level *row)
{
    const toc_plan_ladder *ladder = level->ladder;
    uint32_t id = toc_low_level_id(low, level);

    *row = (toc_m_level){.head = toc_low_head(low, &level->base),
                         .ladder = ladder->base.id,
                         .rank = level->rank,
                         .grade = toc_builder_string(
                             low->builder, toc_symbol_text(low->plan->names, level->base.name)),
                         .colour = toc_builder_string(low->builder, colour_word(level->colour)),
                         .condition = TOC_NONE,
                         .declarer = toc_low_body_id(&level->declared_by.body),
                         .deadline = TOC_NONE,
                         .objective = toc_low_objective(&level->scoring),
                         .weight = toc_low_weight(low, &level->scoring),
                         .grace = toc_low_grace(&level->scoring)};
    if (row->declarer != TOC_NONE)
        row->deadline = toc_low_deadline(low, &level->declared_by.deadline);
    add_authorities(low, &level->authorities, &row->authorities);
    add_authorities(low, &ladder->authorities, &row->authorities);
    row->late = toc_low_lates(low, &level->if_late, &ladder->if_late);
    toc_low_condition_add(low, level->when, TOC_OWNER_LEVEL, id, 0, &row->condition);
}

static void lower_ladder(toc_low *low, const toc_plan_ladder *ladder, toc_m_ladder *row)
{
    toc_range levels = row->levels;

    *row = (toc_m_ladder){
        .head = toc_low_head(low, &ladder->base),
        .levels = levels,
        .end_condition = TOC_NONE,
        .proposer = toc_low_body_id(&ladder->proposed.body),
        .approver = toc_low_body_id(&ladder->approved.body),
        .propose_deadline = TOC_NONE,
        .approve_deadline = TOC_NONE,
        .signal = TOC_NONE,
        .lower_after = toc_span_is_none(ladder->lower.span) ? TOC_MS_NONE : ladder->lower.value.ms,
        .end_anchor = TOC_NONE,
        .objective = toc_low_objective(&ladder->scoring),
        .weight = toc_low_weight(low, &ladder->scoring),
        .grace = toc_low_grace(&ladder->scoring)};
    if (row->proposer != TOC_NONE)
        row->propose_deadline = toc_low_deadline(low, &ladder->proposed.deadline);
    if (row->approver != TOC_NONE)
        row->approve_deadline = toc_low_deadline(low, &ladder->approved.deadline);
    toc_low_condition_add(low, ladder->end_when, TOC_OWNER_LADDER, ladder->base.id, 0,
                          &row->end_condition);
}

void toc_low_ladders(toc_low *low)
{
    const toc_plan *plan = low->plan;

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];

        toc_low_limit(low, ladder->base.span, TOC_PHRASE("grades of one ladder"),
                      ladder->levels.count, TOC_GRADES_MAX);
        lower_ladder(low, ladder, &low->ladders[i]);
        for (uint32_t k = 0; k < ladder->levels.count; k++)
            lower_level(low, ladder->levels.items[k],
                        &low->levels[low->ladders[i].levels.first + k]);
    }
}

/* flow_bands.c - the bands of a picture, from top to bottom, and what belongs to which. */
#include "emit/flow_private.h"

#define IS_IN(table, entity)                                                                       \
    ((entity)->id < (table).count && (const void *)(table).items[(entity)->id] == (entity))

bool toc_flow_owns(const toc_plan *plan, const toc_entity *entity)
{
    switch (entity->kind) {
    case TOC_ENTITY_BODY:
        return IS_IN(plan->bodies, entity);
    case TOC_ENTITY_EVENT:
        return IS_IN(plan->events, entity);
    case TOC_ENTITY_MOMENT:
        return IS_IN(plan->moments, entity);
    case TOC_ENTITY_TRIGGER:
        return IS_IN(plan->triggers, entity);
    case TOC_ENTITY_LADDER:
        return IS_IN(plan->ladders, entity);
    case TOC_ENTITY_LEVEL:
        return IS_IN(plan->levels, entity);
    case TOC_ENTITY_RESPONSE:
        return IS_IN(plan->responses, entity);
    case TOC_ENTITY_NODE:
        return IS_IN(plan->nodes, entity);
    case TOC_ENTITY_REPORT:
        return IS_IN(plan->reports, entity);
    case TOC_ENTITY_RELAY:
        return IS_IN(plan->relays, entity);
    case TOC_ENTITY_ANNOUNCEMENT:
        return IS_IN(plan->announcements, entity);
    case TOC_ENTITY_RESOURCE: /* these are never drawn */
    case TOC_ENTITY_CATEGORY:
    case TOC_ENTITY_EVENT_FIELD:
    case TOC_ENTITY_INDICATOR:
    case TOC_ENTITY_PERIOD:
    case TOC_ENTITY_FIELD:
    case TOC_ENTITY_OBJECTIVE:
    case TOC_ENTITY_ROSTER:
    case TOC_ENTITY_EXERCISE:
    case TOC_ENTITY_LIBRARY:
    case TOC_ENTITY_DOCTRINE:
    case TOC_ENTITY_PARENT:
        break;
    }
    return false;
}

const toc_plan_level *toc_flow_anchors_level(const toc_plan *plan, const toc_plan_anchors *anchors)
{
    const toc_plan_level *least = NULL;
    for (uint32_t i = 0; i < anchors->count; i++) {
        const toc_plan_level *level = anchors->items[i].level;
        if (!level || !toc_flow_owns(plan, &level->base))
            continue;
        if (!least || (level->ladder == least->ladder && level->rank < least->rank))
            least = level;
    }
    return least;
}

static toc_flow_band *add_band(toc_flow_builder *b, toc_flow_band_kind kind, const char *name,
                               toc_title title)
{
    toc_flow_band *band = TOC_NEW(b->arena, toc_flow_band);
    band->index = b->flow->bands.count;
    band->kind = kind;
    band->name = name;
    band->title = title;
    TOC_PUSH(b->arena, &b->flow->bands, band);
    return band;
}

static toc_title word_title(const toc_flow_builder *b, toc_word word)
{
    return (toc_title){toc_wording_word(&b->flow->wording, word), NULL};
}

/* Which of the three places of responses in the order of bands a phase has. */
static unsigned place_of(toc_phase phase)
{
    switch (phase) {
    case TOC_PHASE_MONITORING:
    case TOC_PHASE_WARNING:
    case TOC_PHASE_EARLY:
        return 0;
    case TOC_PHASE_UNSTATED:
    case TOC_PHASE_RESPONSE:
    case TOC_PHASE_EXPANDED:
        return 1;
    case TOC_PHASE_TERMINATION:
    case TOC_PHASE_RECOVERY:
        break;
    }
    return 2;
}

static bool begins_at_the_end(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        if (response->on.items[i].kind == TOC_PLAN_ANCHOR_LADDER_END)
            return true;
    }
    return false;
}

/* A response that does not say its phase, but begins when the incident is over, comes after that. */
static unsigned place_of_response(const toc_plan_response *response)
{
    bool is_after = response->phase == TOC_PHASE_UNSTATED && begins_at_the_end(response);

    return place_of(is_after ? TOC_PHASE_RECOVERY : response->phase);
}

static void add_responses(toc_flow_builder *b, unsigned place)
{
    for (uint32_t i = 0; i < b->plan->responses.count; i++) {
        const toc_plan_response *response = b->plan->responses.items[i];
        if (place_of_response(response) != place || toc_flow_anchors_level(b->plan, &response->on))
            continue;
        toc_flow_band *band = add_band(b, TOC_FLOW_BAND_RESPONSE, response->base.full,
                                       toc_wording_title(&b->flow->wording, &response->base));
        band->response = response;
        b->response_bands[i] = band;
    }
}

static void add_levels(toc_flow_builder *b)
{
    for (uint32_t i = 0; i < b->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = b->plan->ladders.items[i];
        for (uint32_t k = 0; k < ladder->levels.count; k++) {
            const toc_plan_level *level = ladder->levels.items[k];
            toc_flow_band *band =
                add_band(b, TOC_FLOW_BAND_LEVEL, level->base.full,
                         toc_wording_text(&b->flow->wording, level->base.title, NULL));
            band->level = level;
            b->level_bands[level->base.id] = band;
        }
    }
    for (uint32_t i = 0; i < b->plan->responses.count; i++) {
        const toc_plan_level *level =
            toc_flow_anchors_level(b->plan, &b->plan->responses.items[i]->on);
        if (level)
            b->response_bands[i] = b->level_bands[level->base.id];
    }
}

static void add_ends(toc_flow_builder *b)
{
    for (uint32_t i = 0; i < b->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = b->plan->ladders.items[i];
        if (!b->is_ladder_end_drawn[i])
            continue;
        b->end_bands[i] = add_band(b, TOC_FLOW_BAND_END, ladder->base.full,
                                   word_title(b, TOC_WORD_END_OF_INCIDENT));
    }
}

/* Bands without a node are taken out at the end, so these two may be made in any case. */
void toc_flow_make_bands(toc_flow_builder *b)
{
    b->signals = add_band(b, TOC_FLOW_BAND_SIGNALS, "signals", word_title(b, TOC_WORD_SIGNALS));
    add_responses(b, 0);
    add_levels(b);
    add_responses(b, 1);
    add_ends(b);
    b->telling = add_band(b, TOC_FLOW_BAND_TELLING, "telling", word_title(b, TOC_WORD_TELLING));
    add_responses(b, 2);
}

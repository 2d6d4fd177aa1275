/* rows_who.c - bodies, resources, categories, objectives and the fields of reports. */
#include "lower/context.h"

static toc_range posts_of(toc_low *low, const toc_plan_body *body)
{
    toc_low_ids ids = {0};

    for (uint32_t i = 0; i < body->posts.count; i++)
        TOC_PUSH(low->arena, &ids, body->posts.items[i]->base.id);
    return toc_low_set(low, &ids);
}

/* Round the clock is what no shifts mean. */
toc_range toc_low_shifts(toc_low *low, const toc_hours *hours)
{
    toc_range range = {0, 0};

    if (!hours->is_written || hours->is_all_day)
        return range;
    for (uint32_t i = 0; i < hours->shifts.count; i++) {
        const toc_shift *shift = &hours->shifts.items[i];
        toc_m_shift row = {shift->begin, shift->end, shift->days ? shift->days : 0x7f};
        uint32_t id = toc_builder_add_shifts(low->builder, &row);

        if (range.count++ == 0)
            range.first = id;
    }
    return range;
}

static void lower_formation(toc_low *low, const toc_plan_body *body, toc_m_body *row)
{
    const toc_formation *formed = &body->formed;

    row->founder = toc_low_body_id(&formed->by.body);
    if (row->founder == TOC_NONE)
        return;
    row->deadline = toc_low_deadline(low, &formed->by.deadline);
    toc_low_condition_add(low, formed->when, TOC_OWNER_BODY, body->base.id, 0, &row->condition);
}

static void lower_body(toc_low *low, const toc_plan_body *body, toc_m_body *row)
{
    *row = (toc_m_body){.head = toc_low_head(low, &body->base),
                        .parent = body->is_post && body->org ? body->org->base.id : TOC_NONE,
                        .superior = toc_low_body_id(&body->under),
                        .posts = posts_of(low, body),
                        .shifts = toc_low_shifts(low, &body->duty),
                        .condition = TOC_NONE,
                        .deadline = TOC_NONE,
                        .objective = toc_low_objective(&body->scoring),
                        .weight = toc_low_weight(low, &body->scoring),
                        .signal = TOC_NONE,
                        .succeeds = body->is_post ? toc_low_body_id(&body->succeeds) : TOC_NONE,
                        .grace = toc_low_grace(&body->scoring)};
    lower_formation(low, body, row);
}

static void lower_resource(toc_low *low, const toc_plan_resource *resource, toc_m_resource *row)
{
    *row = (toc_m_resource){
        .head = toc_low_head(low, &resource->base),
        .owner = toc_low_body_id(&resource->owner),
        .kind = resource->is_consumable ? TOC_RESOURCE_CONSUMABLE : TOC_RESOURCE_PLAIN,
        .count = toc_low_limit(low, resource->count_span, TOC_PHRASE("units of a resource"),
                               resource->count, TOC_UNITS_MAX),
        .unit = toc_builder_string(low->builder, resource->unit),
        .signal = TOC_NONE,
        .shifts = toc_low_shifts(low, &resource->available),
        .ready = resource->ready.value.ms};
}

static void lower_objective(toc_low *low, const toc_plan_objective *objective, toc_m_objective *row)
{
    *row = (toc_m_objective){
        .head = toc_low_head(low, &objective->base),
        .weight = (uint32_t)toc_low_limit(low, objective->weight_span, "weight", objective->weight,
                                          TOC_WEIGHT_MAX),
        .capability = toc_low_text(low, objective->capability),
        .thresholds = {(uint32_t)objective->least_p * 100, (uint32_t)objective->least_s * 100,
                       (uint32_t)objective->least_m * 100}};
}

void toc_low_bodies(toc_low *low)
{
    const toc_plan *plan = low->plan;

    for (uint32_t i = 0; i < plan->bodies.count; i++)
        lower_body(low, plan->bodies.items[i], &low->bodies[i]);
    for (uint32_t i = 0; i < plan->resources.count; i++)
        lower_resource(low, plan->resources.items[i], &low->resources[i]);
    for (uint32_t i = 0; i < plan->categories.count; i++) {
        const toc_plan_category *category = plan->categories.items[i];

        low->categories[i] =
            (toc_m_category){.head = toc_low_head(low, &category->base),
                             .parent = category->parent ? category->parent->base.id : TOC_NONE};
    }
    for (uint32_t i = 0; i < plan->objectives.count; i++)
        lower_objective(low, plan->objectives.items[i], &low->objectives[i]);
    for (uint32_t i = 0; i < plan->fields.count; i++)
        low->contents[i].head = toc_low_head(low, &plan->fields.items[i]->base);
}

/* demand_stock.c - T0487 stock-runs-out: series that use a stock up within days. */
#include "analysis/demand_checks.h"
#include "base/checked.h"

/* A plan has to hold out so long by itself; what lasts longer can be brought in. */
#define HOLD_OUT (3 * TOC_DAY)

/* What the series of one response take of @p pool from the start until @p time, both included. */
static int64_t taken_by(const toc_demand_pool *pool, const toc_demand_part *part, toc_ms time)
{
    int64_t sum = 0;

    for (uint32_t i = part->first; i < part->first + part->count; i++) {
        const toc_demand_user *user = &pool->users.items[i];
        toc_ms every = user->node->series.every;

        if (every > 0)
            sum = toc_sum_capped(sum, toc_product_capped(user->units, time / every + 1));
    }
    return sum;
}

/* The first tick that finds too little; -1: none within HOLD_OUT. */
static toc_ms runs_out(const toc_demand_pool *pool, const toc_demand_part *part)
{
    toc_ms low = 0;
    toc_ms high = HOLD_OUT - 1;

    if (taken_by(pool, part, high) <= pool->supply)
        return -1;
    while (low < high) {
        toc_ms middle = low + (high - low) / 2;

        if (taken_by(pool, part, middle) > pool->supply)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static const toc_demand_user *first_series(const toc_demand_pool *pool, const toc_demand_part *part)
{
    for (uint32_t i = part->first; i < part->first + part->count; i++) {
        if (pool->users.items[i].node->series.every > 0)
            return &pool->users.items[i];
    }
    return NULL;
}

static void tell(toc_demand *it, toc_diag_sink *sink, const toc_demand_pool *pool,
                 const toc_demand_part *part, toc_ms time)
{
    const toc_demand_user *first = first_series(pool, part);
    toc_diag *diag =
        toc_diag_add(sink, TOC_D_STOCK_RUNS_OUT, first->span,
                     "`%s` is used up after %s: %lld every %s, and there are %lld", pool->name,
                     toc_demand_length(it, time), (long long)first->units,
                     toc_demand_length(it, first->node->series.every), (long long)pool->supply);

    for (uint32_t i = part->first; i < part->first + part->count; i++) {
        const toc_demand_user *user = &pool->users.items[i];

        if (user->node->series.every > 0 && user != first)
            toc_diag_add_label(sink, diag, user->span, "and %lld every %s", (long long)user->units,
                               toc_demand_length(it, user->node->series.every));
    }
    toc_diag_add_label(sink, diag, pool->resource->base.span, "declared here");
    toc_diag_add_help(sink, diag,
                      "let a step say `requests` before that, keep more, or end the series "
                      "earlier; for three days it takes `count %lld`",
                      (long long)taken_by(pool, part, HOLD_OUT - 1));
}

void toc_demand_check_series(toc_demand *it, toc_diag_sink *sink)
{
    for (uint32_t p = 0; p < it->pool_count; p++) {
        const toc_demand_pool *pool = &it->pools[p];

        for (uint32_t i = 0; pool->is_stock && pool->granted == 0 && i < pool->parts.count; i++) {
            const toc_demand_part *part = &pool->parts.items[i];
            toc_ms time = first_series(pool, part) ? runs_out(pool, part) : -1;

            if (time > 0)
                tell(it, sink, pool, part, time);
        }
    }
}

/* demand_together.c - the demand of a plan for whoever asks from outside: made and given back, and
 * the incidents that a person names. */
#include <setjmp.h>
#include <string.h>

#include "analysis/demand.h"
#include "base/nearest.h"

void toc_demand_with(const toc_plan *plan, toc_arena *arena, toc_demand_fn *run, void *state)
{
    jmp_buf *outer = arena->escape;
    toc_demand **made = TOC_NEW(arena, toc_demand *); /* outlives the jump */
    jmp_buf here;

    if (!outer) {
        *made = toc_demand_new(plan, arena);
        run(*made, state);
    } else if (setjmp(here) == 0) { /* the solver's memory is not the arena's */
        arena->escape = &here;
        *made = toc_demand_new(plan, arena);
        run(*made, state);
    } else {
        arena->escape = outer;
        toc_demand_free(*made);
        toc_arena_give_up(arena);
        return;
    }
    arena->escape = outer;
    toc_demand_free(*made);
}

/* ── names ───────────────────────────────────────────────────────────────── */

typedef struct reading {
    toc_demand *it;
    const char *name;
    toc_nearest nearest;
    toc_demand_together *out;
    const char *reason; /* NULL: none so far */
} reading;

static bool is_called(reading *at, const char *name)
{
    toc_nearest_offer(&at->nearest, name);
    return strcmp(at->name, name) == 0;
}

static bool read_cause(reading *at, const toc_entity *entity)
{
    if (!entity->decl || !is_called(at, entity->full))
        return false;
    TOC_PUSH(at->it->arena, &at->out->causes, (toc_demand_cause){entity});
    return true;
}

static bool read_stage(reading *at, const toc_demand_stage *stage)
{
    if (stage->rank == 0 || !is_called(at, stage->name))
        return false;
    if (!at->out->stage)
        at->out->stage = stage;
    else if (at->out->other || at->out->stage->ladder == stage->ladder)
        at->reason = toc_say(at->it->arena, "`%s` and `%s` are never declared at the same time",
                             at->out->stage->name, stage->name);
    else
        at->out->other = stage;
    return true;
}

static bool read_any(reading *at)
{
    const toc_plan *plan = at->it->plan;
    bool is_read = false;

    for (uint32_t i = 0; i < plan->events.count && !is_read; i++)
        is_read = read_cause(at, &plan->events.items[i]->base);
    for (uint32_t i = 0; i < plan->triggers.count && !is_read; i++)
        is_read = read_cause(at, &plan->triggers.items[i]->base);
    for (uint32_t i = 0; i < plan->moments.count && !is_read; i++)
        is_read = read_cause(at, &plan->moments.items[i]->base);
    for (uint32_t i = 0; i < plan->responses.count && !is_read; i++)
        is_read = read_cause(at, &plan->responses.items[i]->base);
    for (uint32_t i = 0; i < at->it->stages.count && !is_read; i++)
        is_read = read_stage(at, &at->it->stages.items[i]);
    return is_read;
}

static void read_name(reading *at)
{
    toc_nearest_init(&at->nearest, at->name);
    if (read_any(at))
        return;
    at->reason =
        toc_say(at->it->arena, "the plan has no event, trigger, response or level `%s`%s%s%s",
                at->name, at->nearest.best ? TOC_PHRASE("; did you mean `") : "",
                at->nearest.best ? at->nearest.best : "", at->nearest.best ? "`?" : "");
}

bool toc_demand_read_together(toc_demand *it, const char *names, toc_demand_together *out,
                              const char **out_reason)
{
    reading at = {.it = it, .out = out};
    uint32_t count = 0;

    *out = (toc_demand_together){0};
    for (const char *from = names; !at.reason; count++) {
        size_t size = strcspn(from, ",");

        at.name = toc_arena_copy(it->arena, from, size);
        read_name(&at);
        if (from[size] == 0)
            break;
        from += size + 1;
    }
    if (!at.reason && count == 0)
        at.reason = TOC_PHRASE("two names are needed, with a comma between them");
    *out_reason = at.reason;
    return at.reason == NULL;
}

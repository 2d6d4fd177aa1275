/* duty_end.c - the end of the drill: what is still open was owed, or was not. */
#include "engine/told_private.h"

/* A hop that was dated before its sender had the word, a written report before the flash, an
 * announcement that still waits. */
static bool is_owed_by_sender(const toc_engine *engine, uint32_t at, toc_void_reason *out_reason)
{
    const toc_duty_slot *slot = &engine->duties[at];
    const toc_duty *duty = &slot->duty;
    if (duty->kind != TOC_DUTY_REPORT && duty->kind != TOC_DUTY_ANNOUNCEMENT)
        return true;
    const toc_m_report *row = &engine->machine->reports[duty->id];
    bool is_ready = toc_is_relayed(row) ? toc_relay_is_ready(engine, slot->holder, duty->occurrence)
                                        : !toc_announce_waits(engine, slot->holder, at);
    bool is_hop = row->kind == TOC_M_REPORT_HOP;
    if (is_ready || (duty->due != TOC_MS_NONE && !is_hop))
        return true;
    *out_reason = is_hop ? TOC_VOID_NOT_TOLD : TOC_VOID_NOT_DUE;
    return false;
}

static bool is_owed_at_end(toc_engine *engine, uint32_t at, toc_ms end, toc_void_reason *out_reason)
{
    const toc_duty_slot *slot = &engine->duties[at];
    const toc_duty *duty = &slot->duty;
    bool is_node = duty->kind == TOC_DUTY_STEP || duty->kind == TOC_DUTY_DECISION;
    if (duty->due != TOC_MS_NONE && duty->due > end) {
        *out_reason = TOC_VOID_NOT_DUE;
        return false;
    }
    if (is_node && !duty->is_series && engine->nodes[slot->holder].state == TOC_NODE_WAITING) {
        *out_reason = TOC_VOID_UNDECIDED;
        if (toc_node_waits_for_decision(engine, slot->holder))
            return false;
        *out_reason = TOC_VOID_NOT_DUE;
        return duty->due != TOC_MS_NONE; /* undated and not ready: nothing was owed yet */
    }
    return is_owed_by_sender(engine, at, out_reason);
}

static void sort_by_number(toc_engine *engine, uint32_t *slots, uint32_t count)
{
    for (uint32_t gap = count / 2; gap > 0; gap /= 2) /* Shell's: in place, no recursion */
        for (uint32_t i = gap; i < count; i++) {
            uint32_t moved = slots[i];
            uint32_t j = i;
            for (; j >= gap &&
                   engine->duties[slots[j - gap]].duty.number > engine->duties[moved].duty.number;
                 j -= gap)
                slots[j] = slots[j - gap];
            slots[j] = moved;
        }
}

void toc_duty_finish_all(toc_engine *engine, toc_ms end)
{
    uint32_t *open = engine->work;
    uint32_t count = 0;
    for (uint32_t i = 0; i * 64 < engine->duty_capacity; i++)
        for (uint64_t left = engine->open_duties[i]; left != 0; left &= left - 1)
            open[count++] = i * 64 + (uint32_t)__builtin_ctzll(left);
    sort_by_number(engine, open, count);
    for (uint32_t i = 0; i < count; i++) {
        toc_void_reason reason = TOC_VOID_NONE;
        if (is_owed_at_end(engine, open[i], end, &reason))
            toc_duty_settle(engine, open[i], TOC_DUTY_MISSED, TOC_VOID_NONE);
        else
            toc_duty_settle(engine, open[i], TOC_DUTY_VOID, reason);
    }
}

/* history.c - samples and occurrences kept for windows (count, sum, rate …).
 *
 * A ring keeps what a window can still reach; a ring that is full of reachable samples
 * stops the engine with TOC_EFULL rather than answer wrongly. */
#include "engine/state_private.h"

const toc_sample *toc_history_at(const toc_engine *engine, const toc_history *history,
                                 uint32_t index)
{
    return &history->samples[(history->first + index) % engine->options.history_max];
}

static void forget_oldest(toc_engine *engine, toc_history *history)
{
    history->before = toc_history_at(engine, history, 0)->value;
    history->first = (history->first + 1) % engine->options.history_max;
    history->count--;
}

void toc_history_add(toc_engine *engine, toc_history *history, int64_t value, const char *name)
{
    if (!history->samples)
        return;
    while (history->count > 0 &&
           toc_history_at(engine, history, 0)->at <= engine->now - history->longest)
        forget_oldest(engine, history);
    if (history->count == engine->options.history_max) {
        toc_engine_fill(engine, TOC_TABLE_HISTORY,
                        "more than %u samples of `%s` within its longest window",
                        engine->options.history_max, name);
        return;
    }
    uint32_t at = (history->first + history->count++) % engine->options.history_max;
    history->total += value;
    history->samples[at] = (toc_sample){engine->now, value, history->total};
}

uint32_t toc_history_after(const toc_engine *engine, const toc_history *history, toc_ms at)
{
    uint32_t low = 0, high = history->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (toc_history_at(engine, history, middle)->at > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

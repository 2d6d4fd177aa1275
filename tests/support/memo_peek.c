/* memo_peek.c - see memo_peek.h. */
#include "memo_peek.h"

#include <stdlib.h>
#include <string.h>

#include "engine/memo_private.h"

void memo_peek_stop(toc_engine *engine)
{
    engine->memo->is_fit = 0;
}

bool memo_peek_is_fit(const toc_engine *engine)
{
    return engine->memo->is_fit != 0;
}

void memo_peek_allow(toc_engine *engine, uint64_t states)
{
    engine->memo->rest = 0;
    engine->memo->credit = states;
}

bool memo_peek_rests(const toc_engine *engine)
{
    return engine->memo->rest > 0;
}

typedef struct snapshot {
    toc_memo_state *state;
    uint32_t *counts;
    bool is_taken;
} snapshot;

static snapshot take(toc_engine *engine)
{
    const toc_memo *memo = engine->memo;
    size_t size = sizeof(toc_memo_state) + memo->moving_size;
    snapshot s = {.state = aligned_alloc(16, (size + 15) / 16 * 16),
                  .counts = malloc(memo->count_of_counts * sizeof(uint32_t))};

    if (!s.state || !s.counts)
        abort();
    toc_memo_load(engine);
    toc_memo_count(engine, s.counts);
    s.is_taken = toc_memo_take(engine, s.state);
    return s;
}

bool memo_peek_is_same(toc_engine *a, toc_engine *b)
{
    const toc_memo *memo = a->memo;
    snapshot x = take(a);
    snapshot y = take(b);
    bool is_same = a->now == b->now && x.is_taken == y.is_taken &&
                   memcmp(x.counts, y.counts, memo->count_of_counts * sizeof x.counts[0]) == 0 &&
                   (!x.is_taken || toc_memo_is_same(memo, x.state, y.state));

    free(x.state);
    free(y.state);
    free(x.counts);
    free(y.counts);
    return is_same;
}

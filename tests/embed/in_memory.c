/* in_memory.c - `in_memory PLAN SEEDS`: random drills of a plan's machine as it was compiled, with no
 * file between; images and generated C must print the same. */
#include <stdlib.h>

#include "driver/compile.h"
#include "lower/lower.h"
#include "tests/embed/player.h"

static int play_all(toc_arena *arena, const char *path, uint64_t seeds)
{
    toc_sources *sources = toc_sources_new(arena);
    toc_diag_sink sink;
    toc_diag_sink_init(&sink, arena);
    const toc_plan *plan = toc_compile(arena, sources, path, NULL, &sink);
    const toc_machine *machine =
        plan && !plan->has_errors ? toc_lower(arena, sources, plan, &sink) : NULL;
    if (!machine) {
        toc_diag_render_text(&sink, sources, false, stderr);
        return 1;
    }
    for (uint64_t seed = 1; seed <= seeds; seed++)
        if (!toc_player_run(machine, seed, stdout))
            return 1;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    toc_arena arena;
    toc_arena_init(&arena, NULL);
    int code = play_all(&arena, argv[1], strtoull(argv[2], NULL, 10));
    toc_arena_deinit(&arena);
    return code;
}

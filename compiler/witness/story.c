/* story.c - writes a generated scenario, plays it, and fills in what came of it. */
#include "witness/story.h"

#include <string.h>

#include "drill/draft.h"
#include "drill/outcome.h"

void toc_story_cut(toc_story *story, uint32_t count)
{
    story->count = count;
    story->end = story->full_end;
    if (count == 0 || count >= story->total)
        return;
    story->end = story->entries[count].at;
    if (story->end > story->entries[count - 1].at)
        story->end--; /* what the next entry is late for is late before it */
    story->end = story->end / TOC_MINUTE * TOC_MINUTE;
    if (story->end < story->entries[count - 1].at)
        story->end = story->entries[count - 1].at;
}

/* ── the text ────────────────────────────────────────────────────────────── */

static const char *head_text(const toc_stage *stage, toc_arena *arena, const toc_story *story,
                             const char *id)
{
    char start[TOC_INSTANT_TEXT_MAX];
    const toc_generate_options *options = stage->options;
    const char *plan =
        options->plan_path
            ? toc_arena_printf(arena, "plan: %s\n", toc_draft_quoted(arena, options->plan_path))
            : "";

    toc_instant_format(story->start, toc_machine_offset(stage->machine, story->start), start);
    return toc_arena_printf(arena,
                            "# written by `tocsin generate`\nscenario: %s\ntitle: %s\n%sstart: %s\n"
                            "seed: %llu\nplay: all\n",
                            id, toc_draft_quoted(arena, story->title), plan, start,
                            (unsigned long long)(options->seed & INT64_MAX));
}

static const char *story_text(const toc_stage *stage, toc_arena *arena, const toc_story *story,
                              const char *id, const char *expects)
{
    toc_draft out = {0};

    toc_draft_put(arena, &out, head_text(stage, arena, story, id));
    toc_draft_put(arena, &out, story->count > 0 ? "script:\n" : "");
    for (uint32_t i = 0; i < story->count; i++)
        toc_draft_put(arena, &out,
                      toc_arena_printf(arena, "  - {at: %s, %s}\n",
                                       toc_draft_length(arena, story->entries[i].at),
                                       story->entries[i].yaml));
    toc_draft_put(arena, &out, expects);
    toc_draft_put(arena, &out,
                  toc_arena_printf(arena, "end: %s\n", toc_draft_length(arena, story->end)));
    TOC_PUSH(arena, &out, '\0');
    return out.items;
}

/* ── playing ─────────────────────────────────────────────────────────────── */

/* NULL: not read, refused or stopped. */
static const toc_score *play_text(const toc_stage *stage, toc_arena *arena, const char *yaml)
{
    toc_sources *sources = toc_sources_new(arena);
    const toc_source *source = toc_sources_add(sources, "generated.yaml", yaml, strlen(yaml));
    toc_drill_options options = {0};
    toc_diag_sink sink;
    toc_scenario *scenario;
    toc_script *script;
    toc_drill *drill = NULL;

    toc_diag_sink_init(&sink, arena);
    scenario = toc_scenario_read(arena, sources, source, &sink);
    script = scenario ? toc_scenario_bind(arena, stage->machine, scenario, NULL, &sink) : NULL;
    if (!script || toc_drill_run(arena, script, &options, &sink, &drill) != TOC_OK ||
        drill->is_stopped)
        return NULL;
    return toc_score_new(arena, drill);
}

/* The scratch arena escapes where the other does. */
static toc_arena *scratch_of(const toc_stage *stage)
{
    toc_arena_deinit(stage->scratch);
    stage->scratch->escape = stage->arena->escape;
    return stage->scratch;
}

bool toc_story_play(const toc_stage *stage, const toc_story *story, uint64_t *set)
{
    toc_arena *arena = scratch_of(stage);
    const toc_score *score =
        play_text(stage, arena, story_text(stage, arena, story, "generated", ""));

    if (score)
        toc_coverage_mark(stage->coverage, score, set);
    return score != NULL;
}

const char *toc_story_write(const toc_stage *stage, toc_story *story, const char *id)
{
    toc_arena *arena = scratch_of(stage);
    const toc_score *score = play_text(stage, arena, story_text(stage, arena, story, id, ""));
    const toc_score *again;
    const char *yaml;
    uint32_t count;

    if (!score)
        return NULL;
    yaml = story_text(stage, arena, story, id, toc_outcome_expects(arena, score, &count));
    again = play_text(stage, arena, yaml);
    if (!again || again->failed_expects > 0 || again->expects.count != count)
        return NULL;
    story->expect_count = count;
    return toc_arena_printf(stage->arena, "%s", yaml);
}

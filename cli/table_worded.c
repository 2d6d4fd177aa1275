/* table_worded.c - the conditions that pages of an exercise show, in words of each of their languages. */
#include "cli/table_worded.h"

#include <string.h>

#include "emit/wording_cond.h"

static const char *const langs[] = {"en", "zh-Hans", "zh-Hant"};
enum { LANG_COUNT = sizeof langs / sizeof langs[0] };

typedef struct work {
    const toc_machine *lowered;
    const toc_machine *played;
    toc_wording wording;
    toc_worded *worded; /* for each condition of `played` */
} work;

static bool is_same(const work *it, uint32_t id)
{
    return id < it->lowered->conditions_count && id < it->played->conditions_count &&
           strcmp(toc_machine_text(it->lowered, it->lowered->conditions[id].text),
                  toc_machine_text(it->played, it->played->conditions[id].text)) == 0;
}

static void word(const work *it, uint32_t id, const toc_cond *cond)
{
    const toc_wording *w = &it->wording;
    toc_cond_lines lines;
    toc_worded_line *made;

    if (!cond || !is_same(it, id))
        return;
    lines = toc_wording_cond_lines(w, cond);
    made = TOC_NEW_ARRAY(w->arena, toc_worded_line, lines.count);
    for (uint32_t i = 0; i < lines.count; i++)
        made[i] =
            (toc_worded_line){lines.items[i].depth, lines.items[i].is_head, lines.items[i].text};
    it->worded[id] = (toc_worded){toc_wording_cond_text(w, cond), made, lines.count};
}

/* Grades and nodes have the numbers that they have in the plan. */
static void word_grades(const work *it, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->ladders.count && i < it->lowered->ladders_count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];
        toc_range levels = it->lowered->ladders[i].levels;

        for (uint32_t k = 0; k < ladder->levels.count && k < levels.count; k++)
            word(it, it->lowered->levels[levels.first + k].condition,
                 ladder->levels.items[k]->when);
    }
}

static void word_outcomes(const work *it, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->nodes.count && i < it->lowered->nodes_count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];
        toc_range outcomes = it->lowered->nodes[i].outcomes;

        for (uint32_t k = 0; k < node->outcomes.count && k < outcomes.count; k++)
            word(it, it->lowered->outcomes[outcomes.first + k].condition,
                 node->outcomes.items[k].when);
    }
}

const toc_worded_set *toc_table_worded(toc_arena *arena, const toc_plan *plan,
                                       const toc_machine *lowered, const toc_machine *played,
                                       size_t *out_count)
{
    toc_worded_set *made = TOC_NEW_ARRAY(arena, toc_worded_set, LANG_COUNT);

    for (size_t i = 0; i < LANG_COUNT; i++) {
        work it = {lowered, played, toc_wording_of(arena, plan, langs[i], false),
                   TOC_NEW_ARRAY(arena, toc_worded, played->conditions_count)};

        word_grades(&it, plan);
        word_outcomes(&it, plan);
        made[i] = (toc_worded_set){langs[i], it.worded, played->conditions_count};
    }
    *out_count = LANG_COUNT;
    return made;
}

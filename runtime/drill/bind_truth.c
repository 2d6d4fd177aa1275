/* bind_truth.c - the facts of `truth` get the content fields of the plan's reports that they are about. */
#include <stdlib.h>

#include "base/vec.h"
#include "drill/bind_private.h"
#include "drill/facts.h"

typedef struct row { /* a fact and its place in the file */
    toc_bound_fact bound;
    uint32_t place;
} row;

typedef TOC_VEC(row) rows;

static int compare_rows(const void *left, const void *right)
{
    const row *a = left;
    const row *b = right;

    if (a->bound.content != b->bound.content)
        return a->bound.content < b->bound.content ? -1 : 1;
    if (a->bound.at != b->bound.at)
        return a->bound.at < b->bound.at ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* All wordings of a grade name the same one. */
static bool bind_grade(toc_binding *b, const toc_truth_fact *fact, uint32_t ladder,
                       uint32_t *out_rank)
{
    const char *name = toc_machine_text(b->machine, b->machine->ladders[ladder].head.name);

    for (uint32_t i = 0; i < fact->wordings.count; i++) {
        toc_word wording = fact->wordings.items[i];
        toc_word of = {name, wording.span};
        uint32_t found;
        uint32_t rank;

        if (!toc_bind_grade(b, wording, of, &found, &rank))
            return false;
        if (i > 0 && rank != *out_rank) {
            toc_diag *diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_VALUE, wording.span,
                                          "`%s` and `%s` are two grades, and one is true",
                                          fact->wordings.items[0].text, wording.text);
            toc_diag_add_help(&b->sink, diag, "a list holds wordings of one and the same grade");
            return false;
        }
        *out_rank = rank;
    }
    return true;
}

static void bind_fact(toc_binding *b, const toc_truth *truth, const toc_truth_fact *fact, rows *out)
{
    row bound = {{toc_bind_id(b, fact->name, TOC_NAME_CONTENT), TOC_NONE, truth->at, fact},
                 out->count};
    uint32_t ladder;

    if (bound.bound.content == TOC_NONE)
        return;
    ladder = toc_content_ladder(b->machine, bound.bound.content);
    if (ladder == TOC_NONE || bind_grade(b, fact, ladder, &bound.bound.rank))
        TOC_PUSH(b->arena, out, bound);
}

void toc_bind_truth(toc_binding *b, toc_script *script)
{
    rows all = {0};
    toc_bound_fact *facts;

    for (uint32_t i = 0; i < b->scenario->truths.count; i++) {
        const toc_truth *truth = &b->scenario->truths.items[i];

        for (uint32_t k = 0; k < truth->facts.count; k++)
            bind_fact(b, truth, &truth->facts.items[k], &all);
    }
    if (all.count > 1)
        qsort(all.items, all.count, sizeof *all.items, compare_rows);
    facts = TOC_NEW_ARRAY(b->arena, toc_bound_fact, all.count);
    for (uint32_t i = 0; i < all.count; i++)
        facts[i] = all.items[i].bound;
    script->facts = facts;
    script->fact_count = all.count;
}

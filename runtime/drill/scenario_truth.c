/* scenario_truth.c - `truth`: what really is, over time; reports are compared with it. */
#include <string.h>

#include "drill/scenario_private.h"

static void read_fact(toc_reading *r, const toc_yaml_pair *pair, toc_truth *truth)
{
    toc_truth_fact fact = {.name = {pair->key->text, pair->key->span}};

    if (pair->value->kind == TOC_YAML_MAP) {
        toc_report_shape(r, pair->value, pair->key->text,
                         TOC_PHRASE("one value or a list of wordings"));
        return;
    }
    if (pair->value->kind == TOC_YAML_LIST && pair->value->count == 0) {
        toc_report_shape(r, pair->value, pair->key->text, TOC_PHRASE("at least one wording"));
        return;
    }
    if (!toc_yaml_is_nothing(pair->value) &&
        !toc_read_words(r, pair->value, pair->key->text, &fact.wordings))
        return;
    TOC_PUSH(r->arena, &truth->facts, fact);
}

void toc_read_facts(toc_reading *r, const toc_yaml *facts, toc_truth *truth)
{
    if (facts->kind != TOC_YAML_MAP || facts->count == 0) {
        toc_report_shape(r, facts, "facts",
                         TOC_PHRASE("a mapping such as `{scope: [3 sites, three sites]}`"));
    } else {
        for (uint32_t i = 0; i < facts->count; i++)
            read_fact(r, &facts->pairs[i], truth);
    }
}

static void read_entry(toc_reading *r, const toc_yaml *map)
{
    static const char *const known[] = {"at", "facts", NULL};
    toc_truth truth = {.span = map->span};
    uint32_t count = r->scenario->truths.count;
    uint32_t errors = r->sink->error_count;
    const toc_yaml *facts;
    const toc_truth *before = count ? &r->scenario->truths.items[count - 1] : NULL;

    for (uint32_t i = 0; i < map->count; i++) {
        const toc_yaml *key = map->pairs[i].key;

        if (strcmp(key->text, "at") != 0 && strcmp(key->text, "facts") != 0)
            toc_report_unknown_key(r, key, TOC_PHRASE("an entry of `truth`"), known);
    }
    (void)toc_read_at(r, map, TOC_PHRASE("an entry of `truth`"), &truth.at);
    facts = toc_yaml_find(map, "facts");
    if (facts)
        toc_read_facts(r, facts, &truth);
    else
        (void)toc_diag_add(r->sink, TOC_D_SCENARIO_KEY_MISSING, map->span,
                           "an entry of `truth` needs the key `facts`");
    if (r->sink->error_count > errors)
        return;
    if (before)
        toc_check_order(r, "truth", before->at, before->span, truth.at, truth.span);
    if (!before || before->at <= truth.at)
        TOC_PUSH(r->arena, &r->scenario->truths, truth);
}

void toc_read_truth(toc_reading *r, const toc_yaml *list)
{
    if (!toc_read_is_list(r, list, "truth"))
        return;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind == TOC_YAML_MAP)
            read_entry(r, list->items[i]);
        else
            toc_report_shape(r, list->items[i], "truth",
                             TOC_PHRASE("entries such as `{at: 0min, facts: {scope: 3 sites}}`"));
    }
}

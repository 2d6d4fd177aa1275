/* check_titles.c - T0164 same-title, T0169 vague-body, T0368 same-grade-name: titles that do not
 * say who or what is meant. */
#include <string.h>

#include "base/utf8.h"
#include "sema/checks.h"
#include "sema/parts.h"

/* ── the same title twice ────────────────────────────────────────────────── */

/* Titles by a number of theirs; `kind:scope:title`, so that only comparable ones meet. */
typedef struct titles {
    const toc_check_context *context;
    toc_intern_table *names;
    TOC_VEC(const toc_entity *) first;
} titles;

static const toc_entity **first_of(titles *it, const char *scope, const char *title)
{
    const char *key = toc_arena_printf(it->context->arena, "%s:%s", scope,
                                       toc_utf8_fold(it->context->arena, title));
    uint32_t number = toc_intern(it->names, key, strlen(key)).v;

    while (it->first.count <= number)
        TOC_PUSH(it->context->arena, &it->first, NULL);
    return &it->first.items[number];
}

/* Told at the later one in the text. */
static void report_title(const toc_check_context *context, const toc_entity *a, const toc_entity *b,
                         const char *what)
{
    const toc_entity *first = a->title->span.begin < b->title->span.begin ? a : b;
    const toc_entity *second = first == a ? b : a;
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_SAME_TITLE, second->title->span,
                                  "`%s` and `%s` are called the same", first->full, second->full);

    toc_diag_set_here(context->sink, diag, "on a card or chart nobody can tell which %s", what);
    toc_diag_add_label(context->sink, diag, first->title->span, "the other one");
}

static void check_title(titles *it, const char *scope, const toc_entity *entity, const char *what)
{
    const toc_entity **first;

    if (!entity->title || !entity->title->bytes[0] || !entity->decl)
        return;
    first = first_of(it, scope, entity->title->bytes);
    if (*first && strcmp((*first)->full, entity->full) != 0) /* T0103 */
        report_title(it->context, *first, entity, what);
    *first = entity;
}

#define CHECK_TITLES(it, table, scope, what)                                                       \
    for (uint32_t i = 0; i < (it)->context->plan->table.count; i++)                                \
        check_title((it), (scope), &(it)->context->plan->table.items[i]->base, (what));

static void check_titles(titles *it)
{
    const toc_plan *plan = it->context->plan;

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        check_title(it, body->is_post && body->org ? body->org->base.full : "org", &body->base,
                    body->is_post ? TOC_PHRASE("post is meant") : TOC_PHRASE("body is meant"));
    }
    CHECK_TITLES(it, events, "event", TOC_PHRASE("event is meant"))
    CHECK_TITLES(it, responses, "response", TOC_PHRASE("response is meant"))
    CHECK_TITLES(it, indicators, "indicator", TOC_PHRASE("value is meant"))
}

/* ── grades ──────────────────────────────────────────────────────────────── */

static void check_grade_name(titles *it, const toc_plan_level *level, const toc_text *name)
{
    const toc_entity **first = first_of(it, level->ladder->base.full, name->bytes);
    toc_diag *diag;

    if (!*first || *first == &level->base) {
        *first = &level->base;
        return;
    }
    diag = toc_diag_add(it->context->sink, TOC_D_SAME_GRADE_NAME, name->span,
                        "two levels have one name");
    toc_diag_add_label(it->context->sink, diag, (*first)->span, "the other level");
    toc_diag_add_help(it->context->sink, diag, "a word that is called out must mean one level");
}

static void check_grades(titles *it, const toc_plan_ladder *ladder)
{
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        if (level->base.title && level->base.title->bytes[0])
            check_grade_name(it, level, level->base.title);
        for (uint32_t a = 0; a < level->aliases.count; a++)
            check_grade_name(it, level, level->aliases.items[a]);
    }
}

/* ── titles of nobody in particular ──────────────────────────────────────── */

static bool is_vague(const char *title)
{
    static const char *const words[] = {"leader",
                                        "leaders",
                                        "leadership",
                                        "the leaders",
                                        "management",
                                        "relevant departments",
                                        "relevant units",
                                        "relevant authorities",
                                        "other relevant units",
                                        "other relevant departments",
                                        "competent authority",
                                        "competent authorities",
                                        "higher authority",
                                        "higher authorities",
                                        "superiors",
                                        "all departments",
                                        "领导",
                                        "領導",
                                        "有关领导",
                                        "有關領導",
                                        "相关领导",
                                        "相關領導",
                                        "上级",
                                        "上級",
                                        "上级部门",
                                        "上級部門",
                                        "有关部门",
                                        "有關部門",
                                        "相关部门",
                                        "相關部門",
                                        "有关单位",
                                        "有關單位",
                                        "相关单位",
                                        "相關單位",
                                        "职能部门",
                                        "職能部門",
                                        "上级职能部门",
                                        "上級職能部門",
                                        "相关职能部门",
                                        "相關職能部門",
                                        "其他有关单位",
                                        "其他有關單位"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(title, words[i]) == 0)
            return true;
    }
    return false;
}

static bool is_answered_for(toc_part part)
{
    return part == TOC_PART_PERFORMS || part == TOC_PART_APPROVES || part == TOC_PART_LEADS ||
           part == TOC_PART_DECLARES || part == TOC_PART_PROPOSES || part == TOC_PART_ENDS ||
           part == TOC_PART_FORMS || part == TOC_PART_SENDS;
}

typedef struct vague {
    const toc_check_context *context;
    bool *is_told; /* by body */
} vague;

/* A body may be told without being known by name; who acts must be. */
static void check_vague(void *state, toc_part part, const toc_body_ref *ref, const toc_entity *of)
{
    vague *it = state;
    const toc_entity *body = &ref->target->base;
    toc_diag *diag;

    (void)of;
    if (it->is_told[body->id] || !is_answered_for(part) || !body->title || !body->decl ||
        !is_vague(toc_utf8_fold(it->context->arena, body->title->bytes)))
        return;
    it->is_told[body->id] = true;
    diag = toc_diag_add(it->context->sink, TOC_D_VAGUE_BODY, body->title->span,
                        "`%s` names nobody in particular", body->title->bytes);
    toc_diag_add_label(it->context->sink, diag, ref->span, "has a duty here");
    toc_diag_add_help(it->context->sink, diag, "name the office that answers for it");
}

void toc_check_titles(const toc_check_context *context)
{
    titles it = {.context = context, .names = toc_intern_new(context->arena)};
    vague who = {context, TOC_NEW_ARRAY(context->arena, bool, context->plan->bodies.count)};

    check_titles(&it);
    for (uint32_t i = 0; i < context->plan->ladders.count; i++)
        check_grades(&it, context->plan->ladders.items[i]);
    toc_parts_visit(context->plan, check_vague, &who);
}

/* time_check_words.c - T0408 haste-without-figure, T0409 recovery-without-deadline: what a plan in
 * force asks for soon, or at some time, without saying when.
 *
 * The words are those of the plans and laws at hand: 立即 and 及時 stand where a figure should. */
#include <string.h>

#include "analysis/time_checks.h"

#define LABELS_MAX 8u

static const char *const words[] = {
    "立即",     "立刻",        "及時",     "及时",          "儘快",
    "尽快",     "盡快",        "迅速",     "即刻",          "第一時間",
    "第一时间", "immediately", "promptly", "without delay", "as soon as possible",
    "at once",  "urgently",
};

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* At @p at, and as a whole word where it is written in letters. */
static bool stands_at(const char *text, size_t at, const char *word)
{
    size_t size = strlen(word);

    if (is_letter(word[0]) && at > 0 && is_letter(text[at - 1]))
        return false;
    for (size_t i = 0; i < size; i++) {
        if (lower(text[at + i]) != word[i])
            return false;
    }
    return !is_letter(word[0]) || !is_letter(text[at + size]);
}

/* The first of the words that @p text has, or NULL. */
static const char *haste_in(const char *text)
{
    for (size_t at = 0; text && text[at]; at++) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (stands_at(text, at, words[i]))
                return words[i];
        }
    }
    return NULL;
}

static const toc_text *hasty(const toc_text *text)
{
    for (; text; text = text->next) {
        if (haste_in(text->bytes))
            return text;
    }
    return NULL;
}

static const toc_text *hasty_of(const toc_texts *texts)
{
    for (uint32_t i = 0; i < texts->count; i++) {
        const toc_text *found = hasty(texts->items[i]);

        if (found)
            return found;
    }
    return NULL;
}

static void say_haste(const toc_check_context *context, const toc_entity *entity,
                      const toc_text *text)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_HASTE_WITHOUT_FIGURE, text->span,
                                  "`%s` is to be done `%s`, but no deadline says what that means",
                                  entity->full, haste_in(text->bytes));

    toc_diag_add_label(context->sink, diag, entity->span, "nobody can be late here");
    toc_diag_add_help(context->sink, diag, "give it a figure: `within 15min`");
}

static void check_haste(const toc_check_context *context, const toc_entity *entity,
                        const toc_texts *instructions, const toc_deadline *deadline, bool is_series)
{
    const toc_text *text = hasty(entity->title);

    if (deadline->kind != TOC_DEADLINE_NONE || is_series)
        return;
    if (!text && instructions)
        text = hasty_of(instructions);
    if (!text)
        text = hasty_of(&entity->notes);
    if (text)
        say_haste(context, entity, text);
}

/* ── after the end ───────────────────────────────────────────────────────── */

static bool is_undated(const toc_plan_node *node)
{
    return node->deadline.kind == TOC_DEADLINE_NONE && node->series.every == 0;
}

/* A dated step behind it presses this one, too. */
static bool is_pressed(const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->out.count; i++) {
        const toc_plan_edge *edge = node->out.items[i];

        if (!edge->is_loop && edge->target->deadline.kind == TOC_DEADLINE_WITHIN &&
            edge->target->deadline.anchor.kind != TOC_PLAN_ANCHOR_NONE)
            return true;
    }
    return false;
}

static void check_recovery(const toc_check_context *context, const toc_plan_response *response)
{
    toc_diag *diag = NULL;
    uint32_t labels = 0;

    if (response->phase != TOC_PHASE_RECOVERY && response->phase != TOC_PHASE_TERMINATION)
        return;
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        if (!is_undated(node) || is_pressed(node))
            continue;
        if (!diag)
            diag = toc_diag_add(context->sink, TOC_D_RECOVERY_WITHOUT_DEADLINE, node->base.span,
                                "`%s` has no deadline, and the emergency that would press for it "
                                "is over",
                                node->base.full);
        else if (labels++ < LABELS_MAX)
            toc_diag_add_label(context->sink, diag, node->base.span, "nor has this");
    }
    if (diag)
        toc_diag_add_help(context->sink, diag,
                          "say by when: `within 10 workdays` or `within 30d of end of level`");
}

/* ── both ────────────────────────────────────────────────────────────────── */

void toc_check_time_words(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        check_haste(context, &node->base, &node->instructions, &node->deadline,
                    node->series.every > 0);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        check_haste(context, &report->base, NULL, &report->deadline, report->series.every > 0);
    }
    for (uint32_t i = 0; i < plan->responses.count; i++)
        check_recovery(context, plan->responses.items[i]);
}

/* wording_cond.c - conditions in words: lists of points, and the points themselves. */
#include "emit/wording_cond.h"

#include <inttypes.h>
#include <string.h>

#define BOUND        "\xc2\xa0" /* a space at which no line is broken: between sign, number and unit */
#define MICRO        INT64_C(1000000)
#define BODIES_ASKED 64u /* for the second language, where the plan has no title in it */

typedef TOC_VEC(char) text_buffer;
typedef TOC_VEC(const toc_cond *) cond_list;

static const char *text_of(const toc_wording *w, const toc_cond *cond);

/* ── texts ───────────────────────────────────────────────────────────────── */

static void append(toc_arena *arena, text_buffer *out, const char *text)
{
    for (const char *at = text; *at; at++)
        TOC_PUSH(arena, out, *at);
}

static const char *finish(toc_arena *arena, text_buffer *out)
{
    TOC_PUSH(arena, out, '\0');
    return out->items;
}

const char *toc_wording_fill(const toc_wording *w, toc_word word, const char *first,
                             const char *second)
{
    text_buffer out = {0};

    for (const char *at = toc_wording_word(w, word); *at; at++) {
        bool is_hole = at[0] == '{' && (at[1] == '1' || at[1] == '2') && at[2] == '}';
        const char *text = is_hole ? (at[1] == '1' ? first : second) : NULL;

        if (!is_hole) {
            TOC_PUSH(w->arena, &out, *at);
            continue;
        }
        append(w->arena, &out, text ? text : "");
        at += 2;
    }
    return finish(w->arena, &out);
}

/* The tag of a title in another language than that of @p w. */
static const char *other_tag(const toc_wording *w, const toc_text *title)
{
    for (const toc_text *one = title; one; one = one->next) {
        const char *tag = one->lang.v ? toc_symbol_text(w->plan->names, one->lang) : NULL;

        if (tag && strcmp(toc_wording_script(tag), w->lang) != 0)
            return tag;
    }
    return NULL;
}

bool toc_wording_other(const toc_wording *w, toc_wording *out)
{
    const char *tag = NULL;

    if (!w->has_two_languages)
        return false;
    tag = other_tag(w, w->plan->head.title);
    for (uint32_t i = 0; !tag && i < w->plan->bodies.count && i < BODIES_ASKED; i++)
        tag = other_tag(w, w->plan->bodies.items[i]->base.title);
    if (tag)
        *out = toc_wording_of(w->arena, w->plan, tag, false);
    return tag != NULL;
}

static const char *title_of(const toc_wording *w, const toc_entity *entity)
{
    return entity ? toc_wording_title(w, entity).first : "?";
}

/* ── values ──────────────────────────────────────────────────────────────── */

/* Of 1/1 000 000: as few digits as say it all. */
static const char *decimal(const toc_wording *w, int64_t value)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char digits[8];
    size_t used = 6;

    snprintf(digits, sizeof digits, "%06" PRIu64, size % MICRO);
    while (used > 0 && digits[used - 1] == '0')
        used--;
    return toc_arena_printf(w->arena, "%s%" PRIu64 "%s%.*s", value < 0 ? "−" : "", size / MICRO,
                            used > 0 ? "." : "", (int)used, digits);
}

static const char *quantity(const toc_wording *w, const toc_cond *cond)
{
    const char *number = decimal(w, cond->value);

    return cond->type.unit ? toc_arena_printf(w->arena, "%s" BOUND "%s", number, cond->type.unit)
                           : number;
}

static const char *word_of(const toc_wording *w, const toc_cond *cond)
{
    const toc_entity *domain = cond->type.domain;
    const toc_words *words = NULL;

    if (domain && domain->kind == TOC_ENTITY_INDICATOR)
        words = &((const toc_plan_indicator *)domain)->words;
    else if (domain && domain->kind == TOC_ENTITY_EVENT_FIELD)
        words = &((const toc_plan_event_field *)domain)->words;
    if (!words || cond->value < 0 || cond->value >= words->names.count)
        return toc_wording_source(w, cond->span);
    return toc_symbol_text(w->plan->names, words->names.items[cond->value].symbol);
}

static const char *grade_of(const toc_wording *w, const toc_cond *cond)
{
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)cond->type.domain;

    if (cond->value == 0)
        return toc_wording_word(w, TOC_WORD_COND_NO_GRADE);
    if (!ladder || cond->value < 1 || cond->value > ladder->levels.count)
        return toc_wording_source(w, cond->span);
    return toc_wording_grade(w, ladder->levels.items[cond->value - 1]);
}

static const char *length_of(const toc_wording *w, toc_ms length)
{
    const char *text = toc_wording_length(w, (toc_duration){.ms = length});

    return text ? text : "0 min";
}

static const char *constant(const toc_wording *w, const toc_cond *cond)
{
    switch (cond->type.type) {
    case TOC_TYPE_FLAG:
        return toc_wording_word(w, cond->value ? TOC_WORD_COND_YES : TOC_WORD_COND_NO);
    case TOC_TYPE_NUMBER:
    case TOC_TYPE_COUNT:
        return quantity(w, cond);
    case TOC_TYPE_PERCENT:
        return toc_arena_printf(w->arena, "%s%%", decimal(w, cond->value));
    case TOC_TYPE_DURATION:
        return length_of(w, cond->value);
    case TOC_TYPE_TEXT:
        return toc_arena_printf(w->arena, "“%s”", cond->text ? cond->text : "");
    case TOC_TYPE_ENUM:
        return word_of(w, cond);
    case TOC_TYPE_GRADE:
        return grade_of(w, cond);
    case TOC_TYPE_INSTANT:
    case TOC_TYPE_BROKEN:
        break;
    }
    return toc_wording_source(w, cond->span);
}

/* ── what is read ────────────────────────────────────────────────────────── */

static const char *entity_text(const toc_wording *w, const toc_cond *cond, toc_word word)
{
    return toc_wording_fill(w, word, title_of(w, cond->entity), NULL);
}

static const char *window_text(const toc_wording *w, const toc_cond *cond, toc_word word)
{
    return toc_wording_fill(w, word, title_of(w, cond->entity), length_of(w, cond->window));
}

static const char *field_text(const toc_wording *w, const toc_entity *entity)
{
    const toc_plan_event_field *field = (const toc_plan_event_field *)entity;

    return toc_wording_fill(w, TOC_WORD_COND_IS, title_of(w, field ? &field->event->base : NULL),
                            title_of(w, entity));
}

static const char *ladder_text(const toc_wording *w, const toc_entity *entity)
{
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)entity;

    return !ladder || ladder->is_unnamed ? toc_wording_word(w, TOC_WORD_COND_GRADE)
                                         : title_of(w, entity);
}

static const char *node_text(const toc_wording *w, const toc_cond *cond)
{
    const toc_plan_node *node = (const toc_plan_node *)cond->entity;

    if (!node || cond->outcome < 0 || (uint32_t)cond->outcome >= node->outcomes.count)
        return entity_text(w, cond, TOC_WORD_COND_DONE);
    return toc_wording_fill(w, TOC_WORD_COND_IS, title_of(w, cond->entity),
                            toc_wording_outcome(w, &node->outcomes.items[cond->outcome]));
}

/* An anchor is worded as what a deadline counts from. */
static const char *anchor_text(const toc_wording *w, const toc_cond *cond, toc_word word)
{
    toc_deadline from = {.kind = TOC_DEADLINE_WITHIN, .anchor = cond->anchor};
    const char *since = toc_wording_deadline(w, &from).since;

    return toc_wording_fill(w, word, since ? since : toc_wording_source(w, cond->anchor.span),
                            NULL);
}

static const char *outbreak_text(const toc_wording *w, const toc_cond *cond)
{
    return toc_wording_fill(w, TOC_WORD_COND_OUTBREAK, title_of(w, cond->entity),
                            toc_arena_printf(w->arena, "C%d", (int)cond->value));
}

/* ── put together ────────────────────────────────────────────────────────── */

static const char *sign_of(toc_cond_op op)
{
    switch ((int)op) {
    case TOC_COND_EQ:
        return "=";
    case TOC_COND_NE:
        return "≠";
    case TOC_COND_LT:
        return "<";
    case TOC_COND_LE:
        return "≤";
    case TOC_COND_GT:
        return ">";
    case TOC_COND_GE:
        return "≥";
    case TOC_COND_ADD:
        return "+";
    case TOC_COND_SUB:
        return "−";
    case TOC_COND_MUL:
        return "×";
    case TOC_COND_DIV:
        return "÷";
    default:
        return "?";
    }
}

static bool is_flag_constant(const toc_cond *cond)
{
    return cond->op == TOC_COND_CONST && cond->type.type == TOC_TYPE_FLAG;
}

static bool is_sum(const toc_cond *cond)
{
    return cond->op >= TOC_COND_ADD && cond->op <= TOC_COND_DIV;
}

/* A sum inside a sum stands in brackets. */
static const char *operand(const toc_wording *w, const toc_cond *cond, bool is_inner)
{
    const char *text = text_of(w, cond);

    return is_inner && is_sum(cond) ? toc_arena_printf(w->arena, "(%s)", text) : text;
}

/* A number is in the unit of what it is compared with, also where the planner did not write it. */
static const char *compared(const toc_wording *w, const toc_cond *cond)
{
    const toc_cond *value = cond->kids[1];
    bool is_number = value->op == TOC_COND_CONST &&
                     (value->type.type == TOC_TYPE_NUMBER || value->type.type == TOC_TYPE_COUNT);
    const char *text = operand(w, value, is_sum(cond));

    return is_number && !is_sum(cond) && !value->type.unit && cond->kids[0]->type.unit
               ? toc_arena_printf(w->arena, "%s" BOUND "%s", text, cond->kids[0]->type.unit)
               : text;
}

static const char *pair_text(const toc_wording *w, const toc_cond *cond)
{
    bool is_inner = is_sum(cond);
    const char *left;
    const char *right;

    if (cond->kid_count != 2)
        return toc_wording_source(w, cond->span);
    left = operand(w, cond->kids[0], is_inner);
    right = compared(w, cond);
    if (cond->op == TOC_COND_EQ &&
        (is_flag_constant(cond->kids[1]) || cond->kids[1]->type.type == TOC_TYPE_ENUM))
        return toc_wording_fill(w, TOC_WORD_COND_IS, left, right);
    return toc_arena_printf(w->arena, "%s %s" BOUND "%s", left, sign_of(cond->op), right);
}

static const char *list_text(const toc_wording *w, const toc_cond *cond)
{
    text_buffer out = {0};

    for (uint32_t i = 1; i < cond->kid_count; i++) {
        append(w->arena, &out, i > 1 ? toc_wording_word(w, TOC_WORD_COND_OR) : "");
        append(w->arena, &out, text_of(w, cond->kids[i]));
    }
    return toc_wording_fill(w, TOC_WORD_COND_IS, text_of(w, cond->kids[0]), finish(w->arena, &out));
}

/* The points of a chain of `and` or `or`, which stands as a tree of halves. */
static void gather(const toc_wording *w, const toc_cond *cond, toc_cond_op op, cond_list *out)
{
    if (cond->op != op) {
        TOC_PUSH(w->arena, out, cond);
        return;
    }
    for (uint32_t i = 0; i < cond->kid_count; i++)
        gather(w, cond->kids[i], op, out);
}

static bool is_group(const toc_cond *cond)
{
    return cond->op == TOC_COND_AND || cond->op == TOC_COND_OR;
}

static const char *group_text(const toc_wording *w, const toc_cond *cond)
{
    toc_word between = cond->op == TOC_COND_AND ? TOC_WORD_COND_AND : TOC_WORD_COND_OR;
    cond_list points = {0};
    text_buffer out = {0};

    gather(w, cond, cond->op, &points);
    for (uint32_t i = 0; i < points.count; i++) {
        bool is_inner = is_group(points.items[i]);

        append(w->arena, &out, i > 0 ? toc_wording_word(w, between) : "");
        append(w->arena, &out, is_inner ? "(" : "");
        append(w->arena, &out, text_of(w, points.items[i]));
        append(w->arena, &out, is_inner ? ")" : "");
    }
    return finish(w->arena, &out);
}

/* `not` of what is yes or no reads best as an answer. */
static const char *not_text(const toc_wording *w, const toc_cond *cond)
{
    const toc_cond *kid = cond->kids[0];
    const char *text = text_of(w, kid);

    if (kid->op == TOC_COND_INDICATOR || kid->op == TOC_COND_EVENT_FIELD)
        return toc_wording_fill(w, TOC_WORD_COND_IS, text, toc_wording_word(w, TOC_WORD_COND_NO));
    return toc_wording_fill(w, TOC_WORD_COND_NOT, toc_arena_printf(w->arena, "(%s)", text), NULL);
}

static const char *held_text(const toc_wording *w, const toc_cond *cond)
{
    const char *text = text_of(w, cond->kids[0]);

    if (is_group(cond->kids[0]))
        text = toc_arena_printf(w->arena, "(%s)", text);
    return toc_wording_fill(w, TOC_WORD_COND_HELD, text, length_of(w, cond->window));
}

/* What a condition of one of these kinds reads from one thing: its word, with the thing in it. */
static toc_word word_for(toc_cond_op op)
{
    switch ((int)op) {
    case TOC_COND_RESOURCE_FREE:
    case TOC_COND_RESOURCE_FREE_PERCENT:
        return TOC_WORD_COND_FREE;
    case TOC_COND_RESOURCE_USED:
    case TOC_COND_RESOURCE_USED_PERCENT:
        return TOC_WORD_COND_USED;
    case TOC_COND_NODE_LATE:
    case TOC_COND_REPORT_LATE:
    case TOC_COND_ANNOUNCEMENT_LATE:
        return TOC_WORD_COND_LATE;
    case TOC_COND_REPORT_SENT:
    case TOC_COND_ANNOUNCEMENT_SENT:
        return TOC_WORD_COND_SENT;
    case TOC_COND_BODY_ACTIVE:
        return TOC_WORD_COND_FORMED;
    case TOC_COND_RESPONSE_ACTIVE:
        return TOC_WORD_COND_ACTIVE;
    case TOC_COND_IN_PERIOD:
        return TOC_WORD_COND_PERIOD;
    case TOC_COND_TIME_TO:
        return TOC_WORD_COND_TIME_TO;
    default:
        return TOC_WORD_COUNT;
    }
}

static toc_word window_word_for(toc_cond_op op)
{
    switch ((int)op) {
    case TOC_COND_COUNT:
        return TOC_WORD_COND_COUNT;
    case TOC_COND_SUM:
        return TOC_WORD_COND_SUM;
    case TOC_COND_MIN:
        return TOC_WORD_COND_MIN;
    case TOC_COND_MAX:
        return TOC_WORD_COND_MAX;
    case TOC_COND_MEAN:
        return TOC_WORD_COND_MEAN;
    case TOC_COND_RATE:
        return TOC_WORD_COND_RATE;
    case TOC_COND_RISE:
        return TOC_WORD_COND_RISE;
    default:
        return TOC_WORD_COUNT;
    }
}

static const char *special_text(const toc_wording *w, const toc_cond *cond)
{
    switch ((int)cond->op) {
    case TOC_COND_CONST:
        return constant(w, cond);
    case TOC_COND_INDICATOR:
        return title_of(w, cond->entity);
    case TOC_COND_EVENT_FIELD:
        return field_text(w, cond->entity);
    case TOC_COND_LEVEL:
        return ladder_text(w, cond->entity);
    case TOC_COND_NODE_DONE:
        return node_text(w, cond);
    case TOC_COND_HAPPENED:
        return anchor_text(w, cond, TOC_WORD_COND_HAPPENED);
    case TOC_COND_SINCE:
        return anchor_text(w, cond, TOC_WORD_COND_SINCE);
    case TOC_COND_OUTBREAK:
        return outbreak_text(w, cond);
    case TOC_COND_NOT:
        return not_text(w, cond);
    case TOC_COND_AND:
    case TOC_COND_OR:
        return group_text(w, cond);
    case TOC_COND_NEG:
        return toc_arena_printf(w->arena, "−%s", operand(w, cond->kids[0], true));
    case TOC_COND_HELD:
        return held_text(w, cond);
    case TOC_COND_IN_LIST:
        return list_text(w, cond);
    default:
        return pair_text(w, cond);
    }
}

/* Depth: conditions are at most 256 deep. */
static const char *text_of(const toc_wording *w, const toc_cond *cond)
{
    const char *text;

    if (word_for(cond->op) != TOC_WORD_COUNT)
        return entity_text(w, cond, word_for(cond->op));
    if (window_word_for(cond->op) != TOC_WORD_COUNT)
        return window_text(w, cond, window_word_for(cond->op));
    text = special_text(w, cond);
    return text ? text : "?";
}

/* ── as a list ───────────────────────────────────────────────────────────── */

/* What stands above a group: "none of, for 2 min:". */
static const char *head_of(const toc_wording *w, const toc_cond *group, bool is_denied,
                           toc_ms window)
{
    bool is_all = group->op == TOC_COND_AND;
    toc_word word = is_denied ? (is_all ? TOC_WORD_COND_NOT_ALL : TOC_WORD_COND_NONE_OF)
                              : (is_all ? TOC_WORD_COND_ALL : TOC_WORD_COND_ANY);
    const char *text = toc_wording_word(w, word);

    if (window > 0)
        text = toc_wording_fill(w, TOC_WORD_COND_HELD, text, length_of(w, window));
    return toc_wording_fill(w, TOC_WORD_COND_COLON, text, NULL);
}

static void add_lines(const toc_wording *w, const toc_cond *cond, uint32_t depth,
                      toc_cond_lines *out)
{
    const toc_cond *group = cond;
    cond_list points = {0};
    bool is_denied = cond->op == TOC_COND_NOT;
    toc_ms window = cond->op == TOC_COND_HELD ? cond->window : 0;

    if (is_denied || window > 0)
        group = cond->kids[0];
    if (!is_group(group)) {
        TOC_PUSH(w->arena, out, ((toc_cond_line){depth, false, text_of(w, cond), NULL}));
        return;
    }
    TOC_PUSH(w->arena, out,
             ((toc_cond_line){depth, true, head_of(w, group, is_denied, window), NULL}));
    gather(w, group, group->op, &points);
    for (uint32_t i = 0; i < points.count; i++)
        add_lines(w, points.items[i], depth + 1, out);
}

toc_cond_lines toc_wording_cond_lines(const toc_wording *w, const toc_cond *cond)
{
    toc_cond_lines lines = {0};
    toc_cond_lines others = {0};
    toc_wording other;

    if (!cond)
        return lines;
    add_lines(w, cond, 0, &lines);
    if (!toc_wording_other(w, &other))
        return lines;
    add_lines(&other, cond, 0, &others);
    for (uint32_t i = 0; i < lines.count && i < others.count; i++) {
        if (strcmp(lines.items[i].text, others.items[i].text) != 0)
            lines.items[i].second = others.items[i].text;
    }
    return lines;
}

const char *toc_wording_cond_text(const toc_wording *w, const toc_cond *cond)
{
    return cond ? text_of(w, cond) : NULL;
}

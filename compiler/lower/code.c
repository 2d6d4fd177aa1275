/* code.c - a condition as code for the stack machine. */
#include "lower/context.h"

#include "base/checked.h"

typedef struct emitter {
    toc_low *low;
    uint32_t condition; /* position in low->conditions */
    uint32_t first;     /* of its code */
    uint32_t inner;     /* where to look for the next inner condition */
    uint32_t depth;
    uint32_t deepest;
    bool is_too_long;
} emitter;

static void emit_tree(emitter *it, const toc_cond *tree);

static void emit(emitter *it, toc_m_op op, uint32_t a, uint32_t b, int64_t value)
{
    toc_m_code code = {.op = op, .a = a, .b = b, .value = value};

    if (it->low->codes.count - it->first >= TOC_CODE_MAX) {
        it->is_too_long = true;
        return;
    }
    TOC_PUSH(it->low->arena, &it->low->codes, code);
}

static void emit_push(emitter *it, toc_m_op op, uint32_t a, uint32_t b, int64_t value)
{
    emit(it, op, a, b, value);
    if (++it->depth > it->deepest)
        it->deepest = it->depth;
}

static void emit_pair(emitter *it, toc_m_op op, uint32_t a)
{
    emit(it, op, a, 0, 0);
    it->depth--;
}

static void emit_false(emitter *it)
{
    emit_push(it, TOC_OP_CONST, 0, 0, 0);
}

/* ── comparisons ───────────────────────────────────────────────────────────── */

static bool fold(const toc_cond *tree, int64_t *out);

static bool fold_pair(const toc_cond *tree, int64_t *out)
{
    int64_t a;
    int64_t b;

    if (!fold(tree->kids[0], &a) || !fold(tree->kids[1], &b))
        return false;
    if (tree->op == TOC_COND_ADD)
        return toc_add_i64(a, b, out);
    if (tree->op == TOC_COND_SUB)
        return toc_sub_i64(a, b, out);
    if (tree->op == TOC_COND_MUL) {
        if (!toc_mul_i64(a, b, out))
            return false;
        *out /= TOC_MICRO;
        return true;
    }
    if (tree->op != TOC_COND_DIV || b == 0 || !toc_mul_i64(a, TOC_MICRO, out) ||
        (b == -1 && *out == INT64_MIN))
        return false;
    *out /= b;
    return true;
}

/* A value that stands in the plan itself, so that it never changes. */
static bool fold(const toc_cond *tree, int64_t *out)
{
    if (tree->op == TOC_COND_CONST && tree->type.type != TOC_TYPE_TEXT) {
        *out = tree->value;
        return true;
    }
    if (tree->op == TOC_COND_NEG)
        return fold(tree->kids[0], out) && toc_sub_i64(0, *out, out);
    return tree->kid_count == 2 && fold_pair(tree, out);
}

static toc_m_op comparison(toc_cond_op op)
{
    return op == TOC_COND_EQ   ? TOC_OP_EQ
           : op == TOC_COND_NE ? TOC_OP_NE
           : op == TOC_COND_LT ? TOC_OP_LT
           : op == TOC_COND_LE ? TOC_OP_LE
           : op == TOC_COND_GT ? TOC_OP_GT
                               : TOC_OP_GE;
}

/* What a clock is compared with stands in the plan, so that it is known when to look again. */
static bool fold_length(emitter *it, const toc_cond *clock, const toc_cond *than, int64_t *out)
{
    bool is_since = clock->op == TOC_COND_SINCE;
    toc_diag *diag;

    if (fold(than, out))
        return true;
    diag = toc_diag_add(it->low->sink, TOC_D_SINCE_CHANGING, than->span,
                        "`%s` is compared with something that changes",
                        is_since ? "since" : TOC_PHRASE("time to"));
    toc_diag_set_here(it->low->sink, diag, "this is not a fixed length of time");
    toc_diag_add_help(it->low->sink, diag, "write a duration: `%s`",
                      is_since ? "since(x) > 2h" : "time to x <= 2h");
    emit_false(it);
    return false;
}

static void emit_since(emitter *it, const toc_cond *since, toc_m_op op, const toc_cond *than)
{
    toc_low_anchor key;
    int64_t value;

    if (!fold_length(it, since, than, &value))
        return;
    if (toc_low_anchor_key(it->low, &since->anchor, TOC_PHRASE("a condition"), &key) !=
        TOC_LOW_FOLLOWED) {
        emit_false(it); /* what is broken never happens */
        return;
    }
    emit_push(it, TOC_OP_SINCE, toc_low_anchor_id(it->low, &key), op, value);
}

static void emit_time_to(emitter *it, const toc_cond *time_to, toc_m_op op, const toc_cond *than)
{
    int64_t value;

    if (fold_length(it, time_to, than, &value))
        emit_push(it, TOC_OP_TIME_TO, time_to->entity->id, op, value);
}

static void emit_comparison(emitter *it, toc_m_op op, const toc_cond *left, const toc_cond *right)
{
    if (left->op == TOC_COND_TIME_TO) {
        emit_time_to(it, left, op, right);
    } else if (left->op == TOC_COND_SINCE) {
        emit_since(it, left, op, right);
    } else {
        emit_tree(it, left);
        emit_tree(it, right);
        emit_pair(it, op, 0);
    }
}

static void emit_list(emitter *it, const toc_cond *tree)
{
    if (tree->kid_count < 2)
        emit_false(it);
    for (uint32_t i = 1; i < tree->kid_count && !it->is_too_long; i++) {
        emit_comparison(it, TOC_OP_EQ, tree->kids[0], tree->kids[i]);
        if (i > 1)
            emit_pair(it, TOC_OP_OR, 0);
    }
}

/* ── what is read ──────────────────────────────────────────────────────────── */

static void emit_const(emitter *it, const toc_cond *tree)
{
    bool is_text = tree->type.type == TOC_TYPE_TEXT;

    emit_push(it, TOC_OP_CONST, 0, 0,
              is_text ? (int64_t)toc_builder_string(it->low->builder, tree->text) : tree->value);
}

static void emit_happened(emitter *it, const toc_cond *tree)
{
    toc_low_anchor key;

    if (toc_low_anchor_key(it->low, &tree->anchor, TOC_PHRASE("a condition"), &key) ==
        TOC_LOW_FOLLOWED)
        emit_push(it, TOC_OP_HAPPENED, toc_low_anchor_id(it->low, &key), 0, 0);
    else
        emit_false(it);
}

static uint32_t find_inner(const emitter *it, const toc_cond *tree, uint32_t from)
{
    const toc_low_condition *all = it->low->conditions.items;
    uint32_t count = it->low->conditions.count;

    while (from < count && (all[from].owner != TOC_OWNER_HELD ||
                            all[from].owner_id != it->condition || all[from].tree != tree))
        from++;
    return from;
}

/* The inner conditions stand behind this one in the order in which code meets them; only a list
 * reads its left side again. */
static void emit_held(emitter *it, const toc_cond *tree)
{
    uint32_t at = find_inner(it, tree->kids[0], it->inner);

    if (at == it->low->conditions.count)
        at = find_inner(it, tree->kids[0], it->condition + 1);
    if (at == it->low->conditions.count) {
        emit_false(it);
        return;
    }
    it->inner = at + 1;
    emit_push(it, TOC_OP_HELD, it->low->conditions.items[at].id, 0, tree->window);
}

typedef struct read_rule {
    toc_m_op op;
    uint32_t b;
    bool has_window;
} read_rule;

/* Operations that push what an entity says; the rest is handled one by one. */
static const read_rule *find_read(toc_cond_op op)
{
    static const read_rule rules[TOC_COND_IN_LIST + 1] = {
        [TOC_COND_INDICATOR] = {TOC_OP_INDICATOR, 0, false},
        [TOC_COND_LEVEL] = {TOC_OP_LEVEL, 0, false},
        [TOC_COND_RESOURCE_FREE] = {TOC_OP_FREE, 0, false},
        [TOC_COND_RESOURCE_USED] = {TOC_OP_USED, 0, false},
        [TOC_COND_RESOURCE_FREE_PERCENT] = {TOC_OP_FREE, 1, false},
        [TOC_COND_RESOURCE_USED_PERCENT] = {TOC_OP_USED, 1, false},
        [TOC_COND_NODE_LATE] = {TOC_OP_LATE, 0, false},
        [TOC_COND_BODY_ACTIVE] = {TOC_OP_BODY, 0, false},
        [TOC_COND_RESPONSE_ACTIVE] = {TOC_OP_RESPONSE, 0, false},
        [TOC_COND_IN_PERIOD] = {TOC_OP_PERIOD, 0, false},
        [TOC_COND_COUNT] = {TOC_OP_COUNT, 0, true},
        [TOC_COND_SUM] = {TOC_OP_SUM, 0, true},
        [TOC_COND_MIN] = {TOC_OP_MIN, 0, true},
        [TOC_COND_MAX] = {TOC_OP_MAX, 0, true},
        [TOC_COND_MEAN] = {TOC_OP_MEAN, 0, true},
        [TOC_COND_RATE] = {TOC_OP_RATE, 0, true},
        [TOC_COND_RISE] = {TOC_OP_RISE, 0, true},
    };

    return rules[op].op == TOC_OP_CONST ? NULL : &rules[op];
}

static toc_m_op pair_op(toc_cond_op op)
{
    return op == TOC_COND_AND   ? TOC_OP_AND
           : op == TOC_COND_OR  ? TOC_OP_OR
           : op == TOC_COND_ADD ? TOC_OP_ADD
           : op == TOC_COND_SUB ? TOC_OP_SUB
           : op == TOC_COND_MUL ? TOC_OP_MUL
                                : TOC_OP_DIV;
}

static void emit_pair_of(emitter *it, const toc_cond *tree)
{
    bool scales = tree->op == TOC_COND_MUL || tree->op == TOC_COND_DIV;

    emit_tree(it, tree->kids[0]);
    emit_tree(it, tree->kids[1]);
    emit_pair(it, pair_op(tree->op), scales);
}

static void emit_not(emitter *it, const toc_cond *tree)
{
    emit_tree(it, tree->kids[0]);
    emit(it, TOC_OP_NOT, 0, 0, 0);
}

static void emit_negative(emitter *it, const toc_cond *tree)
{
    emit_tree(it, tree->kids[0]);
    emit(it, TOC_OP_NEG, 0, 0, 0);
}

static void emit_field(emitter *it, const toc_cond *tree)
{
    emit_push(it, TOC_OP_FIELD, it->low->field_slots[tree->entity->id], 0, 0);
}

static void emit_outbreak(emitter *it, const toc_cond *tree)
{
    emit_push(it, TOC_OP_OUTBREAK, tree->entity->id, (uint32_t)tree->value, 0);
}

static void emit_done(emitter *it, const toc_cond *tree)
{
    emit_push(it, TOC_OP_DONE, tree->entity->id, (uint32_t)(tree->outcome + 1), 0);
}

/* Reports and announcements stand in one table of all that is told. */
static void emit_told(emitter *it, const toc_cond *tree)
{
    bool is_report = tree->op == TOC_COND_REPORT_SENT || tree->op == TOC_COND_REPORT_LATE;
    bool is_sent = tree->op == TOC_COND_REPORT_SENT || tree->op == TOC_COND_ANNOUNCEMENT_SENT;
    const uint32_t *ids = is_report ? it->low->report_ids : it->low->announcement_ids;

    emit_push(it, is_sent ? TOC_OP_SENT : TOC_OP_REPORT_LATE, ids[tree->entity->id], 0, 0);
}

static void emit_compared(emitter *it, const toc_cond *tree)
{
    emit_comparison(it, comparison(tree->op), tree->kids[0], tree->kids[1]);
}

typedef void emit_fn(emitter *it, const toc_cond *tree);

/* What find_read does not know.  The rest is broken, and reported: it never comes true. */
static emit_fn *find_emitter(toc_cond_op op)
{
    static emit_fn *const emitters[TOC_COND_IN_LIST + 1] = {
        [TOC_COND_CONST] = emit_const,
        [TOC_COND_EVENT_FIELD] = emit_field,
        [TOC_COND_NODE_DONE] = emit_done,
        [TOC_COND_HAPPENED] = emit_happened,
        [TOC_COND_OUTBREAK] = emit_outbreak,
        [TOC_COND_HELD] = emit_held,
        [TOC_COND_IN_LIST] = emit_list,
        [TOC_COND_REPORT_SENT] = emit_told,
        [TOC_COND_REPORT_LATE] = emit_told,
        [TOC_COND_ANNOUNCEMENT_SENT] = emit_told,
        [TOC_COND_ANNOUNCEMENT_LATE] = emit_told,
        [TOC_COND_NOT] = emit_not,
        [TOC_COND_NEG] = emit_negative,
        [TOC_COND_AND] = emit_pair_of,
        [TOC_COND_OR] = emit_pair_of,
        [TOC_COND_ADD] = emit_pair_of,
        [TOC_COND_SUB] = emit_pair_of,
        [TOC_COND_MUL] = emit_pair_of,
        [TOC_COND_DIV] = emit_pair_of,
        [TOC_COND_EQ] = emit_compared,
        [TOC_COND_NE] = emit_compared,
        [TOC_COND_LT] = emit_compared,
        [TOC_COND_LE] = emit_compared,
        [TOC_COND_GT] = emit_compared,
        [TOC_COND_GE] = emit_compared,
    };

    return emitters[op];
}

static void emit_tree(emitter *it, const toc_cond *tree)
{
    const read_rule *read = find_read(tree->op);
    emit_fn *other = find_emitter(tree->op);

    if (it->is_too_long)
        return;
    if (read)
        emit_push(it, read->op, tree->entity->id, read->b, read->has_window ? tree->window : 0);
    else if (other)
        other(it, tree);
    else
        emit_false(it);
}

/* ── limits ────────────────────────────────────────────────────────────────── */

static void report_limits(const emitter *it, toc_span span)
{
    toc_diag *diag;

    if (it->is_too_long) {
        diag = toc_diag_add(it->low->sink, TOC_D_CONDITION_TOO_LONG, span,
                            "this condition takes more than %u operations", TOC_CODE_MAX);
        toc_diag_add_help(it->low->sink, diag, "put parts of it into triggers of their own");
    } else if (it->deepest > TOC_STACK_MAX) {
        diag = toc_diag_add(it->low->sink, TOC_D_CONDITION_STACK, span,
                            "this condition keeps %u values waiting for brackets to close",
                            (unsigned)it->deepest);
        toc_diag_set_here(it->low->sink, diag, "at most %d can wait", TOC_STACK_MAX);
        toc_diag_add_help(it->low->sink, diag,
                          "write what is in the innermost brackets first, or leave out brackets "
                          "that are not needed");
    }
}

toc_range toc_low_code(toc_low *low, uint32_t index)
{
    const toc_cond *tree = low->conditions.items[index].tree;
    emitter it = {.low = low, .condition = index, .first = low->codes.count, .inner = index + 1};

    emit_tree(&it, tree);
    report_limits(&it, tree->span);
    return (toc_range){it.first, low->codes.count - it.first};
}

/* conditions_shape.c - T0351 level-hole, T0352 level-falls, T0359 levels-overlap: values that are
 * as bad as others in every respect, and yet have no grade, or a milder one; bands that run into
 * each other.
 *
 * An *axis* is one term of the ladder's conditions.  Upwards is worse on it when more of it never
 * takes away the most severe grade that depends on it; downwards likewise.  A grade that goes only
 * with the other way makes the axis unclear, except one that reaches to where the axis starts:
 * "fewer than three hurt" is a lower band, not a direction.  Words without an order have no direction either.
 * Along an unclear axis both points are the same.
 *
 * Point 0 has a grade; point 1 is worse on no axis the other way, and has none or a milder one.
 * Bands overlap where three points follow each other on one axis, all else the same: at the first
 * the milder grade holds alone, at the second both, at the third the milder one is over. */
#include "analysis/conditions.h"

#define AXES_MAX  32u /* more are not looked at: each takes two questions for each level */

#define HOLES_MAX 3u /* shown of one grade */

typedef enum direction { UNCLEAR, WORSE_UPWARDS, WORSE_DOWNWARDS } direction;

typedef struct axis {
    uint32_t term;
    direction worse;
} axis;

typedef TOC_VEC(toc_formula) formulas;

typedef struct shape {
    toc_conditions *all;
    toc_logic *logic;
    const toc_plan_ladder *ladder;
    uint32_t first; /* grades below this index are not looked at: one above them has no condition */
    TOC_VEC(axis) axes;
    formulas grades[2]; /* in the open question: the conditions at point 0 and 1, by index */
} shape;

/* ── questions about two points ──────────────────────────────────────────── */

static toc_solver *solver_of(const shape *it)
{
    return it->logic->solver;
}

/* A level without a condition is never warranted by one. */
static void begin(shape *it)
{
    toc_logic_begin(it->logic);
    for (unsigned point = 0; point < 2; point++) {
        it->grades[point].count = 0;
        for (uint32_t i = 0; i < it->ladder->levels.count; i++) {
            const toc_cond *when = it->ladder->levels.items[i]->when;
            toc_formula grade = when ? toc_logic_read(it->logic, when, point)
                                     : toc_solver_truth(solver_of(it), false);

            TOC_PUSH(it->all->arena, &it->grades[point], grade);
        }
    }
}

/* Some grade from @p index on holds at @p point. */
static toc_formula at_least(const shape *it, unsigned point, uint32_t index)
{
    toc_formula any = toc_solver_truth(solver_of(it), false);

    for (; index < it->grades[point].count; index++)
        any = toc_solver_or(solver_of(it), any, it->grades[point].items[index]);
    return any;
}

static toc_formula at_most(toc_solver *solver, const toc_logic_term *term, toc_formula a,
                           toc_formula b)
{
    return term->is_flag ? toc_solver_implies(solver, a, b)
                         : toc_solver_compare(solver, TOC_RELATION_LE, a, b);
}

static toc_formula constant(const shape *it, const toc_logic_term *term, int64_t value)
{
    return term->is_flag ? toc_solver_truth(solver_of(it), value != 0)
                         : toc_solver_number(solver_of(it), value);
}

/* From @p low to @p high the axis does not get better. */
static toc_formula along(const shape *it, const axis *one, toc_formula low, toc_formula high)
{
    const toc_logic_term *term = &it->logic->terms.items[one->term];
    toc_solver *solver = solver_of(it);

    if (one->worse == WORSE_UPWARDS)
        return at_most(solver, term, low, high);
    if (one->worse == WORSE_DOWNWARDS)
        return at_most(solver, term, high, low);
    return term->is_flag ? toc_solver_same(solver, low, high)
                         : toc_solver_compare(solver, TOC_RELATION_EQ, low, high);
}

static void say_worse(const shape *it)
{
    for (uint32_t i = 0; i < it->axes.count; i++) {
        const toc_logic_term *term = &it->logic->terms.items[it->axes.items[i].term];

        toc_logic_say(it->logic,
                      along(it, &it->axes.items[i], term->variable[0], term->variable[1]));
    }
}

/* ── directions ──────────────────────────────────────────────────────────── */

/* Does moving one axis @p way never take grade @p index away? */
static bool is_kept(shape *it, uint32_t moved, direction way, uint32_t index)
{
    bool is_never_lost;

    begin(it);
    for (uint32_t i = 0; i < it->axes.count; i++) {
        axis one = {it->axes.items[i].term, i == moved ? way : UNCLEAR};
        const toc_logic_term *term = &it->logic->terms.items[one.term];

        toc_logic_say(it->logic, along(it, &one, term->variable[0], term->variable[1]));
    }
    toc_logic_say(it->logic, it->grades[0].items[index]);
    toc_logic_say(it->logic, toc_solver_not(solver_of(it), it->grades[1].items[index]));
    is_never_lost = toc_logic_ask(it->logic) == TOC_ANSWER_NO;
    toc_logic_end(it->logic);
    return is_never_lost;
}

/* Can grade @p index hold with the axis as at the start? */
static bool reaches_start(shape *it, uint32_t moved, uint32_t index)
{
    const toc_logic_term *term;
    bool reaches;

    begin(it);
    term = &it->logic->terms.items[it->axes.items[moved].term];
    toc_logic_say(it->logic, it->grades[0].items[index]);
    toc_logic_say(it->logic,
                  along(it, &(axis){it->axes.items[moved].term, UNCLEAR}, term->variable[0],
                        constant(it, term, toc_logic_start_of(term->cond) / term->grain)));
    reaches = toc_logic_ask(it->logic) == TOC_ANSWER_YES;
    toc_logic_end(it->logic);
    return reaches;
}

static bool has_order(const toc_logic_term *term)
{
    const toc_value_type *type = &term->cond->type;

    if (type->type == TOC_TYPE_TEXT)
        return false;
    if (type->type != TOC_TYPE_ENUM)
        return true;
    return type->domain->kind == TOC_ENTITY_INDICATOR
               ? ((const toc_plan_indicator *)type->domain)->words.is_ordered
               : ((const toc_plan_event_field *)type->domain)->words.is_ordered;
}

static direction direction_of(shape *it, uint32_t moved)
{
    direction worse = UNCLEAR;

    if (!has_order(&it->logic->terms.items[it->axes.items[moved].term]))
        return UNCLEAR;
    for (uint32_t index = it->ladder->levels.count; index-- > 0;) {
        bool up, down;

        if (!it->ladder->levels.items[index]->when)
            continue;
        up = is_kept(it, moved, WORSE_UPWARDS, index);
        down = is_kept(it, moved, WORSE_DOWNWARDS, index);
        if (up && down) /* does not depend on it */
            continue;
        if (worse == UNCLEAR) {
            if (!up && !down)
                return UNCLEAR;
            worse = up ? WORSE_UPWARDS : WORSE_DOWNWARDS;
        } else if ((worse == WORSE_UPWARDS ? down : up) && !reaches_start(it, moved, index)) {
            return UNCLEAR;
        }
    }
    return worse;
}

/* True: there are axes, not too many, and all conditions can be read. */
static bool find_axes(shape *it)
{
    bool is_readable;

    begin(it);
    is_readable = it->logic->trouble == TOC_TROUBLE_NONE;
    for (uint32_t i = 0; i < it->logic->used.count; i++) {
        axis one = {it->logic->used.items[i].term, UNCLEAR};

        if (it->logic->used.items[i].point == 0)
            TOC_PUSH(it->all->arena, &it->axes, one);
    }
    if (!is_readable)
        toc_conditions_note_undecided(it->all, it->ladder->base.span);
    else if (it->axes.count > AXES_MAX)
        toc_conditions_note_steps(it->all, it->ladder->base.span);
    toc_logic_end(it->logic);
    if (!is_readable || it->axes.count == 0 || it->axes.count > AXES_MAX)
        return false;
    for (uint32_t i = 0; i < it->axes.count; i++)
        it->axes.items[i].worse = direction_of(it, i);
    return true;
}

/* ── findings ────────────────────────────────────────────────────────────── */

/* A point of a finding, so that another does not tell the same again. */
typedef struct found {
    int64_t *values; /* by axis, in grains */
} found;
typedef TOC_VEC(found) founds;

static found point_of(const shape *it, unsigned point)
{
    found one = {TOC_NEW_ARRAY(it->all->arena, int64_t, it->axes.count)};

    for (uint32_t i = 0; i < it->axes.count; i++) {
        const toc_logic_term *term = &it->logic->terms.items[it->axes.items[i].term];

        one.values[i] = term->witness[point] / term->grain;
    }
    return one;
}

/* Point 1 is as bad as @p old in every respect. */
static toc_formula as_bad(const shape *it, const found *old)
{
    toc_formula all = toc_solver_truth(solver_of(it), true);

    for (uint32_t i = 0; i < it->axes.count; i++) {
        const axis *one = &it->axes.items[i];
        const toc_logic_term *term = &it->logic->terms.items[one->term];
        toc_formula value = constant(it, term, old->values[i]);

        all = toc_solver_and(solver_of(it), all, along(it, one, value, term->variable[1]));
    }
    return all;
}

/* Point 1 is not as bad as what a finding already speaks of. */
static void say_new(const shape *it, const founds *before)
{
    for (uint32_t i = 0; i < before->count; i++)
        toc_logic_say(it->logic, toc_solver_not(solver_of(it), as_bad(it, &before->items[i])));
}

static const toc_plan_level *grade_at(const shape *it, unsigned point)
{
    for (uint32_t index = it->ladder->levels.count; index-- > 0;) {
        if (toc_solver_value(solver_of(it), it->grades[point].items[index]))
            return it->ladder->levels.items[index];
    }
    return NULL;
}

static toc_diag *report_hole(const shape *it, const toc_plan_level *level)
{
    toc_conditions *all = it->all;
    const char *name = toc_conditions_name(all, level);
    toc_diag *diag = toc_diag_add(all->sink, TOC_D_LEVEL_HOLE, level->when->span, "%s: no grade",
                                  toc_logic_values(it->logic, 1));

    toc_diag_set_here(all->sink, diag, "not worse, and already `%s`: %s", name,
                      toc_logic_values(it->logic, 0));
    toc_diag_add_help(all->sink, diag,
                      "let `%s` go on to where the next level begins, or leave its upper bound "
                      "out: the most severe level that holds is the grade",
                      name);
    return diag;
}

static void report_fall(const shape *it, const toc_plan_level *level, const toc_plan_level *milder)
{
    toc_conditions *all = it->all;
    const char *name = toc_conditions_name(all, level);
    toc_diag *diag = toc_diag_add(all->sink, TOC_D_LEVEL_FALLS, level->when->span,
                                  "things get worse and the grade falls from `%s` to `%s`", name,
                                  toc_conditions_name(all, milder));

    toc_diag_set_here(all->sink, diag, "`%s` at: %s", name, toc_logic_values(it->logic, 0));
    toc_diag_add_label(all->sink, diag, milder->when->span, "only `%s` at: %s",
                       toc_conditions_name(all, milder), toc_logic_values(it->logic, 1));
    toc_diag_add_help(all->sink, diag,
                      "let `%s` go on to where the next level begins, or leave its upper bound "
                      "out: the most severe level that holds is the grade",
                      name);
}

/* Point 0 has grade @p index; point 1, as bad or worse, none (a hole) or a milder one. */
static void ask_about(shape *it, uint32_t index, bool is_hole)
{
    begin(it);
    say_worse(it);
    toc_logic_say(it->logic, it->grades[0].items[index]);
    toc_logic_say(it->logic, toc_solver_not(solver_of(it), at_least(it, 0, index + 1)));
    toc_logic_say(it->logic, toc_solver_not(solver_of(it), at_least(it, 1, is_hole ? 0 : index)));
    if (!is_hole)
        toc_logic_say(it->logic, at_least(it, 1, 0));
}

static bool is_found(shape *it, uint32_t index)
{
    toc_answer answer = toc_logic_ask(it->logic);

    if (answer == TOC_ANSWER_UNDECIDED)
        toc_conditions_note_undecided(it->all, it->ladder->levels.items[index]->when->span);
    return answer == TOC_ANSWER_YES;
}

/* Marks the axes on which the points that were settled differ.  True: there is one. */
static bool mark_moved(const shape *it, bool *is_moved)
{
    bool is_any = false;

    for (uint32_t i = 0; i < it->axes.count; i++) {
        const toc_logic_term *term = &it->logic->terms.items[it->axes.items[i].term];

        if (term->witness[0] == term->witness[1])
            continue;
        is_moved[i] = true;
        is_any = true;
    }
    return is_any;
}

/* Holes of the same grade that are reached by getting worse in other respects alone. */
static void note_others(shape *it, uint32_t index, const founds *before, toc_diag *diag)
{
    bool *is_moved = TOC_NEW_ARRAY(it->all->arena, bool, it->axes.count);

    for (uint32_t shown = 1; shown < HOLES_MAX && mark_moved(it, is_moved); shown++) {
        toc_logic_end(it->logic);
        ask_about(it, index, true);
        say_new(it, before);
        for (uint32_t i = 0; i < it->axes.count; i++) {
            axis kept = {it->axes.items[i].term, UNCLEAR};
            const toc_logic_term *term = &it->logic->terms.items[kept.term];

            if (is_moved[i])
                toc_logic_say(it->logic, along(it, &kept, term->variable[0], term->variable[1]));
        }
        if (!is_found(it, index))
            return;
        toc_logic_settle(it->logic, 1);
        toc_logic_settle(it->logic, 0);
        toc_diag_add_note(it->all->sink, diag, "nor has: %s", toc_logic_values(it->logic, 1));
    }
}

/* True: there is one, and it is reported. */
static bool check_hole(shape *it, uint32_t index, founds *before)
{
    bool is_there;

    ask_about(it, index, true);
    say_new(it, before);
    is_there = is_found(it, index);
    if (is_there) {
        toc_diag *diag;
        found own;

        toc_logic_settle(it->logic, 1);
        toc_logic_settle(it->logic, 0);
        own = point_of(it, 0);
        diag = report_hole(it, it->ladder->levels.items[index]);
        note_others(it, index, before, diag); /* settles other values */
        TOC_PUSH(it->all->arena, before, own);
    }
    toc_logic_end(it->logic);
    return is_there;
}

static void check_fall(shape *it, uint32_t index, founds *before)
{
    ask_about(it, index, false);
    say_new(it, before);
    if (is_found(it, index)) {
        const toc_plan_level *milder;
        found own;

        toc_logic_settle(it->logic, 1);
        toc_logic_settle(it->logic, 0);
        own = point_of(it, 0);
        TOC_PUSH(it->all->arena, before, own);
        milder = toc_logic_ask(it->logic) == TOC_ANSWER_YES ? grade_at(it, 1) : NULL;
        if (milder)
            report_fall(it, it->ladder->levels.items[index], milder);
    }
    toc_logic_end(it->logic);
}

/* ── overlaps ────────────────────────────────────────────────────────────── */

static void say_line(const shape *it, uint32_t moved)
{
    for (uint32_t i = 0; i < it->axes.count; i++) {
        axis one = it->axes.items[i];

        if (i != moved)
            one.worse = UNCLEAR;
        for (unsigned point = 0; point + 1 < TOC_POINTS; point++) {
            const toc_logic_term *low = toc_logic_use(it->logic, one.term, point);
            toc_formula from = low->variable[point];
            const toc_logic_term *high = toc_logic_use(it->logic, one.term, point + 1);

            toc_logic_say(it->logic, along(it, &one, from, high->variable[point + 1]));
        }
    }
}

static void say_at(const shape *it, const toc_cond *cond, unsigned point, bool holds)
{
    toc_formula read = toc_logic_read(it->logic, cond, point);

    toc_logic_say(it->logic, holds ? read : toc_solver_not(solver_of(it), read));
}

static void report_overlap(const shape *it, const toc_plan_level *milder,
                           const toc_plan_level *worse)
{
    toc_conditions *all = it->all;
    toc_diag *diag;

    toc_logic_settle(it->logic, 1);
    diag = toc_diag_add(all->sink, TOC_D_LEVELS_OVERLAP, milder->when->span,
                        "%s: both `%s` and `%s`", toc_logic_values(it->logic, 1),
                        toc_conditions_name(all, milder), toc_conditions_name(all, worse));
    toc_diag_set_here(all->sink, diag, "still holds there, and ends later");
    toc_diag_add_label(all->sink, diag, worse->when->span, "begins before it");
    toc_diag_add_help(
        all->sink, diag,
        "let one end where the other begins, one of the bounds without its own value; "
        "as it stands the more severe one counts");
}

/* Does the milder level run into the next one along axis @p moved?  True: reported. */
static bool check_overlap(shape *it, uint32_t moved, const toc_plan_level *milder,
                          const toc_plan_level *worse)
{
    bool is_there;

    toc_logic_begin(it->logic);
    for (unsigned point = 0; point < TOC_POINTS; point++) {
        say_at(it, milder->when, point, point < 2);
        say_at(it, worse->when, point, point > 0);
    }
    say_line(it, moved);
    is_there = toc_logic_ask(it->logic) == TOC_ANSWER_YES;
    if (is_there)
        report_overlap(it, milder, worse);
    toc_logic_end(it->logic);
    return is_there;
}

static void check_overlaps(shape *it)
{
    for (uint32_t index = 0; index + 1 < it->ladder->levels.count; index++) {
        const toc_plan_level *milder = it->ladder->levels.items[index];
        const toc_plan_level *worse = it->ladder->levels.items[index + 1];
        bool is_told = !milder->when || !worse->when;

        for (uint32_t i = 0; i < it->axes.count && !is_told; i++)
            is_told = it->axes.items[i].worse != UNCLEAR && check_overlap(it, i, milder, worse);
    }
}

/* Where a more severe level is a matter of judgement, what looks like a hole may be its place. */
static uint32_t first_judged(const toc_plan_ladder *ladder)
{
    for (uint32_t index = ladder->levels.count; index-- > 0;) {
        if (!ladder->levels.items[index]->when)
            return index + 1;
    }
    return 0;
}

void toc_conditions_shape(toc_conditions *all, const toc_plan_ladder *ladder)
{
    shape it = {.all = all, .logic = all->logic, .ladder = ladder};
    founds holes = {0};
    founds falls = {0};

    it.first = first_judged(ladder);
    if (it.first == ladder->levels.count || !find_axes(&it))
        return;
    for (uint32_t index = ladder->levels.count; index-- > it.first;) {
        if (!check_hole(&it, index, &holes)) /* both have one cause */
            check_fall(&it, index, &falls);
    }
    check_overlaps(&it);
}

/* test_chart_geometry.c - flow charts, judged by what is found in the finished picture. */
#include "../support/plan_fixture.h"

#include <glob.h>

#include "chart/flow_chart.h"

/* ── reading the picture ─────────────────────────────────────────────────── */

typedef struct node {
    const char *key;
    toc_rect at;
    bool is_diamond;
} node;

typedef struct line {
    const char *id;
    uint32_t source, target; /* nodes; UINT32_MAX: not found */
    toc_spot *spots;         /* without the arcs over other lines */
    uint32_t count;
} line;

typedef struct text {
    toc_rect at;
    uint32_t node; /* in which it stands; UINT32_MAX: none */
    const char *letters;
} text;

/* A stretch of a line, across (at: y) or down (at: x). */
typedef struct stretch {
    bool is_down;
    toc_um at, from, to;
    uint32_t line;
} stretch;

typedef struct picture {
    toc_arena *arena;
    const toc_scene *scene;
    TOC_VEC(node) nodes;
    TOC_VEC(line) lines;
    TOC_VEC(text) texts;
    TOC_VEC(toc_rect) labels;
    TOC_VEC(stretch) stretches;
} picture;

static toc_rect bounds(const toc_spot *spots, uint32_t count)
{
    toc_um left = INT32_MAX;
    toc_um top = INT32_MAX;
    toc_um right = INT32_MIN;
    toc_um bottom = INT32_MIN;

    for (uint32_t i = 0; i < count; i++) {
        left = spots[i].x < left ? spots[i].x : left;
        right = spots[i].x > right ? spots[i].x : right;
        top = spots[i].y < top ? spots[i].y : top;
        bottom = spots[i].y > bottom ? spots[i].y : bottom;
    }
    return (toc_rect){left, top, right - left, bottom - top};
}

/* Letters stand from nine tenths of their size above the baseline to a quarter below. */
static toc_rect text_box(const toc_scene_item *item)
{
    return (toc_rect){item->at.x, item->at.y - item->size * 9 / 10, item->at.width,
                      item->size * 23 / 20};
}

static toc_rect join(toc_rect a, toc_rect b)
{
    toc_spot spots[4] = {
        {a.x, a.y}, {a.x + a.width, a.y + a.height}, {b.x, b.y}, {b.x + b.width, b.y + b.height}};
    return bounds(spots, 4);
}

static void read_node(picture *it, const toc_scene_item *open, const toc_scene_item *shape)
{
    node one = {.key = open->id};

    one.at = shape->kind == TOC_SCENE_BOX ? shape->at : bounds(shape->spots, shape->spot_count);
    one.is_diamond = shape->kind == TOC_SCENE_SHAPE && strncmp(open->id, "decision:", 9) == 0;
    TOC_PUSH(it->arena, &it->nodes, one);
}

/* A line with its arcs over others taken out: what does not go straight. */
static void read_line(picture *it, const toc_scene_item *open, const toc_scene_item *item)
{
    line one = {.id = open->id, .source = UINT32_MAX, .target = UINT32_MAX};

    one.spots = TOC_NEW_ARRAY(it->arena, toc_spot, item->spot_count + 1u);
    for (uint32_t i = 0; i < item->spot_count; i++) {
        toc_spot at = item->spots[i];
        bool is_bent = false;
        for (uint32_t k = i ? i - 1 : 0; k < i + 1 && k + 1 < item->spot_count; k++)
            is_bent |= item->spots[k].x != item->spots[k + 1].x &&
                       item->spots[k].y != item->spots[k + 1].y;
        if (!is_bent)
            one.spots[one.count++] = at;
    }
    for (uint32_t i = 1; i < one.count; i++) {
        toc_spot a = one.spots[i - 1];
        toc_spot b = one.spots[i];
        bool is_down = a.x == b.x;
        toc_um from = is_down ? a.y : a.x;
        toc_um to = is_down ? b.y : b.x;
        stretch run = {is_down, is_down ? a.x : a.y, from < to ? from : to, from < to ? to : from,
                       it->lines.count};

        if (a.x != b.x && a.y != b.y)
            print_error("%s goes askew\n", one.id);
        assert_true(a.x == b.x || a.y == b.y);
        TOC_PUSH(it->arena, &it->stretches, run);
    }
    TOC_PUSH(it->arena, &it->lines, one);
}

static void read_group(picture *it, const toc_scene_item *open, const toc_scene_item *end)
{
    toc_rect label = {0};
    bool has_label = false;

    if (open->role == TOC_ROLE_NODE)
        read_node(it, open, open + 1);
    if (open->role == TOC_ROLE_EDGE)
        read_line(it, open, open + 1);
    for (const toc_scene_item *item = open + 1; item < end; item++) {
        if (item->kind == TOC_SCENE_TEXT) {
            text one = {text_box(item),
                        open->role == TOC_ROLE_NODE ? it->nodes.count - 1 : UINT32_MAX, item->text};
            TOC_PUSH(it->arena, &it->texts, one);
        }
        if (open->role == TOC_ROLE_LABEL) {
            toc_rect at = item->kind == TOC_SCENE_TEXT ? text_box(item) : item->at;
            label = has_label ? join(label, at) : at;
            has_label = true;
        }
    }
    if (has_label)
        TOC_PUSH(it->arena, &it->labels, label);
}

static int by_key(const void *left, const void *right)
{
    const node *const *a = left;
    const node *const *b = right;
    return strcmp((*a)->key, (*b)->key);
}

/* Which nodes each line goes between, by its id. */
static void find_ends(picture *it)
{
    const node **sorted = TOC_NEW_ARRAY(it->arena, const node *, it->nodes.count + 1u);

    for (uint32_t i = 0; i < it->nodes.count; i++)
        sorted[i] = &it->nodes.items[i];
    qsort(sorted, it->nodes.count, sizeof *sorted, by_key);
    for (uint32_t i = 0; i < it->lines.count; i++) {
        line *one = &it->lines.items[i];
        const char *arrow = strstr(one->id, " -> ");
        node source = {.key = toc_arena_copy(it->arena, one->id, (size_t)(arrow - one->id))};
        node target = {.key = arrow + 4};
        const node *keys[2] = {&source, &target};
        for (int k = 0; k < 2; k++) {
            const node **found = bsearch(&keys[k], sorted, it->nodes.count, sizeof *sorted, by_key);
            assert_non_null(found);
            *(k ? &one->target : &one->source) = (uint32_t)(*found - it->nodes.items);
        }
    }
}

static picture *read_picture(toc_arena *arena, const toc_scene *scene)
{
    picture *it = TOC_NEW(arena, picture);

    it->arena = arena;
    it->scene = scene;
    for (uint32_t i = 0; i < scene->items.count; i++) {
        const toc_scene_item *open = &scene->items.items[i];
        const toc_scene_item *end = open;
        if (open->kind != TOC_SCENE_OPEN)
            continue;
        while (end->kind != TOC_SCENE_CLOSE)
            end++;
        read_group(it, open, end);
    }
    find_ends(it);
    return it;
}

/* ── judging ─────────────────────────────────────────────────────────────── */

/* What must be nought. */
typedef struct faults {
    uint32_t missing, loose, overlaps, through, struck, lying, heads, outside, spilt;
} faults;

static bool do_overlap(toc_rect a, toc_rect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

static toc_um clamp(toc_um value, toc_um least, toc_um most)
{
    return value < least ? least : value > most ? most : value;
}

/* Is some of @p at inside the shape?  Of a diamond that nearest its middle decides. */
static bool reaches_in(const node *shape, toc_rect at)
{
    int64_t wide = shape->at.width / 2;
    int64_t high = shape->at.height / 2;
    toc_um x = shape->at.x + shape->at.width / 2;
    toc_um y = shape->at.y + shape->at.height / 2;
    int64_t dx;
    int64_t dy;

    if (!do_overlap(shape->at, at))
        return false;
    if (!shape->is_diamond)
        return true;
    dx = labs((long)clamp(x, at.x, at.x + at.width) - x);
    dy = labs((long)clamp(y, at.y, at.y + at.height) - y);
    return dx * high + dy * wide < wide * high - (wide + high) * 20; /* rounding */
}

static toc_rect box_of(const stretch *run)
{
    return run->is_down ? (toc_rect){run->at, run->from, 1, run->to - run->from}
                        : (toc_rect){run->from, run->at, run->to - run->from, 1};
}

/* Does the spot lie on the outline, give or take some hundredths of a millimetre? */
static bool is_on(const node *shape, toc_spot at)
{
    enum { SLACK = 60 };
    int64_t wide = shape->at.width / 2;
    int64_t high = shape->at.height / 2;
    int64_t dx = labs((long)at.x - shape->at.x - wide);
    int64_t dy = labs((long)at.y - shape->at.y - high);

    if (shape->is_diamond)
        return labs(dx * high + dy * wide - wide * high) <= (wide + high) * SLACK;
    return (labs(dx - wide) <= SLACK && dy <= high) || (labs(dy - high) <= SLACK && dx <= wide);
}

/* A line begins at its source, or where one from there was drawn before. */
static bool begins_well(const picture *it, uint32_t index)
{
    const line *one = &it->lines.items[index];
    toc_spot at = one->spots[0];

    if (is_on(&it->nodes.items[one->source], at))
        return true;
    for (uint32_t i = 0; i < it->stretches.count; i++) {
        const stretch *run = &it->stretches.items[i];
        const line *other = &it->lines.items[run->line];
        if (run->line < index && other->source == one->source &&
            run->at == (run->is_down ? at.x : at.y) && run->from <= (run->is_down ? at.y : at.x) &&
            (run->is_down ? at.y : at.x) <= run->to)
            return true;
    }
    return false;
}

/* A line ends at its target, or where one to there was drawn before. */
static bool ends_well(const picture *it, uint32_t index)
{
    const line *one = &it->lines.items[index];
    toc_spot at = one->spots[one->count - 1];

    if (is_on(&it->nodes.items[one->target], at))
        return true;
    for (uint32_t i = 0; i < it->stretches.count; i++) {
        const stretch *run = &it->stretches.items[i];
        const line *other = &it->lines.items[run->line];
        if (run->line < index && other->target == one->target &&
            run->at == (run->is_down ? at.x : at.y) && run->from <= (run->is_down ? at.y : at.x) &&
            (run->is_down ? at.y : at.x) <= run->to)
            return true;
    }
    return false;
}

static void judge_lines(const picture *it, faults *out)
{
    for (uint32_t i = 0; i < it->lines.count; i++) {
        const line *one = &it->lines.items[i];
        toc_spot a = one->spots[one->count - 2];
        toc_spot b = one->spots[one->count - 1];
        bool is_whole = is_on(&it->nodes.items[one->target], b);

        if (!begins_well(it, i) || !ends_well(it, i)) {
            print_error("%s does not join its nodes\n", one->id);
            out->loose++;
        }
        if (is_whole && abs(a.x - b.x) + abs(a.y - b.y) < TOC_HEAD * 3 / 2) {
            print_error("%s has no room for its head\n", one->id);
            out->heads++;
        }
    }
    for (uint32_t i = 0; i < it->stretches.count; i++) {
        for (uint32_t k = 0; k < it->nodes.count; k++) {
            if (reaches_in(&it->nodes.items[k], box_of(&it->stretches.items[i]))) {
                toc_rect at = it->nodes.items[k].at;
                const line *own = &it->lines.items[it->stretches.items[i].line];
                toc_rect run = box_of(&it->stretches.items[i]);
                /* its own: an end lies on the outline, and the line is one micrometre wide */
                if ((own->source == k || own->target == k) &&
                    (run.height == 1
                         ? run.x <= at.x + 60 || run.x + run.width >= at.x + at.width - 60
                         : run.y + run.height <= at.y + at.height / 2 + 60 ||
                               run.y >= at.y + at.height / 2 - 60) &&
                    !reaches_in(
                        &(node){.at = {at.x + 60, at.y + 60, at.width - 120, at.height - 120},
                                .is_diamond = it->nodes.items[k].is_diamond},
                        run))
                    continue;
                print_error("%s goes through %s\n", own->id, it->nodes.items[k].key);
                out->through++;
            }
        }
    }
}

static int by_place(const void *left, const void *right)
{
    const stretch *a = left;
    const stretch *b = right;

    if (a->is_down != b->is_down)
        return (int)a->is_down - (int)b->is_down;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

/* Lines of different nets that lie on each other: neither the source nor the target is one. */
static void judge_nets(picture *it, faults *out)
{
    if (it->stretches.count == 0)
        return;
    qsort(it->stretches.items, it->stretches.count, sizeof *it->stretches.items, by_place);
    for (uint32_t i = 0; i < it->stretches.count; i++) {
        const stretch *a = &it->stretches.items[i];
        for (uint32_t k = i + 1; k < it->stretches.count; k++) {
            const stretch *b = &it->stretches.items[k];
            const line *one = &it->lines.items[a->line];
            const line *other = &it->lines.items[b->line];
            if (b->is_down != a->is_down || b->at != a->at || b->from >= a->to)
                break;
            if (one->source == other->source || one->target == other->target)
                continue;
            print_error("%s lies on %s\n", one->id, other->id);
            out->lying++;
        }
    }
}

static void judge_places(const picture *it, faults *out)
{
    for (uint32_t i = 0; i < it->nodes.count; i++) {
        for (uint32_t k = 0; k < i; k++)
            out->overlaps += do_overlap(it->nodes.items[i].at, it->nodes.items[k].at);
    }
    for (uint32_t i = 0; i < it->labels.count; i++) {
        for (uint32_t k = 0; k < it->nodes.count; k++)
            out->struck += reaches_in(&it->nodes.items[k], it->labels.items[i]);
        for (uint32_t k = 0; k < it->stretches.count; k++)
            if (do_overlap(box_of(&it->stretches.items[k]), it->labels.items[i])) {
                print_error("%s strikes a label\n",
                            it->lines.items[it->stretches.items[k].line].id);
                out->struck++;
            }
        for (uint32_t k = 0; k < i; k++)
            out->struck += do_overlap(it->labels.items[k], it->labels.items[i]);
    }
    for (uint32_t i = 0; i < it->texts.count; i++) {
        const text *one = &it->texts.items[i];
        toc_rect at = one->at;
        toc_rect all = {0, 0, it->scene->width, it->scene->height};
        const node *in = one->node == UINT32_MAX ? NULL : &it->nodes.items[one->node];
        toc_rect shape = in ? in->at : all;
        bool is_in = at.x >= shape.x && at.y >= shape.y &&
                     at.x + at.width <= shape.x + shape.width &&
                     at.y + at.height <= shape.y + shape.height;

        if (is_in && in && in->is_diamond) {
            toc_spot far = {at.x, at.y};
            toc_spot middle = {shape.x + shape.width / 2, shape.y + shape.height / 2};
            int64_t dx = labs((long)far.x - middle.x);
            int64_t dy = labs((long)far.y - middle.y);
            dx = at.x + at.width - middle.x > dx ? at.x + at.width - middle.x : dx;
            dy = at.y + at.height - middle.y > dy ? at.y + at.height - middle.y : dy;
            is_in = dx * (shape.height / 2) + dy * (shape.width / 2) <=
                    (int64_t)(shape.width / 2) * (shape.height / 2) + 1000000;
        }
        if (!is_in)
            print_error("`%s` is not inside\n", one->letters);
        out->spilt += !is_in;
    }
}

static void judge_items(const picture *it, faults *out)
{
    for (uint32_t i = 0; i < it->scene->items.count; i++) {
        const toc_scene_item *item = &it->scene->items.items[i];
        toc_rect at = item->at;
        if (item->kind == TOC_SCENE_OPEN || item->kind == TOC_SCENE_CLOSE)
            continue;
        if (item->kind == TOC_SCENE_LINE || item->kind == TOC_SCENE_SHAPE)
            at = bounds(item->spots, item->spot_count);
        if (item->kind == TOC_SCENE_TEXT)
            at = text_box(item);
        out->outside += at.x < 0 || at.y < 0 || at.x + at.width > it->scene->width ||
                        at.y + at.height > it->scene->height;
    }
}

/* Texts at the heads of lanes and bands stay inside their boxes. */
static void judge_heads(const picture *it, faults *out)
{
    const toc_scene_item *open = NULL;
    const toc_scene_item *box = NULL;

    for (uint32_t i = 0; i < it->scene->items.count; i++) {
        const toc_scene_item *item = &it->scene->items.items[i];
        if (item->kind == TOC_SCENE_OPEN)
            open = item;
        if (item->kind == TOC_SCENE_BOX)
            box = item;
        if (item->kind == TOC_SCENE_TEXT && box && open &&
            (open->role == TOC_ROLE_LANE || open->role == TOC_ROLE_BAND)) {
            toc_rect at = text_box(item);
            bool is_in = at.x >= box->at.x && at.x + at.width <= box->at.x + box->at.width &&
                         at.y >= box->at.y && at.y + at.height <= box->at.y + box->at.height;
            if (!is_in)
                print_error("`%s` is wider than its head\n", item->text);
            out->spilt += !is_in;
        }
    }
}

/* Each edge of the flow is one line, or a line to a connector and one from its other half. */
static void judge_edges(const picture *it, const toc_flow *flow, faults *out)
{
    const char **ids = TOC_NEW_ARRAY(it->arena, const char *, it->lines.count + 1u);
    uint32_t direct = 0;

    for (uint32_t i = 0; i < it->lines.count; i++)
        ids[i] = it->lines.items[i].id;
    for (uint32_t i = 0; i < flow->edges.count; i++) {
        const toc_flow_edge *edge = flow->edges.items[i];
        const char *id =
            toc_arena_printf(it->arena, "%s -> %s", edge->source->key, edge->target->key);
        const char *number = NULL;
        const char *exit = toc_arena_printf(it->arena, "%s -> connector:", edge->source->key);
        bool is_there = false;

        for (uint32_t k = 0; k < it->lines.count && !is_there; k++) {
            is_there = strcmp(ids[k], id) == 0;
            if (strncmp(ids[k], exit, strlen(exit)) == 0)
                number = ids[k] + strlen(exit);
        }
        direct += is_there;
        for (uint32_t k = 0; number && k < it->lines.count && !is_there; k++)
            is_there = strcmp(ids[k], toc_arena_printf(it->arena, "connector:%s:%s -> %s", number,
                                                       edge->target->key, edge->target->key)) == 0;
        if (!is_there)
            print_error("%s is missing\n", id);
        out->missing += !is_there;
    }
    assert_true(direct > 0 || flow->edges.count == 0);
}

static void assert_good(const char *name, const picture *it, const faults *found)
{
    (void)it;
    if (found->missing + found->loose + found->overlaps + found->through + found->struck +
            found->lying + found->heads + found->outside + found->spilt >
        0)
        print_error("%s: %u missing, %u loose, %u overlaps, %u through, %u struck, %u lying, "
                    "%u heads, %u outside, %u spilt\n",
                    name, found->missing, found->loose, found->overlaps, found->through,
                    found->struck, found->lying, found->heads, found->outside, found->spilt);
    assert_int_equal(found->missing, 0);
    assert_int_equal(found->loose, 0);
    assert_int_equal(found->overlaps, 0);
    assert_int_equal(found->through, 0);
    assert_int_equal(found->struck, 0);
    assert_int_equal(found->lying, 0);
    assert_int_equal(found->heads, 0);
    assert_int_equal(found->outside, 0);
    assert_int_equal(found->spilt, 0);
}

static void judge(plan_fixture *f, const toc_plan *plan, const char *name,
                  const toc_view_options *options)
{
    const toc_view *view = toc_view_draw(&f->arena, plan, TOC_VIEW_FLOW, options);
    toc_flow_options flow_options = {options->lang, options->has_two_languages};
    picture *it = read_picture(&f->arena, view->canvas->scene);
    faults found = {0};

    assert_int_equal(view->canvas->missing, 0);
    judge_edges(it, toc_flow_build(&f->arena, plan, &flow_options), &found);
    judge_lines(it, &found);
    judge_nets(it, &found);
    judge_places(it, &found);
    judge_items(it, &found);
    judge_heads(it, &found);
    assert_good(name, it, &found);
}

static void judge_all(const char *pattern)
{
    glob_t found;

    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        static const toc_view_options options[] = {
            {.lang = NULL}, {.lang = "en"}, {.has_two_languages = true}, {.is_one_panel = true}};
        if (strstr(found.gl_pathv[i], "-as-written"))
            continue; /* has errors */
        for (size_t k = 0; k < sizeof options / sizeof options[0]; k++) {
            void *state = NULL;
            assert_int_equal(plan_setup(&state), 0);
            judge(state, plan_from_file(state, found.gl_pathv[i]), found.gl_pathv[i], &options[k]);
            plan_teardown(&state);
        }
    }
    globfree(&found);
}

static void test_shipped_plans_have_no_fault(void **state)
{
    (void)state;
    judge_all("plans/*.plan");
    judge_all("plans/sources/*.plan");
}

static void test_every_kind_and_hostile_texts_have_no_fault(void **state)
{
    (void)state;
    judge_all("tests/golden/flow/*.plan");
}

/* A plan as bench_gen_plan writes it. */
static const char *generate(plan_fixture *f, unsigned steps, unsigned seed)
{
    const char *build = getenv("BUILD");
    const char *command = toc_arena_printf(&f->arena, "%s/bench/bench_gen_plan %u %u",
                                           build ? build : "build", steps, seed);
    char *plan = toc_arena_alloc(&f->arena, (size_t)1 << 20);
    FILE *in = popen(command, "r");
    size_t size;

    assert_non_null(in);
    size = fread(plan, 1, ((size_t)1 << 20) - 1, in);
    assert_int_equal(pclose(in), 0);
    plan[size] = 0;
    return plan;
}

static void test_generated_plans_have_no_fault(void **state)
{
    static const unsigned sizes[] = {10, 20, 30, 40, 60, 80, 100, 140, 200, 300, 1000};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (unsigned seed = 1; seed <= 3; seed++) {
            toc_view_options options = {.is_one_panel = seed == 2};
            void *own = NULL;
            assert_int_equal(plan_setup(&own), 0);
            judge(own, plan_from_text(own, generate(own, sizes[i], seed)),
                  seed == 2 ? "generated, one panel" : "generated", &options);
            plan_teardown(&own);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_plans_have_no_fault),
        cmocka_unit_test(test_every_kind_and_hostile_texts_have_no_fault),
        cmocka_unit_test(test_generated_plans_have_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

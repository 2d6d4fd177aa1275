/* test_ladders.c - random small ladders: what the checks say of reach, order and holes agrees with
 * trying every value of a small grid. */
#include "../support/sema_fixture.h"

#define LADDERS 300
#define LEVELS  3
#define X_MOST  9 /* x counts 0..9; f is a flag */

/* One condition: up to three comparisons joined from the left. */
typedef struct comparison {
    int kind; /* 0-3: x >= > < <= number; 4: f; 5: not f */
    int number;
    bool is_or; /* how it is joined to what stands before it */
} comparison;

typedef struct rung {
    comparison parts[3];
    int count;
} rung;

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

static rung draw_rung(uint64_t *state)
{
    rung made = {.count = 1 + (int)draw(state, 3)};

    for (int i = 0; i < made.count; i++)
        made.parts[i] =
            (comparison){(int)draw(state, 6), (int)draw(state, X_MOST + 1), draw(state, 3) == 0};
    return made;
}

static bool part_holds(const comparison *part, int x, bool f)
{
    switch (part->kind) {
    case 0:
        return x >= part->number;
    case 1:
        return x > part->number;
    case 2:
        return x < part->number;
    case 3:
        return x <= part->number;
    case 4:
        return f;
    }
    return !f;
}

static bool holds(const rung *level, int x, bool f)
{
    bool value = part_holds(&level->parts[0], x, f);

    for (int i = 1; i < level->count; i++) {
        bool next = part_holds(&level->parts[i], x, f);

        value = level->parts[i].is_or ? value || next : value && next;
    }
    return value;
}

static const char *text_of(plan_fixture *f, const rung *level)
{
    static const char *const ops[] = {"x >= %d", "x > %d", "x < %d", "x <= %d"};
    const char *text = "";

    for (int i = 0; i < level->count; i++) {
        const comparison *part = &level->parts[i];
        char one[16];

        if (part->kind < 4) {
            const char *op = ops[part->kind];
            size_t size = strlen(op) - 2;

            snprintf(one, sizeof one, "%.*s%d", (int)size, op, part->number);
        } else {
            snprintf(one, sizeof one, part->kind == 4 ? "f" : "not f");
        }
        text = i == 0 ? toc_arena_printf(&f->arena, "%s", one)
                      : toc_arena_printf(&f->arena, "(%s %s %s)", text, part->is_or ? "or" : "and",
                                         one);
    }
    return text;
}

/* ── by trying every value ───────────────────────────────────────────────── */

static int grade(const rung *levels, int x, bool f)
{
    for (int i = LEVELS; i-- > 0;) {
        if (holds(&levels[i], x, f))
            return i;
    }
    return -1;
}

static int count(const rung *level)
{
    int all = 0;

    for (int x = 0; x <= X_MOST; x++)
        all += holds(level, x, false) + holds(level, x, true);
    return all;
}

#define GRID (2 * (X_MOST + 1))

/* Does moving along one axis, up or down, never take the level away? */
static bool is_kept(const rung *level, bool is_x, bool is_up)
{
    for (int a = 0; a <= X_MOST; a++) {
        for (int b = is_x ? a + 1 : a; b <= (is_x ? X_MOST : a); b++) {
            for (int f = 0; f <= 1; f++) {
                bool low = holds(level, a, is_x && f);
                bool high = holds(level, b, is_x ? f : true);

                if (is_up ? low && !high : high && !low)
                    return false;
            }
        }
    }
    return true;
}

static bool reaches_start(const rung *level, bool is_x)
{
    for (int x = 0; x <= X_MOST; x++) {
        if (is_x ? holds(level, 0, x % 2) : holds(level, x, false))
            return true;
    }
    return false;
}

/* 1 up, -1 down, 0 unclear; as conditions_shape.c defines it. */
static int direction(const rung *levels, bool is_x)
{
    int worse = 0;

    for (int i = LEVELS; i-- > 0;) {
        bool up = is_kept(&levels[i], is_x, true);
        bool down = is_kept(&levels[i], is_x, false);

        if (up && down)
            continue;
        if (worse == 0) {
            if (!up && !down)
                return 0;
            worse = up ? 1 : -1;
        } else if ((worse > 0 ? down : up) && !reaches_start(&levels[i], is_x)) {
            return 0;
        }
    }
    return worse;
}

static bool is_along(int way, int from, int to)
{
    return way > 0 ? from <= to : way < 0 ? from >= to : from == to;
}

static bool is_hole(const rung *levels, int x, bool f)
{
    int way_x = direction(levels, true);
    int way_f = direction(levels, false);

    if (grade(levels, x, f) >= 0)
        return false;
    for (int i = 0; i < GRID; i++) {
        if (grade(levels, i / 2, i % 2) >= 0 && is_along(way_x, i / 2, x) &&
            is_along(way_f, i % 2, f))
            return true;
    }
    return false;
}

static bool has_hole(const rung *levels)
{
    for (int i = 0; i < GRID; i++) {
        if (is_hole(levels, i / 2, i % 2))
            return true;
    }
    return false;
}

/* Never the worst grade that holds. */
static bool is_covered(const rung *levels, int index)
{
    for (int i = 0; i < GRID; i++) {
        if (grade(levels, i / 2, i % 2) == index)
            return false;
    }
    return true;
}

/* ── what the checks say ─────────────────────────────────────────────────── */

static bool is_said(plan_fixture *f, toc_diag_code code, const char *words)
{
    for (uint32_t i = 0; i < f->sink.records.count; i++) {
        const toc_diag *diag = f->sink.records.items[i];

        if (diag->code == code && strstr(diag->message, words))
            return true;
    }
    return false;
}

static void compare_reach(plan_fixture *f, const rung *levels)
{
    for (int i = 0; i < LEVELS; i++) {
        const char *name = toc_arena_printf(&f->arena, "level `l%d`", i);

        assert_int_equal(is_said(f, TOC_D_LEVEL_OUT_OF_REACH, name), count(&levels[i]) == 0);
    }
}

/* Constant levels are told as such, and what follows from them is not. */
static bool is_plain(const rung *levels)
{
    for (int i = 0; i < LEVELS; i++) {
        if (count(&levels[i]) == 0 || count(&levels[i]) == GRID)
            return false;
    }
    return true;
}

static void compare_order(plan_fixture *f, const rung *levels)
{
    int covered = 0;
    int said = 0;

    for (int i = 0; i < LEVELS; i++)
        covered += is_covered(levels, i);
    for (uint32_t i = 0; i < f->sink.records.count; i++)
        said += f->sink.records.items[i]->code == TOC_D_LEVELS_EQUAL ||
                f->sink.records.items[i]->code == TOC_D_LEVEL_ORDER;
    assert_int_equal(said, covered);
}

/* The values in the message are a hole on the grid, too. */
static void compare_holes(plan_fixture *f, const rung *levels)
{
    bool is_any = false;

    for (uint32_t i = 0; i < f->sink.records.count; i++) {
        const toc_diag *diag = f->sink.records.items[i];
        const char *x = strstr(diag->message, "x ");

        if (diag->code != TOC_D_LEVEL_HOLE)
            continue;
        is_any = true;
        assert_true(is_hole(levels, x ? atoi(x + 2) : 0, strstr(diag->message, "f yes") != NULL));
    }
    assert_int_equal(is_any, has_hole(levels));
}

static void checks_agree_with_trying_every_value(void **state)
{
    plan_fixture *f = *state;
    uint64_t seed = 20260305;
    int holes = 0;

    for (int round = 0; round < LADDERS; round++) {
        rung levels[LEVELS];
        const char *text = SEMA_BASE "indicator x \"X\" { count range 0..9 }\n"
                                     "indicator f \"F\" { flag }\nlevels { lower after 1h\n";

        for (int i = 0; i < LEVELS; i++) {
            levels[i] = draw_rung(&seed);
            text = toc_arena_printf(&f->arena, "%slevel l%d \"L\" { when %s }\n", text, i,
                                    text_of(f, &levels[i]));
        }
        sema_compile(f, toc_arena_printf(&f->arena, "%s}\n", text));
        compare_reach(f, levels);
        if (is_plain(levels))
            compare_order(f, levels);
        compare_holes(f, levels);
        holes += has_hole(levels);
    }
    assert_in_range(holes, LADDERS / 10, LADDERS); /* the draw is worth something */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(checks_agree_with_trying_every_value, plan_setup,
                                        plan_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

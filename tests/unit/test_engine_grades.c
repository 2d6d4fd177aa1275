/* test_engine_grades.c - random ladders, on which the grade warranted is the worst whose condition
 * holds, each reckoned for itself. */
#include "../support/drill_fixture.h"

#include <stdio.h>
#include <string.h>

enum { LADDERS = 60, SETTINGS = 40, GRADES = 4, PARTS = 4, MOST = 4 };

typedef struct world {
    int64_t wind, people, safe;
} world;

/* x OP number, joined from the left; what several grades ask alike is drawn often. */
typedef struct part {
    uint32_t what; /* 0 wind, 1 people, 2 safe, 3 wind + people */
    uint32_t op;   /* = != < <= > >= */
    int64_t number;
    bool is_not;
    bool is_or;
} part;

typedef struct grade {
    part parts[PARTS];
    uint32_t count;
} grade;

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*seed >> 33) % below);
}

static part draw_part(uint64_t *seed)
{
    part made = {.what = draw(seed, 40) == 0 ? 3 : draw(seed, 3),
                 .op = draw(seed, 6),
                 .number = draw(seed, MOST + 1),
                 .is_not = draw(seed, 3) == 0,
                 .is_or = draw(seed, 3) == 0};
    return made;
}

static grade draw_grade(uint64_t *seed, const grade *before)
{
    grade made = {.count = 1 + draw(seed, PARTS)};
    for (uint32_t i = 0; i < made.count; i++) {
        bool is_alike = before && i < before->count && draw(seed, 2) == 0;
        made.parts[i] = is_alike ? before->parts[i] : draw_part(seed);
    }
    return made;
}

static bool part_holds(const part *p, const world *w)
{
    int64_t x = p->what == 0 ? w->wind : p->what == 1 ? w->people : w->wind + w->people;
    bool is_so[] = {x == p->number, x != p->number, x<p->number, x <= p->number, x> p->number,
                    x >= p->number};
    bool value = p->what == 2 ? w->safe != 0 : is_so[p->op];
    return value != p->is_not;
}

static bool grade_holds(const grade *g, const world *w)
{
    bool value = part_holds(&g->parts[0], w);
    for (uint32_t i = 1; i < g->count; i++) {
        bool next = part_holds(&g->parts[i], w);
        value = g->parts[i].is_or ? value || next : value && next;
    }
    return value;
}

static uint32_t worst_of(const grade *grades, const world *w)
{
    uint32_t rank = GRADES;
    while (rank > 0 && !grade_holds(&grades[rank - 1], w))
        rank--;
    return rank;
}

/* Is each grade ever the worst that holds, and none at some time?  A plan of which not is refused. */
static bool are_all_reached(const grade *grades)
{
    uint32_t reached = 0;
    for (int i = 0; i < 2 * (MOST + 2) * (MOST + 2); i++) {
        world w = {i / 2 % (MOST + 2), i / 2 / (MOST + 2), i % 2};
        reached |= 1U << worst_of(grades, &w);
    }
    return reached == (1U << (GRADES + 1)) - 1;
}

static void draw_ladder(uint64_t *seed, grade *grades)
{
    do
        for (int i = 0; i < GRADES; i++)
            grades[i] = draw_grade(seed, i > 0 ? &grades[i - 1] : NULL);
    while (!are_all_reached(grades));
}

static void write_grade(FILE *out, const grade *g)
{
    static const char *const whats[] = {"wind", "people", "safe", "wind + people"};
    static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};
    for (uint32_t i = 1; i < g->count; i++)
        fputc('(', out);
    for (uint32_t i = 0; i < g->count; i++) {
        const part *p = &g->parts[i];
        if (i > 0)
            fputs(p->is_or ? " or " : " and ", out);
        if (p->what == 2)
            fprintf(out, "%ssafe", p->is_not ? "not " : "");
        else
            fprintf(out, "%s(%s %s %d)", p->is_not ? "not " : "", whats[p->what], ops[p->op],
                    (int)p->number);
        if (i > 0)
            fputc(')', out);
    }
}

static const char *write_plan(drill *d, const grade *grades)
{
    static const char *const names[GRADES] = {"IV", "III", "II", "I"};
    static const char *const colours[GRADES] = {"blue", "yellow", "orange", "red"};
    static char text[4096];
    FILE *out = fmemopen(text, sizeof text, "w");
    assert_non_null(out);
    fputs("levels {\n", out);
    for (int i = 0; i < GRADES; i++) {
        fprintf(out, "  level %s \"%s\" { colour %s  when ", names[i], names[i], colours[i]);
        write_grade(out, &grades[i]);
        fputs(" }\n", out);
    }
    fputs("}\n", out);
    assert_int_equal(fclose(out), 0);
    return toc_arena_copy(&d->arena, text, strlen(text));
}

static void play_ladder(drill *d, uint64_t *seed)
{
    static const char *const whats[] = {"wind", "people", "safe"};
    grade grades[GRADES];
    world w = {0, 0, 0};
    int64_t *const numbers[] = {&w.wind, &w.people, &w.safe};
    draw_ladder(seed, grades);
    plan(d, write_plan(d, grades));
    at(d, "1min");
    set(d, "safe", 0);
    for (int i = 0; i < SETTINGS; i++) {
        uint32_t what = draw(seed, 3);
        *numbers[what] = draw(seed, what == 2 ? 2 : MOST + 2);
        set(d, whats[what], *numbers[what]);
        assert_int_equal(toc_engine_warranted(d->engine, ladder_id(d, "level")),
                         worst_of(grades, &w));
    }
}

static void the_grade_warranted_is_the_worst_that_holds(void **state)
{
    uint64_t seed = 20261122;
    (void)state;
    for (int i = 0; i < LADDERS; i++) {
        void *one = NULL;
        assert_int_equal(drill_setup(&one), 0);
        play_ladder(one, &seed);
        assert_int_equal(drill_teardown(&one), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grade_warranted_is_the_worst_that_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

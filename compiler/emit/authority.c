/* authority.c - collects the powers over each ladder and writes them as a table or as JSON. */
#include "emit/authority.h"

#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "sema/approvals.h"
#include "sema/parts.h"

typedef enum power { POWER_DECLARE, POWER_RAISE, POWER_LOWER, POWER_END, POWER_COUNT } power;

static const char *const power_words[] = {"declare", "raise", "lower", "end"};

/* What one body may, by level and power: the clause that says so, or a span of none. */
typedef struct row {
    const toc_plan_body *body;
    toc_span *cells; /* levels * POWER_COUNT */
} row;

typedef struct matrix {
    const toc_plan *plan;
    toc_arena *arena;
    const toc_plan_ladder *ladder;
    TOC_VEC(row) rows; /* in the order of the levels */
    uint32_t *number;  /* by body: of its row, from 1; 0: none */
} matrix;

/* ── collecting ──────────────────────────────────────────────────────────── */

static toc_span *cell(const row *of, const toc_plan_level *level, power what)
{
    return &of->cells[(level->rank - 1) * POWER_COUNT + what];
}

static void add(matrix *m, const toc_plan_body *body, const toc_plan_level *level, power what,
                toc_span span)
{
    toc_span *place;

    if (!body)
        return;
    if (m->number[body->base.id] == 0) {
        row fresh = {
            body, TOC_NEW_ARRAY(m->arena, toc_span, (size_t)m->ladder->levels.count * POWER_COUNT)};

        TOC_PUSH(m->arena, &m->rows, fresh);
        m->number[body->base.id] = m->rows.count;
    }
    place = cell(&m->rows.items[m->number[body->base.id] - 1], level, what);
    if (toc_span_is_none(*place))
        *place = span;
}

static void add_powers(matrix *m, const toc_authorities *powers, const toc_plan_level *level)
{
    for (uint32_t i = 0; i < powers->count; i++) {
        const toc_authority *one = &powers->items[i];

        if (one->may_declare)
            add(m, one->body.target, level, POWER_DECLARE, one->span);
        if (one->may_raise)
            add(m, one->body.target, level, POWER_RAISE, one->span);
        if (one->may_lower)
            add(m, one->body.target, level, POWER_LOWER, one->span);
        if (one->may_end)
            add(m, one->body.target, level, POWER_END, one->span);
    }
}

/* Who declares a level also raises to it and lowers from it; the end is its approver's, else its
 * proposer's. */
static void add_level(matrix *m, const toc_plan_level *level)
{
    const toc_plan_ladder *ladder = level->ladder;
    const toc_duty_by *end = ladder->approved.body.target ? &ladder->approved : &ladder->proposed;

    for (power what = POWER_DECLARE; what < POWER_END; what++)
        add(m, level->declared_by.body.target, level, what, level->declared_by.span);
    add(m, end->body.target, level, POWER_END, end->span);
    add_powers(m, &level->authorities, level);
    add_powers(m, &ladder->authorities, level);
}

static matrix matrix_of(const toc_plan *plan, toc_arena *arena, const toc_plan_ladder *ladder)
{
    matrix m = {.plan = plan, .arena = arena, .ladder = ladder};

    m.number = TOC_NEW_ARRAY(arena, uint32_t, plan->bodies.count);
    for (uint32_t i = 0; i < ladder->levels.count; i++)
        add_level(&m, ladder->levels.items[i]);
    return m;
}

/* ── successors ──────────────────────────────────────────────────────────── */

const toc_plan_body *toc_successor_of(const toc_plan_body *post)
{
    for (uint32_t i = 0; post->org && i < post->org->posts.count; i++) {
        if (post->org->posts.items[i]->succeeds.target == post)
            return post->org->posts.items[i];
    }
    return NULL;
}

const toc_plan_body *toc_head_of(const toc_plan_body *body)
{
    for (uint32_t i = 0; !body->is_post && i < body->posts.count; i++) {
        const toc_plan_body *post = body->posts.items[i];

        if (!post->succeeds.target && toc_successor_of(post))
            return post;
    }
    return body->is_post ? body : NULL;
}

typedef TOC_VEC(const toc_plan_body *) body_list;

/* Who acts, in order: the head of an org and its successors, a post's successors. */
static body_list line_of(const matrix *m, const toc_plan_body *body)
{
    body_list list = {0};
    const toc_plan_body *post = toc_head_of(body);

    if (post && body->is_post)
        post = toc_successor_of(post);
    for (unsigned i = 0; post && i < m->plan->bodies.count; i++) { /* circles are T0156's */
        TOC_PUSH(m->arena, &list, post);
        post = toc_successor_of(post);
    }
    return list;
}

/* ── as a table ──────────────────────────────────────────────────────────── */

static const char *name_of(const matrix *m, const toc_plan_level *level)
{
    return toc_symbol_text(m->plan->names, level->base.name);
}

static void pad(FILE *out, const char *text, size_t width)
{
    size_t own = toc_utf8_width(text, strlen(text));

    fputs(text, out);
    while (own++ < width)
        fputc(' ', out);
}

static const char *letters_of(const matrix *m, const row *of, const toc_plan_level *level)
{
    char text[POWER_COUNT + 1] = "----";

    for (power what = POWER_DECLARE; what < POWER_COUNT; what++) {
        if (!toc_span_is_none(*cell(of, level, what)))
            text[what] = "DRLE"[what];
    }
    return toc_arena_copy(m->arena, text, POWER_COUNT);
}

static size_t width_of_bodies(const matrix *m)
{
    size_t width = 0;

    for (uint32_t i = 0; i < m->rows.count; i++) {
        const char *name = m->rows.items[i].body->base.full;
        size_t own = toc_utf8_width(name, strlen(name));

        width = own > width ? own : width;
    }
    return width + 2;
}

static size_t width_of_level(const matrix *m, const toc_plan_level *level)
{
    size_t own = toc_utf8_width(name_of(m, level), strlen(name_of(m, level)));

    return (own > POWER_COUNT ? own : POWER_COUNT) + 2;
}

static void print_row(const matrix *m, const row *of, size_t width, FILE *out)
{
    body_list line = line_of(m, of->body);
    const toc_plan_ladder *ladder = m->ladder;

    pad(out, of->body->base.full, width);
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];
        bool is_last = i + 1 == ladder->levels.count && line.count == 0;

        pad(out, letters_of(m, of, level), is_last ? 0 : width_of_level(m, level));
    }
    for (uint32_t i = 0; i < line.count; i++)
        fputs(toc_say(m->arena, "%s%s",
                      i > 0               ? TOC_PHRASE(", then ")
                      : of->body->is_post ? TOC_PHRASE("then ")
                                          : "",
                      line.items[i]->base.full),
              out);
    fputc('\n', out);
}

static void print_rows(const matrix *m, FILE *out)
{
    const toc_plan_ladder *ladder = m->ladder;
    size_t width = width_of_bodies(m);

    pad(out, "", width);
    for (uint32_t i = 0; i < ladder->levels.count; i++)
        pad(out, name_of(m, ladder->levels.items[i]), width_of_level(m, ladder->levels.items[i]));
    fprintf(out, "%s\n", toc_phrase(m->arena, "who acts"));
    for (uint32_t r = 0; r < m->rows.count; r++)
        print_row(m, &m->rows.items[r], width, out);
}

static void print_place(const matrix *m, toc_span span, const char *what, FILE *out)
{
    toc_location at = toc_sources_locate(m->plan->sources, span.begin);

    if (at.source && !toc_span_is_none(span))
        fprintf(out, "  %s:%u  %s\n", at.source->path, at.line, what);
}

static void print_duty(const matrix *m, const toc_duty_by *duty, const char *does, FILE *out)
{
    if (duty->body.target)
        print_place(m, duty->span, toc_say(m->arena, "%s %s", duty->body.target->base.full, does),
                    out);
}

static void print_powers(const matrix *m, const toc_authorities *powers, FILE *out)
{
    for (uint32_t i = 0; i < powers->count; i++) {
        if (powers->items[i].body.target)
            print_place(m, powers->items[i].span,
                        toc_say(m->arena, "%s has powers of its own",
                                powers->items[i].body.target->base.full),
                        out);
    }
}

static void print_places(const matrix *m, FILE *out)
{
    const toc_plan_ladder *ladder = m->ladder;

    print_duty(m, &ladder->declared_by, TOC_PHRASE("declares"), out);
    print_powers(m, &ladder->authorities, out);
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        print_duty(m, &level->own_declared_by,
                   toc_say(m->arena, "declares `%s`", name_of(m, level)), out);
        print_powers(m, &level->authorities, out);
    }
    print_duty(m, &ladder->proposed, TOC_PHRASE("proposes the end"), out);
    print_duty(m, &ladder->approved, TOC_PHRASE("approves the end"), out);
}

static void print_ladder(const matrix *m, FILE *out)
{
    fprintf(out, "\n%s\n",
            toc_say(m->arena, "%s: who may declare (D), raise (R), lower (L) and end (E)",
                    m->ladder->base.full));
    if (m->rows.count == 0)
        fprintf(out, "  %s\n", toc_phrase(m->arena, "nobody: the level follows its conditions"));
    else
        print_rows(m, out);
    print_places(m, out);
}

static const char *asker(const toc_plan_approval *one)
{
    if (one->asked_by)
        return one->asked_by->base.full;
    return one->announcement && one->announcement->by_declarer ? TOC_PHRASE("who declared")
                                                               : TOC_PHRASE("nobody");
}

static void print_approvals(const matrix *m, FILE *out)
{
    toc_plan_approvals list = toc_approvals_of(m->plan, m->arena);

    if (list.count > 0)
        fprintf(out, "\n%s\n", toc_phrase(m->arena, "approvals: who approves what"));
    for (uint32_t i = 0; i < list.count; i++) {
        const toc_plan_approval *one = &list.items[i];

        print_place(m, one->duty->span,
                    toc_say(m->arena, "%s approves `%s`, asked by %s",
                            one->duty->body.target->base.full, one->what->full, asker(one)),
                    out);
    }
}

void toc_authority_text(const toc_plan *plan, toc_arena *arena, FILE *out)
{
    matrix all = {.plan = plan, .arena = arena};

    fprintf(out, "%s\n", toc_say(arena, "authority in `%s`", plan->head.id));
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        matrix m = matrix_of(plan, arena, plan->ladders.items[i]);

        print_ladder(&m, out);
    }
    print_approvals(&all, out);
}

/* ── as JSON ─────────────────────────────────────────────────────────────── */

static void write_place(const matrix *m, toc_span span, toc_json *json)
{
    toc_location at = toc_sources_locate(m->plan->sources, span.begin);

    toc_json_key_string(json, "file", at.source ? at.source->path : NULL);
    toc_json_key_int(json, "line", at.line);
}

static void write_line(const matrix *m, const toc_plan_body *body, toc_json *json)
{
    body_list line = line_of(m, body);

    toc_json_key(json, "line_of_succession");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < line.count; i++)
        toc_json_string(json, line.items[i]->base.full);
    toc_json_end_array(json);
}

static void write_powers(const matrix *m, const row *of, const toc_plan_level *level,
                         toc_json *json)
{
    for (power what = POWER_DECLARE; what < POWER_COUNT; what++) {
        toc_span span = *cell(of, level, what);

        if (toc_span_is_none(span))
            continue;
        toc_json_begin_object(json);
        toc_json_key_string(json, "level", name_of(m, level));
        toc_json_key_string(json, "may", power_words[what]);
        write_place(m, span, json);
        toc_json_end_object(json);
    }
}

static void write_row(const matrix *m, const row *of, toc_json *json)
{
    toc_json_begin_object(json);
    toc_json_key_string(json, "body", of->body->base.full);
    write_line(m, of->body, json);
    toc_json_key(json, "powers");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < m->ladder->levels.count; i++)
        write_powers(m, of, m->ladder->levels.items[i], json);
    toc_json_end_array(json);
    toc_json_end_object(json);
}

static void write_ladder(const matrix *m, toc_json *json)
{
    const toc_plan_body *proposer = m->ladder->proposed.body.target;

    toc_json_begin_object(json);
    toc_json_key_string(json, "ladder", m->ladder->base.full);
    toc_json_key(json, "levels");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < m->ladder->levels.count; i++)
        toc_json_string(json, name_of(m, m->ladder->levels.items[i]));
    toc_json_end_array(json);
    toc_json_key_string(json, "end_proposed_by", proposer ? proposer->base.full : NULL);
    toc_json_key(json, "bodies");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < m->rows.count; i++)
        write_row(m, &m->rows.items[i], json);
    toc_json_end_array(json);
    toc_json_end_object(json);
}

static void write_approvals(const matrix *m, toc_json *json)
{
    toc_plan_approvals list = toc_approvals_of(m->plan, m->arena);

    toc_json_key(json, "approvals");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < list.count; i++) {
        const toc_plan_approval *one = &list.items[i];

        toc_json_begin_object(json);
        toc_json_key_string(json, one->node ? "step" : "announcement", one->what->full);
        toc_json_key_string(json, "by", one->asked_by ? one->asked_by->base.full : NULL);
        toc_json_key_string(json, "approver", one->duty->body.target->base.full);
        write_line(m, one->duty->body.target, json);
        write_place(m, one->duty->span, json);
        toc_json_end_object(json);
    }
    toc_json_end_array(json);
}

void toc_authority_json(const toc_plan *plan, toc_arena *arena, toc_json *json)
{
    matrix all = {.plan = plan, .arena = arena};

    toc_json_begin_object(json);
    toc_json_key_string(json, "plan", plan->head.id);
    toc_json_key(json, "ladders");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        matrix m = matrix_of(plan, arena, plan->ladders.items[i]);

        write_ladder(&m, json);
    }
    toc_json_end_array(json);
    write_approvals(&all, json);
    toc_json_end_object(json);
}

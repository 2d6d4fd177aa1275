/* verify_bodies.c - bodies, categories, and what can be seen: indicators, events and their fields. */
#include "machine/verify_private.h"

/* No way up leads back.  @p parent_of gives the row above, or TOC_NONE.  Each row is walked
 * once: what was seen from an earlier start is known to end.  O(rows). */
static bool is_acyclic(toc_check *check, uint32_t count,
                       uint32_t (*parent_of)(const toc_machine *machine, uint32_t row),
                       uint32_t *out_row)
{
    uint32_t *seen = toc_check_scratch(check, count);

    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t at = i; at != TOC_NONE && seen[at] != i + 1;) {
            if (seen[at] != 0)
                break;
            seen[at] = i + 1;
            at = parent_of(check->machine, at);
            if (at != TOC_NONE && seen[at] == i + 1) {
                *out_row = at;
                return false;
            }
        }
    }
    return true;
}

static uint32_t superior_of(const toc_machine *machine, uint32_t row)
{
    return machine->bodies[row].superior;
}

static uint32_t succeeded_by(const toc_machine *machine, uint32_t row)
{
    return machine->bodies[row].succeeds;
}

static uint32_t category_above(const toc_machine *machine, uint32_t row)
{
    return machine->categories[row].parent;
}

static bool check_body(toc_check *check, uint32_t id, uint32_t *posts)
{
    const toc_machine *machine = check->machine;
    const toc_m_body *body = &machine->bodies[id];

    *posts += body->posts.count;
    for (uint32_t i = 0; i < body->posts.count; i++) {
        if (machine->bodies[machine->ids[body->posts.first + i]].parent != id)
            return toc_check_fail(check, TOC_SECTION_bodies, id, "lists a post of another body");
    }
    if (body->parent != TOC_NONE &&
        (machine->bodies[body->parent].parent != TOC_NONE || body->posts.count > 0))
        return toc_check_fail(check, TOC_SECTION_bodies, id, "a post of a post");
    if (body->succeeds != TOC_NONE && (body->parent == TOC_NONE || body->succeeds == id ||
                                       machine->bodies[body->succeeds].parent == TOC_NONE))
        return toc_check_fail(check, TOC_SECTION_bodies, id, "only a post succeeds another post");
    if (body->founder == id)
        return toc_check_fail(check, TOC_SECTION_bodies, id, "formed by itself");
    if (body->founder == TOC_NONE && (body->condition != TOC_NONE || body->deadline != TOC_NONE))
        return toc_check_fail(check, TOC_SECTION_bodies, id, "nobody to form it");
    return true;
}

bool toc_verify_bodies(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint32_t listed = 0;
    uint32_t posts = 0;
    uint32_t row = 0;

    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        if (!check_body(check, i, &listed))
            return false;
        posts += machine->bodies[i].parent != TOC_NONE;
    }
    if (listed != posts)
        return toc_check_fail(check, TOC_SECTION_bodies, posts,
                              "a post that its body does not list");
    if (!is_acyclic(check, machine->bodies_count, superior_of, &row))
        return toc_check_fail(check, TOC_SECTION_bodies, row, "is its own superior");
    if (!is_acyclic(check, machine->bodies_count, succeeded_by, &row))
        return toc_check_fail(check, TOC_SECTION_bodies, row, "succeeds itself in the end");
    if (!is_acyclic(check, machine->categories_count, category_above, &row))
        return toc_check_fail(check, TOC_SECTION_categories, row, "lies in itself");
    return true;
}

/* ── signals ───────────────────────────────────────────────────────────────── */

static bool has_choices(uint32_t type)
{
    return type == TOC_M_TYPE_ONE_OF || type == TOC_M_TYPE_ORDERED;
}

static bool check_indicator(toc_check *check, uint32_t id)
{
    const toc_m_indicator *it = &check->machine->indicators[id];

    if (it->type == TOC_M_TYPE_TEXT)
        return toc_check_fail(check, TOC_SECTION_indicators, id, "an indicator cannot be a text");
    if (has_choices(it->type) != (it->choices.count > 0))
        return toc_check_fail(check, TOC_SECTION_indicators, id, "choices do not suit its type");
    if (it->least > it->most || it->initial < it->least || it->initial > it->most)
        return toc_check_fail(check, TOC_SECTION_indicators, id, "starts outside its range");
    if ((has_choices(it->type) && (it->initial < 0 || it->initial >= it->choices.count)) ||
        (it->type == TOC_M_TYPE_FLAG && (it->initial < 0 || it->initial > 1)))
        return toc_check_fail(check, TOC_SECTION_indicators, id, "starts as no value of its type");
    return true;
}

/* Fields follow each other event by event, so that a slot is an index. */
static bool check_event(toc_check *check, uint32_t id, uint32_t *next_field)
{
    const toc_m_event *event = &check->machine->events[id];

    if (event->fields.count == 0)
        return true;
    if (event->fields.first != *next_field)
        return toc_check_fail(check, TOC_SECTION_events, id, "fields not grouped by event");
    *next_field += event->fields.count;
    return true;
}

static bool check_field(toc_check *check, uint32_t id)
{
    const toc_m_field *field = &check->machine->fields[id];

    if (field->slot != id)
        return toc_check_fail(check, TOC_SECTION_fields, id, "slot is not its index");
    if (has_choices(field->type) != (field->choices.count > 0))
        return toc_check_fail(check, TOC_SECTION_fields, id, "choices do not suit its type");
    return true;
}

bool toc_verify_signals(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint32_t next_field = 0;

    for (uint32_t i = 0; i < machine->indicators_count; i++) {
        if (!check_indicator(check, i))
            return false;
    }
    for (uint32_t i = 0; i < machine->events_count; i++) {
        if (!check_event(check, i, &next_field))
            return false;
    }
    for (uint32_t i = 0; i < machine->fields_count; i++) {
        if (!check_field(check, i))
            return false;
    }
    return true;
}

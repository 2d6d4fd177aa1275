/* view_common.c - what every screen shows: who I am, which exercise, the clock, people, bodies, grades. */
#include <string.h>

#include "base/time.h"
#include "view/view_private.h"

/* ── me, and the exercise ── */

void toc_view_me(toc_view_pen *pen)
{
    const toc_audience *audience = pen->audience;
    const toc_person *person =
        *audience->person ? toc_exercise_person(pen->view->exercise, audience->person) : NULL;

    toc_json_begin_object(pen->json);
    toc_json_key_string(pen->json, "person", audience->person);
    toc_view_key_text(pen, "name", person ? person->name : "");
    toc_json_key_string(pen->json, "role", toc_role_word(audience->role));
    toc_json_key_string(pen->json, "body",
                        audience->body == TOC_NONE
                            ? NULL
                            : toc_view_name(pen, &pen->machine->bodies[audience->body].head));
    toc_view_key_text(pen, "body_title", toc_title_of_body(&pen->pages, audience->body));
    toc_json_key_string(pen->json, "lang", audience->lang);
    toc_json_end_object(pen->json);
}

static void write_languages(toc_view_pen *pen)
{
    const toc_machine *machine = pen->machine;

    toc_json_key(pen->json, "langs");
    toc_json_begin_array(pen->json);
    toc_json_string(pen->json, toc_machine_text(machine, machine->plans[0].language));
    for (uint32_t i = 0; i < machine->plans[0].head.titles.count; i++) {
        const toc_m_text *title = &machine->texts[machine->plans[0].head.titles.first + i];

        if (title->lang != machine->plans[0].language &&
            strcmp(toc_machine_text(machine, title->lang),
                   toc_machine_text(machine, machine->plans[0].language)) != 0)
            toc_json_string(pen->json, toc_machine_text(machine, title->lang));
    }
    toc_json_end_array(pen->json);
}

void toc_view_exercise(toc_view_pen *pen)
{
    const toc_scenario *scenario = pen->state->scenario;
    const toc_m_plan *plan = &pen->machine->plans[0];
    int32_t offset_s = toc_machine_offset(pen->machine, scenario->start);
    char start[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(scenario->start, offset_s, start);
    toc_json_begin_object(pen->json);
    toc_json_key_string(pen->json, "id", scenario->id);
    toc_view_key_text(pen, "title", toc_scenario_title_in(scenario, pen->audience->lang));
    toc_view_key_text(pen, "plan_title", toc_title_of(&pen->pages, &plan->head));
    toc_view_key_text(pen, "plan_version", toc_machine_text(pen->machine, plan->version));
    toc_json_key_string(pen->json, "kind", toc_drill_kind_word(scenario->kind));
    toc_view_key_text(pen, "kind_title", toc_kind_text(&pen->pages));
    toc_json_key_string(pen->json, "start", start);
    toc_json_key_int(pen->json, "offset_min", offset_s / 60);
    write_languages(pen);
    toc_json_end_object(pen->json);
}

/* The time itself goes with every message of the server: see docs/table-api.md. */
void toc_view_clock(toc_view_pen *pen)
{
    static const char *const states[] = {"lobby", "running", "paused", "ended"};
    const toc_clock *clock = &pen->state->clock;

    toc_json_begin_object(pen->json);
    toc_json_key_string(pen->json, "state", states[clock->state]);
    toc_json_key_int(pen->json, "rate", clock->rate);
    toc_json_key_int(pen->json, "at", clock->at);
    toc_json_key_int(pen->json, "wall", clock->wall);
    toc_view_key_text(pen, "problem", pen->state->problem);
    toc_json_end_object(pen->json);
}

/* ── people and bodies ── */

void toc_view_people(toc_view_pen *pen)
{
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->state->person_count; i++) {
        const toc_person *person = &pen->state->people[i];

        if (person->has_left)
            continue;
        toc_json_begin_object(pen->json);
        toc_json_key_string(pen->json, "person", person->id);
        toc_view_key_text(pen, "name", person->name);
        toc_json_key_string(pen->json, "role", toc_role_word(person->role));
        toc_json_key_string(pen->json, "body",
                            person->body == TOC_NONE
                                ? NULL
                                : toc_view_name(pen, &pen->machine->bodies[person->body].head));
        toc_view_key_text(pen, "body_title", toc_title_of_body(&pen->pages, person->body));
        toc_json_key_bool(pen->json, "online", toc_view_is_online(pen->view, person->id));
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_players(toc_view_pen *pen, uint32_t body)
{
    toc_json_key(pen->json, "players");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->state->person_count; i++) {
        const toc_person *person = &pen->state->people[i];

        if (person->body == body && !person->has_left && person->role == TOC_ROLE_PLAYER)
            toc_json_string(pen->json, person->id);
    }
    toc_json_end_array(pen->json);
}

/* Whether a body has been formed a player learns when somebody says so. */
static bool sees_formed(const toc_view_pen *pen, uint32_t body)
{
    return pen->audience->role != TOC_ROLE_PLAYER || toc_view_is_own(pen, body) ||
           toc_view_is_own(pen, pen->machine->bodies[body].founder);
}

void toc_view_hands(toc_view_pen *pen)
{
    static const char *const states[] = {"absent", "forming", "active", "stood-down"};

    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->bodies_count; i++) {
        const toc_m_body *row = &pen->machine->bodies[i];

        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "body", &row->head);
        toc_view_key_text(pen, "title", toc_title_of_body(&pen->pages, i));
        toc_json_key_string(pen->json, "parent",
                            row->parent == TOC_NONE
                                ? NULL
                                : toc_view_name(pen, &pen->machine->bodies[row->parent].head));
        toc_json_key_string(pen->json, "hands", pen->state->hands[i] ? "people" : "simulation");
        if (row->founder != TOC_NONE && sees_formed(pen, i))
            toc_json_key_string(pen->json, "formed",
                                states[toc_engine_body(pen->state->engine, i)]);
        write_players(pen, i);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* ── grades ── */

static void write_level(toc_view_pen *pen, uint32_t id)
{
    const toc_m_level *level = &pen->machine->levels[id];

    toc_json_key_int(pen->json, "rank", level->rank);
    toc_view_key_text(pen, "grade", toc_machine_text(pen->machine, level->grade));
    toc_view_key_text(pen, "title", toc_title_of_grade(&pen->pages, level->ladder, level->rank));
    toc_json_key_string(pen->json, "colour", toc_machine_text(pen->machine, level->colour));
}

/* The last declaration that the audience may know of; NULL: none. */
static const toc_trace *last_known(const toc_view_pen *pen, uint32_t ladder)
{
    const toc_view_memory *memory = pen->memory;

    for (uint32_t i = memory->declarations.count; i-- > 0;) {
        const toc_trace *trace = &pen->drill->happenings[memory->declarations.items[i]].trace;

        if (trace->id == ladder && toc_view_knows(pen, trace))
            return trace;
    }
    return NULL;
}

static void write_declared(toc_view_pen *pen, uint32_t ladder)
{
    const toc_trace *trace = last_known(pen, ladder);
    uint32_t rank = trace && trace->kind == TOC_TRACE_DECLARED ? (uint32_t)trace->value : 0;

    toc_json_key(pen->json, "declared");
    if (rank == 0) {
        toc_json_null(pen->json);
        return;
    }
    toc_json_begin_object(pen->json);
    write_level(pen, pen->machine->ladders[ladder].levels.first + rank - 1);
    toc_view_key_time(pen, "since", trace->at);
    toc_json_end_object(pen->json);
}

static void write_levels(toc_view_pen *pen, toc_range levels)
{
    toc_json_key(pen->json, "levels");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < levels.count; i++) {
        const toc_m_level *level = &pen->machine->levels[levels.first + i];

        toc_json_begin_object(pen->json);
        write_level(pen, levels.first + i);
        toc_view_condition_lines(pen, "when", level->condition);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static bool sees_warranted(const toc_view_pen *pen)
{
    return pen->audience->role == TOC_ROLE_CONTROLLER || pen->audience->role == TOC_ROLE_EVALUATOR;
}

void toc_view_ladders(toc_view_pen *pen)
{
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->ladders_count; i++) {
        const toc_m_ladder *ladder = &pen->machine->ladders[i];

        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "ladder", &ladder->head);
        toc_view_key_text(pen, "title", toc_title_of_ladder(&pen->pages, i));
        write_declared(pen, i);
        if (sees_warranted(pen))
            toc_json_key_int(pen->json, "warranted", toc_engine_warranted(pen->state->engine, i));
        write_levels(pen, ladder->levels);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* export.c - the exercise as a scenario that is a replay of it, and as one number. */
#include <stdio.h>
#include <string.h>

#include "drill/replay.h"
#include "live/exercise_private.h"

/* ── the scenario ── */

/* Truth that comes after the end was never so. */
static void copy_scenario(toc_arena *arena, const toc_scenario *scenario, toc_ms end,
                          toc_scenario *out)
{
    *out = *scenario;
    memset(&out->truths, 0, sizeof out->truths);
    for (uint32_t i = 0; i < scenario->truths.count; i++) {
        if (scenario->truths.items[i].at <= end)
            TOC_PUSH(arena, &out->truths, scenario->truths.items[i]);
    }
}

static bool write_replay(const toc_exercise *exercise, toc_arena *arena, jmp_buf *escape, FILE *out)
{
    toc_scenario scenario;
    toc_script script;
    toc_drill drill;

    if (setjmp(*escape) != 0)
        return false;
    drill = *exercise->state.drill;
    script = *drill.script;
    copy_scenario(arena, script.scenario, drill.end, &scenario);
    script.scenario = &scenario;
    drill.script = &script;
    toc_replay_write(arena, &drill, out);
    return true;
}

toc_status toc_exercise_export(toc_exercise *exercise, FILE *out)
{
    toc_arena arena;
    jmp_buf escape;
    bool is_done;

    if (!exercise->is_begun || *exercise->state.problem)
        return TOC_EINVAL;
    toc_arena_init(&arena, &escape);
    is_done = write_replay(exercise, &arena, &escape, out);
    toc_arena_deinit(&arena);
    if (!is_done)
        return TOC_ENOMEM;
    return fflush(out) == 0 && !ferror(out) ? TOC_OK : TOC_EIO;
}

/* ── one number for all that rows make ── */

static void mix(uint64_t *hash, uint64_t value)
{
    *hash = (*hash ^ value) * 0x9e3779b97f4a7c15u;
    *hash ^= *hash >> 29;
}

static void mix_text(uint64_t *hash, const char *text)
{
    mix(hash, strlen(text));
    for (; *text; text++)
        mix(hash, (unsigned char)*text);
}

static void mix_drill(uint64_t *hash, const toc_drill *drill)
{
    mix(hash, (uint64_t)drill->end);
    mix(hash, drill->seed);
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_happening *row = &drill->happenings[i];
        const toc_trace *trace = &row->trace;
        uint64_t parts[] = {(uint64_t)trace->at,   trace->kind, trace->id,    trace->activation,
                            trace->occurrence,     trace->body, trace->other, trace->marks,
                            trace->entry,          row->duty,   row->turn,    (uint64_t)row->due,
                            (uint64_t)trace->value};

        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
            mix(hash, parts[k]);
    }
    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_duty *duty = &drill->duties[i];

        mix(hash, duty->state);
        mix(hash, duty->marks);
        mix(hash, (uint64_t)duty->due);
        mix(hash, (uint64_t)duty->closed);
    }
}

static void mix_people(uint64_t *hash, const toc_exercise_state *state)
{
    for (uint32_t i = 0; i < state->person_count; i++) {
        const toc_person *person = &state->people[i];

        mix_text(hash, person->id);
        mix_text(hash, person->name);
        mix_text(hash, person->token);
        mix(hash, person->role);
        mix(hash, person->body);
        mix(hash, person->has_left);
    }
    for (uint32_t i = 0; i < state->machine->bodies_count; i++)
        mix(hash, state->hands[i]);
}

static void mix_list(uint64_t *hash, const toc_exercise_state *state)
{
    for (uint32_t i = 0; i < state->list_count; i++) {
        const toc_list_entry *entry = &state->list[i];

        mix(hash, (uint64_t)entry->at);
        mix(hash, entry->state);
        mix(hash, entry->is_by_hand);
        mix(hash, entry->row);
        mix_text(hash, entry->why);
    }
}

static void mix_notes(uint64_t *hash, const toc_exercise_state *state)
{
    for (uint32_t i = 0; i < state->note_count; i++) {
        mix(hash, state->notes[i].row);
        mix(hash, state->notes[i].duty);
        mix_text(hash, state->notes[i].text);
    }
    for (uint32_t i = 0; i < state->rating_count; i++) {
        mix(hash, state->ratings[i].row);
        mix(hash, state->ratings[i].objective);
        mix(hash, state->ratings[i].rating);
        mix_text(hash, state->ratings[i].text);
    }
    for (uint32_t i = 0; i < state->outside_count; i++) {
        mix(hash, state->outsides[i].row);
        mix(hash, state->outsides[i].body);
        mix_text(hash, state->outsides[i].text);
    }
    for (uint32_t i = 0; i < state->script->fact_count; i++) {
        mix(hash, state->script->facts[i].content);
        mix(hash, state->script->facts[i].rank);
        mix(hash, (uint64_t)state->script->facts[i].at);
    }
}

uint64_t toc_exercise_hash(const toc_exercise *exercise)
{
    const toc_exercise_state *state = &exercise->state;
    uint64_t hash = 0xcbf29ce484222325u;

    mix_drill(&hash, state->drill);
    mix_people(&hash, state);
    mix_list(&hash, state);
    mix_notes(&hash, state);
    mix(&hash, state->clock.state);
    mix(&hash, state->clock.rate);
    mix(&hash, (uint64_t)state->clock.at);
    mix(&hash, (uint64_t)state->clock.wall);
    for (uint32_t i = 0; i < state->row_count; i++) {
        mix(&hash, state->rows[i].corrected_by);
        mix(&hash, state->rows[i].entry);
    }
    return hash;
}

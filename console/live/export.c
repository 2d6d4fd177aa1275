/* export.c - the exercise as a scenario that is a replay of it, and as one number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "drill/names.h"
#include "drill/replay.h"
#include "live/exercise_private.h"

/* ── the scenario ── */

/* Truth that comes after the end was never so. */
static void copy_truth(toc_arena *arena, const toc_scenario *scenario, toc_ms end,
                       toc_scenario *out)
{
    memset(&out->truths, 0, sizeof out->truths);
    for (uint32_t i = 0; i < scenario->truths.count; i++) {
        if (scenario->truths.items[i].at <= end)
            TOC_PUSH(arena, &out->truths, scenario->truths.items[i]);
    }
}

typedef struct writer { /* of what was written down beside the drill */
    const toc_exercise *exercise;
    toc_arena *arena;
    const toc_machine_names *names;
    toc_scenario *scenario;
} writer;

static toc_word word_of(const char *text)
{
    return (toc_word){text && *text ? text : NULL, {0, 0}};
}

/* Who wrote a row, by name. */
static toc_word name_of(const writer *w, const char *who)
{
    const toc_person *person = toc_exercise_person(w->exercise, who);

    return word_of(person ? person->name : who);
}

/* What an observation may be about, see docs/scenarios.md. */
#define ABOUT_KINDS                                                                                \
    (TOC_NAME_BIT(TOC_NAME_NODE) | TOC_NAME_BIT(TOC_NAME_REPORT) | TOC_NAME_BIT(TOC_NAME_BODY) |   \
     TOC_NAME_BIT(TOC_NAME_LEVEL) | TOC_NAME_BIT(TOC_NAME_RELAY) |                                 \
     TOC_NAME_BIT(TOC_NAME_ANNOUNCEMENT) | TOC_NAME_BIT(TOC_NAME_LADDER) |                         \
     TOC_NAME_BIT(TOC_NAME_OBJECTIVE))

/* A name of the plan that a reader takes for one thing alone. */
static bool is_plain(const writer *w, const char *name)
{
    const toc_machine_name *found[2];

    return toc_names_find(w->names, name, ABOUT_KINDS, 2, found) == 1;
}

static void write_note(const writer *w, const toc_kept_note *note)
{
    const toc_drill *drill = w->exercise->state.drill;
    toc_observation row = {.number = w->scenario->observations.count + 1,
                           .at = note->about_at != TOC_MS_NONE ? note->about_at : note->at,
                           .by = name_of(w, note->who),
                           .text = word_of(note->text)};

    if (note->duty > 0 && note->duty <= drill->duty_count) {
        const toc_duty *duty = &drill->duties[note->duty - 1];
        const char *subject = toc_duty_subject(drill->machine, duty);

        if (is_plain(w, subject)) {
            row.about = word_of(subject);
            row.activation = duty->activation;
        }
    }
    TOC_PUSH(w->arena, &w->scenario->observations, row);
}

static void write_rating(const writer *w, const toc_kept_rating *rating)
{
    const toc_machine *machine = w->exercise->machine;
    toc_observation row = {.number = w->scenario->observations.count + 1,
                           .at = rating->at,
                           .by = name_of(w, rating->who),
                           .rating = word_of(toc_rating_letter(rating->rating)),
                           .text = word_of(rating->text)};

    if (rating->objective != TOC_NONE)
        row.about =
            word_of(toc_machine_text(machine, machine->objectives[rating->objective].head.name));
    if (row.about.text && !is_plain(w, row.about.text)) { /* said, where it cannot be named */
        row.text = word_of(
            toc_arena_printf(w->arena, "%s %s %s", row.about.text, row.rating.text, rating->text));
        row.about = row.rating = word_of(NULL);
    }
    TOC_PUSH(w->arena, &w->scenario->observations, row);
}

static void write_outside(const writer *w, const toc_outside_act *act)
{
    const toc_machine *machine = w->exercise->machine;
    toc_outside row = {
        .number = w->scenario->outside.count + 1, .at = act->at, .text = word_of(act->text)};

    if (act->body != TOC_NONE)
        row.body = word_of(toc_machine_text(machine, machine->bodies[act->body].head.name));
    TOC_PUSH(w->arena, &w->scenario->outside, row);
}

/* What the file has of them comes first. */
static void copy_notes(const toc_exercise *exercise, toc_arena *arena, const toc_scenario *scenario,
                       toc_scenario *out)
{
    writer w = {exercise, arena, toc_names_new(arena, exercise->machine), out};

    memset(&out->observations, 0, sizeof out->observations);
    memset(&out->outside, 0, sizeof out->outside);
    for (uint32_t i = 0; i < scenario->observations.count; i++)
        TOC_PUSH(arena, &out->observations, scenario->observations.items[i]);
    for (uint32_t i = 0; i < scenario->outside.count; i++)
        TOC_PUSH(arena, &out->outside, scenario->outside.items[i]);
    for (uint32_t i = 0; i < exercise->notes.count; i++)
        write_note(&w, &exercise->notes.items[i]);
    for (uint32_t i = 0; i < exercise->ratings.count; i++)
        write_rating(&w, &exercise->ratings.items[i]);
    for (uint32_t i = 0; i < exercise->outsides.count; i++)
        write_outside(&w, &exercise->outsides.items[i]);
}

/* ── how the clock was led ── */

static void write_day(const toc_exercise *exercise, int64_t wall, FILE *out)
{
    char text[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(wall - wall % 60000, toc_machine_offset(exercise->machine, wall), text);
    text[16] = '\0'; /* to the minute */
    text[10] = ' ';
    fputs(text, out);
}

/* A jump that still goes on comes nowhere. */
static void write_jump(const toc_kept_row *row, FILE *out)
{
    char at[TOC_DURATION_TEXT_MAX];
    char to[TOC_DURATION_TEXT_MAX];

    if (row->jumped_to == TOC_MS_NONE)
        return;
    toc_duration_format(row->at, at);
    toc_duration_format(row->jumped_to, to);
    fprintf(out, "  - {at: %s, jump: %s}\n", at, to);
}

static bool does(const toc_kept_row *row, const char *what)
{
    const char *at = strstr(row->body, "\"do\"");
    const char *value = at ? strchr(at + 4, '"') : NULL;

    return value && strncmp(value + 1, what, strlen(what)) == 0 && value[1 + strlen(what)] == '"';
}

/* The row by which the clock runs again after that of @p index, or the exercise ends; NULL: it still stands. */
static const toc_kept_row *end_of_pause(const toc_exercise_state *state, uint32_t index)
{
    for (uint32_t i = index + 1; i < state->row_count; i++) {
        const toc_kept_row *row = &state->rows[i];

        if (!row->corrected_by &&
            (row->kind == TOC_ROW_END || (row->kind == TOC_ROW_CLOCK && does(row, "run"))))
            return row;
    }
    return NULL;
}

/* From when to when by the day, and how long: so a reader understands why both clocks differ. */
static void write_pause(const toc_exercise *exercise, uint32_t index, FILE *out)
{
    const toc_kept_row *row = &exercise->state.rows[index];
    const toc_kept_row *end = end_of_pause(&exercise->state, index);
    char at[TOC_DURATION_TEXT_MAX];
    char length[TOC_DURATION_TEXT_MAX];

    if (!end || end->wall - row->wall < 1000)
        return;
    toc_duration_format(row->at, at);
    toc_duration_format((end->wall - row->wall) / 1000 * 1000, length);
    fprintf(out, "  - {at: %s, pause: %s, why: \"", at, length);
    write_day(exercise, row->wall, out);
    fputs(" – ", out);
    write_day(exercise, end->wall, out);
    fputs("\"}\n", out);
}

/* The scenario's list `control`, which is recorded and changes nothing. */
static void write_conduct(const toc_exercise *exercise, FILE *out)
{
    const toc_exercise_state *state = &exercise->state;
    bool is_standing = false;

    for (uint32_t i = 0; i < state->row_count; i++) {
        const toc_kept_row *row = &state->rows[i];

        if (row->corrected_by || row->kind != TOC_ROW_CLOCK)
            continue;
        if (does(row, "jump"))
            write_jump(row, out);
        else if (!is_standing && !does(row, "run"))
            write_pause(exercise, i, out);
        is_standing = does(row, "jump") ? is_standing : !does(row, "run");
    }
}

static bool add_conduct(const toc_exercise *exercise, FILE *out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *list = open_memstream(&text, &size);

    if (!list)
        return false;
    write_conduct(exercise, list);
    if (fclose(list) != 0) {
        free(text);
        return false;
    }
    if (size > 0)
        fprintf(out, "control:\n%s", text);
    free(text);
    return true;
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
    scenario = *script.scenario;
    copy_truth(arena, script.scenario, drill.end, &scenario);
    copy_notes(exercise, arena, script.scenario, &scenario);
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
    is_done = write_replay(exercise, &arena, &escape, out) && add_conduct(exercise, out);
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

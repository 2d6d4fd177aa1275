/* exercise.c - keeps the rows, and makes the state from them: row by row, or all anew. */
#include <stdlib.h>
#include <string.h>

#include "drill/entries.h"
#include "live/exact_json.h"
#include "live/exercise_private.h"

/* ── to be read ── */

const toc_exercise_state *toc_exercise_state_of(const toc_exercise *exercise)
{
    return &exercise->state;
}

const toc_person *toc_exercise_person(const toc_exercise *exercise, const char *id)
{
    for (uint32_t i = 0; i < exercise->people.count; i++) {
        if (strcmp(exercise->people.items[i].id, id) == 0)
            return &exercise->people.items[i];
    }
    return NULL;
}

const toc_person *toc_exercise_person_of_token(const toc_exercise *exercise, const char *token)
{
    for (uint32_t i = 0; i < exercise->people.count; i++) {
        if (strcmp(exercise->people.items[i].token, token) == 0)
            return &exercise->people.items[i];
    }
    return NULL;
}

bool toc_exercise_is_own(const toc_machine *machine, uint32_t own, uint32_t body)
{
    return own == body || machine->bodies[body].parent == own;
}

void toc_exercise_show(toc_exercise *exercise)
{
    toc_exercise_state *state = &exercise->state;

    state->machine = exercise->machine;
    state->drill = toc_live_drill(exercise->live);
    state->scenario = toc_live_scenario(exercise->live);
    state->script = toc_live_script(exercise->live);
    state->engine = toc_live_engine(exercise->live);
    state->problem = toc_live_problem(exercise->live);
    state->people = exercise->people.items;
    state->person_count = exercise->people.count;
    state->hands = exercise->hands;
    state->list = exercise->list;
    state->list_count = exercise->item_count;
    state->notes = exercise->notes.items;
    state->note_count = exercise->notes.count;
    state->ratings = exercise->ratings.items;
    state->rating_count = exercise->ratings.count;
    state->outsides = exercise->outsides.items;
    state->outside_count = exercise->outsides.count;
    state->rows = exercise->rows.items;
    state->row_count = exercise->rows.count;
}

/* ── the arena of what rows make ── */

static void set_escape(toc_exercise *exercise, jmp_buf *escape)
{
    exercise->escape = escape;
    exercise->home.escape = exercise->kept.escape = exercise->run.escape = escape;
}

static void set_list(toc_exercise *exercise)
{
    exercise->list = TOC_NEW_ARRAY(&exercise->run, toc_list_entry, exercise->item_count);
    for (uint32_t i = 0; i < exercise->item_count; i++) {
        const toc_entry *entry = exercise->items[i].bound->entry;

        exercise->list[i] =
            (toc_list_entry){.entry = entry, .planned = entry->at, .at = entry->at, .why = ""};
    }
}

/* Room in the engine for twice the values that rows set so far; of activations what they say, for that
 * decides what the engine may forget. */
static toc_live_sizes room_for(const toc_exercise *exercise)
{
    uint64_t settings = exercise->used.settings;

    for (uint32_t i = 0; i < exercise->script->act_count; i++) {
        if (toc_script_act_entry(exercise->script, i) == TOC_NONE)
            settings += toc_script_act(exercise->script, i)->act.setting_count;
    }
    return (toc_live_sizes){.settings = 2 * settings + 64,
                            .openings = exercise->used.openings < TOC_SCRIPT_OPENINGS_MAX
                                            ? exercise->used.openings
                                            : TOC_SCRIPT_OPENINGS_MAX};
}

/* Everything as before the first row, in an arena of its own, with an engine grown so. */
static toc_status start_run(toc_exercise *exercise, toc_growth growth)
{
    toc_generations generation = exercise->state.generation;
    uint32_t runs = exercise->state.runs;

    toc_arena_init(&exercise->run, exercise->escape);
    memset(&exercise->people, 0, sizeof exercise->people);
    memset(&exercise->notes, 0, sizeof exercise->notes);
    memset(&exercise->ratings, 0, sizeof exercise->ratings);
    memset(&exercise->outsides, 0, sizeof exercise->outsides);
    exercise->live = NULL;
    exercise->is_begun = false;
    exercise->is_jumping = false;
    exercise->hands = toc_arena_alloc(&exercise->run, exercise->machine->bodies_count);
    exercise->hands_said = toc_arena_alloc(&exercise->run, exercise->machine->bodies_count);
    set_list(exercise);
    exercise->state = (toc_exercise_state){.problem = "",
                                           .clock = {.state = TOC_CLOCK_LOBBY, .rate = 1},
                                           .runs = runs + 1,
                                           .generation = generation};
    exercise->room = room_for(exercise);
    exercise->room.growth = growth;
    return toc_live_new(&exercise->run, exercise->script, &exercise->room, exercise->seed,
                        &exercise->live);
}

/* ── new and free ── */

/* Who acts in an entry of the list, where it names one or the plan does. */
static uint32_t actor_of(const toc_machine *machine, const toc_act *act)
{
    if (act->body != TOC_NONE)
        return act->body;
    switch (act->verb) {
    case TOC_VERB_START:
    case TOC_VERB_DID:
    case TOC_VERB_DECIDE:
    case TOC_VERB_FAIL:
        return machine->nodes[act->id].performer;
    case TOC_VERB_APPROVE:
        return machine->nodes[act->id].approver;
    case TOC_VERB_CLEAR:
        return machine->reports[act->id].approver;
    case TOC_VERB_REPORT:
    case TOC_VERB_WITHHOLD:
    case TOC_VERB_ANNOUNCE:
        return machine->reports[act->id].sender;
    case TOC_VERB_PROPOSE:
        return machine->ladders[act->id].proposer;
    case TOC_VERB_APPROVE_END:
        return machine->ladders[act->id].approver;
    case TOC_VERB_DECLARE:
        return act->value > 0
                   ? machine->levels[machine->ladders[act->id].levels.first + act->value - 1]
                         .declarer
                   : TOC_NONE;
    case TOC_VERB_FORM:
        return machine->bodies[act->id].founder;
    case TOC_VERB_STAND_DOWN:
        return act->id;
    case TOC_VERB_INJECT:
    case TOC_VERB_NOTE:
    case TOC_VERB_SET:
    case TOC_VERB_ACKNOWLEDGE:
    case TOC_VERB_ACTIVATE:
    case TOC_VERB_LOSE:
    case TOC_VERB_UNREACHABLE:
    case TOC_VERB_EXTEND:
    case TOC_VERB_PAUSE:
    case TOC_VERB_JUMP:
    case TOC_VERB_FORECAST:
        break;
    }
    return TOC_NONE;
}

/* The scenario with its entries unpacked for good.  Otherwise they are unpacked whenever they are asked for,
 * into memory of whoever read the scenario, which has no way out into ours. */
static const toc_scenario *keep_scenario(toc_arena *home, const toc_scenario *scenario)
{
    uint32_t count = toc_scenario_entry_count(scenario);
    const toc_entry **entries = TOC_NEW_ARRAY(home, const toc_entry *, count);
    toc_scenario *own = TOC_NEW(home, toc_scenario);

    for (uint32_t i = 0; i < count; i++)
        entries[i] = toc_entry_keep(home, toc_scenario_entry(scenario, i + 1));
    *own = *scenario;
    own->kept = entries;
    own->kept_count = count;
    return own;
}

/* The scenario's entries, bound for good: any of them may happen, at any time. */
static void index_list(toc_exercise *exercise)
{
    toc_diag_sink unheard;

    toc_diag_sink_init(&unheard, &exercise->home);
    exercise->item_count = toc_scenario_entry_count(exercise->scenario);
    exercise->items = TOC_NEW_ARRAY(&exercise->home, toc_live_item, exercise->item_count);
    for (uint32_t i = 0; i < exercise->item_count; i++) {
        const toc_entry *entry = toc_scenario_entry(exercise->scenario, i + 1);
        toc_bound_act *act = TOC_NEW(&exercise->home, toc_bound_act);

        (void)toc_live_binder_entry(exercise->binder, &exercise->home, entry, &unheard, act);
        exercise->items[i] = (toc_live_item){act, actor_of(exercise->machine, &act->act)};
    }
}

static toc_status make(toc_exercise *exercise, const toc_exercise_config *config,
                       toc_diag_sink *sink)
{
    toc_status status;

    exercise->scenario = keep_scenario(&exercise->home, config->scenario);
    exercise->script = toc_scenario_bind(&exercise->home, config->machine, exercise->scenario,
                                         config->plan_path, sink);
    if (!exercise->script)
        return TOC_EINVAL;
    exercise->binder = toc_live_binder_new(&exercise->home, config->machine, exercise->scenario);
    index_list(exercise);
    status = start_run(exercise, (toc_growth){0, 0, 0});
    if (status != TOC_OK)
        return status;
    toc_change_first_hands(exercise);
    toc_exercise_show(exercise);
    return TOC_OK;
}

static toc_status make_guarded(toc_exercise *exercise, const toc_exercise_config *config,
                               toc_diag_sink *sink, jmp_buf *escape)
{
    if (setjmp(*escape) != 0)
        return TOC_ENOMEM;
    return make(exercise, config, sink);
}

toc_status toc_exercise_new(const toc_exercise_config *config, toc_diag_sink *sink,
                            toc_exercise **out_exercise)
{
    toc_exercise *exercise = calloc(1, sizeof *exercise);
    jmp_buf escape;
    jmp_buf *outer = sink->arena->escape;
    toc_status status;

    if (!exercise)
        return TOC_ENOMEM;
    exercise->escape = &escape;
    exercise->machine = config->machine;
    exercise->scenario = config->scenario;
    exercise->seed = config->scenario->seed;
    exercise->last_act_at = -1;
    toc_arena_init(&exercise->home, &escape);
    toc_arena_init(&exercise->kept, &escape);
    toc_arena_init(&exercise->run, &escape);
    sink->arena->escape = &escape;
    status = make_guarded(exercise, config, sink, &escape);
    sink->arena->escape = outer;
    set_escape(exercise, NULL);
    if (status != TOC_OK)
        toc_exercise_free(exercise);
    else
        *out_exercise = exercise;
    return status;
}

void toc_exercise_free(toc_exercise *exercise)
{
    if (!exercise)
        return;
    toc_live_free(exercise->live);
    toc_live_free(exercise->old_live);
    json_object_put(exercise->parsed);
    toc_arena_deinit(&exercise->old_run);
    toc_arena_deinit(&exercise->run);
    toc_arena_deinit(&exercise->kept);
    toc_arena_deinit(&exercise->home);
    free(exercise);
}

/* ── rows ── */

static void end_taking(toc_exercise *exercise)
{
    set_escape(exercise, NULL);
    json_object_put(exercise->parsed);
    exercise->parsed = NULL;
}

static const char *copy_text(toc_arena *arena, const char *text)
{
    return toc_arena_copy(arena, text, strlen(text));
}

static toc_kept_row *keep_row(toc_exercise *exercise, const toc_row *row, toc_row_kind kind,
                              toc_row_size size)
{
    toc_arena *arena = &exercise->kept;
    toc_kept_row kept = {.seq = row->seq,
                         .at = row->at,
                         .wall = row->wall,
                         .who = copy_text(arena, row->who),
                         .key = copy_text(arena, row->key),
                         .kind = kind,
                         .body = copy_text(arena, row->body),
                         .can_correct = toc_row_kind_can_be_corrected(kind),
                         .jumped_to = TOC_MS_NONE};
    bool is_acting = toc_clock_is_acting(exercise, kind);

    TOC_PUSH(arena, &exercise->sizes, size);
    TOC_PUSH(arena, &exercise->rows, kept);
    toc_exercise_keep_key(exercise, &kept);
    exercise->last_at = row->at;
    exercise->last_wall = row->wall;
    if (is_acting)
        exercise->last_act_at = row->at;
    exercise->used.settings += size.settings;
    exercise->used.openings += size.openings;
    exercise->state.generation.any++;
    exercise->state.generation.rows = exercise->state.generation.any;
    return &exercise->rows.items[exercise->rows.count - 1];
}

/* The body as JSON, which stays in exercise->parsed; NULL: it is none. */
static struct json_object *parse(toc_exercise *exercise, const char *body)
{
    size_t size = strlen(body);
    bool lacks_memory = false;

    json_object_put(exercise->parsed);
    exercise->parsed = NULL;
    if (size > 2 * TOC_EXERCISE_BODY_MAX)
        return NULL;
    exercise->parsed = toc_exact_read(body, size, TOC_EXERCISE_DEPTH_MAX + 1, &lacks_memory);
    if (lacks_memory)
        return toc_arena_give_up(&exercise->run);
    return json_object_is_type(exercise->parsed, json_type_object) ? exercise->parsed : NULL;
}

static bool read_kept(toc_exercise *exercise, uint32_t index, toc_deed *out)
{
    const toc_kept_row *row = &exercise->rows.items[index];
    toc_ruling unheard;
    toc_judge judge = {exercise, &exercise->run, NULL, &unheard};

    return parse(exercise, row->body) &&
           toc_deed_read(&judge, row->kind, row->at, exercise->parsed, out);
}

static toc_row_size size_of(const toc_exercise *exercise, const toc_deed *deed)
{
    toc_row_size size = {0, 0};

    if (deed->kind == TOC_ROW_ACT) {
        size.settings = deed->bound.act.setting_count ? deed->bound.act.setting_count : 1;
        size.openings = toc_act_opens(&deed->bound.act);
    }
    for (uint32_t i = 0; deed->kind == TOC_ROW_ENTRIES && i < deed->number_count; i++) {
        const toc_act *act = &exercise->items[deed->numbers[i] - 1].bound->act;

        size.settings += act->setting_count ? act->setting_count : 1;
        size.openings += toc_act_opens(act);
    }
    return size;
}

/* ── all anew ── */

/* Which rows count: a correction that counts takes one away, and none of its own. */
static void settle_corrections(toc_exercise *exercise)
{
    for (uint32_t i = 0; i < exercise->rows.count; i++) {
        toc_kept_row *row = &exercise->rows.items[i];

        row->corrected_by = 0;
        row->entry = 0;
        row->jumped_to = TOC_MS_NONE;
        row->can_correct = toc_row_kind_can_be_corrected(row->kind);
    }
    for (uint32_t i = exercise->rows.count; i-- > 0;) {
        const toc_kept_row *row = &exercise->rows.items[i];
        toc_deed deed;

        if (row->kind != TOC_ROW_CORRECT || row->corrected_by != 0 ||
            !read_kept(exercise, i, &deed))
            continue;
        exercise->rows.items[deed.row - 1].corrected_by = row->seq;
        exercise->rows.items[deed.row - 1].can_correct = false;
    }
    exercise->used = (toc_live_sizes){.settings = 0};
    for (uint32_t i = 0; i < exercise->rows.count; i++) {
        if (exercise->rows.items[i].corrected_by != 0)
            continue;
        exercise->used.settings += exercise->sizes.items[i].settings;
        exercise->used.openings += exercise->sizes.items[i].openings;
    }
}

static void take_all_again(toc_exercise *exercise)
{
    toc_change_first_hands(exercise);
    toc_exercise_show(exercise);
    for (uint32_t i = 0; i < exercise->rows.count; i++) {
        toc_deed deed;

        if (!read_kept(exercise, i, &deed))
            continue; /* it was read before: its names are the plan's */
        if (exercise->rows.items[i].corrected_by == 0)
            toc_change_make(exercise, i, &deed);
        else
            toc_change_leave_out(exercise, i, &deed);
        toc_exercise_show(exercise);
    }
}

static void touch_all(toc_generations *generation)
{
    uint64_t any = generation->any;

    *generation = (toc_generations){any, any, any, any, any, any, any, any, any, any};
}

/* What is shown stays valid until all is ready: the old arena goes last. */
static toc_status rebuild_grown(toc_exercise *exercise, toc_growth growth)
{
    toc_status status;

    settle_corrections(exercise);
    exercise->old_run = exercise->run;
    exercise->old_live = exercise->live;
    status = start_run(exercise, growth);
    if (status == TOC_OK) {
        take_all_again(exercise);
        touch_all(&exercise->state.generation);
    }
    toc_live_free(exercise->old_live);
    toc_arena_deinit(&exercise->old_run);
    exercise->old_live = NULL;
    return status;
}

/* Where a table of the engine was full, all rows again with more room. */
static toc_status make_room(toc_exercise *exercise)
{
    toc_live_sizes sizes;
    toc_status status = TOC_OK;

    while (status == TOC_OK && toc_live_wants_room(exercise->live, &sizes))
        status = rebuild_grown(exercise, sizes.growth);
    return status;
}

/* From the rows alone, whatever room there was before. */
static toc_status rebuild(toc_exercise *exercise)
{
    toc_status status = rebuild_grown(exercise, (toc_growth){0, 0, 0});

    return status == TOC_OK ? make_room(exercise) : status;
}

/* ── going back ── */

toc_exercise_mark toc_exercise_mark_of(const toc_exercise *exercise)
{
    return (toc_exercise_mark){exercise->rows.count, exercise->last_at, exercise->last_act_at,
                               exercise->last_wall, exercise->seed};
}

static void forget_rows(toc_exercise *exercise, const toc_exercise_mark *mark)
{
    exercise->rows.count = exercise->sizes.count = mark->rows;
    exercise->last_at = mark->last_at;
    exercise->last_act_at = mark->last_act_at;
    exercise->last_wall = mark->last_wall;
    exercise->seed = mark->seed;
    toc_exercise_index_keys(exercise);
    exercise->state.generation.any++;
}

static toc_status go_back_guarded(toc_exercise *exercise, jmp_buf *escape)
{
    if (setjmp(*escape) != 0)
        return TOC_ENOMEM;
    return rebuild(exercise);
}

toc_status toc_exercise_go_back(toc_exercise *exercise, const toc_exercise_mark *mark)
{
    jmp_buf escape;
    toc_status status;

    if (exercise->rows.count == mark->rows)
        return TOC_OK;
    forget_rows(exercise, mark);
    set_escape(exercise, &escape);
    status = go_back_guarded(exercise, &escape);
    end_taking(exercise);
    return status;
}

/* ── taking a row ── */

static toc_status refuse(const char **out_problem, const char *why)
{
    *out_problem = why;
    return TOC_EFORMAT;
}

static const char *check_place(const toc_exercise *exercise, const toc_row *row, toc_row_kind kind)
{
    if (row->seq != exercise->rows.count + 1)
        return "a row is missing, or stands twice";
    if ((kind == TOC_ROW_OPEN) != (row->seq == 1))
        return "a journal begins with a row `open`, and has no other";
    if (row->at < exercise->last_at || row->at > TOC_DURATION_MAX)
        return "the time goes back, or is out of range";
    if (toc_clock_is_acting(exercise, kind) && kind != TOC_ROW_TIME &&
        row->at <= exercise->last_act_at)
        return "two rows act at the same instant";
    if (!exercise->is_begun &&
        (kind == TOC_ROW_ACT || kind == TOC_ROW_ENTRIES || kind == TOC_ROW_TIME ||
         kind == TOC_ROW_TRUTH || kind == TOC_ROW_END))
        return "something happens before the exercise has begun";
    return NULL;
}

/* Where it makes no sense that ask would have seen; only what later code relies on. */
static const char *check_deed(const toc_exercise *exercise, const toc_deed *deed)
{
    if (deed->kind == TOC_ROW_CORRECT &&
        (deed->row > exercise->rows.count || !exercise->rows.items[deed->row - 1].can_correct))
        return "it corrects a row that cannot be corrected";
    if (deed->kind == TOC_ROW_JOIN &&
        (toc_exercise_person(exercise, deed->person) || deed->person[0] != 'p'))
        return "somebody joins without a number of his own";
    return deed->kind == TOC_ROW_CLOCK && deed->clock == TOC_CLOCK_JUMP && deed->to == TOC_MS_NONE
               ? "a jump goes nowhere"
               : NULL;
}

/* Is the engine too small for what rows feed it, or has it room that decides otherwise? */
static bool wants_rebuild(const toc_exercise *exercise, const toc_deed *deed)
{
    toc_live_sizes wanted = room_for(exercise);
    bool has_seed = deed->kind == TOC_ROW_OPEN && deed->has_seed && deed->seed != exercise->seed;

    return has_seed || deed->kind == TOC_ROW_CORRECT ||
           wanted.openings != exercise->room.openings ||
           wanted.settings / 2 > exercise->room.settings;
}

static toc_status take(toc_exercise *exercise, const toc_row *row, const char **out_problem)
{
    toc_ruling answer;
    toc_judge judge = {exercise, &exercise->run, NULL, &answer};
    toc_row_kind kind;
    toc_deed deed;
    const char *problem;

    if (!toc_row_kind_find(row->kind, &kind))
        return refuse(out_problem, "its kind is not known");
    problem = check_place(exercise, row, kind);
    if (problem)
        return refuse(out_problem, problem);
    if (!parse(exercise, row->body))
        return refuse(out_problem, "its body is no JSON object");
    if (!toc_deed_read(&judge, kind, row->at, exercise->parsed, &deed))
        return refuse(out_problem, answer.text);
    problem = check_deed(exercise, &deed);
    if (problem)
        return refuse(out_problem, problem);
    (void)keep_row(exercise, row, kind, size_of(exercise, &deed));
    if (wants_rebuild(exercise, &deed)) {
        exercise->seed = deed.kind == TOC_ROW_OPEN && deed.has_seed ? deed.seed : exercise->seed;
        return rebuild(exercise);
    }
    toc_change_make(exercise, exercise->rows.count - 1, &deed);
    toc_exercise_show(exercise);
    return make_room(exercise);
}

static toc_status take_guarded(toc_exercise *exercise, const toc_row *row, const char **out_problem,
                               jmp_buf *escape)
{
    if (setjmp(*escape) != 0)
        return TOC_ENOMEM;
    return take(exercise, row, out_problem);
}

toc_status toc_exercise_take(toc_exercise *exercise, const toc_row *row, const char **out_problem)
{
    jmp_buf escape;
    toc_status status;

    *out_problem = "";
    set_escape(exercise, &escape);
    status = take_guarded(exercise, row, out_problem, &escape);
    end_taking(exercise);
    return status;
}

/* deed.c - reads what a row's body says: types, sizes, names of the plan. */
#include <json-c/json.h>
#include <string.h>

#include "base/catalogue.h"
#include "base/utf8.h"
#include "drill/yaml.h"
#include "live/exercise_private.h"

/* ── refusals ── */

static const char *const words[] = {
#define TOC_WORD(id, english) TOC_CATALOGUE_KEY("live." #id, english),
#include "live/live_words.def"
#undef TOC_WORD
};

/* What stands for {1} or {2} at @p at, or NULL. */
static const char *slot_of(const char *at, const char *first, const char *second)
{
    if (at[0] != '{' || (at[1] != '1' && at[1] != '2') || at[2] != '}')
        return NULL;
    return at[1] == '1' ? first : second;
}

static const char *fill(toc_arena *arena, const char *text, const char *first, const char *second)
{
    const char *made = "";
    const char *from = text;

    for (const char *at = text; *at; at++) {
        const char *with = slot_of(at, first, second);

        if (!with)
            continue;
        made = toc_arena_printf(arena, "%s%.*s%s", made, (int)(at - from), from, with);
        from = at + 3;
    }
    return from == text ? text : toc_arena_printf(arena, "%s%s", made, from);
}

bool toc_refuse(toc_judge *judge, toc_answer_code code, const char *field, toc_live_word word,
                const char *first, const char *second)
{
    const char *text = toc_catalogue_text(judge->lang ? judge->lang : "en", words[word]);

    *judge->answer =
        (toc_ruling){.code = code, .field = field, .text = fill(judge->arena, text, first, second)};
    return false;
}

const char *toc_live_number(toc_arena *arena, uint64_t number)
{
    return toc_arena_printf(arena, "%llu", (unsigned long long)number);
}

static bool invalid(toc_judge *judge, const char *field, toc_live_word word)
{
    return toc_refuse(judge, TOC_ANSWER_INVALID, field, word, field, NULL);
}

/* ── values of JSON ── */

bool toc_json_is_sound(struct json_object *value, int depth)
{
    if (depth == 0)
        return false;
    if (json_object_is_type(value, json_type_string)) /* none may end before its end */
        return strlen(json_object_get_string(value)) == (size_t)json_object_get_string_len(value);
    if (json_object_is_type(value, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(value); i++) {
            if (!toc_json_is_sound(json_object_array_get_idx(value, i), depth - 1))
                return false;
        }
    } else if (json_object_is_type(value, json_type_object)) {
        json_object_object_foreach(value, key, item)
        {
            (void)key;
            if (!toc_json_is_sound(item, depth - 1))
                return false;
        }
    }
    return true;
}

/* The value of @p key; NULL where it is not there, or null. */
static struct json_object *find(struct json_object *body, const char *key)
{
    struct json_object *value = NULL;

    return json_object_object_get_ex(body, key, &value) ? value : NULL;
}

/* Letters that can be shown; line ends and tabs only with @p is_long. */
static bool is_shown(const char *text, size_t size, bool is_long)
{
    for (size_t at = 0; at < size;) {
        unsigned length;
        int32_t codepoint = toc_utf8_decode(text + at, size - at, &length);

        if (codepoint < 0 || (codepoint >= 0x7f && codepoint < 0xa0) ||
            toc_codepoint_is_hidden(codepoint) ||
            (codepoint < 0x20 && !(is_long && (codepoint == '\n' || codepoint == '\t'))))
            return false;
        at += length;
    }
    return true;
}

/* A copy of the text behind @p key; *out stays where the key is not there. */
static bool read_text(toc_judge *judge, struct json_object *body, const char *key, size_t most,
                      const char **out)
{
    struct json_object *value = find(body, key);
    const char *text;
    size_t size;

    if (!value)
        return true;
    if (!json_object_is_type(value, json_type_string))
        return invalid(judge, key, TOC_LIVE_TEXT_WANTED);
    text = json_object_get_string(value);
    size = (size_t)json_object_get_string_len(value);
    if (size > most)
        return toc_refuse(judge, TOC_ANSWER_INVALID, key, TOC_LIVE_TEXT_LONG, key,
                          toc_live_number(judge->arena, most));
    if (!is_shown(text, size, most > TOC_EXERCISE_NAME_MAX))
        return invalid(judge, key, TOC_LIVE_TEXT_BAD);
    *out = toc_arena_copy(judge->arena, text, size);
    return true;
}

/* A text that has to be there, with more in it than blanks. */
static bool need_text(toc_judge *judge, struct json_object *body, const char *key, size_t most,
                      const char **out)
{
    *out = NULL;
    if (!read_text(judge, body, key, most, out))
        return false;
    if (!*out)
        return invalid(judge, key, TOC_LIVE_NEEDED);
    return (*out)[strspn(*out, " \t\n")] || invalid(judge, key, TOC_LIVE_TEXT_EMPTY);
}

static bool check_number(toc_judge *judge, struct json_object *value, const char *key,
                         int64_t least, int64_t most, int64_t *out)
{
    if (!json_object_is_type(value, json_type_int))
        return invalid(judge, key, TOC_LIVE_NUMBER_WANTED);
    *out = json_object_get_int64(value);
    return (*out >= least && *out <= most) || invalid(judge, key, TOC_LIVE_NUMBER_RANGE);
}

static bool need_number(toc_judge *judge, struct json_object *body, const char *key, int64_t least,
                        int64_t most, int64_t *out)
{
    struct json_object *value = find(body, key);

    if (!value)
        return invalid(judge, key, TOC_LIVE_NEEDED);
    return check_number(judge, value, key, least, most, out);
}

/* No keys but these. */
static bool check_keys(toc_judge *judge, struct json_object *body, const char *const *known)
{
    json_object_object_foreach(body, key, value)
    {
        const char *const *at = known;

        (void)value;
        while (*at && strcmp(*at, key) != 0)
            at++;
        if (!*at) {
            const char *name =
                strlen(key) <= TOC_EXERCISE_NAME_MAX && is_shown(key, strlen(key), false)
                    ? toc_arena_copy(judge->arena, key, strlen(key))
                    : "";

            return invalid(judge, name, TOC_LIVE_UNKNOWN_FIELD);
        }
    }
    return true;
}

/* ── names ── */

uint32_t toc_live_find_body(const toc_machine *machine, const char *name)
{
    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        if (strcmp(toc_machine_text(machine, machine->bodies[i].head.name), name) == 0)
            return i;
    }
    return TOC_NONE;
}

/* A body of the plan behind @p key; TOC_NONE where the key is not there. */
static bool read_body(toc_judge *judge, struct json_object *body, const char *key, uint32_t *out)
{
    const char *name = NULL;

    *out = TOC_NONE;
    if (!read_text(judge, body, key, TOC_EXERCISE_TEXT_MAX, &name))
        return false;
    if (!name)
        return true;
    *out = toc_live_find_body(judge->exercise->machine, name);
    return *out != TOC_NONE ||
           toc_refuse(judge, TOC_ANSWER_INVALID, key, TOC_LIVE_NO_BODY, name, NULL);
}

/* Which of @p choices (the last one NULL) stands behind @p key. */
static bool need_choice(toc_judge *judge, struct json_object *body, const char *key,
                        const char *const *choices, unsigned *out)
{
    const char *word;

    if (!need_text(judge, body, key, TOC_EXERCISE_NAME_MAX, &word))
        return false;
    for (*out = 0; choices[*out]; ++*out) {
        if (strcmp(choices[*out], word) == 0)
            return true;
    }
    return toc_refuse(judge, TOC_ANSWER_INVALID, key, TOC_LIVE_ONE_OF, key, word);
}

/* ── people ── */

static bool read_role(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    const char *word;

    if (!need_text(judge, body, "role", TOC_EXERCISE_NAME_MAX, &word))
        return false;
    if (!toc_role_find(word, &out->role))
        return toc_refuse(judge, TOC_ANSWER_INVALID, "role", TOC_LIVE_ONE_OF, "role", word);
    if (!read_body(judge, body, "body", &out->body))
        return false;
    if (out->role != TOC_ROLE_PLAYER)
        out->body = TOC_NONE;
    return out->role != TOC_ROLE_PLAYER || out->body != TOC_NONE ||
           toc_refuse(judge, TOC_ANSWER_INVALID, "body", TOC_LIVE_BODY_OF_PLAYER, NULL, NULL);
}

static bool read_person(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    return need_text(judge, body, "person", TOC_EXERCISE_NAME_MAX, &out->person);
}

static bool read_open(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"seed", NULL};
    int64_t seed = 0;

    if (!check_keys(judge, body, known))
        return false;
    out->has_seed = find(body, "seed") != NULL;
    if (out->has_seed && !need_number(judge, body, "seed", 0, INT64_MAX, &seed))
        return false;
    out->seed = (uint64_t)seed;
    return true;
}

static bool read_join(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"person", "name", "role", "body", "token", NULL};
    static const char digits[] = "0123456789abcdef";

    if (!check_keys(judge, body, known) ||
        !read_text(judge, body, "person", TOC_EXERCISE_NAME_MAX, &out->person) ||
        !need_text(judge, body, "name", TOC_EXERCISE_NAME_MAX, &out->name) ||
        !read_role(judge, body, out) ||
        !need_text(judge, body, "token", TOC_EXERCISE_NAME_MAX, &out->token))
        return false;
    return (strlen(out->token) == 64 && strspn(out->token, digits) == 64) ||
           invalid(judge, "token", TOC_LIVE_BAD_TOKEN);
}

static bool read_assign(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"person", "role", "body", NULL};

    return check_keys(judge, body, known) && read_person(judge, body, out) &&
           read_role(judge, body, out);
}

static bool read_leave(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"person", NULL};

    return check_keys(judge, body, known) && read_person(judge, body, out);
}

static bool read_hands(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"body", "by", NULL};
    static const char *const hands[] = {"simulation", "people", NULL};
    unsigned choice;

    if (!check_keys(judge, body, known) || !need_choice(judge, body, "by", hands, &choice) ||
        !read_body(judge, body, "body", &out->body))
        return false;
    out->by_people = choice == 1;
    return out->body != TOC_NONE || invalid(judge, "body", TOC_LIVE_NEEDED);
}

/* ── clock ── */

static bool read_jump(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const places[] = {"next", NULL};
    struct json_object *to = find(body, "to");
    struct json_object *next = find(body, "next");
    unsigned choice;

    if (next && !json_object_is_type(next, json_type_boolean))
        return invalid(judge, "next", TOC_LIVE_NUMBER_RANGE);
    out->to_next = next && json_object_get_boolean(next);
    if (to && !json_object_is_type(to, json_type_string))
        return need_number(judge, body, "to", 0, TOC_DURATION_MAX, &out->to);
    out->to = TOC_MS_NONE;
    out->to_next = true;
    return need_choice(judge, body, "to", places, &choice);
}

static bool read_clock(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"do", "rate", "to", "next", NULL};
    static const char *const acts[] = {"run", "pause", "hold", "jump", NULL};
    struct json_object *rate = find(body, "rate");
    unsigned choice;
    int64_t number = 0;

    if (!check_keys(judge, body, known) || !need_choice(judge, body, "do", acts, &choice))
        return false;
    out->clock = (toc_clock_act)choice;
    if (rate && !check_number(judge, rate, "rate", 1, TOC_EXERCISE_RATE_MAX, &number))
        return false;
    out->rate = (uint32_t)number;
    return out->clock != TOC_CLOCK_JUMP || read_jump(judge, body, out);
}

static bool read_nothing(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {NULL};

    (void)out;
    return check_keys(judge, body, known);
}

/* ── the list ── */

static bool check_entry(toc_judge *judge, struct json_object *value, const char *key, toc_deed *out)
{
    int64_t number;

    if (!check_number(judge, value, key, 1, UINT32_MAX, &number))
        return false;
    if (number > judge->exercise->item_count)
        return toc_refuse(judge, TOC_ANSWER_INVALID, key, TOC_LIVE_NO_ENTRY,
                          toc_live_number(judge->arena, (uint64_t)number), NULL);
    for (uint32_t i = 0; i < out->number_count; i++) {
        if (out->numbers[i] == number)
            return toc_refuse(judge, TOC_ANSWER_INVALID, key, TOC_LIVE_ENTRY_TWICE,
                              toc_live_number(judge->arena, (uint64_t)number), NULL);
    }
    out->numbers[out->number_count++] = (uint32_t)number;
    return true;
}

static bool read_entries(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"numbers", NULL};
    struct json_object *list = find(body, "numbers");
    size_t count;

    if (!check_keys(judge, body, known))
        return false;
    if (!json_object_is_type(list, json_type_array) || json_object_array_length(list) == 0)
        return invalid(judge, "numbers", TOC_LIVE_LIST_WANTED);
    count = json_object_array_length(list);
    if (count > judge->exercise->item_count)
        return invalid(judge, "numbers", TOC_LIVE_NUMBER_RANGE);
    out->numbers = TOC_NEW_ARRAY(judge->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        if (!check_entry(judge, json_object_array_get_idx(list, i), "numbers", out))
            return false;
    }
    return true;
}

static bool read_one_entry(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"number", "why", "to", NULL};
    struct json_object *number = find(body, "number");

    if (!check_keys(judge, body, known))
        return false;
    if (!number)
        return invalid(judge, "number", TOC_LIVE_NEEDED);
    out->numbers = TOC_NEW_ARRAY(judge->arena, uint32_t, 1);
    return check_entry(judge, number, "number", out) &&
           read_text(judge, body, "why", TOC_EXERCISE_TEXT_MAX, &out->why);
}

static bool read_delay(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    return read_one_entry(judge, body, out) &&
           need_number(judge, body, "to", 0, TOC_DURATION_MAX, &out->to);
}

/* The entry of the file, at a new time; times that a forecast counts from its own entry stay the same
 * instants, or now where they are past. */
static void move_entry(toc_arena *arena, const toc_bound_act *bound, toc_ms at, toc_entry *entry)
{
    if (entry->verb == TOC_ENTRY_FORECAST) {
        toc_scenario_pairs pairs = {0};

        for (uint32_t i = 0; i < entry->pairs.count; i++) {
            toc_word_pair pair = entry->pairs.items[i];
            toc_ms left = bound->act.settings[i].value - at;
            char text[TOC_DURATION_TEXT_MAX];

            toc_duration_format(left > 0 ? left : 0, text);
            pair.value.text = toc_arena_printf(arena, "+%s", text);
            TOC_PUSH(arena, &pairs, pair);
        }
        entry->pairs = pairs;
    }
    entry->at = at;
    entry->turn = 0;
}

bool toc_deed_entries(toc_exercise *exercise, toc_arena *arena, const toc_deed *deed,
                      toc_bound_act *out)
{
    for (uint32_t i = 0; i < deed->number_count; i++) {
        const toc_bound_act *bound = exercise->items[deed->numbers[i] - 1].bound;
        toc_entry *entry = TOC_NEW(arena, toc_entry);
        toc_diag_sink sink;

        *entry = *bound->entry;
        move_entry(arena, bound, deed->at, entry);
        toc_diag_sink_init(&sink, arena);
        if (!toc_binder_entry(exercise->binder, arena, entry, &sink, &out[i]))
            return false;
    }
    return true;
}

/* ── what people do ── */

const char *toc_entry_field(toc_judge *judge, const char *text, uint32_t begin)
{
    toc_entry_text source = {judge->exercise->scenario, "entry", text, 0, 1};
    const toc_yaml *map = NULL;
    toc_diag_sink unheard;
    toc_entry entry;

    toc_diag_sink_init(&unheard, judge->arena);
    (void)toc_scenario_read_entry(judge->arena, &source, &unheard, &entry, &map);
    for (uint32_t i = 0; map && map->kind == TOC_YAML_MAP && i < map->count; i++) {
        const toc_yaml_pair *pair = &map->pairs[i];

        if (begin >= pair->key->span.begin && begin < pair->value->span.end)
            return toc_arena_printf(judge->arena, "entry.%s", pair->key->text);
    }
    return "entry";
}

/* The first mistake, with what is said to help. */
static bool say_first(toc_judge *judge, const char *text, const toc_diag_sink *sink,
                      const char *field)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];

        if (diag->level != TOC_DIAG_ERROR)
            continue;
        *judge->answer = (toc_ruling){
            .code = TOC_ANSWER_INVALID,
            .field = field ? field : toc_entry_field(judge, text, diag->span.begin),
            .text = diag->helps.count ? toc_arena_printf(judge->arena, "%s; %s", diag->message,
                                                         diag->helps.items[0])
                                      : diag->message};
        return false;
    }
    return toc_refuse(judge, TOC_ANSWER_INVALID, field ? field : "entry", TOC_LIVE_IMPOSSIBLE, NULL,
                      NULL);
}

/* Verbs that say with `by` who acts. */
static bool has_actor(toc_entry_verb verb)
{
    switch (verb) {
    case TOC_ENTRY_START:
    case TOC_ENTRY_DID:
    case TOC_ENTRY_DECIDE:
    case TOC_ENTRY_FAIL:
    case TOC_ENTRY_DECLARE:
    case TOC_ENTRY_PROPOSE:
    case TOC_ENTRY_APPROVE:
    case TOC_ENTRY_REPORT:
    case TOC_ENTRY_ACKNOWLEDGE:
    case TOC_ENTRY_WITHHOLD:
    case TOC_ENTRY_FORM:
    case TOC_ENTRY_STAND_DOWN:
    case TOC_ENTRY_ACTIVATE:
    case TOC_ENTRY_ANNOUNCE:
        return true;
    case TOC_ENTRY_INJECT:
    case TOC_ENTRY_NOTE:
    case TOC_ENTRY_SET:
    case TOC_ENTRY_LOSE:
    case TOC_ENTRY_UNREACHABLE:
    case TOC_ENTRY_EXTEND:
    case TOC_ENTRY_PAUSE:
    case TOC_ENTRY_JUMP:
    case TOC_ENTRY_FORECAST:
        break;
    }
    return false;
}

static bool read_entry(toc_judge *judge, const char *text, toc_deed *out)
{
    toc_exercise *exercise = judge->exercise;
    toc_entry_text source = {exercise->scenario, "entry", text, out->at,
                             toc_live_next_number(exercise->live)};
    const struct toc_yaml *map;
    toc_diag_sink sink;

    out->entry = TOC_NEW(judge->arena, toc_entry);
    toc_diag_sink_init(&sink, judge->arena);
    if (!toc_scenario_read_entry(judge->arena, &source, &sink, out->entry, &map))
        return say_first(judge, text, &sink, NULL);
    if (out->body != TOC_NONE && has_actor(out->entry->verb) && !out->entry->by.text)
        out->entry->by = (toc_word){
            toc_machine_text(exercise->machine, exercise->machine->bodies[out->body].head.name),
            out->entry->span};
    return toc_binder_entry(exercise->binder, judge->arena, out->entry, &sink, &out->bound) ||
           say_first(judge, text, &sink, NULL);
}

static bool read_act(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"as", "entry", NULL};
    struct json_object *entry = find(body, "entry");

    if (!check_keys(judge, body, known) || !read_body(judge, body, "as", &out->body))
        return false;
    if (!json_object_is_type(entry, json_type_object))
        return invalid(judge, "entry", TOC_LIVE_OBJECT_WANTED);
    return read_entry(judge,
                      json_object_to_json_string_ext(entry, JSON_C_TO_STRING_PLAIN |
                                                                JSON_C_TO_STRING_NOSLASHESCAPE),
                      out);
}

static bool read_outside(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"as", "text", NULL};

    return check_keys(judge, body, known) && read_body(judge, body, "as", &out->body) &&
           need_text(judge, body, "text", TOC_EXERCISE_TEXT_MAX, &out->text);
}

static bool read_note(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"text", "duty", "about_at", NULL};
    int64_t number = 0;

    out->about_at = TOC_MS_NONE;
    if (!check_keys(judge, body, known) ||
        !need_text(judge, body, "text", TOC_EXERCISE_TEXT_MAX, &out->text) ||
        (find(body, "duty") && !need_number(judge, body, "duty", 1, UINT32_MAX, &number)))
        return false;
    out->duty = (uint32_t)number;
    return !find(body, "about_at") ||
           need_number(judge, body, "about_at", 0, TOC_DURATION_MAX, &out->about_at);
}

static bool read_objective(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    const toc_machine *machine = judge->exercise->machine;
    const char *name = NULL;

    out->objective = TOC_NONE;
    if (!read_text(judge, body, "objective", TOC_EXERCISE_TEXT_MAX, &name))
        return false;
    for (uint32_t i = 0; name && i < machine->objectives_count; i++) {
        if (strcmp(toc_machine_text(machine, machine->objectives[i].head.name), name) == 0)
            out->objective = i;
    }
    return !name || out->objective != TOC_NONE ||
           toc_refuse(judge, TOC_ANSWER_INVALID, "objective", TOC_LIVE_NO_OBJECTIVE, name, NULL);
}

static bool read_rating(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"objective", "rating", "text", NULL};
    static const char *const letters[] = {"U", "M", "S", "P", NULL};
    unsigned choice;

    out->text = "";
    if (!check_keys(judge, body, known) || !read_objective(judge, body, out) ||
        !need_choice(judge, body, "rating", letters, &choice))
        return false;
    out->rating = (toc_rating)choice;
    return read_text(judge, body, "text", TOC_EXERCISE_TEXT_MAX, &out->text);
}

static bool read_truth(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"facts", NULL};
    struct json_object *facts = find(body, "facts");
    toc_entry_text source = {judge->exercise->scenario, "facts", NULL, out->at, 0};
    toc_diag_sink sink;

    if (!check_keys(judge, body, known))
        return false;
    if (!json_object_is_type(facts, json_type_object))
        return invalid(judge, "facts", TOC_LIVE_OBJECT_WANTED);
    source.text = json_object_to_json_string_ext(facts, JSON_C_TO_STRING_PLAIN |
                                                            JSON_C_TO_STRING_NOSLASHESCAPE);
    toc_diag_sink_init(&sink, judge->arena);
    return (toc_scenario_read_facts(judge->arena, &source, &sink, &out->truth) &&
            toc_binder_truth(judge->exercise->binder, judge->arena, &out->truth, &sink)) ||
           say_first(judge, source.text, &sink, "facts");
}

static bool read_correct(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"row", "why", NULL};
    int64_t row = 0;

    if (!check_keys(judge, body, known) || !need_number(judge, body, "row", 1, INT64_MAX, &row))
        return false;
    out->row = (uint64_t)row;
    return read_text(judge, body, "why", TOC_EXERCISE_TEXT_MAX, &out->why);
}

/* ── all kinds ── */

typedef bool deed_reader(toc_judge *judge, struct json_object *body, toc_deed *out);

bool toc_deed_read(toc_judge *judge, toc_row_kind kind, toc_ms at, struct json_object *body,
                   toc_deed *out)
{
    static deed_reader *const readers[] = {
        [TOC_ROW_OPEN] = read_open,       [TOC_ROW_JOIN] = read_join,
        [TOC_ROW_ASSIGN] = read_assign,   [TOC_ROW_LEAVE] = read_leave,
        [TOC_ROW_HANDS] = read_hands,     [TOC_ROW_CLOCK] = read_clock,
        [TOC_ROW_TIME] = read_nothing,    [TOC_ROW_ENTRIES] = read_entries,
        [TOC_ROW_SKIP] = read_one_entry,  [TOC_ROW_RESTORE] = read_one_entry,
        [TOC_ROW_DELAY] = read_delay,     [TOC_ROW_ACT] = read_act,
        [TOC_ROW_OUTSIDE] = read_outside, [TOC_ROW_NOTE] = read_note,
        [TOC_ROW_RATING] = read_rating,   [TOC_ROW_TRUTH] = read_truth,
        [TOC_ROW_CORRECT] = read_correct, [TOC_ROW_END] = read_nothing,
    };

    *out = (toc_deed){.kind = kind,
                      .at = at,
                      .body = TOC_NONE,
                      .why = "",
                      .about_at = TOC_MS_NONE,
                      .objective = TOC_NONE,
                      .person = ""};
    return readers[kind](judge, body, out);
}

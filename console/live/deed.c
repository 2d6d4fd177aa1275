/* deed.c - reads what a row's body says: types, sizes, names of the plan. */
#include <string.h>

#include "base/utf8.h"
#include "live/exact_json.h"
#include "live/exercise_private.h"

/* ── values of JSON ── */

static bool invalid(toc_judge *judge, const char *field, toc_live_word word)
{
    return toc_refuse(judge, TOC_ANSWER_INVALID, field, word, field, NULL);
}

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

/* ── what people do, say and see ── */

static bool read_act(toc_judge *judge, struct json_object *body, toc_deed *out)
{
    static const char *const known[] = {"as", "entry", NULL};
    struct json_object *entry = find(body, "entry");

    if (!check_keys(judge, body, known) || !read_body(judge, body, "as", &out->body))
        return false;
    if (!json_object_is_type(entry, json_type_object))
        return invalid(judge, "entry", TOC_LIVE_OBJECT_WANTED);
    return toc_deed_read_entry(judge, toc_exact_text(judge->arena, entry), out);
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

    if (!check_keys(judge, body, known))
        return false;
    if (!json_object_is_type(facts, json_type_object))
        return invalid(judge, "facts", TOC_LIVE_OBJECT_WANTED);
    return toc_deed_read_truth(judge, toc_exact_text(judge->arena, facts), out);
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

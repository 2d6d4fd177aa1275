/* scenario_fields.c - values of a scenario: words, times, numbers, and mappings by table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/nearest.h"
#include "drill/scenario_private.h"

void toc_report_shape(toc_reading *r, const toc_yaml *value, const char *what, const char *expected)
{
    (void)toc_diag_add(r->sink, TOC_D_SCENARIO_SHAPE, value->span, "`%s` takes %s, and here is %s",
                       what, toc_diag_phrase(r->sink, expected),
                       toc_diag_phrase(r->sink, toc_yaml_kind_text(value)));
}

bool toc_read_word(toc_reading *r, const toc_yaml *value, const char *what, toc_word *out)
{
    if (value->kind != TOC_YAML_SCALAR || toc_yaml_is_nothing(value)) {
        toc_report_shape(r, value, what, TOC_PHRASE("one value"));
        return false;
    }
    *out = (toc_word){value->text, value->span};
    return true;
}

bool toc_read_words(toc_reading *r, const toc_yaml *value, const char *what,
                    toc_scenario_words *out)
{
    toc_word word;

    if (value->kind == TOC_YAML_MAP || toc_yaml_is_nothing(value)) {
        toc_report_shape(r, value, what, TOC_PHRASE("a name or a list of names"));
        return false;
    }
    if (value->kind == TOC_YAML_SCALAR) {
        if (toc_read_word(r, value, what, &word))
            TOC_PUSH(r->arena, out, word);
        return true;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        if (toc_read_word(r, value->items[i], what, &word))
            TOC_PUSH(r->arena, out, word);
    }
    return true;
}

bool toc_read_pairs(toc_reading *r, const toc_yaml *value, const char *what,
                    toc_scenario_pairs *out)
{
    if (value->kind != TOC_YAML_MAP) {
        toc_report_shape(r, value, what, TOC_PHRASE("a mapping such as `{name: value}`"));
        return false;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        const toc_yaml_pair *from = &value->pairs[i];
        toc_word_pair pair = {.key = {from->key->text, from->key->span}};

        if (from->value->kind != TOC_YAML_SCALAR) {
            toc_report_shape(r, from->value, from->key->text, TOC_PHRASE("one value"));
            continue;
        }
        pair.value = (toc_word){from->value->text, from->value->span};
        pair.is_empty = toc_yaml_is_nothing(from->value);
        TOC_PUSH(r->arena, out, pair);
    }
    return true;
}

bool toc_read_is_list(toc_reading *r, const toc_yaml *value, const char *key)
{
    if (value->kind == TOC_YAML_LIST)
        return true;
    if (!toc_yaml_is_nothing(value))
        toc_report_shape(r, value, key,
                         TOC_PHRASE("a list (each item on a line of its own, behind `- `)"));
    return false;
}

/* ── numbers ── */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Adds one digit at the place @p unit stands for; false on overflow. */
static bool add_digit(int64_t *value, char digit, int64_t unit)
{
    int64_t part;

    return toc_mul_i64(digit - '0', unit, &part) && toc_add_i64(*value, part, value);
}

int64_t toc_number_parse(const char *text, size_t *out_size)
{
    const char *at = text + (*text == '-' || *text == '+');
    const char *digits = at;
    int64_t value = 0;

    *out_size = 0;
    for (; is_digit(*at) || (*at == '_' && at > digits && is_digit(at[1])); at++) {
        if (*at != '_' &&
            (!toc_mul_i64(value, 10, &value) || !add_digit(&value, *at, INT64_C(1000000))))
            return 0;
    }
    if (at == digits)
        return 0;
    if (*at == '.' && is_digit(at[1])) {
        int64_t unit = 100000;

        for (at++; is_digit(*at) && unit > 0; at++, unit /= 10) {
            if (!add_digit(&value, *at, unit))
                return 0;
        }
        if (is_digit(*at))
            return 0;
    }
    *out_size = (size_t)(at - text);
    return *text == '-' ? -value : value;
}

bool toc_number_is_too_large(const char *text)
{
    const char *digits = text + (*text == '-' || *text == '+');
    size_t size;

    (void)toc_number_parse(text, &size);
    return size == 0 && *digits && digits[strspn(digits, "0123456789")] == '\0';
}

bool toc_read_whole(toc_reading *r, toc_word word, int64_t least, int64_t most, int64_t *out)
{
    char *end;
    unsigned long long value;
    size_t digits = strspn(word.text, "0123456789");

    if (digits == 0 || word.text[digits]) {
        (void)toc_diag_add(r->sink, TOC_D_SCENARIO_NUMBER, word.span, "`%s` is not a whole number",
                           word.text);
        return false;
    }
    value = digits < 20 ? strtoull(word.text, &end, 10) : UINT64_MAX;
    if (value < (uint64_t)least || value > (uint64_t)most) {
        toc_diag *diag = toc_diag_add(r->sink, TOC_D_SCENARIO_NUMBER, word.span,
                                      value < (uint64_t)least ? TOC_PHRASE("`%s` is too small")
                                                              : TOC_PHRASE("`%s` is too large"),
                                      word.text);
        toc_diag_add_note(r->sink, diag, "%lld to %lld are possible here", (long long)least,
                          (long long)most);
        return false;
    }
    *out = (int64_t)value;
    return true;
}

/* ── times ── */

/* A length of time but for its size: with small figures it would be one. */
static bool is_too_long(toc_reading *r, const char *text)
{
    char *small = toc_arena_copy(r->arena, text, strlen(text));
    size_t size = 0;
    toc_ms length;

    for (; *text; text++) {
        char letter = *text;

        if (is_digit(letter))
            letter = '1';
        if (letter != '1' || size == 0 || small[size - 1] != '1')
            small[size++] = letter;
    }
    small[size] = '\0';
    return toc_duration_parse(small, true, &length);
}

static bool report_too_long(toc_reading *r, toc_word word)
{
    toc_diag *diag;

    if (!is_too_long(r, word.text))
        return false;
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_TIME, word.span, "`%s` is too long", word.text);
    toc_diag_add_help(r->sink, diag, "`36600d`, 100 years, is the most");
    return true;
}

void toc_help_with_date(toc_reading *r, toc_diag *diag, const char *text)
{
    enum { DAY_SIZE = 10 }; /* "2026-03-05" */
    char day[DAY_SIZE + 1] = "";
    toc_date date;

    strncat(day, text, DAY_SIZE);
    if (strlen(day) == DAY_SIZE && strspn(day, "0123456789-") == DAY_SIZE && day[4] == '-' &&
        day[7] == '-' && !toc_date_parse(day, &date))
        toc_diag_add_help(r->sink, diag, "there is no day `%s`", day);
    else
        toc_diag_add_help(r->sink, diag, "date, `T`, time of day, then the offset from UTC");
}

static void help_time(toc_reading *r, toc_diag *diag, const char *text)
{
    size_t digits = strspn(text, "0123456789.");

    if (digits && !text[digits])
        toc_diag_add_help(r->sink, diag, "write the unit: `%smin`, `%sh`", text, text);
    else if (strchr(text, 'T') && strchr(text, '-'))
        toc_help_with_date(r, diag, text);
    else if (strchr(text, ':'))
        toc_diag_add_help(r->sink, diag,
                          "a time of day needs its date and zone: "
                          "`2026-03-05T02:10+08:00`");
    else
        toc_diag_add_help(r->sink, diag, "units are `s`, `min`, `h`, `d`, `w`: `1h30min`");
}

bool toc_read_duration(toc_reading *r, toc_word word, toc_ms *out)
{
    toc_diag *diag;

    if (strcmp(word.text, "0") == 0) {
        *out = 0;
        return true;
    }
    if (toc_duration_parse(word.text, false, out))
        return true;
    if (report_too_long(r, word))
        return false;
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_TIME, word.span,
                        "`%s` is not a length of time such as `30min`", word.text);
    help_time(r, diag, word.text);
    return false;
}

static bool report_before_start(toc_reading *r, toc_word word)
{
    toc_diag *diag = toc_diag_add(r->sink, TOC_D_SCENARIO_OUTSIDE, word.span,
                                  "`%s` lies before the drill's start", word.text);

    toc_diag_add_help(r->sink, diag, "let the drill `start` earlier, or put it at `0min`");
    return false;
}

bool toc_is_in_years(toc_ms epoch, int32_t offset_min)
{
    toc_ms local = epoch + offset_min * TOC_MINUTE;

    return local >= 0 && local < toc_date_to_days((toc_date){2200, 1, 1}) * TOC_DAY;
}

/* Is @p at, since the start, a time that a drill can have? */
static bool check_when(toc_reading *r, toc_word word, toc_ms at)
{
    if (at < 0)
        return report_before_start(r, word);
    if (!r->has_start || toc_is_in_years(r->scenario->start + at, r->scenario->start_offset_min))
        return true;
    (void)toc_diag_add(r->sink, TOC_D_SCENARIO_OUTSIDE, word.span,
                       "`%s` lies after the year 2199, the last for a drill", word.text);
    return false;
}

bool toc_read_when(toc_reading *r, toc_word word, toc_ms *out)
{
    int32_t offset_min;
    toc_ms epoch;
    toc_diag *diag;

    if (strcmp(word.text, "0") == 0 || toc_duration_parse(word.text, true, out)) {
        if (strcmp(word.text, "0") == 0)
            *out = 0;
        return check_when(r, word, *out);
    }
    if (toc_instant_parse(word.text, &epoch, &offset_min)) {
        if (!r->has_start)
            return false; /* the missing start is an error of its own */
        *out = epoch - r->scenario->start;
        if (*out <= TOC_DURATION_MAX || !toc_is_in_years(epoch, offset_min))
            return check_when(r, word, *out);
    }
    if (report_too_long(r, word))
        return false;
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_TIME, word.span,
                        "`%s` is not a time since the start such as `1h30min`", word.text);
    help_time(r, diag, word.text);
    return false;
}

/* ── choices and keys ── */

static size_t count_texts(const char *const *texts)
{
    size_t count = 0;

    while (texts[count])
        count++;
    return count;
}

/* "`a`, `b` or `c`" */
static const char *list_texts(const toc_diag_sink *sink, const char *const *texts)
{
    size_t count = count_texts(texts);
    const char *list = "";

    for (size_t i = 0; i < count; i++)
        list = toc_say(sink->arena, "%s%s`%s`", list,
                       i == 0           ? ""
                       : i + 1 == count ? toc_diag_phrase(sink, TOC_PHRASE(" or "))
                                        : toc_diag_phrase(sink, TOC_PHRASE(", ")),
                       texts[i]);
    return list;
}

bool toc_read_choice(toc_reading *r, toc_word word, const char *what, const char *const *choices,
                     unsigned *out_index)
{
    const char *near;
    toc_diag *diag;

    for (unsigned i = 0; choices[i]; i++) {
        if (strcmp(choices[i], word.text) == 0) {
            *out_index = i;
            return true;
        }
    }
    near = toc_nearest_of(word.text, choices, count_texts(choices));
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_CHOICE, word.span, "`%s` cannot be `%s`", what,
                        word.text);
    if (near)
        toc_diag_add_help(r->sink, diag, "did you mean `%s`?", near);
    else
        toc_diag_add_help(r->sink, diag, "it is %s", list_texts(r->sink, choices));
    return false;
}

/* `at:1min`, of which YAML takes the whole for a key, as it was meant; NULL: it is something else. */
static const char *glued_key(toc_arena *arena, const char *text, const char *const *known)
{
    size_t size = strcspn(text, ":");

    for (size_t i = 0; text[size] && known[i]; i++) {
        if (strlen(known[i]) == size && strncmp(known[i], text, size) == 0)
            return toc_arena_printf(arena, "%s: %s", known[i], text + size + 1);
    }
    return NULL;
}

void toc_report_unknown_key(toc_reading *r, const toc_yaml *key, const char *what,
                            const char *const *known)
{
    const char *near = toc_nearest_of(key->text, known, count_texts(known));
    const char *glued = glued_key(r->arena, key->text, known);
    toc_diag *diag = toc_diag_add(r->sink, TOC_D_SCENARIO_KEY_UNKNOWN, key->span,
                                  "%s has no key `%s`", toc_diag_phrase(r->sink, what), key->text);

    if (glued)
        toc_diag_add_help(r->sink, diag, "a space is missing after `:`: write `%s`", glued);
    else if (near)
        toc_diag_add_help(r->sink, diag, "did you mean `%s`?", near);
    else
        toc_diag_add_help(r->sink, diag, "it takes %s", list_texts(r->sink, known));
}

bool toc_read_is_glued(const toc_yaml *map, const char *key)
{
    size_t size = strlen(key);

    for (uint32_t i = 0; i < map->count; i++) {
        const char *text = map->pairs[i].key->text;

        if (strncmp(text, key, size) == 0 && text[size] == ':')
            return true;
    }
    return false;
}

/* ── mappings by table ── */

static void put_number(toc_reading *r, const toc_field_row *row, toc_word word, char *at)
{
    int64_t number;

    if (row->kind == TOC_FIELD_ORDINAL && toc_read_whole(r, word, 1, 1000000, &number))
        *(uint32_t *)(void *)at = (uint32_t)number;
    else if (row->kind == TOC_FIELD_COUNT &&
             toc_read_whole(r, word, 1, INT64_C(1000000000000), &number))
        *(int64_t *)(void *)at = number;
}

static void put_word(toc_reading *r, const toc_field_row *row, const toc_yaml *value, char *at)
{
    toc_word word;
    unsigned index;

    if (!toc_read_word(r, value, row->key, &word))
        return;
    if (row->kind == TOC_FIELD_DURATION)
        (void)toc_read_duration(r, word, (toc_ms *)(void *)at);
    else if (row->kind == TOC_FIELD_WHEN)
        (void)toc_read_when(r, word, (toc_ms *)(void *)at);
    else if (row->kind == TOC_FIELD_WORD ||
             (row->kind == TOC_FIELD_CHOICE &&
              toc_read_choice(r, word, row->key, row->choices, &index)))
        *(toc_word *)(void *)at = word;
    else
        put_number(r, row, word, at);
}

static void put_field(toc_reading *r, const toc_field_row *row, const toc_yaml *value, void *target)
{
    char *at = (char *)target + row->offset;

    switch (row->kind) {
    case TOC_FIELD_WORDS:
        (void)toc_read_words(r, value, row->key, (toc_scenario_words *)(void *)at);
        break;
    case TOC_FIELD_PAIRS:
        (void)toc_read_pairs(r, value, row->key, (toc_scenario_pairs *)(void *)at);
        break;
    case TOC_FIELD_WORD:
    case TOC_FIELD_DURATION:
    case TOC_FIELD_WHEN:
    case TOC_FIELD_ORDINAL:
    case TOC_FIELD_COUNT:
    case TOC_FIELD_CHOICE:
        put_word(r, row, value, at);
        break;
    case TOC_FIELD_FREE:
        break;
    }
}

static const toc_field_row *find_row(const toc_field_row *rows, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (toc_yaml_is_key(rows[i].key, key))
            return &rows[i];
    }
    return NULL;
}

static bool is_passed(const char *const *passed, const char *key)
{
    for (; passed && *passed; passed++) {
        if (toc_yaml_is_key(*passed, key))
            return true;
    }
    return false;
}

static void report_stranger(toc_reading *r, const toc_yaml *key, const char *what,
                            const toc_field_row *rows, size_t count, const char *const *passed)
{
    TOC_VEC(const char *) known = {0};

    for (; passed && *passed; passed++)
        TOC_PUSH(r->arena, &known, *passed);
    for (size_t i = 0; i < count; i++)
        TOC_PUSH(r->arena, &known, rows[i].key);
    TOC_PUSH(r->arena, &known, NULL);
    toc_report_unknown_key(r, key, what, known.items);
}

void toc_read_fields(toc_reading *r, const toc_yaml *map, const char *what,
                     const toc_field_row *rows, size_t count, const char *const *passed,
                     void *target)
{
    for (uint32_t i = 0; i < map->count; i++) {
        const toc_yaml *key = map->pairs[i].key;
        const toc_field_row *row = find_row(rows, count, key->text);

        if (row)
            put_field(r, row, map->pairs[i].value, target);
        else if (!is_passed(passed, key->text))
            report_stranger(r, key, what, rows, count, passed);
    }
    for (size_t i = 0; i < count; i++) {
        if (rows[i].is_required && !toc_yaml_find(map, rows[i].key) &&
            !toc_read_is_glued(map, rows[i].key))
            (void)toc_diag_add(r->sink, TOC_D_SCENARIO_KEY_MISSING, map->span,
                               "%s needs the key `%s`", toc_diag_phrase(r->sink, what),
                               rows[i].key);
    }
}

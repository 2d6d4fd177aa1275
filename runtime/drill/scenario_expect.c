/* scenario_expect.c - `expect`: what must have come true at the drill's end. */
#include <string.h>

#include "drill/scenario_private.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ROW(key, kind, is_needed, member, choices)                                                 \
    {                                                                                              \
        key, TOC_FIELD_##kind, is_needed, offsetof(toc_expect, member), choices                    \
    }

static const char *const duty_states[] = {"met", "late", "missed", "void", NULL};
/* in the order of toc_report_outcome */
static const char *const report_outcomes[] = {
    "on time", "late", "omitted", "concealed", "void", "false", "understated", "not owed", NULL};
static const char *const step_states[] = {"waiting", "ready", "blocked",   "running", "done",
                                          "skipped", "dead",  "cancelled", "failed",  NULL};
static const char *const response_states[] = {"inactive", "active", "complete", "stopped", NULL};
static const char *const body_states[] = {"absent", "forming", "active", "stood-down", NULL};
static const char *const duties[] = {"work", "approval", NULL};

#define BY         ROW("by", WHEN, false, by, NULL)
#define AT         ROW("at", WHEN, false, at, NULL)
#define LADDER     ROW("ladder", WORD, false, ladder, NULL)
#define TO         ROW("to", WORD, false, to, NULL)
#define OCCURRENCE ROW("occurrence", ORDINAL, false, occurrence, NULL)
#define OBJECTIVE  ROW("objective", WORD, false, objective, NULL)

static const toc_field_row level_rows[] = {BY, AT, LADDER};
static const toc_field_row obligation_rows[] = {ROW("state", CHOICE, true, state, duty_states), TO,
                                                OCCURRENCE,
                                                ROW("duty", CHOICE, false, duty, duties)};
static const toc_field_row report_rows[] = {ROW("outcome", CHOICE, true, state, report_outcomes),
                                            TO, OCCURRENCE};
static const toc_field_row step_rows[] = {ROW("state", CHOICE, true, state, step_states), BY, AT};
static const toc_field_row decision_rows[] = {ROW("outcome", WORD, true, state, NULL), BY};
static const toc_field_row response_rows[] = {ROW("state", CHOICE, true, state, response_states),
                                              BY, AT};
static const toc_field_row body_rows[] = {ROW("state", CHOICE, true, state, body_states), BY, AT};
static const toc_field_row score_rows[] = {OBJECTIVE};
static const toc_field_row started_rows[] = {ROW("times", WORD, true, times, NULL)};
static const toc_field_row starts_rows[] = {ROW("event", WORD, false, event, NULL)};

typedef struct expect_row {
    const char *word;
    toc_expect_kind kind;
    const toc_field_row *rows;
    size_t row_count;
} expect_row;

static const expect_row kinds[] = {
    {"level", TOC_EXPECT_LEVEL, level_rows, COUNT(level_rows)},
    {"warranted", TOC_EXPECT_WARRANTED, level_rows, COUNT(level_rows)},
    {"obligation", TOC_EXPECT_OBLIGATION, obligation_rows, COUNT(obligation_rows)},
    {"report", TOC_EXPECT_REPORT, report_rows, COUNT(report_rows)},
    {"step", TOC_EXPECT_STEP, step_rows, COUNT(step_rows)},
    {"decision", TOC_EXPECT_DECISION, decision_rows, COUNT(decision_rows)},
    {"response", TOC_EXPECT_RESPONSE, response_rows, COUNT(response_rows)},
    {"body", TOC_EXPECT_BODY, body_rows, COUNT(body_rows)},
    {"score", TOC_EXPECT_SCORE, score_rows, COUNT(score_rows)},
    {"rating", TOC_EXPECT_RATING, score_rows, COUNT(score_rows)},
    {"started", TOC_EXPECT_STARTED, started_rows, COUNT(started_rows)},
    {"starts", TOC_EXPECT_STARTS, starts_rows, COUNT(starts_rows)},
};

static const expect_row *find_kind(const char *word)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (strcmp(kinds[i].word, word) == 0)
            return &kinds[i];
    }
    return NULL;
}

/* ── ">= 60" ── */

/* Reads the comparison before a value; *text then stands at the value. */
static bool read_compare(const char **text, toc_compare *out)
{
    static const struct {
        const char *sign;
        toc_compare compare;
    } signs[] = {{">=", TOC_AT_LEAST}, {"<=", TOC_AT_MOST}, {"≥", TOC_AT_LEAST}, {"≤", TOC_AT_MOST},
                 {">", TOC_ABOVE},     {"<", TOC_BELOW},    {"=", TOC_IS}};

    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t size = strlen(signs[i].sign);

        if (strncmp(*text, signs[i].sign, size) == 0) {
            *text += size;
            *text += strspn(*text, " ");
            *out = signs[i].compare;
            return true;
        }
    }
    return false;
}

static bool read_score(toc_reading *r, toc_expect *expect)
{
    const char *text = expect->subject.text;
    bool has_sign = read_compare(&text, &expect->compare);
    size_t size;
    int64_t micro = toc_number_parse(text, &size);
    toc_diag *diag;

    /* a score is shown with two digits behind the point: 1/10 000 of the whole */
    if (has_sign && size > 0 && !text[size + (text[size] == '%')] && micro >= 0 &&
        micro <= 100 * INT64_C(1000000) && micro % 10000 == 0) {
        expect->value = micro / 10000;
        return true;
    }
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_EXPECT, expect->subject.span,
                        "a score is expected as a comparison with 0 to 100");
    toc_diag_add_help(r->sink, diag, "write `score: \">= 60\"`");
    return false;
}

static bool read_rating(toc_reading *r, toc_expect *expect)
{
    static const char letters[] = "UMSP"; /* the worst first */
    const char *text = expect->subject.text;
    const char *found;
    toc_diag *diag;

    expect->compare = TOC_IS;
    (void)read_compare(&text, &expect->compare);
    found = *text && !text[1] ? strchr(letters, *text) : NULL;
    if (found) {
        expect->value = found - letters;
        return true;
    }
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_EXPECT, expect->subject.span,
                        "a rating is one of P, S, M and U");
    toc_diag_add_help(r->sink, diag, "write `rating: P` or `rating: \">= S\"`");
    return false;
}

/* `times: ">= 2"`: a whole number, small enough for any drill. */
static bool read_times(toc_reading *r, toc_expect *expect)
{
    const char *text = expect->times.text;
    size_t size = 0;
    int64_t micro = 0;
    toc_diag *diag;

    if (!text)
        return false; /* missing, and reported */
    expect->compare = TOC_IS;
    (void)read_compare(&text, &expect->compare);
    micro = toc_number_parse(text, &size);
    expect->value = micro / 1000000;
    if (size > 0 && !text[size] && micro >= 0 && micro % 1000000 == 0)
        return true;
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_EXPECT, expect->times.span,
                        "how often is expected as a number or a comparison with one");
    toc_diag_add_help(r->sink, diag, "write `times: 2` or `times: \">= 2\"`");
    return false;
}

static bool read_nothing(toc_reading *r, const toc_expect *expect)
{
    toc_diag *diag;

    if (strcmp(expect->subject.text, "nothing") == 0)
        return true;
    diag = toc_diag_add(r->sink, TOC_D_SCENARIO_EXPECT, expect->subject.span,
                        "only that nothing is started can be expected so");
    toc_diag_add_help(r->sink, diag,
                      "write `starts: nothing`, or of a response `started: %s, times: 1`",
                      expect->subject.text);
    return false;
}

static bool check_times(toc_reading *r, const toc_expect *expect)
{
    const char *what = NULL;
    toc_ms latest = expect->by != TOC_MS_NONE ? expect->by : expect->at;

    if (expect->by != TOC_MS_NONE && expect->at != TOC_MS_NONE)
        what = TOC_PHRASE("`by` and `at` cannot both be asked for");
    else if (latest != TOC_MS_NONE && r->scenario->end != TOC_MS_NONE && latest > r->scenario->end)
        what = TOC_PHRASE("this is asked for after the drill's end");
    if (what)
        (void)toc_diag_add(r->sink, TOC_D_SCENARIO_EXPECT, expect->span, "%s", what);
    return !what;
}

static bool read_value(toc_reading *r, toc_expect *expect)
{
    switch (expect->kind) {
    case TOC_EXPECT_SCORE:
        return read_score(r, expect);
    case TOC_EXPECT_RATING:
        return read_rating(r, expect);
    case TOC_EXPECT_STARTED:
        return read_times(r, expect);
    case TOC_EXPECT_STARTS:
        return read_nothing(r, expect);
    case TOC_EXPECT_LEVEL:
    case TOC_EXPECT_WARRANTED:
    case TOC_EXPECT_STEP:
    case TOC_EXPECT_DECISION:
    case TOC_EXPECT_RESPONSE:
    case TOC_EXPECT_BODY:
        return check_times(r, expect);
    case TOC_EXPECT_OBLIGATION:
    case TOC_EXPECT_REPORT:
        break;
    }
    return true;
}

static const expect_row *read_kind(toc_reading *r, const toc_yaml *map, const toc_yaml **out_value)
{
    const char *known[COUNT(kinds) + 1];
    const expect_row *row = NULL;

    for (uint32_t i = 0; i < map->count && !row; i++) {
        row = find_kind(map->pairs[i].key->text);
        *out_value = map->pairs[i].value;
    }
    if (row)
        return row;
    for (size_t i = 0; i < COUNT(kinds); i++)
        known[i] = kinds[i].word;
    known[COUNT(kinds)] = NULL;
    if (map->count > 0)
        toc_report_unknown_key(r, map->pairs[0].key, TOC_PHRASE("an expectation"), known);
    else
        toc_report_shape(r, map, "expect",
                         TOC_PHRASE("expectations such as `{level: III, by: 75min}`"));
    return NULL;
}

/* Where the state stands among those that are possible. */
static unsigned state_index(const expect_row *row, const toc_expect *expect)
{
    for (size_t i = 0; i < row->row_count && expect->state.text; i++) {
        const char *const *choices = row->rows[i].choices;

        if (row->rows[i].offset != offsetof(toc_expect, state) || !choices)
            continue;
        for (unsigned k = 0; choices[k]; k++) {
            if (strcmp(choices[k], expect->state.text) == 0)
                return k;
        }
    }
    return 0;
}

static void read_expect(toc_reading *r, const toc_yaml *map)
{
    const toc_yaml *value = NULL;
    const expect_row *row = read_kind(r, map, &value);
    const char *passed[] = {row ? row->word : NULL, NULL};
    toc_expect expect = {.span = map->span, .by = TOC_MS_NONE, .at = TOC_MS_NONE};
    uint32_t errors = r->sink->error_count;

    if (!row)
        return;
    expect.kind = row->kind;
    expect.number = r->scenario->expects.count + 1;
    toc_read_fields(r, map, toc_say(r->arena, "an expectation of `%s`", row->word), row->rows,
                    row->row_count, passed, &expect);
    expect.state_index = state_index(row, &expect);
    if (toc_read_word(r, value, row->word, &expect.subject) && read_value(r, &expect) &&
        r->sink->error_count == errors)
        TOC_PUSH(r->arena, &r->scenario->expects, expect);
}

void toc_read_expects(toc_reading *r, const toc_yaml *list)
{
    if (!toc_read_is_list(r, list, "expect"))
        return;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind == TOC_YAML_MAP)
            read_expect(r, list->items[i]);
        else
            toc_report_shape(r, list->items[i], "expect",
                             TOC_PHRASE("expectations such as `{level: III, by: 75min}`"));
    }
}

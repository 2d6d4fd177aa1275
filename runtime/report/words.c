/* words.c - looks words up, fills them in, and writes times. */
#include "report/words.h"

#include <string.h>

#include "base/catalogue.h"
#include "base/utf8.h"

static const char *const keys[] = {
#define WORD(id, english) TOC_CATALOGUE_KEY("report." #id, english),
#include "report/text_words.def"
#undef WORD
};

static bool begins(const char *tag, const char *with)
{
    return strncmp(tag, with, strlen(with)) == 0;
}

static unsigned column_of(const char *tag)
{
    if (begins(tag, "zh-Hant") || begins(tag, "zh-TW") || begins(tag, "zh-HK") ||
        begins(tag, "zh-MO"))
        return 2;
    return begins(tag, "zh") ? 1 : 0;
}

void toc_pages_of_drill(toc_pages *p, toc_arena *arena, const toc_drill *drill,
                        toc_sources *sources, const char *lang, FILE *out)
{
    *p = (toc_pages){.arena = arena,
                     .drill = drill,
                     .machine = drill->machine,
                     .sources = sources,
                     .lang = lang,
                     .out = out};
    p->column = column_of(toc_lang_of(p));
}

void toc_pages_init(toc_pages *p, toc_arena *arena, const toc_score *score, toc_sources *sources,
                    const char *lang, FILE *out)
{
    toc_pages_of_drill(p, arena, score->drill, sources, lang, out);
    p->score = score;
}

const char *toc_lang_of(const toc_pages *p)
{
    return p->lang ? p->lang : toc_machine_text(p->machine, p->machine->plans[0].language);
}

const char *toc_word_of(const toc_pages *p, toc_report_word word)
{
    static const char *const langs[] = {"en", "zh-Hans", "zh-Hant"};

    return toc_catalogue_text(langs[p->column], keys[word]);
}

static const char *slot_of(const char *at, const char *const *fills)
{
    if (at[0] != '{' || at[1] < '1' || at[1] > '3' || at[2] != '}')
        return NULL;
    return fills[at[1] - '1'];
}

const char *toc_word_fill(const toc_pages *p, toc_report_word word, const char *first,
                          const char *second, const char *third)
{
    const char *fills[3] = {first ? first : "", second ? second : "", third ? third : ""};
    const char *text = toc_word_of(p, word);
    size_t size = strlen(text) + 2 * (strlen(fills[0]) + strlen(fills[1]) + strlen(fills[2]));
    char *filled = toc_arena_alloc(p->arena, size + 1);
    size_t used = 0;

    for (const char *at = text; *at;) {
        const char *fill = slot_of(at, fills);
        size_t length = fill ? strlen(fill) : 1;

        memcpy(filled + used, fill ? fill : at, length);
        used += length;
        at += fill ? 3 : 1;
    }
    filled[used] = '\0';
    return filled;
}

/* Escapes in a quoted scalar can write any character. */
const char *toc_text_clean(toc_arena *arena, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    char *clean = toc_arena_alloc(arena, size + 1);
    size_t used = 0;
    unsigned length;

    for (size_t at = 0; at < size; at += length) {
        int32_t letter = toc_utf8_decode(text + at, size - at, &length);

        if (letter < 0 || toc_codepoint_is_hidden(letter))
            continue;
        if (letter < 0x20 || (letter >= 0x7F && letter < 0xA0)) {
            clean[used++] = ' ';
            continue;
        }
        memcpy(clean + used, text + at, length);
        used += length;
    }
    clean[used] = '\0';
    return clean;
}

/* ── titles ── */

const char *toc_title_of(const toc_pages *p, const toc_m_head *head)
{
    return toc_machine_title(p->machine, head, p->lang);
}

/* A post says which org it belongs to. */
const char *toc_title_of_body(const toc_pages *p, uint32_t body)
{
    const toc_m_body *row;

    if (body == TOC_NONE)
        return "";
    row = &p->machine->bodies[body];
    if (row->parent == TOC_NONE)
        return toc_title_of(p, &row->head);
    return toc_arena_printf(p->arena, "%s · %s",
                            toc_title_of(p, &p->machine->bodies[row->parent].head),
                            toc_title_of(p, &row->head));
}

const char *toc_title_of_grade(const toc_pages *p, uint32_t ladder, uint32_t rank)
{
    const toc_m_ladder *row = &p->machine->ladders[ladder];
    const toc_m_level *level;
    const char *grade;
    const char *title;

    if (rank == 0 || rank > row->levels.count)
        return toc_word_of(p, TOC_WORD_NONE);
    level = &p->machine->levels[row->levels.first + rank - 1];
    grade = toc_machine_text(p->machine, level->grade);
    if (level->head.titles.count == 0)
        return grade;
    title = toc_title_of(p, &level->head);
    if (toc_grade_is_called(grade) || strcmp(title, grade) == 0)
        return title;
    return toc_arena_printf(p->arena, "%s %s", grade, title);
}

const char *toc_title_of_objective(const toc_pages *p, uint32_t id)
{
    if (id == TOC_OBJECTIVE_OTHER)
        return toc_word_of(p, TOC_WORD_OTHER);
    return toc_title_of(p, &p->machine->objectives[id].head);
}

const char *toc_title_of_outcome(const toc_pages *p, uint32_t outcome)
{
    const char *name = toc_machine_text(p->machine, p->machine->outcomes[outcome].name);

    if (strcmp(name, "yes") == 0 || strcmp(name, "是") == 0)
        return toc_word_of(p, TOC_WORD_CHOICE_YES);
    if (strcmp(name, "no") == 0 || strcmp(name, "否") == 0)
        return toc_word_of(p, TOC_WORD_CHOICE_NO);
    return name;
}

const char *toc_title_of_ladder(const toc_pages *p, uint32_t ladder)
{
    const toc_m_ladder *row = &p->machine->ladders[ladder];
    bool is_unnamed = p->machine->plans[0].unnamed_ladder == ladder && row->head.titles.count == 0;

    return is_unnamed ? toc_word_of(p, TOC_WORD_LADDER) : toc_title_of(p, &row->head);
}

const char *toc_with_ladder(const toc_pages *p, const char *text, uint32_t ladder)
{
    if (p->machine->ladders_count < 2)
        return text;
    return toc_word_fill(p, TOC_WORD_OF_LADDER, text, toc_title_of_ladder(p, ladder), NULL);
}

const char *toc_title_of_report(const toc_pages *p, uint32_t report)
{
    const toc_m_report *row = &p->machine->reports[report];
    const char *title = toc_title_of(p, &row->head);
    const toc_m_report *instead;

    switch ((toc_m_report_kind)row->kind) {
    case TOC_M_REPORT_SKIP:
        return toc_word_fill(p, TOC_WORD_RELAY_SKIP, title, NULL, NULL);
    case TOC_M_REPORT_WRITTEN:
        return toc_word_fill(p, TOC_WORD_RELAY_WRITTEN, title, NULL, NULL);
    case TOC_M_REPORT_FALLBACK:
        instead = &p->machine->reports[row->instead];
        return toc_word_fill(p, TOC_WORD_RELAY_INSTEAD, title,
                             toc_title_of_body(p, p->machine->ids[instead->receivers.first]), NULL);
    case TOC_M_REPORT_INITIAL:
    case TOC_M_REPORT_PROGRESS:
    case TOC_M_REPORT_DAILY:
    case TOC_M_REPORT_FINAL:
    case TOC_M_REPORT_PLAIN:
    case TOC_M_REPORT_HOP:
    case TOC_M_REPORT_ANNOUNCEMENT:
        break;
    }
    return title;
}

static const char *duty_phrase(const toc_pages *p, const toc_duty *duty)
{
    const toc_m_level *level;
    const char *title = toc_title_of(p, toc_duty_head(p->machine, duty));

    switch ((toc_duty_kind)duty->kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
        return title;
    case TOC_DUTY_APPROVAL:
        return toc_word_fill(p, TOC_WORD_DUTY_APPROVAL, title, NULL, NULL);
    case TOC_DUTY_REQUEST:
        return toc_word_fill(p, TOC_WORD_DUTY_REQUEST, title, NULL, NULL);
    case TOC_DUTY_DECLARE:
        level = &p->machine->levels[duty->id];
        title = toc_title_of_grade(p, level->ladder, level->rank);
        return toc_with_ladder(p, toc_word_fill(p, TOC_WORD_DUTY_DECLARE, title, NULL, NULL),
                               level->ladder);
    case TOC_DUTY_PROPOSE_END:
        return toc_word_fill(p, TOC_WORD_DUTY_PROPOSE_END, toc_title_of_ladder(p, duty->id), NULL,
                             NULL);
    case TOC_DUTY_APPROVE_END:
        return toc_word_fill(p, TOC_WORD_DUTY_APPROVE_END, toc_title_of_ladder(p, duty->id), NULL,
                             NULL);
    case TOC_DUTY_FORM:
        return toc_word_fill(p, TOC_WORD_DUTY_FORM, title, NULL, NULL);
    case TOC_DUTY_REPORT:
        return toc_word_fill(p, TOC_WORD_DUTY_REPORT, toc_title_of_report(p, duty->id),
                             toc_title_of_body(p, duty->other), NULL);
    case TOC_DUTY_OVERALL:
        return toc_word_fill(p, TOC_WORD_DUTY_OVERALL, title, NULL, NULL);
    case TOC_DUTY_ANNOUNCEMENT:
        return toc_word_fill(p, TOC_WORD_DUTY_ANNOUNCEMENT, title, NULL, NULL);
    case TOC_DUTY_CLEARANCE:
        return toc_word_fill(p, TOC_WORD_DUTY_APPROVAL, title, NULL, NULL);
    }
    return title;
}

/* "2nd"; in Chinese the number. */
static const char *ordinal(const toc_pages *p, uint32_t number)
{
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    uint32_t last = number / 10 % 10 == 1 || number % 10 > 3 ? 0 : number % 10;

    return toc_arena_printf(p->arena, "%u%s", number, p->column == 0 ? endings[last] : "");
}

const char *toc_title_numbered(const toc_pages *p, const char *title, uint32_t activation,
                               uint32_t occurrence)
{
    const char *time = toc_integer_text(p->arena, occurrence);

    if (activation < 2)
        return occurrence < 2 ? title : toc_word_fill(p, TOC_WORD_NTH, title, time, NULL);
    if (occurrence < 2)
        return toc_word_fill(p, TOC_WORD_NTH_ACTIVATION, title, ordinal(p, activation), NULL);
    return toc_word_fill(p, TOC_WORD_NTH_OF_ACTIVATION, title, ordinal(p, activation), time);
}

const char *toc_title_of_duty(const toc_pages *p, const toc_duty *duty)
{
    return toc_title_numbered(p, duty_phrase(p, duty), duty->activation, duty->occurrence);
}

const char *toc_title_of_observed(const toc_pages *p, const toc_bound_observation *row)
{
    toc_duty owed = {.kind = row->duty, .id = row->id, .other = TOC_NONE};

    if (row->about == TOC_ABOUT_WHOLE)
        return toc_word_of(p, TOC_WORD_A_WHOLE_DRILL);
    if (row->about == TOC_ABOUT_OBJECTIVE)
        return toc_title_of_objective(p, row->id);
    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        if (toc_observation_is_about(p->machine, row, &p->score->duties[i].duty))
            return toc_title_of_duty(p, &p->score->duties[i].duty);
    }
    return row->duty == TOC_DUTY_REPORT ? toc_title_of_report(p, row->id)
                                        : toc_title_of_duty(p, &owed);
}

/* ── times and numbers ── */

static void rounded_text(toc_ms length, char text[TOC_DURATION_TEXT_MAX])
{
    toc_ms unit = length >= TOC_HOUR ? TOC_MINUTE : (length >= TOC_SECOND ? TOC_SECOND : 1);

    toc_duration_format(length / unit * unit, text);
}

const char *toc_time_text(toc_arena *arena, toc_ms at)
{
    int days = (int)(at / TOC_DAY);
    int hours = (int)(at / TOC_HOUR % 24);
    int minutes = (int)(at / TOC_MINUTE % 60);
    int seconds = (int)(at / TOC_SECOND % 60);
    const char *text;
    char before[TOC_DURATION_TEXT_MAX];

    if (at == TOC_MS_NONE)
        return "";
    if (at < 0) { /* a deadline that was past when it opened */
        rounded_text(-at, before);
        return toc_arena_printf(arena, "T-%s", before);
    }
    if (days)
        text = toc_arena_printf(arena, "T+%dd%02dh%02d", days, hours, minutes);
    else
        text = toc_arena_printf(arena, "T+%dh%02d", hours, minutes);
    return seconds ? toc_arena_printf(arena, "%s:%02d", text, seconds) : text;
}

static int64_t local_day(const toc_pages *p, toc_ms at, int64_t *out_of_day)
{
    toc_ms epoch = p->drill->script->scenario->start + at;
    toc_ms local = epoch + (toc_ms)toc_machine_offset(p->machine, epoch) * TOC_SECOND;
    int64_t day = local / TOC_DAY - (local % TOC_DAY < 0);

    *out_of_day = local - day * TOC_DAY;
    return day;
}

const char *toc_clock_text(const toc_pages *p, toc_ms at)
{
    int64_t of_day;
    int64_t of_first_day;
    int64_t day;
    toc_date date;

    if (at == TOC_MS_NONE)
        return "";
    day = local_day(p, at, &of_day);
    if (day == local_day(p, 0, &of_first_day))
        return toc_arena_printf(p->arena, "%02d:%02d", (int)(of_day / TOC_HOUR),
                                (int)(of_day / TOC_MINUTE % 60));
    date = toc_date_from_days(day);
    return toc_arena_printf(p->arena, "%02d-%02d %02d:%02d", (int)date.month, (int)date.day,
                            (int)(of_day / TOC_HOUR), (int)(of_day / TOC_MINUTE % 60));
}

const char *toc_moment_text(const toc_pages *p, toc_ms at)
{
    if (at == TOC_MS_NONE)
        return "";
    return toc_arena_printf(p->arena, "%s %s", toc_time_text(p->arena, at), toc_clock_text(p, at));
}

/* "5min" in the words of the report; *at goes on behind it. */
static const char *length_part(const toc_pages *p, const char **at)
{
    static const struct {
        const char *unit;
        toc_report_word word;
    } units[] = {{"d", TOC_WORD_LENGTH_D},
                 {"h", TOC_WORD_LENGTH_H},
                 {"min", TOC_WORD_LENGTH_MIN},
                 {"ms", TOC_WORD_LENGTH_MS},
                 {"s", TOC_WORD_LENGTH_S}};
    size_t size = strspn(*at, "-0123456789");
    const char *number = toc_arena_copy(p->arena, *at, size);

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t more = strlen(units[i].unit);

        if (strncmp(*at + size, units[i].unit, more) == 0) {
            *at += size + more;
            return toc_word_fill(p, units[i].word, number, NULL, NULL);
        }
    }
    number = *at;
    *at += strlen(*at);
    return number;
}

const char *toc_length_text(const toc_pages *p, toc_ms length)
{
    char text[TOC_DURATION_TEXT_MAX];
    const char *at = text;
    const char *out = "";

    rounded_text(length, text);
    if (p->column == 0)
        return toc_arena_printf(p->arena, "%s", text);
    while (*at)
        out = toc_arena_printf(p->arena, "%s%s", out, length_part(p, &at));
    return out;
}

const char *toc_points_text(toc_arena *arena, int32_t points)
{
    return toc_arena_printf(arena, "%d.%02d", (int)(points / 100), (int)(points % 100));
}

const char *toc_integer_text(toc_arena *arena, int64_t value)
{
    return toc_arena_printf(arena, "%lld", (long long)value);
}

/* dump.c - an image as text: a paragraph for each row, a line for each field that says something.
 *
 * The layout table drives it, so a new field shows without a change here.  Ids appear as names,
 * times as durations; what is not stated (no id, empty range, nothing of a text) is left out.
 * Pools whose rows only serve their owners are printed there.  Same image, same text. */
#include "machine/dump.h"

#include <inttypes.h>
#include <string.h>

#include "machine/layout.h"

typedef struct dump {
    const toc_machine *machine;
    FILE *out;
} dump;

static void put_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte == '"' || byte == '\\')
            fputc('\\', out);
        if (byte == '\n')
            fputs("\\n", out);
        else if (byte < 0x20 || byte == 0x7f)
            fprintf(out, "\\x%02x", byte);
        else
            fputc(byte, out);
    }
    fputc('"', out);
}

static void put_duration(FILE *out, toc_ms duration)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(duration, text);
    fputs(text, out);
}

static void put_string(const dump *it, toc_string offset)
{
    put_text(it->out, toc_machine_text(it->machine, offset));
}

/* `30min of incident`, `10 workdays`, `by time 08:00` */
static void put_deadline(const dump *it, uint32_t row)
{
    const toc_m_deadline *deadline = &it->machine->deadlines[row];

    if (deadline->kind == TOC_M_DEADLINE_BY_TIME)
        fprintf(it->out, "by time %02d:%02d", (int)deadline->minute / 60,
                (int)deadline->minute % 60);
    else if (deadline->workdays > 0)
        fprintf(it->out, "%d workdays", (int)deadline->workdays);
    else
        put_duration(it->out, deadline->ms);
    if (deadline->anchor != TOC_NONE)
        fprintf(it->out, " %s %s", deadline->kind == TOC_M_DEADLINE_BEFORE ? "before" : "of",
                toc_machine_text(it->machine, it->machine->anchors[deadline->anchor].text));
}

/* A row by its name where it has one, else by table and number: `edges 3`. */
static void put_row(const dump *it, toc_section_id section, uint32_t row)
{
    if (toc_layout_has_head(section)) {
        const toc_m_head *head = toc_rows_at(toc_machine_rows(it->machine, section), row);

        fputs(toc_machine_text(it->machine, head->name), it->out);
    } else if (section == TOC_SECTION_deadlines) {
        put_deadline(it, row);
    } else if (section == TOC_SECTION_anchors) {
        put_string(it, it->machine->anchors[row].text);
    } else {
        fprintf(it->out, "%s %u", toc_layout_section_names[section], (unsigned)row);
    }
}

/* ── what fields hold ──────────────────────────────────────────────────────── */

static void put_ids(const dump *it, const toc_layout_field *field, toc_range range)
{
    for (uint32_t i = 0; i < range.count; i++) {
        uint32_t id = it->machine->ids[range.first + i];

        if (i > 0)
            fputs(", ", it->out);
        if (field->kind == TOC_LAYOUT_WORDS)
            put_string(it, id);
        else
            put_row(it, field->target, id);
    }
}

static void put_titles(const dump *it, toc_range range)
{
    for (uint32_t i = 0; i < range.count; i++) {
        const toc_m_text *text = &it->machine->texts[range.first + i];

        fprintf(it->out, "%s%s ", i > 0 ? ", " : "", toc_machine_text(it->machine, text->lang));
        put_string(it, text->text);
    }
}

static void put_range(const dump *it, const toc_layout_field *field, toc_range range)
{
    if (field->kind != TOC_LAYOUT_RANGE)
        put_ids(it, field, range);
    else if (field->target == TOC_SECTION_texts)
        put_titles(it, range);
    else
        fprintf(it->out, "%s %u..%u", toc_layout_section_names[field->target],
                (unsigned)range.first, (unsigned)(range.first + range.count - 1));
}

static bool is_range(toc_layout_kind kind)
{
    return kind == TOC_LAYOUT_RANGE || kind == TOC_LAYOUT_LIST || kind == TOC_LAYOUT_SET ||
           kind == TOC_LAYOUT_WORDS;
}

static bool is_time(toc_layout_kind kind)
{
    return kind == TOC_LAYOUT_TIME || kind == TOC_LAYOUT_TIME_OPTION;
}

static bool is_id(toc_layout_kind kind)
{
    return kind == TOC_LAYOUT_ID || kind == TOC_LAYOUT_OPTION;
}

static bool is_text(toc_layout_kind kind)
{
    return kind == TOC_LAYOUT_STRING || kind == TOC_LAYOUT_WORD;
}

static void put_uint(const dump *it, const toc_layout_field *field, uint32_t value)
{
    int32_t number;

    memcpy(&number, &value, sizeof number);
    if (is_text(field->kind))
        put_string(it, value);
    else if (is_id(field->kind))
        put_row(it, field->target, value);
    else if (field->kind == TOC_LAYOUT_ENUM)
        fputs(field->words[value], it->out);
    else
        fprintf(it->out, "%" PRId32, number);
}

/* Nothing said: no id, an empty text or range, no time, the first of a choice, zero. */
static bool is_silent(const toc_layout_field *field, const unsigned char *at)
{
    uint32_t number = 0;
    int64_t large = 0;
    toc_range range;

    if (is_range(field->kind)) {
        memcpy(&range, at, sizeof range);
        return range.count == 0;
    }
    if (toc_layout_width(field->kind) == sizeof number) {
        memcpy(&number, at, sizeof number);
        return is_id(field->kind) ? number == TOC_NONE : number == 0; /* row 0 is a row */
    }
    memcpy(&large, at, sizeof large);
    return large == 0 || (field->kind == TOC_LAYOUT_TIME_OPTION && large == TOC_MS_NONE);
}

static void put_field(const dump *it, const toc_layout_field *field, const unsigned char *at)
{
    uint32_t number;
    int64_t large;
    toc_range range;

    fprintf(it->out, "  %s: ", strncmp(field->name, "head.", 5) ? field->name : field->name + 5);
    if (is_range(field->kind)) {
        memcpy(&range, at, sizeof range);
        put_range(it, field, range);
    } else if (toc_layout_width(field->kind) == sizeof number) {
        memcpy(&number, at, sizeof number);
        put_uint(it, field, number);
    } else {
        memcpy(&large, at, sizeof large);
        if (is_time(field->kind))
            put_duration(it->out, large);
        else
            fprintf(it->out, "%" PRId64, large);
    }
    fputc('\n', it->out);
}

/* ── what is better said in its own words ──────────────────────────────────── */

static const toc_section_id no_rows[] = {TOC_SECTION_ids, TOC_SECTION_texts, TOC_SECTION_codes,
                                         TOC_SECTION_deadlines, TOC_SECTION_strings};

static bool is_printed_elsewhere(toc_section_id section)
{
    for (size_t i = 0; i < sizeof no_rows / sizeof no_rows[0]; i++) {
        if (no_rows[i] == section)
            return true;
    }
    return false;
}

static toc_section_id section_read_by(uint32_t op)
{
    static const toc_section_id reads[TOC_OP_COUNT_OF_OPS] = {
        [TOC_OP_INDICATOR] = TOC_SECTION_indicators, [TOC_OP_LEVEL] = TOC_SECTION_ladders,
        [TOC_OP_FREE] = TOC_SECTION_resources,       [TOC_OP_USED] = TOC_SECTION_resources,
        [TOC_OP_DONE] = TOC_SECTION_nodes,           [TOC_OP_LATE] = TOC_SECTION_nodes,
        [TOC_OP_SENT] = TOC_SECTION_reports,         [TOC_OP_REPORT_LATE] = TOC_SECTION_reports,
        [TOC_OP_HAPPENED] = TOC_SECTION_anchors,     [TOC_OP_BODY] = TOC_SECTION_bodies,
        [TOC_OP_RESPONSE] = TOC_SECTION_responses,   [TOC_OP_PERIOD] = TOC_SECTION_periods,
        [TOC_OP_HELD] = TOC_SECTION_conditions,      [TOC_OP_SINCE] = TOC_SECTION_anchors,
        [TOC_OP_OUTBREAK] = TOC_SECTION_indicators,  [TOC_OP_TIME_TO] = TOC_SECTION_moments,
        [TOC_OP_COUNT] = TOC_SECTION_events,         [TOC_OP_SUM] = TOC_SECTION_indicators,
        [TOC_OP_MIN] = TOC_SECTION_indicators,       [TOC_OP_MAX] = TOC_SECTION_indicators,
        [TOC_OP_MEAN] = TOC_SECTION_indicators,      [TOC_OP_RATE] = TOC_SECTION_indicators,
        [TOC_OP_RISE] = TOC_SECTION_indicators,      [TOC_OP_FIELD] = TOC_SECTION_fields,
    };

    return reads[op]; /* 0, plans, which no operation reads: none */
}

static void put_code(const dump *it, const toc_m_code *code)
{
    toc_section_id section = section_read_by(code->op);

    fprintf(it->out, "    %s", toc_layout_op_words[code->op]);
    if (section) {
        fputc(' ', it->out);
        put_row(it, section, code->a);
    } else if (code->a) {
        fprintf(it->out, " %u", (unsigned)code->a);
    }
    if (code->op == TOC_OP_SINCE || code->op == TOC_OP_TIME_TO)
        fprintf(it->out, " %s", toc_layout_op_words[code->b]);
    else if (code->b)
        fprintf(it->out, " %u", (unsigned)code->b);
    if (code->op == TOC_OP_CONST || code->value)
        fprintf(it->out, " %" PRId64, code->value);
    fputc('\n', it->out);
}

static void put_codes(const dump *it, const toc_m_condition *condition)
{
    for (uint32_t i = 0; i < condition->code.count; i++)
        put_code(it, &it->machine->codes[condition->code.first + i]);
}

/* Ids whose table depends on the record's kind; TOC_SECTION_plans, which nobody names: no id. */
static toc_section_id table_of(toc_section_id section, const void *record)
{
    static const toc_section_id anchors[TOC_M_ANCHOR_COUNT] = {
        TOC_SECTION_events,  TOC_SECTION_triggers,  TOC_SECTION_ladders,   TOC_SECTION_ladders,
        TOC_SECTION_ladders, TOC_SECTION_responses, TOC_SECTION_responses, TOC_SECTION_nodes,
        TOC_SECTION_nodes,   TOC_SECTION_reports,   TOC_SECTION_bodies,    TOC_SECTION_moments,
        TOC_SECTION_relays};
    static const toc_section_id starts[TOC_START_COUNT] = {
        TOC_SECTION_events,  TOC_SECTION_triggers, TOC_SECTION_ladders,   TOC_SECTION_ladders,
        TOC_SECTION_ladders, TOC_SECTION_ladders,  TOC_SECTION_responses, TOC_SECTION_anchors};
    static const toc_section_id owners[TOC_OWNER_COUNT] = {
        TOC_SECTION_plans,   TOC_SECTION_conditions, TOC_SECTION_triggers, TOC_SECTION_levels,
        TOC_SECTION_ladders, TOC_SECTION_bodies,     TOC_SECTION_nodes,    TOC_SECTION_reports};
    static const toc_section_id lates[] = {TOC_SECTION_levels, TOC_SECTION_bodies,
                                           TOC_SECTION_responses};

    if (section == TOC_SECTION_anchors)
        return anchors[((const toc_m_anchor *)record)->kind];
    if (section == TOC_SECTION_starts)
        return starts[((const toc_m_start *)record)->kind];
    if (section == TOC_SECTION_conditions)
        return owners[((const toc_m_condition *)record)->owner];
    return section == TOC_SECTION_lates ? lates[((const toc_m_late *)record)->kind]
                                        : TOC_SECTION_plans;
}

static void put_line(const dump *it, const toc_layout_field *field, const unsigned char *record)
{
    bool is_open = field->kind == TOC_LAYOUT_ANY_UINT &&
                   (strcmp(field->name, "id") == 0 || strcmp(field->name, "owner_id") == 0);
    toc_layout_field named = *field;

    if (is_open)
        named.target = table_of(field->section, record);
    if (is_open && named.target == TOC_SECTION_plans)
        return;
    if (is_open)
        named.kind = TOC_LAYOUT_ID;
    if (!is_silent(&named, record + field->offset))
        put_field(it, &named, record + field->offset);
}

static void put_record(const dump *it, toc_section_id section, uint32_t row,
                       const unsigned char *record)
{
    uint32_t count;
    const toc_layout_field *fields = toc_layout_of(section, &count);
    bool has_head = toc_layout_has_head(section);

    fprintf(it->out, "\n%s ", toc_layout_section_names[section]);
    if (has_head)
        put_row(it, section, row);
    else
        fprintf(it->out, "%u", (unsigned)row);
    fputc('\n', it->out);
    for (uint32_t i = has_head ? 1 : 0; i < count; i++) {
        if (section != TOC_SECTION_conditions || fields[i].target != TOC_SECTION_codes)
            put_line(it, &fields[i], record);
    }
    if (section == TOC_SECTION_conditions)
        put_codes(it, (const void *)record);
}

void toc_machine_dump(const toc_machine *machine, FILE *out)
{
    dump it = {machine, out};

    fprintf(out, "machine version %u\n", (unsigned)TOC_MACHINE_VERSION);
    for (uint32_t section = 0; section < TOC_SECTION_COUNT; section++) {
        toc_rows rows = toc_machine_rows(machine, section);

        if (is_printed_elsewhere(section))
            continue;
        for (uint32_t row = 0; row < rows.count; row++)
            put_record(&it, section, row, toc_rows_at(rows, row));
    }
}

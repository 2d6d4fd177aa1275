/* verify_fields.c - each field of each record by itself, as layout.c describes it.
 *
 * The ranges into a pool may together hold no more than the pool does: then walking every range
 * costs no more than the pool, whatever a hostile image says.  Tables whose rows belong to one
 * owner each (edges, nodes, outcomes…) must be used up exactly. */
#include <string.h>

#include "machine/verify_private.h"

typedef struct sums {
    uint64_t used[TOC_SECTION_COUNT];
} sums;

static bool fail(toc_check *check, const toc_layout_field *field, uint32_t row, const char *what)
{
    return toc_check_fail(check, field->section, row, "%s %s", field->name, what);
}

static bool is_string(const toc_machine *machine, uint32_t offset)
{
    return offset < machine->strings_count && (offset == 0 || machine->strings[offset - 1] == '\0');
}

static bool is_word(const toc_machine *machine, uint32_t offset)
{
    return is_string(machine, offset) && machine->strings[offset] != '\0';
}

static bool is_inside(toc_range range, uint32_t count)
{
    return range.count == 0 ? range.first <= count
                            : range.first < count && range.count <= count - range.first;
}

static bool check_range(toc_check *check, const toc_layout_field *field, uint32_t row,
                        toc_range range, sums *total)
{
    toc_section_id pool = field->kind == TOC_LAYOUT_RANGE ? field->target : TOC_SECTION_ids;
    uint32_t count = toc_machine_rows(check->machine, pool).count;

    if (!is_inside(range, count))
        return fail(check, field, row, "leads outside its table");
    total->used[pool] += range.count;
    if (total->used[pool] > count)
        return fail(check, field, row, "uses rows of its table a second time");
    return true;
}

/* The ids in @p range are rows of the target; of a set, they ascend. */
static bool check_ids(toc_check *check, const toc_layout_field *field, uint32_t row,
                      toc_range range)
{
    const toc_machine *machine = check->machine;
    uint32_t count = toc_machine_rows(machine, field->target).count;

    for (uint32_t i = 0; i < range.count; i++) {
        uint32_t id = machine->ids[range.first + i];

        if (field->kind == TOC_LAYOUT_WORDS ? !is_word(machine, id) : id >= count)
            return fail(check, field, row, "lists something that is not there");
        if (field->kind == TOC_LAYOUT_SET && i > 0 && machine->ids[range.first + i - 1] >= id)
            return fail(check, field, row, "is not in ascending order");
    }
    return true;
}

static bool is_good_int(const toc_layout_field *field, uint32_t bits)
{
    int32_t number;

    memcpy(&number, &bits, sizeof number);
    return number >= field->least && number <= field->most;
}

static bool is_good_uint(const toc_machine *machine, const toc_layout_field *field, uint32_t value)
{
    if (field->kind == TOC_LAYOUT_STRING)
        return is_string(machine, value);
    if (field->kind == TOC_LAYOUT_WORD)
        return is_word(machine, value);
    if (field->kind == TOC_LAYOUT_OPTION && value == TOC_NONE)
        return true;
    if (field->kind == TOC_LAYOUT_ID || field->kind == TOC_LAYOUT_OPTION)
        return value < toc_machine_rows(machine, field->target).count;
    if (field->kind == TOC_LAYOUT_ENUM || field->kind == TOC_LAYOUT_UINT)
        return value >= field->least && value <= field->most;
    if (field->kind == TOC_LAYOUT_INT)
        return is_good_int(field, value);
    return field->kind != TOC_LAYOUT_ZERO || value == 0;
}

static bool is_good_long(const toc_layout_field *field, int64_t value)
{
    if (field->kind == TOC_LAYOUT_LONG)
        return value >= field->least && value <= field->most;
    if (field->kind == TOC_LAYOUT_TIME_OPTION && value == TOC_MS_NONE)
        return true;
    return field->kind == TOC_LAYOUT_ANY_LONG || (value >= 0 && value <= TOC_DURATION_MAX);
}

static const char *wrong_value(toc_layout_kind kind)
{
    if (kind == TOC_LAYOUT_STRING || kind == TOC_LAYOUT_WORD)
        return "is not a text, or empty";
    if (kind == TOC_LAYOUT_ID || kind == TOC_LAYOUT_OPTION)
        return "names something that is not there";
    if (kind == TOC_LAYOUT_TIME || kind == TOC_LAYOUT_TIME_OPTION)
        return "is not a duration";
    return "has a value that it cannot have";
}

static bool is_range(toc_layout_kind kind)
{
    return kind == TOC_LAYOUT_RANGE || kind == TOC_LAYOUT_LIST || kind == TOC_LAYOUT_SET ||
           kind == TOC_LAYOUT_WORDS;
}

static bool check_field(toc_check *check, const toc_layout_field *field, uint32_t row,
                        const unsigned char *record, sums *total)
{
    toc_range range;
    uint32_t number;
    int64_t large;

    if (is_range(field->kind)) {
        memcpy(&range, record + field->offset, sizeof range);
        return check_range(check, field, row, range, total) &&
               (field->kind == TOC_LAYOUT_RANGE || check_ids(check, field, row, range));
    }
    if (toc_layout_width(field->kind) == sizeof number) {
        memcpy(&number, record + field->offset, sizeof number);
        return is_good_uint(check->machine, field, number) ||
               fail(check, field, row, wrong_value(field->kind));
    }
    memcpy(&large, record + field->offset, sizeof large);
    return is_good_long(field, large) || fail(check, field, row, wrong_value(field->kind));
}

static bool check_section(toc_check *check, toc_section_id section, sums *total)
{
    toc_rows rows = toc_machine_rows(check->machine, section);
    uint32_t field_count;
    const toc_layout_field *fields = toc_layout_of(section, &field_count);

    if (field_count == 0)
        return true; /* ids and strings */
    for (uint32_t row = 0; row < rows.count; row++) {
        const unsigned char *record = toc_rows_at(rows, row);

        for (uint32_t i = 0; i < field_count; i++) {
            if (!check_field(check, &fields[i], row, record, total))
                return false;
        }
    }
    return true;
}

static bool check_used_up(toc_check *check, const sums *total)
{
    static const toc_section_id owned[] = {
        TOC_SECTION_codes, TOC_SECTION_fields,   TOC_SECTION_levels, TOC_SECTION_starts,
        TOC_SECTION_nodes, TOC_SECTION_outcomes, TOC_SECTION_edges};

    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++) {
        uint32_t count = toc_machine_rows(check->machine, owned[i]).count;

        if (total->used[owned[i]] != count)
            return toc_check_fail(check, owned[i], count, "rows that belong to nothing");
    }
    return true;
}

bool toc_verify_fields(toc_check *check)
{
    sums total = {{0}};

    if (check->machine->plans_count != 1)
        return toc_check_fail(check, TOC_SECTION_plans, check->machine->plans_count,
                              "there must be one plan");
    for (uint32_t i = 0; i < TOC_SECTION_COUNT; i++) {
        if (!check_section(check, i, &total))
            return false;
    }
    return check_used_up(check, &total);
}

/* value.c - reads and writes values of the plan's types. */
#include "drill/value.h"

#include <string.h>

#include "drill/scenario_private.h"

toc_value_form toc_value_form_of_indicator(const toc_m_indicator *indicator)
{
    return (toc_value_form){indicator->type, indicator->unit, indicator->choices, indicator->least,
                            indicator->most};
}

toc_value_form toc_value_form_of_field(const toc_m_field *field)
{
    return (toc_value_form){field->type, 0, field->choices, INT64_MIN, INT64_MAX};
}

/* ── reading ── */

static toc_value_fault parse_flag(const char *text, int64_t *out)
{
    static const char *const yes[] = {"yes", "true", "on", "是"};
    static const char *const no[] = {"no", "false", "off", "否"};

    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        *out = strcmp(text, yes[i]) == 0;
        if (*out || strcmp(text, no[i]) == 0)
            return TOC_VALUE_FINE;
    }
    return TOC_VALUE_WRONG;
}

/* Behind a number: nothing, or its unit. */
static bool is_unit(const toc_machine *machine, const toc_value_form *form, const char *rest)
{
    rest += strspn(rest, " ");
    if (form->type == TOC_M_TYPE_PERCENT)
        return strcmp(rest, "%") == 0 || strcmp(rest, "％") == 0;
    return !*rest || (form->unit && strcmp(rest, toc_machine_text(machine, form->unit)) == 0);
}

static toc_value_fault parse_number(const toc_machine *machine, const toc_value_form *form,
                                    const char *text, int64_t *out)
{
    size_t size;

    *out = toc_number_parse(text, &size);
    if (size == 0 && toc_number_is_too_large(text)) {
        *out = *text == '-' ? INT64_MIN : INT64_MAX;
        return TOC_VALUE_OUTSIDE;
    }
    if (size == 0 || !is_unit(machine, form, text + size))
        return TOC_VALUE_WRONG;
    return form->type == TOC_M_TYPE_COUNT && *out % TOC_MICRO != 0 ? TOC_VALUE_WRONG
                                                                   : TOC_VALUE_FINE;
}

static toc_value_fault parse_choice(const toc_machine *machine, const toc_value_form *form,
                                    const char *text, int64_t *out)
{
    for (uint32_t i = 0; i < form->choices.count; i++) {
        toc_string choice = machine->ids[form->choices.first + i];

        *out = i;
        if (strcmp(toc_machine_text(machine, choice), text) == 0)
            return TOC_VALUE_FINE;
    }
    return TOC_VALUE_WRONG;
}

/* A text that no plan mentions is like any other: -1. */
static int64_t find_text(const toc_machine *machine, const char *text)
{
    for (uint32_t at = 0; at < machine->strings_count;) {
        if (strcmp(machine->strings + at, text) == 0)
            return at;
        at += (uint32_t)strlen(machine->strings + at) + 1;
    }
    return -1;
}

/* Nothing has no unit to miss. */
static toc_value_fault parse_length(const char *text, int64_t *out)
{
    *out = 0;
    if (strcmp(text, "0") == 0)
        return TOC_VALUE_FINE;
    return toc_duration_parse(text, true, out) ? TOC_VALUE_FINE : TOC_VALUE_WRONG;
}

static toc_value_fault parse_typed(const toc_machine *machine, const toc_value_form *form,
                                   const char *text, int64_t *out)
{
    switch ((toc_m_type)form->type) {
    case TOC_M_TYPE_FLAG:
        return parse_flag(text, out);
    case TOC_M_TYPE_NUMBER:
    case TOC_M_TYPE_PERCENT:
    case TOC_M_TYPE_COUNT:
        return parse_number(machine, form, text, out);
    case TOC_M_TYPE_DURATION:
        return parse_length(text, out);
    case TOC_M_TYPE_ONE_OF:
    case TOC_M_TYPE_ORDERED:
        return parse_choice(machine, form, text, out);
    case TOC_M_TYPE_TEXT:
        *out = find_text(machine, text);
        return TOC_VALUE_FINE;
    }
    return TOC_VALUE_WRONG;
}

toc_value_fault toc_value_parse(const toc_machine *machine, const toc_value_form *form,
                                const char *text, int64_t *out_value)
{
    toc_value_fault fault = parse_typed(machine, form, text, out_value);

    if (fault == TOC_VALUE_FINE && (*out_value < form->least || *out_value > form->most))
        return TOC_VALUE_OUTSIDE;
    return fault;
}

/* ── writing ── */

static const char *list_choices(const toc_diag_sink *sink, const toc_machine *machine,
                                toc_range choices)
{
    const char *list = toc_diag_phrase(sink, TOC_PHRASE("one of"));

    for (uint32_t i = 0; i < choices.count; i++)
        list = toc_arena_printf(sink->arena, "%s%s `%s`", list, i ? "," : "",
                                toc_machine_text(machine, machine->ids[choices.first + i]));
    return list;
}

static const char *expected_number(const toc_diag_sink *sink, const char *unit)
{
    return *unit ? toc_say(sink->arena,
                           toc_diag_phrase(sink, TOC_PHRASE("a number, such as `3.5` or `3.5 %s`")),
                           unit)
                 : toc_diag_phrase(sink, TOC_PHRASE("a number, such as `3.5`"));
}

const char *toc_value_expected(const toc_diag_sink *sink, const toc_machine *machine,
                               const toc_value_form *form)
{
    switch ((toc_m_type)form->type) {
    case TOC_M_TYPE_FLAG:
        return toc_diag_phrase(sink, TOC_PHRASE("`yes` or `no`"));
    case TOC_M_TYPE_NUMBER:
        return expected_number(sink, toc_machine_text(machine, form->unit));
    case TOC_M_TYPE_PERCENT:
        return toc_diag_phrase(sink, TOC_PHRASE("a per cent, such as `25%`"));
    case TOC_M_TYPE_COUNT:
        return toc_diag_phrase(sink, TOC_PHRASE("a whole number"));
    case TOC_M_TYPE_DURATION:
        return toc_diag_phrase(sink, TOC_PHRASE("a length of time, such as `30min`"));
    case TOC_M_TYPE_ONE_OF:
    case TOC_M_TYPE_ORDERED:
        return list_choices(sink, machine, form->choices);
    case TOC_M_TYPE_TEXT:
        return toc_diag_phrase(sink, TOC_PHRASE("a text"));
    }
    return "";
}

static const char *number_text(toc_arena *arena, int64_t micro)
{
    uint64_t size = micro < 0 ? 0 - (uint64_t)micro : (uint64_t)micro;
    char *text = toc_arena_printf(arena, "%s%llu.%06llu", micro < 0 ? "-" : "",
                                  (unsigned long long)(size / 1000000),
                                  (unsigned long long)(size % 1000000));
    size_t end = strlen(text);

    while (text[end - 1] == '0')
        text[--end] = '\0';
    if (text[end - 1] == '.')
        text[end - 1] = '\0';
    return text;
}

const char *toc_value_text(toc_arena *arena, const toc_machine *machine, const toc_value_form *form,
                           int64_t value)
{
    char duration[TOC_DURATION_TEXT_MAX];
    const char *unit = toc_machine_text(machine, form->unit);

    switch ((toc_m_type)form->type) {
    case TOC_M_TYPE_FLAG:
        return value ? "yes" : "no";
    case TOC_M_TYPE_NUMBER:
    case TOC_M_TYPE_COUNT:
        return toc_arena_printf(arena, "%s%s%s", number_text(arena, value), *unit ? " " : "", unit);
    case TOC_M_TYPE_PERCENT:
        return toc_arena_printf(arena, "%s%%", number_text(arena, value));
    case TOC_M_TYPE_DURATION:
        toc_duration_format(value, duration);
        return toc_arena_printf(arena, "%s", duration);
    case TOC_M_TYPE_ONE_OF:
    case TOC_M_TYPE_ORDERED:
        if (value >= 0 && value < form->choices.count)
            return toc_machine_text(machine, machine->ids[form->choices.first + (uint32_t)value]);
        return "";
    case TOC_M_TYPE_TEXT:
        return value >= 0 && value < machine->strings_count
                   ? toc_machine_text(machine, (toc_string)value)
                   : "";
    }
    return "";
}

/* msel_titles.c - which column of a list holds what, by the titles in its first row. */
#include <string.h>

#include "drill/msel.h"

typedef struct titles {
    toc_arena *arena;
    const toc_msel_row *row;
    const toc_msel_options *options;
    toc_diag_sink *sink;
    uint32_t *column;
} titles;

static const char *title_of(const titles *t, uint32_t column)
{
    const char *text = t->row->cells[column].text;

    return toc_msel_trimmed(t->arena, text, strlen(text));
}

/* False after an error: there is one already. */
static bool place(const titles *t, uint32_t column, toc_msel_role role)
{
    toc_diag *diag;

    if (t->column[role] == UINT32_MAX) {
        t->column[role] = column;
        return true;
    }
    diag = toc_diag_add(t->sink, TOC_D_LIST_COLUMN, t->row->cells[column].span,
                        "a second column with the %s", toc_msel_role_word(role));
    toc_diag_add_label(t->sink, diag, t->row->cells[t->column[role]].span, "the first one");
    if (*title_of(t, column) && strcmp(title_of(t, column), title_of(t, t->column[role])) != 0)
        toc_diag_add_help(t->sink, diag,
                          "say which of them counts: `tocsin msel --columns \"%s=%s\"`",
                          title_of(t, t->column[role]), toc_msel_role_word(role));
    return false;
}

/* ── titles that the user gave ───────────────────────────────────────────── */

static bool read_own(const titles *t)
{
    bool is_fine = true;
    toc_msel_role role;

    for (uint32_t i = 0; t->options->map && i < t->row->count; i++) {
        if (toc_msel_role_of(t->options->map, title_of(t, i), &role))
            is_fine = place(t, i, role) && is_fine;
    }
    return is_fine;
}

static void warn_of_absent(const titles *t)
{
    const toc_msel_map *map = t->options->map;

    for (uint32_t i = 0; map && i < map->count; i++) {
        if (*map->columns[i].title && t->column[map->columns[i].role] == UINT32_MAX)
            (void)toc_diag_add(t->sink, TOC_D_LIST_LOSS, t->row->span,
                               "the list has no column `%s`, which `--columns` names",
                               map->columns[i].title);
    }
}

/* ── titles that are known ───────────────────────────────────────────────── */

/* Another column holds what this would, or none is wanted, because the user says so.  With a warning. */
static bool is_passed_over(const titles *t, uint32_t column, toc_msel_role role)
{
    const toc_msel_column *own = toc_msel_column_of(t->options->map, role);
    toc_span span = t->row->cells[column].span;

    if (!own || (*own->title && t->column[role] == UINT32_MAX))
        return false;
    if (!t->options->tells_losses)
        return true;
    if (!*own->title)
        (void)toc_diag_add(t->sink, TOC_D_LIST_LOSS, span,
                           "the column `%s` is left out, as `--columns` says", title_of(t, column));
    else
        (void)toc_diag_add(
            t->sink, TOC_D_LIST_LOSS, span,
            "the column `%s` is left out: by `--columns` it is `%s` that holds the %s",
            title_of(t, column), own->title, toc_msel_role_word(role));
    return true;
}

static bool read_known(const titles *t, uint32_t column)
{
    const char *title = title_of(t, column);
    toc_msel_role role;

    if (!*title || (t->options->map && toc_msel_role_of(t->options->map, title, &role)))
        return true;
    if (!toc_msel_role_of(NULL, title, &role)) {
        if (t->options->tells_losses)
            (void)toc_diag_add(t->sink, TOC_D_LIST_LOSS, t->row->cells[column].span,
                               "the column `%s` has no place in a scenario", title);
        return true;
    }
    return is_passed_over(t, column, role) || place(t, column, role);
}

bool toc_msel_titles_read(toc_arena *arena, const toc_msel_row *row,
                          const toc_msel_options *options, toc_diag_sink *sink,
                          uint32_t out_column[TOC_MSEL_ROLE_COUNT])
{
    const titles t = {arena, row, options, sink, out_column};
    uint32_t errors = sink->error_count;

    for (unsigned i = 0; i < TOC_MSEL_ROLE_COUNT; i++)
        out_column[i] = UINT32_MAX;
    if (!read_own(&t))
        return false;
    warn_of_absent(&t);
    for (uint32_t i = 0; i < row->count; i++)
        (void)read_known(&t, i);
    return sink->error_count == errors;
}

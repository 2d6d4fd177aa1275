/* csv_cell.c - cells of comma-separated values: quotes, and no formulas. */
#include "base/csv_cell.h"

#include <stdbool.h>
#include <string.h>

/* Spreadsheets take what begins so for a formula, and some the full-width letters too. */
static bool is_sign(const char *at)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};

    if (*at != '\0' && strchr("=+-@\t\r", *at))
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (strncmp(at, wide[i], strlen(wide[i])) == 0)
            return true;
    }
    return false;
}

static bool is_quoted_sign(const char *text)
{
    return text[0] == '\'' && (is_sign(text + 1) || text[1] == '\'');
}

const char *toc_csv_escape(toc_arena *arena, const char *text)
{
    return is_sign(text) || is_quoted_sign(text) ? toc_arena_printf(arena, "'%s", text) : text;
}

const char *toc_csv_unescape(const char *text)
{
    return is_quoted_sign(text) ? text + 1 : text;
}

void toc_csv_write_cell(toc_arena *arena, const char *text, char separator, FILE *out)
{
    const char special[] = {'"', '\n', '\r', ' ', ',', ';', '\t', separator, '\0'};

    text = toc_csv_escape(arena, text);
    if (!strpbrk(text, special)) {
        (void)fputs(text, out);
        return;
    }
    (void)fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            (void)fputc('"', out);
        (void)fputc(*text, out);
    }
    (void)fputc('"', out);
}

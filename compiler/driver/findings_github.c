/* findings_github.c - findings as workflow commands, which GitHub shows beside the lines. */
#include "driver/findings.h"

#include <string.h>

static const char *command_word(toc_diag_level level)
{
    switch (level) {
    case TOC_DIAG_NOTE:
        return "notice";
    case TOC_DIAG_WARNING:
        return "warning";
    case TOC_DIAG_ERROR:
        return "error";
    }
    return "";
}

/* Line ends and `%` would end or change the command; in a property `:` and `,` too. */
static void put_escaped(const char *text, bool is_property, FILE *out)
{
    for (; *text; text++) {
        bool is_special = *text == '%' || *text == '\n' || *text == '\r' ||
                          (is_property && (*text == ':' || *text == ','));

        if (is_special)
            (void)fprintf(out, "%%%02X", (unsigned char)*text);
        else
            (void)fputc(*text, out);
    }
}

/* A line end in a name is written as one, so that the place is found; what else must not be sent is
 * made visible. */
static void put_file(toc_arena *arena, const char *path, FILE *out)
{
    (void)fputs("file=", out);
    for (;;) {
        size_t size = strcspn(path, "\n");

        put_escaped(toc_diag_plain(arena, toc_arena_copy(arena, path, size)), true, out);
        path += size;
        if (!*path)
            break;
        (void)fputs("%0A", out);
        path++;
    }
    (void)fputc(',', out);
}

/* GitHub takes columns only where the place is in one line. */
static void put_place(const toc_findings *findings, const toc_diag *diag, FILE *out)
{
    toc_arena *arena = findings->sink->arena;
    toc_location begin = {0};
    toc_location end;

    if (!toc_span_is_none(diag->span))
        begin = toc_sources_locate(findings->sources, diag->span.begin);
    if (begin.source) {
        end = toc_sources_locate(findings->sources, diag->span.end);
        put_file(arena, begin.source->path, out);
        (void)fprintf(out, "line=%u,endLine=%u,", (unsigned)begin.line, (unsigned)end.line);
        if (begin.line == end.line)
            (void)fprintf(out, "col=%u,endColumn=%u,", (unsigned)begin.codepoint,
                          (unsigned)end.codepoint);
    } else if (diag->subject) {
        put_file(arena, diag->subject, out);
    }
}

void toc_findings_write_github(const toc_findings *findings, FILE *out)
{
    const toc_diag_sink *sink = findings->sink;

    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];
        const toc_diag_info *info = toc_diag_info_find((unsigned)diag->code);

        (void)fprintf(out, "::%s ", command_word(diag->level));
        put_place(findings, diag, out);
        (void)fprintf(out, "title=T%04u %s::", (unsigned)diag->code, info ? info->slug : "");
        put_escaped(toc_diag_full_text(sink->arena, diag), false, out);
        (void)fputc('\n', out);
    }
}

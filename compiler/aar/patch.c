/* patch.c - writes longer limits into the plan's text, and compiles it again to be sure. */
#define _XOPEN_SOURCE 700 /* realpath, open_memstream */

#include "aar/patch.h"

#include <stdlib.h>
#include <string.h>

#include "driver/line_diff.h"

typedef struct change {
    const toc_source *source;
    toc_span span; /* of the length */
    toc_ms needed;
} change;

typedef TOC_VEC(change) changes;

/* ── what is changed ─────────────────────────────────────────────────────── */

static const toc_plan_node *find_node(const toc_plan *plan, const char *name)
{
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        if (strcmp(plan->nodes.items[i]->base.full, name) == 0)
            return plan->nodes.items[i];
    }
    return NULL;
}

/* Of one limit the longest time that it takes counts. */
static void add_change(toc_arena *arena, changes *list, change next)
{
    for (uint32_t i = 0; i < list->count; i++) {
        change *there = &list->items[i];

        if (there->span.begin != next.span.begin)
            continue;
        there->needed = there->needed > next.needed ? there->needed : next.needed;
        return;
    }
    TOC_PUSH(arena, list, next);
}

static void take_issue(toc_arena *arena, const toc_patch_input *input, const toc_machine *machine,
                       const toc_issue *issue, changes *list)
{
    const toc_plan_node *node =
        find_node(input->plan, toc_machine_text(machine, issue->head->name));
    change next = {.needed = issue->needed};

    if (!node || node->deadline.kind != TOC_DEADLINE_WITHIN ||
        toc_span_is_none(node->deadline.length_span))
        return;
    next.span = node->deadline.length_span;
    next.source = toc_sources_find(input->sources, next.span);
    if (next.source && next.source->inode != 0 && !strpbrk(next.source->path, "\n\r\t\"\\"))
        add_change(arena, list, next);
}

static int by_place(const void *left, const void *right)
{
    const change *a = left;
    const change *b = right;

    return (a->span.begin > b->span.begin) - (a->span.begin < b->span.begin);
}

/* ── how it is written ───────────────────────────────────────────────────── */

static const char *chinese_unit(char unit, const char *next, bool is_traditional)
{
    if (unit == 'd')
        return "天";
    if (unit == 'h')
        return is_traditional ? "小時" : "小时";
    if (unit == 'm' && *next == 'i')
        return is_traditional ? "分鐘" : "分钟";
    return unit == 's' ? "秒" : NULL;
}

/* In the words in which the plan writes it. */
static const char *length_text(toc_arena *arena, toc_ms length, const char *there, size_t size)
{
    char text[TOC_DURATION_TEXT_MAX];
    const char *was = toc_arena_copy(arena, there, size);
    bool is_traditional = strstr(was, "時") || strstr(was, "鐘");
    bool is_chinese = is_traditional || strstr(was, "时") || strstr(was, "钟") ||
                      strstr(was, "天") || strstr(was, "秒");
    const char *out = "";

    toc_duration_format(length, text);
    if (!is_chinese)
        return toc_arena_copy(arena, text, strlen(text));
    for (const char *at = text; *at;) {
        const char *unit = chinese_unit(*at, at + 1, is_traditional);

        out = unit ? toc_arena_printf(arena, "%s%s", out, unit)
                   : toc_arena_printf(arena, "%s%c", out, *at);
        at += unit && *at == 'm' ? 3 : 1;
    }
    return out;
}

/* The text of @p source with the changes that lie in it, which stand in order of place. */
static const char *rewrite(toc_arena *arena, const toc_source *source, const changes *list,
                           size_t *out_size)
{
    size_t room = source->size + 1 + (size_t)list->count * TOC_DURATION_TEXT_MAX * 3;
    char *text = toc_arena_alloc(arena, room);
    size_t used = 0;
    uint32_t from = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        const change *it = &list->items[i];
        uint32_t begin = it->span.begin - source->base;
        uint32_t end = it->span.end - source->base;
        const char *written;

        if (it->source != source)
            continue;
        written = length_text(arena, it->needed, source->text + begin, end - begin);
        memcpy(text + used, source->text + from, begin - from);
        used += begin - from;
        memcpy(text + used, written, strlen(written));
        used += strlen(written);
        from = end;
    }
    memcpy(text + used, source->text + from, source->size - from);
    *out_size = used + source->size - from;
    return text;
}

/* ── whether it holds ────────────────────────────────────────────────────── */

typedef struct changed_file {
    const toc_source *source;
    const char *text;
    size_t size;
} changed_file;

typedef TOC_VEC(changed_file) changed_files;

static void collect_files(toc_arena *arena, const changes *list, changed_files *out)
{
    for (uint32_t i = 0; i < list->count; i++) {
        changed_file file = {.source = list->items[i].source};
        bool is_there = out->count > 0 && out->items[out->count - 1].source == file.source;

        if (is_there)
            continue;
        file.text = rewrite(arena, file.source, list, &file.size);
        TOC_PUSH(arena, out, file);
    }
}

static bool compiles(toc_arena *arena, const toc_patch_input *input, const changed_files *files)
{
    toc_diag_sink sink;
    const toc_plan *plan;

    for (uint32_t i = 0; i < files->count; i++)
        toc_sources_replace(input->sources, files->items[i].source, files->items[i].text,
                            files->items[i].size);
    toc_diag_sink_init(&sink, arena);
    plan = toc_compile(arena, input->sources, input->path, input->options, &sink);
    for (uint32_t i = 0; i < files->count; i++)
        toc_sources_replace(input->sources, files->items[i].source, NULL, 0);
    return plan && !plan->has_errors;
}

/* ── the diff ────────────────────────────────────────────────────────────── */

/* Where a file really lies, without links and steps up; or the path as it is. */
static const char *real_path(toc_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = toc_arena_copy(arena, real ? real : path, strlen(real ? real : path));

    free(real);
    return copy;
}

static bool is_inside(const char *path, const char *folder)
{
    size_t size = strlen(folder);

    return strncmp(path, folder, size) == 0 && (path[size] == '/' || strcmp(folder, "/") == 0);
}

/* The folder that names count from: the one at hand, or as many steps above it as let all files lie
 * inside, because no tool that applies a diff goes up. */
typedef struct base {
    const char *folder;
    unsigned steps;
} base;

static base base_of(toc_arena *arena, const changed_files *files)
{
    char *folder = realpath(".", NULL);
    base out = {.folder = folder ? toc_arena_copy(arena, folder, strlen(folder)) : "/"};

    free(folder);
    for (uint32_t i = 0; i < files->count; i++) {
        const char *path = real_path(arena, files->items[i].source->path);

        while (*path == '/' && !is_inside(path, out.folder)) {
            size_t size = (size_t)(strrchr(out.folder, '/') - out.folder);

            out.folder = toc_arena_copy(arena, out.folder, size > 0 ? size : 1);
            out.steps++;
        }
    }
    return out;
}

/* A tab ends a name that has blanks. */
static const char *name_of(toc_arena *arena, const base *from, const char *side, const char *path)
{
    const char *real = real_path(arena, path);
    const char *name = real;

    if (is_inside(real, from->folder) && !strpbrk(real, "\n\r\t\"\\"))
        name = real + strlen(from->folder);
    name += *name == '/';
    return toc_arena_printf(arena, "%s/%s%s", side, name, strchr(name, ' ') ? "\t" : "");
}

/* How to get to where names count from; what stands before a diff is passed over by those who apply it. */
static void put_way(const base *from, FILE *out)
{
    char up[3 * 64] = "..";
    size_t used = 2;

    if (from->steps == 0)
        return;
    for (unsigned i = 1; i < from->steps && used + 4 < sizeof up; i++)
        used += (size_t)snprintf(up + used, sizeof up - used, "/..");
    fprintf(out, "# patch -p1 -d %s\n", from->steps < 64 ? up : "/");
}

static const char *diff_of(toc_arena *arena, const changed_files *files)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    base from = base_of(arena, files);
    char *copy;

    if (!out)
        return toc_arena_give_up(arena);
    put_way(&from, out);
    for (uint32_t i = 0; i < files->count; i++) {
        const changed_file *file = &files->items[i];
        toc_diff_text before = {name_of(arena, &from, "a", file->source->path), file->source->text,
                                file->source->size};
        toc_diff_text after = {name_of(arena, &from, "b", file->source->path), file->text,
                               file->size};

        toc_line_diff_print(arena, &before, &after, false, out);
    }
    if (fclose(out) != 0) {
        free(bytes);
        return toc_arena_give_up(arena);
    }
    copy = toc_arena_try_alloc(arena, size + 1);
    if (copy)
        memcpy(copy, bytes, size);
    free(bytes);
    return copy ? copy : toc_arena_give_up(arena);
}

const char *toc_patch_new(toc_arena *arena, const toc_patch_input *input,
                          const toc_machine *machine, const toc_review *review)
{
    changes list = {NULL, 0, 0};
    changed_files files = {NULL, 0, 0};

    for (uint32_t i = 0; i < review->issues.count; i++) {
        if (review->issues.items[i].is_limit_own)
            take_issue(arena, input, machine, &review->issues.items[i], &list);
    }
    if (list.count == 0)
        return "";
    qsort(list.items, list.count, sizeof list.items[0], by_place);
    collect_files(arena, &list, &files);
    return compiles(arena, input, &files) ? diff_of(arena, &files) : "";
}

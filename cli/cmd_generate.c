/* cmd_generate.c - `tocsin generate`: writes scenarios that reach all of a plan that can be reached. */
#define _XOPEN_SOURCE 700 /* realpath */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/json.h"
#include "cli/cmd.h"
#include "cli/plan_folder.h"
#include "cli/session.h"
#include "witness/generate.h"

/* ── where ───────────────────────────────────────────────────────────────── */

static bool make_folder(const toc_args *args, const char *folder)
{
    if (mkdir(folder, 0777) == 0 || (errno == EEXIST && toc_is_folder(folder)))
        return true;
    toc_args_complain(args, "%s: %s", folder,
                      errno == EEXIST ? TOC_PHRASE("is there, and is no folder") : strerror(errno));
    return false;
}

/* How the plan is called from the folder: `../plans/lab.plan`.  NULL where there is no such file. */
static const char *path_from(toc_arena *arena, const char *folder, const char *plan)
{
    char *from = realpath(folder, NULL);
    char *to = realpath(plan, NULL);
    const char *path = NULL;
    size_t common = 0;

    if (from && to) {
        for (size_t i = 0; from[i] == to[i] && from[i]; i++) {
            if (from[i] == '/')
                common = i + 1;
        }
        if (strncmp(from, to, strlen(from)) == 0 && to[strlen(from)] == '/')
            common = strlen(from) + 1;
        path = "";
        for (const char *at = from + (common < strlen(from) ? common : strlen(from)); *at;) {
            path = toc_arena_printf(arena, "%s../", path);
            at += strcspn(at, "/");
            at += strspn(at, "/");
        }
        path = toc_arena_printf(arena, "%s%s", path, to + common);
    }
    free(from);
    free(to);
    return path;
}

static const char *file_of(toc_session *session, const char *folder, const toc_generated *one)
{
    return toc_arena_printf(&session->arena, "%s/%s.yaml", folder, one->name);
}

/* ── writing the scenarios ───────────────────────────────────────────────── */

/* No file that is there is touched, unless that was asked for: then none is written at all. */
static bool is_free(toc_session *session, const char *folder, const toc_generation *generation)
{
    bool is_free = true;

    for (uint32_t i = 0; i < generation->list.count; i++) {
        const char *path = file_of(session, folder, &generation->list.items[i]);
        struct stat info;

        if (lstat(path, &info) != 0)
            continue;
        toc_args_complain(session->args, "%s is there already; `--force` replaces it", path);
        is_free = false;
    }
    return is_free;
}

static int write_scenarios(toc_session *session, const char *folder,
                           const toc_generation *generation)
{
    toc_output *outputs = calloc(generation->list.count + 1, sizeof *outputs);
    uint32_t open = 0;
    int code = outputs ? TOC_EXIT_FINE : TOC_EXIT_INTERNAL;

    while (outputs && code == TOC_EXIT_FINE && open < generation->list.count) {
        const toc_generated *one = &generation->list.items[open];
        toc_output *output = &outputs[open];

        if (!toc_output_open(output, file_of(session, folder, one), toc_arena_lang(&session->arena),
                             stderr)) {
            code = TOC_EXIT_USAGE;
        } else if (fputs(one->yaml, output->stream) == EOF || fflush(output->stream) != 0) {
            (void)toc_output_commit(output); /* tells what failed */
            code = TOC_EXIT_INTERNAL;
        } else {
            open++;
        }
    }
    for (uint32_t i = 0; i < open; i++) { /* all are whole before the first takes its place */
        if (code != TOC_EXIT_FINE)
            toc_output_abort(&outputs[i]);
        else if (!toc_output_commit(&outputs[i]))
            code = TOC_EXIT_INTERNAL;
    }
    free(outputs);
    return code;
}

/* ── telling ─────────────────────────────────────────────────────────────── */

static const char *plural(uint32_t count)
{
    return count == 1 ? "" : "s";
}

static uint32_t covered_of(const toc_generation *generation)
{
    return generation->coverage->count - generation->uncovered.count;
}

static uint32_t proved_of(const toc_generation *generation)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < generation->uncovered.count; i++)
        count += generation->uncovered.items[i].diag != NULL;
    return count;
}

static void tell_gap(toc_session *session, const toc_generation *generation,
                     const toc_uncovered *gap, FILE *out)
{
    toc_arena *arena = &session->arena;
    const toc_cover_item *item = &generation->coverage->items[gap->item];
    const toc_m_head *head = toc_cover_head(generation->machine, item);

    (void)fprintf(out, "      %s:%u: %s\n",
                  toc_diag_plain(arena, toc_machine_text(generation->machine, head->file)),
                  head->line, toc_cover_gap(arena, generation->machine, item));
    if (gap->diag)
        (void)fprintf(out, "          %s\n",
                      toc_diag_short_text(arena, session->sources, gap->diag));
}

static void tell_gaps(toc_session *session, const toc_generation *generation, bool is_proved,
                      FILE *out)
{
    uint32_t proved = proved_of(generation);
    uint32_t count = is_proved ? proved : generation->uncovered.count - proved;

    if (count == 0)
        return;
    (void)fprintf(out, "%s\n",
                  toc_say(&session->arena,
                          is_proved ? TOC_PHRASE("%u cannot be reached, as the checks prove:")
                                    : TOC_PHRASE("%u not reached:"),
                          count));
    for (uint32_t i = 0; i < generation->uncovered.count; i++) {
        if ((generation->uncovered.items[i].diag != NULL) == is_proved)
            tell_gap(session, generation, &generation->uncovered.items[i], out);
    }
}

static void tell_text(toc_session *session, const char *folder, const toc_generation *generation,
                      FILE *out)
{
    uint32_t there = generation->coverage->count;
    uint32_t covered = covered_of(generation);

    for (uint32_t i = 0; i < generation->list.count; i++) {
        const toc_generated *one = &generation->list.items[i];

        (void)fprintf(out, "%s\n",
                      toc_say(&session->arena, "%s: %u entr%s, %u expectation%s, covers %u",
                              toc_diag_plain(&session->arena, file_of(session, folder, one)),
                              one->entries, one->entries == 1 ? "y" : "ies", one->expects,
                              plural(one->expects), one->covered));
    }
    (void)fprintf(out, "%s\n",
                  toc_say(&session->arena, "%u scenario%s of %u tried: %u%% covered (%u of %u)%s",
                          generation->list.count, plural(generation->list.count), generation->lives,
                          there ? (unsigned)((uint64_t)covered * 100 / there) : 100, covered, there,
                          generation->is_bounded
                              ? TOC_PHRASE("; the bound of work was met before all was tried")
                              : ""));
    tell_gaps(session, generation, true, out);
    tell_gaps(session, generation, false, out);
}

static void tell_json_gap(toc_session *session, const toc_generation *generation,
                          const toc_uncovered *gap, toc_json *json)
{
    const toc_cover_item *item = &generation->coverage->items[gap->item];
    const toc_m_head *head = toc_cover_head(generation->machine, item);

    toc_json_begin_object(json);
    toc_json_key_string(json, "kind", toc_cover_kind_word(item->kind));
    toc_json_key_string(json, "name", toc_cover_name(&session->arena, generation->machine, item));
    toc_json_key_string(json, "file", toc_machine_text(generation->machine, head->file));
    toc_json_key_int(json, "line", head->line);
    toc_json_key_string(
        json, "proved_by",
        gap->diag ? toc_arena_printf(&session->arena, "T%04u", (unsigned)gap->diag->code) : NULL);
    toc_json_end_object(json);
}

static void tell_json(toc_session *session, const char *folder, const toc_generation *generation,
                      FILE *out)
{
    toc_json json;

    toc_json_init(&json, out, 2);
    toc_json_begin_object(&json);
    toc_json_key_int(&json, "version", 1);
    toc_json_key_int(&json, "covered", covered_of(generation));
    toc_json_key_int(&json, "coverable", generation->coverage->count);
    toc_json_key_int(&json, "tried", generation->lives);
    toc_json_key_bool(&json, "bounded", generation->is_bounded);
    toc_json_key(&json, "scenarios");
    toc_json_begin_array(&json);
    for (uint32_t i = 0; i < generation->list.count; i++) {
        const toc_generated *one = &generation->list.items[i];

        toc_json_begin_object(&json);
        toc_json_key_string(&json, "file", file_of(session, folder, one));
        toc_json_key_int(&json, "entries", one->entries);
        toc_json_key_int(&json, "expectations", one->expects);
        toc_json_key_int(&json, "covers", one->covered);
        toc_json_end_object(&json);
    }
    toc_json_end_array(&json);
    toc_json_key(&json, "uncovered");
    toc_json_begin_array(&json);
    for (uint32_t i = 0; i < generation->uncovered.count; i++)
        tell_json_gap(session, generation, &generation->uncovered.items[i], &json);
    toc_json_end_array(&json);
    toc_json_end_object(&json);
    (void)fputc('\n', out);
}

/* ── the command ─────────────────────────────────────────────────────────── */

static int generate(toc_session *session)
{
    const toc_args *args = session->args;
    const char *folder =
        toc_session_path(session, toc_args_value(args, TOC_OPT_OUTPUT, "scenarios"));
    const toc_plan *plan = toc_session_plan(session, args->operands[0]);
    toc_generate_options options = {.seed = toc_args_number(args, TOC_OPT_SEED, 0)};
    toc_generation *generation;
    int code;

    if (!plan)
        return TOC_EXIT_FINE; /* the mistakes are printed, and decide */
    if (!make_folder(args, folder))
        return TOC_EXIT_USAGE;
    if (strcmp(args->operands[0], "-") != 0)
        options.plan_path = path_from(&session->arena, folder, args->operands[0]);
    options.plan_id = plan->head.id;
    generation = toc_generate(&session->arena, session->sources, plan, &options, &session->sink);
    if (!generation)
        return TOC_EXIT_FINE;
    if (!toc_args_has(args, TOC_OPT_FORCE) && !is_free(session, folder, generation))
        return TOC_EXIT_USAGE;
    code = write_scenarios(session, folder, generation);
    if (code != TOC_EXIT_FINE)
        return code;
    if (toc_args_is(args, TOC_OPT_FORMAT, "json"))
        tell_json(session, folder, generation, stdout);
    else
        tell_text(session, folder, generation, stdout);
    return TOC_EXIT_FINE;
}

int toc_cmd_generate(const toc_args *args)
{
    return toc_session_run(args, false, generate);
}

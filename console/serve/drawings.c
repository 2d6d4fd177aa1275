/* drawings.c - charts, cards and reports, drawn by child processes. */
#include "serve/drawings.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void wake_all(toc_drawing *it)
{
    while (it->waiters) {
        toc_waiter *waiter = it->waiters;

        it->waiters = waiter->next;
        waiter->next = NULL;
        waiter->wake(waiter);
    }
}

static void has_ended(void *context, toc_job *job)
{
    toc_drawings *drawings = context;
    toc_drawing *it = drawings->first;

    while (it && &it->job != job)
        it = it->next;
    if (it)
        wake_all(it);
}

void toc_drawings_release(toc_drawings *drawings)
{
    toc_jobs_deinit(&drawings->jobs);
    for (toc_drawing *it = drawings->first; it; it = it->next) {
        if (it->job.state != TOC_JOB_DONE)
            it->job.state = TOC_JOB_FAILED;
        wake_all(it);
    }
}

void toc_drawings_init(toc_drawings *drawings, toc_poller *poller, toc_exercise *exercise,
                       const char *program, const char *folder, const char *plan)
{
    memset(drawings, 0, sizeof *drawings);
    drawings->exercise = exercise;
    drawings->folder = folder;
    drawings->plan = plan;
    toc_jobs_init(&drawings->jobs, poller, program, folder, has_ended, drawings);
}

static void remove_export(toc_drawings *drawings)
{
    if (drawings->export[0])
        (void)unlink(drawings->export);
    drawings->export[0] = '\0';
}

void toc_drawings_deinit(toc_drawings *drawings)
{
    toc_jobs_deinit(&drawings->jobs);
    while (drawings->first) {
        toc_drawing *it = drawings->first;

        drawings->first = it->next;
        toc_job_deinit(&it->job);
        free(it);
    }
    remove_export(drawings);
}

static bool is_report(toc_drawing_kind kind)
{
    return kind == TOC_DRAWING_HTML || kind == TOC_DRAWING_PDF || kind == TOC_DRAWING_CSV;
}

static bool has_settled(const toc_drawing *it)
{
    return it->job.state == TOC_JOB_DONE || it->job.state == TOC_JOB_FAILED;
}

void toc_drawings_forget(toc_drawings *drawings, toc_drawing *drawing)
{
    toc_drawing **link = &drawings->first;

    while (*link && *link != drawing)
        link = &(*link)->next;
    if (!*link || !has_settled(drawing) || drawing->waiters)
        return;
    *link = drawing->next;
    toc_job_deinit(&drawing->job);
    free(drawing);
}

/* ── the exercise as a scenario ── */

static uint64_t generation_of(const toc_drawings *drawings)
{
    return toc_exercise_state_of(drawings->exercise)->generation.any;
}

static bool is_being_read(const toc_drawings *drawings)
{
    for (const toc_drawing *it = drawings->first; it; it = it->next) {
        if (is_report(it->kind) && !has_settled(it))
            return true;
    }
    return false;
}

/* Writes the export where it is not there yet as the exercise stands.  One that is being read stays. */
static bool write_export(toc_drawings *drawings)
{
    uint64_t generation = generation_of(drawings);
    bool is_written;
    FILE *out;

    if (drawings->export[0] && drawings->exported == generation)
        return true;
    if (drawings->export[0] && !is_being_read(drawings))
        remove_export(drawings);
    snprintf(drawings->export, sizeof drawings->export, "%s/exercise-%" PRIu64 ".yaml",
             drawings->folder, generation);
    out = fopen(drawings->export, "wx");
    if (!out) {
        drawings->export[0] = '\0';
        return false;
    }
    is_written = toc_exercise_export(drawings->exercise, out) == TOC_OK;
    is_written = fclose(out) == 0 && is_written;
    if (!is_written)
        remove_export(drawings);
    drawings->exported = generation;
    return is_written;
}

/* ── beginning one ── */

/* Arguments of the child; behind the last a NULL.  @p out has room for TOC_JOB_ARGUMENTS_MAX + 1. */
static void set_arguments(const toc_drawings *drawings, const toc_drawing *it, const char **out)
{
    static const char *const formats[] = {"svg", "svg", "html", "pdf", "csv"};
    const toc_machine *machine = toc_exercise_state_of(drawings->exercise)->machine;
    size_t used = 0;

    out[used++] = it->kind == TOC_DRAWING_CHART  ? "chart"
                  : it->kind == TOC_DRAWING_CARD ? "cards"
                                                 : "drill";
    out[used++] = "--format";
    out[used++] = formats[it->kind];
    out[used++] = "--output";
    out[used++] = "-";
    if (is_report(it->kind))
        out[used - 2] = "--report";
    if (it->kind == TOC_DRAWING_CHART) {
        out[used++] = "--view";
        out[used++] = "flow";
        out[used++] = "--paper"; /* the bare chart: heading and legend are the pages' own */
        out[used++] = "none";
    }
    if (it->kind == TOC_DRAWING_CARD) {
        out[used++] = "--body";
        out[used++] = toc_machine_text(machine, machine->bodies[it->body].head.name);
    }
    if (it->lang[0]) {
        out[used++] = "--lang";
        out[used++] = it->lang;
    }
    out[used++] = "--root";
    out[used++] = ".";
    out[used++] = "--";
    out[used++] = drawings->plan;
    if (is_report(it->kind))
        out[used++] = strrchr(drawings->export, '/') + 1;
    out[used] = NULL;
}

static toc_drawing *begin(toc_drawings *drawings, toc_drawing_kind kind, uint32_t body,
                          const char *lang)
{
    const char *arguments[TOC_JOB_ARGUMENTS_MAX + 1];
    toc_drawing *it;

    if (is_report(kind) && !write_export(drawings))
        return NULL;
    it = calloc(1, sizeof *it);
    if (!it)
        return NULL;
    it->kind = kind;
    it->body = body;
    it->stamp = is_report(kind) ? generation_of(drawings) : 0;
    snprintf(it->lang, sizeof it->lang, "%s", lang);
    set_arguments(drawings, it, arguments);
    /* 1: there are findings, as in any exercise in which something went wrong */
    if (toc_jobs_add(&drawings->jobs, &it->job, arguments, is_report(kind) ? 1 : 0) != TOC_OK) {
        free(it);
        return NULL;
    }
    it->next = drawings->first;
    drawings->first = it;
    return it;
}

/* Reports of an exercise that has gone on since. */
static void forget_old(toc_drawings *drawings)
{
    uint64_t generation = generation_of(drawings);
    toc_drawing *next;

    for (toc_drawing *it = drawings->first; it; it = next) {
        next = it->next;
        if (is_report(it->kind) && it->stamp != generation)
            toc_drawings_forget(drawings, it);
    }
}

toc_drawing *toc_drawings_get(toc_drawings *drawings, toc_drawing_kind kind, uint32_t body,
                              const char *lang)
{
    uint64_t stamp = is_report(kind) ? generation_of(drawings) : 0;

    if (is_report(kind))
        forget_old(drawings);
    for (toc_drawing *it = drawings->first; it; it = it->next) {
        if (it->kind == kind && it->body == body && it->stamp == stamp &&
            strcmp(it->lang, lang) == 0)
            return it;
    }
    return begin(drawings, kind, body, lang);
}

bool toc_drawing_await(toc_drawing *drawing, toc_waiter *waiter)
{
    if (has_settled(drawing))
        return true;
    toc_jobs_hurry(drawing->job.jobs, &drawing->job);
    waiter->next = drawing->waiters;
    drawing->waiters = waiter;
    return false;
}

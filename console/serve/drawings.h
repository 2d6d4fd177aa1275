/* drawings.h - charts, cards and reports: drawn by child processes, kept in memory, waited for.
 *
 * Charts are begun when the server starts, cards when somebody asks for the first time, reports after
 * the end, anew when notes have come since.  All are drawn from the journal's own files in a folder of
 * this server, so that what somebody does to the plan meanwhile changes nothing.  Owned by the
 * server; one thread. */
#ifndef TOC_SERVE_DRAWINGS_H
#define TOC_SERVE_DRAWINGS_H

#include "live/exercise.h"
#include "serve/jobs.h"

typedef enum toc_drawing_kind {
    TOC_DRAWING_CHART, /* SVG */
    TOC_DRAWING_CARD,  /* SVG, of one body */
    TOC_DRAWING_HTML,  /* the report */
    TOC_DRAWING_PDF,
    TOC_DRAWING_CSV /* its list of improvements */
} toc_drawing_kind;

/* A request that waits for a drawing. */
typedef struct toc_waiter {
    struct toc_waiter *next;
    void (*wake)(struct toc_waiter *waiter);
} toc_waiter;

typedef struct toc_drawing {
    struct toc_drawing *next;
    toc_drawing_kind kind;
    uint32_t body;  /* CARD */
    char lang[16];  /* "": the plan's own */
    uint64_t stamp; /* reports: generation of the exercise that they tell of */
    toc_job job;
    toc_waiter *waiters;
} toc_drawing;

typedef struct toc_drawings {
    toc_jobs jobs;
    toc_exercise *exercise;
    const char *folder; /* with the files of the journal */
    const char *plan;   /* path of the plan below it */
    char export[512];   /* path of the last export in it; "": none yet */
    uint64_t exported;  /* generation that it tells of */
    toc_drawing *first;
} toc_drawings;

/** @p program: path of this program.  @p folder, @p plan outlive the drawings. */
void toc_drawings_init(toc_drawings *drawings, toc_poller *poller, toc_exercise *exercise,
                       const char *program, const char *folder, const char *plan);
/** Ends what is being drawn, wakes nobody, removes the export. */
void toc_drawings_deinit(toc_drawings *drawings);

/** The drawing, begun if it was not; NULL when it cannot be begun (memory, disk).  @p lang: a language
 *  that titles of the plan have, or "". */
toc_drawing *toc_drawings_get(toc_drawings *drawings, toc_drawing_kind kind, uint32_t body,
                              const char *lang);

/** Whether it is done, for better or worse; where not, @p waiter is woken when it is. */
bool toc_drawing_await(toc_drawing *drawing, toc_waiter *waiter);

/** Wakes all that wait, so that the server can end: they will be told that it could not be drawn. */
void toc_drawings_release(toc_drawings *drawings);

/** Forgets one that has failed, so that the next to ask has it drawn anew. */
void toc_drawings_forget(toc_drawings *drawings, toc_drawing *drawing);

#endif

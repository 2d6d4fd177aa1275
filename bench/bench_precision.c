/* bench_precision.c - how many faults the checks find, and how many alarms are false.
 *
 *   bench_precision [PLANS [FIRST]]    1000 sound plans and 1000 with one seeded fault each,
 *                                      numbered from FIRST (1); prints precision and recall
 *   bench_precision --write NUMBER [FAULT]   one of them on standard output
 *
 * A finding counts when it is an error or a warning.  On a sound plan each is a false alarm.  On a
 * plan with a fault, the fault's code is wanted; others are false alarms unless faults.def names
 * them as consequences.  `make bench-check` runs it; ends with 1 below 0.99. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "driver/compile.h"
#include "lower/lower.h"
#include "precision/sound.h"

enum { PLANS = 1000, TOLD_MAX = 40, LEAST_PER_MILLE = 990 };

typedef struct fault_row {
    const char *id;
    toc_diag_code code;
    const char *consequences;
    const char *what;
} fault_row;

static const fault_row faults[FAULT_COUNT] = {
#define FAULT(id, code, consequences, what) [FAULT_##id] = {#id, TOC_D_##code, consequences, what},
#include "precision/faults.def"
#undef FAULT
};

typedef struct tally {
    uint64_t sound, quiet;          /* plans; those without a finding */
    uint64_t seeded, found;         /* faults; those raised */
    uint64_t by_fault[FAULT_COUNT]; /* plans */
    uint64_t hit[FAULT_COUNT];      /* found */
    uint64_t wanted, alarms;        /* findings: right ones, false ones */
    unsigned told;                  /* misses and alarms printed */
} tally;

/* ── one plan ────────────────────────────────────────────────────────────── */

typedef struct trial {
    toc_arena arena;
    jmp_buf escape;
    toc_sources *sources;
    toc_diag_sink sink;
} trial;

static void read_plan(trial *t, const char *text, size_t size)
{
    toc_compile_options options = {.root = "/nonexistent"};
    const toc_source *source = toc_sources_add(t->sources, "generated.plan", text, size);
    toc_plan *plan;

    options.checks.has_as_of = true;
    options.checks.as_of = (toc_date){2026, 6, 1};
    plan = toc_compile_source(&t->arena, t->sources, source, &options, &t->sink);
    if (plan && !plan->has_errors)
        (void)toc_lower(&t->arena, t->sources, plan, &t->sink);
    toc_diag_sink_finish(&t->sink);
}

static bool is_consequence(const fault_row *row, const char *slug)
{
    size_t size = strlen(slug);

    for (const char *at = row->consequences; (at = strstr(at, slug)); at += size) {
        bool begins = at == row->consequences || at[-1] == ' ';
        if (begins && (at[size] == '\0' || at[size] == ' '))
            return true;
    }
    return false;
}

static void tell(tally *sum, const char *kind, uint64_t number, sound_fault fault, const char *text)
{
    if (sum->told++ < TOLD_MAX)
        printf("%-11s plan %" PRIu64 "%s%s: %s\n", kind, number, fault ? " with " : "",
               fault ? faults[fault].id : "", text);
}

static void judge(tally *sum, const toc_diag_sink *sink, uint64_t number, sound_fault fault)
{
    bool is_found = false;
    uint64_t alarms = 0;

    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];
        const char *slug = toc_diag_info_find((unsigned)diag->code)->slug;
        if (fault && diag->code == faults[fault].code) {
            is_found = true;
        } else if (diag->level > TOC_DIAG_NOTE &&
                   !(fault && is_consequence(&faults[fault], slug))) {
            alarms++;
            tell(sum, "false alarm", number, fault, diag->message);
        }
    }
    sum->alarms += alarms;
    if (!fault) {
        sum->sound++;
        sum->quiet += alarms == 0;
        return;
    }
    sum->seeded++;
    sum->by_fault[fault]++;
    sum->found += is_found;
    sum->hit[fault] += is_found;
    sum->wanted += is_found;
    if (!is_found)
        tell(sum, "missed", number, fault, faults[fault].what);
}

static char *plan_text(uint64_t number, sound_fault fault, size_t *out_size)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, out_size);

    if (!out)
        return NULL;
    sound_write(number, fault, out);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

static bool try_plan(tally *sum, uint64_t number, sound_fault fault)
{
    trial t;
    size_t size = 0;
    char *text = plan_text(number, fault, &size);

    if (!text)
        return false;
    toc_arena_init(&t.arena, &t.escape);
    if (setjmp(t.escape)) {
        toc_arena_deinit(&t.arena);
        free(text);
        return false;
    }
    t.sources = toc_sources_new(&t.arena);
    toc_diag_sink_init(&t.sink, &t.arena);
    read_plan(&t, text, size);
    judge(sum, &t.sink, number, fault);
    toc_arena_deinit(&t.arena);
    free(text);
    return true;
}

/* ── all of them ─────────────────────────────────────────────────────────── */

/* part / whole to three places, rounded down. */
static void print_share(const char *name, uint64_t part, uint64_t whole)
{
    uint64_t per_mille = whole ? part * 1000 / whole : 1000;

    printf("%-10s %" PRIu64 ".%03" PRIu64 "  (%" PRIu64 " of %" PRIu64 ")\n", name,
           per_mille / 1000, per_mille % 1000, part, whole);
}

static int print_sum(const tally *sum)
{
    if (sum->told > TOLD_MAX)
        printf("… and %u more\n", sum->told - TOLD_MAX);
    for (int i = 1; i < FAULT_COUNT; i++)
        printf("  %-18s %4" PRIu64 " of %4" PRIu64 "  %s\n", faults[i].id, sum->hit[i],
               sum->by_fault[i], faults[i].what);
    printf("%d kinds of fault\n", FAULT_COUNT - 1);
    print_share("sound", sum->quiet, sum->sound);
    print_share("recall", sum->found, sum->seeded);
    print_share("precision", sum->wanted, sum->wanted + sum->alarms);
    return sum->quiet * 1000 < sum->sound * LEAST_PER_MILLE ||
           sum->found * 1000 < sum->seeded * LEAST_PER_MILLE ||
           sum->wanted * 1000 < (sum->wanted + sum->alarms) * LEAST_PER_MILLE;
}

static int write_one(int argc, char **argv)
{
    uint64_t number = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    sound_fault fault = FAULT_NONE;

    for (int i = 1; argc > 3 && i < FAULT_COUNT; i++) {
        if (strcmp(faults[i].id, argv[3]) == 0)
            fault = (sound_fault)i;
    }
    if (argc > 3 && !fault) {
        fprintf(stderr, "bench_precision: no fault is called %s\n", argv[3]);
        return 2;
    }
    sound_write(number, fault, stdout);
    return 0;
}

int main(int argc, char **argv)
{
    static tally sum;
    uint64_t plans = argc > 1 ? strtoull(argv[1], NULL, 10) : PLANS;
    uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;

    if (argc > 1 && strcmp(argv[1], "--write") == 0)
        return write_one(argc, argv);
    for (uint64_t i = 0; i < plans; i++) {
        sound_fault fault = (sound_fault)(1 + i % (FAULT_COUNT - 1));
        if (!try_plan(&sum, first + i, FAULT_NONE) || !try_plan(&sum, first + i, fault)) {
            fprintf(stderr, "bench_precision: memory is used up\n");
            return 70;
        }
    }
    return print_sum(&sum);
}

/* journal_writer.c - writes journals for tests: made from files, filled from lines, or without end.
 *
 *   journal_writer make PLACE NAME IMAGE SCENARIO [PLAN...]
 *   journal_writer rows PLACE < LINES     each line: at TAB who TAB key TAB kind TAB body
 *   journal_writer endless PLACE          rows of its own in commits of one to three, until it is killed
 *
 * For each commit that was acknowledged it prints "seq hash" of the last row, in one write. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "journal/pack.h"

static int refuse(const toc_journal_problem *problem)
{
    (void)fprintf(stderr, "journal_writer: %s\n", problem->text);
    return 1;
}

/* No buffer: what the reader of a killed writer finds was acknowledged. */
static void tell(const toc_row *row)
{
    char line[120];
    int size = snprintf(line, sizeof line, "%llu %s\n", (unsigned long long)row->seq, row->hash);

    if (write(STDOUT_FILENO, line, (size_t)size) != size)
        exit(1);
}

static int make(int count, char **words)
{
    toc_pack_input inputs[64] = {{TOC_JOURNAL_IMAGE, words[2], NULL, 0},
                                 {TOC_JOURNAL_SCENARIO, words[3], NULL, 0}};
    toc_journal_head head = {
        .exercise = words[1], .program = "tocsin 0.1.0", .created = INT64_C(1780272000000)};
    toc_journal_problem problem;
    toc_journal *journal = NULL;
    toc_status status;
    toc_arena arena;

    for (int i = 4; i < count && i < 60; i++)
        inputs[i - 2] = (toc_pack_input){
            strstr(words[i], ".csv") ? TOC_JOURNAL_SERIES : TOC_JOURNAL_PLAN, words[i], NULL, 0};
    toc_arena_init(&arena, NULL);
    status =
        toc_pack_files(&arena, inputs, (size_t)count - 2, &head.files, &head.file_count, &problem);
    if (status == TOC_OK)
        status = toc_journal_create(words[0], &head, &journal, &problem);
    toc_journal_close(journal);
    toc_arena_deinit(&arena);
    return status == TOC_OK ? 0 : refuse(&problem);
}

static char *field(char **line)
{
    char *start = *line;
    char *tab = strchr(start, '\t');

    if (!tab)
        return start + strlen(start);
    *tab = '\0';
    *line = tab + 1;
    return start;
}

static int fill(const char *place)
{
    toc_journal_problem problem;
    toc_journal *journal;
    char line[65536];
    int64_t wall = INT64_C(1780272000000);

    if (toc_journal_open(place, TOC_JOURNAL_WRITE, &journal, &problem) != TOC_OK)
        return refuse(&problem);
    while (fgets(line, sizeof line, stdin)) {
        char *rest = line;
        toc_row row = {.wall = wall += 1000};
        bool is_repeat;

        line[strcspn(line, "\n")] = '\0';
        row.at = strtoll(field(&rest), NULL, 10);
        row.who = field(&rest);
        row.key = field(&rest);
        row.kind = field(&rest);
        row.body = rest;
        if (toc_journal_append(journal, &row, 1, &is_repeat, &problem) != TOC_OK) {
            toc_journal_close(journal);
            return refuse(&problem);
        }
        tell(&row);
    }
    toc_journal_close(journal);
    return 0;
}

static int write_on(const char *place)
{
    toc_journal_problem problem;
    toc_journal *journal;

    if (toc_journal_open(place, TOC_JOURNAL_WRITE, &journal, &problem) != TOC_OK)
        return refuse(&problem);
    for (;;) {
        uint64_t next = toc_journal_last(journal) + 1;
        size_t count = 1 + next % 3;
        char keys[3][32];
        char bodies[3][400];
        toc_row rows[3];
        bool is_repeat;

        for (size_t i = 0; i < count; i++) {
            unsigned long long number = next + i;

            (void)snprintf(keys[i], sizeof keys[i], "k%llu", number);
            (void)snprintf(bodies[i], sizeof bodies[i], "{\"text\":\"row %llu %0*llu\"}", number,
                           (int)(number * 37 % 300), number);
            rows[i] = (toc_row){.at = (toc_ms)number,
                                .wall = INT64_C(1780272000000) + (int64_t)number,
                                .who = "p1",
                                .key = keys[i],
                                .kind = "note",
                                .body = bodies[i]};
        }
        if (toc_journal_append(journal, rows, count, &is_repeat, &problem) != TOC_OK)
            return refuse(&problem);
        tell(&rows[count - 1]);
    }
}

int main(int argc, char **argv)
{
    if (argc >= 6 && strcmp(argv[1], "make") == 0)
        return make(argc - 2, argv + 2);
    if (argc == 3 && strcmp(argv[1], "rows") == 0)
        return fill(argv[2]);
    if (argc == 3 && strcmp(argv[1], "endless") == 0)
        return write_on(argv[2]);
    (void)fputs("journal_writer: make, rows or endless; see journal_writer.c\n", stderr);
    return 2;
}

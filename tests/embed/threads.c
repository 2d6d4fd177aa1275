/* threads.c - `threads IMAGE`: engines in several threads on one machine, each beside others, give what
 * they give one after another.  `make tsan` runs it under ThreadSanitizer. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "machine/file.h"
#include "tests/embed/player.h"

enum { THREADS = 4, ROUNDS = 6 };

typedef struct job {
    const toc_machine *machine;
    uint64_t seed;
    char *text; /* what it printed; NULL: it failed */
    size_t size;
} job;

static void *play(void *argument)
{
    job *mine = argument;
    FILE *out = open_memstream(&mine->text, &mine->size);
    if (!out)
        return NULL;
    for (uint64_t round = 0; round < ROUNDS; round++)
        if (!toc_player_run(mine->machine, mine->seed + round, out))
            fputs("no engine\n", out);
    fclose(out);
    return NULL;
}

/* Thread 0 and 1 play the same seeds, 2 and 3 others. */
static bool play_beside(const toc_machine *machine, job jobs[THREADS])
{
    pthread_t threads[THREADS];
    for (unsigned i = 0; i < THREADS; i++) {
        jobs[i] = (job){.machine = machine, .seed = 1 + i / 2 * 100};
        if (pthread_create(&threads[i], NULL, play, &jobs[i]) != 0)
            return false;
    }
    for (unsigned i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return true;
}

static bool are_as_alone(const toc_machine *machine, const job jobs[THREADS])
{
    bool is_same = true;
    for (unsigned i = 0; i < THREADS; i++) {
        job alone = {.machine = machine, .seed = jobs[i].seed};
        play(&alone);
        is_same = is_same && alone.text && jobs[i].text && alone.size > 1000 &&
                  alone.size == jobs[i].size && memcmp(alone.text, jobs[i].text, alone.size) == 0;
        free(alone.text);
    }
    return is_same;
}

int main(int argc, char **argv)
{
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine_file *file;
    job jobs[THREADS];
    if (argc != 2)
        return 2;
    if (toc_machine_open(argv[1], &file, reason) != TOC_OK) {
        fprintf(stderr, "%s: %s\n", argv[1], reason);
        return 1;
    }
    const toc_machine *machine = toc_machine_file_get(file);
    bool is_fine = play_beside(machine, jobs) && are_as_alone(machine, jobs);
    for (unsigned i = 0; i < THREADS; i++)
        free(jobs[i].text);
    toc_machine_file_close(file);
    printf(is_fine ? "1 passed, 0 failed\n" : "0 passed, 1 failed\n");
    return is_fine ? 0 : 1;
}

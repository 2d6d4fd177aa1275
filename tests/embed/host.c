/* host.c - the same as in_memory.c for generated C (`host SEEDS`) and for an image (`host SEEDS IMAGE`),
 * against the installed library: -DMACHINE=lab_machine -DHEADER='"lab.h"'. */
#include <stdlib.h>

#include HEADER
#include "player.h"

static int play_all(const toc_machine *machine, uint64_t seeds)
{
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine again;
    if (toc_machine_verify(machine->image, machine->size, &again, reason) != TOC_OK) {
        fprintf(stderr, "%s\n", reason);
        return 1;
    }
    for (uint64_t seed = 1; seed <= seeds; seed++)
        if (!toc_player_run(machine, seed, stdout))
            return 1;
    return 0;
}

int main(int argc, char **argv)
{
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine_file *file;
    if (argc < 2 || argc > 3)
        return 2;
    uint64_t seeds = strtoull(argv[1], NULL, 10);
    if (argc == 2)
        return play_all(&MACHINE, seeds);
    if (toc_machine_open(argv[2], &file, reason) != TOC_OK) {
        fprintf(stderr, "%s\n", reason);
        return 1;
    }
    int code = play_all(toc_machine_file_get(file), seeds);
    toc_machine_file_close(file);
    return code;
}

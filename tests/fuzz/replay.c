/* replay.c - a plain main for fuzz targets: runs each file that it is given, whole and cut.
 *
 * `make check` links it to every tests/fuzz/fuzz_*.c in place of libFuzzer, so that no
 * seed can break unnoticed where clang is not there. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define CUTS 16 /* each file is also run cut to 0/16, 1/16 .. 15/16 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes of @p path in storage of exactly their size, so that a read past them is seen. */
static uint8_t *read_all(const char *path, size_t *out_size)
{
    FILE *in = fopen(path, "rb");
    uint8_t *data = NULL;

    if (!in)
        return NULL;
    if (fseek(in, 0, SEEK_END) == 0) {
        long size = ftell(in);
        rewind(in);
        data = size >= 0 ? malloc((size_t)size + 1) : NULL;
        *out_size = data ? fread(data, 1, (size_t)size, in) : 0;
    }
    fclose(in);
    return data;
}

static int run_copy(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);

    if (!copy)
        return 1;
    for (size_t i = 0; i < size; i++)
        copy[i] = data[i];
    int result = LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    return result;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        size_t size = 0;
        uint8_t *data = read_all(argv[i], &size);
        if (!data) {
            perror(argv[i]);
            return 1;
        }
        int result = run_copy(data, size);
        for (size_t cut = 0; cut < CUTS && result == 0; cut++)
            result = run_copy(data, size / CUTS * cut);
        free(data);
        if (result != 0)
            return 1;
    }
    printf("%d files\n", argc - 1);
    return 0;
}

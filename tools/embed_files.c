/* embed_files.c - writes the files of the browser's pages as one C table; run by the Makefile.
 *
 *     embed_files FILE... > web_files.c
 *
 * A file is called in the table by its name without folders; its ending decides the type.  The
 * order of the arguments does not matter; the same files give the same bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_SIZE_MAX (4L * 1024 * 1024)

typedef struct type {
    const char *ending;
    const char *mime;
} type;

static const type types[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
};

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static int compare(const void *left, const void *right)
{
    return strcmp(name_of(*(const char *const *)left), name_of(*(const char *const *)right));
}

static const char *mime_of(const char *path)
{
    const char *ending = strrchr(name_of(path), '.');

    for (size_t i = 0; ending && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(ending, types[i].ending) == 0)
            return types[i].mime;
    }
    return NULL;
}

/* As array, not as string: a standard C string may end at 4 095 bytes. */
static int write_bytes(const char *path, int index)
{
    FILE *file = fopen(path, "rb");
    long count = 0;
    int byte;

    if (!file) {
        perror(path);
        return 1;
    }
    printf("\nstatic const unsigned char bytes_%d[] = {", index);
    while (count <= FILE_SIZE_MAX && (byte = getc(file)) != EOF)
        printf("%s%d,", count++ % 24 == 0 ? "\n    " : "", byte);
    printf("\n};\n");
    int failed = ferror(file) || count == 0 || count > FILE_SIZE_MAX;
    fclose(file);
    if (failed)
        fprintf(stderr, "%s: cannot be read, is empty, or too large\n", path);
    return failed;
}

static int check_names(char **paths, int count)
{
    for (int i = 0; i < count; i++) {
        if (!mime_of(paths[i])) {
            fprintf(stderr, "%s: embed_files knows no type for this ending\n", paths[i]);
            return 1;
        }
        if (i > 0 && compare(&paths[i - 1], &paths[i]) == 0) {
            fprintf(stderr, "%s: another file has the same name\n", paths[i]);
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    char **paths = argv + 1;
    int count = argc - 1;

    qsort(paths, (size_t)count, sizeof *paths, compare);
    if (check_names(paths, count) != 0)
        return 1;
    printf("/* made from console/web/ by tools/embed_files.c */\n#include \"serve/assets.h\"\n");
    for (int i = 0; i < count; i++) {
        if (write_bytes(paths[i], i) != 0)
            return 1;
    }
    printf("\nconst toc_asset toc_assets[] = {\n");
    for (int i = 0; i < count; i++)
        printf("    {\"%s\", \"%s\", bytes_%d, sizeof bytes_%d},\n", name_of(paths[i]),
               mime_of(paths[i]), i, i);
    printf("    {NULL, NULL, NULL, 0}, /* an empty table is not C */\n};\n"
           "const size_t toc_asset_count = %d;\n",
           count);
    return fflush(stdout) == 0 ? 0 : 1;
}

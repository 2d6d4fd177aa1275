/* embed_catalogues.c - writes compiled message catalogues as one C table; run by the Makefile.
 *
 *     embed_catalogues zh-Hans.mo... > catalogues.c
 *
 * The name of a file before its ending is the language.  The same files give the same bytes. */
#include <stdio.h>
#include <string.h>

static const char *name_of(const char *path, int *out_size)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    *out_size = (int)strcspn(name, ".");
    return name;
}

static int write_bytes(const char *path, int index)
{
    FILE *file = fopen(path, "rb");
    unsigned long count = 0;
    int byte;

    if (!file) {
        perror(path);
        return 1;
    }
    printf("\nstatic const unsigned char bytes_%d[] = {", index);
    while ((byte = getc(file)) != EOF)
        printf("%s%d,", count++ % 24 == 0 ? "\n    " : "", byte);
    printf("\n};\n");
    int failed = ferror(file) || count == 0;
    fclose(file);
    if (failed)
        fprintf(stderr, "%s: cannot be read, or is empty\n", path);
    return failed;
}

int main(int argc, char **argv)
{
    printf("/* made from po/ by tools/embed_catalogues.c */\n#include \"base/catalogue_private.h\"\n");
    for (int i = 1; i < argc; i++) {
        if (write_bytes(argv[i], i) != 0)
            return 1;
    }
    printf("\nconst toc_catalogue toc_catalogues[] = {\n");
    for (int i = 1; i < argc; i++) {
        int size;
        const char *name = name_of(argv[i], &size);

        printf("    {\"%.*s\", bytes_%d, sizeof bytes_%d},\n", size, name, i, i);
    }
    printf("};\nconst size_t toc_catalogue_count = %d;\n", argc - 1);
    return fflush(stdout) == 0 ? 0 : 1;
}

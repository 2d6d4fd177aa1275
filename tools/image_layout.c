/* image_layout.c - prints every field of every record of a machine image, one a line, parted by tabs:
 * section, record type, size of the record, field, offset, size of the field, what it holds.
 * tools/image-page makes the tables of docs/image.md of it. */
#include <inttypes.h>
#include <stdio.h>

#include "machine/layout.h"

static const char *const types[TOC_SECTION_COUNT] = {
#define TOC_SECTION(field, type) #type,
    TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION
};

static const char *target_of(const toc_layout_field *field)
{
    return toc_layout_section_names[field->target];
}

static void print_enum(const toc_layout_field *field)
{
    printf("uint32:");
    for (int64_t i = 0; i <= field->most; i++)
        printf(" %" PRId64 " %s%s", i, field->words[i], i < field->most ? "," : "");
}

static void print_bounds(const char *type, const toc_layout_field *field)
{
    printf("%s, %" PRId64 " to %" PRId64, type, field->least, field->most);
}

static void print_kind(const toc_layout_field *field)
{
    switch (field->kind) {
    case TOC_LAYOUT_STRING:
        printf("text");
        break;
    case TOC_LAYOUT_WORD:
        printf("text, not empty");
        break;
    case TOC_LAYOUT_ID:
        printf("id in %s", target_of(field));
        break;
    case TOC_LAYOUT_OPTION:
        printf("id in %s, or none", target_of(field));
        break;
    case TOC_LAYOUT_RANGE:
        printf("range of %s", target_of(field));
        break;
    case TOC_LAYOUT_LIST:
        printf("list of %s", target_of(field));
        break;
    case TOC_LAYOUT_SET:
        printf("set of %s", target_of(field));
        break;
    case TOC_LAYOUT_WORDS:
        printf("list of texts, none empty");
        break;
    case TOC_LAYOUT_ENUM:
        print_enum(field);
        break;
    case TOC_LAYOUT_UINT:
        print_bounds("uint32", field);
        break;
    case TOC_LAYOUT_INT:
        print_bounds("int32", field);
        break;
    case TOC_LAYOUT_LONG:
        print_bounds("int64", field);
        break;
    case TOC_LAYOUT_TIME:
        printf("duration");
        break;
    case TOC_LAYOUT_TIME_OPTION:
        printf("duration, or none");
        break;
    case TOC_LAYOUT_ANY_UINT:
        printf("uint32, by the record's kind");
        break;
    case TOC_LAYOUT_ANY_LONG:
        printf("int64");
        break;
    case TOC_LAYOUT_ZERO:
        printf("0");
        break;
    }
}

int main(void)
{
    printf("version\t%u\t%zu\t%d\n", (unsigned)TOC_MACHINE_VERSION, sizeof(toc_machine_header),
           TOC_SECTION_COUNT);
    for (int i = 0; i < TOC_SECTION_COUNT; i++) {
        uint32_t count;
        const toc_layout_field *fields = toc_layout_of((toc_section_id)i, &count);
        printf("section\t%s\t%s\t%zu\n", toc_layout_section_names[i], types[i],
               toc_layout_record_sizes[i]);
        for (uint32_t k = 0; k < count; k++) {
            printf("field\t%s\t%u\t%u\t", fields[k].name, (unsigned)fields[k].offset,
                   (unsigned)toc_layout_width(fields[k].kind));
            print_kind(&fields[k]);
            printf("\n");
        }
    }
    for (int i = 0; i < TOC_OP_COUNT_OF_OPS; i++)
        printf("op\t%d\t%s\n", i, toc_layout_op_words[i]);
    return 0;
}

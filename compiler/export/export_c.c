/* export_c.c - an image as C: its records as `static const` tables, in the image's own layout.
 *
 * All sections stand in one object, so that its bytes are those of the image file and verify can
 * still read them; the view beside it points into them.  The types are written out from the table
 * of fields (machine/layout.h) under the runtime's own tags, so the source needs no header
 * of the runtime and its objects are still of the runtime's types.  Texts are written letter by letter:
 * no letter of a plan can end a literal or a comment. */
#include <inttypes.h>
#include <string.h>

#include "export/export_private.h"
#include "machine/image.h"
#include "machine/layout.h"

enum { COLUMNS = 96 };

#define HEAD_FIELDS 5u /* of toc_m_head, in the table of fields */
#define HEAD_PREFIX "head."

typedef struct writer {
    const toc_machine *machine;
    const char *prefix;
    FILE *out;
} writer;

static const char *const type_names[TOC_SECTION_COUNT] = {
#define TOC_SECTION(field, type) #type,
    TOC_SECTIONS(TOC_SECTION)
#undef TOC_SECTION
};

#define SYMBOL_TEXT(name)  SYMBOL_TEXT_(name)
#define SYMBOL_TEXT_(name) #name

/* ---- names ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool toc_export_prefix_is_valid(const char *prefix)
{
    size_t size = strlen(prefix);
    if (size == 0 || size > TOC_EXPORT_PREFIX_MAX || !is_letter(prefix[0]))
        return false;
    for (size_t i = 1; i < size; i++)
        if (!is_letter(prefix[i]) && !is_digit(prefix[i]) && prefix[i] != '_')
            return false;
    return strcmp(prefix, "toc") != 0 && strncmp(prefix, "toc_", 4) != 0 &&
           strcmp(prefix, "TOC") != 0 && strncmp(prefix, "TOC_", 4) != 0;
}

const char *toc_export_prefix_of(const toc_machine *machine, toc_arena *arena)
{
    const char *plain =
        toc_export_plain_name(arena, toc_machine_text(machine, machine->plans[0].head.name));
    plain = toc_arena_printf(arena, "%.*s", TOC_EXPORT_PREFIX_MAX - 5, plain);
    return toc_export_prefix_is_valid(plain) ? plain : toc_arena_printf(arena, "plan_%s", plain);
}

bool toc_export_include_is_valid(const char *name)
{
    for (const char *c = name; *c; c++)
        if (!is_letter(*c) && !is_digit(*c) && !strchr("._-+", *c))
            return false;
    return name[0] != '\0';
}

/* ---- types, from the table of fields ---- */

static bool is_record(toc_section_id section)
{
    return section != TOC_SECTION_ids && section != TOC_SECTION_strings;
}

static const char *type_of(toc_layout_kind kind)
{
    switch (kind) {
    case TOC_LAYOUT_RANGE:
    case TOC_LAYOUT_LIST:
    case TOC_LAYOUT_SET:
    case TOC_LAYOUT_WORDS:
        return "struct toc_range";
    case TOC_LAYOUT_LONG:
    case TOC_LAYOUT_TIME:
    case TOC_LAYOUT_TIME_OPTION:
    case TOC_LAYOUT_ANY_LONG:
        return "int64_t";
    case TOC_LAYOUT_INT:
        return "int32_t";
    case TOC_LAYOUT_STRING:
    case TOC_LAYOUT_WORD:
    case TOC_LAYOUT_ID:
    case TOC_LAYOUT_OPTION:
    case TOC_LAYOUT_ENUM:
    case TOC_LAYOUT_UINT:
    case TOC_LAYOUT_ANY_UINT:
    case TOC_LAYOUT_ZERO:
        break;
    }
    return "uint32_t";
}

/* How many fields from @p field on are items of one array: "takes[0]", "takes[1]" … */
static uint32_t array_length(const toc_layout_field *field, uint32_t left)
{
    size_t stem = strcspn(field->name, "[");
    uint32_t count = 1;
    if (field->name[stem] == '\0')
        return 0;
    while (count < left && strncmp(field[count].name, field->name, stem + 1) == 0)
        count++;
    return count;
}

static void write_members(const writer *w, const toc_layout_field *fields, uint32_t count)
{
    for (uint32_t i = 0; i < count;) {
        uint32_t length = array_length(&fields[i], count - i);
        if (length > 0)
            fprintf(w->out, "    %s %.*s[%" PRIu32 "];\n", type_of(fields[i].kind),
                    (int)strcspn(fields[i].name, "["), fields[i].name, length);
        else
            fprintf(w->out, "    %s %s;\n", type_of(fields[i].kind), fields[i].name);
        i += length > 0 ? length : 1;
    }
}

static void write_type(const writer *w, toc_section_id section)
{
    uint32_t count;
    const toc_layout_field *fields = toc_layout_of(section, &count);
    uint32_t from = 0;
    fprintf(w->out, "\nstruct %s {\n", type_names[section]);
    if (toc_layout_has_head(section)) {
        fprintf(w->out, "    struct toc_m_head head;\n");
        from = HEAD_FIELDS;
    }
    write_members(w, fields + from, count - from);
    fprintf(w->out, "};\n_Static_assert(sizeof(struct %s) == %zu, \"layout\");\n",
            type_names[section], toc_layout_record_sizes[section]);
}

static void write_head_type(const writer *w)
{
    uint32_t count;
    const toc_layout_field *fields = toc_layout_of(TOC_SECTION_plans, &count);
    fprintf(w->out, "\nstruct toc_range {\n    uint32_t first;\n    uint32_t count;\n};\n"
                    "\nstruct toc_m_head {\n");
    for (uint32_t i = 0; i < HEAD_FIELDS; i++)
        fprintf(w->out, "    %s %s;\n", type_of(fields[i].kind),
                fields[i].name + strlen(HEAD_PREFIX));
    fprintf(w->out, "};\n");
}

static void write_machine_type(const writer *w)
{
    fprintf(w->out, "\nstruct toc_machine {\n    const void *image;\n    size_t size;\n");
    for (int i = 0; i < TOC_SECTION_COUNT; i++)
        fprintf(w->out, "    const %s%s *%s;\n    uint32_t %s_count;\n",
                is_record((toc_section_id)i) ? "struct " : "", type_names[i],
                toc_layout_section_names[i], toc_layout_section_names[i]);
    fprintf(w->out, "};\n");
}

/* Bytes between the end of a section and the next one, or the end, which is 8-aligned. */
static uint64_t gap_after(const writer *w, int section)
{
    const toc_machine_header *header = w->machine->image;
    uint64_t end = header->sections[section].offset +
                   header->sections[section].count * toc_layout_record_sizes[section];
    return toc_image_align(end) - end;
}

static void write_image_type(const writer *w)
{
    const toc_machine_header *header = w->machine->image;
    fprintf(
        w->out,
        "\nstruct %s_image {\n    _Alignas(8) char magic[8];\n    uint32_t version;\n"
        "    uint32_t byte_order;\n    uint64_t size;\n    uint64_t checksum;\n"
        "    struct {\n        uint64_t offset;\n        uint64_t count;\n    } sections[%d];\n",
        w->prefix, TOC_SECTION_COUNT);
    for (int i = 0; i < TOC_SECTION_COUNT; i++) {
        uint64_t gap = gap_after(w, i);
        if (header->sections[i].count > 0)
            fprintf(w->out, "    %s%s %s[%" PRIu64 "];\n",
                    is_record((toc_section_id)i) ? "struct " : "", type_names[i],
                    toc_layout_section_names[i], header->sections[i].count);
        if (gap > 0)
            fprintf(w->out, "    unsigned char after_%s[%" PRIu64 "];\n",
                    toc_layout_section_names[i], gap);
    }
    fprintf(w->out,
            "};\n_Static_assert(offsetof(struct %s_image, strings) == %" PRIu64 ", \"layout\");\n"
            "_Static_assert(sizeof(struct %s_image) == %" PRIu64 ", \"layout\");\n",
            w->prefix, header->sections[TOC_SECTION_strings].offset, w->prefix, header->size);
}

static void write_types(const writer *w)
{
    write_head_type(w);
    for (int i = 0; i < TOC_SECTION_COUNT; i++)
        if (is_record((toc_section_id)i))
            write_type(w, (toc_section_id)i);
    write_machine_type(w);
    write_image_type(w);
}

/* ---- values ---- */

static void write_long(FILE *out, int64_t value)
{
    if (value == INT64_MIN)
        fputs("INT64_MIN", out); /* there is no such literal */
    else if (value >= INT32_MIN && value <= INT32_MAX)
        fprintf(out, "%" PRId64, value);
    else
        fprintf(out, "INT64_C(%" PRId64 ")", value);
}

static void write_uint(FILE *out, uint32_t value)
{
    fprintf(out, value > INT32_MAX ? "%" PRIu32 "u" : "%" PRIu32, value);
}

static void write_value(FILE *out, const toc_layout_field *field, const unsigned char *row)
{
    const unsigned char *at = row + field->offset;
    toc_range range;
    uint32_t number;
    int32_t whole;
    int64_t value;
    if (strcmp(type_of(field->kind), "struct toc_range") == 0) {
        memcpy(&range, at, sizeof range);
        fprintf(out, "{%" PRIu32 ", %" PRIu32 "}", range.first, range.count);
    } else if (toc_layout_width(field->kind) == 8) {
        memcpy(&value, at, sizeof value);
        write_long(out, value);
    } else if (field->kind == TOC_LAYOUT_INT) {
        memcpy(&whole, at, sizeof whole);
        write_long(out, whole);
    } else {
        memcpy(&number, at, sizeof number);
        write_uint(out, number);
    }
}

static void write_fields(FILE *out, const toc_layout_field *fields, uint32_t count,
                         const unsigned char *row)
{
    for (uint32_t i = 0; i < count;) {
        uint32_t length = array_length(&fields[i], count - i);
        fputs(i > 0 ? ", " : "", out);
        fputs(length > 0 ? "{" : "", out);
        write_value(out, &fields[i++], row);
        for (uint32_t k = 1; k < length; k++) {
            fputs(", ", out);
            write_value(out, &fields[i++], row);
        }
        fputs(length > 0 ? "}" : "", out);
    }
}

/* The name of a row as a comment, of letters that cannot end it. */
static void write_remark(const writer *w, const toc_m_head *head)
{
    const char *name = toc_machine_text(w->machine, head->name);
    fputs(" /* ", w->out);
    for (size_t i = 0; name[i] && i < 60; i++)
        fputc(is_letter(name[i]) || is_digit(name[i]) || strchr(".-_", name[i]) ? name[i] : '_',
              w->out);
    fputs(" */", w->out);
}

static void write_rows(const writer *w, toc_section_id section)
{
    toc_rows rows = toc_machine_rows(w->machine, section);
    bool has_head = toc_layout_has_head(section);
    uint32_t count;
    const toc_layout_field *fields = toc_layout_of(section, &count);
    for (uint32_t i = 0; i < rows.count; i++) {
        const unsigned char *row = toc_rows_at(rows, i);
        fputs("        {", w->out);
        if (has_head) {
            fputc('{', w->out);
            write_fields(w->out, fields, HEAD_FIELDS, row);
            fputs(count > HEAD_FIELDS ? "}, " : "}", w->out);
        }
        write_fields(w->out, fields + (has_head ? HEAD_FIELDS : 0),
                     count - (has_head ? HEAD_FIELDS : 0), row);
        fputs(i + 1 < rows.count ? "}," : "}", w->out);
        if (has_head)
            write_remark(w, (const toc_m_head *)(const void *)row);
        fputc('\n', w->out);
    }
}

static void write_ids_section(const writer *w)
{
    int column = COLUMNS;
    for (uint32_t i = 0; i < w->machine->ids_count; i++) {
        if (column >= COLUMNS - 12)
            column = fprintf(w->out, i > 0 ? "\n        " : "        ");
        column += fprintf(w->out, "%" PRIu32 "%s", w->machine->ids[i],
                          i + 1 < w->machine->ids_count ? ", " : "");
    }
    fputc('\n', w->out);
}

/* Letters that mean only themselves between single quotes; the others as octal numbers. */
static int write_letter(FILE *out, unsigned char c)
{
    if (c == 0)
        return fprintf(out, "0");
    if (c < 0x20 || c > 0x7e || c == '\'' || c == '\\' || c == '?')
        return fprintf(out, "'\\%03o'", c);
    return fprintf(out, "'%c'", c);
}

static void write_strings(const writer *w)
{
    int column = COLUMNS;
    for (uint32_t i = 0; i < w->machine->strings_count; i++) {
        unsigned char c = (unsigned char)w->machine->strings[i];
        if (column >= COLUMNS - 8)
            column = fprintf(w->out, i > 0 ? "\n        " : "        ") - (i > 0);
        column += write_letter(w->out, c);
        if (i + 1 < w->machine->strings_count)
            column += fprintf(w->out, ",");
        if (c == 0)
            column = COLUMNS;
    }
    fputc('\n', w->out);
}

static void write_header_value(const writer *w)
{
    const toc_machine_header *header = w->machine->image;
    fprintf(w->out, "    {");
    for (size_t i = 0; i < sizeof header->magic; i++) {
        (void)write_letter(w->out, (unsigned char)header->magic[i]);
        fputs(i + 1 < sizeof header->magic ? "," : "}", w->out);
    }
    fprintf(w->out,
            ", %" PRIu32 ", 0x%08" PRIx32 ", %" PRIu64 ", UINT64_C(0x%016" PRIx64 "),\n    {\n",
            header->version, header->byte_order, header->size, header->checksum);
    for (int i = 0; i < TOC_SECTION_COUNT; i++)
        fprintf(w->out, "        {%" PRIu64 ", %" PRIu64 "}%s /* %s */\n",
                header->sections[i].offset, header->sections[i].count,
                i + 1 < TOC_SECTION_COUNT ? "," : "", toc_layout_section_names[i]);
    fprintf(w->out, "    }");
}

static void write_image(const writer *w)
{
    const toc_machine_header *header = w->machine->image;
    fprintf(w->out, "\nstatic const struct %s_image image = {\n", w->prefix);
    write_header_value(w);
    for (int i = 0; i < TOC_SECTION_COUNT; i++) {
        uint64_t gap = gap_after(w, i);
        if (header->sections[i].count > 0) {
            fprintf(w->out, ",\n    { /* %s */\n", toc_layout_section_names[i]);
            if (i == TOC_SECTION_ids)
                write_ids_section(w);
            else if (i == TOC_SECTION_strings)
                write_strings(w);
            else
                write_rows(w, (toc_section_id)i);
            fprintf(w->out, "    }");
        }
        if (gap > 0)
            fprintf(w->out, ",\n    {0}");
    }
    fprintf(w->out, "\n};\n");
}

/* The view: what toc_machine_verify would fill in. */
static void write_view(const writer *w)
{
    const toc_machine_header *header = w->machine->image;
    fprintf(w->out, "\nconst struct toc_machine %s_machine = {\n    &image, %" PRIu64, w->prefix,
            header->size);
    for (int i = 0; i < TOC_SECTION_COUNT; i++) {
        if (header->sections[i].count > 0)
            fprintf(w->out, ",\n    image.%s, %" PRIu64, toc_layout_section_names[i],
                    header->sections[i].count);
        else
            fprintf(w->out, ",\n    (const %s%s *)(const void *)&image, 0 /* %s */",
                    is_record((toc_section_id)i) ? "struct " : "", type_names[i],
                    toc_layout_section_names[i]);
    }
    fprintf(
        w->out,
        "\n};\n\n/* A runtime with another layout of records has another name for this: it does "
        "not "
        "link. */\nextern const char " SYMBOL_TEXT(TOC_MACHINE_TABLES) "[];\nconst char *const "
                                                                       "%s_layout = " SYMBOL_TEXT(
                                                                           TOC_MACHINE_TABLES) ";"
                                                                                               "\n",
        w->prefix);
}

/* ---- the two files ---- */

static void write_source(const writer *w, const char *include)
{
    fprintf(w->out,
            "/* A plan machine as constant tables, made by `tocsin build --emit c`; do not edit.\n"
            " * Link it with libtocsin-runtime.  The numbers are described in the runtime's\n"
            " * header machine/records.h; the bytes of `image` are those of the image file. */\n"
            "#include \"%s\"\n\n#include <stddef.h>\n#include <stdint.h>\n",
            include);
    write_types(w);
    write_image(w);
    write_view(w);
}

static void write_header(const writer *w, toc_arena *arena)
{
    fprintf(w->out,
            "/* Names of a plan machine, made by `tocsin build --emit c`; do not edit. */\n"
            "#ifndef %s_MACHINE_H\n#define %s_MACHINE_H\n\n"
            "struct toc_machine;\n\n"
            "/* For toc_engine_new; verified when it was made, and never to be freed. */\n"
            "extern const struct toc_machine %s_machine;\n\n"
            "/* The layout of records that the tables were made for, e.g. for a message. */\n"
            "extern const char *const %s_layout;\n",
            w->prefix, w->prefix, w->prefix, w->prefix);
    toc_export_c_ids(w->machine, w->prefix, arena, w->out);
    fprintf(w->out, "\n#endif\n");
}

void toc_export_c(const toc_machine *machine, const char *prefix, const char *include,
                  toc_arena *arena, FILE *source, FILE *header)
{
    write_source(&(writer){machine, prefix, source}, include);
    write_header(&(writer){machine, prefix, header}, arena);
}

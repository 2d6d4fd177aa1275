/* source_gate.c - refuses text that cannot be read, or that would not be read as it looks.
 *
 * One pass, eight bytes at a time where the text is plain ASCII.  A file that is no plan
 * text at all (another encoding, a document) gets one message that says so. */
#include "base/source.h"

#include <string.h>

#include "base/utf8.h"

#define DIAG_COUNT_MAX 10u
#define SAMPLE_SIZE    4096u         /* bytes looked at for UTF-16 */
#define PART_SIZE      (256u * 1024) /* bytes of a long source that are looked through at once */

typedef struct gate_state {
    const char *text;
    uint32_t size;
    uint32_t base;
    toc_diag_sink *sink;
    unsigned diag_count;
    bool is_over; /* nothing more to say about this file */
    bool has_nul;
    const toc_source *source;
} gate_state;

/* Characters with a name that helps to find them; sorted by nothing, there are few. */
static const struct {
    int32_t codepoint;
    const char *name;
} names[] = {
    {0x00ad, TOC_PHRASE("soft hyphen")},
    {0x061c, TOC_PHRASE("Arabic letter mark")},
    {0x200b, TOC_PHRASE("zero-width space")},
    {0x200c, TOC_PHRASE("zero-width non-joiner")},
    {0x200d, TOC_PHRASE("zero-width joiner")},
    {0x200e, TOC_PHRASE("left-to-right mark")},
    {0x200f, TOC_PHRASE("right-to-left mark")},
    {0x2028, TOC_PHRASE("line separator")},
    {0x2029, TOC_PHRASE("paragraph separator")},
    {0x202a, TOC_PHRASE("left-to-right embedding")},
    {0x202b, TOC_PHRASE("right-to-left embedding")},
    {0x202c, TOC_PHRASE("end of direction")},
    {0x202d, TOC_PHRASE("left-to-right override")},
    {0x202e, TOC_PHRASE("right-to-left override")},
    {0x2060, TOC_PHRASE("word joiner")},
    {0x2066, TOC_PHRASE("left-to-right isolate")},
    {0x2067, TOC_PHRASE("right-to-left isolate")},
    {0x2068, TOC_PHRASE("first strong isolate")},
    {0x2069, TOC_PHRASE("end of isolate")},
    {0xfeff, TOC_PHRASE("byte order mark")},
    {0xfffe, TOC_PHRASE("no character")},
    {0xffff, TOC_PHRASE("no character")},
    {0x0007, TOC_PHRASE("bell")},
    {0x0008, TOC_PHRASE("backspace")},
    {0x000b, TOC_PHRASE("vertical tab")},
    {0x000c, TOC_PHRASE("form feed")},
    {0x001a, TOC_PHRASE("end of file, as DOS wrote it")},
    {0x001b, TOC_PHRASE("escape")},
    {0x007f, TOC_PHRASE("delete")},
    {0x0085, TOC_PHRASE("next line")},
};

static const char *name_of(int32_t codepoint)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].codepoint == codepoint)
            return names[i].name;
    }
    return NULL;
}

static bool is_bidi(int32_t codepoint)
{
    return codepoint == 0x061c || codepoint == 0x200e || codepoint == 0x200f ||
           (codepoint >= 0x202a && codepoint <= 0x202e) ||
           (codepoint >= 0x2066 && codepoint <= 0x2069);
}

static bool is_control(int32_t codepoint)
{
    return (codepoint < 0x20 && codepoint != '\t' && codepoint != '\n' && codepoint != '\r') ||
           (codepoint >= 0x7f && codepoint < 0xa0);
}

/* Never part of a text; libyaml would not take them. */
static bool is_no_character(int32_t codepoint)
{
    return codepoint == 0xfffe || codepoint == 0xffff;
}

/* True when the eight bytes are all of 0x20..0x7e.  The subtraction borrows only where a
 * byte is below 0x20, so a false "not plain" is possible, a false "plain" is not. */
static bool is_plain_word(const char *text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t tops = ones * 0x80;
    uint64_t word;

    memcpy(&word, text, sizeof word);
    return ((word | (word + ones) | (word - ones * 0x20)) & tops) == 0;
}

/* The first byte from @p at on that needs a closer look. */
static uint32_t skip_plain(const gate_state *gate, uint32_t at)
{
    for (;;) {
        uint32_t limit;

        while (gate->size - at >= 8 && is_plain_word(gate->text + at))
            at += 8;
        limit = gate->size - at < 8 ? gate->size : at + 8;
        while (at < limit && (unsigned char)gate->text[at] < 0x80 && !is_control(gate->text[at]))
            at++;
        if (at < limit || at == gate->size)
            return at;
    }
}

static bool starts_with(const gate_state *gate, const char *bytes, size_t size)
{
    return gate->size >= size && memcmp(gate->text, bytes, size) == 0;
}

/* Most plain text in UTF-16 has a NUL in every other byte. */
static bool is_like_utf16(const gate_state *gate)
{
    uint32_t size = gate->size < SAMPLE_SIZE ? gate->size : SAMPLE_SIZE;
    uint32_t nul_counts[2] = {0, 0};

    if (starts_with(gate, "\xff\xfe", 2) || starts_with(gate, "\xfe\xff", 2))
        return true;
    for (uint32_t i = 0; i < size; i++)
        nul_counts[i % 2] += gate->text[i] == '\0';
    return size >= 4 && ((nul_counts[0] > size / 4 && nul_counts[1] <= size / 32) ||
                         (nul_counts[1] > size / 4 && nul_counts[0] <= size / 32));
}

/* Two-byte characters whose second byte is mostly above ASCII, and hardly any UTF-8. */
static bool is_like_gbk(const gate_state *gate)
{
    uint32_t utf8_count = 0;
    uint32_t pair_count = 0;
    uint32_t high_count = 0;
    uint32_t stray_count = 0;
    unsigned step;

    for (uint32_t at = 0; at < gate->size; at += step) {
        unsigned char second = at + 1 < gate->size ? (unsigned char)gate->text[at + 1] : 0;

        if (toc_utf8_decode(gate->text + at, gate->size - at, &step) >= 0) {
            utf8_count += step > 1;
        } else if ((unsigned char)gate->text[at] <= 0xfe && (unsigned char)gate->text[at] > 0x80 &&
                   second >= 0x40 && second <= 0xfe && second != 0x7f) {
            pair_count++;
            high_count += second >= 0xa1;
            step = 2;
        } else {
            stray_count++;
        }
    }
    return pair_count >= 2 && high_count >= pair_count / 3 + 1 && stray_count <= pair_count / 8 &&
           utf8_count <= pair_count;
}

/* Which encoding this is instead, as a help text; NULL when that is not to be seen. */
static const char *guess_encoding(const gate_state *gate)
{
    if (is_like_utf16(gate))
        return "the file looks like UTF-16: save it as UTF-8 in your editor, or convert it with "
               "`iconv -f UTF-16 -t UTF-8`";
    if (is_like_gbk(gate))
        return "the file looks like GBK or Big5: save it as UTF-8 in your editor, or convert it "
               "with `iconv -f GB18030 -t UTF-8` (Big5: `-f BIG5`)";
    return NULL;
}

static toc_span span_of(const gate_state *gate, uint32_t at, uint32_t size)
{
    return (toc_span){gate->base + at, gate->base + at + size};
}

static void close_record(gate_state *gate, toc_diag *diag)
{
    gate->diag_count++;
    if (gate->diag_count < DIAG_COUNT_MAX || gate->is_over)
        return;
    gate->is_over = true;
    toc_diag_add_note(gate->sink, diag, "the reading stops here; there may be more such places");
}

/* Bytes that are no UTF-8, a whole run of them at once.  Returns where it ends. */
static uint32_t report_invalid(gate_state *gate, uint32_t at)
{
    const char *encoding = gate->diag_count == 0 ? guess_encoding(gate) : NULL;
    uint32_t end = at;
    unsigned step;
    toc_diag *diag;

    while (end < gate->size && toc_utf8_decode(gate->text + end, gate->size - end, &step) < 0)
        end++;
    if (encoding) /* the whole file is the mistake, so the first byte stands for it */
        end = at + 1;
    diag = toc_diag_add(gate->sink, TOC_D_SOURCE_NOT_UTF8, span_of(gate, at, end - at),
                        "the text is not valid UTF-8");
    if (end - at == 1)
        toc_diag_set_here(gate->sink, diag, "the byte 0x%02X is no character here",
                          (unsigned)(unsigned char)gate->text[at]);
    else
        toc_diag_set_here(gate->sink, diag, "%u bytes that are no character", (unsigned)(end - at));
    toc_diag_add_help(gate->sink, diag, "%s",
                      encoding ? encoding
                               : TOC_PHRASE("write this place again, and save the file as UTF-8"));
    gate->is_over = encoding != NULL;
    close_record(gate, diag);
    return end;
}

/* In the whole source; where the file is no longer there, in this part of it. */
static uint32_t count_nuls(const gate_state *gate)
{
    toc_source_blocks blocks;
    char part[SAMPLE_SIZE];
    uint32_t count = 0;

    if (toc_source_is_long(gate->source) && toc_source_blocks_open(&blocks, gate->source)) {
        for (uint32_t size; (size = toc_source_blocks_read(&blocks, part, sizeof part)) > 0;)
            for (uint32_t i = 0; i < size; i++)
                count += part[i] == '\0';
        toc_source_blocks_close(&blocks);
        return count;
    }
    for (uint32_t i = 0; i < gate->size; i++)
        count += gate->text[i] == '\0';
    return count;
}

/* NUL bytes are told once, with their number: they come in thousands. */
static void report_nul(gate_state *gate, uint32_t at)
{
    const char *encoding = gate->diag_count == 0 ? guess_encoding(gate) : NULL;
    uint32_t count;
    toc_diag *diag;

    if (gate->has_nul)
        return;
    gate->has_nul = true;
    count = count_nuls(gate);
    diag =
        toc_diag_add(gate->sink, TOC_D_SOURCE_NUL, span_of(gate, at, 1), "a NUL byte in the text");
    toc_diag_set_here(gate->sink, diag, "text never holds this byte");
    if (count > 1)
        toc_diag_add_note(gate->sink, diag, "there are %u of them in this file", (unsigned)count);
    toc_diag_add_help(
        gate->sink, diag, "%s",
        encoding ? encoding
                 : TOC_PHRASE("if this is a plan, write the place again; if it is another kind of "
                              "file, name the plan's own text file"));
    gate->is_over = encoding != NULL;
    close_record(gate, diag);
}

static bool is_safe_to_remove(int32_t codepoint)
{
    return codepoint == 0xfeff || codepoint == 0x200b || codepoint == 0x2060 || codepoint == 0xad;
}

static void report_character(gate_state *gate, uint32_t at, unsigned size, int32_t codepoint)
{
    bool turns = is_bidi(codepoint);
    bool controls = is_control(codepoint);
    const char *name = name_of(codepoint);
    toc_diag *diag =
        toc_diag_add(gate->sink,
                     turns      ? TOC_D_SOURCE_BIDI
                     : controls ? TOC_D_SOURCE_CONTROL
                                : TOC_D_SOURCE_HIDDEN,
                     span_of(gate, at, size), "%s character U+%04X%s%s%s in the text",
                     turns      ? TOC_PHRASE("direction-changing")
                     : controls ? TOC_PHRASE("control")
                                : TOC_PHRASE("invisible"),
                     (unsigned)codepoint, name ? " (" : "", name ? name : "", name ? ")" : "");

    toc_diag_set_here(gate->sink, diag, "%s",
                      turns ? TOC_PHRASE("it makes the text look different from what it says")
                            : TOC_PHRASE("it does not show on a screen"));
    toc_diag_add_help(gate->sink, diag, "remove it");
    toc_diag_add_fixit(gate->sink, diag, span_of(gate, at, size), is_safe_to_remove(codepoint), "");
    close_record(gate, diag);
}

/* Looks at one character that is not plain; returns where the next one begins. */
static uint32_t inspect(gate_state *gate, uint32_t at)
{
    unsigned step;
    int32_t codepoint = toc_utf8_decode(gate->text + at, gate->size - at, &step);

    if (codepoint < 0)
        return report_invalid(gate, at);
    if (codepoint == 0)
        report_nul(gate, at);
    else if (is_control(codepoint) || toc_codepoint_is_hidden(codepoint) ||
             is_no_character(codepoint))
        report_character(gate, at, step, codepoint);
    return at + step;
}

/* Files that planners take for text, told by how they begin.  True: it was one. */
static bool report_document(gate_state *gate)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *kind;
    } kinds[] = {
        {"PK\003\004", 4, TOC_PHRASE("a packed document (.docx, .xlsx, .odt or .zip)")},
        {"\xd0\xcf\x11\xe0", 4, TOC_PHRASE("a document of an older word processor or spreadsheet")},
        {"%PDF-", 5, "a PDF document"},
        {"{\\rtf", 5, TOC_PHRASE("a document in rich text format")},
        {"\177ELF", 4, TOC_PHRASE("a program")},
        {"TOCSIN\r\n", 8, TOC_PHRASE("a plan that is already built")},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        toc_diag *diag;

        if (!starts_with(gate, kinds[i].bytes, kinds[i].size))
            continue;
        diag = toc_diag_add(gate->sink, TOC_D_SOURCE_NOT_TEXT, span_of(gate, 0, 1),
                            "the file is not plain text but %s", kinds[i].kind);
        toc_diag_add_help(gate->sink, diag, "name the plan's own text file, saved as UTF-8");
        gate->is_over = true;
        close_record(gate, diag);
        return true;
    }
    return false;
}

/* The text of the state from @p at on. */
static void look_through(gate_state *gate, uint32_t at)
{
    while (at < gate->size && !gate->is_over) {
        if ((unsigned char)gate->text[at] < 0x80)
            at = skip_plain(gate, at);
        if (at < gate->size)
            at = inspect(gate, at);
    }
}

/* Where the last whole character of @p text ends; what is no character ends anywhere. */
static uint32_t whole_size(const char *text, uint32_t size)
{
    uint32_t at = size;
    unsigned step;

    for (unsigned back = 1; back < 4 && back <= size; back++) {
        unsigned char byte = (unsigned char)text[size - back];

        if (byte >= 0xc0 && toc_utf8_decode(text + size - back, back, &step) < 0)
            at = size - back;
        if (byte < 0x80 || byte >= 0xc0)
            break;
    }
    return at;
}

/* Part by part, a character that does not end in one goes into the next. */
static bool look_through_blocks(gate_state *gate, toc_source_blocks *blocks, char *part)
{
    uint32_t carried = 0;
    uint32_t begin = 0;

    while (!gate->is_over) {
        uint32_t got = toc_source_blocks_read(blocks, part + carried, PART_SIZE - carried);
        uint32_t size = carried + got;
        uint32_t whole = got > 0 ? whole_size(part, size) : size;

        if (size == 0 || blocks->has_failed)
            return !blocks->has_failed;
        gate->text = part;
        gate->size = whole;
        gate->base = gate->source->base + begin;
        look_through(gate, begin == 0 && starts_with(gate, "\xef\xbb\xbf", 3) ? 3 : 0);
        carried = size - whole;
        memmove(part, part + whole, carried);
        begin += whole;
    }
    return true;
}

/* The file is closed whatever happens; then memory that is used up escapes as usual. */
static bool gate_long(gate_state *gate)
{
    toc_arena *arena = gate->sink->arena;
    char *part = toc_arena_alloc(arena, PART_SIZE);
    jmp_buf *outer = arena->escape;
    toc_source_blocks blocks;
    jmp_buf escape;
    volatile bool is_done = false;
    volatile bool is_same = false;

    if (!toc_source_blocks_open(&blocks, gate->source))
        return false;
    arena->escape = &escape;
    if (setjmp(escape) == 0) {
        is_same = look_through_blocks(gate, &blocks, part);
        is_done = true;
    }
    arena->escape = outer;
    toc_source_blocks_close(&blocks);
    if (!is_done)
        (void)toc_arena_give_up(arena);
    return is_same;
}

bool toc_source_gate(const toc_source *source, toc_diag_sink *sink)
{
    gate_state gate = {
        .text = source->text, .size = source->held, .base = source->base, .sink = sink};
    uint32_t errors = sink->error_count;

    gate.source = source;
    if (report_document(&gate))
        return false;
    if (!toc_source_is_long(source))
        look_through(&gate, starts_with(&gate, "\xef\xbb\xbf", 3) ? 3 : 0);
    else if (!gate_long(&gate))
        toc_source_report_changed(source, sink);
    return gate.diag_count == 0 && sink->error_count == errors;
}

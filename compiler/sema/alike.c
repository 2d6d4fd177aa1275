/* alike.c - names that look like another declared name but are written with letters of another
 * script: `сutoff` with a Cyrillic first letter beside `cutoff`. */
#include "sema/context.h"

#include <string.h>

#include "base/utf8.h"

/* Letters that are drawn like a Latin one.  Only what a keyboard in use here produces. */
typedef struct twin {
    int32_t codepoint;
    char latin;
} twin;

static const twin twins[] = {
    {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'},
    {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'}, {0x03A1, 'P'}, {0x03A4, 'T'},
    {0x03A5, 'Y'}, {0x03A7, 'X'}, {0x03BF, 'o'}, {0x03BD, 'v'}, {0x0405, 'S'}, {0x0406, 'I'},
    {0x0408, 'J'}, {0x0410, 'A'}, {0x0412, 'B'}, {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'},
    {0x041D, 'H'}, {0x041E, 'O'}, {0x0420, 'P'}, {0x0421, 'C'}, {0x0422, 'T'}, {0x0425, 'X'},
    {0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'},
    {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0501, 'd'}, {0x051B, 'q'},
    {0x051D, 'w'},
};

static char latin_of(int32_t codepoint)
{
    if (codepoint >= 0xFF21 && codepoint <= 0xFF3A) /* full-width letters */
        return (char)('A' + (codepoint - 0xFF21));
    if (codepoint >= 0xFF41 && codepoint <= 0xFF5A)
        return (char)('a' + (codepoint - 0xFF41));
    if (codepoint >= 0xFF10 && codepoint <= 0xFF19)
        return (char)('0' + (codepoint - 0xFF10));
    for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++) {
        if (twins[i].codepoint == codepoint)
            return twins[i].latin;
    }
    return 0;
}

/* The name as it looks; NULL: it looks like nothing but itself. */
static char *plain_form(toc_sema *sema, const char *name)
{
    size_t size = strlen(name);
    char *out = toc_arena_alloc(sema->arena, size + 1);
    size_t at_out = 0;
    bool is_changed = false;
    unsigned step;

    for (size_t at = 0; at < size; at += step) {
        char latin = latin_of(toc_utf8_decode(name + at, size - at, &step));

        if (latin != 0) {
            out[at_out++] = latin;
            is_changed = true;
        } else {
            memcpy(out + at_out, name + at, step);
            at_out += step;
        }
    }
    return is_changed ? out : NULL;
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80u)
        text++;
    return *text == '\0';
}

static void report(toc_sema *sema, const toc_scope_entry *entry, const toc_scope_entry *other)
{
    const char *name = toc_symbol_text(sema->names, entry->name);
    toc_diag *diag;

    if (entry->outcome >= 0 || entry->is_alias)
        return;
    diag = toc_diag_add(sema->sink, TOC_D_LOOK_ALIKE, entry->entity->span,
                        "`%s` looks like another name but is written with other letters", name);
    toc_diag_add_label(sema->sink, diag, other->entity->span, "the other name");
    toc_diag_add_help(sema->sink, diag, "write it in one script, or choose another name");
}

void toc_names_check_alike(toc_sema *sema)
{
    for (uint32_t i = 0; i < sema->scopes.entries.count; i++) {
        const toc_scope_entry *entry = &sema->scopes.entries.items[i];
        const char *name = toc_symbol_text(sema->names, entry->name);
        const toc_scope_entry *other;
        char *plain;

        if (is_ascii(name))
            continue;
        plain = plain_form(sema, name);
        if (!plain)
            continue;
        other =
            toc_scope_find(sema, entry->scope, toc_intern_name(sema->names, plain, strlen(plain)));
        if (other && other->entity != entry->entity)
            report(sema, entry, other);
    }
}

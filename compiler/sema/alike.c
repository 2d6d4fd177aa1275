/* alike.c - names that look like another declared name but are written with letters of another
 * script: `сutoff` with a Cyrillic first letter beside `cutoff`. */
#include "sema/context.h"

#include <string.h>

#include "base/alike.h"

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
        plain = toc_alike_plain(sema->arena, name);
        if (!plain)
            continue;
        other =
            toc_scope_find(sema, entry->scope, toc_intern_name(sema->names, plain, strlen(plain)));
        if (other && other->entity != entry->entity)
            report(sema, entry, other);
    }
}

/* library_summary.c - a library of plans in a few lines. */
#include "cli/library_summary.h"

static const char *plural(uint32_t count)
{
    return count == 1 ? "" : "s";
}

/* "5 of 7 (71%)"; per cents are rounded down, so that 100% means all. */
static void print_share(toc_arena *arena, FILE *out, const char *what, uint32_t part,
                        uint32_t whole)
{
    if (whole == 0)
        fprintf(out, "%s -\n", toc_phrase(arena, what));
    else
        fprintf(out, "%s\n",
                toc_say(arena, "%s %u of %u (%u%%)", what, (unsigned)part, (unsigned)whole,
                        (unsigned)((uint64_t)part * 100 / whole)));
}

void toc_library_summary_text(const toc_library_summary *summary, toc_arena *arena, FILE *out)
{
    const toc_library_counts *counts = &summary->counts;

    fprintf(out, "%s\n",
            toc_say(arena, "plans                  %u, %u in force, %u with errors",
                    (unsigned)counts->plans, (unsigned)counts->in_force,
                    (unsigned)counts->with_errors));
    fprintf(out, "%s\n",
            toc_say(arena, "other files            %u, read where a plan takes them in",
                    (unsigned)summary->fragments));
    fprintf(out, "%s\n",
            toc_say(arena, "findings               %u error%s, %u warning%s",
                    (unsigned)summary->errors, plural(summary->errors), (unsigned)summary->warnings,
                    plural(summary->warnings)));
    print_share(arena, out, TOC_PHRASE("categories covered    "), counts->categories_covered,
                counts->categories);
    print_share(arena, out, TOC_PHRASE("plans that are named  "), counts->entries_there,
                counts->entries);
}

void toc_library_summary_json(const toc_library_summary *summary, toc_json *json)
{
    const toc_library_counts *counts = &summary->counts;

    toc_json_begin_object(json);
    toc_json_key_int(json, "plans", counts->plans);
    toc_json_key_int(json, "in_force", counts->in_force);
    toc_json_key_int(json, "with_errors", counts->with_errors);
    toc_json_key_int(json, "other_files", summary->fragments);
    toc_json_key_int(json, "categories", counts->categories);
    toc_json_key_int(json, "categories_covered", counts->categories_covered);
    toc_json_key_int(json, "plans_named", counts->entries);
    toc_json_key_int(json, "plans_named_there", counts->entries_there);
    toc_json_end_object(json);
}

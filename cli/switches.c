/* switches.c - the options that switch checks, from names to codes. */
#include "cli/switches.h"

#include <string.h>

#include "analysis/check_table.h"
#include "base/nearest.h"

typedef struct switches {
    const toc_args *args;
    toc_arena *arena;
    TOC_VEC(toc_check_switch) items;
    TOC_VEC(toc_diag_code) asked;
} switches;

static bool read_action(toc_option_id id, toc_check_action *out)
{
    if (id == TOC_OPT_ALLOW)
        *out = TOC_CHECK_OFF;
    else if (id == TOC_OPT_WARN)
        *out = TOC_CHECK_WARN;
    else if (id == TOC_OPT_ERROR)
        *out = TOC_CHECK_FAIL;
    else
        return false;
    return true;
}

static void add(switches *it, toc_diag_code code, toc_check_action action)
{
    toc_check_switch item = {code, action};

    TOC_PUSH(it->arena, &it->items, item);
}

static void ask(switches *it, toc_diag_code code)
{
    TOC_PUSH(it->arena, &it->asked, code);
}

/* -W all lifts notes, and asks for what a draft is spared; -E all lifts warnings. */
static void add_all(switches *it, toc_check_action action)
{
    toc_diag_level lifted = action == TOC_CHECK_FAIL ? TOC_DIAG_WARNING : TOC_DIAG_NOTE;
    size_t count;
    const toc_diag_info *all = toc_diag_info_all(&count);

    for (size_t i = 0; i < count; i++) {
        if (!toc_check_may_be_switched(all[i].code))
            continue;
        if (all[i].level == lifted)
            add(it, all[i].code, action);
        if (action == TOC_CHECK_WARN)
            ask(it, all[i].code);
    }
}

static bool refuse_unknown(const switches *it, const char *option, const char *name)
{
    toc_nearest nearest;
    size_t count;
    const toc_diag_info *all = toc_diag_info_all(&count);

    toc_nearest_init(&nearest, name);
    toc_nearest_offer(&nearest, "all");
    for (size_t i = 0; i < count; i++) {
        if (toc_check_may_be_switched(all[i].code))
            toc_nearest_offer(&nearest, all[i].slug);
    }
    if (nearest.best)
        toc_args_complain(it->args, "`--%s %s`: there is no such check\n  did you mean `%s`?",
                          option, name, nearest.best);
    else
        toc_args_complain(it->args,
                          "`--%s %s`: there is no such check\n  `tocsin explain --list` shows all",
                          option, name);
    return false;
}

static bool read_one(switches *it, const char *option, toc_check_action action, const char *name)
{
    const toc_diag_info *info = toc_diag_info_named(name);

    if (strcmp(name, "all") == 0 && action == TOC_CHECK_OFF) {
        toc_args_complain(it->args, "`--%s all`: name what is to be left out", option);
        return false;
    }
    if (strcmp(name, "all") == 0) {
        add_all(it, action);
        return true;
    }
    if (!info)
        return refuse_unknown(it, option, name);
    if (!toc_check_may_be_switched(info->code)) {
        toc_args_complain(it->args, "`--%s %s`: %s (T%04u) cannot be switched", option, name,
                          info->slug, (unsigned)info->code);
        return false;
    }
    add(it, info->code, action);
    if (action != TOC_CHECK_OFF)
        ask(it, info->code);
    return true;
}

bool toc_switches_read(const toc_args *args, toc_arena *arena, toc_compile_options *out)
{
    switches it = {.args = args, .arena = arena};

    for (unsigned i = 0; i < args->given_count; i++) {
        const toc_given *given = &args->given[i];
        toc_check_action action;

        if (read_action(given->id, &action) &&
            !read_one(&it, toc_command_option(args->command, given->id)->name, action,
                      given->value))
            return false;
    }
    out->switches = it.items.items;
    out->switch_count = it.items.count;
    out->checks.asked = it.asked.items;
    out->checks.asked_count = it.asked.count;
    return true;
}

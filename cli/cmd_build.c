/* cmd_build.c - `tocsin build`: a plan becomes a machine image, or C tables of one. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/form.h"
#include "cli/session.h"
#include "export/chart.h"
#include "export/export.h"
#include "machine/dump.h"

/* plans/lab.plan gives lab and @p suffix in the present folder. */
static const char *default_target(toc_session *session, const char *plan, const char *suffix)
{
    const char *slash = strrchr(plan, '/');
    const char *name = slash ? slash + 1 : plan;
    const char *dot = strrchr(name, '.');
    size_t size = dot && dot != name ? (size_t)(dot - name) : strlen(name);
    if (strcmp(plan, "-") == 0)
        return toc_arena_printf(&session->arena, "plan%s", suffix);
    return toc_arena_printf(&session->arena, "%.*s%s", (int)size, name, suffix);
}

/* The header beside @p source: "out/lab.c" gives "out/lab.h"; NULL where it ends otherwise. */
static const char *header_of(toc_session *session, const char *source)
{
    size_t size = strlen(source);
    if (size < 3 || strcmp(source + size - 2, ".c") != 0 || source[size - 3] == '/')
        return NULL;
    return toc_arena_printf(&session->arena, "%.*sh", (int)(size - 1), source);
}

static int dump(toc_session *session, const toc_machine *machine)
{
    FILE *out = toc_session_open(session, toc_args_value(session->args, TOC_OPT_OUTPUT, NULL));
    if (!out)
        return TOC_EXIT_USAGE;
    toc_machine_dump(machine, out);
    return toc_session_commit(session);
}

static int save(toc_session *session, const toc_machine *machine)
{
    const toc_args *args = session->args;
    const char *target = toc_args_value(args, TOC_OPT_OUTPUT, NULL);
    if (!target)
        target = default_target(session, args->operands[0], ".machine");
    if (!toc_form_may_show(args, "image", target))
        return TOC_EXIT_USAGE;
    FILE *out = toc_session_open(session, target);
    if (!out)
        return TOC_EXIT_USAGE;
    (void)fwrite(machine->image, 1, machine->size,
                 out); /* what fails is told when it is committed */
    return toc_session_commit(session);
}

static int emit_c(toc_session *session, const toc_machine *machine)
{
    const toc_args *args = session->args;
    const char *source = toc_args_value(args, TOC_OPT_OUTPUT, NULL);
    const char *prefix = toc_args_value(args, TOC_OPT_PREFIX, NULL);
    if (!source)
        source = default_target(session, args->operands[0], ".c");
    if (!prefix)
        prefix = toc_export_prefix_of(machine, &session->arena);
    const char *header = header_of(session, source);
    if (!header) {
        toc_args_complain(args, "%s: C comes as two files, so -o wants a name that ends in `.c`",
                          source);
        return TOC_EXIT_USAGE;
    }
    const char *slash = strrchr(header, '/');
    const char *include = slash ? slash + 1 : header;
    if (!toc_export_include_is_valid(include)) {
        toc_args_complain(args,
                          "%s: the name stands in an `#include`; write it with letters, digits and "
                          "`._-+` (-o NAME.c)",
                          source);
        return TOC_EXIT_USAGE;
    }
    FILE *source_out = toc_session_open(session, source);
    FILE *header_out = source_out ? toc_session_open(session, header) : NULL;
    if (!header_out)
        return TOC_EXIT_USAGE;
    toc_export_c(machine, prefix, include, &session->arena, source_out, header_out);
    return toc_session_commit(session);
}

/* SCXML or a module for XState; what the chart cannot say is told, too. */
static int emit_chart(toc_session *session, const toc_machine *machine, bool is_scxml)
{
    const toc_args *args = session->args;
    const char *target = toc_args_value(args, TOC_OPT_OUTPUT, NULL);
    toc_core core;
    if (!target)
        target = default_target(session, args->operands[0], is_scxml ? ".scxml" : ".mjs");
    FILE *out = toc_session_open(session, target);
    if (!out)
        return TOC_EXIT_USAGE;
    toc_core_make(machine, &session->arena, &core);
    const toc_chart *chart = toc_chart_make(&core, &session->arena);
    if (is_scxml)
        toc_chart_scxml(chart, out);
    else
        toc_chart_xstate(chart, out);
    for (uint32_t i = 0; i < core.losses_said.count; i++)
        fprintf(stderr, "%s\n",
                toc_say(&session->arena, "left out: %s", core.losses_said.items[i]));
    return toc_session_commit(session);
}

static int build(toc_session *session)
{
    const toc_args *args = session->args;
    const char *prefix = toc_args_value(args, TOC_OPT_PREFIX, NULL);
    bool is_c = toc_args_is(args, TOC_OPT_EMIT, "c");
    if (prefix && !is_c) {
        toc_args_complain(args, "--prefix is for names in C; it needs `--emit c`");
        return TOC_EXIT_USAGE;
    }
    if (prefix && !toc_export_prefix_is_valid(prefix)) {
        toc_args_complain(args,
                          "--prefix: a letter, then at most %d letters, digits and `_`, and not "
                          "`toc` or `toc_…`",
                          TOC_EXPORT_PREFIX_MAX - 1);
        return TOC_EXIT_USAGE;
    }
    const toc_machine *machine = toc_session_machine(session, args->operands[0]);
    if (!machine)
        return TOC_EXIT_FINE;
    if (toc_args_has(args, TOC_OPT_DUMP))
        return dump(session, machine);
    if (is_c)
        return emit_c(session, machine);
    if (toc_args_is(args, TOC_OPT_EMIT, "scxml"))
        return emit_chart(session, machine, true);
    if (toc_args_is(args, TOC_OPT_EMIT, "xstate"))
        return emit_chart(session, machine, false);
    return save(session, machine);
}

int toc_cmd_build(const toc_args *args)
{
    return toc_session_run(args, false, build);
}

/* cmd_build.c - `tocsin build`: a plan becomes a machine image. */
#include <errno.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/session.h"
#include "machine/dump.h"

/* plans/lab.plan gives lab.machine in the present folder. */
static const char *default_target(toc_session *session, const char *plan)
{
    const char *slash = strrchr(plan, '/');
    const char *name = slash ? slash + 1 : plan;
    const char *dot = strrchr(name, '.');
    size_t size = dot && dot != name ? (size_t)(dot - name) : strlen(name);
    if (strcmp(plan, "-") == 0)
        return "plan.machine";
    return toc_arena_printf(&session->arena, "%.*s.machine", (int)size, name);
}

static int dump(toc_session *session, const toc_machine *machine)
{
    FILE *out = toc_session_open(session, toc_args_value(session->args, TOC_OPT_OUTPUT, NULL));
    if (!out)
        return TOC_EXIT_USAGE;
    toc_machine_dump(machine, out);
    return toc_session_commit(session);
}

static int build(toc_session *session)
{
    const toc_args *args = session->args;
    const toc_machine *machine = toc_session_machine(session, args->operands[0]);
    if (!machine)
        return TOC_EXIT_FINE;
    if (toc_args_has(args, TOC_OPT_DUMP))
        return dump(session, machine);
    const char *target = toc_args_value(args, TOC_OPT_OUTPUT, NULL);
    if (!target)
        target = default_target(session, args->operands[0]);
    if (strcmp(target, "-") == 0) {
        FILE *out = toc_session_open(session, target);
        if (out && fwrite(machine->image, 1, machine->size, out) == machine->size)
            return toc_session_commit(session);
        return TOC_EXIT_INTERNAL;
    }
    toc_status status = toc_machine_save(machine, target);
    if (status == TOC_OK)
        return TOC_EXIT_FINE;
    toc_args_complain(args, "%s: %s", target,
                      status == TOC_EIO ? strerror(errno) : toc_status_text(status));
    return TOC_EXIT_USAGE;
}

int toc_cmd_build(const toc_args *args)
{
    return toc_session_run(args, false, build);
}

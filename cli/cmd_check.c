/* cmd_check.c - `tocsin check`: all that is wrong in plans, in one run. */
#include "cli/cmd.h"
#include "cli/session.h"

static int check_all(toc_session *session)
{
    for (unsigned i = 0; i < session->args->operand_count; i++) {
        const toc_plan *plan = toc_session_read(session, session->args->operands[i]);
        if (plan && plan->has_errors)
            toc_lower_check_zone(&session->arena, plan, &session->sink);
        else if (plan)
            (void)toc_lower(&session->arena, session->sources, plan, &session->sink);
    }
    return TOC_EXIT_FINE;
}

int toc_cmd_check(const toc_args *args)
{
    return toc_session_run(args, toc_args_is(args, TOC_OPT_FORMAT, "json"), check_all);
}

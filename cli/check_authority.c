/* check_authority.c - prints the authority matrix beside the findings. */
#include "cli/check_authority.h"

#include "emit/authority.h"

int toc_check_authority_print(toc_session *session, const toc_plan *const *plans, unsigned count)
{
    FILE *out = toc_session_open(session, NULL);

    if (!out)
        return TOC_EXIT_USAGE;
    if (!toc_args_is(session->args, TOC_OPT_FORMAT, "json")) {
        for (unsigned i = 0; i < count; i++)
            toc_authority_text(plans[i], &session->arena, out);
        return toc_session_commit(session);
    }
    toc_diag_sink_finish(&session->sink);
    toc_authority_document(plans, count, &session->arena, &session->sink, session->sources, out);
    session->is_told = true;
    int exit_code = toc_session_commit(session);
    return exit_code == TOC_EXIT_FINE && session->sink.error_count > 0 ? TOC_EXIT_FINDINGS
                                                                       : exit_code;
}

/* doctrine.h - finds and reads the packs of rules that `--doctrine` names.
 *
 * A name without a slash is a shipped pack: `<data>/doctrine/NAME.plan`, where <data> is
 * $TOCSIN_DATA, or else ../share/tocsin from the program's own directory (installed), or the
 * folder plans/ of the source tree that the program was built in.  Anything with a slash or
 * ending in .plan is the path of a file. */
#ifndef TOC_CLI_DOCTRINE_H
#define TOC_CLI_DOCTRINE_H

#include "cli/session.h"
#include "doctrine/pack.h"

/** Reads the packs in @p names, "a,b,rules/own.plan", each once; mistakes in them go to the sink.
 *
 *  @return TOC_EXIT_FINE, or TOC_EXIT_USAGE after a message: a name that there is no pack for. */
int toc_doctrine_read(toc_session *session, const char *names, toc_packs *out);

/** The names of the shipped packs in ascending order, in the session's arena. */
typedef struct toc_pack_list {
    TOC_VEC(const char *) names;
    const char *folder; /* NULL: none was found */
} toc_pack_list;
toc_pack_list toc_doctrine_list(toc_session *session);

#endif

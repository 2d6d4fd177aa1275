/* table_options.h - what `tocsin table` is asked for, checked. */
#ifndef TOC_CLI_TABLE_OPTIONS_H
#define TOC_CLI_TABLE_OPTIONS_H

#include "cli/session.h"

typedef struct toc_table_options {
    const char *address;
    unsigned port;
    const char *certificate; /* PEM texts, in the session's arena; NULL: no TLS */
    const char *key;
    const char **hosts;
    size_t host_count;
    bool is_open; /* others than this machine's own browsers can come, and without TLS */
} toc_table_options;

/** Reads the options.  False after a message on standard error: they do not fit. */
bool toc_table_options_read(toc_session *session, toc_table_options *out);

#endif

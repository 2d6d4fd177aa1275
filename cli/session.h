/* session.h - what the sub-commands that read plans share: memory, sources, messages, one way out.
 *
 * toc_session_run makes a session, runs the sub-command's body, prints what was found, and frees
 * everything.  When memory is used up anywhere inside, it says so once and ends with
 * TOC_EXIT_INTERNAL; an output that was open is given up, so that nothing half-written stays. */
#ifndef TOC_CLI_SESSION_H
#define TOC_CLI_SESSION_H

#include <setjmp.h>

#include "cli/args.h"
#include "cli/output.h"
#include "cli/watch.h"
#include "driver/compile.h"
#include "driver/findings.h"
#include "lower/lower.h"
#include "machine/file.h"

#define TOC_SESSION_OUTPUTS 18u

/* A file by what the system knows it by, whatever it is called. */
typedef struct toc_session_input {
    uint64_t device;
    uint64_t inode;
} toc_session_input;

typedef struct toc_session {
    const toc_args *args;
    toc_arena arena;
    jmp_buf escape;
    toc_sources *sources;
    toc_diag_sink sink;
    toc_output outputs[TOC_SESSION_OUTPUTS]; /* open ones, see toc_session_open */
    unsigned output_count;
    TOC_VEC(toc_session_input) read; /* see toc_session_keep */
    bool is_plan_broken;             /* a plan that was compiled has errors */
    const char *plan_path;           /* of the first plan that was compiled, or NULL */
    toc_machine_file *image;         /* mapped by toc_session_machine, or NULL */
    toc_compile_options compile; /* of the plans it reads; all defaults unless the body says more */
    bool takes_rules;            /* a file of rules among the plans is checked as one */
    bool prints_json;            /* messages as a JSON document on standard output */
    toc_findings_writer *writer; /* messages by this writer on standard output; or NULL */
    TOC_VEC(toc_findings_input) inputs; /* see toc_session_add_input */
    bool is_told;                       /* the messages stand in a document already written */
    const char *
        lang; /* of messages about all files: as chosen, or the first plan's; NULL: not yet known */
    bool has_chosen_lang; /* by --lang, or the form of the output: plans do not change it */
} toc_session;

typedef int toc_session_body(toc_session *session);

/** Runs @p body.  Its result is the exit code, but at least TOC_EXIT_FINDINGS where an error was
 *  found (TOC_EXIT_USAGE where a file could not be read at all). */
int toc_session_run(const toc_args *args, bool prints_json, toc_session_body *body);

/** The same, and adds the files that were read to @p watch. */
int toc_session_run_watched(const toc_args *args, toc_session_body *body, toc_watch *watch);

/** @p operand as all messages show it: without `./` before it and slashes behind it. */
const char *toc_session_path(toc_session *session, const char *operand);

/** Compiles the plan at @p operand, with errors or without; NULL where it cannot be read, is a
 *  scenario, or holds rules and the session takes these. */
const toc_plan *toc_session_read(toc_session *session, const char *operand);

/** Messages from here on are in the language of the plan @p source, unless another was chosen; _lang: in
 *  that of a tag, NULL English. */
void toc_session_follow(toc_session *session, const toc_source *source);
void toc_session_follow_lang(toc_session *session, const char *lang);

/** By --lang, else English for tools, else by the locale until a plan is followed: to be called again where
 *  the body says what the messages are written by. */
void toc_session_choose_lang(toc_session *session);

/** Messages from here on are about all files: in the language of the first plan. */
void toc_session_follow_first(toc_session *session);

/** Is it a scenario, by its name or its first line? */
bool toc_session_is_scenario(const toc_source *source);

/** What to do where @p command got a scenario in place of a plan. */
const char *toc_session_plan_help(toc_arena *arena, const toc_command *command);

/** Tells a writer of findings that @p path was read as input number sink.input, once each. */
void toc_session_add_input(toc_session *session, const char *path, const toc_plan *plan);

/** The text of the scenario at @p path; NULL where it cannot be read or is a plan. */
const toc_source *toc_session_scenario(toc_session *session, const char *path);

/** Compiles the plan at @p path; NULL after errors. */
const toc_plan *toc_session_plan(toc_session *session, const char *path);

/** The machine of a plan or of an image file; NULL after errors. */
const toc_machine *toc_session_machine(toc_session *session, const char *path);

/** Takes what was found in plans out of the finished messages of a sub-command that does not check
 *  them, where there is no error: it is for who checks the plan, and an image would not tell it.  How
 *  many warnings that were. */
uint32_t toc_session_put_aside(toc_session *session);

/** Prints what was found so far, and nothing of it again at the end: for a sub-command that goes on for
 *  hours.  False: an error is among it. */
bool toc_session_tell(toc_session *session);

/** The file at @p path is read past the session's sources: no output takes its place. */
void toc_session_keep(toc_session *session, const char *path);

/** False, after a message, where @p path is an operand, or a file that was read: nothing takes its place.
 *  For who writes it by other means than toc_session_open. */
bool toc_session_may_write(toc_session *session, const char *path);

/** Opens an output at @p path (NULL, "-": standard output), at most TOC_SESSION_OUTPUTS in a session.
 *  NULL after a message; see toc_session_may_write. */
FILE *toc_session_open(toc_session *session, const char *path);

/** Puts the outputs in their places.  TOC_EXIT_FINE, or TOC_EXIT_INTERNAL after a message. */
int toc_session_commit(toc_session *session);

#endif

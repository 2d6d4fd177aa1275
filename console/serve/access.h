/* access.h - who may come in: join codes, how often they may be guessed, tokens, how fast one may act.
 *
 * Codes are made anew at each start and are kept nowhere; a token is known to its browser alone, the
 * journal has its SHA-256.  Owned by the server; one thread. */
#ifndef TOC_SERVE_ACCESS_H
#define TOC_SERVE_ACCESS_H

#include "live/exercise_state.h"
#include "serve/limits.h"

#define TOC_CODE_SIZE  10u /* of a code as it is shown, with hyphen and NUL: "KTWR-NHXD" */
#define TOC_TOKEN_SIZE 65u /* 256 bits in hexadecimal, and a NUL */

/* Wrong codes of one address. */
typedef struct toc_guesser {
    unsigned char address[16];
    int64_t since; /* monotonic ms; 0: free */
    unsigned wrong;
} toc_guesser;

/* What one person may still do at once; fills up again with time. */
typedef struct toc_allowance {
    int64_t since; /* monotonic ms of the last filling */
    uint32_t left; /* thousandths of an act */
    bool is_used;
} toc_allowance;

typedef struct toc_access {
    char codes[TOC_ROLE_COUNT][TOC_CODE_SIZE];
    toc_guesser guessers[256];
    toc_guesser all;   /* wrong codes of everybody */
    toc_guesser joins; /* right ones */
    toc_allowance allowances[2048];
} toc_access;

typedef enum toc_code_verdict {
    TOC_CODE_RIGHT,
    TOC_CODE_WRONG,
    TOC_CODE_TOO_OFTEN
} toc_code_verdict;

/** Makes the codes.  TOC_EIO: the system gives no random bytes. */
toc_status toc_access_init(toc_access *access);

/** Whose code @p code is: hyphens, blanks and case do not matter.  Counts wrong ones. */
toc_code_verdict toc_access_try(toc_access *access, const unsigned char address[16],
                                const char *code, int64_t now, toc_role *out_role);

/** May the person with this number ("p7": 7) act once more now? */
bool toc_access_may_act(toc_access *access, const char *person, int64_t now);

/** A new token, and what is kept of one.  TOC_EIO: the system gives no random bytes. */
toc_status toc_token_new(char out[TOC_TOKEN_SIZE]);
void toc_token_hash(const char *token, char out[TOC_TOKEN_SIZE]);

/** The codes as a JSON array, [{"role","body":null,"code"}]. */
void toc_access_write(const toc_access *access, FILE *out);

#endif

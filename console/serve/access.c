/* access.c - who may come in: join codes, tokens, how often and how fast. */
#include "serve/access.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/json.h"
#include "journal/chain.h"
#include "serve/http.h"

/* Consonants that no other letter or digit is taken for: a code is read out, written on a board and
 * typed on a telephone, and spells no word. */
static const char letters[] = "BCDFGHJKMNPQRTVWXZ";
enum { LETTER_COUNT = sizeof letters - 1 };

/* Who may change or see everything has a longer one: 18^8 and 18^6. */
static unsigned length_of(toc_role role)
{
    return role == TOC_ROLE_CONTROLLER || role == TOC_ROLE_EVALUATOR ? 8 : 6;
}

static bool random_bytes(void *out, size_t size)
{
    return getrandom(out, size, 0) == (ssize_t)size;
}

/* A letter, each as likely as the other. */
static bool random_letter(char *out)
{
    unsigned char byte;

    do {
        if (!random_bytes(&byte, 1))
            return false;
    } while (byte >= 256 / LETTER_COUNT * LETTER_COUNT);
    *out = letters[byte % LETTER_COUNT];
    return true;
}

static bool make_code(toc_role role, char out[TOC_CODE_SIZE])
{
    unsigned length = length_of(role);
    unsigned used = 0;

    for (unsigned i = 0; i < length; i++) {
        if (i == length / 2)
            out[used++] = '-';
        if (!random_letter(&out[used++]))
            return false;
    }
    out[used] = '\0';
    return true;
}

static bool is_taken(const toc_access *access, unsigned role)
{
    for (unsigned i = 0; i < role; i++) {
        if (strcmp(access->codes[i], access->codes[role]) == 0)
            return true;
    }
    return false;
}

toc_status toc_access_init(toc_access *access)
{
    memset(access, 0, sizeof *access);
    for (unsigned role = 0; role < TOC_ROLE_COUNT; role++) {
        do {
            if (!make_code((toc_role)role, access->codes[role]))
                return TOC_EIO;
        } while (is_taken(access, role));
    }
    return TOC_OK;
}

/* ── how often ── */

/* Of a window that is over nothing counts any more. */
static void renew(toc_guesser *guesser, int64_t now)
{
    if (now - guesser->since < TOC_SERVE_WRONG_MS)
        return;
    guesser->since = now;
    guesser->wrong = 0;
}

/* The row of an address; where all are taken the one that is longest ago is given away, as the count
 * of all still holds. */
static toc_guesser *guesser_of(toc_access *access, const unsigned char address[16], int64_t now)
{
    toc_guesser *oldest = &access->guessers[0];

    for (size_t i = 0; i < sizeof access->guessers / sizeof access->guessers[0]; i++) {
        toc_guesser *it = &access->guessers[i];

        if (it->since != 0 && memcmp(it->address, address, 16) == 0) {
            renew(it, now);
            return it;
        }
        if (it->since < oldest->since)
            oldest = it;
    }
    memcpy(oldest->address, address, 16);
    oldest->since = now;
    oldest->wrong = 0;
    return oldest;
}

/* ── codes ── */

/* Of the letters that codes are written with; others do not matter. */
static char upper_of(char letter)
{
    for (size_t i = 0; i < LETTER_COUNT; i++) {
        if ((letters[i] | 0x20) == letter)
            return letters[i];
    }
    return letter;
}

/* Fills @p out with the code as it is shown without the hyphen; NULs behind it. */
static void normalise(const char *code, char out[TOC_CODE_SIZE])
{
    size_t used = 0;

    memset(out, 0, TOC_CODE_SIZE);
    for (; *code; code++) {
        char letter = upper_of(*code);

        if (letter == '-' || letter == ' ')
            continue;
        if (used + 1 >= TOC_CODE_SIZE) {
            out[0] = '?'; /* longer than any */
            return;
        }
        out[used++] = letter;
    }
}

/* All codes are looked at, whichever is the right one. */
static bool find_code(const toc_access *access, const char *given, toc_role *out_role)
{
    char wanted[TOC_CODE_SIZE];
    char known[TOC_CODE_SIZE];
    bool is_found = false;

    normalise(given, wanted);
    for (unsigned role = 0; role < TOC_ROLE_COUNT; role++) {
        normalise(access->codes[role], known);
        if (toc_http_same_secret(wanted, known, sizeof known)) {
            *out_role = (toc_role)role;
            is_found = true;
        }
    }
    return is_found;
}

toc_code_verdict toc_access_try(toc_access *access, const unsigned char address[16],
                                const char *code, int64_t now, toc_role *out_role)
{
    toc_guesser *guesser = guesser_of(access, address, now);

    renew(&access->all, now);
    renew(&access->joins, now);
    /* a right one among too many is not told from a wrong one */
    if (guesser->wrong >= TOC_SERVE_WRONG_ADDRESS || access->all.wrong >= TOC_SERVE_WRONG_ALL ||
        access->joins.wrong >= TOC_SERVE_JOINS_ALL)
        return TOC_CODE_TOO_OFTEN;
    if (find_code(access, code, out_role)) {
        access->joins.wrong++;
        return TOC_CODE_RIGHT;
    }
    guesser->wrong++;
    access->all.wrong++;
    return TOC_CODE_WRONG;
}

void toc_access_write(const toc_access *access, FILE *out)
{
    toc_json json;

    toc_json_init(&json, out, 0);
    toc_json_begin_array(&json);
    for (unsigned role = 0; role < TOC_ROLE_COUNT; role++) {
        toc_json_begin_object(&json);
        toc_json_key_string(&json, "role", toc_role_word((toc_role)role));
        toc_json_key_string(&json, "body", NULL);
        toc_json_key_string(&json, "code", access->codes[role]);
        toc_json_end_object(&json);
    }
    toc_json_end_array(&json);
}

/* ── how fast ── */

bool toc_access_may_act(toc_access *access, const char *person, int64_t now)
{
    unsigned long number = *person ? strtoul(person + 1, NULL, 10) : 0;
    size_t count = sizeof access->allowances / sizeof access->allowances[0];
    toc_allowance *it = &access->allowances[number % count];
    int64_t most = (int64_t)TOC_SERVE_ACTS_BURST * 1000;
    int64_t left = it->is_used ? it->left + (now - it->since) * TOC_SERVE_ACTS_SECOND : most;

    left = left > most ? most : left;
    it->since = now;
    it->is_used = true;
    it->left = (uint32_t)(left >= 1000 ? left - 1000 : left);
    return left >= 1000;
}

/* ── tokens ── */

toc_status toc_token_new(char out[TOC_TOKEN_SIZE])
{
    unsigned char bytes[32];

    if (!random_bytes(bytes, sizeof bytes))
        return TOC_EIO;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    return TOC_OK;
}

void toc_token_hash(const char *token, char out[TOC_TOKEN_SIZE])
{
    toc_chain_of_bytes(token, strlen(token), out);
}

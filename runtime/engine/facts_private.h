/* facts_private.h - what an engine works out once, when it is made: about steps (indexes.c) and conditions
 * (question.c, grades.c).
 *
 * A part of state_private.h, which includes it. */
#ifndef TOC_ENGINE_FACTS_PRIVATE_H
#define TOC_ENGINE_FACTS_PRIVATE_H

#include "machine/machine.h"

enum toc_trait { /* what a step asks for: what it does not need not be looked for */
                 TOC_TRAIT_TAKES = 1, /* units: uses, consumes, fills */
                 TOC_TRAIT_FREES = 2,
                 TOC_TRAIT_REQUESTS = 4,
                 TOC_TRAIT_REPEATS = 8, /* a series */
                 TOC_TRAIT_APPROVED = 16,
                 TOC_TRAIT_JOINS_ANY = 32,
                 TOC_TRAIT_HOURS = 64,    /* takes units that are not always available */
                 TOC_TRAIT_OF_POST = 128, /* its performer is a post */
                 TOC_TRAIT_ANCHORED =
                     256,              /* its deadline counts from something else than readiness */
                 TOC_TRAIT_ASKS = 512, /* before it starts: a guard, `until`, approval, a series */
                 TOC_TRAIT_TELLS = 1024, /* when done: a signal, an anchor, bodies, responses */
                 TOC_TRAIT_FORKS = 2048, /* some way on waits, goes back, or is an outcome's */
                 TOC_TRAIT_PLAIN =
                     4096 /* nothing of all that but joins and a deadline: a step of an org that is
                                            always on duty, which takes units of one plain resource at most */
};

typedef struct toc_node_facts { /* of a node, worked out once */
    uint64_t outcome_hash;      /* draws of its outcome */
    uint32_t join_size;         /* incoming edges, loops apart */
    uint32_t traits;            /* set of toc_trait */
    uint32_t performer;
    uint32_t resource; /* plain: that it uses, or TOC_NONE */
    int64_t units;     /* and so many of it */
    toc_ms grace;      /* clause, or TOC_MS_NONE */
    toc_ms within;     /* plain: due so long after its anchor; TOC_MS_NONE: otherwise, or undated */
    uint32_t anchor;   /* TOC_NONE: after it is ready */
    uint32_t deadline; /* or TOC_NONE */
    toc_range demands;
    toc_range ways; /* on from it, into ways */
} toc_node_facts;

typedef struct toc_response_facts { /* of a response */
    uint8_t is_plain;               /* all its steps are */
    uint8_t has_signals;            /* somebody asks for a step of it */
    uint32_t performer;             /* of all its steps; TOC_NONE: they are several */
    toc_range
        starters; /* into starters: steps that begin with it, or may owe their duty from then on */
} toc_response_facts;

typedef struct toc_way { /* an edge, found from where it leaves */
    uint32_t edge;
    uint32_t target;
} toc_way;

typedef struct toc_index { /* compressed rows: items[first[i]] … items[first[i + 1] - 1] */
    uint32_t *first;
    uint32_t *items;
} toc_index;

/* A condition of the present state alone, as a chain of questions: each is asked, and its answer says
 * which is asked next, or what the condition comes to. */
typedef struct toc_question {
    const void *place; /* of the number that is looked at; NULL: `leaf` says how to find it */
    int64_t least;     /* is the number there, and least .. least + span? */
    uint64_t span;
    uint32_t then; /* a question, TOC_ANSWER_TRUE or _FALSE */
    uint32_t otherwise;
    uint32_t unknown; /* where there is no number */
    uint32_t leaf;    /* into codes */
    uint8_t width;    /* of the number at `place`: 1, 4 or 8 bytes */
} toc_question;

#define TOC_ANSWER_FALSE (UINT32_MAX - 1)
#define TOC_ANSWER_TRUE  UINT32_MAX

/* A question in the tree of a ladder's grades (grades.c): it goes on to branches, or grades. */
typedef struct toc_branch {
    toc_question question;
    uint32_t parent; /* or TOC_NONE */
    uint32_t way;    /* by which its parent goes on to it: toc_way_on */
    uint32_t rank;   /* of the grade that is in question */
} toc_branch;

#define TOC_GRADE (UINT32_C(1) << 31) /* with a rank, 0 none: where a tree ends */

enum toc_way_on { TOC_WAY_IN, TOC_WAY_OUT }; /* the number is in the question's range, or not */

#endif

/* facts_private.h - what an engine works out about each step once, when it is made (indexes.c).
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
                 TOC_TRAIT_FORKS = 2048  /* some way on waits, goes back, or is an outcome's */
};

typedef struct toc_node_facts { /* of a node, worked out once */
    uint64_t takes_hash;        /* draws of its duration */
    uint64_t outcome_hash;      /* draws of its outcome */
    uint32_t join_size;         /* incoming edges, loops apart */
    uint32_t traits;            /* set of toc_trait */
    uint32_t performer;
    toc_range demands;
    toc_range ways; /* on from it, into ways */
} toc_node_facts;

typedef struct toc_way { /* an edge, found from where it leaves */
    uint32_t edge;
    uint32_t target;
} toc_way;

#endif

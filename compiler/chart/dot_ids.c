/* dot_ids.c - names of nodes and clusters for cgraph, numbered in order of making. */
#include <stdlib.h>

#include "chart/dot_private.h"

/* cgraph's own ids are addresses, and it writes clusters by id: other bytes in every run.
 * Numbers in order of making take their place.  The names are kept here, because cgraph
 * forgets to free those that it keeps itself.  Nothing is ever looked up by its name. */
typedef struct id_state {
    Agraph_t *graph;
    char **names; /* by id; NULL for an edge; the strings are the graph's */
    IDTYPE last;
    size_t capacity;
} id_state;

static void *open_ids(Agraph_t *graph, Agdisc_t *discipline)
{
    id_state *ids = calloc(1, sizeof *ids);
    (void)discipline;
    if (ids)
        ids->graph = graph;
    return ids;
}

static void close_ids(void *state)
{
    id_state *ids = state;
    if (ids)
        free(ids->names);
    free(ids);
}

static bool reserve_id(id_state *ids)
{
    if (ids->last + 1 < ids->capacity)
        return true;
    size_t capacity = 2 * ids->capacity + 64;
    char **grown = realloc(ids->names, capacity * sizeof *grown);
    if (!grown)
        return false;
    ids->names = grown;
    ids->capacity = capacity;
    return true;
}

static long map_id(void *state, int kind, char *name, IDTYPE *id, int is_creating)
{
    id_state *ids = state;
    (void)kind;
    if (!ids || !is_creating || !reserve_id(ids))
        return 0;
    *id = ++ids->last;
    ids->names[*id] = name ? agstrdup(ids->graph, name) : NULL;
    return !name || ids->names[*id];
}

static long alloc_id(void *state, int kind, IDTYPE id)
{
    (void)state;
    (void)kind;
    (void)id;
    return 0;
}

static void free_id(void *state, int kind, IDTYPE id)
{
    (void)state;
    (void)kind;
    (void)id;
}

static char *print_id(void *state, int kind, IDTYPE id)
{
    const id_state *ids = state;
    (void)kind;
    return ids && id <= ids->last ? ids->names[id] : NULL;
}

static void register_id(void *state, int kind, void *object)
{
    (void)state;
    (void)kind;
    (void)object;
}

Agiddisc_t toc_dot_ids(void)
{
    return (Agiddisc_t){open_ids, map_id, alloc_id, free_id, print_id, close_ids, register_id};
}

/* yaml_private.h - what the files share that make values of YAML; for nobody else. */
#ifndef TOC_DRILL_YAML_PRIVATE_H
#define TOC_DRILL_YAML_PRIVATE_H

#include <yaml.h>

#include "base/vec.h"
#include "drill/yaml.h"
#include "drill/yaml_text.h"
#include "drill/yaml_window.h"

typedef struct toc_yaml_frame {
    toc_yaml *value; /* the list or map being read */
    bool is_flow;
    bool is_taken;   /* its items go to the taker, or nowhere */
    bool is_dropped; /* nowhere: the key stands twice */
    uint32_t first;  /* of its parts; a map's keys and values in turn */
    uint32_t count;  /* values so far, without its items */
    toc_span span;   /* of the items taken so far */
} toc_yaml_frame;

typedef struct toc_yaml_builder {
    toc_arena *arena;    /* for what stays */
    toc_arena scratch;   /* for one item of a list that is taken */
    toc_arena *current;  /* one of the two */
    toc_diag_sink *sink; /* of the caller, or one that is told to it when all went well */
    const toc_source *source;
    const toc_yaml_taker *taker; /* or NULL */
    toc_yaml_scan scan;          /* one of these two reads */
    toc_yaml_window window;
    toc_yaml_text text;
    toc_yaml_frame frames[TOC_YAML_DEPTH_MAX];
    unsigned depth;
    TOC_VEC(const toc_yaml *) parts; /* of all open frames */
    uint32_t count;
    uint32_t seen;    /* set of the taker's keys that stood at the root */
    unsigned key;     /* the one that stood there last; TOC_YAML_KEYS_MAX: another */
    bool is_repeated; /* and stood there before */
    const toc_yaml *root;
    char *decoded; /* where a text of the scanner's is decoded */
    uint32_t decoded_room;
    bool is_broken;
    bool is_stopped; /* by the taker */
    bool is_misled;  /* the scanner does not know what the text means */
    bool is_short;   /* memory was used up while libyaml asked for text */
    jmp_buf escape;  /* where the arena goes while the parser lives */
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
} toc_yaml_builder;

/** A limit was passed at @p span.  Always false. */
bool toc_yaml_report_limit(toc_yaml_builder *b, toc_span span, const char *what, unsigned limit);

/** A scalar, or where a list or mapping begins and ends, told in the order of the text; after a
 *  diagnostic is_broken.  @p end counts for what is in brackets. */
void toc_yaml_add_scalar(toc_yaml_builder *b, toc_span span, const char *from, size_t size,
                         bool is_quoted);
void toc_yaml_open_frame(toc_yaml_builder *b, toc_span span, toc_yaml_kind kind, bool is_flow);
void toc_yaml_close_frame(toc_yaml_builder *b, toc_span end);

/** Adds a help to @p diag, an error at byte @p at of the text in what began at byte @p began, where the
 *  line holds a tab or full-width punctuation; false: it does not. */
bool toc_yaml_slip(toc_yaml_builder *b, toc_diag *diag, uint32_t at, uint32_t began);

#endif

/* stretch_private.h - between the two files of stretches: survey.c says whether one can begin, stretch.c plays it. */
#ifndef TOC_ENGINE_STRETCH_PRIVATE_H
#define TOC_ENGINE_STRETCH_PRIVATE_H

#include "engine/state_private.h"

typedef struct toc_survey { /* of the activations that a stretch would play */
    uint32_t instances[TOC_NEAR_MOST];
    uint32_t count;
    uint32_t waiting;
    uint32_t left;   /* to be done */
    uint32_t looked; /* at so many steps */
    uint32_t known;  /* a body that was found at work, or TOC_NONE */
} toc_survey;

/* A single deadline of a step that nobody asks for, and about which nothing is done. */
static inline bool toc_is_simple_deadline(const toc_engine *engine, uint32_t timer)
{
    if (engine->timers[timer].kind != TOC_TIMER_DUTY)
        return false;
    const toc_duty *duty = &engine->duties[timer - engine->timer_base[TOC_TIMER_DUTY]].duty;
    const toc_m_node *row = &engine->machine->nodes[duty->id];
    return duty->kind == TOC_DUTY_STEP && !duty->is_series && row->late.count == 0 &&
           row->signal == TOC_NONE;
}

/** Could a stretch begin, as far as one look tells? */
bool toc_survey_may_begin(const toc_engine *engine);
/** Is all that waits of activations that go on by themselves, and due by @p last at the latest?  Notes what each
 *  step of them still needs in engine->stretch; @p of, empty, is filled.  O(steps of the activations). */
bool toc_survey_make(toc_engine *engine, toc_survey *of, toc_ms last);

#endif

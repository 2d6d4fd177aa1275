/* skin_private.h - the two arrangements of a report; for skin.c. */
#ifndef TOC_AAR_SKIN_PRIVATE_H
#define TOC_AAR_SKIN_PRIVATE_H

#include "aar/aar_private.h"

void toc_aar_hseep(const toc_aar *a);
void toc_aar_aqt9009(const toc_aar *a);

/** Participants, obligations, expectations, script, trace, resources. */
void toc_aar_annexes(const toc_aar *a);

#endif

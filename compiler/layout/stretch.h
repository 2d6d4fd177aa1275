/* stretch.h - gives a finished layout more room: what lies between its columns and rows grows, the
 * shapes stay as they are.  Lengths are micrometres. */
#ifndef TOC_LAYOUT_STRETCH_H
#define TOC_LAYOUT_STRETCH_H

#include "layout/layout.h"

/** Makes @p layout, which was run, as wide and as high as said, where it is smaller.  Lines keep
 *  their order and stay at right angles.  O((n + e) log n). */
void toc_layout_stretch(toc_layout *layout, toc_um width, toc_um height);

#endif

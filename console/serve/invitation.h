/* invitation.h - where people find the exercise: its addresses, and QR codes that lead there. */
#ifndef TOC_SERVE_INVITATION_H
#define TOC_SERVE_INVITATION_H

#include <stdio.h>

#include "base/arena.h"
#include "serve/hosts.h"

/** The addresses as a JSON array, likeliest first: [{"number","address","only_here"}].  Those that only
 *  browsers on this machine find are left out where there is any other.  `number` is one of @p hosts. */
void toc_invitation_write(const toc_hosts *hosts, FILE *out);

/** The QR code of address @p number, with @p code behind `#` where it is not "", as an SVG in @p arena:
 *  dark on white whatever the page looks like, with its quiet zone.  NULL: there is no such
 *  address, or it is too long for a code.  O(modules). */
const char *toc_invitation_draw(toc_arena *arena, const toc_hosts *hosts, size_t number,
                                const char *code);

#endif

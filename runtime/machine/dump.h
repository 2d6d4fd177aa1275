/* dump.h - an image as stable text, for people and goldens: names instead of ids, one record a paragraph. */
#ifndef TOC_MACHINE_DUMP_H
#define TOC_MACHINE_DUMP_H

#include <stdio.h>

#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

void toc_machine_dump(const toc_machine *machine, FILE *out);

#ifdef __cplusplus
}
#endif

#endif

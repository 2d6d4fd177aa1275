/* status.c - the sentence for each failure of the machine. */
#include "base/status.h"

const char *toc_status_text(toc_status status)
{
    switch (status) {
    case TOC_OK:
        return "all is well";
    case TOC_ENOMEM:
        return "memory is used up";
    case TOC_EIO:
        return "the operating system refused to read or write";
    case TOC_EFORMAT:
        return "the machine image is damaged or of another version";
    case TOC_EPAST:
        return "the time lies before the clock";
    case TOC_EBUDGET:
        return "a chain of reactions did not settle";
    case TOC_EFULL:
        return "a table of fixed size is full";
    case TOC_ERANGE:
        return "a number lies outside its range";
    case TOC_EINVAL:
        return "this is not possible in the present state";
    }
    return "unknown failure";
}

/* status.c - the sentence for each failure of the machine. */
#include "base/status.h"

#include "base/phrase.h"

const char *toc_status_text(toc_status status)
{
    switch (status) {
    case TOC_OK:
        return TOC_PHRASE("all is well");
    case TOC_ENOMEM:
        return TOC_PHRASE("memory is used up");
    case TOC_EIO:
        return TOC_PHRASE("the operating system refused to read or write");
    case TOC_EFORMAT:
        return TOC_PHRASE("the machine image is damaged or of another version");
    case TOC_EPAST:
        return TOC_PHRASE("the time lies before the clock");
    case TOC_EBUDGET:
        return TOC_PHRASE("a chain of reactions did not settle");
    case TOC_EFULL:
        return TOC_PHRASE("a table of fixed size is full");
    case TOC_ERANGE:
        return TOC_PHRASE("a number lies outside its range");
    case TOC_EINVAL:
        return TOC_PHRASE("this is not possible in the present state");
    }
    return TOC_PHRASE("unknown failure");
}

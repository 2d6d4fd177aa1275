/* status.h - failures of the machine, as opposed to mistakes in the user's text.
 *
 * A mistake in a plan or a scenario becomes a diagnostic (diag.h); what the
 * machine itself cannot do becomes one of these.  The two are never mixed. */
#ifndef TOC_BASE_STATUS_H
#define TOC_BASE_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_status {
    TOC_OK = 0,
    TOC_ENOMEM,  /* memory is used up; the object is as before the call */
    TOC_EIO,     /* the operating system refused; errno tells why */
    TOC_EFORMAT, /* a machine image is damaged, hostile or of another version */
    TOC_EPAST,   /* a time before the clock */
    TOC_EBUDGET, /* a chain of reactions did not settle */
    TOC_EFULL,   /* a table of fixed size, named in the message, is full */
    TOC_ERANGE,  /* an id or a number outside its range */
    TOC_EINVAL   /* a call that the object's state does not allow */
} toc_status;

/** One plain sentence without full stop; never NULL; static storage. */
const char *toc_status_text(toc_status status);

#ifdef __cplusplus
}
#endif

#endif

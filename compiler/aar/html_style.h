/* html_style.h - how a report in HTML looks: screens light and dark, and A4. */
#ifndef TOC_AAR_HTML_STYLE_H
#define TOC_AAR_HTML_STYLE_H

/** The style sheet; static storage. */
const char *toc_html_style(void);

#endif

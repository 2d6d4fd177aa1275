/* xml.h - text that stays text in an XML file. */
#ifndef TOC_DRAW_XML_H
#define TOC_DRAW_XML_H

#include <stdio.h>

/** What @p c is written as; NULL: as itself.  Static storage. */
const char *toc_xml_entity(char c);

/** @p text so that any reader of XML gives it back, between tags or in an attribute's quotes.
 *  Control characters and line ends become spaces; what changes the direction or is no character
 *  is left out; what is no UTF-8 becomes U+FFFD.  O(n). */
void toc_xml_put(FILE *out, const char *text);

/** ` name="value"`. */
void toc_xml_put_attribute(FILE *out, const char *name, const char *value);

#endif

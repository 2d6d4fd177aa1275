/* any_yaml.h - documents in all forms of YAML, and broken ones, made at random for tests. */
#ifndef TOC_TESTS_ANY_YAML_H
#define TOC_TESTS_ANY_YAML_H

#include <stdint.h>

/** The next number of *random, below @p below. */
uint32_t any_yaml_draw(uint64_t *random, uint32_t below);

/* One of an array. */
#define ANY_YAML_PICK(random, array)                                                               \
    (array)[any_yaml_draw(random, sizeof(array) / sizeof(array)[0])]

/** Up to three bytes of @p text are other ones or gone; it stays UTF-8. */
void any_yaml_change(uint64_t *random, char *text);

/** The document of seed @p random, changed or not; the caller frees it. */
char *any_yaml_document(uint64_t random);

#endif

/* memo_peek.h - a look into engines that remember states, for the tests of that. */
#ifndef TOC_TESTS_MEMO_PEEK_H
#define TOC_TESTS_MEMO_PEEK_H

#include "engine/engine.h"

/** It notes nothing from now on; its memo is scratch for memo_peek_is_same. */
void memo_peek_stop(toc_engine *engine);
/** Is it one that could remember states? */
bool memo_peek_is_fit(const toc_engine *engine);
/** So many more states may be noted, whether that has paid or not. */
void memo_peek_allow(toc_engine *engine, uint64_t states);
/** Has it given up looking for states that come again, for now? */
bool memo_peek_rests(const toc_engine *engine);
/** Are both, with room for a memo, in the same state at the same time, with the same numbers behind them? */
bool memo_peek_is_same(toc_engine *a, toc_engine *b);

#endif

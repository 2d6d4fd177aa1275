/* emit.c - hands records of what happened to the sink. */
#include "engine/state_private.h"

toc_trace toc_record(const toc_engine *engine, toc_trace_kind kind, uint32_t id)
{
    return (toc_trace){.at = engine->now,
                       .kind = kind,
                       .id = id,
                       .body = TOC_NONE,
                       .other = TOC_NONE,
                       .entry = engine->entry};
}

void toc_emit(toc_engine *engine, const toc_trace *record)
{
    if (engine->options.on_trace)
        engine->options.on_trace(engine->options.context, record);
}

/* fuzz_plan.c - any bytes as a plan: gate, parse, resolve, check, draw, lower, verify.
 *
 * libFuzzer calls it (make fuzz); tests/fuzz/replay.c feeds it files (make check).  It stops the
 * process where an image that was just built is refused by the verifier, a plan with errors
 * comes without a message, or a picture loses an edge of its plan. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "chart/dot.h"
#include "draw/svg.h"
#include "driver/compile.h"
#include "lower/lower.h"
#include "machine/verify.h"

enum { SIZE_MAX_TRIED = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz_plan: %s\n", what);
    abort();
}

static void render(const toc_diag_sink *sink, toc_sources *sources, FILE *out)
{
    toc_diag_render_text(sink, sources, false, out);
    toc_diag_render_json(sink, sources, out);
}

static void draw(toc_arena *arena, const toc_plan *plan, FILE *out)
{
    static const toc_flow_options options[] = {{NULL, false}, {"en", true}, {"zh", false}};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        toc_flow *flow = toc_flow_build(arena, plan, &options[i]);
        uint32_t drawn = 0;
        uint32_t planned = 0;
        for (uint32_t k = 0; k < flow->edges.count; k++)
            drawn += flow->edges.items[k]->origin != NULL;
        for (uint32_t k = 0; k < plan->nodes.count; k++)
            planned += plan->nodes.items[k]->out.count;
        must(drawn == planned, "the picture and the plan differ in edges");
        toc_flow_write_text(flow, out);
    }
}

static void chart(toc_arena *arena, const toc_plan *plan, FILE *out)
{
    static const toc_view_options options = {.has_two_languages = true, .is_one_panel = true};
    toc_view_input input;
    toc_canvas *canvas = toc_view_begin(arena, plan, &options, &input);
    const toc_flow_chart *laid = toc_flow_chart_lay(canvas, &input);
    const toc_scene *scene;

    toc_canvas_close(canvas);
    must(toc_dot_write(laid, out) == TOC_OK, "the picture could not be written as DOT");
    scene = toc_view_draw(arena, plan, TOC_VIEW_FLOW, &options)->canvas->scene;
    must(toc_svg_write(&scene, 1, out) == TOC_OK, "the picture could not be written as SVG");
}

static void lower(toc_arena *arena, toc_sources *sources, const toc_plan *plan, toc_diag_sink *sink)
{
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_machine verified;
    const toc_machine *machine = toc_lower(arena, sources, plan, sink);
    must(machine || sink->error_count > 0, "lowering failed without a message");
    if (machine)
        must(toc_machine_verify(machine->image, machine->size, &verified, reason) == TOC_OK,
             reason);
}

static void compile(toc_arena *arena, const uint8_t *data, size_t size, FILE *out)
{
    /* a root that is not there: what the bytes include cannot be had */
    static const toc_compile_options options = {.root = "/nonexistent"};
    toc_diag_sink sink;
    toc_sources *sources = toc_sources_new(arena);
    toc_diag_sink_init(&sink, arena);
    const toc_source *source = toc_sources_add(sources, "fuzz.plan", (const char *)data, size);
    toc_plan *plan = toc_compile_source(arena, sources, source, &options, &sink);
    must((plan && !plan->has_errors) || sink.error_count > 0, "errors without a message");
    if (plan && !plan->has_errors) {
        draw(arena, plan, out);
        chart(arena, plan, out);
        lower(arena, sources, plan, &sink);
    }
    toc_diag_sink_finish(&sink);
    render(&sink, sources, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toc_arena arena;
    jmp_buf escape;
    FILE *out = size <= SIZE_MAX_TRIED ? fopen("/dev/null", "w") : NULL;
    if (!out)
        return 0;
    toc_arena_init(&arena, &escape);
    if (setjmp(escape) == 0)
        compile(&arena, data, size, out);
    toc_arena_deinit(&arena);
    fclose(out);
    return 0;
}

/* yaml_window.c - moves what the scanner still needs to the front and reads on behind it. */
#include "drill/yaml_window.h"

#include <string.h>

bool toc_yaml_window_open(toc_yaml_window *window, toc_arena *arena, const toc_source *source,
                          uint32_t block_size, toc_yaml_scan *scan)
{
    bool has_mark = source->size >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0;
    char mark[3];

    *window = (toc_yaml_window){.arena = arena};
    scan->at = has_mark ? sizeof mark : 0;
    scan->base = 0;
    scan->is_all = !toc_source_is_long(source) && block_size == 0;
    scan->text = source->text;
    scan->size = source->size;
    if (!scan->is_all) {
        window->room = block_size ? block_size : TOC_YAML_BLOCK;
        window->buffer = toc_arena_alloc(arena, window->room + 1);
        scan->text = window->buffer;
        scan->size = 0;
        scan->base = scan->at;
        scan->at = 0;
        window->buffer[0] = '\0';
    }
    toc_yaml_scan_open(scan);
    if (!toc_source_blocks_open(&window->blocks, source))
        return false;
    if (!has_mark || toc_source_blocks_read(&window->blocks, mark, sizeof mark) == sizeof mark)
        return true;
    toc_yaml_window_close(window);
    return false;
}

void toc_yaml_window_close(toc_yaml_window *window)
{
    toc_source_blocks_close(&window->blocks);
}

/* Twice as much room; the text is at its front. */
static void grow(toc_yaml_window *window, uint32_t size)
{
    char *buffer = toc_arena_alloc(window->arena, 2 * window->room + 1);

    memcpy(buffer, window->buffer, size);
    toc_arena_give_back(window->arena, window->buffer, window->room + 1);
    window->buffer = buffer;
    window->room *= 2;
}

bool toc_yaml_window_more(toc_yaml_window *window, toc_yaml_scan *scan)
{
    uint32_t kept = scan->size - scan->at;
    uint32_t got;

    if (scan->is_all)
        return false;
    memmove(window->buffer, window->buffer + scan->at, kept);
    if (kept == window->room) {
        if (window->room >= TOC_YAML_HELD_MAX)
            return false;
        grow(window, kept);
    }
    got = toc_source_blocks_read(&window->blocks, window->buffer + kept, window->room - kept);
    window->buffer[kept + got] = '\0';
    scan->is_all = got < window->room - kept;
    scan->text = window->buffer;
    scan->size = kept + got;
    scan->base += scan->at;
    scan->line -= scan->at;
    scan->at = 0;
    scan->reach = 0;
    return !window->blocks.has_failed;
}

/* entries.c - packs entries into bytes and unpacks them again.
 *
 * Numbers are of as many bytes as they need, places are told from the entry's own, and short texts
 * that come again are written once.  What is asked for is unpacked into one of a few rooms in turn. */
#include "drill/entries.h"

#include <string.h>

#define PAGE_ROWS  256u  /* entries in one table of rows */
#define FEW        64u   /* entries that are not worth an index of texts */
#define WORDS_MAX  8192u /* different short texts that are told from each other */
#define WORD_SIZE  32u   /* bytes of a short text, with its NUL */
#define SLOT_COUNT (2 * WORDS_MAX)
#define CHUNK_SIZE ((size_t)256 * 1024)

typedef struct row {
    toc_ms at;
    const unsigned char *packed;
} row;

/* Where an entry is unpacked, with memory for its lists. */
typedef struct room {
    toc_entry entry;
    toc_word *words; /* of all its lists of words */
    uint32_t word_room;
    toc_word_pair *pairs;
    uint32_t pair_room;
} room;

typedef struct slot {
    const char *text;
    uint32_t size;
    uint32_t hash;
    uint32_t number; /* 1-based; 0: empty */
} slot;

struct toc_entries {
    toc_arena *arena;
    TOC_VEC(row *) pages;
    uint32_t count;
    uint32_t counts[TOC_LIST_COUNT];
    uint32_t firsts[TOC_LIST_COUNT];  /* index of the first of each list */
    uint32_t numbers[TOC_LIST_COUNT]; /* its number; 0: not numbered yet */
    unsigned char *packing;           /* where one entry is packed */
    size_t packing_room;
    unsigned char *to;    /* its next byte */
    unsigned char *chunk; /* where packed entries go next */
    size_t chunk_left;
    const char **texts; /* short texts by number - 1 */
    slot *slots;
    uint32_t text_count;
    room rooms[TOC_ENTRIES_AT_ONCE];
    unsigned next_room;
};

toc_entries *toc_entries_new(toc_arena *arena)
{
    toc_entries *entries = TOC_NEW(arena, toc_entries);

    entries->arena = arena;
    return entries;
}

uint32_t toc_entries_count(const toc_entries *entries)
{
    return entries->count;
}

/* ── packing ── */

/* Room for @p size bytes more and for the numbers before and behind them. */
static void make_room(toc_entries *e, size_t size)
{
    size_t done = (size_t)(e->to - e->packing);
    unsigned char *moved;

    size += 64; /* at most six numbers */
    if (e->packing && e->packing_room - done >= size)
        return;
    e->packing_room = 2 * (done + size);
    moved = toc_arena_alloc(e->arena, e->packing_room);
    if (e->packing)
        memcpy(moved, e->packing, done);
    e->packing = moved;
    e->to = moved + done;
}

static void put_byte(toc_entries *e, unsigned byte)
{
    *e->to++ = (unsigned char)byte;
}

static void put_number(toc_entries *e, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        put_byte(e, (unsigned)(number & 0x7F) | 0x80);
    put_byte(e, (unsigned)number);
}

/* Small either way. */
static void put_signed(toc_entries *e, int64_t number)
{
    put_number(e, (uint64_t)number << 1 ^ (uint64_t)(number >> 63));
}

static uint32_t hash_of(const char *text, size_t size)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

/* The number of a short text; 0: it has none, and is written out. */
static uint32_t number_of(toc_entries *e, const char *text, size_t size)
{
    uint32_t hash;
    uint32_t at;

    if (size >= WORD_SIZE || e->count < FEW)
        return 0;
    if (!e->slots) {
        e->slots = TOC_NEW_ARRAY(e->arena, slot, SLOT_COUNT);
        e->texts = TOC_NEW_ARRAY(e->arena, const char *, WORDS_MAX);
    }
    hash = hash_of(text, size);
    for (at = hash % SLOT_COUNT; e->slots[at].number; at = (at + 1) % SLOT_COUNT) {
        if (e->slots[at].hash == hash && e->slots[at].size == size &&
            memcmp(e->slots[at].text, text, size) == 0)
            return e->slots[at].number;
    }
    if (e->text_count == WORDS_MAX)
        return 0;
    text = toc_arena_copy(e->arena, text, size);
    e->texts[e->text_count++] = text;
    e->slots[at] = (slot){text, (uint32_t)size, hash, e->text_count};
    return e->text_count;
}

static void put_span(toc_entries *e, const toc_entry *entry, toc_span span)
{
    put_signed(e, (int64_t)span.begin - entry->span.begin);
    put_number(e, span.end - span.begin);
}

/* Absent words are told by the mask before. */
static void put_word(toc_entries *e, const toc_entry *entry, toc_word word)
{
    size_t size;
    uint32_t number;

    if (!word.text)
        return;
    size = strlen(word.text);
    number = number_of(e, word.text, size);
    make_room(e, size);
    put_span(e, entry, word.span);
    put_number(e, number);
    if (number)
        return;
    memcpy(e->to, word.text, size + 1);
    e->to += size + 1;
}

static void put_words(toc_entries *e, const toc_entry *entry, const toc_scenario_words *words)
{
    if (words->count == 0)
        return;
    make_room(e, 0);
    put_number(e, words->count);
    for (uint32_t i = 0; i < words->count; i++)
        put_word(e, entry, words->items[i]);
}

static void put_pairs(toc_entries *e, const toc_entry *entry)
{
    if (entry->pairs.count == 0)
        return;
    make_room(e, 0);
    put_number(e, entry->pairs.count);
    for (uint32_t i = 0; i < entry->pairs.count; i++) {
        const toc_word_pair *pair = &entry->pairs.items[i];

        make_room(e, 0);
        put_byte(e, pair->is_empty);
        put_word(e, entry, pair->key);
        put_word(e, entry, pair->value);
    }
}

/* The words of an entry that may be there or not; the verb's own word always is. */
static const size_t optional[] = {
    offsetof(toc_entry, subject), offsetof(toc_entry, by),     offsetof(toc_entry, from),
    offsetof(toc_entry, via),     offsetof(toc_entry, text),   offsetof(toc_entry, why),
    offsetof(toc_entry, outcome), offsetof(toc_entry, answer), offsetof(toc_entry, ladder),
    offsetof(toc_entry, duty),
};
#define OPTIONAL_COUNT (sizeof optional / sizeof optional[0])

enum {
    HAS_PAIRS = 1 << OPTIONAL_COUNT,
    HAS_PAIRS_SPAN = HAS_PAIRS << 1,
    HAS_TO = HAS_PAIRS << 2,
    HAS_FIELDS = HAS_PAIRS << 3,
    HAS_TURN = HAS_PAIRS << 4,
    HAS_ACTIVATION = HAS_PAIRS << 5,
    HAS_AMOUNT = HAS_PAIRS << 6,
    HAS_DURATION = HAS_PAIRS << 7
};

static toc_word word_at(const toc_entry *entry, size_t offset)
{
    return *(const toc_word *)(const void *)((const char *)entry + offset);
}

static unsigned mask_of(const toc_entry *entry)
{
    unsigned mask = 0;

    for (size_t i = 0; i < OPTIONAL_COUNT; i++)
        mask |= word_at(entry, optional[i]).text ? 1u << i : 0;
    mask |= entry->pairs.count ? HAS_PAIRS : 0;
    mask |= toc_span_is_none(entry->pairs_span) ? 0 : HAS_PAIRS_SPAN;
    mask |= entry->to.count ? HAS_TO : 0;
    mask |= entry->fields.count ? HAS_FIELDS : 0;
    mask |= entry->turn ? HAS_TURN : 0;
    mask |= entry->activation || !toc_span_is_none(entry->activation_span) ? HAS_ACTIVATION : 0;
    mask |= entry->amount ? HAS_AMOUNT : 0;
    mask |= entry->duration != TOC_MS_NONE ? HAS_DURATION : 0;
    return mask;
}

static void pack(toc_entries *e, const toc_entry *entry)
{
    unsigned mask = mask_of(entry);

    e->to = e->packing;
    make_room(e, 0);
    put_byte(e, (unsigned)entry->list);
    put_byte(e, (unsigned)entry->verb);
    put_number(e, mask);
    put_number(e, entry->span.begin);
    put_number(e, entry->span.end - entry->span.begin);
    put_span(e, entry, entry->verb_word.span);
    for (size_t i = 0; i < OPTIONAL_COUNT; i++)
        put_word(e, entry, word_at(entry, optional[i]));
    put_pairs(e, entry);
    make_room(e, 0);
    if (mask & HAS_PAIRS_SPAN)
        put_span(e, entry, entry->pairs_span);
    put_words(e, entry, &entry->to);
    put_words(e, entry, &entry->fields);
    make_room(e, 0);
    if (mask & HAS_TURN)
        put_number(e, entry->turn);
    if (mask & HAS_ACTIVATION) {
        put_number(e, entry->activation);
        put_span(e, entry, entry->activation_span);
    }
    if (mask & HAS_AMOUNT)
        put_signed(e, entry->amount);
    if (mask & HAS_DURATION)
        put_signed(e, entry->duration);
}

static const unsigned char *keep_packed(toc_entries *e)
{
    size_t size = (size_t)(e->to - e->packing);
    unsigned char *packed;

    if (size > CHUNK_SIZE / 8) {
        packed = toc_arena_alloc(e->arena, size);
    } else {
        if (size > e->chunk_left) {
            e->chunk_left = e->chunk ? CHUNK_SIZE : 4096; /* most scenarios are short */
            e->chunk_left = e->chunk_left < size ? size : e->chunk_left;
            e->chunk = toc_arena_alloc(e->arena, e->chunk_left);
        }
        packed = e->chunk;
        e->chunk += size;
        e->chunk_left -= size;
    }
    memcpy(packed, e->packing, size);
    return packed;
}

static row *row_at(const toc_entries *entries, uint32_t index)
{
    return &entries->pages.items[index / PAGE_ROWS][index % PAGE_ROWS];
}

void toc_entries_add(toc_entries *entries, const toc_entry *entry)
{
    if (entries->count == entries->pages.count * PAGE_ROWS) {
        row *page = TOC_NEW_ARRAY(entries->arena, row, PAGE_ROWS);

        TOC_PUSH(entries->arena, &entries->pages, page);
    }
    pack(entries, entry);
    *row_at(entries, entries->count) = (row){entry->at, keep_packed(entries)};
    if (entries->counts[entry->list]++ == 0)
        entries->firsts[entry->list] = entries->count;
    entries->count++;
}

/* ── numbers ── */

void toc_entries_number(toc_entries *entries, const uint32_t order[TOC_LIST_COUNT])
{
    uint32_t next = 1;

    for (unsigned i = 0; i < TOC_LIST_COUNT; i++) {
        entries->numbers[order[i]] = next;
        next += entries->counts[order[i]];
    }
}

uint32_t toc_entries_number_of(const toc_entries *entries, uint32_t index)
{
    toc_list_kind list = toc_entries_list(entries, index);

    return entries->numbers[list] ? entries->numbers[list] + (index - entries->firsts[list]) : 0;
}

uint32_t toc_entries_index_of(const toc_entries *entries, uint32_t number)
{
    for (unsigned list = 0; list < TOC_LIST_COUNT; list++) {
        if (number - entries->numbers[list] < entries->counts[list])
            return entries->firsts[list] + (number - entries->numbers[list]);
    }
    return UINT32_MAX;
}

/* ── unpacking ── */

toc_ms toc_entries_at(const toc_entries *entries, uint32_t index)
{
    return row_at(entries, index)->at;
}

uint32_t toc_entries_first(const toc_entries *entries, toc_list_kind list)
{
    return entries->firsts[list];
}

uint32_t toc_entries_count_of(const toc_entries *entries, toc_list_kind list)
{
    return entries->counts[list];
}

toc_list_kind toc_entries_list(const toc_entries *entries, uint32_t index)
{
    return (toc_list_kind)row_at(entries, index)->packed[0];
}

toc_entry_verb toc_entries_verb(const toc_entries *entries, uint32_t index)
{
    return (toc_entry_verb)row_at(entries, index)->packed[1];
}

typedef struct unpacking {
    const toc_entries *entries;
    const unsigned char *at;
    uint32_t base; /* where the entry begins */
    room *room;
    uint32_t words; /* of the room that are taken */
} unpacking;

static uint64_t get_number(unpacking *u)
{
    uint64_t number = 0;

    for (unsigned shift = 0;; shift += 7) {
        unsigned char byte = *u->at++;

        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number;
    }
}

static int64_t get_signed(unpacking *u)
{
    uint64_t number = get_number(u);

    return (int64_t)(number >> 1 ^ (0 - (number & 1)));
}

static toc_span get_span(unpacking *u)
{
    uint32_t begin = (uint32_t)(u->base + get_signed(u));

    return (toc_span){begin, begin + (uint32_t)get_number(u)};
}

static toc_word get_word(unpacking *u)
{
    toc_word word = {.span = get_span(u)};
    uint64_t number = get_number(u);

    if (number) {
        word.text = u->entries->texts[number - 1];
    } else {
        word.text = (const char *)u->at;
        u->at += strlen(word.text) + 1;
    }
    return word;
}

/* Room for @p count words more; those that are there move along. */
static void make_words(unpacking *u, uint32_t count)
{
    room *own = u->room;
    uint32_t wanted = u->words + count;
    toc_word *words;

    if (wanted <= own->word_room)
        return;
    wanted = wanted < 2 * own->word_room ? 2 * own->word_room : wanted;
    words = TOC_NEW_ARRAY(u->entries->arena, toc_word, wanted);
    if (u->words)
        memcpy(words, own->words, u->words * sizeof *words);
    if (u->words)
        own->entry.to.items = words;
    own->words = words;
    own->word_room = wanted;
}

static void get_words(unpacking *u, toc_scenario_words *out)
{
    uint32_t count = (uint32_t)get_number(u);

    make_words(u, count);
    out->items = u->room->words + u->words;
    out->count = count;
    for (uint32_t i = 0; i < count; i++)
        u->room->words[u->words++] = get_word(u);
}

static void get_pairs(unpacking *u, toc_scenario_pairs *out)
{
    uint32_t count = (uint32_t)get_number(u);
    room *own = u->room;

    if (count > own->pair_room) {
        own->pair_room = count < 2 * own->pair_room ? 2 * own->pair_room : count;
        own->pairs = TOC_NEW_ARRAY(u->entries->arena, toc_word_pair, own->pair_room);
    }
    out->items = own->pairs;
    out->count = count;
    for (uint32_t i = 0; i < count; i++) {
        bool is_empty = *u->at++ != 0;
        toc_word key = get_word(u);

        own->pairs[i] = (toc_word_pair){key, get_word(u), is_empty};
    }
}

static void get_rest(unpacking *u, unsigned mask, toc_entry *entry)
{
    entry->duration = TOC_MS_NONE;
    if (mask & HAS_PAIRS)
        get_pairs(u, &entry->pairs);
    if (mask & HAS_PAIRS_SPAN)
        entry->pairs_span = get_span(u);
    if (mask & HAS_TO)
        get_words(u, &entry->to);
    if (mask & HAS_FIELDS)
        get_words(u, &entry->fields);
    if (mask & HAS_TURN)
        entry->turn = (uint32_t)get_number(u);
    if (mask & HAS_ACTIVATION) {
        entry->activation = (uint32_t)get_number(u);
        entry->activation_span = get_span(u);
    }
    if (mask & HAS_AMOUNT)
        entry->amount = get_signed(u);
    if (mask & HAS_DURATION)
        entry->duration = get_signed(u);
}

const toc_entry *toc_entries_get(const toc_entries *entries, uint32_t index)
{
    toc_entries *own = (toc_entries *)entries; /* the rooms are no part of what it holds */
    const row *from = row_at(entries, index);
    room *into = &own->rooms[own->next_room++ % TOC_ENTRIES_AT_ONCE];
    unpacking u = {.entries = entries, .at = from->packed, .room = into};
    toc_entry *entry = &into->entry;
    unsigned mask;

    *entry = (toc_entry){.at = from->at, .number = toc_entries_number_of(entries, index)};
    entry->list = (toc_list_kind)*u.at++;
    entry->verb = (toc_entry_verb)*u.at++;
    mask = (unsigned)get_number(&u);
    u.base = (uint32_t)get_number(&u);
    entry->span = (toc_span){u.base, u.base + (uint32_t)get_number(&u)};
    entry->verb_word = (toc_word){toc_entry_verb_word(entry->verb), get_span(&u)};
    for (size_t i = 0; i < OPTIONAL_COUNT; i++) {
        if (mask >> i & 1)
            *(toc_word *)(void *)((char *)entry + optional[i]) = get_word(&u);
    }
    get_rest(&u, mask, entry);
    return entry;
}

/* ── by number ── */

uint32_t toc_scenario_entry_count(const toc_scenario *scenario)
{
    return scenario->kept ? scenario->kept_count : toc_entries_count(scenario->entries);
}

const toc_entry *toc_scenario_entry(const toc_scenario *scenario, uint32_t number)
{
    if (number == 0 || number > toc_scenario_entry_count(scenario))
        return NULL;
    if (scenario->kept)
        return scenario->kept[number - 1];
    return toc_entries_get(scenario->entries, toc_entries_index_of(scenario->entries, number));
}

#define KEEP_LIST(arena, list)                                                                     \
    do {                                                                                           \
        const void *items_ = (list)->items;                                                        \
                                                                                                   \
        (list)->items = toc_arena_alloc_array((arena), (list)->count, sizeof *(list)->items);      \
        (list)->capacity = (list)->count;                                                          \
        if ((list)->count > 0)                                                                     \
            memcpy((list)->items, items_, (list)->count * sizeof *(list)->items);                  \
    } while (0)

toc_entry *toc_entry_keep(toc_arena *arena, const toc_entry *entry)
{
    toc_entry *copy = TOC_NEW(arena, toc_entry);

    *copy = *entry;
    KEEP_LIST(arena, &copy->pairs);
    KEEP_LIST(arena, &copy->to);
    KEEP_LIST(arena, &copy->fields);
    return copy;
}

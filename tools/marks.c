/* marks.c - compares what a check found with what the input's author marked.
 *
 * The golden runner feeds it cases on standard input, one a line, fields parted by tabs:
 *
 *     lines  NAME  JSON  INPUT     the set of (code, line) equals the marks in INPUT
 *     codes  NAME  JSON  T0142 ... exactly these codes, each at least once (none: clean)
 *     parses NAME  JSON            no code below 100: the text could be read
 *
 * A mark stands in a comment on the guilty line: `#~ T0142 T0150`.  Where a comment
 * cannot stand, `#~ T0142@:12` names line 12, `@:-1` the line before, `@:0` a message
 * about no place at all, `@part.plan:3` a line of another file.
 * Prints `FAIL NAME: why` for each case that fails, then `N passed, M failed`. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOUND_MAX     4096
#define DEPTH_MAX     64
#define NAME_MAX_SIZE 96

typedef struct finding {
    unsigned code;
    long line;                /* 0: no place */
    char file[NAME_MAX_SIZE]; /* base name */
    bool is_matched;
} finding;

typedef struct findings {
    finding items[FOUND_MAX];
    size_t count;
} findings;

/* Where a reader stands in a JSON text. */
typedef struct reader {
    const char *at;
    unsigned depth;
    unsigned items;   /* depth of the list "diagnostics", 0 outside of it */
    unsigned aside;   /* depth of a list whose places are not the primary one, or 0 */
    finding *current; /* the record being read */
    findings *out;
    bool is_bad;
} reader;

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* ── JSON ── */

static void skip_space(reader *r)
{
    r->at += strspn(r->at, " \t\r\n");
}

/* Reads a string into @p out as far as it fits; escapes but \" and \\ stay as they are. */
static bool read_string(reader *r, char *out, size_t size)
{
    size_t used = 0;

    if (*r->at != '"')
        return false;
    for (r->at++; *r->at != '"'; r->at++) {
        if ((unsigned char)*r->at < 0x20)
            return false;
        if (*r->at == '\\') {
            r->at++;
            if (!*r->at || !strchr("\"\\/bfnrtu", *r->at))
                return false;
        }
        if (used + 1 < size)
            out[used++] = *r->at;
    }
    out[used] = '\0';
    r->at++;
    return true;
}

static bool read_value(reader *r, const char *key);

static bool read_scalar(reader *r, const char *key)
{
    char word[32];
    size_t size = strspn(r->at, "+-.0123456789eEaflnrstu");

    if (size == 0 || size >= sizeof word)
        return false;
    memcpy(word, r->at, size);
    word[size] = '\0';
    r->at += size;
    if (r->current && !r->aside && strcmp(key, "line") == 0 && r->current->line == 0)
        r->current->line = strtol(word, NULL, 10);
    return isdigit((unsigned char)word[0]) || word[0] == '-' || strcmp(word, "true") == 0 ||
           strcmp(word, "false") == 0 || strcmp(word, "null") == 0;
}

static bool read_text(reader *r, const char *key)
{
    char text[4096];

    if (!read_string(r, text, sizeof text))
        return false;
    if (!r->current || r->aside)
        return true;
    if (strcmp(key, "code") == 0)
        r->current->code = (unsigned)strtoul(text + (*text == 'T'), NULL, 10);
    else if ((strcmp(key, "file") == 0 || strcmp(key, "path") == 0) && !*r->current->file)
        snprintf(r->current->file, NAME_MAX_SIZE, "%.90s", base_name(text));
    return true;
}

static bool read_object(reader *r)
{
    char key[64];

    for (r->at++, skip_space(r); *r->at != '}'; skip_space(r)) {
        if (!read_string(r, key, sizeof key))
            return false;
        skip_space(r);
        if (*r->at++ != ':' || !read_value(r, key))
            return false;
        skip_space(r);
        if (*r->at != ',')
            continue;
        r->at++;
        skip_space(r);
        if (*r->at == '}')
            return false;
    }
    r->at++;
    return true;
}

static bool read_item(reader *r)
{
    bool is_record = r->items > 0 && r->depth == r->items;

    if (is_record && r->out->count == FOUND_MAX)
        return false;
    if (is_record) {
        r->current = &r->out->items[r->out->count++];
        *r->current = (finding){0};
    }
    bool is_good = read_value(r, "");
    if (is_record)
        r->current = NULL;
    return is_good;
}

static bool read_array(reader *r)
{
    for (r->at++, skip_space(r); *r->at != ']'; skip_space(r)) {
        if (!read_item(r))
            return false;
        skip_space(r);
        if (*r->at != ',')
            continue;
        r->at++;
        skip_space(r);
        if (*r->at == ']')
            return false;
    }
    r->at++;
    return true;
}

static bool read_list(reader *r, const char *key)
{
    bool is_found = r->depth == 2 && strcmp(key, "diagnostics") == 0;
    bool is_aside = r->current && !r->aside;

    if (is_found)
        r->items = r->depth;
    if (is_aside)
        r->aside = r->depth;
    bool is_good = read_array(r);
    if (is_found)
        r->items = 0;
    if (is_aside)
        r->aside = 0;
    return is_good;
}

/* The depth of what stands in an object or list is one more than theirs. */
static bool read_value(reader *r, const char *key)
{
    bool is_good = false;

    skip_space(r);
    if (r->depth >= DEPTH_MAX)
        return false;
    r->depth++;
    if (*r->at == '{')
        is_good = read_object(r);
    else if (*r->at == '[')
        is_good = read_list(r, key);
    else if (*r->at == '"')
        is_good = read_text(r, key);
    else
        is_good = read_scalar(r, key);
    r->depth--;
    return is_good;
}

static char *read_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    size_t size = 0;
    size_t room = 1 << 16;
    char *text = malloc(room);

    while (in && text) {
        size += fread(text + size, 1, room - size - 1, in);
        if (size + 1 < room)
            break;
        room *= 2;
        char *more = realloc(text, room);
        if (!more)
            free(text);
        text = more;
    }
    if (in)
        fclose(in);
    if (text && !in) {
        free(text);
        return NULL;
    }
    if (text) {
        for (size_t i = 0; i < size; i++)
            text[i] = text[i] ? text[i] : ' '; /* inputs may hold NULs */
        text[size] = '\0';
    }
    return text;
}

static bool read_findings(const char *path, findings *out)
{
    char *text = read_file(path);
    reader r = {.at = text, .out = out};

    out->count = 0;
    if (!text)
        return false;
    bool is_good = read_value(&r, "");
    skip_space(&r);
    is_good = is_good && *r.at == '\0';
    free(text);
    return is_good;
}

/* ── comparing ── */

static bool complain(const char *name, const char *what, unsigned code, const char *file, long line)
{
    printf("FAIL %s: %s T%04u at %s:%ld\n", name, what, code, file, line);
    return false;
}

static bool match(findings *found, const finding *mark)
{
    bool is_found = false;

    for (size_t i = 0; i < found->count; i++) {
        finding *item = &found->items[i];
        if (item->code != mark->code || item->line != mark->line)
            continue;
        if (mark->line != 0 && strcmp(item->file, mark->file) != 0)
            continue;
        item->is_matched = true;
        is_found = true;
    }
    return is_found;
}

/* Reads "T0142", "T0142@:12", "T0142@:-1", "T0142@part.plan:3". */
static bool read_mark(const char *word, size_t size, const char *file, long line, finding *out)
{
    char text[NAME_MAX_SIZE];

    if (size < 5 || size >= sizeof text || word[0] != 'T')
        return false;
    memcpy(text, word, size);
    text[size] = '\0';
    *out = (finding){.code = (unsigned)strtoul(text + 1, NULL, 10), .line = line};
    snprintf(out->file, sizeof out->file, "%.90s", file);
    if (text[5] == '\0')
        return true;
    char *colon = strrchr(text, ':');
    if (text[5] != '@' || !colon)
        return false;
    *colon = '\0';
    if (text[6])
        snprintf(out->file, sizeof out->file, "%.90s", text + 6);
    long number = strtol(colon + 1, NULL, 10);
    out->line = number < 0 || colon[1] == '+' ? line + number : number;
    return true;
}

/* One line of an input: every mark on it must be found. */
static bool check_marks(const char *name, const char *text, size_t size, const char *file,
                        long line, findings *found)
{
    const char *end = text + size;
    const char *sign = NULL;
    bool is_good = true;
    finding mark;

    for (const char *p = text; p + 1 < end; p++)
        sign = p[0] == '#' && p[1] == '~' ? p + 2 : sign;
    while (sign && sign < end) {
        size_t space = strspn(sign, " \t\r");
        size_t word = strcspn(sign + space, " \t\r\n");
        if (word == 0 || !read_mark(sign + space, word, file, line, &mark))
            break;
        if (!match(found, &mark))
            is_good = complain(name, "marked, not found:", mark.code, mark.file, mark.line);
        sign += space + word;
    }
    return is_good;
}

static bool check_lines(const char *name, const char *path, findings *found)
{
    char *text = read_file(path);
    long line = 1;
    bool is_good = true;

    if (!text) {
        printf("FAIL %s: cannot read %s\n", name, path);
        return false;
    }
    for (const char *p = text; *p; line++) {
        size_t size = strcspn(p, "\n");
        is_good = check_marks(name, p, size, base_name(path), line, found) && is_good;
        p += size + (p[size] == '\n');
    }
    free(text);
    for (size_t i = 0; i < found->count; i++) {
        const finding *item = &found->items[i];
        if (!item->is_matched)
            is_good = complain(name, "found, not marked:", item->code, item->file, item->line);
    }
    return is_good;
}

static bool check_codes(const char *name, const char *codes, findings *found)
{
    bool is_good = true;

    for (const char *p = codes + strspn(codes, " "); *p == 'T'; p += strspn(p, " ")) {
        unsigned code = (unsigned)strtoul(p + 1, NULL, 10);
        bool is_found = false;
        for (size_t i = 0; i < found->count; i++) {
            if (found->items[i].code == code)
                is_found = found->items[i].is_matched = true;
        }
        if (!is_found)
            is_good = complain(name, "expected, not found:", code, "-", 0);
        p += strcspn(p, " ");
    }
    for (size_t i = 0; i < found->count; i++) {
        const finding *item = &found->items[i];
        if (!item->is_matched)
            is_good = complain(name, "found, not expected:", item->code, item->file, item->line);
    }
    return is_good;
}

static bool check_parses(const char *name, const findings *found)
{
    bool is_good = true;

    for (size_t i = 0; i < found->count; i++) {
        const finding *item = &found->items[i];
        if (item->code < 100)
            is_good = complain(name, "cannot be read:", item->code, item->file, item->line);
    }
    return is_good;
}

static bool check_case(char *row, findings *found)
{
    char none[1] = "";
    char *fields[4] = {row, none, none, none};

    for (int i = 1; i < 4; i++) {
        char *tab = strchr(fields[i - 1], '\t');
        if (!tab)
            break;
        *tab = '\0';
        fields[i] = tab + 1;
    }
    if (!read_findings(fields[2], found)) {
        printf("FAIL %s: no whole JSON document in %s\n", fields[1], fields[2]);
        return false;
    }
    if (strcmp(fields[0], "lines") == 0)
        return check_lines(fields[1], fields[3], found);
    if (strcmp(fields[0], "codes") == 0)
        return check_codes(fields[1], fields[3], found);
    return check_parses(fields[1], found);
}

int main(void)
{
    findings *found = calloc(1, sizeof *found);
    char row[2048];
    unsigned passed = 0;
    unsigned failed = 0;

    while (found && fgets(row, sizeof row, stdin)) {
        row[strcspn(row, "\n")] = '\0';
        if (check_case(row, found))
            passed++;
        else
            failed++;
    }
    printf("%u passed, %u failed\n", passed, failed);
    free(found);
    return failed == 0 && found ? 0 : 1;
}

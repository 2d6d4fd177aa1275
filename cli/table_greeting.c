/* table_greeting.c - what `tocsin table` tells whoever started it. */
#include "cli/table_greeting.h"

#include <inttypes.h>
#include <qrencode.h>

#include "serve/opening.h"

enum { QUIET = 2 }; /* modules of light margin; four on paper, where nothing else is light */

/* ── the QR code ── */

static bool is_dark(const QRcode *code, int row, int column)
{
    if (row < 0 || column < 0 || row >= code->width || column >= code->width)
        return false;
    return code->data[row * code->width + column] & 1;
}

/* A line of letters shows two rows: what is drawn is light. */
static void print_rows(const QRcode *code, int row, FILE *out)
{
    for (int column = -QUIET; column < code->width + QUIET; column++) {
        bool is_upper = !is_dark(code, row, column);
        bool is_lower = row + 1 < code->width + QUIET && !is_dark(code, row + 1, column);

        fputs(is_upper && is_lower ? "█" : is_upper ? "▀" : is_lower ? "▄" : " ", out);
    }
}

void toc_table_print_qr(const char *text, bool has_colour, FILE *out)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);

    if (!code)
        return;
    for (int row = -QUIET; row < code->width + QUIET; row += 2) {
        fputs(has_colour ? "  \033[97;40m" : "  ", out);
        print_rows(code, row, out);
        fputs(has_colour ? "\033[0m\n" : "\n", out);
    }
    QRcode_free(code);
}

/* ── the words ── */

static void print_addresses(const toc_server *server)
{
    const char *address;

    printf("address     %s\n", toc_server_address(server, 0));
    for (size_t i = 1; (address = toc_server_address(server, i)); i++)
        printf("            %s\n", address);
}

static void print_codes(const toc_server *server)
{
    static const char *const says[] = {
        [TOC_ROLE_CONTROLLER] = "runs the exercise, sees everything",
        [TOC_ROLE_PLAYER] = "plays a body, chosen when joining",
        [TOC_ROLE_EVALUATOR] = "sees everything, takes notes",
        [TOC_ROLE_OBSERVER] = "sees what is public",
        [TOC_ROLE_WALL] = "the chart on a large screen",
    };

    puts("join codes");
    for (unsigned role = 0; role < TOC_ROLE_COUNT; role++)
        printf("  %-10s  %-9s  %s\n", toc_role_word((toc_role)role),
               toc_server_code(server, (toc_role)role), says[role]);
}

static void print_journal(const toc_table_exercise *table)
{
    if (table->found == 0)
        printf("journal     %s\n", table->shown);
    else
        printf("journal     %s, gone on with after %" PRIu64 " row%s%s\n", table->shown,
               table->found, table->found == 1 ? "" : "s",
               toc_opening_is_over(table->exercise)
                   ? "; this exercise is over"
                   : "; the clock stands until the controller lets it run");
}

void toc_table_greet(const toc_session *session, const toc_table_options *options,
                     const toc_table_exercise *table, const toc_server *server)
{
    bool has_colour = toc_args_colour(session->args, stdout);

    print_journal(table);
    print_addresses(server);
    print_codes(server);
    toc_table_print_qr(toc_server_address(server, 0), has_colour, stdout);
    if (options->is_open)
        puts("not encrypted: who is in the same network can read along, and act as anybody");
    puts("Ctrl-C ends it; the exercise can be gone on with");
    (void)fflush(stdout);
}

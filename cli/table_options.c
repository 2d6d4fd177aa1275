/* table_options.c - what `tocsin table` is asked for, checked. */
#include "cli/table_options.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "serve/hosts.h"

enum { DEFAULT_PORT = 8180, PORT_MAX = 65535, PEM_MAX = 1024 * 1024 };

/* ── address and port ── */

static bool read_port(const toc_args *args, const char *text, unsigned *out)
{
    char *end = NULL;
    unsigned long port = *text >= '0' && *text <= '9' ? strtoul(text, &end, 10) : PORT_MAX + 1ul;

    if (port > PORT_MAX || *end) {
        toc_args_complain(args, "`%s` is no port: a number up to %d", text, PORT_MAX);
        return false;
    }
    *out = (unsigned)port;
    return true;
}

/* "192.0.2.7", "192.0.2.7:443", "::1", "[::1]", "[::1]:443": the address, and where the port begins. */
static const char *split(toc_arena *arena, const char *text, const char **out_port)
{
    const char *end = text[0] == '[' ? strchr(text, ']') : NULL;
    const char *colon = strchr(text, ':');

    *out_port = NULL;
    if (end) {
        if (end[1] == ':')
            *out_port = end + 2;
        else if (end[1])
            return text; /* and so no address */
        return toc_arena_copy(arena, text + 1, (size_t)(end - text) - 1);
    }
    if (!colon || strchr(colon + 1, ':'))
        return text;
    *out_port = colon + 1;
    return toc_arena_copy(arena, text, (size_t)(colon - text));
}

static bool is_address(const char *text)
{
    unsigned char bytes[16];

    return inet_pton(AF_INET, text, bytes) == 1 || inet_pton(AF_INET6, text, bytes) == 1;
}

static bool read_listen(toc_session *session, toc_table_options *out)
{
    const toc_args *args = session->args;
    const char *text = toc_args_value(args, TOC_OPT_LISTEN, "127.0.0.1");
    const char *port = NULL;

    out->port = DEFAULT_PORT;
    out->address = split(&session->arena, text, &port);
    if (!is_address(out->address)) {
        toc_args_complain(args,
                          "--listen: `%s` is no address; write one of this machine, such as "
                          "192.0.2.7, or 0.0.0.0 for all",
                          text);
        return false;
    }
    if (port && toc_args_has(args, TOC_OPT_PORT)) {
        toc_args_complain(args, "`--listen %s` and --port: one port is enough", text);
        return false;
    }
    if (toc_args_has(args, TOC_OPT_PORT))
        port = toc_args_value(args, TOC_OPT_PORT, NULL);
    return !port || read_port(args, port, &out->port);
}

/* ── TLS ── */

static const char *read_pem(toc_session *session, toc_option_id id)
{
    const char *path = toc_args_value(session->args, id, NULL);
    FILE *in = fopen(path, "rb");
    char *text = NULL;
    size_t size = 0;

    if (in) {
        text = toc_arena_alloc(&session->arena, PEM_MAX + 1);
        size = fread(text, 1, PEM_MAX, in);
    }
    if (!in || ferror(in) || size == 0 || size == PEM_MAX || memchr(text, '\0', size)) {
        toc_args_complain(session->args, "`%s` cannot be used: %s", path,
                          !in || ferror(in) ? strerror(errno) : TOC_PHRASE("this is no PEM file"));
        text = NULL;
    }
    if (in)
        (void)fclose(in);
    return text;
}

static bool read_tls(toc_session *session, toc_table_options *out)
{
    const toc_args *args = session->args;

    if (toc_args_has(args, TOC_OPT_CERTIFICATE) != toc_args_has(args, TOC_OPT_KEY)) {
        toc_args_complain(args, "--tls-certificate and --tls-key belong together");
        return false;
    }
    if (!toc_args_has(args, TOC_OPT_KEY))
        return true;
    out->certificate = read_pem(session, TOC_OPT_CERTIFICATE);
    out->key = out->certificate ? read_pem(session, TOC_OPT_KEY) : NULL;
    return out->key != NULL;
}

static bool is_loopback(const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

static bool check_open(const toc_args *args, toc_table_options *out)
{
    out->is_open = !is_loopback(out->address) && !out->certificate;
    if (!out->is_open || toc_args_has(args, TOC_OPT_INSECURE))
        return true;
    toc_args_complain(args,
                      "others can connect to %s, and without a certificate whoever is in the same "
                      "network can read along and act as anybody; give --tls-certificate and "
                      "--tls-key, or say --insecure",
                      out->address);
    return false;
}

/* ── names ── */

static bool read_hosts(toc_session *session, toc_table_options *out)
{
    const toc_args *args = session->args;

    out->hosts = TOC_NEW_ARRAY(&session->arena, const char *, args->given_count + 1);
    for (unsigned i = 0; i < args->given_count; i++) {
        const char *name = args->given[i].value;

        if (args->given[i].id != TOC_OPT_HOST)
            continue;
        if (!toc_host_is_valid(name)) {
            toc_args_complain(args,
                              "--host: `%s` is no name of a machine; write it as browsers do, "
                              "without scheme and port",
                              name);
            return false;
        }
        out->hosts[out->host_count++] = name;
    }
    if (out->host_count <= TOC_HOSTS_MAX / 2)
        return true;
    toc_args_complain(args, "--host: at most %u names", TOC_HOSTS_MAX / 2);
    return false;
}

bool toc_table_options_read(toc_session *session, toc_table_options *out)
{
    memset(out, 0, sizeof *out);
    return read_listen(session, out) && read_tls(session, out) && check_open(session->args, out) &&
           read_hosts(session, out);
}

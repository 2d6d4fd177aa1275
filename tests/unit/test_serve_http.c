/* test_serve_http.c - whether a request is well formed, what its headers say, who may come in. */
#include "../support/base_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "serve/access.h"
#include "serve/connections.h"
#include "serve/hosts.h"
#include "serve/http.h"
#include "serve/languages.h"
#include "serve/routes.h"

static toc_http_head head_of(const char *const *lines)
{
    toc_http_head head = {.method = "GET", .path = "/", .version = "HTTP/1.1"};

    for (; *lines; lines += 2)
        head.fields[head.count++] =
            (toc_http_field){lines[0], strlen(lines[0]), lines[1], strlen(lines[1])};
    return head;
}

/* ── heads ── */

static void what_is_said_is_found(void **state)
{
    const char *const lines[] = {"hOsT", "room:8180",      "Content-Length", "12", "Content-Type",
                                 "a/b",  "Sec-Fetch-Site", "same-origin",    NULL};
    toc_http_head head = head_of(lines);
    toc_http_facts facts;

    (void)state;
    assert_null(toc_http_read(&head, &facts));
    assert_string_equal(facts.host, "room:8180");
    assert_string_equal(facts.content_type, "a/b");
    assert_string_equal(facts.fetch_site, "same-origin");
    assert_true(facts.has_length);
    assert_int_equal(facts.length, 12);
    assert_null(facts.origin);
    assert_null(facts.cookie);
}

static void refuse(const char *name, const char *value)
{
    const char *const lines[] = {"Host", "h", name, value, NULL};
    toc_http_head head = head_of(lines);
    toc_http_facts facts;

    if (!toc_http_read(&head, &facts))
        fail_msg("%s: %s is let through", name, value);
}

static void what_may_come_once_may_not_come_twice(void **state)
{
    static const char *const names[] = {"host",         "CONTENT-LENGTH", "Cookie",        "Origin",
                                        "Content-Type", "Last-Event-ID",  "Sec-Fetch-Site"};

    (void)state;
    refuse("Host", "h");
    for (size_t i = 1; i < sizeof names / sizeof names[0]; i++) {
        const char *const lines[] = {"Host", "h", names[i], "1", names[i], "1", NULL};
        toc_http_head head = head_of(lines);
        toc_http_facts facts;

        assert_non_null(toc_http_read(&head, &facts));
    }
}

static void what_can_be_read_in_two_ways_is_refused(void **state)
{
    (void)state;
    refuse("Transfer-Encoding", "chunked");
    refuse("transfer-encoding", "");
    refuse("Content-Encoding", "gzip");
    refuse("Content-Length", "");
    refuse("Content-Length", "+1");
    refuse("Content-Length", "1 ");
    refuse("Content-Length", "0x1");
    refuse("Content-Length", "1,1");
    refuse("Content-Length", "1234567890123456789");
    refuse("X A", "1");
    refuse("", "1");
    refuse("X-A", "a\rb");
    refuse("X-A", "a\nb");
    refuse("X-A", "a\x7f");
    refuse("Upgrade", "websocket");
}

static void addresses_and_versions_have_their_form(void **state)
{
    static const char *const bad[] = {"", "x", "http://h/", "*", "/a b", "/\x80", "/a\\b", "/#"};
    const char *const lines[] = {"Host", "h", NULL};
    toc_http_head head = head_of(lines);
    toc_http_facts facts;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        head.path = bad[i];
        assert_non_null(toc_http_read(&head, &facts));
    }
    head.path = "/a%20b";
    assert_null(toc_http_read(&head, &facts));
    head.version = "HTTP/2.0";
    assert_non_null(toc_http_read(&head, &facts));
    head.version = "HTTP/1.0";
    head.count = 0;
    assert_non_null(toc_http_read(&head, &facts));
    head.has_too_many = true;
    assert_string_equal(toc_http_read(&head, &facts), "too many headers");
}

/* ── values ── */

static void a_cookie_is_found_once_or_not_at_all(void **state)
{
    char value[8];

    (void)state;
    assert_true(toc_http_cookie("a=1; t=xyz; b=2", "t", value, sizeof value));
    assert_string_equal(value, "xyz");
    assert_true(toc_http_cookie("t=", "t", value, sizeof value));
    assert_string_equal(value, "");
    assert_false(toc_http_cookie("t=1; t=1", "t", value, sizeof value));
    assert_false(toc_http_cookie("tt=1", "t", value, sizeof value));
    assert_false(toc_http_cookie("t", "t", value, sizeof value));
    assert_false(toc_http_cookie("t=12345678", "t", value, sizeof value));
    assert_false(toc_http_cookie(NULL, "t", value, sizeof value));
}

static void json_is_known_by_its_type(void **state)
{
    (void)state;
    assert_true(toc_http_is_json("application/json"));
    assert_true(toc_http_is_json("Application/JSON ; charset=UTF-8"));
    assert_false(toc_http_is_json(NULL));
    assert_false(toc_http_is_json("application/json5"));
    assert_false(toc_http_is_json("application/json; charset=latin-1"));
    assert_false(toc_http_is_json("text/plain"));
}

static void queries_are_decoded_strictly(void **state)
{
    char value[8];

    (void)state;
    assert_true(toc_http_decode("a%2fb+c", value, sizeof value));
    assert_string_equal(value, "a/b c");
    assert_true(toc_http_decode("%E6%B0%B4", value, sizeof value));
    assert_string_equal(value, "水");
    assert_false(toc_http_decode("%0", value, sizeof value));
    assert_false(toc_http_decode("%zz", value, sizeof value));
    assert_false(toc_http_decode("%00", value, sizeof value));
    assert_false(toc_http_decode("%0a", value, sizeof value));
    assert_false(toc_http_decode("%e6%b0", value, sizeof value));
    assert_false(toc_http_decode("12345678", value, sizeof value));
}

static void the_browser_chooses_among_our_languages(void **state)
{
    static const char *const langs[] = {"en", "zh-Hans", "zh-Hant"};
    static const char *const asked[][2] = {
        {NULL, "en"},           {"de", "en"},         {"zh-CN,zh;q=0.9", "zh-Hans"},
        {"zh", "zh-Hans"},      {"zh-TW", "zh-Hant"}, {"zh-HK,en", "zh-Hant"},
        {"zh-Hant", "zh-Hant"}, {"de, EN-gb", "en"},  {"enx, zh-hant", "zh-Hant"},
        {",;q=1,", "en"}};

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        assert_string_equal(toc_http_language(asked[i][0], langs, 3), asked[i][1]);
}

/* Without a wish that can be met the plan's language; Chinese in the plan's script. */
static void pages_are_in_what_browser_and_plan_agree_on(void **state)
{
    static const struct {
        const char *plan[3];
        size_t count;
        const char *accept;
        const char *wanted;
    } rows[] = {
        {{"zh-Hant", "en"}, 2, NULL, "zh-Hant"},
        {{"zh-Hant", "en"}, 2, "de", "zh-Hant"},
        {{"zh-Hant", "en"}, 2, "zh", "zh-Hant"},
        {{"zh-Hant", "en"}, 2, "zh-CN", "zh-Hant"},
        {{"zh-Hant", "en"}, 2, "en-GB,zh-CN", "en"},
        {{"zh-Hant"}, 1, "en", "en"},
        {{"zh"}, 1, "zh-TW", "zh-Hans"},
        {{"zh-TW", "zh-CN"}, 2, "zh-CN", "zh-Hans"},
        {{"zh-TW", "zh-CN"}, 2, "zh", "zh-Hant"},
        {{"en"}, 1, "zh-HK", "zh-Hant"},
        {{"en"}, 1, "zh", "zh-Hans"},
        {{"en", "zh-Hant"}, 2, "fr,zh;q=0.5", "zh-Hant"},
        {{"fr"}, 1, NULL, "en"},
        {{""}, 1, "fr", "en"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toc_languages languages = toc_languages_of(rows[i].plan, rows[i].count);

        assert_string_equal(toc_languages_for(&languages, rows[i].accept), rows[i].wanted);
    }
    assert_null(toc_languages_named("zh"));
    assert_string_equal(toc_languages_named("zh-Hant"), "zh-Hant");
}

/* ── hosts ── */

static void a_server_answers_to_its_names_alone(void **state)
{
    struct sockaddr_in bound = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    toc_hosts hosts = {.has_tls = false};

    (void)state;
    toc_hosts_add_bound(&hosts, (struct sockaddr *)&bound, 8180);
    toc_hosts_add(&hosts, "drill.example", 8180);
    assert_true(toc_hosts_has(&hosts, "127.0.0.1:8180"));
    assert_true(toc_hosts_has(&hosts, "LocalHost:8180"));
    assert_true(toc_hosts_has(&hosts, "drill.example:8180"));
    assert_false(toc_hosts_has(&hosts, "drill.example"));
    assert_false(toc_hosts_has(&hosts, "drill.example:81800"));
    assert_false(toc_hosts_has(&hosts, "evil.example:8180"));
    toc_hosts_add(&hosts, "web.example", 80);
    assert_true(toc_hosts_has(&hosts, "web.example"));
    assert_true(toc_hosts_is_origin(&hosts, "http://localhost:8180", "localhost:8180"));
    assert_false(toc_hosts_is_origin(&hosts, "https://localhost:8180", "localhost:8180"));
    assert_false(toc_hosts_is_origin(&hosts, "http://localhost:8180/", "localhost:8180"));
    assert_false(toc_hosts_is_origin(&hosts, "null", "localhost:8180"));
}

static void names_of_machines_have_no_port(void **state)
{
    (void)state;
    assert_true(toc_host_is_valid("drill.example.org"));
    assert_true(toc_host_is_valid("[2001:db8::1]"));
    assert_false(toc_host_is_valid("drill:80"));
    assert_false(toc_host_is_valid("http://drill"));
    assert_false(toc_host_is_valid("[::1]:80"));
    assert_false(toc_host_is_valid(""));
    assert_false(toc_host_is_valid("a b"));
}

/* ── codes ── */

static void codes_are_found_however_they_are_typed(void **state)
{
    static const unsigned char here[16] = {1};
    toc_access *access = calloc(1, sizeof *access);
    char typed[32];
    toc_role role;

    (void)state;
    assert_non_null(access);
    assert_int_equal(toc_access_init(access), TOC_OK);
    for (unsigned i = 0; i < TOC_ROLE_COUNT; i++) {
        size_t used = 0;

        for (const char *at = access->codes[i]; *at; at++) {
            typed[used++] = *at == '-' ? ' ' : (char)(*at | 0x20);
        }
        typed[used] = '\0';
        assert_int_equal(toc_access_try(access, here, typed, 1000, &role), TOC_CODE_RIGHT);
        assert_int_equal(role, i);
        assert_int_equal(toc_access_try(access, here, access->codes[i], 1000, &role),
                         TOC_CODE_RIGHT);
        typed[used - 1] = '\0';
        assert_int_equal(toc_access_try(access, here, typed, 1000, &role), TOC_CODE_WRONG);
    }
    assert_int_equal(toc_access_try(access, here, "", 1000, &role), TOC_CODE_WRONG);
    assert_int_equal(toc_access_try(access, here, "BBBBBBBBBBBBBBBBBBBB", 1000, &role),
                     TOC_CODE_WRONG);
    free(access);
}

static void guessing_ends_by_address_and_by_all(void **state)
{
    unsigned char address[16] = {1};
    toc_access *access = calloc(1, sizeof *access);
    toc_role role;

    (void)state;
    assert_non_null(access);
    assert_int_equal(toc_access_init(access), TOC_OK);
    for (unsigned i = 0; i < TOC_SERVE_WRONG_ADDRESS; i++)
        assert_int_equal(toc_access_try(access, address, "x", 1000, &role), TOC_CODE_WRONG);
    assert_int_equal(toc_access_try(access, address, access->codes[0], 1000, &role),
                     TOC_CODE_TOO_OFTEN);
    address[0] = 2;
    assert_int_equal(toc_access_try(access, address, access->codes[0], 1000, &role),
                     TOC_CODE_RIGHT);
    for (unsigned i = 0; i < TOC_SERVE_WRONG_ALL; i++) {
        address[0] = (unsigned char)(3 + i);
        (void)toc_access_try(access, address, "x", 1000, &role);
    }
    address[0] = 200;
    assert_int_equal(toc_access_try(access, address, access->codes[0], 1000, &role),
                     TOC_CODE_TOO_OFTEN);
    assert_int_equal(
        toc_access_try(access, address, access->codes[0], 1000 + TOC_SERVE_WRONG_MS, &role),
        TOC_CODE_RIGHT);
    free(access);
}

static void acts_come_no_faster_than_allowed(void **state)
{
    toc_access *access = calloc(1, sizeof *access);

    (void)state;
    assert_non_null(access);
    for (unsigned i = 0; i < TOC_SERVE_ACTS_BURST; i++)
        assert_true(toc_access_may_act(access, "p7", 5000));
    assert_false(toc_access_may_act(access, "p7", 5000));
    assert_true(toc_access_may_act(access, "p8", 5000));
    assert_true(toc_access_may_act(access, "p7", 5000 + 1000 / TOC_SERVE_ACTS_SECOND));
    assert_false(toc_access_may_act(access, "p7", 5000 + 1000 / TOC_SERVE_ACTS_SECOND));
    free(access);
}

static void tokens_differ_and_have_their_hash(void **state)
{
    char one[TOC_TOKEN_SIZE];
    char other[TOC_TOKEN_SIZE];
    char hash[TOC_TOKEN_SIZE];

    (void)state;
    assert_int_equal(toc_token_new(one), TOC_OK);
    assert_int_equal(toc_token_new(other), TOC_OK);
    assert_int_equal(strlen(one), TOC_TOKEN_SIZE - 1);
    assert_string_not_equal(one, other);
    toc_token_hash("abc", hash);
    assert_string_equal(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* ── routes ── */

static void no_address_has_two_rows_of_a_method(void **state)
{
    size_t count;
    const toc_route *routes = toc_routes(&count);
    const char *allow;

    (void)state;
    for (size_t i = 0; i < count; i++) {
        const char *method = routes[i].method == TOC_METHOD_GET ? "GET" : "POST";

        assert_ptr_equal(toc_route_find(routes[i].path, method, &allow), &routes[i]);
        assert_null(toc_route_find(routes[i].path, "PUT", &allow));
        assert_string_equal(allow, method);
    }
    assert_null(toc_route_find("/tables", "GET", &allow));
    assert_null(allow);
}

/* ── connections ── */

static void the_oldest_stranger_makes_room(void **state)
{
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x0a000001)};
    toc_connections all;
    toc_connection *known;
    toc_connection *stranger;

    (void)state;
    toc_connections_init(&all, 3);
    known = toc_connections_add(&all, -1, (struct sockaddr *)&from, 0);
    toc_connections_know(&all, known);
    stranger = toc_connections_add(&all, -1, (struct sockaddr *)&from, 1);
    assert_true(toc_connections_admit(&all, (struct sockaddr *)&from, sizeof from));
    assert_true(stranger->is_cut);
    assert_false(known->is_cut);
    assert_int_equal(all.nameless, 1);
    toc_connections_remove(&all, stranger);
    assert_int_equal(all.nameless, 0);
    assert_int_equal(toc_connections_sweep(&all, 5), TOC_SERVE_REQUEST_MS);
    assert_int_equal(toc_connections_sweep(&all, TOC_SERVE_REQUEST_MS), INT64_MAX);
    assert_true(known->is_cut);
    toc_connections_remove(&all, known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_is_found),
        cmocka_unit_test(what_may_come_once_may_not_come_twice),
        cmocka_unit_test(what_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(addresses_and_versions_have_their_form),
        cmocka_unit_test(a_cookie_is_found_once_or_not_at_all),
        cmocka_unit_test(json_is_known_by_its_type),
        cmocka_unit_test(queries_are_decoded_strictly),
        cmocka_unit_test(the_browser_chooses_among_our_languages),
        cmocka_unit_test(pages_are_in_what_browser_and_plan_agree_on),
        cmocka_unit_test(a_server_answers_to_its_names_alone),
        cmocka_unit_test(names_of_machines_have_no_port),
        cmocka_unit_test(codes_are_found_however_they_are_typed),
        cmocka_unit_test(guessing_ends_by_address_and_by_all),
        cmocka_unit_test(acts_come_no_faster_than_allowed),
        cmocka_unit_test(tokens_differ_and_have_their_hash),
        cmocka_unit_test(no_address_has_two_rows_of_a_method),
        cmocka_unit_test(the_oldest_stranger_makes_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

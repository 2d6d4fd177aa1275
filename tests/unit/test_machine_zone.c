/* test_machine_zone.c - time zones: files, their rules written out, names that lead elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sema/zone.h"

static int make_arena(void **state)
{
    toc_arena *arena = calloc(1, sizeof *arena);

    assert_non_null(arena);
    toc_arena_init(arena, NULL);
    *state = arena;
    assert_int_equal(unsetenv("TZDIR"), 0);
    return 0;
}

static int drop_arena(void **state)
{
    toc_arena_deinit(*state);
    free(*state);
    return 0;
}

static void assert_sound(const toc_zones *zones)
{
    assert_true(zones->count > 0);
    assert_true(zones->items[0].from_ms == INT64_MIN);
    for (uint32_t i = 1; i < zones->count; i++) {
        assert_true(zones->items[i - 1].from_ms < zones->items[i].from_ms);
        assert_int_not_equal(zones->items[i - 1].offset_s, zones->items[i].offset_s);
    }
}

static toc_zones read_zone(toc_arena *arena, const char *name)
{
    toc_zones zones;

    assert_int_equal(toc_zone_read(arena, name, &zones), TOC_ZONE_OK);
    assert_sound(&zones);
    return zones;
}

/* The offset in minutes at an instant written as in a plan. */
static int32_t minutes_at(const toc_zones *zones, const char *instant)
{
    toc_machine machine = {.zones = zones->items, .zones_count = zones->count};
    toc_ms at;
    int32_t ignored;

    assert_true(toc_instant_parse(instant, &at, &ignored));
    return toc_machine_offset(&machine, at) / 60;
}

static void shanghai_had_summer_time_once(void **state)
{
    toc_zones zones = read_zone(*state, "Asia/Shanghai");

    assert_int_equal(minutes_at(&zones, "1990-07-01T00:00Z"), 540);
    assert_int_equal(minutes_at(&zones, "1992-07-01T00:00Z"), 480);
    assert_int_equal(minutes_at(&zones, "2026-03-05T02:10+08:00"), 480);
    assert_int_equal(minutes_at(&zones, "2099-07-01T00:00Z"), 480);
}

static void new_york_changes_every_year_to_2100(void **state)
{
    toc_zones zones = read_zone(*state, "America/New_York");

    assert_int_equal(minutes_at(&zones, "2026-03-08T06:59:59Z"), -300);
    assert_int_equal(minutes_at(&zones, "2026-03-08T07:00Z"), -240);
    assert_int_equal(minutes_at(&zones, "2026-11-01T05:59:59Z"), -240);
    assert_int_equal(minutes_at(&zones, "2026-11-01T06:00Z"), -300);
    assert_int_equal(minutes_at(&zones, "2060-07-01T00:00Z"), -240); /* after 2037: by the rule */
    assert_int_equal(minutes_at(&zones, "2060-12-01T00:00Z"), -300);
    assert_int_equal(minutes_at(&zones, "2061-03-13T06:59:59Z"), -300);
    assert_int_equal(minutes_at(&zones, "2061-03-13T07:00Z"), -240);
    assert_int_equal(minutes_at(&zones, "2100-07-01T00:00Z"), -240);
    assert_int_equal(minutes_at(&zones, "2100-12-31T00:00Z"), -300);
}

static void lord_howe_moves_by_half_an_hour(void **state)
{
    toc_zones zones = read_zone(*state, "Australia/Lord_Howe");

    assert_int_equal(minutes_at(&zones, "2026-01-15T00:00Z"), 660);
    assert_int_equal(minutes_at(&zones, "2026-07-15T00:00Z"), 630);
    assert_int_equal(minutes_at(&zones, "2080-01-15T00:00Z"), 660); /* summer over New Year */
    assert_int_equal(minutes_at(&zones, "2080-07-15T00:00Z"), 630);
}

static void dublin_says_winter_is_the_exception(void **state)
{
    toc_zones zones = read_zone(*state, "Europe/Dublin");

    assert_int_equal(minutes_at(&zones, "2050-01-15T00:00Z"), 0);
    assert_int_equal(minutes_at(&zones, "2050-07-15T00:00Z"), 60);
}

static void utc_needs_no_file(void **state)
{
    assert_int_equal(setenv("TZDIR", "/nowhere", 1), 0);
    toc_zones zones = read_zone(*state, "UTC");

    assert_int_equal(zones.count, 1);
    assert_int_equal(zones.items[0].offset_s, 0);
    assert_int_equal(toc_zone_read(*state, "Asia/Shanghai", &zones), TOC_ZONE_NO_DATA);
    assert_int_equal(unsetenv("TZDIR"), 0);
}

static void names_cannot_lead_elsewhere(void **state)
{
    static const char *const bad[] = {"",
                                      "/etc/passwd",
                                      "../../../etc/passwd",
                                      "Asia/../Asia/Shanghai",
                                      "Asia//Shanghai",
                                      "Asia/",
                                      "./UTC",
                                      "Asia/Shang hai",
                                      "上海",
                                      "Asia/Shanghai\n"};
    toc_zones zones;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(toc_zone_read(*state, bad[i], &zones), TOC_ZONE_NOT_A_NAME);
    assert_int_equal(toc_zone_read(*state, "Asia/Atlantis", &zones), TOC_ZONE_UNKNOWN);
    assert_int_equal(toc_zone_read(*state, "Asia", &zones), TOC_ZONE_UNKNOWN);
    assert_int_equal(toc_zone_read(*state, "tzdata.zi", &zones), TOC_ZONE_NOT_A_NAME);
}

static void rules_of_every_form_are_written_out(void **state)
{
    static const struct {
        const char *rule;
        const char *instant;
        int32_t minutes;
    } cases[] = {
        {"CST-8", "2030-06-01T00:00Z", 480},
        {"<+0330>-3:30", "2030-06-01T00:00Z", 210},
        {"EST5EDT", "2030-07-01T00:00Z", -240},
        {"XXX3EDT4,0/0,J365/23", "2030-01-01T02:00Z", -240}, /* all year */
        {"AAA0BBB,J60/0,J300/0", "2028-02-29T23:59:59Z", 0}, /* day 60 is 1 March */
        {"AAA0BBB,J60/0,J300/0", "2028-03-01T00:00Z", 60},
        {"AAA0BBB,59/0,300/0", "2028-02-29T00:00Z", 60},         /* counted from 0: 29 February */
        {"AAA0BBB,M2.5.0/0,M12.1.6/0", "2032-02-29T00:00Z", 60}, /* the last Sunday */
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2030-03-31T01:00Z", -60},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        toc_zones zones = {0};

        assert_true(toc_zone_expand(*state, cases[i].rule, 2020, &zones));
        assert_sound(&zones);
        assert_int_equal(minutes_at(&zones, cases[i].instant), cases[i].minutes);
    }
}

static void broken_rules_are_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "E5",
                                      "EST",
                                      "EST25",
                                      "EST5EDT,",
                                      "EST5EDT,M3.2.0",
                                      "EST5EDT,M13.2.0,M11.1.0",
                                      "EST5EDT,M3.6.0,M11.1.0",
                                      "EST5EDT,M3.2.7,M11.1.0",
                                      "EST5EDT,J0,J5",
                                      "EST5EDT,366,5",
                                      "EST5EDT,M3.2.0,M11.1.0x",
                                      "<EST5",
                                      "EST5EDT,M3.2.0/168,M11.1.0",
                                      "EST99999999999999999999"};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        toc_zones zones = {0};

        assert_false(toc_zone_expand(*state, bad[i], 2020, &zones));
    }
}

/* A file cut at any byte, or with any byte changed, is read or refused, never followed. */
static void damaged_files_do_no_harm(void **state)
{
    FILE *in = fopen("/usr/share/zoneinfo/America/New_York", "rb");
    unsigned char *bytes = malloc(TOC_ZONE_FILE_MAX);
    toc_zones zones = {0};

    assert_non_null(in);
    assert_non_null(bytes);
    size_t size = fread(bytes, 1, TOC_ZONE_FILE_MAX, in);
    assert_int_equal(fclose(in), 0);
    assert_true(toc_zone_parse(*state, bytes, size, &zones));
    for (size_t cut = 0; cut < size; cut++) {
        unsigned char *copy = malloc(cut ? cut : 1);

        assert_non_null(copy);
        memcpy(copy, bytes, cut);
        assert_false(toc_zone_parse(*state, copy, cut, &zones));
        free(copy);
    }
    for (size_t i = 0; i < size; i++) {
        bytes[i] ^= 0xff;
        if (toc_zone_parse(*state, bytes, size, &zones))
            assert_true(zones.items[0].from_ms == INT64_MIN);
        bytes[i] ^= 0xff;
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shanghai_had_summer_time_once, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(new_york_changes_every_year_to_2100, make_arena,
                                        drop_arena),
        cmocka_unit_test_setup_teardown(lord_howe_moves_by_half_an_hour, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(dublin_says_winter_is_the_exception, make_arena,
                                        drop_arena),
        cmocka_unit_test_setup_teardown(utc_needs_no_file, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(names_cannot_lead_elsewhere, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(rules_of_every_form_are_written_out, make_arena,
                                        drop_arena),
        cmocka_unit_test_setup_teardown(broken_rules_are_refused, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(damaged_files_do_no_harm, make_arena, drop_arena),
    };

    return cmocka_run_group_tests_name("machine zone", tests, NULL, NULL);
}

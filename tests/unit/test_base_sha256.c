/* test_base_sha256.c - the examples of FIPS 180-4, and texts that are added in parts. */
#include "../support/base_fixture.h"

#include "base/sha256.h"

static void expect_sum(const char *text, size_t size, const char *wanted)
{
    char seen[TOC_SHA256_TEXT];
    toc_sha256 sum;

    for (size_t cut = 0; cut <= size; cut += size > 1000 ? 99991 : 1) {
        toc_sha256_begin(&sum);
        toc_sha256_add(&sum, text, cut);
        toc_sha256_add(&sum, text + cut, size - cut);
        toc_sha256_end(&sum, seen);
        assert_string_equal(seen, wanted);
    }
}

static void sums_are_those_of_the_standard(void **state)
{
    static const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    static char many[1000000];

    (void)state;
    expect_sum("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect_sum("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect_sum(two, sizeof two - 1,
               "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    memset(many, 'a', sizeof many);
    expect_sum(many, sizeof many,
               "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* The last block has room for the length, or just has not. */
static void every_length_ends_well(void **state)
{
    static const struct {
        size_t size;
        const char *wanted;
    } cases[] = {
        {55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
        {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
        {119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
        {120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
    };
    char text[128];

    (void)state;
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_sum(text, cases[i].size, cases[i].wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_the_standard),
        cmocka_unit_test(every_length_ends_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

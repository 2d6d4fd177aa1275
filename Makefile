# Makefile - builds Tocsin under build/.  `make help` lists the targets.
#
#   make CC=clang BUILD=build/clang     another compiler beside the first
#   make V=1                            show the commands
#   make check SETUP=no                 install nothing

VERSION := 0.1.0

ifeq ($(origin CC),default)
CC := gcc
endif
BUILD ?= build
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
DESTDIR ?=
PKG_CONFIG ?= pkg-config
FLEX ?= flex
BISON ?= bison
MSGFMT ?= msgfmt
AR ?= ar
SETUP ?= yes
T ?= 60
DEMO_PLAN ?= plans/county-netsec.plan
DEMO_SCENARIO ?= $(firstword $(sort $(wildcard scenarios/county-*.yaml)))

.SUFFIXES:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
Q := $(if $(V),,@)
say = $(if $(V),@:,@printf '  %-5s %s\n' $(1) $(2))

# ── flags ─────────────────────────────────────────────────────────────────────
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum -Wstrict-prototypes \
    -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Werror
# what flex, bison and long pages in strings cannot live up to
GEN_WARNINGS := -Wall -Wextra -Wno-unused-parameter -Wno-unused-function -Wno-sign-compare \
    -Wno-overlength-strings -Werror
ROOTS := -Iruntime -Icompiler -Iconsole -I$(BUILD)/gen -Igrammar -I.
# asked when first needed, and once: `make setup` may have to install pkg-config before
LIB_CFLAGS = $(eval LIB_CFLAGS := $$(shell $(PKG_CONFIG) --cflags yaml-0.1 libutf8proc libcgraph z3 json-c pangocairo pangoft2 fontconfig cairo-pdf cairo-ft libqrencode xlsxwriter libzip expat libmicrohttpd sqlite3 libpq))$(LIB_CFLAGS)
LIBS = $(eval LIBS := $$(shell $(PKG_CONFIG) --libs yaml-0.1 libutf8proc libcgraph z3 json-c pangocairo pangoft2 fontconfig cairo-pdf cairo-ft libqrencode xlsxwriter libzip expat libmicrohttpd sqlite3 libpq))$(LIBS)
TEST_CFLAGS = $(eval TEST_CFLAGS := $$(shell $(PKG_CONFIG) --cflags cmocka))$(TEST_CFLAGS)
TEST_LIBS = $(eval TEST_LIBS := $$(shell $(PKG_CONFIG) --libs cmocka))$(TEST_LIBS)
CGRAPH_VERSION = $(eval CGRAPH_VERSION := $$(shell $(PKG_CONFIG) --modversion libcgraph))$(CGRAPH_VERSION)
DEFINES = -D_POSIX_C_SOURCE=200809L
BASE_FLAGS = -std=c17 $(DEFINES) $(ROOTS) $(LIB_CFLAGS) -MMD -MP
CLI_DEFINES = -DTOC_VERSION='"$(VERSION)"' -DTOC_CGRAPH_VERSION='"$(CGRAPH_VERSION)"'

LINT_DEFINES = -DTOC_VERSION=\"$(VERSION)\" -DTOC_CGRAPH_VERSION=\"$(CGRAPH_VERSION)\"

# ── sources ───────────────────────────────────────────────────────────────────
RUNTIME_C := $(sort $(wildcard runtime/*/*.c))
COMPILER_C := $(sort $(wildcard compiler/*/*.c))
CONSOLE_C := $(sort $(wildcard console/*/*.c))
CLI_C := $(sort $(wildcard cli/*.c))
SUPPORT_C := $(sort $(wildcard tests/support/*.c)) tests/embed/player.c
UNIT_C := $(sort $(wildcard tests/unit/test_*.c))
PROPERTY_C := $(sort $(wildcard tests/property/test_*.c))
FUZZ_C := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_C := $(sort $(wildcard bench/bench_*.c))
PRECISION_C := $(sort $(wildcard bench/precision/*.c))
PAGES := $(sort $(wildcard compiler/driver/explain/T*.md))
GRAMMAR := $(wildcard grammar/plan.y)
PO := $(sort $(wildcard po/*.po))
# the pages of live exercises: what is in the folder is in the program
WEB := $(sort $(foreach ending,html css js svg png woff2,$(wildcard console/web/*.$(ending))))

GEN := $(BUILD)/gen
GEN_HEADERS := $(if $(GRAMMAR),$(GEN)/plan.tab.h)
GEN_C := $(GEN)/explain_pages.c $(if $(GRAMMAR),$(GEN)/plan.tab.c $(GEN)/plan.lex.c)

objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
RUNTIME_O := $(call objects,$(RUNTIME_C)) $(BUILD)/obj/gen/catalogues.o
COMPILER_O := $(call objects,$(COMPILER_C)) $(patsubst $(GEN)/%.c,$(BUILD)/obj/gen/%.o,$(GEN_C))
CONSOLE_O := $(call objects,$(CONSOLE_C)) $(BUILD)/obj/gen/web_files.o
CLI_O := $(call objects,$(CLI_C))
SUPPORT_O := $(call objects,$(SUPPORT_C))
# what tests of the command line link; main.o and the sub-commands stay out
CLI_TEST_O := $(filter-out $(BUILD)/obj/cli/main.o,$(CLI_O))

# What an embedded engine needs: no drills, no texts of plans, the C library alone.
ENGINE_C := $(addprefix runtime/base/,hold.c json.c status.c time.c utf8_decode.c) \
    $(filter-out %/builder.c %/dump.c,$(wildcard runtime/machine/*.c)) $(wildcard runtime/engine/*.c)
ENGINE_O := $(call objects,$(sort $(ENGINE_C)))
ENGINE_PIC_O := $(patsubst %.c,$(BUILD)/pic/%.o,$(sort $(ENGINE_C)))

ENGINE_LIB := $(BUILD)/libtocsin-runtime.a
ENGINE_SO := $(BUILD)/libtocsin-runtime.so.$(VERSION)
SONAME := libtocsin-runtime.so.$(firstword $(subst ., ,$(VERSION)))
RUNTIME_LIB := $(BUILD)/libtocsin.a
COMPILER_LIB := $(BUILD)/libtocsin-compiler.a
CONSOLE_LIB := $(BUILD)/libtocsin-console.a
PROGRAM := $(BUILD)/tocsin
TESTS := $(patsubst %.c,$(BUILD)/%,$(UNIT_C) $(PROPERTY_C))
REPLAYS := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/replay/%,$(FUZZ_C))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/bin/%,$(FUZZ_C))
BENCHES := $(patsubst bench/%.c,$(BUILD)/bench/%,$(BENCH_C))
TOOLS := $(BUILD)/tools/marks

# ── what people call ──────────────────────────────────────────────────────────
.PHONY: all help setup setup-dev check check-axe check-console check-run check-now demo demo-now asan tsan hostile kill-test check-oracles \
    valgrind valgrind-now fuzz fuzz-now bless lint lint-now cover cover-now soak sweep bench bench-check \
    bench-chart gallery gallery-table install install-lib clean \
    determinism tests fuzzers console-load FORCE

all: $(PROGRAM) $(RUNTIME_LIB) $(ENGINE_LIB) $(ENGINE_SO)

help:
	@echo 'make              build/tocsin and the libraries'
	@echo 'make check        all tests (installs what is missing first)'
	@echo 'make demo         a plan checked, drawn and drilled'
	@echo 'make asan         all tests with address and undefined-behaviour sanitizers'
	@echo 'make check-oracles  exports on XState and SCION: the same states as ours; reports by axe-core'
	@echo 'make check-console  live exercises in browsers, from the lobby to the report'
	@echo 'make hostile      damaged machine images, all bytes, under AddressSanitizer'
	@echo 'make tsan         engines in threads under ThreadSanitizer'
	@echo 'make valgrind     unit tests and commands under valgrind'
	@echo 'make soak         100 000 random drills, and random plans through every property'
	@echo 'make kill-test    writers of journals killed at 500 moments'
	@echo 'make console-load  live exercises: 50 players, 1 000 idle windows, kill -9 at 500 moments'
	@echo 'make sweep        every allocation fails once, and from there on'
	@echo 'make fuzz T=60    all fuzz targets, T seconds together'
	@echo 'make lint         form, clang-tidy, floors, sizes, headers, globals'
	@echo 'make bless        rewrite expected outputs and generated pages; git shows the change'
	@echo 'make determinism  the same bytes from gcc and clang'
	@echo 'make cover        lines that the tests run, by file'
	@echo 'make bench        measure speed'
	@echo 'make bench-chart  speed and crossings of charts beside dot and elkjs'
	@echo 'make gallery      the pictures of docs/gallery.md drawn anew'
	@echo 'make gallery-table  the screens of docs/table.md, from an exercise in browsers'
	@echo 'make bench-check  how many seeded faults are found, how many alarms are false'
	@echo 'make install      DESTDIR= PREFIX=/usr/local; install-lib: libraries and headers only'
	@echo 'make setup        install the packages to build and test; setup-dev: the others too'

setup:
	$(Q)$(if $(filter no,$(SETUP)),:,tools/setup build)
setup-dev:
	$(Q)$(if $(filter no,$(SETUP)),:,tools/setup build dev)

# Packages come first, so the work is a second make that starts when they are there.
check: setup
	$(Q)+$(MAKE) check-run
demo: setup
	$(Q)+$(MAKE) demo-now
# HTML reports in a browser, looked through by axe-core; wants chromium, npm and its registry.
check-axe: setup-dev
	$(Q)+$(MAKE) $(PROGRAM)
	$(Q)BUILD=$(BUILD) tests/oracles/axe/run
check-oracles: check-axe
# The pages of live exercises in a browser; wants chromium, npm and its registry.
check-console: setup-dev
	$(Q)+$(MAKE) $(PROGRAM)
	$(Q)BUILD=$(BUILD) tests/console/run
asan: setup
	$(Q)+LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 $(MAKE) check-run BUILD=$(BUILD)/asan LINT=no \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all' \
	    LDFLAGS='-fsanitize=address,undefined'
# Engines of other projects run the exports; wants node, npm and the npm registry.
check-oracles: setup
	$(Q)+$(MAKE) $(PROGRAM) $(BUILD)/tests/oracles/engine_trace
	$(Q)BUILD=$(BUILD) tests/oracles/run

# Every byte of small images flipped in three ways, every cut, 20 000 mutants, under AddressSanitizer.
hostile: setup
	$(Q)+$(MAKE) $(PROGRAM) $(BUILD)/bench/bench_gen_plan
	$(Q)+$(MAKE) $(BUILD)/asan/tests/embed/hostile BUILD=$(BUILD)/asan \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all' \
	    LDFLAGS='-fsanitize=address,undefined'
	$(Q)BUILD=$(BUILD) tools/hostile
# Only the engine is built this way; the images come from the ordinary program.
tsan: setup
	$(Q)+$(MAKE) $(PROGRAM)
	$(Q)+$(MAKE) $(BUILD)/tsan/tests/embed/threads BUILD=$(BUILD)/tsan CFLAGS='-O1 -g -fsanitize=thread' \
	    LDFLAGS=-fsanitize=thread
	$(Q)for plan in plans/*.plan; do $(PROGRAM) build -o $(BUILD)/tsan/it.machine $$plan && \
	    $(BUILD)/tsan/tests/embed/threads $(BUILD)/tsan/it.machine || exit 1; done
valgrind: setup-dev
	$(Q)+$(MAKE) valgrind-now
fuzz: setup-dev
	$(Q)+$(MAKE) $(PROGRAM)
	$(Q)+$(MAKE) fuzz-now BUILD=$(BUILD)/fuzz CC=clang TOCSIN=$(PROGRAM) LDFLAGS= \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
lint: setup-dev
	$(Q)+$(MAKE) lint-now
cover: setup
	$(Q)+$(MAKE) cover-now BUILD=$(BUILD)/cover CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage
determinism: setup-dev
	$(Q)+$(MAKE) all CC=gcc BUILD=$(BUILD)/gcc
	$(Q)+$(MAKE) all CC=clang BUILD=$(BUILD)/clang
	$(Q)tools/same-bytes $(BUILD)/gcc/tocsin $(BUILD)/clang/tocsin $(BUILD)/determinism

# ── tests ─────────────────────────────────────────────────────────────────────
tests: $(PROGRAM) $(TESTS) $(REPLAYS) $(TOOLS) $(BUILD)/bench/bench_precision $(BUILD)/bench/bench_gen_plan \
    $(BUILD)/bench/bench_replay $(RUNTIME_LIB) $(COMPILER_LIB) \
    $(ENGINE_LIB) $(ENGINE_SO) $(addprefix $(BUILD)/tests/embed/,in_memory threads hostile) $(BUILD)/tools/image_layout \
    $(BUILD)/tests/console/journal_writer

# First build, as parallel as asked for, then run: the runner is one process.
check-run:
	$(Q)+$(MAKE) tests
	$(Q)+BUILD=$(BUILD) CC='$(CC)' LINT='$(LINT)' tests/run $(TESTS)

# Properties of random plans; the numbers stand in the programs: 20 drills of each plan in one of them.
soak: tests
	$(Q)TOCSIN_ROUNDS=5000 $(BUILD)/tests/property/test_engine_properties
	$(Q)TOCSIN_ROUNDS=5000 $(BUILD)/tests/property/test_replay
	$(Q)TOCSIN_ROUNDS=5000 $(BUILD)/tests/property/test_plain
	$(Q)TOCSIN_ROUNDS=1000 $(BUILD)/tests/property/test_memo

# Writers of journals, and the server of some, killed in the middle of their work.
kill-test: $(PROGRAM) $(BUILD)/tests/console/journal_writer
	$(Q)BUILD=$(BUILD) tests/console/kill-test 500
	$(Q)BUILD=$(BUILD) tests/console/kill-test 40 server || [ $$? -eq 77 ]

# Fifty players, a thousand idle windows, a thousand half-open connections, 500 times kill -9: minutes.
console-load: $(PROGRAM)
	$(Q)TOCSIN=$(abspath $(PROGRAM)) tests/console/load/run

sweep: tests
	$(Q)for program in $(SWEEPS); do TOCSIN_SWEEP=all $$program || exit 1; done

valgrind-now: tests
	$(Q)BUILD=$(BUILD) tests/run-valgrind $(filter $(BUILD)/tests/unit/%,$(TESTS))

bless: $(PROGRAM) $(TOOLS)
	$(Q)+$(MAKE) tests
	$(Q)BUILD=$(BUILD) tests/golden/run --bless
	$(Q)BUILD=$(BUILD) tests/property/image.sh --bless
	$(Q)BUILD=$(BUILD) tests/property/embedding.sh --bless
	$(Q)BUILD=$(BUILD) tests/property/table-api.sh --bless
	$(Q)BUILD=$(BUILD) tests/property/exports.sh --bless

lint-now: tests
	$(Q)code=0; BUILD=$(BUILD) CC='$(CC)' tests/lint/run || code=1; \
	    BUILD=$(BUILD) CLANG_FLAGS='-std=c17 $(DEFINES) $(ROOTS) $(LIB_CFLAGS) $(TEST_CFLAGS) $(LINT_DEFINES)' \
	    tests/lint/clang && exit $$code

cover-now:
	$(Q)+$(MAKE) tests
	$(Q)find $(BUILD) -name '*.gcda' -delete
	$(Q)+code=0; BUILD=$(BUILD) CC='$(CC)' LINT=no tests/run $(TESTS) || code=$$?; \
	    BUILD=$(BUILD) tools/coverage && exit $$code

fuzzers: $(FUZZERS)
fuzz-now: fuzzers
	$(Q)BUILD=$(BUILD) TOCSIN=$(TOCSIN) tools/fuzz $(T) $(FUZZERS)

bench: $(PROGRAM) $(BENCHES)
	$(Q)if [ -e bench/run ]; then BUILD=$(BUILD) CC='$(CC)' bench/run; \
	    else for program in $(BENCHES); do $$program || exit 1; done; fi

bench-chart: $(PROGRAM) $(BENCHES)
	$(Q)BUILD=$(BUILD) bench/chart/run

gallery: setup
	$(Q)+$(MAKE) $(PROGRAM) $(BUILD)/bench/bench_gen_plan
	$(Q)BUILD=$(BUILD) tools/gallery

# Wants node, npm and the npm registry, as check-console does.
gallery-table: setup-dev
	$(Q)+$(MAKE) $(PROGRAM)
	$(Q)BUILD=$(BUILD) tests/console/run pictures

bench-check: setup
	$(Q)+$(MAKE) $(BUILD)/bench/bench_precision
	$(Q)$(BUILD)/bench/bench_precision

DEMO_CHART = $(BUILD)/demo/$(basename $(notdir $(DEMO_PLAN)))
demo-now: $(PROGRAM)
	$(Q)mkdir -p $(BUILD)/demo
	$(Q)$(PROGRAM) check $(DEMO_PLAN)
	$(Q)$(PROGRAM) chart -o $(DEMO_CHART).pdf $(DEMO_PLAN)
	$(Q)$(PROGRAM) cards -o $(DEMO_CHART)-cards.pdf $(DEMO_PLAN)
	$(Q)$(PROGRAM) drill --report - --report $(DEMO_CHART)-report.html --report $(DEMO_CHART)-report.pdf \
	    $(DEMO_PLAN) $(DEMO_SCENARIO)
	@echo 'demo: the wall-chart: $(DEMO_CHART).pdf, the cards: $(DEMO_CHART)-cards.pdf,'
	@echo 'demo: the report: $(DEMO_CHART)-report.html and .pdf'

# ── compiling ─────────────────────────────────────────────────────────────────
# Changes when compiler or flags change, so that all is compiled again.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@$(PKG_CONFIG) --exists yaml-0.1 libutf8proc libcgraph z3 json-c pangocairo pangoft2 fontconfig cairo-pdf cairo-ft libqrencode xlsxwriter libzip expat libmicrohttpd sqlite3 libpq || { tools/setup --say build; \
	    echo 'make: libraries are missing; see packages.txt' >&2; exit 1; }
	@printf '%s\n' '$(subst ','\'',$(CC) $(CFLAGS) $(WARNINGS) $(BASE_FLAGS) $(CLI_DEFINES))' > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(GEN)/plan.tab.c $(GEN)/plan.tab.h &: grammar/plan.y $(BUILD)/flags
	$(call say,BISON,$<)
	@mkdir -p $(@D)
	$(Q)$(BISON) -Wall -Werror --header=$(GEN)/plan.tab.h -o $(GEN)/plan.tab.c $<

$(GEN)/plan.lex.c $(GEN)/plan.lex.h &: grammar/plan.l grammar/keywords.def $(BUILD)/flags
	$(call say,FLEX,$<)
	@mkdir -p $(@D)
	$(Q)$(FLEX) --header-file=$(GEN)/plan.lex.h -o $(GEN)/plan.lex.c $<

$(BUILD)/tools/image_layout: tools/image_layout.c $(RUNTIME_LIB)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 $(DEFINES) -Iruntime $(CFLAGS) $(LDFLAGS) $(WARNINGS) -o $@ $< $(RUNTIME_LIB)

$(BUILD)/tools/%: tools/%.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 $(DEFINES) -O1 $(WARNINGS) -o $@ $<

# The list of pages is a prerequisite of its own: a page that is gone must go from the table.
$(GEN)/pages.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(PAGES) > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(GEN)/explain_pages.c: $(BUILD)/tools/embed_pages $(GEN)/pages.list $(PAGES)
	$(call say,PAGES,$@)
	$(Q)$< $(PAGES) > $@

$(GEN)/web.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(WEB) > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(GEN)/web_files.c: $(BUILD)/tools/embed_files $(GEN)/web.list $(WEB)
	$(call say,PAGES,$@)
	$(Q)$< $(WEB) > $@

# Words in other languages: checked and sorted by msgfmt, then built in.
$(GEN)/po/%.mo: po/%.po $(BUILD)/flags
	$(call say,MSG,$<)
	@mkdir -p $(@D)
	$(Q)$(MSGFMT) --check-format --check-domain --no-hash --endianness=little -o $@ $<

$(GEN)/catalogues.c: $(BUILD)/tools/embed_catalogues $(patsubst po/%.po,$(GEN)/po/%.mo,$(PO))
	$(call say,WORDS,$@)
	$(Q)$< $(filter %.mo,$^) > $@

$(BUILD)/obj/gen/%.o: $(GEN)/%.c $(BUILD)/flags | $(GEN_HEADERS)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASE_FLAGS) $(CFLAGS) $(GEN_WARNINGS) -c -o $@ $<

$(BUILD)/obj/cli/%.o: EXTRA_FLAGS = $(CLI_DEFINES)
$(BUILD)/obj/bench/%.o: EXTRA_FLAGS = -Ibench
$(BUILD)/obj/tests/%.o: EXTRA_FLAGS = $(TEST_CFLAGS)

$(BUILD)/obj/%.o: %.c $(BUILD)/flags | $(GEN_HEADERS)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASE_FLAGS) $(EXTRA_FLAGS) $(CFLAGS) $(WARNINGS) -c -o $@ $<

# The shared library's objects may lie anywhere; no other build needs them.
$(BUILD)/pic/%.o: %.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASE_FLAGS) $(CFLAGS) $(WARNINGS) -fPIC -c -o $@ $<

$(RUNTIME_LIB): $(RUNTIME_O)
$(COMPILER_LIB): $(COMPILER_O)
$(CONSOLE_LIB): $(CONSOLE_O)
$(ENGINE_LIB): $(ENGINE_O)
$(RUNTIME_LIB) $(COMPILER_LIB) $(CONSOLE_LIB) $(ENGINE_LIB):
	$(call say,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcsD $@ $^

$(ENGINE_SO): $(ENGINE_PIC_O) runtime/exports.map
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--no-undefined \
	    -Wl,--version-script=runtime/exports.map -o $@ $(ENGINE_PIC_O)

$(PROGRAM): $(CLI_O) $(CONSOLE_LIB) $(COMPILER_LIB) $(RUNTIME_LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI_O) $(CONSOLE_LIB) $(COMPILER_LIB) $(RUNTIME_LIB) $(LIBS)

# Only what a test needs of the command line is linked: it comes as a library too.
$(BUILD)/cli.a: $(CLI_TEST_O)
	@rm -f $@
	$(Q)$(AR) rcsD $@ $^

, := ,
TEST_PARTS := $(SUPPORT_O) $(BUILD)/cli.a $(CONSOLE_LIB) $(COMPILER_LIB) $(RUNTIME_LIB)
$(TESTS): $(BUILD)/%: $(BUILD)/obj/%.o $(TEST_PARTS)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(TEST_LDFLAGS) -o $@ $< $(TEST_PARTS) $(LIBS) $(TEST_LIBS)

# Calls of these, from one file to another, go through the test's own.
SWEEPS := $(BUILD)/tests/property/test_sweep $(BUILD)/tests/property/test_sweep_table
$(SWEEPS): TEST_LDFLAGS = $(patsubst %,-Wl$(,)--wrap=%,toc_arena_alloc \
    toc_arena_try_alloc toc_arena_alloc_array toc_arena_copy toc_arena_printf toc_vec_reserve)

# Prints traces of a plan as it stands in memory, to hold images and generated C against.
$(BUILD)/tests/embed/in_memory: $(BUILD)/obj/tests/embed/in_memory.o $(BUILD)/obj/tests/embed/player.o $(COMPILER_LIB) $(RUNTIME_LIB)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# Writes journals for tests of them.
$(BUILD)/tests/console/journal_writer: $(BUILD)/obj/tests/console/journal_writer.o $(CONSOLE_LIB) $(RUNTIME_LIB)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/tests/embed/threads: $(BUILD)/obj/tests/embed/threads.o $(BUILD)/obj/tests/embed/player.o $(ENGINE_LIB)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^

# Random drills of the core of a plan, for `make check-oracles`.
$(BUILD)/tests/oracles/engine_trace: $(BUILD)/obj/tests/oracles/engine_trace.o $(COMPILER_LIB) $(RUNTIME_LIB)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# The fuzz target of images with a main that damages one in every way.
$(BUILD)/tests/embed/hostile: $(BUILD)/obj/tests/embed/hostile.o $(BUILD)/obj/tests/fuzz/fuzz_image.o $(RUNTIME_LIB)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# A fuzz target with a plain main that feeds it files: `make check` runs all seeds.
$(REPLAYS): $(BUILD)/tests/replay/%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/obj/tests/fuzz/replay.o $(TEST_PARTS)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/obj/tests/fuzz/replay.o $(TEST_PARTS) $(LIBS) $(TEST_LIBS)

$(FUZZERS): $(BUILD)/bin/%: $(BUILD)/obj/tests/fuzz/%.o $(TEST_PARTS)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) -fsanitize=fuzzer,address,undefined -o $@ $< $(TEST_PARTS) $(LIBS) $(TEST_LIBS)

$(BUILD)/bench/bench_precision: $(call objects,$(PRECISION_C))
$(BENCHES): $(BUILD)/bench/%: $(BUILD)/obj/bench/%.o $(COMPILER_LIB) $(RUNTIME_LIB)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(COMPILER_LIB) $(RUNTIME_LIB) $(LIBS)

.SECONDARY:
-include $(shell [ -d $(BUILD)/obj ] && find $(BUILD)/obj $(wildcard $(BUILD)/pic) -name '*.d')

# ── installing ────────────────────────────────────────────────────────────────
SHARE := $(DESTDIR)$(PREFIX)/share

install-lib: $(RUNTIME_LIB) $(ENGINE_LIB) $(ENGINE_SO)
	DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' tools/install-lib $(BUILD) $(VERSION)

install: $(PROGRAM) install-lib
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 \
	    $(SHARE)/bash-completion/completions $(SHARE)/tocsin/plans $(SHARE)/tocsin/scenarios \
	    $(SHARE)/tocsin/doctrine
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/tocsin
	$(PROGRAM) help --man > $(BUILD)/tocsin.1
	install -m 644 $(BUILD)/tocsin.1 $(SHARE)/man/man1/tocsin.1
	$(PROGRAM) help --bash-completion > $(BUILD)/tocsin.bash
	install -m 644 $(BUILD)/tocsin.bash $(SHARE)/bash-completion/completions/tocsin
	$(Q)for file in $$(cd plans && find . -path ./doctrine -prune -o -type f -print); do \
	    install -D -m 644 plans/$$file $(SHARE)/tocsin/plans/$$file || exit 1; done
	install -m 644 plans/doctrine/*.plan $(SHARE)/tocsin/doctrine/
	$(Q)cp -R scenarios/. $(SHARE)/tocsin/scenarios/

clean:
	rm -rf $(BUILD)

/* plan.y - the grammar of plans: LALR(1), no conflicts.
 *
 * The scanner (compiler/syntax/scan.c) has decided already what is a keyword and what a name, so
 * that here a name is NAME whatever its spelling, and each clause and declaration begins with a
 * keyword of its own.  Actions build nodes (compiler/syntax/build.h) and nothing else. */
%require "3.8"
%define api.pure full
%define api.prefix {toc_plan_}
%define api.token.prefix {TOC_T_}
%define api.location.type {toc_span}
%define api.value.type {toc_plan_value}
%define parse.error custom
%define parse.lac full
%define lr.default-reduction consistent
%locations
%expect 0
%param {toc_parser *parser}

%code requires {
#include "syntax/parser_private.h"
}

%code {
#include "syntax/build.h"

#define B (&parser->build)

/* The stacks have their full size from the start, enough for TOC_NESTING_MAX braces and as many
 * brackets, so that nothing is allocated; looking ahead takes a handful of states. */
#define YYINITDEPTH    6000
#define YYMAXDEPTH     6000
#define YYMALLOC(size) ((void)(size), NULL)
#define YYFREE(memory) ((void)(memory))

static void toc_plan_error(const toc_span *span, toc_parser *parser, const char *message);

/* From the first part to the last; nothing at all stands at the end of what came before. */
#define YYLLOC_DEFAULT(out, rhs, count)                                     \
    do {                                                                    \
        (out).begin = (count) ? YYRHSLOC(rhs, 1).begin : YYRHSLOC(rhs, 0).end; \
        (out).end = YYRHSLOC(rhs, count).end;                               \
    } while (0)
}

/* marks */
%token END_OF_FILE 0 "the end of the file"
%token LBRACE "`{`"
%token RBRACE "`}`"
%token LPAREN "`(`"
%token RPAREN "`)`"
%token COMMA "`,`"
%token DOT "`.`"
%token DOTDOT "`..`"
%token ARROW "`->`"
%token EQ "`==`"
%token NE "`!=`"
%token LT "`<`"
%token LE "`<=`"
%token GT "`>`"
%token GE "`>=`"
%token PLUS "`+`"
%token MINUS "`-`"
%token STAR "`*`"
%token SLASH "`/`"

/* values */
%token <word> NAME "a name"
%token <word> OUTCOME "an outcome"
%token <word> LANG "a language"
%token <text> TEXT "a text in quotes"
%token <arg> NUMBER "a number"
%token <arg> DURATION "a duration such as `30min`"
%token <arg> DATE "a date such as `2026-03-01`"
%token <arg> TIME "a time of day such as `08:00`"
%token <arg> INSTANT "an instant such as `2026-03-05T02:10+08:00`"
%token <day> DAY "a day such as `mon`"
%token WAIT "`after` and a duration"
%token STRANGE "a character without meaning"
%token STRAY "a word that opens nothing"

/* keywords: one for each row KEYWORD of keywords.def */
%token PLAN "`plan`"
%token INCLUDE "`include`"
%token EXTENDS "`extends`"
%token ORG "`org`"
%token POST "`post`"
%token RESOURCE "`resource`"
%token CATEGORY "`category`"
%token EVENT "`event`"
%token INDICATOR "`indicator`"
%token MOMENT "`moment`"
%token PERIOD "`period`"
%token TRIGGER "`trigger`"
%token LEVELS "`levels`"
%token LEVEL "`level`"
%token RESPONSE "`response`"
%token STEP "`step`"
%token DECISION "`decision`"
%token REPORT "`report`"
%token REPORT_FIELDS "`report-fields`"
%token FIELD "`field`"
%token RELAY "`relay`"
%token ANNOUNCEMENT "`announcement`"
%token OBJECTIVE "`objective`"
%token GLOSSARY "`glossary`"
%token ROSTER "`roster`"
%token EXERCISE "`exercise`"
%token LIBRARY "`library`"
%token DOCTRINE "`doctrine`"
%token RULE "`rule`"
%token ROLE "`role`"
%token CLAUSE "`clause`"
%token NOTE "`note`"
%token SEE "`see`"
%token ALLOW "`allow`"
%token VERSION "`version`"
%token ISSUED "`issued`"
%token STATUS "`status`"
%token ISSUER "`issuer`"
%token APPROVER "`approver`"
%token BASIS "`basis`"
%token SCOPE "`scope`"
%token PRINCIPLES "`principles`"
%token LANGUAGE "`language`"
%token TIMEZONE "`timezone`"
%token REVIEW "`review`"
%token SUPERSEDES "`supersedes`"
%token CLASSIFICATION "`classification`"
%token KIND "`kind`"
%token UNDER "`under`"
%token OFFICE_OF "`office of`"
%token LOCATED_IN "`located in`"
%token MEMBER_OF "`member of`"
%token ADVISES "`advises`"
%token LINKS "`links`"
%token MISSION "`mission`"
%token PRINCIPLE "`principle`"
%token DUTY "`duty`"
%token CONTACT "`contact`"
%token FORMED "`formed by`"
%token SPAN "`span`"
%token HOLDER "`holder`"
%token SUCCEEDS "`succeeds`"
%token OWNER "`owner`"
%token COUNT "`count`"
%token CONSUMABLE "`consumable`"
%token AT "`at`"
%token READY "`ready within`"
%token AVAILABLE "`available`"
%token DEFINITION "`definition`"
%token FIELDS "`fields`"
%token SEEN_BY "`seen by`"
%token TYPE_NUMBER "`number`"
%token TYPE_PERCENT "`percent`"
%token TYPE_DURATION "`duration`"
%token TYPE_FLAG "`flag`"
%token ONE_OF "`one of`"
%token ORDERED "`ordered`"
%token UNIT "`unit`"
%token RANGE "`range`"
%token INITIAL "`initial`"
%token SOURCE "`source`"
%token EVERY "`every`"
%token FROM "`from`"
%token YEARLY "`yearly`"
%token WEEKLY "`weekly`"
%token HOLIDAY "`holiday`"
%token WORKDAY "`workday`"
%token ON "`on`"
%token WHEN "`when`"
%token DECLARED_BY "`declared by`"
%token DECLARED "`declared`"
%token WARRANTED "`warranted`"
%token LOWER "`lower after`"
%token END_WHEN "`end when`"
%token PROPOSED "`proposed by`"
%token APPROVED "`approved by`"
%token AUTHORITY "`authority`"
%token MAY "`may`"
%token COLOUR "`colour`"
%token ALIAS "`alias`"
%token WHO "`who`"
%token PHASE "`phase`"
%token LEAD "`lead`"
%token REPEATS "`repeats`"
%token BY "`by`"
%token WITH "`with`"
%token TO "`to`"
%token AFTER "`after`"
%token ANY_OF "`any of`"
%token WITHIN "`within`"
%token OF "`of`"
%token GIVEN_WITHIN "`given within`"
%token BY_TIME "`by time`"
%token BEFORE "`before`"
%token TAKES "`takes`"
%token USES "`uses`"
%token CONSUMES "`consumes`"
%token FILLS "`fills`"
%token FREES "`frees`"
%token REQUESTS "`requests`"
%token NEEDS "`needs approval by`"
%token UNTIL "`until`"
%token AT_MOST "`at most`"
%token AT_LEAST "`at least`"
%token TIMES "`times`"
%token PER_YEAR "`per year`"
%token IF_LATE "`if late`"
%token ESCALATE "`escalate to`"
%token NOTIFY "`notify`"
%token DO "`do`"
%token ACTIVATES "`activates`"
%token WEIGHT "`weight`"
%token GRACE "`grace`"
%token INSTRUCTION "`instruction`"
%token EVIDENCE "`evidence`"
%token SAFETY "`safety`"
%token COPY "`copy`"
%token COPY_TO "`copy to`"
%token WHILE "`while`"
%token CONTENT "`content`"
%token METHOD "`method`"
%token HOP "`hop`"
%token VERIFY "`verify within`"
%token OVERALL "`overall within`"
%token SKIP "`skip to`"
%token NO_ANSWER "`if no answer`"
%token WRITTEN "`written within`"
%token VIA "`via`"
%token CAPABILITY "`capability`"
%token RATING "`rating`"
%token TERM "`term`"
%token COVER "`cover`"
%token SHIFT "`shift`"
%token LEAST "`least`"
%token NEXT "`next`"
%token SCENARIO "`scenario`"
%token APPLIES "`applies to`"
%token REQUIRES "`requires`"
%token RECOMMENDS "`recommends`"
%token CITES "`cites`"
%token ELSEWHERE "`elsewhere`"
%token TEXT_CLAUSE "`text`"
%token AND "`and`"
%token OR "`or`"
%token NOT "`not`"
%token IS "`is`"
%token IN "`in`"
%token BELOW "`below`"
%token FOR "`for`"
%token SINCE "`since`"
%token TIME_TO "`time to`"
%token START "`start`"
%token START_OF "`start of`"
%token END "`end`"
%token END_OF "`end of`"

%type <word> name
%type <decl_kind> decl_word short_decl_word
%type <clause_kind> plain_word path_word paths_word text_word texts_word word_word words_word
%type <clause_kind> duration_word number_word quantity_word expr_word hours_word body_time_word proposed_word
%type <expr_kind> grade_word compare_word
%type <decl> head decl loose_decl loose_titled loose_bare
%type <clause> clause by_clause until_clause within_clause when_clause from_clause to_clause
%type <clause> method_clause by_time_clause weight_clause unit_clause wait_clause given_clause
%type <clause> body_time_clause words_clause special given proposed_clause name_list_clause
%type <items> items block
%type <item> item
%type <text> texts title
%type <path> path
%type <args> paths text_list words targets target range quantities quantity fields field
%type <args> hours days within_args formed_tail end_tail hop_tail powers power anchors call_args
%type <clause_kind> demand_word
%type <args> demand bound cited role_bodies
%type <args> expr_list place late name_list chance every_by every_until least
%type <arg> value range_value from_value signed_arg word_arg number_arg name_arg call_arg anchor_arg fixed_anchor
%type <day> day_list day_range
%type <expr> expr conj held comparison sum term factor primary

/* Where a clause may take in a further part, it does: `within` binds to what stands before it. */
%precedence SHORT
%precedence WITHIN FROM WHEN BY UNTIL BY_TIME METHOD WEIGHT UNIT AT_LEAST AT_MOST
%precedence PROPOSED APPROVED

%start file

%%

/* ── blocks ──────────────────────────────────────────────────────────────── */

file:
    items { toc_build_file(B, $items); }
  ;

items:
    %empty { $$ = toc_items_none(); }
  | items item { $$ = toc_items_add($1, $item); }
  | items broken { $$ = $1; }
  ;

/* What cannot be read ends at the next keyword that opens something, or at the brace. */
broken:
    error { yyerrok; toc_build_dropped(B, @1); }
  | error block { yyerrok; toc_build_dropped(B, @$); }
  | stray { toc_build_dropped(B, @1); }
  | stray block { toc_build_dropped(B, @$); }
  ;

/* A word that is known nowhere ends the clause before it, which is kept. */
stray:
    STRAY { toc_syntax_stray(parser); }
  ;

item:
    clause { $$ = toc_build_item(B, $clause, NULL); }
  | decl { $$ = toc_build_item(B, NULL, $decl); }
  ;

block:
    LBRACE items RBRACE { $$ = $items; }
  ;

/* ── declarations ────────────────────────────────────────────────────────── */

decl:
    head { $$ = toc_build_block(B, $head, toc_items_none(), @$); }
  | head block { $$ = toc_build_block(B, $head, $block, @$); }
  | loose_decl { $$ = $1; }
  | INCLUDE TEXT {
        $$ = toc_build_decl(B, TOC_DECL_INCLUDE, @1, @$, NULL, NULL);
        $$->args = toc_build_text_arg(B, $TEXT, @TEXT);
    }
  | EXTENDS name TEXT {
        $$ = toc_build_named(B, TOC_DECL_EXTENDS, @1, @$, $name, @name, NULL);
        $$->args = toc_build_text_arg(B, $TEXT, @TEXT);
    }
  ;

head:
    decl_word name title { $$ = toc_build_named(B, $decl_word, @1, @$, $name, @name, $title); }
  | decl_word error { toc_build_nameless(B, @2); $$ = toc_build_decl(B, $decl_word, @1, @1, NULL, NULL); }
  | short_decl_word title { $$ = toc_build_decl(B, $1, @1, @$, NULL, $title); }
  | short_decl_word name title { $$ = toc_build_named(B, $1, @1, @$, $name, @name, $title); }
  ;

/* `category natural` alone is read as a clause; where it stands tells later (toc_build_block). */
loose_decl:
    loose_titled { $$ = toc_build_block(B, $1, toc_items_none(), @$); }
  | loose_titled block { $$ = toc_build_block(B, $1, $block, @$); }
  | loose_bare block { $$ = toc_build_block(B, $1, $block, @$); }
  ;

loose_titled:
    ORG name texts { $$ = toc_build_named(B, TOC_DECL_ORG, @1, @$, $2, @2, $3); }
  | CATEGORY name texts { $$ = toc_build_named(B, TOC_DECL_CATEGORY, @1, @$, $2, @2, $3); }
  | OBJECTIVE name texts { $$ = toc_build_named(B, TOC_DECL_OBJECTIVE, @1, @$, $2, @2, $3); }
  | ROLE name texts { $$ = toc_build_named(B, TOC_DECL_ROLE, @1, @$, $2, @2, $3); }
  ;

loose_bare:
    ORG name { $$ = toc_build_named(B, TOC_DECL_ORG, @1, @$, $2, @2, NULL); }
  | CATEGORY name { $$ = toc_build_named(B, TOC_DECL_CATEGORY, @1, @$, $2, @2, NULL); }
  | OBJECTIVE name { $$ = toc_build_named(B, TOC_DECL_OBJECTIVE, @1, @$, $2, @2, NULL); }
  | ORG error { toc_build_nameless(B, @2); $$ = toc_build_decl(B, TOC_DECL_ORG, @1, @1, NULL, NULL); }
  ;

decl_word:
    PLAN { $$ = TOC_DECL_PLAN; }
  | POST { $$ = TOC_DECL_POST; }
  | RESOURCE { $$ = TOC_DECL_RESOURCE; }
  | EVENT { $$ = TOC_DECL_EVENT; }
  | INDICATOR { $$ = TOC_DECL_INDICATOR; }
  | MOMENT { $$ = TOC_DECL_MOMENT; }
  | PERIOD { $$ = TOC_DECL_PERIOD; }
  | TRIGGER { $$ = TOC_DECL_TRIGGER; }
  | LEVEL { $$ = TOC_DECL_LEVEL; }
  | RESPONSE { $$ = TOC_DECL_RESPONSE; }
  | STEP { $$ = TOC_DECL_STEP; }
  | DECISION { $$ = TOC_DECL_DECISION; }
  | REPORT { $$ = TOC_DECL_REPORT; }
  | FIELD { $$ = TOC_DECL_FIELD; }
  | RELAY { $$ = TOC_DECL_RELAY; }
  | ANNOUNCEMENT { $$ = TOC_DECL_ANNOUNCEMENT; }
  | ROSTER { $$ = TOC_DECL_ROSTER; }
  | EXERCISE { $$ = TOC_DECL_EXERCISE; }
  | LIBRARY { $$ = TOC_DECL_LIBRARY; }
  | DOCTRINE { $$ = TOC_DECL_DOCTRINE; }
  | RULE { $$ = TOC_DECL_RULE; }
  ;

short_decl_word:
    LEVELS { $$ = TOC_DECL_LEVELS; }
  | REPORT_FIELDS { $$ = TOC_DECL_REPORT_FIELDS; }
  | GLOSSARY { $$ = TOC_DECL_GLOSSARY; }
  ;

name:
    NAME
  ;

title:
    %empty { $$ = NULL; }
  | texts
  ;

texts:
    TEXT
  | texts LANG TEXT { $$ = toc_build_translation(B, $1, $LANG.symbol, $3); }
  ;

/* ── clauses by shape ────────────────────────────────────────────────────── */

clause:
    plain_word { $$ = toc_build_clause(B, $1, @1, @$, NULL); }
  | path_word path { $$ = toc_build_clause(B, $1, @1, @$, toc_build_path_arg(B, $path, @path)); }
  | paths_word paths { $$ = toc_build_clause(B, $1, @1, @$, toc_args_first($paths)); }
  | text_word texts { $$ = toc_build_clause(B, $1, @1, @$, toc_build_text_arg(B, $texts, @texts)); }
  | texts_word text_list { $$ = toc_build_clause(B, $1, @1, @$, toc_args_first($text_list)); }
  | word_word word_arg { $$ = toc_build_clause(B, $1, @1, @$, $word_arg); }
  | words_clause
  | duration_word DURATION {
        $$ = toc_build_clause(B, $1, @1, @$, $DURATION);
    }
  | number_word number_arg { $$ = toc_build_clause(B, $1, @1, @$, $number_arg); }
  | quantity_word quantities { $$ = toc_build_clause(B, $1, @1, @$, toc_args_first($quantities)); }
  | expr_word expr { $$ = toc_build_clause(B, $1, @1, @$, toc_build_expr_arg(B, $expr)); }
  | hours_word hours { $$ = toc_build_clause(B, $1, @1, @$, toc_args_first($hours)); }
  | body_time_clause
  | by_clause
  | to_clause
  | within_clause
  | when_clause
  | from_clause
  | until_clause
  | by_time_clause
  | weight_clause
  | unit_clause
  | special
  ;

plain_word:
    CONSUMABLE { $$ = TOC_CLAUSE_CONSUMABLE; }
  | TYPE_NUMBER { $$ = TOC_CLAUSE_TYPE_NUMBER; }
  | TYPE_PERCENT { $$ = TOC_CLAUSE_TYPE_PERCENT; }
  | TYPE_DURATION { $$ = TOC_CLAUSE_TYPE_DURATION; }
  | TYPE_FLAG { $$ = TOC_CLAUSE_TYPE_FLAG; }
  | YEARLY { $$ = TOC_CLAUSE_YEARLY; }
  | HOLIDAY { $$ = TOC_CLAUSE_HOLIDAY; }
  | WORKDAY { $$ = TOC_CLAUSE_WORKDAY; }
  | REPEATS { $$ = TOC_CLAUSE_REPEATS; }
  ;

path_word:
    ISSUER { $$ = TOC_CLAUSE_ISSUER; }
  | APPROVER { $$ = TOC_CLAUSE_APPROVER; }
  | UNDER { $$ = TOC_CLAUSE_UNDER; }
  | OFFICE_OF { $$ = TOC_CLAUSE_OFFICE_OF; }
  | LOCATED_IN { $$ = TOC_CLAUSE_LOCATED_IN; }
  | SUCCEEDS { $$ = TOC_CLAUSE_SUCCEEDS; }
  | OWNER { $$ = TOC_CLAUSE_OWNER; }
  | SOURCE { $$ = TOC_CLAUSE_SOURCE; }
  | LEAD { $$ = TOC_CLAUSE_LEAD; }
  ;

paths_word:
    SEE { $$ = TOC_CLAUSE_SEE; }
  | MEMBER_OF { $$ = TOC_CLAUSE_MEMBER_OF; }
  | ADVISES { $$ = TOC_CLAUSE_ADVISES; }
  | LINKS { $$ = TOC_CLAUSE_LINKS; }
  | SEEN_BY { $$ = TOC_CLAUSE_SEEN_BY; }
  | WITH { $$ = TOC_CLAUSE_WITH; }
  | AFTER { $$ = TOC_CLAUSE_AFTER; }
  | ACTIVATES { $$ = TOC_CLAUSE_ACTIVATES; }
  | COPY { $$ = TOC_CLAUSE_COPY; }
  | COPY_TO { $$ = TOC_CLAUSE_COPY; }
  | CONTENT { $$ = TOC_CLAUSE_CONTENT; }
  ;

text_word:
    CLAUSE { $$ = TOC_CLAUSE_CLAUSE; }
  | NOTE { $$ = TOC_CLAUSE_NOTE; }
  | VERSION { $$ = TOC_CLAUSE_VERSION; }
  | TIMEZONE { $$ = TOC_CLAUSE_TIMEZONE; }
  | SUPERSEDES { $$ = TOC_CLAUSE_SUPERSEDES; }
  | MISSION { $$ = TOC_CLAUSE_MISSION; }
  | PRINCIPLE { $$ = TOC_CLAUSE_PRINCIPLE; }
  | HOLDER { $$ = TOC_CLAUSE_HOLDER; }
  | DEFINITION { $$ = TOC_CLAUSE_DEFINITION; }
  | WHO { $$ = TOC_CLAUSE_WHO; }
  | INSTRUCTION { $$ = TOC_CLAUSE_INSTRUCTION; }
  | EVIDENCE { $$ = TOC_CLAUSE_EVIDENCE; }
  | SAFETY { $$ = TOC_CLAUSE_SAFETY; }
  | CAPABILITY { $$ = TOC_CLAUSE_CAPABILITY; }
  | SCENARIO { $$ = TOC_CLAUSE_SCENARIO; }
  | TEXT_CLAUSE { $$ = TOC_CLAUSE_TEXT; }
  | STATUS { $$ = TOC_CLAUSE_STATUS; }
  | SCOPE { $$ = TOC_CLAUSE_SCOPE; }
  ;

texts_word:
    PRINCIPLES { $$ = TOC_CLAUSE_PRINCIPLES; }
  | ALIAS { $$ = TOC_CLAUSE_ALIAS; }
  | BASIS { $$ = TOC_CLAUSE_BASIS; }
  ;

word_word:
    CLASSIFICATION { $$ = TOC_CLAUSE_CLASSIFICATION; }
  | KIND { $$ = TOC_CLAUSE_KIND; }
  | COLOUR { $$ = TOC_CLAUSE_COLOUR; }
  | PHASE { $$ = TOC_CLAUSE_PHASE; }
  ;

words_clause:
    words_word words { $$ = toc_build_clause(B, $1, @1, @$, toc_args_first($words)); }
  | method_clause
  ;

words_word:
    VIA { $$ = TOC_CLAUSE_VIA; }
  ;

duration_word:
    GRACE { $$ = TOC_CLAUSE_GRACE; }
  | READY { $$ = TOC_CLAUSE_READY; }
  | LOWER { $$ = TOC_CLAUSE_LOWER; }
  ;

number_word:
    SPAN { $$ = TOC_CLAUSE_SPAN; }
  ;

quantity_word:
    USES { $$ = TOC_CLAUSE_USES; }
  | CONSUMES { $$ = TOC_CLAUSE_CONSUMES; }
  | FILLS { $$ = TOC_CLAUSE_FILLS; }
  | FREES { $$ = TOC_CLAUSE_FREES; }
  ;

expr_word:
    WHILE { $$ = TOC_CLAUSE_WHILE; }
  ;

hours_word:
    DUTY { $$ = TOC_CLAUSE_DUTY; }
  | AVAILABLE { $$ = TOC_CLAUSE_AVAILABLE; }
  ;

/* ── clauses that also stand inside others ───────────────────────────────── */

by_clause:
    BY path { $$ = toc_build_clause(B, TOC_CLAUSE_BY, @1, @$, toc_build_path_arg(B, $path, @path)); }
  ;

to_clause:
    TO paths { $$ = toc_build_clause(B, TOC_CLAUSE_TO, @1, @$, toc_args_first($paths)); }
  ;

within_clause:
    WITHIN within_args { $$ = toc_build_clause(B, TOC_CLAUSE_WITHIN, @1, @$, toc_args_first($within_args)); }
  ;

within_args:
    DURATION { $$ = toc_args_one($1); }
  | DURATION OF anchor_arg {
        $$ = toc_args_add(toc_args_one($1), $anchor_arg);
    }
  ;

given_clause:
    GIVEN_WITHIN within_args {
        $$ = toc_build_clause(B, TOC_CLAUSE_WITHIN, @1, @$, toc_args_first($within_args));
    }
  ;

when_clause:
    WHEN expr { $$ = toc_build_clause(B, TOC_CLAUSE_WHEN, @1, @$, toc_build_expr_arg(B, $expr)); }
  ;

until_clause:
    UNTIL expr { $$ = toc_build_clause(B, TOC_CLAUSE_UNTIL, @1, @$, toc_build_expr_arg(B, $expr)); }
  ;

from_clause:
    FROM path { $$ = toc_build_clause(B, TOC_CLAUSE_FROM, @1, @$, toc_build_path_arg(B, $path, @path)); }
  ;

method_clause:
    METHOD words { $$ = toc_build_clause(B, TOC_CLAUSE_METHOD, @1, @$, toc_args_first($words)); }
  ;

by_time_clause:
    BY_TIME TIME { $$ = toc_build_clause(B, TOC_CLAUSE_BY_TIME, @1, @$, $2); }
  ;

weight_clause:
    WEIGHT number_arg { $$ = toc_build_clause(B, TOC_CLAUSE_WEIGHT, @1, @$, $number_arg); }
  ;

unit_clause:
    UNIT texts { $$ = toc_build_clause(B, TOC_CLAUSE_UNIT, @1, @$, toc_build_text_arg(B, $2, @2)); }
  ;

wait_clause:
    WAIT DURATION { $$ = toc_build_clause(B, TOC_CLAUSE_WAIT, @1, @$, $2); }
  ;

body_time_clause:
    body_time_word path %prec SHORT {
        $$ = toc_build_clause(B, $1, @1, @$, toc_build_path_arg(B, $path, @path));
    }
  | body_time_word path within_clause {
        $$ = toc_build_clause(B, $1, @1, @$, toc_build_path_arg(B, $path, @path));
        $$->args->next = toc_build_clause_arg(B, $within_clause);
    }
  | NEEDS path %prec SHORT {
        $$ = toc_build_clause(B, TOC_CLAUSE_NEEDS, @1, @$, toc_build_path_arg(B, $path, @path));
    }
  | NEEDS path given {
        $$ = toc_build_clause(B, TOC_CLAUSE_NEEDS, @1, @$, toc_build_path_arg(B, $path, @path));
        $$->args->next = toc_build_clause_arg(B, $given);
    }
  ;

given:
    within_clause
  | given_clause
  ;

body_time_word:
    DECLARED_BY { $$ = TOC_CLAUSE_DECLARED_BY; }
  | proposed_word
  ;

proposed_word:
    PROPOSED { $$ = TOC_CLAUSE_PROPOSED; }
  | APPROVED { $$ = TOC_CLAUSE_APPROVED; }
  ;

/* ── clauses of a shape of their own ─────────────────────────────────────── */

special:
    CATEGORY paths { $$ = toc_build_clause(B, TOC_CLAUSE_CATEGORY, @1, @$, toc_args_first($paths)); }
  | ORG path { $$ = toc_build_clause(B, TOC_CLAUSE_ROSTER_ORG, @1, @$, toc_build_path_arg(B, $2, @2)); }
  | OBJECTIVE path %prec SHORT {
        $$ = toc_build_clause(B, TOC_CLAUSE_OBJECTIVE, @1, @$, toc_build_path_arg(B, $2, @2));
    }
  | OBJECTIVE path weight_clause {
        $$ = toc_build_clause(B, TOC_CLAUSE_OBJECTIVE, @1, @$, toc_build_path_arg(B, $2, @2));
        $$->args->next = toc_build_clause_arg(B, $3);
    }
  | ALLOW name_arg title {
        $$ = toc_build_clause(B, TOC_CLAUSE_ALLOW, @1, @$, $name_arg);
        $name_arg->next = $title ? toc_build_text_arg(B, $title, @title) : NULL;
    }
  | ISSUED DATE { $$ = toc_build_clause(B, TOC_CLAUSE_ISSUED, @1, @$, $2); }
  | NEXT DATE { $$ = toc_build_clause(B, TOC_CLAUSE_NEXT, @1, @$, $2); }
  | STATUS word_arg { $$ = toc_build_clause(B, TOC_CLAUSE_STATUS, @1, @$, $2); }
  | SCOPE word_arg { $$ = toc_build_clause(B, TOC_CLAUSE_SCOPE, @1, @$, $2); }
  | BASIS word_arg { $$ = toc_build_clause(B, TOC_CLAUSE_BASIS, @1, @$, $2); }
  | LANGUAGE name_arg { $$ = toc_build_clause(B, TOC_CLAUSE_LANGUAGE, @1, @$, $2); }
  | REVIEW EVERY DURATION {
        $$ = toc_build_clause(B, TOC_CLAUSE_REVIEW, @1, @$, $3);
    }
  | CONTACT word_arg texts {
        $$ = toc_build_clause(B, TOC_CLAUSE_CONTACT, @1, @$, $2);
        $2->next = toc_build_text_arg(B, $texts, @texts);
    }
  | FORMED path formed_tail %prec SHORT {
        $$ = toc_build_clause(B, TOC_CLAUSE_FORMED, @1, @$, toc_build_path_arg(B, $2, @2));
        $$->args->next = toc_args_first($formed_tail);
    }
  | COUNT { $$ = toc_build_clause(B, TOC_CLAUSE_COUNT, @1, @$, NULL); }
  | COUNT number_arg %prec SHORT { $$ = toc_build_clause(B, TOC_CLAUSE_COUNT, @1, @$, $2); }
  | COUNT number_arg unit_clause {
        $$ = toc_build_clause(B, TOC_CLAUSE_COUNT, @1, @$, $2);
        $2->next = toc_build_clause_arg(B, $3);
    }
  | AT texts place {
        $$ = toc_build_clause(B, TOC_CLAUSE_AT, @1, @$, toc_build_text_arg(B, $2, @2));
        $$->args->next = toc_args_first($place);
    }
  | FIELDS fields { $$ = toc_build_clause(B, TOC_CLAUSE_FIELDS, @1, @$, toc_args_first($2)); }
  | name_list_clause
  | RANGE range_value DOTDOT range_value {
        toc_args range = toc_args_add(toc_args_one($2), $4);
        $$ = toc_build_clause(B, TOC_CLAUSE_RANGE, @1, @$, toc_build_range(B, range));
    }
  | INITIAL range_value { $$ = toc_build_clause(B, TOC_CLAUSE_INITIAL, @1, @$, $2); }
  | INITIAL name_arg { $$ = toc_build_clause(B, TOC_CLAUSE_INITIAL, @1, @$, $2); }
  | EVERY DURATION every_by every_until {
        $$ = toc_build_clause(B, TOC_CLAUSE_EVERY, @1, @$, $2);
        $$->args->next = toc_args_first(toc_args_join($3, $4));
    }
  | FROM from_value TO from_value {
        $$ = toc_build_clause(B, TOC_CLAUSE_FROM_TO, @1, @$, $2);
        $2->next = $4;
    }
  | WEEKLY { $$ = toc_build_clause(B, TOC_CLAUSE_WEEKLY, @1, @$, NULL); }
  | WEEKLY days { $$ = toc_build_clause(B, TOC_CLAUSE_WEEKLY, @1, @$, toc_args_first($2)); }
  | ON anchors { $$ = toc_build_clause(B, TOC_CLAUSE_ON, @1, @$, toc_args_first($2)); }
  | END_WHEN expr end_tail %prec SHORT {
        $$ = toc_build_clause(B, TOC_CLAUSE_END, @1, @$, toc_build_expr_arg(B, $2));
        $$->args->next = toc_args_first($end_tail);
    }
  | AUTHORITY path MAY powers {
        $$ = toc_build_clause(B, TOC_CLAUSE_AUTHORITY, @1, @$, toc_build_path_arg(B, $2, @2));
        $$->args->next = toc_args_first($powers);
    }
  | AFTER ANY_OF paths {
        $$ = toc_build_clause(B, TOC_CLAUSE_AFTER, @1, @$, toc_build_flag_arg(B, "any", @2));
        $$->args->next = toc_args_first($paths);
    }
  | BEFORE DURATION BEFORE path {
        $$ = toc_build_clause(B, TOC_CLAUSE_BEFORE, @1, @$, $2);
        $$->args->next = toc_build_path_arg(B, $4, @4);
    }
  | TAKES range { $$ = toc_build_clause(B, TOC_CLAUSE_TAKES, @1, @$, toc_build_times(B, $2)); }
  | REQUESTS quantities %prec SHORT {
        $$ = toc_build_clause(B, TOC_CLAUSE_REQUESTS, @1, @$, toc_args_first($2));
    }
  | REQUESTS quantities from_clause {
        toc_args args = toc_args_add($2, toc_build_clause_arg(B, $3));
        $$ = toc_build_clause(B, TOC_CLAUSE_REQUESTS, @1, @$, toc_args_first(args));
    }
  | AT_MOST number_arg %prec SHORT {
        toc_syntax_unfinished(parser, TOC_T_TIMES, @$);
        $$ = toc_build_clause(B, TOC_CLAUSE_TIMES, @1, @$, $2);
    }
  | AT_LEAST number_arg %prec SHORT {
        toc_syntax_unfinished(parser, TOC_T_PER_YEAR, @$);
        $$ = toc_build_clause(B, TOC_CLAUSE_PER_YEAR, @1, @$, $2);
    }
  | AT_MOST number_arg TIMES { $$ = toc_build_clause(B, TOC_CLAUSE_TIMES, @1, @$, $2); }
  | AT_LEAST number_arg PER_YEAR { $$ = toc_build_clause(B, TOC_CLAUSE_PER_YEAR, @1, @$, $2); }
  | IF_LATE late { $$ = toc_build_clause(B, TOC_CLAUSE_IF_LATE, @1, @$, toc_args_first($2)); }
  | OUTCOME chance ARROW targets {
        toc_args args = toc_args_join(toc_args_one(toc_build_name_arg(B, $1, @1)), $2);
        $$ = toc_build_clause(B, TOC_CLAUSE_OUTCOME, @1, @$, toc_args_first(toc_args_join(args, $4)));
    }
  | LEVEL grade_word name {
        toc_expr *expr = toc_build_level_filter(B, $2, @1, $name, @name);
        $$ = toc_build_clause(B, TOC_CLAUSE_LEVEL_FILTER, @1, @$, toc_build_expr_arg(B, expr));
    }
  | HOP path to_clause hop_tail %prec SHORT {
        $$ = toc_build_clause(B, TOC_CLAUSE_HOP, @1, @$, toc_build_path_arg(B, $2, @2));
        $$->args->next = toc_build_clause_arg(B, $3);
        $$->args->next->next = toc_args_first($hop_tail);
    }
  | VERIFY DURATION %prec SHORT {
        $$ = toc_build_clause(B, TOC_CLAUSE_VERIFY, @1, @$, $2);
    }
  | VERIFY DURATION by_clause {
        $$ = toc_build_clause(B, TOC_CLAUSE_VERIFY, @1, @$, $2);
        $$->args->next = toc_build_clause_arg(B, $3);
    }
  | OVERALL within_args { $$ = toc_build_clause(B, TOC_CLAUSE_OVERALL, @1, @$, toc_args_first($2)); }
  | WRITTEN within_args { $$ = toc_build_clause(B, TOC_CLAUSE_WRITTEN, @1, @$, toc_args_first($2)); }
  | SKIP paths %prec SHORT { $$ = toc_build_clause(B, TOC_CLAUSE_SKIP, @1, @$, toc_args_first($2)); }
  | SKIP paths when_clause {
        toc_args args = toc_args_add($2, toc_build_clause_arg(B, $3));
        $$ = toc_build_clause(B, TOC_CLAUSE_SKIP, @1, @$, toc_args_first(args));
    }
  | NO_ANSWER WITHIN DURATION to_clause {
        $$ = toc_build_clause(B, TOC_CLAUSE_NO_ANSWER, @1, @$, $3);
        $$->args->next = toc_build_clause_arg(B, $4);
    }
  | RATING word_arg AT_LEAST number_arg {
        $$ = toc_build_clause(B, TOC_CLAUSE_THRESHOLD, @1, @$, $2);
        $2->next = $4;
    }
  | TERM texts texts {
        $$ = toc_build_clause(B, TOC_CLAUSE_TERM, @1, @$, toc_build_text_arg(B, $2, @2));
        $$->args->next = toc_build_text_arg(B, $3, @3);
    }
  | COVER DURATION {
        $$ = toc_build_clause(B, TOC_CLAUSE_COVER, @1, @$, toc_build_all_day(B, $2->duration, @2));
    }
  | APPLIES word_arg { $$ = toc_build_clause(B, TOC_CLAUSE_APPLIES, @1, @$, $2); }
  | demand_word demand { $$ = toc_build_clause(B, $1, @1, @$, toc_args_first($2)); }
  | CITES cited { $$ = toc_build_clause(B, TOC_CLAUSE_CITES, @1, @$, toc_args_first($2)); }
  | SINCE DATE { $$ = toc_build_clause(B, TOC_CLAUSE_SINCE, @1, @$, $2); }
  | UNTIL DATE { $$ = toc_build_clause(B, TOC_CLAUSE_UNTIL_DATE, @1, @$, $2); }
  | ROLE name_arg role_bodies {
        toc_args args = toc_args_join(toc_args_one($2), $3);
        $$ = toc_build_clause(B, TOC_CLAUSE_ROLE_IS, @1, @$, toc_args_first(args));
    }
  | SHIFT name_arg hours least {
        toc_args args = toc_args_join(toc_args_one($2), $hours);
        $$ = toc_build_clause(B, TOC_CLAUSE_SHIFT, @1, @$, toc_args_first(toc_args_join(args, $least)));
    }
  ;

/* What rules ask and what it is asked of; what plays a role in the plan. */
demand_word:
    REQUIRES { $$ = TOC_CLAUSE_REQUIRES; }
  | RECOMMENDS { $$ = TOC_CLAUSE_RECOMMENDS; }
  ;

demand:
    word_arg %prec SHORT { $$ = toc_args_one($1); }
  | word_arg bound { $$ = toc_args_join(toc_args_one($1), $2); }
  | word_arg OF paths { $$ = toc_args_join(toc_args_one($1), $3); }
  ;

bound:
    range_value { $$ = toc_args_one($1); }
  | range_value DOTDOT range_value {
        toc_arg *first = toc_build_range(B, toc_args_add(toc_args_one($1), $3));
        toc_arg *second = first->next;
        $$ = toc_args_add(toc_args_one(first), second);
    }
  | AT_LEAST range_value { $$ = toc_args_add(toc_args_one(toc_build_flag_arg(B, "least", @1)), $2); }
  | AT_MOST range_value { $$ = toc_args_add(toc_args_one(toc_build_flag_arg(B, "most", @1)), $2); }
  ;

cited:
    texts { $$ = toc_args_one(toc_build_text_arg(B, $1, @1)); }
  | texts IN path {
        $$ = toc_args_add(toc_args_one(toc_build_text_arg(B, $1, @1)),
                          toc_build_path_arg(B, $3, @3));
    }
  ;

role_bodies:
    IS paths { $$ = $2; }
  | ELSEWHERE { $$ = toc_args_one(toc_build_flag_arg(B, "elsewhere", @1)); }
  ;

name_list_clause:
    ONE_OF LPAREN name_list RPAREN { $$ = toc_build_clause(B, TOC_CLAUSE_ONE_OF, @1, @$, toc_args_first($3)); }
  | ORDERED LPAREN name_list RPAREN {
        $$ = toc_build_clause(B, TOC_CLAUSE_ORDERED, @1, @$, toc_args_first($3));
    }
  ;

/* ── parts of clauses ────────────────────────────────────────────────────── */

formed_tail:
    %empty { $$ = toc_args_none(); }
  | formed_tail from_clause { $$ = toc_args_add($1, toc_build_clause_arg(B, $2)); }
  | formed_tail when_clause { $$ = toc_args_add($1, toc_build_clause_arg(B, $2)); }
  | formed_tail within_clause { $$ = toc_args_add($1, toc_build_clause_arg(B, $2)); }
  ;

end_tail:
    %empty { $$ = toc_args_none(); }
  | end_tail proposed_clause { $$ = toc_args_add($1, toc_build_clause_arg(B, $2)); }
  ;

proposed_clause:
    proposed_word path %prec SHORT {
        $$ = toc_build_clause(B, $1, @1, @$, toc_build_path_arg(B, $path, @path));
    }
  | proposed_word path within_clause {
        $$ = toc_build_clause(B, $1, @1, @$, toc_build_path_arg(B, $path, @path));
        $$->args->next = toc_build_clause_arg(B, $within_clause);
    }
  ;

hop_tail:
    %empty { $$ = toc_args_none(); }
  | hop_tail within_clause { $$ = toc_args_add($1, toc_build_clause_arg(B, $2)); }
  | hop_tail method_clause { $$ = toc_args_add($1, toc_build_clause_arg(B, $2)); }
  ;

every_by:
    %empty %prec SHORT { $$ = toc_args_none(); }
  | by_time_clause { $$ = toc_args_one(toc_build_clause_arg(B, $1)); }
  ;

every_until:
    %empty %prec SHORT { $$ = toc_args_none(); }
  | until_clause { $$ = toc_args_one(toc_build_clause_arg(B, $1)); }
  ;

chance:
    %empty { $$ = toc_args_none(); }
  | number_arg { $$ = toc_args_one($1); }
  | WHEN expr { $$ = toc_args_one(toc_build_expr_arg(B, $expr)); }
  | number_arg WHEN expr { $$ = toc_args_add(toc_args_one($1), toc_build_expr_arg(B, $expr)); }
  ;

targets:
    target
  | targets COMMA target { $$ = toc_args_join($1, $3); }
  ;

target:
    path { $$ = toc_args_one(toc_build_path_arg(B, $1, @1)); }
  | path wait_clause {
        $$ = toc_args_add(toc_args_one(toc_build_path_arg(B, $1, @1)), toc_build_clause_arg(B, $2));
    }
  | END { $$ = toc_args_one(toc_build_flag_arg(B, "end", @1)); }
  | END wait_clause {
        $$ = toc_args_add(toc_args_one(toc_build_flag_arg(B, "end", @1)), toc_build_clause_arg(B, $2));
    }
  ;

late:
    ESCALATE path {
        $$ = toc_args_add(toc_args_one(toc_build_known_word(B, "escalate", @1)),
                          toc_build_path_arg(B, $path, @path));
    }
  | NOTIFY paths { $$ = toc_args_join(toc_args_one(toc_build_known_word(B, "notify", @1)), $2); }
  | DO paths { $$ = toc_args_join(toc_args_one(toc_build_known_word(B, "do", @1)), $2); }
  ;

powers:
    power
  | powers COMMA power { $$ = toc_args_join($1, $3); }
  ;

power:
    word_arg { $$ = toc_args_one($1); }
  | END { $$ = toc_args_one(toc_build_known_word(B, "end", @1)); }
  ;

fields:
    field
  | fields COMMA field { $$ = toc_args_join($1, $3); }
  ;

field:
    name_arg word_arg { $$ = toc_args_add(toc_args_one($1), $2); }
  | name_arg name_list_clause { $$ = toc_args_add(toc_args_one($1), toc_build_clause_arg(B, $2)); }
  ;

quantities:
    quantity
  | quantities COMMA quantity { $$ = toc_args_join($1, $3); }
  ;

quantity:
    number_arg path { $$ = toc_args_add(toc_args_one($1), toc_build_path_arg(B, $2, @2)); }
  | number_arg OF path { $$ = toc_args_add(toc_args_one($1), toc_build_path_arg(B, $3, @3)); }
  ;

hours:
    DURATION { $$ = toc_args_one(toc_build_all_day(B, $1->duration, @1)); }
  | TIME DOTDOT TIME {
        $$ = toc_args_add(toc_args_one($1), $3);
    }
  | TIME DOTDOT TIME days {
        $$ = toc_args_add(toc_args_one($1), $3);
        $$ = toc_args_join($$, $days);
    }
  ;

days:
    day_list { $$ = toc_args_one(toc_build_days_arg(B, $1, @1)); }
  ;

day_list:
    day_range
  | day_list COMMA day_range { $$ = $1 | $3; }
  ;

day_range:
    DAY { $$ = 1u << $1; }
  | DAY DOTDOT DAY { $$ = toc_build_days(B, $1, $3); }
  ;

least:
    %empty { $$ = toc_args_none(); }
  | LEAST number_arg { $$ = toc_args_one($2); }
  ;

place:
    %empty { $$ = toc_args_none(); }
  | signed_arg signed_arg { $$ = toc_args_add(toc_args_one($1), $2); }
  | signed_arg COMMA signed_arg { $$ = toc_args_add(toc_args_one($1), $3); }
  ;

range:
    value { $$ = toc_args_one($1); }
  | value DOTDOT value { $$ = toc_args_add(toc_args_one($1), $3); }
  | value DOTDOT value DOTDOT value {
        $$ = toc_args_add(toc_args_add(toc_args_one($1), $3), $5);
    }
  ;

value:
    number_arg
  | DURATION { $$ = $1; }
  ;

range_value:
    signed_arg
  | DURATION { $$ = $1; }
  ;

from_value:
    DATE { $$ = $1; }
  | TIME { $$ = $1; }
  | INSTANT { $$ = $1; }
  ;

number_arg:
    NUMBER
  | NUMBER TEXT { $$ = toc_build_unit(B, $1, $2, @$); }
  ;

signed_arg:
    number_arg
  | MINUS number_arg { $$ = toc_build_negative(B, $2, @$); }
  ;

name_arg:
    name { $$ = toc_build_name_arg(B, $1, @1); }
  ;

word_arg:
    name { $$ = toc_build_word_arg(B, $1, @1); }
  ;

words:
    word_arg { $$ = toc_args_one($1); }
  | words COMMA word_arg { $$ = toc_args_add($1, $3); }
  ;

name_list:
    name_arg { $$ = toc_args_one($1); }
  | name_list COMMA name_arg { $$ = toc_args_add($1, $3); }
  ;

text_list:
    texts { $$ = toc_args_one(toc_build_text_arg(B, $1, @1)); }
  | text_list COMMA texts { $$ = toc_args_add($1, toc_build_text_arg(B, $3, @3)); }
  ;

path:
    name { $$ = toc_build_path(B, $1, @1); }
  | path DOT name { $$ = toc_build_path_part(B, $1, $3, @3); }
  ;

paths:
    path { $$ = toc_args_one(toc_build_path_arg(B, $1, @1)); }
  | paths COMMA path { $$ = toc_args_add($1, toc_build_path_arg(B, $3, @3)); }
  ;

/* ── anchors ─────────────────────────────────────────────────────────────── */

anchors:
    anchor_arg { $$ = toc_args_one($1); }
  | anchors COMMA anchor_arg { $$ = toc_args_add($1, $3); }
  ;

anchor_arg:
    path %prec SHORT { $$ = toc_build_anchor(B, TOC_ANCHOR_AT, $1, @$); }
  | path grade_word name { $$ = toc_build_grade_anchor(B, $2, $1, $3, @3, @$); }
  | LEVEL grade_word name { $$ = toc_build_grade_anchor(B, $2, NULL, $3, @3, @$); }
  | fixed_anchor
  ;

fixed_anchor:
    START_OF path { $$ = toc_build_anchor(B, TOC_ANCHOR_START_OF, $2, @$); }
  | END_OF path { $$ = toc_build_anchor(B, TOC_ANCHOR_END_OF, $2, @$); }
  | END_OF LEVEL { $$ = toc_build_anchor(B, TOC_ANCHOR_END_OF, NULL, @$); }
  | DECLARED path { $$ = toc_build_risen_anchor(B, TOC_ANCHOR_DECLARED, $2, @$); }
  | WARRANTED path { $$ = toc_build_risen_anchor(B, TOC_ANCHOR_WARRANTED, $2, @$); }
  ;

grade_word:
    AT_LEAST { $$ = TOC_EXPR_AT_LEAST; }
  | IS { $$ = TOC_EXPR_IS; }
  | BELOW { $$ = TOC_EXPR_BELOW; }
  ;

/* ── conditions ──────────────────────────────────────────────────────────── */

expr:
    conj
  | expr OR conj { $$ = toc_build_binary(B, TOC_EXPR_OR, $1, $3, @$); }
  ;

conj:
    held
  | conj AND held { $$ = toc_build_binary(B, TOC_EXPR_AND, $1, $3, @$); }
  ;

held:
    comparison
  | comparison FOR DURATION { $$ = toc_build_held(B, $1, $3->duration, @$); }
  | NOT held { $$ = toc_build_binary(B, TOC_EXPR_NOT, $2, NULL, @$); }
  ;

comparison:
    sum %prec SHORT
  | sum compare_word sum { $$ = toc_build_binary(B, $2, $1, $3, @$); }
  | sum grade_word sum { $$ = toc_build_binary(B, $2, $1, $3, @$); }
  | sum IN LPAREN expr_list RPAREN { $$ = toc_build_in_list(B, $1, toc_args_first($4), @$); }
  | IN path { $$ = toc_build_in_period(B, $2, @$); }
  ;

compare_word:
    EQ { $$ = TOC_EXPR_EQ; }
  | NE { $$ = TOC_EXPR_NE; }
  | LT { $$ = TOC_EXPR_LT; }
  | LE { $$ = TOC_EXPR_LE; }
  | GT { $$ = TOC_EXPR_GT; }
  | GE { $$ = TOC_EXPR_GE; }
  ;

sum:
    term
  | sum PLUS term { $$ = toc_build_binary(B, TOC_EXPR_ADD, $1, $3, @$); }
  | sum MINUS term { $$ = toc_build_binary(B, TOC_EXPR_SUB, $1, $3, @$); }
  ;

term:
    factor
  | term STAR factor { $$ = toc_build_binary(B, TOC_EXPR_MUL, $1, $3, @$); }
  | term SLASH factor { $$ = toc_build_binary(B, TOC_EXPR_DIV, $1, $3, @$); }
  ;

factor:
    primary
  | MINUS factor { $$ = toc_build_binary(B, TOC_EXPR_NEG, $2, NULL, @$); }
  ;

primary:
    number_arg { $$ = toc_build_expr(B, TOC_EXPR_NUMBER, @$); $$->number = $1->number; }
  | DURATION { $$ = toc_build_expr(B, TOC_EXPR_DURATION, @$); $$->duration = $1->duration; }
  | TEXT { $$ = toc_build_expr(B, TOC_EXPR_TEXT, @$); $$->text = $1; }
  | path { $$ = toc_build_expr(B, TOC_EXPR_PATH, @$); $$->path = $1; }
  | LEVEL { $$ = toc_build_expr(B, TOC_EXPR_LEVEL, @$); }
  | name OF path { $$ = toc_build_field_of(B, $1, @1, $3, @$); }
  | name LPAREN call_args RPAREN { $$ = toc_build_call(B, $1, @1, toc_args_first($3), @$); }
  | SINCE LPAREN anchor_arg RPAREN { $$ = toc_build_expr(B, TOC_EXPR_SINCE, @$); $$->anchor = $3->anchor; }
  | TIME_TO path { $$ = toc_build_expr(B, TOC_EXPR_TIME_TO, @$); $$->path = $2; }
  | LPAREN expr RPAREN { $$ = $2; $$->is_bracketed = true; $$->span = @$; }
  ;

call_args:
    call_arg { $$ = toc_args_one($1); }
  | call_args COMMA call_arg { $$ = toc_args_add($1, $3); }
  ;

call_arg:
    expr { $$ = toc_build_call_arg(B, $1); }
  | fixed_anchor
  ;

expr_list:
    expr { $$ = toc_args_one(toc_build_expr_arg(B, $1)); }
  | expr_list COMMA expr { $$ = toc_args_add($1, toc_build_expr_arg(B, $3)); }
  ;

%%

/* ── what was expected ───────────────────────────────────────────────────── */

/* Opens a clause or a declaration. */
static bool is_opening(yysymbol_kind_t symbol)
{
    static const yysymbol_kind_t joining[] = {
        YYSYMBOL_MAY,   YYSYMBOL_ANY_OF, YYSYMBOL_OF,       YYSYMBOL_GIVEN_WITHIN,
        YYSYMBOL_TIMES, YYSYMBOL_LEAST,  YYSYMBOL_PER_YEAR, YYSYMBOL_ESCALATE,
        YYSYMBOL_NOTIFY, YYSYMBOL_DO,    YYSYMBOL_DECLARED, YYSYMBOL_WARRANTED,
        YYSYMBOL_ELSEWHERE};

    if (symbol == YYSYMBOL_OUTCOME || symbol == YYSYMBOL_SINCE)
        return true;
    for (size_t i = 0; i < sizeof joining / sizeof joining[0]; i++) {
        if (joining[i] == symbol)
            return false;
    }
    return symbol >= YYSYMBOL_PLAN && symbol <= YYSYMBOL_TEXT_CLAUSE;
}

/* May begin a condition or the name of an instant. */
static bool is_operand(yysymbol_kind_t symbol)
{
    return symbol == YYSYMBOL_NAME || symbol == YYSYMBOL_NUMBER || symbol == YYSYMBOL_DURATION ||
           symbol == YYSYMBOL_TEXT || symbol == YYSYMBOL_LPAREN || symbol == YYSYMBOL_MINUS ||
           symbol == YYSYMBOL_NOT || symbol == YYSYMBOL_IN || symbol == YYSYMBOL_SINCE ||
           symbol == YYSYMBOL_TIME_TO || symbol == YYSYMBOL_LEVEL ||
           (symbol >= YYSYMBOL_START && symbol <= YYSYMBOL_END_OF) ||
           symbol == YYSYMBOL_DECLARED || symbol == YYSYMBOL_WARRANTED;
}

/* Goes on with a condition. */
static bool is_operator(yysymbol_kind_t symbol)
{
    return (symbol >= YYSYMBOL_EQ && symbol <= YYSYMBOL_SLASH) ||
           (symbol >= YYSYMBOL_AND && symbol <= YYSYMBOL_FOR) || symbol == YYSYMBOL_AT_LEAST;
}

static bool has(const yysymbol_kind_t *symbols, int count, yysymbol_kind_t wanted)
{
    for (int i = 0; i < count; i++) {
        if (symbols[i] == wanted)
            return true;
    }
    return false;
}

static void expect(toc_expected *expected, const char *word)
{
    if (expected->count < TOC_EXPECTED_MAX)
        expected->words[expected->count++] = word;
    else
        expected->has_more = true;
}

/* Always possible where it is, and no help to who looks for what is missing. */
static bool is_noise(yysymbol_kind_t symbol, const toc_expected *expected, bool has_comparison)
{
    if (symbol == YYSYMBOL_STRAY || symbol == YYSYMBOL_YYEOF || symbol == YYSYMBOL_LANG || symbol == YYSYMBOL_DOT ||
        (symbol >= YYSYMBOL_PLUS && symbol <= YYSYMBOL_SLASH))
        return true;
    if (symbol == YYSYMBOL_OF || symbol == YYSYMBOL_LPAREN)
        return has_comparison;
    return symbol == YYSYMBOL_TEXT && expected->is_after_number;
}

/* Many that belong together are said with one word; what is left, each by its own. */
static void describe(const yysymbol_kind_t *symbols, int count, toc_expected *out)
{
    bool has_condition = has(symbols, count, YYSYMBOL_TIME_TO);
    bool has_instant = !has_condition && has(symbols, count, YYSYMBOL_START_OF);
    bool has_comparison = has(symbols, count, YYSYMBOL_GE);

    out->is_item = has(symbols, count, YYSYMBOL_NOTE) && has(symbols, count, YYSYMBOL_STEP);
    out->wants_name = has(symbols, count, YYSYMBOL_NAME);
    out->wants_comma = has(symbols, count, YYSYMBOL_COMMA);
    out->wants_duration = has(symbols, count, YYSYMBOL_DURATION);
    if (has_condition)
        expect(out, has(symbols, count, YYSYMBOL_NOT) ? TOC_PHRASE("a condition") : TOC_PHRASE("a value"));
    if (has_instant)
        expect(out, TOC_PHRASE("the name of something that happens"));
    if (has_comparison)
        expect(out, TOC_PHRASE("a comparison such as `>=`"));
    if (out->is_item)
        expect(out, out->is_outside ? TOC_PHRASE("a declaration") : TOC_PHRASE("a clause"));
    for (int i = 0; i < count; i++) {
        bool is_said = ((has_condition || has_instant) && is_operand(symbols[i])) ||
                       (has_comparison && is_operator(symbols[i])) ||
                       (out->is_item && is_opening(symbols[i]));

        if (!is_said && !is_noise(symbols[i], out, has_comparison))
            expect(out, yysymbol_name(symbols[i]));
    }
}

static int yyreport_syntax_error(const yypcontext_t *context, toc_parser *parser)
{
    yysymbol_kind_t symbols[YYNTOKENS];
    toc_expected expected = {.is_after_number = parser->previous == TOC_T_NUMBER,
                             .is_outside = parser->depth == 0};
    int count = yypcontext_expected_tokens(context, symbols, YYNTOKENS);

    if (count < 0)
        return count;
    describe(symbols, count, &expected);
    toc_syntax_unexpected(parser, &expected);
    return 0;
}

/* Left for bison: its stack has no more room. */
static void toc_plan_error(const toc_span *span, toc_parser *parser, const char *message)
{
    (void)message;
    toc_syntax_report(parser, TOC_D_NESTING, *span, "this is nested too deeply");
}

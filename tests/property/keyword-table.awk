#!/usr/bin/awk -f
# keyword-table.awk - the table of keywords in docs/language.md, from grammar/keywords.def.
#
#   tests/property/keyword-table.awk grammar/keywords.def
#
# docs-language.sh compares its output with the page.
function spelling(text) { gsub(/^[ "]+|[ "]+$/, "", text); return text }
function row(use) {
    if (use == "") return
    printf "| `%s` | `%s` | `%s` | %s | %s |\n", english, simplified, traditional, use, also
}
function open_row(use, first) {
    row(last)
    last = use
    also = ""
    english = spelling(part[first])
    simplified = spelling(part[first + 1])
    traditional = spelling(part[first + 2])
}
/^(KEYWORD|WORD|DAY|SYNONYM|WORD_SYNONYM)\(/ {
    text = $0
    sub(/^[A-Z_]+\(/, "", text)
    sub(/\).*$/, "", text)
    split(text, part, ",")
}
/^KEYWORD\(/ { open_row("clause", 2) }
/^WORD\(/ { open_row("word of a list", 2) }
/^DAY\(/ { open_row("day", 2) }
/^(WORD_)?SYNONYM\(/ { also = also (also == "" ? "" : ", ") "`" spelling(part[2]) "`" }
END { row(last) }

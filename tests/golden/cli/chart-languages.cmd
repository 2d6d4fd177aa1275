# What a chart and a card say in one language and in two: conditions, limits, outcomes.
cat >"$TMP/lab.plan" <<'PLAN'
plan lab "實驗室預案" en "Laboratory plan" {
  version "1"
  language zh-Hant
}
org head "負責人" en "Head" { duty 24h }
org guard "門衛" en "Guard" { duty 24h }
event alarm "警報" en "Alarm" { }
indicator gas "氣體濃度" en "Gas reading" { number  unit "ppm"  range 0..100  initial 0 }
response first "先期處置" en "First acts" {
  on alarm
  when gas > 1 "ppm"
  lead head
  step close "關閥" en "Close the valve" { by guard  with head  within 5min }
  decision safe "是否安全" en "Is it safe?" {
    by head  after close  within 10min of close
    yes when gas < 2 "ppm" -> end
    no -> call
  }
  step call "求援" en "Call for help" { by guard  within 2 workdays of safe.no }
}
PLAN
said() { # the texts of an SVG, one a line, each once
    sed -e 's/<text/\n<text/g' | sed -n 's/^<text[^>]*>\([^<]*\)<.*/\1/p' | sort -u
}
for lang in zh en both; do
    echo "--- chart, $lang"
    tocsin chart --lang $lang --paper none --format svg "$TMP/lab.plan" | said
    echo "--- card, $lang"
    tocsin cards --lang $lang --body head --format svg "$TMP/lab.plan" | said | grep -E '是|否|yes|no|ppm'
done
echo "--- DOT, both"
tocsin chart --lang both --format dot "$TMP/lab.plan" | grep -oE '(是|yes|\[[^]]*ppm[^]]*\]|2 workdays|2 個工作日)' | sort | uniq -c | sed 's/^ *//'

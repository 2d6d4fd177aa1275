# Whose task it is when the deputy acts for the chief: in time, in time and out of turn, too late.
cd "$TMP"
cat >p.plan <<'PLAN'
plan p "P" { version "1"  status draft  language en  timezone "UTC" }
org office "Office" { duty 24h
  post chief "Chief" { contact phone "1"  contact mobile "2" }
  post deputy "Deputy" { contact phone "3"  contact mobile "4"  succeeds chief }
}
org crew "Crew" { duty 24h }
event alarm "Alarm"
response r "R" { on alarm
  step look "Look" { by crew  within 10min }
  step cut "Cut" { by crew  after look  within 30min of alarm  needs approval by office.chief given within 20min  takes 5min }
}
PLAN
play() { # when the deputy approves, whether the chief is out of reach
    printf 'scenario: s\nplan: p.plan\nstart: 2026-03-05T08:00+00:00\nplay: all\nend: 2h\n' >s.yaml
    [ "$2" = lost ] && echo 'disturb: [{at: 0min, unreachable: office.chief, for: 1h}]' >>s.yaml
    printf 'script:\n  - {at: 0min, inject: alarm}\n  - {at: 5min, did: look, by: crew}\n' >>s.yaml
    printf '  - {at: %s, approve: cut, by: office.deputy}\n  - {at: 40min, did: cut, by: crew}\n' "$1" >>s.yaml
    echo "── approved at $1, the chief $2"
    tocsin drill --format csv "${@:3}" s.yaml 2>/dev/null | tr -d '\r' | tail -n +2
}
play 15min lost
play 15min there
play 35min lost
play 35min lost --lang zh

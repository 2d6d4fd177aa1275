# Numbers that an option does not take: its own range is named, before any file is read.
refused() { tocsin "$@" 2>&1 | sed -n 1p; echo "exit ${PIPESTATUS[0]}"; }
refused chart --margin -1 no.plan
refused chart --margin=51 no.plan
refused chart --dpi 19 no.plan
refused cards --dpi 1201 no.plan
refused chart --speed 0 no.plan
refused table --port abc no.plan no.yaml
refused table --port 65536 no.plan no.yaml
refused test --coverage-threshold -3 no
refused test --coverage-threshold 101 no
refused test --jobs 0 no
refused test -j 257 no
refused drill --seed 18446744073709551616 no.plan no.yaml
refused generate --seed 1.5 no.plan

# Lists of events: separators, titles, times of every form, formulas, what is lost; drilled as they are.
#~ T0001 T0500 T0515 T0741 T0742 T0743 T0744 T0745
cp tests/golden/plans/standing.plan "$TMP/"
cd "$TMP"
cat >night.yaml <<'END'
scenario: night
title: Leak at night
plan: standing.plan
start: 2026-03-05T23:10+00:00
play: all
script:
  - {at: 0min,  inject: leak, to: [crew], text: "=HYPERLINK(\"x\"), says \"the gate\"", from: gate, via: phone}
  - {at: 12min, did: close, by: crew}
  - {at: 12min, note: "two lines,\nand a '=quote", to: [crew, head], from: gate}
  - {at: 14min500ms, set: {share: 12%}}
  - {at: 60min, declare: II, by: head}
disturb:
  - {at: 12min, lose: pumps, amount: 1}
expect:
  - {level: II, by: 60min}
end: 3h
END
echo "── as a list"
tocsin msel night.yaml | tr -d '\r' | tee night.csv
echo "── and back"
tocsin msel night.csv | tee back.yaml
tocsin test night.yaml back.yaml
echo "── drilled as it is"
tocsin drill standing.plan night.csv | sed -n 1,12p
echo "── semicolons, a byte order mark, titles of others, times of every form, rows out of order"
printf '\357\273\277"Event #";Zeit;Scheduled Time;Description;Recipient Player(s);Mode;Expected Player Action;Event\r
;;2026-03-05 23:10;A night;;;;startex\r
3;x;00:30;"Valve 3;\r
and ""4"" drip";crew, head;radio;Close them;\r
1;;23:15;it drips;crew;;;leak\r
2;;+0:10;;crew;;;leak\r
4;;5.3.2026 23:50:30;it stopped;crew;;;\r
5;;3/6/2026 1:00 PM;it stopped;crew;;;\r
6;;46087.75;all well;crew;;;\r
7;;1d2h;nobody hears it;;;;\r
;;2026-03-07T23:10+00:00;;;;;ENDEX\r
' >other.csv
tocsin msel --dates mdy other.csv
tocsin msel other.csv 2>&1 | grep -A5 T0743
echo "── columns of one's own"
tocsin msel --columns 'Nr=number,Zeit=time,Meldung=message,An=to,Was=inject' --separator semicolon night.yaml | tr -d '\r' | tee renamed.csv
tocsin msel --columns 'Nr=number,Zeit=time,Meldung=message,An=to,Was=inject' renamed.csv | sed 's/renamed/night/' | diff - <(sed 's/from .*csv/from night.csv/' back.yaml) && echo "nothing is lost"
tocsin msel --columns '=action,=objective,=script' night.yaml 2>/dev/null | head -n 1
tocsin msel --columns '=script' night.yaml 2>&1 >/dev/null | grep ^warning
printf 'Nr,Zeit,Was\n1,2026-03-05 23:10,leak\n' >own.csv
tocsin msel --columns 'Nr=number,Zeit=time,Was=inject' own.csv
echo "── only one is called otherwise: the others are still known"
printf 'Event #,Uhrzeit,Inject,Recipients,Description\n1,2026-03-05 23:10,leak,crew,it drips\n' >one.csv
tocsin msel --columns Uhrzeit=time one.csv
echo "── two that hold the same: the one that is named counts"
printf 'Time,Inject,To,Message,Description,Colour\n2026-03-05 23:10,leak,crew,it drips,a tap,red\n' >two.csv
tocsin msel two.csv
tocsin msel --columns 'Description=message,=to,Ziel=objective' two.csv
for columns in 'Nr' 'Nr=what' 'A=time,B=time' 'A=time, a=to' '=time,=time'; do tocsin msel --columns "$columns" own.csv; done
tocsin msel --columns 'From=to' night.yaml
tocsin msel --columns '=number,=time,=inject,=message,=from,=to,=method,=action,=objective,=script' night.yaml
echo "── what cannot be read"
printf 'time,inject\n0min,leak\n' >no-start.csv
printf 'time,inject\n"2026-03-05 23:10,leak\n' >quote.csv
printf 'time,time,inject\n' >twice.csv
printf 'when,what\n0min,leak\n' >titles.csv
printf 'time,inject,script\n2026-03-05 23:10,STARTEX,\n25:99,leak,\n,leak,\n10min,,"did: [close"\n' >times.csv
for list in no-start quote twice titles times; do
    tocsin msel $list.csv
    echo "exit $?"
done
printf 'PK\003\004 no archive' >torn.xlsx
tocsin msel torn.xlsx
tocsin msel gone.xlsx
echo "exit $?"
tocsin msel - <night.yaml | tocsin msel - | diff - back.yaml
echo "── a workbook, twice the same"
tocsin msel -o a.xlsx night.yaml && tocsin msel -o b.xlsx night.yaml && cmp a.xlsx b.xlsx && echo same
tocsin msel a.xlsx | diff - back.yaml
tocsin msel --sheet None a.xlsx 2>&1 | head -n 1

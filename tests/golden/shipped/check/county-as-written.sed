# The second reading of county-as-written.plan: what its words can only mean stands in for what
# they leave out, so that what is wrong behind the missing names shows as well.
s/^  kind \(initial\|progress\|daily\)  to 領導/  kind \1  from tech  to leading-group/
s/to 領導/to leading-group/
s/approved by 領導/approved by leading-group.chief/
s/level at least 較大/level at least III/
s/to 上進部門/to 上級部門/
/^period sensitive/s/}$/ from 2026-03-03 to 2026-03-15 yearly }/
s/^  step \(tell-superior\|start-plan\|report-up\|start-by-city\) \(.*\){/  step \1 \2{ by leading-group /
s/^  step \(remove\|shut\|reopen\|upgrade\|kill\|recover\|diagnose\|spare\|call-vendor\|offsite\|manual\) \(.*\){/  step \1 \2{ by admins /
s/^  step \(analyse\|watch\|alarm\|traces\|repair\) \(.*\){/  step \1 \2{ by tech /

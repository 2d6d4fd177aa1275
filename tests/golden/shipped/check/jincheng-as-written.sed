# The second reading of jincheng-as-written.plan: what its words can only mean stands in for what
# they leave out, so that what is wrong behind the missing names shows as well.
/^  formed by municipal-information-office/d
s/by municipal-information-office/by network-security-office/
s/^  step \(resources\|support\|monitoring\) \(.*\){/  step \1 \2{ by network-security-office /
s/^levels {/levels { declared by emergency-committee/
s/^  on level at least general  to public/  on level at least general  by network-security-office  to public/

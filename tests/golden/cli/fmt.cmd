# fmt with its options, on files in form and not; #~ T0001 T0040
good=$TMP/good.plan
bad=$TMP/bad.plan
wrong=$TMP/wrong.plan
printf 'event call "Call"\n' >"$good"
printf 'event   call "Call" {}\n\n\nevent ring "Ring"' >"$bad"
printf 'event call "Call" { seen by }\n' >"$wrong"

echo '-- standard output, several files'
tocsin fmt "$good" "$bad"; echo "exit $?"
echo '-- standard input'
tocsin fmt - <"$bad"; echo "exit $?"
echo '-- check'
tocsin fmt --check "$good"; echo "exit $?"
tocsin fmt --check "$good" "$bad"; echo "exit $?"
tocsin fmt --check - <"$bad"; echo "exit $?"
echo '-- diff'
tocsin fmt --diff "$good" "$bad"; echo "exit $?"
tocsin fmt --check --diff - <"$bad"; echo "exit $?"
echo '-- write: what is wrong stays, the others are written'
tocsin fmt --write "$good" "$wrong" "$bad"; echo "exit $?"
cat "$good" "$wrong" "$bad"
tocsin fmt --check "$good" "$bad"; echo "exit $?"
echo '-- write leaves nothing else behind, keeps the mode, follows links'
chmod 640 "$bad"
ln -s bad.plan "$TMP/link.plan"
tocsin fmt --write --keywords zh "$TMP/link.plan"; echo "exit $?"
cat "$bad"
stat -c %a "$bad"
[ -L "$TMP/link.plan" ] && ls "$TMP"
tocsin fmt --write --keywords en "$bad"; echo "exit $?"
echo '-- nothing to write to, nothing to read'
tocsin fmt --write - <"$bad"; echo "exit $?"
tocsin fmt "$TMP/missing.plan" "$good" 2>"$TMP/err"; echo "exit $?"
head -n 1 "$TMP/err"
tocsin fmt --write --check "$good"; echo "exit $?"

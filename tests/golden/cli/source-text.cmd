# Texts that cannot be read, or would not be read as they look: refused before anything is read.
#~ T0008 T0009 T0010 T0011 T0012 T0013
show() { # says, bytes as printf writes them
    echo "-- $1"
    printf "$2" >"$TMP/it.plan"
    tocsin check "$TMP/it.plan"
    echo "exit $?"
}

show 'bytes that are no UTF-8' 'event fire "F\374ire"\nevent flood "\355\240\200\300\257"\n'
show 'UTF-16, as some editors save it' '\377\376e\0v\0e\0n\0t\0'
show 'UTF-16 without a mark' 'e\0v\0e\0n\0t\0 \0f\0i\0r\0e\0'
show 'GBK' 'event fire "\273\360\276\257" # \263\307\307\370\323\246\274\261\n'
show 'NUL' 'event fire "F\0ire"\nevent flood\0\0 "Flood"\n'
show 'characters that do not show' 'event fi\342\200\213re "Fire"\nevent flood "Fl\302\255ood\357\273\277"\n'
show 'a byte order mark at the very begin is no mistake' \
    '\357\273\277plan p "P" { language en timezone "UTC" }\n'
show 'direction-changing characters' \
    'event fire "Fire" # \342\200\256 }enod{ \342\201\246\nevent flood "\330\234Flood"\n'
show 'control characters' 'event fire "\033[31mFire\007"\nevent flood "Flood"\032\177\302\205\f'
show 'a word processor document' 'PK\003\004\024\0\006\0word/document.xml'
show 'a document of an older word processor' '\320\317\021\340\241\261\032\341'
show 'a PDF document' '%%PDF-1.7\n%%\342\343\317\323\n'
show 'rich text' '{\\rtf1\\ansi plan}'
show 'a program' '\177ELF\002\001\001'
echo '-- ten messages of one file are enough'
printf '\007%.0s' {1..1000} >"$TMP/it.plan"
tocsin check "$TMP/it.plan" 2>&1 | grep -e '= note' -e errors
echo '-- in an included file and on standard input'
printf 'PK\003\004' >"$TMP/it.plan"
printf 'plan p "P" { language en timezone "UTC" }\ninclude "it.plan"\n' >"$TMP/main.plan"
tocsin check "$TMP/main.plan"; echo "exit $?"
tocsin check - <"$TMP/it.plan"; echo "exit $?"

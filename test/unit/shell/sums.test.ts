import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyReads, read } from './reading.ts';

test('text that was read is no number: a sum would run what stands in it', () => {
  for (const text of [
    'echo $(( $(cat x) ))',
    'x=$(cat f); echo $((x + 1))',
    '(( $(cat x) > 3 )) && echo a',
    'x=$(cat f); (( x > 3 )) && echo a',
    'let "a=$(cat x)"',
    '[[ $(cat f) -gt 3 ]] && echo a',
    'x=$(cat f); [[ x -gt 3 ]] && echo a',
    '[[ -v $(cat f) ]]',
    'test -v "$(cat f)"',
    'printf -v "$(cat f)" a',
    'declare -i n="$(cat f)"',
    'x=$(cat f); echo "${s:$x:2}"',
    'while read -r n; do t=$((t + n)); done < f',
    'mapfile -t a < f; echo $((a[0]))',
    'echo $(( $(curl -s localhost/x) ))',
    // Not one of these prints numbers alone.
    'echo $(( $(wc -l $F) ))',
    'for f in *; do n=$(wc -l "$f" | awk \'{print $1}\'); (( n > 3 )); done',
    'echo $(( $(grep -c x *) ))',
    'echo $(( $(grep -rc x src) ))',
    'echo $(( $(grep -n x a b | cut -d: -f1) ))',
    'echo $(( $(grep -n -A2 x a | cut -d: -f1) ))',
    'echo $(( $(grep -n x a | cut -d: -f2) ))',
    'echo $(( $(grep -ro "[0-9]*" src) ))',
    "echo $(( $(awk '{s=$1; s++} END {print s}' f) ))",
    "echo $(( $(awk '{a[$1]} END {for (s in a) print s; s++}' f) ))",
    "echo $(( $(awk '{n++; print} END {print n}' f) ))",
    "echo $(( $(jq 'def length: .a; length' f) ))",
    'wc() { cat f; }; echo $(( $(wc -l) ))',
    'x=$(wc -l < f; cat f); echo $((x))',
    // A subscript is a sum too (bash 5.2, tried).
    'x=$(cat f); a[$x]=1',
    'x=$(cat f); echo ${a[x]}',
    'read -r x < f; declare a[x]=1',
    'while read -r n f; do a[$n]=$f; done < f',
    'declare -A n; x=$(cat f); echo ${n[$x]} ${a[$x]}',
    'declare -A n; x=$(cat f); (( n[$x]++ ))',
    'declare -A n; for k in "${!n[@]}"; do n[$(cat f)]=1; echo $((k + $(cat f))); done',
    // Whoever sends a file chooses its name.
    'git ls-files | while read -r f; do echo $((f)); done',
    "git ls-files '*.ts' '*.js' | while read -r f; do [[ $f -gt 3 ]] && echo x; done",
    'for f in *.ts; do (( f > 3 )) && echo x; done',
    'ls | while read -r f; do printf -v "$f" x; done',
  ])
    assert.equal(read(text).complete, false, text);
});

test('what only counts, and what is no sum, is read as ever', () => {
  for (const text of [
    'echo $(( $(wc -l < f) / 2 ))',
    'n=$(wc -l < f); echo $((n / 2))',
    'start=$(date +%s); echo $(( $(date +%s) - start ))',
    "c=$(find . -name '*.ts' | wc -l | tr -d ' '); echo $((c * 2))",
    'echo $(( $(grep -c x f) * 100 / $(wc -l < f) ))',
    'echo $(( $(nproc) * 2 ))',
    'echo $(( $(stat -c %s f) / 1024 ))',
    'echo $(( $(git rev-list --count HEAD) - 3 ))',
    'if [[ $(git status --porcelain | wc -l) -gt 0 ]]; then echo a; fi',
    'echo $(( $(jq length a.json) ))',
    "echo $(( $(awk '{s+=$1} END {print s}' f) ))",
    'L=$(grep -n foo f | head -1 | cut -d: -f1); sed -n "$((L-2)),$((L+2))p" f',
    "L=$(grep -n foo f | awk -F: '{print $1}'); echo $((L+1))",
    'du -s src | while read -r size name; do t=$((t + size)); done',
    'git diff --numstat | while read -r a d f; do t=$((t + a)); done',
    't=$(cat /sys/class/thermal/thermal_zone0/temp); echo $((t / 1000))',
    'i=0; while read -r l; do i=$((i + 1)); done < f',
    'i=0; while read -r l; do a[$i]=$l; i=$((i + 1)); done < f; echo ${a[0]}',
    'mapfile -t l < f; for i in "${!l[@]}"; do echo "$i: ${l[$i]}"; done',
    'declare -A n; for f in *.ts; do n[${f##*.}]=$((${n[${f##*.}]:-0} + 1)); done',
    'declare -A n; while read -r k; do n[$k]=1; done < f; echo ${#n[@]}',
    '[ $(cat f) -gt 3 ]',
    'v=$(cat VERSION); [[ $v == 1.* ]] && echo a',
    'for f in *.ts; do n=$(wc -l < "$f"); t=$((t + n)); done; echo $t',
    'echo $(( X + 1 ))',
  ])
    assert.ok(onlyReads(read(text)), text);
});

import { runInner } from '../calls/runInner.ts';
import { actOnFile, opaque } from '../effects/act.ts';
import { sedDeeds, UNKNOWN } from '../calls/sedScript.ts';
import { holdsNames, spanOf } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { isReadText } from '../state/flow.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Tool } from './tool.ts';

/** UTF-16 units of a script of sed. */
const LONGEST_SCRIPT = 4096;
/** UTF-16 units of a variable's name, or of a command between backticks. */
const LONGEST_NAME = 200;

/** One pattern, or one `s`, between slashes: what has no slash in it cannot end what it stands in. A line break only ends the script, with an error. */
const BETWEEN_SLASHES = /^(?:\/[^/\]\n]*\/I?!?[pdq=]?|s\/[^/\]\n]*\/[^/\]\n]*\/[gpIi\d]*)$/;

/** Names of files stand in it that could end the pattern they are put into: `s|^|a|e;#.md|` runs what it reads. */
function nameEnds(script: Arg): boolean {
  const names = script.dynamic ? script.flow?.names : holdsNames(script) ? [script.value] : undefined;
  if (names === undefined) return false;
  return (
    !BETWEEN_SLASHES.test(script.value) ||
    names.some((name) => name.includes('**') || (script.dynamic && name.includes('/')))
  );
}

/** GNU's `e` may come with text that was read, and `w x`: `s/a/$x/`. */
function isRead({ value, dynamic, gaps, flow }: Arg): boolean {
  return dynamic && (gaps?.value === value ? gaps.read : isReadText(flow));
}

function sedScript(call: Call): void {
  const scripts = valuesOf(call, 'e', 'expression');
  // `sed -i '' s/a/b/ x` on a Mac: the empty word is the ending of a copy. GNU's takes it for a script that changes nothing.
  const [first, ...rest] = call.parsed.operands;
  const isEnding = scripts.length === 0 && has(call, 'i') && first?.value === '' && !first.dynamic && rest.length > 0;
  const operands = isEnding ? rest : call.parsed.operands;
  const own = scripts.length > 0 || has(call, 'f', 'file') ? operands : operands.slice(1);
  const all = scripts.length > 0 ? scripts : has(call, 'f', 'file') ? [] : operands.slice(0, 1);
  const inPlace = has(call, 'i', 'in-place');
  for (const file of own) actOnFile(call, inPlace ? 'write' : 'read', file);
  const ending = valueOf(call, 'i', 'in-place')?.value ?? '';
  if (inPlace && ending !== '') for (const file of own) keepsCopy(call, file, ending);
  const unsure = all.filter((script) => nameEnds(script) || (script.dynamic && script.loose) || isRead(script));
  for (const script of unsure) opaque(call, script.value, script.range, 'problem.dynamic', ['dynamic']);
  if (unsure.length === 0) readScript(call, all);
}

/** Words of `-e` are lines of one script: the first may end in the midst of what `a` adds. */
function readScript(call: Call, scripts: readonly Arg[]): void {
  const texts = scripts.map((script) => (script.dynamic ? withoutUnknown(script) : script.value));
  const whole = texts.join('\n');
  const range = spanOf(scripts, call.range);
  if (whole.length > LONGEST_SCRIPT) {
    opaque(call, whole, range, 'problem.too-long');
    return;
  }
  const deeds = sedDeeds(whole);
  if (deeds === undefined) {
    const dynamic = scripts.some((script) => script.dynamic);
    const asWritten = scripts.map(({ value }) => value).join('\n');
    opaque(call, asWritten, range, dynamic ? 'problem.dynamic' : 'problem.syntax', dynamic ? ['dynamic'] : []);
  }
  for (const { does, what, at } of deeds ?? []) {
    let start = 0;
    const index = texts.findIndex((text) => (start += text.length + 1) > at);
    const script = scripts[index];
    if (script === undefined) continue;
    if (does === 'run') {
      opaque(call, script.value, script.range, 'problem.runs-program');
      if (what !== '') runInner(call, what, script);
    } else actOnFile(call, does, { ...script, value: what, dynamic: what.includes(UNKNOWN) });
  }
}

/** `$name`, `$(…)` and their like, which stand in a word as they are written, each as one sign that nobody knows. */
function withoutUnknown({ value, gaps }: Arg): string {
  let text = '';
  if (gaps?.value === value) {
    let end = 0;
    for (const [from, to] of gaps.spans) {
      text += value.slice(end, from) + UNKNOWN;
      end = to;
    }
    return text + value.slice(end);
  }
  for (let at = 0; at < value.length;) {
    const [variable = ''] = /^(?:\$(?:\w+|[@*#?$!-])|`[^`]*`)/.exec(value.slice(at, at + LONGEST_NAME)) ?? [];
    const length = /^\$[({]/.test(value.slice(at, at + 2)) ? unitsInBrackets(value, at + 1) + 1 : variable.length;
    text += length > 0 ? UNKNOWN : value.charAt(at);
    at += Math.max(1, length);
  }
  return text;
}

/** Of what begins with an open bracket, with all that it encloses. */
function unitsInBrackets(value: string, start: number): number {
  let depth = 0;
  for (let at = start; at < value.length; at++) {
    if (/[({]/.test(value.charAt(at))) depth += 1;
    else if (/[)}]/.test(value.charAt(at))) depth -= 1;
    if (depth === 0) return at - start + 1;
  }
  return value.length - start;
}

/** `sed -i.bak`: what was there goes on in `a.bak`, in place of an older one. A star in the ending is the file's name. */
function keepsCopy(call: Call, file: Arg, ending: string): void {
  const dynamic = file.dynamic || /[*/]/.test(ending);
  actOnFile(call, 'write', { ...file, value: `${file.value}${ending}`, dynamic });
}

/** Programs that take text apart line by line, as a script says that hardly anybody would call a program. */
export const streamEditorsTools: readonly Tool[] = [
  {
    names: 'sed gsed',
    options:
      'n,quiet,silent e,expression= f,file=opaque E,r,regexp-extended i,in-place? s,separate u,unbuffered z,null-data line-length= posix debug follow-symlinks b,binary sandbox a',
    also: sedScript,
    examples: {
      held: {
        "sed -i 's/a/b/' x.txt": 'file.write',
        "sed -i.bak 's/a/b/' x.txt": 'file.write',
        "sed -i '' '/a/d' x.txt": 'file.write',
        "sed -i '' 's/x/rm -rf y/e' x.txt": 'file.write exec.opaque file.delete',
        "sed -n 'w out.txt' a": 'file.read file.write',
        "sed -n '1e rm -rf x' a": 'file.read exec.opaque file.delete',
        "sed '\\,x,e rm -rf x' a": 'file.read exec.opaque file.delete',
        "sed '/x/Ie rm -rf x' a": 'file.read exec.opaque file.delete',
        "sed '5sxaxrm -rf yxe' a": 'file.read exec.opaque file.delete',
        "sed 's a touch e' a": 'file.read exec.opaque',
        "sed 's/a/b/;wout.txt' a": 'file.read file.write',
        "sed -n '/x/Iw out.txt' a": 'file.read file.write',
        "sed 's/a/b/gMw out.txt' a": 'file.read file.write',
        'sed -n "s/x/$V/;w out.txt" a': 'file.read file.write',
        'sed "s/$A/rm -rf x/e" a': 'file.read exec.opaque file.delete',
        'x=$(cat n.txt); sed "s/a/$x/" a': 'file.read exec.opaque',
        'while read -r x; do sed -n "${x}p" a; done < b': 'file.read exec.opaque',
        'sed "s/a/b/$FLAGS" a': 'file.read exec.opaque',
        'sed "/x/$COMMAND" a': 'file.read exec.opaque',
        "sed -e 'a\\' -e 'w x' -e 'w out.txt' a": 'file.read file.write',
        "sed ':a;a\\\nw out.txt' a": 'file.read file.write',
        "sed 's/[/]x/b/;w out.txt' a": 'file.read file.write',
        "sed '/x/ k' a": 'file.read exec.opaque',
        "sed 'r .env' a": 'file.read secret.read',
        "sed 'R .env' a": 'file.read secret.read',
        "sed 's/x/rm -rf y/e' a": 'file.read exec.opaque file.delete',
        'sed "$(cat x)" a': 'file.read exec.opaque',
        'sed -n "$SCRIPT" a': 'file.read exec.opaque',
        'for f in *.md; do sed "s|^|$f: |" a; done': 'file.read exec.opaque',
        'for f in src/*.md; do sed -n "/$f/p" a; done': 'file.read exec.opaque',
        'for f in *.md; do sed -n "/$f/,/$f/p" a; done': 'file.read exec.opaque',
        'find src -name a.md -exec sed -n "/{}/p" b \\;': 'file.read exec.opaque',
        'git ls-files | while read -r f; do sed -n "/$f/p" a; done': 'file.read exec.opaque',
      },
      passed: [
        'sed -n "${FROM},${TO}p" a',
        'sed -n "$(($FROM - 1)),\\$p" a',
        'sed -n \'$!N;\'"s/x/$V/p" a',
        "sed -n '1,20p' src/a.ts",
        'n=$(wc -l < b); sed -n "1,${n}p" a',
        'x=$(date +%F); sed "s/a/$x/" a',
        'for n in $(grep -n x a | cut -d: -f1); do sed -n "${n}p" a; done',
        "sed -n '/^a/,/^b/{//!p;}' a",
        "sed -e ':a' -e '/\\\\$/N; s/\\\\\\n//; ta' a",
        "sed -n '/x/{=;x;p;x};h' a",
        "sed '/^- e /s|^- w |* |;$!{N;D}' a",
        "sed '1i\\  rm -rf x' a",
        "sed 'r b.txt' a",
        "sed -n 's/^a/b/w /dev/stdout' a",
        "sed 's/remove/erase/g' a.txt",
        'for f in *.md; do sed -n "/$f/p" a; done',
        'for f in *.md; do sed "s/^/$f: /" "$f"; done',
        'for f in src/*.md; do sed -n 3p "$f"; done',
        'find src -name a.md -exec sed -n 3p {} \\;',
        'for i in 1 2; do sed -n "${i}p" a; done',
      ],
    },
  },
];

import { awkProgram } from '../calls/awkProgram.ts';
import { runInner } from '../calls/runInner.ts';
import { actOnFile, opaque } from '../effects/act.ts';
import { holdsNames, isVerbatim } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Tool } from './tool.ts';

/** UTF-16 units of a script of sed. */
const LONGEST_SCRIPT = 4096;

/** It begins with `$` as the address of the last line does. */
const ONLY_VARIABLE = /^(?:\$\w+|\$\{[^}]*\}|\$\([^]*\)|`[^`]*`)$/;

/** `"$N"p` is more than its variable. */
function isOnlyVariable(script: Arg): boolean {
  return ONLY_VARIABLE.test(script.value) && (isVerbatim(script) || !/^\$\w/.test(script.value));
}

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
  for (const script of all) {
    if (nameEnds(script)) {
      opaque(call, script.value, script.range, 'problem.dynamic', ['dynamic']);
      continue;
    }
    if (script.dynamic) {
      // A pattern with a variable in it is ordinary; one that is all variable could hold `e` or `w`.
      if (!/^[0-9/s$]/.test(script.value) || isOnlyVariable(script) || script.loose)
        opaque(call, script.value, script.range, 'problem.dynamic', ['dynamic']);
      continue;
    }
    // Nobody writes one by hand that is as long, and what stands between its marks is looked for from each of them.
    if (script.value.length > LONGEST_SCRIPT) {
      opaque(call, script.value, script.range, 'problem.too-long');
      continue;
    }
    // One blank says as much as a thousand, which the patterns below would try each with all that follow.
    const text = script.value.replace(/\s+/g, (blanks) => (blanks.includes('\n') ? '\n' : ' '));
    const runs =
      /(?:^|[;{}\n]|\d|\$|\/|!)\s*e(?:\s|$)/.test(text) ||
      /(?:(?:^|[;{}\n])\s*s(?=[^\s\\])|(?<![A-Za-z])s(?=[^\w\s\\])|(?<=[/,][IM]*)s(?=[^\w\s\\]))(.)(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1[gpiIm0-9]*e/.test(
        text,
      );
    if (runs) {
      opaque(call, text, script.range, 'problem.runs-program');
      const command =
        /(?:^|[;{}\n]|\d|\$|\/)\s*e\s+([^\n]+)/.exec(text)?.[1] ??
        /s(.)(?:\\.|(?!\1).)*\1((?:\\.|(?!\1).)*)\1\w*e/.exec(text)?.[2];
      if (command !== undefined) runInner(call, command, script);
    }
    const wrote =
      /(?:^|[;{}\n]|\d|\$|\/)\s*[wW]\s+(\S+)|(?:(?:^|[;{}\n])\s*s(?=[^\s\\])|(?<![A-Za-z])s(?=[^\w\s\\])|(?<=[/,][IM]*)s(?=[^\w\s\\]))(.)(?:\\.|(?!\2).)*\2(?:\\.|(?!\2).)*\2[gpiIm0-9]*w\s*(\S+)/.exec(
        text,
      );
    const target = wrote?.[1] ?? wrote?.[3];
    if (target !== undefined) actOnFile(call, 'write', { ...script, value: target, dynamic: false });
  }
}

/** `sed -i.bak`: what was there goes on in `a.bak`, in place of an older one. A star in the ending is the file's name. */
function keepsCopy(call: Call, file: Arg, ending: string): void {
  const dynamic = file.dynamic || /[*/]/.test(ending);
  actOnFile(call, 'write', { ...file, value: `${file.value}${ending}`, dynamic });
}

/** Programs that take text apart line by line, as a program of their own says. */
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
        "sed -n '1,20p' src/a.ts",
        "sed 's/remove/erase/g' a.txt",
        'for f in *.md; do sed -n "/$f/p" a; done',
        'for f in *.md; do sed "s/^/$f: /" "$f"; done',
        'for f in src/*.md; do sed -n 3p "$f"; done',
        'find src -name a.md -exec sed -n 3p {} \\;',
        'for i in 1 2; do sed -n "${i}p" a; done',
      ],
    },
  },
  {
    names: 'awk gawk mawk nawk',
    options:
      'F,field-separator= v,assign= f,file= n,non-decimal-data W= b c,traditional e,source= i,include=opaque l,load=opaque M O s S,sandbox t o,pretty-print? d,dump-variables? p,profile? r',
    also: awkProgram,
    examples: {
      held: {
        'awk \'BEGIN { ARGV[1] = "/home/user/.netrc"; ARGC = 2 } { print }\'': 'exec.opaque',
        'awk \'{ ARGV[ARGC++] = "/home/user/.netrc" } 1\' a': 'exec.opaque file.read',
        'gawk \'BEGIN { f = "system"; @f("rm -rf x") }\'': 'exec.opaque',
        'awk \'BEGIN { k = "TOKEN"; print ENVIRON[k] }\'': 'secret.read',
        'awk \'{ print (a > b) > "out" }\' a': 'file.read file.write',
        "awk '{ getline x < $1; print x }' a": 'exec.opaque file.read',
        "awk '{ while ((getline x < $(NF)) > 0) print x }' a": 'exec.opaque file.read',
        "awk -f - a <<'E'\n{ system($0) }\nE": 'exec.opaque file.read',
        "awk '{ x = NR / 2; system($0); y = NR / 3 }' a": 'file.read exec.opaque',
        "awk '{ x = NR / 2; print > $1; y = NR / 3 }' a": 'file.read exec.opaque',
        'awk \'/"/ { system($0) } /"/\' a': 'file.read exec.opaque',
        'awk \'{ a = 1 # "\nsystem($0) # "\n}\' a': 'file.read exec.opaque',
        'awk \'{ print /"/; system($0); x = "/" }\' a': 'file.read exec.opaque',
        'awk \'{ if (1) /"/; system($0); x = "/" }\' a': 'file.read exec.opaque',

        'awk \'BEGIN{system("rm -rf x")}\'': 'exec.opaque file.delete',
        'awk \'{ print | "sort -o b.txt" }\' a.txt': 'file.read file.write',
        'awk \'{ print | "sort > b.txt" }\' a.txt': 'exec.opaque file.read file.write',
        'awk \'{ print | "sort " $2 }\' a.txt': 'exec.opaque file.read',
        'awk \'{ print | "sh" }\' a.txt': 'exec.opaque file.read',
        'awk \'{ x = " close(" ; system($1) ; y = ")" }\' a.txt': 'exec.opaque file.read',
        'awk \'{print > "out.txt"}\' a': 'file.read file.write',
      },
      passed: [
        "awk '$1 ~ /x|y/ && !/z|w/ { n += $2 / 2 } END { print n / (NR - 1) }' a.log",

        "awk '{print $1}' a.txt",
        'awk \'{ printf "%s%s", $1, (NR > 1 ? "," : "") }\' a.txt',
        "awk '/x/ { getline; print; if ((getline y) > 0) print y }' a.txt",
        'awk \'BEGIN { for (i = 1; i < ARGC; i++) n[i] = ARGV[i] + 0; print n[1], ENVIRON["HOME"] }\' 4 5',
        "awk -f - a.txt <<'E'\n{ print $1 }\nE",
        "awk -F: '$3 > 10 {print $1}' a.txt",
        'awk \'{ c[$1]++ } END { for (k in c) print c[k], k | "sort -rn" }\' a.txt',
        'awk \'BEGIN { while (("date +%s" | getline d) > 0) print d; close("date +%s") }\'',
        'awk \'BEGIN { while ((getline id < "ids.txt") > 0) seen[id]; } $1 in seen\' a.log',
      ],
    },
  },
];

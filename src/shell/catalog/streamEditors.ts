import { isSecretVariable } from '../effects/secrets.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import { holdsNames, isVerbatim } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import { fork } from '../state/scope.ts';
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

/** A command line inside another program's text: what is seen of it is read, the text as a whole stays opaque. */
function runInner(call: Call, text: string, arg: Arg): void {
  call.shell.text(text, fork(call.scope), { kind: 'fixed', whole: arg.range }, undefined);
}

const TEXT = /"(?:\\[^]|[^"\\])*"?/y;
const COMMENT = /#[^\n]*/y;
const PATTERN = /\/(?:\\[^]|\[\^?\]?(?:\\[^]|[^\]\\\n])*\]|[^/\\\n])*\/?/y;
/** Behind these words a pattern may begin; behind any other word and number a `/` divides. */
const BEFORE_PATTERN = /(?:^|[^\w)\]"$]|\b(?:print|printf|return|in|else|do|case|exit|delete|and|or))$/;

/**
 * An AWK program without what stands in its texts, patterns and comments. Behind `)` and `++` a `/` may do either, as the whole
 * program says: `patterns` tells what it is taken for.
 */
function bareOf(program: string, patterns: boolean): string {
  const bare: string[] = [];
  /** The end of what stands before, with one blank for many. */
  let before = '';
  let isBlank = false;
  const add = (piece: string): void => {
    bare.push(piece);
    if (/^\s*$/.test(piece) && !piece.includes('\n')) {
      isBlank = true;
      return;
    }
    before = `${before}${isBlank ? ' ' : ''}${piece}`.slice(-12);
    isBlank = false;
  };
  let at = 0;
  while (at < program.length) {
    const sign = program.charAt(at);
    // A line that goes on is one line.
    if (sign === '\\' && /^\r?\n/.test(program.slice(at + 1, at + 3))) {
      add(' ');
      at = program.indexOf('\n', at) + 1;
      continue;
    }
    const isPattern = sign === '/' && (/(?:\)|\+\+|--)$/.test(before) ? patterns : BEFORE_PATTERN.test(before));
    const skipped = sign === '"' ? TEXT : sign === '#' ? COMMENT : isPattern ? PATTERN : undefined;
    if (skipped === undefined) {
      add(sign);
      at += 1;
      continue;
    }
    skipped.lastIndex = at;
    at += skipped.exec(program)?.[0].length ?? 1;
    add(sign === '#' ? ' ' : '""');
  }
  return bare.join('');
}

/**
 * Whole commands of a program that only pass on what they are given or say something of the machine: `| "sort -rn"`, `"date" | getline d`,
 * and the `close` that ends one. They are read as shell besides. What stands between the quotes is never code that could run something, since
 * the quotes may be the end of one text and the begin of another.
 */
const FILTERS =
  /\|\s*"(?:sort|uniq|head|tail|wc|column|cut|tr|nl|rev|tac|cat)(?: [^"\\$`|;&<>()/]*| 1>&2)?"(?=\s*(?:[;}\n]|$))|"(?<=[({;]\s*")(?:date|hostname|uname|whoami|id|pwd|nproc)(?: [^"\\$`|;&<>()/]*)?"\s*\|\s*getline\b|\bclose\s*\(\s*"[^"\\()|@/]*"\s*\)/g;

/** The same for one that names a file. */
const ENDS_FILE = /\bclose\s*\(\s*"[\w.-]+(?:\/[\w.-]+)*"\s*\)/g;
/** `getline line < "ids.txt"`: the file is read. Nothing in such a name could run, if the quotes were the other way round. */
const LINES_OF = /\bgetline(?:\s+\w+)?\s*<\s*"([\w.-]+(?:\/[\w.-]+)*|\/[\w.-]+(?:\/[\w.-]+)*)"/g;

function printsToFile(statement: string): boolean {
  const at = statement.indexOf('print');
  return at !== -1 && statement.includes('>', at);
}

function awkProgram(call: Call): void {
  const { operands } = call.parsed;
  const hasFile = has(call, 'f', 'file');
  const program = hasFile ? undefined : operands[0];
  for (const file of hasFile ? operands : operands.slice(1))
    if (!/^\w+=/.test(file.value)) actOnFile(call, 'read', file);
  if (hasFile || program === undefined) {
    opaque(call, call.title, call.range, 'problem.unread-file');
    return;
  }
  const bares = [true, false].map((patterns) => bareOf(program.value, patterns));
  if (program.dynamic || holdsNames(program))
    opaque(call, program.value, program.range, 'problem.dynamic', ['dynamic']);
  const others = program.value.replace(FILTERS, ' ').replace(LINES_OF, ' ').replace(ENDS_FILE, ' ');
  const risky = [true, false].some((patterns) =>
    /\bsystem\s*\(|\bgetline\b|\|&?|\bfflush|@load|@include|\bclose\s*\(/.test(
      bareOf(others, patterns).replace(/\|\|/g, ''),
    ),
  );
  if (risky) opaque(call, program.value, program.range, 'problem.runs-program');
  for (const match of program.value.matchAll(
    /\bsystem\s*\(\s*"((?:\\.|[^"\\])*)"|"((?:\\.|[^"\\])*)"\s*\|&?\s*(?:getline|"(?:\/bin\/)?(?:ba|z|da)?sh")|\|\s*"((?:\\.|[^"\\])*)"/g,
  )) {
    runInner(call, match[1] ?? match[2] ?? match[3] ?? '', program);
  }
  for (const [, file = ''] of program.value.matchAll(LINES_OF))
    if (file !== '-') actOnFile(call, 'read', { ...program, value: file, dynamic: false });
  // `for (name in ENVIRON)` goes through all of them.
  const named = [...program.value.matchAll(/\bENVIRON\s*\[\s*"([^"]*)"\s*\]/g)].map(([, name = '']) => name);
  if (bares.some((bare) => /\bin\s+ENVIRON\b/.test(bare)) || named.some(isSecretVariable))
    act(call, 'secret.read', 'secret', named.find(isSecretVariable) ?? 'environment', program.range);
  if (!bares.some((bare) => bare.split(/[;}\n]/).some(printsToFile))) return;
  const target =
    program.value.length > LONGEST_SCRIPT
      ? undefined
      : /(?:print|printf)[^;}\n]*>>?\s*"([^"]+)"/.exec(program.value)?.[1];
  if (target === undefined) opaque(call, program.value, program.range, 'problem.runs-program');
  else actOnFile(call, 'write', { ...program, value: target, dynamic: false });
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
        "awk -F: '$3 > 10 {print $1}' a.txt",
        'awk \'{ c[$1]++ } END { for (k in c) print c[k], k | "sort -rn" }\' a.txt',
        'awk \'BEGIN { while (("date +%s" | getline d) > 0) print d; close("date +%s") }\'',
        'awk \'BEGIN { while ((getline id < "ids.txt") > 0) seen[id]; } $1 in seen\' a.log',
      ],
    },
  },
];

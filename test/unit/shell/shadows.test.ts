import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, onlyReads, read } from './reading.ts';

const holds = (text: string): void => assert.ok(!onlyReads(read(text)), `${text} is taken for a read`);
const deletes = (text: string): void => {
  const found = effectsOf(text);
  assert.ok(found.includes('file.delete /workspace/x'), `${text}: ${found.join()}`);
};

test('a program that is started knows nothing of functions and aliases', () => {
  for (const runner of ['env', 'sudo', 'nohup', 'timeout 5', 'nice', 'xargs', 'find . -exec', 'setsid', 'busybox'])
    deletes(`rm() { :; }; ${runner} rm x`);
  deletes('alias rm=ls; sudo rm x');
});

test('a shell that is started may know a function, and may not', () => {
  deletes("rm() { :; }; bash -c 'rm x'");
  deletes("rm() { :; }; watch 'rm x'");
  deletes('ls() { rm x; }; export -f ls; bash -c ls');
  deletes('f() { rm x; }; export -f f; echo a | xargs -I{} bash -c "f {}"');
});

test('command and builtin pass over the function of that very name, and no other', () => {
  deletes('rm() { :; }; command rm x');
  deletes("eval() { :; }; builtin eval 'rm x'");
  deletes('ls() { rm x; }; builtin eval ls');
  deletes("builtin eval 'ls() { rm x; }'; ls");
  deletes('ls() { rm x; }; command ls; ls');
  deletes('command set -- rm x; "$@"');
});

test('a local name ends with its function', () => {
  deletes('A=rm; f() { local A=ls; }; f; $A x');
  deletes('A=rm; f() { declare A=ls; }; f; $A x');
  deletes('A=ls; f() { A=rm; }; f; $A x');
  deletes('A=ls; f() { declare -g A=rm; }; f; $A x');
  deletes('A=rm; f() { ( local A=ls ); }; f; $A x');
  holds('A=rm; f() { if c; then local A=ls; fi; }; f; $A x');
  holds('f() { local A=ls; }; f; $A x');
  assert.deepEqual(effectsOf('f() { local A=$1; cat "$A"; }; f a; f b'), [
    'file.read /workspace/a',
    'file.read /workspace/b',
  ]);
});

test('outside of a function nothing is local', () => {
  holds('local A=ls; $A x');
});

test('a function that may not have been defined sets nothing for certain', () => {
  holds('A=rm; [ -e a ] && f() { A=ls; }; f; $A x');
  deletes('[ -e a ] && f() { rm() { :; }; }; f; rm x');
});

test('what an earlier branch set is there where a later one may follow it', () => {
  holds('A=ls; case w in w) A=rm;;& *) $A x;; esac');
  holds('A=ls; case w in w) A=rm;& *) $A x;; esac');
  deletes('A=rm; case w in w) A=ls;; *) $A x;; esac');
  deletes('a || b && rm() { :; }; rm x');
});

test('a value that may have been refused or changed is not known', () => {
  holds('readonly A=rm; A=ls\n$A x');
  holds('A=ls; declare -n R=A; R=rm; $A x');
  holds('declare -l A=RM; $A x');
  holds('A=ls; read A < a; $A x');
  deletes('C=; : ${C:=rm}; $C x');
});

test('code that is evaluated in place leaves what it sets', () => {
  deletes('A=ls; eval A=rm; $A x');
  deletes('A=ls; eval "$(echo QT1ybQ== | base64 -d)"; $A x');
  deletes('A=ls; source <(echo A=rm); $A x');
  deletes('echo A=rm > a.sh; A=ls; . ./a.sh; $A x');
  holds('A=ls; . ./unknown.sh; $A x');
});

test('a text that is sourced may not change what later words mean', () => {
  const sourced = (text: string): readonly string[] =>
    read(text, { sourced: true }).problems.map((problem) => `${problem.rule} ${problem.values['name'] ?? ''}`);
  assert.deepEqual(sourced('ls() { rm x; }'), ['problem.sourced ls']);
  assert.deepEqual(sourced("alias cat='rm x'"), ['problem.sourced cat']);
  assert.deepEqual(sourced('cd /etc'), ['problem.sourced cd']);
  assert.deepEqual(sourced('deploy_all() { rm x; }; A=1'), []);
});

test('other separators make words that are not known', () => {
  holds("IFS=_; F='a_/home/dev/letter'; sort $F");
  assert.deepEqual(
    effectsOf("IFS=_; F='a_/home/dev/letter'; cat $F"),
    ['file.read $F'],
    'cat only reads, whatever it is',
  );
  holds('set -- r m; IFS=; "$*" x');
  assert.deepEqual(effectsOf("while IFS= read -r line; do echo $line; done < a; F='a b'; cat $F"), [
    'file.read /workspace/a',
    'file.read /workspace/a',
    'file.read /workspace/b',
  ]);
});

test('names that mean something else from here on', () => {
  holds('hash -p /bin/rm ls; ls x');
  assert.ok(
    !effectsOf('CDPATH=/etc; cd ssh; cat x').includes('file.read /workspace/ssh/x'),
    'bash looks in /etc first',
  );
  assert.ok(effectsOf('CDPATH=/etc; cd ./ssh; cat x').includes('file.read /workspace/ssh/x'));
  holds('A=ls; shopt -s lastpipe; echo rm | read A; $A x');
  assert.ok(onlyReads(read('A=ls; echo rm | read A; $A x')), 'bash runs every part of a pipe by itself');
});

test('code between the brackets of a name runs, though it came in quotes', () => {
  for (const text of [
    "[ -v 'a[$(rm x)]' ]",
    "[[ 'a[$(rm x)]' -eq 1 ]]",
    "x='a[$(rm y)]'; ((x))",
    "let 'a[$(rm x)]=1'",
    "unset 'a[`rm x`]'",
    "printf -v 'a[$(rm x)]' x",
    "read 'a[$(rm x)]' <<< 1",
    "(( 'a[$(rm x)]' ))",
    "mapfile -C 'rm x' -c 1 A < f",
  ])
    holds(text);
  assert.ok(onlyReads(read("grep 'a[$(' src/app.ts")));
});

test('every part of an arithmetic loop is looked into', () => {
  deletes('for ((i=$(rm x); i<1; i++)); do :; done');
  deletes('for ((;$(rm x);)); do :; done');
  deletes('for ((;;i=$(rm x))); do :; done');
});

test('what mapfile calls back gets a number and the line behind its own words', () => {
  for (const text of [
    "mapfile -C 'rm -r' -c 1 A < f",
    'readarray -tC rm -c1 A < f',
    "mapfile -t -C'sh -c' A <<< a",
    'mapfile -C eval -c 1 A < f',
  ])
    holds(text);
  assert.ok(onlyReads(read('mapfile -C echo -c 1 A < f')));
  assert.ok(onlyReads(read('mapfile -d C -t A < f')));
});

test('an element of an array may say what a name of a command means', () => {
  for (const text of [
    'BASH_CMDS[ls]=/tmp/y; ls',
    ': ${BASH_CMDS[ls]:=/tmp/y}; ls',
    'echo "${BASH_ALIASES[ls]=\'rm x\'}"; ls',
    "BASH_ALIASES=([ls]='rm x'); ls",
    "BASH_ALIASES+=([ls]='rm x'); ls",
    "declare -A BASH_CMDS; BASH_CMDS['ls']=/tmp/y; ls",
    "declare 'BASH_CMDS[ls]=/tmp/y'; ls",
    "printf -v 'BASH_CMDS[ls]' /tmp/y; ls",
    "read -r 'BASH_CMDS[ls]' <<< /tmp/y; ls",
    'commands[ls]=/tmp/y; ls',
    "functions[ls]='rm x'; ls",
    "galiases[x]='rm x'; ls",
    "typeset -A functions; functions[ls]='rm x'; ls",
    "declare -A aliases; aliases[ls]='rm x'; ls",
    'hash ls=/tmp/y; ls',
    'BASH_LOADABLES_PATH=/tmp/y; enable x',
  ])
    holds(text);
  for (const text of [
    'commands=("a b" c); for c in "${commands[@]}"; do echo "$c"; done',
    'declare -A commands; commands[ls]=1; echo "${commands[ls]}"',
    'functions[0]=x; ls',
    'hash -r',
  ])
    assert.ok(onlyReads(read(text)), `${text} is held`);
});

test('a pattern of zsh may run something for each name', () => {
  for (const text of ["ls *(e:'rm x':)", "ls *(oe'{rm x}')", 'ls **/*(+f)', "ls *(.e['rm x'])"]) holds(text);
  for (const text of ['ls *(.)', 'ls !(node_modules|e2e)', 'ls +(a|b).ts', 'ls @(e.ts|f.ts)'])
    assert.ok(onlyReads(read(text)), `${text} is held`);
});

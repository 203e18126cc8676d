import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyReads, read } from './reading.ts';

const placesOf = (text: string): readonly string[] =>
  read(text).problems.flatMap(({ rule, values }) => (rule === 'problem.placeholder' ? [values.placeholder ?? ''] : []));

test('what is left to fill in is said to be that, not a file', () => {
  const cases: readonly (readonly [text: string, places: readonly string[]])[] = [
    ['git switch <branch-name>', ['<branch-name>']],
    ['git clone <repo-url>\ncd <project>', ['<repo-url>', '<project>']],
    ['docker run -p <port>:80 nginx', ['<port>']],
    ['git clone https://git.example/<you>/shop.git', ['<you>']],
    ['scp a.txt <user>@<host>:/srv', ['<user>', '<host>']],
    ['git checkout -b <branch> origin/main', ['<branch>']],
    ['echo <your name>', ['<your name>']],
    ['export TOKEN=<token>; npm test', ['<token>']],
  ];
  for (const [text, places] of cases) {
    assert.deepEqual(placesOf(text), places, text);
    assert.equal(read(text).complete, false, text);
  }
});

test('a redirection, and what stands in quotes, is none', () => {
  for (const text of [
    'sort <in.txt >out.txt',
    'sort <in >out',
    'cat <in>out',
    'sort 0<in>out',
    'echo "<name>"',
    "grep '<div>' index.html",
    'cat <<EOF\n<name>\nEOF',
    'diff <(ls a) <(ls b)',
    'ls # <folder>',
  ])
    assert.deepEqual(placesOf(text), [], text);
});

test('a variable that is set to itself is what it was', () => {
  for (const text of ['KUBECONFIG=$KUBECONFIG kubectl get pods', 'PATH="${PATH}" ls', 'NODE_OPTIONS=$NODE_OPTIONS ls'])
    assert.ok(onlyReads(read(text)), text);
  for (const text of [
    'KUBECONFIG=$OTHER kubectl get pods',
    'KUBECONFIG=$KUBECONFIG:/srv/x kubectl get pods',
    'KUBECONFIG=/srv/x; KUBECONFIG=$KUBECONFIG kubectl get pods',
    'LD_PRELOAD=/srv/x.so; LD_PRELOAD=$LD_PRELOAD ls',
    'read LD_PRELOAD; LD_PRELOAD=$LD_PRELOAD ls',
    "NODE_OPTIONS='--max_old_space_size=8 --require=./x.js' jest",
  ])
    assert.equal(onlyReads(read(text)), false, text);
});

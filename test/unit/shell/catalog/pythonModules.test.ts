import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, read } from '../reading.ts';

test('a module that is a program of the catalogue is read as that program', () => {
  const cases: Readonly<Record<string, string>> = {
    'python -m gsutil rm gs://b/x': 'store.delete',
    'python -m azure.cli group delete -n x': 'infra.destroy',
    'python3 -m celery -A proj purge -f': 'store.delete',
    'python3 -m twine upload dist/*': 'publish.release',
    'python -m unittest discover': 'exec.project',
    'python -m ensurepip': 'exec.install',
    'python -m webbrowser https://x.example/?q=1': 'network.fetch x.example',
  };
  for (const [text, wanted] of Object.entries(cases))
    assert.ok(
      effectsOf(text).some((effect) => effect.startsWith(wanted)),
      `${text}: ${effectsOf(text).join(', ')}`,
    );
});

test('what a module is given is known in a text that is put together, where all words stand at one place', () => {
  for (const written of ['-m twine upload x', '-mtwine upload x', '-um twine upload x', "-c 'import twine' x --y"]) {
    const plain = read(`python ${written}`);
    const whole = read(`printf '%s' "python ${written}" | bash`);
    assert.deepEqual(
      whole.effects.map(({ kind, object }) => `${kind} ${object.name}`),
      plain.effects.map(({ kind, object }) => `${kind} ${object.name}`),
      written,
    );
    const given = ({ embedded }: typeof plain): readonly unknown[] =>
      embedded.map(({ want }) => ('args' in want ? want.args : undefined));
    assert.deepEqual(given(whole), given(plain), written);
  }
});

test('a module of the workspace is asked for wherever it may lie, and read', () => {
  const [embedded] = read('python -m jobs.drop --all').embedded;
  assert.ok(embedded !== undefined && 'request' in embedded.want && embedded.want.request === 'file');
  const { path, others, along, args } = embedded.want;
  assert.deepEqual(
    [path, others],
    [
      '/workspace/jobs/drop/__main__.py',
      ['/workspace/jobs/drop.py', '/workspace/src/jobs/drop/__main__.py', '/workspace/src/jobs/drop.py'],
    ],
  );
  assert.ok(along?.includes('/workspace/jobs/__init__.py'), 'what the package loads first runs too');
  assert.deepEqual(args, ['--all']);
});

test('what runs a file by a module is read as that file; a debugger with an input runs anything', () => {
  for (const text of ['python -m cProfile -o out.prof a.py', 'python -m pdb a.py', 'python3 -m doctest -v a.py']) {
    const [embedded] = read(text).embedded;
    assert.ok(embedded !== undefined && 'request' in embedded.want && embedded.want.request === 'file', text);
    assert.equal(embedded.want.path, '/workspace/a.py', text);
  }
  for (const text of [
    'echo "!rm -rf ~" | python -m pdb a.py',
    'python -m pdb -c "import os" a.py',
    'python -m cProfile -m jobs.drop',
    'python -m "$M" x',
    'python -m code',
  ])
    assert.ok(
      read(text).embedded.length > 0 || effectsOf(text).some((effect) => effect.startsWith('exec.opaque')),
      text,
    );
});

test('a module that the same text writes is read as it was written, not as the disk has it', () => {
  for (const place of ['jobs.py', 'jobs/__main__.py', 'jobs/__init__.py', 'src/jobs.py']) {
    const { embedded } = read(`echo 'import os; os.remove("a")' > ${place}; python -m jobs`);
    assert.ok(
      embedded.some(({ want }) => 'text' in want && want.text.includes('os.remove')),
      place,
    );
    assert.ok(!embedded.some(({ want }) => 'request' in want && want.request === 'file'), place);
  }
  assert.ok(
    effectsOf('curl -s https://x.example/a.py > jobs.py; python -m jobs').some((effect) =>
      effect.startsWith('exec.download'),
    ),
  );
});

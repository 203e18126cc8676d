import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_DISK } from '../../../src/reading/ports.ts';
import type { TextPort } from '../../../src/reading/ports.ts';
import type { Context, Embedded, Reader, Reading, Source } from '../../../src/reading/reader.ts';
import { NOTHING, shell, effect, embedded, drops, read } from './whole.ts';

test('a script file is read from its port, and flagged at the words that name it', async () => {
  const command = 'psql -f x.sql';
  const port: TextPort = {
    ...NO_DISK,
    file: (path) =>
      Promise.resolve(
        path === '/workspace/x.sql'
          ? { text: '-- DROP', sha256: 'abc' }
          : { unread: 'absent', files: [{ path, sha256: 'absent' }] },
      ),
  };
  const readers = {
    shell: (): Reading => ({
      ...NOTHING,
      embedded: [
        embedded({ request: 'file', path: '/workspace/x.sql', as: 'sql' }, [8, 13]),
        embedded({ request: 'file', path: '/workspace/y.sql', as: 'sql' }, [0, 4]),
      ],
    }),
    sql: drops,
  };
  const whole = await read(shell(command), readers, port);
  assert.equal(command.slice(...(whole.effects[0]?.range ?? [0, 0])), 'x.sql');
  assert.deepEqual(whole.texts[1]?.file, { path: '/workspace/x.sql', sha256: 'abc' });
  assert.deepEqual(
    whole.effects.map(({ kind, object }) => [kind, object.name]),
    [
      ['sql.drop', 'x'],
      ['exec.opaque', '/workspace/y.sql'],
    ],
  );
  assert.deepEqual(whole.problems, [
    { rule: 'problem.unread-file', range: [0, 4], values: { path: '/workspace/y.sql', why: 'absent' } },
  ]);
  assert.deepEqual(whole.files, [
    { path: '/workspace/x.sql', sha256: 'abc' },
    { path: '/workspace/y.sql', sha256: 'absent' },
  ]);
  assert.deepEqual(whole.unfixed, []);
});

test('after one script that is late no other is waited for, and none of them is fixed', async () => {
  const asked: string[] = [];
  const port: TextPort = {
    file: (path) => {
      asked.push(path);
      return Promise.resolve(path === '/workspace/a' ? { text: 'x', sha256: 'abc' } : { unread: 'late' });
    },
    packageScript: () => {
      asked.push('package.json');
      return Promise.resolve({ unread: 'late' });
    },
  };
  const readers = {
    shell: ({ text }: Source): Reading => ({
      ...NOTHING,
      embedded:
        text === 'x'
          ? []
          : [
              embedded({ request: 'file', path: '/workspace/a', as: 'shell' }, [0, 1]),
              embedded({ request: 'file', path: '/workspace/b', as: 'shell' }, [1, 2]),
              embedded({ request: 'file', path: '/workspace/c', as: 'shell' }, [2, 3]),
              embedded({ request: 'package-script', directory: '/workspace', runner: 'npm', name: 'x' }, [3, 4]),
            ],
    }),
  };
  const whole = await read(shell('abcd'), readers, port);
  assert.deepEqual(asked, ['/workspace/a', '/workspace/b']);
  assert.deepEqual(whole.files, [{ path: '/workspace/a', sha256: 'abc' }]);
  assert.deepEqual(whole.unfixed, ['/workspace/b', '/workspace/c', '/workspace']);
  assert.equal(whole.complete, false, 'a package script that nobody looked at could pass');
  assert.equal(whole.problems.length, 3);
});

test('a package script is project code whatever its text, and its text is read besides', async () => {
  const request = { request: 'package-script', directory: '/workspace', runner: 'npm', name: 'clean' } as const;
  const readers = {
    shell: ({ text }: Source): Reading =>
      text === 'npm run clean'
        ? { ...NOTHING, embedded: [embedded(request, [8, 13])] }
        : {
            ...NOTHING,
            effects: [effect([0, 2], { kind: 'file.delete', object: { type: 'directory', name: '/workspace/dist' } })],
          },
  };
  const unread = await read(shell('npm run clean'), readers);
  assert.deepEqual(
    unread.effects.map(({ kind }) => kind),
    ['exec.project'],
  );
  assert.equal(unread.complete, true);
  const port: TextPort = {
    ...NO_DISK,
    packageScript: () =>
      Promise.resolve({
        texts: [{ text: 'rm -rf dist', sha256: 'abc', path: '/workspace/package.json', dialect: 'sh' }],
        files: [{ path: '/workspace/package.json', sha256: 'abc' }],
      }),
  };
  const whole = await read(shell('npm run clean'), readers, port);
  assert.deepEqual(
    whole.effects.map(({ kind, range }) => [kind, range]),
    [
      ['exec.project', [8, 13]],
      ['file.delete', [8, 13]],
    ],
  );
});

test('files of another machine or a container are not looked for here; what is fed to it from here is', async () => {
  const asked: string[] = [];
  const port: TextPort = {
    file: (path) => {
      asked.push(path);
      return Promise.resolve({ text: 'x', sha256: '0'.repeat(64) });
    },
    packageScript: () => {
      asked.push('a package script');
      return Promise.resolve({ unread: 'absent' });
    },
  };
  const readers = (want: Embedded['want'], traits: Context['traits']): Partial<Record<string, Reader>> => ({
    shell: () => ({ ...NOTHING, embedded: [embedded(want, [0, 3], { context: { traits } })] }),
    code: () => NOTHING,
  });
  for (const traits of [['remote'], ['in-container']] as const) {
    const file = await read(
      shell('ssh host python3 /w/x.py'),
      readers({ request: 'file', path: '/w/x.py', as: 'code' }, traits),
      port,
    );
    assert.deepEqual(
      file.effects.map(({ kind, object }) => `${kind} ${object.name}`),
      ['exec.opaque /w/x.py'],
    );
    assert.deepEqual(
      file.problems.map(({ values }) => values['why']),
      ['elsewhere'],
    );
    assert.deepEqual(file.unfixed, [], 'nothing of this machine is bound');
    const script = await read(
      shell('ssh host npm test'),
      readers({ request: 'package-script', directory: '/w', runner: 'npm', name: 'test' }, traits),
      port,
    );
    assert.deepEqual(
      script.effects.map(({ kind, object }) => `${kind} ${object.name}`),
      ['exec.project npm test'],
    );
  }
  assert.deepEqual(asked, []);
  await read(
    shell('ssh host python3 - < x.py'),
    readers({ request: 'file', path: '/w/x.py', as: 'code', here: true }, ['remote']),
    port,
  );
  assert.deepEqual(asked, ['/w/x.py']);
});

test('a script that is read from its port has the words that it was given', async () => {
  const port: TextPort = { ...NO_DISK, file: () => Promise.resolve({ text: 'x', sha256: 'abc' }) };
  const seen: Source[] = [];
  const readers = {
    shell: (source: Source): Reading => {
      seen.push(source);
      return source.file === undefined
        ? {
            ...NOTHING,
            embedded: [embedded({ request: 'file', path: '/workspace/a', as: 'shell', args: ['b', null] }, [0, 1])],
          }
        : NOTHING;
    },
  };
  await read(shell('./a b "$C"'), readers, port);
  assert.deepEqual(seen[1]?.args, ['b', null]);
});

test('a module may lie in several places: each that is there is read, and one must be', async () => {
  const port = (there: Readonly<Record<string, string>>): TextPort => ({
    ...NO_DISK,
    file: (path) => {
      const text = there[path];
      return Promise.resolve(
        text === undefined
          ? { unread: 'absent', files: [{ path, sha256: 'absent' }] }
          : { text, sha256: `hash of ${path}` },
      );
    },
  });
  const want = {
    request: 'file',
    path: '/w/a/__main__.sql',
    others: ['/w/a.sql'],
    along: ['/w/a/__init__.sql'],
  } as const;
  const readers = {
    shell: (): Reading => ({ ...NOTHING, embedded: [embedded({ ...want, as: 'sql' as const }, [0, 1])] }),
    sql: drops,
  };
  const kindsIn = async (there: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const whole = await read(shell('x'), readers, port(there));
    assert.equal(whole.files?.length, 3, 'an approval holds for all that was looked for, there or not');
    return whole.effects.map(({ kind }) => kind);
  };
  assert.deepEqual(await kindsIn({ '/w/a.sql': 'DROP' }), ['sql.drop']);
  assert.deepEqual(await kindsIn({ '/w/a/__main__.sql': '--', '/w/a.sql': '--' }), []);
  assert.deepEqual(await kindsIn({ '/w/a/__main__.sql': '--', '/w/a.sql': 'DROP' }), ['sql.drop']);
  assert.deepEqual(await kindsIn({ '/w/a/__main__.sql': '--', '/w/a/__init__.sql': 'DROP' }), ['sql.drop']);
  assert.deepEqual(await kindsIn({ '/w/a/__init__.sql': '--' }), ['exec.opaque']);
  assert.deepEqual(await kindsIn({}), ['exec.opaque']);
});

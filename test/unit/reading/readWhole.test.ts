import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../src/action/action.ts';
import { actionText } from '../../../src/action/actionText.ts';
import type { Effect } from '../../../src/effect/effect.ts';
import { NO_DISK } from '../../../src/reading/ports.ts';
import type { Readers } from '../../../src/reading/ports.ts';
import { READING_LIMITS } from '../../../src/reading/limits.ts';
import { readWhole } from '../../../src/reading/readWhole.ts';
import type { Embedded, Source } from '../../../src/reading/reader.ts';
import type { WholeReading } from '../../../src/reading/whole.ts';
import { CONTEXT, NOTHING, shell, effect, embedded, drops, read } from './whole.ts';

test('a verbatim text is flagged inside its carrier, letter by letter', async () => {
  const command = `psql -c 'a DROP b'`;
  const start = command.indexOf("'") + 1;
  const whole = await read(shell(command), {
    shell: () => ({
      ...NOTHING,
      embedded: [embedded({ language: 'sql', text: 'a DROP b' }, [start, start + 8], { verbatim: true })],
    }),
    sql: drops,
  });
  const [first] = whole.effects;
  assert.ok(first);
  assert.equal(command.slice(...first.range), 'DROP');
  assert.equal(whole.complete, true);
  assert.deepEqual(
    whole.texts.map(({ source, depth }) => [source.language, depth]),
    [
      ['shell', 0],
      ['sql', 1],
    ],
  );
});

test('a text that quoting moved is flagged by its offsets', async () => {
  const command = `psql -c "D"'ROP'`;
  const offsets = [9, 12, 13, 14];
  const whole = await read(shell(command), {
    shell: () => ({
      ...NOTHING,
      embedded: [embedded({ language: 'sql', text: 'DROP' }, [8, 16], { offsets })],
    }),
    sql: drops,
  });
  assert.equal(command.slice(...(whole.effects[0]?.range ?? [0, 0])), `D"'ROP`);
});

test('a decoded text is flagged at the words that carry it, two carriers deep', async () => {
  const command = 'bash -c "echo REVPUA== | base64 -d | psql"';
  const inner = 'echo REVPUA== | base64 -d | psql';
  const whole = await read(shell(command), {
    shell: ({ text }) =>
      text === command
        ? {
            ...NOTHING,
            embedded: [embedded({ language: 'shell', text: inner }, [9, 9 + inner.length], { verbatim: true })],
          }
        : {
            ...NOTHING,
            embedded: [embedded({ language: 'sql', text: 'DROP' }, [5, 13], { context: { traits: ['decoded'] } })],
          },
    sql: drops,
  });
  const [first] = whole.effects;
  assert.ok(first);
  assert.equal(command.slice(...first.range), 'REVPUA==');
  assert.deepEqual(first.traits, ['decoded']);
  assert.equal(first.decoded, 'DROP');
});

test('traits and place of a carrier reach everything inside; what the inside knows better stays', async () => {
  const whole = await read(shell('ssh'), {
    shell: ({ text }) =>
      text === 'ssh'
        ? {
            ...NOTHING,
            embedded: [
              embedded({ language: 'shell', text: 'in' }, [0, 3], {
                context: { traits: ['remote'], place: 'production', cwd: '/srv' },
              }),
            ],
          }
        : { ...NOTHING, effects: [effect([0, 1], { traits: ['forced'] }), effect([0, 1], { environment: 'local' })] },
  });
  assert.deepEqual(
    whole.effects.map(({ traits, environment }) => [traits, environment]),
    [
      [['remote', 'forced'], 'production'],
      [['remote'], 'local'],
    ],
  );
  assert.equal(whole.texts[1]?.cwd, '/srv');
});

test('no reader, a reader that throws, one that answers nonsense, and one that hangs: opaque, and said so', async () => {
  const broken: Readers = {
    shell: () => Promise.resolve(() => ({ effects: 1 }) as never),
    sql: () => Promise.reject(new Error('no wasm')),
    http: () =>
      Promise.resolve(() => {
        throw new Error('bug');
      }),
    argv: () => Promise.resolve(() => new Promise<never>(() => {})),
  };
  const cases: readonly (readonly [Action, string])[] = [
    [shell('a'), 'problem.reader-failed'],
    [{ kind: 'sql', statement: 'a' }, 'problem.reader-not-loaded'],
    [{ kind: 'http', method: 'GET', url: 'http://a' }, 'problem.reader-failed'],
    [{ kind: 'shell', argv: ['a'] }, 'problem.late'],
  ];
  const within = <T>(work: Promise<T>): Promise<T | undefined> =>
    Promise.race([work, new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)))]);
  for (const [action, rule] of cases) {
    const whole = await readWhole(action, CONTEXT, broken, NO_DISK, within);
    assert.equal(whole.complete, false, rule);
    assert.deepEqual(
      whole.problems.map((problem) => problem.rule),
      [rule],
    );
    assert.deepEqual(
      whole.effects.map(({ kind }) => kind),
      ['exec.opaque'],
    );
  }
  const none = await readWhole(shell('a'), CONTEXT, {}, NO_DISK);
  assert.equal(none.problems[0]?.rule, 'problem.no-reader');
});

test('a reading that is not complete for no named reason gets one', async () => {
  const whole = await read(shell('a'), { shell: () => ({ ...NOTHING, complete: false }) });
  assert.deepEqual(whole.problems, [{ rule: 'problem.incomplete', range: [0, 1], values: {} }]);
});

test('depth, number and length of texts are bounded: beyond is opaque', async () => {
  const again = (source: Source): Embedded => embedded(source, [0, 1]);
  const deep = await read(shell('a'), { shell: (source) => ({ ...NOTHING, embedded: [again(source)] }) });
  assert.equal(deep.texts.length, READING_LIMITS.depth + 1);
  assert.equal(deep.problems[0]?.rule, 'problem.too-deep');
  assert.equal(deep.effects.at(-1)?.kind, 'exec.opaque');
  const wide = await read(shell('a'), {
    shell: (source, { depth }) => ({
      ...NOTHING,
      embedded: depth > 0 ? [] : Array.from({ length: 500 }, () => again(source)),
    }),
  });
  assert.equal(wide.texts.length, READING_LIMITS.texts);
  assert.equal(wide.complete, false);
  const long = await read(shell('a'.repeat(READING_LIMITS.units + 1)), { shell: () => NOTHING });
  assert.equal(long.problems[0]?.rule, 'problem.too-long');
});

test('problems are bounded too, and each of them makes the reading incomplete', async () => {
  const problem = { rule: 'problem.syntax', range: [0, 1] as const, values: {} };
  const many = await read(shell('a'), { shell: () => ({ ...NOTHING, problems: Array(5000).fill(problem) }) });
  assert.equal(many.problems.length, READING_LIMITS.problems);
  assert.equal(many.complete, false);
});

test('a doubling bomb ends at the bounds', async () => {
  const whole = await read(shell('a'), {
    shell: (source) => ({ ...NOTHING, embedded: [embedded(source, [0, 1]), embedded(source, [0, 1])] }),
  });
  assert.equal(whole.texts.length, READING_LIMITS.texts);
  assert.equal(whole.complete, false);
  assert.ok(whole.problems.length < 5000);
});

test('a request inside a shell text is read by the reader of requests', async () => {
  const request = { method: 'DELETE', url: 'http://a', headers: [] };
  const whole = await read(shell('curl'), {
    shell: () => ({ ...NOTHING, embedded: [embedded({ language: 'http', text: 'http://a', request }, [0, 4])] }),
    http: ({ request: got }) => ({ ...NOTHING, effects: got?.method === 'DELETE' ? [effect([0, 4])] : [] }),
  });
  assert.deepEqual(
    whole.effects.map(({ kind }) => kind),
    ['sql.drop'],
  );
});

test('an embedded text of no known form is opaque, not skipped', async () => {
  const whole = await read(shell('curl'), {
    shell: () => ({ ...NOTHING, embedded: [embedded({ request: 'planet' } as never, [0, 4])] }),
  });
  assert.equal(whole.complete, false);
  assert.deepEqual(
    whole.effects.map(({ kind }) => kind),
    ['exec.opaque'],
  );
});

test('changing a hook, a guard or reading a key is what it is, whatever reader found it', async () => {
  const kinds = async (kind: Effect['kind'], name: string): Promise<readonly string[]> =>
    (
      await read(shell('a'), {
        shell: () => ({ ...NOTHING, effects: [effect([0, 1], { kind, object: { type: 'file', name } })] }),
      })
    ).effects.map((one) => one.kind);
  assert.deepEqual(await kinds('file.write', '/workspace/.git/hooks/pre-commit'), ['file.write', 'persist.install']);
  assert.deepEqual(await kinds('file.move', '/workspace/.claude/settings.json'), ['file.move', 'gate.tamper']);
  assert.deepEqual(await kinds('file.delete', '/home/user/.keyturn'), ['file.delete', 'gate.tamper']);
  assert.deepEqual(await kinds('file.read', '/home/user/.ssh/id_rsa'), ['file.read', 'secret.read']);
  assert.deepEqual(await kinds('file.read', '/workspace/src/a.ts'), ['file.read']);
});

test('actions without a language are read too', async () => {
  const file = await read({ kind: 'file', operation: 'write', path: '/workspace/../etc/x', content: '' }, {});
  assert.deepEqual(
    file.effects.map(({ kind, object }) => [kind, object.name]),
    [['file.write', '/etc/x']],
  );
  const tool: Action = { kind: 'tool', server: 'pg', tool: 'query', input: '{"sql":"\\u0044ROP TABLE x","n":1}' };
  const whole = await read(tool, { sql: drops });
  assert.deepEqual(
    whole.effects.map(({ kind }) => kind),
    ['exec.opaque', 'sql.drop'],
  );
  assert.equal(actionText(tool).slice(...(whole.effects[1]?.range ?? [0, 0])), '\\u0044ROP');
});

test('a variable that could load code makes the reading incomplete', async () => {
  const run = (environment: Record<string, string>): Promise<WholeReading> =>
    read({ kind: 'shell', command: 'psql', environment }, { shell: () => NOTHING });
  assert.equal((await run({ PGHOST: 'a', DATABASE_URL: 'b' })).complete, true);
  for (const name of ['LD_PRELOAD', 'PATH', 'NODE_OPTIONS', 'BASH_ENV', 'GIT_SSH_COMMAND', 'PGSYSCONFDIR'])
    assert.equal((await run({ [name]: 'x' })).complete, false, name);
});

test('a text that misleads the eye marks everything it does; the content of an edit does not', async () => {
  const whole = await read(shell('cat a\u200b'), { shell: () => ({ ...NOTHING, effects: [effect([0, 3])] }) });
  assert.deepEqual(whole.effects[0]?.traits, ['hidden-text']);
  const edit = (path: string, content: string): Promise<WholeReading> =>
    read({ kind: 'file', operation: 'write', path, content }, {});
  assert.ok(!(await edit('/workspace/a', 'x\u200b')).effects[0]?.traits.includes('hidden-text'));
  assert.ok((await edit('/workspace/a\u202e', 'x')).effects[0]?.traits.includes('hidden-text'));
});

test('a SQLite file in the workspace or at home is a local database; elsewhere, remote or in a container it is unknown', async () => {
  const environment = async (target: string, dialect: string, more: Partial<Effect> = {}): Promise<string> => {
    const found = effect([0, 1], {
      kind: 'sql.delete',
      object: { type: 'table', name: 'x', connection: { dialect, target } },
      ...more,
    });
    const whole = await read(shell('x'), { shell: () => ({ ...NOTHING, effects: [found] }) });
    return whole.effects[0]?.environment ?? '';
  };
  assert.equal(await environment('/workspace/shop.db', 'sqlite'), 'local');
  assert.equal(await environment('/home/user/data/a.db', 'sqlite'), 'local');
  assert.equal(await environment('/workspace/../srv/shop.db', 'sqlite'), 'unknown');
  assert.equal(await environment('/srv/shop.db', 'sqlite'), 'unknown');
  assert.equal(await environment('libsql://host/x', 'sqlite'), 'unknown');
  assert.equal(await environment('/workspace/shop.db', 'mysql'), 'unknown');
  assert.equal(await environment('/workspace/shop.db', 'sqlite', { traits: ['remote'] }), 'unknown');
  assert.equal(await environment('/workspace/shop.db', 'sqlite', { traits: ['in-container'] }), 'unknown');
});

test('a word that mixes scripts marks everything the text does; a word of another script alone does not', async () => {
  const traits = async (command: string): Promise<readonly string[]> => {
    const whole = await read(shell(command), { shell: () => ({ ...NOTHING, effects: [effect([0, 1])] }) });
    return whole.effects[0]?.traits ?? [];
  };
  assert.deepEqual(await traits('cat p\u0430ypal.txt'), ['hidden-text']);
  assert.deepEqual(await traits('git commit -m "исправил git-хук"'), []);
});

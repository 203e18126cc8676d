import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { startPostgres } from '../../setup/postgres.mjs';

interface Place {
  readonly server: Awaited<ReturnType<typeof startPostgres>>;
  readonly home: string;
}

/** `keyturn preview`, on a server with the shop of the cases. */
export function testCommand(place: () => Place): void {
  test('keyturn preview looks where the text, the connection or the environment says', () => {
    const { server, home } = place();
    const run = (
      words: readonly string[],
      environment: Readonly<Record<string, string>> = {},
    ): { preview: { verb: string; count: unknown }[]; notKnown: string[] } => {
      try {
        return JSON.parse(
          execFileSync(process.execPath, ['dist/keyturn.js', 'preview', '--json', ...words], {
            encoding: 'utf8',
            env: { PATH: process.env['PATH'], HOME: home, ...environment },
            stdio: ['ignore', 'pipe', 'pipe'],
          }),
        ) as ReturnType<typeof run>;
      } catch (error) {
        return JSON.parse((error as { stdout: string }).stdout) as ReturnType<typeof run>;
      }
    };
    const exact = { kind: 'exact', value: 3 };
    const url = `postgres://${server.user}@/shop?host=${server.host}`;
    const text = 'DELETE FROM docs WHERE id < 4';
    assert.deepEqual(
      run(['--kind', 'sql', '--dialect', 'postgresql', '--connection', url, '--', text]).preview[0]?.count,
      exact,
    );
    const command = `psql -h ${server.host} -U ${server.user} -d shop -c '${text}'`;
    assert.deepEqual(run(['--cwd', home, '--', command]).preview[0]?.count, exact);
    const loop = run(['--cwd', home, '--', `for i in 1 2; do ${command}; done`]).preview[0];
    assert.deepEqual(loop?.count, { kind: 'estimate', value: 3 }, 'a loop runs it more than once');
    const plain = `psql -c '${text}'`;
    const environment = {
      PGHOST: server.host,
      PGUSER: server.user,
      PGDATABASE: 'shop',
    };
    assert.deepEqual(run(['--', plain], environment).preview[0]?.count, exact);
    assert.match(
      run(['--', `psql -h db.example.org -c '${text}'`]).notKnown.join(),
      /db\.example\.org has not been allowed/,
    );
  });

  test('keyturn preview --jsonl answers line by line, with names, verbs and ways that a program can check', () => {
    const { server, home } = place();
    const url = `postgres://${server.user}@/shop?host=${server.host}`;
    const lines = [
      { id: 'a', kind: 'sql', text: 'DELETE FROM docs WHERE id < 4' },
      { id: 'b', kind: 'sql', text: 'SELECT 1' },
      { id: 'c', kind: 'sql', text: 'DELETE FROM nowhere' },
      { id: 'd', kind: 'sql', text: 'UPDATE docs SET id = id WHERE id < 4' },
      { id: 'e', kind: 'sql' },
    ];
    const { stdout, status } = spawnSync(
      process.execPath,
      ['dist/keyturn.js', 'preview', '--jsonl', '--dialect', 'postgresql', `--connection=${url}`],
      {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: home },
        input: lines.map((line) => JSON.stringify(line)).join('\n'),
      },
    );
    assert.equal(status, 2, 'one line was an error');
    interface Line {
      readonly id: string;
      readonly error?: unknown;
      readonly notKnown?: readonly string[];
      readonly preview?: readonly {
        readonly object: { readonly type: string; readonly name: string };
        readonly verb: string;
        readonly via: string;
        readonly count: { readonly kind: string; readonly value?: number };
        readonly note?: string;
      }[];
    }
    const answers = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Line);
    assert.deepEqual(
      answers.map(({ id }) => id),
      ['a', 'b', 'c', 'd', 'e'],
    );
    const [deleted, read, missing, updated, wrong] = answers;
    assert.deepEqual(
      deleted?.preview?.[0]?.object,
      { type: 'table', name: 'public.docs' },
      answers[0]?.notKnown?.join(),
    );
    assert.deepEqual([deleted?.preview?.[0]?.verb, deleted?.preview?.[0]?.via], ['delete', 'direct']);
    assert.match(
      deleted?.preview?.map(({ note = '' }) => note).join() ?? '',
      /Looked at database shop at .* as postgres \(the action’s own role\), as the text says/,
    );
    for (const { object, via } of deleted?.preview ?? []) {
      assert.match(object.name, /^(?:public|tenant)\./, 'names have their schema');
      assert.match(via, /^(?:direct|cascade|trigger)$/);
    }
    assert.deepEqual(read?.preview, []);
    assert.match(missing?.notKnown?.join() ?? '', /there is no table nowhere/);
    assert.equal(updated?.preview?.[0]?.verb, 'update');
    assert.notEqual(wrong?.error, undefined);
  });
}

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openPreviews } from '../../src/app/previews.ts';
import type { PreviewSubject } from '../../src/preview/preview.ts';
import { startPostgres } from '../setup/postgres.mjs';
import { ms, say } from './figures.ts';

const SCHEMA = `
CREATE TABLE a (id int PRIMARY KEY, status text);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a ON DELETE CASCADE);
CREATE TABLE c (id int PRIMARY KEY, b_id int REFERENCES b ON DELETE CASCADE);
INSERT INTO a SELECT i, CASE WHEN i % 10 = 0 THEN 'dead' ELSE 'live' END FROM generate_series(1, 1000000) i;
INSERT INTO b SELECT i, 1 + i % 1000000 FROM generate_series(1, 2000000) i;
INSERT INTO c SELECT i, 1 + i % 2000000 FROM generate_series(1, 2000000) i;
CREATE INDEX ON b (a_id);
CREATE INDEX ON c (b_id);
VACUUM ANALYZE;
`;

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-bench-')));
// As much memory as a server takes by default.
const server = await startPostgres({ settings: ['shared_buffers=128MB'] });

/** Milliseconds, and the most memory that the process has had until then, in MB. */
interface Took {
  readonly first: number;
  readonly whole: number;
  readonly loop: number;
  readonly memory: number;
  readonly counted: string;
}

const memory = (): number => process.memoryUsage().rss / 2 ** 20;

function look(text: string): Promise<Took> {
  const login = { host: server.host, user: server.user, database: 'postgres' };
  const source = {
    language: 'sql',
    dialect: 'postgresql',
    text,
    connection: { dialect: 'postgresql', target: '' },
    login,
  } as const;
  const subject: PreviewSubject = {
    action: { kind: 'shell', command: 'psql', cwd: folder },
    reading: {
      effects: [],
      problems: [],
      asks: [],
      texts: [{ source, range: [0, 1], depth: 1, cwd: folder }],
      complete: false,
    },
    cwd: folder,
    workspace: folder,
  };
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  let first = Infinity;
  let most = memory();
  const watch = setInterval(() => (most = Math.max(most, memory())), 20);
  return new Promise((resolve) => {
    openPreviews({ dist: 'dist', home: folder, pause: 10 }).start(subject, (reports) => {
      const entries = reports.flatMap((report) => report.entries);
      if (entries.length > 0) first = Math.min(first, performance.now() - start);
      if (reports.some(({ state }) => state === 'counting')) return;
      delay.disable();
      clearInterval(watch);
      const words = entries.map(({ object, count }) => `${object.name} ${count.kind} ${count.value ?? '?'}`);
      const unknown = reports.flatMap((report) => report.unknown.map(({ code }) => code));
      resolve({
        first,
        whole: performance.now() - start,
        loop: delay.max / 1e6,
        memory: most,
        counted: [...words, ...unknown].join(', '),
      });
    });
  });
}

try {
  const client = await server.connect();
  for (const statement of SCHEMA.split(';').filter((one) => one.trim() !== '')) await client.query(statement);
  await client.end();
  const began = memory();
  const dead = "DELETE FROM a WHERE status = 'dead'";
  const cold = await look(dead);
  say('PostgreSQL, 1 M + 2 M + 2 M rows: the first look, first figure', ms(cold.first));
  // What waits for the next look is being loaded meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const few = await look(dead);
  say('the next look, first figure', `${ms(few.first)}, event loop held ${ms(few.loop)} at most`, {
    words: '<= 300 ms, event loop <= 50 ms',
    met: few.first <= 300 && few.loop <= 50,
  });
  say('the same: whole cascade', `${ms(few.whole)}, ${few.counted}`, { words: '<= 3,000 ms', met: few.whole <= 3_000 });
  const all = await look('DELETE FROM a');
  say('the same: every row', `first ${ms(all.first)}, whole ${ms(all.whole)}, ${all.counted}`);
  const grown = Math.max(cold.memory, few.memory, all.memory) - began;
  say('the same: memory that the looks took', `${grown.toFixed(0)} MB`, { words: '<= 100 MB', met: grown <= 100 });
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

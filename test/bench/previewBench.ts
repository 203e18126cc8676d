import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { previewOnce } from '../../src/app/previews.ts';
import type { PreviewReport } from '../../src/preview/preview.ts';
import { shellSubject } from '../support/previewAction.ts';
import { effect, subject } from '../support/previewSubject.ts';
import { ms, say } from './figures.ts';

const FILES = 99_000;
const ROWS = 200_000;
const COMMITS = 10_000;
const TRACKED = 20_000;

/** Megabytes by which the process, its thread included, may grow while it looks. */
const MEMORY = 100;

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-bench-')));

/** Milliseconds that a look may take, and that it may keep the event loop without a turn. */
interface Limits {
  readonly whole: number;
  readonly loop: number;
}

/** Milliseconds of doing nothing by which it is known how long others keep this process from running. */
const REST = 1_000;

/** The longest that the loop had no turn while `work` was done, in milliseconds. */
async function heldBy<Done>(work: () => Promise<Done>): Promise<{ readonly done: Done; readonly held: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const done = await work();
  delay.disable();
  return { done, held: delay.max / 1e6 };
}

async function look(what: string, about: ReturnType<typeof subject>, limits: Limits): Promise<void> {
  const node = process.env['KEYTURN_NODE'];
  const { held: idle } = await heldBy(() => setTimeout(REST));
  gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const used = process.cpuUsage();
  const start = performance.now();
  const options = { dist: 'dist', home: folder, ...(node === undefined ? {} : { node }) };
  const { done: reports, held } = await heldBy(() => previewOnce(options, about));
  const took = performance.now() - start;
  // Of all threads of this process: what others took from it is not in it.
  const { user, system } = process.cpuUsage(used);
  clearInterval(sampling);
  const grown = (peak - before) / 1e6;
  const figures = [
    `${ms(took)} (processor ${ms((user + system) / 1_000)})`,
    counted(reports),
    `event loop held ${ms(held)} (at rest ${ms(idle)})`,
    `memory +${grown.toFixed(0)} MB at most`,
  ];
  say(what, figures.join(', '), {
    words: `<= ${ms(limits.whole)}, event loop <= ${ms(limits.loop)}, memory <= ${MEMORY} MB`,
    met: took <= limits.whole && held <= limits.loop && grown <= MEMORY,
  });
}

function counted(reports: readonly PreviewReport[]): string {
  const entries = reports.flatMap((report) =>
    report.entries.map(({ count, unit }) => `${count.kind} ${count.value ?? '?'} ${unit}`),
  );
  return [...entries, ...reports.flatMap(({ unknown }) => unknown.map(({ code }) => code))].join(', ');
}

/** A branch `main` of that many files, each commit changing one, and a branch `side` that leaves it half way. */
function longHistory(): string {
  const lines: string[] = ['blob', 'mark :1', 'data 2', 'x\n'];
  const commit = (branch: string, n: number, from: string, changes: readonly string[]): void => {
    const when = 1_700_000_000 + n;
    lines.push(`commit refs/heads/${branch}`, `mark :${n + 2}`, `committer b <b@example.org> ${when} +0000`);
    lines.push('data 3', `c${n % 10}`, ...(from === '' ? [] : [`from ${from}`]), ...changes);
  };
  const path = (n: number): string => `${n % 200}/${n}.txt`;
  commit(
    'main',
    0,
    '',
    Array.from({ length: TRACKED }, (_, n) => `M 100644 :1 ${path(n)}`),
  );
  for (let n = 1; n < COMMITS; n += 1)
    commit('main', n, `:${n + 1}`, [`M 100644 inline ${path(n)}`, `data ${String(n).length + 1}`, String(n)]);
  for (let n = 0; n < 2_000; n += 1)
    commit('side', COMMITS + n, n === 0 ? `:${COMMITS / 2}` : `:${COMMITS + n + 1}`, [`D ${path(n)}`]);
  return `${lines.join('\n')}\n`;
}

try {
  execFileSync('git', ['init', '-q'], { cwd: folder });
  for (let n = 0; n < FILES; n += 1) {
    if (n % 500 === 0) mkdirSync(`${folder}/big/${n}`, { recursive: true });
    writeFileSync(`${folder}/big/${n - (n % 500)}/${n}.txt`, '');
  }
  const object = { type: 'directory', name: `${folder}/big` } as const;
  const deletion = subject(folder, [effect({ kind: 'file.delete', object, traits: ['recursive'] })]);
  await look('99,000 untracked files', deletion, { whole: 2000, loop: 50 });
  execFileSync('git', ['add', '.'], { cwd: folder });
  execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.org', 'commit', '-qm', 'b'], { cwd: folder });
  await look('the same, tracked', deletion, { whole: 2000, loop: 50 });

  const history = `${folder}/history`;
  mkdirSync(history);
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: history });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: history, input: longHistory() });
  execFileSync('git', ['reset', '-q', '--hard'], { cwd: history });
  writeFileSync(`${history}/0/0.txt`, 'changed\n');
  for (const command of ['git branch -D side', 'git reset --hard HEAD~2000', 'git checkout -- .', 'git gc --prune=now'])
    await look(
      `${COMMITS.toLocaleString('en-US')} commits, ${TRACKED.toLocaleString('en-US')} files: ${command}`,
      await shellSubject(history, command),
      { whole: 1000, loop: 50 },
    );

  const file = `${folder}/shop.db`;
  execFileSync('sqlite3', [
    file,
    `CREATE TABLE orders (id INTEGER PRIMARY KEY, status TEXT);
     CREATE TABLE items (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders ON DELETE CASCADE);
     CREATE INDEX items_order ON items (order_id);
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS}) INSERT INTO orders SELECT i, i % 2 FROM n;
     INSERT INTO items SELECT id, id FROM orders;`,
  ]);
  const statement = "DELETE FROM orders WHERE status = '0'";
  await look(
    `SQLite: half of ${ROWS.toLocaleString('en-US')} rows and their cascade`,
    subject(folder, [], { action: { kind: 'sql', dialect: 'sqlite', connection: file, statement } }),
    { whole: 1000, loop: 50 },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

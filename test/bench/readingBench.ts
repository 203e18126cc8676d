/** What readers cost besides the verdicts of short commands: loading, long texts, memory. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Action } from '../../src/action/action.ts';
import { judgeAction } from '../../src/app/judge.ts';
import type { JudgeOptions } from '../../src/app/judge.ts';
import { openReaders } from '../../src/app/readers.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import { chained } from './commands.ts';
import { ALONE, FIRST } from './firstTexts.ts';
import type { FirstText } from './firstTexts.ts';
import { ms, say, saySpread, spread, times } from './figures.ts';

const opened = openReaders({ dist: path.resolve('dist') });
const options: JudgeOptions = {
  readers: opened.readers,
  texts: NO_DISK,
  workspace: () => '/workspace',
  home: '/home/user',
  autoPass: () => 'reads',
};
const judge = (action: Action) => judgeAction(action, '/workspace', options);
const shell = (command: string): Action => ({ kind: 'shell', command });
const sql = (statement: string, dialect: string): Action => ({ kind: 'sql', statement, dialect });

/** Seven processes read these texts, by the files of `dist/`. */
function sayFirst(texts: readonly FirstText[], ...words: readonly string[]): void {
  const script = fileURLToPath(new URL('coldTexts.cjs', import.meta.url));
  const runs = Array.from(
    { length: 7 },
    () => JSON.parse(execFileSync(process.execPath, [script, ...words], { encoding: 'utf8' })) as readonly number[],
  );
  texts.forEach(({ name, mostMs }, at) => {
    saySpread(`first ${name} text: loading and verdict`, spread(runs.map((run) => run[at] ?? NaN)), mostMs);
  });
}

const KIB = 1024;
const upTo = (line: string, length: number): string => line.repeat(Math.floor(length / line.length)).trimEnd();
const SHELL_LINE = 'git status --short && cat src/index.ts | head -50 > /tmp/out.txt\n';
const SQL_LINE = 'UPDATE orders SET status = 1 WHERE id = 4711 AND total > 12.5;\n';

async function sayLong(): Promise<void> {
  for (const [name, most, make] of [
    ['shell', 50, (length: number) => shell(upTo(SHELL_LINE, length))],
    ['PostgreSQL', 50, (length: number) => sql(upTo(SQL_LINE, length), 'postgresql')],
  ] as const) {
    const long = await times(15, 5, () => judge(make(32 * KIB)));
    const short = await times(30, 5, () => judge(make(8 * KIB)));
    saySpread(`${name}, 32 KiB`, long, most);
    say(`${name}, 32 KiB : 8 KiB (linear is 4)`, (long.median / short.median).toFixed(1));
  }
  for (const [name, action] of [
    ['shell', shell(upTo(SHELL_LINE, KIB * KIB))],
    ['PostgreSQL', sql(upTo(SQL_LINE, KIB * KIB), 'postgresql')],
    ['Python', shell(`python3 -c '${upTo('print(1)\n', KIB * KIB)}'`)],
  ] as const) {
    const { verdict } = await judge(action);
    const huge = await times(5, 1, () => judge(action));
    say(`${name}, 1 MB: ${verdict.ruling}, ${verdict.level}`, `median ${ms(huge.median)}`, {
      words: 'held, <= 100 ms',
      met: verdict.ruling === 'hold' && huge.median <= 100,
    });
  }
}

async function sayEach(): Promise<void> {
  for (const [name, most, action] of [
    ['PostgreSQL', 0.2, sql('SELECT id, total FROM orders WHERE status = 1 ORDER BY total LIMIT 10', 'postgresql')],
    ['SQLite (worker)', 1, sql('SELECT id, total FROM orders WHERE status = 1', 'sqlite')],
    ['MySQL (worker)', 1, sql('DELETE FROM orders WHERE status = 1', 'mysql')],
  ] as const) {
    saySpread(`${name}, one statement`, await times(300, 50, () => judge(action)), most);
  }
}

async function sayHeap(): Promise<void> {
  const all = chained();
  const rounds = async (verdicts: number): Promise<void> => {
    for (let done = 0; done < verdicts; done += 1) await judge(shell(all[done % all.length] ?? ''));
  };
  const used = (): number => {
    gc?.();
    return process.memoryUsage().heapUsed;
  };
  await rounds(1000);
  const before = used();
  await rounds(100_000);
  const grown = (used() - before) / KIB / KIB;
  say('heap growth over 100,000 verdicts', `${grown.toFixed(1)} MB`, { words: '<= 30 MB', met: grown <= 30 });
}

sayFirst(FIRST);
for (const text of ALONE) sayFirst([text], text.name);
await sayEach();
await sayLong();
await sayHeap();
await opened.close();

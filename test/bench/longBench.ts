/**
 * What long texts cost: 32 KiB of many shapes, how the cost grows with the length, 1 MB of what nobody writes, and what is hostile
 * to a pattern inside of a word. Told are the worst. Beside each time on the clock stands the time that the thread had, since
 * on a busy machine the first says more of the machine. As many processes as there are cores share the thousands of texts.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Action } from '../../src/action/action.ts';
import { judgeAction } from '../../src/app/judge.ts';
import type { JudgeOptions } from '../../src/app/judge.ts';
import { openReaders } from '../../src/app/readers.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import { openShellReader } from '../../src/shell/openShell.ts';
import { ms, say } from './figures.ts';
import { HOSTILE, SHAPES, WORKER_SHAPES, actionOf } from './longTexts.ts';

const KIB = 1024;
const opened = openReaders({ dist: path.resolve('dist') });
const options: JudgeOptions = {
  readers: opened.readers,
  texts: NO_DISK,
  workspace: () => '/workspace',
  home: '/home/user',
  autoPass: () => 'reads',
};

/** The same with shells read in this thread at any length: what the reading itself takes, wherever it is done. */
const readHere: JudgeOptions = { ...options, readers: { ...opened.readers, shell: openShellReader() } };

interface Cost {
  /** Milliseconds on the clock, and those in which this thread ran. */
  readonly wall: number;
  readonly own: number;
  readonly held: boolean;
}

/** Milliseconds that this thread has run so far; where the system does not tell it, those of the clock. */
function ownTime(): number {
  if (process.platform !== 'linux') return performance.now();
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

async function oneRun(action: Action, by: JudgeOptions): Promise<Cost> {
  const [start, startOwn] = [performance.now(), ownTime()];
  const { verdict } = await judgeAction(action, '/workspace', by);
  return { own: ownTime() - startOwn, wall: performance.now() - start, held: verdict.ruling !== 'pass' };
}

/** What a text costs: one run says so where that is little; where it is not, the median of three more, by code that is warm. */
async function costOf({ make, littleMs, by, here }: Row): Promise<Cost> {
  const given = here ? readHere : options;
  const first = await oneRun(make(), given);
  if (first[by] < littleMs) return first;
  const all: Cost[] = [];
  for (let run = 0; run < 3; run += 1) all.push(await oneRun(make(), given));
  return all.sort((a, b) => a[by] - b[by])[Math.floor(all.length / 2)] ?? first;
}

/** One text. `by`: the time that its limit is for, of the thread or of the clock. */
interface Row {
  readonly part: string;
  readonly name: string;
  readonly mostMs: number;
  readonly littleMs: number;
  readonly by: 'own' | 'wall';
  /** Shells are read in this thread. */
  readonly here: boolean;
  readonly make: () => Action;
}

const SHAPES_LONG = 32 * KIB;

/** What the editor's thread has of it, and, for the growth with the length, the whole work of it and of its half. */
function shapeRows(part: string, dialect: string): readonly Row[] {
  const of = SHAPES.filter((shape) => shape.dialect === dialect);
  const rows = (length: number, named: string, here: boolean): readonly Row[] =>
    of.map((shape) => ({
      part: named,
      name: shape.name,
      mostMs: 50,
      littleMs: here ? 3 : 10,
      by: 'own',
      here,
      make: () => actionOf(shape, length),
    }));
  return [
    ...rows(SHAPES_LONG, part, false),
    ...rows(SHAPES_LONG, `${part}${WORK}`, true),
    ...rows(SHAPES_LONG / 2, `${part}${HALF}`, true),
  ];
}

const WORK = ', all of the work';
const HALF = ', half of it';

/** Their parsers have deadlines of 2 s on the clock: what they cannot read is held. */
const workerRows: readonly Row[] = WORKER_SHAPES.map((shape) => ({
  part: 'worker dialects, 32 KiB: answered or held',
  name: `${shape.dialect}, ${shape.name}`,
  mostMs: 5000,
  // A deadline is the same each time.
  littleMs: Infinity,
  by: 'wall',
  here: false,
  make: () => actionOf(shape, SHAPES_LONG),
}));

const KINDS: readonly (readonly [string, (text: string) => Action])[] = [
  ['shell', (command) => ({ kind: 'shell', command })],
  ['PowerShell', (command) => ({ kind: 'shell', command, shell: 'powershell' })],
  ['cmd', (command) => ({ kind: 'shell', command, shell: 'cmd' })],
  ['PostgreSQL', (statement) => ({ kind: 'sql', statement, dialect: 'postgresql' })],
  ['MySQL', (statement) => ({ kind: 'sql', statement, dialect: 'mysql' })],
  ['SQLite', (statement) => ({ kind: 'sql', statement, dialect: 'sqlite' })],
  ['Python', (text) => ({ kind: 'shell', command: `python3 <<'EOF'\n${text}\nEOF\n` })],
];

const hugeRows: readonly Row[] = KINDS.flatMap(([name, make]) =>
  Object.entries(HOSTILE).map(([what, piece]) => ({
    part: '1 MB of one thing',
    name: `${name} of ${what}`,
    mostMs: 100,
    littleMs: 50,
    by: 'own',
    here: false,
    make: () => make(piece.repeat((KIB * KIB) / piece.length)),
  })),
);

/** Programs that look into a word of theirs. `@` is where it stands. */
const LOOKS_INTO =
  'echo @|frob @|frob --x=@|sed -e @ f|awk @ f|grep @ f|git commit -m @|curl -d @ https://a.example|curl @|ssh host @|bash -c @|psql -c @|node -e @|python3 -c @|perl -e @|ruby -e @|php -r @|osascript -e @|jq @|rm @|cp a @|find @|printf @|eval @|docker run @|kubectl exec p -- sh -c @|gh api graphql -f query=@|mongosh --eval @|A=@|PATH=@|cd @|git config alias.x @|xargs @|powershell -c @|cmd /c @|make @|npx @|aws s3 rm @|netsh @|trap @ EXIT|[[ a =~ @ ]]';

const insideRows: readonly Row[] = LOOKS_INTO.split(/(?<!\|)\|(?!\|)/).flatMap((line) =>
  Object.entries(HOSTILE)
    .filter(([, piece]) => !piece.includes("'") && !piece.includes('\0'))
    .map(([what, piece]) => ({
      part: '30 KiB of one thing in a word',
      name: `${line} of ${what}`,
      mostMs: 100,
      littleMs: 50,
      by: 'own',
      here: true,
      make: () => {
        const word = `'${piece.repeat((30 * KIB) / piece.length)}.'`;
        return { kind: 'shell', command: line.replace('@', () => word) };
      },
    })),
);

const ROWS: readonly Row[] = [
  ...shapeRows('bash, 32 KiB', 'bash'),
  ...shapeRows('powershell, 32 KiB', 'powershell'),
  ...shapeRows('cmd, 32 KiB', 'cmd'),
  ...shapeRows('PostgreSQL, 32 KiB', 'postgresql'),
  ...hugeRows,
  ...insideRows,
  ...workerRows,
];

/** Prints, a line of JSON each, what every `of`-th row from `from` on costs. */
async function measure(from: number, of: number): Promise<void> {
  for (let at = from; at < ROWS.length; at += of) {
    const row = ROWS[at];
    if (row !== undefined) console.log(JSON.stringify([at, await costOf(row)]));
  }
  await opened.close();
}

type Measured = readonly (readonly [Row, Cost])[];

/** Milliseconds for all, which take two minutes where nothing else runs: what is not through by then hangs. */
const MOST_MS = 360_000;

async function measured(): Promise<Measured> {
  const of = availableParallelism();
  const parts = await Promise.all(Array.from({ length: of }, (_, from) => measuredElsewhere(from, of)));
  return parts.flat();
}

function measuredElsewhere(from: number, of: number): Promise<Measured> {
  const self = fileURLToPath(import.meta.url);
  const given = { maxBuffer: 64 * KIB * KIB, timeout: MOST_MS };
  return new Promise((resolve) => {
    execFile(process.execPath, [self, String(from), String(of)], given, (error, stdout) => {
      const lines = stdout.split('\n').filter((line) => line.endsWith(']'));
      const costs = lines.map((line) => JSON.parse(line) as [number, Cost]);
      const next = ROWS[costs.length * of + from];
      if (error !== null)
        say(
          `NOT MEASURED: ${next?.part}, ${next?.name}, and what follows`,
          error.killed === true ? 'late' : String(error),
        );
      resolve(costs.flatMap(([at, cost]) => (ROWS[at] === undefined ? [] : [[ROWS[at], cost] as const])));
    });
  });
}

function sayWorst(part: string, all: Measured): void {
  const rows = all.filter(([row]) => row.part === part).toSorted(([{ by }, a], [, b]) => b[by] - a[by]);
  const over = rows.filter(([{ by, mostMs }, cost]) => cost[by] > mostMs).length;
  for (const [at, [{ name, mostMs }, { wall, own }]] of rows.slice(0, Math.max(3, Math.min(over, 10))).entries())
    say(
      at === 0 ? `${part}, worst of ${rows.length}: ${name}` : `  then ${name}`,
      `${ms(own)} (clock ${ms(wall)})`,
      at === 0 ? { words: `<= ${ms(mostMs)} each`, met: over === 0 } : undefined,
    );
}

/** How many times as much 32 KiB cost as 16 KiB. */
function sayGrowth(part: string, all: Measured): void {
  const halves = new Map(all.filter(([row]) => row.part === `${part}${HALF}`).map(([row, cost]) => [row.name, cost]));
  const [times = 0, name = 'none'] =
    all
      // Less than this is mostly what any text costs.
      .filter(([row, { own }]) => row.part === `${part}${WORK}` && own > 10)
      .map(([row, { own }]) => [own / (halves.get(row.name)?.own ?? NaN), row.name] as const)
      .toSorted(([a], [b]) => b - a)[0] ?? [];
  say(`${part} : half of it (linear is 2), most: ${name}`, times.toFixed(1));
}

const [from, of] = process.argv.slice(2).map(Number);
if (from !== undefined && of !== undefined) await measure(from, of);
else {
  const all = await measured();
  for (const part of new Set(ROWS.map((row) => row.part))) {
    if (part.endsWith(WORK) || part.endsWith(HALF)) continue;
    sayWorst(part, all);
    if (all.some(([row]) => row.part === `${part}${HALF}`)) sayGrowth(part, all);
  }
  const passed = all.filter(([row, { held }]) => hugeRows.includes(row) && !held);
  say('1 MB of one thing, passed', String(passed.length));
}
await opened.close();

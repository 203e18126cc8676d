/**
 * What long texts cost: 32 KiB of many shapes, how the cost grows with the length, 1 MB of what nobody writes, and what is hostile
 * to a pattern inside of a word. Told are the worst. Beside each time on the clock stands the time that the thread had, since
 * on a busy machine the first says more of the machine.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Action } from '../../src/action/action.ts';
import { judgeAction } from '../../src/app/judge.ts';
import type { JudgeOptions } from '../../src/app/judge.ts';
import { openReaders } from '../../src/app/readers.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import { ms, say } from './figures.ts';
import { HOSTILE, SHAPES, WORKER_SHAPES, actionOf } from './longTexts.ts';
import type { Shape } from './longTexts.ts';

const KIB = 1024;
const opened = openReaders({ dist: path.resolve('dist') });
const options: JudgeOptions = {
  readers: opened.readers,
  texts: NO_DISK,
  workspace: () => '/workspace',
  home: '/home/user',
  autoPass: () => 'reads',
};

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

/** The median of some runs after one that is not counted. */
async function costOf(action: Action, runs: number): Promise<Cost> {
  const all: Cost[] = [];
  for (let run = -1; run < runs; run += 1) {
    const [start, startOwn] = [performance.now(), ownTime()];
    const { verdict } = await judgeAction(action, '/workspace', options);
    const cost = { own: ownTime() - startOwn, wall: performance.now() - start, held: verdict.ruling !== 'pass' };
    if (run >= 0) all.push(cost);
  }
  return all.sort((a, b) => a.own - b.own)[Math.floor(all.length / 2)] ?? { wall: NaN, own: NaN, held: false };
}

function sayWorst(what: string, rows: readonly (readonly [string, Cost])[], mostMs: number, by: 'own' | 'wall'): void {
  const sorted = rows.toSorted(([, a], [, b]) => b[by] - a[by]);
  const over = sorted.filter(([, cost]) => cost[by] > mostMs).length;
  for (const [at, [name, { wall, own }]] of sorted.slice(0, Math.max(3, Math.min(over, 10))).entries())
    say(
      at === 0 ? `${what}, worst of ${rows.length}: ${name}` : `  then ${name}`,
      `${ms(own)} (clock ${ms(wall)})`,
      at === 0 ? { words: `<= ${ms(mostMs)} each`, met: over === 0 } : undefined,
    );
}

/** 32 KiB of each shape, and how many times as much as 16 KiB that is. */
async function sayShapes(what: string, shapes: readonly Shape[]): Promise<void> {
  const rows: (readonly [string, Cost])[] = [];
  const growth: (readonly [number, string])[] = [];
  for (const shape of shapes) {
    const half = await costOf(actionOf(shape, 16 * KIB), 5);
    const whole = await costOf(actionOf(shape, 32 * KIB), 5);
    rows.push([shape.name, whole]);
    // Less than this is mostly what any text costs.
    if (whole.own > 5) growth.push([whole.own / half.own, shape.name]);
  }
  sayWorst(`${what}, 32 KiB`, rows, 50, 'own');
  const [times = 0, name = 'none'] = growth.toSorted(([a], [b]) => b - a)[0] ?? [];
  say(`${what}, 32 KiB : 16 KiB (linear is 2), most: ${name}`, times.toFixed(1));
}

/** Their parsers have deadlines of 2 s on the clock: what they cannot read is held. */
async function sayWorkers(): Promise<void> {
  const rows: (readonly [string, Cost])[] = [];
  for (const shape of WORKER_SHAPES)
    rows.push([`${shape.dialect}, ${shape.name}`, await costOf(actionOf(shape, 32 * KIB), 1)]);
  sayWorst('worker dialects, 32 KiB: answered or held', rows, 5000, 'wall');
}

const KINDS: readonly (readonly [string, (text: string) => Action])[] = [
  ['shell', (command) => ({ kind: 'shell', command })],
  ['PowerShell', (command) => ({ kind: 'shell', command, shell: 'powershell' })],
  ['cmd', (command) => ({ kind: 'shell', command, shell: 'cmd' })],
  ['PostgreSQL', (statement) => ({ kind: 'sql', statement, dialect: 'postgresql' })],
  ['MySQL', (statement) => ({ kind: 'sql', statement, dialect: 'mysql' })],
  ['SQLite', (statement) => ({ kind: 'sql', statement, dialect: 'sqlite' })],
  ['Python', (text) => ({ kind: 'shell', command: `python3 <<'EOF'\n${text}\nEOF\n` })],
];

async function sayHuge(): Promise<void> {
  const rows: (readonly [string, Cost])[] = [];
  for (const [name, make] of KINDS)
    for (const [what, piece] of Object.entries(HOSTILE))
      rows.push([`${name} of ${what}`, await costOf(make(piece.repeat((KIB * KIB) / piece.length)), 1)]);
  sayWorst('1 MB of one thing', rows, 100, 'own');
  say('1 MB of one thing, passed', String(rows.filter(([, { held }]) => !held).length));
}

/** Programs that look into a word of theirs. `@` is where it stands. */
const LOOKS_INTO =
  'echo @|frob @|frob --x=@|sed -e @ f|awk @ f|grep @ f|git commit -m @|curl -d @ https://a.example|curl @|ssh host @|bash -c @|psql -c @|node -e @|python3 -c @|perl -e @|ruby -e @|php -r @|osascript -e @|jq @|rm @|cp a @|find @|printf @|eval @|docker run @|kubectl exec p -- sh -c @|gh api graphql -f query=@|mongosh --eval @|A=@|PATH=@|cd @|git config alias.x @|xargs @|powershell -c @|cmd /c @|make @|npx @|aws s3 rm @|netsh @|trap @ EXIT|[[ a =~ @ ]]';

async function sayInside(): Promise<void> {
  const rows: (readonly [string, Cost])[] = [];
  for (const line of LOOKS_INTO.split(/(?<!\|)\|(?!\|)/))
    for (const [what, piece] of Object.entries(HOSTILE)) {
      if (piece.includes("'") || piece.includes('\0')) continue;
      const word = `'${piece.repeat((30 * KIB) / piece.length)}.'`;
      rows.push([`${line} of ${what}`, await costOf({ kind: 'shell', command: line.replace('@', () => word) }, 1)]);
    }
  sayWorst('30 KiB of one thing in a word', rows, 50, 'own');
}

const shells = SHAPES.filter(({ dialect }) => dialect !== 'postgresql');
for (const dialect of new Set(shells.map((shape) => shape.dialect)))
  await sayShapes(
    dialect,
    shells.filter((shape) => shape.dialect === dialect),
  );
await sayShapes(
  'PostgreSQL',
  SHAPES.filter(({ dialect }) => dialect === 'postgresql'),
);
await sayHuge();
await sayInside();
await sayWorkers();
await opened.close();

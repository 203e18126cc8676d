import path from 'node:path';
import { judgeAction } from '../../src/app/judge.ts';
import type { JudgeOptions } from '../../src/app/judge.ts';
import { openReaders } from '../../src/app/readers.ts';
import { NO_DISK } from '../../src/reading/ports.ts';

export interface Figures {
  readonly verdicts: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  readonly slowest: { readonly ms: number; readonly command: string };
  /** The 99th percentile over commands of each one's own median: what is left of `p99` when other programs do not get in between. */
  readonly quietP99: number;
}

/** Milliseconds that a verdict on each of `all` takes in process, without a disk, once the parsers are loaded. */
export async function verdictFigures(all: readonly string[], rounds: number): Promise<Figures> {
  const opened = openReaders({ dist: path.resolve('dist') });
  const options: JudgeOptions = {
    readers: opened.readers,
    texts: NO_DISK,
    workspace: () => '/workspace',
    home: '/home/user',
    autoPass: () => 'reads',
  };
  const times: { readonly ms: number; readonly command: string }[] = [];
  const own = new Map<string, number[]>(all.map((command) => [command, []]));
  // Three rounds unmeasured: parsers load, and the code is compiled.
  for (let round = -3; round < rounds; round++)
    for (const command of all) {
      const start = performance.now();
      await judgeAction({ kind: 'shell', command }, '/workspace', options);
      const ms = performance.now() - start;
      if (round < 0) continue;
      times.push({ ms, command });
      own.get(command)?.push(ms);
    }
  await opened.close();
  times.sort((a, b) => a.ms - b.ms);
  const each = times.map(({ ms }) => ms);
  return {
    verdicts: times.length,
    median: part(each, 0.5),
    p99: part(each, 0.99),
    slowest: times.at(-1) ?? { ms: NaN, command: '' },
    quietP99: part(
      [...own.values()].map((ms) => part(sorted(ms), 0.5)).sort((a, b) => a - b),
      0.99,
    ),
  };
}

function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function part(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? NaN;
}

import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import type { Flow } from '../state/flow.ts';
import { unknownFlow } from '../state/flow.ts';

/** A file that is written to, with how; `said`: what is written is standard output, not errors or another descriptor's. */
export interface Output {
  readonly arg: Arg;
  readonly verb: 'write' | 'append';
  readonly said: boolean;
}

type File = Pick<Output, 'arg' | 'verb'>;
/** Where a number leads: where output or errors went before, to a file, or somewhere that only what stands around knows. */
type Way = 'output' | 'errors' | 'around' | File;

/** Stands for a number that the shell chooses. */
export const FREE = -1;

/** `/dev/stdout` and its like: no file, but what a number leads to. */
export function deviceNumber(path: string): number | undefined {
  const named = /^\/dev\/std(in|out|err)$/.exec(path)?.[1];
  if (named !== undefined) return ['in', 'out', 'err'].indexOf(named);
  const number = /^\/(?:dev|proc\/(?:self|thread-self))\/fd\/(\d+)$/.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}

const UNKNOWN = { text: undefined, offsets: undefined, names: undefined, file: undefined };

interface Descriptors {
  /** `to>&from` */
  readonly join: (to: number, from: number) => void;
  readonly lead: (numbers: readonly number[], file: File) => void;
  readonly feed: (number: number, flow: Flow | undefined) => void;
  readonly input: (number: number, range: TextRange) => Flow | undefined;
  /** What else can be read from, by numbers. */
  readonly fed: () => ReadonlyMap<number, Flow | undefined>;
  readonly outputs: () => { readonly outputs: readonly Output[]; readonly errorsGoOn: boolean };
}

/**
 * Follows what the numbers stand for while redirections are read from left to right, as the shell does it. `around`: what a group
 * around it gave numbers to read from (`{ cat <&4; } 4< x`). An `exec` between may have led them elsewhere: of what they bring only
 * its marks are known, not its text.
 */
export function openDescriptors(
  piped: Flow | undefined,
  around: ReadonlyMap<number, Flow | undefined> | undefined,
): Descriptors {
  const ways = new Map<number, Way>([
    [1, 'output'],
    [2, 'errors'],
  ]);
  const fed = new Map<number, Flow | undefined>([[0, piped]]);
  const files: File[] = [];
  return {
    join: (to, from) => {
      ways.set(to, ways.get(from) ?? 'around');
    },
    lead: (numbers, file) => {
      files.push(file);
      for (const number of numbers) ways.set(number, file);
    },
    feed: (number, flow) => {
      fed.set(number, flow);
    },
    input: (number, range) =>
      fed.has(number) ? fed.get(number) : { ...(around?.get(number) ?? unknownFlow(range)), ...UNKNOWN, local: true },
    fed: () => new Map([...(around ?? []), ...fed]),
    outputs: () => ({
      outputs: files.map((file) => ({ ...file, said: ways.get(1) === file })),
      errorsGoOn: leadsOn(ways),
    }),
  };
}

/** Something besides standard output leads where that went before. */
function leadsOn(ways: ReadonlyMap<number, Way>): boolean {
  for (const [number, way] of ways) if (number !== 1 && way === 'output') return true;
  return false;
}

import type { Action } from '../../../src/action/action.ts';
import type { Effect } from '../../../src/effect/effect.ts';
import { NO_DISK } from '../../../src/reading/ports.ts';
import type { Readers, TextPort } from '../../../src/reading/ports.ts';
import { readWhole } from '../../../src/reading/readWhole.ts';
import type { Context, Embedded, Reader, Reading } from '../../../src/reading/reader.ts';
import type { WholeReading } from '../../../src/reading/whole.ts';

export const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/user',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};
export const NOTHING: Reading = { effects: [], embedded: [], problems: [], asks: [], complete: true };
export const shell = (command: string): Action => ({ kind: 'shell', command });

export function effect(range: readonly [number, number], more: Partial<Effect> = {}): Effect {
  return {
    kind: 'sql.drop',
    object: { type: 'table', name: 'x' },
    range,
    certainty: 'certain',
    undo: 'none',
    environment: 'unknown',
    traits: [],
    ...more,
  };
}

export function embedded(
  want: Embedded['want'],
  range: readonly [number, number],
  more: Partial<Embedded> = {},
): Embedded {
  return { want, range, verbatim: false, context: {}, ...more };
}

/** A reader of SQL that flags the word DROP. */
export const drops: Reader = ({ text }) => {
  const at = text.indexOf('DROP');
  return at < 0 ? NOTHING : { ...NOTHING, effects: [effect([at, at + 4])] };
};

export function read(
  action: Action,
  readers: Partial<Record<string, Reader>>,
  port: TextPort = NO_DISK,
): Promise<WholeReading> {
  const open: Readers = Object.fromEntries(
    Object.entries(readers).map(([name, reader]) => [name, () => Promise.resolve(reader as Reader)]),
  );
  return readWhole(action, CONTEXT, open, port);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { READ_KINDS } from '../../src/effect/baseLevel.ts';
import { rank } from '../../src/effect/level.ts';
import { rate } from '../../src/effect/rate.ts';
import type { Reading } from '../../src/reading/reader.ts';
import { volume } from '../support/volume.ts';
import { CONTEXT, onlyReads, read } from '../unit/shell/reading.ts';
import { AROUND, FLOWS, parted } from './flowPlaces.ts';

/**
 * What one command says decides what another does. Something written around one of them that leaves what goes through as it was
 * (`2>/dev/null`, `| cat`, `{ …; }`) must not lose what the other does.
 */
const TEXTS = volume(2_500, 50_000);

const isPassed = (reading: Reading): boolean => onlyReads(reading) && reading.embedded.length === 0;

/** Something in it is known only when it runs, or when a file has been read: it is held for that. */
function isOpen({ effects, embedded, complete }: Reading): boolean {
  return (
    !complete ||
    effects.some(
      ({ kind, object }) => kind === 'exec.opaque' || (object.type === 'unknown' && !READ_KINDS.has(kind)),
    ) ||
    embedded.some(({ want }) => 'request' in want)
  );
}

/** What the text does without anything around it that is not in the reading with it; undefined where nothing is lost. */
function lost(before: Reading, after: Reading): string | undefined {
  if (isPassed(after)) return 'it passes';
  if (isOpen(after)) return undefined;
  for (const { kind, object } of before.effects) {
    if (READ_KINDS.has(kind)) continue;
    const found = after.effects.some(
      (effect) =>
        effect.kind === kind &&
        (object.type === 'unknown' || effect.object.type === 'glob' || effect.object.name === object.name),
    );
    if (!found) return `${kind} ${object.name} is lost`;
  }
  const carried = new Set(after.embedded.map(({ want }) => ('language' in want ? want.language : want.request)));
  for (const { want } of before.embedded) {
    const what = 'language' in want ? want.language : want.request;
    if (!carried.has(what)) return `${what} is lost`;
  }
  const levels = [rate(before, CONTEXT).level, rate(after, CONTEXT).level] as const;
  return rank(levels[1]) < rank(levels[0]) ? `${levels[0]} became ${levels[1]}` : undefined;
}

const flow = fc.constantFrom(...FLOWS).map(parted);
const changed = flow.chain((parts) => {
  const places = parts.flatMap((part, at) => (typeof part === 'string' ? [] : [at]));
  return fc.array(fc.tuple(fc.constantFrom(...places), fc.nat()), { minLength: 1, maxLength: 2 }).map((changes) => {
    const written = parts.map((part) => (typeof part === 'string' ? part : part.command));
    for (const [at, chosen] of changes) {
      const part = parts[at];
      if (part === undefined || typeof part === 'string') continue;
      const fitting = AROUND.filter(({ roles }) => roles.includes(part.role));
      written[at] = fitting[chosen % fitting.length]?.write(written[at] ?? '') ?? '';
    }
    return {
      plain: parts.map((part) => (typeof part === 'string' ? part : part.command)).join(''),
      text: written.join(''),
    };
  });
});

test('what may be written around a command of a flow loses nothing of what the flow does', () => {
  const faults: string[] = [];
  for (const { plain, text } of fc.sample(changed, { numRuns: TEXTS, seed: 20_262 })) {
    const before = read(plain);
    assert.ok(!isPassed(before), `${plain} passes as it is`);
    const why = lost(before, read(text));
    if (why !== undefined) faults.push(`${JSON.stringify(text)}: ${why}`);
  }
  assert.deepEqual(faults.slice(0, 20), [], `${String(faults.length)} of ${String(TEXTS)} texts lose something`);
});

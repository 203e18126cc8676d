import { READ_KINDS } from '../effect/baseLevel.ts';
import type { Effect } from '../effect/effect.ts';
import type { Reading } from '../reading/reader.ts';

/**
 * One reading of a text whose dialect no one named, from its readings in several. What a dialect cannot parse would not
 * run there, so one whole reading is enough for a base; but whatever any other saw beyond it is added, and then, or where
 * another met anything but a syntax it does not know, the whole is not complete.
 */
export function combineReadings(readings: readonly [Reading, ...Reading[]]): Reading {
  const base = readings.find(({ complete }) => complete) ?? readings[0];
  const others = readings.filter((reading) => reading !== base);
  const kinds = new Set(base.effects.map(({ kind }) => kind));
  const added: Effect[] = [];
  for (const { effects, problems } of others) {
    // PostgreSQL and SQLite refuse what their own grammar refuses: words in it are no statements there.
    const refused = problems.some(({ rule, values }) => rule === 'problem.syntax' && values.dialect !== 'mysql');
    for (const effect of effects) {
      if (base.complete && refused && effect.certainty === 'possible') continue;
      if (kinds.has(effect.kind) || READ_KINDS.has(effect.kind)) continue;
      added.push({ ...effect, certainty: 'possible' });
    }
  }
  const odd = others.flatMap(({ problems }) => problems.filter(({ rule }) => rule !== 'problem.syntax'));
  const whole = base.effects[0]?.range ?? [0, 0];
  const differ =
    base.complete && added.length > 0
      ? [{ rule: 'problem.readings-differ', range: added[0]?.range ?? whole, values: {} }]
      : [];
  const problems = [...base.problems, ...odd, ...differ];
  return {
    effects: [...base.effects, ...added],
    embedded: readings.flatMap(({ embedded }) => embedded),
    problems,
    asks: [],
    complete: problems.length === 0,
  };
}

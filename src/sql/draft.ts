import type { Certainty, Effect, TextRange, Undo } from '../effect/effect.ts';
import type { EffectKind } from '../effect/kind.ts';
import type { EffectObject, ObjectType } from '../effect/object.ts';
import type { Trait } from '../effect/trait.ts';
import { READING_LIMITS } from '../reading/limits.ts';
import type { Context, Embedded, Problem, Reading, Source } from '../reading/reader.ts';

export interface EffectOptions {
  readonly certainty?: Certainty;
  readonly undo?: Undo;
  readonly traits?: readonly Trait[];
}

/** Collects what one text does. */
export interface Draft {
  readonly source: Source;
  readonly context: Context;
  effect(kind: EffectKind, type: ObjectType, name: string, range: TextRange, options?: EffectOptions): void;
  problem(rule: string, range: TextRange, values?: Readonly<Record<string, string>>): void;
  embed(embedded: Embedded): void;
  /** More effects came than a reading keeps, which was said: what else the text does is not looked for. */
  isFull(): boolean;
  reading(): Reading;
}

/** A flood of problems says no more than this many. */
const MAX_PROBLEMS = 2000;

export function openDraft(source: Source, context: Context): Draft {
  const effects = new Map<string, Effect>();
  const problems: Problem[] = [];
  const embedded: Embedded[] = [];
  let full = false;
  const clamp = ([start, end]: TextRange): TextRange => {
    const from = Math.min(Math.max(0, start), source.text.length);
    return [from, Math.min(Math.max(from, end), source.text.length)];
  };
  return {
    source,
    context,
    effect(kind, type, name, range, options = {}) {
      if (full) return;
      const object: EffectObject =
        source.connection === undefined || !kind.startsWith('sql.')
          ? { type, name }
          : { type, name, connection: source.connection };
      const traits = [...new Set([...context.traits, ...(options.traits ?? [])])];
      const effect: Effect = {
        kind,
        object,
        range: clamp(range),
        certainty: options.certainty ?? 'certain',
        undo: options.undo ?? undoOf(kind),
        environment: context.place,
        traits,
      };
      // The same thing twice says no more than once; reads of one table are one effect.
      const where = kind === 'sql.read' ? '' : effect.range.join('-');
      const key = [kind, type, name, where, effect.certainty, traits.join()].join('\u0000');
      if (effects.has(key)) return;
      if (effects.size >= READING_LIMITS.effects) {
        full = true;
        problems.push({ rule: 'problem.too-many', range: [0, source.text.length], values: {} });
        return;
      }
      effects.set(key, effect);
    },
    problem(rule, range, values = {}) {
      if (problems.length < MAX_PROBLEMS) problems.push({ rule, range: clamp(range), values });
    },
    embed(one) {
      embedded.push({ ...one, range: clamp(one.range) });
    },
    isFull: () => full,
    reading: () => ({
      effects: [...effects.values()],
      embedded,
      problems,
      asks: [],
      complete: problems.length === 0,
    }),
  };
}

function undoOf(kind: EffectKind): Undo {
  return kind === 'sql.read' || kind === 'file.read' ? 'unknown' : 'none';
}

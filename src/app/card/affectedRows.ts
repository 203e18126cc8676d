import { visibleLine, visibleText } from '../../action/visible.ts';
import type { Effect } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { PreviewEntry, Sample, Via } from '../../preview/preview.ts';
import type { AffectedRow, SampleRow } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import { byteWords, countWords } from '../sentences/amounts.ts';
import { NOTHING_TO_UNDO, READING_KINDS, UNDO_WORDS, VERBS } from '../sentences/effects.ts';
import { partPhrase, remarkSentence } from '../sentences/previews.ts';
import { inTree } from './cascadeTree.ts';
import { objectWords } from './objectWords.ts';
import { entryOf, isNothing, isOf } from './undoOf.ts';

const VIA_WORDS: Readonly<Record<Via, string>> = {
  direct: '',
  cascade: 'by cascade',
  trigger: 'by a trigger',
};

/**
 * Every object that would be hit: what the previews counted, worst first as they came, then what nobody could count. One
 * row an object and verb; what is only read comes last.
 */
export function affectedRows(hold: Pick<Hold, 'judgement' | 'previews' | 'workspace'>): readonly AffectedRow[] {
  const entries = hold.previews.flatMap((report) => report.entries);
  const { effects } = hold.judgement.reading;
  const counting = hold.previews.some(({ state }) => state === 'counting');
  const counted = inTree(entries).map(({ entry, depth }) => ({
    ...countedRow(entry, effects, hold.workspace),
    ...(depth === 0 ? {} : { depth }),
  }));
  const uncounted = new Map<string, Effect>();
  for (const effect of effects) {
    const key = `${effect.kind} ${effect.object.type} ${effect.object.name}`;
    if (entryOf(effect, entries) === undefined && !uncounted.has(key)) uncounted.set(key, effect);
  }
  const rest = [...uncounted.values()];
  return [
    ...counted,
    ...rest
      .filter(({ kind }) => !READING_KINDS.has(kind))
      .map((effect) => uncountedRow(effect, hold.workspace, counting)),
    ...rest
      .filter(({ kind }) => READING_KINDS.has(kind))
      .map((effect) => uncountedRow(effect, hold.workspace, counting)),
  ];
}

function countedRow(entry: PreviewEntry, effects: readonly Effect[], workspace: string): AffectedRow {
  const { count, of, unit } = entry;
  const same = effects.filter(({ object }) => object.type === entry.object.type && object.name === entry.object.name);
  const effect = same.find((one) => isOf(entry, one)) ?? same[0];
  const bytes = entry.bytes === undefined || entry.bytes === 0 ? '' : `, ${byteWords(entry.bytes)}`;
  const done = entry.via === 'direct' && effect !== undefined ? doneWords(effect, entry) : entry.verb;
  return {
    object: objectWords(entry.object, workspace),
    what: [done, viaWords(entry)].filter((word) => word !== '').join(', '),
    count: countWords(count, unit, of) + bytes,
    ...(count.value !== undefined && of !== undefined && of > 0 ? { share: Math.min(1, count.value / of) } : {}),
    undo: isNothing(entry) ? NOTHING_TO_UNDO : UNDO_WORDS[entry.undo],
    parts: (entry.parts ?? []).filter((part) => part.count > 0).map(partPhrase),
    sample: (entry.sample ?? []).map((sample) => sampleRow(sample, workspace)),
    notes: (entry.notes ?? []).map((note) => visibleText(remarkSentence(note))),
  };
}

/** One object can be hit in other ways than the text says: a plan that is applied also destroys. */
export function doneWords({ kind }: Effect, { verb }: PreviewEntry): string {
  const found = `${kind.slice(0, kind.indexOf('.'))}.${verb}`;
  return isKind(found) ? VERBS[found].done : verb;
}

function isKind(text: string): text is EffectKind {
  return Object.hasOwn(VERBS, text);
}

function viaWords({ via, from }: PreviewEntry): string {
  return from === undefined ? VIA_WORDS[via] : `${VIA_WORDS[via]} from ${visibleLine(from)}`;
}

function uncountedRow({ kind, object, certainty, undo }: Effect, workspace: string, counting: boolean): AffectedRow {
  const { done } = VERBS[kind];
  return {
    object: objectWords(object, workspace),
    what: certainty === 'possible' ? `${done}, possibly` : done,
    count: MANY.has(object.type) ? (counting ? 'still counting' : 'not counted') : '',
    undo: READING_KINDS.has(kind) ? 'nothing changes' : UNDO_WORDS[undo],
    parts: [],
    sample: [],
    notes: [],
  };
}

/** Types that hold many things, of which a count would be news. Of the others the row names the one that is meant. */
const MANY: ReadonlySet<string> = new Set(['directory', 'glob', 'database', 'schema', 'table', 'view', 'bucket']);

export function sampleRow(sample: Sample, workspace: string): SampleRow {
  if ('columns' in sample)
    return sample.columns.map(([name, value]) => {
      const becomes = sample.becomes?.find(([changed]) => changed === name)?.[1];
      const shown = [visibleLine(name), visibleLine(value)] as const;
      return becomes === undefined ? shown : ([...shown, visibleLine(becomes)] as const);
    });
  const path = sample.path.startsWith(`${workspace}/`) ? sample.path.slice(workspace.length + 1) : sample.path;
  return [['path', visibleLine(path)]];
}

import { visibleLine } from '../../action/visible.ts';
import type { Effect } from '../../effect/effect.ts';
import type { Count, PreviewEntry } from '../../preview/preview.ts';
import type { Hold } from '../../review/hold.ts';
import { mainEffect } from '../../review/mainEffect.ts';
import { environmentOf } from '../../review/shown.ts';
import { addCounts } from '../../preview/addCounts.ts';
import { byteWords, countWords, listWords, numberWords, shareWords } from '../sentences/amounts.ts';
import { OPENS_PORT, PACKAGE_RIGHTS, VERBS } from '../sentences/effects.ts';
import type { VerbWords } from '../sentences/effects.ts';
import { objectName, objectWords } from './objectWords.ts';
import { doneWords } from './affectedRows.ts';
import { entryOf, isOf, undoWords } from './undoOf.ts';

/** Objects named in the verdict; more are counted. All are in the table. */
const NAMED = 3;

export interface VerdictWords {
  /** Verb and object. */
  readonly headline: string;
  /** How much · where · undo. */
  readonly details: readonly string[];
}

type Judged = Pick<Hold, 'judgement' | 'previews' | 'workspace'>;

/** The verdict's sentence in its parts. Made of what was read and counted, never of what the agent says. */
export function verdictWords(hold: Judged): VerdictWords {
  const { effects, complete } = hold.judgement.reading;
  const entries = hold.previews.flatMap((report) => report.entries);
  const main = mainEffect(effects);
  if (main === undefined) {
    return complete
      ? { headline: 'Has no effect that Keyturn knows of', details: [] }
      : { headline: 'Could not be read', details: ['what it would do is not known'] };
  }
  const peers = effects.filter(({ kind }) => kind === main.kind);
  const others = effects.filter((effect) => effect.kind !== main.kind && VERBS[effect.kind].done !== 'read');
  return {
    headline: headline(main, peers, entries, hold.workspace),
    details: [
      ...unsaid(main, effects, entries),
      ...amounts(hold, peers, entries),
      where(main, hold.workspace, environmentOf(hold)),
      undoWords(effects, entries),
      others.length > 0 ? alsoWords(others, hold.workspace) : '',
      complete ? '' : 'part of it could not be read',
    ].filter((part) => part !== ''),
  };
}

function headline(main: Effect, peers: readonly Effect[], entries: readonly PreviewEntry[], workspace: string): string {
  const certain = peers.some(({ certainty }) => certainty === 'certain');
  const words = verbOf(main);
  const distinct = new Map(peers.map(({ object }) => [`${object.type} ${object.name}`, object]));
  const objects = [...distinct.values()];
  if (objects.length === 1 && ROWS.has(main.kind)) {
    const verb = certain ? words.does : `May ${words.may}`;
    const name = objectName(main.object, workspace);
    if (main.kind === 'sql.delete') {
      const rows = everyRow(main, entries) ? 'every row' : 'rows';
      return certain ? `Deletes ${rows} of ${name}` : `May delete ${rows} of ${name}`;
    }
    return everyRow(main, entries) && main.kind === 'sql.update'
      ? `${verb} every row of ${name}`
      : `${verb} ${objectWords(main.object, workspace)}`;
  }
  const verb = certain ? words.does : `May ${words.may}`;
  const named = objects
    .slice(0, objects.length > NAMED ? NAMED - 1 : NAMED)
    .map((object) => objectWords(object, workspace));
  const rest = objects.length - named.length;
  return `${verb} ${listWords(rest > 0 ? [...named, `${numberWords(rest)} more`] : named)}`;
}

function verbOf({ kind, object }: Effect): VerbWords {
  if (kind === 'infra.change' && object.type === 'package') return PACKAGE_RIGHTS;
  return kind === 'network.send' && object.type === 'service' ? OPENS_PORT : VERBS[kind];
}

const ROWS: ReadonlySet<string> = new Set(['sql.delete', 'sql.update']);

function everyRow(effect: Effect, entries: readonly PreviewEntry[]): boolean {
  const entry = entryOf(effect, entries);
  if (entry?.count.kind === 'exact' && entry.of !== undefined) return entry.count.value === entry.of && entry.of > 0;
  return effect.traits.some((trait) => trait === 'no-where' || trait === 'whole-table' || trait === 'constant-where');
}

function amounts(hold: Judged, peers: readonly Effect[], entries: readonly PreviewEntry[]): readonly string[] {
  if (hold.previews.some(({ state }) => state === 'counting')) return ['still counting'];
  const own = new Set(peers.map((peer) => entryOf(peer, entries)));
  // As the previews have them: what cannot be brought back comes first.
  const direct = entries.filter((entry) => own.has(entry));
  const parts: string[] = [];
  const units = [...new Set(direct.map(({ unit }) => unit))];
  if (units.length > 0) parts.push(listWords(units.map((unit) => amountOf(direct, unit))));
  for (const via of ['cascade', 'trigger'] as const) {
    const along = entries.filter((entry) => entry.via === via);
    const unit = along[0]?.unit;
    if (unit !== undefined) parts.push(`by ${via}: ${countWords(sum(along), unit)} more`);
  }
  return parts;
}

/** How much of one unit is hit, in all its entries together. */
function amountOf(direct: readonly PreviewEntry[], unit: string): string {
  const own = direct.filter((entry) => entry.unit === unit);
  const of = own.every((entry) => entry.of !== undefined)
    ? own.reduce((total, entry) => total + (entry.of ?? 0), 0)
    : undefined;
  const bytes = own.reduce((total, entry) => total + (entry.bytes ?? 0), 0);
  const total = sum(own);
  const one = direct.length === 1 && direct[0]?.object.type === 'table';
  const share = one ? shareWords(total, of, 'table') : '';
  const isWhole = total.kind === 'exact' && total.value === of;
  const count = countWords(total, unit, share !== '' && isWhole ? undefined : of);
  return (share === '' ? count : `${share}: ${count}`) + (bytes > 0 ? ` (${byteWords(bytes)})` : '');
}

/** What happens to the main object that no word of the text says: a plan that is applied also destroys. */
function unsaid(main: Effect, effects: readonly Effect[], entries: readonly PreviewEntry[]): readonly string[] {
  const own = effects.filter(({ object }) => object.type === main.object.type && object.name === main.object.name);
  return entries
    .filter(
      ({ object, via }) => via === 'direct' && object.type === main.object.type && object.name === main.object.name,
    )
    .filter((entry) => LOSES.has(entry.verb) && !own.some((effect) => isOf(entry, effect)))
    .map((entry) => `${doneWords(main, entry)}: ${countWords(entry.count, entry.unit, entry.of)}`);
}

/** Verbs of previews that take something away. */
const LOSES: ReadonlySet<string> = new Set(['delete', 'destroy', 'replaced', 'forgotten']);

function sum(entries: readonly PreviewEntry[]): Count {
  return entries.map(({ count }) => count).reduce(addCounts);
}

/** Where it happens: the database or machine, production in words, outside the workspace in words. */
function where(main: Effect, workspace: string, environment: ReturnType<typeof environmentOf>): string {
  const parts: string[] = [];
  const { object } = main;
  if (object.connection !== undefined) {
    const { target } = object.connection;
    parts.push(`in ${visibleLine(target.startsWith(`${workspace}/`) ? target.slice(workspace.length + 1) : target)}`);
  }
  const isPath =
    object.name.startsWith('/') && (object.type === 'file' || object.type === 'directory' || object.type === 'glob');
  if (isPath && object.name !== workspace && !object.name.startsWith(`${workspace}/`))
    parts.push('outside the workspace');
  if (environment !== undefined) parts.push(`on ${environment}`);
  if (main.traits.includes('remote')) parts.push('on another machine');
  if (main.traits.includes('elevated')) parts.push('with administrator rights');
  return parts.join(', ');
}

/** The other changes, one of each kind. The table lists them all. */
function alsoWords(others: readonly Effect[], workspace: string): string {
  const kinds = [...new Map(others.map((effect) => [effect.kind, effect])).values()];
  const named = kinds.slice(0, NAMED).map((effect) => {
    const { does } = verbOf(effect);
    return `${does.charAt(0).toLowerCase()}${does.slice(1)} ${objectWords(effect.object, workspace)}`;
  });
  return `also ${listWords(kinds.length > NAMED ? [...named, 'more'] : named)}`;
}

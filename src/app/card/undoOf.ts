import { argvText } from '../../action/argvText.ts';
import { visibleLine } from '../../action/visible.ts';
import type { Effect, Undo } from '../../effect/effect.ts';
import type { PreviewEntry } from '../../preview/preview.ts';
import type { Hold } from '../../review/hold.ts';
import { listWords, numberWords } from '../sentences/amounts.ts';
import { NOTHING_TO_UNDO, READING_KINDS, UNDO_WORDS } from '../sentences/effects.ts';

/** Worst first. */
const WORST: readonly Undo[] = ['none', 'unknown', 'transaction', 'snapshot', 'git'];

/** What can bring back what would be lost, in words: the previews' answer where they looked, else the readers'. */
export function undoWords(effects: readonly Effect[], entries: readonly PreviewEntry[]): string {
  const changing = effects.filter(({ kind }) => !READING_KINDS.has(kind));
  if (effects.length > 0 && changing.length === 0) return 'nothing changes';
  const found = entries.filter((entry) => !isNothing(entry));
  const unseen = changing.filter((effect) => entryOf(effect, entries) === undefined);
  if (entries.length > 0 && found.length === 0 && unseen.length === 0) return NOTHING_TO_UNDO;
  const whole = [...unseen, ...found.filter(({ parts = [] }) => parts.length === 0)].map(({ undo }) => undo);
  // What git can bring back of some files must not stand as the answer for rows that nothing brings back.
  const parts = whole.includes('none') ? undefined : partWords(found);
  return parts ?? UNDO_WORDS[worst([...whole, ...found.map(({ undo }) => undo)])];
}

/** No file would be hit as things are now. An empty table that is dropped is gone all the same. */
export function isNothing({ count, unit }: PreviewEntry): boolean {
  return unit === 'files' && count.kind === 'exact' && count.value === 0;
}

export function worst(undos: readonly Undo[]): Undo {
  return WORST.find((undo) => undos.includes(undo)) ?? 'unknown';
}

/** What the preview found of the very object that the effect names. */
export function entryOf(effect: Effect, entries: readonly PreviewEntry[]): PreviewEntry | undefined {
  const same = entries.filter(
    ({ object, via }) => via === 'direct' && object.type === effect.object.type && object.name === effect.object.name,
  );
  // One object can be hit in two ways: `rsync --delete` replaces and deletes in one folder.
  return same.find((entry) => isOf(entry, effect)) ?? same[0];
}

export function isOf({ verb }: PreviewEntry, { kind }: Effect): boolean {
  return kind.slice(kind.indexOf('.') + 1) === verb;
}

/** Paths that one command can be shown with. */
const MOST_PATHS = 5;

/** Commands of previews that are shown as one. */
const MOST_COMMANDS = 3;

/** The command that brings back what would be lost, as the previews found it. Undefined where they found none, or too many. */
export function undoCommand({ previews }: Pick<Hold, 'previews'>): string | undefined {
  const entries = previews.flatMap((report) => report.entries);
  const commands = joined(entries.flatMap(({ restore }) => (restore === undefined ? [] : [restore])));
  const tooMany = commands.length > MOST_COMMANDS || commands.some(({ files }) => files.size > MOST_PATHS);
  if (commands.length === 0 || tooMany) return undefined;
  return visibleLine(commands.map(({ words, files }) => argvText([...words, ...files]).text).join(' && '));
}

interface Command {
  readonly words: readonly string[];
  readonly files: Set<string>;
}

/** Commands that differ only in the files that they name after `--` are one. */
function joined(all: readonly (readonly string[])[]): readonly Command[] {
  const commands = new Map<string, Command>();
  for (const argv of all) {
    const end = argv.indexOf('--') + 1;
    const words = end === 0 ? argv : argv.slice(0, end);
    const key = words.join('\0');
    const one = commands.get(key) ?? { words, files: new Set() };
    commands.set(key, one);
    if (end > 0) for (const file of argv.slice(end)) one.files.add(file);
  }
  return [...commands.values()];
}

/** Where some can be brought back and some cannot: both, counted. */
function partWords(entries: readonly PreviewEntry[]): string | undefined {
  const parts = entries.flatMap((entry) => (entry.parts ?? []).filter(({ count }) => count > 0));
  const back = parts.filter(({ undo }) => undo === 'git' || undo === 'snapshot');
  const lost = parts.filter(({ undo }) => undo !== 'git' && undo !== 'snapshot');
  if (back.length === 0 || lost.length === 0) return undefined;
  const sum = (of: typeof parts): number => of.reduce((total, { count }) => total + count, 0);
  const names = listWords([...new Set(lost.map(({ name }) => name))]);
  return `git can bring back ${numberWords(sum(back))} of ${numberWords(sum(parts))}; ${numberWords(sum(lost))} (${names}) ${UNDO_WORDS[worst(lost.map(({ undo }) => undo))]}`;
}

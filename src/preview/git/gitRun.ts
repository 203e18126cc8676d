import path from 'node:path';
import type { RunCommand } from '../../effect/command.ts';
import type { Effect, TextRange } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { covers } from '../covers.ts';
import type { PreviewSubject } from '../preview.ts';
import { gitWords, type GitWords } from './gitWords.ts';

/** The git command behind an effect. */
export interface GitRun {
  readonly words: GitWords;
  readonly range: TextRange;
  /** False: which command it is, or whether it runs at all, is not certain. */
  readonly certain: boolean;
}

/** Variables that send git to another repository, or change what it reads there. */
const ELSEWHERE =
  /\bGIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|NAMESPACE|\w*OBJECT_DIRECTOR\w+|CONFIG\w*|LITERAL_\w+)\b/;

/** The command whose words say what an effect of git's does. Undefined where its words are known only when it runs. */
export function gitRunOf(effect: Effect, { action, reading }: PreviewSubject): GitRun | undefined {
  const found = new Map<string, { readonly run: GitRun; times: number }>();
  for (const command of reading.commands ?? []) {
    const { argv, cwd, range } = command;
    if (cwd === undefined || range === undefined || !covers(range, effect.range)) continue;
    const words = gitWords(argv, cwd);
    if (words === undefined) continue;
    const key = [cwd, ...argv].join('\0');
    const known = found.get(key);
    if (known === undefined) found.set(key, { run: { words, range, certain: words.certain }, times: 1 });
    else known.times += 1;
  }
  const all = [...found.values()];
  const naming = all.filter(({ run }) => names(run.words, effect.object.name));
  const [first, ...others] = naming.length > 0 ? naming : all;
  if (first === undefined) return undefined;
  const elsewhere =
    reading.texts.some(({ source }) => ELSEWHERE.test(source.text)) ||
    (action.kind === 'shell' && Object.keys(action.environment ?? {}).some((name) => ELSEWHERE.test(name)));
  const certain =
    first.run.certain && first.times === 1 && others.length === 0 && effect.certainty === 'certain' && !elsewhere;
  return { ...first.run, certain };
}

/** Whether it works in other repositories than the one its words seem to mean: in each submodule. */
export function isElsewhere({ range }: Effect, { reading }: PreviewSubject): boolean {
  return (reading.commands ?? []).some(
    ({ argv, range: own }) =>
      own !== undefined &&
      covers(own, range) &&
      argv.includes('submodule') &&
      (argv.includes('foreach') || argv.includes('update')),
  );
}

function names({ operands, after = [] }: GitWords, name: string): boolean {
  return [...operands, ...after].some((word) => word === name || name.endsWith(`/${word}`) || word.endsWith(name));
}

/** Whether a word is a pattern that git matches itself, with rules of its own. */
export function hasPattern({ words: { operands, after = [] } }: GitRun): boolean {
  return [...operands, ...after].some((word) => /[*?[]/.test(word) || /^:(?!\/?$)/.test(word));
}

/** Kinds that may change files, commits or branches in ways that are not worked out here. */
const UNKNOWN: readonly EffectKind[] = [
  'exec.project',
  'exec.install',
  'exec.download',
  'exec.opaque',
  'git.change',
  'git.config',
];

/** What a count of git's depends on: `files` also on what earlier steps do to files, `remote` also on what they push. */
export type Ground = 'files' | 'stashes' | 'commits' | 'remote';

const MORE: Readonly<Record<Ground, readonly EffectKind[]>> = {
  files: ['git.discard', 'git.history', 'file.create', 'file.write', 'file.delete', 'file.move'],
  // A stash that was dropped before moves the numbers of the others.
  stashes: ['git.discard'],
  commits: [],
  remote: ['git.push', 'git.push-force', 'git.history'],
};

/** Whether something runs before a command that may change what it finds, so that no count from now is exact. */
export function isDisturbed(range: TextRange, ground: Ground, { reading }: PreviewSubject): boolean {
  const kinds = new Set([...UNKNOWN, ...MORE[ground]]);
  const script = reading.texts.some(({ file, range: of }) => file !== undefined && covers(of, range));
  return reading.effects.some(
    (effect) => kinds.has(effect.kind) && (effect.range[1] <= range[0] || (script && covers(range, effect.range))),
  );
}

/** Whether an earlier step of the text puts work into a new stash, which is then the first one. */
export function isStashedBefore(range: TextRange, subject: PreviewSubject): boolean {
  return commandsBefore(range, subject).some(
    ({ argv }) =>
      path.basename(argv[0] ?? '') === 'git' &&
      argv.some((word, at) => word === 'stash' && /^(?:-.*|push|save|)$/.test(argv[at + 1] ?? '')),
  );
}

/** Whether an earlier step of the text tells git of files that it does not know yet. */
export function isAddedBefore(range: TextRange, subject: PreviewSubject): boolean {
  return commandsBefore(range, subject).some(
    ({ argv }) => path.basename(argv[0] ?? '') === 'git' && argv.some((word) => word === 'add' || word === 'stage'),
  );
}

/** Commands of the text that run before another, in order. */
export function commandsBefore(range: TextRange, { reading }: PreviewSubject): readonly RunCommand[] {
  return (reading.commands ?? []).filter((command) => command.range !== undefined && command.range[1] <= range[0]);
}

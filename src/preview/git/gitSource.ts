import fs from 'node:fs';
import path from 'node:path';
import type { Effect } from '../../effect/effect.ts';
import { FILE_LIMITS, openBudget, type Budget, type Limits } from '../files/budget.ts';
import { sampleOf } from '../files/tally.ts';
import type { PreviewEntry, PreviewPart, PreviewSource, PreviewSubject, Remark } from '../preview.ts';
import { discardOf } from './discard.ts';
import type { FileState } from './fileState.ts';
import { repositoryOf } from './repositoryOf.ts';
import { uncommitted } from './uncommitted.ts';

export interface GitOptions {
  readonly limits?: Limits;
}

/** In the order to show. Uncommitted work is in no commit: nothing brings any of it back. */
const STATES: readonly FileState[] = ['modified', 'staged', 'untracked', 'ignored'];

/** Uncommitted work that a git command would throw away. */
export function gitSource(options: GitOptions): PreviewSource {
  return {
    name: 'git',
    wants: ({ reading }) => discards(reading.effects).length > 0,
    async look(subject, report, signal) {
      const budget = openBudget(options.limits ?? FILE_LIMITS, signal);
      const entries: PreviewEntry[] = [];
      const unknown: Remark[] = [];
      report({ source: 'git', state: 'counting', entries: [], unknown: [] });
      for (const effect of discards(subject.reading.effects)) {
        const found = await lookAtOne(effect, subject, budget);
        if (signal.aborted) return;
        if ('code' in found) unknown.push(found);
        else entries.push(found);
      }
      const lost = entries.some(({ count }) => (count.value ?? 0) > 0);
      report({
        source: 'git',
        state: 'done',
        entries,
        unknown,
        ...(lost ? { raise: { level: 'high', rule: 'preview.not-recoverable' } } : {}),
      });
    },
  };
}

function discards(effects: readonly Effect[]): readonly Effect[] {
  const seen = new Map<string, Effect>();
  for (const effect of effects) {
    if (effect.kind === 'git.discard' && effect.object.type !== 'stash') {
      seen.set(`${effect.object.type} ${effect.object.name} ${effect.range.join()}`, effect);
    }
  }
  return [...seen.values()];
}

async function lookAtOne(effect: Effect, subject: PreviewSubject, budget: Budget): Promise<PreviewEntry | Remark> {
  const { object, traits } = effect;
  if (traits.includes('remote') || traits.includes('in-container')) {
    return { code: 'unknown.elsewhere', values: { name: object.name } };
  }
  const discard = discardOf(effect, subject.reading.texts);
  const scope = await real(scopeOf(object.name, subject.cwd));
  const repository = await repositoryOf(scope);
  if (repository === undefined) return { code: 'unknown.no-repository', values: { path: scope } };
  // A glob is git's own to match, with rules of its own: the whole folder is counted as "at most".
  const narrow = object.type === 'file' || object.type === 'directory' || discard.untracked !== 'none';
  const relative = path.relative(repository.root, scope);
  const paths = narrow && relative !== '' ? [relative] : [];
  const found = await uncommitted(repository, paths, discard, budget);
  if (!found.known) {
    return { code: `unknown.git-${found.why}`, values: { path: repository.root, message: found.message } };
  }
  const parts = STATES.flatMap((name): readonly PreviewPart[] => {
    const count = [...found.states.values()].filter((state) => state === name).length;
    return count === 0 ? [] : [{ name, count, undo: 'none' }];
  });
  const certain = discard.certain && object.type !== 'glob';
  const sample = sampleOf(found.entries, found.states);
  const kind = certain ? (found.complete ? 'exact' : 'at-least') : found.complete ? 'estimate' : 'unknown';
  return {
    object,
    verb: 'discard',
    via: 'direct',
    count: kind === 'unknown' ? { kind } : { kind, value: found.entries.length },
    unit: 'files',
    bytes: found.entries.reduce((sum, { size }) => sum + size, 0),
    ...(found.entries.length === 0
      ? {}
      : { newest: Math.max(...found.entries.slice(0, 10_000).map(({ changed }) => changed)) }),
    undo: found.entries.length === 0 && found.complete ? 'git' : 'none',
    ...(sample.length === 0 ? {} : { sample }),
    ...(parts.length === 0 ? {} : { parts }),
    ...(found.entries.length === 0 && found.complete
      ? { notes: [{ code: 'note.nothing-uncommitted', values: {} }] }
      : {}),
  };
}

/** The folder or file that is meant: the object's own path, without its glob part, else where git runs. */
function scopeOf(name: string, cwd: string): string {
  if (!name.startsWith('/')) return cwd;
  const special = name.search(/\/[^/]*[*?[]/);
  return special < 0 ? name : name.slice(0, special) || '/';
}

/** git works on real paths: a link on the way would look like another place. */
async function real(folder: string): Promise<string> {
  try {
    return await fs.promises.realpath(folder);
  } catch {
    return folder;
  }
}

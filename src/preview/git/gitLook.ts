import fs from 'node:fs';
import type { Effect } from '../../effect/effect.ts';
import type { Budget } from '../files/budget.ts';
import type { Mark, PreviewEntry, PreviewSubject, Remark } from '../preview.ts';
import type { Repository } from './gitCommand.ts';
import { repositoryMarks } from './gitMarks.ts';
import { readRefs, type Refs } from './refs.ts';
import { isBare, repositoryOf } from './repositoryOf.ts';

/** What one look at a subject keeps from effect to effect. */
export interface Look {
  readonly subject: PreviewSubject;
  readonly budget: Budget;
  /** Refs of each repository, as the steps looked at so far leave them. */
  readonly refs: Map<string, Promise<Refs | undefined>>;
  /** Of each repository the files that say whether it is still what it was. */
  readonly marks: Map<string, readonly Mark[]>;
}

export function isAway({ traits }: Effect): boolean {
  return traits.includes('remote') || traits.includes('in-container');
}

/** A bare repository has no work tree: only the others are looked into. */
export function noRepository(place: string): Remark {
  return { code: isBare(place) ? 'unknown.bare-repository' : 'unknown.no-repository', values: { path: place } };
}

/** The repository of a folder, marked before anything of it is read. */
export async function repositoryIn(folder: string, { budget, marks }: Look): Promise<Repository | undefined> {
  const repository = await repositoryOf(folder);
  if (repository !== undefined && !marks.has(repository.root))
    marks.set(repository.root, await repositoryMarks(repository, budget.signal));
  return repository;
}

/** What names commits, as the steps looked at so far leave it. Undefined: git could not say. */
export function refsOf(repository: Repository, { budget, refs }: Look): Promise<Refs | undefined> {
  const reading = refs.get(repository.root) ?? readRefs(repository, budget.signal);
  refs.set(repository.root, reading);
  return reading;
}

export function withNote(found: PreviewEntry | Remark, code = 'note.as-now'): PreviewEntry | Remark {
  return 'code' in found ? found : { ...found, notes: [...(found.notes ?? []), { code, values: {} }] };
}

/** git works on real paths: a link on the way would look like another place. */
export async function real(folder: string): Promise<string> {
  try {
    return await fs.promises.realpath(folder);
  } catch {
    return folder;
  }
}

import path from 'node:path';
import { isInside } from '../../effect/path.ts';
import { boundedFile } from '../boundedFile.ts';
import { localPath } from '../localPath.ts';
import type { Mounts } from '../mounts.ts';
import { markNow } from '../files/marks.ts';
import type { Mark, PreviewReport, Remark } from '../preview.ts';
import type { RunFound } from '../runLook.ts';
import { environmentOf, lockOf, placeOfState } from './place.ts';
import { readState, type State } from './state.ts';
import type { TerraformRun } from './terraformRuns.ts';

/** Bytes of a state file; one of 1,000 resources has about 3 MB. */
const LARGEST = 32 * 1024 * 1024;

export interface Found extends RunFound {
  readonly raise?: PreviewReport['raise'];
}

export type Looked =
  | {
      readonly ok: true;
      /** Empty where there is no file. */
      readonly state: State;
      readonly file: string;
      readonly workspaces: string;
      readonly workspace: string;
      /** Which file it was and how old; and who works with it just now. */
      readonly notes: readonly Remark[];
      /** False: somebody works with it, an earlier step may change it, or an option narrows in an unknown way. */
      readonly steady: boolean;
      readonly absent: boolean;
    }
  | { readonly ok: false; readonly why: Remark };

/** The state files of one look. */
export interface States {
  /** The one that a command works on; `workspace`: of another workspace than its own. */
  of(run: TerraformRun, workspace?: string): Promise<Looked>;
  /** Whether a place lies on a disk that may be looked at: not on another machine's, unless the workspace does. */
  isNear(place: string): Promise<boolean>;
  /** Why a place that is not near is not looked at. */
  away(place: string): Remark;
  /** Notes that a figure rests on a file. */
  mark(file: string): void;
  /** What the figures rest on: each as it was just before it was read. */
  marks(): readonly Mark[];
  /** A path as a person reads it. */
  short(file: string): string;
}

/** `root`: the workspace, from which `mounts` are seen. */
export function openStates(root: string, mounts: Mounts): States {
  const read = new Map<string, Promise<Looked>>();
  const short = (file: string): string => (file !== root && isInside(file, root) ? file.slice(root.length + 1) : file);
  const marks = new Map<string, Mark>();
  const mark = (file: string): void => void marks.set(file, markNow(file));
  const states: States = {
    mark,
    isNear: async (place) => (await localPath(place, mounts)) !== undefined,
    away: (place) => ({ code: 'unknown.terraform-away', values: { path: short(place) } }),
    marks: () => [...marks.values()],
    short,
    of(run, workspace) {
      const key = JSON.stringify([
        run.words.folder,
        run.words.state,
        workspace ?? run.workspace,
        run.disturbed,
        run.words.certain,
      ]);
      const known = read.get(key) ?? look(run, workspace, states);
      read.set(key, known);
      return known;
    },
  };
  return states;
}

async function look(
  run: TerraformRun,
  other: string | undefined,
  { isNear, away, mark, short }: States,
): Promise<Looked> {
  const noted = environmentOf(run.words.folder);
  if (!(await isNear(noted))) return { ok: false, why: away(noted) };
  mark(noted);
  const place = await placeOfState(run.words, other ?? run.workspace);
  if (!place.ok) return place;
  const { file, workspace, workspaces } = place;
  const shown = short(file);
  if (!(await isNear(file))) return { ok: false, why: away(file) };
  mark(file);
  mark(lockOf(file));
  const found = await boundedFile(file, LARGEST);
  if (!found.ok && found.why !== 'absent')
    return { ok: false, why: { code: `unknown.terraform-state-${found.why}`, values: { path: shown } } };
  const read = found.ok ? readState(found.bytes.toString('utf8')) : undefined;
  if (read?.ok === false)
    return { ok: false, why: { code: `unknown.terraform-state-${read.why}`, values: { path: shown } } };
  const state = read?.state ?? { serial: '', lineage: '', instances: [] };
  const locked = await lockNote(lockOf(file));
  const notes: Remark[] = [
    found.ok
      ? {
          code: 'note.terraform-state',
          values: { path: shown, workspace, serial: state.serial, when: String(Math.round(found.changed)) },
        }
      : { code: 'note.terraform-no-state', values: { path: shown, workspace } },
    ...(locked === undefined ? [] : [locked]),
    ...(run.disturbed ? [{ code: 'note.as-now', values: {} }] : []),
    ...(run.words.certain ? [] : [{ code: 'note.terraform-options', values: {} }]),
  ];
  const steady = locked === undefined && !run.disturbed && run.words.certain;
  return { ok: true, state, file, workspace, workspaces, notes, steady, absent: !found.ok };
}

export interface Lock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  /** As written there. */
  readonly created: string;
}

/** Who holds a local state's lock, as Terraform has written it down. */
export async function readLock(file: string): Promise<Lock | 'absent' | 'unread'> {
  const found = await boundedFile(file, 64 * 1024);
  if (!found.ok) return found.why === 'absent' ? 'absent' : 'unread';
  try {
    const lock = JSON.parse(found.bytes.toString('utf8')) as Readonly<Record<string, unknown>> | null;
    const text = (name: string): string => {
      const value = lock?.[name];
      return typeof value === 'string' ? value.slice(0, 200) : '';
    };
    return { id: text('ID'), who: text('Who'), operation: text('Operation'), created: text('Created') };
  } catch {
    return 'unread';
  }
}

async function lockNote(file: string): Promise<Remark | undefined> {
  const lock = await readLock(file);
  if (lock === 'absent') return undefined;
  if (lock === 'unread') return { code: 'note.terraform-lock-unread', values: { path: path.basename(file) } };
  const { who, operation, created } = lock;
  return { code: 'note.terraform-locked', values: { who, operation, when: String(Date.parse(created)) } };
}

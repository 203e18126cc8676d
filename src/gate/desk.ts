import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Intent } from '../action/intent.ts';
import { isMountedOnLooking } from '../effect/path.ts';
import type { Hold, Way } from '../review/hold.ts';
import type { Review, Submission } from '../review/service.ts';
import { gateProblem, type GateProblem } from './problem.ts';

/** The reviews of this window, as the ways in see them. */
export interface Desk {
  /** The longest of the window's workspace folders that is above this real path. */
  folderOf(cwd: string): { readonly root: string; readonly review: Review } | undefined;
  /** The place of what has just arrived among all that came to this window. */
  arrive(): number;
  /** The review that knows this intent. */
  reviewOf(id: string): Review | undefined;
}

export interface Arrival {
  readonly intent: Intent;
  readonly way: Way;
  readonly waiting: boolean;
  /** As in `Submission`. */
  readonly claims?: boolean;
  /** Where the agent says it is; without, the action's own cwd, else the folder whose gate it came to. */
  readonly cwd?: string;
}

export type Taken =
  | { readonly taken: true; readonly hold: Hold; readonly again: boolean; readonly review: Review }
  | { readonly taken: false; readonly problem: GateProblem };

/** Files an intent with the review of the folder it belongs to. All ways in end here. */
export async function take(desk: Desk, root: string, arrival: Arrival): Promise<Taken> {
  const { intent } = arrival;
  const order = desk.arrive();
  const given = arrival.cwd ?? ('cwd' in intent.action ? intent.action.cwd : undefined) ?? root;
  if (!path.isAbsolute(given)) return no(gateProblem('cwd-missing', { cwd: given }, 'action.cwd'));
  // Most name a real path: the judge finds out whether it is one, with all else that it asks the disk.
  const near = intent.id === undefined && path.resolve(given) === given ? desk.folderOf(given) : undefined;
  const taken = near && (await file(arrival, near.review, { cwd: given, guessed: true, workspace: near.root, order }));
  if (taken !== undefined) return taken;
  // To look there would wait for another machine, and with a few of these for nothing else any more.
  if ([given, path.resolve(given)].some(isMountedOnLooking) && desk.folderOf(path.resolve(given)) === undefined)
    return no(gateProblem('cwd-outside', { cwd: given }, 'action.cwd'));
  const cwd = await realpath(given).catch(() => undefined);
  if (cwd === undefined) return no(gateProblem('cwd-missing', { cwd: given }, 'action.cwd'));
  const folder = desk.folderOf(cwd);
  if (folder === undefined) return no(gateProblem('cwd-outside', { cwd }, 'action.cwd'));
  // The same id may have come for another folder before: then it is that review's to compare.
  const review = (intent.id === undefined ? undefined : desk.reviewOf(intent.id)) ?? folder.review;
  return (await file(arrival, review, { cwd, workspace: folder.root, order })) ?? no(gateProblem('internal'));
}

type Place = Pick<Submission, 'cwd' | 'guessed' | 'workspace' | 'order'>;

/** Undefined: it is not there that the agent is. */
async function file(
  { intent, way, waiting, claims = false }: Arrival,
  review: Review,
  place: Place,
): Promise<Taken | undefined> {
  const filed = await review.file({ intent, way, waiting, claims, ...place });
  switch (filed.filed) {
    case 'moved':
      return undefined;
    case 'new':
    case 'again':
      return { taken: true, hold: filed.hold, again: filed.filed === 'again', review };
    case 'conflict':
      return no(gateProblem('conflict', { id: intent.id ?? '' }, 'id'));
    case 'full':
      return no(gateProblem('full'));
    case 'too-much':
      return no(gateProblem('too-much'));
    case 'stopped':
      return no(gateProblem('stopped'));
    case 'failed':
      return no(gateProblem('record-failed'));
  }
}

function no(problem: GateProblem): Taken {
  return { taken: false, problem };
}

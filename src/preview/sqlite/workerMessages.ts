import type { Remark } from '../preview.ts';
import type { DryRun } from './dryRun.ts';

/** One database, and the texts that would run in it one after another, each in a connection of its own. */
export interface Job {
  readonly file: string;
  /** A folder only this user can read; the copy lies there and goes with it. */
  readonly folder: string;
  /** Without it only what the statements name themselves is counted, in the file as it lies there. */
  readonly copies: boolean;
  readonly texts: readonly { readonly text: string; readonly foreignKeys: boolean }[];
}

export type FromWorker =
  /** The copy is there. */
  | { readonly type: 'copied' }
  | { readonly type: 'counting'; readonly run: DryRun }
  | { readonly type: 'done'; readonly run: DryRun }
  | { readonly type: 'unable'; readonly why: Remark };

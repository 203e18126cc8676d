import type { Remark } from '../preview.ts';

/** Where to connect. Only this machine is ever dialled. */
export type Dial =
  | { readonly path: string }
  /** Tried in order. */
  | { readonly addresses: readonly string[]; readonly port: number };

/** A database that may be looked at. Structured-cloneable: it goes to a worker. */
export interface Target {
  readonly dial: Dial;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
  readonly tls: 'off' | 'prefer' | 'require';
  /** Says which database it is and how that is known. */
  readonly looked: Remark;
  /** Why it may be another one, or its names may mean something else: then nothing found there is exact. */
  readonly doubts: readonly Remark[];
}

export type Found = { readonly ok: true; readonly target: Target } | { readonly ok: false; readonly why: Remark };

/** `127.0.0.1:5432`, or a socket's path. */
export function dialWords(dial: Dial): string {
  return 'path' in dial ? dial.path : `${dial.addresses[0] ?? ''}:${dial.port}`;
}

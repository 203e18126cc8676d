import type { Remark } from '../preview.ts';

/** Where to connect. */
export type Dial =
  | { readonly path: string }
  /** Addresses of this machine, tried in order. */
  | { readonly addresses: readonly string[]; readonly port: number }
  /** Another machine. Its name is resolved when it is dialled, and not before. */
  | { readonly host: string; readonly port: number };

/** A database that may be looked at. Structured-cloneable: it goes to a worker. */
export interface Target {
  readonly dial: Dial;
  readonly user: string;
  /** Whom the text itself logs in as, where that is another than who looks. */
  readonly runsAs?: string;
  readonly database: string;
  readonly password?: string;
  /** `verify`: also that the server's certificate is good and of its host. */
  readonly tls: 'off' | 'prefer' | 'require' | 'verify';
  /** Says which database it is and how that is known. */
  readonly looked: Remark;
  /** Why it may be another one, or its names may mean something else: then nothing found there is exact. */
  readonly doubts: readonly Remark[];
}

export type Found = { readonly ok: true; readonly target: Target } | { readonly ok: false; readonly why: Remark };

/** `127.0.0.1:5432`, or a socket's path. */
export function dialWords(dial: Dial): string {
  if ('path' in dial) return dial.path;
  return `${'host' in dial ? dial.host : (dial.addresses[0] ?? '')}:${dial.port}`;
}

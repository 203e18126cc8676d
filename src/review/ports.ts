import type { PreviewReport, PreviewSubject } from '../preview/preview.ts';
import type { Intent } from '../action/intent.ts';
import type { GrantClaims } from './grant.ts';
import type { Judgement } from './judgement.ts';
import type { RecordEntry } from './recordEntry.ts';

/** What the review needs from outside. `app/` fills these. */
export interface Clock {
  /** Milliseconds since 1970; may jump. */
  wall(): number;
  /** Milliseconds, never backwards. */
  monotonic(): number;
  /** Calls once after `ms`; the returned function cancels. */
  after(ms: number, call: () => void): () => void;
}

export interface RecordPort {
  /**
   * Resolves when all lines are durable (fsynced). Rejects on a short write or a failed fsync: then none of them is there, and
   * nothing may be granted.
   */
  append(...entries: readonly RecordEntry[]): Promise<void>;
}

export interface Signer {
  sign(claims: GrantClaims): Promise<string>;
  /** The claims of a grant signed by this key, else undefined. Expiry, epoch and use are not its business. */
  verify(grant: string): Promise<GrantClaims | undefined>;
}

export interface Judge {
  /**
   * Never rejects: a failure inside is a verdict `hold`, level unknown. `guessed`: nobody has looked whether `cwd` is its own
   * real path; `moved`: it is not.
   */
  judge(intent: Intent, cwd: string, guessed?: boolean): Promise<Judgement | 'moved'>;
}

export interface PreviewPort {
  /**
   * Starts all sources that want the subject; returns what stops them. Reports once at least, later: nothing, where no source
   * wants it.
   */
  start(subject: PreviewSubject, report: (reports: readonly PreviewReport[]) => void): () => void;
  /** Whether an object that was counted is another by now, as far as a glance tells. False where nobody can say. Never rejects. */
  changed(reports: readonly PreviewReport[]): Promise<boolean>;
}

export interface Random {
  /** A ULID of now. */
  ulid(): string;
  /** At least 128 bits, base64url. */
  token(): string;
}

export interface Processes {
  /**
   * Whether this process id is still the same living process as when first asked about; with `family`, whether it also
   * still has the parents that it had then (a hook whose agent died is re-parented and waits for nobody).
   */
  alive(pid: number, family: boolean): boolean;
  /** Forgets what was remembered of it. */
  forget(pid: number): void;
}

export interface Digests {
  /** Lower-case hex of SHA-256. */
  sha256(bytes: Uint8Array | string): string;
  /**
   * SHA-256 of the file's bytes now, or what stands for it as in `DigestFile`. Undefined when that cannot be known: then
   * it is not what it was. Never rejects.
   */
  file(path: string): Promise<string | undefined>;
}

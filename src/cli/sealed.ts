import type { Action } from '../action/action.ts';
import type { Outcome } from '../review/decision.ts';
import { markNow } from '../app/system/fileMark.ts';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import type { Answer } from './client/answer.ts';
import { decodeProblem } from './client/answer.ts';
import { fileAndWait, type Answered } from './client/filing.ts';
import { checkGrant } from './client/grant.ts';
import { callSocket } from './client/http.ts';
import { newUlid } from './client/ulid.ts';
import type { Window } from './client/window.ts';
import { NOT_APPROVED } from './exitCode.ts';
import { ownTerminal, tell, type Terminal } from './terminal.ts';

/** What is approved and not yet claimed. */
export interface Approved {
  readonly action: Action;
  readonly answer: Answer;
  readonly token: string;
  readonly window: Window;
}

export interface Request {
  readonly place: string;
  /** Real path of the folder the action runs in. */
  readonly cwd: string;
  readonly action: Action;
  readonly runner: string;
}

/** Files an action and waits for a person. A number is the exit code: not approved, and the person has been told why. */
export async function askFor(request: Request): Promise<Approved | number> {
  const id = newUlid(Date.now());
  const intent = { version: 1, id, runner: { name: request.runner, pid: process.pid }, action: request.action };
  const stop = new AbortController();
  const takeBack = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, takeBack);
  try {
    const filing = { id, text: JSON.stringify(intent) };
    const answered = await fileAndWait(request.place, request.cwd, filing, stop.signal, (root) =>
      tell(sentences.waiting(root)),
    );
    if (answered.answered !== 'final') {
      tellUnanswered(answered, request.cwd, ownTerminal);
      return NOT_APPROVED;
    }
    const { answer, token, window } = answered;
    return isGo(answer, ownTerminal) ? { action: request.action, answer, token, window } : NOT_APPROVED;
  } finally {
    for (const signal of signals) process.off(signal, takeBack);
  }
}

/** Tells why an answer is no approval. */
export function isGo(answer: Answer, { tell }: Terminal): boolean {
  if (answer.state === 'passed' || answer.state === 'approved') return true;
  if (answer.state === 'held') return false;
  tell(sentences.notApproved(answer.state, answer.by ?? ''));
  if (answer.note !== undefined && answer.note !== '') tell(sentences.note(answer.note));
  for (const finding of answer.state === 'refused' ? (answer.findings ?? []) : []) {
    if (finding.sentence !== undefined) tell(sentences.why(finding.sentence));
  }
  return false;
}

/** Tells why there is no decision. */
export function tellUnanswered(
  answered: Exclude<Answered, { answered: 'final' }>,
  cwd: string,
  { tell }: Terminal,
): void {
  switch (answered.answered) {
    case 'problem':
      return tell(sentences.problem(answered.status, answered.sentence ?? 'it gave no reason'));
    case 'closed':
      return tell(sentences.closed(answered.path));
    case 'foreign':
      return tell(sentences.foreign(answered.path));
    case 'outside':
      return tell(sentences.outside(cwd));
    case 'lost':
      return tell(sentences.lost(answered.why));
    case 'withdrawn':
      return tell(sentences.withdrawn());
  }
}

/** What comes with a claim, once. */
export interface Go {
  /** The connection string of the named connection that the action is for, its password included. Never shown, never kept. */
  readonly connection?: string;
  /** Percent by which rows may differ from those that were shown: the person's setting. */
  readonly tolerance: number;
}

/**
 * Verifies the approval and uses it up. Then these bytes, and only these, may be executed now, once. Undefined: the person
 * has been told why not.
 */
export async function claim(place: string, approved: Approved, { tell, signal }: Terminal): Promise<Go | undefined> {
  const { action, answer, window, token } = approved;
  if (signal?.aborted === true) {
    tell(sentences.withdrawn());
    return undefined;
  }
  const checked = await checkGrant(place, window.root, action, answer, Date.now());
  switch (checked.checked) {
    case 'no-key':
      tell(sentences.noKey(checked.path));
      return undefined;
    case 'void':
      tell(sentences.voided());
      return undefined;
    case 'forged':
      tell(sentences.forged(checked.what));
      return undefined;
    case 'good':
      break;
  }
  const reply = await callSocket(
    window.socket,
    {
      method: 'POST',
      path: `/v1/grants/${encodeURIComponent(checked.claims.jti)}/claim`,
      token,
      body: JSON.stringify({ grant: checked.grant, digest: checked.digest }),
    },
    AbortSignal.timeout(CLAIM_TIME),
  );
  if (reply.reply !== 'answer') {
    tell(sentences.lost(reply.reply === 'lost' ? reply.why : 'no answer'));
    return undefined;
  }
  const go = reply.status === 200 ? goOf(reply.body) : undefined;
  if (go === undefined) tell(sentences.claimRefused(reply.status, decodeProblem(reply.body) ?? 'it gave no reason'));
  return go;
}

/** Milliseconds for a claim: it is one durable write. */
const CLAIM_TIME = 20_000;

function goOf(body: string): Go | undefined {
  try {
    const { go, connection, tolerance } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    if (go !== true) return undefined;
    return {
      tolerance: typeof tolerance === 'number' && tolerance >= 0 && tolerance <= 100 ? tolerance : 0,
      ...(typeof connection === 'string' ? { connection } : {}),
    };
  } catch {
    return undefined;
  }
}

/** The first of the action's script files that is not what was approved, looked at now. */
export function changedFile(answer: Answer): string | undefined {
  return answer.files?.find((file) => markNow(file.path) !== file.sha256)?.path;
}

/** Reports what happened. A failure is told: the record of it would be missing. */
export async function report(
  { answer, token, window }: Approved,
  outcome: Omit<Outcome, 'sealed'>,
  { tell }: Terminal,
): Promise<void> {
  const reply = await callSocket(
    window.socket,
    {
      method: 'POST',
      path: `/v1/intents/${answer.id}/outcome`,
      token,
      body: JSON.stringify({ ...outcome, sealed: true }),
    },
    AbortSignal.timeout(REPORT_TIME),
  );
  if (reply.reply === 'answer' && reply.status < 300) return;
  const why = reply.reply === 'answer' ? (decodeProblem(reply.body) ?? String(reply.status)) : 'no answer';
  tell(sentences.unreported(why));
}

const REPORT_TIME = 20_000;

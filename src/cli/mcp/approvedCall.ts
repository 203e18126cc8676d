import type { Action } from '../../action/action.ts';
import { visibleText } from '../../action/visible.ts';
import { mcpSentences as sentences } from '../../app/sentences/mcp.ts';
import { SEALED_RUNNERS } from '../../app/sealedRunners.ts';
import type { FinalState } from '../../review/decision.ts';
import { fileAndWait } from '../client/filing.ts';
import { newUlid } from '../client/ulid.ts';
import { findWindow } from '../client/window.ts';
import { isGo, tellUnanswered, type Approved } from '../sealed.ts';
import type { Terminal } from '../terminal.ts';
import type { CallResult, Claims } from './toolShapes.ts';

/** Who made a tool call. */
export interface Caller {
  /** Where Keyturn may be. */
  readonly places: readonly string[];
  /** Names one life of this server. */
  readonly session: string;
  /** The client takes the call back, or is gone. */
  readonly signal: AbortSignal;
  /** Tells the client that the call still goes on. */
  readonly progress: (message: string) => void;
}

/** What became of an approved action, as far as the tool knows it; the message is made here. */
export type ToolEnd = Omit<CallResult, 'message' | 'result'> & { readonly result: 'ran' | 'failed' | 'not-run' };

export type Execute = (place: string, approved: Approved, terminal: Terminal) => Promise<ToolEnd>;

/** Milliseconds between two signs of life: clients give a silent call up after minutes. */
const SIGN_OF_LIFE = 10_000;

/** Files an action, waits for the decision, executes with its grant. `cwd`: a real path. */
export async function callThrough(
  caller: Caller,
  cwd: string,
  action: Action,
  { why, rollback }: Claims,
  execute: Execute,
): Promise<CallResult> {
  const { session, signal, progress } = caller;
  const said: string[] = [];
  const terminal: Terminal = { tell: (text) => void said.push(visibleText(text)), signal };
  const message = (...before: readonly string[]) => [...before, ...said].join(' ');
  const id = newUlid(Date.now());
  const claim = { ...(why === undefined ? {} : { summary: why }), ...(rollback === undefined ? {} : { rollback }) };
  const runner = { name: SEALED_RUNNERS.mcp, session, pid: process.pid };
  const intent = { version: 1, id, runner, action, ...(Object.keys(claim).length === 0 ? {} : { claim }) };
  let now: string | undefined;
  const tellProgress = (text: string): void => {
    now = text;
    progress(text);
  };
  const signs = setInterval(() => now !== undefined && progress(now), SIGN_OF_LIFE);
  try {
    const place = placeFor(caller.places, cwd);
    const answered = await fileAndWait(place, cwd, { id, text: JSON.stringify(intent) }, signal, (root) =>
      tellProgress(sentences.waiting(visibleText(root))),
    );
    if (answered.answered !== 'final') {
      tellUnanswered(answered, cwd, terminal);
      return { result: answered.answered === 'withdrawn' ? 'withdrawn' : 'unavailable', message: message() };
    }
    const { answer, token, window } = answered;
    const note = answer.note === undefined || answer.note === '' ? {} : { note: visibleText(answer.note) };
    const base = { intent: id, ...note };
    if (!isGo(answer, terminal))
      return { ...base, result: NOT_LET[answer.state], message: message() + ` ${sentences.noDetour()}` };
    tellProgress(sentences.running());
    const end = await execute(place, { action, answer, token, window }, terminal);
    if (end.result !== 'ran') return { ...base, ...end, message: message() };
    return {
      ...base,
      ...end,
      message: message(answer.state === 'approved' ? sentences.approved() : sentences.passed()),
    };
  } finally {
    clearInterval(signs);
  }
}

const NOT_LET: Readonly<Record<FinalState | 'held', CallResult['result']>> = {
  denied: 'denied',
  refused: 'refused',
  expired: 'expired',
  withdrawn: 'withdrawn',
  stopped: 'stopped',
  // None of these three is a no; should one come here, nothing ran all the same.
  held: 'unavailable',
  passed: 'not-run',
  approved: 'not-run',
};

/** The place whose window answers for a folder, else one that knows the folder, else the first. */
function placeFor(places: readonly string[], folder: string): string {
  const found = (...wanted: readonly string[]) =>
    places.find((place) => wanted.includes(findWindow(place, folder).found));
  return found('window') ?? found('closed', 'foreign') ?? places[0] ?? '';
}

import { setTimeout as sleep } from 'node:timers/promises';
import { decodeAnswer, decodeProblem, type Answer } from './answer.ts';
import { callSocket, type Reply } from './http.ts';
import { findWindow, type Found, type Window } from './window.ts';

/** An intent that is about to be filed: the very text that goes out, the same one again after a lost connection. */
export interface Filing {
  readonly id: string;
  readonly text: string;
}

export type Answered =
  | { readonly answered: 'final'; readonly answer: Answer; readonly token: string; readonly window: Window }
  /** The server refused to take it. `sentence` is the server's own, still to be made visible. */
  | { readonly answered: 'problem'; readonly status: number; readonly sentence: string | undefined }
  | { readonly answered: 'closed' | 'foreign' | 'outside'; readonly path: string }
  /** The connection was lost and did not come back in time. */
  | { readonly answered: 'lost'; readonly why: string }
  | { readonly answered: 'withdrawn' };

/** Milliseconds in which a lost connection may be taken up again (DESIGN §5). */
const REATTACH = 120_000;
/** Seconds of the first wait: an answer that needs no person comes at once, and the token comes early. */
const FIRST_WAIT = 1;
const LONG_WAIT = 3600;
const RETRY_PAUSE = 500;

/**
 * Files and waits until the answer is final. A lost connection is taken up again with the same id and text. `signal`
 * withdraws. `held` is called once, when a person is needed.
 */
export async function fileAndWait(
  place: string,
  folder: string,
  filing: Filing,
  signal: AbortSignal,
  held: (root: string) => void,
): Promise<Answered> {
  let token: string | undefined;
  let lostAt: number | undefined;
  let announced = false;
  for (;;) {
    const found = findWindow(place, folder);
    const reply = found.found === 'window' ? await ask(found.window, filing, token, signal) : undefined;
    if (reply?.reply === 'aborted' || signal.aborted) {
      if (found.found === 'window' && token !== undefined) await withdraw(found.window, filing.id, token);
      return { answered: 'withdrawn' };
    }
    if (found.found !== 'window' || reply === undefined || reply.reply === 'lost') {
      const first = token === undefined;
      if (first && found.found !== 'window') return notFound(found, folder);
      lostAt ??= performance.now();
      const why = reply?.reply === 'lost' ? reply.why : found.found;
      if (first || performance.now() - lostAt > REATTACH) return { answered: 'lost', why };
      // Filed again from the start: the window may be a new one that knows the intent only from its record.
      token = token === '' ? token : '';
      await sleep(RETRY_PAUSE, undefined, { signal }).catch(() => undefined);
      continue;
    }
    lostAt = undefined;
    if (reply.status >= 400) return { answered: 'problem', status: reply.status, sentence: decodeProblem(reply.body) };
    const answer = decodeAnswer(reply.body);
    if (answer === undefined || answer.id !== filing.id) return { answered: 'lost', why: 'no answer of Keyturn' };
    token = answer.token ?? token;
    if (answer.state !== 'held') return { answered: 'final', answer, token: token ?? '', window: found.window };
    if (!announced) held(found.window.root);
    announced = true;
  }
}

function ask(window: Window, filing: Filing, token: string | undefined, signal: AbortSignal): Promise<Reply> {
  if (token === undefined || token === '') {
    const call = { method: 'POST', path: '/v1/intents', wait: FIRST_WAIT, body: filing.text } as const;
    return callSocket(window.socket, call, signal);
  }
  return callSocket(window.socket, { method: 'GET', path: `/v1/intents/${filing.id}`, token, wait: LONG_WAIT }, signal);
}

/** Milliseconds a farewell may take: the process is on its way out. The server notices the end of the connection too. */
const FAREWELL = 2000;

async function withdraw(window: Window, id: string, token: string): Promise<void> {
  await callSocket(
    window.socket,
    { method: 'DELETE', path: `/v1/intents/${id}`, token },
    AbortSignal.timeout(FAREWELL),
  );
}

function notFound(found: Exclude<Found, { found: 'window' }>, folder: string): Answered {
  switch (found.found) {
    case 'closed':
      return { answered: 'closed', path: found.root };
    case 'foreign':
      return { answered: 'foreign', path: found.path };
    case 'outside':
      return { answered: 'outside', path: folder };
  }
}

import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from '../../action/action.ts';
import { decodeAction, decodeIntent } from '../../action/decodeIntent.ts';
import { scanJson } from '../../action/json.ts';
import { decodeAnswer, decodeProblem, type Answer } from './answer.ts';
import { callSocket } from './http.ts';
import { findWindow, windowKey, type Window } from './window.ts';

/** An intent that somebody else filed, once it is final. */
export type Fetched =
  | {
      readonly fetched: 'final';
      readonly answer: Answer;
      readonly action: Action;
      readonly token: string;
      readonly window: Window;
    }
  | { readonly fetched: 'held'; readonly root: string }
  | { readonly fetched: 'closed' | 'foreign' | 'outside'; readonly path: string }
  | { readonly fetched: 'unknown' }
  | { readonly fetched: 'problem'; readonly status: number; readonly sentence: string | undefined }
  | { readonly fetched: 'lost'; readonly why: string }
  /** Final, but what was approved was not handed out. */
  | { readonly fetched: 'no-action' };

/** Seconds of one long poll. */
const POLL = 60;

/** Milliseconds in which the window notices a file in the intent folder, at a busy time too. */
const NOTICED = 15_000;

/** Largest file of the intent folder that is read. */
const LARGEST = 17 * 1024 * 1024;

/**
 * Waits until an intent is final, `until` (monotonic milliseconds) at the latest. Where the workspace's intent folder has
 * the intent, the text there is what the runner will execute, so that one is checked, and its answer gives the token. Without
 * any, the window's own key shows that it is the person's own client.
 */
export async function fetchFinal(
  place: string,
  folder: string,
  id: string,
  token: string | undefined,
  until: number,
): Promise<Fetched> {
  const found = findWindow(place, folder);
  if (found.found === 'closed') return { fetched: 'closed', path: found.root };
  if (found.found === 'foreign') return { fetched: 'foreign', path: found.path };
  if (found.found === 'outside') return { fetched: 'outside', path: folder };
  const { window } = found;
  const begun = performance.now();
  for (;;) {
    const left = (until - performance.now()) / 1000;
    const wait = Math.max(0, Math.min(POLL, Math.ceil(left)));
    // Looked at before the question: the window takes the file away only once it knows the intent.
    const lies = plainText(intentFile(window.root, id)) !== undefined;
    const call = { method: 'GET', path: `/v1/intents/${encodeURIComponent(id)}`, wait } as const;
    const reply = await callSocket(window.socket, call, AbortSignal.timeout((POLL + 30) * 1000));
    if (reply.reply !== 'answer') return { fetched: 'lost', why: reply.reply === 'lost' ? reply.why : 'no answer' };
    if (reply.status === 404) {
      const refused = lies ? fileProblem(window.root, id) : undefined;
      if (refused !== undefined) return { fetched: 'problem', ...refused };
      if (!lies || performance.now() - begun > NOTICED) return { fetched: 'unknown' };
      await sleep(50);
      continue;
    }
    if (reply.status >= 400) return { fetched: 'problem', status: reply.status, sentence: decodeProblem(reply.body) };
    const answer = decodeAnswer(reply.body);
    if (answer === undefined || answer.id !== id) return { fetched: 'lost', why: 'no answer of Keyturn' };
    if (answer.state === 'held') {
      if (performance.now() >= until) return { fetched: 'held', root: window.root };
      continue;
    }
    const action = fileAction(window.root, id) ?? answerAction(reply.body);
    if (action === undefined) return { fetched: 'no-action' };
    return {
      fetched: 'final',
      answer,
      action,
      token: token ?? fileToken(window.root, id) ?? windowKey(place, window.root) ?? '',
      window,
    };
  }
}

function answerAction(body: string): Action | undefined {
  const scanned = scanJson(body);
  if (!scanned.ok || typeof scanned.value !== 'object' || scanned.value === null || !('action' in scanned.value))
    return undefined;
  const decoded = decodeAction(scanned.value['action'] ?? null);
  return decoded.ok ? decoded.action : undefined;
}

function fileAction(root: string, id: string): Action | undefined {
  const text = plainText(intentFile(root, id));
  const decoded = text === undefined ? undefined : decodeIntent(text);
  return decoded?.ok === true ? decoded.intent.action : undefined;
}

function fileToken(root: string, id: string): string | undefined {
  const text = plainText(decisionFile(root, id));
  return text === undefined ? undefined : decodeAnswer(text)?.token;
}

/** Why the window did not take a file, where it said so in its answer. */
function fileProblem(
  root: string,
  id: string,
): { readonly status: number; readonly sentence: string | undefined } | undefined {
  const scanned = scanJson(plainText(decisionFile(root, id)) ?? '');
  if (!scanned.ok || typeof scanned.value !== 'object' || scanned.value === null || !('problem' in scanned.value))
    return undefined;
  const problem = JSON.stringify(scanned.value['problem']);
  const status = (JSON.parse(problem) as { readonly status?: unknown } | null)?.status;
  return { status: typeof status === 'number' ? status : 400, sentence: decodeProblem(problem) };
}

function intentFile(root: string, id: string): string {
  return path.join(root, '.keyturn', 'intents', `${id}.json`);
}

function decisionFile(root: string, id: string): string {
  return path.join(root, '.keyturn', 'decisions', `${id}.json`);
}

function plainText(file: string): string | undefined {
  try {
    const stats = lstatSync(file);
    return stats.isFile() && stats.size <= LARGEST ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** An id that can stand in a path: 26 letters of a ULID. */
export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

import type { Call, Handled, Seats } from './call.ts';
import type { IncomingMessage } from 'node:http';
import { decodeIntent } from '../action/decodeIntent.ts';
import type { Hold } from '../review/hold.ts';
import { sameText } from '../review/sameText.ts';
import type { Review } from '../review/service.ts';
import { answerOf } from './answer.ts';
import { decodeClaim, decodeOutcome, subjectOf } from './decodeCall.ts';
import { take } from './desk.ts';
import type { GateParts } from './gateParts.ts';
import { openHooks } from './hooks.ts';
import { waitOf } from './prefer.ts';
import { gateProblem, inputGateProblem } from './problem.ts';
import { jsonReply, type Reply } from './reply.ts';

export function openRoutes(parts: GateParts, seats: Seats): (call: Call) => Promise<Handled> {
  const { root, version, desk, words } = parts;
  const hooks = openHooks(parts, seats);
  const told = (hold: Hold, more: { readonly token: boolean; readonly action: boolean }) =>
    answerOf(hold, { ...more, sayFinding: words.finding });
  /** The token that filing returned, or the window's own key in its stead. */
  const holder = (review: Review | undefined, id: string, shown: string): string =>
    sameText(shown, parts.ownKey) ? (review?.get(id)?.token ?? shown) : shown;
  const applied = (wait: number | undefined): Record<string, string> =>
    wait === undefined ? {} : { 'Preference-Applied': `wait=${wait}` };

  const post = async (call: Call): Promise<Handled> => {
    const { request, gone } = call;
    const text = await call.text();
    if (typeof text !== 'string') return text;
    const decoded = decodeIntent(text);
    if (!decoded.ok) return inputGateProblem(decoded.problem);
    const wait = waitOf(request.headers['prefer']);
    const leave = wait === undefined || wait === 0 ? () => undefined : seats.sit();
    if (leave === undefined) return gateProblem('too-many-waiting');
    try {
      const taken = await take(desk, root, {
        intent: decoded.intent,
        way: 'socket',
        waiting: wait !== undefined && wait > 0,
      });
      if (!taken.taken) return taken.problem;
      const { review, hold } = taken;
      const now = wait === undefined ? hold : ((await review.wait(hold.id, wait * 1000, gone)) ?? hold);
      if (gone.aborted) return undefined;
      return jsonReply(now.state === 'held' ? 202 : 201, told(now, { token: true, action: false }), {
        Location: `/v1/intents/${now.id}`,
        ...applied(wait),
      });
    } finally {
      leave();
    }
  };

  const get = async (id: string, { request, gone }: Call): Promise<Handled> => {
    const review = desk.reviewOf(id);
    const hold = review?.get(id);
    if (review === undefined || hold === undefined) return gateProblem('unknown-intent');
    const wait = waitOf(request.headers['prefer']);
    if (wait === undefined || wait === 0 || hold.state !== 'held')
      return jsonReply(200, told(hold, { token: false, action: true }), applied(wait));
    const leave = seats.sit();
    if (leave === undefined) return gateProblem('too-many-waiting');
    try {
      const now = (await review.wait(id, wait * 1000, gone)) ?? hold;
      if (gone.aborted) return undefined;
      return jsonReply(200, told(now, { token: false, action: true }), applied(wait));
    } finally {
      leave();
    }
  };

  const withdraw = async (id: string, { request }: Call): Promise<Handled> => {
    const token = tokenOf(request);
    if (token === undefined) return gateProblem('token-missing');
    const review = desk.reviewOf(id);
    switch ((await review?.withdraw(id, holder(review, id, token))) ?? 'unknown') {
      case 'withdrawn': {
        const hold = review?.get(id);
        return hold === undefined
          ? gateProblem('unknown-intent')
          : jsonReply(200, told(hold, { token: false, action: false }));
      }
      case 'final':
        return gateProblem('final');
      case 'foreign':
        return gateProblem('token-foreign');
      case 'unknown':
        return gateProblem('unknown-intent');
    }
  };

  const outcome = async (id: string, call: Call): Promise<Handled> => {
    const token = tokenOf(call.request);
    if (token === undefined) return gateProblem('token-missing');
    const text = await call.text();
    if (typeof text !== 'string') return text;
    const decoded = decodeOutcome(text);
    if (!decoded.ok) return inputGateProblem(decoded.problem);
    const review = desk.reviewOf(id);
    switch ((await review?.outcome(id, holder(review, id, token), decoded.value)) ?? 'unknown') {
      case 'taken':
        return jsonReply(200, { taken: true });
      case 'again':
        return gateProblem('outcome-again');
      case 'early':
        return gateProblem('outcome-early');
      case 'foreign':
        return gateProblem('token-foreign');
      case 'unknown':
        return gateProblem('unknown-intent');
      case 'failed':
        return gateProblem('record-failed');
    }
  };

  const claim = async (jti: string, call: Call): Promise<Handled> => {
    const token = tokenOf(call.request);
    if (token === undefined) return gateProblem('token-missing');
    const text = await call.text();
    if (typeof text !== 'string') return text;
    const decoded = decodeClaim(text);
    if (!decoded.ok) return inputGateProblem(decoded.problem);
    const { grant, digest } = decoded.value;
    const id = subjectOf(grant) ?? '';
    const review = desk.reviewOf(id) ?? desk.folderOf(root)?.review;
    if (review === undefined) return gateProblem('gate-lost');
    const hold = review.get(id);
    const handed = hold === undefined ? {} : await parts.handed(hold);
    if (handed === 'changed') return gateProblem('grant-changed', { what: 'the connection' });
    const claimed = await review.claim(jti, holder(review, id, token), grant, digest);
    switch (claimed.claimed) {
      case 'go':
        return jsonReply(200, { go: true, ...handed });
      case 'used':
        return gateProblem('grant-used');
      case 'failed':
        return gateProblem('record-failed');
      case 'expired':
        return gateProblem('grant-expired', { what: claimed.what });
      case 'foreign':
        return gateProblem('grant-foreign', { what: claimed.what });
      case 'forged':
        return gateProblem('grant-forged', { what: claimed.what });
      case 'changed':
        return gateProblem('grant-changed', { what: claimed.what });
      case 'grown':
        return gateProblem('grant-grown', { what: claimed.what });
    }
  };

  const health = (): Reply => {
    const review = desk.folderOf(root)?.review;
    const end = parts.recordEnd();
    return jsonReply(200, {
      version,
      protocol: 1,
      workspace: root,
      // The agent runs as the same user and could go round its own hook: more than that is not promised here.
      promise: 'seat-belt',
      stopped: review?.stopped ?? false,
      held: review?.held().length ?? 0,
      // For `keyturn verify`: what is cut off the end of a record leaves no trace in the file itself.
      ...(end === undefined ? {} : { record: end }),
    });
  };

  return async (call) => {
    const [version1, what, id, then, ...rest] = call.path;
    if (version1 !== 'v1' || rest.length > 0) return gateProblem('unknown-route');
    const allow = (method: string, run: () => Promise<Handled> | Handled): Promise<Handled> | Handled =>
      call.method === method ? run() : gateProblem('method', { allow: method });
    if (what === 'health' && id === undefined) return allow('GET', health);
    if (what === 'intents' && id === undefined) return allow('POST', () => post(call));
    if (what === 'intents' && id !== undefined && then === undefined) {
      if (call.method === 'DELETE') return withdraw(id, call);
      return call.method === 'GET' ? get(id, call) : gateProblem('method', { allow: 'GET, DELETE' });
    }
    if (what === 'intents' && id !== undefined && then === 'outcome') return allow('POST', () => outcome(id, call));
    if (what === 'grants' && id !== undefined && then === 'claim') return allow('POST', () => claim(id, call));
    if (what === 'hooks' && id !== undefined && then !== undefined) return allow('POST', () => hooks(id, then, call));
    return gateProblem('unknown-route');
  };
}

function tokenOf(request: IncomingMessage): string | undefined {
  return /^Bearer ([\w-]{16,200})$/.exec(request.headers.authorization ?? '')?.[1];
}

import { statusOf, type GateProblem } from './problem.ts';

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Nothing more is read from this client. */
  readonly close?: boolean;
}

/** Seconds after which a client that was turned away for load may come again. */
const RETRY_AFTER = '5';

export function jsonReply(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: `${JSON.stringify(value)}\n` };
}

export interface Sentence {
  readonly title: string;
  readonly detail: string;
}

/** RFC 9457. `code` and `field` are our own members. */
export function problemReply(problem: GateProblem, say: (problem: GateProblem) => Sentence): Reply {
  const status = statusOf(problem);
  const { title, detail } = say(problem);
  const field = problem.field === undefined ? {} : { field: problem.field };
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(status === 429 || status === 503 ? { 'Retry-After': RETRY_AFTER } : {}),
    },
    body: `${JSON.stringify({ type: 'about:blank', title, status, detail, code: problem.code, ...field })}\n`,
  };
}

import { request as requestHttp, validateHeaderName, validateHeaderValue, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { HttpAction } from '../../action/action.ts';
import { mcpSentences as sentences } from '../../app/sentences/mcp.ts';
import type { BoundedOutput } from './boundedOutput.ts';

export type Sent =
  | {
      readonly sent: 'answered';
      readonly status: number;
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    }
  | { readonly sent: 'failed'; readonly why: string };

/** Milliseconds until an answer must be there whole. */
const ANSWER_TIME = 300_000;

/** They say who is meant or where the request ends: with them another server could read another request than was shown. */
const NOT_YOURS =
  /^(host|connection|content-length|transfer-encoding|te|trailer|upgrade|expect|keep-alive|http2-settings|proxy-.*)$/i;

/** The first header that cannot be sent as shown. */
export function unfitHeader(headers: HttpAction['headers'] = []): string | undefined {
  return headers.find(([name, value]) => {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      return NOT_YOURS.test(name);
    } catch {
      return true;
    }
  })?.[0];
}

/** Undefined: no URL, or one whose user name hides the host and would be sent as a header that nobody was shown. */
export function plainUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.username === '' && url.password === '' ? url : undefined;
}

/** Sends exactly this request: no proxy, no cookies, no redirect, no header but the host, the body's length and the connection's end. */
export function sendRequest(action: HttpAction, body: BoundedOutput, signal: AbortSignal): Promise<Sent> {
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve({ sent: 'failed', why: error.message });
    let begun = false;
    const read = (answer: IncomingMessage) => {
      begun = true;
      answer.on('data', (bytes: Buffer) => body.add(bytes));
      answer.on('error', failed);
      answer.on('end', () => resolve({ sent: 'answered', status: answer.statusCode ?? 0, headers: headersOf(answer) }));
    };
    try {
      const url = new URL(action.url);
      const bytes = Buffer.from(action.body ?? '', 'utf8');
      // Where a body is usual, its absence must be said, or it would be sent in pieces.
      const told = action.body !== undefined || /^(POST|PUT|PATCH)$/.test(action.method);
      const length = told ? ['Content-Length', String(bytes.length)] : [];
      const options = {
        method: action.method,
        headers: [...(action.headers ?? []).flat(), 'Host', url.host, ...length],
        agent: false as const,
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIME)]),
      };
      const outgoing =
        url.protocol === 'https:'
          ? // The environment may not switch the check of the server's name off.
            requestHttps(url, { ...options, rejectUnauthorized: true }, read)
          : requestHttp(url, options, read);
      outgoing.on('error', failed);
      // Node says no error of a connection that ends so, nor of one that stops being HTTP: it closes it.
      outgoing.on('upgrade', (_, socket) => socket.destroy());
      outgoing.on('connect', (_, socket) => socket.destroy());
      outgoing.on('close', () => {
        if (!begun) failed(new Error(sentences.noAnswer));
      });
      outgoing.end(bytes);
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function headersOf(answer: IncomingMessage): { readonly name: string; readonly value: string }[] {
  const { rawHeaders } = answer;
  return rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [{ name, value: rawHeaders[at + 1] ?? '' }] : []));
}

import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { GateParts } from './gateParts.ts';
import { bodyText, MOST_BODY, openIntake, SEND_PATIENCE } from './body.ts';
import { gateProblem, problemLine, statusOf, type GateCode, type GateProblem } from './problem.ts';
import { problemReply, type Reply } from './reply.ts';
import { openRoutes } from './routes.ts';
import type { Handled } from './call.ts';

/** Open connections that are served; above, the answer is 429. */
export const MOST_CONNECTIONS = 512;
/** Of these, how many may wait for a person. */
export const MOST_WAITING = 448;
/** Above this a connection is dropped without a word: even saying 429 costs. */
const HARD_LIMIT = MOST_CONNECTIONS + 64;
const HEADER_BYTES = 16 * 1024;

/** What Node's parser says of a request that never became one. */
const CLIENT_ERRORS: Readonly<Record<string, GateCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'stalled',
};

export interface GateServer {
  readonly server: Server;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** The HTTP server of one gate, not yet listening. Requests wait for `ready`: by then the record has been read back. */
export function openServer(parts: GateParts, ready: Promise<unknown>): GateServer {
  const { words, record, clock, alarm } = parts;
  const sockets = new Set<Socket>();
  const excess = new WeakSet<Socket>();
  const intake = openIntake();
  let waiting = 0;
  const handle = openRoutes(parts, {
    sit() {
      if (waiting >= MOST_WAITING) return undefined;
      waiting += 1;
      let left = false;
      return () => {
        if (!left) waiting -= 1;
        left = true;
      };
    },
  });

  /** Everything refused is written down; a record that fails must not stop the refusing. */
  const note = (problem: GateProblem): Promise<void> =>
    record
      .append({ type: 'refused-input', at: clock.wall(), way: 'socket', problem: problemLine(problem) })
      .catch((reason: unknown) => alarm('record.failed', { what: 'input', error: String(reason) }));

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const away = new AbortController();
    response.on('close', () => {
      // With a reason: to make the usual error takes longer than most answers. Once all is said nobody asks.
      if (!response.writableEnded) away.abort('closed');
    });
    let handled: Handled;
    try {
      await ready;
      const url = (request.url ?? '').split('?')[0] ?? '';
      handled = excess.has(request.socket)
        ? gateProblem('too-many-connections')
        : await handle({
            request,
            method: request.method ?? '',
            path: url.split('/').slice(1).map(unescaped),
            gone: away.signal,
            text: () => bodyText(request, intake),
          });
    } catch (reason) {
      alarm('gate.unanswered', { error: String(reason) });
      handled = gateProblem('internal');
    }
    if (handled === undefined || away.signal.aborted) {
      // The client is gone, or it stopped in the middle of sending.
      request.socket.destroy();
      return;
    }
    if ('code' in handled) await note(handled);
    send(request, response, 'code' in handled ? replyOf(handled) : handled);
  };

  const replyOf = (problem: GateProblem): Reply => {
    const reply = problemReply(problem, words.problem);
    const allow = problem.code === 'method' ? { Allow: problem.values['allow'] ?? '' } : {};
    // Nothing more is read of a body that is too large, and a connection too many is given back at once.
    const close = statusOf(problem) === 413 || problem.code === 'too-many-connections' || problem.code === 'too-much';
    return { ...reply, headers: { ...reply.headers, ...allow }, close };
  };

  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: SEND_PATIENCE,
      // Whoever keeps sending something gets five minutes for the whole.
      requestTimeout: 300_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: SEND_PATIENCE,
    },
    (request, response) => void answer(request, response),
  );
  server.maxConnections = HARD_LIMIT;
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // A body that will be refused for its size is not asked for first.
    if (Number(request.headers['content-length'] ?? 0) <= MOST_BODY) response.writeContinue();
    void answer(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    if (sockets.size > MOST_CONNECTIONS) excess.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('clientError', (reason: NodeJS.ErrnoException, socket: Socket) => {
    const problem = gateProblem(CLIENT_ERRORS[reason.code ?? ''] ?? 'bad-request', { what: reason.code ?? '' });
    if (reason.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    void note(problem);
    const reply = replyOf(problem);
    const head = Object.entries({
      ...reply.headers,
      Connection: 'close',
      'Content-Length': Buffer.byteLength(reply.body),
    });
    socket.end(
      `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${reply.body}`,
    );
  });

  return {
    server,
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const close = reply.close === true || !request.complete;
  // An answer may be as large as an intent: who does not take it in keeps it in our memory.
  response.setTimeout(SEND_PATIENCE, () => request.socket.destroy());
  response.writeHead(reply.status, {
    ...reply.headers,
    'Content-Length': Buffer.byteLength(reply.body),
    ...(close ? { Connection: 'close' } : {}),
  });
  response.end(reply.body, () => {
    // A body that nobody reads any more would keep the connection open.
    if (close) request.socket.destroySoon();
  });
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

import { request } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface HttpCall {
  readonly method?: string;
  readonly path: string;
  readonly body?: string | Buffer;
  readonly token?: string;
  readonly wait?: number;
  readonly type?: string;
  readonly signal?: AbortSignal;
}

/** One request to a gate's socket. */
export function callGate(socket: string, call: HttpCall): Promise<HttpAnswer> {
  const { method = call.body === undefined ? 'GET' : 'POST', path, body, token, wait, signal } = call;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        socketPath: socket,
        method,
        path,
        agent: false,
        ...(signal === undefined ? {} : { signal }),
        headers: {
          ...(body === undefined
            ? {}
            : { 'Content-Type': call.type ?? 'application/json', 'Content-Length': Buffer.byteLength(body) }),
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(wait === undefined ? {} : { Prefer: `wait=${wait}` }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          let json: Record<string, unknown> = {};
          try {
            json = JSON.parse(text) as Record<string, unknown>;
          } catch {
            // Not every answer is JSON: a test that needs it looks at `body`.
          }
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: json, text });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The JSON of an intent that a person must decide. */
export function intentOf(root: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    version: 1,
    runner: { name: 'test' },
    action: { kind: 'shell', command: 'rm -rf data', shell: 'bash', cwd: root },
    ...more,
  });
}

/** Looks until it is so, for 30 s at most: a machine that is busy with other tests needs its time. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not in 30 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

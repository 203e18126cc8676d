import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { speak, type Fields } from './trialApis.ts';

/** A stand-in for an agent's model, on loopback: it asks for one command, and then has nothing more to say. */
export interface TrialModel {
  /** Where it answers. The last part is its secret: nothing else is served. */
  readonly url: string;
  /** What the agent reported of that command. */
  told(): string;
  close(): Promise<void>;
}

/** Bytes of one request that are read. */
const LARGEST = 16 * 1024 * 1024;

/** Speaks as the agents ask it (`trialApis.ts`). */
export async function openTrialModel(secret: string, command: string): Promise<TrialModel> {
  let told = '';
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    const known = url.startsWith(`/${secret}/`) && request.method === 'POST';
    const body = known ? await bodyOf(request) : undefined;
    const spoken = body === undefined ? undefined : speak(url.slice(secret.length + 1), body, command);
    if (spoken === undefined) {
      response.writeHead(404).end();
      return;
    }
    if (spoken.results.length > told.length) told = spoken.results;
    response.writeHead(200, { 'content-type': spoken.body.startsWith('{') ? 'application/json' : 'text/event-stream' });
    response.end(spoken.body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}`,
    told: () => told,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Undefined: too large, or no JSON object. */
async function bodyOf(request: IncomingMessage): Promise<Fields | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > LARGEST) return undefined;
    parts.push(part as Buffer);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

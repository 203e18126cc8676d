import { readFile, writeFile } from 'node:fs/promises';
import { openProduct } from '../../src/app/keyturn.ts';
import type { Product } from '../../src/app/product.ts';
import type { Secrets } from '../../src/app/kept/secrets.ts';
import { askedOf } from '../../src/review/shown.ts';
import type { Hold } from '../../src/review/hold.ts';
import type { WindowAnswer, WindowCommand, WindowOptions } from './window.ts';

/** A window as a process of its own: it opens the product, and a test tells it what its person does. */

function fileSecrets(file: string): Secrets {
  const read = async (): Promise<Record<string, string>> =>
    JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, string>;
  return {
    get: async (key) => (await read())[key],
    store: async (key, value) => writeFile(file, JSON.stringify({ ...(await read()), [key]: value })),
  };
}

/** As a person does: looks until nothing is counted or changes any more, then does what the card asks. */
async function approve(product: Product, id: string): Promise<unknown> {
  const review = product.folders().find((folder) => folder.review.get(id) !== undefined)?.review;
  for (;;) {
    const hold = review?.get(id);
    const ticket = review?.issueTicket(id, 'view');
    if (review === undefined || hold === undefined || ticket === undefined)
      return { decided: false, code: 'no ticket' };
    await new Promise((resolve) => setTimeout(resolve, ticket.readyAt - performance.now() + 5));
    // What is still counted asks for a tick of its own, and a busy machine counts for long.
    if (hold.previews.some(({ state }) => state === 'counting')) continue;
    const asked = askedOf(hold);
    const typed = asked.asks === 'word' ? asked.word : '';
    const decided = await review.approve(ticket.nonce, 'view', { checked: true, typed });
    if (decided.decided || decided.code !== 'view-changed') return brief(decided);
  }
}

function brief(decided: { decided: boolean; hold?: Hold; code?: string }): unknown {
  return { decided: decided.decided, code: decided.code, state: decided.hold?.state };
}

function stateOf(product: Product): WindowAnswer {
  return {
    folders: product.folders().map(({ root, gate, review }) => ({
      root,
      gate: gate.state,
      socket: gate.socket,
      held: review.held().map(({ id, orphan, revision }) => ({ id, orphan, revision })),
      today: review.today().map(({ id, state, why }) => ({ id, state, ...(why === undefined ? {} : { why }) })),
    })),
    alarms: product.alarms().map(({ code }) => code),
    stopped: product.stopped,
  };
}

async function carryOut(product: Product, command: WindowCommand): Promise<unknown> {
  switch (command.do) {
    case 'state':
      return stateOf(product);
    case 'approve':
      return approve(product, command.id);
    case 'deny': {
      const review = product.folders().find((folder) => folder.review.get(command.id) !== undefined)?.review;
      return review === undefined ? { decided: false } : brief(await review.deny(command.id, command.note));
    }
    case 'later': {
      const { now: wall } = Date;
      const monotonic = performance.now.bind(performance);
      Date.now = () => wall() + command.wall;
      performance.now = () => monotonic() + command.monotonic;
      return undefined;
    }
    case 'stop':
      await product.stop();
      return stateOf(product);
    case 'close':
      await product.close();
      process.disconnect();
      return undefined;
  }
}

process.once('message', (options: WindowOptions) => {
  openProduct({
    ...options,
    version: '0.0.0-test',
    editorNode: process.execPath,
    trusted: true,
    settings: { autoPass: 'reads' },
    secrets: fileSecrets(options.secretsFile),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    debuggerAttached: () => false,
  }).then(
    (product) => {
      process.on('message', ({ number, command }: { number: number; command: WindowCommand }) => {
        carryOut(product, command).then(
          (answer) => process.connected && process.send?.({ number, answer }),
          (reason: unknown) => process.connected && process.send?.({ number, error: String(reason) }),
        );
      });
      process.send?.({ number: 0, answer: stateOf(product) });
    },
    (reason: unknown) => {
      process.send?.({ number: 0, error: String(reason) });
    },
  );
});

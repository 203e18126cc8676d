import { openDeck } from '../../src/app/card/deck.ts';
import { openProduct } from '../../src/app/keyturn.ts';
import type { ToPage } from '../../src/review/cardMessages.ts';
import { callGate, intentOf } from '../support/http.ts';
import { openGround } from '../support/product.ts';
import { say, saySpread, spread } from './figures.ts';

/** Everything but the browser: the intent comes in on the real socket, the view is what the page would be sent. */
const HELD = 1_000;

declare const gc: () => void;

const ground = await openGround();
const product = await openProduct(ground.options);
const socket = product.folders()[0]?.gate.socket ?? '';

let shown: { readonly id: string; readonly at: number } = { id: '', at: 0 };
let waiting: (() => void) | undefined;
const deck = openDeck(() => ({ state: 'open', product }), {
  post(message: ToPage) {
    if (message.type !== 'show') return;
    shown = { id: (JSON.parse(message.view) as { id?: string }).id ?? '', at: performance.now() };
    waiting?.();
  },
  seenNow: () => 'seen',
  after: (time, call) => {
    const timer = setTimeout(call, time);
    return () => clearTimeout(timer);
  },
  debuggerAttached: () => false,
  format: () => Promise.resolve([]),
  openText: () => Promise.resolve(),
  openAffected: () => Promise.resolve(),
  compare: () => Promise.resolve(),
  copyText: () => Promise.resolve(),
  showQueue: () => undefined,
  reveal: () => undefined,
  failed(reason) {
    throw reason;
  },
});
product.subscribe(() => deck.refresh());
deck.receive({ type: 'ready' });

const file = async (command: string): Promise<string> => {
  const action = { kind: 'shell', command, shell: 'bash', cwd: ground.root };
  const answer = await callGate(socket, { path: '/v1/intents', body: intentOf(ground.root, { action }) });
  if (answer.body['state'] !== 'held') throw new Error(`not held: ${answer.text}`);
  return String(answer.body['id']);
};

try {
  const arrivals: number[] = [];
  for (let run = -5; run < 40; run += 1) {
    const start = performance.now();
    const drawn = new Promise<void>((resolve) => {
      waiting = () => {
        if (shown.id === '' || shown.at < start) return;
        waiting = undefined;
        resolve();
      };
    });
    const id = await file(`rm -rf data${run + 10} && git reset --hard`);
    if (shown.id !== id) await drawn;
    if (run >= 0) arrivals.push(shown.at - start);
    // On the card, as a person does: then the next arrival takes its place.
    deck.receive({ type: 'deny', id, note: '' });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  saySpread('intent sent to the socket -> view ready for the page', spread(arrivals));

  gc();
  const before = process.memoryUsage().heapUsed;
  const ids: string[] = [];
  for (let n = 0; n < HELD; n += 1) ids.push(await file(`rm -rf data/${n} && echo number ${n} > log/${n}.txt`));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  gc();
  const grown = (process.memoryUsage().heapUsed - before) / (1024 * 1024);
  say(`${HELD} held actions: heap growth`, `${grown.toFixed(1)} MB`, { words: '<= 60 MB', met: grown <= 60 });

  const changes: number[] = [];
  for (const id of ids.filter((_, index) => index % 20 === 0)) {
    const start = performance.now();
    deck.open(id, false);
    if (shown.id !== id) throw new Error('the card did not change');
    changes.push(shown.at - start);
  }
  saySpread(`another card made for the page, ${HELD} held`, spread(changes));
} finally {
  await product.close();
  await ground.remove();
}
process.exit(0);

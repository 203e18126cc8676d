import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { openProduct } from '../../src/app/keyturn.ts';
import type { Hold } from '../../src/review/hold.ts';
import type { Review } from '../../src/review/service.ts';
import { keyturn, startKeyturn, type StartOptions } from './keyturn.ts';
import { seatPerson, type Verdict } from './person.ts';
import { openGround } from './product.ts';

/** A window, a person in front of it, and `keyturn` as a process of its own. */
export interface Scene {
  readonly place: string;
  readonly root: string;
  readonly review: Review;
  run(args: readonly string[], more?: Partial<StartOptions>): ReturnType<typeof keyturn>;
  start(args: readonly string[], more?: Partial<StartOptions>): ReturnType<typeof startKeyturn>;
  /** Closes the window in the middle of the test. */
  close(): Promise<void>;
}

export async function scene(verdict: (hold: Hold) => Verdict, act: (scene: Scene) => Promise<void>): Promise<void> {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  const { place, root } = ground;
  try {
    const folder = product.folders()[0];
    assert.ok(folder?.gate.state === 'owned', `the gate of the test's window must be open: ${folder?.gate.why}`);
    seatPerson(folder.review, verdict);
    const options = (more: Partial<StartOptions> = {}) => ({ place, cwd: root, ...more });
    await act({
      place,
      root,
      review: folder.review,
      run: (args, more) => keyturn(args, options(more)),
      start: (args, more) => startKeyturn(args, options(more)),
      close: () => product.close(),
    });
  } finally {
    await product.close();
    await ground.remove();
  }
}

/** The id of the first hold, once there is one. */
export async function heldId(review: Review): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const [hold] = review.held();
    if (hold !== undefined) return hold.id;
    await sleep(25);
  }
  throw new Error('nothing was held within 10 s');
}

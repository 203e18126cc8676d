import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openProduct } from '../../src/app/keyturn.ts';
import type { Product } from '../../src/app/product.ts';
import type { Hold } from '../../src/review/hold.ts';
import type { Review } from '../../src/review/service.ts';
import { acceptAll, seatPerson, type Verdict } from '../support/person.ts';
import { openGround } from '../support/product.ts';
import type { AgentRun } from './agentRun.ts';
import type { Step, ToolStep } from './dialects/dialect.ts';
import { startScriptedModel, type Script, type ScriptedModel } from './scriptedModel.ts';

/** Where an agent runs. */
export interface Scenery {
  readonly root: string;
  /** The agent's own home, with nothing of the person's who runs the tests. */
  readonly home: string;
  readonly model: string;
}

/** How one turn differs from others. */
export interface More {
  /** In place of the project. */
  readonly cwd?: string;
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Added to its command line. */
  readonly args?: readonly string[];
}

/** One agent's real program, as the tests drive it. */
export interface Subject {
  /** Its name in the registry. */
  readonly agent: string;
  /** Rejects with one line when the program cannot be had. */
  ready(): Promise<void>;
  /** Its own settings: where its model is, and whatever keeps it off the network. */
  settle(place: Scenery): Promise<void>;
  start(place: Scenery, more: More): AgentRun;
  /** The call of its shell tool. */
  shell(command: string): ToolStep;
  /** Of one that loads a module of ours into a process of its own: that process, where it is to be found. */
  hookProcess?(run: AgentRun): number | undefined;
}

/** A project whose agent was connected by a person; the real program; a model that follows a script. */
export interface Scene extends Scenery {
  readonly place: string;
  readonly product: Product;
  readonly review: Review;
  readonly scripted: ScriptedModel;
  readonly decided: readonly Hold[];
  start(more?: More): AgentRun;
  /** One turn to its end: whether the marker is there, what the model was told, what the terminal said. */
  turn(more?: More): Promise<Turn>;
}

export interface Turn {
  readonly ran: boolean;
  readonly told: string;
  readonly output: string;
}

/** `@ROOT@` in a script stands for the project. */
export async function scene(
  subject: Subject,
  verdict: (hold: Hold) => Verdict,
  script: readonly Step[] | Script,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  const ground = await openGround();
  const { root, place } = ground;
  const { home } = ground.options;
  const product = await openProduct(ground.options);
  const whole: Script = 'main' in script ? script : { main: script };
  const scripted = await startScriptedModel(JSON.parse(JSON.stringify(whole).replaceAll('@ROOT@', root)) as Script);
  const scenery = { root, home, model: scripted.url };
  const decided: Hold[] = [];
  const runs: AgentRun[] = [];
  try {
    await mkdir(home, { recursive: true });
    await subject.settle(scenery);
    const connected = product.connectAgent(subject.agent, root);
    await acceptAll(product.consents, connected);
    assert.deepEqual(product.alarms(), [], 'connecting must raise no alarm');
    const review = product.folders()[0]?.review;
    assert.ok(review !== undefined);
    seatPerson(review, (hold) => {
      const found = verdict(hold);
      if (found !== 'leave') decided.push(hold);
      return found;
    });
    const start = (more: More = {}): AgentRun => {
      const run = subject.start(scenery, more);
      runs.push(run);
      return run;
    };
    const turn = async (more: More = {}): Promise<Turn> => {
      const { output } = await start(more).ended;
      return { ran: existsSync(path.join(root, 'marker')), told: scripted.told().join('\n'), output };
    };
    await act({ ...scenery, place, product, review, scripted, decided, start, turn });
  } finally {
    for (const { kill } of runs) kill();
    await Promise.all(runs.map(({ ended }) => ended));
    await product.close();
    await scripted.close();
    // What a killed agent left may still be writing.
    await ground.remove().catch(() => sleep(500).then(ground.remove));
  }
}

/** The process that started a hook: the first above it that is no shell. An agent's launcher may be another. */
export function starterOf(hook: number): number {
  const shells = new Set(['sh', 'bash', 'dash', 'env']);
  for (let pid = hook; ;) {
    const parent = parentOf(pid);
    assert.ok(parent !== undefined, 'a hook that waits must have somebody who started it');
    if (!shells.has(textOf(`/proc/${parent}/comm`).trim())) return parent;
    pid = parent;
  }
}

/** The process below another whose command line holds this text. */
export function processBelow(above: number, text: string): number | undefined {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const isBelow = (pid: number): boolean => {
    for (let one = parents.get(pid); one !== undefined; one = parents.get(one)) if (one === above) return true;
    return false;
  };
  return [...parents.keys()].find((pid) => isBelow(pid) && textOf(`/proc/${pid}/cmdline`).includes(text));
}

function parentOf(pid: number): number | undefined {
  const text = textOf(`/proc/${pid}/stat`);
  return text === '' ? undefined : Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
}

/** Empty for what is gone meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** The one hold that waits, once it does. Rejects when the agent ends before. */
export function heldOne({ review }: Pick<Scene, 'review'>, run: AgentRun): Promise<Hold> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const [hold] = review.held();
      if (hold === undefined) return;
      stop();
      resolve(hold);
    };
    const stop = review.subscribe(look);
    void run.ended.then(({ output }) => {
      stop();
      reject(new Error(`the agent ended before anything was held: ${output}`));
    });
    look();
  });
}

/** Milliseconds: a busy machine may need many times the two seconds after which nobody waits any more. */
const LONGEST_WAIT = 120_000;

/** Waits until a hold is withdrawn: nobody may decide for an agent, or a hook, that is gone. */
export async function withdrawn({ review }: Pick<Scene, 'review'>, id: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT);
    stop = review.subscribe(() => {
      if (review.get(id)?.state !== 'held') resolve();
    });
    if (review.get(id)?.state !== 'held') resolve();
  });
  clearTimeout(timer);
  stop();
  assert.equal(review.get(id)?.state, 'withdrawn', 'it must not wait for a person any more');
}

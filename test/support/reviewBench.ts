import { createHash } from 'node:crypto';
import type { Effect } from '../../src/effect/effect.ts';
import type { Level } from '../../src/effect/level.ts';
import type { PreviewReport } from '../../src/preview/preview.ts';
import type { GrantClaims } from '../../src/review/grant.ts';
import type { Judgement } from '../../src/review/judgement.ts';
import type { RecordEntry } from '../../src/review/recordEntry.ts';
import { openReview } from '../../src/review/review.ts';
import type { Filed, Review, Submission } from '../../src/review/service.ts';
import type { Requirement, Ruling } from '../../src/rules/ruling.ts';
import { fakeClock, type FakeClock } from './fakeClock.ts';

/** What the fake judge says of everything, and the levers of the world around a review. */
export interface Levers {
  ruling: Ruling;
  level: Level;
  requires: readonly Requirement[];
  again: Judgement['again'];
  effects: readonly Effect[];
  files: Judgement['files'];
  unfixed: readonly string[];
  debugger: boolean;
  gateIntact: boolean;
  /** When set, every line of the record fails with it. */
  recordFails: string | undefined;
  readonly dead: Set<number>;
  /** Each question after a process, in order; and what was forgotten. */
  readonly asked: number[];
  readonly forgotten: number[];
  readonly fileHashes: Map<string, string>;
  /** Commands that are judged only once something else has happened. */
  readonly judgedAfter: Map<string, Promise<unknown>>;
}

export interface Bench {
  readonly review: Review;
  readonly clock: FakeClock;
  readonly levers: Levers;
  readonly record: RecordEntry[];
  readonly alarms: string[];
  readonly previews: Map<string, (reports: readonly PreviewReport[]) => void>;
  file(command: string, more?: FileOptions): Promise<Filed>;
  /** Files and expects it to be held; returns its id. */
  held(command: string, more?: FileOptions): Promise<string>;
  /** Draws, waits out the dead time and does the gesture that is asked. */
  approve(id: string): ReturnType<Review['approve']>;
}

export interface FileOptions {
  readonly id?: string;
  readonly session?: string;
  readonly pid?: number;
  readonly waiting?: boolean;
  readonly claims?: boolean;
  readonly way?: Submission['way'];
  readonly expiresIn?: number;
}

export const WORKSPACE = '/home/ada/shop';

export function effectOf(kind: Effect['kind'], type: Effect['object']['type'], name: string): Effect {
  return {
    kind,
    object: { type, name },
    range: [0, 1],
    certainty: 'certain',
    undo: 'none',
    environment: 'unknown',
    traits: [],
  };
}

export function openBench(more: { readonly stopped?: boolean } = {}): Bench {
  const clock = fakeClock();
  const record: RecordEntry[] = [];
  const alarms: string[] = [];
  const previews: Bench['previews'] = new Map();
  let counter = 0;
  const levers: Levers = {
    ruling: 'hold',
    level: 'medium',
    requires: [],
    again: undefined,
    effects: [effectOf('file.delete', 'directory', '/home/ada/shop/data')],
    files: [],
    unfixed: [],
    debugger: false,
    gateIntact: true,
    recordFails: undefined,
    dead: new Set(),
    asked: [],
    forgotten: [],
    fileHashes: new Map(),
    judgedAfter: new Map(),
  };
  const signed = new Map<string, GrantClaims>();
  const review = openReview({
    workspace: WORKSPACE,
    stopped: more.stopped ?? false,
    clock,
    random: {
      ulid: () => `01K${String((counter += 1)).padStart(23, '0')}`,
      token: () => `token-${String((counter += 1)).padStart(20, '0')}`,
    },
    record: {
      append(...entries) {
        if (levers.recordFails !== undefined) return Promise.reject(new Error(levers.recordFails));
        record.push(...entries);
        return Promise.resolve();
      },
    },
    signer: {
      sign(claims) {
        const grant = `signed.${claims.jti}.${String((counter += 1))}`;
        signed.set(grant, claims);
        return Promise.resolve(grant);
      },
      verify: (grant) => Promise.resolve(signed.get(grant)),
    },
    judge: {
      async judge({ action }) {
        await (action.kind === 'shell' ? levers.judgedAfter.get(action.command ?? '') : undefined);
        return {
          reading: { effects: levers.effects, problems: [], asks: [], texts: [], complete: true },
          verdict: {
            ruling: levers.ruling,
            requires: levers.requires,
            level: levers.level,
            findings: [],
            reason: { layer: 'autoPass', rule: 'test' },
          },
          files: levers.files,
          ...(levers.again === undefined ? {} : { again: levers.again }),
          ...(levers.unfixed.length === 0 ? {} : { unfixed: levers.unfixed }),
        };
      },
    },
    previews: {
      start(subject, report) {
        const key = subject.action.kind === 'shell' ? (subject.action.command ?? '') : '';
        previews.set(key, report);
        return () => previews.delete(key);
      },
      changed: () => Promise.resolve(false),
    },
    processes: {
      alive(pid) {
        levers.asked.push(pid);
        return !levers.dead.has(pid);
      },
      forget: (pid) => levers.forgotten.push(pid),
    },
    digests: {
      sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
      file: (path) => Promise.resolve(levers.fileHashes.get(path)),
    },
    rules: () => 'rules',
    gateIntact: () => levers.gateIntact,
    debuggerAttached: () => levers.debugger,
    alarm: (code) => alarms.push(code),
  });

  const file = (command: string, options: FileOptions = {}): Promise<Filed> => {
    const { id, session, pid, waiting = false, claims = false, way = 'socket', expiresIn } = options;
    return review.file({
      intent: {
        version: 1,
        ...(id === undefined ? {} : { id }),
        runner: {
          name: 'test',
          ...(session === undefined ? {} : { session }),
          ...(pid === undefined ? {} : { pid }),
        },
        action: { kind: 'shell', command, cwd: WORKSPACE },
        ...(expiresIn === undefined ? {} : { expiresIn }),
      },
      way,
      cwd: WORKSPACE,
      workspace: WORKSPACE,
      waiting,
      claims,
    });
  };

  return {
    review,
    clock,
    levers,
    record,
    alarms,
    previews,
    file,
    async held(command, options) {
      const filed = await file(command, options);
      if (filed.filed !== 'new' || filed.hold.state !== 'held') throw new Error(`not held: ${JSON.stringify(filed)}`);
      return filed.hold.id;
    },
    async approve(id) {
      const ticket = review.issueTicket(id, 'view');
      if (ticket === undefined) throw new Error(`no ticket for ${id}`);
      clock.advance(ticket.readyAt - clock.monotonic());
      return review.approve(ticket.nonce, 'view', { checked: true, typed: 'data' });
    },
  };
}

/** Lets everything that is only waiting for promises come to its end. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}

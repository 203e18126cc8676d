import type { Agent } from '../agents/agent.ts';
import type { Desk } from '../gate/desk.ts';
import { createGate, type Gate } from '../gate/gate.ts';
import type { GateParts, GateWords, Handed } from '../gate/gateParts.ts';
import { createIntentFolder } from '../gate/intentFolder.ts';
import { gatePaths } from '../gate/paths.ts';
import { openJournal, type Journal } from '../record/journal.ts';
import { recall } from '../record/recall.ts';
import type { CheckpointClaims } from '../record/signed.ts';
import type { Clock, Digests, Judge, PreviewPort, Processes, Random, RecordPort, Signer } from '../review/ports.ts';
import type { Hold } from '../review/hold.ts';
import { openReview } from '../review/review.ts';
import { trackedIn } from './system/gitTracked.ts';
import type { Folder } from './workspaceFolder.ts';
import type { Secrets } from './kept/secrets.ts';
import { openRecordAnchor } from './system/recordAnchor.ts';
import { gateFailed, gateMirrored } from './sentences/gate.ts';

/** What all folders of a window share. */
export interface Shared {
  readonly place: string;
  readonly version: string;
  readonly editorNode: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly digests: Digests;
  readonly processes: Processes;
  readonly signer: Signer;
  readonly signCheckpoint: (claims: CheckpointClaims) => Promise<string>;
  /** The raw public key of both. */
  readonly rawKey: string;
  readonly secrets: Secrets;
  readonly judge: Judge;
  readonly previews: PreviewPort;
  readonly desk: Desk;
  readonly words: GateWords;
  readonly handed: (hold: Hold) => Promise<Handed | 'changed'>;
  readonly agentNamed: (name: string) => Agent | undefined;
  /** A session of this agent's has called its hook in this folder. */
  readonly heard: (agent: Agent, root: string) => void;
  readonly sealed: (id: string) => string | undefined;
  readonly rules: () => string;
  readonly debuggerAttached: () => boolean;
  readonly stopped: () => boolean;
  readonly trusted: () => boolean;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  readonly changed: () => void;
}

export interface OpenedFolder extends Folder {
  readonly record: RecordPort;
  /** Takes its place in the file system. From here on runners come in. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** One workspace folder: its record, its review and its gate. */
export function createFolder(root: string, shared: Shared): OpenedFolder {
  const { clock, random, version } = shared;
  const paths = gatePaths(shared.place, root);
  let journal: Journal | undefined;

  const alarm = (code: string, values: Readonly<Record<string, string>>): void => {
    shared.alarm(code, { folder: root, ...values });
    // That the record cannot be written cannot be written either; a refused file is in it already.
    if (code !== 'record.failed' && code !== 'folder.refused' && journal !== undefined)
      journal
        .append({ type: 'alarm', at: clock.wall(), alarm: code, values })
        .catch((reason: unknown) => shared.alarm('record.failed', { folder: root, error: String(reason) }));
  };
  const record: RecordPort = {
    append: (...entries) =>
      journal?.append(...entries) ?? Promise.reject(new Error('another window writes the record')),
  };
  const review = openReview({
    ...shared,
    workspace: root,
    stopped: shared.stopped(),
    record,
    gateIntact: () => gate.intact(),
    alarm,
  });
  const unsubscribe = review.subscribe(shared.changed);

  /** Only the window that has the socket writes the record. */
  const owning = async (): Promise<void> => {
    await journal?.close();
    const directory = paths.record;
    const anchor = openRecordAnchor(shared.secrets, directory);
    const shortened = !(await anchor.holds());
    const restored = await recall({ directory, workspace: root, now: clock.wall(), token: random.token });
    journal = openJournal({
      directory,
      found: (finding) => alarm(`record.${finding}`, { record: directory }),
      checkpoints: { now: clock.wall, sign: shared.signCheckpoint, made: anchor.keep },
    });
    await journal.append({ type: 'open', at: clock.wall(), epoch: review.epoch, version, key: shared.rawKey });
    if (shortened) alarm('record.shortened', { record: directory });
    review.restore(restored);
    // While another window had the folder, a person may have resumed or stopped.
    if (shared.stopped() && !review.stopped) await review.stop();
    if (!shared.stopped() && review.stopped) await review.resume();
  };

  const parts: GateParts = {
    root,
    version,
    ownKey: random.token(),
    desk: shared.desk,
    clock,
    record,
    alarm,
    agentNamed: shared.agentNamed,
    heard: (agent) => shared.heard(agent, root),
    sealed: shared.sealed,
    trackedIn,
    recordEnd: () => journal?.tail(),
    words: shared.words,
    handed: shared.handed,
  };
  const gate: Gate = createGate({
    parts,
    paths,
    editorNode: shared.editorNode,
    pid: process.pid,
    owning,
    changed: shared.changed,
    lost: () => review.renew(),
  });
  const intents = createIntentFolder({
    parts,
    trusted: shared.trusted,
    owned: () => gate.standing.state === 'owned',
  });

  return {
    root,
    review,
    record,
    recordFolder: paths.record,
    async open() {
      await gate.open();
      await intents.open();
    },
    get gate() {
      const { standing } = gate;
      switch (standing.state) {
        case 'owned':
          return { state: 'owned', socket: paths.socket } as const;
        case 'mirrored':
          return { state: 'mirrored', socket: paths.socket, why: gateMirrored() } as const;
        case 'failed':
          return { state: 'failed', socket: paths.socket, why: gateFailed(standing.code, standing.where) } as const;
      }
    },
    async close() {
      unsubscribe();
      // First nobody can come in, then what is open is closed, then that is written down.
      await gate.close();
      await intents.close();
      await review.close();
      await record.append({ type: 'close', at: clock.wall(), epoch: review.epoch }).catch(() => undefined);
      await journal?.close();
    },
  };
}

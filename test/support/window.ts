import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface WindowOptions {
  readonly folders: readonly string[];
  readonly place: string;
  readonly home: string;
  readonly dist: string;
  readonly secretsFile: string;
}

export type WindowCommand =
  | { readonly do: 'state' | 'stop' | 'close' }
  /** Sets the clocks of the window's process forward, in milliseconds: what a test would else wait for. */
  | { readonly do: 'later'; readonly wall: number; readonly monotonic: number }
  | { readonly do: 'approve'; readonly id: string }
  | { readonly do: 'deny'; readonly id: string; readonly note: string };

export interface WindowAnswer {
  readonly folders: readonly {
    readonly root: string;
    readonly gate: string;
    readonly socket: string;
    readonly held: readonly { readonly id: string; readonly orphan: boolean; readonly revision: number }[];
    readonly today: readonly { readonly id: string; readonly state: string; readonly why?: string }[];
  }[];
  readonly alarms: readonly string[];
  readonly stopped: boolean;
}

/** A window in a process of its own, which a test can kill as a crash does. */
export interface TestWindow {
  readonly pid: number;
  readonly socket: string;
  state(): Promise<WindowAnswer>;
  tell(command: WindowCommand): Promise<unknown>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function openWindow(options: WindowOptions): Promise<TestWindow> {
  const child = fork(path.resolve('out/support/window.child.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (reason: Error) => void }>();
  let number = 0;
  const answered = (of: number): Promise<unknown> =>
    new Promise((resolve, reject) => waiting.set(of, { resolve, reject }));
  child.on('message', (message: { number: number; answer?: unknown; error?: string }) => {
    const one = waiting.get(message.number);
    if (message.error === undefined) one?.resolve(message.answer);
    else one?.reject(new Error(message.error));
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the window process ended'));
  });
  const opened = answered(0);
  child.send(options);
  const first = (await opened) as WindowAnswer;
  const tell = (command: WindowCommand): Promise<unknown> => {
    number += 1;
    const answer = answered(number);
    child.send({ number, command });
    return answer;
  };
  return {
    pid: child.pid ?? 0,
    socket: first.folders[0]?.socket ?? '',
    state: async () => (await tell({ do: 'state' })) as WindowAnswer,
    tell,
    kill: () => ended(child, () => child.kill('SIGKILL')),
    close: () => ended(child, () => void tell({ do: 'close' }).catch(() => undefined)),
  };
}

async function ended(child: ChildProcess, how: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  how();
  await exit;
}

import { closeSync, openSync, readSync } from 'node:fs';
import type { Processes } from '../../review/ports.ts';

/** How far up the chain of parents is looked for the agent. */
const GENERATIONS = 3;

/** What may stand between an agent and its hook: a shell that the agent starts it with. */
const BETWEEN = new Set(['sh', 'ash', 'bash', 'busybox', 'dash', 'env', 'ksh', 'mksh', 'yash', 'zsh']);

interface Identity {
  /** As the kernel has it, at most 15 bytes. */
  readonly name: string;
  readonly parent: number;
  /** Clock ticks since boot: a process id that is used again has another one. */
  readonly started: string;
}

interface Known {
  readonly started: string;
  readonly chain: string;
}

/** Processes as `/proc` tells of them; where there is no `/proc`, only whether the process id is in use. */
export function openProcesses(): Processes {
  const known = new Map<number, Known>();
  return {
    alive(pid, family) {
      if (!inUse(pid)) return false;
      const now = identityOf(pid);
      if (now === undefined) return !procThere();
      const first = known.get(pid);
      if (first === undefined) {
        known.set(pid, { started: now.started, chain: chainOf(now) });
        return true;
      }
      return first.started === now.started && (!family || first.chain === chainOf(now));
    },
    forget(pid) {
      known.delete(pid);
    },
  };
}

function inUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (reason) {
    // Somebody else's process: there, but not ours to signal.
    return (reason as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** From the parent up to the agent, which is the first that is no shell: what started the agent may end before it. */
function chainOf(identity: Identity): string {
  const chain: string[] = [];
  let next = identity.parent;
  for (let i = 0; i < GENERATIONS && next > 1; i += 1) {
    const parent = identityOf(next);
    if (parent === undefined) break;
    chain.push(`${next}:${parent.started}`);
    if (!BETWEEN.has(parent.name)) break;
    next = parent.parent;
  }
  return chain.join(' ');
}

function identityOf(pid: number): Identity | undefined {
  try {
    const text = statOf(pid);
    // The name, in brackets, may hold blanks and brackets itself: the fields begin after the last one.
    const end = text.lastIndexOf(')');
    const name = text.slice(text.indexOf('(') + 1, end);
    const fields = text.slice(end + 2).split(' ');
    const [state, parent, started] = [fields[0], fields[1], fields[19]];
    // A zombie has ended; only its parent has not noticed.
    if (state === 'Z' || parent === undefined || started === undefined) return undefined;
    return { name, parent: Number(parent), started };
  } catch {
    return undefined;
  }
}

/** One line of some 50 numbers and a name of 15 bytes. What would not fit lacks fields, and counts as gone. */
const line = Buffer.alloc(2048);

/** Read into one small buffer: `readFileSync` takes half a megabyte for a file that gives no size. */
function statOf(pid: number): string {
  const file = openSync(`/proc/${pid}/stat`, 'r');
  try {
    return line.toString('latin1', 0, readSync(file, line));
  } finally {
    closeSync(file);
  }
}

function procThere(): boolean {
  return identityOf(process.pid) !== undefined;
}

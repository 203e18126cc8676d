import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { OwnTool } from './ownTools.ts';
import { programIn, trustedPath } from './trustedPath.ts';

export type ToolAnswer =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly why: 'missing' | 'late' | 'too-long' | 'failed' | 'cancelled';
      /** The first line of what it complained of; lines of its own log are none. */
      readonly message: string;
    };

type Started = ChildProcessByStdio<null, Readable, Readable>;

/** Milliseconds of one call, and bytes of its answer. */
const TIME = 2_000;
const LONGEST = 4 * 1024 * 1024;
const LONGEST_COMPLAINT = 200;
/** Units of its complaint that are looked through. */
const LONGEST_HEARD = 16 * 1024;

/**
 * Asks a tool of the person's own. Never throws. It starts in the root folder, so that no file of the workspace's is found,
 * with an environment built from nothing: the way to itself, the home folder, and what `keep` names of this process's own.
 * It and whatever it has started are ended after 2 seconds.
 */
export async function askTool(
  tool: OwnTool,
  words: readonly string[],
  workspace: string,
  keep: readonly string[],
  signal: AbortSignal,
): Promise<ToolAnswer> {
  const searched = await trustedPath(process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', workspace);
  const program = await programIn(searched, tool, workspace);
  if (program === undefined) return { ok: false, why: 'missing', message: '' };
  if (signal.aborted) return { ok: false, why: 'cancelled', message: '' };
  const child = started(program, words, environment(searched, keep));
  if ('message' in child) return { ok: false, why: 'failed', message: child.message.slice(0, LONGEST_COMPLAINT) };
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let size = 0;
    let complaint = '';
    let ended: ToolAnswer | undefined;
    const end = (answer: ToolAnswer): void => {
      if (ended !== undefined) return;
      ended = answer;
      clearTimeout(late);
      signal.removeEventListener('abort', cancel);
      endGroup(child);
      resolve(answer);
    };
    const late = setTimeout(() => end({ ok: false, why: 'late', message: '' }), TIME);
    const cancel = (): void => end({ ok: false, why: 'cancelled', message: '' });
    signal.addEventListener('abort', cancel, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LONGEST) end({ ok: false, why: 'too-long', message: '' });
      else pieces.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < LONGEST_HEARD) complaint += chunk.toString('utf8');
    });
    child.on('error', (error) => end({ ok: false, why: 'failed', message: error.message.slice(0, LONGEST_COMPLAINT) }));
    child.on('close', (code) =>
      end(
        code === 0
          ? { ok: true, text: Buffer.concat(pieces).toString('utf8') }
          : {
              ok: false,
              why: 'failed',
              message: complained(complaint),
            },
      ),
    );
  });
}

/** As klog begins its lines: `E1123 02:19:09.539209   15497 memcache.go:265]`. */
const LOGGED = /^[EWIF]\d{4} \d\d:/;

function complained(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return (lines.find((line) => line !== '' && !LOGGED.test(line)) ?? lines[0] ?? '').slice(0, LONGEST_COMPLAINT);
}

/** Words that the system does not take (too many, too long) are thrown, not told like other failures. */
function started(program: string, words: readonly string[], env: NodeJS.ProcessEnv): Started | Error {
  try {
    // A group of its own: what it starts is ended with it.
    return spawn(program, words, { cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function endGroup({ pid }: Started): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended already.
  }
}

function environment(PATH: string, keep: readonly string[]): NodeJS.ProcessEnv {
  return {
    PATH,
    HOME: process.env['HOME'] ?? '/',
    LC_ALL: 'C',
    ...Object.fromEntries(keep.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  };
}

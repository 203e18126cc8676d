import { spawn } from 'node:child_process';

/** One hook that Codex knows, as it tells of it. */
export interface CodexHook {
  readonly key: string;
  readonly command: string;
  readonly currentHash: string;
  readonly trusted: boolean;
}

/** Milliseconds Codex has to list its hooks. */
const LIST_TIME = 8_000;

/** Bytes of its answer that are read. */
const LARGEST = 4 * 1024 * 1024;

/**
 * Asks Codex itself which hooks it would call in a folder: it skips what its person has not trusted, without a word. Facts:
 * runs of 0.169.0 (`hooks/list` of its app server). Undefined: it did not say. Never rejects.
 */
export function codexHooks(
  program: string,
  root: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly CodexHook[] | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, ['app-server'], { cwd: '/', env, stdio: ['pipe', 'pipe', 'ignore'] });
    const end = (hooks: readonly CodexHook[] | undefined): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(hooks);
    };
    const timer = setTimeout(() => end(undefined), LIST_TIME);
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const answer = answerIn(line);
        if (answer !== undefined) end(hooksIn(answer));
      }
      if (text.length > LARGEST) end(undefined);
    });
    child.on('error', () => end(undefined));
    child.on('exit', () => end(undefined));
    child.stdin.on('error', () => undefined);
    const client = { name: 'keyturn', title: 'Keyturn', version: '1' };
    for (const message of [
      { id: 1, method: 'initialize', params: { clientInfo: client } },
      { method: 'initialized' },
      { id: LIST, method: 'hooks/list', params: { cwds: [root] } },
    ])
      child.stdin.write(`${JSON.stringify(message)}\n`);
  });
}

const LIST = 2;

/** Undefined: another message. */
function answerIn(line: string): unknown {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return undefined;
  }
  return field(message, 'id') === LIST ? message : undefined;
}

/** Undefined: it refused to say, as a version does that cannot list its hooks. */
function hooksIn(answer: unknown): readonly CodexHook[] | undefined {
  const data = field(field(answer, 'result'), 'data');
  if (!Array.isArray(data)) return undefined;
  return data.flatMap((folder) =>
    listOf(field(folder, 'hooks')).map((hook) => ({
      key: String(field(hook, 'key')),
      command: String(field(hook, 'command')),
      currentHash: String(field(hook, 'currentHash')),
      trusted: field(hook, 'enabled') === true && ['trusted', 'managed'].includes(String(field(hook, 'trustStatus'))),
    })),
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * The public protocol as any runner's script would speak it: JSON over the window's Unix socket, nothing of Keyturn
 * imported.
 */
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';

/**
 * The window that looks after `cwd`: the longest folder above it with a window file. Undefined while there is none.
 *
 * @param {string} cwd
 * @param {string} home
 * @returns {Promise<{ root: string, socket: string } | undefined>}
 */
export async function findWindow(cwd, home) {
  for (let folder = await realpath(cwd); ; folder = path.dirname(folder)) {
    const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    const text = await readFile(path.join(home, '.keyturn', 'run', `${name}.window`), 'utf8').catch(() => undefined);
    if (text !== undefined) {
      const [root, socket] = text.split('\n');
      if (root === folder && socket !== undefined) return { root, socket };
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

/**
 * One call; resolves with the status and the decoded body.
 *
 * @param {string} socketPath
 * @param {string} method
 * @param {string} place
 * @param {unknown} [body]
 * @param {Readonly<Record<string, string>>} [headers]
 * @returns {Promise<{ status: number, body: any }>}
 */
export function call(socketPath, method, place, body, headers = {}) {
  return new Promise((done, fail) => {
    const asked = request(
      { socketPath, method, path: place, headers: { 'Content-Type': 'application/json', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => (text += chunk));
        answer.once('error', fail);
        answer.once('end', () => done({ status: answer.statusCode, body: text === '' ? undefined : JSON.parse(text) }));
      },
    );
    asked.once('error', fail);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { openProduct } from '../../src/app/keyturn.ts';
import type { Hold } from '../../src/review/hold.ts';
import { seatPerson, type Verdict } from './person.ts';
import { openGround } from './product.ts';

const run = promisify(execFile);

export interface Example {
  /** As the fence in RUNNERS.md says it. */
  readonly language: 'bash' | 'python' | 'js' | 'go';
  readonly file: string;
  readonly command: readonly [string, ...string[]];
}

export interface Ran {
  readonly held: readonly Hold[];
  /** Rows that are left in `carts`, of two. */
  readonly rows: number;
  /** Requests that came. */
  readonly requests: readonly string[];
  readonly output: string;
}

/** Runs the block of RUNNERS.md as it stands, in a project with a database and a server, before a person. */
async function runExample({ language, file, command }: Example, verdict: Verdict): Promise<Ran> {
  const page = await readFile('RUNNERS.md', 'utf8');
  const blocks = page.matchAll(/<!-- A test runs this block as it stands\. -->\s*```(\w+)\n([\s\S]*?)```/g);
  const block = [...blocks].find(([, found]) => found === language)?.[2];
  assert.ok(block !== undefined, `RUNNERS.md has no block of ${language} that is marked for this test`);
  const ground = await openGround();
  const { root } = ground;
  const home = ground.options.home;
  await mkdir(home, { recursive: true });
  const product = await openProduct({ ...ground.options, place: path.join(home, '.keyturn') });
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const review = product.folders()[0]?.review;
  assert.ok(review !== undefined, 'the folder is open');
  const leave = seatPerson(review, () => verdict);
  try {
    const { port } = server.address() as AddressInfo;
    await writeFile(path.join(root, file), block.replaceAll('8080', String(port)));
    const database = path.join(root, 'shop.db');
    await run('sqlite3', [database, 'CREATE TABLE carts (paid int); INSERT INTO carts VALUES (0), (1)']);
    const [program, ...words] = command;
    const env = { ...process.env, HOME: home };
    // A block ends as its last command does: what was not done is no failure of the block's.
    const ended = await run(program, [...words, file], { cwd: root, env }).catch((reason: unknown) =>
      reason instanceof Error && 'stderr' in reason
        ? (reason as unknown as { stdout: string; stderr: string })
        : Promise.reject(reason),
    );
    const { stdout } = await run('sqlite3', [database, 'SELECT count(*) FROM carts']);
    return { held: review.today(), rows: Number(stdout), requests, output: `${ended.stdout}${ended.stderr}` };
  } finally {
    leave();
    await product.close();
    server.closeAllConnections();
    server.close();
    await ground.remove();
  }
}

/** Approved: the example did what it asked for, once. Denied: it did nothing. */
export async function holdsTo(example: Example, does: 'sql' | 'request'): Promise<void> {
  const approved = await runExample(example, 'approve');
  assert.equal(approved.held.length, 1, `it must ask once: ${approved.output}`);
  const denied = await runExample(example, { deny: 'not now' });
  assert.match(denied.output, /not now/, 'the note must reach whoever started it');
  if (does === 'sql') assert.deepEqual([approved.rows, denied.rows], [1, 2], approved.output);
  else assert.deepEqual([approved.requests, denied.requests], [['DELETE /carts/7'], []], approved.output);
}

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, type TestContext } from 'node:test';
import type { Agent } from '../../../src/agents/agent.ts';
import { canaryCommand, canaryFor } from '../../../src/agents/canary.ts';
import { agents } from '../../../src/agents/registry.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import { installLauncher } from '../../../src/app/launcher.ts';
import { seatPerson, type Verdict } from '../../support/person.ts';
import { openGround } from '../../support/product.ts';

/**
 * What Keyturn once installed, as it was written then: `first` and `former` before 0.1.0, and 0.1.0 itself. An agent's session
 * goes on calling it until it is connected anew, so that this version must answer it. Never to be changed, only added to.
 */
const CLIENTS = path.resolve('test/fixtures/clients');

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

async function open(context: TestContext) {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  const review = product.folders()[0]?.review;
  assert.ok(review !== undefined);
  let verdict: Verdict = 'leave';
  const leave = seatPerson(review, () => verdict);
  context.after(async () => {
    leave();
    await product.close();
    await ground.remove();
  });
  const { place, root } = ground;
  const dist = path.resolve('dist');
  await installLauncher({ place, editorNode: process.execPath, dist });
  const values: Readonly<Record<string, string>> = {
    '@PLACE@': place,
    '@ROOT@': root,
    '@SOCKET@': product.folders()[0]?.gate.socket ?? '',
    '@HOME@': ground.options.home,
    '@DIST@': pathToFileURL(dist).href,
  };
  await mkdir(path.join(place, 'hooks', 'answers'), { recursive: true });
  /** Puts the file where it lay. */
  const install = async (from: string): Promise<string> => {
    const text = (await readFile(from, 'utf8')).replaceAll(/@[A-Z]+@/g, (name) => values[name] ?? name);
    const file = path.join(place, 'hooks', path.basename(from));
    await writeFile(file, text, { mode: 0o700 });
    return file;
  };
  /** Calls it as its agent did. */
  const call = (agent: Agent, file: string, command: string): Promise<Ended> => {
    const mark = randomBytes(16).toString('hex');
    const { event, body } = canaryFor(agent, root, mark);
    const words =
      agent.module === undefined
        ? [file, event]
        : [process.execPath, '--input-type=module', '-e', agent.module.probe, pathToFileURL(file).href, event];
    return ended(words, root, body.replaceAll(canaryCommand(mark), command));
  };
  return { root, install, call, decide: (next: Verdict) => (verdict = next) };
}

function ended([program = '', ...args]: readonly string[], cwd: string, input: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: '/usr/bin:/bin' } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

for (const version of ['first', 'former', '0.1.0'])
  test(`hooks and modules that Keyturn wrote (${version}) are answered: a no with its note, a yes, and no opinion`, async (context) => {
    const { install, call, decide } = await open(context);
    const names = await readdir(path.join(CLIENTS, version));
    // What a plugin file imports must lie beside it.
    for (const name of names) await install(path.join(CLIENTS, version, name));
    const clients = await Promise.all(
      names
        .filter((one) => /\.(?:sh|plugin\.js)$/.test(one))
        .map(async (name) => {
          const agent = agents.find((one) => one.name === name.replace(/\.(?:sh|plugin\.js)$/, ''));
          assert.ok(agent !== undefined, `${name}: an agent that was once connected must stay known`);
          return { name, agent, file: await install(path.join(CLIENTS, version, name)) };
        }),
    );
    assert.equal(clients.length, { first: 2, former: 4, '0.1.0': agents.length }[version], 'each must be looked at');
    const each = (look: (client: (typeof clients)[number]) => Promise<void>) => Promise.all(clients.map(look));
    /** Cline cannot wait for long: on a busy machine it is put off, which is an answer too. */
    const isPutOff = (agent: Agent, said: string): boolean => agent.name === 'cline' && said.includes('keyturn_wait');

    decide({ deny: 'not on a Sunday' });
    await each(async ({ name, agent, file }) => {
      const { code, said } = await call(agent, file, 'rm -rf data');
      assert.ok([0, 2, 3].includes(code ?? -1), `${name}: ${code} ${said}`);
      if (code === 0) assert.match(said, /^\{.*"deny".*\}\n$/, name);
      if (!isPutOff(agent, said)) assert.match(said, /a person denied this.*not on a Sunday/, name);
    });
    decide('approve');
    // One after the other, as a person does: a card that is drawn makes the ticket of the one before void.
    for (const { name, agent, file } of clients) {
      const { code, said } = await call(agent, file, `touch ${agent.name}-marker`);
      if (isPutOff(agent, said)) continue;
      assert.equal(code, 0, `${name}: ${said}`);
      assert.match(said, /^(?:\{.*"allow".*\}\n)?$/, name);
    }
    decide({ deny: 'nobody is asked' });
    await each(async ({ name, agent, file }) => {
      const { code, said } = await call(agent, file, 'pwd');
      // Cursor takes silence for a failure.
      assert.deepEqual([code, said], [0, agent.name === 'cursor' ? '{"permission":"allow"}\n' : ''], name);
    });
  });

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { agentNamed } from '../../src/agents/registry.ts';
import { accept } from '../support/person.ts';
import { openWindow } from '../support/window.ts';
import type { Intent } from '../../src/action/intent.ts';
import type { AgentRun } from './agentRun.ts';
import { deadSocket } from './deadSocket.ts';
import type { Step } from './dialects/dialect.ts';
import { deadWindowFile, hostileEnvironment, hurry, withServer } from './obstacles.ts';
import { heldOne, scene, starterOf, withdrawn, type Subject } from './scene.ts';

/** What must hold for every agent that is connected by a person's own settings and asks through the hook script or module. */
export function standardCases(subject: Subject): void {
  const agent = agentNamed(subject.agent);
  const touch: readonly Step[] = [subject.shell('touch marker'), { text: 'done' }];

  before(subject.ready);

  test('approved: it runs, and nobody is asked twice', () =>
    scene(
      subject,
      () => 'approve',
      touch,
      async ({ turn, decided, root, review }) => {
        const end = await turn();
        assert.equal(end.ran, true, `what a person approved must run: ${end.told} ${end.output}`);
        assert.deepEqual(
          decided.map(({ intent }) => intent.action),
          [{ kind: 'shell', command: 'touch marker', shell: 'bash', cwd: root }],
        );
        assert.equal(review.today()[0]?.execution, 'finished', 'the agent must report that the call is over');
      },
    ));

  test('denied: it does not run, and the model is told the note', () =>
    scene(
      subject,
      () => ({ deny: 'use a dry run first, größer' }),
      touch,
      async ({ turn }) => {
        const end = await turn();
        assert.equal(end.ran, false, 'what a person denied must not run');
        assert.match(end.told, /a person denied this.*use a dry run first, größer/, end.output);
      },
    ));

  test('a pass is no opinion: what reads goes on, and nobody is asked', () =>
    scene(
      subject,
      () => ({ deny: 'nobody should be asked' }),
      // No operand: facts that come late on a busy machine would hold it.
      [subject.shell('echo the notes'), { text: 'done' }],
      async ({ turn, decided, review }) => {
        const end = await turn();
        assert.match(end.told, /the notes/, end.output);
        assert.equal(decided.length, 0, 'a read that passes must not be held');
        assert.equal(review.today()[0]?.state, 'passed', 'the hook must have been asked');
      },
    ));

  test('outside of every folder that Keyturn knows there is no opinion', () =>
    scene(
      subject,
      () => ({ deny: 'nobody should be asked' }),
      [subject.shell('touch outside'), { text: 'done' }],
      async ({ turn, root, decided }) => {
        const elsewhere = path.join(path.dirname(root), 'elsewhere');
        await mkdir(elsewhere);
        const end = await turn({ cwd: elsewhere });
        assert.equal(decided.length, 0);
        assert.ok(existsSync(path.join(elsewhere, 'outside')), `another project is not Keyturn's: ${end.told}`);
      },
    ));

  test('window closed: denied, and the sentence says what to open and what to remove', () =>
    scene(
      subject,
      () => 'approve',
      touch,
      async ({ turn, product }) => {
        await product.close();
        const end = await turn();
        assert.equal(end.ran, false, 'without a window nothing may run');
        assert.match(end.told, /in VS Code/, end.output);
        assert.match(end.told, /must delete/);
      },
    ));

  test('socket dead: denied', () =>
    scene(
      subject,
      () => 'approve',
      touch,
      async ({ turn, product, place, root }) => {
        const socket = product.folders()[0]?.gate.socket ?? '';
        await product.close();
        await deadSocket(socket);
        await deadWindowFile(place, root, socket);
        const end = await turn();
        assert.equal(end.ran, false, 'behind a dead socket nothing may run');
        assert.match(end.told, /Keyturn: no VS Code window/, end.output);
      },
    ));

  test('garbage answered: denied', () =>
    scene(
      subject,
      () => 'approve',
      touch,
      // One is enough with the real program: the client's own tests have the rest.
      async (stage) =>
        withServer(stage, { body: '{"permissionDecision":"allow"}' }, async () => {
          const end = await stage.turn();
          assert.equal(end.ran, false, 'after an answer that is none nothing may run');
          assert.match(end.told, /Keyturn: it gave no answer/, end.output);
        }),
    ));

  test('answer cut off in the middle: denied', () =>
    scene(
      subject,
      () => 'approve',
      touch,
      async (stage) =>
        withServer(stage, 'cut', async () => {
          const end = await stage.turn();
          assert.equal(end.ran, false, 'after half an answer nothing may run');
          assert.match(end.told, /Keyturn: (it gave no answer|no VS Code window)/, end.output);
        }),
    ));

  test('window killed while a person looks: denied', () =>
    scene(
      subject,
      () => 'leave',
      touch,
      async ({ start, product, place, root, home, scripted }) => {
        // The connected window makes way for one that can be killed.
        await product.close();
        const secretsFile = path.join(path.dirname(root), 'secrets.json');
        const window = await openWindow({ folders: [root], place, home, dist: path.resolve('dist'), secretsFile });
        const run = start();
        let over = false;
        void run.ended.then(() => (over = true));
        while ((await window.state()).folders[0]?.held.length === 0 && !over) await sleep(20);
        await window.kill();
        const { output } = await run.ended;
        assert.equal(existsSync(path.join(root, 'marker')), false, 'without its window nothing may run');
        assert.match(scripted.told().join('\n'), /Keyturn: (it gave no answer|no VS Code window)/, output);
      },
    ));

  test('agent killed while a person looks: the hold is withdrawn', () =>
    scene(
      subject,
      () => 'leave',
      touch,
      async (stage) => {
        const run = stage.start();
        const { id, intent } = await heldOne(stage, run);
        const { pid } = intent.runner;
        if (pid === undefined) run.child.kill('SIGKILL');
        else process.kill(starterOf(pid), 'SIGKILL');
        await withdrawn(stage, id);
      },
    ));

  test('two calls at once are two cards, each with its own answer', () =>
    scene(
      subject,
      ({ intent }) => (JSON.stringify(intent.action).includes('marker') ? 'approve' : { deny: 'not the other' }),
      [{ calls: [subject.shell('touch marker'), subject.shell('touch other')] }, { text: 'done' }],
      async ({ turn, root, decided }) => {
        const end = await turn();
        assert.equal(decided.length, 2, `${end.told} ${end.output}`);
        assert.equal(end.ran, true, end.told);
        assert.equal(existsSync(path.join(root, 'other')), false, 'the one that was denied must not run');
        assert.match(end.told, /not the other/);
      },
    ));

  test('a repository that puts programs, start-up files and a .curlrc in the way changes nothing', () =>
    scene(
      subject,
      () => ({ deny: 'still asked' }),
      touch,
      async ({ turn, root }) => {
        const end = await turn({ env: await hostileEnvironment(root) });
        assert.equal(end.ran, false, 'the environment of a repository must not answer for the person');
        assert.match(end.told, /still asked/, end.output);
      },
    ));

  test('Keyturn removed from the machine: denied, and what to delete is named', () =>
    scene(
      subject,
      () => 'approve',
      touch,
      async ({ turn, product, place, root, home }) => {
        await product.close();
        await rm(place, { recursive: true });
        const end = await turn();
        assert.equal(end.ran, false, 'an agent that was connected must not run on silently');
        const said = `${end.told} ${end.output}`;
        assert.match(said, /must delete/);
        const file = agent?.settingsFile({ root, home }) ?? '';
        const named = path.relative(agent?.folderFrom === 'settings' ? root : home, file);
        assert.ok(said.includes(named), `the file with the entry must be named: ${said}`);
      },
    ));

  test('disconnected: the settings are as they were, and the agent is on its own', () =>
    scene(
      subject,
      () => ({ deny: 'nobody should be asked' }),
      touch,
      async ({ turn, product, root, home, decided }) => {
        const file = agent?.settingsFile({ root, home }) ?? '';
        assert.ok(existsSync(file), 'it must have been connected by that file');
        const disconnecting = product.disconnectAgent(subject.agent, root);
        await accept(product.consents);
        await disconnecting;
        assert.equal(settingsOf(file), (await subjectSettings(subject, { root, home })) ?? undefined);
        const end = await turn();
        assert.equal(end.ran, true, `a disconnected agent is on its own: ${end.told} ${end.output}`);
        assert.equal(decided.length, 0);
      },
    ));

  test('nobody decides in time: what waits for the answer denies by itself', () =>
    scene(
      subject,
      () => 'leave',
      touch,
      async ({ turn, place, root }) => {
        await hurry(path.join(place, 'hooks'));
        const end = await turn();
        assert.equal(existsSync(path.join(root, 'marker')), false, 'a late answer must not let the call run');
        assert.match(end.told, /Keyturn: it gave no answer/, end.output);
      },
    ));

  // A module of ours may run inside the agent itself: then there is nothing else to kill.
  const hookProcess =
    agent?.client === 'script' ? (_run: AgentRun, { runner }: Intent) => runner.pid : subject.hookProcess;
  if (hookProcess === undefined) return;
  test('hook killed while a person looks: it does not run, and the hold is withdrawn', () =>
    scene(
      subject,
      () => 'leave',
      touch,
      async (stage) => {
        const run = stage.start();
        const { id, intent } = await heldOne(stage, run);
        const pid = hookProcess(run, intent);
        assert.ok(pid !== undefined, 'there must be a process to kill');
        process.kill(pid, 'SIGKILL');
        await withdrawn(stage, id);
        await run.ended;
        assert.equal(existsSync(path.join(stage.root, 'marker')), false, 'a killed hook must not let the call run');
      },
    ));
}

function settingsOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** What `settle` alone writes into the file that connecting changes. */
async function subjectSettings(subject: Subject, { root, home }: { root: string; home: string }) {
  const fresh = path.join(path.dirname(home), 'fresh-home');
  await mkdir(fresh);
  await subject.settle({ root, home: fresh, model: 'http://127.0.0.1:9' });
  return settingsOf(agentNamed(subject.agent)?.settingsFile({ root, home: fresh }) ?? '');
}

import assert from 'node:assert/strict';
import { mkdir, rename, symlink } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { NO_OPINION } from '../../../src/agents/agent.ts';
import { waitingOf } from '../../../src/app/card/waiting.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import { callGate, until } from '../../support/http.ts';
import { openGround } from '../../support/product.ts';

async function open(context: TestContext) {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  context.after(async () => {
    await product.close();
    await ground.remove();
  });
  const folder = product.folders()[0];
  assert.ok(folder);
  const hook = (event: string, more: Record<string, unknown>) =>
    callGate(folder.gate.socket, {
      path: `/v1/hooks/claude-code/${event}`,
      body: JSON.stringify({
        session_id: 's1',
        tool_use_id: 't1',
        tool_name: 'Bash',
        cwd: ground.root,
        hook_event_name: event,
        ...more,
      }),
    });
  return { ground, product, review: folder.review, hook };
}

interface Deny {
  readonly hookSpecificOutput: { readonly permissionDecision: string; readonly permissionDecisionReason: string };
}

test('a person’s deny goes back to the agent with the note, an approval as allow, used up and followed', async (context) => {
  const { review, hook } = await open(context);
  const denied = hook('PreToolUse', { tool_input: { command: 'rm -rf data' } });
  const first = await until('it is held', () => review.held()[0]);
  assert.equal(first.way, 'hook');
  await review.deny(first.id, 'use the trash');
  const deny = (await denied).body as unknown as Deny;
  assert.equal(deny.hookSpecificOutput.permissionDecision, 'deny');
  assert.match(deny.hookSpecificOutput.permissionDecisionReason, /use the trash/);

  const allowed = hook('PreToolUse', { tool_use_id: 't2', tool_input: { command: 'rm -rf other' } });
  const second = await until('it is held', () => review.held()[0]);
  await until('it is approved', async () => {
    const ticket = review.issueTicket(second.id, 'view');
    if (ticket === undefined) return undefined;
    await new Promise((resolve) => setTimeout(resolve, ticket.readyAt - performance.now() + 5));
    const { askedOf } = await import('../../../src/review/shown.ts');
    const hold = review.get(second.id);
    const asked = hold === undefined ? undefined : askedOf(hold);
    const typed = asked?.asks === 'word' ? asked.word : '';
    return (await review.approve(ticket.nonce, 'view', { checked: true, typed })).decided ? true : undefined;
  });
  const allow = (await allowed).body as unknown as Deny;
  assert.equal(allow.hookSpecificOutput.permissionDecision, 'allow');
  assert.equal(review.get(second.id)?.execution, 'claimed', 'the grant was not used up');
  const reported = await hook('PostToolUse', {
    tool_use_id: 't2',
    tool_input: { command: 'rm -rf other' },
    tool_response: { stdout: '' },
  });
  assert.equal(reported.text, NO_OPINION);
  assert.equal(review.get(second.id)?.execution, 'finished');
});

test('calls of one agent at once are separate cards in the order they came, and each gets its own answer', async (context) => {
  const { product, review, hook } = await open(context);
  const commands = ['rm -rf c', 'rm -rf a', 'rm -rf d', 'rm -rf b'];
  const answers = [];
  for (const [index, command] of commands.entries()) {
    answers.push(hook('PreToolUse', { tool_use_id: `t${index}`, tool_input: { command } }));
    await until('it is held beside the others', () => review.held().length === index + 1);
  }
  const shown = waitingOf(product).flatMap((one) => (one.waits === 'hold' ? [one.hold] : []));
  assert.deepEqual(
    shown.map(({ intent }) => intent.action.kind === 'shell' && intent.action.command),
    commands,
  );
  // From the last to the first: an answer belongs to its call, whatever the order of the decisions.
  for (const [index, { id }] of [...shown.entries()].reverse()) await review.deny(id, `no to ${commands[index]}`);
  for (const [index, answer] of (await Promise.all(answers)).entries())
    assert.match(answer.text, new RegExp(`"deny".*no to ${commands[index]}\\b`));
});

test('what the rules pass gets no opinion, never allow', async (context) => {
  const { review, hook } = await open(context);
  const answer = await hook('PreToolUse', { tool_input: { command: 'pwd' } });
  assert.equal(answer.text, NO_OPINION);
  assert.equal(review.today()[0]?.state, 'passed');
});

test('a folder that is named by a link is where the link leads: inside the workspace, or elsewhere', async (context) => {
  const { ground, review, hook } = await open(context);
  await mkdir(path.join(ground.root, 'data', 'deep'), { recursive: true });
  await symlink(path.join(ground.root, 'data'), path.join(ground.root, 'near'));
  await symlink(path.dirname(ground.root), path.join(ground.root, 'far'));
  // Once before, so that the rules are known and a pass asks the disk once.
  for (const cwd of [ground.root, path.join(ground.root, 'near', 'deep'), path.join(ground.root, 'near', 'deep')])
    assert.equal((await hook('PreToolUse', { cwd, tool_input: { command: 'ls -la' } })).text, NO_OPINION);
  assert.deepEqual(
    review.today().map(({ cwd }) => path.relative(ground.root, cwd)),
    ['data/deep', 'data/deep', ''],
  );
  const held = hook('PreToolUse', { cwd: path.join(ground.root, 'near'), tool_input: { command: 'rm -rf deep' } });
  const hold = await until('it is held', () => review.held()[0]);
  assert.equal(hold.cwd, path.join(ground.root, 'data'));
  await review.deny(hold.id);
  await held;
  for (const command of ['ls -la', 'rm -rf deep']) {
    const answer = await hook('PreToolUse', { cwd: path.join(ground.root, 'far'), tool_input: { command } });
    const { hookSpecificOutput } = answer.body as unknown as Deny;
    assert.equal(hookSpecificOutput.permissionDecision, 'deny', command);
  }
  assert.deepEqual([review.held().length, review.today().length], [0, 4], 'something was filed for where no agent is');
});

test('a workspace folder that was replaced by a link is not the workspace any more', async (context) => {
  const { ground, review, hook } = await open(context);
  const call = async (): Promise<string> => (await hook('PreToolUse', { tool_input: { command: 'ls -la' } })).text;
  assert.deepEqual([await call(), await call()], [NO_OPINION, NO_OPINION]);
  const moved = `${ground.root}-moved`;
  await rename(ground.root, moved);
  await symlink(moved, ground.root);
  assert.match(await call(), /"deny"/);
  assert.equal(review.today().length, 2);
});

test('a hook call that cannot be read, or comes from elsewhere, is denied with a reason', async (context) => {
  const { ground, product, hook } = await open(context);
  for (const more of [
    { tool_input: {} },
    { tool_input: { command: 7 } },
    { session_id: '', tool_input: { command: 'ls' } },
    { cwd: '/', tool_input: { command: 'ls' } },
    { cwd: `${ground.root}/none`, tool_input: { command: 'ls' } },
  ]) {
    const answer = await hook('PreToolUse', more);
    const { hookSpecificOutput } = answer.body as unknown as Deny;
    assert.equal(hookSpecificOutput.permissionDecision, 'deny', JSON.stringify(more));
    assert.ok(hookSpecificOutput.permissionDecisionReason.length > 20);
  }
  await product.stop();
  const stopped = (await hook('PreToolUse', { tool_input: { command: 'pwd' } })).body as unknown as Deny;
  assert.equal(stopped.hookSpecificOutput.permissionDecision, 'deny');
});

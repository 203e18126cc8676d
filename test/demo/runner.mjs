/**
 * The demo's runner: a process of its own that proposes one action after another, waits for the decision, and runs what
 * was approved. It knows Keyturn only by its public protocol. `node runner.mjs SHOP`.
 */
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { demoActions } from './actions.mjs';
import { call, findWindow } from './client.mjs';

const shop = path.resolve(process.argv[2] ?? '.');

/** What people and programs wrote goes to the terminal without control characters. */
const plain = (text) => text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');
const tell = (line) => process.stdout.write(`${plain(line)}\n`);
const indented = (text) =>
  tell(
    text
      .split('\n')
      .map((line) => `      ${line}`)
      .join('\n'),
  );

async function waitForWindow() {
  tell('runner: waiting for VS Code to open the shop');
  for (;;) {
    const window = await findWindow(shop, homedir());
    const health = window && (await call(window.socket, 'GET', '/v1/health').catch(() => undefined));
    if (health?.status === 200) return window;
    await pause(300);
  }
}

const lifeOf = (answer) => ({ Authorization: `Bearer ${answer.token}` });

/** Files the action and stays connected until a person, the rules or the clock have decided. */
async function fileAndWait(window, number, { action, summary }) {
  const intent = {
    version: 1,
    runner: { name: 'demo-runner', version: '1.0.0', session: `demo-${process.pid}`, pid: process.pid },
    action,
    claim: { summary },
  };
  const filed = await call(window.socket, 'POST', '/v1/intents', intent);
  if (filed.status >= 400) throw new Error(filed.body?.detail ?? filed.body?.title ?? `HTTP ${filed.status}`);
  let answer = filed.body;
  if (answer.state === 'held') tell(`  held (${answer.level}): look at the Keyturn view of the editor`);
  while (answer.state === 'held') {
    const asked = await call(window.socket, 'GET', `/v1/intents/${answer.id}`, undefined, {
      ...lifeOf(filed.body),
      Prefer: 'wait=60',
    });
    if (asked.status !== 200 && asked.status !== 202) throw new Error(asked.body?.detail ?? `HTTP ${asked.status}`);
    answer = { ...asked.body, token: filed.body.token };
  }
  return answer;
}

/** The grant's own id is in its payload: the middle part of a compact JWS. */
const grantId = (grant) => JSON.parse(Buffer.from(grant.split('.')[1], 'base64url').toString('utf8')).jti;

/** Uses the grant; only `go` allows running, and it is given once. */
async function claim(window, answer) {
  const place = `/v1/grants/${grantId(answer.grant)}/claim`;
  const body = { grant: answer.grant, digest: answer.digest };
  const claimed = await call(window.socket, 'POST', place, body, lifeOf(answer));
  if (claimed.status === 200 && claimed.body.go === true) return true;
  tell(`  the grant was not honoured: ${claimed.body?.detail ?? claimed.body?.title ?? claimed.status}`);
  return false;
}

function execute(action) {
  const [file, words, input] =
    action.kind === 'sql'
      ? ['sqlite3', [action.connection], action.statement]
      : ['bash', ['--noprofile', '--norc', '-c', action.command], ''];
  return new Promise((done) => {
    const child = spawn(file, words, { cwd: shop, stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk) => (said = (said + chunk).slice(0, 100_000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    // A program that does not read its input closes it early.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', (problem) => done({ outcome: { error: problem.message }, said }));
    child.once('close', (code, signal) => done({ outcome: signal === null ? { exitCode: code } : { signal }, said }));
  });
}

async function runApproved(window, answer, action) {
  if (!(await claim(window, answer))) return;
  const { outcome, said } = await execute(action);
  // Not sealed: this runner executes by itself, and Keyturn has only its word for it.
  const report = { ...outcome, sealed: false };
  await call(window.socket, 'POST', `/v1/intents/${answer.id}/outcome`, report, lifeOf(answer));
  const lines = said.trimEnd().split('\n');
  if (said.trim() !== '') indented([...lines.slice(0, 6), ...(lines.length > 6 ? ['…'] : [])].join('\n'));
  tell(
    `  ran: ${outcome.exitCode === undefined ? (outcome.error ?? outcome.signal) : `exit code ${outcome.exitCode}`}`,
  );
}

async function propose(window, number, step) {
  const text = step.action.command ?? step.action.statement;
  tell(`\n${number}. ${step.title}`);
  indented(text.length > 160 ? `${text.slice(0, 160)}… (${text.length} characters)` : text);
  const answer = await fileAndWait(window, number, step);
  switch (answer.state) {
    case 'passed':
      tell('  passed: the rules let it run');
      return runApproved(window, answer, step.action);
    case 'approved':
      tell('  approved by a person');
      return runApproved(window, answer, step.action);
    case 'denied':
      tell(`  denied${answer.note ? `: ${answer.note}` : ''}; nothing ran`);
      return undefined;
    default:
      tell(`  ${answer.state}${answer.note ? `: ${answer.note}` : ''}; nothing ran`);
      return undefined;
  }
}

const window = await waitForWindow();
for (const [index, step] of demoActions(shop).entries()) {
  try {
    await propose(window, index + 1, step);
  } catch (problem) {
    tell(`  no answer, so nothing ran: ${problem.message}`);
  }
  await pause(1000);
}
tell('\nThe demo is over. The editor stays open; Ctrl-C here closes it and removes the shop.');

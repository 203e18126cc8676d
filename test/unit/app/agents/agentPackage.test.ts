import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { opencode } from '../../../../src/agents/opencode.ts';
import { codex } from '../../../../src/agents/codex.ts';
import type { Agent } from '../../../../src/agents/agent.ts';
import { offerPackage } from '../../../../src/app/agents/agentPackage.ts';
import type { Consents } from '../../../../src/review/consent.ts';

/** What a person is offered, and what npm is called with, where these programs are first on the PATH. */
async function offered(
  programs: Readonly<Record<string, string>>,
  agrees: boolean,
  more: { readonly agent?: Agent; readonly there?: boolean } = {},
) {
  const base = mkdtempSync(path.join(tmpdir(), 'kt-package-'));
  const [bin, home, said] = [path.join(base, 'bin'), path.join(base, 'home'), path.join(base, 'said')];
  const before = process.env['PATH'];
  try {
    mkdirSync(bin);
    for (const [name, text] of Object.entries(programs))
      writeFileSync(path.join(bin, name), `#!/bin/sh\n${text.replaceAll('@SAID@', said)}\n`, { mode: 0o755 });
    const folder = path.join(home, '.config', 'opencode');
    if (more.there === true)
      mkdirSync(path.join(folder, 'node_modules', '@opencode-ai', 'plugin'), { recursive: true });
    const cards: string[] = [];
    const alarms: Readonly<Record<string, string>>[] = [];
    const consents: Pick<Consents, 'offer'> = {
      offer: ({ kind, content }) => {
        cards.push(`${kind} ${content.replaceAll(base, '')}`);
        return Promise.resolve(agrees);
      },
    };
    process.env['PATH'] = bin;
    const parts = {
      consents: consents as Consents,
      alarm: (code: string, values: object) => alarms.push({ code, ...values }),
      home,
    };
    await offerPackage(parts, more.agent ?? opencode, '/nowhere');
    const words = existsSync(said) ? readFileSync(said, 'utf8').trim().replaceAll(base, '') : '';
    return { cards, words, alarms };
  } finally {
    process.env['PATH'] = before;
    rmSync(base, { recursive: true, force: true });
  }
}

const OPENCODE = 'echo 1.18.33';
const NPM = 'echo "$PWD $*" > @SAID@';
const CARD = 'agent-package ["/home/.config/opencode","@opencode-ai/plugin@1.18.33"]';

test('once a person agrees npm installs exactly what the card named, and runs no script of it', async () => {
  const { cards, words, alarms } = await offered({ opencode: OPENCODE, npm: NPM }, true);
  assert.deepEqual(cards, [CARD]);
  assert.equal(
    words,
    '/home/.config/opencode install --prefix /home/.config/opencode --ignore-scripts --no-audit --no-fund @opencode-ai/plugin@1.18.33',
  );
  assert.deepEqual(alarms, []);
});

test('declined, npm is not started', async () => {
  assert.deepEqual(await offered({ opencode: OPENCODE, npm: NPM }, false), { cards: [CARD], words: '', alarms: [] });
});

test('nobody is asked where it is there already, or npm, the version or the need is missing', async () => {
  const nothing = { cards: [], words: '', alarms: [] };
  assert.deepEqual(await offered({ opencode: OPENCODE, npm: NPM }, true, { there: true }), nothing);
  assert.deepEqual(await offered({ opencode: OPENCODE }, true), nothing);
  assert.deepEqual(await offered({ npm: NPM }, true), nothing);
  assert.deepEqual(await offered({ codex: OPENCODE, npm: NPM }, true, { agent: codex }), nothing);
});

test('what npm says of a failure becomes an alarm', async () => {
  const { alarms } = await offered({ opencode: OPENCODE, npm: 'echo "npm error code ENOTFOUND" >&2; exit 1' }, true);
  assert.deepEqual(
    alarms.map(({ code, error }) => [code, error]),
    [['agent.package-failed', 'npm error code ENOTFOUND']],
  );
});

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openProduct } from '../../src/app/keyturn.ts';
import type { Effect } from '../../src/effect/effect.ts';
import { rate } from '../../src/effect/rate.ts';
import { activeRules } from '../../src/rules/activeRules.ts';
import { countByText } from '../../src/rules/condition/amount.ts';
import { decodeRuleFile } from '../../src/rules/file/decodeRuleFile.ts';
import { rule } from '../../src/rules/rule.ts';
import { callGate, intentOf } from '../support/http.ts';
import { openGround } from '../support/product.ts';
import { ms, say, saySpread, spread, times } from './figures.ts';

const GROUND = { workspace: '/workspace', home: '/home/user' };

/** 200 rules of all kinds, none of which settles the matter early: each is asked. */
const rules = Array.from({ length: 200 }, (_, index) => {
  const when = [
    { effect: 'sql.*', object: `shop_${index}.*` },
    { path: `packages/p${index}/**`, effect: ['file.delete', 'file.write'] },
    { object: { matches: `public\\.(?:orders|users)_${index}[0-9]*` } },
    { environment: 'production', effect: 'store.*', agent: `agent-${index}` },
    { command: ['git', 'push', `remote-${index}`, '{name}'] },
  ][index % 5];
  return { id: `r${index}`, when, then: index % 2 === 0 ? 'confirm' : 'hold' };
});

const effects: readonly Effect[] = Array.from({ length: 5 }, (_, index) => ({
  kind: index % 2 === 0 ? ('sql.delete' as const) : ('file.delete' as const),
  object:
    index % 2 === 0
      ? { type: 'table' as const, name: `public.orders_archive_${index}` }
      : { type: 'file' as const, name: `/workspace/src/deep/folder/file${index}.ts` },
  range: [0, 1] as const,
  certainty: 'certain' as const,
  undo: 'unknown' as const,
  environment: 'unknown' as const,
  traits: [],
}));

const decoded = decodeRuleFile(JSON.stringify({ version: 1, rules }));
if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems[0]));
const { rules: compiled } = activeRules([{ layer: 'user', accepted: decoded.file, current: decoded.file }]);
const rated = rate({ effects, problems: [], complete: true }, GROUND);
const subject = {
  ground: GROUND,
  level: rated.level,
  agent: 'claude-code',
  commands: [{ argv: ['git', 'push', 'origin', 'main'], cwd: '/workspace', sole: true }],
  scripts: [],
  count: countByText(false),
  now: { minute: 600, day: 1, date: '2026-11-22' },
};
const input = {
  effects,
  complete: true,
  rated,
  ground: GROUND,
  autoPass: 'reads' as const,
  edit: false,
  settings: [],
  facts: 'no-disk' as const,
  against: { rules: compiled, subject },
};
saySpread('200 rules held against an action of 5 effects', await times(2000, 200, () => rule(input)), 0.2);

/** What an agent meets in a window that is open: from the end of the writing to the answer by the new rules. */
const made = await openGround();
const file = path.join(made.root, '.keyturn', 'rules.jsonc');
await mkdir(path.dirname(file));
const product = await openProduct(made.options);
try {
  const socket = product.folders()[0]?.gate.socket ?? '';
  const asked = async (name: string): Promise<unknown> => {
    const action = { kind: 'shell', command: `rm ${name}`, cwd: made.root };
    return (await callGate(socket, { path: '/v1/intents', body: intentOf(made.root, { action }) })).body['state'];
  };
  const written: string[] = [];
  /** Each run adds a rule: what is only tightened waits for nobody. */
  const inForce = async (runs: number): Promise<readonly number[]> => {
    const all: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const name = `file${written.length}`;
      written.push(JSON.stringify({ id: name, when: { effect: 'file.delete', path: name }, then: 'refuse' }));
      await writeFile(file, `{ "version": 1, "rules": [${written.join()}] }`);
      const start = performance.now();
      if ((await asked(name)) !== 'refused') throw new Error('the changed file is not in force');
      all.push(performance.now() - start);
    }
    return all;
  };
  saySpread('a changed rules file in force, with the next answer', spread(await inForce(40)), 300);
  for (let index = 0; index < 9_900; index += 1)
    written.push(
      JSON.stringify({
        id: `r${index}`,
        when: { effect: 'sql.delete', object: `public.t${index}_*` },
        then: 'confirm',
      }),
    );
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const large = spread(await inForce(5));
  stalls.disable();
  saySpread('the same with 10,000 rules (1 MB)', large);
  const longest = stalls.max / 1e6;
  say('longest stall of the editor’s thread meanwhile', ms(longest), { words: '<= 50 ms', met: longest <= 50 });
} finally {
  await product.close();
  await made.remove();
}

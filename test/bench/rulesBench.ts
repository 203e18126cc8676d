import type { Effect } from '../../src/effect/effect.ts';
import { rate } from '../../src/effect/rate.ts';
import { activeRules } from '../../src/rules/activeRules.ts';
import { countByText } from '../../src/rules/condition/amount.ts';
import { decodeRuleFile } from '../../src/rules/file/decodeRuleFile.ts';
import { rule } from '../../src/rules/rule.ts';
import { saySpread, times } from './figures.ts';

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

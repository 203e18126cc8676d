import { FACT_SENTENCES, MODIFIER_SENTENCES } from '../../src/app/sentences/modifierSentences.ts';
import { EFFECT_SENTENCES } from '../../src/app/sentences/effectSentences.ts';
import { PROBLEM_SENTENCES } from '../../src/app/sentences/problemSentences.ts';
import { EFFECT_KINDS } from '../../src/effect/kind.ts';
import { MODIFIERS } from '../../src/effect/modifier.ts';
import { FACT_RULES } from '../../src/effect/ruleIds.ts';
import type { Example } from './examples.ts';
import { RULE_EXAMPLES } from './examples.ts';

interface Section {
  readonly title: string;
  readonly about: string;
  readonly rules: readonly (readonly [rule: string, sentence: string])[];
}

const SECTIONS: readonly Section[] = [
  {
    title: 'What it does',
    about: 'One finding for each effect. The id is the effect’s kind.',
    rules: EFFECT_KINDS.map((kind) => [kind, `${EFFECT_SENTENCES[kind]}.`]),
  },
  {
    title: 'Why it weighs more',
    about: 'Each raises the level of an effect.',
    rules: MODIFIERS.map(({ rule }) => [rule, MODIFIER_SENTENCES[rule] ?? '']),
  },
  {
    title: 'What could not be read',
    about: 'Each makes the level `unknown` at least, and such an action never passes.',
    rules: Object.keys(PROBLEM_SENTENCES)
      .sort()
      .map((rule) => [rule, PROBLEM_SENTENCES[rule] ?? '']),
  },
  {
    title: 'What the disk says against a pass',
    about: 'Looked at only where an action would pass otherwise.',
    rules: FACT_RULES.map((rule) => [rule, FACT_SENTENCES[rule] ?? '']),
  },
];

/** Every rule id, in the order of the page. */
export const ALL_RULES: readonly string[] = SECTIONS.flatMap(({ rules }) => rules.map(([rule]) => rule));

/** RULES.md */
export function rulesPage(): string {
  return [
    '# Rules',
    '',
    'Every finding names the rule behind it. These ids are stable: rule files, `keyturn check --json` and the record use them.',
    'This page is written by `npm run rules` from the rules themselves.',
    '',
    ...SECTIONS.flatMap(sectionLines),
  ].join('\n');
}

function sectionLines({ title, about, rules }: Section): readonly string[] {
  return [
    `## ${title}`,
    '',
    about,
    '',
    '| rule | what it says | for example |',
    '| --- | --- | --- |',
    ...rules.map(([rule, sentence]) => `| \`${rule}\` | ${cell(sentence)} | ${exampleCell(RULE_EXAMPLES[rule])} |`),
    '',
  ];
}

function exampleCell(example: Example | undefined): string {
  if (example === undefined) return '';
  if (typeof example === 'string') return code(example);
  if ('when' in example) return cell(example.when);
  if ('action' in example) {
    const { action } = example;
    if (action.kind === 'sql') return `${code(action.statement)} (${action.dialect ?? 'SQL'})`;
    return action.kind === 'shell' ? `${code(action.command ?? '')} (${action.shell ?? 'bash'})` : '';
  }
  const disk = Object.entries(example.disk).map(([name, text]) =>
    text.startsWith('-> ') ? `${code(name)} is a link to ${code(text.slice(3))}` : `there is ${code(name)}`,
  );
  return `${code(example.command)} where ${disk.join(' and ')}`;
}

/** Backslashes, bars and line ends would break a row of a table; a letter that does not show is written out. */
function code(text: string): string {
  const shown = text
    .replaceAll('\n', '⏎')
    .replaceAll('\u200b', '⟨U+200B⟩')
    .replace(/\p{Surrogate}/gu, '⟨half a character⟩');
  const fence = shown.includes('`') ? '``' : '`';
  return `${fence}${shown.replaceAll('|', '\\|')}${fence}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

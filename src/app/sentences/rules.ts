import { visibleLine } from '../../action/visible.ts';
import type { Met } from '../../rules/condition/met.ts';
import type { Explained } from '../../rules/explain.ts';
import type { Example, Outcome } from '../../rules/file/ruleFile.ts';
import type { Requirement, RulingReason, Verdict } from '../../rules/ruling.ts';
import type { RuleCode, RuleProblem } from '../../rules/file/ruleProblem.ts';
import { autoPassReason, factReason } from './ruleReasons.ts';

const SENTENCES: Readonly<Record<RuleCode, string>> = {
  'too-large':
    'The file is longer than {limit} characters. Rules files are short: split it, or remove what no longer matters.',
  'too-slow': 'It could not be read in {seconds} seconds. Split it, or remove what no longer matters.',
  syntax: 'This is not JSON with comments.',
  'too-deep': 'The file is nested too deep to be read.',
  'duplicate-key': '“{key}” stands twice here, and only one of them would count. Remove one.',
  'unknown-field': 'There is no field “{key}” here.',
  missing: '“{field}” is missing here.',
  'wrong-type': 'This must be of type {expected}.',
  'wrong-value': 'This value is not allowed here.',
  'too-long': 'This is too long: at most {limit}.',
  'too-short': 'This is empty.',
  pattern: 'This is not a regular expression in RE2’s syntax (which has no look-around and no back references).',
  hole: 'There is no {hole}. Known are {expected}.',
  'hole-command': 'The first word names the program and cannot be left open.',
  'duplicate-id':
    'Another rule is called “{id}” already. A decision names the rule that made it, so each needs its own name.',
  'pass-everything': 'This would let everything pass. Say which effect or which command.',
  'pass-floor': '“{kind}” never passes without a person, whatever a rule says.',
  'pass-claim':
    'A rule that lets something pass cannot ask for “{field}”: agents name themselves, and could name themselves so.',
  'pass-count': 'A rule that lets something pass cannot ask for “{field}”: the number may not be known in time.',
  'pass-demand': '“{field}” does not belong here: {reason}',
  'label-empty': 'This names nothing. Give a target, a branch or a path.',
  owner: 'Nobody answers for this rule. Give it an owner: it lets something pass without a person.',
  broad: 'This lets “{kind}” pass for every object. Name the objects, the paths or the command.',
  shadowed: 'The rule “{by}” already asks for as much wherever this one fits: it never decides anything.',
  dead: 'This fits nothing: “{path}” has “.” or “..” as a part. Write it from the workspace’s folder, from “~/” or from “/”.',
  expired: 'This rule ended on {date} and passes nothing any more. Remove it, or give it a new date.',
};

/** What is wrong in a rules file and what to do. Values are the file's own text: hidden characters show as marks. */
export function ruleSentence({ code, values }: RuleProblem): string {
  const value = (name: string): string => visibleLine((values[name] ?? '').slice(0, 200));
  const sentence = SENTENCES[code].replace(/\{([a-z]+)\}/g, (_, name: string) =>
    name === 'reason' ? demandReason(value('field')) : value(name),
  );
  const like = values['like'] === undefined || values['like'] === '' ? '' : ` Did you mean “${value('like')}”?`;
  const expected =
    code === 'wrong-value' && values['expected'] !== undefined && values['expected'] !== ''
      ? ` Allowed: ${value('expected')}.`
      : '';
  return sentence + like + expected;
}

function demandReason(field: string): string {
  return field === 'expires'
    ? 'only what lets something pass can end by itself.'
    : 'what passes asks for nothing. Use “hold” or “confirm”.';
}

const ASKED: Readonly<Record<Requirement, string>> = {
  confirm: 'the object’s name must be typed',
  'two-person': 'a second person must agree',
  snapshot: 'a snapshot must be made first',
  reason: 'the agent must state why',
  rollback: 'the agent must state how to undo it',
  count: 'how many it hits must be known first',
};

/** Which rule of which layer decided, why, and what is asked for beyond a plain approval. */
export function ruledBy({
  reason,
  requires,
  pending,
  observed,
}: Pick<Verdict, 'reason' | 'requires' | 'pending' | 'observed'>): string {
  const asked = [...requires.map((one) => ASKED[one]), ...(pending === true ? ['its numbers are still counted'] : [])];
  const by = `${deciderOf(reason)}${asked.length === 0 ? '' : ` (${asked.join('; ')})`}${becauseOf(reason)}`;
  return observed === undefined
    ? by
    : `Observe mode let it go; it would have been ${observed === 'hold' ? 'held' : 'refused'}. ${by}`;
}

function becauseOf({ because }: RulingReason): string {
  return because === undefined ? '' : `: ${visibleLine(because.slice(0, 1000))}`;
}

/** Of the other rules of the floor the kind of effect is the word. */
const FLOOR_WORDS: ReadonlyMap<string, string> = new Map([
  ['critical', 'what is critical waits for you'],
  ['incomplete', 'what could not be read completely waits for you'],
  ['connection', 'what is handed a connection of yours waits for you'],
]);

function deciderOf({ layer, rule }: RulingReason): string {
  switch (layer) {
    case 'user':
      return `Rule “${visibleLine(rule)}” of your rules`;
    case 'workspace':
      return `Rule “${visibleLine(rule)}” of this workspace’s rules`;
    case 'floor':
      return `Keyturn’s floor, which nothing lowers: ${FLOOR_WORDS.get(rule) ?? visibleLine(rule)}`;
    case 'autoPass':
      return `The setting keyturn.autoPass: ${autoPassReason(rule)}`;
    case 'facts':
      return `What the disk says: ${factReason(rule)}`;
  }
}

/** What an agent is told of the rule of a file that decided; empty where no file's rule did. */
export function ruleForAgent(reason: RulingReason): string {
  return reason.layer === 'user' || reason.layer === 'workspace' ? `${deciderOf(reason)}${becauseOf(reason)}.` : '';
}

const FIT: Readonly<Record<Met, string>> = { met: 'fits', unmet: 'does not fit', unknown: 'may fit: not all is known' };
const CONDITION: Readonly<Record<Met, string>> = { met: 'met', unmet: 'not met', unknown: 'not known' };

/** A rule and each of its conditions, met or not. */
export function explainedLines({ rule, fit, conditions }: Explained): readonly string[] {
  const whose = rule.layer === 'workspace' ? 'the workspace’s' : 'yours';
  return [
    `${visibleLine(rule.rule.id)} (${whose}, ${rule.rule.then}): ${FIT[fit]}`,
    ...conditions.map(({ name, met }) => {
      const wanted = visibleLine(JSON.stringify(rule.rule.when[name]).slice(0, 200));
      return `  ${name} ${wanted}: ${CONDITION[met]}`;
    }),
  ];
}

/** An example of a rules file and what came of it. */
export function exampleLine({ text, expect }: Example, found: Outcome): string {
  const shown = visibleLine(text.slice(0, 120));
  return found === expect ? `ok   ${expect}  ${shown}` : `FAIL ${shown}\n     expected ${expect}, came to ${found}`;
}

/** One line for a terminal: where, then what. */
export function ruleProblemLine(file: string, line: number, column: number, problem: RuleProblem): string {
  const where = problem.field === '' ? '' : ` ${visibleLine(problem.field.slice(0, 200))}:`;
  return `${visibleLine(file)}:${line}:${column}:${where} ${ruleSentence(problem)}`;
}

/** Why a rules file could not be had at all. */
export const UNREADABLE_RULES = {
  absent: 'There is no such file.',
  link: 'It is a link. A rules file is a file of its own, so that nobody can swap it from elsewhere.',
  special: 'It is no plain file.',
  'too-large': 'It is larger than a rules file may be (1 MiB).',
  'not-utf8': 'It is not UTF-8.',
  failed: 'It could not be read.',
} as const;
export type UnreadableRules = keyof typeof UNREADABLE_RULES;

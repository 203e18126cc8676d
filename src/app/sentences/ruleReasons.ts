import { visibleLine } from '../../action/visible.ts';

/** Why the setting keyturn.autoPass does not pass something, by the code of `rules/`. */
const AUTO_PASS: ReadonlyMap<string, string> = new Map([
  ['nothing', 'everything waits for you'],
  ['not-a-read', 'it does more than read'],
  ['not-low', 'it does more than git can bring back'],
  ['not-in-git', 'git could not bring all of it back'],
  ['unknown-object', 'what it is about is not known before it runs'],
  ['unknown-host', 'it asks a host that this workspace does not use yet'],
  ['unknown-settings', 'it runs by settings that are not as the last commit has them'],
  ['outside', 'it reaches out of the workspace'],
  ['secret', 'it reads a secret'],
  ['private', 'it reads private files outside the workspace'],
  ['protected.gate', 'it touches what holds agents back'],
  ['protected.persist', 'it touches what runs later by itself'],
  ['protected.secret', 'it touches a secret'],
  ['protected.state', 'it touches what a database or a deployment lives on'],
  ['protected.scripts', 'it touches a file that names programs to run'],
]);

/** What the disk says against a pass; the finding itself names the place. */
const FACTS: ReadonlyMap<string, string> = new Map([
  ['facts.holds-secret', 'it would also read a secret'],
  ['facts.late', 'the files could not be looked at in time'],
  ['facts.not-looked', 'a file could not be looked at'],
  ['facts.program', 'settings there would start a program of their own'],
  ['facts.special', 'something there is no plain file'],
]);

/** `rule`: the code of what was objected, or the value of the setting, where that lets it pass. */
export function autoPassReason(rule: string): string {
  if (rule.startsWith('trait.')) return 'something about it is out of the ordinary';
  if (rule.includes('.')) return AUTO_PASS.get(rule) ?? 'it does more than write a file';
  return AUTO_PASS.get(rule) ?? visibleLine(rule);
}

export function factReason(rule: string): string {
  if (rule.startsWith('facts.link-')) return 'a link there leads elsewhere';
  return FACTS.get(rule) ?? visibleLine(rule);
}

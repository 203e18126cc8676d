import { visibleLine } from '../../action/visible.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { Objection } from '../../rules/objection.ts';

/** Why the setting keyturn.autoPass does not pass something. */
const AUTO_PASS: Readonly<Record<Exclude<Objection, `trait.${string}` | EffectKind>, string>> = {
  nothing: 'everything waits for you',
  'not-a-read': 'it does more than read',
  'not-low': 'it does more than git can bring back',
  'not-in-git': 'git could not bring all of it back',
  'not-a-file': 'it is about something else than a plain file',
  'not-there': 'it takes away what is not there now, so what it would hit is not known',
  'unknown-object': 'what it is about is not known before it runs',
  'unknown-host': 'it asks a host that this workspace does not use yet',
  'unknown-settings': 'it runs code by settings that could not be compared with the last commit',
  'changed-settings': 'it runs code by settings that are not as the last commit has them',
  'named-package': 'it installs what no lock file of the last commit names',
  'says-loss': 'by its name it takes something away or releases something',
  outside: 'it reaches out of the workspace',
  secret: 'it reads a secret',
  private: 'it reads private files outside the workspace',
  'protected.gate': 'it touches what holds agents back',
  'protected.persist': 'it touches what runs later by itself',
  'protected.secret': 'it touches a secret',
  'protected.state': 'it touches what a database or a deployment lives on',
  'protected.scripts': 'it touches a file that names programs to run',
};

/** What the disk says against a pass; the finding itself names the place. */
const FACTS: ReadonlyMap<string, string> = new Map([
  ['facts.holds-secret', 'it would also read a secret'],
  ['facts.late', 'the files could not be looked at in time'],
  ['facts.not-looked', 'a file could not be looked at'],
  ['facts.program', 'settings there would start a program of their own'],
  ['facts.other-top', 'the repository begins in another folder'],
  ['facts.special', 'something there is no plain file'],
]);

/** `rule`: the code of what was objected, or the value of the setting, where that lets it pass. */
export function autoPassReason(rule: string): string {
  if (Object.hasOwn(AUTO_PASS, rule)) return AUTO_PASS[rule as keyof typeof AUTO_PASS];
  if (rule.startsWith('trait.')) return 'something about it is out of the ordinary';
  return rule.includes('.') ? 'it does more than write a file' : visibleLine(rule);
}

export function factReason(rule: string): string {
  if (rule.startsWith('facts.link-')) return 'a link there leads elsewhere';
  return FACTS.get(rule) ?? visibleLine(rule);
}

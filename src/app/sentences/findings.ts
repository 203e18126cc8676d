import { visibleLine } from '../../action/visible.ts';
import { redact } from '../../action/redact.ts';
import type { Finding } from '../../effect/finding.ts';
import { EFFECT_KINDS } from '../../effect/kind.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { OBJECT_TYPES } from '../../effect/object.ts';
import type { ObjectType } from '../../effect/object.ts';
import { EFFECT_SENTENCES, OPENS_PORT_SENTENCE, PACKAGE_RIGHTS_SENTENCE } from './effectSentences.ts';
import { wordsWithoutName } from './effects.ts';
import {
  DECODED_SENTENCE,
  FACT_SENTENCES,
  MODIFIER_SENTENCES,
  PATTERN_SENTENCES,
  WHOLE_STORE_SENTENCE,
} from './modifierSentences.ts';
import { PROBLEM_SENTENCES, UNREAD_FILE_SENTENCES } from './problemSentences.ts';

/** Longest value that a sentence quotes, in UTF-16 units. */
const LONGEST = 160;

/** The sentence of a finding. Values in it come from hostile text: hidden characters show as marks, secrets do not show. */
export function findingSentence(finding: Finding): string {
  const { rule, values } = finding;
  if (isKind(rule)) {
    const opensPort = rule === 'network.send' && values['type'] === 'service';
    const packageRights = rule === 'infra.change' && values['type'] === 'package';
    const sentence = opensPort ? OPENS_PORT_SENTENCE : packageRights ? PACKAGE_RIGHTS_SENTENCE : EFFECT_SENTENCES[rule];
    const maybe = values['certainty'] === 'possible';
    const place = values['target'] === undefined || values['target'] === '' ? undefined : quoted(values['target']);
    // These sentences go on behind the name.
    const within = place !== undefined && /^(?:git|publish)\./.test(rule);
    const name = within ? `${nameWords(values)} in ${place}` : nameWords(values);
    const target = place === undefined || within ? '' : ` on ${place}`;
    const said = maybe ? `Perhaps: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}` : sentence;
    return `${filled(said, { ...values, name })}${target}.`;
  }
  const unread = rule === 'problem.unread-file' ? UNREAD_FILE_SENTENCES[values['why'] ?? ''] : undefined;
  const pattern = values['type'] === 'glob' ? PATTERN_SENTENCES[rule] : undefined;
  const store =
    rule === 'trait.whole-table' && /^store\./.test(values['kind'] ?? '') ? WHOLE_STORE_SENTENCE : undefined;
  const decoded = rule === 'trait.decoded' && values['decoded'] !== undefined ? DECODED_SENTENCE : undefined;
  const known =
    unread ??
    pattern ??
    store ??
    decoded ??
    MODIFIER_SENTENCES[rule] ??
    FACT_SENTENCES[rule] ??
    PROBLEM_SENTENCES[rule];
  if (known !== undefined) {
    const name = nameWords(values);
    const said = filled(known, { ...values, name });
    return name === values['name'] ? said : said.charAt(0).toUpperCase() + said.slice(1);
  }
  // A reader's own id: it says that something was not read, and the id says what.
  return `Something here could not be read (${visibleLine(rule)}).`;
}

/** Whether a rule id has a sentence of its own. */
export function hasSentence(rule: string): boolean {
  return isKind(rule) || rule in MODIFIER_SENTENCES || rule in FACT_SENTENCES || rule in PROBLEM_SENTENCES;
}

/** A host's short name reads like any word: `Fetches from prod`. */
function nameWords({ type, name = '' }: Finding['values']): string {
  const unnamed = type !== undefined && isObjectType(type) ? wordsWithoutName({ type, name }) : undefined;
  if (unnamed !== undefined) return unnamed;
  return type === 'host' && /^[\w-]+$/.test(name) ? `the host ${name}` : name;
}

function isObjectType(type: string): type is ObjectType {
  return (OBJECT_TYPES as readonly string[]).includes(type);
}

function isKind(rule: string): rule is EffectKind {
  return (EFFECT_KINDS as readonly string[]).includes(rule);
}

function filled(sentence: string, values: Finding['values']): string {
  return sentence.replace(/\{([a-z]+)\}/g, (_, name: string) => quoted(values[name] ?? ''));
}

function quoted(value: string): string {
  if (value === '') return '(unnamed)';
  const line = visibleLine(redact(value));
  // Cut between code points: half a pair would be a mark of its own.
  return line.length > LONGEST ? `${[...line.slice(0, LONGEST - 2)].slice(0, -1).join('')}…` : line;
}

import { isSecretPath } from '../../effect/protectedPath.ts';
import type { Doing } from './doing.ts';
import { fileOf, state } from './findings.ts';
import { textOf } from '../value/produced.ts';
import type { Program } from './program.ts';
import { PLAIN_VARIABLE } from './secrets.ts';
import { partsIn } from '../term/term.ts';
import type { CallTerm, Term } from '../term/term.ts';
import type { Value } from '../value/value.ts';

/** Arguments and options by which a request says who asks: what they hold is meant for the one that is asked. */
const SAYS_WHO = /^(?:headers|auth|cookies|cert|verify|proxies|timeout|agent|credentials|signal)$/i;
const LOCAL = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1|\[::1\])$/i;

/** What a request or a message takes along: said where it is the environment's variables or what a secret file holds. */
export function sendsSecrets(doing: Doing, host: string | undefined, program: Program): void {
  if (host !== undefined && LOCAL.test(host)) return;
  const seen = new Set<string>();
  for (const { name, value } of doing.args ?? []) {
    if (name !== undefined && SAYS_WHO.test(name)) continue;
    const found = secretIn(value, program, seen);
    if (found === undefined) continue;
    state(program.findings, 'secret.send', { type: 'secret', name: found }, doing.range, ['reads-local']);
    return;
  }
}

/** The first secret that goes into this term, by way of names too. */
function secretIn(term: Term, program: Program, seen: Set<string>): string | undefined {
  const { values } = program;
  const own =
    term.op === 'call' ? calledFor(term, program) : first(values.of(term), (value) => variableOf(value, program));
  if (own !== undefined) return own;
  if (term.op === 'name') {
    if (seen.has(term.name)) return undefined;
    seen.add(term.name);
    return first(values.given(term.name), (one) => secretIn(one, program, seen));
  }
  const parts =
    term.op === 'record'
      ? term.entries.filter(({ name }) => name === undefined || !SAYS_WHO.test(name)).map(({ value }) => value)
      : partsIn(term);
  return first(parts, (part) => secretIn(part, program, seen));
}

/** `os.environ`, `process.env.KEY` */
function variableOf(value: Value, { language }: Program): string | undefined {
  if (value.is !== 'ref') return undefined;
  const rule = language.rules.of(value.name);
  if (rule?.environment === 'whole') return 'environment';
  const name = value.name.replace(/^.*\./, '');
  return rule?.environment === 'key' && value.name.includes('.') && !PLAIN_VARIABLE.test(name) ? name : undefined;
}

/** `getenv('KEY')`, `open('.env')` */
function calledFor({ on, args }: CallTerm, program: Program): string | undefined {
  const { values, language, findings } = program;
  const given = args[0] === undefined ? [] : values.of(args[0].value);
  return first(values.of(on), (callee) => {
    const name = callee.is === 'ref' ? callee.name : callee.is === 'member' ? memberName(callee) : '';
    const rule = language.rules.of(name);
    if (rule?.environment === 'whole' || (rule?.environment === 'key' && given.length === 0)) return 'environment';
    if (rule?.environment === 'key')
      return first(given, (one) => (one.is === 'text' && !PLAIN_VARIABLE.test(one.text) ? one.text : undefined));
    if (rule?.file !== 'read' && rule?.file !== 'open') return undefined;
    const paths = rule.at === 'self' && callee.is === 'member' ? [callee.on] : given;
    return first(paths, (one) => {
      const text = textOf(one);
      const path = text === undefined ? undefined : fileOf(findings, text)?.name;
      return path !== undefined && isSecretPath(path) ? path : undefined;
    });
  });
}

function memberName({ on, name }: Value & { readonly is: 'member' }): string {
  return `${on.is === 'object' ? on.type : '*'}#${name}`;
}

function first<One>(list: readonly One[], find: (one: One) => string | undefined): string | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

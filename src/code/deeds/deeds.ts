import type { EffectKind } from '../../effect/kind.ts';
import { absolutePath } from '../../effect/path.ts';
import { runsCode } from './codeDeeds.ts';
import { argumentOf, termOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { onFile } from './fileDeeds.ts';
import { keptAsHead, opaque, problem, shown, state } from './findings.ts';
import { looksIn } from './modulePath.ts';
import { runs } from './processDeeds.ts';
import { targetOf, textOf } from '../value/produced.ts';
import { sendRequest } from './requests.ts';
import type { Rule } from '../value/rule.ts';
import { readEnvironment } from './secrets.ts';
import { sendsSecrets } from './sending.ts';
import { sql } from './sqlDeeds.ts';
import type { Program } from './program.ts';
import { DATA } from '../value/value.ts';
import type { TextValue, Value } from '../value/value.ts';

/** States what a function does that does something. */
export function deed(rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  if (rule.file !== undefined) onFile(rule, doing, program);
  if (rule.run !== undefined) runs(rule, doing, program);
  if (rule.request !== undefined) sendRequest(rule, doing, program);
  if (rule.code !== undefined) runsCode(rule, doing, program);
  if (rule.sql === true) sql(rule, doing, program);
  if (rule.environment !== undefined) readEnvironment(rule, doing, program);
  if (rule.opaque === true) opaque(findings, doing.range);
  if (rule.folder === true) {
    const [value, ...more] = argumentOf(rule, doing, program);
    const text = more.length === 0 ? textOf(value) : undefined;
    const known = text !== undefined && text.open !== true && text.pattern !== true && findings.cwd !== undefined;
    findings.cwd = known ? absolutePath(text.text, findings.cwd ?? '/') : undefined;
    if (!known || findings.depth > 0) problem(findings, 'problem.dynamic', doing.range, '');
  }
  if (rule.looksIn === true) looksIn(argumentOf(rule, doing, program), doing.range, findings);
  if (rule.loads === true) {
    const found = argumentOf(rule, doing, program);
    for (const value of found.length === 0 ? [DATA] : found) {
      if (value.is === 'text' && value.open !== true && value.pattern !== true)
        program.importing(value.text, value.range, findings);
      else opaque(findings, doing.range, 'problem.unknown-import');
    }
  }
  if (rule.effect !== undefined) {
    const found = argumentOf(rule, doing, program);
    for (const value of found.length === 0 ? [undefined] : found) effectOn(rule, rule.effect, value, doing, program);
    if (rule.effect === 'network.send' || rule.effect === 'message.send') sendsSecrets(doing, undefined, program);
    if (rule.effect === 'exec.project') keptAsHead(findings, doing.range);
  }
}

/** `('localhost', 5432)`, written where it is used. */
function firstOf(rule: Rule, { args }: Doing, program: Program): TextValue | undefined {
  const term = rule.object === 'host' && rule.at !== 'self' ? termOf(rule, args) : undefined;
  const [first] = term?.op === 'list' ? term.parts : [];
  const [value, ...more] = first === undefined ? [] : program.values.of(first);
  return more.length === 0 && value?.is === 'text' && value.pattern !== true ? value : undefined;
}

function effectOn(rule: Rule, kind: EffectKind, value: Value | undefined, doing: Doing, program: Program): void {
  const { findings } = program;
  const text = targetOf(value) ?? textOf(value) ?? firstOf(rule, doing, program);
  const known = text !== undefined && text.open !== true;
  const words = shown(findings.text, doing.range);
  const name = known ? text.text : rule.object === 'service' ? lastCall(words) : words;
  // A server that begins to listen, and a whole database, go by the words that call them.
  const named = known || rule.object === 'service' || (rule.object === 'database' && rule.at === 9);
  const type = named || rule.object === undefined ? (rule.object ?? 'operation') : 'unknown';
  state(findings, kind, { type, name }, doing.range, [
    ...(rule.traits ?? []),
    ...(rule.alone !== undefined && choosesNothing(doing, program) ? rule.alone : []),
  ]);
}

/** `createServer((q, r) => …).listen(3000)` is told by its last call. */
function lastCall(words: string): string {
  return /[\w$]+(?:\.[\w$]+)*\([^()]*\)$/.exec(words)?.[0] ?? /^[\w$.]+/.exec(words)?.[0] ?? words;
}

/** Without arguments, or with options that have no `where` or an empty one. */
function choosesNothing({ args }: Doing, program: Program): boolean {
  return (
    args?.every(({ value }) => {
      const [options, ...more] = program.values.of(value);
      if (options?.is !== 'record' || more.length > 0 || options.entries.some(({ name }) => name === undefined))
        return false;
      const where = options.entries.find(({ name }) => name === 'where');
      if (where === undefined) return true;
      const [chosen, ...others] = program.values.of(where.value);
      return chosen?.is === 'record' && others.length === 0 && chosen.entries.length === 0;
    }) === true
  );
}

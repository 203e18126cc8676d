import type { Program } from './program.ts';
import type { Rule } from '../value/rule.ts';
import { typeOf } from '../value/value.ts';
import type { Value } from '../value/value.ts';

/** A method of a class of the program's own. */
export const OWN: Rule = { names: 'own' };

/** What is known of it, where it is called or handed on. */
export function ruleOf(value: Value, { language, values }: Program): Rule | undefined {
  if (value.is === 'ref') return language.rules.of(value.name);
  if (value.is !== 'member') return undefined;
  // What a thing of the program's own is asked for, its class has.
  if (typeOf(value.on) === 'own' && values.defines(value.name)) return OWN;
  const exact = language.rules.of(`${typeOf(value.on)}#${value.name}`);
  if (exact !== undefined || isGuarded(value.on)) return exact;
  const any = language.rules.of(`*#${value.name}`);
  if (any !== undefined) return any;
  // A method of this text's own: its body is read by itself. Not where the name may also be a library's.
  return values.defines(value.name) && !language.rules.deeds.has(value.name) ? OWN : undefined;
}

/** Things whose methods are only safe to read while it is known what they are. */
export function isGuarded(value: Value): boolean {
  return (
    value.is === 'object' &&
    !/^(?:path|file|files|tree|rows|response|reply|regexp|uri|expr|rng|plain|own|parser|options|markup|settings|document|image|arrays|filter|class|emitter|thread|queue|logHandler)$/.test(
      value.type,
    )
  );
}

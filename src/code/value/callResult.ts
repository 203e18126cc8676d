import type { TextRange } from '../../effect/effect.ts';
import type { Accesses } from './accesses.ts';
import { choices } from './alternatives.ts';
import { amongOf } from './among.ts';
import { decodedBy, kept } from './encodings.ts';
import type { Ground, Terms } from './ground.ts';
import { jsonText } from './jsonText.ts';
import { UNKNOWN } from './holding.ts';
import { produced } from './produced.ts';
import { onlyComputes } from './rule.ts';
import type { CallTerm, Term } from '../term/term.ts';
import { DATA } from './value.ts';
import type { Value } from './value.ts';

/** The most numbers of a `range` that are told apart. */
const MOST_NUMBERS = 12;

/** `range(3)`, `range(1, 10, 2)` */
function fewNumbers(args: readonly (readonly Value[])[], range: TextRange): readonly Term[] | undefined {
  const given = args.map(([one, ...more]) =>
    one?.is === 'constant' && typeof one.value === 'number' && more.length === 0 ? one.value : Number.NaN,
  );
  const [first = Number.NaN, second = first, step = 1] = given;
  const start = given.length === 1 ? 0 : first;
  const count = Math.ceil((second - start) / step);
  if (given.length > 3 || !given.every(Number.isInteger) || !(count >= 1 && count <= MOST_NUMBERS)) return undefined;
  return Array.from({ length: count }, (_, index) => ({ op: 'constant', value: start + index * step, range }));
}

/** What comes out of a call of each of the things that `callee` may be. */
export type CallResult = (callee: Value, term: CallTerm) => readonly Value[];

export function callResults(
  { language, context, source, results, held }: Ground,
  { of, elements, ruleFor }: Terms,
  { memberOf, homeFolder, thing, wordsAreKnown }: Accesses,
): CallResult {
  /** `getenv('HOME')` */
  const isHome = ({ args }: CallTerm): boolean => {
    const [name, ...more] = args[0] === undefined ? [] : of(args[0].value);
    return name?.is === 'text' && name.text === 'HOME' && more.length === 0;
  };

  const madeBy = (functions: readonly Value[]): readonly Value[] =>
    functions.flatMap((one) =>
      one.is === 'function' && one.term !== undefined ? (results.get(one.term) ?? [DATA]) : [DATA],
    );

  const resultOf = (callee: Value, term: CallTerm): readonly Value[] => {
    if (callee.is === 'function') {
      if (callee.term?.class === 'plain') return [thing()];
      return callee.term === undefined ? [DATA] : (results.get(callee.term) ?? [DATA]);
    }
    const rule = ruleFor(callee);
    if (rule?.environment === 'key' && isHome(term)) return [homeFolder()];
    if (rule?.gives === undefined) return [DATA];
    const args = term.args
      .filter((arg) => arg.name === undefined)
      .map((arg) => (arg.spread === true ? [DATA] : of(arg.value)));
    const receiver = callee.is === 'member' ? callee.on : undefined;
    const { gives } = rule;
    if (gives === 'same') {
      if (receiver !== undefined) return [receiver];
      return args[rule.calls === undefined ? 0 : 1] ?? [{ is: 'list', parts: [], site: term }];
    }
    if (gives === 'numbers') {
      const parts = fewNumbers(args, term.range);
      if (parts !== undefined) return [{ is: 'list', parts, site: term }];
    }
    if (gives === 'argument') return args[0] ?? [DATA];
    if (typeof gives === 'object' && 'function' in gives) return [{ is: 'ref', name: gives.function }];
    if (gives === 'module') {
      return (args[0] ?? [DATA]).map((name): Value => {
        if (name.is !== 'text' || /\.json$/.test(name.text)) return DATA;
        // `__import__('a.b')` gives `a`.
        const whole = callee.is === 'ref' && callee.name === '__import__' ? (name.text.split('.')[0] ?? '') : name.text;
        return { is: 'ref', name: language.canonical(whole) };
      });
    }
    if (gives === 'options') {
      const [words, ...more] = term.args;
      const isNone =
        words === undefined ||
        (words.name === undefined && words.value.op === 'list' && words.value.parts.length === 0);
      const isSeen = words !== undefined || (source.args ?? []).length === 0 || wordsAreKnown;
      return [isNone && isSeen && more.length === 0 ? { is: 'object', type: 'options' } : DATA];
    }
    if (gives === 'attribute') {
      const names = args[1] ?? [DATA];
      const found = (args[0] ?? [DATA]).flatMap((on) =>
        names.map((name) => (name.is === 'text' && name.open !== true ? memberOf(on, name.text) : DATA)),
      );
      return [...found, ...(args[2] ?? [])];
    }
    if (gives === 'partial') {
      const isSame = (one: Value): boolean => {
        if (one.is === 'function') return one.term !== undefined && one.term.class === undefined;
        const known = one.is === 'ref' ? ruleFor(one) : undefined;
        return known !== undefined && onlyComputes(known);
      };
      const functions = args[0] ?? [DATA];
      return functions.every(isSame) ? functions : [DATA];
    }
    // A function that it is given may make anything of what it finds.
    if (gives === 'plain') return [term.args.length === 1 ? { is: 'object', type: 'plain' } : DATA];
    if (gives === 'json') {
      const [first, ...more] = term.args;
      // A function that changes what is written may stand behind it; a width or nothing may.
      const plain = more.every(
        ({ value }) => value.op === 'constant' || (value.op === 'any' && value.parts.length === 0),
      );
      const text =
        plain && first?.spread !== true && first?.name === undefined ? jsonText(first?.value, of) : undefined;
      return [text === undefined ? DATA : { is: 'text', text, range: term.range }];
    }
    if (gives === 'kept' || (typeof gives === 'object' && 'decodes' in gives)) {
      const [source, next] = receiver === undefined ? args : [[receiver], ...args];
      const texts = source?.flatMap((one) =>
        one.is === 'list' && one.parts.length === 1 ? one.parts.flatMap(of) : one,
      );
      return gives === 'kept' ? [kept(texts, next)] : [decodedBy(gives.decodes, texts, next, term.range)];
    }
    if (typeof gives === 'object' && 'among' in gives)
      return amongOf(gives.among, {
        through: receiver === undefined ? args : [[receiver], ...args],
        made: () => madeBy(args[rule.calls?.[0] ?? 0] ?? [DATA]),
        elements,
        members,
      });
    const at = typeof rule.at === 'number' ? args.slice(rule.at) : args;
    const byName = rule.keyword === undefined ? undefined : term.args.find((arg) => arg.name === rule.keyword);
    return choices(byName === undefined ? at : [of(byName.value)]).map((one) =>
      produced(gives, receiver, one, context, term.range),
    );
  };

  const members = (value: Value): readonly Value[] =>
    value.is === 'record'
      ? value.entries.flatMap((entry) =>
          entry === UNKNOWN ? held.putIn(value) : entry.name === undefined ? [DATA] : of(entry.value),
        )
      : [DATA];

  return resultOf;
}

import { term0 } from './alternatives.ts';
import type { Ground, Terms } from './ground.ts';
import { fieldName } from './flows.ts';
import { UNKNOWN } from './holding.ts';
import { givenWords, haveTheirPlaces } from './givenWords.ts';
import { produced } from './produced.ts';
import { MAKERS } from '../term/scopes.ts';
import type { Term } from '../term/term.ts';
import { DATA, manyOf } from './value.ts';
import type { Value } from './value.ts';

/** What names, members and elements stand for. */
export interface Accesses {
  /** What a name is that nothing in the program binds. */
  refOf(written: string): Value;
  memberOf(on: Value, name: string): Value;
  membersOf(on: Value, name: string): readonly Value[];
  indexed(on: readonly Value[], term: Term & { readonly op: 'index' }): readonly Value[];
  homeFolder(): Value;
  /** A thing of a class of the program's. */
  thing(): Value;
  /** Whether all words that the program is given are known. */
  readonly wordsAreKnown: boolean;
}

/** The variable that holds the home folder. */
const HOME = /^(?:os\.environ|process\.env|Bun\.env|ENV)\.HOME$/;

export function accesses(ground: Ground, { of, elements }: Terms): Accesses {
  const { language, context, source, names, results, held, methods, presets, hasInstances, wordsAreSeen } = ground;
  // What stands before the words of a program hangs on how it is started.
  const words = wordsAreSeen
    ? givenWords(source.args ?? (language.given?.first === undefined ? 'unknown' : []))
    : undefined;
  /** What an option may be set to by the words that a program is given, each of them or many. */
  const wordsGiven = (words?.parts ?? []).flatMap((word): readonly Value[] => {
    if (word.op !== 'text') return [DATA];
    const behind = /^-[^-]/.test(word.value) ? [word.value.slice(2)] : [];
    return [word.value, ...behind, ...(word.value.includes('=') ? [word.value.replace(/^[^=]*=/, '')] : [])].flatMap(
      (text) => {
        const value: Value = {
          is: 'text',
          text,
          range: word.range,
          ...(word.pattern === true ? { pattern: true } : {}),
        };
        return [value, manyOf(value)];
      },
    );
  });

  const refOf = (written: string): Value => {
    const name = language.canonical(written);
    if (words !== undefined && name === language.given?.name) return words;
    if (name === language.here?.name) return here(language.here.alone);
    return (language.rules.knows(name) ? undefined : language.unbound?.(written)) ?? { is: 'ref', name };
  };

  const memberOf = (on: Value, name: string): Value => {
    if (on.is === 'ref') {
      const whole = language.canonical(`${on.name}.${name}`);
      if (HOME.test(whole)) return homeFolder();
      return words !== undefined && whole === language.given?.name ? words : { is: 'ref', name: whole };
    }
    if (on.is === 'record' && on.entries.every((one) => one.name !== undefined)) {
      const entry = on.entries.find((one) => one.name === name);
      const [value, ...more] = entry === undefined ? [] : of(entry.value);
      if (more.length === 0 && (value?.is === 'text' || value?.is === 'constant')) return value;
    }
    if (on.is === 'object' && on.type === 'path' && name === 'parent')
      return produced('parent', on, [], context, term0(on));
    const thing = on.is === 'object' || on.is === 'text' ? language.member?.(on, name) : undefined;
    if (thing !== undefined) return thing;
    if (on.is === 'member' && on.on.is === 'object' && on.on.type === 'plain') return { is: 'member', on: on.on, name };
    // Members of members: a module's object stays what it is only through calls that are known.
    return { is: 'member', on: on.is === 'member' ? DATA : on, name };
  };

  const here = (alone: 'absolute' | 'relative'): Value => {
    const { file } = source;
    const folder = file === undefined ? (alone === 'relative' ? '.' : context.cwd) : file.replace(/\/?[^/]*$/, '');
    return { is: 'text', text: folder === '' ? '.' : folder, range: [0, 0] };
  };

  const homeFolder = (): Value => ({ is: 'text', text: context.home, range: [0, 0] });

  const thing = (): Value => (hasInstances() ? { is: 'object', type: 'own' } : DATA);

  const membersOf = (on: Value, name: string): readonly Value[] => {
    if (on.is === 'function' && name === (on.term?.class === undefined ? language.calling : language.maker))
      return [on];
    if (on.is === 'object' && on.type === 'options') return optionOf(name);
    if (name === MAKERS) return (methods.get(name) ?? []).map((one) => ({ is: 'function', term: one }));
    if (on.is === 'function' && on.term?.class === 'plain' && hasInstances()) {
      const ofClass = (methods.get(name) ?? []).filter(({ method }) => method === 'static');
      if (ofClass.length > 0) {
        const others = (methods.get(name)?.length ?? 0) > ofClass.length ? [memberOf(on, name)] : [];
        return [
          ...(names.get(fieldName(name)) ?? []),
          ...ofClass.map((one): Value => ({ is: 'function', term: one })),
          ...others,
        ];
      }
    }
    if (on.is !== 'object' || on.type !== 'own') return [memberOf(on, name)];
    if (!hasInstances()) return [memberOf(DATA, name)];
    const set = names.get(fieldName(name));
    const own = methods.get(name);
    if (set === undefined && own === undefined) return [memberOf(on, name)];
    const called = (own ?? []).flatMap((one): readonly Value[] =>
      one.method === 'accessor' ? (results.get(one) ?? [DATA]) : [{ is: 'function', term: one }],
    );
    return [...(set ?? []), ...called];
  };

  /** What a program takes for this option where it is given no words, and what it is set to afterwards. */
  const optionOf = (name: string): readonly Value[] => {
    const known = presets?.get(name);
    return known === undefined || !hasInstances()
      ? [DATA]
      : [...known.flatMap(of), ...wordsGiven, ...(names.get(fieldName(name)) ?? [])];
  };

  /** What stands under a key: any of it where the key is known only when it runs, and what is not known beside. */
  const entryOf = (on: Value & { readonly is: 'record' }, key: Term): readonly Value[] => {
    if (language.fills === undefined) return [DATA];
    const entries = on.entries.filter(({ name }) => key.op !== 'text' || name === undefined || name === key.value);
    const found = entries.flatMap((entry) =>
      entry === UNKNOWN ? held.putIn(on) : entry.name === undefined ? [DATA] : of(entry.value),
    );
    // What was put in may not be known yet, and is not in the record as it was before.
    return entries.length === 0 && !held.isOpen(on.site) ? [DATA] : found;
  };

  const indexed = (on: readonly Value[], term: Term & { readonly op: 'index' }): readonly Value[] =>
    on.flatMap((value): readonly Value[] => {
      const { key } = term;
      if (value.is === 'ref' && key.op === 'text') {
        const name = `${value.name}.${key.value}`;
        const { within } = language.given ?? {};
        if (words !== undefined && within !== undefined && name === `${language.canonical(within)}.argv`)
          return [words];
        return [HOME.test(name) ? homeFolder() : { is: 'ref', name }];
      }
      if (value.is === 'ref') return [{ is: 'ref', name: `${value.name}.[]` }];
      if (value.is === 'object' && value.type === 'plain') return [value];
      if (value.is === 'object' && value.type === 'own' && key.op === 'text') return membersOf(value, key.value);
      if (value.is === 'record') return entryOf(value, key);
      if (value.is !== 'list' && value.is !== 'many') return [DATA];
      if (term.slice === true) return [value];
      if (value === words && key.op === 'constant' && typeof key.value === 'number' && !held.isChanged(value)) {
        const first = language.given?.first;
        if (!haveTheirPlaces(words.parts))
          return first !== undefined && key.value >= first ? words.parts.flatMap(of) : [DATA];
        const part = first === undefined ? undefined : words.parts[key.value - first];
        if (part !== undefined) return of(part);
        // Nothing was given there.
        return first === undefined || key.value < first ? [DATA] : [{ is: 'constant', value: undefined }];
      }
      // Each of them, whichever.
      if (value === words && key.op === 'any' && key.parts.length === 0 && !held.isChanged(value))
        return words.parts.flatMap(of);
      if (value.is === 'list' && term.on.op === 'list' && key.op === 'constant' && typeof key.value === 'number') {
        const part = value.parts[key.value];
        if (part !== undefined) return of(part);
      }
      return elements(value);
    });

  return { refOf, memberOf, membersOf, indexed, homeFolder, thing, wordsAreKnown: words !== undefined };
}

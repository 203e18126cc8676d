import type { ScriptArgs } from '../../reading/reader.ts';
import type { Language } from './language.ts';
import { childrenOf } from '../term/term.ts';
import type { Term } from '../term/term.ts';
import type { Value } from './value.ts';

/** The words that a program is given, where all of them are known. */
export function givenWords(args: ScriptArgs): (Value & { readonly is: 'list' }) | undefined {
  if (args === 'unknown') return undefined;
  const parts = args.flatMap((word): readonly Term[] => {
    if (word === null) return [];
    const text = { op: 'text', range: [0, 0] } as const;
    return [typeof word === 'string' ? { ...text, value: word } : { ...text, value: word.pattern, pattern: true }];
  });
  return parts.length === args.length ? { is: 'list', parts, site: { op: 'list', parts, range: [-1, -1] } } : undefined;
}

/** Whether it is known at which place each of them stands: a pattern is as many words as it matches files. */
export function haveTheirPlaces(words: readonly Term[]): boolean {
  return words.every((word) => word.op === 'text' && word.pattern !== true);
}

/** Whether the program only looks at the words that it is given: they stand nowhere but where one of them is asked for. */
export function onlyLooksAtWords(program: Term, given: Language['given'], args: ScriptArgs | undefined): boolean {
  if (given === undefined) return true;
  const { name, within, takes } = given;
  const isWords = (term: Term): boolean =>
    term.op === 'name'
      ? term.name === name
      : term.op === 'index' &&
        within !== undefined &&
        term.on.op === 'name' &&
        term.on.name === within &&
        term.key.op === 'text' &&
        term.key.value === 'argv';
  const mentions = (term: Term): boolean =>
    (term.op === 'name' && (term.name === name || term.name === within)) || childrenOf(term).some(mentions);
  const looks = (term: Term, isAsked: boolean): boolean => {
    if (isWords(term)) return isAsked;
    if (term.op === 'name') return term.name !== within || isAsked;
    if (
      term.op === 'bind' &&
      (term.names.some((one) => one.name === name || one.name === within) || term.stores.some(mentions))
    )
      return false;
    return childrenOf(term).every((part) => looks(part, term.op === 'index' && part === term.on));
  };
  const taken = (term: Term): boolean =>
    ((term.op === 'name' || term.op === 'member') && takes?.test(term.name) === true) || childrenOf(term).some(taken);
  const isEmpty = args === undefined || args.length === 0;
  return looks(program, false) && (isEmpty || takes === undefined || !taken(program));
}

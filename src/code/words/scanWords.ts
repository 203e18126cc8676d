import type { Certainty, TextRange } from '../../effect/effect.ts';
import type { Effect } from '../../effect/effect.ts';
import { absolutePath } from '../../effect/path.ts';
import type { Trait } from '../../effect/trait.ts';
import type { Context, Embedded, Reader, Reading, Source } from '../../reading/reader.ts';
import { DANGERS, type Danger } from './dangers.ts';
import { decodedWords } from './decodedWords.ts';
import { runsDecoded } from './decoding.ts';

/** Longest text searched for dangers, in UTF-16 units. Beyond it is opaque all the same. */
const MAX_SCANNED = 64 * 1024;
const MAX_FOUND = 200;

/**
 * Reads program text for which there is no grammar here, or that it does not fit: what it does is unknown, and said so,
 * always. Calls that plainly delete, write, run or send are named besides, as possible effects, so that the card says
 * what to look at.
 */
export const scanWords: Reader = (source, context) => scanned(source, context, 'problem.opaque-code');

/** Dialects whose word says nothing to a person. */
const LANGUAGE_WORDS: Readonly<Record<string, string>> = {
  '': 'code',
  other: 'code',
  r: 'R code',
  applescript: 'AppleScript',
};

/** The same, with another reason why it was not read. */
export function scanned(source: Source, context: Context, rule: string): Reading {
  const whole: TextRange = [0, source.text.length];
  const language = source.dialect ?? '';
  const effects: Effect[] = [
    effectOf(
      context,
      'exec.opaque',
      'operation',
      LANGUAGE_WORDS[language] ?? language,
      whole,
      runsDecoded(source.text.slice(0, MAX_SCANNED)) ? ['decoded'] : [],
    ),
  ];
  const embedded: Embedded[] = [...decodedWords(source.text.slice(0, MAX_SCANNED), language)].slice(0, MAX_FOUND);
  for (const danger of DANGERS) {
    for (const found of source.text.slice(0, MAX_SCANNED).matchAll(danger.pattern)) {
      if (effects.length + embedded.length > MAX_FOUND) break;
      read(danger, found, source.text, context, effects, embedded);
    }
  }
  return {
    effects,
    embedded,
    problems: [{ rule, range: whole, values: { language } }],
    asks: [],
    complete: false,
  };
}

/** Literals behind the first: `system("rm", "-rf", "src")` runs them as words. */
const MORE_WORDS = /^(?:\s*,\s*(?:'[^'\\\n]{0,400}'|"[^"\\$@\n]{0,400}"))+/;

function read(
  danger: Danger,
  found: RegExpExecArray,
  text: string,
  context: Context,
  effects: Effect[],
  embedded: Embedded[],
): void {
  const range: TextRange = [found.index, found.index + found[0].length];
  const literal = found.groups?.single ?? found.groups?.double;
  if (danger.shell === true) {
    const place = found.indices?.groups?.single ?? found.indices?.groups?.double;
    if (literal === undefined || place === undefined || literal === '') return;
    // An escape in the literal would run as another character: then only the opaque effect speaks.
    if (literal.includes('\\')) return;
    const more = MORE_WORDS.exec(text.slice(range[1]))?.[0];
    if (more !== undefined && !/\s/.test(literal)) {
      const words = [literal, ...more.matchAll(/'([^']*)'|"([^"]*)"/g)].map((word) =>
        typeof word === 'string' ? word : (word[1] ?? word[2] ?? ''),
      );
      embedded.push({
        want: { language: 'argv', argv: words, text: words.join(' ') },
        range: [range[0], range[1] + more.length],
        verbatim: false,
        context: {},
      });
      return;
    }
    embedded.push({
      want: { language: 'shell', dialect: 'sh', text: literal },
      range: place,
      verbatim: true,
      context: {},
    });
    return;
  }
  const traits: readonly Trait[] = danger.recursive === true ? ['recursive'] : [];
  if (literal === undefined || literal === '') {
    // `rm -rf src` inside of a string is a shell's word, not a call.
    if (/^\s*-/.test(text.slice(range[1], range[1] + 4))) return;
    effects.push(effectOf(context, danger.effect, 'unknown', found[0].trim(), range, [...traits, 'dynamic']));
    return;
  }
  if (danger.effect.startsWith('file.')) {
    const name = literal.startsWith('~') ? context.home + literal.slice(1) : literal;
    const type = danger.type === 'unknown' ? 'file' : danger.type;
    effects.push(effectOf(context, danger.effect, type, absolutePath(name, context.cwd), range, traits));
    return;
  }
  effects.push(
    effectOf(context, danger.effect, danger.type, danger.type === 'host' ? hostOf(literal) : literal, range, traits),
  );
}

function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/:?#@\s]+@)?([^/:?#\s]+)/i.exec(url)?.[2]?.toLowerCase() ?? url;
}

function effectOf(
  context: Context,
  kind: Effect['kind'],
  type: Effect['object']['type'],
  name: string,
  range: TextRange,
  traits: readonly Trait[],
): Effect {
  const certainty: Certainty = 'possible';
  return {
    kind,
    object: { type, name },
    range,
    certainty,
    undo: 'unknown',
    environment: context.place,
    traits: [...new Set([...context.traits, ...traits])],
  };
}

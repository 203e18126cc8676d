import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import type { Flow } from '../state/flow.ts';
import { mixed } from '../state/flow.ts';
import { baseName } from '../effects/paths.ts';
import { environmentArg } from '../windows/environment.ts';
import type { State } from './state.ts';
import type { Unit, Word } from './tree.ts';

/** How a command takes its line apart: its own commands drop quotes, programs also read `\"` as a quote. */
export type Style = 'builtin' | 'program';

/** A unit after variables were replaced. */
interface Spread extends Unit {
  /** It came out of a variable: a blank in it ends a word. */
  readonly spread: boolean;
}

interface Expanded {
  readonly units: readonly Spread[];
  readonly dynamic: boolean;
  readonly flow: Flow | undefined;
}

/** `%%`, `%1`, `%~dp0`, `%NAME%`, `%NAME:a=b%`, `!NAME!`, and a loop's `%i`, `%%i`, `%~nxi`. */
const VARIABLE = /%%?~[a-z$:]*([a-z0-9])|%([0-9*])|%([^%\s=][^%=]*?)(:[^%]*)?%|!([A-Za-z_][\w.()-]*)!|%%?([A-Za-z])/gi;

/** The words that one written word becomes. */
export function expandWord(state: State, word: Word, style: Style): readonly Arg[] {
  return wordsOf(expanded(state, word), word.range, style);
}

/** The same as one word, blanks and all. */
export function expandSingle(state: State, word: Word, style: Style): Arg {
  const { units, dynamic, flow } = expanded(state, word);
  const whole = units.map((unit) => ({ ...unit, spread: false }));
  return wordsOf({ units: whole, dynamic, flow }, word.range, style)[0] ?? { ...plainArg('', word.range), dynamic };
}

function expanded(state: State, word: Word): Expanded {
  const text = word.units.map(({ unit }) => unit).join('');
  if (!/[%!]/.test(text))
    return { units: word.units.map((unit) => ({ ...unit, spread: false })), dynamic: false, flow: undefined };
  const units: Spread[] = [];
  let dynamic = false;
  let flow: Flow | undefined;
  let from = 0;
  const keep = (to: number): void => {
    for (const unit of word.units.slice(from, to)) units.push({ ...unit, spread: false });
    from = to;
  };
  for (const match of text.matchAll(VARIABLE)) {
    const at = word.units[match.index]?.at ?? word.range[0];
    const found = meaning(state, match, [at, at + match[0].length]);
    if (found === undefined || match.index < from) continue;
    keep(match.index);
    from = match.index + match[0].length;
    if (found.dynamic) dynamic = true;
    if (found.flow !== undefined) flow = flow === undefined ? found.flow : mixed(flow, found.flow);
    const { plain } = word.units[match.index] ?? { plain: false };
    for (const unit of found.value) units.push({ unit, at, plain, spread: !found.dynamic });
  }
  keep(word.units.length);
  return { units, dynamic, flow };
}

/** What a variable stands for; undefined: the sign is only a sign. */
function meaning(state: State, match: RegExpMatchArray, range: TextRange): Arg | undefined {
  const [written, modified, digit, name, change, delayed, letter] = match;
  const loop = modified ?? letter;
  if (loop !== undefined && /[a-z]/i.test(loop)) {
    const values = state.loops.get(loop);
    if (values === undefined)
      return modified === undefined ? undefined : { ...plainArg(written, range), dynamic: true };
    return loopValue(values, written, range);
  }
  if (digit !== undefined || modified !== undefined) return { ...plainArg(written, range), dynamic: true };
  const variable = name ?? delayed;
  if (variable === undefined) return undefined;
  const value = environmentArg(variable, state.scope, range, written);
  // A value with signs in it becomes commands of its own, and a changed value is another.
  if (change !== undefined || (!value.dynamic && /[&|<>^()"]/.test(value.value)))
    return { ...value, value: written, dynamic: true };
  return value;
}

function loopValue(values: readonly Arg[], written: string, range: TextRange): Arg {
  const [first, second] = values;
  if (first === undefined || second !== undefined) return { ...plainArg(written, range), dynamic: true };
  const modifiers = /~([a-z$:]*)[a-z]$/i.exec(written)?.[1]?.toLowerCase() ?? '';
  const value = /^(?:nx|n)$/.test(modifiers) && !first.glob ? baseName(first.value.replaceAll('\\', '/')) : first.value;
  return { ...first, value, range, offsets: [], dynamic: first.dynamic || /[sxatz]/.test(modifiers.replace('nx', '')) };
}

function wordsOf({ units, dynamic, flow }: Expanded, range: TextRange, style: Style): readonly Arg[] {
  const words: Arg[] = [];
  let value = '';
  let offsets: number[] = [];
  let open = false;
  let inQuotes = false;
  const push = (): void => {
    if (open) {
      // Patterns count in quotes too.
      const glob = /[*?]/.test(value);
      words.push({ ...plainArg(value, range), offsets, dynamic, loose: dynamic, glob, flow });
    }
    value = '';
    offsets = [];
    open = false;
  };
  for (let index = 0; index < units.length; index++) {
    const { unit, at, plain, spread } = units[index] as Spread;
    if (unit === '"' && !plain) {
      const slashes = style === 'program' ? (/\\+$/.exec(value)?.[0].length ?? 0) : 0;
      if (slashes > 0) {
        value = value.slice(0, value.length - Math.ceil(slashes / 2));
        offsets = offsets.slice(0, value.length);
      }
      if (slashes % 2 === 1) {
        value += unit;
        offsets.push(at);
      } else inQuotes = !inQuotes;
      open = true;
    } else if (spread && !inQuotes && /\s/.test(unit)) push();
    else {
      value += unit;
      offsets.push(at);
      open = true;
    }
  }
  push();
  return words;
}

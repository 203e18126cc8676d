import { parse } from 'unbash';
import type { Word } from 'unbash';
import type { Arg } from '../state/arg.ts';
import { expandBraces } from './braces.ts';
import { piecesOf } from './expansion.ts';
import { outerRange } from '../state/origin.ts';
import type { Origin } from '../state/origin.ts';
import { fieldsOf } from './piece.ts';
import { addProblem, isOver, spend } from '../state/run.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { sweep } from './sweep.ts';

/** The words that one written word becomes. */
export function expandWord(shell: Shell, scope: Scope, origin: Origin, word: Word): readonly Arg[] {
  const range = outerRange(origin, word.pos, word.end);
  if (word.parts?.some((part) => part.type === 'BraceExpansion') === true)
    return expandBraced(shell, scope, range, word);
  return fieldsOf(piecesOf(shell, scope, origin, word), range);
}

/** What reading one word of `{a,b}` costs. */
const WORD_UNITS = 32;

function expandBraced(shell: Shell, scope: Scope, range: readonly [number, number], word: Word): readonly Arg[] {
  const all = expandBraces(word.text);
  // Each is parsed by itself.
  spend(shell.run, WORD_UNITS * (all?.length ?? 1));
  const texts = isOver(shell.run) ? undefined : all;
  const fixed: Origin = { kind: 'fixed', whole: range };
  if (texts === undefined || texts.length === 1) {
    // Too many words, or braces that stay as they are (`{}`): the text stands, but what is inside still runs.
    sweep(shell, scope, fixed, word);
    const value = word.value;
    return [
      {
        value,
        range,
        offsets: new Array<number>(value.length).fill(range[0]),
        dynamic: texts === undefined || /[$`]/.test(value),
        loose: texts === undefined || /[$`]/.test(value),
        glob: false,
        flow: undefined,
        processSubstitution: false,
      },
    ];
  }
  return texts.flatMap((text) => {
    const script = parse(`: ${text}`);
    const statement = script.commands[0]?.command;
    if (statement?.type !== 'Command' || statement.suffix.length !== 1) {
      addProblem(shell.run, 'problem.syntax', range);
      return [];
    }
    const inner = statement.suffix[0];
    return inner?.type === 'Word' ? expandWord(shell, scope, fixed, inner) : [];
  });
}

import { withoutEnd } from '../../effect/withoutEnd.ts';
import type { ParameterExpansionPart, Script, Word, WordPart } from 'unbash';
import { evaluateArithmetic } from './arithmetic.ts';
import { plainArg } from '../state/arg.ts';
import type { Arg, Mask } from '../state/arg.ts';
import { noLongerJob, unknownFlow } from '../state/flow.ts';
import type { Flow } from '../state/flow.ts';
import { outerRange } from '../state/origin.ts';
import type { Origin } from '../state/origin.ts';
import { expandParameter, lookUp } from './parameters.ts';
import type { Expansion } from './parameters.ts';
import { joinPieces, literal, outer, stretch } from './piece.ts';
import type { Piece } from './piece.ts';
import { addEffect, addProblem, isOver, runsBeside, spend } from '../state/run.ts';
import { fork } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { answered, isOwnSum, numbers, sourceIn } from './source.ts';
import { readQuoted, readQuotedWords } from './quotedArithmetic.ts';
import { readSubscript, readSum } from './readNumbers.ts';
import { sweep } from './sweep.ts';
import { expandTilde, isTilde } from './tilde.ts';
import { alignAnsi } from './units.ts';

/** The stretches of a written word, before any splitting. */
export function piecesOf(shell: Shell, scope: Scope, origin: Origin, word: Word): readonly Piece[] {
  if (word.parts === undefined) return [firstLiteral(scope, origin, word)];
  return word.parts.map((part, index) => pieceOf(shell, scope, origin, part, false, index === 0));
}

/** One word without splitting: an assignment's value, a redirection's target, a here-string. */
export function expandSingle(shell: Shell, scope: Scope, origin: Origin, word: Word): Arg {
  return joinPieces(piecesOf(shell, scope, origin, word), outerRange(origin, word.pos, word.end));
}

/** The body of a heredoc, or any list of parts that count as double-quoted. */
export function expandQuoted(
  shell: Shell,
  scope: Scope,
  origin: Origin,
  parts: readonly WordPart[],
  start: number,
  end: number,
): Arg {
  return joinPieces(
    parts.map((part) => pieceOf(shell, scope, origin, part, true, false)),
    outerRange(origin, start, end),
  );
}

/** Unquoted text at the start of a word: the shell puts a folder where it begins with a tilde. */
function firstLiteral(
  scope: Scope,
  origin: Origin,
  written: { readonly text: string; readonly value: string; readonly pos: number },
): Piece {
  const piece = literal(origin, written.text, written.value, written.pos);
  if (!written.text.startsWith('~')) return piece;
  const text = expandTilde(written.value, scope);
  if (text === undefined) return isTilde(written.value) ? { ...piece, dynamic: true } : piece;
  const slash = written.value.indexOf('/');
  const rest = slash === -1 ? [] : piece.offsets.slice(slash);
  const head = new Array<number>(text.length - rest.length).fill(piece.offsets[0] ?? 0);
  return { ...piece, text, offsets: [...head, ...rest] };
}

/** zsh: `*(e:'code':)` and `*(+function)` run something for each name that fits. */
const ASKS_CODE = /\([\w.@=*%/^,-]*?(?:e(?:[^\w\s|().?*+\]-]|\.[^|)]*\s)|\+[A-Za-z_])/;

function pieceOf(shell: Shell, scope: Scope, origin: Origin, part: WordPart, quoted: boolean, first: boolean): Piece {
  switch (part.type) {
    case 'Literal':
      return first && !quoted ? firstLiteral(scope, origin, part) : literal(origin, part.text, part.value, part.pos);
    case 'SingleQuoted':
      return literal(origin, part.value, part.value, part.pos + 1);
    case 'AnsiCQuoted': {
      const inside = part.text.slice(2, -1);
      const decoded = /\\(?:x[2-7]|[01][0-7]{2}|u00[2-7])/.test(inside);
      const range = outerRange(origin, part.pos, part.end);
      return {
        text: part.value,
        offsets: outer(origin, alignAnsi(inside, part.value, part.pos + 2)),
        dynamic: false,
        glob: false,
        splits: false,
        flow: decoded ? { ...unknownFlow(range), decoded: true } : undefined,
      };
    }
    case 'DoubleQuoted':
    case 'LocaleString': {
      const pieces = part.parts.map((child) => pieceOf(shell, scope, origin, child, true, false));
      const only = pieces[0];
      if (pieces.length === 1 && only?.fields !== undefined) return only;
      const joined = joinPieces(pieces, outerRange(origin, part.pos, part.end));
      return {
        text: joined.value,
        offsets: joined.offsets,
        dynamic: joined.dynamic,
        glob: joined.glob,
        splits: false,
        mask: joined.mask,
        source: joined.source,
        gaps: joined.gaps,
        flow: joined.flow,
      };
    }
    case 'Glob':
      return { ...literal(origin, part.text, part.value, part.pos), glob: !quoted };
    case 'ExtendedGlob':
      sweep(shell, scope, origin, part);
      if (ASKS_CODE.test(part.text)) addProblem(shell.run, 'problem.dialect', outerRange(origin, part.pos, part.end));
      return { ...literal(origin, part.text, part.text, part.pos), glob: !quoted };
    case 'SimpleExpansion':
      return variablePiece(shell, scope, origin, part.text.slice(1), part, quoted);
    case 'ParameterExpansion':
      return parameterPiece(shell, scope, origin, part, quoted);
    case 'CommandExpansion':
      return substitutionPiece(shell, scope, origin, part, quoted);
    case 'ProcessSubstitution': {
      const range = outerRange(origin, part.pos, part.end);
      const inner = fork(scope, { captured: true });
      runsBeside(shell.run, range);
      // Into `>(…)` goes what the program writes there.
      const input = part.operator === '<' ? scope.input : undefined;
      const flow = part.script === undefined ? unknownFlow(range) : shell.script(part.script, inner, origin, input);
      return {
        text: '/dev/fd/63',
        offsets: new Array<number>(10).fill(range[0]),
        dynamic: false,
        glob: false,
        splits: false,
        flow: { ...flow, range },
        processSubstitution: true,
      };
    }
    case 'ArithmeticExpansion': {
      const printed = sweep(shell, scope, origin, part);
      const value = part.expression === undefined ? undefined : evaluateArithmetic(part.expression, scope);
      const range = outerRange(origin, part.pos, part.end);
      readQuoted(shell, scope, part.text, range);
      readSum(shell, scope, part.text, range, printed);
      const text = value === undefined ? part.text : String(value);
      const sum = stretch(text, range, value === undefined, undefined, false);
      const source = isOwnSum(scope, part.text) ? numbers(scope, text) : undefined;
      return value === undefined ? { ...sum, mask: starred(scope, text), source } : sum;
    }
    case 'BraceExpansion':
      sweep(shell, scope, origin, part);
      return literal(origin, part.text, part.text, part.pos);
  }
}

function substitutionPiece(
  shell: Shell,
  scope: Scope,
  origin: Origin,
  part: WordPart & { readonly type: 'CommandExpansion' },
  quoted: boolean,
): Piece {
  const range = outerRange(origin, part.pos, part.end);
  if (part.script === undefined) return stretch(part.text, range, true, unknownFlow(range), !quoted);
  // A backtick script with escapes indexes its own decoded source: the whole part is its range.
  const inner: Origin = part.script.source === undefined ? origin : { kind: 'fixed', whole: range };
  // bash does not take `set -e` into `$(…)`.
  const inside = fork(scope, { errexit: false, captured: true });
  const flow: Flow = { ...shell.script(part.script, inside, inner, scope.input), printed: false };
  const text = flow.text === undefined ? undefined : withoutEnd(flow.text, '\n');
  const known = splitsOddly(scope, text, quoted) ? undefined : text;
  if (known === undefined && flow.names !== undefined) {
    // Names of files, as the patterns that they match.
    return { ...stretch(flow.names.join(' '), range, false, flow, true), fields: flow.names, glob: true };
  }
  const piece = stretch(known ?? part.text, range, known === undefined, { ...flow, text: known, range }, !quoted);
  if (known !== undefined) return piece;
  return flow.stamp === true && isOneCommand(scope, part.script)
    ? { ...piece, mask: starred(scope, part.text), source: numbers(scope, part.text) }
    : { ...piece, source: answered(flow, part.text) };
}

/** What one program says is all that comes out. */
function isOneCommand({ functions, aliases }: Scope, { commands }: Script): boolean {
  const only = commands.length === 1 ? commands[0]?.command : undefined;
  const name = only?.type === 'Command' ? only.name?.value : undefined;
  return name !== undefined && !functions.has(name) && !aliases.has(name);
}

/** A stamp has no blank in it, but other separators would cut it. */
function starred(scope: Scope, text: string): Mask | undefined {
  return scope.variables.has('IFS') ? undefined : { value: text, pattern: '*' };
}

/** Whether other separators than white space cut or join this value: the words that it becomes are not worked out then. */
function splitsOddly(scope: Scope, value: string | undefined, whole: boolean): boolean {
  const separators = scope.variables.get('IFS');
  if (separators === undefined || whole || value === undefined || separators.value === ' \t\n') return false;
  return /\s/.test(value) || [...(separators.value ?? value)].some((unit) => value.includes(unit));
}

/** A value that is put in again and again makes the text longer than anybody reads: from there on it is known only at run time. */
function isTooLong({ run }: Shell, value: string | undefined): boolean {
  if (value === undefined) return false;
  spend(run, value.length);
  return isOver(run);
}

function variablePiece(
  shell: Shell,
  scope: Scope,
  origin: Origin,
  name: string,
  part: { readonly pos: number; readonly end: number; readonly text: string },
  quoted: boolean,
): Piece {
  const range = outerRange(origin, part.pos, part.end);
  const found = lookUp(scope, name, range);
  const odd = splitsOddly(scope, found.value, quoted && name !== '*') || isTooLong(shell, found.value);
  const known = odd ? undefined : found.value;
  const plain = stretch(known ?? part.text, range, known === undefined, found.flow, !quoted);
  const source = sourceIn(scope, found, part.text);
  const piece: Piece =
    found.glob === true ? { ...plain, glob: true } : { ...plain, mask: masked(scope, found, part.text), source };
  if (found.fields === undefined || known === undefined) return piece;
  return quoted && name === '*' ? piece : { ...piece, fields: found.fields };
}

/** What a variable's value would match, under the text by which it is named. */
function masked(scope: Scope, { value, pattern }: Expansion, text: string): Mask | undefined {
  return pattern === undefined || value !== undefined || scope.variables.has('IFS')
    ? undefined
    : { value: text, pattern };
}

/** `b` in `${a:-b}`. In thousands of expansions in each other each would be a word of all that stands inside of it. */
function operandOf(shell: Shell, scope: Scope, origin: Origin, word: Word): Arg {
  spend(shell.run, word.text.length);
  if (!isOver(shell.run)) return expandSingle(shell, scope, origin, word);
  const range = outerRange(origin, word.pos, word.end);
  addProblem(shell.run, 'problem.too-long', range);
  return { ...plainArg(word.text, range), dynamic: true };
}

function parameterPiece(
  shell: Shell,
  scope: Scope,
  origin: Origin,
  part: ParameterExpansionPart,
  quoted: boolean,
): Piece {
  const range = outerRange(origin, part.pos, part.end);
  const printed = sweep(shell, scope, origin, part);
  const slice = part.operation?.type === 'Slice' ? [part.operation.offset, part.operation.length] : [];
  readQuotedWords(shell, scope, [part.index, ...slice], range);
  if (slice.length > 0) readSum(shell, scope, slice.map((word) => word?.text).join(' '), range, printed);
  readSubscript(shell, scope, part.parameter, part.index?.text, range, printed);
  const { operation } = part;
  const isPrompt = operation?.type === 'Transform' && operation.operand.value === 'P';
  const isMeaning =
    operation?.type === 'Default' && operation.operator.endsWith('=') && /^BASH_(?:CMDS|ALIASES)$/.test(part.parameter);
  if (isPrompt || isMeaning) {
    // `${x@P}` expands the value as a prompt: command substitutions in it run. `${BASH_CMDS[ls]:=x}` says what `ls` means from here on.
    addEffect(shell.run, {
      kind: 'exec.opaque',
      object: { type: 'unknown', name: part.text },
      range,
      certainty: 'possible',
      undo: 'unknown',
      environment: scope.place,
      traits: [...scope.traits, 'dynamic'],
    });
  }
  const found = expandParameter(scope, part, range, (word) => operandOf(shell, scope, origin, word));
  const odd = splitsOddly(scope, found.value, quoted && part.index?.value !== '*') || isTooLong(shell, found.value);
  const known = odd ? undefined : found.value;
  const flow = part.operation === undefined && part.prefix === undefined ? found.flow : noLongerJob(found.flow);
  const plain = stretch(known ?? part.text, range, known === undefined, flow, !quoted);
  const whole = part.operation === undefined && part.prefix === undefined && part.index === undefined;
  const mask = part.operation === undefined && part.prefix === undefined ? masked(scope, found, part.text) : undefined;
  const source = whole ? sourceIn(scope, found, part.text) : undefined;
  const piece: Piece = found.glob === true ? { ...plain, glob: true } : { ...plain, mask, source };
  return found.fields === undefined || odd ? piece : { ...piece, fields: found.fields };
}

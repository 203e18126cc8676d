import { forEachChild, parse } from 'unbash';
import type { ParameterExpansionPart, SyntaxNode, Word, WordPart } from 'unbash';
import { evaluateArithmetic } from './arithmetic.ts';
import type { Arg } from './arg.ts';
import { expandBraces } from './braces.ts';
import { mixed, unknownFlow } from './flow.ts';
import type { Flow } from './flow.ts';
import { outerRange } from './origin.ts';
import type { Origin } from './origin.ts';
import { expandParameter, lookUp } from './parameters.ts';
import { addEffect, addProblem } from './run.ts';
import { fork } from './scope.ts';
import type { Scope } from './scope.ts';
import type { Shell } from './shell.ts';
import { alignAnsi, alignEscaped } from './units.ts';

/** One stretch of a word after expansion. */
export interface Piece {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly dynamic: boolean;
  readonly loose?: boolean;
  readonly glob: boolean;
  /** Unquoted expansion: white space in it ends a word. */
  readonly splits: boolean;
  readonly flow: Flow | undefined;
  /** Several words, for `"$@"` and `"${a[@]}"`. */
  readonly fields?: readonly string[] | undefined;
  readonly processSubstitution?: boolean;
}

/** The words that one written word becomes. */
export function expandWord(shell: Shell, scope: Scope, origin: Origin, word: Word): readonly Arg[] {
  const range = outerRange(origin, word.pos, word.end);
  if (word.parts === undefined) return [simpleWord(scope, origin, word)];
  if (word.parts.some((part) => part.type === 'BraceExpansion')) return expandBraced(shell, scope, range, word);
  const pieces: Piece[] = [];
  word.parts.forEach((part, index) => {
    pieces.push(pieceOf(shell, scope, origin, part, false, index === 0 && part.type === 'Literal'));
  });
  return fieldsOf(pieces, range);
}

/** One word without splitting: an assignment's value, a redirection's target, a here-string. */
export function expandSingle(shell: Shell, scope: Scope, origin: Origin, word: Word): Arg {
  const range = outerRange(origin, word.pos, word.end);
  if (word.parts === undefined) return simpleWord(scope, origin, word);
  const pieces = word.parts.map((part, index) =>
    pieceOf(shell, scope, origin, part, false, index === 0 && part.type === 'Literal'),
  );
  return joinPieces(pieces, range);
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

function simpleWord(scope: Scope, origin: Origin, word: Word): Arg {
  const range = outerRange(origin, word.pos, word.end);
  let value = word.value;
  let offsets = outer(origin, alignEscaped(word.text, word.value, word.pos));
  let dynamic = false;
  if (word.text.startsWith('~')) {
    const tilde = expandTilde(value, scope);
    if (tilde === undefined) dynamic = isTilde(value);
    else {
      const grown = tilde.length - value.length;
      const first = offsets[0] ?? range[0];
      offsets = [
        ...new Array<number>(Math.max(0, grown + 1)).fill(first),
        ...offsets.slice(grown >= 0 ? 1 : 1 - grown),
      ];
      value = tilde;
    }
  }
  return { value, range, offsets, dynamic, loose: false, glob: false, flow: undefined, processSubstitution: false };
}

/** `~`, `~/x`, `~name`, `~+`: the shell puts a folder here. */
function isTilde(value: string): boolean {
  return /^~(?:$|\/|[a-zA-Z_+-])/.test(value);
}

function expandTilde(value: string, scope: Scope): string | undefined {
  const home = scope.variables.has('HOME') ? scope.variables.get('HOME')?.value : scope.home;
  if (home === undefined) return undefined;
  if (value === '~' || value.startsWith('~/')) return home + value.slice(1);
  if ((value === '~+' || value.startsWith('~+/')) && scope.cwdKnown) return scope.cwd + value.slice(2);
  return undefined;
}

function expandBraced(shell: Shell, scope: Scope, range: readonly [number, number], word: Word): readonly Arg[] {
  const texts = expandBraces(word.text);
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

function pieceOf(shell: Shell, scope: Scope, origin: Origin, part: WordPart, quoted: boolean, first: boolean): Piece {
  switch (part.type) {
    case 'Literal': {
      const piece = literal(origin, part.text, part.value, part.pos);
      if (!first || quoted || !part.text.startsWith('~')) return piece;
      const tilde = expandTilde(part.value, scope);
      if (tilde === undefined) return isTilde(part.value) ? { ...piece, dynamic: true } : piece;
      const at = piece.offsets[0] ?? 0;
      return { ...piece, text: tilde, offsets: new Array<number>(tilde.length).fill(at) };
    }
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
        flow: joined.flow,
      };
    }
    case 'Glob':
      return { ...literal(origin, part.text, part.value, part.pos), glob: !quoted };
    case 'ExtendedGlob':
      sweep(shell, scope, origin, part);
      return { ...literal(origin, part.text, part.text, part.pos), glob: !quoted };
    case 'SimpleExpansion':
      return variablePiece(scope, origin, part.text.slice(1), part, quoted);
    case 'ParameterExpansion':
      return parameterPiece(shell, scope, origin, part, quoted);
    case 'CommandExpansion':
      return substitutionPiece(shell, scope, origin, part, quoted);
    case 'ProcessSubstitution': {
      const range = outerRange(origin, part.pos, part.end);
      const inner = fork(scope, { captured: true });
      const flow = part.script === undefined ? unknownFlow(range) : shell.script(part.script, inner, origin, undefined);
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
      sweep(shell, scope, origin, part);
      const value = part.expression === undefined ? undefined : evaluateArithmetic(part.expression, scope);
      const range = outerRange(origin, part.pos, part.end);
      const text = value === undefined ? part.text : String(value);
      return stretch(text, range, value === undefined, undefined, false);
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
  const flow: Flow = { ...shell.script(part.script, inside, inner, undefined), printed: false };
  const known = flow.text?.replace(/\n+$/, '');
  if (known === undefined && flow.names !== undefined) {
    // Names of files, as the patterns that they match.
    return { ...stretch(flow.names.join(' '), range, false, flow, true), fields: flow.names, glob: true };
  }
  return stretch(known ?? part.text, range, known === undefined, { ...flow, text: known, range }, !quoted);
}

function variablePiece(
  scope: Scope,
  origin: Origin,
  name: string,
  part: { readonly pos: number; readonly end: number; readonly text: string },
  quoted: boolean,
): Piece {
  const range = outerRange(origin, part.pos, part.end);
  const found = lookUp(scope, name, range);
  const plain = stretch(found.value ?? part.text, range, found.value === undefined, found.flow, !quoted);
  const piece = found.glob === true ? { ...plain, glob: true } : plain;
  return found.fields !== undefined && (quoted ? name !== '*' : true) ? { ...piece, fields: found.fields } : piece;
}

function parameterPiece(
  shell: Shell,
  scope: Scope,
  origin: Origin,
  part: ParameterExpansionPart,
  quoted: boolean,
): Piece {
  const range = outerRange(origin, part.pos, part.end);
  sweep(shell, scope, origin, part);
  if (part.operation?.type === 'Transform' && part.operation.operand.value === 'P') {
    // `${x@P}` expands the value as a prompt: command substitutions in it run.
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
  const found = expandParameter(scope, part, range, (word) => expandSingle(shell, scope, origin, word));
  const plain = stretch(found.value ?? part.text, range, found.value === undefined, found.flow, !quoted);
  const piece = found.glob === true ? { ...plain, glob: true } : plain;
  return found.fields === undefined ? piece : { ...piece, fields: found.fields };
}

/** Reads every substitution below a node whose value is not needed: whatever runs must be seen. */
export function sweep(shell: Shell, scope: Scope, origin: Origin, node: SyntaxNode): void {
  forEachChild(node, (child) => {
    if (child.type === 'Script') {
      const inner: Origin =
        child.source === undefined ? origin : { kind: 'fixed', whole: outerRange(origin, node.pos, node.end) };
      shell.script(child, fork(scope, { errexit: false }), inner, undefined);
    } else sweep(shell, scope, origin, child);
  });
}

function literal(origin: Origin, text: string, value: string, pos: number): Piece {
  return {
    text: value,
    offsets: outer(origin, alignEscaped(text, value, pos)),
    dynamic: false,
    glob: false,
    splits: false,
    flow: undefined,
  };
}

function stretch(
  text: string,
  range: readonly [number, number],
  dynamic: boolean,
  flow: Flow | undefined,
  splits: boolean,
): Piece {
  // Unit by unit over the expansion's own text where the lengths agree, else all at its start.
  const same = text.length === range[1] - range[0];
  const offsets = Array.from({ length: text.length }, (_, index) => (same ? range[0] + index : range[0]));
  return { text, offsets, dynamic, loose: splits && dynamic, glob: false, splits: splits && !dynamic, flow };
}

function outer(origin: Origin, offsets: number[]): readonly number[] {
  if (origin.kind === 'same') return offsets;
  return offsets.map((offset) => outerRange(origin, offset, offset + 1)[0]);
}

function joinPieces(pieces: readonly Piece[], range: readonly [number, number]): Arg {
  const only = pieces[0];
  if (pieces.length === 1 && only !== undefined) return argOf(only, only.text, only.offsets, range);
  let flow: Flow | undefined;
  for (const piece of pieces) flow = piece.flow === undefined ? flow : mixed(flow ?? piece.flow, piece.flow);
  return {
    value: pieces.map((piece) => piece.text).join(''),
    range,
    offsets: pieces.flatMap((piece) => piece.offsets),
    dynamic: pieces.some((piece) => piece.dynamic),
    loose: pieces.some((piece) => piece.loose === true),
    glob: pieces.some((piece) => piece.glob),
    flow,
    processSubstitution: pieces.some((piece) => piece.processSubstitution === true),
  };
}

function argOf(piece: Piece, value: string, offsets: readonly number[], range: readonly [number, number]): Arg {
  return {
    value,
    range,
    offsets,
    dynamic: piece.dynamic,
    loose: piece.loose === true,
    glob: piece.glob || (piece.splits && /[*?[]/.test(value)),
    flow: piece.flow,
    processSubstitution: piece.processSubstitution ?? false,
  };
}

/** Field splitting: unquoted expansions end words at white space; `"$@"` ends them between its elements. */
function fieldsOf(pieces: readonly Piece[], range: readonly [number, number]): readonly Arg[] {
  if (!pieces.some((piece) => piece.splits || piece.fields !== undefined)) return [joinPieces(pieces, range)];
  const words: Piece[][] = [[]];
  let solid = false;
  const push = (piece: Piece): void => {
    words.at(-1)?.push(piece);
    solid = true;
  };
  const cut = (): void => {
    if ((words.at(-1)?.length ?? 0) > 0) words.push([]);
  };
  for (const piece of pieces) {
    if (piece.fields !== undefined) {
      piece.fields.forEach((field, index) => {
        if (index > 0) cut();
        push({ ...piece, text: field, offsets: new Array<number>(field.length).fill(piece.offsets[0] ?? range[0]) });
      });
    } else if (piece.splits) {
      for (const match of piece.text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
        if (/^[ \t\n]/.test(match[0])) cut();
        else {
          const offsets = piece.offsets.slice(match.index, match.index + match[0].length);
          push({ ...piece, text: match[0], offsets });
        }
      }
    } else push(piece);
  }
  if (!solid) return [];
  return words.filter((word) => word.length > 0).map((word) => joinPieces(word, range));
}

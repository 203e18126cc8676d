import type { TextRange } from '../../effect/effect.ts';
import { literal, type Escapes } from './escapes.ts';
import type { Form, Lowering } from './lowering.ts';
import { unknown } from './lowering.ts';
import { fieldOf, partsOf } from './syntax.ts';
import type { Syntax } from './syntax.ts';
import { statement } from './term.ts';
import type { Term } from './term.ts';

/** Runs its parts in order, once; plain data comes out. */
export const any: Form = (node, lower) => ({ op: 'any', parts: lower.parts(node), range: node.range });
/** What comes out of the function around it. */
export const give =
  (how: 'return' | 'yield' | 'each'): Form =>
  (node, lower) => ({ op: 'give', how, parts: lower.parts(node), range: node.range });
/** Its parts may not run, or more than once. */
export const branch: Form = (node, lower) => ({ op: 'branch', parts: lower.parts(node), range: node.range });
/** One of its parts comes out. */
export const choice: Form = (node, lower) => ({ op: 'choice', parts: lower.parts(node), range: node.range });
export const list: Form = (node, lower) => ({ op: 'list', parts: lower.parts(node), range: node.range });
/** `[a, ...b]`: what is in others stands in it too. */
export function spreadList(node: Syntax, spread: string, lower: Lowering): Term {
  const { range } = node;
  const [plain, others] = [false, true].map((isSpread) =>
    partsOf(node).filter(({ type }) => (type === spread) === isSpread),
  );
  const parts = (plain ?? []).map(lower.of);
  if (others === undefined || others.length === 0) return { op: 'list', parts, range };
  const args = [{ op: 'list', parts, range } as const, ...others.map((part) => choice(part, lower))];
  const on: Term = { op: 'module', module: '(spread)', range };
  return { op: 'call', on, args: args.map((value) => ({ value })), range };
}
export const join: Form = (node, lower) => ({ op: 'join', parts: lower.parts(node), range: node.range });
export const name: Form = (node, lower) => ({ op: 'name', name: lower.word(node), range: node.range });
export const number: Form = (node, lower) => ({ op: 'constant', value: Number(lower.word(node)), range: node.range });
export const constant =
  (value: boolean | undefined): Form =>
  ({ range }) => ({ op: 'constant', value, range });
/** Does nothing by itself. */
export const silent = constant(undefined);

/** Runs its parts in order, each an expression on its own. */
export const statements: Form = (node, lower) => ({
  op: 'any',
  parts: lower.parts(node).map((part) => statement(part, part.range)),
  range: node.range,
});

/** An expression on its own. */
export const expression: Form = (node, lower) => {
  const [value, ...more] = lower.parts(node);
  return value !== undefined && more.length === 0 ? statement(value, node.range) : any(node, lower);
};

/** `condition ? one : other`, in these roles. */
export const ternary =
  (condition: string, one: string, other: string): Form =>
  (node, lower) => ({
    op: 'choice',
    parts: [
      { op: 'branch', parts: [lower.at(node, condition)], range: node.range },
      // `a ?: b` gives the condition itself.
      fieldOf(node, one) === undefined ? lower.at(node, condition) : lower.at(node, one),
      lower.at(node, other),
    ],
    range: node.range,
  });

/** Two sides with an operator between them: some join texts, some give one side, all others compute. */
export const binary =
  (joins: readonly string[], gives: readonly string[]): Form =>
  (node, lower) => {
    const operator = fieldOf(node, 'operator')?.type ?? '';
    const parts = [lower.at(node, 'left'), lower.at(node, 'right')];
    const op = joins.includes(operator) ? 'join' : gives.includes(operator) ? 'choice' : 'any';
    return { op, parts, range: node.range };
  };

/** A place in a text where a value is put in. */
export interface Hole {
  readonly range: TextRange;
  readonly value: Term;
}

/** The text between two offsets, with its holes. */
export function template(inside: TextRange, holes: readonly Hole[], escapes: Escapes, lower: Lowering): Term {
  if (holes.length === 0) return literal(lower.text, inside, escapes);
  const parts: Term[] = [];
  let [from] = inside;
  const piece = (to: number): void => {
    if (to > from) parts.push(literal(lower.text, [from, to], escapes));
  };
  for (const { range, value } of holes) {
    piece(range[0]);
    parts.push(value);
    from = Math.max(from, range[1]);
  }
  piece(inside[1]);
  return { op: 'join', parts, range: inside };
}

/** `a.b` in these roles. */
export const member =
  (on: string, property: string): Form =>
  (node, lower) => {
    const word = fieldOf(node, property);
    if (word === undefined) return unknown(node, lower);
    return { op: 'member', on: lower.at(node, on), name: lower.word(word), range: node.range };
  };

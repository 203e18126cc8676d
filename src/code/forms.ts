import { literal, type Escapes } from './escapes.ts';
import type { Form, Lowering } from './lowering.ts';
import { unknown } from './lowering.ts';
import { fieldOf } from './syntax.ts';
import type { Syntax } from './syntax.ts';
import { statement } from './term.ts';
import type { Term } from './term.ts';

/** Runs its parts in order, once; plain data comes out. */
export const any: Form = (node, lower) => ({ op: 'any', parts: lower.parts(node), range: node.range });
/** Its parts may not run, or more than once. */
export const branch: Form = (node, lower) => ({ op: 'branch', parts: lower.parts(node), range: node.range });
/** One of its parts comes out. */
export const choice: Form = (node, lower) => ({ op: 'choice', parts: lower.parts(node), range: node.range });
export const list: Form = (node, lower) => ({ op: 'list', parts: lower.parts(node), range: node.range });
export const join: Form = (node, lower) => ({ op: 'join', parts: lower.parts(node), range: node.range });
export const name: Form = (node, lower) => ({ op: 'name', name: lower.word(node), range: node.range });
export const number: Form = (node, lower) => ({ op: 'constant', value: Number(lower.word(node)), range: node.range });
export const constant =
  (value: boolean | undefined): Form =>
  ({ range }) => ({ op: 'constant', value, range });
/** Does nothing by itself. */
export const silent = constant(undefined);

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

/** The text between two offsets, with values put into it at the holes. */
export function template(
  start: number,
  end: number,
  holes: readonly Syntax[],
  escapes: Escapes,
  lower: Lowering,
  hole: Form,
): Term {
  if (holes.length === 0) return literal(lower.text, [start, end], escapes);
  const parts: Term[] = [];
  let from = start;
  const piece = (to: number): void => {
    if (to > from) parts.push(literal(lower.text, [from, to], escapes));
  };
  for (const part of holes) {
    piece(part.range[0]);
    parts.push(hole(part, lower));
    from = Math.max(from, part.range[1]);
  }
  piece(end);
  return { op: 'join', parts, range: [start, end] };
}

/** `a.b` in these roles. */
export const member =
  (on: string, property: string): Form =>
  (node, lower) => {
    const word = fieldOf(node, property);
    if (word === undefined) return unknown(node, lower);
    return { op: 'member', on: lower.at(node, on), name: lower.word(word), range: node.range };
  };

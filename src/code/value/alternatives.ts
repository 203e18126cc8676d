import { textOf } from './produced.ts';
import { DATA, keyOf } from './value.ts';
import type { Value } from './value.ts';

/** Most things that a term may stand for and that are told apart. */
const MAX_CHOICES = 12;

/** Each way to put known texts together, where they are few; else the parts as they are. None while a part is not looked at yet. */
export function choices(parts: readonly (readonly Value[])[]): readonly (readonly (readonly Value[])[])[] {
  if (parts.some((part) => part.length === 0)) return [];
  const count = parts.reduce((all, part) => all * part.length, 1);
  if (count < 2 || count > MAX_CHOICES || parts.flat().some((value) => textOf(value) === undefined)) return [parts];
  return parts.reduce<readonly (readonly (readonly Value[])[])[]>(
    (all, part) => all.flatMap((before) => part.map((value) => [...before, [value]])),
    [[]],
  );
}

export const term0 = (value: Value): readonly [number, number] =>
  value.is === 'object' && value.target !== undefined ? value.target.range : [0, 0];

/** Too many texts are data: they carry no functions, so that nothing is lost. */
export function widened(values: readonly Value[]): readonly Value[] {
  if (values.length <= MAX_CHOICES) return values;
  return distinct([
    ...values.filter(({ is }) => !/^(?:text|constant|data|decoded)$/.test(is)).slice(0, 4 * MAX_CHOICES),
    DATA,
  ]);
}

export function distinct(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

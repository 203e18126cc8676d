import type { Argument, Term } from '../term/term.ts';

/** Where a program may give the name `URL` a meaning of its own. */
const BOUND = /\bURL\s*(?:=(?!=)|[,})])|\b(?:function|class|as)\s+URL\b/;

/** `fetch(new URL(path, base))`: nobody can change the address before it is asked, as he could that of one with a name. */
export function addressed(args: readonly Argument[], text: string): readonly Argument[] {
  const [first, ...more] = args;
  const made = first?.value;
  if (made?.op !== 'call' || made.on.op !== 'name' || made.on.name !== 'URL' || BOUND.test(text)) return args;
  const [path, base, ...others] = made.args;
  if (path === undefined || others.length > 0 || made.args.some(({ spread }) => spread === true)) return args;
  if (base === undefined) return [path, ...more];
  const { range } = made;
  const on: Term = { op: 'module', module: 'url', member: 'resolve', range };
  return [{ value: { op: 'call', on, args: [base, path], range } }, ...more];
}

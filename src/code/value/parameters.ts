import { withoutEnd } from '../../effect/withoutEnd.ts';
import { textOf } from './produced.ts';
import { childrenOf } from '../term/term.ts';
import type { FunctionTerm, Term } from '../term/term.ts';
import type { TextValue, Value } from './value.ts';

/** How a program may reach its own functions without their values being seen to go there. */
export type Reach =
  /** Through what holds all of them: `this.f`, `globalThis['f']`. */
  | 'global'
  /** By texts, symbols and members of anything. */
  | 'word';

/** Names of what holds a script's functions. */
const GLOBAL = /^(?:globalThis|global|window|self)$/;

/** Functions that may be called by what is not seen: their parameters may be anything. */
export function reachable(
  program: Term,
  functions: readonly FunctionTerm[],
  reach: Reach | undefined,
): readonly FunctionTerm[] {
  if (reach === undefined) return [];
  const seen: Seen = { said: new Set(), called: new Set(), anyMember: false };
  look(program, seen, reach, 'value');
  return functions.filter(({ name, class: isClass }) => {
    if (seen.anyMember) return true;
    if (name === undefined) return false;
    // What makes a thing is called by no name of its own.
    const isMaker = isClass !== undefined || name === 'initialize';
    return seen.said.has(name.toLowerCase()) || (reach === 'word' && !isMaker && !seen.called.has(name));
  });
}

interface Seen {
  /** Names that stand elsewhere than where they are called, in lower case: some languages call in any case. */
  readonly said: Set<string>;
  readonly called: Set<string>;
  /** What holds a program's functions is asked for one that is not written there. */
  anyMember: boolean;
}

function look(term: Term, seen: Seen, reach: Reach, position: 'value' | 'callee' | 'receiver'): void {
  const said = (name: string): void => void seen.said.add(name.toLowerCase());
  const isWord = reach === 'word';
  switch (term.op) {
    case 'name':
      if (position === 'callee') seen.called.add(term.name);
      // A class of which a member is asked is not handed on.
      else if (isWord && !(position === 'receiver' && /^[A-Z]/.test(term.name))) said(term.name);
      if (GLOBAL.test(term.name) && position !== 'receiver') seen.anyMember = true;
      break;
    case 'module':
      if (!isWord && term.module === 'this' && position !== 'receiver') seen.anyMember = true;
      break;
    case 'text':
      if (isWord) said(term.value.split(/[\\:.]/).at(-1) ?? '');
      break;
    case 'member':
      if (isWord || isGlobal(term.on)) said(term.name);
      break;
    case 'record':
      if (isWord) for (const { name } of term.entries) if (name !== undefined) said(name);
      break;
    default:
  }
  for (const part of childrenOf(term)) {
    const isCallee = term.op === 'call' && part === term.on;
    look(part, seen, reach, isCallee ? 'callee' : term.op === 'member' ? 'receiver' : 'value');
  }
}

function isGlobal(term: Term): boolean {
  return term.op === 'name' ? GLOBAL.test(term.name) : term.op === 'module' && term.module === 'this';
}

/**
 * What a function gives to itself grows by a part in each round: `src`, `src/*`, `src/*` + `/*`. Below what was there
 * before, it is all that is there: `src/**`.
 */
export function below(values: readonly Value[]): readonly Value[] {
  const roots: string[] = [];
  return values.map((value) => {
    const text = textOf(value);
    if (text === undefined || value.is === 'constant') return value;
    const root = text.pattern === true || text.open === true ? roots.find((one) => isBelow(text.text, one)) : undefined;
    if (root === undefined) {
      roots.push(text.text.endsWith('/**') ? text.text.slice(0, -3) || '/' : text.text);
      return value;
    }
    const wide: TextValue = {
      is: 'text',
      text: `${withoutEnd(root, '/')}/**`,
      range: [0, 0],
      pattern: true,
      below: true,
      ...(text.open === true ? { open: true } : {}),
    };
    return value.is === 'object' ? { ...value, target: wide } : wide;
  });
}

function isBelow(path: string, root: string): boolean {
  const base = root.endsWith('/') ? root : `${root}/`;
  return path.startsWith(base) && !path.slice(base.length).split('/').includes('..');
}

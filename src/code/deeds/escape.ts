import type { TextRange } from '../../effect/effect.ts';
import { deed } from './deeds.ts';
import { opaque } from './findings.ts';
import { TELLS } from './insides.ts';
import type { Program } from './program.ts';
import { isInert } from '../value/rule.ts';
import type { Term } from '../term/term.ts';
import type { Value } from '../value/value.ts';
import { isGuarded, ruleOf } from './valueRule.ts';

/** What a module says of itself: `numpy.__version__`, `react.version`. */
const ABOUT_ITSELF = /\.(?:__version__|__file__|__path__|__doc__|__name__|VERSION|version)$/;

/** What a term may stand for goes where it is not followed; `shown`: it is only made a text of, by code that is loaded anyway. */
export function escapes(term: Term, program: Program, position: 'value' | 'shown'): void {
  for (const value of program.values.of(term)) {
    if (position === 'shown' && value.is === 'ref' && program.language.rules.of(value.name)?.environment === undefined)
      continue;
    escape(value, term.range, program);
  }
}

/** A value goes where it is not followed. Data may; a function that does something may be called there. */
export function escape(value: Value, range: TextRange, program: Program): void {
  const { findings, language } = program;
  switch (value.is) {
    case 'ref': {
      const rule = language.rules.of(value.name);
      if (rule === undefined) {
        if (!ABOUT_ITSELF.test(value.name) && !TELLS.test(value.name.slice(value.name.lastIndexOf('.') + 1)))
          opaque(findings, range, 'problem.unknown-name');
      } else if (rule.environment !== undefined) deed(rule, { value, args: [], range, receiver: undefined }, program);
      else if (rule.gives === 'path' && /\.[A-Z]\w*$/.test(value.name)) findings.handsClass = true;
      else if (!isInert(rule)) deed(rule, { value, args: undefined, range, receiver: undefined }, program);
      return;
    }
    case 'member': {
      // A member of plain data is data, whatever its name is.
      if (isPlain(value.on)) return;
      const rule = ruleOf(value, program);
      if (rule !== undefined && !isInert(rule))
        deed(rule, { value, args: undefined, range, receiver: value.on }, program);
      return;
    }
    case 'object':
      if (isGuarded(value)) opaque(findings, range, 'problem.unknown-name');
      return;
    default:
  }
}

/** Data that came as text: nothing in it acts. */
function isPlain(value: Value): boolean {
  return value.is === 'object' && value.type === 'plain';
}

import type { Source } from '../state/arg.ts';
import type { Flow } from '../state/flow.ts';
import type { Scope } from '../state/scope.ts';
import type { Expansion } from './parameters.ts';

/** What one server of this machine has said, and nothing read here. */
export function answered(flow: Flow | undefined, value: string): Source | undefined {
  const { answer, local, secret } = flow ?? {};
  return answer === undefined || local === true || secret !== undefined ? undefined : { value, server: answer };
}

export function numbers(scope: Scope, value: string): Source | undefined {
  return scope.variables.has('IFS') ? undefined : { value, server: 'none' };
}

/** A sum of what the text itself counts: `$((page + 1))`, not of a number that somebody keeps in a file or a variable. */
export function isOwnSum({ variables }: Scope, text: string): boolean {
  const names = text.match(/[A-Za-z_]\w*/g) ?? [];
  return (
    !/\$\(\(?.*(?:\$\(|`|\$\{|\[)/s.test(text) &&
    names.every((name) => {
      const variable = variables.get(name);
      return variable?.flow === undefined && (variable?.value !== undefined || variable?.counts === true);
    })
  );
}

/** A variable that is known only when it runs, by what was put into it. */
export function sourceIn(scope: Scope, { value, counts, flow, unbroken }: Expansion, text: string): Source | undefined {
  if (value !== undefined) return undefined;
  if (counts === true && flow === undefined) return { value: text, server: 'none' };
  const source = answered(flow, text);
  return source !== undefined && unbroken === true && !scope.variables.has('IFS') ? { ...source, unbroken } : source;
}

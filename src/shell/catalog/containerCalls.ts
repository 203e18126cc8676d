import type { Trait } from '../../effect/trait.ts';
import type { Arg } from '../state/arg.ts';
import { runFlow } from '../commands/scriptText.ts';
import type { Call } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import { elsewhere } from '../state/elsewhere.ts';

/** Words that run inside a container: nothing of this machine's folders but what is mounted. */
export function runInside(call: Call, words: readonly Arg[], traits: readonly Trait[], cwd = '/'): void {
  const scope = elsewhere(call.scope, traits, cwd);
  const inner: Call = { ...call, scope, state: { ...call.state, cwd } };
  if (words.length > 0) runWords(inner, words);
  else if (call.stdin !== undefined) runFlow(inner, call.stdin);
  call.state.stdout = inner.state.stdout;
}

import { act, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';

export const PRINTS = /^--?(?:version|help|[vVh])$/;

/** Words that only look, words that build or check what the workspace says, and everything else, which is not known. */
export function verbs(looks: RegExp, project: RegExp): (call: Call) => void {
  return (call) => {
    const verb = call.args.find(({ value }) => !value.startsWith('-') && !value.startsWith('+'));
    const word = verb?.value ?? '';
    if (looks.test(word) || (word === '' && call.args.length > 0 && call.args.every(({ value }) => PRINTS.test(value))))
      return;
    if (project.test(word)) act(call, 'exec.project', 'operation', `${call.title} ${word}`.trim(), call.range);
    else opaque(call, call.title, call.range, 'problem.unknown-command');
  };
}

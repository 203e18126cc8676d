import { joinArgs } from '../state/arg.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runShellText } from '../calls/innerCommand.ts';
import { printsEnvironment } from './machine.ts';
import type { Tool } from './tool.ts';
import { ASSIGNMENT, withAssignments } from './wrapperCalls.ts';

function environment(call: Call): void {
  const text = valueOf(call, 'S', 'split-string');
  const operands = call.parsed.operands[0]?.value === '-' ? call.parsed.operands.slice(1) : call.parsed.operands;
  if (text !== undefined) {
    const all = joinArgs([text, ...operands]);
    // What stands in it is what would stand behind env itself: options and assignments come first.
    const own = all === undefined ? undefined : /^\s*(?=-)/.exec(all.value);
    if (all !== undefined && own !== null && own !== undefined)
      runShellText(call, {
        ...all,
        value: `env ${all.value}`,
        offsets: [...new Array<number>(4).fill(all.range[0]), ...all.offsets],
      });
    else if (all !== undefined) runShellText(call, all);
    return;
  }
  if (operands.every((arg) => ASSIGNMENT.test(arg.value))) printsEnvironment(call);
  else withAssignments(call, operands);
}

/** A command with other variables. */
export const environmentsTools: readonly Tool[] = [
  {
    names: 'env genv',
    stop: true,
    options:
      'i,ignore-environment 0,null u,unset= C,chdir=folder S,split-string=!last v,debug a,argv0= block-signal? default-signal? ignore-signal? list-signal-handling',
    also: environment,
    examples: {
      held: {
        "env -S 'rm -rf x'": 'file.delete',
        'env -S \'sh -c "rm x"\' --help': 'file.delete',
        'env -i A=b rm -rf x': 'file.delete',
      },
      passed: ['env | grep NODE', 'env NODE_ENV=test ls'],
    },
  },
];

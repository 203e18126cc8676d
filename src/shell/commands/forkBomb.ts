import type { AndOr, CompoundList, Function as FunctionNode, PipelineNode } from 'unbash';

/** How often a piece of a function calls the function again, and whether it does so beside itself: in a pipe or in the background. */
interface Calls {
  readonly count: number;
  readonly beside: boolean;
}

const NONE: Calls = { count: 0, beside: false };

/** `:(){ :|:& };:`: each call makes more than one, at the same time, until the machine stands still. */
export function multiplies(node: FunctionNode): boolean {
  const name = node.name.value;
  const { count, beside } = callsIn(node.body, name);
  return count > 1 && beside;
}

function callsIn(node: FunctionNode['body'] | PipelineNode | AndOr, name: string): Calls {
  switch (node.type) {
    case 'Command':
      return node.name?.value === name ? { count: 1, beside: false } : NONE;
    case 'Pipeline':
      return sum(
        node.commands.map((part) => callsIn(part, name)),
        node.commands.length > 1,
      );
    case 'AndOr':
      return sum(
        node.commands.map((part) => callsIn(part, name)),
        false,
      );
    case 'CompoundList':
      return inList(node, name);
    case 'BraceGroup':
    case 'Subshell':
      return inList(node.body, name);
    case 'Redirected':
      return callsIn(node.command, name);
    default:
      return NONE;
  }
}

function inList(list: CompoundList, name: string): Calls {
  return sum(
    list.commands.map((statement) => {
      const calls = callsIn(statement.command, name);
      return { count: calls.count, beside: calls.beside || statement.background === true };
    }),
    false,
  );
}

function sum(parts: readonly Calls[], together: boolean): Calls {
  const calling = parts.filter(({ count }) => count > 0);
  return {
    count: calling.reduce((total, { count }) => total + count, 0),
    beside: calling.some(({ beside }) => beside) || (together && calling.length > 0),
  };
}

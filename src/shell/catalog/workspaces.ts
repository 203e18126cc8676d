import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

const TAKES = /^(?:--workspace|--filter|--filter-prod|-w|-F)(?:=(.*))?$/s;
const EVERY = /^(?:--workspaces|-ws|-r|--recursive|-m)$/;

/**
 * The packages of the workspace whose script is meant, by the words that say so: names, folders, filters, `*` for all. Undefined: the one
 * that it stands in. pnpm's `-w` is the root of all, and only npm takes its own options behind the script's name.
 */
export function packagesOf(call: Call, name: Arg): readonly string[] | undefined {
  const { words } = call.state;
  const npm = /^npm\b/.test(call.title);
  const end = words.findIndex((word) => (npm ? word.value === '--' : word === name));
  const found: string[] = [];
  let inRoot = false;
  for (const [index, word] of words.slice(0, end === -1 ? undefined : end).entries()) {
    const { value } = word;
    const takes = TAKES.exec(value);
    if (EVERY.test(value) && (npm || value !== '-ws')) found.push('*');
    else if (/^pnpm\b/.test(call.title) && /^(?:-w|--workspace-root)$/.test(value)) inRoot = true;
    else if (takes !== null) {
      const named = takes[1] === undefined ? words[index + 1] : word;
      found.push(named === undefined || named.dynamic ? '' : (takes[1] ?? named.value));
    }
  }
  return found.length > 0 && !inRoot ? found : undefined;
}

import { hostOf } from '../calls/meaning.ts';
import { act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';

/** Remotes of platforms: what is pushed there is built and goes live. */
function deploys(call: Call, remote: Arg | undefined): void {
  if (
    remote !== undefined &&
    /^(?:heroku|dokku|piku|clever|scalingo|gigalixir|production|prod|live|staging)$/.test(remote.value)
  )
    act(call, 'infra.change', 'resource', `deployment/${remote.value}`, remote.range);
}

/** A remote that the command line spells out, or that this very text has set, is another place than the one the repository knows. */
function leavesFor(call: Call, remote: Arg | undefined): void {
  const target = remote?.value ?? 'origin';
  const spelled = remote !== undefined && /:\/\/|^[^/@]+@[^/]+:|^\.{0,2}\//.test(remote.value);
  const set = call.shell.run.effects.some(
    ({ kind, object }) => kind === 'git.config' && object.type === 'remote' && object.name === target,
  );
  if (spelled) act(call, 'network.send', 'host', hostOf(target), remote.range, { traits: ['reads-local'] });
  else if (set) act(call, 'network.send', 'host', target, remote?.range ?? call.range, { traits: ['reads-local'] });
}

/** `git push`: what the remote gets, what it loses. */
export function gitPush(call: Call): void {
  const [remote, ...specs] = call.parsed.operands;
  leavesFor(call, remote);
  const forced = has(call, 'f', 'force', 'force-with-lease', 'mirror', 'prune');
  const target = remote?.value ?? 'origin';
  if (has(call, 'no-verify')) act(call, 'gate.tamper', 'operation', 'no-verify', call.range);
  if (remote !== undefined && /^ext::/.test(remote.value))
    opaque(call, remote.value, remote.range, 'problem.runs-program');
  if (specs.length === 0) {
    act(call, forced ? 'git.push-force' : 'git.push', 'remote', target, remote?.range ?? call.range, { undo: 'none' });
    deploys(call, remote);
    return;
  }
  deploys(call, remote);
  for (const spec of specs) {
    if (spec.value === 'tag') continue;
    const plus = spec.value.startsWith('+');
    const [from = '', to] = spec.value.replace(/^\+/, '').split(':');
    const gone = has(call, 'd', 'delete') || (from === '' && to !== undefined);
    const name = (to ?? from).replace(/^refs\/(?:heads|tags)\//, '');
    const type = /^refs\/tags\/|^v\d/.test(to ?? from) ? 'tag' : 'branch';
    act(
      call,
      forced || plus || gone ? 'git.push-force' : 'git.push',
      spec.dynamic ? 'unknown' : type,
      name,
      spec.range,
      {
        undo: 'none',
        ...(spec.dynamic ? { certainty: 'possible' as const, traits: ['dynamic' as const] } : {}),
      },
    );
  }
}

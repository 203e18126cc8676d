import { decodedPart } from '../../effect/effect.ts';
import { absorb, act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { bindFile, embedFlow, requestFile } from '../calls/embed.ts';
import { unknownFlow } from '../state/flow.ts';
import type { Flow } from '../state/flow.ts';
import { absolute, isInside, isRooted } from '../effects/paths.ts';
import { adopt, childShell, fork } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';

/** `source FILE`: its text runs in this very shell, and so changes what it knows. */
export function sourceFile(call: Call): void {
  const [file, ...args] = call.args;
  if (file === undefined) return;
  if (args.length > 0) call.state.local = true;
  const scope = readScriptFile(call, file, args.length > 0 ? { positional: args } : {}, true);
  if (scope !== undefined) {
    const { positional } = call.scope;
    adopt(call.scope, scope);
    call.scope.positional = positional;
    return;
  }
  for (const [name, variable] of call.scope.variables)
    call.scope.variables.set(name, { ...variable, value: undefined, elements: undefined });
}

/** Files that a person's shell starts with, and those by which version managers put their tools on the path. */
const STARTUP =
  /^~\/\.(?:bashrc|bash_profile|bash_aliases|profile|zshrc|zprofile|zshenv|nvm\/nvm\.sh|cargo\/env|ghcup\/env|asdf\/asdf\.sh|sdkman\/bin\/sdkman-init\.sh|rvm\/scripts\/rvm)$|^\/etc\/(?:profile|bash\.bashrc)$/;

/**
 * What a sourced file is, where its name says so: what a new shell of this person runs anyway (writing to it is held as
 * persistence), or the workspace's own virtual environment, whose programs are the workspace's code.
 */
function knownSource(call: Call, path: string): string | undefined {
  const { home } = call.scope;
  if (STARTUP.test(path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path)) return `source ${path}`;
  const environment = /\/([^/]+)\/(?:bin|Scripts)\/activate(?:\.(?:fish|csh))?$/.exec(path)?.[1];
  const inside = call.state.cwd !== undefined && isInside(path, call.state.cwd);
  return environment !== undefined && inside ? `activate ${environment}` : undefined;
}

/** `bash FILE`, `source FILE`: from what is known of it, else asked for. Gives the scope that it leaves, where that is known. */
export function readScriptFile(call: Call, file: Arg, changes: Partial<Scope>, sourced = false): Scope | undefined {
  if (file.dynamic && !file.processSubstitution) {
    opaque(call, file.value, file.range, 'problem.dynamic', ['dynamic']);
    return undefined;
  }
  const path = absolute(file.value, call.state.cwd ?? '/', call.scope.home);
  const flow = file.processSubstitution
    ? file.flow
    : /^\/dev\/(?:stdin|fd\/0)$|^\/proc\/self\/fd\/0$/.test(path)
      ? call.stdin
      : call.scope.files.get(path);
  if (flow !== undefined) return runFlow(call, flow, changes);
  if (file.processSubstitution) {
    opaque(call, call.name.value, file.range, 'problem.dynamic');
    return undefined;
  }
  if (call.state.cwd === undefined && !isRooted(file.value, call.scope.home)) {
    opaque(call, file.value, file.range, 'problem.dynamic', ['dynamic']);
    return undefined;
  }
  const known = sourced ? knownSource(call, path) : undefined;
  if (known !== undefined) {
    act(call, 'exec.project', 'operation', known, file.range);
    if (isInside(path, call.scope.workspace)) bindFile(call, path, file.range);
    return undefined;
  }
  const args = 'positional' in changes ? changes.positional : call.scope.positional;
  const inner = { language: 'shell', dialect: 'bash', args, ...(sourced ? { sourced } : {}) } as const;
  absorb(call, { ...unknownFlow(file.range), local: true });
  requestFile(call, path, file.range, inner);
  return undefined;
}

/**
 * Shell code that comes from somewhere: known text is read here, by default as a new shell reads it. Gives the scope that
 * it leaves.
 */
export function runFlow(call: Call, flow: Flow, changes: Partial<Scope> = childShell(call.scope)): Scope | undefined {
  if (flow.text === undefined) {
    if (!embedFlow(call, flow, { language: 'shell', dialect: 'bash' }))
      opaque(call, call.title, flow.range, 'problem.unknown-input', flow.decoded ? ['decoded'] : []);
    return undefined;
  }
  absorb(call, flow);
  const scope = fork(call.scope, {
    ...changes,
    traits: [...new Set([...call.scope.traits, ...call.traits, ...(flow.decoded ? (['decoded'] as const) : [])])],
    ...(flow.decoded ? { decoded: decodedPart(flow.text) } : {}),
  });
  const origin =
    flow.offsets === undefined
      ? ({ kind: 'fixed', whole: flow.range } as const)
      : ({ kind: 'offsets', offsets: flow.offsets, whole: flow.range } as const);
  call.state.stdout = call.shell.text(flow.text, scope, origin, undefined);
  return scope;
}

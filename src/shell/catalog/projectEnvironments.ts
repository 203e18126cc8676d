import { act, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { isInside } from '../effects/paths.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { runsProjectProgram } from './packagePrograms.ts';
import type { Tool } from './tool.ts';
import { after } from './wrapperCalls.ts';

/** Programs that put other programs' environment together: `direnv exec DIR`, `mise exec -- …`, `nix shell X -c …`. */
function afterDashes(call: Call): void {
  // Behind a task's name they are the task's own words.
  if (/^(?:mise|rtx|devbox|pixi) run$/.test(call.title)) {
    runsProjectProgram(call);
    return;
  }
  const at = call.args.findIndex(
    (arg) => arg.value === '--' || (call.title.startsWith('nix') && /^(?:-c|--command)$/.test(arg.value)),
  );
  if (call.title.startsWith('nix ')) {
    // A flake of the workspace runs its own hook, any other is fetched; what stands behind `nix run X --` are that program's words.
    const flakes = call.args.slice(0, at === -1 ? undefined : at).filter(({ value }) => !value.startsWith('-'));
    for (const flake of flakes)
      if (!/^\.(?:$|#)/.test(flake.value)) act(call, 'exec.install', 'package', flake.value, flake.range);
    if (flakes.every(({ value }) => value.startsWith('.')))
      act(call, 'exec.project', 'operation', call.title, call.range);
    if (call.title === 'nix run') return;
  }
  if (at === -1) runWords(call, call.parsed.operands);
  else runWords(call, call.args.slice(at + 1));
}

/** Programs that start a command with secrets in its environment: `dotenv -- CMD`, `doppler run -- CMD`, `aws-vault exec P -- CMD`. */
function withSecrets(call: Call): void {
  // Variables may load code: a file of them from elsewhere is no setting of the project.
  for (const [index, arg] of call.args.entries()) {
    if (arg.value === '--') break;
    const before = call.args[index - 1]?.value ?? '';
    const path = /^(?:-e|-f|--env-file)$/.test(before) && call.title.startsWith('dotenv') ? pathOf(call, arg) : '';
    if (path === undefined || (path !== '' && !isInside(path, call.scope.workspace)))
      opaque(call, arg.value, arg.range, 'problem.unread-file');
  }
  const at = call.args.findIndex((arg) => arg.value === '--');
  if (at !== -1) {
    runWords(call, call.args.slice(at + 1));
    return;
  }
  const words = call.args.filter((arg) => !arg.value.startsWith('-'));
  const verb = words[0]?.value ?? '';
  // Names are no secrets.
  if (verb === 'secrets' && words.length === 1 && call.args.some(({ value }) => value === '--only-names')) return;
  if (call.args.every((arg) => /^(?:-h|--help|-V|--version|version|help)$/.test(arg.value))) return;
  if (/^(?:run|exec)$/.test(verb)) {
    const first = call.args.findIndex((arg) => arg.value === verb) + 1;
    const text = call.args.find((_, index) => call.args[index - 1]?.value === '--command');
    if (text !== undefined) {
      runShellText(call, text);
      return;
    }
    const command = call.args.findIndex((arg, index) => index >= first && !arg.value.startsWith('-'));
    const profile = /^(?:aws-vault|chamber|envchain)$/.test(call.title) ? 1 : 0;
    if (command === -1 || call.args.length <= command + profile)
      opaque(call, call.title, call.range, 'problem.interactive');
    else runWords(call, call.args.slice(command + profile));
  } else if (verb === 'secrets' && /^(?:delete|set|upload|unset|generate-.*|folders)$/.test(words[1]?.value ?? '')) {
    const sense = /^(?:delete|unset)$/.test(words[1]?.value ?? '') ? 'infra.destroy' : 'infra.change';
    const named = words
      .slice(2)
      .filter((word) => call.args[call.args.indexOf(word) - 1]?.value.startsWith('-') !== true);
    for (const { value, range } of named.length > 0 ? named : [{ value: '*', range: call.range }])
      act(call, sense, 'secret', value.split('=')[0] ?? value, range);
  } else if (/^(?:secrets|get|list|read|export|env|download|ls|printenv|decrypt)$/.test(verb)) {
    // `doppler secrets get A`, `chamber read SERVICE A`: without a name it is all of them.
    const named = words.slice(/^(?:secrets|read)$/.test(verb) ? 2 : 1)[0]?.value ?? '*';
    act(call, 'secret.read', 'secret', named, call.range);
  } else if (/^(?:set|delete|write|encrypt|import|remove|rotate|add|clear|login|logout|setup)$/.test(verb))
    act(call, 'system.change', 'secret', '*', call.range);
  else runWords(call, words);
}

/** Programs that run a command with versions of tools, or secrets, that a project's settings name. */
export const projectEnvironmentsTools: readonly Tool[] = [
  {
    names: 'direnv',
    stop: true,
    commands: {
      exec: { stop: true, also: after(1) },
      'allow permit grant': {
        operands: 'persist.install:file',
        also: (call) => {
          if (call.parsed.operands.length === 0)
            act(call, 'persist.install', 'file', `${call.state.cwd ?? '.'}/.envrc`, call.range);
        },
      },
      'status version help show_dump': '',
      'deny revoke block prune reload edit': { does: 'file.write:file=.envrc' },
      hook: { free: true, operands: 'text...' },
      export: { free: true, also: (call) => opaque(call, call.title, call.range, 'problem.runs-program') },
    },
    examples: {
      held: {
        'direnv exec . rm -rf x': 'file.delete',
        'direnv allow': 'persist.install',
        'direnv export bash': 'exec.opaque',
      },
      passed: ['direnv hook bash'],
    },
  },
  {
    names: 'mise rtx asdf devbox nix nix-shell nix-env pixi',
    stop: true,
    options: 'run=shell command=shell p,packages= pure c,command= I= A= E,expr=opaque',
    commands: {
      'exec x run shell develop': {
        free: true,
        stop: true,
        noHelp: true,
        options: 'e,environment= manifest-path=opaque',
        also: afterDashes,
      },
      // Nix's own starts a shell, or a command in it.
      env: {
        free: true,
        stop: true,
        also: (call) => {
          if (call.title.startsWith('nix')) opaque(call, call.title, call.range, 'problem.runs-program');
        },
      },
      'ls list current which where status doctor version help search info latest outdated show': {
        free: true,
        operands: 'text...',
      },
      profile: {
        free: true,
        commands: {
          'list history diff-closures': '',
          'wipe-history rollback remove': { free: true, does: 'system.change:operation' },
        },
        otherwise: { free: true, operands: 'text exec.install:package...' },
      },
      'install i use global local plugin plugins upgrade up add build': {
        free: true,
        operands: 'exec.install:package...',
      },
      'uninstall prune remove rm': { free: true, operands: 'file.delete:package...' },
      config: {
        free: true,
        commands: {
          'get ls list show': 'text...',
          'set unset generate edit': { free: true, does: 'persist.install:operation' },
        },
        alone: '',
      },
      flake: {
        free: true,
        commands: {
          'show metadata info archive': 'text...',
          'init new clone': { free: true, does: 'file.create:directory=.' },
          'update lock': { free: true, does: 'exec.install:package=flake.lock' },
          check: { free: true, does: 'exec.project:operation' },
        },
      },
    },
    alone: '',
    otherwise: { free: true, does: 'exec.install:package' },
    examples: {
      held: {
        'mise exec -- rm -rf x': 'file.delete',
        'mise run deploy -- ls': 'exec.project',
        'pixi run -e dev test': 'exec.project',
        'pixi run --manifest-path /tmp/x test': 'exec.project exec.opaque',
        'devbox run build': 'exec.project',
        'nix run nixpkgs#x -- ls': 'exec.install',
        'nix run .#x -- ls': 'exec.project',
        'nix shell nixpkgs#x -c ls': 'exec.install file.read',
        'nix develop -c ls': 'exec.project file.read',
        "nix-shell --run 'rm -rf x'": 'file.delete',
        'nix profile wipe-history': 'system.change',
      },
      passed: ['nix profile list'],
    },
  },
  {
    names: 'dotenv dotenvx doppler infisical chamber op-run aws-vault envchain teller',
    free: true,
    noHelp: true,
    also: withSecrets,
    examples: {
      held: {
        'dotenv -- rm -rf x': 'file.delete',
        'doppler run -- rm -rf x': 'file.delete',
        'doppler secrets delete A -y': 'infra.destroy',
      },
    },
  },
];

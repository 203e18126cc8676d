import { act } from '../act.ts';
import type { Arg } from '../arg.ts';
import type { Call } from '../call.ts';
import { runWords } from '../innerCommand.ts';
import type { Tool } from './tool.ts';

/** Package managers of the machine, and of language versions. */
export const packagesSystem: readonly Tool[] = [
  {
    names:
      'apt apt-get aptitude dnf yum zypper apk pacman brew port snap flatpak choco winget scoop pkg emerge xbps-install',
    stop: true,
    free: true,
    noHelp: true,
    also: systemPackages,
    examples: {
      held: {
        'apt-get purge -y postgresql': 'file.delete',
        'brew install jq': 'exec.install',
        'brew uninstall --force node': 'file.delete',
        'snap remove --purge x': 'file.delete',
      },
      passed: ['apt list --installed', 'brew list'],
    },
  },
  {
    names: 'apt-cache apt-mark apt-key dpkg rpm dpkg-query',
    free: true,
    also: (call) => {
      const change = call.args.some(
        (arg) =>
          /^(?:-i|--install|-r|--remove|-P|--purge|-e|--erase|-U|-F|add|del|hold|unhold|--configure)$/.test(
            arg.value,
          ) ||
          (call.title === 'rpm' && /^-[iUeF]|^--(?:import|rebuilddb|initdb|restore|set\w+)$/.test(arg.value)),
      );
      if (change)
        act(
          call,
          call.args.some((arg) => /^(?:-r|-P|-e|--remove|--purge|--erase|del)$/.test(arg.value))
            ? 'file.delete'
            : 'exec.install',
          'package',
          call.parsed.operands.at(-1)?.value ?? '*',
          call.range,
        );
    },
    examples: { held: { 'dpkg -i a.deb': 'exec.install' }, passed: ['dpkg -l', 'rpm -qa'] },
  },
  {
    names: 'nvm fnm volta n pyenv rbenv sdk asdf-vm tfenv rvm goenv jenv',
    stop: true,
    free: true,
    also: (call) => {
      const verb = call.args[0]?.value ?? '';
      if (/^(?:ls|list|ls-remote|current|which|version|versions|--version|help|use|whence|root|env|alias)?$/.test(verb))
        return;
      if (/^(?:uninstall|remove|rm|prune)/.test(verb))
        act(call, 'file.delete', 'package', call.args[1]?.value ?? '*', call.range);
      else if (verb === 'exec' || verb === 'run') runWords(call, behindVersion(call));
      else act(call, 'exec.install', 'package', call.args[1]?.value ?? verb, call.range);
    },
    examples: { held: { 'nvm install 20': 'exec.install' }, passed: ['nvm ls', 'pyenv versions'] },
  },
];

/** `nvm exec 20 CMD`, `fnm exec --using=20 CMD`: the command behind the version. */
function behindVersion(call: Call): readonly Arg[] {
  const words = call.args.slice(1);
  if (call.title === 'nvm' && call.args[0]?.value === 'exec') return words.slice(1);
  const own = words.findIndex(
    ({ value }, index) => !/^--/.test(value) && !/^--(?:using|node|npm|yarn)$/.test(words[index - 1]?.value ?? ''),
  );
  return own === -1 ? [] : words.slice(own);
}

function systemPackages(call: Call): void {
  const names = call.args.filter((arg) => !arg.value.startsWith('-'));
  const flags = call.args
    .filter((arg) => arg.value.startsWith('-'))
    .map((arg) => arg.value)
    .join(' ');
  const pacman = call.title === 'pacman';
  const verb = pacman ? flags : (names[0]?.value ?? '');
  const objects = pacman ? names : names.slice(1);
  if (/(?:^|\s)(?:-s|--simulate|--dry-run|--just-print|-n)(?:\s|$)/.test(flags) && !pacman) return;
  const reads = pacman
    ? /^-(?:Q|Ss|Si|Sl|F)/.test(verb)
    : /^(?:list|search|show|info|policy|ls|leaves|deps|uses|outdated|doctor|config|home|cat|desc|--version|--prefix|--cellar|help|check-update|repolist|provides|depends|rdepends|changes|find|warehouse|version|services?)?$/.test(
        verb,
      );
  if (reads && !/^services?$/.test(verb)) return;
  if (/^services?$/.test(verb) && /^(?:list|info)?$/.test(objects[0]?.value ?? '')) return;
  const removes = pacman
    ? /^-R/.test(verb)
    : /^(?:remove|purge|autoremove|uninstall|rm|erase|del|delete|autoclean|clean|cleanup)$/.test(verb);
  const change = removes ? 'file.delete' : /^services?$/.test(verb) ? 'system.change' : 'exec.install';
  for (const object of objects)
    act(
      call,
      change,
      object.dynamic ? 'unknown' : 'package',
      object.value,
      object.range,
      object.dynamic ? { certainty: 'possible' } : {},
    );
  if (objects.length === 0) act(call, change, 'package', '*', call.range);
}

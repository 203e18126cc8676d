import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';

/** Package managers of the machine, and of language versions. */
export const packagesSystem: readonly Tool[] = [
  {
    names:
      'apt apt-get aptitude dnf yum zypper apk pacman yay paru pikaur trizen brew port snap flatpak choco winget scoop pkg emerge xbps-install xbps-remove',
    stop: true,
    free: true,
    noHelp: true,
    also: systemPackages,
    examples: {
      held: {
        'yay -Syu': 'exec.install',
        'paru neovim-git': 'exec.install',
        'yay -Rns neovim-git': 'file.delete',
        'apt-get purge -y postgresql': 'file.delete',
        'brew install jq': 'exec.install',
        'brew uninstall --force node': 'file.delete',
        'snap remove --purge x': 'file.delete',
        'zypper -n remove mysql': 'file.delete',
        'dnf module enable php:8.3': 'exec.install',
        'yum history undo 4': 'exec.install',
      },
      passed: [
        'yay -Ss neovim',
        'apt list --installed',
        'brew list',
        'brew shellenv',
        'brew --prefix openssl@3',
        'flatpak remotes',
        'dnf module list php',
        'yum history',
        'apt-get -s upgrade',
      ],
    },
  },
  {
    names: 'apt-cache apt-mark apt-key dpkg rpm dpkg-query',
    free: true,
    also: (call) => {
      const change = call.args.some(
        (arg) =>
          /^(?:-i|--install|-r|--remove|-P|--purge|-e|--erase|-U|-F|add|adv|update|net-update|del|hold|unhold|auto|manual|minimize-manual|--configure|--(?:set|clear)-selections|--(?:add|remove)-architecture|--unpack|--update-avail|--merge-avail|--clear-avail|--triggers-only)$/.test(
            arg.value,
          ) ||
          (call.title === 'rpm' &&
            /^-[iUeF]|^--(?:import|rebuilddb|initdb|restore|set\w+|resign|addsign|delsign|rebuild)$/.test(arg.value)),
      );
      // `rpm --eval '%(…)'` runs a shell.
      if (
        call.title === 'rpm' &&
        call.args.some(({ value }) => /^(?:-E|--eval|--define|-D|--pipe|--load|--macros)/.test(value))
      )
        opaque(call, call.title, call.range, 'problem.runs-program');
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
    examples: {
      held: { 'dpkg -i a.deb': 'exec.install', "rpm --eval '%(rm -rf x)'": 'exec.opaque' },
      passed: ['dpkg -l', 'rpm -qa'],
    },
  },
  {
    names: 'nvm fnm volta n nvs nodenv pyenv rbenv sdk asdf-vm tfenv tgenv rvm goenv jenv phpenv plenv',
    stop: true,
    free: true,
    also: (call) => {
      const verb = call.args[0]?.value ?? '';
      if (
        /^(?:ls|list|ls-remote|current|which|version|versions|--version|help|use|whence|root|env|alias|init|virtualenv-init|rehash)?$/.test(
          verb,
        )
      )
        return;
      // `rbenv global` alone says which it is.
      if (
        /^(?:global|local|shell)$/.test(verb) &&
        call.args.length === 1 &&
        /^(?:py|rb|go|j|node|php|pl)env$/.test(call.title)
      )
        return;
      if (/^plugins?$/.test(verb) && /^(?:list(?:-all)?|ls|ls-remote)$/.test(call.args[1]?.value ?? '')) return;
      if (/^(?:uninstall|remove|rm|prune)/.test(verb))
        act(call, 'file.delete', 'package', call.args[1]?.value ?? '*', call.range);
      else if (verb === 'exec' || verb === 'run') runWords(call, behindVersion(call));
      // It writes down which version this folder takes.
      else if (verb === 'local' && VERSION_FILE[call.title] !== undefined)
        actOnFile(call, 'output', plainArg(VERSION_FILE[call.title] ?? '', call.range));
      // `rvm 3.2 do WORDS`
      else if (call.args[1]?.value === 'do') runWords(call, call.args.slice(2));
      else {
        // `nvm install --lts`: what is asked for may be said by an option alone.
        const named = call.args.slice(1).find(({ value }) => !value.startsWith('-')) ?? call.args[1];
        act(call, 'exec.install', 'package', named?.value.replace(/^-+/, '') ?? verb, call.range);
      }
    },
    examples: {
      held: {
        'nvm install 20': 'exec.install',
        'pyenv local 3.12': 'file.write',
        'pyenv global 3.12': 'exec.install',
        'rbenv global --unset': 'exec.install',
        'nvm exec rm -rf x': 'file.delete',
      },
      passed: ['nvm ls', 'pyenv versions', 'rbenv global', 'pyenv init - bash'],
    },
  },
];

const VERSION_FILE: Readonly<Record<string, string>> = {
  pyenv: '.python-version',
  rbenv: '.ruby-version',
  goenv: '.go-version',
  jenv: '.java-version',
};

const VERSION = /^(?:v?\d[\w.]*|lts\/[\w*-]+|node|stable|system|default|iojs\S*)$/;

/** `nvm exec 20 CMD`, `fnm exec --using=20 CMD`: the command behind the version. */
function behindVersion(call: Call): readonly Arg[] {
  const words = call.args.slice(1);
  // Without a version it takes the one of `.nvmrc`.
  if (call.title === 'nvm' && call.args[0]?.value === 'exec')
    return words
      .slice(words.findIndex(({ value }) => !value.startsWith('-')))
      .filter(({ value }, at) => at > 0 || !VERSION.test(value));
  const own = words.findIndex(
    ({ value }, index) => !/^--/.test(value) && !/^--(?:using|node|npm|yarn)$/.test(words[index - 1]?.value ?? ''),
  );
  return own === -1 ? [] : words.slice(own);
}

/** What only says what it would do, by each one's own options: choco and port heed none that they do not know. `-n` is `--non-interactive` to zypper. */
const simulation = (options: string): RegExp => new RegExp(String.raw`(?:^|\s)(?:${options})(?:\s|$)`);
const APT = simulation('-s|--simulate|--dry-run|--just-print|--no-act|--recon');
const SIMULATES: Readonly<Record<string, RegExp>> = {
  apt: APT,
  'apt-get': APT,
  aptitude: simulation('-s|--simulate'),
  apk: simulation('-s|--simulate'),
  zypper: simulation('-D|--dry-run'),
  brew: simulation('-n|--dry-run'),
  pkg: simulation('-n|--dry-run'),
  port: simulation('-y'),
  emerge: simulation('-p|--pretend'),
  'xbps-install': simulation('-n|--dry-run'),
  choco: simulation('--noop|--what-?if'),
};

function systemPackages(call: Call): void {
  const names = call.args.filter((arg) => !arg.value.startsWith('-'));
  const flags = call.args
    .filter((arg) => arg.value.startsWith('-'))
    .map((arg) => arg.value)
    .join(' ');
  // `yay NAME` and its kin, for what others have packed: pacman's letters, and a bare name to look for and install.
  const pacman = /^(?:pacman|yay|paru|pikaur|trizen)$/.test(call.title);
  const verb = pacman ? flags : (names[0]?.value ?? '');
  // Gentoo's and Void's take packages alone, and options say what is done.
  const plain = /^(?:emerge|xbps-\w+)$/.test(call.title);
  const objects = pacman || plain ? names : names.slice(1);
  if (SIMULATES[call.title]?.test(flags) === true) return;
  // `brew --prefix openssl`: what is named is asked for.
  if (
    call.title === 'brew' &&
    /^--(?:prefix|cellar|cache|repository|version|caskroom|env)$/.test(call.args[0]?.value ?? '')
  )
    return;
  const reads = plain
    ? /(?:^|\s)(?:-s|-S|--search|--searchdesc|--info|--list-sets|--version)(?:\s|$)/.test(flags)
    : pacman
      ? /^-(?:Q|Ss|Si|Sl|F)/.test(verb)
      : /^(?:list|search|show|info|policy|ls|leaves|deps|uses|outdated|doctor|config|home|cat|desc|repoquery|--version|--prefix|--cellar|help|check-update|repolist|provides|depends|rdepends|changes|find|warehouse|version|shellenv|services?)?$/.test(
          verb,
        );
  if (reads && !/^services?$/.test(verb)) return;
  if (call.title === 'flatpak' && /^(?:remotes|history|ps)$/.test(verb)) return;
  const lists =
    /^(?:module|groups?|history|environment)$/.test(verb) &&
    /^(?:list|info|summary|provides)?$/.test(objects[0]?.value ?? (verb === 'history' ? '' : '-'));
  if (lists && /^(?:dnf|yum)$/.test(call.title)) return;
  if (/^services?$/.test(verb)) {
    const [deed, ...services] = objects;
    if (/^(?:list|info)?$/.test(deed?.value ?? '')) return;
    for (const service of services) act(call, 'system.change', 'service', service.value, service.range);
    if (services.length === 0) act(call, 'system.change', 'operation', `${call.title} services`, call.range);
    return;
  }
  // Only the lists of what there is are fetched.
  if (verb === 'update' && objects.length === 0 && /^(?:apt|apt-get|aptitude|apk|pkg)$/.test(call.title)) {
    act(call, 'system.change', 'operation', `${call.title} update`, call.range);
    return;
  }
  const removes = plain
    ? call.title === 'xbps-remove' || /(?:^|\s)(?:-C|-c|--unmerge|--depclean|--prune|-P)(?:\s|$)/.test(flags)
    : pacman
      ? /^-R/.test(verb)
      : /^(?:remove|purge|autoremove|uninstall|rm|erase|del|delete|autoclean|clean|cleanup)$/.test(verb);
  const change = removes ? 'file.delete' : 'exec.install';
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

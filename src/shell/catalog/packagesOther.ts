import { act, opaque } from '../effects/act.ts';
import { runWords } from '../calls/innerCommand.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { emptiesFolder, innerWords, install, look, packageProgram, projectCode, remove, rewrites } from './installs.ts';
import type { Tool, Usage } from './tool.ts';

const DOTNET = 'c,configuration= f,framework= r,runtime= o,output= v,verbosity= p,property=';

/** What .NET calls so is a build into a folder, unless a profile or a registry says where else it goes. */
function publishes(call: Call): void {
  const goesOn = call.args.some(({ value }) =>
    /Publish(?:Profile|Container|Url|Protocol)|Container\w*|WebPublish|Deploy/i.test(value),
  );
  act(call, 'exec.project', 'operation', goesOn ? call.title : 'dotnet build', call.range);
}

const bundles: Usage = {
  ...install,
  options:
    'j,jobs= retry= path= without= with= standalone? binstubs? trust-policy= shebang= gemfile= g,group= s,source= v,version= r,require= git= branch= ref=',
};

/** `dotnet add [PROJECT] package NAME`, `dotnet add [PROJECT] reference OTHER`. */
const dotnetPackage = (kind: 'exec.install' | 'file.delete'): Usage => ({
  free: true,
  options: 'v,version= s,source= f,framework= n,no-restore interactive prerelease package-directory=',
  also: (call) => {
    const at = call.parsed.operands.findIndex(({ value }) => value === 'package');
    const name = at === -1 ? undefined : call.parsed.operands[at + 1];
    act(call, kind, 'package', name?.value ?? '*', (name ?? call).range);
  },
});

/** Ruby, PHP, .NET and others. Rails and Rake tasks have their own file; a bare `rake` runs the project's default task. */
export const packagesOther: readonly Tool[] = [
  {
    names: 'gem',
    stop: true,
    free: true,
    options: 'v!none',
    commands: {
      'install update i': install,
      'uninstall cleanup': remove,
      'list search info environment env which query help contents dependency outdated specification stale': look,
      push: { free: true, operands: 'publish.release:package' },
      // Plug-ins that bump, tag and push in one go.
      'release bump': {
        free: true,
        options: 'p,push t,tag r,release pretend!dry',
        also: (call) =>
          act(call, 'publish.release', 'package', call.parsed.operands[0]?.value ?? call.state.cwd ?? '.', call.range, {
            undo: 'none',
          }),
      },
      yank: { free: true, operands: 'publish.remove:package' },
      build: projectCode,
      owner: { free: true, options: 'a,add= r,remove=', operands: 'infra.change:package' },
      'signin signout': { does: 'system.change:secret' },
    },
    examples: {
      held: {
        'gem push x.gem': 'publish.release',
        'gem yank x -v 1': 'publish.remove',
        'gem yank x --version 1': 'publish.remove',
      },
      passed: ['gem list'],
    },
  },
  {
    names: 'bundle bundler',
    stop: true,
    free: true,
    options: 'v!none',
    commands: {
      'install update add lock package cache pristine': bundles,
      'remove clean': remove,
      'exec e': innerWords,
      'list show info outdated check doctor version platform env help viz licenses': look,
      config: {
        free: true,
        commands: { 'list get': look, 'set unset': { free: true, does: 'persist.install:operation' } },
        otherwise: {
          free: true,
          options: 'local global delete parseable',
          also: (call) => {
            // `bundle config NAME` asks, `bundle config NAME VALUE` sets.
            if (has(call, 'delete') || call.parsed.operands.length > 1)
              act(call, 'persist.install', 'operation', 'bundle config', call.range);
          },
        },
      },
      open: { free: true, also: (call) => opaque(call, call.title, call.range, 'problem.runs-program') },
      'init gem': rewrites('Gemfile'),
    },
    alone: install,
    otherwise: {
      stop: true,
      also: (call) => {
        // `bundle _2.5.1_ exec x`: which version of it does so says nothing of what is done.
        const [first, ...rest] = call.parsed.operands;
        if (first !== undefined && /^_\d[\w.]*_$/.test(first.value))
          runWords(call, [{ ...call.name, value: 'bundle' }, ...rest]);
        else opaque(call, [call.title, first?.value].join(' '), call.range, 'problem.unknown-command');
      },
    },
    examples: {
      held: {
        'bundle exec rm -rf x': 'file.delete',
        'bundle _2.5.1_ exec rm -rf x': 'file.delete',
        'bundle install': 'exec.install',
        'bundle config mirror.x http://h': 'persist.install',
      },
      passed: ['bundle list', 'bundle _2.5.1_ list', 'bundle config get path', 'bundle config path'],
    },
  },
  {
    names: 'elm',
    stop: true,
    options: 'version!none help!none',
    commands: {
      make: projectCode,
      install,
      diff: look,
      'publish bump': { free: true, does: 'publish.release:package' },
      init: rewrites('elm.json'),
    },
    examples: {
      held: { 'elm make src/Main.elm': 'exec.project', 'elm publish': 'publish.release' },
      passed: ['elm diff elm/core'],
    },
  },
  {
    names: 'composer',
    stop: true,
    free: true,
    options: 'd,working-dir=folder',
    commands: {
      'install i update u upgrade require r create-project bump reinstall self-update': install,
      // `composer global require a/b`: the same words, for the person's own folder.
      global: {
        free: true,
        stop: true,
        also: (call) => runWords(call, [{ ...call.name, value: 'composer' }, ...call.parsed.operands]),
      },
      // Writes the class map anew; scripts of the project may run after it.
      'dump-autoload dumpautoload': projectCode,
      'remove rm uninstall': remove,
      'show info search outdated validate why depends why-not prohibits licenses diagnose about status check-platform-reqs audit suggests fund help home':
        look,
      'run run-script exec test': projectCode,
      'clear-cache clearcache cc': emptiesFolder('~/.cache/composer'),
      config: { free: true, does: 'persist.install:operation' },
    },
    otherwise: projectCode,
    examples: {
      held: { 'composer run-script wipe': 'exec.project', 'composer require a/b': 'exec.install' },
      passed: ['composer show'],
    },
  },
  {
    names: 'dotnet',
    stop: true,
    free: true,
    commands: {
      'build test run watch pack msbuild format clean vstest': {
        ...projectCode,
        // `-c Release` is no word of the operation.
        options: DOTNET,
      },
      publish: { ...projectCode, options: DOTNET, also: publishes },
      'restore workload': install,
      add: dotnetPackage('exec.install'),
      remove: dotnetPackage('file.delete'),
      tool: {
        stop: true,
        commands: { 'install update restore': install, uninstall: remove, 'list search': look, run: packageProgram },
      },
      'list help': look,
      // Packages of a project, or those that a server has.
      package: { commands: { 'search list': look, add: install, remove }, free: true },
      'sln solution': {
        free: true,
        also: (call) => {
          const verb = call.parsed.operands.find(({ value }) => /^(?:add|remove|migrate)$/.test(value));
          if (verb !== undefined) act(call, 'file.write', 'file', `${call.state.cwd ?? '.'}/*.sln`, verb.range);
        },
      },
      nuget: {
        stop: true,
        commands: {
          push: { free: true, operands: 'publish.release:package' },
          delete: { free: true, operands: 'publish.remove:package' },
          locals: {
            free: true,
            options: 'l,list c,clear',
            forms: [{ with: 'list', operands: 'text...' }],
            does: 'file.delete:directory=~/.nuget/packages',
          },
          'add update remove enable disable': { free: true, does: 'persist.install:operation' },
          list: look,
          why: look,
        },
      },
      new: {
        free: true,
        options: 'l,list!none dry-run!dry',
        commands: { 'list search details': look },
        otherwise: { free: true, options: 'l,list!none dry-run!dry', does: 'file.create:directory=.' },
        alone: '',
      },
      'user-secrets': {
        stop: true,
        commands: {
          list: { free: true, does: 'secret.read:secret=user-secrets' },
          'set remove clear init': { free: true, does: 'system.change:secret=user-secrets' },
        },
      },
      ef: {
        stop: true,
        commands: {
          database: {
            stop: true,
            commands: {
              drop: { free: true, options: 'f,force!forced dry-run!dry', does: 'sql.drop:database=*' },
              update: { free: true, does: 'sql.alter:database=*' },
            },
          },
          migrations: {
            stop: true,
            commands: {
              'list script has-pending-model-changes': projectCode,
              add: { free: true, does: 'exec.project:operation', operands: 'text...' },
              // Which folder it is the project says.
              remove: { free: true, does: 'file.delete:unknown=migration' },
              bundle: { free: true, options: 'o,output=write', does: 'exec.project:operation' },
            },
          },
          dbcontext: projectCode,
        },
      },
    },
    examples: {
      held: {
        'dotnet ef database drop --force': 'sql.drop',
        'dotnet nuget push x.nupkg': 'publish.release',
        'dotnet test': 'exec.project',
        'dotnet publish -c Release -o out': 'exec.project',
        'dotnet restore --locked-mode': 'exec.install',
      },
    },
  },
  {
    names: 'maturin luarocks snapcraft anaconda nuget cpan-upload charmcraft rockcraft conan',
    options: 'r,remote= build= c,confirm p,pr,profile= s,settings= o= api-key= release=',
    free: true,
    noHelp: true,
    also: (call) => {
      const words = call.parsed.operands.map((arg) => arg.value);
      const [verb = ''] = words;
      const upload = call.title === 'cpan-upload' && words.length > 0;
      if (upload || /^(?:publish|upload|push|release|promote|register|sdist-upload|copy)$/.test(verb))
        act(call, 'publish.release', 'package', words[upload ? 0 : 1] ?? call.state.cwd ?? '.', call.range, {
          undo: 'none',
        });
      else if (/^(?:delete|remove|unlist|yank|close|revoke)$/.test(verb))
        act(call, 'publish.remove', 'package', words[1] ?? '*', call.range, { undo: 'none' });
      else if (/^(?:build|develop|test|run|bench|exec|clean|haddock|ghci|repl|sdist|pack|make)$/.test(verb))
        act(call, 'exec.project', 'operation', `${call.title} ${verb}`, call.range);
      else if (/^(?:install|add|update|restore|new|init|setup|login|unpack|get)$/.test(verb))
        act(call, 'exec.install', 'package', words[1] ?? '*', call.range);
      else if (
        verb !== '' &&
        !/^(?:list|search|show|info|status|help|version|locals|sources|path|outdated|ls)$/.test(verb)
      )
        opaque(call, call.title, call.range, 'problem.unknown-command');
    },
    examples: {
      held: {
        'maturin publish': 'publish.release',
        'nuget delete X 1.0 -NonInteractive': 'publish.remove',
        'snapcraft upload --release=stable a.snap': 'publish.release',
      },
      passed: ['nuget list -Source local', 'luarocks list'],
    },
  },
  {
    names: 'cpanm cpan cpm carton',
    free: true,
    options:
      'n,notest L,local-lib= l= installdeps info!none U,uninstall q,quiet v,verbose S,sudo mirror= D!none J!none',
    also: (call) => {
      const names = call.parsed.operands.filter(({ value }) => !/^(?:install|\.)$/.test(value));
      const kind = has(call, 'U') ? 'file.delete' : 'exec.install';
      for (const { value, range } of names) act(call, kind, 'package', value, range);
      if (names.length === 0) act(call, kind, 'package', '*', call.range);
    },
    examples: { held: { 'cpanm App::Ack': 'exec.install' } },
  },
];

import { act, actOnFile, opaque, settingsKept } from '../act.ts';
import { plainArg } from '../arg.ts';
import { has, valuesOf } from '../call.ts';
import type { Call } from '../call.ts';
import { runWords } from '../innerCommand.ts';
import { runsPackage } from './scripts.ts';
import type { Tool, Usage } from './tool.ts';

function installsAll(call: Call): void {
  const { operands } = call.parsed;
  for (const arg of operands)
    act(
      call,
      'exec.install',
      arg.dynamic ? 'unknown' : 'package',
      arg.value,
      arg.range,
      arg.dynamic ? { certainty: 'possible', traits: ['dynamic'] } : {},
    );
  for (const source of valuesOf(call, 'e', 'editable'))
    if (!/^[./]/.test(source.value)) act(call, 'exec.install', 'package', source.value, source.range);
  for (const file of valuesOf(call, 'r', 'requirement')) act(call, 'exec.install', 'package', file.value, file.range);
  if (operands.length > 0 || valuesOf(call, 'r', 'requirement', 'e', 'editable').length > 0) return;
  act(call, 'exec.install', 'package', '*', call.range);
  if (/^(?:uv sync|(?:poetry|pdm|pipenv|bundle|composer) install)$/.test(call.title))
    settingsKept(call, call.range, true);
}

function removesAll(call: Call): void {
  const { operands } = call.parsed;
  for (const arg of operands)
    act(call, 'file.delete', arg.dynamic ? 'unknown' : 'package', arg.value, arg.range, {
      certainty: arg.dynamic ? 'possible' : 'certain',
    });
  if (operands.length === 0) act(call, 'file.delete', 'package', '*', call.range);
}

const install: Usage = {
  free: true,
  options: 'r,requirement= c,constraint= t,target= e,editable= i,index-url= extra-index-url= dry-run!dry y,yes!forced',
  also: installsAll,
};
const remove: Usage = { free: true, options: 'r,requirement= y,yes!forced dry-run!dry', also: removesAll };
const look: Usage = { free: true, operands: 'text...' };
const project: Usage = {
  free: true,
  also: (call) => {
    // A script's name says what it is for; paths and patterns say only on what.
    const script = call.parsed.operands[0]?.value ?? '';
    const name = /^[\w:-]+$/.test(script) ? `${call.title} ${script}` : call.title;
    act(call, 'exec.project', 'operation', name, call.range);
  },
};
const release = (options = 'dry-run!dry n!dry'): Usage => ({
  free: true,
  options,
  also: (call) =>
    act(call, 'publish.release', 'package', call.parsed.operands[0]?.value ?? call.state.cwd ?? '.', call.range, {
      undo: 'none',
    }),
});
const takeBack: Usage = {
  free: true,
  also: (call) =>
    act(call, 'publish.remove', 'package', call.parsed.operands[0]?.value ?? '*', call.range, { undo: 'none' }),
};
const words: Usage = { stop: true, free: true, also: (call) => runWords(call, call.parsed.operands) };
const tool: Usage = { stop: true, free: true, options: 'from= spec= with= p,python=', also: runsPackage };
const writes = (file: string): Usage => ({
  free: true,
  also: (call) => actOnFile(call, 'write', plainArg(file, call.range)),
});
const folder = (path: string): Usage => ({
  free: true,
  options: 'dry-run!dry n!dry',
  also: (call) => {
    call.traits.add('recursive');
    actOnFile(call, 'delete', plainArg(path, call.range));
  },
});

/** Rails and Rake tasks have their own file; a bare `rake` runs the project's default task. */
export const packagesOther: readonly Tool[] = [
  {
    names: 'pip pip3 pipx',
    stop: true,
    free: true,
    options: 'python= require-virtualenv q,quiet v,verbose',
    commands: {
      'install download wheel inject upgrade upgrade-all reinstall reinstall-all ensurepath': install,
      'uninstall uninject uninstall-all': remove,
      'list show freeze check search index inspect debug hash help environment': look,
      config: {
        commands: { 'list get debug': '', 'set unset edit': { free: true, does: 'persist.install:operation' } },
      },
      cache: { commands: { 'dir info list': look, 'purge remove': folder('~/.cache/pip') } },
      run: tool,
    },
    examples: {
      held: {
        'pip install requests': 'exec.install',
        'pip uninstall -y -r requirements.txt': 'file.delete',
        'pip install git+https://x.example/y': 'exec.install',
      },
      passed: ['pip list', 'pip show requests'],
    },
  },
  {
    names: 'uv',
    stop: true,
    options: 'directory=folder project= q,quiet v,verbose no-cache n offline color= config-file=read no-progress',
    commands: {
      'add sync lock venv init': install,
      remove,
      run: {
        ...words,
        options:
          'with= p,python= extra= group= isolated no-sync frozen locked m,module= env-file= no-project all-extras dev no-dev active exact s,script directory=folder package=',
        also: (call) => {
          const [module] = valuesOf(call, 'm');
          for (const extra of valuesOf(call, 'with')) act(call, 'exec.install', 'package', extra.value, extra.range);
          runWords(
            call,
            module === undefined
              ? call.parsed.operands
              : [{ ...call.name, value: 'python' }, plainArg('-m', call.range), module, ...call.parsed.operands],
          );
        },
      },
      pip: {
        stop: true,
        commands: { 'install sync compile': install, uninstall: remove, 'list freeze show check tree': look },
      },
      tool: { stop: true, commands: { run: tool, 'install upgrade': install, uninstall: remove, 'list dir': look } },
      python: { stop: true, commands: { 'list find dir': look, 'install pin upgrade': install, uninstall: remove } },
      'tree version export self help': look,
      build: project,
      publish: release(),
      cache: { stop: true, commands: { dir: look, 'clean prune': folder('~/.cache/uv') } },
    },
    examples: {
      held: { 'uv add httpx': 'exec.install', 'uv publish': 'publish.release', 'uv run pytest': 'exec.project' },
      passed: ['uv tree'],
    },
  },
  {
    names: 'uvx',
    stop: true,
    options: 'from= with= p,python= q,quiet',
    also: runsPackage,
    examples: { held: { 'uvx unknown-tool': 'exec.install' } },
  },
  {
    names: 'poetry pdm pipenv rye hatch conda mamba micromamba flit',
    stop: true,
    free: true,
    options: 'C,directory=folder n,name= p,prefix=',
    commands: {
      'install add update lock sync upgrade create init new self build-env': install,
      'remove uninstall purge clean': remove,
      'run exec': words,
      'show list check about version info search tree config source cache help fmt outdated graph': look,
      build: project,
      publish: release(),
      env: {
        stop: true,
        commands: { 'list info': look, 'create use update': install, 'remove clean': remove, 'export show': look },
        otherwise: install,
      },
      shell: { also: (call) => opaque(call, call.title, call.range, 'problem.interactive') },
      'activate deactivate': { does: 'exec.project:operation' },
      'test lint': project,
    },
    examples: {
      held: {
        'poetry run rm -rf x': 'file.delete',
        'poetry publish': 'publish.release',
        'poetry add x': 'exec.install',
      },
      passed: ['poetry show'],
    },
  },
  {
    names: 'twine',
    commands: {
      upload: { free: true, options: 'r,repository=', operands: 'publish.release:package...' },
      check: look,
      register: takeBack,
    },
    examples: { held: { 'twine upload dist/*': 'publish.release' } },
  },
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
      yank: { free: true, operands: 'publish.remove:package' },
      build: project,
      owner: { free: true, options: 'a,add= r,remove=', operands: 'publish.release:package' },
      'signin signout': { does: 'system.change:secret' },
    },
    examples: {
      held: { 'gem push x.gem': 'publish.release', 'gem yank x -v 1': 'publish.remove' },
      passed: ['gem list'],
    },
  },
  {
    names: 'bundle bundler',
    stop: true,
    free: true,
    options: 'v!none',
    commands: {
      'install update add lock package cache pristine': install,
      'remove clean': remove,
      'exec e': words,
      'list show info outdated check doctor version platform env help config viz open licenses': look,
      'init gem': writes('Gemfile'),
    },
    alone: install,
    examples: {
      held: { 'bundle exec rm -rf x': 'file.delete', 'bundle install': 'exec.install' },
      passed: ['bundle list'],
    },
  },
  {
    names: 'cargo',
    stop: true,
    free: true,
    options: 'C=folder color= q,quiet v,verbose offline locked frozen config= Z=',
    commands: {
      'build b check c test t bench run r clippy doc d rustc rustdoc nextest miri expand flamegraph watch fix udeps llvm-cov tarpaulin insta':
        project,
      fmt: { free: true, options: 'check!dry all', does: 'exec.project:operation' },
      'add install update fetch vendor generate-lockfile': install,
      'remove rm uninstall': remove,
      'tree metadata search info locate-project pkgid read-manifest verify-project version help config outdated audit deny':
        look,
      publish: release(),
      yank: {
        free: true,
        options: 'vers,version= undo',
        operands: 'publish.remove:package',
        does: 'publish.remove:package=$1',
      },
      owner: { free: true, does: 'publish.release:package=$1' },
      package: { free: true, options: 'l,list!dry', does: 'exec.project:operation' },
      clean: folder('target'),
      'new init generate': { free: true, operands: 'create' },
      'login logout': { does: 'system.change:secret' },
    },
    examples: {
      held: {
        'cargo publish': 'publish.release',
        'cargo clean': 'file.delete',
        'cargo test': 'exec.project',
        'cargo yank --vers 1.0.0': 'publish.remove',
      },
      passed: ['cargo tree', 'cargo publish --dry-run'],
    },
  },
  {
    names: 'rustup',
    stop: true,
    free: true,
    commands: {
      'show which doc help check toolchain-list': look,
      'component target toolchain override': {
        free: true,
        commands: {
          list: look,
          'remove uninstall unset': { free: true, does: 'file.delete:package=$1' },
          'add install link set': { free: true, does: 'exec.install:package=$1' },
        },
      },
      'update install default set self': { free: true, does: 'exec.install:package=$1' },
      run: { stop: true, also: (call) => runWords(call, call.parsed.operands.slice(1)) },
    },
    examples: { held: { 'rustup update': 'exec.install' } },
  },
  {
    names:
      'rustc gcc g++ cc c++ clang clang++ ld as ar ranlib strip cmake ninja meson bazel bazelisk buck2 scons ccache nasm emcc zig gfortran swiftc nvcc xcodebuild fastlane pod carthage flutter dart swift-build nimble nim dub stack cabal opam dune mix rebar3 swift lein sbt gradle gradlew ./gradlew mvn mvnw ./mvnw ant ivy',
    free: true,
    stop: true,
    single: true,
    also: buildTool,
    examples: {
      held: {
        './gradlew test': 'exec.project',
        'mvn deploy': 'publish.release exec.project',
        'mvn clean': 'exec.project',
        'mix ecto.drop': 'sql.drop exec.project',
      },
      passed: ['gcc --version'],
    },
  },
  {
    names: 'go',
    stop: true,
    options: 'C=folder',
    commands: {
      'build test vet generate tool fix bench': project,
      run: {
        free: true,
        stop: true,
        also: (call) => {
          const [what] = call.parsed.operands;
          if (what !== undefined && /@|^[\w.-]+\.[a-z]+\//.test(what.value))
            act(call, 'exec.download', 'package', what.value, what.range, { traits: ['downloaded'] });
          else act(call, 'exec.project', 'operation', `go run ${what?.value ?? '.'}`, call.range);
        },
      },
      fmt: { free: true, options: 'n!dry', does: 'exec.project:operation' },
      'get install': install,
      mod: {
        stop: true,
        commands: {
          'download tidy vendor init edit': { free: true, does: 'exec.install:package=*' },
          'graph verify why': look,
        },
      },
      'list version env doc help bug': {
        free: true,
        options: 'w',
        forms: [{ with: 'w', does: 'persist.install:operation=go env' }],
        operands: 'text...',
      },
      work: { stop: true, free: true, does: 'file.write:file=go.work' },
      clean: {
        free: true,
        options: 'cache modcache testcache fuzzcache',
        does: 'file.delete:directory=~/.cache/go-build',
      },
    },
    examples: {
      held: {
        'go test ./...': 'exec.project',
        'go run github.com/x/y@latest': 'exec.download',
        'go get x.example/y': 'exec.install',
      },
      passed: ['go list ./...', 'go version'],
    },
  },
  {
    names: 'virtualenv pyvenv',
    free: true,
    options: 'p,python= system-site-packages clear!recursive prompt= seeder= q,quiet v,verbose',
    operands: 'create...',
    examples: { held: { 'virtualenv -p python3 .venv': 'file.create' } },
  },
  {
    // A function that a virtual environment leaves in the shell: it puts the variables back.
    names: 'deactivate',
    operands: 'text...',
    examples: { passed: ['deactivate'] },
  },
  {
    names: 'gofmt goimports',
    options: 'w l d e s r= local=',
    forms: [{ with: 'w', does: 'exec.project:operation' }],
    operands: 'read...',
    examples: { held: { 'gofmt -w a.go': 'exec.project' }, passed: ['gofmt -l .'] },
  },
  {
    names: 'composer',
    stop: true,
    free: true,
    options: 'd,working-dir=folder',
    commands: {
      'install i update u upgrade require r create-project global dump-autoload dumpautoload bump reinstall self-update':
        install,
      'remove rm uninstall': remove,
      'show info search outdated validate why depends why-not prohibits licenses diagnose about status check-platform-reqs audit suggests fund help home':
        look,
      'run run-script exec test': project,
      'clear-cache clearcache cc': folder('~/.cache/composer'),
      config: { free: true, does: 'persist.install:operation' },
    },
    otherwise: project,
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
      'build test run watch publish pack msbuild format clean vstest': {
        ...project,
        // `-c Release` is no word of the operation.
        options: 'c,configuration= f,framework= r,runtime= o,output= v,verbosity= p,property=',
      },
      'restore workload': install,
      add: { free: true, does: 'exec.install:package=*' },
      remove: { free: true, does: 'file.delete:package=*' },
      tool: {
        stop: true,
        commands: { 'install update restore': install, uninstall: remove, 'list search': look, run: tool },
      },
      'list sln help': look,
      nuget: {
        stop: true,
        commands: {
          push: { free: true, operands: 'publish.release:package' },
          delete: { free: true, operands: 'publish.remove:package' },
          'locals add update remove enable disable': { free: true, does: 'persist.install:operation' },
          list: look,
          why: look,
        },
      },
      new: { free: true, does: 'file.create:directory=.' },
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
              'list script has-pending-model-changes': project,
              'add remove bundle': { free: true, does: 'file.write:directory=Migrations' },
            },
          },
          dbcontext: project,
        },
      },
    },
    examples: {
      held: {
        'dotnet ef database drop --force': 'sql.drop',
        'dotnet nuget push x.nupkg': 'publish.release',
        'dotnet test': 'exec.project',
      },
    },
  },
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
    names: 'maturin luarocks snapcraft anaconda nuget cpan-upload charmcraft rockcraft',
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
      else if (verb === 'exec' || verb === 'run')
        runWords(call, call.args.slice(verb === 'exec' && call.title === 'nvm' ? 2 : 1));
      else act(call, 'exec.install', 'package', call.args[1]?.value ?? verb, call.range);
    },
    examples: { held: { 'nvm install 20': 'exec.install' }, passed: ['nvm ls', 'pyenv versions'] },
  },
];

const BUILD_QUESTIONS: Readonly<Record<string, RegExp>> = {
  rustc: /^--(?:print|explain)\b/,
  gcc: /^-(?:dump|print-|v$|-print)/,
  clang: /^-(?:dump|print-|v$|-print)/,
  flutter: /^(?:doctor|devices|emulators|channel$|config$|help|--version|pub (?:outdated|deps))/,
  dart: /^(?:--version|info|help|pub (?:outdated|deps|global list))/,
  xcodebuild: /^-(?:list|version|showsdks|showBuildSettings|showdestinations)/,
  cmake: /^--(?:help|system-information|list-presets)/,
  zig: /^(?:version|env|targets|help|libc)/,
  mix: /^(?:hex\.info|hex\.outdated|help|--version)/,
  pod: /^(?:--version|outdated|search|list|env|repo list|spec which)/,
  bazel: /^(?:version|info|help|query|cquery)/,
  stack: /^(?:path|--version|ls)/,
  opam: /^(?:list|show|switch list|var|--version)/,
  nimble: /^(?:list|search|path|dump)/,
};

/** Questions about the tool itself or what is installed: no code of the workspace runs. */
function asksBuildTool(title: string, words: readonly string[]): boolean {
  const name = title.replace(/^(?:g\+\+|cc|c\+\+)$/, 'gcc').replace(/^clang\+\+$/, 'clang');
  return BUILD_QUESTIONS[name]?.test(words.join(' ')) === true;
}

/** Build tools run the workspace's own code; a few of their words publish, or drop a database. */
function buildTool(call: Call): void {
  const names = call.args.filter((arg) => !arg.value.startsWith('-')).map((arg) => arg.value);
  if (call.args.length > 0 && call.args.every((arg) => /^--?(?:version|help|v|V|h|vV)$/.test(arg.value))) return;
  if (
    asksBuildTool(
      call.title,
      call.args.map((arg) => arg.value),
    )
  )
    return;
  const title = [call.title.replace('./', ''), ...names.slice(0, 2)].join(' ');
  if (
    /^(?:\.\/)?(?:mvnw?|gradlew?|sbt|lein|dart|pod|flutter|mix|nimble|ant|fastlane)$/.test(call.title) &&
    names.some((name) =>
      /^(?:deploy|publish\w*|:?\w*:publish\w*|release(?::perform)?|hex\.publish|trunk|upload|uploadArchives)$/.test(
        name,
      ),
    )
  ) {
    act(call, 'publish.release', 'package', call.state.cwd ?? '.', call.range, { undo: 'none' });
  }
  if (call.title === 'mix') {
    for (const name of names) {
      if (/^ecto\.(?:drop|reset)$/.test(name)) act(call, 'sql.drop', 'database', '*', call.range);
      else if (/^ecto\.(?:migrate|rollback|load)$/.test(name))
        act(call, name === 'ecto.rollback' ? 'sql.drop' : 'sql.alter', 'database', '*', call.range);
      else if (/^(?:deps\.get|deps\.update|local\.hex|archive\.install)$/.test(name))
        act(call, 'exec.install', 'package', '*', call.range);
    }
  }
  for (const name of names)
    if (/flyway(?:Clean|:clean)|liquibase(?:DropAll|:dropAll)/.test(name))
      act(call, 'sql.drop', 'database', '*', call.range);
  if (has(call, 'install')) act(call, 'exec.install', 'package', '*', call.range);
  act(call, 'exec.project', 'operation', title, call.range);
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

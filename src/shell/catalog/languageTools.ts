import { act, actOnFile, opaque } from '../act.ts';
import { has } from '../call.ts';
import type { Call } from '../call.ts';
import type { Tool } from './tool.ts';

const PRINTS = /^--?(?:version|help|[vVh])$/;

/** Words that only look, words that build or check what the workspace says, and everything else, which is not known. */
function verbs(looks: RegExp, project: RegExp): (call: Call) => void {
  return (call) => {
    const verb = call.args.find(({ value }) => !value.startsWith('-') && !value.startsWith('+'));
    const word = verb?.value ?? '';
    if (looks.test(word) || (word === '' && call.args.length > 0 && call.args.every(({ value }) => PRINTS.test(value))))
      return;
    if (project.test(word)) act(call, 'exec.project', 'operation', `${call.title} ${word}`.trim(), call.range);
    else opaque(call, call.title, call.range, 'problem.unknown-command');
  };
}

/** A compiler or a checker of one language: it reads sources of the workspace and makes files there. */
function compiles(call: Call): void {
  const { args } = call;
  if (args.length > 0 && args.every(({ value }) => /^--?(?:version|help|print-[\w-]+|[vVh])$/.test(value))) return;
  if (args.length === 0) opaque(call, call.title, call.range, 'problem.interactive');
  else if (args.some(({ value }) => /^(?:-e|-script|--script|-Xplugin.*|-J.*|@.*|-Xload.*)$/.test(value)))
    opaque(call, call.title, call.range, 'problem.runs-program');
  else act(call, 'exec.project', 'operation', call.title, call.range);
}

/** `clj -M:test`, `-X:build`: aliases of deps.edn. Code among the words, or other dependencies, is not read. */
function clojure(call: Call): void {
  const words = call.args.map(({ value }) => value);
  // To tell the path or the tree it fetches what deps.edn names.
  if (words.length === 1 && /^(?:-Sdescribe|--help|-h|-version)$/.test(words[0] ?? '')) return;
  if (words.length === 1 && /^-S(?:path|tree)$/.test(words[0] ?? '')) {
    act(call, 'exec.project', 'operation', `${call.title} ${words[0] ?? ''}`, call.range);
    return;
  }
  const alias = words.find((word) => /^-[MXTA](?::[\w./:+-]+)+$/.test(word));
  if (alias === undefined || words.some((word) => /^(?:-e|--eval|-Sdeps.*|-i|--init|-Sconfig-\w+)$/.test(word)))
    opaque(call, call.title, call.range, 'problem.unknown-command');
  else act(call, 'exec.project', 'operation', `${call.title} ${alias}`, call.range);
}

/** Makes and looks at keys in a key store. */
function keytool(call: Call): void {
  const loads = call.args.some(({ value }) => /^-(?:J|provider|addprovider)/i.test(value));
  if (!loads && has(call, 'list', 'printcert', 'printcertreq', 'help', 'showinfo')) return;
  opaque(call, call.title, call.range, 'problem.unknown-command');
}

/** Tools that belong to one language, by the few of their words that developers use. */
export const languageTools: readonly Tool[] = [
  {
    names:
      'pkg-config pkgconf llvm-config python3-config python-config php-config sdl2-config curl-config xml2-config net-snmp-config',
    free: true,
    operands: 'text...',
    examples: { passed: ['pkg-config --modversion openssl', 'pkg-config --cflags --libs gtk+-3.0'] },
  },
  {
    names:
      'kotlinc scalac groovyc ocamlopt ocamlfind elixirc fpc luac coffee valac gnatmake ldc2 dmd yasm yacc bison flex asm6809 rgbasm',
    free: true,
    noHelp: true,
    also: compiles,
    examples: {
      held: { 'kotlinc src -d out.jar': 'exec.project', 'kotlinc -script a.kts': 'exec.opaque', luac: 'exec.opaque' },
      passed: ['kotlinc -version'],
    },
  },
  {
    names: 'clj clojure',
    free: true,
    noHelp: true,
    also: clojure,
    examples: {
      held: { 'clj -M:test': 'exec.project', 'clj -M -e \'(slurp "a")\'': 'exec.opaque' },
      passed: ['clj -Sdescribe'],
    },
  },
  {
    names: 'scala-cli mill jbang quarkus grails micronaut spring',
    free: true,
    noHelp: true,
    also: verbs(/^(?:version|help)$/, /^(?:compile|test|fmt|doc|__\.compile|__\.test)$/),
    examples: {
      held: { 'scala-cli test .': 'exec.project', 'scala-cli publish .': 'exec.opaque' },
      passed: ['scala-cli version'],
    },
  },
  {
    names: 'jcmd jinfo jstat jdeps jhsdb jdeprscan',
    free: true,
    noHelp: true,
    also: (call) => {
      const rest = call.args.slice(1).map(({ value }) => value);
      // `jcmd PID GC.run`, `VM.system_properties`: only what prints figures.
      const more = call.args.some(({ value }) => /^-J|^-?-(?:dot-?output|generate-.*)/.test(value));
      const looks =
        (/^(?:jstat|jdeps|jdeprscan)$/.test(call.title) && !more) ||
        rest.length === 0 ||
        (call.title === 'jcmd' &&
          /^(?:help|VM\.(?:version|uptime|flags|info|metaspace|native_memory|classloader_stats)|Thread\.print|GC\.(?:heap_info|class_histogram))$/.test(
            rest[0] ?? '',
          ));
      if (!looks) opaque(call, call.title, call.range, 'problem.unknown-command');
      if (call.title.startsWith('jdep'))
        for (const arg of call.args) if (/\.(?:jar|class)$/.test(arg.value)) actOnFile(call, 'read', arg);
    },
    examples: {
      held: {
        'jcmd 42 GC.heap_dump a.hprof': 'exec.opaque',
        'jdeps --generate-module-info out app.jar': 'exec.opaque file.read',
      },
      passed: ['jcmd', 'jcmd 42 Thread.print', 'jstat -gc 42', 'jdeps --list-deps app.jar'],
    },
  },
  {
    names: 'keytool',
    single: true,
    free: true,
    options: 'list printcert printcertreq showinfo help v rfc keystore=read storepass= alias= file=read storetype=',
    also: keytool,
    examples: {
      held: { 'keytool -genkeypair -alias x -keystore a.jks': 'exec.opaque secret.read' },
      passed: ['keytool -printcert -file a.crt'],
    },
  },
  {
    names: 'gopls govulncheck golint revive gocyclo ineffassign errcheck nilaway deadcode',
    free: true,
    noHelp: true,
    does: 'exec.project:operation',
    examples: { held: { 'govulncheck ./...': 'exec.project' } },
  },
  {
    names: 'gofumpt gci golines gotip',
    options: 'w l d e lang= extra s= m= max-len=',
    stop: true,
    does: 'exec.project:operation',
    examples: { held: { 'gofumpt -w .': 'exec.project' } },
  },
  {
    names: 'dlv',
    free: true,
    noHelp: true,
    also: verbs(/^(?:version|help)$/, /^(?:test|debug)$/),
    examples: {
      held: { 'dlv test ./pkg': 'exec.project', 'dlv exec ./bin/x': 'exec.opaque' },
      passed: ['dlv version'],
    },
  },
  {
    names: 'mage',
    free: true,
    noHelp: true,
    also: (call) => {
      const words = call.args.map(({ value }) => value);
      // To list the targets it compiles and starts the magefiles.
      if (words.length === 1 && /^-(?:h|version)$/.test(words[0] ?? '')) return;
      act(
        call,
        'exec.project',
        'operation',
        ['mage', ...words.filter((word) => !word.startsWith('-'))].join(' '),
        call.range,
      );
    },
    examples: { held: { 'mage build': 'exec.project', 'mage -l': 'exec.project' }, passed: ['mage -version'] },
  },
  {
    names: 'rustfmt',
    free: true,
    also: (call) => {
      if (call.args.length === 1 && has(call, 'version', 'V')) return;
      act(call, 'exec.project', 'operation', call.title, call.range);
    },
    options: 'check emit= edition= config= config-path=read l,files-with-diff q v,verbose V,version print-config=',
    examples: { held: { 'rustfmt --check src/lib.rs': 'exec.project' }, passed: ['rustfmt -V'] },
  },
  {
    names: 'sccache',
    free: true,
    noHelp: true,
    stop: true,
    options: 's,show-stats V,version stats-format=',
    also: (call) => {
      if (call.parsed.unknown.length > 0 || call.parsed.operands.length > 0)
        opaque(call, call.title, call.range, 'problem.unknown-command');
    },
    examples: { passed: ['sccache --show-stats'] },
  },
  {
    names: 'trunk',
    free: true,
    noHelp: true,
    also: verbs(/^(?:version|help|--version)$/, /^(?:build|serve|watch|check|fmt)$/),
    examples: { held: { 'trunk build --release': 'exec.project' } },
  },
  {
    names: 'dvc',
    free: true,
    noHelp: true,
    also: verbs(/^(?:status|dag|diff|doctor|version|help)$/, /^(?:repro|reproduce|metrics|params|plots|list|ls)$/),
    examples: { held: { 'dvc repro': 'exec.project', 'dvc gc -w': 'exec.opaque' }, passed: ['dvc status', 'dvc dag'] },
  },
  {
    names: 'earthly',
    free: true,
    noHelp: true,
    also: (call) => {
      const targets = call.args.filter(({ value }) => /^(?:\.\/[\w./-]*)?\+[\w-]+$/.test(value));
      if (targets.length === 0 || call.args.some(({ value }) => /^--(?:push|secret\S*|remote\S*|ci)$/.test(value)))
        opaque(call, call.title, call.range, 'problem.unknown-command');
      for (const target of targets) act(call, 'exec.project', 'operation', `earthly ${target.value}`, target.range);
    },
    examples: { held: { 'earthly +test': 'exec.project', 'earthly --push +image': 'exec.opaque exec.project' } },
  },
  {
    names: 'pip-compile pip-sync',
    free: true,
    options: 'n,dry-run o,output-file= q,quiet upgrade U',
    also: (call) => {
      // To know what a package needs, `pip-compile` may have to build it.
      act(call, 'exec.install', 'package', '*', call.range);
    },
    examples: {
      held: {
        'pip-compile requirements.in': 'exec.install',
        'pip-sync': 'exec.install',
        'pip-compile --dry-run requirements.in': 'exec.install',
      },
    },
  },
  {
    names: 'pipdeptree pip-licenses pip-chill',
    free: true,
    options: 'python=program output-file=output',
    operands: 'text...',
    examples: {
      held: {
        'pip-licenses --output-file=a.txt': 'file.write',
        'pipdeptree --python ./x': 'exec.opaque',
      },
      passed: ['pipdeptree', 'pipdeptree -p django', 'pip-licenses --format=json'],
    },
  },
  {
    names: 'py-spy',
    stop: true,
    commands: {
      'dump top': { free: true, options: 'p,pid=', operands: 'text...' },
      help: '',
    },
    examples: { held: { 'py-spy record -o a.svg -- python x.py': 'exec.opaque' }, passed: ['py-spy dump --pid 42'] },
  },
  {
    names:
      'perltidy perlcritic perl-critic luacheck stylua selene fish_indent beautysh checkbashisms checkmake alejandra nixfmt nixpkgs-fmt statix nixd-lint opa regal kube-linter terraform-docs terrascan kics dotenv-linter dockle protolint spectral-cli vacuum squawk sqruff sqlint pgformatter pg_format lychee markdown-link-check misspell gitlint commitlint-rs committed git-cliff conventional-changelog gcov lcov genhtml llvm-cov llvm-profdata grcov gprof robocop pyroma deptry creosote flit-core refurb slotscheck ssort usort ufmt docstrfmt rstcheck djhtml erlfmt rebar dialyzer elvis gleam purs spago elm-test elm-format elm-review idris dafny hpack weeder zprint cljfmt clj-kondo cljstyle joker',
    free: true,
    noHelp: true,
    also: (call) => {
      const words = call.args.map(({ value }) => value);
      if (words.length > 0 && words.every((word) => PRINTS.test(word) || /^(?:version|help)$/.test(word))) return;
      // They check, lay out and count. What takes a program, or goes to a server of others, is something else.
      if (
        words.some((word) => /^(?:eval|run|exec|push|publish|upload|login|comment|converge|destroy|serve)$/.test(word))
      )
        opaque(call, call.title, call.range, 'problem.unknown-command');
      else
        act(
          call,
          'exec.project',
          'operation',
          [call.title, ...words.filter((word) => /^[a-z]+$/.test(word)).slice(0, 1)].join(' '),
          call.range,
        );
    },
    examples: {
      held: { 'conventional-changelog publish': 'exec.opaque', 'opa test policies': 'exec.project' },
      passed: ['opa version'],
    },
  },
  {
    names: 'xcode-select',
    options: 'p,print-path!none v,version!none s,switch= r,reset install',
    does: 'system.change:operation',
    examples: { held: { 'xcode-select --install': 'system.change' }, passed: ['xcode-select -p'] },
  },
  {
    names: 'vm_stat nettop systemd-analyze pidstat locate plocate mlocate duf dust dua procs',
    free: true,
    operands: 'text...',
    also: (call) => {
      // `dua i` deletes what is marked in it, `pidstat -e` runs the words behind it, `systemd-analyze log-level` sets one.
      const words = call.args.map(({ value }) => value);
      const verb = words.find((word) => !word.startsWith('-')) ?? '';
      const acts =
        (call.title === 'dua' && /^(?:i|interactive)$/.test(verb)) ||
        (call.title === 'pidstat' && words.includes('-e')) ||
        (call.title === 'systemd-analyze' &&
          !/^(?:|time|blame|critical-chain|plot|dot|security|calendar)$/.test(verb)) ||
        (call.title === 'procs' && words.some((word) => /^--(?:gen|load|use)-/.test(word)));
      if (acts) opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: {
      held: { 'dua i': 'exec.opaque' },
      passed: ['vm_stat', 'duf', 'dust -d 2 src', 'systemd-analyze blame'],
    },
  },
  {
    names: 'nodetool',
    free: true,
    noHelp: true,
    also: verbs(
      /^(?:status|info|ring|tpstats|netstats|describecluster|compactionstats|tablestats|version|gossipinfo|help|getlogginglevels)$/,
      /^$(?!)/,
    ),
    examples: { held: { 'nodetool decommission': 'exec.opaque' }, passed: ['nodetool status'] },
  },
];

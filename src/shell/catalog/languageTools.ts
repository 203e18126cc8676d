import { act, opaque } from '../effects/act.ts';
import { has, valueOf } from '../state/call.ts';
import type { Tool } from './tool.ts';
import { PRINTS, verbs } from './languageCalls.ts';

export const languageTools: readonly Tool[] = [
  {
    names:
      'pkg-config pkgconf llvm-config python3-config python-config php-config sdl2-config curl-config xml2-config net-snmp-config',
    free: true,
    operands: 'text...',
    examples: { passed: ['pkg-config --modversion openssl', 'pkg-config --cflags --libs gtk+-3.0'] },
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
    noHelp: true,
    options: 'p,print-path v,version h,help s,switch= r,reset install',
    also: (call) => {
      // Each option is carried out where it stands.
      if (has(call, 's', 'r', 'install') || call.parsed.unknown.length > 0)
        act(call, 'system.change', 'operation', call.title, call.range);
    },
    examples: {
      held: { 'xcode-select --install': 'system.change', 'xcode-select --install -v': 'system.change' },
      passed: ['xcode-select -p', 'xcode-select'],
    },
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
    options: 'h,host= p,port= u,username= pw,password= pwf=read t,tag= pp',
    also: (call) => {
      const [verb, name] = call.parsed.operands;
      if (
        verb === undefined ||
        /^(?:status\w*|info|ring|tpstats|netstats|describecluster|describering|compactionstats|compactionhistory|tablestats|cfstats|tablehistograms|version|gossipinfo|help|get\w+|list\w+|proxyhistograms|viewbuildstatus|toppartitions|rangekeysample|failuredetector)$/.test(
          verb.value,
        )
      )
        return;
      const loses =
        /^(?:decommission|removenode|assassinate|clearsnapshot|drain|stopdaemon|truncatehints|cleanup|garbagecollect|disable\w+|move|reset\w+|invalidate\w+)$/.test(
          verb.value,
        );
      act(
        call,
        loses ? 'infra.destroy' : 'infra.change',
        'resource',
        `cassandra/${name?.value ?? valueOf(call, 'h')?.value ?? '*'}`,
        call.range,
        { undo: loses ? 'none' : 'unknown' },
      );
    },
    examples: {
      held: { 'nodetool decommission': 'infra.destroy', 'nodetool repair shop': 'infra.change' },
      passed: ['nodetool status'],
    },
  },
];

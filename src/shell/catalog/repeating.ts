import type { Arg } from '../state/arg.ts';
import { joinArgs, plainArg } from '../state/arg.ts';
import { given, has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { addUnordered } from '../state/run.ts';
import { noLongerJob, unknownFlow } from '../state/flow.ts';
import type { Tool } from './tool.ts';
import { after, textOrWords } from './wrapperCalls.ts';

/** xargs: the words, and after them what comes in, which is known where the input is. */
function xargs(call: Call): void {
  addUnordered(call.shell.run, call.range);
  const { operands } = call.parsed;
  const replace = valueOf(call, 'I', 'i', 'replace')?.value ?? (given(call, 'i') !== undefined ? '{}' : undefined);
  // `-a <(echo x)`
  const list = valueOf(call, 'a', 'arg-file');
  const known = list === undefined ? call.stdin?.text : list.processSubstitution ? list.flow?.text : undefined;
  const range = call.stdin?.range ?? call.range;
  const incoming: Arg = { ...plainArg('{}', call.range), dynamic: true, flow: call.stdin };
  const { names, tracked } = (list === undefined ? call.stdin : undefined) ?? {};
  const flow = tracked === undefined ? undefined : { ...unknownFlow(range), tracked };
  const named = names?.map((name): Arg => ({ ...plainArg(name, range), glob: true, flow }));
  // With a place to put it each line is one item.
  const words = known
    ?.split(replace === undefined ? /[\s\0]+/ : /[\n\0]+/)
    .map((item) => (replace === undefined ? item : item.trim()))
    .filter((item) => item !== '');
  const items = words?.map((item) => plainArg(item.replace(/^(['"])(.*)\1$/, '$2'), range)) ?? named ?? [incoming];
  const command = operands.length > 0 ? operands : [plainArg('echo', call.range)];
  const { answer, local, secret } = (list === undefined ? call.stdin : undefined) ?? {};
  const server = local === true || secret !== undefined ? undefined : answer;
  const inner: Call = { ...call, stdin: undefined };
  if (replace === undefined) {
    // The first may be the value of an option that stands last: what it is done to comes behind it.
    const more = words === undefined && command.at(-1)?.value.startsWith('-') === true ? items : [];
    runWords(inner, [...command, ...items, ...more]);
    return;
  }
  for (const item of items.slice(0, 16)) {
    runWords(
      inner,
      command.map((word) =>
        word.value.includes(replace)
          ? {
              ...(item.dynamic ? word : plainArg(word.value.replaceAll(replace, item.value), word.range)),
              dynamic: item.dynamic,
              glob: item.glob,
              flow: word.value === replace ? item.flow : noLongerJob(item.flow),
              source: server === undefined || word.dynamic || !item.dynamic ? undefined : { value: word.value, server },
            }
          : word,
      ),
    );
  }
}

/** Words that a shell reads as they stand, so that `parallel` runs just these. */
const PLAIN_WORD = /^(?:\{\}|[\w./:@%+,-]+)$/;
/** What reads its own words as code again. */
const READS_WORDS = /^(?:eval|command|builtin|exec|source|\.|trap|env|sh|\w+sh|fish|xargs|parallel|ssh|su|sudo|doas)$/;

/**
 * `find … | parallel wc -l {}`: what comes in by the pipe, each line quoted and put in one word of a plain command. Undefined:
 * another way of filling it in.
 */
function pipedItems(call: Call, command: readonly Arg[]): readonly Arg[] | undefined {
  const { stdin } = call;
  const [program, ...rest] = command;
  if (program === undefined || stdin === undefined || stdin.text !== undefined) return undefined;
  const isPlain =
    /^[\w./-]+$/.test(program.value) &&
    !READS_WORDS.test(program.value) &&
    [program, ...rest].every(({ value, dynamic }) => !dynamic && PLAIN_WORD.test(value));
  if (!isPlain || has(call, 'I', 'n', 'N', 'X', 'm', 'a', 'C', 'd', 'q', 'S', 'pipe', 'L', 'arg-file'))
    return undefined;
  const range = stdin.range;
  return (
    stdin.names?.map((name): Arg => ({ ...plainArg(name, range), glob: true })) ?? [
      { ...plainArg('{}', call.range), dynamic: true, flow: stdin },
    ]
  );
}

function parallel(call: Call): void {
  addUnordered(call.shell.run, call.range);
  const { operands } = call.parsed;
  const at = operands.findIndex((arg) => /^:::/.test(arg.value));
  const command = at === -1 ? operands : operands.slice(0, at);
  const piped = at === -1 ? pipedItems(call, command) : undefined;
  for (const item of piped?.slice(0, 16) ?? []) {
    const filled = command.map((word) => (word.value === '{}' ? { ...item, range: word.range } : word));
    const isPut = command.some(({ value }) => value === '{}');
    runWords({ ...call, stdin: undefined }, isPut ? filled : [...command, item]);
  }
  if (piped !== undefined) return;
  const lines = call.stdin?.text?.split('\n').filter((line) => line !== '');
  const items =
    at === -1
      ? (lines?.map((line) => plainArg(line, call.stdin?.range ?? call.range)) ?? [
          { ...plainArg('{}', call.range), dynamic: true },
        ])
      : operands.slice(at + 1).filter((arg) => !arg.value.startsWith(':::'));
  for (const item of items.slice(0, 16)) {
    const text = joinArgs(
      command.some((word) => word.value.includes('{'))
        ? command.map((word) =>
            word.value.includes('{')
              ? { ...word, value: word.value.replace(/\{\}/g, item.value), offsets: [], dynamic: item.dynamic }
              : word,
          )
        : [...command, item],
    );
    if (text !== undefined)
      runShellText(call, { ...text, offsets: new Array<number>(text.value.length).fill(text.range[0]) });
  }
}

/** Programs that run a command more than once. */
export const repeatingTools: readonly Tool[] = [
  {
    names: 'watch',
    stop: true,
    options: 'b,beep c,color d,differences? e,errexit g,chgexit n,interval= p,precise t,no-title x,exec w,no-wrap q= r',
    also: (call) => {
      addUnordered(call.shell.run, call.range);
      textOrWords(call, call.parsed.operands);
    },
    examples: { held: { 'watch -n1 rm -rf x': 'file.delete' }, passed: ["watch -n1 'ls -la'"] },
  },
  {
    names: 'xargs gxargs',
    stop: true,
    options:
      '0,null a,arg-file=read d,delimiter= E= e? I= i? replace? L,max-lines= l? n,max-args= P,max-procs= p,interactive process-slot-var= r,no-run-if-empty s,max-chars= S= J= R= t,verbose x,exit o,open-tty show-limits',
    also: xargs,
    examples: {
      held: {
        'xargs -a a.txt curl --json': 'file.read',
        'xargs -a list rm -rf': 'file.read file.delete',
        'ls | xargs -I{} rm -rf {}': 'file.read file.delete',
        'echo a b | xargs rm': 'file.delete',
        'echo rm -rf x | xargs -I{} sh -c {}': 'file.delete',
      },
      passed: ['git ls-files | xargs echo'],
    },
  },
  {
    names: 'parallel',
    stop: true,
    options:
      'j,jobs= k,keep-order I= n,max-args= N= X m a,arg-file=read C,colsep= d,delimiter= dry-run!dry bar eta progress results=write joblog=write halt= tag u,ungroup line-buffer,lb q,quote 0,null will-cite no-notice S,sshlogin=network.send:host pipe block= retries= timeout= delay= L= r v',
    also: parallel,
    examples: {
      held: {
        'parallel rm -rf ::: a b': 'file.delete',
        'echo x | parallel rm -rf': 'file.delete',
        "find . -name '*.c' | parallel rm {}": 'file.read file.delete',
        "find . -name '*.c' | parallel gzip": 'file.read file.write',
        "find . -name '*.c' | parallel 'wc -l {}; ./{}'": 'file.read exec.opaque',
        "find . -name '*.c' | parallel eval echo {}": 'file.read exec.opaque',
        "find . -name '*.c' | parallel": 'file.read exec.opaque',
        "find . -name '*.c' | parallel bash {}": 'file.read exec.opaque',
      },
      passed: ["find src -name '*.c' | parallel wc -l {}", "find src -name '*.c' | parallel -j4 grep -c main"],
    },
  },
  {
    names: 'entr',
    stop: true,
    options: 'a c d n p r s x z',
    also: (call) => {
      if (has(call, 's')) textOrWords(call, call.parsed.operands);
      else after(0)(call);
    },
    examples: { held: { 'entr -r rm -rf x': 'file.delete' } },
  },
  {
    names: 'watchexec',
    stop: true,
    options: 'w,watch= e,exts= r,restart c,clear? i,ignore= f,filter= s,signal= n N shell=',
    also: (call) => textOrWords(call, call.parsed.operands),
    examples: { held: { 'watchexec -e ts rm -rf x': 'file.delete' } },
  },
];

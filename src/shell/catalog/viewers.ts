import { actOnFile, opaque } from '../effects/act.ts';
import { has, valuesOf } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import { lookAround } from './readingCalls.ts';
import type { Tool } from './tool.ts';

/** Programs that show files or folders in a way of their own, and have next to nothing else that they can do. */
/** The first word says what aspell does; it edits what it checks. */
const ASPELL_LISTS = /^(?:list|pipe|dump|config|dicts|modes|filters|munch|expand|soundslike|version|usage|help|)$/;
/** Options of spell checkers with a word behind them. */
const SPELLERS_VALUE: Readonly<Record<string, RegExp | undefined>> = {
  aspell: /^-[dlpW]$|^--(?:lang|master|mode|encoding|personal|repl|sug-mode|ignore|size|home-dir|extra-dicts)$/,
  hunspell: /^-[dpi]$/,
  ispell: /^-[dpwLTf]$/,
};

export const viewersTools: readonly Tool[] = [
  {
    names: 'ncdu gdu dfc pydf nvtop',
    free: true,
    options:
      'o=write output-file=write export=write f=read input-file=read e extended x q r X=read exclude= color= ignore-dirs= i=',
    also: (call) => {
      for (const folder of call.parsed.operands) actOnFile(call, 'look', folder);
      if (call.parsed.operands.length === 0) lookAround(call);
    },
    examples: { held: { 'ncdu -o src/a.ts': 'file.read file.write' }, passed: ['ncdu', 'gdu -n src', 'dfc'] },
  },
  {
    names:
      'ptx lolcat jless mimetype chroma hl pv ts boxes toilet banner fortune cmatrix xpath filterdiff proselint multitail termgraph tailspin tspin ddate spell',
    free: true,
    options: 'o,output=write f= e= l= p= d=',
    also: (call) => {
      for (const arg of call.args)
        if (!arg.value.startsWith('-') && /[./]|^\w+$/.test(arg.value)) actOnFile(call, 'read', arg);
      // A command whose output is watched, by an option or as `multitail -l CMD`.
      if (
        call.args.some(({ value }) => /^-{1,2}(?:listen-command|exec|pager|command)|^-[lLR]/.test(value)) &&
        /^(?:multitail|tailspin|tspin)$/.test(call.title)
      )
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: {
      held: {
        "multitail -l 'rm -rf x'": 'exec.opaque file.delete',
        'lolcat .env': 'secret.read',
        'pv -o src/a.ts b': 'file.read file.write',
      },
      passed: ['lolcat notes.txt', 'pv a.sql', 'jless data.json', "xpath -q -e '//a' a.xml", 'echo hi | ts'],
    },
  },
  {
    names: 'aspell hunspell ispell',
    free: true,
    options: 'd=folder',
    also: (call) => {
      const behindValue = SPELLERS_VALUE[call.title] ?? /^$/;
      const plain = call.args.filter(
        ({ value }, at) => !value.startsWith('-') && !behindValue.test(call.args[at - 1]?.value ?? ''),
      );
      const isAspell = call.title === 'aspell';
      const lists = isAspell
        ? !call.args.some(({ value }) => value === '-c') && ASPELL_LISTS.test(plain[0]?.value ?? '')
        : call.args.some(({ value }) => (call.title === 'ispell' ? /^-[laAcev]/ : /^-(?:[lLGawmsv]|vv)$/).test(value));
      const files = isAspell && !call.args.some(({ value }) => /^-[ca]$/.test(value)) ? plain.slice(1) : plain;
      for (const file of files) if (!lists || /[./]/.test(file.value)) actOnFile(call, lists ? 'read' : 'write', file);
      if (call.args.some(({ value }) => /^--?(?:conf|add-filter|filter-path|dict-dir|data-dir)/.test(value)))
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: {
      held: {
        'aspell check a.md': 'file.write',
        'aspell check README': 'file.write',
        'aspell check a.md list': 'file.write',
        'aspell check a.md help': 'file.write',
        'aspell check a.md -v': 'file.write',
        'aspell -l en -c a.md': 'file.write',
        'aspell create master ./en.rws': 'file.write',
        'hunspell -H a.html': 'file.write',
        'hunspell a.md': 'file.write',
        'aspell --conf=./x list': 'exec.opaque',
      },
      passed: [
        'aspell list < a.md',
        'aspell -l en list < a.md',
        'aspell --lang=en list -v < a.md',
        'aspell -v',
        'aspell dump master en',
        'aspell dicts',
        'hunspell -l a.md',
        'hunspell -d en_US -l a.md',
      ],
    },
  },
  {
    names: 'jc',
    stop: true,
    free: true,
    // With a command instead of the name of its output it runs that.
    also: (call) => runWords(call, call.parsed.operands),
    examples: {
      held: { 'jc rm -rf src': 'file.delete' },
      passed: ['df -h | jc --df', 'jc --ls', 'jc ls -l', 'jc -p ps aux'],
    },
  },
  {
    names: 'fzf sk peco',
    options:
      'f,filter= q,query= e,exact i +i x m,multi? 1,select-1 0,exit-0 n,nth= with-nth= d,delimiter= tac no-sort +s s no-mouse cycle ansi height= layout= reverse border? prompt= pointer= marker= header= header-lines= preview=opaque preview-window= bind=opaque execute=opaque cmd=opaque c=opaque print-query print0 read0 sync algo= scheme= color= literal tabstop= info= margin= padding= no-bold min-height= history=write rcfile=opaque exec=opaque select-1 initial-index= on-cancel= selection-prefix= b= tiebreak= no-multi listen=opaque no-color expect= walker= walker-root=read walker-skip=',
    operands: 'read...',
    also: (call) => {
      // Without input it lists what a variable or the program itself says.
      if (call.stdin === undefined && call.parsed.operands.length === 0) lookAround(call);
    },
    examples: {
      held: {
        "ls | fzf --preview 'rm {}'": 'file.read exec.opaque',
        "fzf --bind 'x:execute(rm {})'": 'file.read exec.opaque',
      },
      passed: ['git branch | fzf -f main', 'ls src | fzf --filter=a -1'],
    },
  },
  {
    names: 'emacsclient',
    free: true,
    options: 'e,eval=opaque f,server-file= s,socket-name= a,alternate-editor=program',
    also: (call) => {
      if (!has(call, 'e', 'eval'))
        for (const file of call.parsed.operands) if (!file.value.startsWith('+')) actOnFile(call, 'output', file);
    },
    examples: {
      held: {
        'emacsclient -e "(kill-emacs)"': 'exec.opaque',
        "emacsclient -a 'rm -rf x' a": 'file.delete file.write',
        'emacsclient -t ~/.bashrc': 'file.write persist.install',
      },
    },
  },
  {
    names: 'pr fmt',
    options: 't T # a c d D= e? f F h= i? J l= m n? N= o= r s? S? v w= W= u,uniform-spacing p=',
    operands: 'read...',
    examples: {
      held: { 'pr -t .env': 'secret.read', 'fmt -t .env': 'secret.read' },
      passed: ['pr -2 -t a.txt', 'fmt -w 80 a.txt'],
    },
  },
  {
    names: 'look',
    options: 'a,alternative d,alphanum f,ignore-case t,terminate=',
    operands: 'text read',
    examples: { held: { "look '' .env": 'secret.read' }, passed: ['look appl'] },
  },
  {
    // `!CMD` among its sums is a command.
    names: 'dc',
    options: 'e,expression= f,file=read V h',
    operands: 'read...',
    also: (call) => {
      const sums = [...valuesOf(call, 'e').map(({ value }) => value), call.stdin?.text ?? ''];
      if (sums.some((sum) => sum.includes('!')) || has(call, 'f') || call.parsed.operands.length > 0)
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: { held: { "dc -e '!rm -rf x'": 'exec.opaque file.delete' }, passed: ["dc -e '2 3 + p'"] },
  },
];

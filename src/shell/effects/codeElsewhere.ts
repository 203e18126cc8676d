import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { CodeOptions, ToolCode } from '../state/projectCode.ts';
import { absolute, isInside } from './paths.ts';

/** What is filled, in one letter: `-b` and `-D` are other options. */
const FILLED = /^-[oBd]$/;
/** Where the system keeps its own programs and libraries: who writes there needs no tool of the project to run something. */
const SYSTEM = /^\/(?:usr|opt|bin|sbin|lib\w*|etc|dev|proc|sys|nix|snap|Library|System|Applications)(?:\/|$)/;
/** One number. */
const COUNTS =
  /^(?:-{1,2}[\w-]+=?)?\$\((?:nproc(?: --all)?|getconf _NPROCESSORS_ONLN|sysctl -n hw\.\w+)\)$|^(?:-{1,2}[\w-]+=?)?\$\(\(/;
/** What lists the project's own packages and tests, or names its folder. Nothing behind a bar may put other words there. */
const LISTS_OWN =
  /^\$\((?:(?:go list(?: -(?:e|deps|test))*(?: \.?[\w./]+)*|(?:npx )?jest --listTests(?: [\w./]+)*)(?: ?\| ?(?:grep(?: -[viEFw]+)? ['"]?[\w./|^$\\-]+['"]?|head(?: -n? ?\d+)?|tail(?: -n? ?\d+)?|sort(?: -u)?))*|git rev-parse --show-toplevel)\)(?:\/[\w./-]*)?$/;

/**
 * Words by which a tool of the project runs code, or goes by settings, from outside the workspace: `jest --config /tmp/x.js`, `pytest ../other`. Of
 * those nobody here knows what they should be. What is for the program that the tool starts does not count.
 */
export function codeElsewhere(call: Call): readonly Arg[] {
  const { cwd } = call.state;
  const { of, options } = call.shell.projectCode;
  const tool = of(call.title);
  if (cwd === undefined || call.scope.traits.includes('in-container')) return [];
  const all = call.state.words;
  if (tool.runsNone === true) return pluginsElsewhere(call, all, options);
  const end = toolsEnd(call, tool, all);
  const words = end === -1 ? all : all.slice(0, end);
  return words.flatMap((word, index) => {
    if (options.inOneWord.some((one) => one.test(word.value)) || tool.evaluates?.test(word.value) === true)
      return [word];
    if (word.dynamic && tool.putsIn === true && /^\w+[:+?]?=/.test(word.value)) return [word];
    const { names, value } = givenBy(word, words[index - 1]);
    const [option = ''] = names;
    const runs = options.runs.test(option) || tool.runs?.test(option) === true;
    if (runs && value.value !== '' && !isOwn(call, cwd, value)) return [value];
    const loads = options.loads.test(option);
    if (value.dynamic && (loads || (value === word && mayBeCode(names, word, tool, options)))) return [value];
    if (names.includes('--config') && tool.runningSetting?.test(word.value.replace('--config=', '')) === true)
      return [value];
    // A build in a folder of its own; what settings that names is asked of the disk.
    if (option === '' && (value.value === '..' || (tool.fillsLast === true && word === words.at(-1)))) return [];
    return isElsewhere(call, value) && !names.some((name) => isFilled(name, tool, options)) ? [value] : [];
  });
}

/** Plugins and parts of a compiler, which otherwise runs none of what it is given. */
function pluginsElsewhere(call: Call, words: readonly Arg[], { inOneWord, ofCompilers }: CodeOptions): readonly Arg[] {
  const loads = (at: number): boolean => ofCompilers.test(words[at]?.value ?? '');
  return words.filter(({ value, dynamic }, at) => {
    if (inOneWord.some((one) => one.test(value))) return true;
    if (dynamic || !liesElsewhere(call, value.replace(/^-B/, ''), true)) return false;
    return loads(at) || loads(at - 1) || (words[at - 1]?.value === '-Xclang' && loads(at - 2));
  });
}

/** A word that is known only when it runs: as a whole it may be any option, and to these a file to run. */
function mayBeCode(names: readonly string[], { value, loose }: Arg, tool: ToolCode, options: CodeOptions): boolean {
  if (LISTS_OWN.test(value) && !/(?:^|[\s/(])\.\.(?:[\s/)]|$)/.test(value)) return false;
  if (tool.runsOperands !== true) return names.every((name) => options.takesNone.test(name)) && /^[$`]/.test(value);
  // Unquoted it may be several words, of which only the first is the option's.
  if (loose && !COUNTS.test(value)) return true;
  // Go writes long names behind one dash.
  const choose = (name: string): boolean =>
    options.chooses.test(name.replace(/^-(?=\w\w)/, '--')) || tool.chooses?.test(name) === true;
  return names.every((name) => !choose(name) && !isFilled(name, tool, options));
}

function isFilled(name: string, { sets }: ToolCode, { filled }: CodeOptions): boolean {
  return filled.test(name) || (FILLED.test(name) && !(name === '-o' && sets === true));
}

/** Where the words begin that the tool hands on: behind `--`, and behind the package or the files of `go run`. -1: nowhere. */
function toolsEnd(call: Call, { handsOn }: ToolCode, words: readonly Arg[]): number {
  const [program] = call.parsed.operands;
  if (call.title === 'go run' && program !== undefined) {
    const at = words.findIndex(({ range }) => range[0] === program.range[0]);
    // A file may be followed by more of them.
    const isPart = ({ value }: Arg, index: number): boolean =>
      index <= at || (program.value.endsWith('.go') && value.endsWith('.go'));
    return at === -1 ? -1 : words.findIndex((word, index) => !isPart(word, index));
  }
  return handsOn === true ? -1 : words.findIndex(({ value }) => value === '--');
}

/** The option, or the variable, that a word is the value of, and the value: `-o type=local,dest=x` has both. */
function givenBy(word: Arg, before: Arg | undefined): { readonly names: readonly string[]; readonly value: Arg } {
  const option = before !== undefined && /^-[^=]*$/.test(before.value) ? [before.value] : [];
  const equals = /^(?:-{0,2}[\w.-]+)=/.exec(word.value)?.[0].length;
  if (equals !== undefined) {
    const name = word.value.slice(0, equals - 1);
    return { names: name.startsWith('-') ? [name] : [name, ...option], value: slice(word, equals) };
  }
  const short = /^-[A-Za-z](?=[~/]|\.\.)/.exec(word.value)?.[0];
  return short === undefined ? { names: option, value: word } : { names: [short], value: slice(word, 2) };
}

/** A file of the workspace by its path: its own code. */
function isOwn(call: Call, cwd: string, { value, dynamic }: Arg): boolean {
  return (
    !dynamic &&
    /^[\w./@-]*\/[\w.@-]+$/.test(value) &&
    isInside(absolute(value, cwd, call.scope.home), call.scope.workspace)
  );
}

/** What parts the paths in one word: `name=path`, `@path`, settings as JSON. */
const BETWEEN = /["'=,@{}\s]+|:(?!\/\/)/;

/** One of the paths in a word lies elsewhere. */
function isElsewhere(call: Call, { value, dynamic }: Arg): boolean {
  return !dynamic && liesElsewhere(call, value);
}

/** Where the person's own settings and tools lie. A file there is not made without a card. */
const OWN = /^(?:\.[\w-]+|go|Library|Android|mini(?:conda|forge)\w*|anaconda\w*)(?:\/|$)/i;

/** The same of a text, as far as it is known. `own`: what the person keeps at home does not count. */
export function liesElsewhere({ state: { cwd }, scope }: Call, text: string, own = false): boolean {
  return text.split(BETWEEN).some((part) => {
    if (!/^(?:\/[^/]|~(?:\/|$)|\.\.(?:\/|$))/.test(part)) return false;
    const path = absolute(part, cwd ?? '/', scope.home);
    if (own && path.startsWith(`${scope.home}/`) && OWN.test(path.slice(scope.home.length + 1))) return false;
    return !isInside(path, scope.workspace) && !SYSTEM.test(path);
  });
}

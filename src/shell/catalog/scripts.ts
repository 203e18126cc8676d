import type { PackageScriptRequest } from '../../reading/reader.ts';
import { absorb, act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { isCloned } from '../effects/diskAsks.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg, slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { contextOf, embedFile } from '../calls/embed.ts';
import { absolute, isInside } from '../effects/paths.ts';
import { addEmbedded } from '../state/run.ts';
import { runWords } from '../calls/innerCommand.ts';
import { workIn } from '../calls/meaning.ts';
import { loadsByNode } from './nodeOptions.ts';
import { isPackageProgram } from './packagePrograms.ts';
import { packagesOf } from './workspaces.ts';

/** Asks for the text of a package script or a recipe; the loop says `exec.project` and reads it. */
export function requestScript(
  call: Call,
  runner: PackageScriptRequest['runner'],
  name: Arg,
  words: readonly Arg[] = [],
): void {
  if (name.dynamic) {
    opaque(call, `${call.title} ${name.value}`, name.range, 'problem.dynamic', ['dynamic']);
    return;
  }
  const directory = call.state.cwd;
  const packages = runner === 'npm' ? packagesOf(call, name) : undefined;
  if (directory === undefined) {
    act(call, 'exec.project', 'operation', `${call.title} ${name.value}`, name.range, {
      certainty: 'possible',
      traits: ['dynamic'],
    });
    return;
  }
  if (isCloned(call, directory)) {
    act(call, 'exec.project', 'operation', `${runner} ${name.value}`, name.range);
    return;
  }
  if (packages?.some((named) => isPathOutside(call, named)) === true)
    opaque(call, name.value, name.range, 'problem.unread-file');
  addEmbedded(call.shell.run, {
    want: {
      request: 'package-script',
      directory,
      runner,
      name: name.value,
      ...(packages === undefined ? {} : { packages }),
      ...(words.length === 0 ? {} : { words: words.map(asShellText).join(' ') }),
    },
    range: name.range,
    verbatim: false,
    context: contextOf(call),
  });
  call.state.weighty = true;
}

function isPathOutside({ scope, state }: Call, named: string): boolean {
  return /^[./~]/.test(named) && !isInside(absolute(named, state.cwd ?? scope.cwd, scope.home), scope.workspace);
}

/** `npm run NAME -- args`. */
export function runsScript(call: Call): void {
  const [name, ...rest] = call.parsed.operands;
  if (call.title.startsWith('npm')) {
    npmFolder(call, rest);
    loadsByNode(call);
  }
  if (name === undefined) return;
  requestScript(call, 'npm', name, wordsForScript(call, rest));
  for (const arg of rest) absorb(call, arg.flow);
}

/** What a script gets of the words behind its name: npm takes options for its own up to the dashes, others give it all. */
function wordsForScript(call: Call, words: readonly Arg[]): readonly Arg[] {
  const dashes = words.findIndex(({ value }) => value === '--');
  const behind = dashes === -1 ? [] : words.slice(dashes + 1);
  const before = dashes === -1 ? words : words.slice(0, dashes);
  if (!call.title.startsWith('npm')) return [...before, ...behind];
  const isOwn = ({ value }: Arg, index: number): boolean =>
    value.startsWith('-') || /^(?:-w|-C|--(?:workspace|prefix|loglevel))$/.test(before[index - 1]?.value ?? '');
  return [...before.filter((word, index) => !isOwn(word, index)), ...behind];
}

/**
 * The word as a shell takes it again. What is known only when it runs stays so; a pattern stays one. Older npm and pnpm put words between
 * double quotes, in which the shell goes on to run what stands in `$(…)`.
 */
function asShellText({ value, dynamic, loose, glob }: Arg): string {
  if (dynamic) return loose ? '$KEYTURN_WORD' : '"$KEYTURN_WORD"';
  if (/\$\(|`/.test(value)) return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
  const quoted = (text: string): string =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  if (!glob) return quoted(value);
  return value
    .split(/([*?[\]]+)/)
    .map((part, index) => (index % 2 === 1 || part === '' ? part : quoted(part)))
    .join('');
}

/** npm takes its own options behind the name of a script too, up to the dashes; other tools give them to the script. */
function npmFolder(call: Call, words: readonly Arg[]): void {
  for (const [index, word] of words.entries()) {
    if (word.value === '--') return;
    const next = words[index + 1];
    const named = /^--prefix=/.exec(word.value)?.[0].length;
    if (named !== undefined) workIn(call, slice(word, named));
    else if (/^(?:--prefix|-C)$/.test(word.value) && next !== undefined) workIn(call, next);
  }
}

/** `npm test`, `npm start`: scripts with a command of their own. */
export function ownScript(name: string): (call: Call) => void {
  return (call) =>
    runsScript({ ...call, parsed: { ...call.parsed, operands: [plainArg(name, call.range), ...call.args] } });
}

/** `yarn NAME`, `pnpm NAME`, `bun NAME`: a script of package.json, or a program of `node_modules/.bin`. */
export function scriptOrTool(call: Call): void {
  const [name, ...rest] = call.parsed.operands;
  if (name === undefined) return;
  if (/^https?:\/\//i.test(name.value)) {
    act(call, 'exec.download', 'unknown', name.value, name.range, { traits: ['downloaded'] });
    return;
  }
  if (isPackageProgram(call, name.value)) runWords(call, [name, ...rest]);
  else if (call.title.startsWith('bun') && /\/|\.(?:[cm]?[jt]sx?|sh)$/.test(name.value)) runsSource(call, name, rest);
  else runsScript(call);
}

/** `bun FILE`, `bun run FILE`: its ending may be left out, and of a folder it takes the index. */
function runsSource(call: Call, file: Arg, args: readonly Arg[]): void {
  const path = pathOf(call, file);
  if (path === undefined || /\.\w+$/.test(path)) {
    embedFile(
      call,
      file,
      path?.endsWith('.sh') === true
        ? { language: 'shell', dialect: 'bash', args }
        : { language: 'code', dialect: 'javascript' },
    );
  } else {
    const others = ['.ts', '.tsx', '.js', '/index.ts', '/index.tsx', '/index.js'].map((ending) => path + ending);
    embedFile(call, file, { language: 'code', dialect: 'javascript', others });
  }
  call.state.weighty = true;
  for (const arg of args) absorb(call, arg.flow);
}

/** Names and values that `npm pkg set` and `npm config set` make stay. */
export function setsPackage(call: Call): void {
  const written = plainArg('package.json', call.range);
  actOnFile(call, 'write', written);
  for (const arg of call.parsed.operands) {
    if (/^(?:scripts|bin|bin\..*|husky|lint-staged)/.test(arg.value)) {
      act(call, 'persist.install', 'operation', arg.value.split('=')[0] ?? arg.value, arg.range);
    }
  }
}

export function setsConfig(call: Call): void {
  const [name] = call.parsed.operands;
  act(call, 'persist.install', 'operation', `${call.title} ${name?.value ?? ''}`.trim(), call.range);
}

import type { ShellAction } from '../action/action.ts';
import { textOf } from '../action/utf8.ts';
import { SEALED_RUNNERS } from '../app/sealedRunners.ts';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { placeOf, realFolder } from './client/place.ts';
import { namedVariables } from './environment.ts';
import { executeApproved, holdFolder } from './execute.ts';
import { NOT_APPROVED, USAGE } from './exitCode.ts';
import { askFor } from './sealed.ts';
import { ownTerminal, tell } from './terminal.ts';

const FORM = 'keyturn run [--stdin] -- WORDS…   |   keyturn run [--stdin] --shell bash -- TEXT';

/** Bytes of standard input that a person could still be shown. */
const STDIN_LIMIT = 4 * 1024 * 1024;

/** `keyturn run`: file, wait, claim, verify, execute, report. */
export async function run(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    tell(sentences.usage(FORM));
    return USAGE;
  }
  return runWords(asked);
}

/** The same for words that another command of ours has read. */
export async function runWords(asked: Asked): Promise<number> {
  const cwd = realFolder(process.cwd());
  if (cwd === undefined) {
    tell(sentences.changed('the current folder is gone'));
    return NOT_APPROVED;
  }
  // Held open from before anything is shown.
  const folder = holdFolder(cwd);
  const stdin = asked.stdin ? await wholeInput() : undefined;
  if (typeof stdin === 'number') return stdin;
  const environment = namedVariables(process.env);
  const action: ShellAction = {
    kind: 'shell',
    ...(asked.shell ? { command: asked.words[0] ?? '' } : { argv: asked.words }),
    ...(asked.shell ? { shell: 'bash' as const } : {}),
    cwd,
    ...(Object.keys(environment).length === 0 ? {} : { environment }),
    ...(stdin === undefined ? {} : { stdin: stdin.text }),
  };
  const place = placeOf(process.env);
  const approved = await askFor({ place, cwd, action, runner: SEALED_RUNNERS.run });
  if (typeof approved === 'number') return approved;
  return (await executeApproved(place, approved, action, folder, ownTerminal)).exitCode;
}

export interface Asked {
  readonly stdin: boolean;
  readonly shell: boolean;
  readonly words: readonly string[];
}

/** Everything after `--` is the action, letter by letter; options only stand before it. */
function readArguments(args: readonly string[]): Asked | undefined {
  const end = args.indexOf('--');
  if (end < 0) return undefined;
  const words = args.slice(end + 1);
  const options = [...args.slice(0, end)];
  let stdin = false;
  let shell = false;
  while (options.length > 0) {
    const option = options.shift();
    if (option === '--stdin') stdin = true;
    else if (option === '--shell' && options.shift() === 'bash') shell = true;
    else if (option === '--shell=bash') shell = true;
    else return undefined;
  }
  if (words.length === 0 || words[0] === '' || (shell && words.length !== 1)) return undefined;
  return { stdin, shell, words };
}

/** Standard input to its end: what is shown is all that the program will get. */
async function wholeInput(): Promise<{ readonly text: string } | number> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > STDIN_LIMIT) {
      tell(sentences.stdinTooLarge(STDIN_LIMIT));
      return NOT_APPROVED;
    }
    parts.push(part);
  }
  const text = textOf(Buffer.concat(parts));
  if (text !== undefined) return { text };
  tell(sentences.stdinNotText());
  return NOT_APPROVED;
}

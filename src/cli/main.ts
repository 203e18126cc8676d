import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { visibleText } from '../action/visible.ts';
import { COMMANDS } from './commands.ts';
import { USAGE } from './exitCode.ts';
import type { Io } from './io.ts';
import { COMMAND_USAGE, USAGE_TEXT } from '../app/sentences/usage.ts';

async function main(words: readonly string[], io: Io): Promise<number> {
  const [name = '', ...args] = words;
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(USAGE_TEXT);
    return 0;
  }
  const open = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (open === undefined) {
    if (name !== '') io.error(`keyturn: there is no command ${visibleText(JSON.stringify(name))}.\n`);
    io.error(USAGE_TEXT);
    return USAGE;
  }
  // An agent's hook is answered, whatever words stand behind it.
  if (asksForHelp(name === 'hook' ? args.slice(0, 1) : args)) {
    io.out(COMMAND_USAGE[name] ?? USAGE_TEXT);
    return 0;
  }
  return (await open())(args, io);
}

/** Behind `--` stands what is run or read, which may ask for help itself. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args[0] === '-h' || (end < 0 ? args : args.slice(0, end)).includes('--help');
}

let unread = false;
const io: Io = {
  out: (text) => void process.stdout.write(text),
  async drained() {
    // An error of the write that was just made comes with the next turn.
    await new Promise(setImmediate);
    while (!unread && process.stdout.writableNeedDrain) await once(process.stdout, 'drain').catch(() => undefined);
    return !unread;
  },
  error: (text) => void process.stderr.write(text),
  input: process.stdin,
  // npm's bin is a link to the bundle.
  dist: path.dirname(realpathSync(process.argv[1] ?? '.')),
  home: homedir(),
  now: () => performance.now(),
};

// A reader of our output that went away is no crash, and no reason to leave what was begun: an outcome is still reported.
process.stdout.on('error', () => {
  unread = true;
});
process.stderr.on('error', () => undefined);
main(process.argv.slice(2), io).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // An error's own words may quote hostile text.
    io.error(`keyturn: it failed inside, and nothing was approved: ${visibleText(String(error))}\n`);
    // To an agent 1 would mean "go on without your hook".
    process.exitCode = process.argv[2] === 'hook' ? USAGE : 1;
  },
);

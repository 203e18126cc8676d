import type { Action } from '../action/action.ts';
import { isWellFormed, textOf } from '../action/utf8.ts';
import { visibleText } from '../action/visible.ts';
import { diskFacts } from '../app/facts/diskFacts.ts';
import { judgeAction } from '../app/judge.ts';
import type { JudgeOptions } from '../app/judge.ts';
import { openReaders } from '../app/readers.ts';
import { diskTexts } from '../app/texts.ts';
import { NO_DISK } from '../reading/ports.ts';
import type { Readers } from '../reading/ports.ts';
import type { Judgement } from '../review/judgement.ts';
import type { Ruling } from '../rules/ruling.ts';
import { checkArguments } from './checkArguments.ts';
import type { CheckOptions } from './checkArguments.ts';
import { decodeLine } from './checkLine.ts';
import type { CheckLine } from './checkLine.ts';
import { checkPlace } from './checkPlace.ts';
import { checkReport } from './checkReport.ts';
import { USAGE } from './exitCode.ts';
import type { Io } from './io.ts';
import { linesOf } from './lines.ts';
import { errorLine, verdictLine } from './verdictLine.ts';

const EXIT: Readonly<Record<Ruling, number>> = { pass: 0, hold: 10, refuse: 20 };
/** Bytes of one line of `--jsonl`. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** Nobody waits behind this verdict: the disk gets the time to answer the same on a busy machine too. */
const FACTS_MS = 2000;

/** `keyturn check`: says what a text would hit. It runs nothing and asks nobody. */
export async function check(args: readonly string[], io: Io): Promise<number> {
  const asked = checkArguments(args);
  if (asked.form === 'wrong') {
    io.error(`keyturn check: ${visibleText(asked.why)}\n`);
    return USAGE;
  }
  const opened = openReaders({ dist: io.dist });
  try {
    if (asked.form === 'jsonl') return await checkLines(asked.options, opened.readers, io);
    if (!isWellFormed(asked.text) || asked.text.includes('\0')) {
      io.error('keyturn check: the text is not UTF-8 or holds a NUL.\n');
      return USAGE;
    }
    const line: CheckLine = { kind: asked.options.kind, text: asked.text };
    const { judgement, ms } = await judgeLine(line, asked.options, opened.readers, io);
    io.out(asked.options.json ? `${verdictLine(undefined, judgement, ms)}\n` : checkReport(asked.text, judgement));
    return EXIT[judgement.verdict.ruling];
  } finally {
    await opened.close();
  }
}

async function checkLines(options: CheckOptions, readers: Readers, io: Io): Promise<number> {
  let number = 0;
  let failed = false;
  for await (const bytes of linesOf(io.input, LONGEST_LINE)) {
    number++;
    const output = await lineOut(bytes, number, options, readers, io);
    if (output.failed) failed = true;
    io.out(`${output.text}\n`);
  }
  return failed ? USAGE : 0;
}

async function lineOut(
  bytes: Uint8Array | 'too-long',
  number: number,
  options: CheckOptions,
  readers: Readers,
  io: Io,
): Promise<{ readonly text: string; readonly failed: boolean }> {
  const fail = (message: string): { text: string; failed: boolean } => ({
    text: errorLine(undefined, number, { message }),
    failed: true,
  });
  if (bytes === 'too-long') return fail(`The line is longer than ${LONGEST_LINE} bytes.`);
  const text = textOf(bytes);
  if (text === undefined) return fail('The line is not UTF-8.');
  const decoded = decodeLine(text, options.kind);
  if (!decoded.ok) return { text: errorLine(decoded.id, number, decoded.error), failed: true };
  try {
    const { judgement, ms } = await judgeLine(decoded.line, options, readers, io);
    return { text: verdictLine(decoded.line.id, judgement, ms), failed: false };
  } catch {
    return { text: errorLine(decoded.line.id, number, { message: 'Keyturn failed on this line.' }), failed: true };
  }
}

async function judgeLine(
  line: CheckLine,
  options: CheckOptions,
  readers: Readers,
  io: Io,
): Promise<{ readonly judgement: Judgement; readonly ms: number }> {
  const start = io.now();
  const place = checkPlace(line.cwd ?? options.cwd, options.workspace, io.home);
  const judging: JudgeOptions = {
    readers,
    texts: place.disk ? diskTexts() : NO_DISK,
    ...(place.disk ? { facts: diskFacts(FACTS_MS) } : {}),
    workspace: () => place.workspace,
    home: place.home,
    autoPass: () => options.autoPass,
  };
  const judgement = await judgeAction(actionOf(line, options), place.cwd, judging);
  return { judgement, ms: io.now() - start };
}

function actionOf(line: CheckLine, options: CheckOptions): Action {
  const dialect = line.dialect ?? options.dialect;
  const shell = line.shell ?? options.shell;
  switch (line.kind) {
    case 'shell':
      return { kind: 'shell', command: line.text, ...(shell === undefined ? {} : { shell }) };
    case 'sql':
      return { kind: 'sql', statement: line.text, ...(dialect === undefined ? {} : { dialect }) };
  }
}

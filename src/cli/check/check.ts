import type { Action } from '../../action/action.ts';
import { actionText } from '../../action/actionText.ts';
import { isWellFormed, textOf } from '../../action/utf8.ts';
import { visibleText } from '../../action/visible.ts';
import { openReaders } from '../../app/readers.ts';
import type { Readers } from '../../reading/ports.ts';
import type { Judgement } from '../../review/judgement.ts';
import type { ActiveRules } from '../../rules/activeRules.ts';
import type { Ruling } from '../../rules/ruling.ts';
import { checkArguments } from './checkArguments.ts';
import type { CheckOptions } from './checkArguments.ts';
import { decodeLine } from './checkLine.ts';
import type { CheckLine } from './checkLine.ts';
import { givenRules, UnusableRules } from './checkRules.ts';
import type { CheckPlace } from './checkPlace.ts';
import { checkReport } from './checkReport.ts';
import { USAGE } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { judgeText } from '../judgeText.ts';
import { UnfitText } from '../requestText.ts';
import { linesOf } from '../lines.ts';
import { errorLine, verdictLine } from '../verdictLine.ts';

const EXIT: Readonly<Record<Ruling, number>> = { pass: 0, hold: 10, refuse: 20 };
/** Whoever read the verdicts went away before the last. */
const UNREAD = 1;
/** Bytes of one line of `--jsonl`. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** What is looked at besides: more fields of the verdict line, more lines of the report. Never rejects. */
export type Look = (
  judged: Judged,
) => Promise<{ readonly fields: Readonly<Record<string, unknown>>; readonly report: string }>;

export interface Judged {
  readonly action: Action;
  readonly place: CheckPlace;
  readonly judgement: Judgement;
}

const NO_LOOK: Look = () => Promise.resolve({ fields: {}, report: '' });

/** `keyturn check`: says what a text would hit. It runs nothing and asks nobody. */
export function check(args: readonly string[], io: Io): Promise<number> {
  return checkWith('check', args, io, {}, NO_LOOK);
}

/** The same under another name, with a look at the objects. `named` is added to each action. */
export async function checkWith(
  name: string,
  args: readonly string[],
  io: Io,
  named: { readonly connection?: string },
  look: Look,
): Promise<number> {
  const asked = checkArguments(args);
  if (asked.form === 'wrong') {
    io.error(`keyturn ${name}: ${visibleText(asked.why)}\n`);
    return USAGE;
  }
  const given = asked.options.rules === undefined ? undefined : await givenRules(asked.options.rules);
  if (given?.ok === false) {
    for (const line of given.lines) io.error(`keyturn ${name}: ${line}\n`);
    return USAGE;
  }
  const job = (readers: Readers): Job => ({
    options: asked.options,
    readers,
    io,
    named,
    look,
    rules: given?.rules,
  });
  const opened = openReaders({ dist: io.dist });
  try {
    if (asked.form === 'jsonl') return await checkLines(job(opened.readers));
    if (!isWellFormed(asked.text) || asked.text.includes('\0')) {
      io.error(`keyturn ${name}: the text is not UTF-8 or holds a NUL.\n`);
      return USAGE;
    }
    const line: CheckLine = { kind: asked.options.kind, text: asked.text };
    const { action, judgement, ms, more } = await judgeLine(line, job(opened.readers));
    io.out(
      asked.options.json
        ? `${verdictLine(undefined, judgement, ms, more.fields)}\n`
        : checkReport(actionText(action), judgement) + more.report,
    );
    return EXIT[judgement.verdict.ruling];
  } catch (error) {
    if (!(error instanceof UnusableRules || error instanceof UnfitText)) throw error;
    for (const line of error instanceof UnusableRules ? error.lines : [error.message])
      io.error(`keyturn ${name}: ${line}\n`);
    return USAGE;
  } finally {
    await opened.close();
  }
}

interface Job {
  readonly options: CheckOptions;
  readonly readers: Readers;
  readonly io: Io;
  readonly named: { readonly connection?: string };
  readonly look: Look;
  readonly rules: ((workspace: string) => Promise<ActiveRules>) | undefined;
}

async function checkLines(job: Job): Promise<number> {
  const { io } = job;
  let number = 0;
  let failed = false;
  for await (const bytes of linesOf(io.input, LONGEST_LINE)) {
    number++;
    const output = await lineOut(bytes, number, job);
    if (output.failed) failed = true;
    io.out(`${output.text}\n`);
    if (!(await io.drained())) return UNREAD;
  }
  return failed ? USAGE : 0;
}

async function lineOut(
  bytes: Uint8Array | 'too-long',
  number: number,
  job: Job,
): Promise<{ readonly text: string; readonly failed: boolean }> {
  const fail = (message: string): { text: string; failed: boolean } => ({
    text: errorLine(undefined, number, { message }),
    failed: true,
  });
  if (bytes === 'too-long') return fail(`The line is longer than ${LONGEST_LINE} bytes.`);
  const text = textOf(bytes);
  if (text === undefined) return fail('The line is not UTF-8.');
  const decoded = decodeLine(text, job.options.kind);
  if (!decoded.ok) return { text: errorLine(decoded.id, number, decoded.error), failed: true };
  try {
    const { judgement, ms, more } = await judgeLine(decoded.line, job);
    return { text: verdictLine(decoded.line.id, judgement, ms, more.fields), failed: false };
  } catch (error) {
    const unfit = error instanceof UnfitText;
    const message = unfit || error instanceof UnusableRules ? error.message : 'Keyturn failed on this line.';
    return { text: errorLine(decoded.line.id, number, { ...(unfit ? { field: 'text' } : {}), message }), failed: true };
  }
}

async function judgeLine(
  line: CheckLine,
  { options, readers, io, named, look, rules }: Job,
): Promise<Pick<Judged, 'action' | 'judgement'> & { readonly ms: number; readonly more: Awaited<ReturnType<Look>> }> {
  const start = io.now();
  const judged = await judgeText(line, { options, readers, named, home: io.home, rules });
  const ms = io.now() - start;
  return { ...judged, ms, more: await look(judged) };
}

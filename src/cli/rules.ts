import { actionText } from '../action/actionText.ts';
import { visibleText } from '../action/visible.ts';
import { openReaders } from '../app/readers.ts';
import { ruleSubject } from '../app/rules/ruleSubject.ts';
import { exampleLine, explainedLines } from '../app/sentences/rules.ts';
import { COMMAND_USAGE } from '../app/sentences/usage.ts';
import { rate } from '../effect/rate.ts';
import { explain } from '../rules/explain.ts';
import { outcomeOf } from '../rules/outcomeOf.ts';
import { checkArguments } from './check/checkArguments.ts';
import type { CheckOptions } from './check/checkArguments.ts';
import type { CheckLine } from './check/checkLine.ts';
import { checkReport } from './check/checkReport.ts';
import { givenRules, UnusableRules } from './check/checkRules.ts';
import type { GivenRules } from './check/checkRules.ts';
import { USAGE } from './exitCode.ts';
import type { Command, Io } from './io.ts';
import { judgeText } from './judgeText.ts';
import { suggest } from './suggest.ts';
import { UnfitText } from './requestText.ts';

/** `keyturn rules`: tries rules on texts. It changes nothing and asks nobody. */
export const rules: Command = async (args, io) => {
  const [way, ...rest] = args;
  try {
    if (way === 'test') return await testRules(rest, io);
    if (way === 'explain') return await explainRules(rest, io);
    if (way === 'suggest' && rest.length <= 1) return await suggest(rest[0] ?? '.', io);
  } catch (error) {
    if (error instanceof UnfitText) return refuse([error.message], io);
    if (!(error instanceof UnusableRules)) throw error;
    return refuse(error.lines, io);
  }
  io.error(COMMAND_USAGE['rules'] ?? '');
  return USAGE;
};

function refuse(lines: readonly string[], io: Io): number {
  for (const line of lines) io.error(`keyturn rules: ${visibleText(line)}\n`);
  return USAGE;
}

/** Exit 0: every example comes out as expected; 1: one does not, or there is none. */
async function testRules([file, ...more]: readonly string[], io: Io): Promise<number> {
  const asked = checkArguments([...more, '--rules', file ?? '', '--jsonl']);
  if (file === undefined || asked.form === 'wrong')
    return refuse([asked.form === 'wrong' && file !== undefined ? asked.why : 'Name the rules file.'], io);
  const given = await givenRules(file);
  if (!given.ok) return refuse(given.lines, io);
  const examples = [...given.file.rules.flatMap((rule) => rule.examples ?? []), ...given.file.examples];
  const opened = openReaders({ dist: io.dist });
  let wrong = 0;
  try {
    for (const example of examples) {
      const found = outcomeOf((await judged(example, asked.options, given, opened.readers, io)).judgement.verdict);
      if (found !== example.expect) wrong++;
      io.out(`${exampleLine(example, found)}\n`);
    }
  } finally {
    await opened.close();
  }
  io.out(`${examples.length - wrong} of ${examples.length} as expected\n`);
  return wrong > 0 || examples.length === 0 ? 1 : 0;
}

type Given = GivenRules & { readonly ok: true };

function judged(
  { kind = 'shell', text, dialect }: Partial<Pick<CheckLine, 'kind' | 'dialect'>> & Pick<CheckLine, 'text'>,
  options: CheckOptions,
  given: Given,
  readers: ReturnType<typeof openReaders>['readers'],
  io: Io,
): ReturnType<typeof judgeText> {
  const line = { kind, text, ...(dialect === undefined ? {} : { dialect }) };
  return judgeText(line, { options, readers, home: io.home, named: {}, rules: given.rules });
}

async function explainRules(args: readonly string[], io: Io): Promise<number> {
  const asked = checkArguments(args);
  if (asked.form !== 'text') return refuse([asked.form === 'wrong' ? asked.why : 'Give one text after --.'], io);
  const { options, text } = asked;
  if (options.rules === undefined) return refuse(['Name the rules file: --rules FILE.'], io);
  const given = await givenRules(options.rules);
  if (!given.ok) return refuse(given.lines, io);
  const opened = openReaders({ dist: io.dist });
  try {
    const { action, judgement, place } = await judged({ kind: options.kind, text }, options, given, opened.readers, io);
    const { reading } = judgement;
    const active = await given.rules(place.workspace);
    const subject = ruleSubject(reading, rate(reading, place), place, { agent: '' }, false);
    io.out(checkReport(actionText(action), judgement));
    for (const rule of [...active.rules.tightening, ...active.rules.passing])
      io.out(`\n${explainedLines(explain(rule, reading.effects, subject)).join('\n')}\n`);
    return 0;
  } finally {
    await opened.close();
  }
}

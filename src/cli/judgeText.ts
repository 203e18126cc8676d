import type { Action } from '../action/action.ts';
import { diskFacts } from '../app/facts/diskFacts.ts';
import { judgeAction } from '../app/judge.ts';
import type { JudgeOptions } from '../app/judge.ts';
import { diskTexts } from '../app/texts.ts';
import { NO_DISK } from '../reading/ports.ts';
import type { Readers } from '../reading/ports.ts';
import type { Judgement } from '../review/judgement.ts';
import type { ActiveRules } from '../rules/activeRules.ts';
import type { CheckOptions } from './check/checkArguments.ts';
import type { CheckLine } from './check/checkLine.ts';
import { checkPlace } from './check/checkPlace.ts';
import type { CheckPlace } from './check/checkPlace.ts';
import { requestOf } from './requestText.ts';

/** Nobody waits behind this verdict: the disk gets the time to answer the same on a busy machine too. */
const FACTS_MS = 2000;

export interface JudgedBy {
  readonly options: CheckOptions;
  readonly readers: Readers;
  readonly home: string;
  /** Added to each SQL action. */
  readonly named: { readonly connection?: string };
  readonly rules: ((workspace: string) => Promise<ActiveRules>) | undefined;
}

/** Judges one text as a runner's action, at the place that the options or the line name. Throws `UnfitText`, `UnusableRules`. */
export async function judgeText(
  line: CheckLine,
  { options, readers, home, named, rules }: JudgedBy,
): Promise<{ readonly judgement: Judgement; readonly action: Action; readonly place: CheckPlace }> {
  const place = checkPlace(line.cwd ?? options.cwd, options.workspace, home);
  const judging: JudgeOptions = {
    readers,
    texts: place.disk ? diskTexts() : NO_DISK,
    ...(place.disk ? { facts: diskFacts(FACTS_MS) } : {}),
    workspace: () => place.workspace,
    home: place.home,
    autoPass: () => options.autoPass,
    ...(rules === undefined ? {} : { rules }),
  };
  const action = actionOf(line, options, named);
  return { judgement: await judgeAction(action, place.cwd, judging), action, place };
}

function actionOf(line: CheckLine, options: CheckOptions, named: { readonly connection?: string }): Action {
  const dialect = line.dialect ?? options.dialect;
  const shell = line.shell ?? options.shell;
  switch (line.kind) {
    case 'shell':
      return { kind: 'shell', command: line.text, ...(shell === undefined ? {} : { shell }) };
    case 'sql':
      return { kind: 'sql', statement: line.text, ...(dialect === undefined ? {} : { dialect }), ...named };
    case 'http':
      return requestOf(line.text);
  }
}

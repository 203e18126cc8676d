import { redactEnvironment } from '../../action/redact.ts';
import { visibleLine, visibleText } from '../../action/visible.ts';
import type { Hold } from '../../review/hold.ts';
import { CONTEXT_LABELS, excerptWords, repeatSentence, scriptMark } from '../sentences/card.ts';
import { ruledBy } from '../sentences/rules.ts';
import { isLong } from './attachments.ts';
import { shortPath } from './objectWords.ts';

type Row = readonly [label: string, value: string];

/**
 * Where the action comes from and what it stands in. All of it is the runner's word, except the times. Of what is too long
 * for a row its two ends; the text in the editor has all of it.
 */
export function contextRows(hold: Hold): readonly Row[] {
  const { runner, action } = hold.intent;
  const rows: Row[] = [[CONTEXT_LABELS.runner, [runner.name, runner.version ?? ''].join(' ').trim()]];
  if (runner.session !== undefined) rows.push([CONTEXT_LABELS.session, runner.session]);
  rows.push([CONTEXT_LABELS.workspace, hold.workspace]);
  rows.push([CONTEXT_LABELS.rule, ruledBy(hold.judgement.verdict)]);
  if (hold.cwd !== hold.workspace) rows.push([CONTEXT_LABELS.folder, shortPath(hold.cwd, hold.workspace)]);
  if (action.kind === 'sql' && action.connection !== undefined) rows.push([CONTEXT_LABELS.database, action.connection]);
  if (action.kind === 'shell') {
    for (const [name, value] of Object.entries(redactEnvironment(action.environment ?? {}))) {
      rows.push([CONTEXT_LABELS.environment, `${name}=${value}`]);
    }
  }
  for (const { path, sha256 } of hold.judgement.files) {
    rows.push([CONTEXT_LABELS.scripts, `${shortPath(path, hold.workspace)} (${scriptMark(sha256)})`]);
  }
  rows.push([CONTEXT_LABELS.asked, clock(hold.filedAt)], [CONTEXT_LABELS.expires, clock(hold.expiresAt)]);
  if (hold.repeats > 0) rows.push([CONTEXT_LABELS.repeats, repeatSentence(hold.repeats)]);
  const shown = rows.map(([label, value]) => [label, visibleLine(shortened(value))] as const);
  return action.kind === 'shell' && action.stdin !== undefined
    ? [...shown, [CONTEXT_LABELS.stdin, visibleText(shortened(action.stdin))]]
    : shown;
}

/** UTF-16 units that are shown of each end of a long value. */
const END = 500;

function shortened(value: string): string {
  if (!isLong(value)) return value;
  return excerptWords(value.slice(0, END), value.length - 2 * END, value.slice(-END));
}

/** The time of the day, here. A card must not change by the second, so that it shows no age. */
function clock(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

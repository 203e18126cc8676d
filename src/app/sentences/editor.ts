import type { Level } from '../../effect/level.ts';
import { numberWords } from './amounts.ts';
import { LEVEL_WORDS } from './effects.ts';

/** Of the box for the note, so that nobody denies another action than they mean. */
export function denyTitle(headline: string): string {
  return `Deny: ${headline}`;
}

/** Words of the editor's own surfaces: status bar, notifications, pickers, the tree's groups. */
export const EDITOR_WORDS = {
  waitingGroup: 'Waiting',
  decidedGroup: 'Decided today',
  alarmsGroup: 'Alarms',
  review: 'Review',
  proofsTitle: 'What holds, and what does not',
  proofsHint: 'Choose a line to read all of it',
  tryPrograms: '$(beaker) Try the real programs…',
  tryProgramsDetail:
    'Starts each agent once, with a model of Keyturn’s own that asks for a command which must be denied.',
  nothingToTry:
    'No agent that is connected here can be tried: its program is not on PATH, or Keyturn does not know how to start it (Cursor).',
  notePrompt: 'Note to the agent (optional). Escape leaves it waiting.',
  noFolder: 'No folder is open: Keyturn holds what agents do in the folders of this window.',
  nothingShown: 'Choose an action in the Keyturn queue first.',
  nothingWaits: 'Nothing waits for you.',
  notOpen:
    'Keyturn could not be opened, so that agents get no answer. Point at its item in the status bar to read why.',
  pickAgent: 'Which agent?',
  pickAgentHint: 'Nothing is changed yet: a card shows the change, and all that stays open',
  otherAgent: 'Any agent with MCP…',
  otherAgentDetail: 'Shows what to write into its settings. Keyturn then holds what goes through its own tools.',
  pickFolder: 'In which folder?',
  notStopped: 'Keyturn is not stopped.',
  copied: 'The exact text is in the clipboard.',
  consent: 'asks for your consent',
} as const;

/** The status bar's one item. Words carry it; the colour only repeats them. */
export function statusWords(
  waiting: number,
  worst: Level | undefined,
  production = false,
): { readonly text: string; readonly spoken: string } {
  if (waiting === 0) return { text: 'Keyturn', spoken: 'Keyturn: nothing waits' };
  const number = waiting === 1 ? '1 waits' : `${numberWords(waiting)} wait`;
  const text = production ? `${number} · production` : number;
  const level = worst === undefined ? '' : `, worst: ${LEVEL_WORDS[worst].toLowerCase()}`;
  return { text, spoken: `Keyturn: ${text}${level}` };
}

export function toastSentence(waiting: number, worst: Level | undefined): string {
  const level = worst === undefined ? '' : `, worst: ${LEVEL_WORDS[worst].toLowerCase()}`;
  return waiting === 1
    ? `1 action waits for review${level}`
    : `${numberWords(waiting)} actions wait for review${level}`;
}

export const STATUS = {
  starting: { text: 'Keyturn: starting', spoken: 'Keyturn is starting' },
  stopped: { text: 'Keyturn: stopped', spoken: 'Keyturn is stopped: new actions are refused' },
  notHolding: { text: 'Keyturn: not holding', spoken: 'Keyturn is not holding' },
  observing: (until: string) => ({
    text: 'Keyturn: ONLY WATCHING, nothing is held',
    spoken: 'Keyturn only watches: nothing is held',
    tooltip: `Observe mode until ${until}: nothing is held, everything is recorded as what would have been. Set keyturn.mode to “hold” to end it now.`,
  }),
  restricted:
    'Restricted Mode: everything waits for you, reads too; the workspace’s own rules are not read, and the intent folder is refused.',
  promise:
    'Seat belt: agents run as you and ask through their own hooks, which they could bypass. “keyturn run” is sealed: it runs exactly what you approved.',
} as const;

/** A folder whose socket another window answers, or that nobody holds. */
export function gateSentence(root: string, state: 'mirrored' | 'failed', why: string | undefined): string {
  if (state === 'mirrored') return `${root} is held by another window, which answers its agents.`;
  return `${root} is not held: ${why ?? 'its gate could not be opened'}.`;
}

import type { PageWords } from '../../review/pageWords.ts';
import type { FinalState } from '../../review/decision.ts';
import type { Hold } from '../../review/hold.ts';
import type { Blocked } from '../../review/service.ts';
import { numberWords, singular } from './amounts.ts';

/** The page's own words. The page fills `{0}`. */
export const PAGE_WORDS: PageWords = {
  language: 'en',
  affected: 'What it hits',
  affectedObject: 'Object',
  affectedWhat: 'What happens',
  affectedCount: 'How much',
  affectedUndo: 'Undo',
  sample: 'Sample',
  becomes: 'becomes',
  allAffected: 'Open the whole list in the editor',
  counting: 'Still counting. What is shown is not final.',
  notKnown: 'Not known',
  requests: 'The request, decoded for reading. Secrets are masked, and this is not what is sent.',
  undo: 'Undo',
  undoCommand: 'What can come back comes back with',
  why: 'Why it matters',
  findingLink: 'Show {0} in the text',
  stepLink: '{0}: show it in the text',
  context: 'Where it comes from',
  claim: 'What the agent says (its own words, not checked)',
  promise: 'What Keyturn can promise',
  formatted: 'SQL formatted for reading. This is not what runs.',
  formatting: 'Formatting…',
  folded: '{0} rows, nothing flagged. Show them',
  unfoldAll: 'Show all rows',
  open: 'Open',
  openText: 'Open in editor',
  openFormatted: 'Open formatted',
  compare: 'Compare',
  compareFile: 'Compare with what is there now',
  copy: 'Copy',
  copyText: 'Copy exact text',
  decision: 'Your decision',
  deny: 'Deny',
  note: 'Note to the agent, goes with Deny',
  notePlaceholder: 'Note to the agent',
  approve: 'Approve',
  dismiss: 'Dismiss',
  next: 'Next',
  previous: 'Previous',
  queue: 'Queue',
  checkbox: 'I have read what it would hit',
  consentCheckbox: 'I have read what it changes',
  uncounted: 'I approve it without knowing how much it hits',
  word: 'Type {0} to approve',
  code: 'Type the code {0} to approve',
  notYet: 'Ready in a moment.',
  ready: 'Ready.',
  openFirst: 'Open the text in the editor first: not all of it is on this card.',
  unfoldFirst: 'Show the folded rows, or open the text in the editor, first.',
  checkFirst: 'Tick the box first.',
  uncountedFirst: 'It is still being counted. Wait for that, or tick that you do without.',
  staleFirst: 'It is being counted again. Decide when that has ended.',
  typeFirst: 'Type it first, exactly as shown.',
  noteFirst: 'A note goes with Deny. Clear it to approve.',
  notSecure:
    'This page has no secure context, so that it cannot prove what it showed. Deny, or open the editor over HTTPS.',
  notOnEnter: 'Enter decides nothing here. Use the space bar.',
  changed: 'What is shown has changed. Read it again.',
  added: 'added',
  removed: 'removed',
  close: 'Close',
  showKeys: 'Keys',
  keysTitle: 'Keys on this card',
  keys: {
    approve: 'Approve, once all that it asks for is done',
    deny: 'Deny, with the note if there is one',
    next: 'Next action that waits',
    previous: 'Previous action that waits',
    editor: 'Open the text in the editor',
    queue: 'Back to the queue; decides nothing',
    sheet: 'Show or close this list',
    tab: 'To the next thing on the card; Deny comes before Approve',
    space: 'Press what has the focus; Enter presses nothing that decides',
  },
};

/** Said once a minute before nobody is waited for any longer, and once at its very end. */
export function expirySentence(seconds: number): string {
  const left = `${numberWords(seconds)} ${singular('seconds', seconds)} left.`;
  return `${left} Then its runner is told that nobody decided, and it does not run.`;
}

export const EMPTY_CARD = {
  title: 'Nothing waits for you',
  sentences: [
    'When an agent is about to run something that a person should see first, it appears here, and the agent waits.',
  ],
} as const;

export const STARTING_CARD = {
  title: 'Keyturn is starting',
  sentences: ['Until it is ready, agents that ask get no answer and do not run.'],
} as const;

export const NO_FOLDER_CARD = {
  title: 'No folder is open',
  sentences: ['Keyturn holds what agents do in the folders of this window. Open a folder to begin.'],
} as const;

export const STOPPED_CARD = {
  title: 'Stopped',
  sentences: [
    'Everything that waited was denied, grants are void, and new actions are refused. What already runs goes on: end it where it runs.',
    'Run “Keyturn: Resume…” to see the card on which you can resume.',
  ],
} as const;

/** Why the extension holds nothing at all. `reason` comes from an error. */
export function failedCard(reason: string): { readonly title: string; readonly sentences: readonly string[] } {
  return {
    title: 'Keyturn is not holding',
    sentences: [
      `It could not start: ${reason}`,
      'Connected agents get no answer and are denied. Reload the window to try again; “Keyturn” in the Output panel says more.',
    ],
  };
}

/** Why nothing can be approved now, and what then. */
export const BLOCKED: Readonly<Record<Blocked, string>> = {
  stopped: 'Keyturn is stopped. Resume first.',
  orphan: 'Its runner is gone: nobody waits for an answer. It can only be dismissed.',
  debugger:
    'A debugger is attached to the extension host, which could press any button. Approving is paused until it is detached.',
  'gate-lost':
    'The socket that agents ask on was replaced. Approving is paused until this window has its own again; reload the window.',
  'script-unfixed':
    'A script that it runs could not be fixed: it may be another one by the time it runs. Deny, and let the agent file it again.',
  refused: 'The rules refuse it. It cannot be approved.',
  'requires-count':
    'A rule refuses it if it hits too many, and that is still being counted. It can be denied now, or approved when the number is known and allowed.',
  'requires-two-person':
    'The rules ask for a second person, which this version cannot bring in. It can only be denied.',
  'requires-snapshot': 'The rules ask for a snapshot first, which this version cannot make. It can only be denied.',
  'requires-reason':
    'The rules want the agent to say why, and it has not. Deny with a note that asks for a summary: it can file the action again.',
  'requires-rollback':
    'The rules want the agent to say how to undo this, and it has not. Deny with a note that asks for it: it can file the action again.',
};

/** Said of a step that does something and could not be read whole. */
export const UNREAD_STEP = 'part of it could not be read';

/** `Step 3`, spoken for its number. */
export function stepName(kind: 'line' | 'step', number: number): string {
  return `${kind === 'line' ? 'Line' : 'Step'} ${numberWords(number)}`;
}

/** The heading above what each step does. */
export function stepsTitle(kind: 'line' | 'step', count: number): string {
  return kind === 'line' ? `What its ${numberWords(count)} lines do` : `What its ${numberWords(count)} steps do`;
}

/** What is not in that list. `flagged`: how many have something to say and are left out, since worse ones are in it. */
export function otherSteps(kind: 'line' | 'step', plain: number, flagged: number): string {
  const said = (count: number): string => `${numberWords(count)} other ${count === 1 ? kind : `${kind}s`}`;
  return [
    flagged === 0 ? '' : `${said(flagged)}, none worse than these, must be read in the text.`,
    plain === 0 ? '' : `Nothing is flagged in ${said(plain)}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** `worst: step 4 of 4` */
export function worstPlace(kind: 'line' | 'step', number: number, count: number): string {
  return `worst: ${kind} ${numberWords(number)} of ${numberWords(count)}`;
}

/** `could not be read: line 7 of 40` */
export function unreadPlace(kind: 'line' | 'step', number: number, count: number): string {
  return `could not be read: ${kind} ${numberWords(number)} of ${numberWords(count)}`;
}

export const TREAT_AS_HIGH = 'treat it as high';

/** Said above a text that is too long for a card. */
export const EXCERPT =
  'Too long for this card: here are its beginning, its end and what is flagged. All of it is in the editor; open it there before you approve.';

/** Said where only what goes along with the text is too long. */
export const EXCERPT_BESIDE =
  'What goes along with it is too long for this card. All of it is in the editor; open it there before you approve.';

/** `120,000 characters on 1,200 lines are not on this card` */
export function leftOut(characters: number, lines: number): string {
  const on = lines > 1 ? ` on ${numberWords(lines)} lines` : '';
  return `${numberWords(characters)} ${singular('characters', characters)}${on} not on this card. Show all in the editor`;
}

/** The two ends of what is too long for a row of the card, with what is left out between them. */
export function excerptWords(start: string, characters: number, end: string): string {
  return `${start}\n[${numberWords(characters)} characters more, in the editor]\n${end}`;
}

const DECIDED_WORDS: Readonly<Record<FinalState, string>> = {
  passed: 'Passed by the rules',
  refused: 'Refused by the rules',
  approved: 'Approved',
  denied: 'Denied',
  expired: 'Expired before anyone decided',
  withdrawn: 'Withdrawn by its runner',
  stopped: 'Denied by Stop',
};

/** What became of an action, in a word or two. A dismissed one counts as withdrawn, but by a person. */
export function decidedWords({ state, why }: Pick<Hold, 'state' | 'why'>): string {
  if (state === 'held') return 'Waiting';
  return why === 'dismissed' ? 'Dismissed' : DECIDED_WORDS[state];
}

/** `Shell command, 3 lines, 214 characters` */
export function textTitle(
  what: string,
  lines: number,
  characters: number,
  hidden: { readonly count: number; readonly atLeast: boolean },
): string {
  const parts = [what];
  if (lines > 1) parts.push(`${numberWords(lines)} lines`);
  parts.push(`${numberWords(characters)} ${singular('characters', characters)}`);
  if (hidden.count > 0) {
    const least = hidden.atLeast ? 'at least ' : '';
    parts.push(`${least}${numberWords(hidden.count)} hidden ${singular('characters', hidden.count)}`);
  }
  return parts.join(', ');
}

export const PROMISE = {
  seatBelt:
    'Seat belt: checked, not executed by Keyturn. The agent’s own runner carries this out after your answer. It runs as you and could act without asking; Keyturn then would not see it.',
  sealedCall:
    'Sealed: Keyturn itself runs exactly these bytes in the agent’s place, once. The agent could still act without asking.',
  sealed:
    'Sealed, if the runner is what it says: Keyturn’s own command runs exactly these bytes, once. Another program of yours could call itself the same.',
} as const;

export const CONTEXT_LABELS = {
  runner: 'Runner',
  session: 'Session',
  folder: 'Folder',
  workspace: 'Workspace',
  database: 'Database',
  environment: 'Environment',
  stdin: 'Standard input',
  scripts: 'Runs the script',
  asked: 'Asked at',
  expires: 'Waits until',
  repeats: 'Asked again',
  rule: 'Held by',
} as const;

/** What a script is held to be: its hash, or why there is none. */
export function scriptMark(mark: string): string {
  switch (mark) {
    case 'absent':
      return 'not there';
    case 'special':
      return 'not a regular file';
    case 'unreadable':
      return 'not to be read by you';
    default:
      return `SHA-256 ${mark}`;
  }
}

/** The same digest, again and again. */
export function repeatSentence(times: number): string {
  return `${numberWords(times)} ${times === 1 ? 'time' : 'times'} within 10 minutes of your deny, and was denied again`;
}

import type { FaultCode, RemarkCode } from '../../record/faults.ts';
import type { FinalState } from '../../review/decision.ts';
import { FAULTS, REMARKS } from './record.ts';

/** What the command line tells. Each says what happened, what it means, what to do. Values are made visible by the caller. */
export const cliSentences = {
  usage: (text: string) => `usage: ${text}`,
  waiting: (root: string) => `waiting for a person: review it in the VS Code window of ${root}. Ctrl-C takes it back.`,
  closed: (root: string) =>
    `No VS Code window with Keyturn is open on ${root}, so nobody can approve this. Nothing ran. Open ${root} in VS Code, then run it again.`,
  outside: (folder: string) =>
    `${folder} is in no folder that Keyturn knows, so nobody can approve this. Nothing ran. Open the project in VS Code with Keyturn, then run it again.`,
  foreign: (path: string) =>
    `${path} is not the socket that Keyturn made: it belongs to somebody else or others may write to it. Nothing ran. Remove it and reload the VS Code window.`,
  lost: (why: string) =>
    `The connection to Keyturn was lost (${why}) and did not come back. Nothing ran. See that the VS Code window is open, then run it again.`,
  problem: (status: number, sentence: string) => `Keyturn did not take it (${status}): ${ended(sentence)} Nothing ran.`,
  withdrawn: () => 'Taken back. Nothing ran.',
  notApproved: (state: FinalState, by: string) =>
    `${NOT_APPROVED[state]}${by === '' ? '' : ` (by ${by})`}. Nothing ran.`,
  note: (note: string) => `Note: ${note}`,
  why: (sentence: string) => `Why: ${sentence}`,
  noKey: (path: string) =>
    `The public key ${path} is missing, or others may write to it, so the approval cannot be checked. Nothing ran. Reload the VS Code window.`,
  voided: () =>
    'It was approved, but the VS Code window was reloaded before the approval could be used, which voids it. Nothing ran. Run it again to have it reviewed anew.',
  forged: (what: string) =>
    `The approval does not hold: ${what}. Nothing ran. Somebody may have tampered with Keyturn's files; run "keyturn doctor".`,
  changed: (what: string) =>
    `It is not what was approved any more: ${what}. Nothing ran. Run it again to have it reviewed anew.`,
  claimRefused: (status: number, sentence: string) =>
    `The approval could not be used (${status}): ${ended(sentence)} Nothing ran. Run it again to have it reviewed anew.`,
  badVariable: (name: string) =>
    `The action names the variable ${name}, which could change the program itself. Nothing ran.`,
  otherShell: (shell: string) =>
    `The action is text of ${shell}, which cannot be run from here. Nothing ran. Run it yourself, or file it for bash, sh or zsh.`,
  notFound: (name: string) => `${name}: no such program in the folders that Keyturn trusts. Nothing ran.`,
  notExecutable: (name: string, why: string) => `${name}: cannot be started (${why}).`,
  stdinTooLarge: (limit: number) => `Standard input is over ${limit} bytes, too much to show to a person. Nothing ran.`,
  stdinNotText: () => 'Standard input is not UTF-8 text, so it cannot be shown to a person. Nothing ran.',
  unreported: (why: string) => `It ran, but its outcome could not be reported to Keyturn (${why}).`,
  unknownIntent: (id: string) => `Keyturn does not know an intent ${id} here.`,
  notExecutableKind: (kind: string) =>
    `"keyturn exec" runs shell and sql actions; this is one of kind ${kind}. Nothing ran.`,
  noAction: () => 'Keyturn did not hand out what was approved, so it cannot be run from here. Nothing ran.',
  undecided: (root: string) => `Nobody has decided yet. It still waits in the VS Code window of ${root}.`,
  hookUnreadable: (field: string) => `The agent's call could not be read${field === '' ? '' : ` at ${field}`}.`,
  hookFailed: () => 'Keyturn failed inside, so nobody could be asked.',
  hookNoAnswer: (root: string) => `The VS Code window of ${root} gave no answer that can be used.`,
  noWindows: () => 'No VS Code window with Keyturn is open.',
  windowOpen: (root: string) => `${root}: open.`,
  windowGone: (root: string) => `${root}: its window is gone.`,
  windowSilent: (root: string) => `${root}: its window does not answer. Reload it.`,
  waitsHere: (count: number) =>
    count === 0 ? 'Nothing waits.' : `${count} ${count === 1 ? 'action waits' : 'actions wait'} for a person.`,
  stoppedHere: () => 'Stopped: it refuses everything until a person resumes in VS Code.',
  noSqlite: () =>
    'This needs a Node with SQLite (24.10 or newer). Nothing ran. Open the folder in VS Code with Keyturn, or set KEYTURN_NODE to such a Node.',
  unknownConnection: (connection: string) =>
    `${connection} is no SQLite file, no URL of PostgreSQL and no name of a connection. Nothing ran.`,
  badConnection: (why: string) => `The connection cannot be used: ${why}. Nothing ran.`,
  noConnection: (name: string) =>
    `Keyturn gave no connection named ${name}. Nothing ran. See the setting keyturn.connections in VS Code, and accept it on its card.`,
  noStatement: (from: string) => `No SQL text could be read from ${from}: it must be there and be UTF-8. Nothing ran.`,
  rowsMeasured: (table: string, change: string, shown: number | undefined, real: number) =>
    shown === undefined ? `${change} ${table}: ${real} in fact` : `${change} ${table}: ${shown} shown, ${real} in fact`,
  rolledBack: (differences: string) =>
    `Rolled back: other rows than were approved (${differences}). Nothing was changed. Run it again to have it reviewed anew.`,
  sqlFailed: (message: string) => `It failed and was rolled back: ${ended(message)}`,
  sqlUnsure: (message: string) =>
    `It is not known whether what it did stays: ${ended(message)} Look into the database before you run it again.`,
  noRecord: (folder: string) => `There is no record in ${folder} yet.`,
  recordWhole: (name: string, entries: number, signedTo: number, live: boolean) =>
    `${name}: whole, ${entries} entries, signed up to number ${signedTo}.${live ? '' : ' No window is open on it: what was cut off after that would not be seen here, but by the next window.'}`,
  recordBroken: (name: string, entries: number) =>
    `${name}: NOT whole, ${entries} entries. Somebody changed it, or the disk failed. Keep a copy and look at these lines:`,
  recordFault: (file: string, line: number, code: FaultCode, id: string) =>
    `  ${file}:${line}: ${code}${id === '' ? '' : ` (${id})`}: ${FAULTS[code]}.`,
  recordRemark: (file: string, line: number, code: RemarkCode) => `  ${file}:${line}: note: ${REMARKS[code]}.`,
} as const;

/** The server's own sentence, which need not end as one. */
function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

const NOT_APPROVED: Readonly<Record<FinalState, string>> = {
  passed: 'Passed',
  approved: 'Approved',
  refused: 'Refused by the rules',
  denied: 'Denied',
  expired: 'Not decided in time',
  withdrawn: 'Withdrawn',
  stopped: 'Stopped: Keyturn refuses everything until a person resumes it',
};

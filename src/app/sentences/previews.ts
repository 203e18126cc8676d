import type { PreviewPart, Remark } from '../../preview/preview.ts';
import { byteWords, numberWords } from './amounts.ts';
import { UNDO_WORDS } from './effects.ts';
import { GIT_PARTS, GIT_REMARKS } from './gitPreviews.ts';
import { INFRA_PARTS, INFRA_REMARKS } from './infraPreviews.ts';
import { REQUEST_REMARKS } from './requests.ts';
import { SERVER_REMARKS } from './serverPreviews.ts';
import { TOOL_REMARKS } from './tools.ts';

type Values = Readonly<Record<string, string>>;

const some = (values: Values, one: string, many: string): string =>
  values['count'] === '1' ? one : `${values['count'] ?? 'Several'} ${many}`;

/** Remarks on what was found, and reasons why something is not known. Values are shown as visible text by the card. */
const REMARKS: Readonly<Record<string, (values: Values) => string>> = {
  'note.history-lost': (v) => `${v['path']}/.git goes too: the repository's history and everything not pushed is lost.`,
  'note.leads-outside': (v) =>
    `${v['path']} is reached through a link and really lies outside the workspace, at ${v['real']}.`,
  'note.mount-point': (v) => `${v['path']} is another file system mounted here: what is on it goes too.`,
  'note.away': (v) =>
    `${v['path']} is another machine’s disk, or is mounted when somebody looks: it was not looked at, and what is there is not counted.`,
  'note.unread': (v) =>
    `${some(v, 'One folder or file', 'folders or files')} could not be looked at, for example ${v['path']}.`,
  'note.into-folder': () => 'The target is a folder: which files in it are replaced is known only when it runs.',
  'note.folder-kept': (v) => `${some(v, 'One folder', 'folders')} that matched stay: the command is not recursive.`,
  'note.links': (v) =>
    `${some(v, 'One is a link', 'are links')}: ${v['path']} points to ${v['to']}. Links are counted, not what they point to.`,
  'note.links-overwritten': (v) =>
    `${some(v, 'One is a link', 'are links')}: ${v['path']} leads to ${v['to']}, whose contents are overwritten.`,
  'note.links-packed': (v) =>
    `${some(v, 'One is a link', 'are links')}: of ${v['path']} the link itself goes, and ${v['to']}, to which it leads, stays.`,
  'note.names-stay': () => 'The contents are overwritten in place: the names stay.',
  'note.refused': (v) =>
    `${some(v, 'One name is', 'names are')} refused by the command, for example ${v['path']}: there it fails.`,
  'note.find-refuses': () =>
    'GNU find refuses -prune with -delete unless -depth is given as well, and deletes nothing; other finds do not prune then.',
  'note.missing-first': (v) => `${v['path']} is not there now: without it the command does not get that far.`,
  'note.not-reached': (v) => `The list stops at "${v['word']}": as it stands, this does not run.`,
  'note.special-files': (v) =>
    `${some(v, 'One is a special file', 'are special files')} (device, pipe or socket): ${v['path']}.`,
  'note.git-pattern': () => 'Git matches the pattern itself: which files it stands for is known only when it runs.',
  'note.other-names': (v) =>
    `${v['path']} has ${some(v, 'another name', 'other names')} on this disk: what stands under it changes too.`,
  'note.folders': (v) => some(v, 'One folder with all that is in it.', 'folders with all that is in them.'),
  'note.at-most': () => 'At most these: which of them it hits is known only when it runs.',
  'note.backup-kept': (v) => `${v['path']} is kept under another name before it is replaced.`,
  'note.archive-format': (v) =>
    `${v['path']} (${byteWords(Number(v['bytes']))}) is packed in a way that Keyturn does not read (it reads tar, tar.gz, zip and, from Node 24 on, tar.zst): which files it would replace is not known.`,
  'note.archive-absent': (v) => `${v['path']} is not there now: which files it would replace is not known.`,
  'note.archive-anywhere': (v) =>
    `What ${v['path']} replaces was not counted: told to take absolute names, its files go wherever they say.`,
  'note.archive-damaged': (v) =>
    `${v['path']} could not be read to its end: which files it would replace is not known.`,
  'note.nothing-there': () => 'Nothing is there now.',
  'note.nothing-uncommitted': () => 'There is no uncommitted work there now.',
  'unknown.no-repository': (v) => `${v['path']} is in no git repository.`,
  'unknown.elsewhere': (v) => `${v['name']} is on another machine or in a container: Keyturn does not look there.`,
  'unknown.name': (v) => `Which files "${v['name']}" means is known only when it runs.`,
  'unknown.too-many-targets': (v) => `${v['count']} more targets were not looked at one by one.`,
  'unknown.limit-entries': () => 'Counting stopped at its limit of entries: there is more.',
  'unknown.limit-time': () => 'Counting stopped at its time limit: there is more.',
  'unknown.git-no-git': () => 'The git program was not found, so what git could bring back is not known.',
  'unknown.git-refused': (v) =>
    `Git could not read the repository ${v['path']} (${v['message']}), so what it could bring back is not known.`,
  'unknown.git-cancelled': (v) => `Looking into the repository ${v['path']} was cancelled.`,
  'unknown.git-too-long': (v) => `The repository ${v['path']} has too many files to ask git about them all.`,
  'unknown.git-too-many': (v) => `There are too many repositories to ask each: ${v['path']} was not.`,
  'note.dropped-with': (v) => `Dropped with it: ${v['names']}.`,
  'note.views-broken': (v) => `${some(v, 'One view stops', 'views stop')} working: ${v['names']}.`,
  'note.children-left': (v) => `${some(v, 'One table keeps', 'tables keep')} a foreign key to it: ${v['names']}.`,
  'note.column-dropped': () => 'A column goes with its values in all rows.',
  'note.rolled-back': (v) => `Statement ${v['statement']} rolls back what was changed before it: that is not counted.`,
  'note.never-committed': () =>
    'The text begins a transaction and never commits it: its changes are not counted, since they are rolled back at the end.',
  'unknown.sql-would-fail': (v) => `Statement ${v['statement']} would fail: ${v['message']}.`,
  'unknown.sql-too-many': (v) => `${v['count']} more statements were not tried.`,
  'unknown.sql-dot-command': (v) =>
    `Statement ${v['statement']} is the command ${v['name']} of the sqlite3 shell: what it does was not tried.`,
  'unknown.sql-parameters': (v) => `Statement ${v['statement']} has parameters whose values are not in the text.`,
  'unknown.sql-vacuum-into': (v) =>
    `Statement ${v['statement']} writes the database into another file: that was not tried.`,
  'unknown.sql-savepoint': (v) =>
    `Statement ${v['statement']} rolls back to a savepoint: what was changed since is counted all the same.`,
  'unknown.sql-attach': (v) => `Statement ${v['statement']} opens another database file: that was not tried.`,
  'unknown.sql-pragma': (v) => `Statement ${v['statement']} changes the setting ${v['name']}: that was not tried.`,
  'unknown.sql-function': (v) =>
    `Statement ${v['statement']} calls ${v['name']}, which Keyturn does not run to count rows.`,
  'unknown.sql-virtual-table': (v) =>
    `Statement ${v['statement']} makes the virtual table ${v['name']}: that was not tried.`,
  'unknown.sql-fails-half': (v) =>
    `Statement ${v['statement']} would stop half-way: ${v['message']}. The rows before that stay changed.`,
  'unknown.sql-timeout': (v) => `Counting in ${v['path']} took too long and was stopped.`,
  'unknown.sql-no-space': (v) => `There is not enough room in the temporary folder for a copy of ${v['path']}.`,
  'unknown.sql-failed': (v) => `${v['path']} could not be tried in a copy: ${v['message']}.`,
  'unknown.sql-crashed': (v) => `The process that tried the statements in a copy of ${v['path']} ended unexpectedly.`,
  'unknown.cancelled': () => 'The look was cancelled.',
  'unknown.no-sqlite': (v) =>
    `Rows in SQLite files can be counted from VS Code 1.139 on (Node 24); this editor runs Node ${v['node']}.`,
  'unknown.too-many-databases': (v) => `${v['path']} was not looked at: the action names too many databases.`,
  'unknown.database-name': (v) => `Which database file "${v['path']}" means is not known.`,
  'unknown.database-absent': (v) => `${v['path']} does not exist: there is nothing in it to lose.`,
  'unknown.database-away': (v) =>
    `${v['path']} lies where folders are mounted when somebody looks, perhaps from another machine: it was not opened.`,
  'unknown.database-link-outside': (v) => `${v['path']} is a link that leads out of the workspace: it was not opened.`,
  'unknown.database-special': (v) => `${v['path']} is no ordinary file: it was not opened.`,
  'unknown.sql-large': (v) =>
    `${v['path']} is too large, or its disk too slow, for a copy to try it in: only the rows that a statement names itself were counted, not what keys and triggers add.`,
  'unknown.sql-large-busy': (v) =>
    `${v['path']} is too large, or its disk too slow, for a copy to try it in, and is being written to: its rows were not counted.`,
  'unknown.sql-large-form': (v) =>
    `Statement ${v['statement']} was not counted: without a copy of the database that takes a plain DELETE, UPDATE or DROP TABLE.`,
  'unknown.database-other': (v) => `${v['path']} is no SQLite database.`,
  'unknown.database-unreadable': (v) => `${v['path']} could not be read.`,
  'unknown.timeout': (v) => `The look at ${v['source']} took too long and was given up.`,
  'unknown.failed': (v) => `The look at ${v['source']} failed: ${v['why']}.`,
  'unknown.unfinished': (v) => `The look at ${v['source']} ended without an answer.`,
};

export function remarkSentence({ code, values }: Remark): string {
  const sentence = ALL_REMARKS.find((remarks) => Object.hasOwn(remarks, code))?.[code];
  const told = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shortened(value)]));
  return sentence?.(told) ?? `Keyturn has no sentence for "${code}".`;
}

/** The same behind the label “Not known”, which says already what the sentence begins with. */
export function whyUnknown(remark: Remark): string {
  return remarkSentence(remark).replace(/^Not (?:counted|looked at): /, '');
}

/** UTF-16 units of one value in a sentence: a path may have 4,096, and a sentence is read at a glance. */
const LONGEST = 300;
/** Of a longer one this much of its end is shown: a path's own name stands there. */
const END = 100;

function shortened(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST - END)}…${value.slice(-END)}`;
}

const ALL_REMARKS = [REMARKS, GIT_REMARKS, SERVER_REMARKS, INFRA_REMARKS, REQUEST_REMARKS, TOOL_REMARKS];

const PARTS: Readonly<Record<string, string>> = {
  tracked: 'tracked, unchanged',
  staged: 'staged, not committed',
  modified: 'tracked, changed and not staged',
  untracked: 'untracked',
  ignored: 'ignored by git',
  unchecked: 'tracked, not compared',
  unversioned: 'in no repository',
  repository: 'git’s own data',
};

/** `12 untracked: nothing brings it back`. */
export function partPhrase({ name, count, undo }: PreviewPart): string {
  return `${numberWords(count)} ${PARTS[name] ?? GIT_PARTS[name] ?? INFRA_PARTS[name]?.[count === 1 ? 0 : 1] ?? name}: ${UNDO_WORDS[undo]}`;
}

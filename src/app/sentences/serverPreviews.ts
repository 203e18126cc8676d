import { numberWords } from './amounts.ts';

type Values = Readonly<Record<string, string>>;

/** How it is known as whom the action itself would log in. */
const KNOWN_ROLE: ReadonlySet<string> = new Set(['text', 'environment', 'service', 'connection']);

const roleWords = (v: Values): string => {
  if (v['insteadOf'] !== undefined) return `the preview role, in place of ${v['insteadOf']}`;
  return KNOWN_ROLE.has(v['how'] ?? '') ? 'the action’s own role' : 'the role named there';
};

/** How it is known which database it is. */
const HOW: Readonly<Record<string, (values: Values) => string>> = {
  text: () => 'as the text says',
  environment: () => 'as its environment says',
  service: (v) => `as the service ${v['source']} of the service file says`,
  container: (v) => `the one that ${v['source']} publishes on this machine`,
  file: (v) => `as ${v['source']} says`,
  connection: (v) => `the connection ${v['source']} of your settings`,
  default: () => 'where the client goes by itself',
};

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'no server listens there',
  ENOENT: 'no server listens there',
  EACCES: 'this user may not connect to it',
  EPERM: 'this user may not connect to it',
  ENOTSOCK: 'that is no server’s socket',
  ECONNRESET: 'it ended the connection',
  ENOTFOUND: 'no machine of that name is known',
  EAI_AGAIN: 'its name could not be looked up now',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
};

const statement = (v: Values): string =>
  v['statement'] === undefined ? 'The statement' : `Statement ${v['statement']}`;

/** What others can do while a lock is held. It is held until the transaction ends. */
const LOCKED: Readonly<Record<string, string>> = {
  'ACCESS EXCLUSIVE': 'until it ends nobody else can read or change them, and it waits for all who do now.',
  'SHARE ROW EXCLUSIVE': 'until it ends others can read them, not change them.',
  'SHARE UPDATE EXCLUSIVE': 'others can read and change them meanwhile.',
};

const rowsWords = (v: Values): string =>
  v['count'] === undefined || v['count'] === '' ? '' : ` (about ${numberWords(Number(v['count']))} rows)`;

/** Remarks of the looks into database servers. Values are shown as visible text by the card. */
export const SERVER_REMARKS: Readonly<Record<string, (values: Values) => string>> = {
  'note.database': (v) =>
    `Looked at database ${v['database']} at ${v['where']} as ${v['user']} (${roleWords(v)}), ${HOW[v['how'] ?? '']?.(v) ?? ''}.`,
  'note.marked-production': (v) => `${v['database']} says of itself, in its comment, that it is production.`,
  'note.marked-staging': (v) => `${v['database']} says of itself, in its comment, that it is staging: others share it.`,
  'note.database-guessed': (v) =>
    `Neither the text nor its environment says which database it is: the one that ${v['file']} names was looked at, so the figures may be of another.`,
  'note.database-variable': () =>
    'The text does not say which database it is: the one that a variable of its environment names was looked at, so the figures may be of another.',
  'note.database-container': (v) =>
    `It runs in a container: the database that ${v['file']} publishes on this machine was looked at, so the figures may be of another.`,
  'note.database-default': () =>
    'Neither the text nor its environment says which server it is: the one on this machine was looked at, so the figures may be of another.',
  'note.database-options': () => 'The connection sets options that may change what a name means.',
  'note.lock': (v) => `Takes the lock ${v['lock']} on ${v['names']}: ${LOCKED[v['lock'] ?? ''] ?? ''}`,
  'note.metadata-lock': (v) =>
    `Takes the metadata lock of ${v['names']}: it waits for every transaction that has used them, and whoever asks for them meanwhile waits behind it.`,
  'note.alter-may-copy': (v) =>
    `Whether it writes the whole table anew${rowsWords(v)} is not known here: the server decides. With ALGORITHM=INSTANT in the text it refuses where it would.`,
  'note.alter-rewrite': (v) => `Writes the whole table anew${rowsWords(v)}.`,
  'note.alter-maybe': (v) =>
    `May write the whole table anew${rowsWords(v)}: that hangs on a type or a function that Keyturn does not know.`,
  'note.alter-scan': (v) => `Reads every row to check it${rowsWords(v)}, and writes none.`,
  'note.alter-index': (v) => `Builds an index over every row${rowsWords(v)}.`,
  'note.others-change': () => 'Others can read and change the table meanwhile, but for a moment at its end.',
  'note.others-read': () => 'Others can read the table meanwhile; whoever changes it waits.',
  'note.others-nothing': () => 'Nobody else can read or change the table meanwhile.',
  'note.alter-none': () => 'Reads and writes no row: it is short once it has its lock.',
  'note.unsteady': () => 'Which rows these are can be others when it runs: it picks some, or uses values that change.',
  'note.would-fail': () => 'As the data is now it would fail and change nothing.',
  'note.may-fail': (v) => `It may fail instead: rows of ${v['name']} that go too are still referred to (${v['key']}).`,
  'note.detach-referred': (v) => `It fails where rows of ${v['name']} refer to rows of the partition (${v['key']}).`,
  'note.too-deep': (v) =>
    `It may fail: rows of ${v['name']} that go with each other are deeper than the 15 levels that the server follows.`,
  'note.default-there': (v) =>
    `It fails if the default of ${v['name']} refers to a row that is not there (${v['key']}).`,
  'note.goes-on': (v) => `Other tables refer to what changes in ${v['name']}: what follows there was not counted.`,
  'note.keys-off': () => 'Triggers of a foreign key are switched off or changed there.',
  'note.trigger': (v) => `Fires the trigger ${v['name']}, which calls ${v['function']}.`,
  'note.trigger-unread': (v) =>
    `What ${v['function']} does besides, called by the trigger ${v['name']}, could not be counted.`,
  'note.trigger-decides': (v) => `${v['function']}, called by the trigger ${v['name']}, may leave out rows or stop it.`,
  'note.conflicts': () => 'Which rows meet one that is there could not be counted exactly.',
  'note.depends': (v) => `Counted as the rows are now; statement ${v['on']} changes them before.`,
  'note.localhost-port': () =>
    'Some clients take the server’s socket for localhost, whatever port is named: then it is another server.',
  'note.trigger-fires': (v) => `Fires the trigger ${v['name']}.`,
  'note.may-commit': (v) =>
    `Statement ${v['on']} may end the transaction: whether a ROLLBACK still takes this back is not known.`,
  'note.no-rollback': (v) => `${v['name']} is a ${v['engine']} table: no transaction brings its rows back.`,
  'note.conversion': () =>
    'The server compares values of different kinds and warns of it: a change may be refused for that.',
  'note.reads-itself': () => 'It reads a table that it changes, which some servers refuse.',
  'note.reads-changed': () =>
    'It reads tables whose rows go or change on the way: which rows it finds then depends on the order.',
  'note.value-may-not-fit': (v) => `A value for ${v['name']} may be changed or refused by the server.`,
  'note.checks': (v) => `Conditions of ${v['name']} may refuse a value.`,
  'note.parent-there': (v) => `It fails if a row of ${v['name']} refers to one that is not there (${v['key']}).`,
  'note.set-order': () => 'Its assignments work on each other: which keys come of it was not followed.',
  'note.may-fail-set': () => 'It may fail by the values that it sets.',
  'note.may-not-see': (v) =>
    `This user may not see all triggers and foreign keys of ${v['name']}: what they add is not counted.`,
  'note.not-all-counted': () => 'Not all that follows from it could be counted in time.',
  'note.partition-moves': () =>
    'It changes what settles in which partition a row lies: such a row is deleted in one and written to another.',
  'note.returning': () => 'What it calls in RETURNING is called for every row, and was not looked into.',
  'note.depends-before': () => 'Counted as the rows are now; another command of the text changes them before.',
  'note.repeats': () => 'It may run more than once: the figures are those of one time.',
  'note.parts-meet': () => 'Several parts of it change the same table.',
  'unknown.connection-form': () =>
    'The connection is written in a form that Keyturn does not understand: it was not looked at.',
  'unknown.host-not-allowed': (v) =>
    `Not looked at: ${v['host']} has not been allowed. To have rows counted in database ${v['database']} there as ${v['user']}, run “Keyturn: Databases…” and accept its card.`,
  'unknown.host-never': (v) =>
    v['host'] === ''
      ? 'Not looked at: the server’s socket is on no path that Keyturn opens.'
      : `Not looked at: ${v['host']} is no host that Keyturn ever connects to.`,
  'unknown.service': (v) =>
    `The connection names the service ${v['service']}, which no service file that Keyturn reads explains: it was not looked at.`,
  'unknown.database-unnamed': () => 'Which database this is for is not known, so nothing was counted in it.',
  'unknown.database-unreachable': (v) =>
    `The database at ${v['where']} could not be reached: ${UNREACHABLE[v['why'] ?? ''] ?? 'the connection failed'}.`,
  'unknown.database-tls': (v) =>
    `The connection to the database at ${v['where']} could not be secured as asked for (${v['why']}), so it was not looked at.`,
  'unknown.database-login': (v) =>
    `The database at ${v['where']} refused the user ${v['user']}: the password is missing or wrong, or the user may not log in.`,
  'unknown.database-missing': (v) => `There is no database ${v['database']} at ${v['where']}.`,
  'unknown.database-denied': (v) =>
    `The user ${v['user']} may not connect to database ${v['database']} at ${v['where']}.`,
  'unknown.database-busy': (v) => `The database at ${v['where']} takes no connection now: ${v['message']}.`,
  'unknown.database-late': (v) =>
    `Database ${v['database']} did not answer in time; what is shown is what was counted until then.`,
  'unknown.database-failed': (v) => `The look into database ${v['database']} failed: ${v['message']}.`,
  'unknown.sql-syntax': (v) => `The text could not be taken apart as the server would: ${v['message']}.`,
  'unknown.sql-form': (v) => `${statement(v)} was not counted: it uses ${v['what']}, which Keyturn does not count.`,
  'unknown.sql-operator': (v) =>
    `${statement(v)} was not counted: it uses the operator ${v['schema']}.${v['name']}, which is not the server’s own.`,
  'unknown.sql-feeds': (v) => `${statement(v)} was not counted: one part of it works on what another part changes.`,
  'unknown.sql-missing-table': (v) => `${statement(v)} would fail: there is no table ${v['name']}.`,
  'unknown.sql-missing-column': (v) => `${statement(v)} would fail: there is no column ${v['name']}.`,
  'unknown.sql-needs-value': (v) => `${statement(v)} would fail: the column ${v['name']} needs a value.`,
  'unknown.sql-missing-schema': (v) => `${statement(v)} would fail: there is no schema ${v['name']}.`,
  'unknown.sql-view': (v) =>
    `${statement(v)} was not counted: ${v['name']} is a view, and counting would run what it is made of.`,
  'unknown.sql-foreign-table': (v) =>
    `${statement(v)} was not counted: ${v['name']} lies on another server, at least in part.`,
  'unknown.sql-no-table': (v) => `${statement(v)} was not counted: ${v['name']} is no table.`,
  'unknown.sql-row-security': (v) =>
    `${statement(v)} was not counted: row-level security of ${v['name']} would run its policies.`,
  'unknown.sql-permission': (v) => `${statement(v)} was not counted: this user may not read ${v['name']}.`,
  'unknown.sql-index-function': (v) =>
    `${statement(v)} was not counted: indexes or parts of ${v['name']} call ${v['function']}, which planning a query could run.`,
  'unknown.sql-rule': (v) =>
    `${statement(v)} was not counted: the rule ${v['rule']} of ${v['name']} puts something else in its place.`,
  'unknown.sql-column': (v) => `${statement(v)} was not counted: ${v['name']} is no column of its tables.`,
  'unknown.sql-type': (v) =>
    `${statement(v)} was not counted: comparing ${v['name']} would run code that is not the server’s own.`,
  'unknown.sql-casts': (v) =>
    `${statement(v)} was not counted: the database has conversions of its own between the server’s types.`,
  'unknown.sql-path': (v) =>
    `${statement(v)} was not counted: in this database other names go before the server’s own.`,
  'unknown.sql-late': (v) => `${statement(v)} was not counted: it took too long, or others hold the table.`,
  'unknown.sql-count-failed': (v) => `${statement(v)} could not be counted: ${v['message']}.`,
  'unknown.sql-cascade': (v) => `What goes with the rows of ${v['name']} was not counted.`,
  'unknown.sql-cascade-late': (v) =>
    `Counting what goes with the rows of ${v['name']} took too long: the figures are what the server expects, and what would refuse or change instead is not known.`,
  'unknown.sql-cascade-circle': (v) =>
    `${statement(v)}: what refers to the rows goes in a circle, and was not counted.`,
  'unknown.sql-still-referred': (v) =>
    `${statement(v)} would fail: ${v['count']} rows of ${v['name']} still refer to rows that would go (${v['key']}).`,
  'unknown.sql-takes-no-null': (v) =>
    `${statement(v)} would fail: ${v['count']} rows of ${v['name']} would be set to null, which ${v['key']} does not take.`,
  'unknown.sql-no-default-row': (v) =>
    `${statement(v)} would fail: rows of ${v['name']} would be set to a default that refers to no row (${v['key']}).`,
  'unknown.sql-may-collide': (v) =>
    `${statement(v)} may fail: another row of ${v['name']} has a key that it sets (${v['key']}).`,
  'unknown.sql-met-twice': (v) => `${statement(v)} would fail: it meets rows of ${v['name']} more than once.`,
  'unknown.sql-not-unique': (v) =>
    `${statement(v)} would fail: a row of ${v['name']} has that key already (${v['key']}).`,
  'unknown.sql-truncate-referred': (v) =>
    `${statement(v)} would fail: ${v['by']} refer to ${v['name']}, and it does not say CASCADE.`,
  'unknown.sql-drop-refused': (v) =>
    `${statement(v)} would fail: on ${v['name']} depend ${v['by']}, and it does not say CASCADE.`,
  'unknown.sql-more-tables': (v) => `${v['count']} more tables go too; their rows were not counted.`,
  'unknown.sql-no-parent': (v) =>
    `${statement(v)} would fail: ${v['count']} rows of ${v['name']} would refer to rows of ${v['of']} that are not there (${v['key']}).`,
  'unknown.sql-no-database': (v) => `${statement(v)} was not counted: no database is chosen for ${v['name']}.`,
  'unknown.sql-missing-database': (v) => `${statement(v)} would fail: there is no database ${v['name']}.`,
  'unknown.sql-engine': (v) =>
    `${statement(v)} was not counted: ${v['name']} is kept by ${v['engine']}, which may look elsewhere.`,
  'unknown.sql-variable': (v) =>
    `${statement(v)} was not counted: it uses the variable ${v['name']}, whose value is not in the text.`,
  'unknown.sql-no-key': (v) =>
    `${statement(v)} was not counted: rows of ${v['name']} have no key by which to count each once.`,
  'unknown.sql-alias': (v) => `${statement(v)} would fail: this server takes no other name (${v['name']}) there.`,
  'unknown.sql-columns-differ': (v) => `${statement(v)} would fail: a row has more or fewer values than columns.`,
  'unknown.sql-unread': (v) => `${statement(v)} was not counted: Keyturn could not take it apart.`,
  'unknown.sql-mode': (v) =>
    `Not counted: the server reads texts in the mode ${v['mode']}, in which they mean something else.`,
  'unknown.sql-executable-comment': (v) =>
    `${statement(v)} was not counted: it has a comment that some servers run, or hints.`,
  'unknown.sql-client-command': (v) => `The client’s command ${v['name']} was not followed.`,
  'unknown.sql-cascade-part': (v) => `Counting the rows of ${v['name']} that go with it took too long.`,
  'unknown.sql-whole-referred': (v) => `${statement(v)} would fail: foreign keys of ${v['by']} refer to ${v['name']}.`,
  'unknown.sql-drop-order': (v) =>
    `${statement(v)} may fail: some of ${v['name']} refer to others, which the server may drop first.`,
  'unknown.sql-column-key': (v) =>
    `${statement(v)} would fail: the foreign key ${v['key']} needs the column ${v['name']}.`,
  'unknown.sql-check-refuses': (v) =>
    `${statement(v)} would fail: the condition ${v['check']} of ${v['name']} does not hold for ${v['count']} of its new rows.`,
  'unknown.sql-server-refuses': (v) => `${statement(v)} would fail: ${v['message']}.`,
  'unknown.sql-too-long': (v) =>
    `${statement(v)} would fail: a value for ${v['name']} is longer than ${v['type']} takes.`,
  'unknown.sql-no-arbiter': (v) =>
    `${statement(v)} would fail: ${v['name']} has no unique key of the columns that ON CONFLICT names.`,
  'unknown.sql-kept-view': (v) =>
    `${statement(v)} would fail: ${v['name']} is a materialized view, whose rows no statement changes.`,
  'unknown.sql-only-parts': (v) =>
    `${statement(v)} would fail: ${v['name']} has no rows but those of its partitions, which ONLY leaves out.`,
  'unknown.sql-missing-object': (v) => `${statement(v)} would fail: there is no ${v['what']} ${v['name']}.`,
  'unknown.sql-other-kind': (v) => `${statement(v)} would fail: ${v['name']} is of another kind.`,
  'unknown.sql-part-of': (v) => `${statement(v)} would fail: ${v['name']} is a part of ${v['by']}.`,
  'unknown.sql-column-used': (v) =>
    `${statement(v)} would fail: ${v['by']} uses the column ${v['name']}, whose type then cannot change.`,
  'unknown.sql-copy': (v) => `${statement(v)} brings rows from elsewhere: how many is known only when it runs.`,
  'unknown.sql-opaque': (v) => `${statement(v)} runs code that was not looked into (${v['what']}).`,
  'unknown.sql-depends': (v) => `${statement(v)} was not counted: it works on what statement ${v['on']} makes.`,
};

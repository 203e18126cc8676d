import type { Undo } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { Level } from '../../effect/level.ts';
import type { EffectObject, ObjectType } from '../../effect/object.ts';

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  none: 'No effect',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
  unknown: 'Unknown',
};

/** What an effect does: `does` for a certain one (`Deletes x`), `may` after "May" (`May delete x`), `done` in the table (`deleted`). */
export interface VerbWords {
  readonly does: string;
  readonly may: string;
  readonly done: string;
}

const verb = (does: string, may: string, done: string): VerbWords => ({ does, may, done });

export const VERBS: Readonly<Record<EffectKind, VerbWords>> = {
  'file.read': verb('Reads', 'read', 'read'),
  'file.create': verb('Creates', 'create', 'created'),
  'file.write': verb('Overwrites', 'overwrite', 'overwritten'),
  'file.delete': verb('Deletes', 'delete', 'deleted'),
  'file.move': verb('Moves', 'move', 'moved'),
  'file.permission': verb('Changes the permissions of', 'change the permissions of', 'permissions changed'),
  'git.change': verb('Makes a change that git keeps in', 'make a change that git keeps in', 'changed, git keeps it'),
  'git.discard': verb('Discards uncommitted work in', 'discard uncommitted work in', 'uncommitted work discarded'),
  'git.history': verb('Makes commits unreachable on', 'make commits unreachable on', 'commits made unreachable'),
  'git.push': verb('Pushes to', 'push to', 'pushed'),
  'git.push-force': verb('Replaces the remote history of', 'replace the remote history of', 'remote history replaced'),
  'git.config': verb('Changes the git settings of', 'change the git settings of', 'git settings changed'),
  'sql.read': verb('Reads', 'read', 'read'),
  'sql.insert': verb('Inserts into', 'insert into', 'rows inserted'),
  'sql.update': verb('Updates', 'update', 'rows updated'),
  'sql.delete': verb('Deletes rows of', 'delete rows of', 'rows deleted'),
  'sql.truncate': verb('Empties', 'empty', 'emptied'),
  'sql.create': verb('Creates', 'create', 'created'),
  'sql.alter': verb('Alters', 'alter', 'altered'),
  'sql.drop': verb('Drops', 'drop', 'dropped'),
  'sql.privilege': verb('Changes the privileges of', 'change the privileges of', 'privileges changed'),
  'sql.execute': verb(
    'Runs code on the database server through',
    'run code on the database server through',
    'runs on the server',
  ),
  'sql.admin': verb('Administers', 'administer', 'administered'),
  'store.read': verb('Reads', 'read', 'read'),
  'store.write': verb('Writes to', 'write to', 'written'),
  'store.delete': verb('Deletes from', 'delete from', 'deleted'),
  'infra.create': verb('Creates', 'create', 'created'),
  'infra.change': verb('Changes', 'change', 'changed'),
  'infra.destroy': verb('Destroys', 'destroy', 'destroyed'),
  'container.run': verb('Starts', 'start', 'started'),
  'container.change': verb('Changes', 'change', 'changed'),
  'container.delete': verb('Removes', 'remove', 'removed'),
  'publish.release': verb('Publishes', 'publish', 'published'),
  'publish.remove': verb('Takes back the publication of', 'take back the publication of', 'publication taken back'),
  'process.kill': verb('Ends', 'end', 'ended'),
  'system.change': verb('Changes the system:', 'change the system:', 'system changed'),
  'system.disk': verb('Overwrites or remounts', 'overwrite or remount', 'overwritten or remounted'),
  'network.fetch': verb('Fetches from', 'fetch from', 'fetched'),
  'network.send': verb('Sends data to', 'send data to', 'data sent'),
  'secret.read': verb('Reads', 'read', 'secret read'),
  'secret.send': verb('Sends away', 'send away', 'secret sent'),
  'message.send': verb('Sends a message to', 'send a message to', 'message sent'),
  'money.move': verb('Moves money through', 'move money through', 'money moved'),
  'exec.project': verb('Runs the workspace’s own code:', 'run the workspace’s own code:', 'code run'),
  'exec.install': verb('Installs third-party code:', 'install third-party code:', 'code installed'),
  'exec.download': verb('Runs code from the network, from', 'run code from the network, from', 'code fetched and run'),
  'exec.opaque': verb('Runs code that could not be read:', 'run code that could not be read:', 'unread code run'),
  'persist.install': verb('Sets up something that runs later:', 'set up something that runs later:', 'runs later'),
  'gate.tamper': verb('Tampers with what holds the agent:', 'tamper with what holds the agent:', 'tampered with'),
};

export const OBJECT_WORDS: Readonly<Record<ObjectType, string>> = {
  file: 'file',
  directory: 'folder',
  glob: 'files',
  database: 'database',
  schema: 'schema',
  table: 'table',
  view: 'view',
  column: 'column',
  function: 'function',
  role: 'role',
  branch: 'branch',
  tag: 'tag',
  commit: 'commit',
  stash: 'stash',
  worktree: 'worktree',
  remote: 'remote',
  repository: 'repository',
  container: 'container',
  image: 'image',
  volume: 'volume',
  resource: 'resource',
  bucket: 'bucket',
  key: 'key',
  package: 'package',
  host: 'host',
  operation: '',
  process: 'process',
  service: 'service',
  device: 'device',
  secret: 'the secret',
  person: 'person',
  unknown: '',
};

/** Resources of one kind, of which the text names none by itself. */
function manyWords(kind: string): string {
  if (kind === 'terraform') return 'what Terraform manages';
  if (kind === 'tofu') return 'what OpenTofu manages';
  return kind === 'network' ? 'networks' : `${kind} objects`;
}

/** Things of a type of which the text names none by itself, where an `s` behind the word does not say it. */
const ALL_OF: Readonly<Partial<Record<ObjectType, string>>> = {
  database: 'the whole database',
  package: 'all packages',
  secret: 'all secrets',
  process: 'every process',
  branch: 'branches',
  stash: 'stashes',
  repository: 'repositories',
  person: 'people',
  unknown: 'everything there',
  operation: 'everything there',
};

/** What an object without a name of its own is called; undefined: it has one. */
export function wordsWithoutName({ type, name }: EffectObject): string | undefined {
  if (name === '*' || (name === '' && type === 'key')) return ALL_OF[type] ?? `${OBJECT_WORDS[type]}s`;
  // Redis numbers its databases.
  if (type === 'database' && /^\d{1,2}$/.test(name)) return `database ${name}`;
  // The shell reader's name for those of a project that the text names no service of.
  if (type === 'container' && name === 'compose') return 'the containers of a compose project';
  if (/^\{\}(?:\/\*)?$/.test(name)) return 'whatever it is handed';
  const [, undone, database] = type === 'table' ? (/^(undone migrations)(?: of (.+))?$/s.exec(name) ?? []) : [];
  if (undone !== undefined) return `what the undone migrations${database === undefined ? '' : ` of ${database}`} made`;
  const [, kind] = type === 'resource' ? (/^([a-z][a-z.-]*)\/\*$/.exec(name) ?? []) : [];
  if (kind !== undefined) return manyWords(kind);
  return type === 'secret' && Object.hasOwn(SECRET_WORDS, name) ? SECRET_WORDS[name] : undefined;
}

/** Secrets that go by one word in the catalogue. */
const SECRET_WORDS: Readonly<Record<string, string>> = {
  history: 'the shell’s history',
  network: 'the traffic of the network',
  environment: 'the environment’s variables',
  $environment: 'a variable that is known only when it runs',
  clipboard: 'the clipboard',
  kubeconfig: 'the keys of the Kubernetes cluster',
};

/** A package’s registry is told who may see it and who may publish it: nothing is published by that. */
export const PACKAGE_RIGHTS: VerbWords = verb(
  'Changes who may see or publish',
  'change who may see or publish',
  'rights changed',
);

/** A program that waits for others to connect sends nothing yet. */
export const OPENS_PORT: VerbWords = verb('Opens a port for', 'open a port for', 'port opened');

export const UNDO_WORDS: Readonly<Record<Undo, string>> = {
  git: 'git can bring it back',
  snapshot: 'a snapshot can bring it back',
  transaction: 'can be rolled back until it is committed',
  none: 'cannot be undone',
  unknown: 'not known whether it can be undone',
};

/** Where nothing is there to be hit. */
export const NOTHING_TO_UNDO = 'nothing to bring back';

/** Kinds that change nothing: there is nothing to undo. */
export const READING_KINDS: ReadonlySet<EffectKind> = new Set([
  'file.read',
  'sql.read',
  'store.read',
  'network.fetch',
  'secret.read',
]);

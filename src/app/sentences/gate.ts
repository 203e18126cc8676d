import { isGateCode, type GateCode, type GateProblem } from '../../gate/problem.ts';
import type { Sentence } from '../../gate/reply.ts';
import { inputSentence } from './input.ts';

type Values = Readonly<Record<string, string>>;

/** What a runner is told when the gate does not do what it asked. Goes to a program: no marks, no markup. */
export function gateSentence({ code, field, values }: GateProblem): Sentence {
  if (!isGateCode(code)) return { title: 'Not an intent', detail: inputSentence({ code, field: field ?? '', values }) };
  const say = SENTENCES[code];
  const at = field === undefined || field === '' ? '' : ` At ${JSON.stringify(field)}.`;
  const { title, detail } = say(values);
  return { title, detail: `${detail}${at}` };
}

const sentence =
  (title: string, detail: string | ((values: Values) => string)) =>
  (values: Values): Sentence => ({ title, detail: typeof detail === 'string' ? detail : detail(values) });

const SENTENCES: Readonly<Record<GateCode, (values: Values) => Sentence>> = {
  'unknown-route': sentence('Not a call of this protocol', 'See the calls under /v1 in the README.'),
  'unknown-intent': sentence('No such intent', 'Keyturn does not know this id. File the intent again.'),
  'unknown-agent': sentence('No such agent', 'Keyturn knows no hook of this name.'),
  method: sentence('Wrong method', (v) => `This call takes ${v['allow'] ?? 'another method'}.`),
  'media-type': sentence('Not JSON', 'Send the body with Content-Type: application/json.'),
  'too-large': sentence('Too large', 'The body may take 16 MiB. Nothing was filed.'),
  stalled: sentence('Too slow', 'Nothing came for 5 seconds in the middle of a request. Nothing was filed.'),
  'bad-request': sentence('Not an HTTP request', 'The request could not be read. Nothing was filed.'),
  'headers-too-large': sentence('Headers too large', 'The headers of a request may take 16 KiB together.'),
  'id-mismatch': sentence('Two ids', 'The id in the file must be the name of the file.'),
  'cwd-missing': sentence(
    'No such folder',
    (v) =>
      `The working folder ${JSON.stringify(v['cwd'] ?? '')} does not exist or is not an absolute path. Nothing was filed.`,
  ),
  'cwd-outside': sentence(
    'Outside the workspace',
    (v) =>
      `The working folder ${JSON.stringify(v['cwd'] ?? '')} is in none of the folders that this window has open. Nothing may run. Open it in VS Code, or work in one that is open.`,
  ),
  conflict: sentence(
    'This id is taken',
    'Another action was filed under this id. This one is refused, and the first, if it was still held, is denied. Use a new id for each action.',
  ),
  stopped: sentence(
    'Keyturn is stopped',
    'A person has stopped everything. Nothing may run until they resume in the editor.',
  ),
  full: sentence('Too many held', 'Too many actions wait already. Nothing was filed. Try again when some are decided.'),
  'too-much': sentence(
    'Too much to hold',
    'What waits already is as much text as Keyturn keeps. Nothing was filed. Try again when some of it is decided.',
  ),
  'too-many-waiting': sentence(
    'Too many waiting',
    'Too many requests wait already. Nothing was filed. Try again later.',
  ),
  'too-many-connections': sentence(
    'Too many connections',
    'Too many connections are open. Nothing was filed. Try again later.',
  ),
  'record-failed': sentence(
    'The record cannot be written',
    'Keyturn could not write its record to the disk, so nothing may run. Is the disk full?',
  ),
  'gate-lost': sentence('Not ready', 'This window does not answer for this folder now. Nothing may run. Try again.'),
  'token-missing': sentence('No token', 'Send the token that filing returned as Authorization: Bearer TOKEN.'),
  'token-foreign': sentence('Not your token', 'The token is not the one that filing this intent returned.'),
  final: sentence('Already decided', 'This intent is final. It cannot be withdrawn any more.'),
  'outcome-early': sentence('Nothing was claimed', 'An outcome follows a claim. No grant of this intent was claimed.'),
  'outcome-again': sentence('Already reported', 'The outcome of this intent was reported before.'),
  'grant-used': sentence('Grant used', 'This grant was claimed before. It is good for one run. File the action again.'),
  'grant-expired': sentence('Grant expired', (v) => expired(v['what'] ?? '')),
  'grant-foreign': sentence('Foreign grant', (v) => foreign(v['what'] ?? '')),
  'grant-forged': sentence('Forged grant', 'This grant was not given by this Keyturn. Nothing may run.'),
  'grant-changed': sentence('Something changed', (v) => changed(v['what'] ?? '')),
  'grant-grown': sentence('It would hit more', (v) => grown(v['what'] ?? '')),
  'file-special': sentence('Not a plain file', 'An intent must be a regular file with one name.'),
  'file-link': sentence('A link', 'An intent must be a file itself, not a link to one.'),
  'file-owner': sentence(
    'Not your file',
    'An intent must belong to the person whose editor this is, and nobody else may write to it.',
  ),
  'file-half': sentence('Half written', 'The file was still being written. Write it elsewhere and rename it in.'),
  'file-gone': sentence('File gone', 'The intent was gone before it could be read.'),
  'file-name': sentence('Wrong name', 'An intent must be named by its id: 26 characters and ".json".'),
  'file-tracked': sentence(
    'Tracked by git',
    'An intent that is tracked by git came with the repository. It is refused.',
  ),
  'file-old': sentence(
    'Too old',
    'An intent that is older than this window was not filed with it. File it again under a new id.',
  ),
  restricted: sentence('Restricted Mode', 'The workspace is not trusted. Intents in its folder are refused.'),
  internal: sentence(
    'Something failed in Keyturn',
    'The request was not carried out. Nothing may run. The log of the editor says more.',
  ),
};

function foreign(what: string): string {
  switch (what) {
    case 'workspace':
      return 'This grant is for another workspace. Nothing may run.';
    case 'intent':
      return 'This grant is for an intent that is not known here. Nothing may run.';
    default:
      return 'The token is not the one that filing this intent returned. Nothing may run.';
  }
}

function expired(what: string): string {
  switch (what) {
    case 'stopped':
      return 'A person has stopped everything. Nothing may run until they resume.';
    case 'clock-jump':
      return 'The clock of this machine was changed since the decision. File the action again.';
    case 'gate-lost':
      return 'The socket of this folder was replaced. Nothing may run.';
    case 'epoch':
      return 'The editor was reloaded or stopped since the decision. File the action again.';
    default:
      return 'A grant must be claimed within 30 seconds of the decision. File the action again.';
  }
}

function changed(what: string): string {
  if (what === 'marker')
    return 'Since this was approved the database has begun to say that it is staging or production. Nothing may run. File the action again.';
  return what === 'digest'
    ? 'What is about to run is not what was approved. Nothing may run.'
    : `${JSON.stringify(what)} is not what it was when it was approved. Nothing may run.`;
}

function grown(what: string): string {
  const more =
    what === ''
      ? 'What it would hit could not be counted again'
      : `There is more of ${JSON.stringify(what)} now than was shown when it was approved`;
  return `${more}. Nothing may run. File the action again.`;
}

/** What a person reads when a folder cannot be guarded. */
export function gateFailed(code: string, where: string): string {
  switch (code) {
    case 'foreign-folder':
      return `${where} is not a private folder of yours. Nothing is held here until it is removed or given back to you.`;
    case 'foreign-socket':
      return `${where} is not a socket of yours. Nothing is held here until it is removed.`;
    case 'root-name':
      return 'The path of this folder has a line break in it. Nothing can be held here until it is renamed.';
    case 'socket-path':
      return `${where} is too long for a socket. Nothing can be held here without a shorter home or temporary folder.`;
    default:
      return `The socket of this folder could not be opened (${where}). Nothing is held here; it is tried again. If it stays so, reload the window.`;
  }
}

/** What a person reads when another window answers for a folder. */
export function gateMirrored(): string {
  return 'Another window has this folder open and holds its actions. This window takes over when that one is closed.';
}

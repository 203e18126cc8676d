import type { PreviewSubject, Remark } from '../preview.ts';
import { parseUrl, type GivenLogin } from './connectionUrl.ts';
import { loopbackAddresses } from './loopback.ts';
import { urlAmong, urlInEnvFiles } from './envFile.ts';
import { reach, type Seeking } from './seeking.ts';
import type { ServerTexts } from './serverTexts.ts';
import type { Found } from './target.ts';
import type { Knowledge, Variables } from './targetOf.ts';

/** A database that may be the one that is meant. */
interface Guess extends Knowledge {
  readonly login: GivenLogin;
}

/** Neither the text nor its environment says which server: what is found is said to be of the one looked at, and is never exact. */
export async function guessTarget(
  server: ServerTexts,
  subject: PreviewSubject,
  seeking: Seeking,
  given: GivenLogin,
  variables: Variables,
): Promise<Found> {
  if (server.inContainer === true) return inContainer(server, subject, seeking, given);
  for await (const guess of guesses(server, subject, seeking, variables))
    if (fits(guess.login, given)) return reach({ ...guess.login, ...given, byUrl: true }, seeking, guess);
  if (server.unnamed || given.unclear === true)
    return { ok: false, why: { code: 'unknown.database-unnamed', values: {} } };
  return reach(given, seeking, { how: 'default', doubts: [{ code: 'note.database-default', values: {} }] });
}

async function* guesses(
  { cwd }: ServerTexts,
  { workspace }: PreviewSubject,
  { kind, disk, configured }: Seeking,
  variables: Variables,
): AsyncGenerator<Guess> {
  const own = parseUrl(urlAmong(Object.entries(variables), kind.schemes) ?? '');
  if (own !== undefined)
    yield { login: own, how: 'environment', doubts: [{ code: 'note.database-variable', values: {} }] };
  if (!disk) return;
  const guessed = (file: string): readonly Remark[] => [{ code: 'note.database-guessed', values: { file } }];
  const inFile = await urlInEnvFiles(cwd, workspace, kind.schemes);
  const url = inFile === undefined ? undefined : parseUrl(inFile.url);
  if (inFile !== undefined && url !== undefined)
    yield { login: url, how: 'file', source: inFile.file, doubts: guessed(inFile.file) };
  for (const { dialect, login, file } of await configured(cwd, workspace))
    if (dialect === kind.dialect) yield { login, how: 'file', source: file, doubts: guessed(file) };
}

/** What the text says itself must be so; a client that is told a database's name goes to no other. */
function fits(guess: GivenLogin, given: GivenLogin): boolean {
  const parts = ['host', 'port', 'socket', 'database', 'user'] as const;
  return parts.every((part) => given[part] === undefined || given[part] === guess[part]);
}

/** A container's database is looked at where a compose file publishes it on this machine. */
async function inContainer(
  { cwd, connection }: ServerTexts,
  { workspace }: PreviewSubject,
  seeking: Seeking,
  given: GivenLogin,
): Promise<Found> {
  // In there this machine's own addresses mean the container; any other leads elsewhere.
  const own = given.host === undefined || given.host.startsWith('/') || loopbackAddresses(given.host) !== undefined;
  const all = seeking.disk && own ? await seeking.configured(cwd, workspace) : [];
  const published = all.find(
    ({ dialect, file, login }) =>
      dialect === seeking.kind.dialect &&
      /compose\.ya?ml$/.test(file) &&
      (given.user === undefined || login.user === given.user),
  );
  if (published === undefined)
    return { ok: false, why: { code: 'unknown.elsewhere', values: { name: connection.target } } };
  const { login, file } = published;
  const database = given.database ?? login.database;
  return reach({ ...login, byUrl: true, ...(database === undefined ? {} : { database }) }, seeking, {
    how: 'container',
    source: file,
    doubts: [{ code: 'note.database-container', values: { file } }],
  });
}

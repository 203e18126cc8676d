import { isLoopback } from '../../effect/loopback.ts';
import {
  ASKS_AT,
  DATABASE_SERVERS,
  KEY_GOES_TO,
  SAME_SERVERS,
  SPEAKS_TO,
  SPEAKS_TO_FIRST,
  SPEAKS_TO_LETTERS,
  SPEAKS_TO_NAMES,
} from '../catalog/clientServers.ts';
import { act } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg, slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

/**
 * A client that a text sends to another server than the person's: what it signs in with goes there, whoever that is. Where its key stays here it asks
 * that host, as `curl` would.
 */
export function speaksElsewhere(call: Call): void {
  const [title = ''] = call.title.split(' ', 1);
  const program = SAME_SERVERS[title] ?? title;
  const keyed = KEY_GOES_TO[program];
  const named = DATABASE_SERVERS[program];
  const own = keyed ?? ASKS_AT[program] ?? (named === undefined ? undefined : NONE);
  // Of what `api` asks its family says whom.
  if (/^(?:gh|glab)$/.test(title) && call.state.words[0]?.value === 'api') return;
  // In a container, names are those of its own network, and the keys of this machine are not there.
  if (own === undefined || call.scope.traits.includes('in-container') || call.traits.has('in-container')) return;
  for (const { value, range } of addresses(call, program))
    for (const one of value.split(',')) {
      const host = hostOf(program, one);
      if (host === undefined || isLoopback(host) || own.test(host)) continue;
      if (named !== undefined) tellsDatabase(call, host);
      else if (keyed === undefined) act(call, 'network.fetch', 'host', host, range);
      else act(call, 'network.send', 'host', host, range, { traits: ['credential'] });
    }
}

/** What was read here goes to the server along with a question. */
function tellsDatabase(call: Call, host: string): void {
  const told = call.state.words.find(({ flow }) => flow?.text === undefined && (flow?.local === true || flow?.secret));
  if (told === undefined) return;
  act(call, 'network.send', 'host', host, told.range, { traits: ['reads-local'] });
  call.state.secret ??= told.flow?.secret;
}

const NONE = /^$/;

/** Whom its options and variables name. */
function addresses(call: Call, program: string): readonly Arg[] {
  const { words } = call.state;
  const letters = SPEAKS_TO_LETTERS[program] ?? '';
  const first = SPEAKS_TO_FIRST[program];
  const told = DATABASE_SERVERS[program] ?? SPEAKS_TO;
  const found: Arg[] = [];
  for (const [at, word] of words.entries()) {
    if (word.value === '--') break;
    // What stands behind the subcommand is a container's.
    if (first !== undefined && !word.value.startsWith('-') && !first.test(words[at - 1]?.value ?? '')) break;
    const [letter = ''] = /^-[A-Za-z]/.exec(word.value) ?? [];
    const isLetter = letter !== '' && letters.includes(letter.slice(1)) && word.value.at(1) !== '-';
    const equals = word.value.indexOf('=');
    const next = words[at + 1];
    if (isLetter && word.value.length > 2) found.push(slice(word, word.value[2] === '=' ? 3 : 2));
    else if (equals > 0 && told.test(word.value.slice(0, equals))) found.push(slice(word, equals + 1));
    else if (next !== undefined && (isLetter || told.test(word.value))) found.push(next);
    // `gh repo view https://host/owner/name`
    else if (/^(?:gh|glab)$/.test(program) && /^https?:\/\//.test(word.value)) found.push(word);
  }
  const names =
    SPEAKS_TO_NAMES[program] ??
    new RegExp(`^${program.replace(/\W.*$/, '').toUpperCase()}_\\w*(?:ADDR|HOST|URL|SERVER|ENDPOINTS?|API)$`);
  for (const [name, { exported, value }] of call.scope.variables)
    if (exported && value !== undefined && names.test(name)) found.push(plainArg(value, call.range));
  return found;
}

/** The host that an address names; undefined: it is a file, a name of something else, or known only when it runs. */
function hostOf(program: string, address: string): string | undefined {
  const [, scheme = '', host = '', rest = ''] =
    /^(?:([a-z][\w+.-]*):\/\/)?(?:[^/@\s]*@)?(\[[\da-f:]+\]|[\w.-]+)(.*)$/i.exec(address) ?? [];
  if (
    host === '' ||
    /[$`]/.test(host + rest.slice(0, 1)) ||
    /^(?:s3|gs|az|azblob|file|unix|npipe|fd|git)$/i.test(scheme)
  )
    return undefined;
  if (scheme === '') {
    // `owner/name` is no host, `host/owner/name` is.
    const isForge = program === 'gh' || program === 'glab';
    if (isForge && /^\/[^/]*$/.test(rest)) return undefined;
    if (!host.includes('.') && !/^:\d/.test(rest)) return undefined;
  }
  return host.toLowerCase();
}

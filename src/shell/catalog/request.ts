import { isLoopback } from '../../effect/loopback.ts';
import type { Trait } from '../../effect/trait.ts';
import type { HttpRequest } from '../../reading/reader.ts';
import { absorb, act, actOnFile } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { spend } from '../state/run.ts';
import { isElsewhere } from '../state/scope.ts';
import { embedArg } from '../calls/embed.ts';

/** A request while its parts are gathered from options. */
export interface Draft {
  method: string | undefined;
  url: Arg;
  readonly headers: (readonly [string, string])[];
  /** Of headers by their place: the server of this machine that has answered what stands in them. */
  readonly answered: Map<number, string>;
  body: string | undefined;
  /** For each unit of the body where it stands in the text; of another length: not known. */
  readonly bodyOffsets: number[];
  bodyUnknown: boolean;
  /** Something read on this machine is sent. */
  sendsLocal: boolean;
  /** The same in a header, which makes no other request of it. */
  tellsLocal: boolean;
  /** In a header stands what is known only when it runs, and may be anything of this machine. */
  tellsUnknown: boolean;
  secret: string | undefined;
  /** The Unix socket that it goes through. */
  socket?: string;
}

export function draftFor(url: Arg): Draft {
  return {
    method: undefined,
    url,
    headers: [],
    answered: new Map(),
    body: undefined,
    bodyOffsets: [],
    bodyUnknown: false,
    sendsLocal: false,
    tellsLocal: false,
    tellsUnknown: false,
    secret: undefined,
  };
}

export function addHeader(draft: Draft, arg: Arg): void {
  const colon = arg.value.indexOf(':');
  if (colon <= 0) return;
  const name = arg.value.slice(0, colon).trim();
  draft.headers.push([name, arg.value.slice(colon + 1).trim()]);
  // A key in the header that is made for it is how one signs in; a file's text in another header is sent away.
  if (!CREDENTIAL.test(name)) tellBeside(draft, arg);
  else if (arg.dynamic && arg.source?.value === arg.value)
    draft.answered.set(draft.headers.length - 1, arg.source.server);
}

/** What goes to the server beside the address and the body: the value of a header, or a word with one in it. */
export function tellBeside(draft: Draft, { value, dynamic, flow, source }: Arg): void {
  if (flow?.secret !== undefined && !flow.secret.startsWith('$')) draft.secret = flow.secret;
  if (flow?.local === true) draft.tellsLocal = true;
  if (dynamic && (source?.value !== value || source.server !== 'none')) draft.tellsUnknown = true;
}

/** A file whose text goes beside the address and the body. */
export function tellFile(call: Call, draft: Draft, file: Arg): void {
  actOnFile(call, 'read', file);
  draft.tellsLocal = true;
  draft.secret ??= call.state.secret;
}

/** A piece of body: text, `@file`, `@-`. Pieces are joined by `&`, as curl does. */
export function addBody(
  call: Call,
  draft: Draft,
  arg: Arg,
  options: { readonly files: boolean; readonly joiner?: string },
): void {
  if (options.files && arg.value.startsWith('@')) {
    addFile(call, draft, slice(arg, 1));
    return;
  }
  if (arg.flow?.secret !== undefined) draft.secret = arg.flow.secret;
  if (arg.flow?.local === true) draft.sendsLocal = true;
  if (arg.dynamic && arg.flow !== undefined) draft.bodyUnknown ||= arg.value.startsWith('$');
  if (draft.body !== undefined) appendBody(draft, options.joiner ?? '&', []);
  appendBody(draft, arg.value, arg.offsets);
}

function appendBody(draft: Draft, text: string, offsets: readonly number[] | undefined): void {
  // What was made of other parts stands where the part before it ends.
  const last = draft.bodyOffsets.at(-1) ?? draft.url.range[0];
  draft.body = (draft.body ?? '') + text;
  for (let unit = 0; unit < text.length; unit++) draft.bodyOffsets.push(offsets?.[unit] ?? last);
}

/** A file, or standard input, as body or upload. */
export function addFile(call: Call, draft: Draft, file: Arg): void {
  if (file.value === '-' || file.value === '.') {
    const { stdin } = call;
    absorb(call, stdin);
    if (stdin?.secret !== undefined) draft.secret = stdin.secret;
    if (stdin?.local === true) draft.sendsLocal = true;
    if (stdin?.text !== undefined) appendBody(draft, stdin.text, stdin.offsets);
    else draft.bodyUnknown = true;
    return;
  }
  const before = call.state.secret;
  call.state.secret = undefined;
  const written = pathOf(call, file);
  const known = written === undefined ? undefined : call.scope.files.get(written);
  if (known?.text !== undefined) appendBody(draft, known.text, known.offsets);
  else {
    draft.bodyUnknown = true;
    call.traits.add('reads-local');
    actOnFile(call, 'read', file);
    call.traits.delete('reads-local');
    draft.sendsLocal = true;
  }
  if (call.state.secret !== undefined) draft.secret = call.state.secret;
  call.state.secret ??= before;
}

const CREDENTIAL = /^(?:authorization|proxy-authorization|x-api-key|x-auth-token|private-token|cookie|apikey)$/i;

/** What reading one request takes, as much as one command (`spend`): a thousand addresses of one letter are one `curl`. */
const REQUEST_UNITS = 64;

/** Hands the request over; what it says of secrets is said here, since only this reader saw where they came from. */
export function send(call: Call, draft: Draft, method: string): void {
  spend(call.shell.run, REQUEST_UNITS);
  const { url } = draft;
  const server = draft.socket === undefined ? serverHere(call, url) : undefined;
  // A key that this very server has given out is no more than a word of its own.
  const headers = draft.headers.map(([name, value], at) =>
    server !== undefined && draft.answered.get(at) === server
      ? ([name, 'answered'] as const)
      : ([name, value] as const),
  );
  const request: HttpRequest = {
    method,
    url: url.value,
    headers,
    ...(draft.body === undefined ? {} : { body: draft.body }),
    ...(draft.bodyUnknown ? { bodyUnknown: true } : {}),
    ...(draft.socket === undefined ? {} : { socket: draft.socket }),
    ...(tellsNothing(call, url) ? { tellsNothing: true } : {}),
  };
  // `{}` of xargs does not look like what is known only when it runs.
  const traits: readonly Trait[] = url.dynamic && request.tellsNothing !== true ? ['dynamic'] : [];
  if (draft.sendsLocal) call.traits.add('reads-local');
  const reading = /^(?:GET|HEAD|OPTIONS)$/.test(method) && draft.body === undefined && !draft.bodyUnknown;
  const host = /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(url.value)?.[1]?.toLowerCase() ?? url.value;
  // A word that stands in the text, shown to a server of this machine, gives nothing away.
  const harmless = (value: string): boolean => reading && isLoopback(host) && !/[$`]/.test(value);
  // Of the request itself its own reader says whether it opens something.
  const signsIn = headers.some(([name, value]) => CREDENTIAL.test(name) && !harmless(value));
  const carries: readonly Trait[] = signsIn ? ['credential'] : [];
  if (url.dynamic && /[$`]/.test(host)) {
    act(call, reading ? 'network.fetch' : 'network.send', 'unknown', url.value, url.range, {
      certainty: 'possible',
      traits: ['dynamic', ...carries],
    });
  }
  const isHere = draft.socket !== undefined || isLoopback(host);
  if (draft.tellsLocal || (draft.tellsUnknown && !isHere))
    act(call, 'network.send', 'host', host, url.range, {
      traits: [draft.tellsLocal ? 'reads-local' : 'dynamic', ...carries],
    });
  const leaked = draft.secret ?? url.flow?.secret;
  if (leaked !== undefined)
    act(call, 'secret.send', 'secret', leaked, url.range, { traits: ['reads-local', ...carries] });
  embedArg(call, wholeRequest(draft), { language: 'http', request, traits: [...call.traits, ...traits] });
  if (!reading) call.state.weighty = true;
  // Of several requests the answers come out together, and who is led on answers for others.
  const asksAlone =
    reading && !call.state.network && call.title === 'curl' && !has(call, 'L', 'location', 'location-trusted');
  call.state.answer = asksAlone && (!url.dynamic || request.tellsNothing === true) ? server : undefined;
  call.state.network = true;
  if (!/[$`]/.test(host)) call.state.host ??= host;
  call.state.secret = undefined;
}

/** `localhost:3000` of an address whose server is on this machine; undefined: it is not, or not known. */
function serverHere(call: Call, { value }: Arg): string | undefined {
  const [, scheme = '', host = '', port = ''] = /^(?:(https?):\/\/)?([\w.-]+)(:\d+)?(?=[/?#]|$)/i.exec(value) ?? [];
  if (!isLoopback(host.toLowerCase()) || isElsewhere({ traits: [...call.scope.traits, ...call.traits] }))
    return undefined;
  return `${scheme.toLowerCase() === 'https' ? 'https://' : ''}${host}${port}`.toLowerCase();
}

/** What a server may do by: a value nobody knows is left unknown there. */
const DOES_BY = /[?&](?:(?:_method|q|query|sql|statement|stmt|command|cmd|db_query|action)=[^&]*[$`]|[^=&]*[$`])/i;

/** A server of this machine is told what it has answered itself, or a number: it knows no more than before. */
function tellsNothing(call: Call, url: Arg): boolean {
  const server = serverHere(call, url);
  if (!url.dynamic || server === undefined || url.source?.value !== url.value) return false;
  if (url.source.server === 'none') return true;
  // The place of xargs is any word.
  if (url.value.includes('?') && !/[$`]/.test(url.value)) return false;
  // An answer with blanks in it would be more words.
  return url.source.server === server && (!url.loose || url.source.unbroken === true) && !DOES_BY.test(url.value);
}

/** The address and what is sent, as one text: each finding is shown where its own word stands. */
function wholeRequest({ url, body, bodyOffsets }: Draft): Arg {
  const address = { ...url, flow: undefined };
  if (body === undefined || body.length === 0 || bodyOffsets.length !== body.length) return address;
  const between = '\n\n';
  // What stands nowhere is shown at the address's last letter.
  const last = Math.max(url.range[0], url.range[1] - 1);
  const offsets = [...url.offsets, ...Array.from(between, () => last), ...bodyOffsets];
  const start = offsets.reduce((least, offset) => Math.min(least, offset), url.range[0]);
  const end = offsets.reduce((most, offset) => Math.max(most, offset + 1), url.range[1]);
  return { ...address, value: url.value + between + body, offsets, range: [start, end] };
}

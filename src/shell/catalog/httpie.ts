import { actOnFile } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg, slice } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { goesBy, saveTo } from './httpCalls.ts';
import { addBody, addFile, addHeader, draftFor, send, tellFile } from './request.ts';
import type { Draft } from './request.ts';
import type { Tool } from './tool.ts';

const METHODS = /^(?:get|post|put|patch|delete|head|options|connect|trace)$/i;

/** HTTPie and xh: `[METHOD] URL [name=value name:=json Header:value name@file query==value]…` */
function httpie(call: Call): void {
  const operands = [...call.parsed.operands];
  const asked = METHODS.test(operands[0]?.value ?? '') ? operands.shift()?.value.toUpperCase() : undefined;
  const [target, ...items] = operands;
  if (target === undefined) return;
  const scheme = call.title.endsWith('s') ? 'https://' : 'http://';
  const url: Arg = /^[a-z]+:\/\//i.test(target.value)
    ? target
    : {
        ...target,
        value: scheme + target.value.replace(/^:/, 'localhost:').replace(/^localhost:\//, 'localhost/'),
        offsets: [...new Array<number>(scheme.length).fill(target.range[0]), ...target.offsets],
      };
  const draft = draftFor(url);
  const fields: Record<string, unknown> = {};
  for (const item of items) {
    if (/^@./.test(item.value)) addFile(call, draft, slice(item, 1));
    const match = /^([^:=@]+)(:=@|==@|=@|:@|:=|==|=|@|:)(.*)$/s.exec(item.value);
    if (match === null) continue;
    const [, name = '', kind = '', value = ''] = match;
    if (/^(?:==|:)@$/.test(kind)) tellFile(call, draft, slice(item, item.value.length - value.length));
    else if (kind.endsWith('@')) addFile(call, draft, slice(item, item.value.length - value.length));
    else if (kind === '==') draft.url = withParameter(draft.url, item, name, value);
    else if (kind === ':') addHeader(draft, item);
    else if (kind === '=' || kind === ':=') {
      fields[name] = kind === '=' ? value : (jsonIn(value) ?? value);
      if (item.flow?.secret !== undefined) draft.secret = item.flow.secret;
    }
  }
  const raw = valueOf(call, 'raw');
  if (raw !== undefined) addBody(call, draft, raw, { files: false });
  // HTTPie refuses fields beside a body that is given raw.
  if (raw === undefined && Object.keys(fields).length > 0) draft.body = bodyOf(fields, has(call, 'f', 'form'));
  if (call.stdin !== undefined && !has(call, 'ignore-stdin')) addFile(call, draft, plainArg('-', call.range));
  for (const header of valuesOf(call, 'header')) addHeader(draft, header);
  if (has(call, 'a', 'auth', 'bearer', 'user')) draft.headers.push(['Authorization', 'given']);
  const session = valueOf(call, 'session', 'session-read-only');
  if (session !== undefined) usesSession(call, draft, session);
  if (has(call, 'd', 'download')) saveTo({ ...call, title: 'wget' }, url);
  // `--proxy=http:http://host:8080`: what it is for stands before it.
  for (const proxy of valuesOf(call, 'proxy')) goesBy(call, slice(proxy, proxy.value.indexOf(':') + 1));
  const output = valueOf(call, 'o', 'output');
  if (output !== undefined) actOnFile(call, 'output', output);
  send(call, draft, asked ?? (draft.body !== undefined || draft.bodyUnknown ? 'POST' : 'GET'));
}

/** What it keeps of a site between calls, in a file that is named or in the person's own folder: cookies, passwords, headers. */
function usesSession(call: Call, draft: Draft, session: Arg): void {
  draft.tellsUnknown = true;
  const named = session.value.includes('/');
  const file = named ? session : { ...session, value: `~/.config/httpie/sessions/${session.value}.json` };
  if (named) actOnFile(call, 'read', file);
  if (has(call, 'session')) actOnFile(call, 'output', file);
}

/** `name==value` stands in the address behind a `?`. */
function withParameter(url: Arg, { dynamic, flow, range }: Arg, name: string, value: string): Arg {
  const added = `${url.value.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${dynamic ? value : encodeURIComponent(value)}`;
  return {
    ...url,
    value: url.value + added,
    offsets: [...url.offsets, ...new Array<number>(added.length).fill(range[0])],
    dynamic: url.dynamic || dynamic,
    flow: url.flow ?? flow,
  };
}

function bodyOf(fields: Readonly<Record<string, unknown>>, isForm: boolean): string {
  if (!isForm) return JSON.stringify(fields);
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) body.append(name, String(value));
  return body.toString();
}

/** What `name:=` gives as JSON; undefined for a word that is none, which HTTPie refuses. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Clients that take a request apart into words. */
export const httpieTools: readonly Tool[] = [
  {
    names: 'http https xh xhs',
    options:
      'j,json f,form multipart raw= p,print= h,headers b,body v,verbose m,meta o,output= d,download c,continue a,auth= A,auth-type= bearer= session= session-read-only= F,follow check-status timeout= verify= cert= cert-key= I,ignore-stdin offline!dry pretty= s,style= S,stream x,compress max-redirects= default-scheme= q,quiet proxy= all path-as-is I ssl= unsorted sorted curl!dry',
    also: httpie,
    examples: {
      held: { 'http POST api.example.com/x f@.env': 'secret.read secret.send' },
      passed: ['http GET https://api.example.com/x'],
    },
  },
  {
    // curl with HTTPie's words: of curl's own options those alone that make no other request of it.
    names: 'curlie',
    options:
      's,silent S,show-error v,verbose i,include,show-headers I,head k,insecure L,location f,fail m,max-time= connect-timeout= H,header= u,user= pretty',
    also: httpie,
    examples: {
      held: {
        'curlie https://example.com/x f@.env': 'secret.read secret.send',
      },
      passed: ['curlie -s :8000/health', 'curlie localhost:3000/users'],
    },
  },
];

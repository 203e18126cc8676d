import { withoutEnd } from '../../effect/withoutEnd.ts';
import type { HttpRequest } from '../../reading/reader.ts';
import { argumentOf, named, optionOf, termOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { embed, shown, state } from './findings.ts';
import { jsonText } from '../value/jsonText.ts';
import type { Rule } from '../value/rule.ts';
import { textOf } from '../value/produced.ts';
import type { Value } from '../value/value.ts';
import type { Program } from './program.ts';
import { sendsSecrets } from './sending.ts';

const BODIES = ['data', 'json', 'files', 'content', 'body', 'form'];

/** A request: handed to the reader of requests where its parts are literal, else said to be possible. */
export function sendRequest(rule: Rule, doing: Doing, program: Program): void {
  const urls = argumentOf(rule, doing, program)
    .map((value) => (value.is === 'object' && value.target !== undefined ? value.target : value))
    .map((value) => behind(doing.receiver, addressed(value, doing, program)));
  const [url] = urls;
  sendsSecrets(doing, url?.is === 'text' ? hostOf(url.text) : undefined, program);
  for (const one of urls.length === 0 ? [undefined] : urls) sendTo(one, rule, doing, program);
}

function sendTo(url: Value | undefined, rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  const option = (name: string): readonly Value[] | undefined =>
    named(doing.args, name, program) ?? optionOf(doing, name, program);
  const term = termOf(rule, doing.args);
  const method = methodOf(rule, doing, program, option);
  const bodies = BODIES.flatMap((name) => option(name) ?? []);
  const second =
    rule.request === 'POST' || rule.request === 'PUT' || rule.request === 'PATCH'
      ? doing.args?.[rule.at === 1 ? 2 : 1]
      : undefined;
  if (second !== undefined && second.name === undefined) bodies.push(...program.values.of(second.value));
  if (url?.is !== 'text' || url.pattern === true || method === undefined) {
    const host = url?.is === 'text' ? hostOf(url.text) : undefined;
    state(
      findings,
      'network.send',
      host === undefined ? { type: 'unknown', name: shown(findings.text, doing.range) } : { type: 'host', name: host },
      doing.range,
      ['dynamic'],
    );
    return;
  }
  const json = doing.args?.find(({ name }) => name === 'json')?.value;
  const literal =
    (bodies.length === 1 ? jsonText(json, program.values.of) : undefined) ??
    (bodies.length === 1 && bodies[0]?.is === 'text' && bodies[0].open !== true ? bodies[0].text : undefined);
  const known = headersOf(option('headers'), program);
  const request: HttpRequest = {
    method,
    url: url.text,
    headers: known.headers,
    ...(literal === undefined ? {} : { body: literal }),
    ...(bodies.length > 0 && literal === undefined ? { bodyUnknown: true } : {}),
  };
  if (url.open === true || known.dynamic) {
    const host = hostOf(url.text);
    state(
      findings,
      'network.send',
      host === undefined
        ? { type: 'unknown', name: shown(findings.text, term?.range ?? doing.range) }
        : { type: 'host', name: host },
      doing.range,
      ['dynamic'],
    );
    if (host === undefined || url.open === true) return;
  }
  embed(findings, { language: 'http', text: url.text, request }, url);
}

const ADDRESS = /^(?:protocol|hostname|host|port|path|method|timeout|headers|family|rejectUnauthorized)$/;

/** `http.get({ host, port, path })`: options that say the address, and nothing else that changes where it goes. */
function addressed(value: Value, { value: called }: Doing, { values }: Program): Value {
  const scheme = called.is === 'ref' ? /^https?(?=\.)/.exec(called.name)?.[0] : undefined;
  if (value.is !== 'record' || scheme === undefined) return value;
  if (!value.entries.every(({ name }) => name !== undefined && ADDRESS.test(name))) return value;
  const said = (name: string): string | undefined => {
    const found = value.entries.filter((entry) => entry.name === name).flatMap((entry) => values.of(entry.value));
    if (found.length === 0) return '';
    const text = found.length === 1 ? textOf(found[0]) : undefined;
    return text === undefined || text.open === true || text.pattern === true ? undefined : text.text;
  };
  const [protocol, hostname, host, port, path] = ['protocol', 'hostname', 'host', 'port', 'path'].map(said);
  if (
    protocol === undefined ||
    hostname === undefined ||
    host === undefined ||
    port === undefined ||
    path === undefined
  )
    return value;
  const place = `${hostname === '' ? (host === '' ? 'localhost' : host) : hostname}${port === '' ? '' : `:${port}`}`;
  const text = `${protocol === '' ? `${scheme}:` : protocol}//${place}${path === '' ? '/' : path}`;
  return { is: 'text', text, range: value.site.range };
}

/** A client that was made for one host is given paths. */
function behind(receiver: Value | undefined, path: Value): Value {
  const host = receiver?.is === 'object' ? receiver.target : undefined;
  if (host === undefined || path.is !== 'text' || /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(path.text)) return path;
  const base = /^[a-z]+:\/\//i.test(host.text) ? withoutEnd(host.text, '/') : `https://${host.text}`;
  return {
    ...path,
    text: `${base}${path.text.startsWith('/') ? '' : '/'}${path.text}`,
    ...(host.open === true ? { open: true } : {}),
  };
}

function methodOf(
  rule: Rule,
  doing: Doing,
  program: Program,
  option: (name: string) => readonly Value[] | undefined,
): string | undefined {
  if (rule.request === 'first') {
    const [value, ...more] = argumentOf({ at: 0, keyword: 'method' }, doing, program);
    return value?.is === 'text' && more.length === 0 && value.open !== true ? value.text.toUpperCase() : undefined;
  }
  if (rule.request === 'unknown') return undefined;
  if (rule.request !== 'given') return rule.request;
  // Options that cannot be seen may name any method.
  const [, second] = doing.args ?? [];
  const given = option('method');
  if (given === undefined) {
    const seen =
      second === undefined ||
      second.name !== undefined ||
      program.values.of(second.value).every(({ is }) => is === 'record' || is === 'constant' || is === 'function');
    return seen ? 'GET' : undefined;
  }
  const [value, ...more] = given;
  return value?.is === 'text' && more.length === 0 && value.open !== true ? value.text.toUpperCase() : undefined;
}

function headersOf(
  found: readonly Value[] | undefined,
  program: Program,
): { readonly headers: readonly (readonly [string, string])[]; readonly dynamic: boolean } {
  if (found === undefined) return { headers: [], dynamic: false };
  const headers: (readonly [string, string])[] = [];
  let dynamic = false;
  for (const value of found) {
    if (value.is !== 'record') {
      dynamic = true;
      continue;
    }
    for (const { name, value: term } of value.entries) {
      const [text, ...more] = program.values.of(term);
      if (name !== undefined && text?.is === 'text') headers.push([name, text.text]);
      if (name === undefined || text?.is !== 'text' || text.open === true || more.length > 0) dynamic = true;
    }
  }
  return { headers, dynamic };
}

function hostOf(url: string): string | undefined {
  const host = /^[a-z]+:\/\/(?:[^@/]*@)?([^/:?#*]+)(?:[/:?#]|$)/i.exec(url)?.[1];
  return host?.toLowerCase();
}

import { redact, redactHeaders, redactValue } from '../../action/redact.ts';
import { rootFields, type ParseGraphql } from '../../http/parse/graphql.ts';
import { graphqlRequests } from '../../http/parse/graphqlRequests.ts';
import { addressOf, jsonOf, type Address } from '../../http/parse/request.ts';
import type { HttpRequest } from '../../reading/reader.ts';
import type { Remark, RequestFact, RequestFacts, RequestText } from '../preview.ts';
import { isIdName, isIdPart } from './ids.ts';
import { maskedJson } from './masked.ts';

/** Units of a body that is laid out, and of one value; headers, parameters and fields that are listed. */
const LONGEST_BODY = 256 * 1024;
const LONGEST_TEXT = 20_000;
const LONGEST_VALUE = 400;
const MOST_FACTS = 60;

/** One request, taken apart for reading: nothing of it is sent, and what looks like a secret is masked. */
export function decodeRequest(request: HttpRequest, parse: ParseGraphql): RequestFacts {
  const address = addressOf(request.url);
  const { body } = request;
  const facts: RequestFact[] = [
    { what: 'host', value: hostOf(request, address) },
    { what: 'path', value: redact(address.path) },
  ];
  const ids: (readonly [name: string, value: string])[] = [];
  for (const [index, part] of address.path.split('/').entries())
    if (isIdPart(part)) ids.push([address.path.split('/')[index - 1] ?? '', part]);
  for (const [name, value] of address.query) {
    facts.push({ what: 'query', name, value: redactValue(name, value) });
    if (isIdName(name)) ids.push([name, value]);
  }
  for (const [name, value] of redactHeaders(request.headers)) facts.push({ what: 'header', name, value });
  const texts: RequestText[] = [];
  const laidOut = body !== undefined && body.length <= LONGEST_BODY ? bodyOf(request, address, body, parse) : undefined;
  facts.push(...(laidOut?.facts ?? []));
  ids.push(...(laidOut?.ids ?? []));
  if (laidOut !== undefined) texts.push(...laidOut.texts);
  for (const [name, value] of unique(ids)) facts.push({ what: 'id', name, value: redactValue(name, value) });
  return {
    method: request.method.toUpperCase(),
    host: address.host,
    facts: facts.slice(0, MOST_FACTS).map(bounded),
    texts: texts.map(boundedText),
    notes: notesOf(request, address, facts.length > MOST_FACTS, body !== undefined && laidOut === undefined),
  };
}

/** Whether there is more to say than the text says by itself. */
export function isTelling({ method, url, body, bodyUnknown }: HttpRequest): boolean {
  return !/^(?:GET|HEAD|OPTIONS)$/i.test(method) || body !== undefined || bodyUnknown === true || /[?%]/.test(url);
}

interface Body {
  readonly facts: readonly RequestFact[];
  readonly ids: readonly (readonly [string, string])[];
  readonly texts: readonly RequestText[];
}

function bodyOf(request: HttpRequest, address: Address, body: string, parse: ParseGraphql): Body {
  const operations = graphqlRequests({ language: 'http', text: '' }, request, address);
  const read = (operations ?? []).map((one) => ({ one, fields: rootFields(one, parse) }));
  if (read.length > 0 && read.every(({ fields }) => fields !== undefined)) {
    const fields = read.flatMap(({ fields: its = [] }) => its);
    const given = fields.flatMap(({ values }) => [...values]);
    return {
      facts: [
        ...fields.map(({ operation, name }): RequestFact => ({ what: 'operation', name: operation, value: name })),
        ...given.map(([name, value]): RequestFact => ({ what: 'argument', name, value: redactValue(name, value) })),
      ],
      ids: given.filter(([name]) => isIdName(name)),
      texts: read.flatMap(({ one: { query, variables } }) => [
        { what: 'graphql' as const, text: redact(query.trim()) },
        ...(Object.keys(variables).length === 0 ? [] : [{ what: 'variables' as const, text: pretty(variables) }]),
      ]),
    };
  }
  const json = jsonOf(body);
  if (typeof json === 'object' && json !== null)
    return {
      facts: [],
      ids: (Array.isArray(json) ? (json as unknown[]) : [json]).flatMap(idsOf),
      texts: [{ what: 'json', text: pretty(json) }],
    };
  if (/^[\w.[\]-]{1,100}=/.test(body)) {
    const form = [...new URLSearchParams(body)];
    return {
      facts: form.map(([name, value]) => ({ what: 'field', name, value: redactValue(name, value) })),
      ids: form.filter(([name]) => isIdName(name)),
      texts: [],
    };
  }
  return { facts: [], ids: [], texts: body === '' ? [] : [{ what: 'text', text: redact(body) }] };
}

/** Of the body's own members, and of those one level below. */
function idsOf(value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
    if (typeof one === 'string' || typeof one === 'number') return isIdName(name) ? [[name, String(one)] as const] : [];
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
    return Object.entries(one).flatMap(([below, its]: [string, unknown]) =>
      isIdName(below) && (typeof its === 'string' || typeof its === 'number')
        ? [[`${name}.${below}`, String(its)] as const]
        : [],
    );
  });
}

function hostOf({ socket }: HttpRequest, { authority }: Address): string {
  return socket === undefined ? authority : `${authority} through ${socket}`;
}

function pretty(value: unknown): string {
  return JSON.stringify(maskedJson(value), undefined, 2);
}

function unique(pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return [...new Map(pairs.map((pair) => [pair[1], pair])).values()];
}

function bounded(fact: RequestFact): RequestFact {
  return { ...fact, ...(fact.name === undefined ? {} : { name: cut(fact.name) }), value: cut(fact.value) };
}

function cut(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function boundedText({ what, text }: RequestText): RequestText {
  if (text.length <= LONGEST_TEXT) return { what, text };
  return { what, text: text.slice(0, LONGEST_TEXT), leftOut: text.length - LONGEST_TEXT };
}

function notesOf(request: HttpRequest, address: Address, more: boolean, tooLong: boolean): readonly Remark[] {
  const note = (code: string, is: boolean): readonly Remark[] => (is ? [{ code, values: {} }] : []);
  return [
    ...note('note.http-body-unknown', request.bodyUnknown === true),
    ...note('note.http-dynamic', address.dynamic),
    ...note('note.http-userinfo', address.userinfo),
    ...note('note.http-more-facts', more),
    ...note('note.http-body-long', tooLong),
  ];
}

import type { RequestFact, RequestText } from '../../preview/preview.ts';
import { numberWords } from './amounts.ts';

/** What the parts of a request are called; a name of the request's own follows. */
export const REQUEST_FACTS: Readonly<Record<RequestFact['what'], string>> = {
  host: 'Host',
  path: 'Path',
  query: 'Query',
  header: 'Header',
  operation: 'GraphQL',
  argument: 'Argument',
  field: 'Field',
  id: 'Names',
};

export const REQUEST_TEXTS: Readonly<Record<RequestText['what'], string>> = {
  graphql: 'GraphQL document',
  variables: 'Variables',
  json: 'JSON body, laid out',
  text: 'Body',
};

export function leftOutOfBody(units: number): string {
  return `… ${numberWords(units)} more characters: they are in the text.`;
}

type Values = Readonly<Record<string, string>>;

/** Remarks on requests that were taken apart. */
export const REQUEST_REMARKS: Readonly<Record<string, (values: Values) => string>> = {
  'note.http-body-unknown': () =>
    'Part of the body comes from a file, from standard input or from a variable: what is sent is known only when it runs.',
  'note.http-dynamic': () => 'Parts of the address are known only when it runs.',
  'note.http-userinfo': () => 'The address carries a user name or a password of its own.',
  'note.http-more-facts': () => 'It has more headers, parameters or fields than are listed here: they are in the text.',
  'note.http-body-long': () => 'The body is too long to be laid out here: it is in the text.',
  'unknown.http-more': (v) => `${v['count']} more requests were not taken apart.`,
};

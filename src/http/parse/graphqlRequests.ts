import type { HttpRequest, Source } from '../../reading/reader.ts';
import type { GraphqlRequest } from './graphql.ts';
import { jsonOf, type Address } from './request.ts';

/** The GraphQL requests in a request; undefined: there are none to be seen. */
export function graphqlRequests(
  source: Pick<Source, 'language' | 'text'>,
  request: HttpRequest,
  address: Pick<Address, 'query'>,
): readonly GraphqlRequest[] | undefined {
  if (source.language === 'graphql') return [{ query: source.text, variables: {}, operationName: undefined }];
  const raw = request.headers.some(
    ([name, value]) => name.toLowerCase() === 'content-type' && /application\/graphql(?!\+|-)/.test(value),
  );
  if (raw && request.body !== undefined) return [{ query: request.body, variables: {}, operationName: undefined }];
  const inUrl = address.query.get('query');
  const body = jsonOf(request.body);
  const found = (Array.isArray(body) ? body : [body]).flatMap(graphqlRequest);
  if (found.length > 0) return found;
  // `{app="web"}` and `sum(rate(up{job="api"}[5m]))` choose series of Loki or Prometheus.
  if (inUrl === null || !/[{]/.test(inUrl) || /^\s*\{\s*\w+\s*(?:=|!=|!~)/.test(inUrl) || !BEGINS.test(inUrl))
    return undefined;
  return [
    {
      query: inUrl,
      variables: recordOf(jsonOf(address.query.get('variables') ?? undefined)),
      operationName: undefined,
    },
  ];
}

/** How a document may begin: with an operation, a fragment, a description, or what GraphQL skips. */
const BEGINS = /^[\s,\uFEFF]*(?:[{"#$`]|(?:query|mutation|subscription|fragment)\b)/;

function graphqlRequest(value: unknown): readonly GraphqlRequest[] {
  if (typeof value !== 'object' || value === null || !('query' in value) || typeof value.query !== 'string') return [];
  if (!/[{]/.test(value.query)) return [];
  return [
    {
      query: value.query,
      variables: 'variables' in value ? recordOf(value.variables) : {},
      operationName:
        'operationName' in value && typeof value.operationName === 'string' ? value.operationName : undefined,
    },
  ];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

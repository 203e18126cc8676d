import type { ObjectType } from '../effect/object.ts';
import { rootFields, type GraphqlRequest, type ParseGraphql, type RootField } from './parse/graphql.ts';
import { isLocalHost } from './parse/request.ts';
import { host, type HttpRun } from './httpRun.ts';
import { kindOf } from './readRoute.ts';
import { nounOf, verbOf, wordsOf } from './verbs.ts';

/** Reads the documents' root fields. False: none of it is GraphQL after all, or it cannot be read and was said so. */
export function readGraphql(run: HttpRun, requests: readonly GraphqlRequest[], parse: ParseGraphql): boolean {
  let acts = false;
  for (const request of requests) {
    const fields = rootFields(request, parse);
    if (fields === undefined) {
      run.problems.push({ rule: 'problem.syntax', range: run.at(request.query), values: { dialect: 'graphql' } });
      return false;
    }
    for (const field of fields) {
      if (field.operation === 'query') continue;
      acts = true;
      readMutation(run, field);
    }
  }
  host(run, acts ? 'network.send' : 'network.fetch');
  return true;
}

function readMutation(run: HttpRun, field: RootField): void {
  const domain =
    run.platform?.domain ??
    (isLocalHost(run.address.host) ? 'store' : run.source.language === 'graphql' ? 'infra' : 'store');
  const known = run.platform?.mutations;
  const own = known !== undefined && Object.hasOwn(known, field.name) ? known[field.name] : undefined;
  const kind = own?.effect ?? kindOf(domain, verbOf(field.name)) ?? 'network.send';
  const id = identifier(field);
  const noun = nounOf(field.name);
  const type = own?.type ?? (id === undefined ? 'operation' : typeOf(field.name));
  const name = id === undefined ? field.name : type === 'resource' && noun !== '' ? `${noun}/${id}` : id;
  run.emit(kind, type, name, run.at(id ?? field.name));
}

function typeOf(name: string): ObjectType {
  return wordsOf(name).includes('volume') ? 'volume' : 'resource';
}

/** The argument that names the object: the noun's own id first, then any id, then a name or slug. */
function identifier(field: RootField): string | undefined {
  const entries = [...field.values].map(
    ([key, value]) => [key.slice(key.lastIndexOf('.') + 1).toLowerCase(), value] as const,
  );
  const noun = nounOf(field.name).replaceAll('-', '');
  const by = (fits: (key: string) => boolean): string | undefined => entries.find(([key]) => fits(key))?.[1];
  return (
    by((key) => key === `${noun}id`) ??
    by((key) => key === 'id') ??
    by((key) => key.endsWith('id') || key.endsWith('ids')) ??
    by((key) => key === 'name' || key === 'slug')
  );
}

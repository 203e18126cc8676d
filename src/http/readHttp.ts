import { secretSpans } from '../action/redact.ts';
import { isSecretPath } from '../effect/protectedPath.ts';
import type { Effect, Environment, TextRange } from '../effect/effect.ts';
import type { EffectKind } from '../effect/kind.ts';
import type { Trait } from '../effect/trait.ts';
import type { Context, Embedded, HttpRequest, Problem, Reader } from '../reading/reader.ts';
import { PLATFORMS } from './catalog/all.ts';
import type { ParseGraphql } from './parse/graphql.ts';
import { graphqlRequests } from './parse/graphqlRequests.ts';
import { readGraphql } from './readGraphql.ts';
import { addressOf, carriesCredential, isLocalHost, jsonOf, type Address } from './parse/request.ts';
import { platformOf, type Platform } from './platform.ts';
import { lastPart, lastParts, readRoute } from './readRoute.ts';
import { asksByRpc } from './jsonRpc.ts';
import { verbOf } from './verbs.ts';
import { host, isRead, type HttpRun } from './httpRun.ts';

const LOOKS: ReadonlySet<EffectKind> = new Set<EffectKind>(['network.fetch', 'store.read']);
const READING_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT']);

/** Reads one HTTP request. `graphql` sources are documents without a request around them. */
export function createHttpReader(parse: ParseGraphql): Reader {
  return (source, context) => {
    const request: HttpRequest =
      source.request ??
      (source.language === 'graphql'
        ? { method: 'POST', url: '', headers: [], body: JSON.stringify({ query: source.text }) }
        : { method: '', url: source.text, headers: [], bodyUnknown: true });
    const address = addressOf(request.socket === undefined ? request.url : throughSocket(request.url));
    const platform = platformOf(PLATFORMS, address, request.socket);
    const effects: Effect[] = [];
    const problems: Problem[] = [];
    const embedded: Embedded[] = [];
    const environment = environmentOf(context, address, platform);
    const traits = traitsOf(request, address, platform, false);
    const asking = traitsOf(request, address, platform, true);
    const stands = request.url === '' ? -1 : source.text.indexOf(request.url);
    const whole: TextRange = stands < 0 ? [0, source.text.length] : [stands, stands + request.url.length];
    const run: HttpRun = {
      source,
      context,
      request,
      address,
      platform,
      environment,
      traits,
      problems,
      embedded,
      at(needle) {
        const start = needle === '' ? -1 : source.text.indexOf(needle);
        return start < 0 ? whole : [start, start + needle.length];
      },
      atPath(part) {
        const from = source.text.indexOf(request.url);
        if (from < 0 || request.url === '' || part === '') return this.at(part);
        const query = request.url.search(/[?#]/);
        const path = request.url.slice(0, query < 0 ? undefined : query);
        const start = path.lastIndexOf(part);
        return start < 0 ? this.at(part) : [from + start, from + start + part.length];
      },
      emit(kind, type, name, range = whole, more = []) {
        effects.push({
          kind,
          object: { type, name },
          range,
          certainty: 'certain',
          undo: kind === 'network.fetch' || kind === 'store.read' ? 'unknown' : 'none',
          environment,
          traits: [...new Set([...context.traits, ...(LOOKS.has(kind) ? asking : traits), ...more])],
        });
      },
    };
    readRequest(run, parse);
    return { effects, embedded, problems, asks: [], complete: problems.length === 0 };
  };
}

function readRequest(run: HttpRun, parse: ParseGraphql): void {
  const { request, address } = run;
  const method = overriddenBy(request, address) ?? request.method.toUpperCase();
  if (method === '')
    run.problems.push({ rule: 'problem.unread-request', range: run.at(''), values: { url: request.url } });
  if (address.host === '' && run.source.language !== 'graphql') {
    run.problems.push({ rule: 'problem.dynamic-host', range: run.at(request.url), values: { url: request.url } });
  }
  sendSecrets(run);
  if (readStatement(run)) return;
  const documents = graphqlRequests(run.source, request, address);
  if (documents !== undefined && readGraphql(run, documents, parse)) return;
  if (run.platform === undefined && method === 'POST' && asksByRpc(request, address)) {
    host(run, 'network.fetch');
    return;
  }
  if (READING_METHODS.has(method) && !actsOnGet(run)) {
    host(run, method === 'TRACE' || method === 'CONNECT' ? 'network.send' : 'network.fetch');
    doesByName(run);
    takesSecret(run);
    embedStatement(run);
    return;
  }
  if (request.bodyUnknown === true && documents === undefined && isGraphqlPath(address)) {
    run.problems.push({ rule: 'problem.unread-body', range: run.at(request.url), values: { host: address.host } });
  }
  readRoute(run, method);
  embedSql(run);
  embedStatement(run);
}

/** Frameworks take another method from a header, a parameter or a form field. A reading one is no reason for less. */
function overriddenBy(request: HttpRequest, address: Address): string | undefined {
  const header = request.headers.find(([name]) => /^x-(?:http-)?method(?:-override)?$/i.test(name))?.[1];
  const form = /^[\w-]+=/.test(request.body ?? '') ? new URLSearchParams(request.body).get('_method') : undefined;
  const method = (header ?? address.query.get('_method') ?? form)?.trim().toUpperCase();
  return method === undefined || !/^[A-Z]+$/.test(method) || READING_METHODS.has(method) ? undefined : method;
}

/** `GET /admin/purge?all=1`: a server that does what its address says. */
function doesByName(run: HttpRun): void {
  const last = lastPart(run.address.path);
  if (run.platform !== undefined || /\./.test(last) || !/^(?:destroy|stop)$/.test(verbOf(last))) return;
  run.emit('infra.change', 'operation', lastParts(run.address.path), run.atPath(last));
}

/** Vault's own port, and those of its paths that tell of itself and of names; behind the others it keeps keys and values, whatever its mounts are called. */
const VAULT_PORT = /:8200$/;
const VAULT_TELLS =
  /^\/(?:ui\b.*)?$|^\/v1\/(?:sys\/(?!raw\b|storage\b|rekey\b)|identity\/(?!oidc\/token\b)|[\w-]+\/(?:metadata(?:\/|$)|ca(?:\/pem)?$))/;

/** `GET /containers/db/archive?path=/run/secrets`: Docker gives out files of a container as `docker cp` does. */
function takesSecret(run: HttpRun): void {
  const isVault =
    VAULT_PORT.test(run.address.authority) || run.request.headers.some(([name]) => /^x-vault-token$/i.test(name));
  const listsNames = run.address.query.get('list') === 'true';
  if (isVault && !listsNames && !VAULT_TELLS.test(run.address.path))
    run.emit('secret.read', 'secret', lastParts(run.address.path), run.at(run.request.url));
  const path = run.platform?.domain === 'container' ? run.address.query.get('path') : null;
  if (path !== null && (isSecretPath(path) || isSecretPath(`${path}/x`))) run.emit('secret.read', 'secret', path);
}

/** Statements that change something; a query for reading says nothing that the request does not. */
const WRITES =
  /^\s*(?:(?:drop|create|alter|truncate|rename|optimize|attach|detach)\s+(?:table|database|schema|view|index|user|role|temporary|or\s+replace|materialized|measurement|series|retention|keyspace|partition|function|shard|continuous|dictionary)\b|(?:grant|revoke)\s+\w+\s.*\b(?:on|to|from)\b|delete\s+from\s|insert\s+(?:into|overwrite)\s|replace\s+into\s|merge\s+into\s|truncate\s+[\w"`.]+\s*(?:;\s*)?$|update\s+\S+\s+set\s|kill\s+(?:query|mutation)\s|system\s+(?:shutdown|kill|drop|stop)\b|with\s[^]*\b(?:delete\s+from|insert\s+into|update\s+\S+\s+set)\s)/i;

/** A server that takes nothing but statements, in the address or the body: the statement says what the request does. */
function readStatement(run: HttpRun): boolean {
  const dialect = run.platform?.statements;
  if (dialect === undefined || run.request.bodyUnknown === true || run.address.dynamic) return false;
  const body = run.request.body ?? '';
  const sql = [run.address.query.get('query') ?? '', body].filter((part) => part.trim() !== '').join('\n');
  if (sql === '') return false;
  const shown = sql === body && run.source.text.includes(body);
  host(run, 'network.fetch');
  run.embedded.push({
    want: { language: 'sql', text: sql, dialect, connection: { dialect, target: run.address.host } },
    range: run.at(shown ? body : run.request.url),
    verbatim: shown,
    context: { place: run.environment },
  });
  return true;
}

/** A statement in the query, a form field or the body itself: ClickHouse, InfluxDB, rqlite, Trino and their like take SQL so. */
function embedStatement(run: HttpRun): void {
  if (run.platform !== undefined) return;
  const body = run.request.body ?? '';
  const form = new URLSearchParams(/^[\w-]+=/.test(body) ? body : '');
  const json = jsonOf(body);
  const fields = typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.entries(json) : [];
  const named = [...run.address.query, ...form, ...fields].flatMap(([name, value]: [string, unknown]) =>
    /^(?:q|query|sql|statement|stmt|command|db_query)$/i.test(name) && typeof value === 'string' ? [value] : [],
  );
  for (const sql of [body, ...named]) {
    if (!WRITES.test(sql)) continue;
    run.embedded.push({
      want: {
        language: 'sql',
        text: sql,
        dialect: 'unknown',
        connection: { dialect: 'unknown', target: run.address.host },
      },
      range: run.at(sql),
      verbatim: run.source.text.includes(sql),
      context: { place: run.environment },
    });
    return;
  }
}

/** Through a socket the host in the address means nothing: `http://v1.43/containers/json` is none that an address could have. */
function throughSocket(url: string): string {
  return url.replace(/^(?:https?:\/\/)?[\w.-]+(?::\d+)?(?=[/?#]|$)/i, 'http://localhost');
}

/** Platforms whose interfaces act whatever the method is. */
function actsOnGet(run: HttpRun): boolean {
  if (run.address.query.has('Action')) return true;
  return (
    run.platform?.routes.some((route) => route.methods.includes('*') && route.path.test(run.address.path)) === true &&
    !isRead(run)
  );
}

function isGraphqlPath(address: Address): boolean {
  return /graphql|\/gql\b/i.test(address.path);
}

/** A key, token or password in the body or the address, on its way to another machine. */
function sendSecrets(run: HttpRun): void {
  if (isLocalHost(run.address.host)) return;
  for (const text of [run.request.body ?? '', run.request.url.replace(/^[^?]*/, '')]) {
    const [span] = secretSpans(text);
    if (span === undefined) continue;
    run.emit(
      'secret.send',
      'secret',
      run.address.host === '' ? 'unknown' : run.address.host,
      run.at(text.slice(...span)),
    );
    return;
  }
}

/** SQL in the body of a platform's query endpoint is read as SQL. */
function embedSql(run: HttpRun): void {
  const body = jsonOf(run.request.body);
  if (typeof body !== 'object' || body === null || run.platform === undefined) return;
  const sql = 'query' in body ? body.query : 'sql' in body ? body.sql : undefined;
  if (typeof sql !== 'string' || !/\/(query|raw|sql)$/.test(run.address.path)) return;
  run.embedded.push({
    want: {
      language: 'sql',
      text: sql,
      dialect: run.platform.name === 'cloudflare' ? 'sqlite' : 'postgresql',
      connection: { dialect: run.platform.name === 'cloudflare' ? 'sqlite' : 'postgresql', target: run.address.host },
    },
    range: run.at(sql),
    verbatim: run.source.text.includes(sql),
    context: { place: run.environment },
  });
}

/** Hosted platforms run what people use: until a name says otherwise that is production. */
function environmentOf(context: Context, address: Address, platform: Platform | undefined): Environment {
  if (isLocalHost(address.host)) return 'local';
  if (/(^|[.-])(staging|stage|test|sandbox|dev|preview)([.-]|$)/.test(address.host)) return 'staging';
  return context.place === 'unknown' && platform?.domain === 'infra' ? 'production' : context.place;
}

function traitsOf(
  request: HttpRequest,
  address: Address,
  platform: Platform | undefined,
  asks: boolean,
): readonly Trait[] {
  const traits: Trait[] = [];
  if (carriesCredential(request, address, asks)) traits.push('credential');
  if (request.bodyUnknown === true) traits.push('reads-local');
  // A platform goes by what stands in the address; another server is only asked.
  const isPlain =
    request.tellsNothing === true && platform === undefined && READING_METHODS.has(request.method.toUpperCase());
  if (address.dynamic && !isPlain) traits.push('dynamic');
  return traits;
}

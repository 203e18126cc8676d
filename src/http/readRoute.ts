import type { EffectKind } from '../effect/kind.ts';
import type { ObjectType } from '../effect/object.ts';
import { isLoopback } from '../effect/loopback.ts';
import type { Trait } from '../effect/trait.ts';
import type { Platform, Route } from './platform.ts';
import { host, isRead, type HttpRun } from './httpRun.ts';
import { jsonOf } from './parse/request.ts';
import { verbOf, type Verb } from './verbs.ts';

/** A request by its method and path: first the platform's routes, then what its words say. */
export function readRoute(run: HttpRun, method: string): void {
  const { platform, address } = run;
  if (isRead(run)) {
    if (platform?.domain === 'store')
      run.emit('store.read', 'resource', lastParts(address.path), run.atPath(address.path));
    else host(run, 'network.fetch');
    return;
  }
  host(run, 'network.send');
  const action = address.query.get('Action') ?? actionHeader(run);
  if (platform !== undefined && action !== undefined) {
    const [type, name] = objectOfAction(run, action);
    byVerb(run, platform, verbOf(action), type, name);
    return;
  }
  const route = platform?.routes.find((one) => fits(one, method, address.path));
  if (platform !== undefined && route !== undefined) {
    const [type, name] = objectOf(run, route);
    const removes = route.effect === 'store.write' && REMOVES_IN_BODY.test(run.request.body ?? '');
    run.emit(removes ? 'store.delete' : route.effect, type, name, run.atPath(lastPart(name)));
    return;
  }
  if (platform !== undefined) {
    const last = lastPart(address.path);
    const acts = method === 'POST' && verbOf(last) !== 'unknown' && !/s$/.test(last);
    const removes =
      REMOVES.test(method) || (platform.domain === 'store' && REMOVES_IN_BODY.test(run.request.body ?? ''));
    const verb: Verb = removes
      ? 'destroy'
      : acts
        ? verbOf(`${last} ${collection(address.path)}`)
        : method === 'POST'
          ? 'create'
          : 'change';
    const path = acts ? address.path.replace(/(\/actions)?\/[^/]+$/, '') : address.path;
    byVerb(run, platform, verb, 'resource', lastParts(path));
    return;
  }
  const last = lastPart(address.path);
  const verb = verbOf(last);
  if (REMOVES.test(method)) run.emit('store.delete', 'resource', lastParts(address.path), run.atPath(last), SERVED);
  else if (/^(?:PUT|PATCH)$/.test(method))
    run.emit('store.write', 'resource', lastParts(address.path), run.atPath(last), SERVED);
  else if (verb === 'destroy') run.emit('store.delete', 'operation', lastParts(address.path), run.atPath(last), SERVED);
  // `POST /actuator/shutdown`, `POST /admin/reset`: the path ends in what is done.
  else if (verb === 'stop') run.emit('infra.change', 'operation', lastParts(address.path), run.atPath(last));
  if (/^(?:POST|PUT|PATCH)$/.test(method) && movesMoney(run, last, verb))
    run.emit('money.move', 'operation', lastParts(address.path), run.atPath(last));
}

/** `POST https://billing.example.com/v1/subscriptions`, `POST …/orders/7/refund`. On this machine an app is tried out. */
function movesMoney({ address }: HttpRun, last: string, verb: Verb): boolean {
  if (
    isLoopback(address.host) ||
    verb === 'read' ||
    verb === 'message' ||
    /^(?:webhooks?|preview|estimate)$/i.test(last)
  )
    return false;
  return MONEY_HOST.test(address.host) || MONEY_PATH.test(address.path);
}

const MONEY_HOST = /(?:^|[.-])(?:billing|payments?|payouts?|invoicing)[.-]/;
/** `capture` and `charge` of other things (events, batteries) stand behind other nouns. */
const MONEY_PATH =
  /\/(?:billing|payments?|payouts?|charges?|refunds?|invoices)(?:\/|$)|\/(?:pay|refund|payout|purchase|withdraw|donate|checkout)$/i;

const SERVED: readonly Trait[] = ['served'];

/** Methods that take away: caches have their own. */
const REMOVES = /^(?:DELETE|PURGE|BAN|REMOVE|DESTROY|FLUSH|CLEAR|UNLINK)$/;

/** What takes away although the address does not say so: lines of a bulk request, actions on aliases, Solr's updates, commands of Redis. */
const REMOVES_IN_BODY =
  /"(?:delete|delete_?all|remove_index|drop|purge|truncate)"\s*:|<delete\b|\[\s*"(?:del|unlink|flushall|flushdb|getdel)"|^(?:del|unlink|flushall|flushdb)(?:\/|\s*$)/i;

function fits(route: Route, method: string, path: string): boolean {
  return (route.methods.includes('*') || route.methods.includes(method)) && route.path.test(path);
}

function objectOf(run: HttpRun, route: Route): readonly [ObjectType, string] {
  const groups = route.path.exec(run.address.path)?.groups ?? {};
  const name = groups.name ?? lastParts(run.address.path);
  const kind = route.kind ?? groups.kind;
  if (route.type === 'table' || route.type === 'function') return [route.type, `public.${name}`];
  if (route.type !== 'resource' && route.type !== 'database') return [route.type, name];
  return [route.type, kind === undefined ? name : `${kind}/${name}`];
}

const KINDS: Readonly<Record<Platform['domain'], Readonly<Record<Verb, EffectKind | undefined>>>> = {
  infra: {
    read: undefined,
    destroy: 'infra.destroy',
    stop: 'infra.change',
    create: 'infra.create',
    change: 'infra.change',
    message: 'message.send',
    money: 'money.move',
    unknown: 'infra.change',
  },
  store: {
    read: 'store.read',
    destroy: 'store.delete',
    stop: 'store.write',
    create: 'store.write',
    change: 'store.write',
    message: 'message.send',
    money: 'money.move',
    unknown: 'store.write',
  },
  container: {
    read: undefined,
    destroy: 'container.delete',
    stop: 'container.change',
    create: 'container.run',
    change: 'container.change',
    message: 'message.send',
    money: 'money.move',
    unknown: 'container.change',
  },
  money: {
    read: undefined,
    destroy: 'money.move',
    stop: 'money.move',
    create: 'money.move',
    change: 'money.move',
    message: 'message.send',
    money: 'money.move',
    unknown: 'money.move',
  },
  message: {
    read: undefined,
    destroy: 'message.send',
    stop: 'message.send',
    create: 'message.send',
    change: 'message.send',
    message: 'message.send',
    money: 'money.move',
    unknown: 'message.send',
  },
};

export function kindOf(domain: Platform['domain'], verb: Verb): EffectKind | undefined {
  return KINDS[domain][verb];
}

function byVerb(run: HttpRun, platform: Platform, verb: Verb, type: ObjectType, name: string): void {
  const kind = kindOf(platform.domain, verb);
  if (kind !== undefined) run.emit(kind, type, name, run.atPath(lastPart(name)));
}

/** `X-Amz-Target: DynamoDB_20120810.DeleteTable`. */
function actionHeader(run: HttpRun): string | undefined {
  const target = run.request.headers.find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];
  return (
    target?.slice(target.lastIndexOf('.') + 1) ?? new URLSearchParams(run.request.body ?? '').get('Action') ?? undefined
  );
}

/** What an action names in its body: `{"TableName": "Orders"}`. */
function objectOfAction(run: HttpRun, action: string): readonly [ObjectType, string] {
  const body = jsonOf(run.request.body);
  if (typeof body !== 'object' || body === null) return ['operation', action];
  for (const [key, type] of NAMED_IN_BODY) {
    const value: unknown = Object.entries(body).find(([name]) => name === key)?.[1];
    if (typeof value === 'string' && value !== '') return [type, value];
  }
  return ['operation', action];
}

const NAMED_IN_BODY: readonly (readonly [string, ObjectType])[] = [
  ['TableName', 'table'],
  ['Bucket', 'bucket'],
  ['BucketName', 'bucket'],
  ['SecretId', 'secret'],
  ['FunctionName', 'resource'],
];

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `kind/name`: the last two parts of a path. */
export function lastParts(path: string): string {
  return (
    path
      .split('/')
      .filter((part) => part !== '')
      .slice(-2)
      .join('/') || '/'
  );
}

/** The collection that an action's path is about: `/servers/42/actions/rebuild` → `servers`. */
function collection(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '')
    .slice(-4, -1)
    .join(' ');
}

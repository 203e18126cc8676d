import type { EffectKind } from '../effect/kind.ts';
import type { ObjectType } from '../effect/object.ts';
import type { Address } from './parse/request.ts';

/** What one kind of request to a platform does. The first route that fits speaks. */
export interface Route {
  /** Upper case, or `*`. */
  readonly methods: readonly string[];
  /** Against the path, without query and trailing slash. Groups `kind` and `name` name the object. */
  readonly path: RegExp;
  readonly effect: EffectKind;
  readonly type: ObjectType;
  /** Used where the path has no group of that name; without both, the path names the object. */
  readonly kind?: string;
}

/** A service whose requests mean more than bytes sent to a host. Data: one file a platform. */
export interface Platform {
  readonly name: string;
  /** Against the host in lower case, and against the host with its port. */
  readonly hosts: RegExp;
  /** For a service that runs on any host: against the path. */
  readonly paths?: RegExp;
  /** Against the path of the Unix socket that a request goes through. */
  readonly sockets?: RegExp;
  readonly routes: readonly Route[];
  /** What requests do that no route names: hosted infrastructure, messages to people, or money. */
  readonly domain: 'infra' | 'message' | 'money' | 'store' | 'container';
  /** Operations of its GraphQL interface that the verbs alone would misjudge. */
  readonly mutations?: Readonly<Record<string, { readonly effect: EffectKind; readonly type: ObjectType }>>;
  /** Requests that are plain reads although their method writes, as `METHOD path`. */
  readonly reads?: RegExp;
  /** A body that makes such a request another one. */
  readonly readsUnless?: RegExp;
  /** It takes statements of this dialect, as the body or in `query`, and does nothing else. */
  readonly statements?: 'clickhouse';
  readonly examples: readonly PlatformExample[];
}

/** Run by the tests: what a request must be read as. */
export interface PlatformExample {
  readonly request: string;
  readonly body?: string;
  readonly socket?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly effect: EffectKind;
  readonly object?: string;
}

/** The platform that a request goes to. A socket says more than the host in the URL, which then means nothing. */
export function platformOf(
  platforms: readonly Platform[],
  address: Address,
  socket: string | undefined,
): Platform | undefined {
  if (socket !== undefined) return platforms.find(({ sockets }) => sockets?.test(socket));
  return (
    platforms.find(({ hosts }) => hosts.test(address.host) || hosts.test(address.authority)) ??
    platforms.find(({ paths }) => paths?.test(address.path))
  );
}

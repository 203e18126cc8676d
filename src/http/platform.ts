import type { EffectKind } from '../effect/kind.ts';
import type { ObjectType } from '../effect/object.ts';

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
  /** Against the host in lower case. */
  readonly hosts: RegExp;
  readonly routes: readonly Route[];
  /** What requests do that no route names: hosted infrastructure, messages to people, or money. */
  readonly domain: 'infra' | 'message' | 'money' | 'store';
  /** Operations of its GraphQL interface that the verbs alone would misjudge. */
  readonly mutations?: Readonly<Record<string, { readonly effect: EffectKind; readonly type: ObjectType }>>;
  /** Requests that are plain reads although their method writes, as `METHOD path`. */
  readonly reads?: RegExp;
  readonly examples: readonly PlatformExample[];
}

/** Run by the tests: what a request must be read as. */
export interface PlatformExample {
  readonly request: string;
  readonly body?: string;
  readonly effect: EffectKind;
  readonly object?: string;
}

import type { Environment, TextRange } from '../effect/effect.ts';
import type { EffectKind } from '../effect/kind.ts';
import type { ObjectType } from '../effect/object.ts';
import type { Trait } from '../effect/trait.ts';
import type { Context, Embedded, HttpRequest, Problem, Source } from '../reading/reader.ts';
import type { Platform } from './platform.ts';
import type { Address } from './parse/request.ts';

/** What one request does, gathered. */
export interface HttpRun {
  readonly source: Source;
  readonly context: Context;
  readonly request: HttpRequest;
  readonly address: Address;
  readonly platform: Platform | undefined;
  readonly environment: Environment;
  readonly traits: readonly Trait[];
  readonly problems: Problem[];
  readonly embedded: Embedded[];
  /** Where `needle` stands in the text, else its address. */
  at(needle: string): TextRange;
  /** Where the last part of the address that reads so stands, else all of the address. */
  atPath(part: string): TextRange;
  emit(kind: EffectKind, type: ObjectType, name: string, range?: TextRange, traits?: readonly Trait[]): void;
}

/** Whether the platform says that this request only looks, whatever its method. */
export function isRead(run: HttpRun): boolean {
  const { platform, request, address } = run;
  if (platform?.readsUnless?.test(request.body ?? '') === true) return false;
  return platform?.reads?.test(`${request.method.toUpperCase()} ${address.path}`) === true;
}

/** The bytes sent to, or fetched from, the host itself. */
export function host(run: HttpRun, kind: 'network.fetch' | 'network.send', traits: readonly Trait[] = []): void {
  // Through a socket of this machine the name in the address means nothing.
  const name = run.request.socket === undefined ? run.address.host : 'localhost';
  run.emit(
    kind,
    name === '' ? 'unknown' : 'host',
    name === '' ? run.request.url : name,
    run.at(run.request.url),
    traits,
  );
}

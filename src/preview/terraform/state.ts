import { addressOf, withoutKeys } from './address.ts';
import { holdingOf, type Holding } from './holdings.ts';

/** One object that the state knows. */
export interface Instance {
  readonly address: string;
  readonly type: string;
  readonly holding: Holding;
  /** What the provider calls it: the first of its id, name, identifier and the like. */
  readonly id?: string;
  readonly region?: string;
  /** `protected`: the provider refuses to delete it · `last-snapshot`, `no-snapshot`: what it is set to leave behind. */
  readonly guard?: 'protected' | 'last-snapshot' | 'no-snapshot';
  /** Addresses, without keys, of what it is built on. */
  readonly builtOn: readonly string[];
}

export interface State {
  readonly serial: string;
  readonly lineage: string;
  readonly instances: readonly Instance[];
}

export type StateText =
  | { readonly ok: true; readonly state: State }
  | { readonly ok: false; readonly why: 'syntax' | 'form' | 'encrypted' };

/** A state of format 4 (Terraform 0.12 and newer, OpenTofu). Every value in it is somebody else's text. */
export function readState(text: string): StateText {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: 'syntax' };
  }
  if (!isRecord(value)) return { ok: false, why: 'form' };
  if ('encrypted_data' in value) return { ok: false, why: 'encrypted' };
  const resources: unknown = value['resources'];
  if (value['version'] !== 4 || !Array.isArray(resources)) return { ok: false, why: 'form' };
  const instances: Instance[] = [];
  for (const resource of resources as unknown[]) {
    if (!isRecord(resource)) return { ok: false, why: 'form' };
    const { mode, type, name, module, instances: own } = resource;
    if (typeof type !== 'string' || typeof name !== 'string' || !Array.isArray(own)) return { ok: false, why: 'form' };
    // What it only looks up is not its own to destroy.
    if (mode !== 'managed') continue;
    for (const instance of own as unknown[]) {
      if (!isRecord(instance)) return { ok: false, why: 'form' };
      instances.push(instanceOf(typeof module === 'string' ? module : undefined, type, name, instance));
    }
  }
  return {
    ok: true,
    state: { serial: textOf(value['serial']) ?? '', lineage: textOf(value['lineage']) ?? '', instances },
  };
}

type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function instanceOf(module: string | undefined, type: string, name: string, instance: JsonRecord): Instance {
  const { index_key: key, attributes: found, dependencies } = instance;
  const attributes = isRecord(found) ? found : {};
  const guard = guardOf(attributes);
  const id = IDS.map((one) => textOf(attributes[one])).find((one) => one !== undefined && one !== '');
  const region = textOf(attributes['region'] ?? attributes['location'] ?? attributes['availability_zone']);
  return {
    address: addressOf(module, type, name, typeof key === 'string' || typeof key === 'number' ? key : undefined),
    type,
    holding: holdingOf(type),
    ...(id === undefined ? {} : { id }),
    ...(region === undefined || region === '' ? {} : { region }),
    ...(guard === undefined ? {} : { guard }),
    builtOn: Array.isArray(dependencies)
      ? (dependencies as unknown[]).flatMap((one) => (typeof one === 'string' ? [withoutKeys(one)] : []))
      : [],
  };
}

/** Names that people know an object by, before the provider's own number for it. */
const IDS = ['bucket', 'identifier', 'cluster_identifier', 'name', 'id', 'arn', 'self_link'];

function guardOf(attributes: JsonRecord): Instance['guard'] {
  const on = (name: string): boolean => attributes[name] === true;
  if (on('deletion_protection') || on('deletion_protection_enabled') || on('disable_api_termination'))
    return 'protected';
  if (attributes['skip_final_snapshot'] === false) return 'last-snapshot';
  return on('skip_final_snapshot') ? 'no-snapshot' : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

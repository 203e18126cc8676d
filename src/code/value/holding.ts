import { below } from './parameters.ts';
import { elementOf } from './produced.ts';
import type { Entry, Term } from '../term/term.ts';
import { DATA, keyOf } from './value.ts';
import type { Value } from './value.ts';

/** What lists and records come to hold after they are written. */
export interface Holding {
  /** What may be in it. */
  elements(value: Value, of: (term: Term) => readonly Value[]): readonly Value[];
  /** Puts something in; true: that is new. */
  put(on: Value, values: readonly Value[]): boolean;
  /** Somebody who is not seen may put things in; true: that is new. */
  leaks(value: Value): boolean;
  isChanged(value: Value): boolean;
  /** What a record has come to hold besides what is written in it. */
  putIn(value: Value): readonly Value[];
  /** Whether a record may have other members than are written. */
  isOpen(site: Term): boolean;
}

/** An entry that nobody has written. */
export const UNKNOWN: Entry = { value: { op: 'any', parts: [], range: [0, 0] } };

const keyOfSite = ({ op, range }: Term): string => `${op} ${range.join()}`;

/** Lists and records are told apart by where they are made, many by what they are many of. */
function holderOf(value: Value): string | undefined {
  if (value.is === 'many') return keyOf(value);
  return value.is === 'list' || value.is === 'record' ? keyOfSite(value.site) : undefined;
}

/** `isSeen`: every way to put something in is known; else a list may hold anything besides. */
export function holding(isSeen: boolean): Holding {
  const inside = new Map<string, Map<string, Value>>();
  /** In something of which is not known what it is: in all that somebody who is not seen may have. */
  const inUnknown = new Map<string, Value>();
  const open = new Set<string>();
  const leaked = new Set<string>();
  let storesAnywhere = false;

  const filled = (map: Map<string, Value>, values: readonly Value[]): boolean => {
    const { size } = map;
    for (const value of values) map.set(keyOf(value), value);
    return map.size > size;
  };

  return {
    elements(value, of) {
      const key = holderOf(value);
      if (value.is === 'record' && !open.has(key ?? '') && isSeen)
        return value.entries.map(({ name }) =>
          name === undefined ? DATA : { is: 'text', text: name, range: value.site.range },
        );
      if (key === undefined || value.is === 'record') return [elementOf(value)];
      const put = [...(inside.get(key)?.values() ?? []), ...(leaked.has(key) ? inUnknown.values() : [])];
      if (value.is === 'many') return [value.of, ...put];
      const parts = value.is === 'list' ? value.parts.flatMap(of) : [];
      return below([...parts, ...put, ...(isSeen ? [] : [DATA])]);
    },
    put(on, values) {
      switch (on.is) {
        case 'list':
        case 'many': {
          const key = holderOf(on) ?? '';
          const map = inside.get(key) ?? new Map<string, Value>();
          inside.set(key, map);
          return filled(map, values);
        }
        case 'record': {
          const key = keyOfSite(on.site);
          const isNew = !open.has(key);
          open.add(key);
          const map = inside.get(key) ?? new Map<string, Value>();
          inside.set(key, map);
          return filled(map, values) || isNew;
        }
        case 'data':
        case 'member':
        case 'object': {
          const isNew = filled(inUnknown, values) || !storesAnywhere;
          storesAnywhere = true;
          return isNew;
        }
        default:
          return false;
      }
    },
    leaks(value) {
      const key = holderOf(value);
      if (key === undefined) return false;
      const isNew = !leaked.has(key);
      leaked.add(key);
      return isNew;
    },
    isChanged(value) {
      if (value.is !== 'list') return true;
      const key = keyOfSite(value.site);
      return inside.has(key) || (leaked.has(key) && inUnknown.size > 0);
    },
    putIn(value) {
      if (value.is !== 'record' || !value.entries.includes(UNKNOWN)) return [];
      const key = keyOfSite(value.site);
      const put = [...(inside.get(key)?.values() ?? [])];
      return !inside.has(key) || (leaked.has(key) && storesAnywhere) ? [...put, DATA] : put;
    },
    isOpen(site) {
      const key = keyOfSite(site);
      return open.has(key) || (leaked.has(key) && storesAnywhere);
    },
  };
}

import { redact, redactAction } from '../action/redact.ts';
import type { RecordEntry } from '../review/recordEntry.ts';

/** Longest text in one field of a line, in UTF-16 units. The digest names the whole. */
const MOST_TEXT = 64 * 1024;
const MOST_ITEMS = 1_000;

/** What goes into the line: long texts and lists cut, secrets masked. */
export function compact(entry: RecordEntry): unknown {
  const line = shorten(entry) as RecordEntry;
  // Cut first: looking for secrets in 16 MiB would hold up everything else.
  return line.type === 'intent'
    ? { ...masked({ ...line, action: {} }), action: redactAction(line.action) }
    : masked(line);
}

function shorten(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length <= MOST_TEXT ? value : `${value.slice(0, MOST_TEXT)}… (${value.length} in all)`;
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(shorten);
  return typeof value === 'object' && value !== null ? mapped(value, (_, inner) => shorten(inner)) : value;
}

/** Our own hashes and ids look like secrets, and are none. */
const FIXED = new Set(['id', 'digest', 'seen', 'jti', 'grant', 'key', 'epoch', 'sha256', 'type', 'state', 'kind']);

function masked(value: object): object {
  return mapped(value, (name, inner) => (FIXED.has(name) ? inner : mask(inner)));
}

function mask(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(mask);
  return typeof value === 'object' && value !== null ? masked(value) : value;
}

function mapped(value: object, change: (name: string, inner: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(name, inner)]));
}

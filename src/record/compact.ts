import type { Action } from '../action/action.ts';
import { redact, redactAction } from '../action/redact.ts';
import type { RecordEntry } from '../review/recordEntry.ts';

/** Longest text in one field of a line, in UTF-16 units. The digest names the whole. */
const MOST_TEXT = 64 * 1024;
const MOST_ITEMS = 1_000;

/** What goes into the line: long texts and lists cut, secrets masked. */
export function compact(entry: RecordEntry): unknown {
  if (entry.type !== 'intent') return kept(entry, redact);
  const { action, ...rest } = entry;
  // Cut first: looking for secrets in 16 MiB would hold up everything else.
  return { ...(kept(rest, redact) as object), action: redactAction(kept(action, asItIs) as Action) };
}

/** Our own hashes and ids look like secrets, and are none. */
const FIXED = new Set(['id', 'digest', 'seen', 'jti', 'grant', 'key', 'epoch', 'sha256', 'type', 'state', 'kind']);

type Change = (text: string) => string;

const asItIs: Change = (text) => text;

function kept(value: unknown, change: Change): unknown {
  if (typeof value === 'string') return change(cut(value));
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => kept(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, kept(inner, FIXED.has(name) ? asItIs : change)]),
  );
}

function cut(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}… (${text.length} in all)`;
}

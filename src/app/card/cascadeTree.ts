import type { PreviewEntry } from '../../preview/preview.ts';

/** Deeper ones stand no further in: a card is narrow. */
const DEEPEST = 3;

export interface Placed {
  readonly entry: PreviewEntry;
  /** 0: nothing takes it along. */
  readonly depth: number;
}

/** Entries in the order in which they came, but what a cascade takes along stands below what takes it. */
export function inTree(entries: readonly PreviewEntry[]): readonly Placed[] {
  const left = new Set(entries);
  const placed: Placed[] = [];
  const place = (entry: PreviewEntry, depth: number): void => {
    if (!left.delete(entry)) return;
    placed.push({ entry, depth });
    for (const other of entries) if (takes(entry, other)) place(other, Math.min(DEEPEST, depth + 1));
  };
  for (const entry of entries) if (!entries.some((other) => other !== entry && takes(other, entry))) place(entry, 0);
  // Ways that go in a circle.
  for (const entry of entries) place(entry, 0);
  return placed;
}

function takes(entry: PreviewEntry, other: PreviewEntry): boolean {
  return (
    entry.via !== 'trigger' &&
    other.via === 'cascade' &&
    other.from === entry.object.name &&
    other.object.connection?.target === entry.object.connection?.target
  );
}

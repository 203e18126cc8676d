/** What a command really took from a tree: relative path → content (a link's target), before and after. */
export interface Taken {
  /** Files whose old content is nowhere any more, though their name still is. */
  readonly replaced: readonly string[];
  readonly deleted: readonly string[];
}

/** A moved or packed file is not lost, nor is what the command keeps under another name. */
export function takenBy(command: string, before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Taken {
  const moved = /\bmv /.test(command);
  // `mv -b` keeps what it replaces under a name with a tilde, or in a folder of such a name.
  const isKept = (name: string, text: string): boolean => before.get(name) !== text && (!moved || name.includes('~'));
  const kept = new Set([...now].flatMap(([name, text]) => (isKept(name, text) ? [text] : [])));
  const replaced = [...before].filter(([name, text]) => now.has(name) && now.get(name) !== text && !kept.has(text));
  const packed = /^(?:gzip|gunzip|bzip2|xz) /.test(command);
  const deleted = moved || packed ? [] : [...before.keys()].filter((name) => !now.has(name));
  return { replaced: replaced.map(([name]) => name), deleted };
}

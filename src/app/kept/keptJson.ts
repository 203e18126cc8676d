import type { Secrets } from './secrets.ts';

/** What a person has said, kept where no file can reach it: one value as JSON. */
export interface KeptJson<T> {
  /** Read anew each time, since another window may have changed it. What cannot be read is nothing. Never rejects. */
  now(): Promise<T>;
  /** One change after the other. Rejects when it cannot be read or written: what is not known is not written over. */
  change(make: (kept: T) => T): Promise<void>;
}

/** `valueOf`: of what was parsed; of undefined, where nothing is kept or it is no JSON. */
export function openKeptJson<T>(secrets: Secrets, key: string, valueOf: (parsed: unknown) => T): KeptJson<T> {
  let last: Promise<unknown> = Promise.resolve();
  const keptIn = (text: string | undefined): T => valueOf(text === undefined ? undefined : parsed(text));
  return {
    now: () => secrets.get(key).then(keptIn, () => valueOf(undefined)),
    change(make) {
      const mine = last.then(async () => secrets.store(key, JSON.stringify(make(keptIn(await secrets.get(key))))));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

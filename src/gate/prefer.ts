/** Longest wait in seconds: as long as a hold may last. */
const LONGEST_WAIT = 86_400;

/** Seconds of `Prefer: wait=…` (RFC 7240); undefined when the client does not want to wait. The first one counts. */
export function waitOf(prefer: string | readonly string[] | undefined): number | undefined {
  const header = typeof prefer === 'string' ? prefer : (prefer?.join(',') ?? '');
  for (const part of header.split(',')) {
    const found = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;.*)?$/i.exec(part);
    if (found !== null) return Math.min(Number(found[1]), LONGEST_WAIT);
  }
  return undefined;
}

import { randomBytes } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new ULID: 48 bits of time in milliseconds, 80 random bits, in Crockford's base 32. */
export function newUlid(now: number): string {
  let time = '';
  for (let i = 0, rest = now; i < 10; i++, rest = Math.floor(rest / 32)) time = `${LETTERS[rest % 32]}${time}`;
  return time + [...randomBytes(16)].map((byte) => LETTERS[byte % 32]).join('');
}

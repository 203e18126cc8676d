import { randomBytes } from 'node:crypto';
import type { Random } from '../../review/ports.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** How many bytes are drawn at once: each draw is a call into the system, and a passed command needs three. */
const DRAWN = 1024;

let drawn = randomBytes(0);

/** Each byte is given out once. */
function bytes(count: number): Buffer {
  if (drawn.length < count) drawn = randomBytes(DRAWN);
  const given = drawn.subarray(0, count);
  drawn = drawn.subarray(count);
  return given;
}

/** From the system's generator. */
export const systemRandom: Random = {
  ulid() {
    let time = Date.now();
    let head = '';
    for (let i = 0; i < 10; i += 1) {
      head = `${CROCKFORD[time % 32] ?? ''}${head}`;
      time = Math.floor(time / 32);
    }
    return head + [...bytes(16)].map((byte) => CROCKFORD[byte % 32]).join('');
  },
  token: () => bytes(32).toString('base64url'),
};

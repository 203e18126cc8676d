import { randomBytes } from 'node:crypto';
import type { Random } from '../../review/ports.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** From the system's generator. */
export const systemRandom: Random = {
  ulid() {
    let time = Date.now();
    let head = '';
    for (let i = 0; i < 10; i += 1) {
      head = `${CROCKFORD[time % 32] ?? ''}${head}`;
      time = Math.floor(time / 32);
    }
    return head + [...randomBytes(16)].map((byte) => CROCKFORD[byte % 32]).join('');
  },
  token: () => randomBytes(32).toString('base64url'),
};

import { GRANT_SECONDS, type GrantClaims } from './grant.ts';
import type { Hold } from './hold.ts';
import type { Clock, Digests, Random, Signer } from './ports.ts';
import type { Claimed } from './service.ts';

/** A wall clock that moved this many milliseconds away from the monotonic one was set, or the machine slept. */
const CLOCK_JUMP = 2_000;

/** Issued grants are remembered this long, to name a late claim properly. */
const REMEMBER = 60 * 60 * 1000;

interface Issued {
  readonly id: string;
  readonly wall: number;
  readonly monotonic: number;
}

export type Checked = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly claimed: Claimed };

export interface Grants {
  issue(
    hold: Pick<Hold, 'id' | 'digest'>,
    more: { readonly by: 'person' | 'rules'; readonly seen: string; readonly rules: string; readonly epoch: string },
  ): Promise<{ readonly jti: string; readonly grant: string }>;
  /** Everything about a grant but its use: signature, place, epoch, both clocks, digest. */
  check(
    jti: string,
    grant: string,
    digest: string,
    now: { readonly epoch: string; readonly stopped: boolean },
  ): Promise<Checked>;
  /** A stop or a lost socket: what was issued is worth nothing. */
  voidAll(): void;
}

export interface GrantParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly signer: Signer;
  readonly digests: Digests;
  /** Real path of the workspace. */
  readonly workspace: string;
}

export function openGrants({ clock, random, signer, digests, workspace }: GrantParts): Grants {
  const issued = new Map<string, Issued>();
  const here = digests.sha256(workspace).slice(0, 16);

  const forgetOld = (): void => {
    for (const [jti, grant] of issued) {
      if (clock.monotonic() - grant.monotonic < REMEMBER) break;
      issued.delete(jti);
    }
  };
  const no = (claimed: 'expired' | 'foreign' | 'forged' | 'changed', what: string): Checked => ({
    ok: false,
    claimed: { claimed, what },
  });

  return {
    async issue(hold, { by, seen, rules, epoch }) {
      forgetOld();
      const jti = random.token();
      const wall = clock.wall();
      const iat = Math.floor(wall / 1000);
      const claims: GrantClaims = {
        iss: 'keyturn',
        sub: hold.id,
        digest: hold.digest,
        seen,
        rules,
        workspace: here,
        epoch,
        by,
        iat,
        exp: iat + GRANT_SECONDS,
        jti,
      };
      const grant = await signer.sign(claims);
      issued.set(jti, { id: hold.id, wall: clock.wall(), monotonic: clock.monotonic() });
      return { jti, grant };
    },
    async check(jti, grant, digest, now) {
      const claims = await signer.verify(grant);
      if (claims === undefined) return no('forged', 'signature');
      if (claims.jti !== jti) return no('forged', 'jti');
      if (claims.workspace !== here) return no('foreign', 'workspace');
      if (now.stopped) return no('expired', 'stopped');
      if (claims.epoch !== now.epoch) return no('expired', 'epoch');
      const known = issued.get(jti);
      if (known === undefined || known.id !== claims.sub) return no('expired', 'epoch');
      const wall = clock.wall() - known.wall;
      const monotonic = clock.monotonic() - known.monotonic;
      if (Math.abs(wall - monotonic) > CLOCK_JUMP) return no('expired', 'clock-jump');
      if (Math.max(wall, monotonic) > GRANT_SECONDS * 1000) return no('expired', 'time');
      if (claims.digest !== digest) return no('changed', 'digest');
      return { ok: true, id: claims.sub };
    },
    voidAll() {
      issued.clear();
    },
  };
}

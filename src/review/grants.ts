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

type Refused = Extract<Claimed, { readonly what: string }>;
export type Read =
  | { readonly ok: true; readonly claims: GrantClaims }
  | { readonly ok: false; readonly refused: Refused };

export interface Grants {
  issue(
    hold: Pick<Hold, 'id' | 'digest'>,
    more: { readonly by: 'person' | 'rules'; readonly seen: string; readonly rules: string; readonly epoch: string },
  ): Promise<{ readonly jti: string; readonly grant: string }>;
  /** What is signed, if this key signed it, under this number, for this workspace. */
  read(jti: string, grant: string): Promise<Read>;
  /** Why a grant that was read may not be claimed now: stopped, another epoch, either clock, other bytes. */
  stale(
    claims: GrantClaims,
    digest: string,
    now: { readonly epoch: string; readonly stopped: boolean },
  ): Refused | undefined;
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
    async read(jti, grant) {
      const claims = await signer.verify(grant);
      if (claims === undefined) return { ok: false, refused: { claimed: 'forged', what: 'signature' } };
      if (claims.jti !== jti) return { ok: false, refused: { claimed: 'forged', what: 'jti' } };
      if (claims.workspace !== here) return { ok: false, refused: { claimed: 'foreign', what: 'workspace' } };
      return { ok: true, claims };
    },
    stale(claims, digest, now) {
      const known = issued.get(claims.jti);
      if (now.stopped) return { claimed: 'expired', what: 'stopped' };
      if (claims.epoch !== now.epoch || known === undefined || known.id !== claims.sub)
        return { claimed: 'expired', what: 'epoch' };
      const wall = clock.wall() - known.wall;
      const monotonic = clock.monotonic() - known.monotonic;
      if (Math.abs(wall - monotonic) > CLOCK_JUMP) return { claimed: 'expired', what: 'clock-jump' };
      if (Math.max(wall, monotonic) > GRANT_SECONDS * 1000) return { claimed: 'expired', what: 'time' };
      return claims.digest === digest ? undefined : { claimed: 'changed', what: 'digest' };
    },
    voidAll() {
      issued.clear();
    },
  };
}

import type { Environment } from '../../effect/effect.ts';

/** From the mildest on. What is not known is worse than staging: it may be anything. */
export const ENVIRONMENT_RANK: Readonly<Record<Environment, number>> = {
  local: 0,
  staging: 1,
  unknown: 2,
  production: 3,
};

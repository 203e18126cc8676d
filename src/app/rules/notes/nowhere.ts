import type { Ground } from '../../../effect/place.ts';

/** A place that is made up: where a text is tried for what rules say of it, and no disk is read. */
export const NOWHERE: Ground & { readonly cwd: string } = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/user',
};

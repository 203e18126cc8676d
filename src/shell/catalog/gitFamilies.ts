import { git } from './git.ts';
import type { Families } from './tool.ts';

/** Loaded with the first call of git. */
export const GIT: Families = {
  git,
};

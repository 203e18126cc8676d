import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from '../../effect/path.ts';

/**
 * Whether a file or folder of a tool's settings is one that the workspace's agent may write: it lies in the workspace, by its
 * name or by where a link leads, or is not the same wherever the tool is started.
 */
export async function isOfWorkspace(place: string, workspace: string): Promise<boolean> {
  if (!path.isAbsolute(place) || isInside(path.normalize(place), workspace)) return true;
  const [real, root] = await Promise.all([place, workspace].map((one) => realpath(one).catch(() => one)));
  return isInside(real ?? place, root ?? workspace);
}

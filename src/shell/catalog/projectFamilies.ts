import { interpreters } from './interpreters.ts';
import { pythonTools } from './python.ts';
import { nodeTools } from './node.ts';
import { packagesJs } from './packagesJs.ts';
import { taskRunnersTools } from './taskRunners.ts';
import { packagesNative } from './packagesNative.ts';
import { packagesPython } from './packagesPython.ts';
import { project } from './project.ts';
import type { Families } from './tool.ts';

/** What builds, tests and runs a project: loaded with the first call of one of its everyday names (`LATER`). */
export const PROJECT: Families = {
  interpreters,
  python: pythonTools,
  node: nodeTools,
  packagesJs,
  taskRunners: taskRunnersTools,
  packagesNative,
  packagesPython,
  project,
};

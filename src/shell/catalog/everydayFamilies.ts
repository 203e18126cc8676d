import { containers } from './containers.ts';
import { composeTools } from './compose.ts';
import { filesystem } from './filesystem.ts';
import { editingTools } from './editing.ts';
import { permissionsTools } from './permissions.ts';
import { searchesTools } from './searches.ts';
import { forges } from './forges.ts';
import { git } from './git.ts';
import { http } from './http.ts';
import { interpreters } from './interpreters.ts';
import { pythonTools } from './python.ts';
import { nodeTools } from './node.ts';
import { packagesJs } from './packagesJs.ts';
import { taskRunnersTools } from './taskRunners.ts';
import { packagesNative } from './packagesNative.ts';
import { packagesPython } from './packagesPython.ts';
import { project } from './project.ts';
import { reading } from './reading.ts';
import { listingTools } from './listing.ts';
import { textToolsTools } from './textTools.ts';
import { streamEditorsTools } from './streamEditors.ts';
import { searchTools } from './search.ts';
import { machineTools } from './machine.ts';
import { shells } from './shells.ts';
import { postgresTools } from './postgres.ts';
import { processesTools } from './processes.ts';
import { wrappers } from './wrappers.ts';
import { otherUsersTools } from './otherUsers.ts';
import { environmentsTools } from './environments.ts';
import { repeatingTools } from './repeating.ts';
import type { Families } from './tool.ts';

/**
 * The families of an agent's working day: loaded with the first shell text, which waits for each of them. All others are `RARE`. Adding a tool is
 * adding it to a family file; adding a family is one line here or there.
 */
export const EVERYDAY: Families = {
  containers,
  compose: composeTools,
  filesystem,
  editing: editingTools,
  permissions: permissionsTools,
  searches: searchesTools,
  forges,
  git,
  http,
  interpreters,
  python: pythonTools,
  node: nodeTools,
  packagesJs,
  taskRunners: taskRunnersTools,
  packagesNative,
  packagesPython,
  project,
  reading,
  listing: listingTools,
  textTools: textToolsTools,
  streamEditors: streamEditorsTools,
  search: searchTools,
  machine: machineTools,
  shells,
  postgres: postgresTools,
  processes: processesTools,
  wrappers,
  otherUsers: otherUsersTools,
  environments: environmentsTools,
  repeating: repeatingTools,
};

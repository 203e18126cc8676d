import { agents } from './agents.ts';
import { buildTools } from './buildTools.ts';
import { clouds } from './clouds.ts';
import { containers } from './containers.ts';
import { converters } from './converters.ts';
import { filesystem } from './filesystem.ts';
import { forges } from './forges.ts';
import { git } from './git.ts';
import { http } from './http.ts';
import { infrastructure } from './infrastructure.ts';
import { inspection } from './inspection.ts';
import { interpreters } from './interpreters.ts';
import { known } from './known.ts';
import { kubernetes } from './kubernetes.ts';
import { languageTools } from './languageTools.ts';
import { media } from './media.ts';
import { messages } from './messages.ts';
import { migrations } from './migrations.ts';
import { packagesJs } from './packagesJs.ts';
import { packagesNative } from './packagesNative.ts';
import { packagesOther } from './packagesOther.ts';
import { packagesPython } from './packagesPython.ts';
import { packagesSystem } from './packagesSystem.ts';
import { platforms } from './platforms.ts';
import { project } from './project.ts';
import { reading } from './reading.ts';
import { remote } from './remote.ts';
import { runners } from './runners.ts';
import { secrets } from './secrets.ts';
import { shells } from './shells.ts';
import { sqlClients } from './sqlClients.ts';
import { stores } from './stores.ts';
import { system } from './system.ts';
import { tables } from './tables.ts';
import type { Tool } from './tool.ts';
import { windows } from './windows.ts';
import { windowsShells } from './windowsShells.ts';
import { workspaceTools } from './workspaceTools.ts';
import { wrappers } from './wrappers.ts';

/** Every family. Adding a tool is adding it to a family file; adding a family is one line here. */
export const FAMILIES: Readonly<Record<string, readonly Tool[]>> = {
  agents,
  buildTools,
  clouds,
  containers,
  converters,
  filesystem,
  forges,
  git,
  http,
  infrastructure,
  inspection,
  interpreters,
  known,
  kubernetes,
  languageTools,
  media,
  messages,
  migrations,
  packagesJs,
  packagesNative,
  packagesOther,
  packagesPython,
  packagesSystem,
  platforms,
  project,
  reading,
  remote,
  runners,
  secrets,
  shells,
  sqlClients,
  stores,
  system,
  tables,
  windows,
  windowsShells,
  workspaceTools,
  wrappers,
};

let tools: ReadonlyMap<string, Tool> | undefined;

export function toolNamed(name: string): Tool | undefined {
  tools ??= new Map(
    Object.values(FAMILIES).flatMap((family) =>
      family.flatMap((tool) => tool.names.split(' ').map((one): [string, Tool] => [one, tool])),
    ),
  );
  // WSL and Git for Windows name programs with their ending.
  return tools.get(name) ?? (/\.exe$/i.test(name) ? tools.get(name.slice(0, -'.exe'.length).toLowerCase()) : undefined);
}

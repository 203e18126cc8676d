import type { Tool } from './tool.ts';
import { filesystem } from './filesystem.ts';
import { reading } from './reading.ts';
import { git } from './git.ts';
import { http } from './http.ts';
import { interpreters } from './interpreters.ts';
import { sqlClients } from './sqlClients.ts';
import { stores } from './stores.ts';
import { remote } from './remote.ts';
import { shells } from './shells.ts';
import { wrappers } from './wrappers.ts';

/** Every family. Adding a tool is adding it to a family file; adding a family is one line here. */
export const FAMILIES: readonly (readonly Tool[])[] = [
  filesystem,
  reading,
  git,
  wrappers,
  shells,
  http,
  remote,
  sqlClients,
  stores,
  interpreters,
];

let tools: ReadonlyMap<string, Tool> | undefined;

export function toolNamed(name: string): Tool | undefined {
  tools ??= new Map(FAMILIES.flat().flatMap((tool) => tool.names.split(' ').map((one) => [one, tool])));
  return tools.get(name);
}

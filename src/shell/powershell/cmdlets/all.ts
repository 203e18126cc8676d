import type { Cmdlet } from '../cmdlet.ts';
import { disks } from './disks.ts';
import { fileLooks } from './fileLooks.ts';
import { files } from './files.ts';
import { looking } from './looking.ts';
import { moduleCmdlet, modules } from './modules.ts';
import { network } from './network.ts';
import { objects } from './objects.ts';
import { packages } from './packages.ts';
import { running } from './running.ts';
import { scheduling } from './scheduling.ts';
import { system } from './system.ts';

/** Every family of cmdlets. Adding a cmdlet is adding it to a family file. */
export const CMDLETS: Readonly<Record<string, readonly Cmdlet[]>> = {
  disks,
  fileLooks,
  files,
  looking,
  modules,
  network,
  objects,
  packages,
  running,
  scheduling,
  system,
};

let byName: ReadonlyMap<string, Cmdlet> | undefined;

/** `name` in lower case. */
export function cmdletNamed(name: string): Cmdlet | undefined {
  byName ??= new Map(
    Object.values(CMDLETS).flatMap((family) =>
      family.flatMap((cmdlet) => cmdlet.names.split(' ').map((one): [string, Cmdlet] => [one, cmdlet])),
    ),
  );
  return byName.get(name) ?? moduleCmdlet(name);
}

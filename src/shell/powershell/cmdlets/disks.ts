import { act } from '../../effects/act.ts';
import { plainArg } from '../../state/arg.ts';
import type { Bound, Cmdlet } from '../cmdlet.ts';
import { givenItems, isGiven } from '../cmdlet.ts';
import { NOTHING } from '../value.ts';
import type { Value } from '../value.ts';

function disk(bound: Bound): Value {
  const { call, range } = bound;
  const found = givenItems(
    bound,
    'driveletter',
    'number',
    'disknumber',
    'friendlyname',
    'uniqueid',
    'path',
    'filesystemlabel',
    'inputobject',
    'name',
  );
  for (const arg of found.length > 0 ? found : [plainArg('*', range)]) {
    const letter =
      isGiven(bound, 'driveletter') && /^[A-Za-z]$/.test(arg.value) ? `${arg.value.toUpperCase()}:` : arg.value;
    act(call, 'system.disk', 'device', letter, arg.range, { undo: 'none' });
  }
  return NOTHING;
}

/** Volumes, partitions and whole disks. */
export const disks: readonly Cmdlet[] = [
  {
    names:
      'format-volume clear-disk initialize-disk remove-partition set-disk set-partition resize-partition new-partition remove-virtualdisk remove-storagepool reset-physicaldisk optimize-volume repair-volume convert-vhd resize-vhd new-volume remove-volume',
    options:
      'driveletter= number= disknumber= partitionnumber= friendlyname= uniqueid= path= filesystemlabel= inputobject= name= filesystem= newfilesystemlabel= full removedata removeoem confirm force partitionstyle= size= allocationunitsize= compress isoffline= isreadonly= usemaximumsize assigndriveletter newdriveletter= retrim defrag analyze',
    positions: 'driveletter',
    input: 'inputobject',
    also: disk,
    examples: {
      held: { 'Format-Volume -DriveLetter D -Force': 'system.disk', 'Clear-Disk -Number 1 -RemoveData': 'system.disk' },
    },
  },
];

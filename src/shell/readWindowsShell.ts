import type { Reader } from '../reading/reader.ts';
import { readCmd } from './cmd/readCmd.ts';
import { PROJECT_CODE } from './catalog/projectCode.ts';
import { openShell } from './commands/walk.ts';
import { guarded } from './guarded.ts';
import { readPowershell } from './powershell/readPowershell.ts';
import { startScope } from './startScope.ts';
import { readingOf } from './state/run.ts';

/** Reads a text of PowerShell or, where its dialect is `cmd`, of cmd. Synchronous, never throws. */
export const readWindowsShell: Reader = (source, context) =>
  guarded(source, (run) => {
    const read = source.dialect === 'cmd' ? readCmd : readPowershell;
    read(openShell(run, PROJECT_CODE), startScope(run, context, source), source);
    return readingOf(run);
  });

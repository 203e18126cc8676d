import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { verifyRecord } from '../record/verify.ts';
import { placeOf } from './client/place.ts';
import { USAGE } from './exitCode.ts';
import { print, tell } from './terminal.ts';

/** `keyturn verify`: every record of this place is whole, and nothing ran without a grant. 0 or 1. */
export async function verify(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    tell(sentences.usage('keyturn verify'));
    return USAGE;
  }
  const folder = path.join(placeOf(process.env), 'record');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  let whole = true;
  for (const name of names.sort()) {
    const verified = await verifyRecord(path.join(folder, name));
    whole &&= verified.whole;
    print(
      verified.whole ? sentences.recordWhole(name, verified.entries) : sentences.recordBroken(name, verified.entries),
    );
    for (const { code, file, line, id } of verified.faults) print(sentences.recordFault(code, file, line, id ?? ''));
  }
  if (names.length === 0) print(sentences.noRecord(folder));
  return whole ? 0 : 1;
}

import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { verifyRecord, type VerifyOptions } from '../record/verify.ts';
import { placeOf } from './client/place.ts';
import { listWindows, type Window } from './client/window.ts';
import { USAGE } from './exitCode.ts';
import { healthOf } from './status.ts';
import { print, tell } from './terminal.ts';

/** `keyturn verify`: every record of this place is whole, and nothing ran without a grant. 0 or 1. */
export async function verify(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    tell(sentences.usage('keyturn verify'));
    return USAGE;
  }
  const place = placeOf(process.env);
  const folder = path.join(place, 'record');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const windows = windowsByRecord(place);
  const key = rawKeyOf(path.join(place, 'key.pub'));
  let whole = true;
  for (const name of names.sort()) {
    const window = windows.get(name);
    // First where the window says it ends, then what is there: in the other order a new line would look like a cut one.
    const end = window === undefined ? undefined : (await healthOf(window))?.record;
    const options: VerifyOptions = { ...(key === undefined ? {} : { key }), ...(end === undefined ? {} : { end }) };
    const verified = await verifyRecord(path.join(folder, name), options);
    whole &&= verified.whole;
    print(
      verified.whole
        ? sentences.recordWhole(name, verified.entries, verified.signedTo, end !== undefined)
        : sentences.recordBroken(name, verified.entries),
    );
    for (const { code, file, line, id } of verified.faults) print(sentences.recordFault(file, line, code, id ?? ''));
    for (const { code, file, line } of verified.remarks) print(sentences.recordRemark(file, line, code));
  }
  if (names.length === 0) print(sentences.noRecord(folder));
  return whole ? 0 : 1;
}

/** The open windows by the name of their record: the first 16 hex digits of SHA-256 of the root. */
function windowsByRecord(place: string): ReadonlyMap<string, Window> {
  return new Map(
    listWindows(place).flatMap((found) =>
      found.found === 'window'
        ? [[createHash('sha256').update(found.window.root).digest('hex').slice(0, 16), found.window] as const]
        : [],
    ),
  );
}

/** As in a JWK's `x`. Undefined: no key that can be read. */
function rawKeyOf(file: string): string | undefined {
  try {
    return createPublicKey(readFileSync(file)).export({ format: 'jwk' }).x;
  } catch {
    return undefined;
  }
}

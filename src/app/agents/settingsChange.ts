import { mkdir, rmdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { PlannedEdit } from '../../agents/agent.ts';
import { writeWhole } from '../../gate/windowFile.ts';
import { boundedFile } from '../../preview/boundedFile.ts';
import type { ConsentKind, Consents } from '../../review/consent.ts';
import { LARGEST_SETTINGS } from './settingsFile.ts';

export interface ChangeParts {
  readonly consents: Consents;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  /** Runs what writes settings, so that its change is nobody else's. */
  readonly own: <T>(write: () => Promise<T>) => Promise<T>;
}

type Values = Readonly<Record<string, string>>;

export interface OfferedChange {
  readonly kind: Extract<ConsentKind, 'connect-agent' | 'disconnect-agent'>;
  /** Whose settings they are: part of what is accepted. */
  readonly subject: string;
  /** For the card's sentences. */
  readonly values: () => Promise<Values & { readonly path: string }>;
  /** Made from the file as it is, once for the card and once more before it is written. */
  readonly plan: () => Promise<PlannedEdit>;
  /** What must be there before the file says so. */
  readonly accepted: () => Promise<void>;
}

/** Offers the exact change of one file on a card, and makes it when a person accepts it. `nothing`: it is so already. */
export async function offerChange(
  parts: ChangeParts,
  { kind, subject, values: valuesOf, plan, accepted }: OfferedChange,
): Promise<'changed' | 'nothing' | 'refused'> {
  const { consents, alarm } = parts;
  const planned = await plan();
  if (planned.plan === 'nothing') return 'nothing';
  const values = await valuesOf();
  if (planned.plan === 'unreadable') {
    alarm('agent.settings-unreadable', { ...values, what: planned.what });
    return 'refused';
  }
  const { path: file, before } = planned;
  const after = planned.plan === 'edit' ? planned.after : '';
  const agreed = await consents.offer({
    kind,
    content: JSON.stringify([subject, file, before ?? null, planned.plan, after]),
    values,
    file: { path: file, ...(before === undefined ? {} : { before }), after },
  });
  if (!agreed) return 'refused';
  const now = await plan();
  // What was accepted is this exact change of this exact text.
  const same = now.plan === planned.plan && now.before === before && (now.plan !== 'edit' || now.after === after);
  if (!same || (now.plan !== 'edit' && now.plan !== 'remove')) {
    alarm('agent.settings-changed', values);
    return 'refused';
  }
  await accepted();
  await makeChange(parts, now);
  return 'changed';
}

/** Makes a change that a person has accepted. */
export function makeChange({ own }: Pick<ChangeParts, 'own'>, planned: MadeChange): Promise<void> {
  const { path: file } = planned;
  return own(async () => {
    if (planned.plan === 'remove') {
      await unlink(file);
      return removeOwnFolders(path.dirname(file));
    }
    await mkdir(path.dirname(file), { recursive: true });
    // A person may have closed it to others: it may hold keys.
    return writeWhole(file, planned.after, (await readOwn(file)).mode);
  });
}

type MadeChange = Extract<PlannedEdit, { readonly plan: 'edit' | 'remove' }>;

/** Those that connecting made for a file of its own, named after Keyturn, as far as nobody put anything else there. */
async function removeOwnFolders(folder: string): Promise<void> {
  const above = path.dirname(folder);
  if (![path.basename(folder), path.basename(above)].includes('keyturn')) return;
  const gone = await rmdir(folder).then(
    () => true,
    () => false,
  );
  if (gone && path.basename(folder) !== 'keyturn') await removeOwnFolders(above);
}

interface OwnFile {
  readonly text?: string;
  readonly mode: number;
}

/** A settings file that is a plain file, or is not there. Throws for anything else: a link would lead to a file that the card did not name. */
export async function readOwn(file: string): Promise<OwnFile> {
  const found = await boundedFile(file, LARGEST_SETTINGS);
  if (found.ok) return { text: found.bytes.toString('utf8'), mode: found.mode };
  if (found.why === 'absent') return { mode: 0o644 };
  throw new Error(`${file} is not a plain file of at most ${LARGEST_SETTINGS} bytes (${found.why})`);
}

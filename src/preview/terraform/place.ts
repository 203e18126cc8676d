import fs from 'node:fs';
import path from 'node:path';
import { redact } from '../../action/redact.ts';
import { boundedFile } from '../boundedFile.ts';
import type { Remark } from '../preview.ts';
import { isRecord } from './state.ts';
import type { TerraformWords } from './terraformWords.ts';

/** Bytes of a note of Terraform's own, and of one file of its configuration. */
export const LARGEST_NOTE = 1024 * 1024;
/** Files of one folder of configuration that are looked through. */
const MOST_FILES = 200;

export type StatePlace =
  | { readonly ok: true; readonly file: string; readonly workspace: string; readonly workspaces: string }
  | { readonly ok: false; readonly why: Remark };

/** Where the state of a folder lies, as its own notes say. `named`: a workspace that the text or its environment names. */
export async function placeOfState(
  { folder, state }: Pick<TerraformWords, 'folder' | 'state'>,
  named: string | undefined,
): Promise<StatePlace> {
  const noted = await notedBackend(folder);
  if ('code' in noted) return { ok: false, why: noted };
  if (noted.type !== 'local') {
    const { type, config } = noted;
    return { ok: false, why: { code: 'unknown.terraform-remote', values: { backend: type, where: whereOf(config) } } };
  }
  const workspace = named ?? (await chosen(folder));
  if (workspace === undefined)
    return { ok: false, why: { code: 'unknown.terraform-note', values: { path: environmentOf(folder) } } };
  if (!isWorkspace(workspace))
    return { ok: false, why: { code: 'unknown.terraform-workspace', values: { workspace } } };
  const { path: own, workspace_dir: below } = noted.config;
  const workspaces = path.resolve(folder, typeof below === 'string' && below !== '' ? below : 'terraform.tfstate.d');
  const file =
    state ??
    (workspace === 'default'
      ? typeof own === 'string' && own !== ''
        ? own
        : 'terraform.tfstate'
      : path.join(workspaces, workspace, 'terraform.tfstate'));
  return { ok: true, file: path.resolve(folder, file), workspace, workspaces };
}

/** The file that says who works with a state just now. */
export function lockOf(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.lock.info`);
}

/** What Terraform takes for a workspace's name: nothing that a path or an address would read as something else. */
function isWorkspace(name: string): boolean {
  return /^[\w.~$&+:=@-]{1,200}$/.test(name) && name !== '.' && name !== '..';
}

interface Backend {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What `terraform init` has noted; without a note it is a local file, unless the configuration names another place. */
async function notedBackend(folder: string): Promise<Backend | Remark> {
  const file = path.join(folder, '.terraform', 'terraform.tfstate');
  const note = await boundedFile(file, LARGEST_NOTE);
  if (!note.ok) {
    if (note.why !== 'absent') return { code: 'unknown.terraform-note', values: { path: file } };
    const backend = await configuredBackend(folder);
    if (backend === undefined || backend === 'local') return { type: 'local', config: {} };
    return { code: 'unknown.terraform-not-initialised', values: { backend, path: folder } };
  }
  try {
    const value: unknown = JSON.parse(note.bytes.toString('utf8'));
    const backend: unknown = isRecord(value) ? value['backend'] : undefined;
    if (backend === undefined || backend === null) return { type: 'local', config: {} };
    if (isRecord(backend) && typeof backend['type'] === 'string')
      return { type: backend['type'], config: isRecord(backend['config']) ? backend['config'] : {} };
  } catch {
    // Said below: it is no note that can be read.
  }
  return { code: 'unknown.terraform-note', values: { path: file } };
}

const BACKEND = /^[ \t]*(?:backend[ \t]+"([\w-]{1,40})"|(cloud))[ \t]*\{/m;
const BACKEND_JSON = /"backend"\s*:\s*\[?\s*\{\s*"([\w-]{1,40})"|"(cloud)"\s*:\s*\[?\s*\{/;

/** The backend that the configuration's text names; nothing of it is evaluated. */
async function configuredBackend(folder: string): Promise<string | undefined> {
  for (const text of (await configuration(folder)).texts) {
    const [, backend, cloud] = BACKEND.exec(text) ?? BACKEND_JSON.exec(text) ?? [];
    if (backend !== undefined || cloud !== undefined) return backend ?? cloud;
  }
  return undefined;
}

/** Texts of one folder of configuration, as many as are read. */
export async function configuration(
  folder: string,
): Promise<{ readonly texts: readonly string[]; readonly whole: boolean }> {
  const names = await fs.promises.readdir(folder).catch((): string[] => []);
  const own = names.filter((one) => /\.(?:tf|tofu)(?:\.json)?$/.test(one));
  const texts: string[] = [];
  for (const name of own.slice(0, MOST_FILES)) {
    const file = await boundedFile(path.join(folder, name), LARGEST_NOTE);
    if (file.ok) texts.push(file.bytes.toString('utf8'));
  }
  return { texts, whole: texts.length === own.length };
}

/** Where Terraform writes down which workspace was chosen. */
export function environmentOf(folder: string): string {
  return path.join(folder, '.terraform', 'environment');
}

/** Undefined: what was chosen cannot be read. */
async function chosen(folder: string): Promise<string | undefined> {
  const file = await boundedFile(environmentOf(folder), 1024);
  if (!file.ok) return file.why === 'absent' ? 'default' : undefined;
  const name = file.bytes.toString('utf8').trim();
  return name === '' ? 'default' : name;
}

/** Settings of backends that say where the state is. Keys and tokens stand among the others. */
const PLACES = [
  'bucket',
  'key',
  'prefix',
  'path',
  'region',
  'storage_account_name',
  'container_name',
  'resource_group_name',
  'hostname',
  'organization',
  'address',
  'schema_name',
  'namespace',
  'secret_suffix',
];

function whereOf(config: Readonly<Record<string, unknown>>): string {
  const workspaces: unknown = config['workspaces'];
  const nested = Array.isArray(workspaces) ? (workspaces as unknown[])[0] : workspaces;
  const named: unknown = isRecord(nested) ? (nested['name'] ?? nested['prefix']) : undefined;
  return [...PLACES.map((name) => [name, config[name]] as const), ['workspace', named] as const]
    .flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [`${name.replaceAll('_', ' ')} ${redact(value).slice(0, 200)}`] : [],
    )
    .join(', ');
}

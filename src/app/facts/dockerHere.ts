import { createHash } from 'node:crypto';
import path from 'node:path';
import { smallText, UNREADABLE } from './smallText.ts';

/** Addresses of an engine on this machine. */
const HERE = /^(?:unix|npipe):\/\//;

/**
 * Whether Docker's client speaks to an engine of this machine, as its settings say: by the address that its current context
 * has, whatever that is called. What cannot be read may say anything.
 */
export function isDockerHere(home: string): boolean {
  if (process.env['DOCKER_HOST'] !== undefined || process.env['DOCKER_CONTEXT'] !== undefined) return false;
  const folder = process.env['DOCKER_CONFIG'] ?? path.join(home, '.docker');
  try {
    const settings = readJson(path.join(folder, 'config.json'));
    const context = settings === undefined ? '' : (member(settings, 'currentContext') ?? '');
    if (typeof context !== 'string') return false;
    if (context === '' || context === 'default') return true;
    const name = createHash('sha256').update(context).digest('hex');
    const docker = member(
      member(readJson(path.join(folder, 'contexts', 'meta', name, 'meta.json')), 'Endpoints'),
      'docker',
    );
    const host = member(docker, 'Host');
    return typeof host === 'string' && HERE.test(host);
  } catch {
    return false;
  }
}

/** Undefined: there is no such file. Throws where it is no JSON object. */
function readJson(file: string): object | undefined {
  const text = smallText(file);
  if (text === undefined) return undefined;
  if (text === UNREADABLE) throw new Error('no settings file');
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('no settings');
  return value;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

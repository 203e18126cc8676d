import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const MOST_BYTES = 256 * 1024;
/** Contexts by which installers of Docker name an engine on this machine. */
const HERE = /^(?:|default|desktop-linux|desktop-windows|rootless|orbstack|colima(?:-[\w-]+)?|rancher-desktop)$/;

/** Whether Docker's client speaks to an engine of this machine, as its settings say. What cannot be read may say anything. */
export function isDockerHere(home: string): boolean {
  if (process.env['DOCKER_HOST'] !== undefined || process.env['DOCKER_CONTEXT'] !== undefined) return false;
  const file = path.join(process.env['DOCKER_CONFIG'] ?? path.join(home, '.docker'), 'config.json');
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return true;
    if (!stat.isFile() || stat.size > MOST_BYTES) return false;
    const settings: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof settings !== 'object' || settings === null) return false;
    const context: unknown = 'currentContext' in settings ? settings.currentContext : '';
    return typeof context === 'string' && HERE.test(context);
  } catch {
    return false;
  }
}

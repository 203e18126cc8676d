import path from 'node:path';
import { parseGitConfig } from './gitConfig.ts';
import { smallText } from './smallText.ts';

const HOST_IN_URL = /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?:[^\s/@'"]{0,200}@)?([A-Za-z0-9.-]{1,253})/gi;
const HOST_IN_SCP = /^(?:[^\s/:@]+@)?([A-Za-z0-9.-]+):(?!\/\/)/;

/** Hosts that the workspace already uses: its remotes and its `.env` URLs. Lower-case. */
export function knownHosts(workspace: string): readonly string[] {
  const found = new Set<string>();
  for (const { key, value } of parseGitConfig(textOf(path.join(workspace, '.git', 'config'))) ?? []) {
    if (!/^remote\..+\.(?:push)?url$/.test(key)) continue;
    const host = [...value.matchAll(HOST_IN_URL)][0]?.[1] ?? HOST_IN_SCP.exec(value)?.[1];
    if (host !== undefined) found.add(host.toLowerCase());
  }
  for (const match of textOf(path.join(workspace, '.env')).matchAll(HOST_IN_URL))
    if (match[1] !== undefined) found.add(match[1].toLowerCase());
  return [...found];
}

/** What cannot be read makes no host known. */
function textOf(file: string): string {
  const text = smallText(file);
  return typeof text === 'string' ? text : '';
}

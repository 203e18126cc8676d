import path from 'node:path';
import { parseGitConfig, smallText } from './gitConfig.ts';
import { exists } from './pathFact.ts';

const HOST_IN_URL = /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?:[^\s/@'"]{0,200}@)?([A-Za-z0-9.-]{1,253})/gi;
const HOST_IN_SCP = /^(?:[^\s/:@]+@)?([A-Za-z0-9.-]+):(?!\/\/)/;

/** The registry that a package file talks to without a word. */
const REGISTRIES: readonly (readonly [file: string, hosts: readonly string[]])[] = [
  ['package.json', ['registry.npmjs.org']],
  ['pyproject.toml', ['pypi.org', 'files.pythonhosted.org']],
  ['requirements.txt', ['pypi.org', 'files.pythonhosted.org']],
  ['Cargo.toml', ['crates.io', 'index.crates.io', 'static.crates.io']],
  ['go.mod', ['proxy.golang.org', 'sum.golang.org']],
  ['Gemfile', ['rubygems.org']],
];

/** Hosts that the workspace already uses: its remotes, its `.env` URLs, the registries of its package files. Lower-case. */
export async function knownHosts(workspace: string): Promise<readonly string[]> {
  const found = new Set<string>();
  const config = await smallText(path.join(workspace, '.git', 'config'));
  for (const { key, value } of parseGitConfig(config ?? '') ?? []) {
    if (!/^remote\..+\.(?:push)?url$/.test(key)) continue;
    const host = [...value.matchAll(HOST_IN_URL)][0]?.[1] ?? HOST_IN_SCP.exec(value)?.[1];
    if (host !== undefined) found.add(host.toLowerCase());
  }
  const env = await smallText(path.join(workspace, '.env'));
  for (const match of (env ?? '').matchAll(HOST_IN_URL)) if (match[1] !== undefined) found.add(match[1].toLowerCase());
  for (const [file, hosts] of REGISTRIES)
    if (await exists(path.join(workspace, file))) for (const host of hosts) found.add(host);
  return [...found];
}

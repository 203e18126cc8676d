import { execFile } from 'node:child_process';
import { lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Agent } from '../../agents/agent.ts';
import { programIn } from '../../preview/tools/trustedPath.ts';
import { agentVersionOf, ownPath } from './agentVersion.ts';
import type { ChangeParts } from './settingsChange.ts';

/** Milliseconds for the agent's program to say its version. */
const VERSION_TIME = 3_000;
/** Milliseconds for npm: a slow line may take a minute for it. */
const INSTALL_TIME = 180_000;
/** UTF-16 units of what npm says of a failure. */
const LONGEST = 300;

export interface PackageParts extends Pick<ChangeParts, 'consents' | 'alarm'> {
  readonly home: string;
}

/**
 * Offers to install beforehand what an agent would else download by itself at its next start, before it asks anybody: offline
 * that start hangs for a minute. Asked for only where it is not there, and npm and the agent's version are known.
 */
export async function offerPackage({ consents, alarm, home }: PackageParts, agent: Agent, root: string): Promise<void> {
  if (agent.needs === undefined) return;
  const { name, folder: below } = agent.needs;
  const folder = path.join(home, below);
  if (await isThere(path.join(folder, 'node_modules', name))) return;
  const searched = await ownPath(root);
  const npm = await programIn(searched, 'npm', root);
  const version = await agentVersionOf(agent, root, VERSION_TIME);
  if (npm === undefined || version === undefined) return;
  const spec = `${name}@${version}`;
  const values = { agent: agent.title, package: spec, folder };
  if (!(await consents.offer({ kind: 'agent-package', content: JSON.stringify([folder, spec]), values }))) return;
  await mkdir(folder, { recursive: true });
  const failure = await installed(npm, folder, spec, { HOME: home, LC_ALL: 'C', PATH: searched });
  if (failure !== undefined) alarm('agent.package-failed', { ...values, error: failure });
}

/** Why it is not installed. Undefined: it is. No script of a package is run. */
function installed(
  npm: string,
  folder: string,
  spec: string,
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const words = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', spec];
  return new Promise((resolve) => {
    execFile(
      npm,
      words,
      { cwd: folder, env, timeout: INSTALL_TIME, killSignal: 'SIGKILL', maxBuffer: 1024 * 1024 },
      (error, _output, said) => {
        resolve(error === null ? undefined : (said.trim().split('\n')[0] ?? '').slice(0, LONGEST));
      },
    );
  });
}

function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOOK_GIVE_UP, type Agent } from '../agents/agent.ts';
import { hookScript } from './agents/hookScript.ts';
import { launcherMoved } from './sentences/agents.ts';
import { quote } from './shellWord.ts';

export interface LauncherOptions {
  /** `~/.keyturn` */
  readonly place: string;
  /** The editor's own Node, or its Electron, which is one with ELECTRON_RUN_AS_NODE. */
  readonly editorNode: string;
  /** Folder of `keyturn.js`. */
  readonly dist: string;
}

/** Writes `<place>/bin/keyturn`. Returns its path. Rejects when the folder is not the person's own. */
export async function installLauncher(options: LauncherOptions): Promise<string> {
  const file = launcherPath(options.place);
  await writeOwn(file, launcherText(options));
  return file;
}

export function launcherPath(place: string): string {
  return path.join(place, 'bin', 'keyturn');
}

export interface HookOptions {
  readonly place: string;
  readonly agent: Agent;
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly home: string;
  readonly socket: string;
  /** Folder of the built bundles. */
  readonly dist: string;
}

/** Writes the agent's hook script. Returns its path. Rejects when the folder is not the person's own. */
export async function installHook(options: HookOptions): Promise<string> {
  const script = clientPath(options.place, options.agent, options.root);
  await ownFolder(path.join(options.place, 'hooks', 'answers'));
  await writeOwn(script, await hookText(options));
  return script;
}

/** The text that the script should have: `doctor` compares. */
export async function hookText({ place, agent, root, home, socket, dist }: HookOptions): Promise<string> {
  if (agent.client === 'module') return moduleText(place, agent, dist);
  return hookScript(agent, {
    ...(agent.folderFrom === 'settings' ? { folder: { root, socket } } : {}),
    place,
    settings: agent.settingsFile({ root, home }),
    script: clientPath(place, agent, root),
    launcher: launcherPath(place),
    envSplits: !(await isBusybox('/usr/bin/env')),
  });
}

/** What the agent's own plugin file imports. */
function moduleText(place: string, agent: Agent, dist: string): string {
  const facts = `place: ${JSON.stringify(place)}, agent: ${JSON.stringify(agent.name)}, giveUp: ${HOOK_GIVE_UP}`;
  const events = `before: ${JSON.stringify(agent.deciding[0])}, after: ${JSON.stringify(agent.reporting[0])}`;
  return `// Keyturn's part inside ${agent.title}. Keyturn writes this file; changes are lost.
import { heldCallsOf, mayRun as may, tellOutcome as tell } from ${JSON.stringify(pathToFileURL(path.join(dist, 'agentModule.mjs')).href)};

export const mayRun = (event, folder, call) => may({ ${facts}, event, folder, call });
export const tellOutcome = (event, folder, call) => tell({ ${facts}, event, folder, call });
export const heldCalls = heldCallsOf({ ${facts}, ${events} });
`;
}

/** What the agent's settings call: one for each folder, or one for all where the settings are a person's. */
export function clientPath(place: string, agent: Agent, root: string): string {
  const folder =
    agent.folderFrom === 'settings' ? `-${createHash('sha256').update(root).digest('hex').slice(0, 16)}` : '';
  return path.join(place, 'hooks', `${agent.name}${folder}.${agent.client === 'module' ? 'mjs' : 'sh'}`);
}

/** What would put other code into Node itself. The rest of the environment is `keyturn run`'s to sort out. */
const UNSET = 'NODE_OPTIONS NODE_PATH NODE_REPL_EXTERNAL_MODULE NODE_EXTRA_CA_CERTS NODE_V8_COVERAGE NODE_ICU_DATA';

function launcherText({ place, editorNode, dist }: LauncherOptions): string {
  return `#!/bin/sh
# Keyturn's command line, with the editor's own Node. Keyturn writes this file; changes are lost.
unset ${UNSET}
node=${quote(editorNode)}
main=${quote(path.join(dist, 'keyturn.js'))}
if [ ! -x "$node" ] || [ ! -r "$main" ]; then
	printf '%s\\n' ${quote(launcherMoved(place))} >&2
	exit 120
fi
ELECTRON_RUN_AS_NODE=1 exec "$node" "$main" "$@"
`;
}

async function isBusybox(file: string): Promise<boolean> {
  return path.basename(await realpath(file).catch(() => '')) === 'busybox';
}

/** A script of ours: whole or not at all, and untouched when it is right already. */
async function writeOwn(file: string, text: string): Promise<void> {
  await ownFolder(path.dirname(file));
  const now = await lstat(file).catch(() => undefined);
  if (now?.isFile() === true && (now.mode & 0o777) === 0o700 && (await readFile(file, 'utf8')) === text) return;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o700);
    try {
      await handle.writeFile(text);
      await handle.chmod(0o700);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Makes a folder that only the person may enter. Rejects on a link or a folder of somebody else. */
async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stats = await lstat(folder);
  if (!stats.isDirectory() || stats.uid !== process.getuid?.()) throw new Error(`${folder} is not a folder of yours`);
  if ((stats.mode & 0o077) !== 0) await chmod(folder, 0o700);
}

import { comparable, isWindowsPath } from '../../effect/windowsPath.ts';
import { opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import type { Run } from '../state/run.ts';
import { toolNamed } from '../catalog/lookup.ts';
import { runTool } from '../calls/program.ts';
import { embedFile } from '../calls/embed.ts';
import { absolute, baseName } from '../effects/paths.ts';
import { follow } from '../calls/usage.ts';

/** Tools that are installed as batch files. Any other one lies in this folder, where Windows looks first. */
const SHIMS =
  /^(?:npm|npx|pnpm|pnpx|yarn|corepack|node|tsc|tsx|ts-node|eslint|prettier|jest|vitest|vite|next|ng|az|gcloud|gsutil|bq|mvn|gradle|sbt|code|cursor|flutter|dart|pod|gem|rake|rails|bundle|composer|claude|codex|gemini|firebase|netlify|vercel|serverless|sls|cdk|prisma|rimraf|poetry|conda|pyenv)$/i;

/** `git.exe` and `npm.cmd` are `git` and `npm`; case does not count. */
export function programName(run: Run, value: string): string {
  if (/[\\/]/.test(value)) return isWindowsPath(value) ? value : value.replaceAll('\\', '/');
  const bare = value.replace(/\.(?:exe|cmd|bat|com)$/i, '');
  // A batch file that no tool is known by is a script of this folder.
  if (/\.(?:cmd|bat)$/i.test(value) && !SHIMS.test(bare)) return value;
  if (toolNamed(run, bare) !== undefined) return bare;
  // What no tool is known by keeps its ending: a file of that name may have been written in this text.
  return toolNamed(run, bare.toLowerCase()) === undefined ? value : bare.toLowerCase();
}

/** A program without a path that this text wrote into the current folder, where Windows looks first. */
function writtenHere({ name, scope }: Call): string | undefined {
  if (!scope.cwdKnown || /[\\/]/.test(name.value)) return undefined;
  const path = absolute(name.value, scope.cwd, scope.home);
  return [path, `${path}.exe`, `${path}.com`].find((one) => scope.files.has(one));
}

const INSTALLED = /^\/[a-z]:\/(?:windows\/(?:system32|syswow64)|program files(?: \(x86\))?)\//;

/** A program by its name or path: the catalogue's tool, or a script of the workspace. */
export function startNamed(call: Call): void {
  const { name } = call;
  if (name.dynamic || name.glob) {
    opaque(call, name.value, name.range, 'problem.dynamic-command', ['dynamic']);
    return;
  }
  const wrapper = /^(?:\.\/)?(?:(gradlew)\.bat|(mvnw)\.cmd)$/i.exec(name.value);
  if (wrapper !== null) {
    runTool({ ...call, name: { ...name, value: `./${(wrapper[1] ?? wrapper[2] ?? '').toLowerCase()}` } });
    return;
  }
  const script = /\.(ps1|cmd|bat)$/i.exec(name.value)?.[1]?.toLowerCase();
  if (script !== undefined) {
    embedFile(call, name, { language: 'shell', dialect: script === 'ps1' ? 'powershell' : 'cmd' });
    return;
  }
  if (isWindowsPath(name.value)) {
    const tool = toolNamed(
      call.shell.run,
      baseName(name.value)
        .replace(/\.(?:exe|com)$/i, '')
        .toLowerCase(),
    );
    if (tool !== undefined && INSTALLED.test(comparable(name.value)))
      follow({ ...call, title: baseName(name.value) }, tool);
    else opaque(call, name.value, name.range, 'problem.unknown-command');
    return;
  }
  const written = toolNamed(call.shell.run, name.value) === undefined ? writtenHere(call) : undefined;
  if (written === undefined) runTool(call);
  else embedFile(call, { ...name, value: written }, { language: 'shell', dialect: 'cmd' });
}

import { comparable, isWindowsPath } from '../effect/windowsPath.ts';
import { opaque } from './act.ts';
import type { Call } from './call.ts';
import { toolNamed } from './catalog/all.ts';
import { runTool } from './program.ts';
import { embedFile } from './embed.ts';
import { baseName } from './paths.ts';
import { follow } from './usage.ts';

/** `git.exe` and `npm.cmd` are `git` and `npm`; case does not count. */
export function programName(value: string): string {
  if (/[\\/]/.test(value)) return isWindowsPath(value) ? value : value.replaceAll('\\', '/');
  const bare = value.replace(/\.(?:exe|cmd|bat|com)$/i, '');
  // A batch file that no tool is known by is a script of this folder.
  if (/\.(?:cmd|bat)$/i.test(value) && toolNamed(bare.toLowerCase()) === undefined) return value;
  return toolNamed(bare) === undefined && toolNamed(bare.toLowerCase()) !== undefined ? bare.toLowerCase() : bare;
}

const INSTALLED = /^\/[a-z]:\/(?:windows\/(?:system32|syswow64)|program files(?: \(x86\))?)\//;

/** A program by its name or path: the catalogue's tool, or a script of the workspace. */
export function startNamed(call: Call): void {
  const { name } = call;
  if (name.dynamic || name.glob) {
    opaque(call, name.value, name.range, 'problem.dynamic-command', ['dynamic']);
    return;
  }
  const script = /\.(ps1|cmd|bat)$/i.exec(name.value)?.[1]?.toLowerCase();
  if (script !== undefined) {
    embedFile(call, name, { language: 'shell', dialect: script === 'ps1' ? 'powershell' : 'cmd' });
    return;
  }
  if (isWindowsPath(name.value)) {
    const tool = toolNamed(
      baseName(name.value)
        .replace(/\.(?:exe|com)$/i, '')
        .toLowerCase(),
    );
    if (tool !== undefined && INSTALLED.test(comparable(name.value)))
      follow({ ...call, title: baseName(name.value) }, tool);
    else opaque(call, name.value, name.range, 'problem.unknown-command');
    return;
  }
  runTool(call);
}

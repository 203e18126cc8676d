import { embedArg } from '../calls/embed.ts';
import { act, actOnFile } from '../effects/act.ts';
import { readsBelow } from '../effects/diskAsks.ts';
import { plainArg, slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { slashed, switchValue } from '../windows/switches.ts';
import type { Tool } from './tool.ts';
import type { Also } from './windowsCalls.ts';
import { words, has, line, tool } from './windowsCalls.ts';

function cipher(call: Call): void {
  const wiped = call.args.find((arg) => /^\/w:/i.test(arg.value));
  if (wiped !== undefined) act(call, 'system.disk', 'device', wiped.value.slice(3), wiped.range, { undo: 'none' });
  else if (has(call, 'e', 'd')) for (const arg of words(call)) actOnFile(call, 'write', arg);
}

function disk(call: Call): void {
  const target = words(call)[0] ?? switchValue(call.args, 's');
  if (has(call, '?')) return;
  act(call, 'system.disk', 'device', target?.value ?? call.title, target?.range ?? call.range, { undo: 'none' });
  const script = switchValue(call.args, 's');
  if (call.title.startsWith('diskpart') && script !== undefined) actOnFile(call, 'read', script);
}

function fsutil(call: Call): void {
  const [area, verb, ...rest] = words(call);
  const text = `${area?.value ?? ''} ${verb?.value ?? ''}`.toLowerCase();
  if (/(?:query|info|list|^fsinfo|^volume diskfree|^\s*$)/.test(text)) return;
  // `setzerodata offset=0 length=9 FILE` names the file last, all others first.
  const file = text === 'file setzerodata' ? rest.at(-1) : rest[0];
  if (text.startsWith('file ') && file !== undefined) actOnFile(call, 'write', file);
  else
    act(call, 'system.change', 'operation', line(call), call.range, /deletejournal/.test(text) ? { undo: 'none' } : {});
}

/** `/MIR` and `/PURGE` delete whatever the source has not. */
function robocopy(call: Call): void {
  const [source, target] = words(call);
  if (source === undefined || target === undefined) return;
  if (has(call, 'l')) {
    actOnFile(call, 'list', source);
    return;
  }
  actOnFile(call, 'list', slashed(source));
  if (has(call, 'mir', 'e', 's', 'purge')) call.traits.add('recursive');
  actOnFile(call, 'write', slashed(target));
  if (has(call, 'mir', 'purge')) actOnFile(call, 'delete', slashed(target));
  if (has(call, 'mov', 'move')) actOnFile(call, 'move', slashed(source));
  const log = call.args
    .map((arg) => /^\/(?:uni)?log\+?:(.+)$/i.exec(arg.value)?.[1])
    .find((file) => file !== undefined);
  if (log !== undefined) actOnFile(call, 'write', plainArg(log, call.range));
}

function xcopy(call: Call): void {
  const [source, target] = words(call);
  if (source === undefined) return;
  actOnFile(call, 'list', source);
  if (has(call, 'l')) return;
  if (has(call, 's', 'e')) call.traits.add('recursive');
  actOnFile(call, 'write', slashed(target ?? plainArg('.', call.range)));
}

/** Rights of files, where a switch says that they change. */
function rights(changes: RegExp): Also {
  return (call) => {
    const [file] = words(call);
    if (file === undefined || !call.args.some((arg) => changes.test(arg.value))) return;
    if (has(call, 't', 'r', 's')) call.traits.add('recursive');
    actOnFile(call, 'permission', file);
  };
}

function attrib(call: Call): void {
  const changes = call.args.some((arg) => /^[+-][a-z]$/i.test(arg.value));
  if (has(call, 's')) call.traits.add('recursive');
  for (const arg of words(call))
    if (!/^[+-][a-z]$/i.test(arg.value)) actOnFile(call, changes ? 'permission' : 'list', arg);
}

function forfiles(call: Call): void {
  const folder = switchValue(call.args, 'p') ?? plainArg('.', call.range);
  const mask = switchValue(call.args, 'm');
  actOnFile(call, 'list', folder);
  const code = switchValue(call.args, 'c');
  if (code === undefined) return;
  const path = `${folder.value.replace(/[\\/]$/, '')}\\${mask?.value ?? '*'}`;
  const value = code.value.replace(/@(?:path|file|relpath|fname)/gi, path);
  embedArg(
    call,
    { ...code, value, offsets: new Array<number>(value.length).fill(code.range[0]) },
    { language: 'shell', dialect: 'cmd' },
  );
}

/** Files that are only read, and switches that say how. */
function reads(call: Call): void {
  const operands = words(call);
  const pattern = call.args.some((arg) => /^\/[cg]:/i.test(arg.value));
  for (const arg of call.title.startsWith('findstr') && !pattern ? operands.slice(1) : operands) {
    actOnFile(call, 'read', arg);
    if (has(call, 's')) readsBelow(call, arg, { hidden: false, ignored: true, links: false });
  }
  for (const arg of call.args) {
    const file = /^\/[gf]:/i.test(arg.value) ? slice(arg, 3) : undefined;
    if (file !== undefined && call.title.startsWith('findstr')) actOnFile(call, 'read', file);
  }
}

/** Files, their rights and the disks they lie on. */
export const windowsFilesTools: readonly Tool[] = [
  tool('notepad notepad++ wordpad mspaint calc', reads, undefined, ['notepad README.md']),
  tool('findstr comp', reads, undefined, ['findstr /s /i TODO src']),
  tool('diskpart format manage-bde', disk, {
    'format D: /q': 'system.disk',
    'diskpart /s x.txt': 'file.read system.disk',
  }),
  tool('cipher', cipher, { 'cipher /w:C:\\\\x': 'system.disk' }),
  tool('fsutil', fsutil, { 'fsutil usn deletejournal /d C:': 'system.change' }, [
    'fsutil fsinfo drives',
    'fsutil volume diskfree C:',
  ]),
  tool('robocopy', robocopy, { 'robocopy src backup /MIR': 'file.read file.write file.delete' }, [
    'robocopy src backup /MIR /L',
  ]),
  tool('xcopy', xcopy, { 'xcopy src out /s /y': 'file.read file.write' }),
  tool(
    'icacls cacls',
    rights(/^\/(?:grant|deny|remove|reset|setowner|inheritance|setintegritylevel|restore|substitute|e|g|p|d)/i),
    { 'icacls src /grant Everyone:F /t': 'file.permission' },
    ['icacls src'],
  ),
  tool('takeown', rights(/./), { 'takeown /f src /r': 'file.permission' }),
  tool('attrib', attrib, { 'attrib +h a.txt': 'file.permission' }, ['attrib a.txt']),
  tool('forfiles', forfiles, { 'forfiles /p src': 'file.read' }),
];

import { act, actOnFile, opaque, pathOf, readsBelow } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg, slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { embedArg } from '../calls/embed.ts';
import { unknownFlow } from '../state/flow.ts';
import { registryChange } from '../windows/registry.ts';
import { slashed, switchValue, switchesOf } from '../windows/switches.ts';
import { addProblem } from '../state/run.ts';
import { draftFor, send } from './request.ts';
import type { Tool } from './tool.ts';

/** Names without the ending that Windows gives them are found by `toolNamed`. */
type Also = (call: Call) => void;

const words = (call: Call): readonly Arg[] => switchesOf(call.args).operands;
const has = (call: Call, ...names: readonly string[]): boolean =>
  names.some((name) => switchesOf(call.args).switches.has(name));
const line = (call: Call): string => [call.title, ...call.args.map((arg) => arg.value)].slice(0, 4).join(' ');

/** Looks when its words match, else changes the system. */
function changesUnless(looks: RegExp): Also {
  return (call) => {
    const text = call.args
      .map((arg) => arg.value)
      .join(' ')
      .trim();
    if (!looks.test(text)) act(call, 'system.change', 'operation', line(call), call.range);
  };
}

function reg(call: Call): void {
  const [verb, key, file] = words(call);
  if (verb === undefined || key === undefined || has(call, '?')) return;
  switch (verb.value.toLowerCase()) {
    case 'query':
    case 'compare':
    case 'flags':
      return;
    case 'export':
    case 'save':
      if (file !== undefined) actOnFile(call, 'write', file);
      if (/\\(?:sam|security|system)$/i.test(key.value)) act(call, 'secret.read', 'secret', key.value, key.range);
      return;
    case 'import':
      actOnFile(call, 'read', key);
      act(call, 'system.change', 'key', key.value, key.range);
      return;
    case 'delete':
    case 'unload':
      if (has(call, 'f')) call.traits.add('forced');
      registryChange(call, key.value, 'delete', key.range);
      return;
    default:
      registryChange(call, key.value, 'write', key.range);
  }
}

function schtasks(call: Call): void {
  const name = switchValue(call.args, 'tn');
  const title = name?.value ?? '*';
  const range = name?.range ?? call.range;
  if (has(call, 'create')) {
    act(call, 'persist.install', 'operation', title, range);
    const runs = switchValue(call.args, 'tr');
    if (runs !== undefined) embedArg(call, runs, { language: 'shell', dialect: 'cmd', traits: ['unattended'] });
  } else if (has(call, 'delete', 'change', 'end', 'run')) {
    if (has(call, 'f')) call.traits.add('forced');
    act(call, 'system.change', 'operation', title, range);
  }
}

function taskkill(call: Call): void {
  if (has(call, 'f') || call.args.some((arg) => /^-f$/i.test(arg.value))) call.traits.add('forced');
  const targets = call.args.flatMap((arg, index) =>
    /^[-/](?:im|pid|fi)$/i.test(arg.value) ? (call.args[index + 1] ?? []) : [],
  );
  for (const target of targets.length > 0 ? targets : [plainArg('*', call.range)]) {
    const details = target.dynamic ? ({ certainty: 'possible', traits: ['dynamic'] } as const) : {};
    act(call, 'process.kill', target.dynamic ? 'unknown' : 'process', target.value, target.range, details);
    if (/keyturn|^code(?: - insiders)?\.exe$/i.test(target.value))
      act(call, 'gate.tamper', 'process', target.value, target.range);
  }
}

function sc(call: Call): void {
  const operands = words(call);
  // `sc \\server delete x`: on another machine.
  const rest = operands[0]?.value.startsWith('\\\\') === true ? operands.slice(1) : operands;
  if (rest !== operands) call.traits.add('remote');
  const [verb, name] = rest;
  if (
    verb === undefined ||
    /^(?:query|queryex|qc|qdescription|qfailure|qtriggerinfo|sdshow|enumdepend|getdisplayname|getkeyname|qprivs)$/i.test(
      verb.value,
    )
  )
    return;
  const kind = /^create$/i.test(verb.value) ? 'persist.install' : 'system.change';
  act(call, kind, 'service', name?.value ?? verb.value, name?.range ?? verb.range);
}

function net(call: Call): void {
  const [verb, name, ...rest] = words(call);
  const what = verb?.value.toLowerCase() ?? '';
  const removes = has(call, 'delete');
  const object = name?.value ?? what;
  const range = name?.range ?? call.range;
  switch (what) {
    case 'user':
    case 'localgroup':
    case 'group':
    case 'accounts':
      if (removes || has(call, 'add', 'active', 'domain') || rest.length > 0)
        act(call, 'system.change', 'role', object, range);
      return;
    case 'start':
    case 'stop':
    case 'pause':
    case 'continue':
      if (name !== undefined) act(call, 'system.change', 'service', object, range);
      return;
    case 'share':
    case 'session':
    case 'file':
      if (removes || /=/.test(object)) act(call, 'system.change', 'resource', `${what}/${object}`, range);
      return;
    case 'use':
      if (name !== undefined)
        act(
          call,
          removes ? 'system.change' : 'network.send',
          removes ? 'resource' : 'host',
          (rest[0] ?? name).value.replace(/^\\\\([^\\]+).*$/, '$1').toLowerCase(),
          range,
        );
      return;
    default:
      if (!/^(?:view|statistics|time|config|help|helpmsg|name|)$/.test(what))
        act(call, 'system.change', 'operation', line(call), call.range);
  }
}

/** Backups and shadow copies that are gone bring nothing back any more. */
function backups(call: Call): void {
  const text = call.args.map((arg) => arg.value).join(' ');
  if (/\b(?:delete|resize)\b/i.test(text))
    act(call, 'system.disk', 'device', text.trim(), call.range, { undo: 'none' });
  else if (!/^\s*(?:list|get|query|\/\?|$)/i.test(text))
    act(call, 'system.change', 'operation', line(call), call.range);
}

function wmic(call: Call): void {
  const text = call.args.map((arg) => arg.value).join(' ');
  if (/\bshadowcopy\b.*\bdelete\b/i.test(text))
    act(call, 'system.disk', 'device', 'shadow copies', call.range, { undo: 'none' });
  else if (/\bcall\s+create\b/i.test(text)) {
    const code = call.args.at(-1);
    if (code !== undefined) embedArg(call, code, { language: 'shell', dialect: 'cmd' });
  } else if (/\bprocess\b.*\b(?:delete|terminate)\b/i.test(text))
    act(call, 'process.kill', 'process', text, call.range);
  else if (/\b(?:call|delete|set|create|uninstall)\b/i.test(text))
    act(call, 'system.change', 'operation', `wmic ${text}`, call.range);
  for (const arg of call.args) {
    const file = /^\/(?:output|append|record):(.+)$/i.exec(arg.value)?.[1];
    if (file !== undefined && !/^(?:stdout|clipboard)$/i.test(file)) actOnFile(call, 'write', { ...arg, value: file });
  }
}

function disk(call: Call): void {
  const target = words(call)[0] ?? switchValue(call.args, 's');
  if (has(call, '?')) return;
  act(call, 'system.disk', 'device', target?.value ?? call.title, target?.range ?? call.range, { undo: 'none' });
  const script = switchValue(call.args, 's');
  if (call.title.startsWith('diskpart') && script !== undefined) actOnFile(call, 'read', script);
}

function cipher(call: Call): void {
  const wiped = call.args.find((arg) => /^\/w:/i.test(arg.value));
  if (wiped !== undefined) act(call, 'system.disk', 'device', wiped.value.slice(3), wiped.range, { undo: 'none' });
  else if (has(call, 'e', 'd')) for (const arg of words(call)) actOnFile(call, 'write', arg);
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

function certutil(call: Call): void {
  const rest = call.args.filter((arg) => !/^[-/]/.test(arg.value));
  const given = (name: RegExp): boolean => call.args.some((arg) => name.test(arg.value));
  if (given(/^[-/](?:urlcache|verifyctl)$/i)) {
    const [url, file] = rest;
    if (url !== undefined) send(call, draftFor(url), 'GET');
    if (file !== undefined) actOnFile(call, 'write', file);
  } else if (given(/^[-/](?:decode|decodehex|encode|encodehex)$/i)) {
    const [from, to] = rest;
    if (from !== undefined) actOnFile(call, 'read', from);
    if (to !== undefined) {
      actOnFile(call, 'write', to);
      const path = pathOf(call, to);
      if (path !== undefined) call.scope.files.set(path, { ...unknownFlow(to.range), local: true, decoded: true });
    }
  } else if (given(/^[-/](?:hashfile|dump|asn)$/i)) {
    for (const file of rest.slice(0, 1)) actOnFile(call, 'read', file);
  } else if (!given(/^[-/](?:store|viewstore|verify|ping|\?)$/i))
    act(call, 'system.change', 'operation', line(call), call.range);
}

function bitsadmin(call: Call): void {
  const urls = call.args.filter((arg) => /^https?:/i.test(arg.value));
  for (const url of urls) send(call, draftFor(url), 'GET');
  const file = call.args.at(-1);
  if (urls.length > 0 && file !== undefined && file !== urls.at(-1)) actOnFile(call, 'write', file);
  else if (!has(call, 'list', 'info', 'monitor', 'getstate'))
    opaque(call, call.title, call.range, 'problem.runs-program');
}

function msiexec(call: Call): void {
  const name = switchValue(call.args, 'i', 'package', 'x', 'uninstall', 'a', 'p', 'j');
  const removes = has(call, 'x', 'uninstall');
  const downloads = /^https?:/i.test(name?.value ?? '');
  if (downloads)
    act(call, 'exec.download', 'unknown', name?.value ?? '', name?.range ?? call.range, { traits: ['downloaded'] });
  else act(call, removes ? 'system.change' : 'exec.install', 'package', name?.value ?? '*', name?.range ?? call.range);
}

/** Programs that load whatever they are given. */
function loads(call: Call): void {
  const url = call.args.find((arg) => /https?:|javascript:|vbscript:/i.test(arg.value));
  if (url !== undefined && /https?:/i.test(url.value))
    act(call, 'exec.download', 'unknown', url.value, url.range, { traits: ['downloaded'] });
  opaque(call, line(call), call.range, 'problem.runs-program');
}

function runas(call: Call): void {
  call.traits.add('elevated');
  const code = words(call).at(-1);
  if (code !== undefined) embedArg(call, code, { language: 'shell', dialect: 'cmd', traits: ['elevated'] });
}

function setx(call: Call): void {
  const [name, value] = words(call);
  if (name === undefined) return;
  act(
    call,
    'persist.install',
    'operation',
    `environment ${name.value}`,
    name.range,
    value === undefined ? { certainty: 'possible' } : {},
  );
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

function fsutil(call: Call): void {
  const [area, verb, ...rest] = words(call);
  const text = `${area?.value ?? ''} ${verb?.value ?? ''}`.toLowerCase();
  if (/(?:query|info|list|^fsinfo|^\s*$)/.test(text)) return;
  if (text.startsWith('file ') && rest[0] !== undefined) actOnFile(call, 'write', rest[0]);
  else
    act(call, 'system.change', 'operation', line(call), call.range, /deletejournal/.test(text) ? { undo: 'none' } : {});
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

/** Two lists: files of the second are made to be as in the first. */
function ipconfig(call: Call): void {
  const [other] = call.args.filter(
    (arg) => !/^[-/](?:all|displaydns|showclassid|\?|allcompartments)$/i.test(arg.value),
  );
  if (other === undefined) return;
  if (/^[-/](?:release|renew|flushdns|registerdns|setclassid)6?$/i.test(other.value))
    act(call, 'system.change', 'operation', line(call), call.range);
  else addProblem(call.shell.run, 'problem.unknown-option', other.range, { command: call.title, option: other.value });
}

const tool = (names: string, also: Also, held: Tool['examples']['held'], passed: readonly string[] = []): Tool => ({
  names,
  noHelp: true,
  free: true,
  also,
  examples: { ...(held === undefined ? {} : { held }), passed },
});

const LOOKS =
  'tasklist systeminfo driverquery getmac nbtstat gpresult openfiles qwinsta quser query tracert pathping where typeperf nltest dsquery dsget msinfo32 dxdiag winver waitfor';

export const windows: readonly Tool[] = [
  tool(LOOKS, () => undefined, undefined, ['tasklist', 'systeminfo', 'tasklist /fi "imagename eq node.exe"']),
  tool('notepad notepad++ wordpad mspaint calc', reads, undefined, ['notepad README.md']),
  tool('findstr comp', reads, undefined, ['findstr /s /i TODO src']),
  tool('ipconfig', ipconfig, { 'ipconfig /release': 'system.change' }, ['ipconfig /all']),
  tool(
    'reg',
    reg,
    {
      'reg delete HKLM\\\\SOFTWARE\\\\X /f': 'system.change',
      "reg add 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run' /v x /d y": 'system.change persist.install',
    },
    ['reg query HKLM\\\\SOFTWARE'],
  ),
  tool(
    'schtasks',
    schtasks,
    { 'schtasks /create /tn x /tr y.exe /sc onlogon': 'persist.install', 'schtasks /delete /tn x /f': 'system.change' },
    ['schtasks /query'],
  ),
  tool('taskkill', taskkill, { 'taskkill /F /IM node.exe': 'process.kill' }),
  tool('sc', sc, { 'sc delete Spooler': 'system.change', 'sc create x binPath= y.exe': 'persist.install' }, [
    'sc query Spooler',
  ]),
  tool('net net1', net, { 'net user eve Passw0rd /add': 'system.change', 'net stop Spooler': 'system.change' }, [
    'net user',
    'net start',
    'net view',
  ]),
  tool(
    'netsh',
    changesUnless(/\bshow\b|^(?:\/\?|help)?$/i),
    { 'netsh advfirewall set allprofiles state off': 'system.change' },
    ['netsh interface show interface'],
  ),
  tool('vssadmin wbadmin', backups, { 'vssadmin delete shadows /all /quiet': 'system.disk' }, [
    'vssadmin list shadows',
  ]),
  tool(
    'wmic',
    wmic,
    { 'wmic shadowcopy delete': 'system.disk', 'wmic process where name="x.exe" delete': 'process.kill' },
    ['wmic os get caption'],
  ),
  tool(
    'bcdedit bootsect reagentc',
    changesUnless(/^(?:\/enum.*|\/v|\/info|\/\?)?$/i),
    { 'bcdedit /set recoveryenabled no': 'system.change' },
    ['bcdedit /enum'],
  ),
  tool('diskpart format manage-bde', disk, {
    'format D: /q': 'system.disk',
    'diskpart /s x.txt': 'file.read system.disk',
  }),
  tool(
    'chkdsk sfc dism powercfg wevtutil logman auditpol secedit pnputil devcon subst compact tzutil w32tm iisreset appcmd gpupdate slmgr cmdkey logoff tscon change usbipd fltmc dsrm dsadd dsmod',
    changesUnless(
      /^(?:\/query.*|\/list.*|-?list.*|\/get-?\w*.*|\/online \/get-.*|qe .*|gl .*|el\b.*|gli .*|query.*|\/enum-\w+.*|\/resource.*|\/scannow-verify|\/?\?|\/verifyonly|\/a|\/l|\/requests|\/availablesleepstates|\/batteryreport|\/g|[a-z]:)?$/i,
    ),
    { 'wevtutil cl Security': 'system.change', 'sfc /scannow': 'system.change' },
    ['wevtutil qe System /c:5', 'chkdsk C:'],
  ),
  tool('cipher', cipher, { 'cipher /w:C:\\\\x': 'system.disk' }),
  tool('fsutil', fsutil, { 'fsutil usn deletejournal /d C:': 'system.change' }, ['fsutil fsinfo drives']),
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
  tool('certutil', certutil, { 'certutil -decode a.b64 a.exe': 'file.read file.write' }, [
    'certutil -hashfile a.txt SHA256',
  ]),
  tool('bitsadmin', bitsadmin, { 'bitsadmin /create x': 'exec.opaque' }),
  tool('msiexec', msiexec, { 'msiexec /i a.msi /quiet': 'exec.install', 'msiexec /x a.msi': 'system.change' }),
  tool('rundll32 regsvr32 mshta cscript wscript installutil regasm regsvcs odbcconf control mmc', loads, {
    'regsvr32 /s x.dll': 'exec.opaque',
    'mshta https://x.example/a.hta': 'exec.download exec.opaque',
  }),
  tool('runas', runas, undefined),
  tool('setx', setx, { 'setx PATH x /M': 'persist.install' }),
  tool('forfiles', forfiles, { 'forfiles /p src': 'file.read' }),
];

import { embedArg } from '../calls/embed.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { unknownFlow } from '../state/flow.ts';
import type { Call } from '../state/call.ts';
import { switchValue } from '../windows/switches.ts';
import { draftFor, send } from './request.ts';
import type { Tool } from './tool.ts';
import { words, has, line, tool } from './windowsCalls.ts';

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

/** What fetches, decodes, installs and starts programs. */
export const windowsProgramsTools: readonly Tool[] = [
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
];

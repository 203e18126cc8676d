import { withoutEnd } from '../../effect/withoutEnd.ts';
import type { Trait } from '../../effect/trait.ts';
import { holdsHooks, isHooksFolder, protectionOf } from '../../effect/protectedPath.ts';
import { actOnFile } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import type { Details } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { asFolder, plainArg, slice } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { absolute, baseName, isInside, parentOf } from '../effects/paths.ts';
import { textFlow } from '../state/flow.ts';
import type { Tool } from './tool.ts';

/** `mkdir`, `install -d`: a folder for hooks runs nothing while it is empty. */
function makesFolders(call: Call): void {
  for (const arg of call.parsed.operands) {
    const path = pathOf(call, arg);
    const traits: readonly Trait[] =
      path !== undefined && isHooksFolder(path) && !has(call, 'm', 'mode') ? ['empty'] : [];
    actOnFile(call, 'create', asFolder(arg), { traits });
  }
}

/** It says that the folder is a package: of migrations, it is none itself. */
function isPackageMark({ value, dynamic, glob }: Arg): boolean {
  return !dynamic && !glob && /(?:^|\/)__init__\.py$/.test(value);
}

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
    const into = folder !== undefined || isInto(target, sources);
    const spared = has(call, 'n', 'no-clobber', 'b', 'backup') ? 'create' : 'write';
    const [source] = sources;
    if (!into || source === undefined) {
      // What a copy beside its original may replace is an older copy.
      const beside = verb === 'read' && spared === 'write' && source !== undefined && isCopyBeside(source, target);
      actOnFile(call, beside ? 'append' : spared, target, linksTo(call, sources, target));
      return;
    }
    // Where no such folder is yet, the one that is copied becomes it.
    const whole = pathOf(call, target);
    if (sources.length === 1 && whole !== undefined && holdsHooks(whole))
      // With a slash behind it would be read as a folder that is only made.
      actOnFile(call, spared, slice(target, 0, withoutEnd(target.value, '/').length));
    for (const one of sources) {
      const place = one.dynamic ? target : inside(target, one);
      actOnFile(call, spared, place, linksTo(call, [one], place));
    }
  };
}

function isInto(target: Arg, sources: readonly Arg[]): boolean {
  return sources.length > 1 || target.value.endsWith('/') || /^\.{1,2}$/.test(target.value);
}

/** Under which names the sources come to lie: the target's own, or theirs inside of it. */
export function namesIn(target: Arg, sources: readonly Arg[]): readonly Arg[] {
  if (!isInto(target, sources)) return [target];
  return sources.map((source) => (source.dynamic ? target : inside(target, source)));
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
  const protection = protectionOf(path);
  // `ln -s .env x; cat x` reads it before anybody could look where the link leads.
  return symbolic ? protection.includes('secret') : protection.length > 0;
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
  const name = baseName(withoutEnd(file.value, '/'));
  return {
    ...folder,
    value: `${withoutEnd(folder.value, '/')}/${name}`,
    dynamic: folder.dynamic || file.dynamic,
    glob: folder.glob || file.glob,
  };
}

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
    // GNU's tells its options and ends; that of BSD asks before it takes anything.
    forms: [
      { with: 'f', operands: 'delete...' },
      { with: 'i+help', operands: 'text...' },
    ],
    examples: {
      held: {
        'rm a.txt': 'file.delete',
        'rm -if a.txt --help': 'file.delete',
        'rm a.txt --version': 'file.delete',
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
    // `-` is standard output.
    also: (call) => {
      for (const file of call.parsed.operands)
        if (file.value !== '-' || call.title === 'wipe') actOnFile(call, 'delete', file);
    },
    examples: {
      held: { 'shred -u secrets.txt': 'file.delete', 'shred - a.txt': 'file.delete', 'shred ./-': 'file.delete' },
      passed: ['shred -n1 -s 64 - | head -c 4'],
    },
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
      if (has(call, 'd', 'directory')) makesFolders(call);
      else transfers('read')(call);
    },
    examples: { held: { 'install -m 644 a /etc/a': 'file.read file.write', 'install -d out': 'file.create' } },
  },
  {
    names: 'ln gln',
    options:
      'b,backup? d,directory f,force!forced i,interactive L,logical n,no-dereference P,physical r,relative s,symbolic S,suffix= t,target-directory= T,no-target-directory v,verbose h',
    also: links,
    examples: {
      held: { 'ln -sfn /tmp/x current': 'file.write', 'ln -s a b': 'file.create', 'ln -s .env x': 'file.create' },
    },
  },
  {
    names: 'mkdir',
    options: 'm,mode= p,parents v,verbose Z context?',
    also: makesFolders,
    examples: { held: { 'mkdir -p a/b': 'file.create' } },
  },
  {
    names: 'touch',
    options: 'a c,no-create d,date= f h,no-dereference m r,reference= t= time=',
    also: (call) => {
      for (const arg of call.parsed.operands)
        actOnFile(call, 'create', arg, { traits: isPackageMark(arg) ? ['empty'] : [] });
    },
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
  { names: 'sync', operands: 'text...', examples: { passed: ['sync'] } },
];

import { act, actOnFile } from '../effects/act.ts';
import { readsBelow } from '../effects/diskAsks.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { has, hasBefore, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { extractInto } from './archives.ts';
import type { Tool } from './tool.ts';

/** What is packed may hold hidden and ignored files. */
const ALL = { hidden: true, ignored: true, links: false } as const;

function packs(call: Call, sources: readonly Arg[], into: Arg | undefined): void {
  for (const source of sources) {
    actOnFile(call, 'list', source);
    readsBelow(call, source, ALL);
  }
  if (into !== undefined) actOnFile(call, 'output', into);
}

function unpacks(call: Call, archive: Arg | undefined, folder: Arg | undefined, over = false): void {
  if (archive !== undefined) actOnFile(call, 'read', archive);
  extractInto(call, folder, over ? 'write' : 'output');
}

/** `cpio -o` packs the names that it is fed, `-i` unpacks, `-p` copies into a folder. */
function cpio(call: Call): void {
  const archive = valueOf(call, 'F', 'file', 'I', 'O');
  if (has(call, 't', 'list')) {
    if (archive !== undefined) actOnFile(call, 'read', archive);
  } else if (has(call, 'i', 'extract'))
    unpacks(call, archive, valueOf(call, 'D', 'directory'), has(call, 'u', 'unconditional'));
  else if (has(call, 'p', 'pass-through')) {
    const [folder] = call.parsed.operands;
    extractInto(call, folder, has(call, 'u', 'unconditional') ? 'write' : 'output');
  } else if (archive !== undefined) actOnFile(call, has(call, 'A', 'append') ? 'append' : 'output', archive);
  // Which files it packs or copies, it is told through the pipe.
  if (has(call, 'o', 'create', 'p', 'pass-through'))
    act(call, 'file.read', 'unknown', 'standard input', call.range, { certainty: 'possible', traits: ['dynamic'] });
}

/** Archives besides those that everybody packs with: file systems in a file, packages of systems, old formats. */
export const archivesOtherTools: readonly Tool[] = [
  {
    names: 'cpio',
    options:
      'i,extract o,create p,pass-through t,list d,make-directories u,unconditional m,preserve-modification-time v,verbose V,dot a,reset-access-time A,append B c H,format= F,file= I= O= D,directory= E,pattern-file=read L,dereference l,link n,numeric-uid-gid f,nonmatching 0,null quiet R,owner= no-preserve-owner no-absolute-filenames sparse s S b to-stdout',
    also: cpio,
    stdout: 'none',
    examples: {
      held: {
        'cpio -id < a.cpio': 'file.read file.write',
        'cpio -idu -D out -F a.cpio': 'file.read file.write',
        'find src | cpio -o > a.cpio': 'file.read file.write',
        'find src | cpio -pdm ../out': 'file.read file.write',
      },
      passed: ['cpio -t < a.cpio', 'cpio -itv -F a.cpio'],
    },
  },
  {
    names: 'pax',
    options: 'r w a f= v z j J k u n c d i l p= s= t x= X Y Z P H L',
    also: (call) => {
      const archive = valueOf(call, 'f');
      const { operands } = call.parsed;
      if (has(call, 'r') && has(call, 'w')) {
        packs(call, operands.slice(0, -1), undefined);
        extractInto(call, operands.at(-1));
      } else if (has(call, 'r')) unpacks(call, archive, undefined, !has(call, 'k'));
      else if (has(call, 'w')) packs(call, operands, archive);
      else if (archive !== undefined) actOnFile(call, 'read', archive);
    },
    examples: {
      held: { 'pax -rf a.tar': 'file.read file.write', 'pax -w -f a.tar src': 'file.read file.write' },
      passed: ['pax -f a.tar', 'pax -vf a.tar'],
    },
  },
  {
    names: 'unsquashfs',
    single: true,
    options:
      'l ll lln lls llc ls d=text dest=text f force s stat n no-progress i info li linfo q quiet no no-xattrs x xattrs u user-xattrs p=text processors=text o=text cat lc ef=read e=read exf=read version!none h!none help!none mkfs-time strict-errors follow L da=text fr=text',
    also: (call) => {
      const [archive] = call.parsed.operands;
      if (hasBefore(call, archive, 'l', 'll', 'lln', 'lls', 'llc', 'ls', 's', 'stat', 'cat', 'lc', 'mkfs-time')) {
        if (archive !== undefined) actOnFile(call, 'read', archive);
      } else
        unpacks(
          call,
          archive,
          valueOf(call, 'd', 'dest') ?? plainArg('squashfs-root', call.range),
          has(call, 'f', 'force'),
        );
    },
    examples: {
      held: { 'unsquashfs a.sqfs': 'file.read file.write', 'unsquashfs -f -d out a.sqfs': 'file.read file.write' },
      passed: ['unsquashfs -l a.sqfs', 'unsquashfs -s a.sqfs'],
    },
  },
  {
    names: 'mksquashfs',
    free: true,
    noHelp: true,
    also: (call) => {
      const end = call.args.findIndex(({ value }) => value.startsWith('-'));
      const words = end === -1 ? call.args : call.args.slice(0, end);
      if (words.length < 2) return;
      const into = words.at(-1);
      packs(call, words.slice(0, -1), undefined);
      // Without this word it adds to the file system that is there.
      if (into !== undefined) actOnFile(call, 'output', into);
    },
    examples: { held: { 'mksquashfs src a.sqfs -noappend': 'file.read file.write' }, passed: ['mksquashfs -version'] },
  },
  {
    names: 'genisoimage mkisofs xorrisofs',
    single: true,
    free: true,
    options:
      'o=text output=text V= r R J l b=text c=text joliet rock no-emul-boot boot-load-size= boot-info-table graft-points quiet',
    also: (call) => {
      packs(call, call.parsed.operands, valueOf(call, 'o', 'output'));
    },
    examples: { held: { 'genisoimage -o a.iso src': 'file.read file.write' }, passed: ['mkisofs -version'] },
  },
  {
    names: 'dpkg-deb',
    options:
      'x,extract X,vextract e,control R,raw-extract c,contents I,info f,field W,show fsys-tarfile ctrl-tarfile b,build Z= z= S= root-owner-group nocheck uniform-compression threads-max= v,verbose D,debug showformat=',
    also: (call) => {
      const [archive, second] = call.parsed.operands;
      if (has(call, 'b', 'build')) {
        const name =
          archive === undefined ? undefined : { ...archive, value: `${archive.value.replace(/\/$/, '')}.deb` };
        packs(call, archive === undefined ? [] : [archive], second ?? name);
      } else if (has(call, 'x', 'extract', 'X', 'vextract', 'R', 'raw-extract', 'e', 'control'))
        unpacks(call, archive, second);
      else if (archive !== undefined) actOnFile(call, 'read', archive);
    },
    examples: {
      held: { 'dpkg-deb -x a.deb out': 'file.read file.write', 'dpkg-deb -b pkg': 'file.read file.write' },
      passed: ['dpkg-deb -c a.deb', 'dpkg-deb -I a.deb'],
    },
  },
  {
    names: 'rpm2cpio',
    operands: 'read...',
    stdout: 'none',
    examples: { held: { 'rpm2cpio a.rpm | cpio -idm': 'file.read file.write' }, passed: ['rpm2cpio a.rpm'] },
  },
  {
    names: 'cabextract unar',
    options:
      'l,list t,test d,directory,o,output-directory= f,force-overwrite q,quiet s,single F,filter= p,password= n,i D,no-directory r,rename,k e= L,lowercase',
    also: (call) => {
      const [archive] = call.parsed.operands;
      if (call.title === 'cabextract' && has(call, 'l', 't')) {
        if (archive !== undefined) actOnFile(call, 'read', archive);
      } else unpacks(call, archive, valueOf(call, 'd', 'o'), has(call, 'f'));
    },
    examples: {
      held: { 'unar a.rar': 'file.read file.write', 'cabextract -d out a.cab': 'file.read file.write' },
      passed: ['cabextract -l a.cab'],
    },
  },
  {
    names: 'lsar',
    options: 'l,long L,verylong t,test j,json p,password= e=',
    operands: 'read...',
    examples: { passed: ['lsar a.rar'] },
  },
  {
    names: 'asar @electron/asar',
    commands: {
      'list l': { options: 'i,is-pack', operands: 'read' },
      'pack p': {
        options: 'unpack= unpack-dir= ordering=read exclude-hidden',
        also: (call) => {
          const [source, into] = call.parsed.operands;
          packs(call, source === undefined ? [] : [source], into);
        },
      },
      'extract e': {
        also: (call) => {
          unpacks(call, call.parsed.operands[0], call.parsed.operands[1], true);
        },
      },
      'extract-file ef': {
        also: (call) => {
          const [archive, member] = call.parsed.operands;
          if (archive !== undefined) actOnFile(call, 'read', archive);
          if (member !== undefined) actOnFile(call, 'output', { ...member, value: member.value.replace(/^.*\//, '') });
        },
      },
    },
    examples: {
      held: { 'asar pack src app.asar': 'file.read file.write', 'asar extract app.asar out': 'file.read file.write' },
      passed: ['asar list app.asar'],
    },
  },
];

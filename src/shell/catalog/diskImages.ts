import { actOnFile } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { has } from '../state/call.ts';
import type { Tool } from './tool.ts';

const COMMON = 'object= image-opts U,force-share f= F= t,cache= T,src-cache= q,quiet p,progress output=';

/** What is made replaces what is there without a question. Sizes and addresses of other machines stand among the words as files do. */
function onImages(call: Call, last: 'read' | 'write'): void {
  const images = call.parsed.operands.filter(
    ({ value }) => !/^[+-]?\d+(?:\.\d+)?[bkKMGTPE]?$|^[a-z]+:\/\//.test(value),
  );
  images.forEach((image, index) => actOnFile(call, index === images.length - 1 ? last : 'read', image));
}

/** Disks of virtual machines, kept in files. */
export const diskImagesTools: readonly Tool[] = [
  {
    names: 'qemu-img',
    stop: true,
    options: 'T,trace= V,version!none',
    commands: {
      'info measure map compare bench dd-info': {
        options: `${COMMON} backing-chain l,snapshot= s,size= O= o= c= d= w start-offset= max-length= limits`,
        also: (call) => onImages(call, 'read'),
      },
      check: {
        options: `${COMMON} r,repair=`,
        also: (call) => onImages(call, has(call, 'r') ? 'write' : 'read'),
      },
      create: { options: `${COMMON} o= b=read B= u`, also: (call) => onImages(call, 'write') },
      'convert dd': {
        options: `${COMMON} O= o= c B= S= n,target-is-zero l,snapshot= s= m= W r= C bitmaps skip-broken-bitmaps salvage`,
        also: (call) => onImages(call, 'write'),
      },
      'resize commit amend rebase bitmap': {
        options: `${COMMON} shrink preallocation= o= b= B= d u c r= add remove clear enable disable merge= g= force!forced`,
        also: (call) => onImages(call, 'write'),
      },
      snapshot: {
        options: `${COMMON} a=!forced c= d=!forced l,list`,
        also: (call) => onImages(call, has(call, 'l') ? 'read' : 'write'),
      },
    },
    examples: {
      held: {
        'qemu-img resize disk.qcow2 --shrink 5G': 'file.write',
        'qemu-img snapshot -a clean disk.qcow2': 'file.write',
        'qemu-img convert -O raw a.qcow2 b.img': 'file.read file.write',
        'qemu-img check -r all a.qcow2': 'file.write',
      },
      passed: ['qemu-img info disk.qcow2', 'qemu-img snapshot -l disk.qcow2'],
    },
  },
  {
    names: 'qemu-nbd',
    free: true,
    does: 'system.disk:device=$1',
    examples: { held: { 'qemu-nbd -d /dev/nbd0': 'system.disk' } },
  },
];

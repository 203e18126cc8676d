import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import type { Tool, Usage } from './tool.ts';

const disk: Usage = {
  free: true,
  also: (call) => {
    const device = call.args.find((arg) => /^\/dev\/|^disk\d/.test(arg.value));
    // To some `-l` is a length, `-p` the progress that is shown.
    const lists = /^(?:umount|swapoff|fsck|e2fsck|blkdiscard|resize2fs|xfs_repair|badblocks|fstrim)$/.test(call.title)
      ? /^(?:-h|--help|-V|--version|-N|-P)$/
      : call.title === 'swapon'
        ? /^(?:-s|--show(?:=.*)?|--summary|-h|--help)$/
        : call.title === 'hdparm'
          ? /^-[iIgC]$/
          : call.title === 'mdadm'
            ? /^(?:-[DEQ]s?|-D[svt]+|--detail|--examine|--query|--examine-scan|--detail-platform|-h|--help|-V|--version)$/
            : /^(?:-l|--list|-h|--help|print|list|info|-p|--print)$/;
    // A word that lists is nothing beside one that acts: what stands there besides are devices and ways to print.
    const acts = call.args.some(
      ({ value }) =>
        !lists.test(value) &&
        !/^\/dev\/|^disk\d|^(?:unit|free|all|quit|s|MB|GB|MiB|GiB|B|%)$|^-(?:s|m|J|n|-scan|-verbose|-brief|--?script|--?machine|--json|--noheadings|--bytes)$/.test(
          value,
        ),
    );
    if (!acts && call.args.some((arg) => lists.test(arg.value))) return;
    const last = call.args.findLast(({ value }) => !value.startsWith('-'));
    act(call, 'system.disk', 'device', (device ?? last)?.value ?? '*', (device ?? last ?? call).range, {
      undo: 'none',
    });
  },
};

/** Programs with verbs: some list, the rest change disks or pools for good. */
function volumes(reads: RegExp): (call: Call) => void {
  return (call) => {
    const words = call.args.filter((arg) => !arg.value.startsWith('-'));
    const [verb] = words;
    if (verb === undefined || reads.test(verb.value)) return;
    act(call, 'system.disk', 'device', words.at(-1)?.value ?? '*', words.at(-1)?.range ?? call.range, {
      undo: 'none',
      traits: call.args.some((arg) => /^-[a-zA-Z]*[rR]/.test(arg.value)) ? ['recursive'] : [],
    });
  };
}

/** Disks, volumes and mounts. */
export const disksTools: readonly Tool[] = [
  {
    names: 'mkfs mkfs.ext4 mkfs.ext3 mkfs.ext2 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mke2fs mkswap newfs',
    options: 't,type= L=',
    free: true,
    operands: 'system.disk:device...',
    examples: { held: { 'mkfs.ext4 /dev/sda1': 'system.disk', 'mkfs.ext4 -L lsblk /dev/sdb1': 'system.disk' } },
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
  {
    names: 'mount',
    free: true,
    options: 'l t=',
    also: (call) => {
      if (call.parsed.operands.length > 0 || !call.args.every((arg) => /^-l$|^-t$|^[a-z0-9,]+$/.test(arg.value)))
        (disk.also as (call: Call) => void)(call);
    },
    examples: {
      held: { 'mount /dev/sdb1 /mnt': 'system.disk', 'mount -a': 'system.disk' },
      passed: ['mount', 'mount -t ext4'],
    },
  },
  {
    names:
      'fdisk parted sgdisk gdisk sfdisk wipefs blkdiscard hdparm badblocks cfdisk cgdisk shred-disk tune2fs resize2fs e2fsck fsck xfs_repair mdadm umount losetup swapon swapoff fstrim',
    ...disk,
    examples: {
      held: {
        'wipefs -a /dev/sdb': 'system.disk',
        'parted /dev/sda rm 1': 'system.disk',
        'parted /dev/sda rm 1 print': 'system.disk',
        'wipefs -a /dev/sda --list': 'system.disk',
        'mdadm --zero-superblock /dev/sdb': 'system.disk',
        'swapoff -a': 'system.disk',
        'blkdiscard /dev/sdb -l 1G': 'system.disk',
        'resize2fs -p /dev/sdb1': 'system.disk',
      },
      passed: ['fdisk -l', 'mdadm --detail /dev/md0'],
    },
  },
  {
    names: 'smartctl',
    options:
      'a,all x,xall i,info H,health c,capabilities A,attributes l,log= j,json? d,device= T,tolerance= n,nocheck= scan scan-open g,get= f,format= q,quietmode= b,badsum= r,report= v,vendorattribute= P,presets= u B,drivedb=read s,smart= o,offlineauto= S,saveauto= set= t,test= C,captive X,abort',
    forms: [{ with: 's o S set t C X', does: 'system.disk:device=$1' }],
    operands: 'text...',
    examples: {
      held: { 'smartctl -s off /dev/sda': 'system.disk', 'smartctl --test=long /dev/sda': 'system.disk' },
      passed: ['smartctl -a /dev/sda', 'smartctl --scan -j'],
    },
  },
  {
    names:
      'cryptsetup zfs zpool btrfs lvremove lvcreate lvresize lvreduce lvextend lvchange lvconvert lvrename vgremove vgreduce vgcreate vgextend vgchange vgrename pvremove pvcreate pvmove pvresize lvs vgs pvs lvdisplay vgdisplay pvdisplay diskutil hdiutil tmutil',
    free: true,
    also: (call) => {
      if (/^(?:lv|vg|pv)(?:s|display)$/.test(call.title)) return;
      volumes(
        /^(?:list|get|status|info|history|show|listfilesystems|listsnapshots|latestbackup|verifyVolume|isLuks|luksDump|iostat|version|attach|imageinfo|filesystem)$/,
      )(call);
    },
    examples: {
      held: {
        'zfs destroy -r tank': 'system.disk',
        'lvremove -f vg/lv': 'system.disk',
        'diskutil eraseDisk APFS X disk2': 'system.disk',
      },
      passed: ['zfs list', 'diskutil list'],
    },
  },
];

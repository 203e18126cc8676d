import { protectionOf } from '../../effect/protectedPath.ts';
import { isWindowsPath, slashed } from '../../effect/windowsPath.ts';
import { isInside } from './paths.ts';

/** What a place stands for when something is written, moved or deleted there. */
export type Place = 'gate' | 'persist' | 'device' | 'system' | 'plain' | 'sink';

const SINKS = /^\/dev\/(?:null|stdout|stderr|stdin|tty|zero|full|fd\/\d+)$|^\/proc\/self\/fd\/\d+$/;
const DEVICES = /^\/dev\/(?:sd|hd|nvme|vd|xvd|mmcblk|disk|rdisk|mapper\/|md|dm-|loop|mem|kmem|port)/;
const SYSTEM =
  /^\/proc\/(?:sys|sysrq-trigger)|^\/sys\/|^\/boot(?:\/|$)|^\/etc\/(?:hosts|sudoers|passwd|shadow|group|fstab|resolv\.conf|sysctl|ssh)/;

/** What a change at `path`, which is absolute, amounts to. What guards and what runs later is told by `effect/`. */
export function placeOf(path: string): Place {
  if (isWindowsPath(path)) return windowsPlace(path);
  if (SINKS.test(path)) return 'sink';
  if (DEVICES.test(path)) return 'device';
  const protections = protectionOf(path);
  if (protections.includes('gate')) return 'gate';
  if (protections.includes('persist')) return SYSTEM.test(path) ? 'system' : 'persist';
  if (SYSTEM.test(path)) return 'system';
  return 'plain';
}

const WINDOWS_SINK = /[/\\](?:nul|con)(?:\.[^/]*)?$/i;
const WINDOWS_DEVICE = /^\\\\[.?]\\(?:physicaldrive|harddisk|[a-z]:$)/i;
const WINDOWS_SYSTEM = /^\/[a-z]:\/(?:windows|boot|efi|bootmgr)(?:\/|$)/i;

function windowsPlace(path: string): Place {
  const slashes = slashed(path);
  if (WINDOWS_SINK.test(slashes)) return 'sink';
  if (WINDOWS_DEVICE.test(path)) return 'device';
  const protections = protectionOf(path);
  if (protections.includes('gate')) return 'gate';
  if (protections.includes('persist')) return 'persist';
  return WINDOWS_SYSTEM.test(slashes) ? 'system' : 'plain';
}

/** Deleting or moving `folder` takes a gate's own files along. */
export function holdsGate(folder: string, home: string): boolean {
  return [`${home}/.keyturn`, `${home}/.claude`, `${home}/.codex`].some((path) => isInside(path, folder));
}

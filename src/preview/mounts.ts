import fs from 'node:fs';
import path from 'node:path';
import { isMountedOnLooking } from '../effect/path.ts';

/** Which places are another machine's disk, or become one when somebody looks. To look there may wait for ever. */
export interface Mounts {
  /** Whether the place itself lies there; links above it are the caller's to follow. */
  isAway(place: string): boolean;
}

/** File systems whose files lie on another machine. Shares of a virtual machine's own host (9p, virtiofs) do not count. */
const NETWORK =
  /^(?:nfs[34]?|cifs|smb[23f]?s?|smb3|afs|coda|ceph|glusterfs|lustre|beegfs|ncpfs|davfs|fuse\.(?:sshfs|glusterfs|ceph\S*|rclone|s3fs|gcsfuse|mount-s3|davfs\S*|curlftpfs|smbnetfs|afp\S*))$/;

/**
 * `mountinfo`: as Linux has it (proc(5)). `home`: where the action works. Where that lies on another machine itself, what is
 * mounted there is near enough: the editor works in it.
 */
export function mountsIn(mountinfo: string, home?: string): Mounts {
  const types = new Map<string, string>();
  // Of two on one place the later one hides the other.
  for (const line of mountinfo.split('\n')) {
    const [own = '', rest = ''] = line.split(' - ');
    const place = own.split(' ')[4];
    const type = rest.split(' ')[0];
    if (place !== undefined && type !== undefined) types.set(unescaped(place), type);
  }
  const isFar = (type: string): boolean => type === 'autofs' || (home !== undefined && NETWORK.test(type));
  const far = new Set([...types].flatMap(([place, type]) => (isFar(type) ? [place] : [])));
  const own = home === undefined ? undefined : mountOf(home);
  return {
    isAway(place) {
      if (isMountedOnLooking(place)) return true;
      // The way to where the action works has been gone already.
      if (far.size === 0 || home === place || home?.startsWith(`${place}/`) === true) return false;
      const mount = mountOf(place);
      return far.has(mount) && mount !== own;
    },
  };

  function mountOf(place: string): string {
    return types.has(place) || place === path.dirname(place) ? place : mountOf(path.dirname(place));
  }
}

/** As things are now. Where the system does not say, only the usual folders are known. */
export async function mountsNow(home?: string): Promise<Mounts> {
  return mountsIn(await fs.promises.readFile('/proc/self/mountinfo', 'utf8').catch(() => ''), home);
}

/** `\040` is a blank. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
}

import fs from 'node:fs';

export type BoundedFile =
  | {
      readonly ok: true;
      readonly bytes: Buffer;
      /** Milliseconds since 1970. */
      readonly changed: number;
      /** Of its permissions, the nine bits. */
      readonly mode: number;
    }
  | { readonly ok: false; readonly why: 'absent' | 'link' | 'special' | 'too-large' | 'unreadable' };

/** A regular file of at most `most` bytes. A pipe or device is not waited for. Never throws. */
export async function boundedFile(
  file: string,
  most: number,
  links: 'refused' | 'followed' = 'refused',
): Promise<BoundedFile> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  try {
    const handle = await fs.promises.open(file, O_RDONLY | O_NONBLOCK | (links === 'refused' ? O_NOFOLLOW : 0));
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return { ok: false, why: 'special' };
      if (stat.size > most) return { ok: false, why: 'too-large' };
      const bytes = Buffer.alloc(stat.size);
      let at = 0;
      while (at < bytes.length) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at);
        // It became shorter while it was read: half of it says nothing true.
        if (bytesRead === 0) return { ok: false, why: 'unreadable' };
        at += bytesRead;
      }
      return { ok: true, bytes, changed: stat.mtimeMs, mode: stat.mode & 0o777 };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { ok: false, why: reasonOf((error as NodeJS.ErrnoException).code) };
  }
}

function reasonOf(code: string | undefined): 'absent' | 'link' | 'special' | 'unreadable' {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  if (code === 'ELOOP') return 'link';
  // A socket, or a device that is not there.
  return code === 'ENXIO' || code === 'ENODEV' ? 'special' : 'unreadable';
}

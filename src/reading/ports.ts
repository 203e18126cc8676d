import type { DigestFile } from '../action/digest.ts';
import type { Language, OpenReader, PackageScriptRequest } from './reader.ts';

/** The readers by the language that they read. A language without one is opaque. */
export type Readers = Readonly<Partial<Record<Language, OpenReader>>>;

/** Text that lies on disk. Every call is bounded in bytes and time by whoever fills the port, and never rejects. */
export interface TextPort {
  /** The text of a regular file, with the SHA-256 (lower-case hex) of the bytes it was made from. */
  file(path: string): Promise<FileText | Unread>;
  /** All texts that the script runs, in order (`prebuild`, `build`, `postbuild`). */
  packageScript(request: PackageScriptRequest): Promise<ScriptTexts | Unread>;
}

export interface FileText {
  readonly text: string;
  readonly sha256: string;
}

export interface ScriptText extends FileText {
  /** The file that names the script. */
  readonly path: string;
  readonly dialect: string;
  /** Where it runs, when that is another package's folder. */
  readonly directory?: string;
  /** It is what was asked for, not what runs before or after it: words for the script are put behind it. */
  readonly own?: true;
}

export interface ScriptTexts {
  readonly texts: readonly ScriptText[];
  /** Every file that was looked at: the ones that were not there too, since a new one would be run instead. */
  readonly files: readonly DigestFile[];
}

export interface Unread {
  readonly unread: UnreadWhy;
  /** What was looked at, all the same. Absent: it is not known what is there, so another may be run than was filed. */
  readonly files?: readonly DigestFile[];
}

/**
 * `failed`: it could not be opened or read. `late`: not within the port's time. `no-disk`: there is none to look at.
 * `elsewhere`: it lies on another machine or in a container, where nobody looks. `changed`: the text that runs it may change it before.
 */
export type UnreadWhy =
  | 'absent'
  | 'special'
  | 'failed'
  | 'too-large'
  | 'not-text'
  | 'late'
  | 'no-disk'
  | 'elsewhere'
  | 'changed';

/** No disk at all: what `keyturn check` has without `--cwd`. */
export const NO_DISK: TextPort = {
  file: () => Promise.resolve({ unread: 'no-disk' }),
  packageScript: () => Promise.resolve({ unread: 'no-disk' }),
};

/** Waits for work no longer than the port's bound: then undefined. A reader in another thread may never answer. */
export type Within = <T>(work: Promise<T>) => Promise<T | undefined>;

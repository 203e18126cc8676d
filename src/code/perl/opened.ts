import type { TextRange } from '../../effect/effect.ts';
import { isTopicKept } from './argv.ts';
import { GIVEN, isUnchanged, valuesOf } from './bindings.ts';
import type { Named } from './bindings.ts';

/** What a Perl text reads besides what it is given. Without a path it is known only when it runs. */
export interface PerlRead {
  readonly path: Named | undefined;
  readonly isFolder: boolean;
  readonly range: TextRange;
}

/** Words that open something, each with its arguments. */
export const OPENERS = /^(?:open|opendir|find|finddepth)$/;

/** Where the reader goes on, and the brackets that are open there. */
export interface Taken {
  readonly at: number;
  readonly opens: string;
  /** What stands there is the path, as code makes it. */
  readonly isMade?: true;
  /** There begins the block of a `find`, whose folders stand behind it. */
  readonly isFind?: true;
}

/** Files and folders that a Perl text opens to read. */
export interface Opened {
  readonly reads: PerlRead[];
  readonly handles: Set<string>;
  /** What stands behind the word, which ends at `at`; undefined: it may do something else than read. */
  take(word: string, at: number): Taken | undefined;
  /** The folders of a `find`, behind its block; the end of the list, or undefined where it is no list of folders. */
  folders(at: number): number | undefined;
  /** `<>` reads what the program is given. */
  given(range: TextRange): void;
}

const QUOTED = String.raw`'(?:[^'\\])*'|"(?:[^"\\$@])*"`;
const HANDLE = String.raw`(?:(?:my|local|our)\s+)?\$(?<lexical>[a-z_]\w*)|(?:local\s*\*)?(?<bare>(?!STD|ARGV|DATA|ENV)[A-Z][A-Z0-9_]*)`;
/** Behind a path nothing more may belong to it. */
const END = String.raw`(?=\s*(?:\)|;|\}|\|\||\/\/|$|(?:or|and|if|unless|while|until|for|foreach)\b))`;
const PATH = String.raw`(?:(?<quoted>${QUOTED})|(?<memory>\\\s*\$[a-z_]\w*)|\$(?<variable>ARGV\[-?\d+\]|[a-z_]\w*|File::Find::name|_(?!\w))|(?<shifted>shift\s*(?:@ARGV|\(\s*@ARGV\s*\))?))${END}`;
const MODE = String.raw`\s*,\s*(?:'<\s*(?::(?!via)[\w:() -]+)?'|"<\s*(?::(?!via)[\w:() -]+)?")\s*,\s*`;
/** Three arguments, the second says that it reads. */
const OPEN = new RegExp(String.raw`\s*(?:\(\s*)?(?:${HANDLE})${MODE}${PATH}`, 'y');
/** The same, with a path that the program makes. */
const OPEN_MADE = new RegExp(String.raw`\s*\(?\s*(?:${HANDLE})${MODE}`, 'y');
/** Two arguments: a name that begins or ends in no sign that says otherwise. */
const OPEN_PLAIN = new RegExp(
  String.raw`\s*(?:\(\s*)?(?:${HANDLE})\s*,\s*(?:(?<quoted>(?:'<?\s*[\w./-]+'|"<?\s*[\w./-]+"))|"<\s*\$\{?(?<variable>[a-z_]\w*)\}?")${END}`,
  'y',
);
const OPEN_FOLDER = new RegExp(String.raw`\s*(?:\(\s*)?(?:${HANDLE})\s*,\s*${PATH}`, 'y');
const OPEN_FOLDER_MADE = new RegExp(String.raw`\s*\(?\s*(?:${HANDLE})\s*,\s*`, 'y');
/** `find(sub { … }, "lib")`: its block is looked at like all else, its folders stand behind it. */
const FIND =
  /\s*\(?\s*(?:\{\s*(?:(?:no_chdir|bydepth|follow|follow_fast|follow_skip)\s*=>\s*\d\s*,\s*)*wanted\s*=>\s*)?sub\s*(?=\{)/y;
const FOLDER = String.raw`(?:${QUOTED}|\$[a-z_]\w*|@ARGV|\$ARGV\[\d+\])`;
const FOLDERS = new RegExp(
  String.raw`\s*,?\s*(?:(?:no_chdir|bydepth|follow|follow_fast|follow_skip)\s*=>\s*\d\s*,?\s*)*(?:\}\s*)?,\s*(?<list>${FOLDER}(?:\s*,\s*${FOLDER})*)\s*,?(?=\s*(?:\)|;|$))`,
  'y',
);

export function openedIn(text: string): Opened {
  const reads: PerlRead[] = [];
  const handles = new Set<string>();
  const finds: Named[] = [];
  const matched = (pattern: RegExp, at: number): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text) ?? undefined;
  };
  const named = (variable: string): readonly Named[] | undefined => {
    if (variable.startsWith('ARGV')) return [GIVEN];
    // Of the folders that `find` goes through, which are known behind its block.
    if (variable === 'File::Find::name') return /\$File::Find::name\s*\S?=(?![=~])/.test(text) ? undefined : [];
    if (variable !== '_') return valuesOf(variable, text) ?? ofFind(variable, text);
    if (/\bfor(?:each)?\s*\(?\s*@ARGV\b/.test(text) && isTopicKept(text)) return [GIVEN];
    const isSet = /\$_\s*[^\w\s=!<>).,;}\]]?=(?![=~])|\b(?:s|tr|y|chomp|chop|for|foreach|map|grep)\b/;
    return /\bfind(?:depth)?\b/.test(text) && !isSet.test(text) ? [] : undefined;
  };
  const read = (found: RegExpExecArray, at: number, isFolder: boolean): Taken => {
    const { quoted, variable, lexical, bare, memory, shifted } = found.groups ?? {};
    const end = at + found[0].length;
    const range: TextRange = [at + found[0].search(/\S/), end];
    const handle = lexical ?? bare;
    if (handle !== undefined) handles.add(handle);
    const opens = /^\s*\(/.test(found[0]) ? '(' : '';
    if (memory !== undefined) return { at: end, opens };
    const literal = quoted?.slice(1, -1).replace(/^<\s*/, '');
    const isGiven = shifted !== undefined && (shifted !== 'shift' || !/\bsub\b/.test(text));
    const paths: readonly Named[] | undefined =
      literal !== undefined ? [literal] : shifted === undefined ? named(variable ?? '') : isGiven ? [GIVEN] : undefined;
    for (const path of paths ?? [undefined]) reads.push({ path, isFolder, range });
    return { at: end, opens };
  };
  /** What the path is made of is read as code. */
  const made = (pattern: RegExp, at: number, isFolder: boolean): Taken | undefined => {
    const found = matched(pattern, at);
    if (found === undefined) return undefined;
    const { lexical, bare } = found.groups ?? {};
    const handle = lexical ?? bare;
    if (handle !== undefined) handles.add(handle);
    const end = at + found[0].length;
    const rest = /^[^;\n]{0,60}/.exec(text.slice(end))?.[0].length ?? 0;
    reads.push({ path: undefined, isFolder, range: [end, end + rest] });
    return { at: end, opens: /^\s*\(/.test(found[0]) ? '(' : '', isMade: true };
  };
  return {
    reads,
    handles,
    take(word, at) {
      switch (word) {
        case 'open': {
          const found = matched(OPEN, at) ?? matched(OPEN_PLAIN, at);
          return found === undefined ? made(OPEN_MADE, at, false) : read(found, at, false);
        }
        case 'opendir': {
          const found = matched(OPEN_FOLDER, at);
          return found === undefined ? made(OPEN_FOLDER_MADE, at, true) : read(found, at, true);
        }
        default: {
          const found = matched(FIND, at);
          if (found === undefined) return undefined;
          const opens = found[0].replace(/[^({]/g, '');
          return { at: at + found[0].length, opens, isFind: true };
        }
      }
    },
    folders(at) {
      const found = matched(FOLDERS, at);
      if (found === undefined) return undefined;
      const range: TextRange = [at, at + found[0].length];
      for (const [one] of (found.groups?.['list'] ?? '').matchAll(new RegExp(FOLDER, 'g'))) {
        const values: readonly Named[] | undefined = /^['"]/.test(one)
          ? [one.slice(1, -1)]
          : one.includes('ARGV')
            ? [GIVEN]
            : valuesOf(one.slice(1), text);
        for (const path of values ?? [undefined]) {
          reads.push({ path, isFolder: true, range });
          if (path !== undefined) finds.push(path);
        }
      }
      return at + found[0].length;
    },
    given(range) {
      if (!reads.some(({ path, isFolder }) => path === GIVEN && !isFolder))
        reads.push({ path: GIVEN, isFolder: false, range });
    },
  };
}

/** `my $path = $File::Find::name` is in the folders of the `find`. */
function ofFind(variable: string, text: string): readonly Named[] | undefined {
  const bound = [...text.matchAll(new RegExp(String.raw`\bmy\s*\(?\s*\$${variable}\b[^;]*`, 'g'))].map(([one]) => one);
  const [only, ...more] = bound;
  return only !== undefined &&
    more.length === 0 &&
    /=\s*\$File::Find::name\s*$/.test(only) &&
    isUnchanged(variable, text.replace(only, ''))
    ? []
    : undefined;
}

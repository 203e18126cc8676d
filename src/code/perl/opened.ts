import type { TextRange } from '../../effect/effect.ts';

/** What a Perl text reads besides what it is given. Without a path it is known only when it runs. */
export interface PerlRead {
  readonly path: string | undefined;
  readonly isFolder: boolean;
  readonly range: TextRange;
}

/** Words that open something, each with its arguments. */
export const OPENERS = /^(?:open|opendir|find|finddepth|glob)$/;

/** Files and folders that a Perl text opens to read. */
export interface Opened {
  readonly reads: PerlRead[];
  readonly handles: Set<string>;
  /** The end of the arguments behind the word, which ends at `at`; undefined: it may do something else than read. */
  take(word: string, at: number): number | undefined;
}

const QUOTED = String.raw`'(?:[^'\\])*'|"(?:[^"\\$@])*"`;
const HANDLE = String.raw`(?:my\s+)?\$(?<lexical>[a-z_]\w*)|(?<bare>(?!STD|ARGV|DATA|ENV)[A-Z][A-Z0-9_]*)`;
/** Behind a path nothing more may belong to it. */
const END = String.raw`(?=\s*(?:\)|;|\}|\|\||$|(?:or|and|if|unless|while|until|for|foreach)\b))`;
const PATH = String.raw`(?:(?<quoted>${QUOTED})|\$(?<variable>[a-z_]\w*|File::Find::name|_(?!\w)))${END}`;
/** Three arguments, the second says that it reads. */
const OPEN = new RegExp(
  String.raw`\s*(?:\(\s*)?(?:${HANDLE})\s*,\s*(?:'<(?::[\w:()-]+)?'|"<(?::[\w:()-]+)?")\s*,\s*${PATH}`,
  'y',
);
/** Two arguments: a name that begins or ends in no sign that says otherwise. */
const OPEN_PLAIN = new RegExp(
  String.raw`\s*(?:\(\s*)?(?:${HANDLE})\s*,\s*(?<quoted>(?:'<?\s*[\w./-]+'|"<?\s*[\w./-]+"))${END}`,
  'y',
);
const OPEN_FOLDER = new RegExp(String.raw`\s*(?:\(\s*)?(?:${HANDLE})\s*,\s*${PATH}`, 'y');
/** `find(sub { … }, "lib")`: its block is looked at like all else, its folders stand behind it. */
const FIND = /\s*\(?\s*(?:\{\s*wanted\s*=>\s*)?sub\s*(?=\{)/y;
const GLOB = new RegExp(String.raw`\s*\(?\s*(?<quoted>${QUOTED})`, 'y');

export function openedIn(text: string): Opened {
  const reads: PerlRead[] = [];
  const handles = new Set<string>();
  const matched = (pattern: RegExp, at: number): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text) ?? undefined;
  };
  const read = (found: RegExpExecArray, at: number, isFolder: boolean): number => {
    const { quoted, variable, lexical, bare } = found.groups ?? {};
    const end = at + found[0].length;
    const range: TextRange = [at + found[0].search(/\S/), end];
    const literal = quoted?.slice(1, -1).replace(/^<\s*/, '');
    const paths = literal === undefined ? valuesOf(variable ?? '', text) : [literal];
    for (const path of paths ?? [undefined]) reads.push({ path, isFolder, range });
    const handle = lexical ?? bare;
    if (handle !== undefined) handles.add(handle);
    return end;
  };
  return {
    reads,
    handles,
    take(word, at) {
      switch (word) {
        case 'open': {
          const found = matched(OPEN, at) ?? matched(OPEN_PLAIN, at);
          return found === undefined ? undefined : read(found, at, false);
        }
        case 'opendir': {
          const found = matched(OPEN_FOLDER, at);
          return found === undefined ? undefined : read(found, at, true);
        }
        case 'glob': {
          const found = matched(GLOB, at);
          return found === undefined ? undefined : at + found[0].length;
        }
        default: {
          const found = matched(FIND, at);
          const folders = foundIn(text);
          if (found === undefined || folders === undefined) return undefined;
          for (const path of folders) reads.push({ path, isFolder: true, range: [at, at + found[0].length] });
          return at + found[0].length;
        }
      }
    },
  };
}

/** Folders that `find` goes through, where the text has one `find` and writes them out. */
function foundIn(text: string): readonly string[] | undefined {
  if ((text.match(/\bfind(?:depth)?\b/g) ?? []).length !== 1) return undefined;
  const list = new RegExp(String.raw`\}\s*,\s*((?:${QUOTED})(?:\s*,\s*(?:${QUOTED}))*)\s*\)?\s*;?\s*$`).exec(text)?.[1];
  return list?.match(new RegExp(QUOTED, 'g'))?.map((one) => one.slice(1, -1));
}

/** What a variable stands for that one loop binds, and nothing else; undefined: that is known only when it runs. */
function valuesOf(variable: string, text: string): readonly string[] | undefined {
  if (variable === 'File::Find::name' || variable === '_') {
    const isSet =
      variable === '_'
        ? /\$_\s*[^\w\s=!<>).,;}\]]?=(?![=~])|\b(?:s|tr|y|chomp|chop|for|foreach|map|grep)\b/
        : /\$File::Find::\w+\s*\S?=(?![=~])/;
    return isSet.test(text) ? undefined : foundIn(text)?.map((folder) => `${folder}/**`);
  }
  const name = String.raw`\$${variable}\b`;
  const loops = [
    ...text.matchAll(
      new RegExp(
        String.raw`\bfor(?:each)?\s+my\s+${name}\s*\(\s*(?:glob\s*\(?\s*)?((?:${QUOTED})(?:\s*,\s*(?:${QUOTED}))*)\s*\)`,
        'g',
      ),
    ),
  ];
  const [loop, ...more] = loops;
  const changed = new RegExp(
    String.raw`(?:\bmy|\blocal|\bour|\\|\+\+|--)\s*\(?\s*(?:[$@%]\w+\s*,\s*)*${name}|\([^()]*${name}[^()]*\)\s*=(?![=~])|${name}\s*(?:\+\+|--|[^\w\s=!<>),.;}\]]{0,2}\.?=(?![=~>])|=~\s*(?:s|tr|y)\b)|\(\s*${name}\s*\)\s*\{|\b(?:map|grep|chomp|chop|read|substr)\b`,
    'g',
  );
  const rest = text.replace(loop?.[0] ?? '', '');
  if (loop === undefined || more.length > 0 || changed.test(rest)) return undefined;
  const isGlob = /\bglob\b/.test(loop[0]);
  const words = loop[1]?.match(new RegExp(QUOTED, 'g'))?.map((one) => one.slice(1, -1)) ?? [];
  return isGlob ? words.flatMap((one) => one.split(/\s+/)) : words;
}

/**
 * Whether what is followed (`$d->{x}`, `@$d`, `%{$d}`) was made by the text or decoded. A text that is followed is the name of a variable, `ENV`
 * among them.
 */
export function followsOnlyData(text: string): boolean {
  if (/\buse\s+strict\b/.test(text)) return true;
  const followed = [...text.matchAll(/\$(\w+)\s*->|[@%$]\s*\{?\s*\$+\{?(\w+)/g)].map(
    (found) => found[1] ?? found[2] ?? '',
  );
  return followed.every((name) => {
    if (name === '_') return !/\$_\s*=(?![=~])|["'][A-Z]{1,4}["']/.test(text);
    const given = [...text.matchAll(new RegExp(String.raw`\$${name}\b\s*=(?![=~])\s*([^;]{0,16})`, 'g'))];
    const loops = [...text.matchAll(new RegExp(String.raw`\bfor(?:each)?\s+(?:my\s+)?\$${name}\b\s*\(\s*(.)`, 'g'))];
    return (
      given.every(([, value = '']) => /^(?:decode_json|from_json|[[{\\])/.test(value)) &&
      loops.every(([, first = '']) => /[@%a-z]/.test(first)) &&
      given.length + loops.length > 0
    );
  });
}

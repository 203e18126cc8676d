import path from 'node:path';

export type TerraformVerb =
  | 'destroy'
  | 'apply'
  | 'state rm'
  | 'state mv'
  | 'state push'
  | 'taint'
  | 'workspace delete'
  | 'force-unlock';

/** The words of one command of Terraform's or OpenTofu's that changes what it manages. */
export interface TerraformWords {
  readonly tool: string;
  /** How a command that works in the same place begins: the tool, and `-chdir` where the words have it. */
  readonly begin: readonly string[];
  readonly verb: TerraformVerb;
  /** Where it works: the folder it runs in, moved by `-chdir`. */
  readonly folder: string;
  readonly targets: readonly string[];
  readonly replaces: readonly string[];
  /** The state file that `-state` names. */
  readonly state?: string;
  readonly force: boolean;
  readonly operands: readonly string[];
  /** False: an option is not known here, or narrows in a way that is not worked out here. */
  readonly certain: boolean;
}

/** Options with a value. Each may be joined by `=` or stand as the next word. */
const VALUES = new Set(
  'target replace state state-out backup backup-out var var-file lock-timeout parallelism out'.split(' '),
);

/** Options that change nothing of what is hit. */
const PLAIN = new Set(
  'auto-approve input no-color json compact-warnings lock refresh force ignore-remote-version destroy allow-missing concise show-sensitive consolidate-warnings consolidate-errors'.split(
    ' ',
  ),
);

const FAMILIES: ReadonlySet<string> = new Set(['state', 'workspace']);
const VERBS: ReadonlySet<string> = new Set<TerraformVerb>([
  'destroy',
  'apply',
  'state rm',
  'state mv',
  'state push',
  'taint',
  'workspace delete',
  'force-unlock',
]);

/** Undefined: no command of Terraform's, or one that changes nothing that is counted here. `cwd`: where it runs. */
export function terraformWords(argv: readonly string[], cwd: string): TerraformWords | undefined {
  const tool = path.basename(argv[0] ?? '');
  if (tool !== 'terraform' && tool !== 'tofu') return undefined;
  const { folder, at, moves } = place(argv, cwd);
  const [first = '', second = ''] = argv.slice(at);
  const verb = FAMILIES.has(first) ? `${first} ${second}` : first;
  if (!VERBS.has(verb)) return undefined;
  return {
    tool,
    begin: [tool, ...moves],
    folder,
    ...optionsOf(verb as TerraformVerb, argv.slice(at + verb.split(' ').length)),
  };
}

/** The workspace that a command chooses for those after it. */
export function chosenWorkspace(
  argv: readonly string[],
  cwd: string,
): { readonly folder: string; readonly workspace: string } | undefined {
  if (!/^(?:terraform|tofu)$/.test(path.basename(argv[0] ?? ''))) return undefined;
  const { folder, at } = place(argv, cwd);
  const [first, second, ...rest] = argv.slice(at);
  if (first !== 'workspace' || (second !== 'select' && second !== 'new')) return undefined;
  const workspace = rest.find((word) => !word.startsWith('-'));
  return workspace === undefined ? undefined : { folder, workspace };
}

/** Where it works, and the first word that is no option. */
function place(
  argv: readonly string[],
  cwd: string,
): { readonly folder: string; readonly at: number; readonly moves: readonly string[] } {
  let folder = cwd;
  let moves: readonly string[] = [];
  let at = 1;
  for (; argv[at]?.startsWith('-') === true; at += 1) {
    const [, moved] = /^--?chdir=(.*)$/s.exec(argv[at] ?? '') ?? [];
    if (moved === undefined) continue;
    folder = path.resolve(cwd, moved);
    moves = [argv[at] ?? ''];
  }
  return { folder, at, moves };
}

function optionsOf(verb: TerraformVerb, words: readonly string[]): Omit<TerraformWords, 'tool' | 'begin' | 'folder'> {
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const operands: string[] = [];
  let certain = true;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, name = '', joined] = /^--?([a-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === '') operands.push(word);
    else if (VALUES.has(name)) values.set(name, [...(values.get(name) ?? []), joined ?? words[++at] ?? '']);
    else {
      if (joined === undefined || /^(?:1|t|true)$/i.test(joined)) flags.add(name);
      if (!PLAIN.has(name)) certain = false;
    }
  }
  const state = values.get('state')?.at(-1);
  return {
    verb: verb === 'apply' && flags.has('destroy') ? 'destroy' : verb,
    targets: values.get('target') ?? [],
    replaces: values.get('replace') ?? [],
    ...(state === undefined || state === '' ? {} : { state }),
    force: flags.has('force'),
    operands,
    certain,
  };
}

import { AUTO_PASS } from '../../rules/ruling.ts';
import type { AutoPass } from '../../rules/ruling.ts';
import type { ShellName } from '../../action/action.ts';

export const SHELL_NAMES: readonly ShellName[] = ['sh', 'bash', 'zsh', 'pwsh', 'powershell', 'cmd'];
export const CHECK_KINDS = ['shell', 'sql', 'http'] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export interface CheckOptions {
  readonly kind: CheckKind;
  readonly dialect?: string;
  readonly shell?: ShellName;
  /** As given; undefined: no disk is read. */
  readonly cwd?: string;
  readonly workspace?: string;
  readonly autoPass: AutoPass;
  readonly json: boolean;
  /** A rules file that counts as the user's own. */
  readonly rules?: string;
}

export type CheckArguments =
  | { readonly form: 'text'; readonly text: string; readonly options: CheckOptions }
  | { readonly form: 'jsonl'; readonly options: CheckOptions }
  | { readonly form: 'wrong'; readonly why: string };

const WITH_VALUE = ['--kind', '--dialect', '--shell', '--cwd', '--workspace', '--auto-pass', '--rules'];

/** Arguments of `keyturn check`. Options stand before `--`; after it stands exactly one text, taken letter by letter. */
export function checkArguments(args: readonly string[]): CheckArguments {
  const end = args.indexOf('--');
  const words = end < 0 ? args : args.slice(0, end);
  const texts = end < 0 ? [] : args.slice(end + 1);
  const values = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [name = '', inline] = word.split(/=(.*)/s);
    if (name === '--json' || name === '--jsonl') {
      if (inline !== undefined) return wrong(`${name} takes no value.`);
      values.set(name, '');
    } else if (WITH_VALUE.includes(name)) {
      const value = inline ?? words[++at];
      if (value === undefined) return wrong(`${name} needs a value.`);
      values.set(name, value);
    } else {
      return wrong(word.startsWith('-') ? `There is no option ${word}.` : `Put -- before the text: ${word}`);
    }
  }
  const options = optionsOf(values);
  if ('why' in options) return options;
  if (values.has('--jsonl'))
    return texts.length > 0 ? wrong('--jsonl reads its texts from standard input.') : { form: 'jsonl', options };
  const [text, more] = texts;
  if (text === undefined || more !== undefined) return wrong('Give exactly one text after --.');
  return { form: 'text', text, options };
}

function optionsOf(values: ReadonlyMap<string, string>): CheckOptions | (CheckArguments & { readonly form: 'wrong' }) {
  const kind = oneOf(CHECK_KINDS, values.get('--kind') ?? 'shell');
  if (kind === undefined) return wrong(`--kind is one of ${CHECK_KINDS.join(', ')}.`);
  const shellName = values.get('--shell');
  const shell = shellName === undefined ? undefined : oneOf(SHELL_NAMES, shellName);
  if (shellName !== undefined && shell === undefined) return wrong(`--shell is one of ${SHELL_NAMES.join(', ')}.`);
  const autoPass = oneOf(AUTO_PASS, values.get('--auto-pass') ?? 'reads');
  if (autoPass === undefined) return wrong(`--auto-pass is one of ${AUTO_PASS.join(', ')}.`);
  const dialect = values.get('--dialect');
  const cwd = values.get('--cwd');
  const workspace = values.get('--workspace');
  const rules = values.get('--rules');
  if ([dialect, cwd, workspace, rules].includes('')) return wrong('An option’s value is empty.');
  return {
    kind,
    autoPass,
    json: values.has('--json'),
    ...(dialect === undefined ? {} : { dialect }),
    ...(shell === undefined ? {} : { shell }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(rules === undefined ? {} : { rules }),
  };
}

export function oneOf<T extends string>(names: readonly T[], name: string): T | undefined {
  return names.find((known) => known === name);
}

function wrong(why: string): CheckArguments & { readonly form: 'wrong' } {
  return { form: 'wrong', why };
}

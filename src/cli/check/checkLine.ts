import { scanJson } from '../../action/json.ts';
import { isWindowsPath } from '../../effect/windowsPath.ts';
import { inputSentence } from '../../app/sentences/input.ts';
import { CHECK_KINDS, SHELL_NAMES, oneOf } from './checkArguments.ts';
import type { CheckKind } from './checkArguments.ts';
import type { ShellName } from '../../action/action.ts';

export interface CheckLine {
  readonly id?: string | number;
  readonly kind: CheckKind;
  readonly text: string;
  readonly dialect?: string;
  readonly shell?: ShellName;
  readonly cwd?: string;
}

export type DecodedLine =
  | { readonly ok: true; readonly line: CheckLine }
  | {
      readonly ok: false;
      readonly id?: string | number;
      readonly error: { readonly field?: string; readonly message: string };
    };

const FIELDS = ['id', 'kind', 'text', 'dialect', 'shell', 'cwd'] as const;

/** One line of `keyturn check --jsonl`. By hand: ten thousand of them are read in one go. */
export function decodeLine(text: string, kindByDefault: CheckKind): DecodedLine {
  const scanned = scanJson(text);
  if (!scanned.ok) {
    const { field } = scanned.problem;
    return { ok: false, error: { ...(field === '' ? {} : { field }), message: inputSentence(scanned.problem) } };
  }
  const { value } = scanned;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, error: { message: 'A line is one JSON object.' } };
  const fields = value as Readonly<Record<string, unknown>>;
  const id = typeof fields['id'] === 'string' || typeof fields['id'] === 'number' ? fields['id'] : undefined;
  const fail = (field: string, message: string): DecodedLine => ({
    ok: false,
    ...(id === undefined ? {} : { id }),
    error: { field, message },
  });
  for (const name of Object.keys(fields))
    if (!(FIELDS as readonly string[]).includes(name)) return fail(name, 'This field is not known.');
  if (fields['id'] !== undefined && id === undefined) return fail('id', 'It must be a string or a number.');
  for (const name of ['kind', 'text', 'dialect', 'shell', 'cwd'])
    if (fields[name] !== undefined && typeof fields[name] !== 'string') return fail(name, 'It must be a string.');
  const { text: body, dialect, cwd } = fields as Readonly<Record<string, string | undefined>>;
  if (body === undefined) return fail('text', 'It is missing.');
  const kind = oneOf(CHECK_KINDS, fields['kind'] === undefined ? kindByDefault : String(fields['kind']));
  if (kind === undefined) return fail('kind', `It must be one of ${CHECK_KINDS.join(', ')}.`);
  // A shell may also be named as the dialect: read as bash, the text of another shell would be another text.
  const shellField = kind === 'shell' && fields['shell'] === undefined ? 'dialect' : 'shell';
  const shellName = fields[shellField];
  const shell = shellName === undefined ? undefined : oneOf(SHELL_NAMES, String(shellName));
  if (shellName !== undefined && shell === undefined)
    return fail(shellField, `It must be one of ${SHELL_NAMES.join(', ')}.`);
  if (cwd !== undefined && !cwd.startsWith('/') && !isWindowsPath(cwd))
    return fail('cwd', 'It must be an absolute path.');
  if (dialect === '') return fail('dialect', 'It must not be empty.');
  return {
    ok: true,
    line: {
      kind,
      text: body,
      ...(id === undefined ? {} : { id }),
      ...(dialect === undefined ? {} : { dialect }),
      ...(shell === undefined ? {} : { shell }),
      ...(cwd === undefined ? {} : { cwd }),
    },
  };
}

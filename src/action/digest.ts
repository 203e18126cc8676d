import type { Action } from './action.ts';
import { bytesOf } from './utf8.ts';

/** A file that decides what is run, as it was when the intent was filed. */
export interface DigestFile {
  readonly path: string;
  /** Lower-case hex. Of a file without bytes to hash what it was instead: `absent`, `special`, `unreadable`. */
  readonly sha256: string;
}

const DOMAIN = 'keyturn-action-v1\n';

/**
 * The bytes whose SHA-256 is the digest: the domain line, then `name:byteLength:bytes` and a line break for `kind` and
 * each field that is there, in the order of the schema. Names hold no colon, so no two actions share these bytes.
 */
export function digestBytes(action: Action, files: readonly DigestFile[] = []): Uint8Array {
  const parts: Uint8Array[] = [bytesOf(DOMAIN)];
  for (const [name, value] of [...digestFields(action), ...fileFields(files)]) {
    const bytes = bytesOf(value);
    parts.push(bytesOf(`${name}:${bytes.length}:`), bytes, bytesOf('\n'));
  }
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

type Field = readonly [name: string, value: string];

/** The named values of an action in digest order; absent fields are not there. */
function digestFields(action: Action): readonly Field[] {
  const fields: Field[] = [['kind', action.kind]];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) fields.push([name, value]);
  };
  switch (action.kind) {
    case 'shell':
      add('command', action.command);
      action.argv?.forEach((word, index) => add(`argv.${index}`, word));
      add('shell', action.shell);
      add('cwd', action.cwd);
      for (const name of Object.keys(action.environment ?? {}).sort())
        add(`environment.${name}`, action.environment?.[name]);
      add('stdin', action.stdin);
      return fields;
    case 'sql':
      add('statement', action.statement);
      add('dialect', action.dialect);
      add('connection', action.connection);
      add('cwd', action.cwd);
      return fields;
    case 'http':
      add('method', action.method);
      add('url', action.url);
      action.headers?.forEach(([name, value], index) => {
        add(`headers.${index}.0`, name);
        add(`headers.${index}.1`, value);
      });
      add('body', action.body);
      return fields;
    case 'file':
      add('operation', action.operation);
      add('path', action.path);
      add('content', action.content);
      return fields;
    case 'tool':
      add('server', action.server);
      add('tool', action.tool);
      add('input', action.input);
      return fields;
  }
}

function fileFields(files: readonly DigestFile[]): readonly Field[] {
  return files.flatMap((file, index): Field[] => [
    [`file.${index}.path`, file.path],
    [`file.${index}.sha256`, file.sha256],
  ]);
}

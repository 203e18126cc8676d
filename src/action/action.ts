/** The exact thing a runner is about to execute. Field order here is the schema order that the digest uses. */
export type Action = ShellAction | SqlAction | HttpAction | FileAction | ToolAction;

export type ShellName = 'sh' | 'bash' | 'zsh' | 'pwsh' | 'powershell' | 'cmd';

export interface ShellAction {
  readonly kind: 'shell';
  /** Exactly one of `command` and `argv`. `argv` runs without a shell. */
  readonly command?: string;
  readonly argv?: readonly string[];
  readonly shell?: ShellName;
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The whole of standard input, when the runner passes one (`keyturn run --stdin`). Absent: closed. */
  readonly stdin?: string;
}

export interface SqlAction {
  readonly kind: 'sql';
  readonly statement: string;
  readonly dialect?: string;
  readonly connection?: string;
  readonly cwd?: string;
}

export interface HttpAction {
  readonly kind: 'http';
  readonly method: string;
  readonly url: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
}

export interface FileAction {
  readonly kind: 'file';
  readonly operation: 'write' | 'edit' | 'delete';
  readonly path: string;
  readonly content?: string;
}

export interface ToolAction {
  readonly kind: 'tool';
  readonly server: string;
  readonly tool: string;
  /** The exact JSON text of `input` as received: digested as bytes, never re-serialised. */
  readonly input: string;
}

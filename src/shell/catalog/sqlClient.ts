import type { Connection } from '../../effect/object.ts';
import { act, opaque } from '../effects/act.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { embedArg, embedFile, embedFlow } from '../calls/embed.ts';
import type { Inner } from '../calls/embed.ts';
import type { Login } from '../../reading/reader.ts';
import { tellsName } from './toldNames.ts';

/** Without the password: what is shown and recorded must not hold one. */
export function bareUrl(url: string): string {
  return url.replace(/^([a-z0-9+]+:\/\/[^:/@]*):[^@]*@/i, '$1@');
}

export function environmentValue(call: Call, name: string): string | undefined {
  return call.scope.variables.get(name)?.value;
}

interface Client {
  readonly dialect: string;
  /** The dialect of commands that begin with a backslash, where they are another client's. */
  readonly backslash?: string;
  readonly target: (call: Call) => string;
  readonly login?: (call: Call) => Login;
  /** Options whose value is a statement; whose value is a file of statements. */
  readonly statements: readonly string[];
  readonly files: readonly string[];
  /** Which operand is a statement, counted from 0. */
  readonly operand?: number;
  /** Nothing to run: the program waits for a person. */
  readonly idle?: (call: Call) => boolean;
}

/** Hands every statement the client would run to the SQL reader, with where it would run. */
export function client(spec: Client): (call: Call) => void {
  return (call) => {
    const connection: Connection = { dialect: spec.dialect, target: spec.target(call) };
    const login = spec.login === undefined ? {} : { login: spec.login(call) };
    const inner: Inner = { language: 'sql', dialect: spec.dialect, connection, ...login };
    tellsName(call, valueOf(call, 'h', 'host'));
    let given = false;
    for (const option of call.parsed.given) {
      if (option.value === undefined) continue;
      if (option.spec.names.some((name) => spec.statements.includes(name))) {
        const isCommand = spec.backslash !== undefined && /^\s*\\/.test(option.value.value);
        embedArg(call, option.value, isCommand ? { ...inner, dialect: spec.backslash } : inner);
        given = true;
      } else if (option.spec.names.some((name) => spec.files.includes(name))) {
        if (option.value.value === '-') readInput(call, inner);
        else embedFile(call, option.value, inner);
        given = true;
      }
    }
    const rest = spec.operand === undefined ? [] : call.parsed.operands.slice(spec.operand);
    for (const statement of rest) {
      embedArg(call, statement, inner);
      given = true;
    }
    call.state.weighty ||= given;
    if (!given && spec.idle?.(call) !== true) readInput(call, inner);
  };
}

export function readInput(call: Call, inner: Inner): void {
  if (call.stdin === undefined) {
    opaque(call, call.title, call.range, 'problem.interactive');
    return;
  }
  call.state.weighty = true;
  if (embedFlow(call, call.stdin, inner)) return;
  act(call, 'sql.execute', 'database', inner.connection?.target ?? call.title, call.stdin.range, {
    certainty: 'possible',
    traits: ['dynamic'],
    ...(inner.connection === undefined ? {} : { connection: inner.connection }),
  });
  opaque(call, call.title, call.stdin.range, 'problem.unknown-input');
}

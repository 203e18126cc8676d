import { parse, type ParseError } from 'jsonc-parser';

export type Settings = Readonly<Record<string, unknown>>;

/** The value of the text, undefined when it is not JSON (comments and trailing commas are let by, as an editor does). */
export function readSettings(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length === 0 ? value : undefined;
}

export function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Same value, whatever the order of keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  if (isSettings(a) && isSettings(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
    );
  }
  return a === b;
}

/** The loader reads these in every program that is started, the hook's own too; the rest concerns shells. */
const RISKY_VARIABLE = /^(LD_.*|DYLD_.*|BASH_ENV|ENV|SHELLOPTS|BASH_FUNC_.*)$/;

/** Variables that a settings file sets and that put code in front of a hook. */
export function riskyVariables(env: unknown): readonly string[] {
  return isSettings(env) ? Object.keys(env).filter((name) => RISKY_VARIABLE.test(name)) : [];
}

import { act, actOnFile, opaque } from '../effects/act.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import type { Call } from '../state/call.ts';

/** Strings of jq's, without those that have code in them. */
const JQ_STRINGS = /"(?:[^"\\]|\\[^(])*"/g;

/** `$ENV.TOKEN`, `env.TOKEN`, `env` whole, and yq's `env(TOKEN)`. Plain `.env` is a key. */
export function tellsEnvironment(call: Call): void {
  for (const { value, range } of call.parsed.operands) {
    if (!/env/i.test(value)) continue;
    const code = value.replace(JQ_STRINGS, (text) => (/^"\w+"$/.test(text) ? text : '""'));
    for (const [, word, name] of code.matchAll(
      /((?<![.\w$@-])(?:str)?env(?![\w-])|\$ENV\b)(?:\s*(?:\.\s*"?|\[\s*"|\(\s*)(\w+))?/g,
    ))
      if (name === undefined ? word !== undefined : isSecretVariable(name))
        act(call, 'secret.read', 'secret', name ?? 'environment', range);
  }
}

/** `load("a.yml")` of yq's, whose name may be known only when it runs. */
export function loadsFiles(call: Call): void {
  if (call.title !== 'yq') return;
  for (const operand of call.parsed.operands)
    for (const [, file] of operand.value.matchAll(/\bload(?:_?\w+)?\s*\(\s*(?:"([^"\\]+)"\s*\))?/g))
      if (file === undefined) opaque(call, operand.value, operand.range, 'problem.dynamic', ['dynamic']);
      else actOnFile(call, 'read', { ...operand, value: file, dynamic: false });
}

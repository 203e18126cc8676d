import { argumentOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { state } from './findings.ts';
import type { Rule } from '../value/rule.ts';
import type { Program } from './program.ts';

/** Variables that say where and how a program runs, and hold nothing that must stay secret. */
export const PLAIN_VARIABLE =
  /^(?:HOME|PATH|PWD|USER|LOGNAME|SHELL|LANG|LC_[A-Z]+|TERM|TZ|TMPDIR|TEMP|TMP|EDITOR|CI|NODE_ENV|NODE_PATH|NODE_VERSION|PYTHONPATH|VIRTUAL_ENV|CONDA_PREFIX|HOSTNAME|PORT|HOST|DEBUG|COLUMNS|LINES|DISPLAY|XDG_[A-Z_]+|npm_[a-z_]+|JAVA_HOME|GOPATH|CARGO_HOME|RUST_LOG|LOG_LEVEL|ENV|ENVIRONMENT|APP_ENV|RAILS_ENV|DJANGO_SETTINGS_MODULE|AWS_REGION|AWS_PROFILE|AWS_DEFAULT_REGION)$/;

/** A variable that may hold a key, or all of them at once. */
export function readEnvironment(rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  if (rule.environment === 'key') {
    const ofName = doing.value.is === 'ref' ? doing.value.name.replace(/^.*\./, '') : '';
    const asked = doing.args === undefined || doing.args.length === 0 ? [] : argumentOf(rule, doing, program);
    const names = asked.map((key) => (key.is === 'text' && key.open !== true ? key.text : ''));
    for (const name of names.length === 0 ? [ofName] : names) {
      if (PLAIN_VARIABLE.test(name)) continue;
      const known = name === '' || name === '[]' ? 'environment' : name;
      state(findings, 'secret.read', { type: 'secret', name: known }, doing.range);
    }
    return;
  }
  state(findings, 'secret.read', { type: 'secret', name: 'environment' }, doing.range);
}

import { settingsKept } from '../act.ts';
import type { Call } from '../call.ts';
import { addAsk } from '../run.ts';

/** Options of `docker compose` and of its commands that start and stop services and leave them what they are. */
const PLAIN =
  /^(?:-d|-w|-t|--detach|--wait|--wait-timeout|--build|--no-build|--no-deps|--no-start|--no-color|--no-log-prefix|--quiet-pull|--quiet-build|--timeout|--profile|--ansi|--progress|--attach|--attach-dependencies|--no-attach|--abort-on-container-exit|--exit-code-from|--timestamps|--yes|-y|--verbose)(?:=.*)?$/;
const COMPOSE_FILE = /^(?:\.\/)?(?:docker-)?compose[\w.-]*\.ya?ml$/;
const HARMLESS_VARIABLE = /^(?:DOCKER_BUILDKIT|COMPOSE_DOCKER_CLI_BUILD|COMPOSE_BAKE|COMPOSE_PROFILES)$/;

/**
 * The services of the workspace's own compose file, as it stands in HEAD, on this machine: starting and stopping them is the
 * workspace's code. Asked for only where no word or variable leads to another file or machine, and nothing is thrown away.
 */
export function ownServices(call: Call): void {
  const { words } = call.state;
  if (!/^docker(?:-compose)? /.test(call.title)) return;
  for (const name of call.scope.variables.keys())
    if (/^(?:DOCKER|COMPOSE)_/.test(name) && !HARMLESS_VARIABLE.test(name)) return;
  for (const [index, word] of words.entries()) {
    if (word.dynamic || word.glob) return;
    const file = /^(?:-f|--file)(?:=(.*))?$/.exec(word.value);
    if (file === null && word.value.startsWith('-') && !PLAIN.test(word.value)) return;
    if (file !== null && !COMPOSE_FILE.test(file[1] ?? words[index + 1]?.value ?? '')) return;
  }
  settingsKept(call, call.range, false);
  addAsk(call.shell.run, { ask: 'docker-here', range: call.range });
}

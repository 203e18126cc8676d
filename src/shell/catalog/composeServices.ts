import { act, settingsKept } from '../act.ts';
import type { Call } from '../call.ts';
import { addAsk } from '../run.ts';

/** Options of `docker compose` and of its commands that start and stop services and leave them what they are. */
const PLAIN =
  /^(?:-d|-w|-t|--detach|--wait|--wait-timeout|--build|--no-build|--no-deps|--no-start|--no-color|--no-log-prefix|--quiet-pull|--quiet-build|--timeout|--profile|--ansi|--progress|--attach|--attach-dependencies|--no-attach|--abort-on-container-exit|--exit-code-from|--timestamps|--yes|-y|--verbose)(?:=.*)?$/;
const COMPOSE_FILE = /^(?:\.\/)?(?:docker-)?compose[\w.-]*\.ya?ml$/;
const HARMLESS_VARIABLE = /^(?:DOCKER_BUILDKIT|COMPOSE_DOCKER_CLI_BUILD|COMPOSE_BAKE|COMPOSE_PROFILES)$/;

/**
 * What is done to services of a compose file. Those of the workspace's own file, as it stands in HEAD and on this machine, are
 * the workspace's code: `local` says so, and asks for the facts. Only where no word or variable leads to another file or
 * machine, and nothing is thrown away.
 */
export function actOnServices(call: Call, kind: 'container.run' | 'container.change', names: readonly string[]): void {
  const own = areOwn(call);
  for (const name of names) act(call, kind, 'container', name, call.range, own ? { environment: 'local' } : {});
  if (!own) return;
  settingsKept(call, call.range, false);
  addAsk(call.shell.run, { ask: 'docker-here', range: call.range });
}

function areOwn(call: Call): boolean {
  const { words } = call.state;
  if (!/^docker(?:-compose)? /.test(call.title) || call.scope.place !== 'unknown') return false;
  for (const name of call.scope.variables.keys())
    if (/^(?:DOCKER|COMPOSE)_/.test(name) && !HARMLESS_VARIABLE.test(name)) return false;
  return words.every((word, index) => {
    if (word.dynamic || word.glob) return false;
    const file = /^(?:-f|--file)(?:=(.*))?$/.exec(word.value);
    if (file !== null) return COMPOSE_FILE.test(file[1] ?? words[index + 1]?.value ?? '');
    return !word.value.startsWith('-') || PLAIN.test(word.value);
  });
}

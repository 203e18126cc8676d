import { act } from '../effects/act.ts';
import { settingsKept } from '../effects/diskAsks.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { Effect } from '../../effect/effect.ts';
import type { Embedded } from '../../reading/reader.ts';
import { addAsk } from '../state/run.ts';

/** Options of `docker compose` and of its commands that start and stop services and leave them what they are. */
const PLAIN =
  /^(?:-d|-w|-t|--detach|--wait|--wait-timeout|--build|--no-build|--no-deps|--no-start|--no-color|--no-log-prefix|--quiet-pull|--quiet-build|--timeout|--profile|--ansi|--progress|--attach|--attach-dependencies|--no-attach|--abort-on-container-exit|--exit-code-from|--timestamps|--yes|-y|--verbose|-T|-i|-t|-it|--no-TTY|--interactive|--tty)(?:=.*)?$/;
const COMPOSE_FILE = /^(?:\.\/)?(?:docker-)?compose[\w.-]*\.ya?ml$/;
const HARMLESS_VARIABLE = /^(?:DOCKER_BUILDKIT|COMPOSE_DOCKER_CLI_BUILD|COMPOSE_BAKE|COMPOSE_PROFILES)$/;

/**
 * What is done to services of a compose file. Those of the workspace's own file, as it stands in HEAD and on this machine, are
 * the workspace's code: `local` says so, and asks for the facts. Only where no word or variable leads to another file or
 * machine, and nothing is thrown away.
 */
export function actOnServices(call: Call, kind: 'container.run' | 'container.change', names: readonly string[]): void {
  const own = areOwn(call, call.state.words);
  for (const name of names) act(call, kind, 'container', name, call.range, own ? { environment: 'local' } : {});
  if (!own) return;
  settingsKept(call, call.range, false);
  addAsk(call.shell.run, { ask: 'docker-here', range: call.range });
}

/**
 * `docker compose exec SERVICE WORDS…`: a service of the workspace's own file, in which `work` runs. What of that is
 * the workspace's own code is `local` as well: the settings that it works by are looked at where they are kept.
 */
export function actInService(call: Call, service: Arg, work: () => void): void {
  const { run } = call.shell;
  const before = { effects: run.effects.length, embedded: run.embedded.length, asks: run.asks.length };
  work();
  const at = call.state.words.indexOf(service);
  if (at === -1 || !areOwn(call, call.state.words.slice(0, at))) return;
  // Settings inside the container cannot be looked at: those that it was made of can.
  run.asks.push(...run.asks.splice(before.asks).filter(({ ask }) => ask !== 'settings-kept'));
  const effects = run.effects.splice(before.effects).map((effect): Effect => {
    const isIts = effect.kind === 'container.run' && effect.object.name === service.value && effect.traits.length === 0;
    if (!isIts && effect.kind !== 'exec.project') return effect;
    settingsKept(call, effect.range, false);
    addAsk(run, { ask: 'docker-here', range: effect.range });
    return { ...effect, environment: 'local' };
  });
  run.effects.push(...effects);
  const scripts = run.embedded.splice(before.embedded).map((embedded): Embedded => {
    if (!('request' in embedded.want) || embedded.want.request !== 'package-script') return embedded;
    settingsKept(call, embedded.range, false);
    addAsk(run, { ask: 'docker-here', range: embedded.range });
    return { ...embedded, context: { ...embedded.context, place: 'local' } };
  });
  run.embedded.push(...scripts);
}

function areOwn(call: Call, words: readonly Arg[]): boolean {
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

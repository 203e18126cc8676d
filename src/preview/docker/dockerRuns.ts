import type { Effect, TextRange } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { covers } from '../covers.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import { isSpokenOf } from '../spokenOf.ts';
import { dockerWords, type DockerWords } from './dockerWords.ts';

export interface DockerRun {
  readonly words: DockerWords;
  readonly effects: readonly Effect[];
  /** An earlier step may change what it finds, or it may not run at all. */
  readonly disturbed: boolean;
}

export interface DockerRuns {
  readonly runs: readonly DockerRun[];
  /** Why something of Docker's is not looked at. */
  readonly unknown: readonly Remark[];
}

/** Variables that lead the client to another engine. */
const ELSEWHERE = /\bDOCKER_(?:HOST|CONTEXT|CONFIG)\b/;

export function wantsDocker(subject: PreviewSubject): boolean {
  const { runs, unknown } = dockerRuns(subject);
  return runs.length > 0 || unknown.length > 0;
}

/** The commands of an action that remove containers, images or volumes. */
export function dockerRuns(subject: PreviewSubject): DockerRuns {
  const { action, reading } = subject;
  const effects = reading.effects.filter(({ kind }) => kind === 'container.delete');
  const runs = new Map<string, DockerRun>();
  const unknown = new Map<string, Remark>();
  const claimed = new Set<Effect>();
  const environment = action.kind === 'shell' ? Object.keys(action.environment ?? {}) : [];
  const led =
    environment.some((name) => ELSEWHERE.test(name)) || reading.texts.some(({ source }) => ELSEWHERE.test(source.text));
  for (const { argv, cwd, range } of reading.commands ?? []) {
    if (cwd === undefined || range === undefined) continue;
    const words = dockerWords(argv, cwd);
    const its = words === undefined ? [] : effects.filter((one) => !claimed.has(one) && covers(range, one.range));
    const [first] = its;
    if (words === undefined || first === undefined) continue;
    for (const effect of its) claimed.add(effect);
    const away = its.find(({ traits }) => traits.includes('remote') || traits.includes('in-container'));
    if (away !== undefined) unknown.set('away', { code: 'unknown.elsewhere', values: { name: away.object.name } });
    else if (led || words.elsewhere) unknown.set('led', { code: 'unknown.docker-elsewhere', values: {} });
    else {
      const possible = its.some(({ certainty }) => certainty === 'possible');
      runs.set(JSON.stringify([argv, cwd, range]), {
        words,
        effects: its,
        disturbed: possible || isDisturbed(range, reading.effects),
      });
    }
  }
  for (const effect of effects)
    if (!claimed.has(effect) && isSpokenOf(effect, subject, CLIENTS))
      unknown.set(effect.object.name, { code: 'unknown.docker-words', values: { name: effect.object.name } });
  return { runs: [...runs.values()], unknown: [...unknown.values()] };
}

/** Others than Docker's own client are not asked. */
const CLIENTS = /\b(?:docker|docker-compose|podman|podman-compose|nerdctl|finch)\b/;

const DISTURBING: ReadonlySet<EffectKind> = new Set<EffectKind>([
  'exec.project',
  'exec.install',
  'exec.download',
  'exec.opaque',
  'container.run',
  'container.change',
  'container.delete',
]);

function isDisturbed([start]: TextRange, effects: readonly Effect[]): boolean {
  return effects.some(({ kind, range }) => range[1] <= start && DISTURBING.has(kind));
}

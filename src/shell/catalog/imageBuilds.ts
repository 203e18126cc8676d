import { act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { plainArg } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Usage } from './tool.ts';

const BUILD =
  'f,file= t,tag= push load o,output= secret= ssh= allow= iidfile=write metadata-file=write build-arg= target= platform= cache-from= cache-to= progress= network= no-cache pull q,quiet label= add-host= build-context=';

/** A context from the network: a repository, an archive, or a Dockerfile by itself. */
const FETCHED = /^(?:https?|git|ssh):\/\/|^git@|^github\.com\//;

/**
 * Builds run the project's own Dockerfile, apart from this machine. What is not the project's is said for itself: a context that is fetched, instructions
 * that the text brings along, what is written out of the build, secrets that go into it.
 */
function builds(call: Call): void {
  const bakes = call.title.endsWith('bake');
  const context = bakes ? undefined : call.parsed.operands.at(-1);
  const file = valueOf(call, 'f');
  for (const place of valuesOf(call, 'build-context').concat(context ?? []))
    if (FETCHED.test(place.value.replace(/^[\w-]+=(?=https?:|git)/, '')))
      act(call, 'exec.download', 'unknown', place.value, place.range, { traits: ['downloaded'] });
  const input = context?.value === '-' || file?.value === '-' ? call.stdin : file?.flow;
  const path =
    file?.dynamic === true || call.state.cwd === undefined
      ? undefined
      : pathOf(call, file ?? plainArg(`${context?.value ?? '.'}/Dockerfile`, call.range));
  const given = input ?? (path === undefined ? undefined : call.scope.files.get(path));
  // A plain file is the project's, as the Dockerfile is.
  if (given !== undefined && given.file === undefined) opaque(call, call.title, given.range, 'problem.unknown-input');
  for (const secret of valuesOf(call, 'secret')) {
    const source = /(?:^|,)(?:src|source)=([^,]+)/.exec(secret.value)?.[1];
    if (source !== undefined) actOnFile(call, 'read', { ...secret, value: source });
  }
  for (const output of valuesOf(call, 'o')) {
    const place = /(?:^|,)dest=([^,]+)/.exec(output.value)?.[1] ?? (output.value.includes('=') ? '-' : output.value);
    if (place !== '-') actOnFile(call, 'output', { ...output, value: place });
  }
  if (valuesOf(call, 'allow').some(({ value }) => /insecure|network\.host|fs/.test(value))) call.traits.add('elevated');
  act(call, 'exec.project', 'operation', call.title, call.range);
  if (!has(call, 'push') && !valuesOf(call, 'o').some(({ value }) => /type=registry|push=true/.test(value))) return;
  const tags = valuesOf(call, 't');
  for (const tag of tags.length > 0 ? tags : [plainArg('*', call.range)])
    act(call, 'publish.release', 'image', tag.value, tag.range);
}

export const imageBuild: Usage = { free: true, options: BUILD, also: builds };

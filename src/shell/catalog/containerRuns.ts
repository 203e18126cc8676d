import { READ_KINDS } from '../../effect/baseLevel.ts';
import type { Trait } from '../../effect/trait.ts';
import { runWords } from '../calls/innerCommand.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import { given, has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runInside } from './containerCalls.ts';

/** Where `-w` says that it starts. */
function workdirOf(call: Call): string {
  const folder = valueOf(call, 'w', 'workdir')?.value ?? '/';
  return folder.startsWith('/') ? folder : '/';
}

export function execs(call: Call): void {
  // `podman exec -l WORDS` takes the container that was started last.
  const latest = given(call, 'l')?.arg;
  const [name, ...words] = latest === undefined ? call.parsed.operands : [latest, ...call.parsed.operands];
  if (name === undefined) return;
  for (const file of valuesOf(call, 'env-file')) actOnFile(call, 'read', file);
  if (has(call, 'privileged')) call.traits.add('elevated');
  const traits: Trait[] = ['in-container'];
  const says = (): void =>
    act(
      call,
      'container.run',
      'container',
      name.value,
      name.range,
      name.dynamic ? { certainty: 'possible', traits: ['dynamic'] } : {},
    );
  if (
    words.length === 0 ||
    (words.length === 1 && /^(?:\/bin\/)?(?:ba|z|a)?sh$/.test(words[0]?.value ?? '') && call.stdin === undefined)
  ) {
    says();
    opaque(call, call.title, call.range, 'problem.interactive', traits);
  } else inspects(call, words, traits, says, workdirOf(call));
}

const QUESTION = /^\s*(?:select|show|explain|with|table|values|describe|desc|pragma|\\[a-z]|\.[a-z])/i;

/** A text that begins as a question does. Its own reader says whether it is one. */
function asks(text: string): boolean {
  return QUESTION.test(text);
}

/** Runs words in a container. Where they only read there, that is all that happens: `says` is for everything else. */
export function inspects(
  call: Call,
  words: readonly Arg[],
  traits: readonly Trait[],
  says: () => void,
  cwd = '/',
): void {
  const { run } = call.shell;
  const before = { effects: run.effects.length, problems: run.problems.length, embedded: run.embedded.length };
  runInside(call, words, traits, cwd);
  const effects = run.effects.slice(before.effects);
  const asked = run.embedded.slice(before.embedded).every(({ want }) => {
    if (!('language' in want)) return false;
    if (want.language === 'http') return /^(?:GET|HEAD)$/.test(want.request?.method ?? '');
    return want.language === 'sql' && asks(want.text);
  });
  const reads = asked && run.problems.length === before.problems && effects.every(({ kind }) => READ_KINDS.has(kind));
  if (!reads) {
    // What it is done to comes before what is done there.
    const inner = run.effects.splice(before.effects);
    says();
    run.effects.push(...inner);
    return;
  }
  // Files of the container are not this machine's: looking at them has no effect here.
  run.effects.splice(before.effects, effects.length, ...effects.filter(({ kind }) => kind !== 'file.read'));
  call.state.weighty = true;
}

/** `-v /host:/inside`, `--mount type=bind,source=…`: what of this machine the container can reach. */
function mounts(call: Call): readonly Arg[] {
  const volumes = valuesOf(call, 'v', 'volume').flatMap((arg) => {
    const host = arg.value.split(':')[0] ?? '';
    return /^[./~$]/.test(host) ? [slice(arg, 0, host.length)] : [];
  });
  const binds = valuesOf(call, 'mount').flatMap((arg) => {
    const source = /(?:source|src)=([^,]+)/.exec(arg.value)?.[1];
    return source !== undefined && /type=bind/.test(arg.value) ? [{ ...arg, value: source }] : [];
  });
  return [...volumes, ...binds];
}

/** Nothing of this machine is inside: looking at the container's own files has no effect here. */
function runAlone(call: Call, words: readonly Arg[]): void {
  const { effects } = call.shell.run;
  const before = effects.length;
  runInside(call, words, ['in-container']);
  const inner = effects.splice(before);
  effects.push(...inner.filter(({ kind }) => kind !== 'file.read'));
}

export function containerRun(call: Call): void {
  const [image, ...words] = call.parsed.operands;
  for (const file of valuesOf(call, 'env-file')) actOnFile(call, 'read', file);
  const reach = mounts(call);
  const strong =
    has(call, 'privileged', 'cap-add', 'device', 'security-opt') ||
    valueOf(call, 'pid', 'ipc', 'userns', 'network', 'net')?.value === 'host' ||
    reach.some((arg) => /^\/(?:$|etc|var\/run|run|root|home\/?$|proc|sys)/.test(arg.value));
  if (strong) call.traits.add('elevated');
  act(
    call,
    'container.run',
    'image',
    image?.value ?? '*',
    image?.range ?? call.range,
    image?.dynamic === true ? { certainty: 'possible', traits: ['dynamic'] } : {},
  );
  // What it starts with stands before the words.
  const entry = valueOf(call, 'entrypoint');
  if (entry !== undefined && entry.value !== '') words.unshift(...entryWords(entry));
  for (const mount of reach) {
    if (/:ro(?:,|$)/.test(mount.value)) actOnFile(call, 'list', mount);
  }
  // An option is the image's own program's, which nobody knows; what it could reach of this machine is said beside it.
  const isOption = entry === undefined && /^-/.test(words[0]?.value ?? '');
  if (words.length === 0 || (isOption && reach.length === 0 && !strong)) return;
  // Paths below a mount are this machine's; the others are gone with the container.
  const mapped = [
    ...valuesOf(call, 'v', 'volume').map((arg) => arg.value.split(':')),
    ...valuesOf(call, 'mount').map(({ value }) => [
      /(?:source|src)=([^,]+)/.exec(value)?.[1] ?? '',
      /(?:target|destination|dst)=([^,]+)/.exec(value)?.[1] ?? '',
    ]),
  ];
  const outside = words.map((word) => {
    const hit = mapped.find(
      ([host = '', inside = '']) =>
        /^[./~]/.test(host) && inside !== '' && (word.value === inside || word.value.startsWith(`${inside}/`)),
    );
    if (hit === undefined) return word;
    const [host = '', inside = ''] = hit;
    const value = `${host.replace(/\/$/, '')}${word.value.slice(inside.length)}` || '/';
    return { ...word, value, offsets: new Array<number>(value.length).fill(word.range[0]) };
  });
  // A shell's text in the container speaks of the mounts by its own paths.
  const text = words.findIndex((_, index) => index > 0 && /^-\w*c$/.test(words[index - 1]?.value ?? ''));
  if (outside.some((word, index) => word !== words[index])) runWords(call, outside);
  else if (text !== -1 && mapped.some(([host, inside]) => host === '/' && inside !== undefined))
    runWords(
      call,
      words.map((word, index) => (index === text ? withoutMount(word, mapped) : word)),
    );
  else {
    reachesVolumes(call, words, mapped);
    const workdir = valueOf(call, 'w', 'workdir')?.value;
    const mountedHere =
      workdir !== undefined && mapped.some(([host = '', inside]) => /^[./~$]/.test(host) && inside === workdir);
    if (mountedHere) runWords(call, words);
    else if (reach.length > 0) runInside(call, words, []);
    else runAlone(call, words);
  }
}

/** What a command in the container loses below a volume's place, the volume loses: `-v pgdata:/d … rm -rf /d`. */
function reachesVolumes(call: Call, words: readonly Arg[], mapped: readonly (readonly string[])[]): void {
  const text = words.map(({ value }) => value).join(' ');
  if (
    !/\b(?:rm|rmdir|find|shred|truncate|dd|mv|tar|rsync|unlink|mkfs\S*)\b/.test(text) ||
    !/\brm\b|-delete|shred|truncate|\bmv\b|\bdd\b|unlink|mkfs|--delete/.test(text)
  )
    return;
  for (const [volume = '', inside = ''] of mapped) {
    if (/^[\w][\w.-]*$/.test(volume) && inside !== '' && text.includes(inside))
      act(call, 'container.delete', 'volume', volume, call.range, { certainty: 'possible', undo: 'none' });
  }
}

/** `docker run --entrypoint` takes one program, compose's a command line. */
function entryWords(entry: Arg): readonly Arg[] {
  return entry.value
    .split(' ')
    .filter((word) => word !== '')
    .map((value) => ({ ...entry, value, offsets: new Array<number>(value.length).fill(entry.range[0]) }));
}

/** `/host/etc` for `-v /:/host` is `/etc` of this machine. */
function withoutMount(word: Arg, mapped: readonly (readonly string[])[]): Arg {
  const inside = mapped.find(([host]) => host === '/')?.[1] ?? '';
  if (inside === '' || !word.value.includes(inside)) return word;
  const value = word.value.split(`${inside}/`).join('/');
  return { ...word, value, offsets: new Array<number>(value.length).fill(word.range[0]) };
}

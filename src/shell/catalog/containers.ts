import { READ_KINDS } from '../../effect/baseLevel.ts';
import type { Trait } from '../../effect/trait.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import { actInService, actOnServices } from './composeServices.ts';
import { imageBuild } from './imageBuilds.ts';
import type { Tool, Usage } from './tool.ts';
import { runInside } from './containerCalls.ts';

/** Where `-w` says that it starts. */
function workdirOf(call: Call): string {
  const folder = valueOf(call, 'w', 'workdir')?.value ?? '/';
  return folder.startsWith('/') ? folder : '/';
}

function execs(call: Call): void {
  const [name, ...words] = call.parsed.operands;
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

const QUESTION =
  /^\s*(?:select|show|explain|with|table|values|describe|desc|pragma|https?:|localhost|127\.|\\[a-z]|\.[a-z])/i;

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
  const asked = run.embedded
    .slice(before.embedded)
    .every(({ want }) => !('request' in want) && /^(?:sql|http)$/.test(want.language) && asks(want.text));
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

function containerRun(call: Call): void {
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
  if (words.length === 0) return;
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

function names(
  kind: 'container.change' | 'container.delete' | 'container.run',
  type: 'container' | 'image' | 'volume' | 'resource',
  options = '',
): Usage {
  return { options: `f,force!forced ${options}`, operands: `${kind}:${type}...` };
}

function composeDown(call: Call): void {
  const { operands } = call.parsed;
  const what = operands.map((arg) => arg.value).join(' ') || 'compose';
  act(call, 'container.delete', 'container', what, call.range);
  if (has(call, 'v', 'volumes')) act(call, 'container.delete', 'volume', '*', call.range, { undo: 'none' });
  if (has(call, 'rmi')) act(call, 'container.delete', 'image', '*', call.range);
}

const look: Usage = {
  free: true,
  operands: 'text...',
  // A container is told its passwords by its environment.
  also: (call) => {
    if (
      /inspect$/.test(call.title) &&
      call.args.some(({ value }) => /^--showsecret$|\.Config\.Env\b|\.Config\s*\}\}|\bjson\s+\.\s*\}\}/.test(value))
    )
      act(call, 'secret.read', 'secret', call.parsed.operands[0]?.value ?? 'container', call.range);
  },
};

const PRUNE = 'f,force!forced a,all filter= volumes!recursive keep-storage= dry-run!dry';

const RUN =
  'd,detach rm i,interactive t,tty v,volume= mount= p,publish= P,publish-all e,env= env-file= name= network,net= w,workdir= u,user= entrypoint= privileged pid= ipc= userns= uts= cap-add= cap-drop= device= security-opt= hostname,h= l,label= restart= m,memory= cpus= platform= pull= add-host= link= tmpfs= shm-size= ulimit= init gpus= health-cmd= no-healthcheck log-driver= log-opt= read-only dns= expose= q,quiet volumes-from= cidfile=write sysctl= stop-signal= stop-timeout= runtime= isolation= group-add= memory-swap= cpu-shares= cpuset-cpus= oom-kill-disable a,attach= sig-proxy ip= mac-address= network-alias= domainname= use-aliases';

/** What runs in a service that runs already. */
function inService(call: Call): void {
  const [service] = call.parsed.operands;
  if (service !== undefined) actInService(call, service, () => execs(call));
}

const compose: Usage = {
  stop: true,
  options:
    'f,file= p,project-name= project-directory= env-file= profile= ansi= progress= parallel= compatibility all-resources dry-run!dry verbose no-ansi',
  commands: {
    'ps ls logs top events images port version stats volumes': look,
    'config convert': {
      free: true,
      options: 'o,output=write environment q,quiet',
      operands: 'text...',
      forms: [{ with: 'environment', does: 'secret.read:secret=environment' }],
    },
    'start restart create stop pause unpause': { free: true, also: changesServices },
    'up run-deps': {
      free: true,
      options: 'd,detach V,renew-anon-volumes force-recreate build remove-orphans',
      operands: 'text...',
      also: (call) => {
        actOnServices(call, 'container.run', [call.parsed.operands[0]?.value ?? 'compose']);
        if (has(call, 'V')) act(call, 'container.delete', 'volume', '*', call.range);
        if (has(call, 'remove-orphans')) act(call, 'container.delete', 'container', '*', call.range);
      },
    },
    'kill scale attach watch wait': { free: true, does: 'container.change:container=$1' },
    down: { options: 'v,volumes rmi= remove-orphans t,timeout=', also: composeDown },
    rm: { options: 'f,force!forced s,stop v,volumes', also: composeDown },
    exec: {
      stop: true,
      options: 'T,no-TTY d,detach i,interactive t,tty e,env= w,workdir= u,user= privileged index=',
      also: inService,
    },
    run: { stop: true, options: `${RUN} T,no-TTY no-deps service-ports build remove-orphans`, also: containerRun },
    build: { free: true, does: 'exec.project:operation' },
    'pull push publish bridge': {
      free: true,
      also: (call) =>
        act(
          call,
          /push|publish/.test(call.title) ? 'publish.release' : 'container.change',
          'image',
          call.parsed.operands[0]?.value ?? 'compose',
          call.range,
        ),
    },
    cp: { free: true, also: copies },
  },
};

/** All services of a compose file, or those that are named. */
function changesServices(call: Call): void {
  const names = call.parsed.operands.map(({ value }) => value);
  actOnServices(call, 'container.change', names.length === 0 ? ['compose'] : names);
}

function copies(call: Call): void {
  const [from, to] = call.parsed.operands;
  if (from === undefined || to === undefined) return;
  const inside = (arg: Arg): boolean => /^[^/.][^/]*:/.test(arg.value);
  if (!inside(from)) actOnFile(call, 'read', from);
  if (inside(to)) act(call, 'container.change', 'container', to.value.split(':')[0] ?? '', to.range);
  else actOnFile(call, 'write', to);
}

/** `web=0`: nothing of it runs any more. */
function scalesServices(call: Call): void {
  for (const arg of call.parsed.operands) {
    const [name = '', count] = arg.value.split('=');
    act(call, count === '0' ? 'container.delete' : 'container.change', 'resource', `service/${name}`, arg.range);
  }
}

/** `docker volume rm x`: the noun is what the words name; what has no type of its own is a resource of that kind. */
const management = (type: 'container' | 'image' | 'volume' | 'resource', kind = ''): Usage => ({
  commands: {
    'ls list ps inspect history logs top stats port diff df services tasks': look,
    'rm remove':
      kind === ''
        ? names('container.delete', type, 'a,all v,volumes l,link no-prune')
        : { options: 'f,force!forced', does: `container.delete:resource=${kind}/$*` },
    prune: { options: PRUNE, does: `container.delete:${type}=${kind === '' ? '' : `${kind}/`}*` },
    'create connect disconnect pull build tag load import start stop restart rename update unlock pause unpause kill set annotate install enable disable deploy':
      {
        free: true,
        ...(kind === ''
          ? { operands: `container.change:${type}...` }
          : { does: `container.change:resource=${kind}/$1` }),
      },
    ...(kind === 'service' ? { scale: { free: true, also: scalesServices } } : {}),
    push: { free: true, operands: 'publish.release:image' },
    'save export': { options: 'o,output=write platform=', operands: 'text...' },
    run: { stop: true, options: RUN, also: containerRun },
    exec: {
      stop: true,
      options: 'd,detach i,interactive t,tty e,env= env-file= w,workdir= u,user= privileged detach-keys=',
      also: execs,
    },
    cp: { free: true, also: copies },
  },
});

const docker: Tool['commands'] = {
  'ps images logs inspect version info top stats port events history search diff df context-ls wait help': look,
  run: { stop: true, options: RUN, also: containerRun },
  exec: {
    stop: true,
    options: 'd,detach i,interactive t,tty e,env= env-file= w,workdir= u,user= privileged detach-keys=',
    also: execs,
  },
  rm: names('container.delete', 'container', 'v,volumes l,link a,all'),
  rmi: names('container.delete', 'image', 'no-prune a,all'),
  'start stop restart pause unpause rename update attach': { free: true, operands: 'container.change:container...' },
  kill: { options: 's,signal=', operands: 'container.change:container...' },
  'create pull tag load import commit': { free: true, does: 'container.change:image=$1' },
  'save export': { options: 'o,output=write platform=', operands: 'text...' },
  build: imageBuild,
  'buildx builder': {
    free: true,
    commands: {
      'build bake': imageBuild,
      'ls inspect du version': look,
      prune: { options: PRUNE, does: 'container.delete:image=build-cache' },
      rm: {
        options: `${PRUNE} all-inactive keep-state keep-daemon`,
        does: 'container.delete:resource=builder/$* container.delete:image=build-cache',
      },
      imagetools: {
        free: true,
        commands: { 'inspect ls': look },
        otherwise: { free: true, does: 'container.change:image=$1' },
      },
      'create use stop': { free: true, does: 'container.change:resource=builder' },
    },
  },
  push: { free: true, operands: 'publish.release:image...' },
  cp: { free: true, also: copies },
  container: management('container'),
  image: management('image'),
  volume: management('volume'),
  ...Object.fromEntries(
    'network plugin secret config node stack service manifest context machine pod'
      .split(' ')
      .map((kind) => [kind, management('resource', kind)]),
  ),
  system: {
    commands: {
      'df info events': look,
      prune: {
        options: PRUNE,
        also: (call) => {
          act(call, 'container.delete', 'container', '*', call.range, { undo: 'none' });
          act(call, 'container.delete', 'image', '*', call.range);
          if (has(call, 'volumes')) act(call, 'container.delete', 'volume', '*', call.range, { undo: 'none' });
        },
      },
      'reset migrate renumber': {
        options: 'f,force!forced',
        does: 'container.delete:volume=* container.delete:container=*',
      },
      'connection service': look,
    },
  },
  swarm: {
    commands: {
      'ca join-token unlock-key': look,
      'leave init join update unlock': {
        options: 'f,force!forced',
        free: true,
        does: 'container.delete:resource=swarm',
      },
    },
  },
  compose,
  'login logout': { free: true, does: 'system.change:secret' },
  'scout sbom': look,
  'debug model mcp desktop offload sandbox ai': {
    free: true,
    commands: { 'list ls ps inspect status logs version df search': look },
    otherwise: { free: true, does: 'container.change:resource' },
    alone: '',
  },
  'generate play': { free: true, does: 'container.run:container=$1' },
  kube: {
    free: true,
    commands: {
      'play apply': { free: true, does: 'container.run:container=$1' },
      down: { free: true, does: 'container.delete:container=$1' },
      generate: look,
    },
  },
};

export const containers: readonly Tool[] = [
  {
    names: 'docker podman nerdctl finch',
    stop: true,
    options:
      'H,host= c,context= D,debug l,log-level= config= tls tlscacert= tlscert= tlskey= tlsverify n,namespace= a,address= r,remote url= connection= identity= v!none',
    commands: docker,
    examples: {
      held: {
        'docker rm -f web': 'container.delete',
        'docker volume rm pgdata': 'container.delete',
        'docker compose down -v': 'container.delete',
        'docker compose up -d --remove-orphans': 'container.run container.delete',
        'docker compose stop': 'container.change',
        'docker compose exec web pytest -q': 'container.run exec.project',
        'docker compose exec web npm run db:reset': 'container.run',
        'docker compose exec --privileged web pytest': 'container.run exec.project',
        'docker compose -f /tmp/x.yml exec web pytest': 'container.run exec.project',
        'docker compose exec web sh -c "pytest; rm -rf /app"': 'container.run exec.project file.delete',
        'docker compose run --rm web pytest': 'container.run exec.project',
        'docker exec db rm -rf /data': 'container.run file.delete',
        'docker run --rm -v /srv:/host alpine rm -rf /host/data': 'container.run file.delete',
        'docker push org/app:latest': 'publish.release',
        'docker build https://github.com/e/e.git': 'exec.download exec.project',
        'docker build -o type=local,dest=/srv .': 'file.write exec.project',
        "docker build - <<< 'FROM a'": 'exec.opaque exec.project',
        'docker run -v /srv:/m --entrypoint rm alpine -rf /m/data': 'container.run file.delete',
        'docker model rm a': 'container.change',
        'docker compose config --environment': 'secret.read',
        'docker compose config -o out.yml': 'file.write',
        'podman secret inspect --showsecret db': 'secret.read',
      },
      passed: ['docker ps -a', 'docker compose logs --tail 5', 'docker images'],
    },
  },
  {
    names: 'docker-compose podman-compose',
    ...compose,
    examples: { held: { 'docker-compose down -v': 'container.delete' }, passed: ['docker-compose ps'] },
  },
  {
    names: 'crictl ctr',
    stop: true,
    free: true,
    options: 'n,namespace= a,address= r,runtime-endpoint= i,image-endpoint= c,config= timeout=',
    commands: {
      'ps images img pods stats info version inspect inspecti logs ls': look,
      'rmi rm rmp prune stop stopp': { free: true, does: 'container.delete:image=$1' },
      exec: { stop: true, free: true, also: execs },
      'containers container images tasks task leases snapshots snapshot content namespaces': {
        free: true,
        commands: {
          'ls list info ps metrics usage tree': look,
          'rm remove delete del kill prune': { free: true, does: 'container.delete:container=$*' },
        },
        otherwise: { free: true, does: 'container.change:container=$1' },
      },
      'pull run create start runp': { free: true, does: 'container.run:image=$1' },
    },
    examples: { held: { 'crictl rmi --prune': 'container.delete' } },
  },
];

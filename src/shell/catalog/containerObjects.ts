import { act, actOnFile } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { execs, containerRun } from './containerRuns.ts';
import type { Usage } from './tool.ts';

const showsVariables = (call: Call): boolean =>
  call.args.some(({ value }) =>
    /^--showsecret$|\.Config\.Env\b|(?<!IPAM)\.Config\s*\}\}|\bjson\s+\.\s*\}\}/.test(value),
  );

export const look: Usage = {
  free: true,
  operands: 'text...',
  // A container is told its passwords by its environment. One that is described whole shows them among much else, as a pod does that
  // `kubectl get -o yaml` describes: agents do it all day to see a port or a state.
  also: (call) => {
    if (/inspect$/.test(call.title) && showsVariables(call))
      act(call, 'secret.read', 'secret', call.parsed.operands[0]?.value ?? 'container', call.range);
  },
};

export const PRUNE = 'f,force!forced a,all filter= volumes!recursive keep-storage= dry-run!dry';

export const RUN =
  'd,detach rm i,interactive t,tty v,volume= mount= p,publish= P,publish-all e,env= env-file= name= network,net= w,workdir= u,user= entrypoint= privileged pid= ipc= userns= uts= cap-add= cap-drop= device= security-opt= hostname,h= l,label= restart= m,memory= cpus= platform= pull= add-host= link= tmpfs= shm-size= ulimit= init gpus= health-cmd= no-healthcheck log-driver= log-opt= read-only dns= expose= q,quiet volumes-from= cidfile=write sysctl= stop-signal= stop-timeout= runtime= isolation= group-add= memory-swap= cpu-shares= cpuset-cpus= oom-kill-disable a,attach= sig-proxy ip= mac-address= network-alias= domainname= use-aliases';

export function copies(call: Call): void {
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

/** Without a name the engine makes one up. */
function createsVolume(call: Call): void {
  const name = valueOf(call, 'name') ?? call.parsed.operands[0];
  act(call, 'container.change', 'volume', name?.value ?? '*', name?.range ?? call.range);
}

export function names(
  kind: 'container.change' | 'container.delete' | 'container.run',
  type: 'container' | 'image' | 'volume' | 'resource',
  options = '',
): Usage {
  return { options: `f,force!forced ${options}`, operands: `${kind}:${type}...` };
}

function changes(type: 'container' | 'image' | 'volume' | 'resource', kind: string): Usage {
  return {
    free: true,
    ...(kind === '' ? { operands: `container.change:${type}...` } : { does: `container.change:resource=${kind}/$1` }),
  };
}

/** `docker volume rm x`: the noun is what the words name; what has no type of its own is a resource of that kind. */
export const management = (type: 'container' | 'image' | 'volume' | 'resource', kind = ''): Usage => ({
  commands: {
    [`ls list ps inspect history logs top stats port diff df services tasks${kind === 'context' ? ' show' : ''}`]: look,
    'rm remove':
      kind === ''
        ? names('container.delete', type, 'a,all v,volumes l,link no-prune')
        : { options: 'f,force!forced', does: `container.delete:resource=${kind}/$*` },
    prune: { options: PRUNE, does: `container.delete:${type}=${kind === '' ? '' : `${kind}/`}*` },
    'connect disconnect pull build tag load import start stop restart rename update unlock pause unpause kill set annotate install enable disable deploy':
      changes(type, kind),
    create: type === 'volume' ? { options: 'd,driver= o,opt= label= name=', also: createsVolume } : changes(type, kind),
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

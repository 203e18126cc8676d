import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { remarkSentence } from '../../src/app/sentences/previews.ts';
import { dockerSource } from '../../src/preview/docker/dockerSource.ts';
import { kubernetesSource } from '../../src/preview/kubernetes/kubernetesSource.ts';
import type { PreviewReport, PreviewSource } from '../../src/preview/preview.ts';
import { NO_TOOLS } from '../../src/preview/tools/ownTools.ts';
import { shellSubject } from './previewAction.ts';
import { lookAt, scratch, write } from './previewSubject.ts';

/*
 * No engine and no cluster here: small stand-ins on PATH print what Docker 27 and kubectl 1.31 print for these very words,
 * and note how they were called.
 */

const docker = dockerSource({ refusals: {}, here: true });
const kubernetes = kubernetesSource({ refusals: {} });

/** Puts a stand-in on PATH that answers by its words. `slow`: it never answers. */
function standIn(
  t: TestContext,
  name: string,
  answers: Readonly<Record<string, string>>,
  how = '',
): { calls(): string } {
  const bin = scratch(t);
  const cases = Object.entries(answers).map(([words, answer]) => `'${words}') cat <<'ANSWER'\n${answer}\nANSWER\n;;`);
  const script = `#!/bin/sh\n{ echo "$*"; pwd; env; } >> ${bin}/calls\n${how}\ncase "$*" in\n${cases.join('\n')}\n*) echo "no such words" >&2; exit 1;;\nesac\n`;
  fs.writeFileSync(path.join(bin, name), script, { mode: 0o755 });
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}:${before}`;
  t.after(() => {
    process.env['PATH'] = before;
  });
  return { calls: () => (fs.existsSync(`${bin}/calls`) ? fs.readFileSync(`${bin}/calls`, 'utf8') : '') };
}

const json = (rows: readonly Readonly<Record<string, string>>[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n');

function container(
  name: string,
  state: string,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    Command: '"docker-entrypoint.s…"',
    CreatedAt: '2026-11-01 10:00:00 +0100 CET',
    ID: `${name}`.padEnd(64, '0').replace(/[^0-9a-f]/g, 'a'),
    Image: 'postgres:16',
    Labels: '',
    Mounts: '',
    Names: name,
    Size: '0B',
    State: state,
    Status: state === 'running' ? 'Up 3 days' : 'Exited (0) 2 weeks ago',
    ...more,
  };
}

const compose = (folder: string): string =>
  `com.docker.compose.project=shop,com.docker.compose.project.working_dir=${folder},com.docker.compose.service=db`;

const ANONYMOUS = 'f'.repeat(64);

function engine(folder: string): Readonly<Record<string, string>> {
  const volumes = [
    {
      Driver: 'local',
      Labels: 'com.docker.compose.project=shop,com.docker.compose.volume=pgdata',
      Name: 'shop_pgdata',
      Size: 'N/A',
    },
    { Driver: 'local', Labels: '', Name: 'old_backup', Size: 'N/A' },
    { Driver: 'local', Labels: 'com.docker.volume.anonymous=', Name: ANONYMOUS, Size: 'N/A' },
  ];
  return {
    'ps --all --no-trunc --format json': json([
      container('db', 'running', { Labels: compose(folder), Mounts: 'shop_pgdata' }),
      container('web', 'exited', { Image: 'nginx:1' }),
    ]),
    'image ls --no-trunc --format json': json([
      { Repository: 'postgres', Tag: '16', ID: `sha256:${'1'.repeat(64)}`, Size: '438MB', CreatedSince: '3 weeks ago' },
      { Repository: 'nginx', Tag: '1', ID: `sha256:${'3'.repeat(64)}`, Size: '188MB', CreatedSince: '3 weeks ago' },
      {
        Repository: '<none>',
        Tag: '<none>',
        ID: `sha256:${'2'.repeat(64)}`,
        Size: '1.2GB',
        CreatedSince: '5 days ago',
      },
    ]),
    'volume ls --format json': json(volumes),
    'volume ls --filter dangling=true --format json': json(volumes.slice(1)),
  };
}

async function look(source: PreviewSource, folder: string, command: string): Promise<PreviewReport> {
  const subject = await shellSubject(folder, command);
  assert.ok(source.wants(subject), `not looked at: ${command}`);
  const report = await lookAt(source, subject);
  assert.equal(report.state, 'done');
  for (const remark of [...report.unknown, ...report.entries.flatMap(({ notes = [] }) => notes)])
    assert.doesNotMatch(remarkSentence(remark), /has no sentence|undefined/, `${command}: ${remark.code}`);
  return report;
}

const rows = ({ entries }: PreviewReport): readonly string[] =>
  entries.map(({ object, via, count }) => `${object.type} ${object.name} ${via} ${count.kind} ${count.value ?? '?'}`);
const said = ({ entries, unknown }: PreviewReport): string =>
  [...entries.flatMap(({ notes = [] }) => notes), ...unknown].map(remarkSentence).join('\n');

test('docker: what is removed, by three lists of the person’s own client', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'docker', engine(folder));
  for (const [command, expected] of [
    ['docker volume rm old_backup', ['volume old_backup direct exact 1']],
    ['docker volume prune -f', ['volume * direct exact 1']],
    ['docker volume prune -af', ['volume * direct exact 2']],
    ['docker volume prune -f --filter label=x', ['volume * direct estimate 1']],
    ['docker rm web', ['container web direct exact 1']],
    ['docker container prune -f', ['container * direct exact 1']],
    ['docker rmi postgres:16', ['image postgres:16 direct exact 1']],
    ['docker image prune -f', ['image * direct estimate 1']],
    ['docker image prune -af', ['image * direct estimate 1']],
    [
      'docker system prune -af --volumes',
      ['volume * direct exact 1', 'container * direct exact 1', 'image * direct estimate 2'],
    ],
    ['docker compose down -v', ['volume * direct estimate 1', 'container compose direct estimate 1']],
  ] as const)
    assert.deepEqual(rows(await look(docker, folder, command)), expected, command);
  assert.match(said(await look(docker, folder, 'docker rm db')), /db is running/);
  assert.match(said(await look(docker, folder, 'docker volume rm shop_pgdata')), /container db uses it/);
  assert.match(said(await look(docker, folder, 'docker volume rm nothing')), /There is no nothing now/);
  assert.equal((await look(docker, folder, 'docker volume rm old_backup')).raise?.level, 'high');
  const sample = JSON.stringify((await look(docker, folder, 'docker compose down -v')).entries[0]?.sample);
  assert.match(sample, /shop_pgdata.*db \(running\)/);
  const calls = tool.calls();
  assert.doesNotMatch(calls, /^(?!ps --all|image ls|volume ls)(?:ps|image|volume|rm|rmi|system|compose|container)\b/m);
  assert.match(calls, /^\/$/m, 'it starts in the root folder');
  assert.doesNotMatch(calls, /^(?:NODE_|DOCKER_|npm_)/m, 'its environment is built from nothing');
});

test('docker is not asked before a person allows it, in Restricted Mode, for another engine, or where it is elsewhere', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'docker', engine(folder));
  const command = 'docker volume rm old_backup';
  assert.match(
    said(await look(dockerSource({ refusals: NO_TOOLS, here: true }), folder, command)),
    /may not ask docker yet/,
  );
  assert.match(
    said(await look(dockerSource({ refusals: { docker: 'restricted' }, here: true }), folder, command)),
    /Restricted Mode/,
  );
  assert.match(said(await look(dockerSource({ refusals: {}, here: false }), folder, command)), /not on this machine/);
  for (const other of [
    'docker --context prod volume rm x',
    'docker -H tcp://10.0.0.1:2375 volume rm x',
    'DOCKER_HOST=ssh://prod docker volume rm x',
    "ssh host 'docker volume rm x'",
  ])
    assert.match(said(await look(docker, folder, other)), /another engine|on another machine/, other);
  assert.equal(tool.calls(), '');
});

test('a client that is missing, fails, is silent or talks nonsense is one sentence, and is ended', async (t) => {
  const folder = scratch(t);
  const command = 'docker volume rm a && docker rm b';
  const refused = await (async () => {
    const before = process.env['PATH'];
    // A program that the workspace brings along is never taken.
    write(folder, { 'bin/docker': '#!/bin/sh\ntouch pwned\n' });
    fs.chmodSync(`${folder}/bin/docker`, 0o755);
    process.env['PATH'] = `${folder}/bin:relative`;
    const report = await look(docker, folder, command).finally(() => {
      process.env['PATH'] = before;
    });
    return report;
  })();
  assert.match(said(refused), /no docker was found/);
  assert.equal(refused.unknown.length, 1);
  assert.ok(!fs.existsSync(`${folder}/pwned`));
  standIn(
    t,
    'docker',
    {},
    'echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. password=hunter2hunter2" >&2; exit 1',
  );
  const failed = await look(docker, folder, command);
  assert.match(said(failed), /Cannot connect to the Docker daemon/);
  assert.doesNotMatch(said(failed), /hunter2/);
  standIn(t, 'docker', {}, 'echo "[not json"; exit 0');
  assert.match(said(await look(docker, folder, command)), /a form that Keyturn does not know/);
  standIn(t, 'docker', {}, `sleep 77 & echo $! > ${folder}/child; wait`);
  assert.match(said(await look(docker, folder, command)), /did not answer within two seconds/);
  const child = Number(fs.readFileSync(`${folder}/child`, 'utf8'));
  const status = fs.existsSync(`/proc/${child}/status`) ? fs.readFileSync(`/proc/${child}/status`, 'utf8') : '';
  assert.match(status, /^$|^State:\s+Z/m, 'what the client has started lives on');
});

test('words that are known only when it runs, and other clients, are said', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'docker', engine(folder));
  for (const command of ['docker volume rm $NAME', 'podman volume rm pgdata', 'docker network rm shop'])
    assert.match(said(await look(docker, folder, command)), /that Keyturn does not ask/, command);
  assert.match(said(await look(kubernetes, folder, 'kubectl delete pod $NAME')), /does not work out/);
  assert.equal(tool.calls(), '');
  assert.ok(!docker.wants(await shellSubject(folder, 'docker ps && minikube delete')));
});

test('hostile names of containers stay data', async (t) => {
  const folder = scratch(t);
  const name = `a\n\u202e${'x'.repeat(4_000)}`;
  standIn(t, 'docker', { 'ps --all --no-trunc --format json': json([container(name, 'exited')]) });
  const report = await look(docker, folder, 'docker container prune -f');
  assert.deepEqual(rows(report), ['container * direct exact 1']);
  assert.ok(JSON.stringify(report).length < 2_000);
});

const COLUMNS =
  '--ignore-not-found --no-headers --output=custom-columns=KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name,CREATED:.metadata.creationTimestamp --request-timeout=2s';
const row = (kind: string, namespace: string, name: string): string =>
  `${kind}   ${namespace}   ${name}   2026-10-01T08:00:00Z`;

test('kubectl: the objects behind names, selectors and namespaces', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'kubectl', {
    [`get pod web-1 web-2 --namespace=prod ${COLUMNS}`]: `${row('Pod', 'prod', 'web-1')}\n${row('Pod', 'prod', 'web-2')}`,
    [`get deployment --selector=app=shop ${COLUMNS}`]: row('Deployment', 'default', 'shop'),
    [`get pvc --namespace=prod ${COLUMNS}`]: row('PersistentVolumeClaim', 'prod', 'pgdata'),
    [`get namespace prod ${COLUMNS}`]: row('Namespace', '<none>', 'prod'),
    [`get all,configmaps,secrets,persistentvolumeclaims,ingresses --namespace=prod ${COLUMNS}`]: `${row('Pod', 'prod', 'web-1')}\n${row('PersistentVolumeClaim', 'prod', 'pgdata')}`,
    [`get deployment/api ${COLUMNS}`]: row('Deployment', 'default', 'api'),
    [`get pod gone ${COLUMNS}`]: '',
  });
  for (const [command, expected] of [
    [
      'kubectl delete pod web-1 web-2 -n prod',
      ['resource pod/web-1 direct exact 1', 'resource pod/web-2 direct exact 1'],
    ],
    ['kubectl delete deployment -l app=shop', ['resource deployment/app=shop direct exact 1']],
    ['kubectl -n prod delete pvc --all', ['resource persistentvolumeclaim/* direct exact 1']],
    [
      'kubectl delete namespace prod',
      [
        'resource namespace/prod direct exact 1',
        'resource persistentvolumeclaim/* cascade at-least 1',
        'resource pod/* cascade at-least 1',
      ],
    ],
    ['kubectl scale deployment/api --replicas=0', ['resource deployment/api direct exact 1']],
    ['kubectl delete pod gone', ['resource pod/gone direct exact 0']],
  ] as const)
    assert.deepEqual(rows(await look(kubernetes, folder, command)), expected, command);
  assert.equal((await look(kubernetes, folder, 'kubectl delete namespace prod')).raise?.level, 'critical');
  assert.doesNotMatch(tool.calls(), /^(?!get )(?:delete|scale|apply)\b/m);
});

test('kubectl is not asked for other clusters, odd words, or before a person allows it', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'kubectl', {});
  for (const [command, sentence] of [
    ['kubectl --context prod delete pod x', /another cluster/],
    ['kubectl delete pod x --kubeconfig ./evil', /another cluster/],
    ['KUBECONFIG=./evil kubectl delete pod x', /another cluster/],
    ['kubectl config use-context prod && kubectl delete pod x', /another cluster/],
    ["kubectl delete pod 'x;y'", /does not work out/],
    ["kubectl delete pod -l 'a=$(b)'", /does not work out/],
    ['kubectl delete -f https://example.com/x.yaml', /does not work out/],
    ['helm uninstall shop', /which Keyturn does not start/],
  ] as const)
    assert.match(said(await look(kubernetes, folder, command)), sentence, command);
  assert.match(
    said(await look(kubernetesSource({ refusals: NO_TOOLS }), folder, 'kubectl delete pod x')),
    /may not ask kubectl yet/,
  );
  assert.equal(tool.calls(), '');
});

test('manifests are read as text, without any client', async (t) => {
  const folder = scratch(t);
  write(folder, {
    'k8s/app.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n  namespace: prod\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: pgdata}\n---\n',
    'k8s/list.json': '{"kind": "List", "items": [{"kind": "Pod", "metadata": {"name": "a"}}]}',
    'broken.yaml': 'kind: [Deployment\n',
    'values.yaml': 'replicas: 3\n',
    'bomb.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[n]}`).join()}]`).join('\n')}\n`,
  });
  const asked = kubernetesSource({ refusals: NO_TOOLS });
  const one = await look(asked, folder, 'kubectl delete -f k8s/app.yaml');
  assert.deepEqual(rows(one), ['resource k8s/app.yaml direct estimate 2']);
  assert.equal(one.raise?.level, 'critical', 'a volume claim goes');
  assert.deepEqual(rows(await look(asked, folder, 'kubectl delete -f k8s/')), ['resource k8s direct estimate 3']);
  for (const name of ['broken.yaml', 'values.yaml', 'bomb.yaml', 'absent.yaml'])
    assert.match(said(await look(asked, folder, `kubectl delete -f ${name}`)), /could not be read as manifests/, name);
});

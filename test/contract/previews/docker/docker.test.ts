import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { dockerSource } from '../../../../src/preview/docker/dockerSource.ts';
import { NO_TOOLS } from '../../../../src/preview/tools/ownTools.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { json, container, containerId, ANONYMOUS, engine } from './engineStandIn.ts';
import { look, rows, said, standIn } from '../standIn.ts';
import { scratch, write } from '../../../support/previewSubject.ts';

const docker = dockerSource({ refusals: {}, here: true });

test('docker: what is removed, by three lists of the person’s own client', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'docker', engine(folder));
  for (const [command, expected] of [
    ['docker volume rm old_backup', ['volume old_backup direct exact 1']],
    ['docker volume prune -f', ['volume * direct estimate 1']],
    ['docker volume prune -af', ['volume * direct exact 2']],
    ['docker image prune -f --filter dangling=false', ['image * direct estimate 3']],
    ['docker volume prune -f --filter label=x', ['volume * direct estimate 1']],
    ['docker volume prune -f --filter all=1', ['volume * direct exact 2']],
    ['docker rm web', ['container web direct exact 1']],
    ['docker rm -f -- web db', ['container web direct exact 1', 'container db direct exact 1']],
    ['docker rm -fv cache', ['container cache direct exact 1', 'volume * cascade estimate 1']],
    ['docker rm -v web', ['container web direct exact 1', 'volume * cascade estimate 1']],
    ['docker rm db', ['container db direct exact 0']],
    ['docker rm --force=true db', ['container db direct exact 1']],
    ['docker rm -f=false db', ['container db direct exact 0']],
    ['docker volume prune -f --all=true', ['volume * direct exact 2']],
    ['docker rm web web', ['container web direct exact 1', 'container web direct exact 0']],
    [
      `docker rm -f ${containerId('web')} web`,
      [`container ${containerId('web')} direct exact 1`, 'container web direct exact 0'],
    ],
    [
      'docker volume rm old_backup old_backup',
      ['volume old_backup direct exact 1', 'volume old_backup direct exact 0'],
    ],
    ['docker network rm old_net c3', ['resource network/old_net direct exact 1', 'resource network/c3 direct exact 0']],
    ['docker network rm bridge', ['resource network/bridge direct exact 0']],
    ['docker rmi app:1 app:1', ['image app:1 direct exact 1', 'image app:1 direct exact 0']],
    ['docker stop db && docker rm db', ['container db direct estimate 1']],
    ['docker rmi docker.io/library/nginx:1', ['image docker.io/library/nginx:1 direct exact 0']],
    ['docker rmi -f nginx:1 nginx', ['image nginx:1 direct exact 0', 'image nginx direct exact 1']],
    ['docker rmi base:1', ['image base:1 direct exact 0']],
    ['docker rmi app:1 base:1', ['image app:1 direct exact 1', 'image base:1 direct exact 1']],
    [`docker rmi ${'3'.repeat(12)}`, [`image ${'3'.repeat(12)} direct exact 0`]],
    [`docker rmi -f ${'3'.repeat(12)}`, [`image ${'3'.repeat(12)} direct exact 1`]],
    [`docker rmi nginx@sha256:${'7'.repeat(64)}`, [`image nginx@sha256:${'7'.repeat(64)} direct unknown ?`]],
    ['docker container prune -f', ['container * direct exact 1']],
    ['docker rmi postgres:16', ['image postgres:16 direct exact 0']],
    ['docker volume rm shop_pgdata', ['volume shop_pgdata direct exact 0']],
    ['docker network rm old_net', ['resource network/old_net direct exact 1']],
    ['docker network rm shop_default', ['resource network/shop_default direct exact 0']],
    ['docker network prune -f', ['resource network/* direct exact 1']],
    ['docker image prune -f', ['image * direct estimate 1']],
    ['docker image prune -af', ['image * direct estimate 3']],
    [
      'docker system prune -af --volumes',
      ['volume * direct estimate 1', 'container * direct exact 1', 'image * direct estimate 4'],
    ],
    ['docker compose down -v', ['volume * direct estimate 1', 'container compose direct estimate 1']],
    ['docker compose -pshop down -v', ['volume * direct estimate 1', 'container compose direct estimate 1']],
    ['docker compose -p other down -v', ['volume * direct estimate 0', 'container compose direct estimate 0']],
    ['docker compose down --volumes=true', ['volume * direct estimate 1', 'container compose direct estimate 1']],
    ['docker compose down -v db', ['volume * direct estimate 1', 'container db direct estimate 1']],
  ] as const)
    assert.deepEqual(rows(await look(docker, folder, command)), expected, command);
  assert.match(said(await look(docker, folder, 'docker rm db')), /db is running/);
  assert.match(said(await look(docker, folder, 'docker rm web web')), /named before it/);
  assert.match(said(await look(docker, folder, 'docker network rm bridge')), /Docker’s own/);
  assert.match(said(await look(docker, folder, 'docker compose down --rmi all')), /Images of its services go too/);
  assert.match(said(await look(docker, folder, 'docker volume rm shop_pgdata')), /container db uses it/);
  assert.match(said(await look(docker, folder, 'docker volume rm nothing')), /There is no nothing now/);
  assert.equal((await look(docker, folder, 'docker volume rm old_backup')).raise?.level, 'high');
  assert.match(
    JSON.stringify((await look(docker, folder, 'docker volume rm old_backup')).entries[0]?.sample),
    /"size","1.2GB".*"created","2024-03-01/,
  );
  const sample = JSON.stringify((await look(docker, folder, 'docker compose down -v')).entries[0]?.sample);
  assert.match(sample, /shop_pgdata.*db \(running\)/);
  const calls = tool.calls();
  const READING = /^(?:ps --all|(?:image|volume|network) (?:ls|inspect)|version|system df) /;
  for (const call of calls.split('\n').filter((line) => line.includes(' --format {{')))
    assert.match(call, READING, 'only lists are asked for');
  assert.doesNotMatch(calls, /^(?:rm|rmi|compose|container|system prune|volume (?!ls|inspect))/m);
  assert.match(calls, /^\/$/m, 'it starts in the root folder');
  assert.doesNotMatch(calls, /^(?:NODE_|DOCKER_|npm_)/m, 'its environment is built from nothing');
});

test('docker before 23 prunes volumes with a name too, and a system prune those of stopped containers', async (t) => {
  const folder = scratch(t);
  standIn(t, 'docker', {
    ...engine(folder, '1.41'),
    'ps --all --no-trunc --format {{json .}}': json([container('web', 'exited', { Mounts: 'shop_pgdata' })]),
  });
  const pruned = await look(docker, folder, 'docker volume prune -f');
  assert.deepEqual(rows(pruned), ['volume * direct exact 2']);
  assert.match(said(pruned), /Volumes with a name go too/);
  assert.deepEqual(rows(await look(docker, folder, 'docker system prune -f --volumes')).slice(0, 1), [
    'volume * direct exact 3',
  ]);
});

test('an image stays whose container names it by a beginning of its ID, and nothing is exact where names do not tell', async (t) => {
  const folder = scratch(t);
  const of = (image: string): Readonly<Record<string, string>> => ({
    ...engine(folder),
    'ps --all --no-trunc --format {{json .}}': json([container('job', 'exited', { Image: image })]),
  });
  standIn(t, 'docker', of('5555'));
  assert.deepEqual(rows(await look(docker, folder, 'docker rmi app:1')), ['image app:1 direct exact 0']);
  // The list of containers says no more of it than this.
  standIn(t, 'docker', of(`app@sha256:${'7'.repeat(64)}`));
  assert.deepEqual(rows(await look(docker, folder, 'docker rmi app:1')), ['image app:1 direct estimate 1']);
});

test('an image that a list does not show may be built on another', async (t) => {
  const folder = scratch(t);
  const answers = engine(folder);
  const [inspected = ''] = Object.keys(answers).filter((words) => words.startsWith('image inspect'));
  const hidden = `sha256:${'9'.repeat(64)}`;
  standIn(t, 'docker', {
    ...answers,
    [inspected]: (answers[inspected] ?? '').replace(
      `sha256:${'5'.repeat(64)} sha256:${'4'.repeat(64)}`,
      `sha256:${'5'.repeat(64)} ${hidden}`,
    ),
  });
  assert.deepEqual(rows(await look(docker, folder, 'docker rmi base:1')), ['image base:1 direct estimate 1']);
});

test('volumes without a name and without the label that Docker 23 gives them may stay', async (t) => {
  const folder = scratch(t);
  const answers = engine(folder);
  standIn(t, 'docker', {
    ...answers,
    'volume ls --format {{json .}}': (answers['volume ls --format {{json .}}'] ?? '').replace(
      `"Labels":"","Name":"${'d'.repeat(64)}"`,
      `"Labels":"com.docker.volume.anonymous=","Name":"${'d'.repeat(64)}"`,
    ),
  });
  assert.deepEqual(rows(await look(docker, folder, 'docker volume prune -f')), ['volume * direct exact 1']);
});

test('networks of a swarm are used where no list of this machine shows it', async (t) => {
  const folder = scratch(t);
  standIn(t, 'docker', {
    ...engine(folder),
    'network ls --no-trunc --format {{json .}}': json([
      { ID: 'a1', Name: 'ingress', Driver: 'overlay', Labels: '', Scope: 'swarm' },
      { ID: 'b2', Name: 'shop_mesh', Driver: 'overlay', Labels: '', Scope: 'swarm' },
    ]),
  });
  assert.deepEqual(rows(await look(docker, folder, 'docker network prune -f')), [
    'resource network/* direct estimate 1',
  ]);
  assert.deepEqual(rows(await look(docker, folder, 'docker network rm shop_mesh')), [
    'resource network/shop_mesh direct estimate 1',
  ]);
});

test('volumes without a name go with the last of the containers that use them', async (t) => {
  const folder = scratch(t);
  standIn(t, 'docker', {
    ...engine(folder),
    'ps --all --no-trunc --format {{json .}}': json(
      ['one', 'two'].map((name) => container(name, 'exited', { Mounts: ANONYMOUS })),
    ),
  });
  assert.deepEqual(rows(await look(docker, folder, 'docker rm -v one two')), [
    'container one direct exact 1',
    'container two direct exact 1',
    'volume * cascade estimate 1',
  ]);
});

test('compose: the project is named by its file, and volumes by their names where nobody labelled them', async (t) => {
  const folder = scratch(t);
  write(folder, {
    'compose.yaml':
      'name: till\nvolumes:\n  data: {}\n  old: {name: old_backup}\n  theirs: {external: true, name: shop_pgdata}\n',
    'deep/down/readme': '',
    'other.yml': 'volumes: {x: {name: "${X}"}}\n',
  });
  const volumes = ['till_data', 'old_backup', 'shop_pgdata'].map((Name) => ({ Driver: 'local', Labels: '', Name }));
  standIn(t, 'docker', {
    'ps --all --no-trunc --format {{json .}}': json([
      container('till-db-1', 'running', {
        Labels: 'com.docker.compose.project=till,com.docker.compose.service=db',
        Mounts: `till_data,${ANONYMOUS}`,
      }),
      container('reader', 'running', { Mounts: 'old_backup' }),
    ]),
    'volume ls --format {{json .}}': json(volumes),
  });
  for (const command of ['docker compose down -v', 'cd deep/down && docker compose down -v']) {
    const report = await look(docker, folder, command);
    assert.deepEqual(rows(report).toSorted(), [
      'container compose direct estimate 1',
      'volume * cascade estimate 1',
      'volume * direct estimate 1',
    ]);
    assert.match(said(report), /old_backup stays: the container reader uses it/);
  }
  assert.deepEqual(rows(await look(docker, folder, 'docker compose rm -fsv')), [
    'container compose direct estimate 1',
    'volume * cascade estimate 1',
  ]);
  assert.deepEqual(rows(await look(docker, folder, 'docker compose rm -f')), ['container compose direct estimate 0']);
  write(folder, { '.env': 'COMPOSE_PROJECT_NAME=other\n' });
  assert.match(said(await look(docker, folder, 'docker compose -f other.yml down -v')), /the compose project other/);
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
    'docker -Htcp://10.0.0.1:2375 volume rm x',
    'docker -Dcprod volume rm x',
    'docker --tlscacert ca.pem volume rm x',
    'docker compose --context prod down -v',
    'COMPOSE_PROJECT_NAME=other docker compose down -v',
    'DOCKER_HOST=ssh://prod docker volume rm x',
    'docker context use prod && docker volume rm x',
    'docker --debug context use prod && docker volume rm x',
    'eval $(minikube docker-env) && docker volume rm x',
    'HOME=/srv/ops docker volume rm x',
    'DOCKER_API_VERSION=1.40 docker volume prune -f',
    "ssh host 'docker volume rm x'",
  ])
    assert.match(said(await look(docker, folder, other)), /another engine|on another machine/, other);
  // Settings that a link takes from the workspace are its agent's.
  const settings = scratch(t);
  write(folder, { 'dotfiles/config.json': '{}' });
  fs.symlinkSync(`${folder}/dotfiles/config.json`, `${settings}/config.json`);
  const before = process.env['DOCKER_CONFIG'];
  process.env['DOCKER_CONFIG'] = settings;
  t.after(() => {
    if (before === undefined) delete process.env['DOCKER_CONFIG'];
    else process.env['DOCKER_CONFIG'] = before;
  });
  assert.match(said(await look(docker, folder, command)), /your Docker settings lie in this workspace/);
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
  for (const command of ['docker volume rm $NAME', 'docker rm -f $(docker ps -aq)'])
    assert.match(said(await look(docker, folder, command)), /is known only when it runs/, command);
  for (const command of ['podman volume rm pgdata', 'docker plugin rm shop'])
    assert.match(said(await look(docker, folder, command)), /that Keyturn does not ask about/, command);
  assert.equal(tool.calls(), '');
  assert.ok(!docker.wants(await shellSubject(folder, 'docker ps && minikube delete')));
});

test('hostile names of containers stay data', async (t) => {
  const folder = scratch(t);
  const name = `a\n\u202e${'x'.repeat(4_000)}`;
  standIn(t, 'docker', { 'ps --all --no-trunc --format {{json .}}': json([container(name, 'exited')]) });
  const report = await look(docker, folder, 'docker container prune -f');
  assert.deepEqual(rows(report), ['container * direct exact 1']);
  assert.ok(JSON.stringify(report).length < 2_000);
});

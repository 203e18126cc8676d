export const json = (rows: readonly Readonly<Record<string, unknown>>[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n');

const id = (digit: string): string => `sha256:${digit.repeat(64)}`;

export const containerId = (name: string): string => name.padEnd(64, '0').replace(/[^0-9a-f]/g, 'a');

export function container(
  name: string,
  state: string,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    Command: '"docker-entrypoint.s…"',
    CreatedAt: '2026-11-01 10:00:00 +0100 CET',
    ID: containerId(name),
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

export const compose = (folder: string): string =>
  `com.docker.compose.project=shop,com.docker.compose.project.working_dir=${folder},com.docker.compose.service=db`;

export const ANONYMOUS = 'f'.repeat(64);
const LOOSE = 'd'.repeat(64);

/** `api`: 1.42 and newer keep volumes with a name when they prune. */
export function engine(folder: string, api = '1.47'): Readonly<Record<string, string>> {
  const volumes = [
    {
      Driver: 'local',
      Labels: 'com.docker.compose.project=shop,com.docker.compose.volume=pgdata',
      Name: 'shop_pgdata',
      Size: 'N/A',
    },
    { Driver: 'local', Labels: '', Name: 'old_backup', Size: 'N/A' },
    { Driver: 'local', Labels: 'com.docker.volume.anonymous=', Name: ANONYMOUS, Size: 'N/A' },
    { Driver: 'local', Labels: '', Name: LOOSE, Size: 'N/A' },
    { Driver: 'local', Labels: '', Name: 'from_nfs', Size: 'N/A' },
  ];
  const facts = volumes.map(({ Name, Driver }) => ({
    CreatedAt: '2024-03-01T10:00:00Z',
    Driver,
    Name,
    Options: Name === 'from_nfs' ? { type: 'nfs', device: ':/srv', o: 'addr=10.0.0.2' } : null,
  }));
  const images = [
    { Repository: 'postgres', Tag: '16', ID: id('1'), Size: '438MB', CreatedSince: '3 weeks ago' },
    { Repository: 'nginx', Tag: '1', ID: id('3'), Size: '188MB', CreatedSince: '3 weeks ago' },
    { Repository: 'nginx', Tag: 'latest', ID: id('3'), Size: '188MB', CreatedSince: '3 weeks ago' },
    { Repository: '<none>', Tag: '<none>', ID: id('2'), Size: '1.2GB', CreatedSince: '5 days ago' },
    { Repository: 'base', Tag: '1', ID: id('4'), Size: '80MB', CreatedSince: '5 days ago' },
    { Repository: 'app', Tag: '1', ID: id('5'), Size: '90MB', CreatedSince: '5 days ago' },
  ];
  const ids = [...new Set(images.map((image) => image.ID))];
  return {
    'ps --all --no-trunc --format {{json .}}': json([
      container('db', 'running', { Labels: compose(folder), Mounts: 'shop_pgdata', Networks: 'shop_default' }),
      container('web', 'exited', { Image: 'nginx:1', Mounts: 'e'.repeat(64) }),
      container('cache', 'running', { Image: '', Mounts: ANONYMOUS, Names: 'cache,web/cache' }),
    ]),
    'image ls --no-trunc --format {{json .}}': json(images),
    [`image inspect ${ids.join(' ')} --format {{.ID}} {{.Parent}}`]: ids
      .map((one) => `${one} ${one === id('5') ? id('4') : ''}`)
      .join('\n'),
    'volume ls --format {{json .}}': json(volumes),
    'volume ls --filter dangling=true --format {{json .}}': json(
      volumes.filter(({ Name }) => Name !== 'shop_pgdata' && Name !== ANONYMOUS),
    ),
    [`volume inspect ${volumes.map(({ Name }) => Name).join(' ')} --format {{json .}}`]: json(facts),
    'network ls --no-trunc --format {{json .}}': json([
      { ID: 'a1', Name: 'bridge', Driver: 'bridge', Labels: '' },
      { ID: 'b2', Name: 'shop_default', Driver: 'bridge', Labels: '' },
      { ID: 'c3', Name: 'old_net', Driver: 'bridge', Labels: '' },
    ]),
    'version --format {{.Client.APIVersion}}': api,
    'system df --verbose --format {{json .}}': JSON.stringify({
      Volumes: [{ Name: 'old_backup', Size: '1.2GB' }],
      Containers: [{ Names: 'web', Size: '12kB' }],
    }),
  };
}

import { act } from './act.ts';
import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { Flow } from '../state/flow.ts';

/** Programs that speak to whatever address they are given, and say nothing of it as an effect of their own. */
const CLIENTS =
  /^(?:mongosh|mongo|mongostat|mongotop|docker|docker-compose|podman|nerdctl|skopeo|crane|oras|regctl|cosign|syft|grype|trivy|npm|pnpm|yarn|bun|npx|pip|pip3|uv|poetry|cargo|gem|bundle|composer|psql|pg_dump|pg_isready|createdb|mysql|mariadb|mysqladmin|mysqldump|redis-cli|valkey-cli|sqlcmd|bcp|cqlsh|clickhouse-client|clickhouse|usql|pgcli|mycli|litecli|kubectl|oc|k9s|stern|helm|flux|argocd|aws|gcloud|az|gh|glab|hub|tea|etcdctl|consul|vault|nomad|boundary|kcat|kafkacat|kafka-\w+|rabbitmqadmin|rabbitmqctl|grpcurl|evans|grpc_cli|showmount|smbclient|rpcinfo|influx|prisma|sequelize|typeorm|drizzle-kit|atlas|dbmate|flyway|liquibase|migrate|goose|terraform|tofu|doctl|heroku|snowsql|bq|mc|s3cmd|rclone|restic|snmpwalk|snmpget|ldapsearch|jira|sentry-cli|nats|mosquitto_sub|temporal|tctl|curlie|go)$/;
/** Options that say whom to speak to, whichever of these it is. */
const ADDRESS =
  /^--?(?:(?:[a-z]+-)*(?:host(?:name)?|ur[il]|servers?|addr(?:ess)?|endpoints?|endpoint-url|registry|mirror|index|index-url|proxy|brokers?|broker-list|gateway|origin|dsn|connect|connection-string|apiserver)|repo|source|find-links|connection)$/;
/** The same in one letter. */
const ADDRESS_LETTERS: Readonly<Record<string, RegExp>> = {
  docker: /^-H$/,
  'docker-compose': /^-H$/,
  psql: /^-[hd]$/,
  pg_dump: /^-[hd]$/,
  mysql: /^-h$/,
  mariadb: /^-h$/,
  mysqldump: /^-h$/,
  'redis-cli': /^-[hu]$/,
  'valkey-cli': /^-[hu]$/,
  sqlcmd: /^-S$/,
  bcp: /^-S$/,
  'clickhouse-client': /^-h$/,
  kubectl: /^-s$/,
  pip: /^-[if]$/,
  pip3: /^-[if]$/,
  gem: /^-s$/,
  kcat: /^-b$/,
  kafkacat: /^-b$/,
  rabbitmqadmin: /^-H$/,
  ldapsearch: /^-[Hh]$/,
  smbclient: /^-[LI]$/,
  showmount: /^-[ead]$/,
};
/** Variables that do. */
const ADDRESS_NAMES =
  /^(?:DOCKER_HOST|CONTAINER_HOST|npm_config_registry|YARN_(?:NPM_)?REGISTRY\w*|PIP_(?:INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|PROXY)|UV_(?:DEFAULT_)?INDEX(?:_URL)?|CARGO_REGISTRIES_\w+|PGHOST(?:ADDR)?|MYSQL_HOST|REDIS_(?:HOST|URL)|VAULT_ADDR|CONSUL_HTTP_ADDR|NOMAD_ADDR|BOUNDARY_ADDR|ETCDCTL_ENDPOINTS|AWS_ENDPOINT_URL\w*|GH_HOST|GITLAB_HOST|GL_HOST|KUBERNETES_MASTER|HELM_KUBEAPISERVER|SQLCMDSERVER|INFLUX_HOST|(?:https?|all|ftp)_proxy)$/i;
/** Clients whose words, without any option, are addresses. */
const ADDRESSED =
  /^(?:mongosh|mongo|psql|pgcli|mycli|usql|cqlsh|grpcurl|evans|showmount|smbclient|(?:docker|podman) (?:manifest|pull|buildx|image|search)|skopeo|crane|oras|regctl|cosign|syft|grype|trivy|helm (?:show|pull|template)|go list)(?: |$)/;
/** Options that take no word. */
const TAKES_NONE = /^--?(?:plaintext|insecure|quiet|verbose|norc|no-psqlrc|m|[XAtqxwN])$/;

/**
 * A client that is told to speak to an address made of text that was read here: what was read is in the name that the network is asked
 * for, whoever answers, and the address is whosever the text says.
 */
export function tellsAddress(call: Call): void {
  const { words } = call.state;
  const [program = ''] = call.title.split(' ', 1);
  if (!CLIENTS.test(program)) return;
  const letters = ADDRESS_LETTERS[program];
  for (const [index, word] of words.entries()) {
    if (!carries(word.flow)) continue;
    const before = words[index - 1]?.value ?? '';
    const equals = /^(?:-{1,2}[\w-]+|[a-z]+)=/.exec(word.value)?.[0].length ?? 0;
    const short = equals === 0 && /^-[A-Za-z](?=[$`])/.test(word.value) ? 2 : 0;
    const option = equals > 0 ? word.value.slice(0, equals - 1) : short > 0 ? word.value.slice(0, 2) : before;
    const value = slice(word, equals + short);
    const named = ADDRESS.test(option) || letters?.test(option) === true || /^host(?:addr)?$/.test(option);
    const isPlain =
      (!option.startsWith('-') || TAKES_NONE.test(option)) && ADDRESSED.test(`${program} ${words[0]?.value ?? ''}`);
    if (hostIsRead(value, named || isPlain)) tells(call, value);
  }
  for (const [name, { exported, flow }] of call.scope.variables)
    if (exported && carries(flow) && ADDRESS_NAMES.test(name))
      tells(call, { ...call.name, value: `$${name}`, flow, dynamic: true });
}

function carries(flow: Flow | undefined): boolean {
  return flow !== undefined && (flow.local || flow.secret !== undefined) && flow.text === undefined;
}

/** Whether the part of an address that says the host is known only when it runs. `bare`: it may stand without a scheme. */
function hostIsRead({ value, dynamic, flow }: Arg, bare: boolean): boolean {
  if (!dynamic) return false;
  // The person's own variable, whole: that it holds an address is what it is for.
  if (flow?.local !== true && /^\$\{?\w+\}?$/.test(value)) return false;
  const scheme = /^[a-z][\w+.-]*:\/\//i.exec(value)?.[0] ?? '';
  if (/^(?:s3|gs|az|file|unix):/.test(scheme) || (scheme === '' && !bare)) return false;
  if (/^host(?:addr)?=|\shost(?:addr)?=/.test(value)) return /host(?:addr)?=[^\s]*[$`]/.test(value);
  // In `$(cat a b)` there may be anything: what stands before it is what counts.
  const [known = ''] = value.slice(scheme.length).split(/[$`]/, 1);
  if (known.includes('/')) return false;
  const [rest = ''] = value
    .slice(scheme.length + known.length)
    .replace(/\$\([^)]*\)|`[^`]*`/g, '$')
    .split('/', 1);
  // A name or a password before the host.
  const behind = /[}$\w]@([\w.-]+)(?::|$)/.exec(rest);
  if (behind !== null) return false;
  return !/^[\w.-]+:/.test(known) || known.includes('@') || rest.includes('@');
}

function tells(call: Call, address: Arg): void {
  act(call, 'network.send', 'host', address.value, address.range, { traits: ['reads-local', 'dynamic'] });
  call.state.secret ??= address.flow?.secret;
}

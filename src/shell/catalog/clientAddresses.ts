/** Programs that speak to whatever address they are given, and say nothing of it as an effect of their own. */
export const CLIENTS =
  /^(?:mongosh|mongo|mongostat|mongotop|docker|docker-compose|podman|nerdctl|skopeo|crane|oras|regctl|cosign|syft|grype|trivy|npm|pnpm|yarn|bun|npx|pip|pip3|uv|poetry|cargo|gem|bundle|composer|psql|pg_dump|pg_isready|createdb|mysql|mariadb|mysqladmin|mysqldump|redis-cli|valkey-cli|sqlcmd|bcp|cqlsh|clickhouse-client|clickhouse|usql|pgcli|mycli|litecli|kubectl|oc|k9s|stern|helm|flux|argocd|aws|gcloud|az|gh|glab|hub|tea|etcdctl|consul|vault|nomad|boundary|kcat|kafkacat|kafka-[\w-]+(?:\.sh)?|rabbitmqadmin|rabbitmqctl|grpcurl|evans|grpc_cli|showmount|smbclient|rpcinfo|influx|prisma|sequelize|typeorm|drizzle-kit|atlas|dbmate|flyway|liquibase|migrate|goose|terraform|tofu|doctl|heroku|snowsql|bq|mc|s3cmd|rclone|restic|snmpwalk|snmpget|ldapsearch|jira|sentry-cli|nats|mosquitto_sub|temporal|tctl|curlie|go|git)$/;
/** Options that say whom to speak to, whichever of these it is. */
export const ADDRESS =
  /^--?(?:(?:[a-z]+-)*(?:host(?:name)?|ur[il]|servers?|addr(?:ess)?|endpoints?|endpoint-url|registry|mirror|index|index-url|proxy|brokers?|broker-list|gateway|origin|dsn|connect|connection-string|apiserver)|repo|source|find-links|connection)$/;
/** The same in one letter, by program; before it may stand letters that take nothing. */
export const ADDRESS_LETTERS: Readonly<Record<string, string>> = {
  docker: 'H',
  'docker-compose': 'H',
  psql: 'hd',
  pg_dump: 'hd',
  mysql: 'h',
  mariadb: 'h',
  mysqldump: 'h',
  'redis-cli': 'hu',
  'valkey-cli': 'hu',
  sqlcmd: 'S',
  bcp: 'S',
  'clickhouse-client': 'h',
  kubectl: 's',
  pip: 'if',
  pip3: 'if',
  gem: 's',
  kcat: 'b',
  kafkacat: 'b',
  rabbitmqadmin: 'H',
  ldapsearch: 'Hh',
  smbclient: 'LI',
  showmount: 'ead',
};
/** Variables that do. */
export const ADDRESS_NAMES =
  /^(?:DOCKER_HOST|CONTAINER_HOST|npm_config_registry|YARN_(?:NPM_)?REGISTRY\w*|PIP_(?:INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|PROXY)|UV_(?:DEFAULT_)?INDEX(?:_URL)?|CARGO_REGISTRIES_\w+|PGHOST(?:ADDR)?|MYSQL_HOST|REDIS_(?:HOST|URL)|VAULT_ADDR|CONSUL_HTTP_ADDR|NOMAD_ADDR|BOUNDARY_ADDR|ETCDCTL_ENDPOINTS|AWS_ENDPOINT_URL\w*|GH_HOST|GITLAB_HOST|GL_HOST|KUBERNETES_MASTER|HELM_KUBEAPISERVER|SQLCMDSERVER|INFLUX_HOST|(?:https?|all|ftp)_proxy)$/i;
/** Clients whose words, without any option, are addresses. */
export const ADDRESSED =
  /^(?:mongosh|mongo|psql|pgcli|mycli|usql|cqlsh|grpcurl|evans|showmount|smbclient|(?:docker|podman) (?:manifest|pull|buildx|image|search)|skopeo|crane|oras|regctl|cosign|syft|grype|trivy|helm (?:show|pull|template)|go list|rclone [a-z]+|git (?:.* )?(?:ls-remote|remote))(?: |$)/;
/** Options that take no word. */
export const TAKES_NONE =
  /^--?(?:plaintext|insecure|quiet|verbose|norc|no-psqlrc|m|u|json|e|deps|versions|heads|tags|refs|[XAtqxwN])$/;

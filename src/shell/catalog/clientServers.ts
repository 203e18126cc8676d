/** Clients that show a server whom they speak for, and the hosts that are their own: what a text names besides gets the person's key. */
export const KEY_GOES_TO: Readonly<Record<string, RegExp | undefined>> = {
  vault: /\.hashicorp\.cloud$/,
  nomad: /^$/,
  consul: /\.hashicorp\.cloud$/,
  boundary: /\.hashicorp\.cloud$/,
  kubectl: /^$/,
  oc: /^$/,
  k9s: /^$/,
  stern: /^$/,
  helm: /^$/,
  flux: /^$/,
  doctl: /^api\.digitalocean\.com$/,
  hcloud: /\.hetzner\.cloud$/,
  scw: /\.scaleway\.com$/,
  'linode-cli': /^api\.linode\.com$/,
  gcloud: /\.googleapis\.com$/,
  fly: /\.fly\.io$|\.machines\.dev$/,
  flyctl: /\.fly\.io$|\.machines\.dev$/,
  heroku: /\.heroku\.com$/,
  vercel: /\.vercel\.com$/,
  netlify: /\.netlify\.com$/,
  wrangler: /\.cloudflare\.com$/,
  pulumi: /\.pulumi\.com$/,
  stripe: /\.stripe\.com$/,
  glab: /^gitlab\.com$/,
  'sentry-cli': /(?:^|\.)sentry\.io$/,
  influx: /\.influxdata\.com$/,
  databricks: /\.(?:databricks\.com|azuredatabricks\.net)$/,
  snyk: /\.snyk\.io$/,
  circleci: /(?:^|\.)circleci\.com$/,
  turso: /\.turso\.tech$/,
  neonctl: /\.neon\.tech$/,
  jira: /\.atlassian\.net$/,
  nats: /(?:^|\.)(?:synadia\.(?:com|cloud|io)|ngs\.global|nats\.io)$/,
  temporal: /\.(?:tmprl\.cloud|temporal\.io)$/,
  'ansible-galaxy': /(?:^|\.)ansible\.com$/,
};
/** The same of clients whose key is kept for one host, or is never shown itself: to another they are a question. */
export const ASKS_AT: Readonly<Record<string, RegExp | undefined>> = {
  npm: /^registry\.(?:npmjs\.org|yarnpkg\.com)$|^npm\.pkg\.github\.com$/,
  pip: /(?:^|\.)pypi\.org$/,
  cargo: /(?:^|\.)crates\.io$/,
  gem: /(?:^|\.)rubygems\.org$/,
  go: /^(?:proxy|sum)\.golang\.org$/,
  composer: /(?:^|\.)packagist\.org$/,
  aws: /\.(?:amazonaws\.com(?:\.cn)?|api\.aws|r2\.cloudflarestorage\.com|digitaloceanspaces\.com|backblazeb2\.com|wasabisys\.com|linodeobjects\.com)$|^storage\.googleapis\.com$|^169\.254\./,
  gh: /(?:^|\.)github\.com$|\.ghe\.com$/,
  argocd: /^$/,
  docker: /^$/,
};
/** By which other names they are called. */
export const SAME_SERVERS: Readonly<Record<string, string | undefined>> = {
  k: 'kubectl',
  pnpm: 'npm',
  yarn: 'npm',
  bun: 'npm',
  npx: 'npm',
  pip3: 'pip',
  uv: 'pip',
  poetry: 'pip',
  bundle: 'gem',
  s3cmd: 'aws',
  rclone: 'aws',
  s5cmd: 'aws',
  'docker-compose': 'docker',
  podman: 'docker',
  nerdctl: 'docker',
};
/** Options that say whom to speak to, in these clients. */
export const SPEAKS_TO =
  /^--?(?:(?:[a-z\d]+-)*(?:host(?:name)?|ur[il]|servers?|addr(?:ess)?|endpoints?|registry|index|apiserver|api(?:-base)?|proxy|source|gateway)|repo|find-links)$/;
export const SPEAKS_TO_LETTERS: Readonly<Record<string, string | undefined>> = {
  kubectl: 's',
  oc: 's',
  pip: 'if',
  gem: 's',
  gh: 'R',
  docker: 'H',
  nats: 's',
  glab: 'R',
};
/** Variables that do. */
export const SPEAKS_TO_NAMES: Readonly<Record<string, RegExp | undefined>> = {
  kubectl: /^KUBERNETES_MASTER$/,
  helm: /^HELM_KUBEAPISERVER$/,
  npm: /^(?:npm_config_registry|YARN_(?:NPM_)?REGISTRY\w*|BUN_CONFIG_REGISTRY)$/i,
  pip: /^(?:PIP|UV)_(?:DEFAULT_)?(?:EXTRA_)?(?:INDEX(?:_URL)?|FIND_LINKS)$/,
  go: /^GO(?:PROXY|SUMDB)$/,
  cargo: /^CARGO_REGISTR(?:Y|IES)_\w*INDEX$/,
  gem: /^(?:RUBYGEMS_HOST|BUNDLE_MIRROR\w*)$/,
  aws: /^AWS_(?:ENDPOINT_URL\w*|CONTAINER_CREDENTIALS_FULL_URI|EC2_METADATA_SERVICE_ENDPOINT)$/,
  gcloud: /^CLOUDSDK_API_ENDPOINT_OVERRIDES_/,
  docker: /^(?:DOCKER|CONTAINER)_HOST$/,
  nats: /^NATS_URL$/,
  gh: /^GH_(?:HOST|REPO)$/,
  glab: /^(?:GITLAB|GL)_(?:HOST|URI|API_HOST|REPO)$/,
  wrangler: /^CLOUDFLARE_API_BASE_URL$/,
  doctl: /^DIGITALOCEAN_API_URL$/,
  fly: /^FLY_(?:API_BASE|FLAPS_BASE)_URL$/,
  flyctl: /^FLY_(?:API_BASE|FLAPS_BASE)_URL$/,
};
/** Clients that are told so only before their subcommand, with the options of that place that have a word of their own. */
export const SPEAKS_TO_FIRST: Readonly<Record<string, RegExp | undefined>> = {
  docker: /^(?:-[cHlf]|--(?:host|url|context|connection|config|log-level|tls(?:cacert|cert|key)|identity|file))$/,
};
/**
 * Clients of a database are told its server with its name, and reading there is a read of that database wherever it is. What was read on this
 * machine goes along no more than in a request.
 */
export const DATABASE_SERVERS: Readonly<Record<string, RegExp | undefined>> = {
  'redis-cli': /^(?:-h|-u|--host)$/,
  'valkey-cli': /^(?:-h|-u|--host)$/,
  etcdctl: /^--endpoints$/,
};

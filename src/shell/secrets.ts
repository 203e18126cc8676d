import { isSecretPath as isSecretByName } from '../effect/protectedPath.ts';
import { isWindowsPath, slashed } from '../effect/windowsPath.ts';
import { baseName, isInside } from './paths.ts';

const SECRET_VARIABLE =
  /(?:^|_)(?:SECRETS?|TOKENS?|PASSWORD|PASSWD|PASSPHRASE|APIKEY|API_KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|ENCRYPTION_KEY|CREDENTIALS?|AUTH|PAT|DSN)(?:_|$)|^(?:PGPASSWORD|MYSQL_PWD|DATABASE_URL|MONGO(?:DB)?_(?:URL|URI)|REDIS_URL)$|_(?:KEY|SK)$/i;

/** Keys that open nothing, and names of agents' sockets. */
const PLAIN_VARIABLE =
  /PUBLIC|PUBLISHABLE|^SSH_AUTH_SOCK$|(?:^|_)(?:CACHE|SORT|PRIMARY|FOREIGN|PARTITION|INDEX|HOT|SHORTCUT|OBJECT|S3|ROW|GROUP|MAP|JSON|DICT)_KEY$|_AUTH_(?:MODE|METHOD|TYPE|URL|ENABLED)$|_TOKENS?_(?:COUNT|LIMIT|URL|TTL)$|^MAX_TOKENS$/i;

/** A variable whose name says that it holds a secret. */
export function isSecretVariable(name: string): boolean {
  return SECRET_VARIABLE.test(name) && !PLAIN_VARIABLE.test(name);
}

const HARMLESS_ENV_SUFFIX = /\.(?:example|sample|template|dist|defaults|test\.example)$/;
const SECRET_NAMES =
  /^(?:\.env(?:\..+)?|\.envrc|.+\.env|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc|\.pypirc|\.pgpass|\.my\.cnf|\.netrc|_netrc|\.git-credentials|\.htpasswd|\.vault-token|\.dockercfg|kubeconfig|credentials(?:\.json|\.csv|\.toml|\.yml|\.yaml)?|secrets?\.(?:json|ya?ml|toml|txt|env)|service[-_]?account.*\.json|master\.key|.+\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)|terraform\.tfstate(?:\.backup)?|.*\.tfvars|\.(?:bash|zsh|sh|psql|mysql|node_repl|python)_history|shadow|gshadow|sudoers)$/;

const SECRET_FOLDERS = [
  '.ssh',
  '.aws',
  '.gnupg',
  '.kube',
  '.azure',
  '.config/gcloud',
  '.config/gh',
  '.config/hub',
  '.config/op',
  '.docker',
  '.password-store',
  '.local/share/keyrings',
  '.mozilla',
  '.config/google-chrome',
  '.config/chromium',
  '.terraform.d',
  '.config/doctl',
  '.config/configstore',
  '.railway',
  '.fly',
  '.cargo/credentials',
  '.gem/credentials',
  'Library/Keychains',
];

/** A path whose name says that a secret is in it. Public halves and examples are not secrets. */
export function isSecretPath(path: string, home: string): boolean {
  if (isWindowsPath(path))
    return isSecretByName(path) || /\/\.(?:aws|ssh|kube|docker|gnupg|azure)\//i.test(slashed(path));
  const name = baseName(path).toLowerCase();
  if (/\.pub$|^known_hosts|^authorized_keys$|\.crt$|\.cer$/.test(name)) return false;
  if (HARMLESS_ENV_SUFFIX.test(name)) return false;
  if (SECRET_NAMES.test(name)) return true;
  if (/^\/proc\/[^/]+\/environ$/.test(path)) return true;
  if (path === `${home}/.aws/config` || path === `${home}/.ssh/config` || path === `${home}/.docker/daemon.json`) {
    return false;
  }
  return SECRET_FOLDERS.some((folder) => isInside(path, `${home}/${folder}`)) || /\/\.ssh(?:\/|$)/.test(path);
}

/** A glob that may take in a secret: `*`, `.*`, `.env*` and the like match dot files or name them. */
export function globMayHoldSecret(path: string): boolean {
  const name = baseName(path);
  return /^\.(?:e|\*|\?)|^\.?env[*?.]|id_\*|\*\.(?:pem|key|env)/.test(name);
}

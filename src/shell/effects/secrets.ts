import { baseName } from './paths.ts';

const SECRET_VARIABLE =
  /(?:^|_)(?:SECRETS?|TOKENS?|PASSWORD|PASSWD|PASSPHRASE|APIKEY|API_KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|ENCRYPTION_KEY|CREDENTIALS?|AUTH|PAT|DSN)(?:_|$)|^(?:PGPASSWORD|MYSQL_PWD|DATABASE_URL|MONGO(?:DB)?_(?:URL|URI)|REDIS_URL)$|_(?:KEY|SK)$/i;

/** Keys that open nothing, and names of agents' sockets. */
const PLAIN_VARIABLE =
  /PUBLIC|PUBLISHABLE|^SSH_AUTH_SOCK$|(?:^|_)(?:CACHE|SORT|PRIMARY|FOREIGN|PARTITION|INDEX|HOT|SHORTCUT|OBJECT|S3|ROW|GROUP|MAP|JSON|DICT)_KEY$|_AUTH_(?:MODE|METHOD|TYPE|URL|ENABLED)$|_TOKENS?_(?:COUNT|LIMIT|URL|TTL)$|^MAX_TOKENS$/i;

/** A variable whose name says that it holds a secret. */
export function isSecretVariable(name: string): boolean {
  return SECRET_VARIABLE.test(name) && !PLAIN_VARIABLE.test(name);
}

/** A glob that may take in a secret: `*`, `.*`, `.env*` and the like match dot files or name them. */
export function globMayHoldSecret(path: string): boolean {
  const name = baseName(path);
  return /^\.(?:e|\*|\?)|^\.?env[*?.]|id_\*|\*\.(?:pem|key|env)/.test(name);
}

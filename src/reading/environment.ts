import type { Problem } from './reader.ts';

/**
 * Names that say where a program works or whom it talks to. Any other name could make a program load code (`LD_PRELOAD`,
 * `NODE_OPTIONS`, `PATH`, `GIT_SSH_COMMAND` …), so that the text would not be the whole of what runs.
 */
const PLACE_NAME =
  /^(?:PG(?:HOST|HOSTADDR|PORT|DATABASE|USER|PASSWORD|PASSFILE|SERVICE|SSLMODE|OPTIONS|APPNAME)|MYSQL_(?:HOST|PWD|TCP_PORT|UNIX_PORT|USER|DATABASE|PASSWORD)|(?:[A-Z0-9_]*_)?(?:DATABASE_URL|DB_URL|REDIS_URL|MONGO_URL|MONGODB_URI|AMQP_URL)|DB_(?:HOST|PORT|NAME|USER|USERNAME|PASSWORD|DATABASE)|KUBECONFIG|KUBE_CONTEXT|AWS_(?:PROFILE|REGION|DEFAULT_REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|GOOGLE_CLOUD_PROJECT|CLOUDSDK_(?:CORE_PROJECT|ACTIVE_CONFIG_NAME)|AZURE_[A-Z_]+|ARM_[A-Z_]+|TF_(?:WORKSPACE|VAR_[A-Za-z0-9_]+)|DOCKER_(?:HOST|CONTEXT)|COMPOSE_(?:FILE|PROJECT_NAME|PROFILES)|GIT_(?:DIR|WORK_TREE)|NODE_ENV|RAILS_ENV|RACK_ENV|APP_ENV|DJANGO_SETTINGS_MODULE|ENVIRONMENT|CI|LANG|LC_[A-Z]+|TZ|TERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR)$/;

export function environmentProblems(environment: Readonly<Record<string, string>>, length: number): readonly Problem[] {
  return Object.keys(environment)
    .filter((name) => !PLACE_NAME.test(name))
    .map((name) => ({ rule: 'problem.environment', range: [0, length], values: { name } }));
}

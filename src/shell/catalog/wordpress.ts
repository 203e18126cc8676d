import { act, actOnFile } from '../effects/act.ts';
import { embedArg } from '../calls/embed.ts';
import type { Call } from '../state/call.ts';
import type { Tool, Usage } from './tool.ts';

/** To look at anything, WordPress is loaded first, with its plugins and its theme. */
const looks: Usage = { free: true, does: 'exec.project:operation' };
const changes: Usage = {
  free: true,
  options: 'dry-run force!forced',
  does: 'exec.project:operation sql.update:database=wordpress',
  forms: [{ with: 'dry-run', ...looks }],
};
const deletes: Usage = {
  free: true,
  options: 'force!forced',
  does: 'exec.project:operation sql.delete:database=wordpress',
};
const LOOKING =
  'list get exists search path status is-active is-installed check-update verify-checksums version count pluck';

/** `wp db export -` prints it. */
function dumps(call: Call): void {
  const [file] = call.parsed.operands;
  act(call, 'sql.read', 'database', 'wordpress', call.range);
  if (file?.value !== '-') actOnFile(call, 'create', file ?? { ...call.name, value: './' });
}

function queries(call: Call): void {
  const [text] = call.parsed.operands;
  if (text === undefined) act(call, 'exec.opaque', 'unknown', 'wp db query', call.range, { certainty: 'possible' });
  else embedArg(call, text, { language: 'sql', dialect: 'mysql' });
}

export const wordpressTools: readonly Tool[] = [
  {
    names: 'wp',
    stop: true,
    options:
      'path=folder url= ssh=opaque http=opaque user= skip-plugins? skip-themes? skip-packages require=opaque exec=opaque context= debug? prompt=opaque quiet color no-color allow-root',
    commands: {
      'cli help': {
        stop: true,
        commands: { 'info version cmd-dump check-update completions has-command': { free: true } },
        otherwise: { free: true, does: 'system.change:operation' },
      },
      'core plugin theme language': {
        stop: true,
        commands: {
          [LOOKING]: looks,
          'download install update': {
            free: true,
            options: 'force!forced',
            does: 'exec.project:operation exec.install:package=$*',
          },
          'delete uninstall': { free: true, does: 'exec.project:operation', operands: 'delete...' },
        },
        otherwise: changes,
      },
      db: {
        stop: true,
        commands: {
          'size prefix tables columns search check': looks,
          query: { free: true, also: queries },
          'export dump': { free: true, also: dumps },
          import: { free: true, operands: 'read', does: 'sql.execute:database=wordpress' },
          'reset drop clean': { free: true, options: 'yes!forced', does: 'sql.drop:database=wordpress' },
        },
        otherwise: { free: true, does: 'sql.alter:database=wordpress' },
      },
      'search-replace': changes,
      'post page user comment term taxonomy option menu widget sidebar site role cap transient post-type rewrite embed user-meta super-admin network':
        {
          stop: true,
          commands: {
            [LOOKING]: looks,
            'delete trash reset empty destroy spam': deletes,
            meta: { stop: true, commands: { 'list get': looks }, otherwise: changes },
          },
          otherwise: changes,
        },
      cron: {
        stop: true,
        commands: { test: looks },
        otherwise: { stop: true, commands: { list: looks }, otherwise: changes },
      },
      cache: {
        stop: true,
        commands: { 'get type supports': looks },
        otherwise: { free: true, does: 'exec.project:operation store.delete:key=*' },
      },
      config: {
        stop: true,
        commands: { 'path has is-true': looks, 'get list': { free: true, does: 'secret.read:secret=wp-config.php' } },
        otherwise: {
          free: true,
          also: (call) => actOnFile(call, 'write', { ...call.name, value: 'wp-config.php' }),
        },
      },
      server: { free: true, does: 'exec.project:service' },
      'maintenance-mode': { stop: true, commands: { 'status is-active': looks }, otherwise: changes },
    },
    examples: {
      held: {
        'wp plugin list': 'exec.project',
        "wp search-replace 'a.example' 'b.example' --all-tables": 'exec.project sql.update',
        'wp search-replace a b --dry-run': 'exec.project',
        'wp db reset --yes': 'sql.drop',
        "wp db query 'DROP TABLE wp_posts'": '',
        'wp post delete 42 --force': 'exec.project sql.delete',
        'wp plugin install akismet': 'exec.project exec.install',
        'wp config get DB_PASSWORD': 'secret.read',
        'wp cache flush': 'exec.project store.delete',
        'wp eval "unlink(1);"': 'exec.opaque',
        'wp --ssh=root@web1 plugin list': 'exec.opaque exec.project',
        'wp db export a.sql': 'file.create sql.read',
      },
      passed: ['wp cli version', "wp db query 'SELECT 1'"],
    },
  },
];

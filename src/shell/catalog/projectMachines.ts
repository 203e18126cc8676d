import { runWords } from '../calls/innerCommand.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { deeds } from './deeds.ts';
import type { Tool } from './tool.ts';

/** What a project is run in while it is worked on: containers, stand-ins for a cloud, versions of a language. */
export const projectMachinesTools: readonly Tool[] = [
  {
    names: 'func swa',
    free: true,
    noHelp: true,
    also: deeds(
      [/^(?:start|host start|pack|build|init|new|extensions sync)\b/, 'exec.project'],
      [
        /^(?:azure functionapp publish|deploy|kubernetes deploy|durable (?:terminate|purge-history|delete-task-hub))\b/,
        'infra.change',
        'resource',
        'app',
      ],
      [/^(?:azure functionapp fetch-app-settings|settings list|settings decrypt)\b/, 'secret.read', 'secret', '*'],
      [/^(?:login|azure (?:login|logout))\b/, 'system.change'],
      [/^(?:templates list|azure functionapp list-functions|azure functionapp logstream)\b/],
    ),
    examples: {
      held: {
        'func start': 'exec.project',
        'func azure functionapp publish shop': 'infra.change',
        'swa deploy ./dist': 'infra.change',
      },
    },
  },
  {
    names: 'verdaccio',
    free: true,
    noHelp: true,
    also: (call) => {
      if (call.args.some(({ value }) => /0\.0\.0\.0|\[?::\]?:/.test(value)))
        act(call, 'network.send', 'service', 'verdaccio', call.range);
      if (call.args.every(({ value }) => /^(?:-v|--version|-h|--help)$/.test(value)) && call.args.length > 0) return;
      act(call, 'exec.project', 'service', 'verdaccio', call.range);
    },
    examples: {
      held: { verdaccio: 'exec.project', 'verdaccio -l 0.0.0.0:4873': 'exec.project network.send' },
      passed: ['verdaccio --version'],
    },
  },
  {
    names: 'mkcert',
    free: true,
    options: 'cert-file=output key-file=output p12-file=output install uninstall CAROOT ecdsa client csr=read pkcs12',
    single: true,
    also: (call) => {
      const words = call.args.map(({ value }) => value);
      if (words.some((word) => /^-(?:un)?install$/.test(word)))
        act(call, 'system.change', 'operation', 'trusted certificates', call.range);
      const [name] = call.parsed.operands;
      if (name === undefined || words.some((word) => /^-(?:cert|key|p12)-file/.test(word))) return;
      for (const end of ['.pem', '-key.pem'])
        actOnFile(call, 'output', { ...name, value: `${name.value.replaceAll(':', '_')}${end}` });
    },
    examples: {
      held: { 'mkcert -install': 'system.change', 'mkcert localhost': 'file.write' },
      passed: ['mkcert -CAROOT'],
    },
  },
  {
    names: 'localstack',
    free: true,
    noHelp: true,
    also: deeds(
      [/^(?:start|restart|ssh)\b/, 'container.run', 'container', 'localstack'],
      [/^stop\b/, 'container.change', 'container', 'localstack'],
      [/^(?:status|logs|config|wait|completion)\b/],
      [/^(?:update|extensions)\b/, 'exec.install', 'package'],
      [/^(?:auth|pod|state)\b/, 'store.write', 'resource'],
    ),
    examples: { held: { 'localstack start -d': 'container.run' }, passed: ['localstack status services'] },
  },
  {
    names: 'devcontainer devpod',
    free: true,
    noHelp: true,
    also: deeds(
      [/^(?:up|build|exec|run-user-commands|set-up|ssh)\b/, 'container.run', 'container', 'dev container'],
      [/^(?:stop)\b/, 'container.change', 'container', 'dev container'],
      [/^(?:delete)\b/, 'container.delete', 'container', 'dev container'],
      [/^(?:read-configuration|outdated|list|status|version|features info|templates metadata)\b/],
      [/^(?:upgrade|templates apply)\b/, 'exec.install', 'package'],
    ),
    examples: {
      held: { 'devcontainer up --workspace-folder .': 'container.run' },
      passed: ['devcontainer read-configuration'],
    },
  },
  {
    names: 'drush',
    free: true,
    noHelp: true,
    also: deeds(
      [
        /^(?:--\S+ )*(?:sql[-:](?:drop|create|sync|query|cli)|sqlq|sqlc|site[-:]install|si)\b/,
        'sql.drop',
        'database',
        '*',
      ],
      [
        /^(?:--\S+ )*(?:updb|updatedb|config[-:](?:import|set|delete)|cim|cset|entity[-:]\w+|pm[-:]\w+|en|pmu|migrate[-:]\w+|mim|php[-:]\w+|ev|scr|user[-:](?:create|cancel|block|password|role)\S*|state[-:](?:set|delete)|queue[-:]\w+|cron|deploy)\b/,
        'sql.alter',
        'database',
        '*',
      ],
      [/^(?:--\S+ )*(?:uli|user[-:]login|sql[-:](?:conf|connect|dump))\b/, 'secret.read', 'secret', '*'],
      [/^(?:--\S+ )*(?:cr|cc|cache[-:]\w+)\b/, 'exec.project'],
      [
        /^(?:--\S+ )*(?:status|st|core[-:]status|watchdog[-:]show|ws|list|help|version|config[-:](?:get|status|export)|cget|cst|cex|pml)\b/,
      ],
    ),
    examples: {
      held: { 'drush sql-drop -y': 'sql.drop', 'drush updb -y': 'sql.alter', 'drush cr': 'exec.project' },
      passed: ['drush status'],
    },
  },
  {
    names: 'ddev lando',
    free: true,
    noHelp: true,
    also: (call) => {
      const verb = call.args[0]?.value ?? '';
      if (/^(?:describe|list|status|logs|version|info|help|hostname)$/.test(verb)) return;
      if (/^(?:delete|destroy|poweroff|clean|remove)$/.test(verb))
        act(call, 'container.delete', 'container', call.title, call.range);
      else if (/^(?:start|stop|restart|rebuild|pause)$/.test(verb))
        act(call, 'container.change', 'container', call.title, call.range);
      else if (/^(?:import-db|db-import|restore|snapshot)$/.test(verb))
        act(call, 'sql.drop', 'database', '*', call.range);
      else {
        act(call, 'container.run', 'container', call.title, call.range);
        if (/^(?:composer|drush|php|npm|npx|yarn|artisan|wp|node|exec)$/.test(verb))
          runWords(
            call,
            verb === 'artisan' ? [plainArg('php', call.range), ...call.args] : call.args.slice(verb === 'exec' ? 1 : 0),
          );
        else opaque(call, call.title, call.range, 'problem.unknown-command');
      }
    },
    examples: {
      held: { 'ddev start': 'container.change', 'ddev drush sql-drop -y': 'container.run sql.drop' },
      passed: ['ddev describe'],
    },
  },
  {
    names: 'sail',
    free: true,
    noHelp: true,
    also: (call) => {
      const verb = call.args[0]?.value ?? '';
      if (/^(?:ps|logs|version|--version|help)?$/.test(verb)) return;
      if (verb === 'down') act(call, 'container.delete', 'container', 'sail', call.range);
      else if (/^(?:stop|restart|start|build|pull)$/.test(verb))
        act(call, 'container.change', 'container', 'sail', call.range);
      else {
        act(call, 'container.run', 'container', 'sail', call.range);
        if (/^(?:artisan|art|a|test|tinker|dusk)$/.test(verb)) {
          const words = /^(?:artisan|art|a)$/.test(verb) ? call.args.slice(1) : call.args;
          runWords(call, [plainArg('php', call.range), plainArg('artisan', call.range), ...words]);
        } else if (/^(?:php|composer|npm|npx|yarn|pnpm|bun|node|bin|psql|mysql|redis|mongodb)$/.test(verb))
          runWords(call, call.args.slice(verb === 'bin' ? 1 : 0));
        else if (verb !== 'up') opaque(call, call.title, call.range, 'problem.unknown-command');
      }
    },
    examples: {
      held: {
        'sail up -d': 'container.run',
        'sail artisan migrate:fresh': 'container.run sql.drop',
        'sail down': 'container.delete',
        'sail share': 'container.run exec.opaque',
      },
      passed: ['sail ps'],
    },
  },
  {
    names: 'fvm',
    stop: true,
    free: true,
    noHelp: true,
    also: (call) => {
      const verb = call.args[0]?.value ?? '';
      if (/^(?:flutter|dart)$/.test(verb)) runWords(call, call.args);
      else if (/^(?:exec|spawn)$/.test(verb)) runWords(call, call.args.slice(verb === 'exec' ? 1 : 2));
      else if (/^(?:use|install|global)$/.test(verb))
        act(call, 'exec.install', 'package', call.args[1]?.value ?? 'flutter', call.range);
      else if (/^(?:remove|destroy)$/.test(verb))
        act(call, 'file.delete', 'package', `flutter ${call.args[1]?.value ?? '*'}`, call.range);
      else if (!/^(?:list|releases|doctor|--version|--help|-h|config|api)?$/.test(verb))
        opaque(call, call.title, call.range, 'problem.unknown-command');
    },
    examples: { held: { 'fvm flutter test': 'exec.project', 'fvm use 3.24.0': 'exec.install' }, passed: ['fvm list'] },
  },
];

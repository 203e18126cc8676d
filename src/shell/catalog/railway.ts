import type { Tool } from './tool.ts';
import { platform } from './platformCalls.ts';

/** Railway. */
export const railwayTools: readonly Tool[] = [
  {
    names: 'railway',
    free: true,
    noHelp: true,
    also: platform([
      [/^(?:service|volume|environment|deployment|project|domain) (?:list|ls|status|info|logs)(?: |$)/, 'read'],
      [/^(?:status|logs|list|whoami|version|docs|open|environment list)(?: |$)/, 'read'],
      [/^(?:link|unlink)(?: |$)/, 'choose'],
      [/^(?:variables|vars)(?: |$)(?!.*--set)/, 'secret'],
      [/^(?:login|logout)/, 'login'],
      [/^(?:run|shell|ssh)/, 'run'],
      [/^(?:down|environment delete|volume (?:delete|detach)|service delete|delete|remove)/, 'destroy'],
      [/^(?:connect)/, 'change'],
      [/^(?:up|redeploy|deploy|add|init|domain|environment|volume|service)/, 'change'],
    ]),
    examples: {
      held: {
        'railway down -y': 'infra.destroy',
        'railway environment delete prod': 'infra.destroy',
        'railway run rm -rf x': 'file.delete',
        'railway run rm -rf x -h': 'file.delete',
        'railway link': 'system.change',
      },
      passed: ['railway status', 'railway service status'],
    },
  },
];

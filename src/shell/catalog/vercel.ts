import type { Tool } from './tool.ts';
import { platform } from './platformCalls.ts';

/** Vercel and Netlify. */
export const vercelTools: readonly Tool[] = [
  {
    names: 'vercel now',
    free: true,
    noHelp: true,
    also: platform(
      [
        [
          /^(?:ls|list|inspect|logs|whoami|teams ls|projects? ls|domains (?:ls|inspect)|dns ls|certs ls|env ls|alias ls|help)(?: |$)/,
          'read',
        ],
        [/^dev(?: |$)/, 'project'],
        [/^link(?: |$)/, 'choose'],
        [/^env pull/, 'secret'],
        [/^(?:login|logout)/, 'login'],
        [
          /^(?:remove|rm|env rm|project rm|projects rm|domains rm|dns rm|alias rm|certs rm|secrets rm|rollback)/,
          'destroy',
        ],
        [/^(?:deploy|promote|env add|alias|redeploy|domains|build|pull|--prod|-\w)/, 'change'],
      ],
      'deploy',
    ),
    examples: {
      held: {
        'vercel remove my-app --yes': 'infra.destroy',
        'vercel --prod': 'infra.change',
        'vercel dev': 'exec.project',
        'vercel env rm DATABASE_URL production -y': 'infra.destroy',
      },
      passed: ['vercel ls'],
    },
  },
  {
    names: 'netlify ntl',
    free: true,
    noHelp: true,
    also: platform([
      [/^env:list.*--(?:plain|json)|^env:get/, 'secret'],
      [/^(?:status|sites:list|open|watch|logs(?::\w+)?|functions:list|env:list)(?: |$)/, 'read'],
      // By the names of operations of its interface.
      [
        /^api (?:list|get|search|show)(?!\w*(?:Token|Key|Secret|Env|Variable|Credential|Session|Deploy_?Key))[A-Z]\w*(?: |$)/,
        'read',
      ],
      [/^dev(?::exec)?(?: |$)/, 'project'],
      [/^(?:un)?link(?: |$)/, 'choose'],
      [/^(?:login|logout)/, 'login'],
      [
        /^(?:sites:delete|env:unset|blobs:delete|.*:delete|api (?:delete|cancel|rollback|disable|restore|lock|unlink)\w*)/,
        'destroy',
      ],
      [/^(?:deploy|build|init|env:set|env:import|sites:create)/, 'change'],
    ]),
    examples: {
      held: {
        'netlify sites:delete --force': 'infra.destroy',
        'netlify deploy --prod': 'infra.change',
        'netlify dev': 'exec.project',
        'netlify dev:exec rm -rf x': 'exec.project file.delete',
        'netlify env:list --plain': 'secret.read',
        'netlify api deleteSite --data x': 'infra.destroy',
      },
      passed: ['netlify api listSites'],
    },
  },
];

import { isLocalContext } from './starterPlatforms.ts';
import type { Platform } from './starterPlatforms.ts';

/** What a starter file may name: words found in the workspace, hostile until `plain` let them through. */
export interface FoundInWorkspace {
  /** Hosts and databases of connection URLs, without user or password. */
  readonly databases: readonly string[];
  readonly branches: readonly string[];
  /** Of kubeconfigs. */
  readonly contexts: readonly string[];
  /** Our own words for the tools whose files lie there. */
  readonly platforms: readonly Pick<Platform, 'name' | 'does'>[];
}

export const NOTHING_FOUND: FoundInWorkspace = { databases: [], branches: [], contexts: [], platforms: [] };

const MOST_FOUND = 5;

/**
 * A rules file to begin with. Every rule in it is a comment: it changes nothing until a person takes the slashes away, and
 * each line is whole, so that taking them away is all there is to do.
 */
export function starterRules({ databases, branches, contexts, platforms }: FoundInWorkspace): string {
  const targets = plain(databases);
  const clusters = plain(contexts);
  const places = [...targets, ...clusters];
  const branch = plain(branches).length === 0 ? ['main'] : plain(branches);
  const labels = (places.length === 0 ? ['db.example.com'] : places).map((name) => ({
    environment: clusters.includes(name) && isLocalContext(name) ? 'local' : 'production',
    target: name,
  }));
  const rules: readonly object[] = [
    {
      id: 'drop',
      when: { effect: ['sql.drop', 'sql.truncate'] },
      then: 'confirm',
      because: 'Read the name once more.',
    },
    { id: 'many-rows', when: { effect: 'sql.delete', rows: { over: 1000 } }, then: 'confirm' },
    { id: 'shared-branches', when: { effect: ['git.push', 'git.push-force'], object: branch }, then: 'hold' },
    { id: 'production', when: { effect: 'sql.*', environment: 'production' }, then: 'confirm', require: ['reason'] },
    ...platformRules(platforms),
  ];
  return `// Rules of Keyturn. What tightens counts as soon as this file is saved. What lets something pass, or calls a place
// local, counts only after you accept it on a card. Try them: keyturn rules test .keyturn/rules.jsonc
{
  "version": 1,

  // Where things happen. Names are as the card shows them${places.length === 0 ? '' : '; these were found here. Mend what is not so'}.
  "environments": [
${labels.map(commented).join('\n')}
  ],

  // Of all rules that fit, the strictest decides: pass, hold, confirm, two-person or refuse.
  "rules": [
${rules.map(commented).join('\n')}
  ],

  // What must come of a text: keyturn rules test runs these.
  "examples": [
    // { "text": "git status", "expect": "pass" },
  ],
}
`;
}

const SPOKEN_OF: readonly (readonly [Platform['does'], (names: string) => object])[] = [
  [
    'deploys',
    (names) => ({
      id: 'deploys',
      when: { effect: 'infra.change' },
      then: 'confirm',
      because: `What changes here is served to others by ${names}.`,
    }),
  ],
  [
    'infrastructure',
    (names) => ({
      id: 'infrastructure',
      when: { effect: 'infra.destroy' },
      then: 'confirm',
      require: ['reason'],
      because: `${names} can take down what runs, with its data.`,
    }),
  ],
  [
    'schema',
    (names) => ({
      id: 'schema',
      when: { effect: ['sql.drop', 'sql.alter'], environment: 'staging' },
      then: 'confirm',
      require: ['rollback'],
      because: `${names} can change or empty the whole database.`,
    }),
  ],
];

function platformRules(platforms: FoundInWorkspace['platforms']): readonly object[] {
  return SPOKEN_OF.flatMap(([what, ruleOf]) => {
    const names = platforms.filter(({ does }) => does === what).map(({ name }) => name);
    return names.length === 0 ? [] : [ruleOf(names.join(', '))];
  });
}

/** `    // { "id": "a" },`: JSON in one line, with the blanks that a person would write. */
function commented(value: object): string {
  return `    // ${JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, ' ')},`;
}

/** Names that are only letters, digits and the marks of hosts and branches: nothing that could end a comment or say anything. */
function plain(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => /^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,99}$/.test(name)).slice(0, MOST_FOUND);
}

/** `host/database` of each connection URL in an environment file. Users, passwords, ports and parameters are left out. */
export function databasesIn(environmentFile: string): readonly string[] {
  const urls = environmentFile.matchAll(
    /(?:^|[\s='"])(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|sqlserver)(?:\+\w+)?:\/\/(?:[^\s/@'"]*@)?([A-Za-z0-9.-]+)(?::[0-9]+)?(?:\/([A-Za-z0-9_-]+))?(?=[\s?'"]|$)/gm,
  );
  return [...urls]
    .filter(([, host = '']) => !/^(?:localhost|127\.|0\.0\.0\.0)/.test(host))
    .map(([, host = '', name]) => (name === undefined ? host : `${host}/${name}`));
}

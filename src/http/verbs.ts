/** What a name of an operation says that it does. */
export type Verb = 'read' | 'destroy' | 'stop' | 'create' | 'change' | 'message' | 'money' | 'unknown';

const WORDS: Readonly<Record<Exclude<Verb, 'unknown'>, string>> = {
  destroy:
    'delete destroy remove drop purge wipe terminate erase trash nuke truncate clear flush flushall flushdb uninstall deprovision teardown unlink expunge obliterate decommission delist unpublish empty',
  // Takes something away without saying delete: service, access, protection or history.
  stop: 'stop disable revoke unprotect archive reset rotate suspend cancel pause detach deactivate transfer downgrade rollback revert restore restart reboot shutdown kill abort expire invalidate lock block ban unset unassign disconnect release scale sleep hibernate drain evict failover promote migrate reinstall rebuild overwrite force regenerate',
  money: 'pay charge refund payout purchase buy invoice transferfunds capture withdraw donate checkout',
  message: 'send notify message comment reply post publish invite mail email sms tweet announce',
  create:
    'create add new insert register provision deploy redeploy launch import clone fork copy start enable generate issue upload install attach connect link open upsert',
  change:
    'update set edit modify change put patch rename move merge assign apply configure replace toggle mark approve sync trigger run execute rerun retry resize close submit save grant',
  read: 'get list read find search query fetch describe show view count check verify validate me',
};

const BY_WORD: ReadonlyMap<string, Verb> = new Map(
  (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((verb) =>
    WORDS[verb].split(' ').map((word) => [word, verb] as const),
  ),
);

/** Words of `volumeDelete`, `delete_volume`, `DeleteVolume`, `volume-delete`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/(?<![A-Z])([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

const RANK: readonly Verb[] = ['destroy', 'stop', 'money', 'message', 'create', 'change', 'read'];
/** Nouns that lose their content when they are reset, emptied, restored or rebuilt. */
const HOLDS_DATA =
  /^(database|db|volume|branch|environment|project|table|schema|bucket|cluster|instance|disk|data|storage|server|host|backup)s?$/;

/** The worst verb among the words of a name; `reset` and its like destroy where the noun holds data. */
export function verbOf(name: string): Verb {
  const words = wordsOf(name);
  const verbs = words.map(
    (word) => BY_WORD.get(word) ?? (word.endsWith('s') ? BY_WORD.get(word.slice(0, -1)) : undefined),
  );
  const worst = RANK.find((verb) => verbs.includes(verb)) ?? 'unknown';
  const resets = words.some((word) => /^(reset|restore|reinstall|rebuild|overwrite|rollback)$/.test(word));
  return worst === 'stop' && resets && words.some((word) => HOLDS_DATA.test(word)) ? 'destroy' : worst;
}

/** The words of a name that are no verbs: what it is about. */
export function nounOf(name: string): string {
  return wordsOf(name)
    .filter((word) => !BY_WORD.has(word) && !/^(by|for|the|a|from|in|on|of|to|with|v\d+|request|mutation)$/.test(word))
    .join('-');
}

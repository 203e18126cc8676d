import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import { act } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

/**
 * Command lines made of nouns and a verb (`gcloud sql instances delete x`, `aws rds delete-db-instance`). The verb says
 * what happens; a verb that is not known changes something.
 */
const READS =
  /^(?:list|ls|show|get|retrieve|read|describe|info|status|view|logs?|tail|inspect|help|version|whoami|search|find|check|validate|preview|plan|diff|history|events?|metrics?|open|docs|doctor|ping|watch|wait|regions|sizes|options|top|explain|lookup|query|select|head|batch-get|scan|test-.*|estimate|current|print|export-.*|(?:simulate|validate|evaluate|estimate|preview|show|count)-.*|check-(?!in|out).*|what-if|download|cat|du|stat|tree|account|me|completion|list-.*|get-.*|describe-.*|.*-status|lookup-.*|search-.*|head-.*|batch-get-.*|query-.*|filter-.*|analyze|precheck|proxy-status|proxy-config|.*:(?:list|info|get|status|show|logs))$/;
const DESTROYS =
  /^(?:delete|permanent-delete|destroy|rm|remove|purge|terminate|drop|uninstall|down|wipe|reset|clear|empty|truncate|deprovision|unlink|detach|disable|stop|suspend|pause|cancel|revoke|evict|deregister|abort|erase|nuke|flush|del|schedule-key-deletion|rb|undelete|scale-down|halt|kill|deactivate|(?:delete|terminate|remove|destroy|purge|deregister|revoke|disable|stop|detach|release|cancel|reject|batch-delete|disassociate|abort|reset|untag|unsubscribe|empty|drop|wipe|bulk-delete|leave|close)-.*|.*[:.-](?:delete|destroy|remove|rm|reset|purge|drop|clear|unset|wipe|disable))$/;
const CREATES =
  /^(?:create|new|init|add|up|provision|launch|run|clone|fork|copy|cp|mb|provision-.*|create-.*|run-.*|copy-.*|add-.*|register-.*|allocate-.*|start-.*|.*:(?:create|add|new|fork|copy))$/;

/** `admin-delete-user`, `batch-delete-image`: who does it, or how many, is said before the verb. */
const BY_WHOM = /^(?:admin|batch|bulk)-(?=[a-z]+-)/;

export type VerbSense = 'read' | 'destroy' | 'create' | 'change';

export function senseOf(said: string): VerbSense {
  const plain = said.replace(BY_WHOM, '');
  // `DeleteInstance`, `deleteSite`. What is called `getUsers` may be a name; `GetUser` is how some clouds write a verb.
  const parts = plain.replace(/([a-z])(?=[A-Z])/g, '$1-').toLowerCase();
  if (READS.test(plain) || (/^[A-Z]/.test(plain) && READS.test(parts))) return 'read';
  if (DESTROYS.test(plain) || DESTROYS.test(parts)) return 'destroy';
  const verb = plain;
  return CREATES.test(verb) ? 'create' : 'change';
}

const KINDS: Readonly<Record<Exclude<VerbSense, 'read'>, EffectKind>> = {
  destroy: 'infra.destroy',
  create: 'infra.create',
  change: 'infra.change',
};

const TYPES: readonly (readonly [RegExp, ObjectType])[] = [
  [/^(?:tables?|global-table)$/, 'table'],
  [/^(?:s3|s3api|buckets?|storage|r2|gs|blob)$/, 'bucket'],
  [/^(?:rds|db|sql|databases?|d1|pg|postgres|mysql|mongo|redis|dynamodb|spanner|firestore|database)$/, 'database'],
  [/^(?:vol|volumes?|disks?|snapshots?|ebs)$/, 'volume'],
  [/^(?:secrets?|secretsmanager|env|config|variables?|keyvault|kms|ssm)$/, 'secret'],
  [/^(?:iam|users?|members?|roles?|service-accounts?|role)$/, 'role'],
];

export interface VerbStyle {
  /** Options whose value names the object. */
  readonly named?: RegExp;
  /** How many words are nouns before the verb: `aws SERVICE VERB` is 1, `railway VERB` 0; undefined: until a verb is met. */
  readonly nouns?: number;
}

/** Words that are verbs of some programs and things of others: `az account show`, `az storage account delete`. */
const THINGS =
  /^(?:logs?|history|events?|metrics?|options|docs|regions|sizes|account|me|version|help|current|print|plan|scan|search|query|download|completion|status|info|check|open|config|head|select|estimate|du|stat|tree)$/;

/** Words that do something, where they are not a thing: `eas update list`. */
const CHANGES =
  /^(?:set|update|edit|patch|put|import|restore|apply|deploy|move|mv|rename|write|enable|scale|resize|attach|start|restart|push|send|assign|unassign|grant|upgrade|downgrade|promote|rollback|failover|rotate|regenerate|invoke|execute|publish|seek|resume|rebuild|reboot|redeploy|modify|change|replace|submit|trigger|migrate|convert|transfer|approve|reject|extend|expand|shrink|unpause|activate|lock|unlock|power[-_]?\w+|swap|sync|retry|requeue|ack|nack|drain|cordon|pub|(?:mark|set|unset|update|modify|change|put|alter|add|rotate|restore|reset|start|attach|enable|grant|move|rename|publish|import|failover|promote|resize|patch|reboot)[-_].*)$/;
/** No thing has such a name: what stands behind it is done to. */
const PLAINLY_DOES = /^(?:rollback|upgrade|downgrade|reboot|deploy-tests|power[-_]?\w+)$/;
/** What follows such a word where that is a thing: a word that says what is done to it. */
const PLAINLY_READS = /^(?:list|ls|show|get|describe|view|inspect|read|[a-z-]*-?list)$/;

/** Where the verb stands: the first word that is one. A word that may be a thing is none where a later word does something. */
function verbAt(words: readonly string[]): number {
  const near = words.slice(0, 5);
  for (const [index, word] of near.entries()) {
    const sense = senseOf(word);
    const next = near[index + 1];
    if (PLAINLY_DOES.test(word)) return index;
    if (sense === 'change') {
      // What is named behind it may have the name of a verb: `topics publish events`.
      if (CHANGES.test(word) && !isVerb(next)) return index;
      continue;
    }
    const doesLater = near
      .slice(index + 1)
      .some((later) => /^(?:destroy|create)$/.test(senseOf(later)) || CHANGES.test(later));
    if (sense === 'read' && THINGS.test(word) && doesLater) continue;
    return index;
  }
  return Math.min(1, words.length - 1);
}

function isVerb(word: string | undefined): boolean {
  return word !== undefined && (PLAINLY_READS.test(word) || /^(?:destroy|create)$/.test(senseOf(word)));
}

/** What the verb of a command line does, and to what. */
export interface Deed {
  readonly sense: Exclude<VerbSense, 'read'>;
  readonly noun: string;
  readonly type: ObjectType;
  /** The objects as they are named; none: all, or what the command knows by itself. */
  readonly named: readonly Arg[];
  readonly verb: Arg;
}

const isWord = ({ value, dynamic, glob }: Arg): boolean => !dynamic && !glob && /^[a-z][\w:-]*$/i.test(value);

/** The deed of a command line of nouns and a verb; undefined: it only looks. */
export function deedOf(title: string, words: readonly Arg[], style: VerbStyle = {}): Deed | undefined {
  // `aws logs start-query --help`: with nothing but words before it, it prints a page.
  if (words.at(-1)?.value === '--help' && words.slice(0, -1).every(isWord)) return undefined;
  const plain = words.filter((arg) => !arg.value.startsWith('-'));
  const options = words.findIndex((arg) => arg.value.startsWith('-'));
  // Words behind an option may be its value.
  const leading = options > 0 ? words.slice(0, options) : plain;
  const at = style.nouns ?? verbAt(leading.map((arg) => arg.value));
  const verb = plain[at];
  if (verb === undefined) return undefined;
  const plainSense = senseOf(verb.value);
  if (plainSense === 'read') return undefined;
  // A new deployment or release takes the place of the one that runs.
  const replaces = plain
    .slice(0, at + 2)
    .some(({ value }) => /(?:^|-)(?:deploy|deploys|deployment|deployments|release|releases|rollout)$/.test(value));
  const sense = plainSense === 'create' && replaces ? 'change' : plainSense;
  const behind = leading.slice(at + 1);
  const byOption = namedBy(words, style.named ?? NAMING);
  // `eksctl delete cluster --name x`, `flux suspend kustomization x`: the verb stands before what it is done to.
  const verbFirst = at === 0 && behind.length > (byOption.length > 0 ? 0 : 1);
  const operands = options > 0 ? (verbFirst ? behind.slice(1) : behind).filter(({ value }) => !PAIR.test(value)) : [];
  // Where the service is all that stands before it, the verb itself says what kind of thing it is done to.
  const before = at > 0 && style.nouns !== 1 ? plain[at - 1]?.value : (doneTo(verb.value) ?? plain[at - 1]?.value);
  const noun = singular((verbFirst ? behind[0]?.value : before) ?? title);
  const own = namedBy(words, new RegExp(`^--${noun.replace(/[^a-z-]/g, '')}(?:-(?:name|id))?$`));
  const next = verbFirst ? behind.slice(1, 2) : plain.slice(at + 1, at + 2);
  return {
    sense,
    noun,
    type: typeOf(noun) ?? typeOf(...plain.slice(0, at + 1).map((word) => word.value)) ?? 'resource',
    named:
      operands.length > 0 && style.named === undefined
        ? operands.slice(0, 4)
        : byOption.length > 0
          ? byOption
          : own.length > 0
            ? own
            : next,
    verb,
  };
}

/** States what the verb of a call does to what it names. True when it only looks. */
export function actByVerb(call: Call, words: readonly Arg[], style: VerbStyle = {}): boolean {
  const deed = deedOf(call.title, words, style);
  if (deed === undefined) return true;
  if (words.some((arg) => /^(?:-y|-f|-q|--yes|--force|--quiet|--auto-approve|--confirm|--no-prompt)$/.test(arg.value)))
    call.traits.add('forced');
  const { sense, noun, type, named, verb } = deed;
  for (const object of named.length > 0 ? named : [plainArg('*', verb.range)]) {
    // `set KEY=VALUE`: what is said of it may be a secret, and is no part of its name.
    const plain = type === 'secret' ? object.value.replace(/^([A-Za-z_][\w.-]*)=.*/s, '$1') : object.value;
    const name =
      type === 'resource' ? `${noun}/${plain}` : type === 'bucket' ? plain.replace(/^[a-z0-9]+:\/\//, '') : plain;
    act(
      call,
      KINDS[sense],
      object.dynamic ? 'unknown' : type,
      object.dynamic ? object.value : name,
      object.range,
      object.dynamic ? { certainty: 'possible', traits: ['dynamic'] } : {},
    );
  }
  return false;
}

/** Options that name the object, where no word stands for it. */
const NAMING =
  /^--?(?:name|id|n|app|project|stack-name|table-name|bucket|function-name|resource-group|[a-z-]*-(?:id|ids|name|identifier|arn))$/;
/** `NAME=VALUE`: what is set, not what it is set on. */
const PAIR = /^[A-Za-z_][\w.-]*=/;

/** `delete-db-instance` is done to a `db-instance`. */
function doneTo(verb: string): string | undefined {
  return /^[a-z]+-([a-z][a-z0-9-]+)$/.exec(verb.replace(BY_WHOM, ''))?.[1];
}

/** `aks`, `eks`, `dns`, `k9s` are names as they stand. */
export function singular(noun: string): string {
  if (noun.length < 4 || /^(?:kubernetes|alias)$/.test(noun)) return noun;
  return noun.replace(/ies$/, 'y').replace(/(?<=(?:ss|us|ias|x|ch|sh))es$|(?<![su])s$/, '');
}

export function typeOf(...words: readonly string[]): ObjectType | undefined {
  return TYPES.find(([pattern]) =>
    words.some((word) => (word.split(':')[0] ?? '').split('-').some((part) => pattern.test(part))),
  )?.[1];
}

/** The values of options that name the object: `--name x`, `--instance-ids i-1 i-2`, `--name=x`. */
export function namedBy(words: readonly Arg[], pattern: RegExp): readonly Arg[] {
  const found: Arg[] = [];
  words.forEach((arg, index) => {
    const [name = '', value] = arg.value.split(/=(.*)/s);
    if (!pattern.test(name) || /^--?(?:query|output|region|profile|cli-input|user-pool-name)/.test(name)) return;
    if (value !== undefined) found.push({ ...arg, value });
    else {
      const next = words[index + 1];
      if (next !== undefined && !next.value.startsWith('-')) found.push(next);
    }
  });
  return found;
}

/** A tool of which no more is known than its verbs; alone it says how it is called. */
export function byItsVerbs(call: Call): void {
  if (call.args.length > 0) actByVerb(call, call.args);
}

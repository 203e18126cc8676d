import { act, actOnFile } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { Tool } from './tool.ts';

/** Words of the servers' own tools; what is none of these writes. */
const LOOKS =
  /^(?:list|ls|list[-_]\w+|describe|desc|status|info|stats?|display|get|view|report|ping|health|version|help|export_definitions|cluster_status|environment|node_health_check|check|consume|subscribe|sub|events?|top|report|cluster_info|metadata|show|dump-log|lag|acl[-_]list|diagnose|find|rtt|backup)$/;
const LOSES =
  /^(?:delete|deleteall|rmr|del|rm|remove|purge|reset|force_reset|flush|flush_all|forget|forget_cluster_node|drop|clear|trim|trim-prefix|truncate|seal|wipe|(?:delete|remove|clear|reset|purge|forget|close)[-_]\w+)$/;

/** What reads for a group says there how far it has read: the next reader of that group gets none of it. */
function keepsPlace({ args }: Call, group: RegExp): EffectKind {
  const isKept =
    args.some(({ value }) => group.test(value)) &&
    !args.some(({ value }) => /\benable\.auto\.commit=false$/.test(value));
  return isKept ? 'store.write' : 'store.read';
}

const NOTHING = /(?!)/;
/** The same by the words of other tools. */
const KEEPS_PLACE: Readonly<Record<string, RegExp | undefined>> = {
  rpk: /^(?:-g|--group)/,
  kafkactl: /^(?:-g|--group)/,
  nats: /^--(?:ack|queue)(?:=|$)/,
};

/** `kafka-topics --delete --topic orders`: everything is said by options. */
function kafka(call: Call): void {
  const given = (name: string): Arg | undefined => {
    const attached = call.args.find(({ value }) => value.startsWith(`--${name}=`));
    if (attached !== undefined) return { ...attached, value: attached.value.slice(name.length + 3) };
    return call.args.find((_, index) => call.args[index - 1]?.value === `--${name}`);
  };
  const has = (...names: readonly string[]): boolean =>
    names.some((name) => call.args.some(({ value }) => value === `--${name}`));
  if (has('help', 'version')) return;
  const name =
    given('topic') ?? given('group') ?? given('entity-name') ?? given('topic-id') ?? plainArg('*', call.range);
  const type = given('topic') === undefined && given('group') !== undefined ? 'group' : 'topic';
  const title = call.title.replace(/\.sh$/, '');
  if (has('command-config', 'consumer.config', 'producer.config')) {
    const file = given('command-config') ?? given('consumer.config') ?? given('producer.config');
    if (file !== undefined) actOnFile(call, 'read', file);
  }
  const file = given('offset-json-file');
  if (file !== undefined) actOnFile(call, 'read', file);
  const onlySays = has('dry-run') || (has('reset-offsets') && !has('execute'));
  const kind: EffectKind =
    has('delete', 'delete-config', 'delete-offsets', 'reset-offsets', 'remove') || title === 'kafka-delete-records'
      ? onlySays
        ? 'store.read'
        : 'store.delete'
      : title === 'kafka-console-consumer'
        ? keepsPlace(call, /^--(?:group(?:=|$)|consumer\.config|command-config)|^(?:--[\w-]+=)?group\.id=/)
        : title !== 'kafka-console-producer' &&
            (has('list', 'describe', 'verify', 'members', 'state') || /^kafka-(?:broker-api|dump-log)/.test(title))
          ? 'store.read'
          : 'store.write';
  // How long messages are kept is what deletes them.
  const shortens = /retention\.(?:ms|bytes)|cleanup\.policy/.test(
    [given('config')?.value, given('add-config')?.value].join(' '),
  );
  act(
    call,
    shortens && kind === 'store.write' ? 'store.delete' : kind,
    'resource',
    `${type}/${name.value}`,
    name.range,
    {
      traits: kind === 'store.read' ? [] : ['served'],
      ...(name.dynamic ? { certainty: 'possible' as const } : {}),
    },
  );
}

/** `-X value` before the words, which are no words of it. */
const TAKES_VALUE =
  /^-(?:s|b|t|G|H|P|u|p|V|N|c|k|n|g|f|X|-(?:server|brokers?|context|user|password|creds|host|port|username|vhost|node|config|admin-addr|timeout|formatter|longnames-\w+))$/;

function words(call: Call): readonly Arg[] {
  // To Pulsar and NATS the letter means: by force.
  const forces = /^(?:nats|(?:bin\/)?pulsar-admin)$/.test(call.title);
  return call.args.filter((arg, index) => {
    const before = call.args[index - 1]?.value ?? '';
    return !arg.value.startsWith('-') && ((forces && before === '-f') || !TAKES_VALUE.test(before));
  });
}

/** `nats stream rm ORDERS`, `rpk topic delete orders`, `rabbitmqctl delete_queue q`, `pulsar-admin topics delete t`. */
function byWords(call: Call): void {
  if (call.args.some(({ value }) => /^-?-(?:help|version)$/.test(value)) || call.args.length === 0) return;
  const plain = words(call);
  const at = plain.slice(0, 3).findIndex(({ value }) => LOSES.test(value) || LOOKS.test(value));
  const verb = plain[at === -1 ? Math.min(1, plain.length - 1) : at];
  // The first word is the verb of some tools, a kind of thing for others: `nats pub NAME`, `rabbitmqctl add_user NAME`.
  const first = plain[0]?.value ?? '';
  const writesFirst =
    /^(?:pub|publish|request|req|reply|produce|declare|import|set|add|enable|disable|change|stop|start|rotate|eval|exec|join|rename|set_\w+|add_\w+|change_\w+|enable_\w+|start_\w+|stop_\w+)$/.test(
      first,
    );
  // `rabbitmqadmin get queue=q ackmode=ack_requeue_false`: what is not put back is gone.
  const takesAway =
    call.title === 'rabbitmqadmin' && call.args.some(({ value }) => /requeue_false$|^requeue=false$/.test(value));
  const sense = writesFirst
    ? 'store.write'
    : LOSES.test(verb?.value ?? '')
      ? 'store.delete'
      : at === -1
        ? 'store.write'
        : takesAway
          ? 'store.delete'
          : /^(?:consume|sub|subscribe)$/.test(verb?.value ?? '')
            ? keepsPlace(call, KEEPS_PLACE[call.title] ?? NOTHING)
            : 'store.read';
  const index = verb === undefined || writesFirst ? 0 : plain.indexOf(verb);
  const kind = index > 0 ? (plain[index - 1]?.value ?? '') : first.replace(/^[a-z]+_/, '');
  const object = plain[index + 1];
  const pair = /^(?:name|queue|exchange|vhost|user)=(.*)$/.exec(plain[index + 2]?.value ?? '');
  const noun = pair === null ? kind.replace(/s$/, '') : (object?.value ?? kind);
  const name = pair?.[1] ?? object?.value ?? '*';
  act(call, sense, object?.dynamic === true ? 'unknown' : 'resource', `${noun}/${name}`, object?.range ?? call.range, {
    traits: sense === 'store.read' ? [] : ['served'],
    ...(object?.dynamic === true ? { certainty: 'possible' as const } : {}),
  });
}

/** `kcat -t orders -P`: -C, -L and -Q read, -P writes, -G reads for a group. */
function kcat(call: Call): void {
  const topic = call.args.find((_, index) => call.args[index - 1]?.value === '-t');
  const reads =
    call.args.some(({ value }) => /^-[CLQ]/.test(value)) && !call.args.some(({ value }) => /^-[PG]/.test(value));
  const range = topic?.range ?? call.range;
  act(call, reads ? 'store.read' : 'store.write', 'resource', `topic/${topic?.value ?? '*'}`, range, {
    traits: reads ? [] : ['served'],
  });
}

/** `memcached-tool HOST WORD` */
function memcached(call: Call): void {
  const verb = words(call)[1]?.value ?? 'display';
  const kind = LOSES.test(verb)
    ? 'store.delete'
    : /^(?:display|stats|settings|sizes|dump|keys)$/.test(verb)
      ? 'store.read'
      : 'store.write';
  act(
    call,
    kind,
    'database',
    words(call)[0]?.value ?? '*',
    call.range,
    kind === 'store.delete' ? { traits: ['whole-table'] } : {},
  );
}

/** Queues, streams and caches, by the tools of their servers. */
export const queues: readonly Tool[] = [
  {
    names:
      'kafka-topics kafka-consumer-groups kafka-configs kafka-console-consumer kafka-console-producer kafka-delete-records kafka-acls kafka-reassign-partitions kafka-leader-election kafka-streams-application-reset kafka-broker-api-versions kafka-dump-log kafka-topics.sh kafka-consumer-groups.sh kafka-configs.sh kafka-console-consumer.sh kafka-console-producer.sh kafka-delete-records.sh kafka-acls.sh kafka-reassign-partitions.sh',
    free: true,
    noHelp: true,
    also: kafka,
    examples: {
      held: {
        'kafka-topics --bootstrap-server b:9092 --delete --topic orders': 'store.delete',
        'kafka-configs --alter --entity-name list --add-config a=b': 'store.write',
        'kafka-consumer-groups --group g --reset-offsets --to-latest --all-topics --execute': 'store.delete',
        'kafka-console-consumer --bootstrap-server b:9092 --topic a --group g --list': 'store.write',
        'kafka-console-consumer --topic a --consumer-property group.id=g': 'store.write',
        'kafka-console-producer --bootstrap-server b:9092 --topic a --list': 'store.write',
      },
      passed: [
        'kafka-topics --bootstrap-server b:9092 --list',
        'kafka-consumer-groups --bootstrap-server b:9092 --group g --describe',
        'kafka-console-consumer --bootstrap-server b:9092 --topic a --from-beginning --max-messages 3',
        'kafka-console-consumer --topic a --group g --consumer-property enable.auto.commit=false',
      ],
    },
  },
  {
    names:
      'rabbitmqadmin rabbitmqctl rabbitmq-queues rabbitmq-plugins nats kafkactl rpk pulsar-admin bin/pulsar-admin nsq_to_file zkCli.sh',
    free: true,
    noHelp: true,
    also: byWords,
    examples: {
      held: {
        'nats stream rm ORDERS -f': 'store.delete',
        'zkCli.sh deleteall /brokers list': 'store.delete',
        'nats pub view hello': 'store.write',
        'rabbitmqctl add_user info pw': 'store.write',
        'rabbitmqadmin purge queue name=q': 'store.delete',
        'rabbitmqadmin get queue=q ackmode=ack_requeue_false': 'store.delete',
        'rabbitmqadmin get queue=q ackmode=reject_requeue_false count=5': 'store.delete',
        'rpk topic consume orders -g shop': 'store.write',
        'nats sub orders --queue shop': 'store.write',
        'rpk topic delete orders': 'store.delete',
        'pulsar-admin topics delete persistent://t/n/o': 'store.delete',
        'pulsar-admin namespaces delete -f acme/shop': 'store.delete',
      },
      passed: [
        'rabbitmqctl list_queues',
        'rabbitmqadmin get queue=q',
        'rabbitmqadmin get queue=q ackmode=ack_requeue_true count=5',
        'nats stream ls',
        'nats sub orders',
        'rpk topic list',
        'rpk topic consume orders -n 3',
        'rpk cluster info',
      ],
    },
  },
  {
    names: 'kcat kafkacat',
    free: true,
    noHelp: true,
    also: kcat,
    examples: {
      held: { 'kcat -b b:9092 -t orders -P': 'store.write', 'kcat -C -G g orders': 'store.write' },
      passed: ['kcat -b b -L', 'kcat -C -b b -t orders -e'],
    },
  },
  {
    names: 'memcached-tool memcflush memcrm',
    free: true,
    noHelp: true,
    also: (call) => {
      if (call.title === 'memcached-tool') memcached(call);
      else act(call, 'store.delete', 'key', words(call)[0]?.value ?? '*', call.range, { traits: ['whole-table'] });
    },
    examples: {
      held: { 'memcached-tool localhost:11211 flush_all': 'store.delete' },
      passed: ['memcached-tool localhost:11211 stats'],
    },
  },
];

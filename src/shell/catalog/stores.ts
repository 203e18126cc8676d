import type { Trait } from '../../effect/trait.ts';
import { act, actOnFile, opaque } from '../act.ts';
import { joinArgs } from '../arg.ts';
import { has, valueOf } from '../call.ts';
import type { Call } from '../call.ts';
import { embedFlow } from '../embed.ts';
import type { Tool } from './tool.ts';

const REDIS_READS =
  /^(?:get|mget|strlen|getrange|exists|type|ttl|pttl|keys|scan|sscan|hscan|zscan|hget|hgetall|hmget|hkeys|hvals|hlen|hexists|lrange|llen|lindex|smembers|scard|sismember|srandmember|zrange|zrangebyscore|zrevrange|zcard|zscore|zrank|zcount|xrange|xlen|xinfo|xread|info|ping|echo|dbsize|memory|object|time|lastsave|role|pubsub|command|bitcount|getbit|geopos|georadius_ro|pfcount|randomkey|dump|touch|help|cluster|latency|monitor|json\.get|ft\.search|ft\.info|hello|wait)$/i;
const REDIS_DELETES =
  /^(?:del|unlink|flushall|flushdb|hdel|srem|zrem\w*|lrem|ltrim|spop|lpop|rpop|getdel|expire|pexpire|expireat|xdel|xtrim|json\.del|ft\.dropindex|zpopmin|zpopmax|blpop|brpop)$/i;

function redis(call: Call): void {
  const { operands } = call.parsed;
  const [verb, key, second] = operands;
  if (has(call, 'scan')) call.state.names = [valueOf(call, 'pattern')?.value ?? '*'];
  if (has(call, 'scan', 'bigkeys', 'hotkeys', 'memkeys', 'stat', 'latency')) return;
  if (has(call, 'eval')) {
    opaque(call, 'redis-cli --eval', call.range, 'problem.unread-file');
    return;
  }
  if (verb === undefined) {
    const text = call.stdin?.text;
    if (text === undefined)
      opaque(call, call.title, call.range, call.stdin === undefined ? 'problem.interactive' : 'problem.unknown-input');
    else
      for (const line of text.split('\n').filter((one) => one.trim() !== ''))
        redisVerb(call, line.trim().split(/\s+/), call.stdin?.range ?? call.range);
    return;
  }
  const sub = key?.value.toLowerCase();
  if (/^config$/i.test(verb.value) && sub === 'get') return;
  if (
    /^(?:client|slowlog|acl|script|function|debug|module)$/i.test(verb.value) &&
    sub !== undefined &&
    /^(?:list|get|info|whoami|getname|exists|id|len|cat|users|log)$/.test(sub)
  )
    return;
  if (key?.dynamic === true && REDIS_DELETES.test(verb.value)) {
    act(call, 'store.delete', 'unknown', key.value, key.range, { certainty: 'possible', traits: ['dynamic'] });
    return;
  }
  redisVerb(
    call,
    [verb.value, ...(key === undefined ? [] : [key.value]), ...(second === undefined ? [] : [second.value])],
    key?.range ?? verb.range,
  );
}

function redisVerb(call: Call, words: readonly string[], range: readonly [number, number]): void {
  const [verb = '', key = '*'] = words;
  if (/^flush/i.test(verb))
    act(
      call,
      'store.delete',
      'database',
      verb.toLowerCase() === 'flushall' ? '*' : (valueOf(call, 'n')?.value ?? '0'),
      range,
      { traits: ['whole-table'] },
    );
  else if (REDIS_READS.test(verb)) act(call, 'store.read', 'key', key, range);
  else if (REDIS_DELETES.test(verb)) act(call, 'store.delete', 'key', key, range);
  else if (
    /^(?:config|shutdown|debug|script|module|eval|evalsha|function|fcall|replicaof|slaveof|acl|bgsave|save|bgrewriteaof|migrate|restore|client|cluster|failover|swapdb)$/i.test(
      verb,
    )
  )
    act(call, 'system.change', 'service', `redis ${verb.toLowerCase()}`, range);
  else act(call, 'store.write', 'key', key, range);
}

function mongo(call: Call): void {
  const code = valueOf(call, 'eval');
  const inner = { language: 'code', dialect: 'mongosh' } as const;
  if (code !== undefined) mongoCode(call, code.value, code.range);
  if (code?.dynamic === true) opaque(call, code.value, code.range, 'problem.dynamic', ['dynamic']);
  const files = [
    ...call.parsed.operands.filter((arg) => /\.(?:js|mongodb)$/.test(arg.value)),
    ...(valueOf(call, 'file') === undefined ? [] : [valueOf(call, 'file')]),
  ];
  for (const file of files) if (file !== undefined) opaque(call, file.value, file.range, 'problem.unread-file');
  if (code !== undefined || files.length > 0) return;
  if (call.stdin?.text !== undefined) mongoCode(call, call.stdin.text, call.stdin.range);
  else if (call.stdin === undefined || !embedFlow(call, call.stdin, inner))
    opaque(call, call.title, call.range, 'problem.interactive');
}

/** The shell's own calls by their names; anything else in the code is not read. */
function mongoCode(call: Call, code: string, range: readonly [number, number]): void {
  let known = false;
  const collection =
    /db\.(?:getCollection\(\s*["']([^"']+)["']\s*\)|getSiblingDB\(\s*["'][^"']+["']\s*\)\.(\w+)|(\w+))\.(?:find\w*|aggregate|count\w*|distinct|delete\w*|remove|drop\w*|insert\w*|update\w*|replace\w*|bulkWrite|rename\w*|create\w*|stats|getIndexes|explain|estimated\w*)\s*\(/g;
  for (const match of code.matchAll(collection)) {
    const name = match[1] ?? match[2] ?? match[3] ?? '*';
    const verb = /\.(\w+)\s*\($/.exec(match[0])?.[1] ?? '';
    known = true;
    if (/^(?:delete|remove|findOneAndDelete|findAndModify)/.test(verb))
      act(call, 'store.delete', 'table', name, range, {
        traits: everyOne(code, match),
      });
    else if (/^drop/.test(verb)) act(call, 'store.delete', 'table', name, range, { traits: ['whole-table'] });
    else if (
      /^(?:find|count|distinct|stats|getIndexes|explain|estimated)/.test(verb) &&
      !/AndUpdate|AndReplace/.test(verb)
    )
      act(call, 'store.read', 'table', name, range);
    else if (verb === 'aggregate' && !/\$(?:out|merge|function|accumulator|where)/.test(code))
      act(call, 'store.read', 'table', name, range);
    else act(call, 'store.write', 'table', name, range, { traits: /^update/.test(verb) ? everyOne(code, match) : [] });
  }
  if (/dropDatabase\s*\(/.test(code)) {
    known = true;
    act(call, 'store.delete', 'database', databaseOf(call), range, { traits: ['whole-table'] });
  }
  if (
    /db\.(?:createUser|dropUser|grantRoles|updateUser|shutdownServer|adminCommand|runCommand|createRole|dropRole)|\bsh\.|\brs\.(?!status|conf)/.test(
      code,
    )
  ) {
    known = true;
    act(call, 'system.change', 'service', 'mongodb', range);
  }
  const quiet =
    /^\s*(?:db\.(?:version|stats|getCollectionNames|getName|hostInfo|serverStatus)\(\s*\)|show \w+|rs\.(?:status|conf)\(\s*\)|print(?:json)?\(db\.[\w.]+\(\s*\)\))\s*;?\s*$/.test(
      code,
    );
  const plain =
    /^\s*db\.[\w.()"']*\([^;]*\)[\w.()\s{}:"',$-]*;?\s*$/.test(code) &&
    !/=>|function|require|process|load\s*\(|eval|\$where/.test(code);
  if (!quiet && !(known && plain)) opaque(call, call.title, range, 'problem.opaque-code');
}

/** `({})`, `({}, …)`: no condition chooses. */
function everyOne(code: string, match: RegExpExecArray): readonly Trait[] {
  const args = code.slice(match.index + match[0].length - 1);
  return /^\(\s*(?:\{\s*\}\s*)?[,)]/.test(args) ? ['no-where', 'whole-table'] : [];
}

function databaseOf(call: Call): string {
  const [target] = call.parsed.operands;
  if (target === undefined || target.dynamic) return target?.value ?? 'test';
  return /^[a-z+]+:\/\/[^/]+\/([^?]+)/.exec(target.value)?.[1] ?? target.value;
}

const kv = (
  reads: string,
  writes: string,
  deletes: string,
  type: 'key' | 'bucket' | 'database' = 'key',
): Tool['commands'] => ({
  [reads]: { free: true, does: `store.read:${type}=$1` },
  [writes]: { free: true, does: `store.write:${type}=$1` },
  [deletes]: { free: true, does: `store.delete:${type}=$1` },
});

export const stores: readonly Tool[] = [
  {
    names: 'redis-cli valkey-cli keydb-cli',
    stop: true,
    options:
      'h= p= s= a= u= user= pass= askpass n= r= i= x X= d= D= c e tls sni= cacert=read cacertdir= cert=read key= insecure raw no-raw csv json quoted-input show-pushes= stat latency latency-history latency-dist lru-test= replica rdb=write functions-rdb=write pipe pipe-timeout= bigkeys memkeys memkeys-samples= hotkeys scan pattern= count= quoted-pattern= intrinsic-latency= eval= ldb ldb-sync-mode cluster verbose no-auth-warning 2 3',
    also: redis,
    examples: {
      held: {
        'redis-cli FLUSHALL': 'store.delete',
        "redis-cli --scan --pattern 'sess:*' | xargs redis-cli DEL": 'store.delete',
        'redis-cli SET a 1': 'store.write',
      },
      passed: ['redis-cli GET key', 'redis-cli -n 1 info'],
    },
  },
  {
    names:
      'redis-server valkey-server mongod mariadbd postgres memcached elasticsearch etcd influxd clickhouse-server rabbitmq-server minio',
    free: true,
    noHelp: true,
    also: (call) => {
      const asks = call.args.length > 0 && call.args.every(({ value }) => /^-?-(?:version|help|[vVh])$/.test(value));
      if (!asks) act(call, 'network.send', 'service', call.title, call.range, { traits: ['unattended'] });
    },
    examples: { held: { 'redis-server --port 7000': 'network.send' }, passed: ['mongod --version'] },
  },
  {
    names: 'mongosh mongo',
    noHelp: true,
    options:
      'eval= file= f= quiet norc nodb host= port= u,username= p,password= authenticationDatabase= tls ssl tlsCAFile=read json? shell verbose version!none help!none apiVersion= retryWrites',
    also: mongo,
    examples: {
      held: {
        "mongosh --eval 'db.dropDatabase()' mongodb://h/shop": 'store.delete',
        "mongosh --eval 'db.users.deleteMany({})'": 'store.delete',
      },
      passed: ["mongosh --quiet --eval 'db.users.countDocuments({})'"],
    },
  },
  {
    names: 'mongorestore mongoimport',
    free: true,
    options: 'drop!overwrites d,db= c,collection= uri= file=read dir= archive? gzip mode= upsert dryRun!dry',
    also: (call) =>
      act(
        call,
        has(call, 'drop') ? 'store.delete' : 'store.write',
        'database',
        valueOf(call, 'd', 'uri')?.value ?? '*',
        call.range,
      ),
    examples: { held: { 'mongorestore --drop dump/': 'store.delete' } },
  },
  {
    names: 'mongodump mongoexport',
    free: true,
    options: 'out,o=write uri= db,d= collection,c= archive?',
    does: 'store.read:database=@db,uri',
    also: (call) => {
      // It writes into the folder `dump` of its own accord.
      if (call.title === 'mongodump' && !has(call, 'out', 'archive'))
        actOnFile(call, 'output', { ...call.name, value: 'dump/', range: call.range });
    },
    examples: { held: { 'mongodump -o dump': 'file.write store.read', mongodump: 'file.write store.read' } },
  },
  {
    names: 'etcdctl',
    stop: true,
    options:
      'endpoints= cacert=read cert=read key= user= password= w,write-out= command-timeout= dial-timeout= insecure-skip-tls-verify',
    commands: {
      ...kv('get watch', 'put txn', 'del'),
      'member endpoint alarm auth user role snapshot lease lock elect compaction defrag move-leader check': {
        free: true,
        also: (call) => {
          if (!/^(?:list|status|health|hashkv|get)$/.test(call.parsed.operands[0]?.value ?? ''))
            act(call, 'system.change', 'service', call.title, call.range);
        },
      },
      version: '',
    },
    examples: { held: { 'etcdctl del "" --prefix': 'store.delete' }, passed: ['etcdctl get a'] },
  },
  {
    names: 'consul',
    stop: true,
    commands: {
      kv: { commands: kv('get export', 'put import', 'delete') ?? {} },
      'members catalog info version validate': { free: true, operands: 'text...' },
      'leave reload force-leave join maint snapshot acl config intention services': {
        free: true,
        does: 'system.change:service=consul',
      },
    },
    examples: { held: { 'consul kv delete -recurse a': 'store.delete' } },
  },
  {
    names: 'influx',
    stop: true,
    commands: {
      'bucket org user auth task telegrafs dashboards': {
        free: true,
        commands: {
          'list ls find': { free: true, operands: 'text...' },
          'create update invite password set-active': { free: true, does: 'store.write:bucket=@n,name,i,id' },
          'delete remove rm': {
            free: true,
            options: 'n,name= i,id= o,org=',
            also: (call) => {
              const name = valueOf(call, 'n', 'name', 'i', 'id')?.value ?? '*';
              act(call, 'store.delete', 'bucket', name, call.range, { traits: ['recursive'] });
            },
          },
          'set-inactive': {
            free: true,
            options: 'n,name= i,id= o,org=',
            does: 'store.delete:bucket=@n,name,i,id',
          },
        },
      },
      delete: { free: true, options: 'bucket,b=', does: 'store.delete:bucket=@bucket' },
      query: { free: true, does: 'store.read:bucket=*' },
      write: { free: true, does: 'store.write:bucket=*' },
      'ping version config': { free: true, operands: 'text...' },
      'restore setup': { free: true, does: 'store.write:bucket=*' },
    },
    examples: { held: { 'influx bucket delete -n metrics': 'store.delete' } },
  },
  {
    names:
      'memcached-tool kafka-topics kafka-topics.sh kafka-consumer-groups kafka-consumer-groups.sh kafka-configs kafka-configs.sh kafka-console-consumer kafka-console-producer rabbitmqadmin rabbitmqctl nats kcat kafkacat kafkactl rpk',
    free: true,
    noHelp: true,
    also: (call) => {
      const text = joinArgs(call.args)?.value ?? '';
      const kind = /delete|purge|reset|rm\b|remove|flush|forget/i.test(text)
        ? 'store.delete'
        : /(?:^|[\s-])(?:list|describe|status|ls|info|stats|display|get|view|consume|L|C)(?:\b|_)/.test(text) ||
            /console-consumer/.test(call.title)
          ? 'store.read'
          : 'store.write';
      act(call, kind, 'resource', text || call.title, call.range);
    },
    examples: { held: { 'kafka-topics --delete --topic orders': 'store.delete' }, passed: ['rabbitmqctl list_queues'] },
  },
  {
    names: 'elasticdump',
    free: true,
    does: 'store.write:resource=@output',
    options: 'input= output=',
    examples: { held: { 'elasticdump --input a --output b': 'store.write' } },
  },
];

import { isSecretPath } from '../../effect/protectedPath.ts';
import { segmentPattern } from '../../effect/segmentPattern.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { plainArg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { embedFile } from '../calls/embed.ts';
import { databaseFile, opensAddress, opensDatabase } from './databaseFile.ts';
import type { Tool } from './tool.ts';
import { bareUrl, client } from './sqlClient.ts';

/** What `pg_ctl` is told to do. */
const PG_ACTS = /^(?:start|stop|restart|reload|promote|init|initdb|logrotate|kill)$/;

function fileTarget(call: Call): string {
  const [word] = call.parsed.operands;
  const file = word === undefined ? undefined : databaseFile(word);
  if (file === undefined) return ':memory:';
  return pathOf(call, file) ?? file.value;
}

function optionTarget(...names: readonly string[]): (call: Call) => string {
  return (call) => bareUrl(valueOf(call, ...names)?.value ?? call.parsed.operands[0]?.value ?? call.title);
}

const SQLITE =
  'A At Atv Ax Axv Ac Acv Au Auv Ai Ar bail batch readonly header noheader csv json line column list html markdown table box quote tabs ascii echo nofollow safe stats memtrace deserialize unsafe-testing interactive append zip init= cmd= separator= newline= nullvalue= vfs= maxsize= mmap= lookaside= pagecache= heap= pcachetrace version!none help!none';

/** `sqlite3 FILE -Ac a b`, `sqlite3 -At FILE`: a database as an archive, by the letters of tar. */
function archives(call: Call): boolean {
  const option = call.args.find(({ value }) => /^-A[a-zA-Z]*$/.test(value));
  if (option === undefined) return false;
  const [database, ...files] = call.parsed.operands;
  const verb = /[ctxuir]/.exec(option.value.slice(2))?.[0];
  if (database === undefined || verb === undefined) opaque(call, 'sqlite3 -A', call.range, 'problem.unknown-option');
  else if (verb === 't') actOnFile(call, 'read', database);
  else if (verb === 'x') {
    actOnFile(call, 'read', database);
    actOnFile(call, 'write', plainArg('./', call.range));
  } else {
    if (verb !== 'r') for (const file of files) actOnFile(call, 'read', file);
    actOnFile(call, 'write', database);
  }
  return true;
}

/** Tables of the server's own that hold passwords, by which `pg_dump` takes them along only where it is told to. */
const SECRET_TABLES = ['pg_authid', 'pg_user_mapping', 'pg_subscription'];

/** Tables of MySQL's and MariaDB's own database in which passwords stand, some of them as they are. */
const LOGINS = /^(?:user|global_priv|password_history|servers|federated_servers|slave_master_info)$/;
const MYSQL_VALUE =
  /^(?:-[hPuSrwT]|--(?:host|port|user|socket|result-file|where|tab|password|protocol|defaults-\S*|ignore-table|set-gtid-purged|default-character-set|max-allowed-packet|ssl-\S+))$/;

/** The accounts with their passwords' hashes, where a dump takes MySQL's own database along. */
function dumpedLogins({ args }: Call): string | undefined {
  const says = (option: RegExp): boolean => args.some(({ value }) => option.test(value));
  if (says(/^(?:--no-data|-\w*d\w*|--help|-\?|-V|--version)$/)) return undefined;
  if (says(/^(?:--all-databases|-\w*A\w*)$/) || says(/^--system=.*(?:all|users)/)) return 'mysql.user';
  const [database, ...tables] = args.filter(
    ({ value }, at) => !/^[-<>]/.test(value) && !MYSQL_VALUE.test(args[at - 1]?.value ?? ''),
  );
  const all = says(/^(?:--databases|-\w*B\w*)$/);
  const names = all ? [database, ...tables] : [database];
  if (!names.some((name) => name?.value.toLowerCase() === 'mysql')) return undefined;
  if (all || tables.length === 0) return 'mysql.user';
  const table = tables.find(({ value, dynamic }) => dynamic || LOGINS.test(value.toLowerCase()));
  return table === undefined ? undefined : `mysql.${table.value}`;
}

/** What a dump holds of passwords: of all roles, or of a table that is chosen by a pattern. */
function dumpedSecret(call: Call): string | undefined {
  const says = (option: RegExp): boolean => call.args.some(({ value }) => option.test(value));
  if (call.title === 'pg_dumpall')
    return says(/^(?:--no-role-passwords|-t|--tablespaces-only|--help|-\?|-V)$/) ? undefined : 'pg_catalog.pg_authid';
  // Every file of the server, with the roles' table among them.
  if (call.title === 'pg_basebackup') return says(/^(?:--help|-\?|-V)$/) ? undefined : 'pg_catalog.pg_authid';
  if (/^(?:mysql|mariadb)/.test(call.title)) return dumpedLogins(call);
  if (call.title !== 'pg_dump' || says(/^(?:-s|--schema-only)$/)) return undefined;
  const chosen = call.args.flatMap(({ value }, at) => {
    const [, inside] = /^(?:-t|--table(?:-and-children)?=)(.+)$/.exec(value) ?? [];
    if (inside !== undefined) return [inside];
    return /^(?:-t|--table(?:-and-children)?)$/.test(value) ? (call.args[at + 1]?.value ?? []) : [];
  });
  for (const pattern of chosen) {
    const [table = '', schema = 'pg_catalog'] = pattern.replaceAll('"', '').toLowerCase().split('.').toReversed();
    if (!segmentPattern(schema).matches('pg_catalog')) continue;
    const found = SECRET_TABLES.find((name) => table.includes(name) || segmentPattern(table).matches(name));
    if (found !== undefined) return `pg_catalog.${found}`;
  }
  return undefined;
}

export const sqlClients: readonly Tool[] = [
  {
    names: 'cockroach',
    stop: true,
    commands: {
      sql: {
        options:
          'e,execute= f,file= url= d,database= host= insecure certs-dir= u,user= p,port= format= set= echo-sql watch= read-only safe-updates',
        also: client({
          dialect: 'cockroach',
          backslash: 'postgresql',
          target: optionTarget('url', 'host', 'database'),
          statements: ['e'],
          files: ['f'],
        }),
      },
      'version help': '',
      'node init start start-single-node quit cert dump import workload debug demo': {
        free: true,
        does: 'sql.admin:database',
      },
    },
    examples: {
      passed: ["cockroach sql -e 'SHOW TABLES FROM shop'", "cockroach sql -e '\\dt'"],
    },
  },
  {
    names: 'usql',
    options: 'c,command= f,file= v,set= X q,quiet t A o,out=write J,json C,csv w W 1',
    also: (call) => {
      opensAddress(call, call.parsed.operands[0]);
      client({ dialect: 'unknown', target: optionTarget(), statements: ['c'], files: ['f'] })(call);
    },
    examples: { passed: ["usql sqlite3://app.db -c 'SELECT 1'", "usql pg://localhost/shop -c 'SELECT 1'"] },
  },
  {
    names: 'sqlite3 sqlite litecli sqlcipher',
    single: true,
    noHelp: true,
    options: SQLITE,
    also: (call) => {
      const init = valueOf(call, 'init');
      const inner = {
        language: 'sql' as const,
        dialect: 'sqlite',
        connection: { dialect: 'sqlite', target: fileTarget(call) },
      };
      if (init !== undefined) embedFile(call, init, inner);
      // A browser's cookies and passwords are a database like any other.
      if (isSecretPath(inner.connection.target))
        act(call, 'secret.read', 'secret', inner.connection.target, call.range);
      if (archives(call)) return;
      opensDatabase(call, call.parsed.operands[0]);
      client({ dialect: 'sqlite', target: fileTarget, statements: ['cmd'], files: [], operand: 1 })(call);
    },
    examples: {
      held: { 'sqlite3 a.sqlar -Ac b.txt': 'file.read file.write', 'sqlite3 a.sqlar -Ax': 'file.read file.write' },
      passed: ["sqlite3 app.db 'SELECT 1'", 'sqlite3 a.sqlar -Atv'],
    },
  },
  {
    names: 'duckdb',
    single: true,
    noHelp: true,
    options: `${SQLITE} c= f= s= ui no-stdin`,
    also: (call) => {
      opensDatabase(call, call.parsed.operands[0]);
      client({
        dialect: 'duckdb',
        target: fileTarget,
        statements: ['c', 's', 'cmd'],
        files: ['f', 'init'],
        operand: 1,
      })(call);
    },
    examples: {
      held: { "duckdb https://data.example.net/a.duckdb -c 'FROM t'": 'network.fetch' },
      passed: ["duckdb app.duckdb -c 'FROM t'", "duckdb -c 'SELECT 1'"],
    },
  },
  {
    names: 'sqlcmd',
    options:
      'Q= q= i= S= d= U= P= E C N? o=write h= W s= w= b r? t= l= I v= x X? e m= V= G K= f= y= Y= a= H= z= Z= k? A R u L?',
    also: client({ dialect: 'tsql', target: optionTarget('S', 'd'), statements: ['Q', 'q'], files: ['i'] }),
    examples: {},
  },
  {
    names: 'clickhouse-client clickhouse clickhouse-local',
    options:
      'q,query= queries-file= h,host= port= u,user= password= d,database= n,multiquery m,multiline f,format= t,time E,vertical s,secure C,config-file=read input-format= output-format= param_= max_threads= progress stacktrace external file= structure=',
    also: client({
      dialect: 'clickhouse',
      target: optionTarget('host', 'database'),
      statements: ['q'],
      files: ['queries-file'],
    }),
    examples: {},
  },
  {
    names: 'snowsql snow',
    options:
      'q,query= f,filename= a,accountname= u,username= d,dbname= s,schemaname= r,rolename= w,warehouse= o,option= c,connection= noup D,variable= h,host= authenticator= config=read',
    also: client({ dialect: 'snowflake', target: optionTarget('d', 'a', 'c'), statements: ['q'], files: ['f'] }),
    examples: {},
  },
  {
    names: 'cqlsh',
    options:
      'e,execute= f,file= k,keyspace= u,username= p,password= C,color no-color cqlversion= ssl debug request-timeout= connect-timeout= encoding= t,tty cqlshrc=read',
    also: client({ dialect: 'cassandra', target: optionTarget('k'), statements: ['e'], files: ['f'] }),
    examples: {},
  },
  {
    names: 'isql osql sqlplus tsql bteq db2 hive beeline spark-sql impala-shell presto trino vsql nzsql',
    free: true,
    options: 'e= f= q= Q= execute= file= query=',
    also: client({
      dialect: 'oracle',
      target: optionTarget(),
      statements: ['e', 'execute', 'q', 'Q', 'query'],
      files: ['f', 'file'],
    }),
    examples: {},
  },
  {
    names: 'pg_dump pg_dumpall mysqldump mariadb-dump pg_basebackup',
    free: true,
    options:
      'f,file=write r,result-file=write D,pgdata=write T=text tab=write delete-master-logs delete-source-logs F flush-logs flush-privileges x,lock-all-tables create-slot',
    does: 'sql.read:database',
    also: (call) => {
      const mysql = /^(?:mysql|mariadb)/.test(call.title);
      const secret = dumpedSecret(call);
      if (secret !== undefined) act(call, 'secret.read', 'secret', secret, call.range);
      const tab = mysql ? valueOf(call, 'T') : undefined;
      if (tab !== undefined) actOnFile(call, 'write', tab);
      if (has(call, 'delete-master-logs', 'delete-source-logs'))
        act(call, 'sql.admin', 'database', 'binary logs', call.range, { undo: 'none' });
      else if (
        has(call, 'flush-logs', 'flush-privileges', 'create-slot', 'lock-all-tables') ||
        (mysql && has(call, 'F', 'x'))
      )
        act(call, 'sql.admin', 'database', call.title, call.range);
    },
    examples: {
      held: {
        'pg_dump -f dump.sql shop': 'file.write sql.read',
        'mysqldump --delete-master-logs shop': 'sql.admin sql.read',
        'mysqldump -T /tmp/x shop': 'file.write sql.read',
        'pg_dump -t pg_authid shop': 'secret.read sql.read',
        "pg_dump --table='pg_catalog.pg_auth*' shop": 'secret.read sql.read',
        'pg_dump -tPG_AUTHID shop': 'secret.read sql.read',
        'pg_dumpall -U postgres': 'secret.read sql.read',
        'pg_basebackup -D out': 'file.write secret.read sql.read',
        'mysqldump -u root -p mysql user': 'secret.read sql.read',
        'mysqldump --databases shop mysql': 'secret.read sql.read',
        'mysqldump -uroot --all-databases': 'secret.read sql.read',
        'mariadb-dump mysql global_priv': 'secret.read sql.read',
        'mariadb-dump --system=users': 'secret.read sql.read',
      },
      passed: [
        'pg_dump -t users shop',
        'pg_dump -s -t pg_authid shop',
        'pg_dumpall --no-role-passwords',
        'pg_dumpall --tablespaces-only',
        'mysqldump -u mysql shop user',
        'mysqldump mysql time_zone',
        'mysqldump --no-data mysql',
        'mysqldump --host mysql shop',
      ],
    },
  },
  {
    names:
      'pg_ctl pg_ctlcluster initdb pg_resetwal vacuumdb reindexdb clusterdb pg_upgrade mysqld mysqlimport mysql_upgrade pgbench pg_dropcluster pg_createcluster mysqlcheck',
    free: true,
    also: (call) => {
      if (
        /^pg_ctl/.test(call.title) &&
        !call.parsed.operands.some(({ value }) => PG_ACTS.test(value)) &&
        call.parsed.operands.some(({ value }) => value === 'status')
      )
        return;
      // The folder of the data, a cluster's name, or a database; programs that take none of them work on all.
      const named =
        valueOf(call, 'D', 'd') ??
        call.parsed.operands.findLast(({ value }) => !PG_ACTS.test(value) && !/^\d+$/.test(value));
      const drops = /reset|dropcluster/.test(call.title) || (call.title === 'mysqlimport' && has(call, 'delete'));
      act(call, drops ? 'sql.drop' : 'sql.admin', 'database', named?.value ?? '*', (named ?? call).range);
    },
    options:
      'D,pgdata= d,dbname= m,mode= U,username= h,host= p,port= l,log= o,options= w,wait W,no-wait t,timeout= f,force a,all stop delete local',
    examples: {
      held: { 'vacuumdb --all': 'sql.admin', 'pg_resetwal -f data status': 'sql.drop' },
      passed: ['pg_ctl status'],
    },
  },
];

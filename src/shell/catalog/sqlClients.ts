import type { Connection } from '../../effect/object.ts';
import { isSecretPath } from '../../effect/protectedPath.ts';
import { act, actOnFile, opaque, pathOf } from '../act.ts';
import { has, valueOf, valuesOf } from '../call.ts';
import type { Call } from '../call.ts';
import { embedArg, embedFile, embedFlow } from '../embed.ts';
import type { Inner } from '../embed.ts';
import type { Login } from '../../reading/reader.ts';
import { mysqlLogin, psqlLogin } from './sqlLogin.ts';
import type { Tool } from './tool.ts';

/** Without the password: what is shown and recorded must not hold one. */
function bareUrl(url: string): string {
  return url.replace(/^([a-z0-9+]+:\/\/[^:/@]*):[^@]*@/i, '$1@');
}

function environmentValue(call: Call, name: string): string | undefined {
  return call.scope.variables.get(name)?.value;
}

interface Client {
  readonly dialect: string;
  readonly target: (call: Call) => string;
  readonly login?: (call: Call) => Login;
  /** Options whose value is a statement; whose value is a file of statements. */
  readonly statements: readonly string[];
  readonly files: readonly string[];
  /** Which operand is a statement, counted from 0. */
  readonly operand?: number;
  /** Nothing to run: the program waits for a person. */
  readonly idle?: (call: Call) => boolean;
}

/** Hands every statement the client would run to the SQL reader, with where it would run. */
function client(spec: Client): (call: Call) => void {
  return (call) => {
    const connection: Connection = { dialect: spec.dialect, target: spec.target(call) };
    const login = spec.login === undefined ? {} : { login: spec.login(call) };
    const inner: Inner = { language: 'sql', dialect: spec.dialect, connection, ...login };
    let given = false;
    for (const option of call.parsed.given) {
      if (option.value === undefined) continue;
      if (option.spec.names.some((name) => spec.statements.includes(name))) {
        embedArg(call, option.value, inner);
        given = true;
      } else if (option.spec.names.some((name) => spec.files.includes(name))) {
        if (option.value.value === '-') readInput(call, inner);
        else embedFile(call, option.value, inner);
        given = true;
      }
    }
    const rest = spec.operand === undefined ? [] : call.parsed.operands.slice(spec.operand);
    for (const statement of rest) {
      embedArg(call, statement, inner);
      given = true;
    }
    call.state.weighty ||= given;
    if (!given && spec.idle?.(call) !== true) readInput(call, inner);
  };
}

function readInput(call: Call, inner: Inner): void {
  if (call.stdin === undefined) {
    opaque(call, call.title, call.range, 'problem.interactive');
    return;
  }
  call.state.weighty = true;
  if (embedFlow(call, call.stdin, inner)) return;
  act(call, 'sql.execute', 'database', inner.connection?.target ?? call.title, call.stdin.range, {
    certainty: 'possible',
    traits: ['dynamic'],
    ...(inner.connection === undefined ? {} : { connection: inner.connection }),
  });
  opaque(call, call.title, call.stdin.range, 'problem.unknown-input');
}

function postgresTarget(call: Call): string {
  const database = valueOf(call, 'd', 'dbname', 'database', 'url') ?? call.parsed.operands[0];
  if (database !== undefined && /:\/\//.test(database.value)) return bareUrl(database.value);
  const host = valueOf(call, 'h', 'host')?.value ?? environmentValue(call, 'PGHOST');
  const name = database?.value ?? environmentValue(call, 'PGDATABASE');
  if (host === undefined) return name ?? 'localhost';
  return name === undefined ? host : `${host}/${name}`;
}

function mysqlTarget(call: Call): string {
  const host = valueOf(call, 'h', 'host')?.value ?? environmentValue(call, 'MYSQL_HOST');
  const name = valueOf(call, 'D', 'database')?.value ?? call.parsed.operands[0]?.value;
  if (host === undefined) return name ?? 'localhost';
  return name === undefined ? host : `${host}/${name}`;
}

function fileTarget(call: Call): string {
  const [file] = call.parsed.operands;
  if (file === undefined || file.value === '') return ':memory:';
  if (file.value === ':memory:') return file.value;
  return pathOf(call, file) ?? file.value;
}

function optionTarget(...names: readonly string[]): (call: Call) => string {
  return (call) => bareUrl(valueOf(call, ...names)?.value ?? call.parsed.operands[0]?.value ?? call.title);
}

function psqlFiles(call: Call): void {
  const [, second] = call.parsed.operands;
  if (second !== undefined && call.parsed.operands.length > 2)
    act(call, 'exec.opaque', 'unknown', second.value, second.range, { certainty: 'possible' });
}

const PSQL =
  'c,command= d,dbname= f,file= l,list v,set,variable= V X,no-psqlrc 1,single-transaction a,echo-all b,echo-errors e,echo-queries E,echo-hidden L,log-file=append n,no-readline o,output=write q,quiet s,single-step S,single-line A,no-align csv F,field-separator= H,html P,pset= R,record-separator= t,tuples-only T,table-attr= x,expanded z 0 h,host= p,port= U,username= w,no-password W,password';
const MYSQL =
  'e,execute= B,batch b s,silent v,verbose t,table H,html X,xml N,skip-column-names column-names r,raw E,vertical f,force n,unbuffered q,quick A,no-auto-rehash G w,wait C,compress D,database= h,host= P,port= S,socket= u,user= p,password? protocol= default-character-set= delimiter= init-command= defaults-file=read defaults-extra-file=read defaults-group-suffix= login-path= no-defaults i-am-a-dummy U,safe-updates ssl-mode= ssl ssl-ca=read ssl-cert=read ssl-key= skip-ssl local-infile? tee=append pager=program show-warnings line-numbers L connect-timeout= max-allowed-packet= comments c binary-mode reconnect auto-rehash one-database o enable-cleartext-plugin T';
const SQLITE =
  'A bail batch readonly header noheader csv json line column list html markdown table box quote tabs ascii echo nofollow safe stats memtrace deserialize unsafe-testing interactive append zip init= cmd= separator= newline= nullvalue= vfs= maxsize= mmap= lookaside= pagecache= heap= pcachetrace version!none help!none';

export const sqlClients: readonly Tool[] = [
  {
    names: 'psql pgcli',
    options: PSQL,
    also: (call) => {
      psqlFiles(call);
      for (const setting of valuesOf(call, 'v')) if (setting.dynamic) call.traits.add('dynamic');
      const init = valueOf(call, 'init');
      if (init !== undefined) opaque(call, init.value, init.range, 'problem.unread-file');
      client({
        dialect: 'postgresql',
        target: postgresTarget,
        login: psqlLogin,
        statements: ['c'],
        files: ['f'],
        idle: (it) => has(it, 'l'),
      })(call);
    },
    examples: {
      held: { 'psql -o out.txt -c "SELECT 1"': 'file.write' },
      passed: ["psql -c 'SELECT count(*) FROM users'", 'psql -l'],
    },
  },
  {
    names: 'cockroach',
    stop: true,
    commands: {
      sql: {
        options:
          'e,execute= f,file= url= d,database= host= insecure certs-dir= u,user= p,port= format= set= echo-sql watch= read-only safe-updates',
        also: client({
          dialect: 'postgresql',
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
    examples: {},
  },
  {
    names: 'usql',
    options: 'c,command= f,file= v,set= X q,quiet t A o,out=write J,json C,csv w W 1',
    also: client({ dialect: 'unknown', target: optionTarget(), statements: ['c'], files: ['f'] }),
    examples: {},
  },
  {
    names: 'mysql mariadb mycli',
    options: MYSQL,
    also: client({
      dialect: 'mysql',
      target: mysqlTarget,
      login: mysqlLogin,
      statements: ['e', 'init-command'],
      files: [],
    }),
    examples: { passed: ["mysql -e 'SHOW TABLES'"] },
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
      if (has(call, 'A')) opaque(call, 'sqlite3 -A', call.range, 'problem.unknown-option');
      client({ dialect: 'sqlite', target: fileTarget, statements: ['cmd'], files: [], operand: 1 })(call);
    },
    examples: { passed: ["sqlite3 app.db 'SELECT 1'"] },
  },
  {
    names: 'duckdb',
    single: true,
    noHelp: true,
    options: `${SQLITE} c= f= s= ui no-stdin`,
    also: client({
      dialect: 'duckdb',
      target: fileTarget,
      statements: ['c', 's', 'cmd'],
      files: ['f', 'init'],
      operand: 1,
    }),
    examples: {},
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
    names: 'bq',
    stop: true,
    free: true,
    options: 'project_id= location= dataset_id= format= q,quiet headless',
    commands: {
      query: {
        free: true,
        options:
          'use_legacy_sql? nouse_legacy_sql dry_run!dry n,max_rows= destination_table= replace append_table batch maximum_bytes_billed= parameter= label= flagfile=read',
        also: (call) => {
          if (call.state.dry) return;
          const into = valueOf(call, 'destination_table');
          if (into !== undefined)
            act(call, has(call, 'replace') ? 'sql.truncate' : 'sql.insert', 'table', into.value, into.range);
          const text = call.parsed.operands[0];
          const inner: Inner = {
            language: 'sql',
            dialect: 'bigquery',
            connection: { dialect: 'bigquery', target: 'bigquery' },
          };
          if (text !== undefined) embedArg(call, text, inner);
          else readInput(call, inner);
        },
      },
      'ls show head version info': { free: true, operands: 'text...' },
      'rm truncate': {
        free: true,
        options: 'r,recursive!recursive f,force!forced d,dataset t,table m,model',
        operands: 'sql.drop:table...',
      },
      'mk load insert cp update extract partition cancel set-iam-policy add-iam-policy-binding': {
        free: true,
        does: 'sql.alter:database=$1',
      },
    },
    examples: {
      held: {
        'bq rm -r -f -d project:dataset': 'sql.drop',
        "bq query --destination_table=d.t --replace 'select 1'": 'sql.truncate',
      },
      passed: ['bq ls'],
    },
  },
  {
    names: 'createuser',
    free: true,
    operands: 'sql.privilege:role',
    options: 'h,host= p,port= U,username= g,role= m,member= v,valid-until= c,connection-limit= maintenance-db=',
    examples: { held: { 'createuser --superuser bob': 'sql.privilege' } },
  },
  {
    names: 'dropuser',
    options: 'f,force!forced i,interactive e,echo if-exists h,host= p,port= U,username= w W',
    operands: 'sql.drop:role',
    examples: { held: { 'dropuser bob': 'sql.drop' } },
  },
  {
    names: 'createdb',
    options:
      'h,host= p,port= U,username= w W,password O,owner= E,encoding= T,template= D,tablespace= e,echo s,superuser d,createdb r,createrole l,login P,pwprompt R S L g,role= maintenance-db= locale= interactive',
    operands: 'sql.create:database',
    examples: { held: { 'createdb shop': 'sql.create' } },
  },
  {
    names: 'dropdb',
    options: 'f,force!forced i,interactive e,echo if-exists h,host= p,port= U,username= w W maintenance-db=',
    operands: 'sql.drop:database',
    examples: { held: { 'dropdb prod': 'sql.drop' } },
  },
  {
    names: 'pg_restore',
    options:
      'c,clean!overwrites C,create d,dbname= e,exit-on-error f,file=write F,format= I,index= j,jobs= l,list!none L,use-list=read n,schema= N= O,no-owner P= R s,schema-only a,data-only S= t,table= T,trigger= v,verbose x,no-privileges,no-acl 1,single-transaction disable-triggers enable-row-security if-exists no-comments no-data-for-failed-tables no-publications no-security-labels no-subscriptions no-tablespaces section= strict-names use-set-session-authorization h,host= p,port= U,username= w W role=',
    operands: 'read',
    also: (call) => {
      const database = valueOf(call, 'd');
      if (database === undefined) return;
      const connection = { dialect: 'postgresql', target: bareUrl(database.value) };
      act(call, has(call, 'c') ? 'sql.drop' : 'sql.create', 'database', bareUrl(database.value), database.range, {
        connection,
      });
      act(call, 'sql.insert', 'database', bareUrl(database.value), database.range, { connection });
    },
    examples: {
      held: { 'pg_restore --clean --if-exists -d prod dump': 'file.read sql.drop sql.insert' },
      passed: ['pg_restore -l dump'],
    },
  },
  {
    names: 'pg_dump pg_dumpall mysqldump mariadb-dump pg_basebackup',
    free: true,
    options:
      'f,file=write r,result-file=write D,pgdata=write T=text tab=write delete-master-logs delete-source-logs F flush-logs flush-privileges x,lock-all-tables create-slot',
    does: 'sql.read:database',
    also: (call) => {
      const mysql = /^(?:mysql|mariadb)/.test(call.title);
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
      },
    },
  },
  {
    names: 'mysqladmin mariadb-admin',
    free: true,
    options: 'f,force!forced h,host= u,user= p,password? P,port= S,socket=',
    also: (call) => {
      // Several commands may follow each other.
      const { operands } = call.parsed;
      const at = operands.findIndex(
        ({ value }) => !/^(?:status|ping|processlist|version|variables|extended-status)$/.test(value),
      );
      const [verb, name] = at === -1 ? [] : operands.slice(at);
      if (verb === undefined) return;
      act(
        call,
        verb.value === 'drop' ? 'sql.drop' : verb.value === 'create' ? 'sql.create' : 'sql.admin',
        'database',
        name?.value ?? verb.value,
        (name ?? verb).range,
      );
    },
    examples: {
      held: { 'mysqladmin -f drop shop': 'sql.drop', 'mysqladmin status shutdown': 'sql.admin' },
      passed: ['mysqladmin status'],
    },
  },
  {
    names:
      'pg_ctl pg_ctlcluster initdb pg_resetwal vacuumdb reindexdb clusterdb pg_upgrade mysqld mysqlimport mysql_upgrade pgbench pg_dropcluster pg_createcluster mysqlcheck',
    free: true,
    also: (call) => {
      if (call.args.some((arg) => arg.value === 'status')) return;
      act(call, /reset|dropcluster/.test(call.title) ? 'sql.drop' : 'sql.admin', 'database', call.title, call.range);
    },
    examples: { held: { 'vacuumdb --all': 'sql.admin' }, passed: ['pg_ctl status'] },
  },
  {
    names: 'pg_isready pg_config pg_lsclusters pg_controldata mysqlshow mysql_config',
    free: true,
    operands: 'text...',
    examples: { passed: ['pg_isready -h localhost'] },
  },
];

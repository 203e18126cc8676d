import { act, actOnFile } from '../effects/act.ts';
import { embedArg } from '../calls/embed.ts';
import { plainArg } from '../state/arg.ts';
import { valueOf } from '../state/call.ts';
import { opensDatabase } from './databaseFile.ts';
import type { Call } from '../state/call.ts';
import type { Tool, Usage } from './tool.ts';

const look: Usage = { free: true, operands: 'text...' };
const changes: Usage = { free: true, options: 'force!forced y!forced', does: 'infra.change:database=$1' };

/** SurrealQL is read by nobody here: what takes away is known by its word. */
function surreal(call: Call): void {
  const name = valueOf(call, 'db', 'database', 'ns')?.value ?? '*';
  const text = call.stdin?.text ?? '';
  const loses = /\b(?:REMOVE|DELETE)\b/i.test(text);
  act(call, loses ? 'sql.drop' : 'sql.execute', 'database', name, call.range, {
    certainty: text === '' ? 'possible' : 'certain',
  });
}

/** `sqlite-utils VERB FILE TABLE`; without a verb the words are a file and a statement. */
const onTable = (kind: 'sql.drop' | 'sql.alter' | 'sql.insert' | 'sql.create' | 'sql.update'): Usage => ({
  free: true,
  also: (call) => {
    const [file, table, from] = call.parsed.operands;
    act(call, kind, 'table', table?.value ?? '*', table?.range ?? call.range, {
      ...(file === undefined ? {} : { connection: { dialect: 'sqlite', target: file.value } }),
    });
    if (kind === 'sql.insert' && from !== undefined) actOnFile(call, 'read', from);
  },
});

const query: Usage = {
  free: true,
  options: 'attach= fmt= p,param= functions=opaque load-extension=opaque',
  also: (call) => {
    const [file, sql] = call.parsed.operands;
    opensDatabase(call, file);
    if (file === undefined || sql === undefined) return;
    embedArg(call, sql, { language: 'sql', dialect: 'sqlite', connection: { dialect: 'sqlite', target: file.value } });
  },
};

/** Programs that run, fail over, copy and mend database servers. */
export const databaseServersTools: readonly Tool[] = [
  {
    names: 'surreal',
    stop: true,
    commands: {
      'version isready validate help': look,
      sql: {
        free: true,
        options: 'ns= db= database=',
        also: surreal,
      },
      'import ml': { free: true, options: 'ns= db= conn=', operands: 'read', does: 'sql.execute:database=@db' },
      export: { free: true, options: 'ns= db= conn=', operands: 'write' },
    },
    examples: {
      held: {
        "surreal sql --conn http://db:8000 --ns a --db b <<< 'REMOVE TABLE user;'": 'sql.drop',
        'surreal start': 'exec.opaque',
      },
      passed: ['surreal version'],
    },
  },
  {
    names: 'litestream',
    stop: true,
    commands: {
      'databases generations snapshots wal ltx version': { free: true, options: 'config=read', operands: 'text...' },
      restore: {
        free: true,
        single: true,
        options: 'o= config=read generation= timestamp= index= parallelism=',
        also: (call) =>
          actOnFile(call, 'write', valueOf(call, 'o') ?? call.parsed.operands[0] ?? plainArg('.', call.range)),
      },
      replicate: { free: true, options: 'config=read exec=program', does: 'store.write:bucket=$*' },
    },
    examples: {
      held: {
        'litestream restore -o /srv/data.db s3://bk/data.db': 'file.write',
        'litestream replicate a.db s3://bk/a': 'store.write',
      },
      passed: ['litestream snapshots a.db'],
    },
  },
  {
    names: 'patronictl',
    stop: true,
    options: 'c,config-file=read d,dcs-url= k,insecure',
    commands: {
      'list topology history show-config version dsn': { free: true, options: 'W w= f= e t', operands: 'text...' },
      remove: { free: true, does: 'infra.destroy:database=$1' },
      'failover switchover restart reload reinit pause resume flush edit-config scaffold': changes,
    },
    examples: {
      held: {
        'patronictl failover main --force': 'infra.change',
        'patronictl remove main': 'infra.destroy',
        'patronictl query -c x': 'exec.opaque',
      },
      passed: ['patronictl list'],
    },
  },
  {
    names: 'repmgr',
    stop: true,
    free: true,
    options: 'f=read dry-run!dry',
    commands: {
      cluster: {
        commands: { 'show matrix crosscheck event': look, cleanup: { free: true, does: 'sql.delete:database=repmgr' } },
      },
      node: { commands: { 'status check control': look, 'rejoin service': changes } },
      'primary standby witness daemon': {
        commands: { status: look },
        otherwise: { free: true, does: 'infra.change:database' },
      },
    },
    examples: { held: { 'repmgr standby switchover': 'infra.change' }, passed: ['repmgr cluster show'] },
  },
  {
    names: 'pgbouncer pgcat odyssey',
    free: true,
    options: 'R,reboot d,daemon u= q v V,version!none',
    operands: 'read',
    does: 'system.change:service',
    examples: { held: { 'pgbouncer -R -d p.ini': 'file.read system.change' }, passed: ['pgbouncer --version'] },
  },
  {
    names: 'sqlite-utils',
    stop: true,
    commands: {
      'tables views rows schema indexes triggers analyze-tables dump': {
        free: true,
        options: 'o=write',
        operands: 'read text...',
      },
      'query memory': query,
      'drop-table drop-view': onTable('sql.drop'),
      'transform extract rename-table add-column add-foreign-key add-foreign-keys create-index enable-fts disable-fts rebuild-fts enable-wal disable-wal optimize vacuum duplicate':
        onTable('sql.alter'),
      'insert upsert bulk insert-files': onTable('sql.insert'),
      convert: onTable('sql.update'),
      'create-table create-database create-view': onTable('sql.create'),
    },
    otherwise: query,
    examples: {
      held: {
        'sqlite-utils drop-table app.db users': 'sql.drop',
        'sqlite-utils insert app.db users u.json': 'sql.insert file.read',
      },
      passed: ['sqlite-utils tables app.db', "sqlite-utils query app.db 'select 1'"],
    },
  },
];

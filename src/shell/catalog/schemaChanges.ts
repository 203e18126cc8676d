import { act, actOnFile } from '../effects/act.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { Tool } from './tool.ts';

/** `h=db,D=shop,t=orders`, Percona's way to name a table. */
function tableOf(call: Call): string {
  const dsn = [
    ...call.parsed.operands.map(({ value }) => value),
    valueOf(call, 'source', 'dest', 'execute')?.value ?? '',
  ]
    .map((value) => Object.fromEntries(value.split(',').map((part) => part.split('=') as [string, string])))
    .find((parts) => parts['t'] !== undefined);
  const database = valueOf(call, 'database', 'd')?.value ?? dsn?.['D'];
  const table = valueOf(call, 'table', 't')?.value ?? dsn?.['t'] ?? '*';
  return database === undefined ? table : `${database}.${table}`;
}

const onTable =
  (kind: EffectKind): ((call: Call) => void) =>
  (call) =>
    act(call, kind, 'table', tableOf(call), call.range, { undo: 'none' });

/** An ALTER that drops something loses it; any other rewrites the table. */
function alters(call: Call): void {
  const loses = /\bdrop\b/i.test(valueOf(call, 'alter', 'e')?.value ?? '');
  if (has(call, 'execute') || call.title === 'spirit') onTable(loses ? 'sql.drop' : 'sql.alter')(call);
}

/** Tools that change the tables of a database that is in use, or bring a schema to what files say. */
export const schemaChangesTools: readonly Tool[] = [
  {
    names: 'gh-ost spirit pt-online-schema-change',
    single: true,
    options:
      'alter= database= table= host= port= user= password= execute dry-run!dry allow-on-master allow-on-replica conf=read assume-rbr cut-over= max-load= critical-load= chunk-size= initially-drop-ghost-table ok-to-drop-table switch-to-rbr noop version!none help!none D= h= u= p= P= ask-pass no-drop-old-table alter-foreign-keys-method= source=',
    free: true,
    also: alters,
    examples: {
      held: {
        "gh-ost --alter='DROP COLUMN email' --database=shop --table=users --execute": 'sql.drop',
        "pt-online-schema-change --alter 'ADD COLUMN a INT' D=shop,t=users --execute": 'sql.alter',
      },
    },
  },
  {
    names: 'pt-archiver pt-table-sync pt-kill pt-slave-restart pt-index-usage pt-duplicate-key-checker',
    free: true,
    options: 'source= dest= where= purge dry-run!dry limit= execute print kill file= no-delete h,host= u= p= D= t=',
    also: (call) => {
      if (/^pt-(?:index|duplicate)/.test(call.title)) return;
      if (call.title === 'pt-archiver') onTable(has(call, 'no-delete') ? 'sql.insert' : 'sql.delete')(call);
      else if (call.title === 'pt-table-sync') {
        if (has(call, 'execute')) onTable('sql.update')(call);
      } else if (has(call, 'kill') || call.title === 'pt-slave-restart')
        act(call, 'sql.admin', 'database', '*', call.range);
    },
    examples: {
      held: {
        "pt-archiver --source h=db,D=shop,t=orders --purge --where '1=1'": 'sql.delete',
        'pt-table-sync --execute h=a,D=d,t=t h=b': 'sql.update',
      },
      passed: ['pt-table-sync --print h=a,D=d,t=t h=b'],
    },
  },
  {
    names: 'psqldef mysqldef sqlite3def mssqldef skeema pgroll reshape sqitch-pg bytebase-action ariga squitch',
    free: true,
    options:
      'U= h= p= u= P= W= S= H= d,database= file=read f,file=read export!none dry-run!dry enable-drop-table enable-drop allow-unsafe apply target= url= postgres-url= schema= env= b,before-apply=',
    also: (call) => {
      const [verb, name] = call.parsed.operands;
      const isVerb = /^(?:skeema|pgroll|reshape|bytebase-action)$/.test(call.title);
      if (
        isVerb &&
        /^(?:diff|status|lint|format|version|help|analyze|validate|check|latest|pull|convert)$/.test(verb?.value ?? '')
      ) {
        // Its settings in the workspace may name a program that it starts.
        if (call.title === 'skeema' && verb?.value !== 'version')
          act(call, 'exec.project', 'operation', `skeema ${verb?.value ?? ''}`, call.range);
        return;
      }
      const drops =
        has(call, 'enable-drop-table', 'enable-drop', 'allow-unsafe') ||
        /^(?:rollback|abort|complete|down|baseline)$/.test(verb?.value ?? '');
      const database = isVerb ? (valueOf(call, 'target', 'env') ?? name) : (valueOf(call, 'd') ?? verb);
      act(call, drops ? 'sql.drop' : 'sql.alter', 'database', database?.value ?? '*', (database ?? call).range);
    },
    examples: {
      held: {
        'psqldef -U app shop --enable-drop-table < schema.sql': 'file.read sql.drop',
        'skeema push --allow-unsafe production': 'sql.drop',
        'pgroll rollback': 'sql.drop',
        'skeema diff production': 'exec.project',
      },
      passed: ['pgroll status'],
    },
  },
  {
    names: 'bcp',
    free: true,
    options: 'S= U= P= T d= c n w t= r= F= L= b= e=write f=read E k q h= a= i=read o=write',
    also: (call) => {
      const [table, way, file] = call.parsed.operands;
      if (table === undefined || way === undefined) return;
      if (way.value === 'in') {
        if (file !== undefined) actOnFile(call, 'read', file);
        act(call, 'sql.insert', 'table', table.value, table.range);
        return;
      }
      act(call, 'sql.read', way.value === 'queryout' ? 'operation' : 'table', table.value, table.range);
      if (file !== undefined) actOnFile(call, 'write', file);
    },
    examples: { held: { 'bcp shop.dbo.users in users.csv -S prod -c': 'file.read sql.insert' } },
  },
  {
    names: 'sqlpackage',
    free: true,
    also: (call) => {
      const value = (name: RegExp): string | undefined =>
        call.args.map((arg) => name.exec(arg.value)?.[1]).find((found) => found !== undefined);
      const action = value(/^\/(?:a|Action):(.*)$/i)?.toLowerCase() ?? '';
      const database = value(/^\/(?:tdn|TargetDatabaseName):(.*)$/i) ?? '*';
      if (/^(?:publish|import)$/.test(action)) act(call, 'sql.alter', 'database', database, call.range);
      else act(call, 'sql.read', 'database', database, call.range);
      const file = value(/^\/(?:tf|TargetFile|op|OutputPath):(.*)$/i);
      const at = call.args.find((arg) => /^\/(?:tf|TargetFile|op|OutputPath):/i.test(arg.value));
      if (file !== undefined && at !== undefined) actOnFile(call, 'write', { ...at, value: file });
    },
    examples: {
      held: {
        'sqlpackage /Action:Publish /SourceFile:a.dacpac /tdn:shop': 'sql.alter',
        'sqlpackage /a:Export /tf:a.bacpac': 'sql.read file.write',
      },
    },
  },
  {
    names: 'pgloader',
    free: true,
    options: 'dry-run!dry verbose debug quiet with= set= cast= type= before=read after=read load=opaque version!none',
    also: (call) => {
      const { operands } = call.parsed;
      const target = operands.at(-1);
      if (target === undefined) return;
      // A file of its own language says what is dropped and loaded.
      if (operands.length === 1) actOnFile(call, 'read', target);
      act(
        call,
        'sql.drop',
        'database',
        operands.length === 1 ? '*' : (target.value.split('/').at(-1) ?? '*'),
        target.range,
      );
    },
    examples: { held: { 'pgloader mysql://a/b pgsql://c/shop': 'sql.drop' } },
  },
];

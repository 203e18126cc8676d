import { form, type Form } from './form.ts';

/** Procedures of SQL Server that only show. */
const SHOWING =
  'SP_HELP|SP_HELPTEXT|SP_HELPINDEX|SP_HELPCONSTRAINT|SP_HELPDB|SP_HELPFILE|SP_HELPFILEGROUP|SP_HELPUSER|SP_HELPROLE|SP_HELPROLEMEMBER|SP_HELPLOGINS|SP_HELPROTECT|SP_HELPSRVROLE|SP_HELPSRVROLEMEMBER|SP_HELPTRIGGER|SP_HELPSTATS|SP_HELPLANGUAGE|SP_HELPSORT|SP_WHO|SP_WHO2|SP_LOCK|SP_COLUMNS|SP_TABLES|SP_DATABASES|SP_FKEYS|SP_PKEYS|SP_STATISTICS|SP_STORED_PROCEDURES|SP_SPROC_COLUMNS|SP_TABLE_PRIVILEGES|SP_COLUMN_PRIVILEGES|SP_SPECIAL_COLUMNS|SP_READERRORLOG|XP_READERRORLOG|XP_FIXEDDRIVES|XP_MSVER|XP_LOGININFO|SP_DESCRIBE_UNDECLARED_PARAMETERS|SP_HELPARTICLE|SP_HELPSERVER|SP_HELP_JOB|SP_HELP_JOBHISTORY|SP_HELP_JOBACTIVITY|SP_HELP_JOBSCHEDULE|SP_DEPENDS|SP_SERVER_INFO|SP_LINKEDSERVERS|SP_DESCRIBE_FIRST_RESULT_SET|SP_DATATYPE_INFO';
const OPTIONS =
  'NOCOUNT|ANSI_NULLS|ANSI_PADDING|ANSI_WARNINGS|ANSI_NULL_DFLT_ON|ANSI_DEFAULTS|ARITHABORT|ARITHIGNORE|NUMERIC_ROUNDABORT|QUOTED_IDENTIFIER|CONCAT_NULL_YIELDS_NULL|SHOWPLAN_ALL|SHOWPLAN_TEXT|SHOWPLAN_XML|NOEXEC|PARSEONLY|FMTONLY|XACT_ABORT|FORCEPLAN';

/** Statements of SQL Server. The first that fits counts. */
export const TSQL_FORMS: readonly Form[] = [
  form(`EXEC|EXECUTE ${SHOWING} ..list`, 'sql.read database server'),
  form(`EXEC|EXECUTE SYS . ${SHOWING} ..list`, 'sql.read database server'),
  form(`EXEC|EXECUTE MASTER|MSDB . DBO|SYS . ${SHOWING} ..list`, 'sql.read database server'),
  form(`EXEC|EXECUTE MASTER|MSDB . . ${SHOWING} ..list`, 'sql.read database server'),
  form(`${SHOWING} ..list`, 'sql.read database server'),
  // Its second parameter makes it write what it finds.
  form('SP_SPACEUSED'),
  form('SP_SPACEUSED {file}', 'sql.read table file'),
  form('EXEC|EXECUTE SP_SPACEUSED', 'sql.read database server'),
  form('EXEC|EXECUTE SP_SPACEUSED {file}', 'sql.read table file'),
  form('EXEC|EXECUTE SP_SPACEUSED @ OBJNAME = {file}', 'sql.read table file'),
  form('EXEC|EXECUTE SP_SPACEUSED {name}', 'sql.read table name'),
  form(`SET ${OPTIONS} ON|OFF`),
  form('SET STATISTICS IO|TIME|XML|PROFILE ON|OFF'),
  form('SET STATISTICS IO|TIME|XML|PROFILE , IO|TIME|XML|PROFILE ON|OFF'),
  form('SET TRANSACTION ISOLATION LEVEL READ|REPEATABLE|SERIALIZABLE|SNAPSHOT [COMMITTED|UNCOMMITTED|READ]'),
  form('SET LOCK_TIMEOUT|DATEFIRST|DATEFORMAT|LANGUAGE|TEXTSIZE|DEADLOCK_PRIORITY ..list'),
  form('SET ROWCOUNT {value}'),
  form('SET IDENTITY_INSERT {name} ON|OFF', 'sql.admin table name'),
  form('PRINT ..list'),
  form('DECLARE {variables}'),
  form('SET @ {other} = {expression}'),
  form('USE {other}'),

  form('EXEC|EXECUTE ( {sql} )', 'sql.execute operation operation'),
  form('EXEC|EXECUTE SP_EXECUTESQL {sql}'),
  form('EXEC|EXECUTE SP_EXECUTESQL {sql} , {file} ..list'),
  form('EXEC|EXECUTE SP_EXECUTESQL {sql} ...', 'sql.execute function =sp_executesql'),
  form('EXEC|EXECUTE ( ...', 'sql.execute operation operation dynamic'),
  form('EXEC|EXECUTE SP_EXECUTESQL ...', 'sql.execute operation operation dynamic'),
  form('EXEC|EXECUTE {name} ..plain', 'sql.execute function name'),

  form('BULK INSERT {name} FROM {file} ...', 'sql.insert table name, sql.execute file file server-rights'),
  form('BACKUP DATABASE|LOG {name} TO ...', 'sql.admin database name'),
  form('RESTORE DATABASE|LOG {name} ...', 'sql.admin database name, sql.drop database name overwrites'),
  form(
    'DBCC SHOW_STATISTICS|OPENTRAN|INPUTBUFFER|SHOWCONTIG|TRACESTATUS|HELP ( {values} ) ..list',
    'sql.read database server',
  ),
  form('DBCC SQLPERF ( LOGSPACE )', 'sql.read database server'),
  form('DBCC USEROPTIONS|OPENTRAN|LOGINFO|MEMORYSTATUS|PROCCACHE', 'sql.read database server'),
  form('DBCC TRACESTATUS ( - 1 ) ..list', 'sql.read database server'),
  form('DBCC CHECKIDENT ( {file} , NORESEED )', 'sql.read table file'),
  form('DBCC ...', 'sql.admin operation operation'),
  form('KILL|SHUTDOWN|RECONFIGURE|CHECKPOINT|WAITFOR|RAISERROR|THROW ...', 'sql.admin operation operation'),
  form('UPDATE STATISTICS {name} ...', 'sql.admin table name'),
  form('ENABLE|DISABLE TRIGGER * ON {name} ...', 'sql.alter table name lock'),
  form('ALTER TABLE {name} NOCHECK|CHECK|ENABLE|DISABLE ...', 'sql.alter table name lock'),
  form('ALTER TABLE {name} WITH ...', 'sql.alter table name lock'),
  form('ALTER TABLE {name} SWITCH ...', 'sql.alter table name lock'),
  form('ALTER INDEX * ON {name} ...', 'sql.alter table name lock'),

  form('CREATE|ALTER|DROP LOGIN|USER|CREDENTIAL|CERTIFICATE [IF] [EXISTS] {name} ...', 'sql.privilege role name'),
  form('CREATE|ALTER|DROP [SERVER|APPLICATION] ROLE [IF] [EXISTS] {name} ...', 'sql.privilege role name'),
  form('ALTER AUTHORIZATION ...', 'sql.privilege role operation'),
  form(
    'GRANT|DENY * ON [OBJECT|SCHEMA] [:] [:] {name} TO {accounts} ...',
    'sql.privilege table name, sql.privilege role accounts',
  ),
  form('GRANT|DENY * TO {accounts} ...', 'sql.privilege role accounts'),
  form(
    'REVOKE * ON [OBJECT|SCHEMA] [:] [:] {name} TO|FROM {accounts} ...',
    'sql.privilege table name, sql.privilege role accounts',
  ),
  form('REVOKE * TO|FROM {accounts} ...', 'sql.privilege role accounts'),

  form('CREATE [OR] [ALTER] PROC|PROCEDURE|FUNCTION {name} ...', 'sql.create function name'),
  form('ALTER PROC|PROCEDURE|FUNCTION {name} ...', 'sql.create function name overwrites'),
  form('CREATE [OR] [ALTER] TRIGGER {other} ON {name} ...', 'sql.create unknown other, sql.alter table name'),
  form('ALTER TRIGGER {other} ON {name} ...', 'sql.alter unknown other, sql.alter table name'),
  form('CREATE [OR] [ALTER] VIEW {name} ...', 'sql.create view name'),
  form('ALTER VIEW {name} ...', 'sql.alter view name'),
  form('ALTER DATABASE {name} ...', 'sql.alter database name'),
  form('DROP PROC|PROCEDURE|FUNCTION|AGGREGATE [IF] [EXISTS] {names}', 'sql.drop function names'),
  form('DROP INDEX [IF] [EXISTS] {other} ON {name} ...', 'sql.drop unknown other, sql.alter table name lock'),
  form('DROP TRIGGER|SEQUENCE|TYPE|SYNONYM|ASSEMBLY [IF] [EXISTS] {names} ...', 'sql.drop unknown names'),
  form('CREATE TYPE|SEQUENCE|SYNONYM|STATISTICS|ASSEMBLY {name} ...', 'sql.create unknown name'),
  form('ALTER SEQUENCE|ASSEMBLY {name} ...', 'sql.alter unknown name'),
];

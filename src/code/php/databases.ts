import type { Family } from '../value/family.ts';
import { modelRules } from '../value/models.ts';
import { methodsOf } from '../value/rule.ts';

export const phpDatabases: Family = {
  rules: [
    ...modelRules({
      narrows:
        'where orwhere wherein wherenull wherenotnull wherebetween wheredate wherekey whereraw whererelation wherehas wherenotin whereyear',
      shapes:
        'query newquery orderby orderbydesc latest oldest limit take skip offset with withcount select selectraw groupby having join leftjoin distinct withtrashed withouttrashed onlytrashed newmodelquery from',
      reads:
        'count get all pluck exists sum avg min max value tosql dd dump cursor chunk each paginate toarray tojson getquery',
      finds: 'find findorfail first firstorfail firstwhere sole firstornew',
      inserts:
        'create insert insertgetid insertorignore upsert firstorcreate updateorcreate updateorinsert forcecreate make',
      updates: 'update increment decrement touch restore save push',
      deletes: 'delete destroy forcedelete',
      truncates: 'truncate',
      looks: 'toarray tojson getattributes getkey exists id name email created_at updated_at title',
    }),
    { names: 'model#gettable model#getkeyname' },
    { names: 'db.table', gives: { object: 'model' } },
    { names: 'db.connection capsule.connection', gives: { object: 'sql' } },
    {
      names:
        'db.statement db.unprepared db.select db.selectone db.insert db.update db.delete db.scalar db.affectingstatement db.raw',
      sql: true,
      gives: { object: 'rows' },
    },
    { names: 'db.getdatabasename db.getquerylog db.enablequerylog' },
    { names: 'schema.drop schema.dropifexists', effect: 'sql.drop', object: 'table' },
    { names: 'schema.dropalltables schema.dropallviews', effect: 'sql.drop', object: 'database', at: 9 },
    { names: 'schema.table schema.rename', effect: 'sql.alter', object: 'table' },
    { names: 'schema.create', effect: 'sql.create', object: 'table' },
    { names: 'schema.hastable schema.hascolumn schema.getcolumnlisting schema.gettables' },
    { names: 'pdo', gives: { object: 'pdo' } },
    { names: 'sqlite3', gives: { object: 'sqlite' } },
    { names: 'mysqli mysqli_connect', gives: { object: 'mysql' } },
    { names: 'pg_connect pg_pconnect', gives: { object: 'postgresql' } },
    {
      names: methodsOf(
        ['sql', 'pdo', 'sqlite', 'mysql', 'postgresql'],
        'exec query prepare querysingle multi_query real_query statement unprepared select insert update delete execute_query',
      ),
      sql: true,
      gives: { object: 'rows' },
    },
    { names: 'sql#table', gives: { object: 'model' } },
    {
      names: methodsOf(
        ['pdo', 'sqlite', 'mysql'],
        'setattribute getattribute lastinsertid errorinfo close set_charset real_escape_string begintransaction commit rollback quote',
      ),
    },
    { names: 'pdo.*' },
    {
      names:
        'mysqli_query mysqli_multi_query mysqli_real_query mysqli_prepare pg_query pg_prepare pg_query_params pg_send_query',
      sql: true,
      at: 1,
      gives: { object: 'rows' },
    },
    {
      names:
        'mysqli_fetch_assoc mysqli_fetch_all mysqli_fetch_array mysqli_fetch_row mysqli_num_rows mysqli_error mysqli_close pg_fetch_assoc pg_fetch_all pg_fetch_row pg_num_rows pg_close pg_last_error mysqli_assoc',
    },
    {
      names:
        'rows#execute rows#bindvalue rows#bindparam rows#fetch rows#fetchall rows#fetchcolumn rows#fetcharray rows#fetch_assoc rows#fetch_all rows#rowcount rows#get_result',
    },
    {
      names: '*#truncate *#forcedelete *#flushdb *#flushall *#dropdatabase',
      effect: 'store.delete',
      object: 'unknown',
    },
    { names: 'redis.* redis cache.flush cache.forget cache.clear', effect: 'store.write', object: 'key' },
    { names: 'cache.get cache.has' },
  ],
  examples: {
    held: {
      'DB::table("orders")->truncate();': 'sql.truncate orders',
      'DB::table("orders")->where("id", 3)->delete();': 'sql.delete orders',
      'App\\Models\\User::query()->delete();': 'sql.delete users',
      'use App\\Models\\OrderItem; OrderItem::where("x", 1)->delete();': 'sql.delete order_items',
      'User::truncate();': 'sql.truncate users',
      '$p = new PDO("sqlite:shop.db"); $p->exec("DELETE FROM users");': 'sql DELETE FROM users',
      '$m = new mysqli("db", "root", "", "shop"); $m->query("DROP TABLE users");': 'sql DROP TABLE users',
      'mysqli_query($c, "DELETE FROM t");': 'sql DELETE FROM t',
      'DB::statement("DROP TABLE x");': 'sql DROP TABLE x',
      'Schema::dropIfExists("users");': 'sql.drop users',
      'echo User::count();': 'sql.read users',
      'User::first()->notify(new X);': 'exec.opaque',
    },
    passed: [],
  },
};

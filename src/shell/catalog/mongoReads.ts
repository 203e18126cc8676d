/**
 * Whether code for MongoDB's shell only reads and prints. It does when each of its words is known: every call is of something that reads,
 * no word names what writes, and nothing is set but names of its own. Strings and comments are left out; what a template holds is read too.
 */

/** What a cursor, a collection, a database or a plain value has that reads. */
const METHODS =
  /^(?:find|findOne|aggregate|count|countDocuments|estimatedDocumentCount|distinct|stats|dataSize|storageSize|totalSize|totalIndexSize|getIndexes|getIndices|indexStats|explain|validate|isCapped|latencyStats|getPlanCache|getShardDistribution|getCollection|getSiblingDB|getCollectionNames|getCollectionInfos|getName|getMongo|getDBNames|getDBs|version|serverStatus|serverBuildInfo|hostInfo|hello|isMaster|currentOp|getProfilingStatus|status|conf|printReplicationInfo|printSecondaryReplicationInfo|limit|skip|sort|project|projection|hint|toArray|pretty|size|itcount|hasNext|next|tryNext|batchSize|maxTimeMS|allowDiskUse|collation|readPref|comment|map|forEach|filter|reduce|flatMap|slice|join|concat|includes|indexOf|some|every|reverse|flat|keys|values|entries|fromEntries|from|isArray|stringify|toString|toISOString|getTime|getTimestamp|toFixed|toLowerCase|toUpperCase|trim|split|padStart|padEnd|substring|replace|startsWith|endsWith|round|floor|ceil|max|min|parse|now)$/;
/** What is called by its name alone. Nothing may be given such a name. */
const FUNCTIONS =
  /^(?:print|printjson|tojson|tojsononeline|ObjectId|ISODate|Date|NumberLong|NumberInt|NumberDecimal|Long|Int32|Decimal128|UUID|Timestamp|String|Number|Boolean|function)$/;
/** What a database is told by a document whose first name is the command. */
const COMMANDS =
  /^\(\s*\{\s*["']?(?:listDatabases|listCollections|serverStatus|ping|replSetGetStatus|currentOp|buildInfo|buildinfo|hostInfo|getParameter|dbStats|collStats|connPoolStats|getLog|isMaster|hello|connectionStatus|getCmdLineOpts|listCommands|top|dbHash|count|distinct|find|explain|features)["']?\s*:/;
const COMMANDED = /^(?:adminCommand|runCommand)$/;
/** Never, not even as a name: a method that writes may be handed on without being called. */
const WRITES =
  /^(?:delete(?:One|Many)?|remove|drop(?:Database|Index|Indexes|User|AllUsers|Role|AllRoles|SearchIndex)?|insert(?:One|Many)?|update(?:One|Many|User|Role|SearchIndex)?|replaceOne|save|bulkWrite|initialize\w+|renameCollection|create(?:Index|Indexes|Collection|View|User|Role|SearchIndex|SearchIndexes)|findOneAnd\w+|findAndModify|mapReduce|shutdownServer|fsync\w*|kill(?:Op|Sessions)|set(?:Profiling|Log|Feature|Write|Secondary)\w+|reIndex|convertToCapped|(?:grant|revoke)(?:Roles|Privileges)\w+|changeUser\w+|watch|auth|eval|Function|require|process|load|import|globalThis|this|constructor|prototype|__\w+|call|apply|bind|fetch|Mongo|connect|run\w*|Reflect|Proxy|Symbol|async|await|yield|class|if|with|while|do|for|switch|throw|try)$/;

/** Units; longer ones are programs. */
const MAX_CODE = 4096;

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=[(,:=[!&|?]\s*)\/(?:[^/\\\n[]|\\.|\[[^\]\n]*\])+\/[gimsuy]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[A-Za-z_$][\w$]*|\d[\w.]*|=>|===?|!==?|[<>]=?|\+\+|--|[-+*/%&|^]=|&&|\|\||\?\?|\?\.|\.\.\.|\s+|[^\s]/g;

export function onlyReads(code: string): boolean {
  if (code.length > MAX_CODE) return false;
  // Code for the server, and stages that write, are said in strings and keys.
  if (/\$(?:out|merge|function|accumulator|where)\b|\\[ux0-7]/.test(code)) return false;
  const tokens = [...code.matchAll(TOKEN)].map(([text]) => text).filter((text) => !/^(?:\s|\/\/|\/\*)/.test(text));
  return tokens.every((text, at) => isPlain(text, tokens, at));
}

function isPlain(text: string, tokens: readonly string[], at: number): boolean {
  const before = tokens[at - 1] ?? '';
  const next = tokens[at + 1] ?? '';
  const afterValue = /^(?:[\w$)\]"'`]|.*[\w$"'`])$/.test(before);
  if (text.length > 1 && text.startsWith('`')) return !afterValue && partsOf(text).every(onlyReads);
  if (text.length > 1 && /^["'/]/.test(text)) return true;
  switch (text) {
    // `f()()`, `a[b]()`, `a?.()`: nobody knows what is called.
    case '(':
      return !/(?:[)\]"'`]|\?\.)$/.test(before);
    // A member by a name that is put together.
    case '[':
      if (!afterValue) return true;
      if (tokens[at + 2] !== ']') return false;
      // `db[name].stats()`: a collection, of which a method is called by its name.
      if (/^[A-Za-z_]\w*$/.test(next)) return tokens[at + 3] === '.';
      return /^(?:\d+|["'].*)$/.test(next) && !WRITES.test(next.slice(1, -1));
    case '=':
      return /^(?:const|let|var)$/.test(tokens[at - 2] ?? '');
    // Elsewhere a pattern begins, in which quotes are letters.
    case '/':
      return (
        /^(?:[\w$]+|\)|\])$/.test(before) && !/^(?:return|typeof|in|of|case|void|instanceof|new|else)$/.test(before)
      );
    default:
      return /^[A-Za-z_$]/.test(text)
        ? isKnown(text, before, next, tokens.slice(at + 1, at + 7).join(''))
        : /^(?:\d.*|=>|===?|!==?|[<>]=?|&&|\|\||\?\?|\?\.|\.\.\.|[\]){}.,;:?!+*%<>-])$/.test(text);
  }
}

function isKnown(word: string, before: string, next: string, behind: string): boolean {
  if (COMMANDED.test(word)) return before === '.' && COMMANDS.test(behind);
  if (WRITES.test(word)) return false;
  if (FUNCTIONS.test(word) && before !== '.' && next !== ':')
    return next === '(' || (before === '(' && next === ')') || (next === '.' && /^(?:Date|String|Number)$/.test(word));
  return next !== '(' || (before === '.' && METHODS.test(word));
}

/** What a template's `${…}` hold; one in another is not taken apart. */
function partsOf(template: string): readonly string[] {
  const parts = [...template.matchAll(/\$\{([^{}`]*)\}/g)].map(([, part]) => part ?? '');
  return parts.length === template.split('${').length - 1 ? parts : ['eval'];
}

import type { HttpRequest } from '../reading/reader.ts';
import { jsonOf, type Address } from './parse/request.ts';

/** Methods of Ethereum's and Solana's nodes, and of servers of the Model Context Protocol, that tell what is there and change nothing. What a `resources/read` gives is any file that the server likes. */
const READS =
  /^(?:eth_(?:accounts|blockNumber|call|chainId|coinbase|createAccessList|estimateGas|feeHistory|gasPrice|hashrate|maxPriorityFeePerGas|mining|protocolVersion|syncing|get(?:Balance|BlockByHash|BlockByNumber|BlockReceipts|BlockTransactionCountBy(?:Hash|Number)|Code|Logs|Proof|StorageAt|Transaction(?:ByHash|ByBlock(?:Hash|Number)AndIndex|Count|Receipt)|UncleCountByBlock(?:Hash|Number)))|net_(?:version|listening|peerCount)|web3_(?:clientVersion|sha3)|txpool_(?:status|content|inspect)|debug_trace(?:Transaction|Call|BlockByHash|BlockByNumber)|rpc_modules|anvil_nodeInfo|hardhat_metadata|get(?:AccountInfo|Balance|Block(?:Height|Time|s)?|ClusterNodes|EpochInfo|GenesisHash|Health|Identity|LatestBlockhash|MinimumBalanceForRentExemption|MultipleAccounts|ProgramAccounts|SignatureStatuses|SignaturesForAddress|Slot|SlotLeader|Supply|TokenAccountBalance|TokenAccountsByOwner|TokenSupply|Transaction|TransactionCount|Version|VoteAccounts)|isBlockhashValid|tools\/list|prompts\/(?:list|get)|resources\/(?:list|templates\/list)|ping)$/;

/** Where such servers listen. At another address what the body says may count for nothing (`POST /shutdown`). */
const PLACES = /^\/(?:rpc|jsonrpc|json-rpc|mcp)?$/;

/** Whether every call in the body is JSON-RPC's and only asks. */
export function asksByRpc({ method, body, bodyUnknown }: HttpRequest, { path, query }: Address): boolean {
  if (method.toUpperCase() !== 'POST' || bodyUnknown === true || body === undefined) return false;
  // What stands behind a `?` may be for another server than one of these.
  if (!PLACES.test(path) || query.size > 0) return false;
  const parsed = jsonOf(body);
  const calls: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  // A member that stands twice, or is spelled with escapes, is another one to another parser.
  const compact = body.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
  return calls.length > 0 && calls.every(isQuestion) && JSON.stringify(parsed) === compact;
}

function isQuestion(call: unknown): boolean {
  if (typeof call !== 'object' || call === null || !('jsonrpc' in call) || !('method' in call)) return false;
  // Go takes `Method` for `method`.
  if (Object.keys(call).some((key) => !/^(?:jsonrpc|method|params|id)$/.test(key))) return false;
  if (call.method === 'initialize') return 'params' in call && greets(call.params);
  return typeof call.method === 'string' && READS.test(call.method);
}

/** The first word to a server of the Model Context Protocol; another server may do anything by that name. */
function greets(params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false;
  const names = Object.keys(params).toSorted().join(' ');
  return names === 'capabilities clientInfo protocolVersion';
}

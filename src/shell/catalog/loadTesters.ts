import { isLoopback } from '../../effect/loopback.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import { hostOf } from '../calls/meaning.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg, slice } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { goesBy, speaksTo } from './httpCalls.ts';
import { addBody, addFile, addHeader, draftFor, send, tellBeside } from './request.ts';
import type { Draft } from './request.ts';
import type { Tool } from './tool.ts';

/** The same request many times over: what one asks of this machine's own server is a burden to any other. */
function load(call: Call, draft: Draft, method: string): void {
  send(call, { ...draft, headers: [...draft.headers] }, method);
  const host = hostOf(draft.url.value);
  if (draft.socket === undefined && !isLoopback(host)) act(call, 'network.send', 'host', host, draft.url.range);
}

/** What each of these programs calls the parts of a request. */
interface Parts {
  readonly method?: string;
  readonly body?: string;
  readonly file?: string;
  readonly header?: string;
  readonly told?: readonly string[];
  readonly signsIn?: string;
  readonly proxy?: string;
}

function draftBy(call: Call, url: Arg, parts: Parts): Draft {
  const draft = draftFor(url);
  const of = (name: string | undefined): readonly Arg[] => (name === undefined ? [] : valuesOf(call, name));
  for (const header of of(parts.header)) addHeader(draft, header);
  for (const told of parts.told ?? []) for (const word of valuesOf(call, told)) tellBeside(draft, word);
  for (const body of of(parts.body)) addBody(call, draft, body, { files: false });
  for (const file of of(parts.file)) addFile(call, draft, file);
  if (of(parts.signsIn).length > 0) draft.headers.push(['Authorization', 'given']);
  for (const proxy of of(parts.proxy)) goesBy(call, proxy);
  return draft;
}

/** A method that nobody knows before it runs may be any. */
function methodOf(call: Call, parts: Parts, otherwise: string): string {
  const asked = parts.method === undefined ? undefined : valueOf(call, parts.method);
  if (asked?.dynamic === true) opaque(call, asked.value, asked.range, 'problem.dynamic', ['dynamic']);
  return asked?.value.toUpperCase() ?? otherwise;
}

const loads =
  (parts: Parts) =>
  (call: Call): void => {
    for (const url of call.parsed.operands) load(call, draftBy(call, url, parts), methodOf(call, parts, 'GET'));
  };

/** ApacheBench: a file to post or to put decides the method. */
function bench(call: Call): void {
  const parts = { method: 'm', header: 'H', told: ['C'], signsIn: 'A', proxy: 'X' };
  const otherwise = has(call, 'p') ? 'POST' : has(call, 'u') ? 'PUT' : has(call, 'i') ? 'HEAD' : 'GET';
  for (const url of call.parsed.operands) {
    const draft = draftBy(call, url, parts);
    for (const file of valuesOf(call, 'p', 'u')) addFile(call, draft, file);
    load(call, draft, methodOf(call, parts, otherwise));
  }
}

/** wrk: a script of the project's may make any request of it. */
function wrk(call: Call): void {
  const script = valueOf(call, 's');
  if (script === undefined) loads({ header: 'H' })(call);
  else act(call, 'exec.project', 'operation', `${call.title} ${script.value}`, script.range);
}

/** `GET http://localhost:3000/x` on each line, headers below it; a body is a file's. */
function targets(call: Call, text: string): void {
  const range = call.stdin?.range ?? call.range;
  let draft: Draft | undefined;
  let method = '';
  const drafts: { readonly draft: Draft; readonly method: string }[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, verb, url] = /^([A-Z]+)\s+(\S+)$/.exec(line) ?? [];
    if (line === '' || line.startsWith('#')) continue;
    if (verb !== undefined && url !== undefined) {
      method = verb;
      draft = draftBy(call, { ...plainArg(url, range) }, { header: 'header' });
      drafts.push({ draft, method });
    } else if (draft !== undefined && line.startsWith('@')) addFile(call, draft, plainArg(line.slice(1), range));
    else if (draft !== undefined && /^[\w-]+:/.test(line)) addHeader(draft, plainArg(line, range));
    else opaque(call, line, range, 'problem.unread-file');
  }
  for (const one of drafts) load(call, one.draft, one.method);
}

function attack(call: Call): void {
  const list = valueOf(call, 'targets');
  const given = list === undefined || /^(?:-|stdin|\/dev\/stdin)$/.test(list.value) ? call.stdin?.text : undefined;
  const isPlain = !has(call, 'format', 'body', 'lazy');
  if (given === undefined || !isPlain) opaque(call, 'vegeta attack', (list ?? call).range, 'problem.unread-file');
  else targets(call, given);
  for (const proxy of valuesOf(call, 'proxy-header')) opaque(call, proxy.value, proxy.range, 'problem.unknown-option');
  // What it has measured is binary, and no part of it is an answer.
  const output = valueOf(call, 'output');
  if (output !== undefined && output.value !== 'stdout') actOnFile(call, 'output', output);
}

/** siege: `URL POST a=b` in one word is another request. */
function siege(call: Call): void {
  const parts = { header: 'H', told: ['A'] };
  for (const url of call.parsed.operands) {
    const [, address = url.value, method = 'GET', body] = /^(\S+)\s+([A-Z]+)(?:\s+(.*))?$/s.exec(url.value) ?? [];
    const draft = draftBy(call, slice(url, 0, address.length), parts);
    if (body !== undefined) addBody(call, draft, slice(url, url.value.length - body.length), { files: false });
    load(call, draft, method);
  }
}

const OHA: Parts = {
  method: 'm',
  header: 'H',
  body: 'd',
  file: 'D',
  told: ['host', 'A', 'T'],
  signsIn: 'a',
  proxy: 'x',
};
const BOMBARDIER: Parts = { method: 'm', header: 'H', body: 'b', file: 'f' };
const HEY: Parts = {
  method: 'm',
  header: 'H',
  body: 'd',
  file: 'D',
  told: ['host', 'U', 'A', 'T'],
  signsIn: 'a',
  proxy: 'x',
};

/** Programs that ask one address many times and say how long it took. */
export const loadTestersTools: readonly Tool[] = [
  {
    names: 'hey',
    single: true,
    options:
      'n= c= q= z= o= m= H= t= A= d= D= T= U= a= x= h2 host= disable-compression disable-keepalive disable-redirects cpus= more',
    also: loads(HEY),
    examples: {
      held: {
        'hey -n 10 -m POST -D .env http://localhost:3000/x': 'secret.read secret.send',
        'hey -n 10 https://example.com/': 'network.send',
      },
      passed: ['hey -n 200 -c 10 http://localhost:3000/health', 'hey -z 5s -H "Accept: a/b" http://127.0.0.1:8080/'],
    },
  },
  {
    names: 'oha',
    options:
      'n= c= p= z= w,wait-ongoing-requests-after-deadline q= burst-delay= burst-rate= latency-correction no-tui j,json fps= m,method= H,header= t,timeout= connect-timeout= A,accept= d= D= T= a= x= http-version= http2 host= disable-compression r,redirect= disable-keepalive no-pre-lookup ipv6 ipv4 insecure no-color disable-color unix-socket= stats-success-breakdown db-url=write o,output=output output-format= h,help?!none V,version!none',
    also: (call) => {
      const socket = valueOf(call, 'unix-socket');
      if (socket !== undefined) speaksTo(call, socket);
      loads(OHA)(call);
    },
    examples: {
      held: {
        'oha -n 5 https://example.com/': 'network.send',
      },
      passed: ['oha -n 100 -c 5 --no-tui http://localhost:3000/health'],
    },
  },
  {
    names: 'bombardier',
    options:
      'c,connections= n,requests= d,duration= t,timeout= l,latencies m,method= b,body= f,body-file= s,stream cert= key= k,insecure a,disableKeepAlives H,header= r,rate= fasthttp http1 http2 p,print= q,no-print o,format= help!none version!none',
    also: loads(BOMBARDIER),
    examples: {
      held: {
        'bombardier https://example.com': 'network.send',
      },
      passed: ['bombardier -c 10 -n 500 http://localhost:8080/'],
    },
  },
  {
    names: 'ab',
    options:
      'n= c= t= s= b= B= p= u= T= v= w i x= y= z= C= H= A= P= X= V!none k d q S l g=output e=output r h!none Z= f= I E=read m=',
    also: bench,
    examples: {
      held: {
        'ab -n 10 -p .env http://localhost:3000/x': 'secret.read secret.send',
        'ab -n 10 -e a.csv http://localhost:3000/': 'file.write',
        'ab -n 1000 https://example.com/': 'network.send',
      },
      passed: ['ab -n 100 -c 10 http://localhost:3000/'],
    },
  },
  {
    names: 'wrk wrk2',
    options:
      't,threads= c,connections= d,duration= s,script= H,header= L,latency U,u_latency B,batch_latency R,rate= timeout= v,version!none',
    also: wrk,
    examples: {
      held: {
        'wrk -s a.lua http://localhost:3000/': 'exec.project',
        'wrk -d5s https://example.com/': 'network.send',
        'wrk -H "X: $(cat a.txt)" http://localhost:3000/': 'file.read network.send',
      },
      passed: ['wrk -t4 -c50 -d10s --latency http://127.0.0.1:3000/'],
    },
  },
  {
    names: 'vegeta',
    single: true,
    options: 'cpus= profile= version!none',
    commands: {
      attack: {
        single: true,
        options:
          'duration= rate= name= targets= format= output= body= header= connections= max-connections= workers= max-workers= timeout= redirects= keepalive http2 h2c insecure lazy chunked max-body= root-certs=look cert=look key=look proxy-header= laddr=',
        also: attack,
      },
      'report encode plot': {
        single: true,
        options: 'type= every= buckets= title= threshold= to= output=output',
        operands: 'read...',
      },
    },
    examples: {
      held: {
        "echo 'GET https://example.com' | vegeta attack": 'network.send',
        'vegeta attack -targets=a.txt': 'exec.opaque',
        "echo 'GET http://localhost:3000' | vegeta attack -output=a.bin": 'file.write',
      },
      passed: ["echo 'GET http://localhost:3000/x' | vegeta attack -duration=3s | vegeta report"],
    },
  },
  {
    names: 'siege',
    options:
      'c,concurrent= t,time= r,reps= d,delay= b,benchmark H,header= A,user-agent= T,content-type= q,quiet v,verbose g,get p,print j,json-output no-parser no-follow V,version!none h,help!none f,file=opaque R,rc=opaque l,log? m,mark=',
    also: siege,
    examples: {
      held: {
        'siege -f urls.txt': 'exec.opaque',
        'siege -c5 https://example.com/': 'network.send',
      },
      passed: ['siege -c 5 -t 5S http://localhost:3000/'],
    },
  },
];

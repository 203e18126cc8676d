import { act, actOnFile, opaque } from '../effects/act.ts';
import { hostOf } from '../calls/meaning.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';

const LOOKS =
  /^(?:snapshot|console|network|requests?|tab-list|tabs|list|get|is|close|close-all|help|resize|scroll|hover|wait|go-back|go-forward|back|forward|video-start|tracing-start|show|highlight)$/;
const SAVES = /^(?:screenshot|pdf|video-stop|tracing-stop|state-save)$/;

/**
 * A browser that an agent drives. A page that is opened is asked for; what is clicked and typed there goes to whoever runs it, and may
 * be anything that a person could do.
 */
function drives(call: Call): void {
  const [verb, first] = call.parsed.operands;
  if (verb === undefined || LOOKS.test(verb.value)) return;
  if (/^(?:open|goto|tab-new|navigate)$/.test(verb.value)) {
    if (first === undefined) return;
    act(call, 'network.fetch', 'host', first.dynamic ? first.value : hostOf(first.value), first.range);
  } else if (SAVES.test(verb.value)) {
    const file = valueOf(call, 'filename') ?? (verb.value === 'screenshot' ? undefined : first);
    if (file !== undefined) actOnFile(call, 'output', file);
    // Cookies and what a page keeps are what one is known by.
    if (verb.value === 'state-save') act(call, 'secret.read', 'secret', 'browser state', call.range);
  } else if (/^install/.test(verb.value)) act(call, 'exec.install', 'package', 'browser', call.range);
  else if (/^kill/.test(verb.value)) act(call, 'process.kill', 'process', 'browser', call.range);
  else if (
    /^(?:eval|evaluate|click|dblclick|fill|type|press|keydown|keyup|select|check|uncheck|drag|upload|dialog-accept|dialog-dismiss|mouse\w*|reload|find|focus)$/.test(
      verb.value,
    )
  ) {
    // Code that is given runs in the page, not here.
    if (verb.value === 'upload') for (const file of call.parsed.operands.slice(1)) actOnFile(call, 'read', file);
    act(call, 'network.send', 'host', 'page', call.range, { certainty: 'possible' });
  } else opaque(call, `${call.title} ${verb.value}`, verb.range, 'problem.unknown-command');
}

/** Browsers on a command line. */
export const browsersTools: readonly Tool[] = [
  {
    names: 'playwright-cli agent-browser',
    options:
      's,session= persistent headed headless browser= config=opaque filename= profile= device= json full-page,full i,interactive c,compact d,depth= raw',
    also: drives,
    examples: {
      held: {
        'playwright-cli open https://x.example/login --persistent': 'network.fetch',
        'playwright-cli click e12': 'network.send',
        'playwright-cli -s=a fill e5 secret': 'network.send',
        'playwright-cli upload ~/.ssh/id_rsa': 'secret.read network.send secret.send',
        'playwright-cli eval document.title': 'network.send',
        'playwright-cli kill-all': 'process.kill',
        'playwright-cli install-browser': 'exec.install',
        'playwright-cli screenshot --filename=src/a.ts': 'file.write',
        'playwright-cli state-save auth.json': 'secret.read file.write',
        'playwright-cli run-code x': 'exec.opaque',
      },
      passed: ['playwright-cli snapshot', 'playwright-cli -s=a close', 'agent-browser snapshot -i'],
    },
  },
];

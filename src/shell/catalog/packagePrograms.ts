import { absorb, act } from '../effects/act.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { familyOf, toolNamed } from './lookup.ts';
import { loadsByNode } from './nodeOptions.ts';

/** `npx TOOL`, `pnpm dlx TOOL`: a tool the catalogue knows is read as that tool; any other is third-party code. */
export function runsPackage(call: Call): void {
  const text = valueOf(call, 'c', 'call', 'shell-mode');
  if (text !== undefined) {
    runShellText(call, text);
    return;
  }
  loadsByNode(call);
  const [tool, ...rest] = call.parsed.operands;
  if (tool === undefined) return;
  const bare = packageTool(tool.value);
  const from = valueOf(call, 'p', 'package', 'from', 'spec', 'with');
  const known = toolNamed(call.shell.run, bare);
  if (from !== undefined) act(call, 'exec.install', 'package', from.value, from.range);
  if (known === undefined || tool.dynamic) {
    act(
      call,
      'exec.install',
      tool.dynamic ? 'unknown' : 'package',
      tool.value,
      tool.range,
      tool.dynamic ? { certainty: 'possible', traits: ['dynamic', 'runs-now'] } : { traits: ['runs-now'] },
    );
    for (const arg of rest) absorb(call, arg.flow);
    return;
  }
  // `npx ls` is a package of that name, fetched and run, whatever the system's own `ls` does; `pnpm exec ls` is the system's.
  if (!/^(?:pnpm|yarn) exec$/.test(call.title) && !comesAsPackage(call, bare))
    act(call, 'exec.install', 'package', tool.value, tool.range, { traits: ['runs-now'] });
  runWords(call, [{ ...tool, value: bare, offsets: new Array<number>(bare.length).fill(tool.range[0]) }, ...rest]);
}

/** Runners of what the project's settings name: a script there may bear any program's name. */
const RUNS_SCRIPTS = /^(?:(?:poetry|pdm|pipenv|rye|hatch|uv|pixi|mise|rtx|devbox) run)$/;

/** `hatch run lint:all`, `poetry run serve`: a script of the project's settings, or a program that is known. */
export function runsProjectProgram(call: Call): void {
  const { operands } = call.parsed;
  const [name] = operands;
  const script =
    name !== undefined &&
    !name.dynamic &&
    RUNS_SCRIPTS.test(call.title) &&
    /^[A-Za-z][\w-]*(?:[:.][\w-]+)*$/.test(name.value) &&
    !/\.(?:py|sh)$/.test(name.value) &&
    (LIKELY_SCRIPTS.test(name.value) || !comesAsPackage(call, name.value)) &&
    familyOf(call.shell.run, name.value) !== 'packagesPython';
  if (script) act(call, 'exec.project', 'operation', `${call.title} ${name.value}`, name.range);
  // What the name would do where no script bears it may be worse.
  if (!script || toolNamed(call.shell.run, name.value) !== undefined) runWords(call, operands);
  else for (const arg of operands) absorb(call, arg.flow);
}

const PACKAGES: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'biome',
  '@railway/cli': 'railway',
  '@angular/cli': 'ng',
  'sequelize-cli': 'sequelize',
  '@nestjs/cli': 'nest',
  'firebase-tools': 'firebase',
  'netlify-cli': 'netlify',
  'aws-cdk': 'cdk',
  serverless: 'sls',
  '@vscode/vsce': 'vsce',
  '@tauri-apps/cli': 'tauri',
  typescript: 'tsc',
  '@playwright/test': 'playwright',
  '@anthropic-ai/claude-code': 'claude',
  '@openai/codex': 'codex',
  '@google/gemini-cli': 'gemini',
  '@qwen-code/qwen-code': 'qwen',
  '@sourcegraph/amp': 'amp',
  '@github/copilot': 'copilot',
  '@charmland/crush': 'crush',
  '@augmentcode/auggie': 'auggie',
  '@continuedev/cli': 'cn',
  'opencode-ai': 'opencode',
};

function packageTool(spec: string): string {
  // `@scope/name@1.2`: the version stands behind the last slash, a scope in front of it.
  const version = spec.indexOf('@', Math.max(1, spec.lastIndexOf('/')));
  const bare = version === -1 ? spec : spec.slice(0, version);
  return PACKAGES[bare] ?? bare;
}

/** Families whose programs come as packages of `node_modules`. */
export const PACKAGED: readonly string[] =
  'project projectPrograms projectMachines ledgers migrations prisma nodeOrms rails django doctrine flyway packagesJs packageReleases taskRunners infrastructure terraform pulumi ansible platforms heroku fly railway vercel cloudflare supabase firebase clouds aws gcloud azure buckets interpreters python node editors browsers'.split(
    ' ',
  );
/** Programs of other families that come so too, under names that no script bears. */
const PACKAGED_PROGRAMS =
  /^(?:rimraf|del-cli|trash|shx|cross-env|dotenv|dotenvx|concurrently|nodemon|lerna|c8|nyc|npm-run-all|run-s|run-p|asar|@electron\/asar|ast-grep|svgo|elasticdump|claude|codex|gemini|opencode|copilot|qwen|vsce|ovsx|js-yaml|json2yaml|sass|terser|prettier)$/;
const LIKELY_SCRIPTS =
  /^(?:serve|watch|migrate|platform|cap|clever|task|make|render|release|air|wire|tap|act|alex|go-task)$/;

/** A program that comes as a package; a script of the same name would be read instead, so common names are scripts. */
export function isPackageProgram(call: Call, name: string): boolean {
  if (PACKAGED_PROGRAMS.test(name)) return toolNamed(call.shell.run, name) !== undefined;
  return !LIKELY_SCRIPTS.test(name) && comesAsPackage(call, name);
}

/** A program of which nobody thinks as the system's own: what fetches a package of its name gets that program. */
function comesAsPackage({ shell: { run } }: Call, name: string): boolean {
  if (PACKAGED_PROGRAMS.test(name)) return toolNamed(run, name) !== undefined;
  const family = familyOf(run, name);
  return family !== undefined && PACKAGED.includes(family);
}

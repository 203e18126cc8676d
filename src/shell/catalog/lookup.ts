import type { Run } from '../state/run.ts';
import { EVERYDAY } from './everydayFamilies.ts';
import type { Families, Tool } from './tool.ts';

interface Entry {
  readonly tool: Tool;
  readonly family: string;
}

let entries: Map<string, Entry> | undefined;
let whole = false;

/** From here on these families are known too. */
export function addFamilies(families: Families): void {
  entries ??= everyday();
  add(entries, families);
}

/** All that there are have been added: a name that none knows is a name of nothing. */
export function endFamilies(): void {
  whole = true;
}

/** The tool of that name. Where none is known before all families are loaded, what `run` reads may have to be read again. */
export function toolNamed(run: Run, name: string): Tool | undefined {
  const found = entryNamed(run, name)?.tool;
  return found?.later === undefined ? found : made(found, found.later);
}

/** The family of the tool of that name. */
export function familyOf(run: Run, name: string): string | undefined {
  return entryNamed(run, name)?.family;
}

const TARGET =
  /^(?:arm|aarch64|avr|i[3-6]86|x86_64|riscv(?:32|64)|mips|mipsel|mips64|powerpc|powerpc64le|s390x|sparc64|m68k|msp430|xtensa|loongarch64)(?:-[a-z0-9_]+){0,3}-(?=(?:gcc|g\+\+|c\+\+|ld|as|ar|nm|objdump|objcopy|readelf|ranlib|size|strings|strip|gdb)(?:-\d|$))/;
const VERSION =
  /^(gcc|g\+\+|gfortran|clang|clang\+\+|clang-format|clang-tidy|lldb|llvm-(?:ar|nm|objdump|readelf|size))-\d+(?:\.\d+)*$/;

/** A program's own name: without the ending of Windows, a compiler's version (`clang-18`), the machine that it compiles for. */
export function ownName(name: string): string {
  return name
    .replace(/\.exe$/i, '')
    .replace(TARGET, '')
    .replace(VERSION, '$1');
}

function entryNamed(run: Run, name: string): Entry | undefined {
  entries ??= everyday();
  // WSL and Git for Windows name programs with their ending.
  const found = entries.get(name) ?? entries.get(/\.exe$/i.test(name) ? ownName(name.toLowerCase()) : ownName(name));
  if (found === undefined && !whole) run.lacking.add(name);
  return found;
}

const MADE = new Map<Tool, Tool>();

/** One object for each tool, so that what is known of it is found by the object. */
function made(tool: Tool, later: () => Tool): Tool {
  const before = MADE.get(tool);
  if (before !== undefined) return before;
  const now = later();
  MADE.set(tool, now);
  return now;
}

/** Made with the first command, which waits for it: plain loops take half as long there. */
function everyday(): Map<string, Entry> {
  const found = new Map<string, Entry>();
  add(found, EVERYDAY);
  return found;
}

function add(to: Map<string, Entry>, families: Families): void {
  for (const family of Object.keys(families))
    for (const tool of families[family] ?? []) {
      const entry = { tool, family };
      for (const name of tool.names.split(' ')) to.set(name, entry);
    }
}

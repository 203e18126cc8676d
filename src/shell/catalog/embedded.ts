import { act } from '../effects/act.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool, Usage } from './tool.ts';

const look: Usage = { free: true, operands: 'text...' };
const build: Usage = { free: true, does: 'exec.project:operation' };
/** Writes a program onto the board that hangs on this machine. */
const flash: Usage = { free: true, does: 'exec.project:operation container.change:container=device' };
const install: Usage = { free: true, does: 'exec.install:package' };

/** Targets of PlatformIO that build, measure or list, and leave the board alone. */
const AT_HOME =
  /^(?:clean|fullclean|cleanall|buildprog|size|compiledb|checkprogsize|envdump|idedata|menuconfig|buildfs)$/;

/** `pio run` builds; what else it does says its target, which projects may define themselves. */
function runs(call: Call): void {
  const target = valueOf(call, 't', 'target');
  if (has(call, 'list-targets')) return;
  act(call, 'exec.project', 'operation', 'platformio', call.range);
  if (target !== undefined && (target.dynamic || !AT_HOME.test(target.value)))
    act(call, 'container.change', 'container', 'device', target.range);
}

/** What builds programs for boards and writes them there. */
export const embeddedTools: readonly Tool[] = [
  {
    names: 'platformio pio',
    stop: true,
    options: 'h,help no-ansi',
    commands: {
      run: {
        options:
          'e,environment= t,target= upload-port= d,project-dir= c,project-conf= j,jobs= s,silent v,verbose disable-auto-clean list-targets a,program-arg= monitor-port=',
        also: runs,
      },
      check: build,
      test: {
        options:
          'e,environment= f,filter= i,ignore= upload-port= test-port= d,project-dir= c,project-conf= without-building without-uploading without-testing no-reset v,verbose a,program-arg= list-tests',
        also: (call) => {
          act(call, 'exec.project', 'operation', 'platformio test', call.range);
          if (!has(call, 'without-uploading', 'list-tests'))
            act(call, 'container.change', 'container', 'device', call.range);
        },
      },
      boards: look,
      system: { stop: true, commands: { info: look } },
      pkg: { stop: true, commands: { 'list outdated search show': look, 'install update uninstall': install } },
      project: { stop: true, commands: { 'config metadata': build } },
      device: { stop: true, commands: { list: look, monitor: { free: true } } },
    },
    examples: {
      held: {
        'pio run -e esp32dev': 'exec.project',
        'pio run -t upload': 'exec.project container.change',
        'pio run --target erase': 'exec.project container.change',
        'pio run -t clean': 'exec.project',
        'pio pkg install -g': 'exec.install',
        'pio test -e native': 'exec.project container.change',
        'pio test --without-uploading': 'exec.project',
      },
      passed: ['pio pkg list', 'platformio device list', 'pio --version', 'pio run --list-targets'],
    },
  },
  {
    names: 'west',
    stop: true,
    options: 'h,help V,version v,verbose z,zephyr-base=',
    commands: {
      'build twister sign': build,
      'flash debug debugserver attach': flash,
      'list topdir manifest status diff boards shields': look,
      'init update blobs packages sdk': install,
    },
    examples: {
      held: { 'west build -b nucleo_f401re app': 'exec.project', 'west flash': 'exec.project container.change' },
      passed: ['west topdir', 'west boards'],
    },
  },
  {
    names: 'idf.py',
    stop: true,
    free: true,
    also: (call) => {
      act(call, 'exec.project', 'operation', 'idf.py', call.range);
      if (
        call.parsed.operands.some(
          ({ value, dynamic }) =>
            dynamic ||
            !/^(?:build|all|app|bootloader|partition-table|clean|fullclean|size(?:-\w+)?|reconfigure|menuconfig|set-target|esp32\w*|docs|version)$/.test(
              value,
            ),
        )
      )
        act(call, 'container.change', 'container', 'device', call.range);
    },
    examples: {
      held: { 'idf.py build': 'exec.project', 'idf.py -p /dev/ttyUSB0 flash monitor': 'exec.project container.change' },
      passed: ['idf.py --version'],
    },
  },
  {
    names: 'arduino-cli',
    stop: true,
    free: true,
    commands: {
      'version help': look,
      compile: build,
      upload: flash,
      'burn-bootloader debug': flash,
      board: { stop: true, commands: { 'list listall details search': look } },
      core: {
        stop: true,
        commands: { 'list search': look, 'install upgrade uninstall update-index download': install },
      },
      lib: {
        stop: true,
        commands: { 'list search deps examples': look, 'install upgrade uninstall update-index download': install },
      },
    },
    examples: {
      held: {
        'arduino-cli compile -b arduino:avr:uno sketch': 'exec.project',
        'arduino-cli upload -p /dev/ttyACM0 sketch': 'exec.project container.change',
        'arduino-cli lib install Servo': 'exec.install',
      },
      passed: ['arduino-cli board list', 'arduino-cli core list'],
    },
  },
];

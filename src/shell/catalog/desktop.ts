import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';

/** The words that are no options. */
function wordsOf(call: Call): readonly string[] {
  return call.args.filter(({ value }) => !value.startsWith('-')).map(({ value }) => value);
}

/** Programs of one's own session that show its settings and windows: by their first words, or by their options. */
const LOOKS: Readonly<Record<string, RegExp>> = {
  gsettings:
    /^(?:get|list-schemas|list-relocatable-schemas|list-keys|list-children|list-recursively|range|describe|writable|help)\b/,
  dconf: /^(?:read|list|dump|help)\b/,
  busctl: /^(?:list|status|tree|introspect|help)?$|^(?:list|status|tree|introspect)\b/,
  brctl: /^(?:show|showmacs|showstp)\b/,
  bridge: /^\w* ?(?:show|list)?$|^(?:link|fdb|mdb|vlan|vni) (?:show|list)\b/,
  ipmitool:
    /^(?:sensors?|sdr|fru|sel (?:list|elist|info)|mc info|lan print|chassis (?:status|power status)|power status|user list|channel info)\b(?!.*\b(?:clear|set|thresh|edit|write)\b)/,
  pactl: /^(?:list|info|stat|get-[\w-]+)\b/,
  bluetoothctl: /^(?:list|show|devices|paired-devices|info|version)\b/,
  cpupower: /^(?:frequency-info|idle-info|monitor|info)\b/,
  'xdg-mime': /^query\b/,
  'xdg-settings': /^(?:get|check)\b/,
  wmctrl: /^$/,
  xdotool:
    /^(?:getactivewindow|getwindowfocus|getwindowname|getwindowgeometry|getwindowpid|getmouselocation|search|getdisplaygeometry|version)\b(?!.*\b(?:key|type|click|exec|windowkill|mousemove|windowclose|windowquit)\b)/,
  amixer: /^(?:get|sget|contents|controls|scontents|scontrols|info|cget)?$|^(?:get|sget|cget)\b/,
};

/** Options by which one of them changes something. */
const CHANGES: Readonly<Record<string, RegExp>> = {
  wmctrl: /^-(?!(?:l|lp|lG|lx|lpG|lpGx|d|m|p|G|x)$)/,
  cpupower: /^--(?:set|governor|max|min)/,
  ipmitool: /^-f/,
};

function session(call: Call): void {
  const words = wordsOf(call).join(' ');
  // `ipmitool -I lanplus -H host -U me power status`: what stands behind options of one letter is theirs.
  const said =
    call.title === 'ipmitool'
      ? call.args
          .filter(
            ({ value }, index) =>
              !value.startsWith('-') && !/^-[IHUPLpkyfSDt]$/.test(call.args[index - 1]?.value ?? ''),
          )
          .map(({ value }) => value)
          .join(' ')
      : words;
  const changes = CHANGES[call.title];
  const looks =
    LOOKS[call.title]?.test(said) === true &&
    !call.args.some(({ value, dynamic }) => dynamic || changes?.test(value) === true);
  if (!looks) act(call, 'system.change', 'operation', `${call.title} ${words}`.trim(), call.range);
}

/** Programs that show and change what a person sits before: windows, sound, settings of the desktop, and the machine's own controller. */
export const desktopTools: readonly Tool[] = [
  {
    names: Object.keys(LOOKS).join(' '),
    free: true,
    also: session,
    examples: {
      held: {
        'gsettings set org.gnome.x theme dark': 'system.change',
        'gsettings reset-recursively org.gnome.x': 'system.change',
        'dconf load /': 'system.change',
        'dconf reset -f /': 'system.change',
        'ipmitool power off': 'system.change',
        'ipmitool sel clear': 'system.change',
        'ipmitool -I lanplus -H bmc power cycle': 'system.change',
        'busctl call a b c d': 'system.change',
        'brctl addbr br0': 'system.change',
        'bridge link set dev eth0 cost 4': 'system.change',
        'wmctrl -c editor': 'system.change',
        'xdotool key ctrl+w': 'system.change',
        'xdotool search x key Return': 'system.change',
        'pactl set-sink-volume 0 50%': 'system.change',
        'xdg-settings set default-web-browser x': 'system.change',
      },
      passed: [
        'gsettings list-recursively',
        'gsettings get org.gnome.x theme',
        'dconf read /org/x',
        'ipmitool sensor list',
        'ipmitool -I lanplus -H bmc -U me power status',
        'busctl list',
        'bridge link show',
        'brctl show',
        'wmctrl -l',
        'xdotool getactivewindow',
        'pactl list short sinks',
        'amixer',
      ],
    },
  },
  {
    names: 'xrandr xprop xwininfo setxkbmap xset aplay arecord v4l2-ctl mii-tool',
    free: true,
    also: (call) => {
      const shows =
        /^(?:-{1,2}(?:q|query|listmonitors|listactivemonitors|listproviders|verbose|current|props|prop|properties|root|id|name|tree|stats|all|print|l|L|list-devices|list-formats|list-formats-ext|list-ctrls|info|D|v|version|help|notype|len|f|spy)|-l|-L|-v)$/;
      const bare = call.args.length === 0 && call.title !== 'arecord';
      const isShown = call.args.every(
        ({ value }, index) =>
          shows.test(value) ||
          (!value.startsWith('-') && index > 0 && /^-(?:id|name|f|len)$/.test(call.args[index - 1]?.value ?? '')),
      );
      if (call.title === 'aplay') {
        for (const arg of call.args) if (!arg.value.startsWith('-')) actOnFile(call, 'read', arg);
      } else if (call.title === 'mii-tool' && call.args.every(({ value }) => /^(?:-v+|[a-z]\w*)$/.test(value))) return;
      else if (
        call.title === 'xprop' &&
        call.args.every(({ value, dynamic }) => !dynamic && !/^-(?:set|remove|format|fs)$/.test(value))
      )
        return;
      else if (!bare && !isShown) act(call, 'system.change', 'operation', call.title, call.range);
    },
    examples: {
      held: {
        'xrandr --output HDMI-1 --off': 'system.change',
        'setxkbmap de': 'system.change',
        'xprop -root -set X y': 'system.change',
        'arecord a.wav': 'system.change',
        'mii-tool -F 100baseTx eth0': 'system.change',
      },
      passed: [
        'xrandr',
        'xrandr --query',
        'xprop -root',
        'setxkbmap -query',
        'aplay -l',
        'arecord -l',
        'xwininfo -root -tree',
      ],
    },
  },
  {
    names: 'partprobe kpartx',
    free: true,
    also: (call) => {
      // A summary comes beside the work, and does not stand for it.
      if (!call.args.some(({ value }) => /^(?:-d|--dry-run)$/.test(value)) || call.title === 'kpartx')
        act(call, 'system.change', 'operation', call.title, call.range);
    },
    examples: { held: { partprobe: 'system.change', 'partprobe -s': 'system.change' }, passed: ['partprobe -d -s'] },
  },
  {
    names: 'rsh rlogin rexec',
    stop: true,
    free: true,
    also: (call) => {
      const [host] = call.parsed.operands;
      act(call, 'network.fetch', 'host', host?.value ?? '*', host?.range ?? call.range, { traits: ['remote'] });
      opaque(call, call.title, call.range, 'problem.interactive', ['remote']);
    },
    examples: { held: { 'rsh node': 'network.fetch exec.opaque' } },
  },
];

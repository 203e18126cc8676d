import { protectionOf } from '../effect/protectedPath.ts';
import { isWindowsPath, slashed } from '../effect/windowsPath.ts';
import { baseName, isInside } from './paths.ts';

/** What a place stands for when something is written, moved or deleted there. */
export type Place = 'gate' | 'persist' | 'device' | 'system' | 'plain' | 'sink';

const SINKS = /^\/dev\/(?:null|stdout|stderr|stdin|tty|zero|full|fd\/\d+)$|^\/proc\/self\/fd\/\d+$/;
const DEVICES = /^\/dev\/(?:sd|hd|nvme|vd|xvd|mmcblk|disk|rdisk|mapper\/|md|dm-|loop|mem|kmem|port)/;
const SYSTEM =
  /^\/proc\/(?:sys|sysrq-trigger)|^\/sys\/|^\/boot(?:\/|$)|^\/etc\/(?:hosts|sudoers|passwd|shadow|group|fstab|resolv\.conf|sysctl|ssh)/;

const GATE =
  /(?:^|\/)(?:\.keyturn|keyturn\.sock|\.claude\/(?:settings[^/]*\.json|hooks|plugins)|\.claude\.json|\.codex\/(?:config\.toml|hooks[^/]*|rules)|\.cursor\/(?:hooks\.json|mcp\.json|cli[^/]*\.json|permissions\.json)|\.gemini\/settings\.json|\.github\/hooks|\.mcp\.json|\.vscode\/(?:settings|mcp)\.json|\.opencode\/|opencode\.jsonc?|\.vscode-server|\.config\/Code|\.vscode\/extensions)(?:\/|$)|(?:^|\/)(?:\.claude|\.codex|\.cursor|\.vscode|\.keyturn)$|\/keyturn[^/]*\.sock$|\.code-workspace$/;

const RC_FILES =
  /^(?:\.bashrc|\.bash_profile|\.bash_login|\.bash_logout|\.bash_aliases|\.profile|\.zshrc|\.zprofile|\.zshenv|\.zlogin|\.zlogout|\.inputrc|\.envrc|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|\.gitconfig|\.vimrc|\.tmux\.conf|\.psqlrc|\.sqliterc|\.curlrc|\.wgetrc|\.pdbrc|\.pryrc|\.irbrc|\.mise\.toml|\.tool-versions|authorized_keys|crontab|rc\.local|\.gitlab-ci\.yml|Jenkinsfile|azure-pipelines\.yml|\.travis\.yml|\.pre-commit-config\.yaml|lefthook\.yml|sitecustomize\.py|usercustomize\.py|config\.fish)$/;
const PERSIST =
  /\/\.git\/(?:hooks(?:\/|$)|config$|info\/attributes$)|\/\.husky(?:\/|$)|\/\.github\/(?:workflows|actions)(?:\/|$)|\/\.circleci(?:\/|$)|\/\.vscode\/(?:tasks|launch)\.json$|\/\.devcontainer(?:\/|$)|\/node_modules\/\.bin(?:\/|$)|\/LaunchAgents(?:\/|$)|\/LaunchDaemons(?:\/|$)|\/\.config\/(?:autostart|systemd|fish)(?:\/|$)|^\/etc\/(?:cron|systemd|init\.d|profile|rc|bash\.bashrc|zsh|xdg\/autostart|ld\.so\.preload|udev|NetworkManager\/dispatcher|apt\/apt\.conf\.d)|^\/var\/spool\/cron|^\/(?:usr\/)?lib\/systemd|\/\.ssh\/(?:rc|config)$|^\/usr\/local\/bin\/|^\/usr\/bin\/|^\/bin\/|^\/sbin\//;

/** `path` is absolute. `home` is told apart so that `~/.config/Code` and a repository's own `.vscode` both count. */
export function placeOf(path: string): Place {
  if (isWindowsPath(path)) return windowsPlace(path);
  if (SINKS.test(path)) return 'sink';
  if (DEVICES.test(path)) return 'device';
  if (GATE.test(path)) return 'gate';
  if (PERSIST.test(path) || RC_FILES.test(baseName(path))) return 'persist';
  if (SYSTEM.test(path)) return 'system';
  return 'plain';
}

const WINDOWS_SINK = /[/\\](?:nul|con)(?:\.[^/]*)?$/i;
const WINDOWS_DEVICE = /^\\\\[.?]\\(?:physicaldrive|harddisk|[a-z]:$)/i;
const WINDOWS_SYSTEM = /^\/[a-z]:\/(?:windows|boot|efi|bootmgr)(?:\/|$)/i;

function windowsPlace(path: string): Place {
  const slashes = slashed(path);
  if (WINDOWS_SINK.test(slashes)) return 'sink';
  if (WINDOWS_DEVICE.test(path)) return 'device';
  if (GATE.test(slashes) || GATE.test(slashes.toLowerCase()) || protectionOf(path).includes('gate')) return 'gate';
  if (PERSIST.test(slashes.toLowerCase()) || RC_FILES.test(baseName(path)) || protectionOf(path).includes('persist'))
    return 'persist';
  return WINDOWS_SYSTEM.test(slashes) ? 'system' : 'plain';
}

/** Deleting or moving `folder` takes a gate's own files along. */
export function holdsGate(folder: string, home: string): boolean {
  return [`${home}/.keyturn`, `${home}/.claude`, `${home}/.codex`].some((path) => isInside(path, folder));
}

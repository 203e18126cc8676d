import { act, actOnFile } from '../effects/act.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool, Usage } from './tool.ts';

const look: Usage = { free: true, operands: 'text...' };

/** `altool --upload-app -f FILE`: older releases of it say everything by options. */
function altool(call: Call): void {
  const file = valueOf(call, 'f', 'file') ?? call.parsed.operands[0];
  const says = (pattern: RegExp): boolean => call.args.some(({ value }) => pattern.test(value));
  if (file !== undefined) actOnFile(call, 'read', file);
  if (says(/^--(?:upload-app|upload-package|notarize-app)$/))
    act(
      call,
      says(/^--notarize-app$/) ? 'network.send' : 'publish.release',
      says(/^--notarize-app$/) ? 'host' : 'package',
      says(/^--notarize-app$/) ? 'apple.com' : (file?.value ?? '*'),
      call.range,
    );
  else if (says(/^--store-password-in-keychain-item$/)) act(call, 'system.change', 'secret', 'keychain', call.range);
}

/** What brings apps to stores and onto devices. */
export const mobileTools: readonly Tool[] = [
  {
    names: 'altool',
    free: true,
    options: 'f,file= t,type= u,username= p,password= apiKey= apiIssuer= asc-provider= output-format=',
    also: altool,
    examples: {
      held: { 'xcrun altool --upload-app -f a.ipa -u x -p y': 'file.read publish.release' },
      passed: ['xcrun altool --list-apps -u x -p y'],
    },
  },
  {
    names: 'notarytool stapler',
    stop: true,
    commands: {
      'history info log wait validate help': look,
      submit: { free: true, operands: 'read', does: 'network.send:host=apple.com' },
      'store-credentials': { free: true, does: 'system.change:secret' },
      staple: { free: true, operands: 'write' },
    },
    examples: {
      held: { 'xcrun notarytool submit app.zip --wait': 'file.read network.send' },
      passed: ['xcrun notarytool history'],
    },
  },
  {
    names: 'fastboot',
    stop: true,
    free: true,
    options: 's= v',
    commands: {
      'devices help getvar': look,
      'reboot reboot-bootloader continue': { free: true, does: 'container.change:container=device' },
    },
    otherwise: { free: true, does: 'system.disk:device' },
    examples: {
      held: { 'fastboot flashing unlock': 'system.disk', 'fastboot flash boot b.img': 'system.disk' },
      passed: ['fastboot devices'],
    },
  },
  {
    names: 'shorebird',
    stop: true,
    free: true,
    commands: {
      'doctor --version releases-list': look,
      'release patch': {
        free: true,
        options: 'n,dry-run!dry',
        does: 'publish.release:package=. exec.project:operation',
      },
      releases: { stop: true, commands: { 'list info': look } },
      'login logout init': { free: true, does: 'system.change:secret' },
    },
    examples: { held: { 'shorebird release android': 'publish.release exec.project' }, passed: ['shorebird doctor'] },
  },
  {
    names: 'bundletool',
    stop: true,
    free: true,
    commands: {
      'version help validate dump get-size get-device-spec': {
        free: true,
        options: 'bundle=read apks=read output=write',
        operands: 'text...',
      },
      'build-apks build-bundle extract-apks': {
        free: true,
        options: 'bundle=read apks=read output=output output-dir=output ks=read',
      },
      'install-apks install-multi-apks': {
        free: true,
        options: 'apks=read',
        does: 'container.change:container=device',
      },
    },
    examples: {
      held: {
        'bundletool install-apks --apks app.apks': 'file.read container.change',
        'bundletool build-apks --bundle a.aab --output a.apks': 'file.read file.write',
      },
      passed: ['bundletool validate --bundle a.aab'],
    },
  },
];

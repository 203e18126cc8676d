import type { Family } from '../value/family.ts';

const fs = (...names: readonly string[]): string =>
  names.flatMap((name) => [`fs.${name}Sync`, `fs.${name}`, `fs.promises.${name}`]).join(' ');

export const javascriptFiles: Family = {
  rules: [
    { names: `${fs('readFile', 'readlink', 'opendir')} fs.createReadStream`, file: 'read', gives: { object: 'rows' } },
    { names: fs('readdir'), file: 'read', type: 'directory', lists: true, gives: 'names' },
    { names: `${fs('exists', 'stat', 'lstat', 'access', 'realpath', 'statfs')} fs.constants.* fs.constants` },
    { names: `${fs('writeFile', 'truncate')} fs.createWriteStream`, file: 'write' },
    { names: fs('appendFile'), file: 'append' },
    { names: fs('mkdir', 'mkdtemp'), file: 'create', type: 'directory' },
    { names: fs('symlink', 'link'), file: 'create', at: 1 },
    { names: fs('unlink'), file: 'delete' },
    { names: fs('rm'), file: 'delete' },
    { names: fs('rmdir'), file: 'delete', type: 'directory' },
    { names: fs('rename'), file: 'move', to: 1 },
    { names: fs('copyFile'), file: 'read', to: 1 },
    { names: fs('cp'), file: 'read', type: 'directory', to: 1 },
    { names: fs('chmod', 'chown', 'lchown', 'utimes', 'lutimes'), file: 'permission' },
    { names: fs('open'), file: 'flags', gives: { object: 'file' } },
    { names: 'fs.closeSync fs.close fs.readSync fs.read' },
    { names: 'fs.writeSync fs.write', file: 'write' },
    {
      names:
        'fse.remove fs-extra.remove fs-extra.removeSync fs-extra.emptyDir fs-extra.emptyDirSync rimraf rimraf.sync rimraf.rimraf rimraf.rimrafSync del del.sync del.deleteAsync del.deleteSync trash',
      file: 'delete',
      type: 'directory',
      recursive: true,
    },
    { names: 'Deno.readTextFile Deno.readTextFileSync Deno.readFile Deno.readFileSync', file: 'read' },
    { names: 'Deno.readDir Deno.readDirSync', file: 'read', type: 'directory', lists: true, gives: 'names' },
    { names: fs('glob'), gives: 'glob' },
    { names: 'Bun.Glob', gives: { object: 'pattern' } },
    { names: 'pattern#scan pattern#scanSync', gives: 'scanned' },
    { names: 'pattern#match' },
    {
      names:
        'Deno.stat Deno.statSync Deno.lstat Deno.lstatSync Deno.cwd Deno.args Deno.args.* Deno.version Deno.version.* Deno.build Deno.build.* Deno.exit Deno.stdin.* Deno.errors.*',
    },
    {
      names:
        'Deno.writeTextFile Deno.writeTextFileSync Deno.writeFile Deno.writeFileSync Deno.truncate Deno.truncateSync Deno.create Deno.createSync',
      file: 'write',
    },
    { names: 'Deno.mkdir Deno.mkdirSync', file: 'create', type: 'directory' },
    { names: 'Deno.remove Deno.removeSync', file: 'delete' },
    { names: 'Deno.rename Deno.renameSync', file: 'move', to: 1 },
    { names: 'Deno.copyFile Deno.copyFileSync', file: 'read', to: 1 },
    { names: 'Deno.chmod Deno.chmodSync Deno.chown Deno.chownSync', file: 'permission' },
    { names: 'Deno.chdir process.chdir', folder: true },
    { names: 'Bun.file', gives: { object: 'bunfile' } },
    { names: 'bunfile#text bunfile#json bunfile#arrayBuffer bunfile#bytes bunfile#stream', file: 'read', at: 'self' },
    { names: 'bunfile#exists bunfile#size bunfile#type bunfile#name' },
    { names: 'bunfile#delete bunfile#unlink', file: 'delete', at: 'self' },
    { names: 'bunfile#write bunfile#writer', file: 'write', at: 'self' },
    { names: 'Bun.write', file: 'write' },
    {
      names:
        'Bun.version Bun.argv Bun.argv.* Bun.revision Bun.hash Bun.hash.* Bun.semver.* Bun.deepEquals Bun.escapeHTML Bun.stringWidth Bun.nanoseconds Bun.sleep Bun.inspect Bun.stdin Bun.stdin.*',
    },
    { names: 'path.join path.resolve path.posix.join path.posix.resolve', gives: 'text' },
    { names: 'path.normalize url.fileURLToPath', gives: 'same' },
    { names: 'path.dirname', gives: 'parent' },
    { names: 'process.cwd', gives: 'cwd' },
    { names: 'os.homedir', gives: 'homeFolder' },
    { names: 'path.*' },
    { names: '*#unlink *#unlinkSync *#rmSync *#rm *#rmdir *#rmdirSync *#removeSync', file: 'delete' },
    { names: '*#writeFileSync *#writeFile *#appendFileSync *#truncateSync', file: 'write' },
    { names: '*#renameSync *#rename', file: 'move' },
  ],
  examples: {
    held: {
      "require('fs').rmSync('src',{recursive:true})": 'file.delete /workspace/src',
      "const {unlinkSync: u} = require('node:fs'); u('a/b')": 'file.delete /workspace/a/b',
      "import {rm} from 'fs/promises'; await rm('x')": 'file.delete /workspace/x',
      "const fs=require('fs'); for (const f of fs.readdirSync('.')) fs.unlinkSync(f)": 'file.delete /workspace/*',
      'Deno.removeSync("x",{recursive:true})': 'file.delete /workspace/x',
      "await Bun.write('a.txt', 'x')": 'file.write /workspace/a.txt',
      "fs.writeFileSync(path.join('src', 'a.ts'), s)": 'file.write /workspace/src/a.ts',
      "['a','b'].forEach(fs.unlinkSync)": 'file.delete /workspace/b',
      "import {Glob} from 'bun'; for (const p of new Glob('src/**/*.ts').scanSync('.')) require('fs').unlinkSync(p)":
        'file.delete /workspace/src/**/*.ts',
    },
    passed: [
      "console.log(require('./package.json').version)",
      "import {Glob} from 'bun'; for await (const p of new Glob('src/*.ts').scan('.')) console.log(await Bun.file(p).text())",
      "const fs = require('fs'); console.log(JSON.parse(fs.readFileSync('a.json','utf8')).name)",
      "console.log(require('path').resolve('src'), fs.existsSync('a'))",
      "require('fs').readdirSync('.').filter(f => f.endsWith('.ts')).forEach(f => console.log(f))",
    ],
  },
};

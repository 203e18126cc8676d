/**
 * A workspace such as a full-stack developer's: a git repository, everything committed, with the settings, lock files and short
 * harmless programs that commands of every day speak of. What they make (`b.txt`, `out/`) is not there, what a build makes is
 * ignored by git, and a `.env` lies beside it all. It knows nothing of the rows but the names of the files that they read.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const FLASK = `from flask import Flask
app = Flask(__name__)

@app.get("/")
def index():
    return "ok"

if __name__ == "__main__":
    app.run()
`;
const FILES = {
  'package.json': JSON.stringify({
    name: 'web',
    private: true,
    scripts: {
      dev: 'vite',
      start: 'node server.js',
      build: 'tsc -p . && vite build',
      test: 'vitest run',
      lint: 'eslint .',
      typecheck: 'tsc --noEmit',
    },
    devDependencies: { vite: '^6.0.0', vitest: '^3.0.0', typescript: '^5.8.0', eslint: '^9.0.0' },
  }),
  'package-lock.json': '{"name":"web","lockfileVersion":3,"packages":{}}',
  '.gitignore': '.env\nnode_modules\ndist\nbuild\ntarget\ncoverage\n__pycache__\n*.pyc\n*.log\n.venv\nvenv\n',
  'requirements.txt': 'django==5.1.4\nrequests==2.32.3\n',
  'server.js': "import http from 'node:http';\nhttp.createServer((q, r) => r.end('ok')).listen(3000);\n",
  'index.js': "console.log('hello');\n",
  'src/index.js': 'export const a = 1;\n',
  'src/app.js': 'export const b = 2;\n',
  'main.ts': "Deno.serve({ port: 8000 }, () => new Response('ok'));\n",
  'app.py': FLASK,
  'main.py': "print('hello')\n",
  'server.py': FLASK,
  'train.py':
    'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--epochs", type=int)\nparser.add_argument("--lr", type=float)\nargs = parser.parse_args()\nprint(args.epochs * args.lr)\n',
  'manage.py':
    'import sys\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
  'script.sh': '#!/bin/sh\nset -e\nnpm run build\necho done\n',
  'install.sh': '#!/bin/sh\nset -e\nnpm ci\n',
  'deploy.sh': '#!/bin/sh\nset -e\nrsync -az dist/ "deploy@web1:/srv/web/"\n',
  Makefile:
    'all: main\n\nmain: main.c\n\tgcc -o main main.c\n\ntest: main\n\t./main --test\n\nclean:\n\trm -rf build main\n\ninstall: main\n\tinstall -m755 main /usr/local/bin/main\n',
  'main.c': 'int main(void) { return 0; }\n',
  'docker-compose.yml': 'services:\n  web:\n    image: nginx\n',
  '.env.example': 'DATABASE_URL=\n',
  'template/index.js': 'export default 1;\n',
};
/** Named in what developers type, and of no account what stands in them. */
const PLAIN =
  'README.md notes.md a.txt a f1 f2 file file1 file2 file.txt foo old.js config.yml config names.txt data.csv data.txt a.csv b.csv in.txt input.txt list files.txt index.html reference.txt big.csv a.cpp test.cpp paper.tex thesis.tex Dockerfile chart/Chart.yaml data/x.csv dir/a docs/a.md tests/test_foo.py go.mod go.sum yarn.lock pnpm-lock.yaml bun.lock Cargo.toml Cargo.lock Gemfile Gemfile.lock Rakefile pyproject.toml poetry.lock uv.lock composer.json composer.lock pom.xml build.gradle gradlew mvnw main.tf .terraform.lock.hcl bin/rails vendor/bin/phpunit';
const IGNORED =
  '.env node_modules/x/index.js dist/main.js build/main.o target/main coverage/index.html app.log access.log src/a.pyc';

/** The real path of a new workspace in the system's temporary folder. Whoever asks removes it. */
export function makeWorkspace() {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-accuracy-')));
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  const git = (...words) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], {
      cwd: root,
      stdio: 'ignore',
    });
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  for (const name of PLAIN.split(' ')) write(name, `${name}\n`);
  for (const name of ['script.sh', 'install.sh', 'deploy.sh']) chmodSync(path.join(root, name), 0o755);
  git('init', '-q', '-b', 'main');
  git('add', '-Af', '.');
  git('commit', '-qm', 'one');
  git('remote', 'add', 'origin', 'git@github.com:acme/web.git');
  for (const name of IGNORED.split(' ')) write(name, `${name}\n`);
  return root;
}

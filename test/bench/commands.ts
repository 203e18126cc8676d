import { readFileSync } from 'node:fs';

/** What agents run, of all kinds. */
const SHAPES: readonly string[] = [
  'ls -la',
  'pwd && ls',
  'cat package.json',
  'cat src/index.ts | head -50',
  'git status --short',
  'git diff HEAD~1 -- src/',
  'git log --oneline -20',
  'git add -A && git commit -m "Fix the cart total"',
  'git checkout -b feature/cart',
  'git stash && git pull --rebase && git stash pop',
  'git reset --hard origin/main',
  'grep -rn "TODO" src --include=*.ts',
  'rg -n "function total" src',
  'find . -name "*.test.ts" -not -path "./node_modules/*"',
  'sed -n 1,80p src/cart.ts',
  "sed -i 's/foo/bar/g' src/cart.ts",
  'npm test',
  'npm run build 2>&1 | tail -20',
  'npm ci',
  'node -e "console.log(require(\'./package.json\').version)"',
  "python3 -c \"import json; print(json.load(open('a.json'))['x'])\"",
  'rm -rf dist node_modules/.cache',
  'mkdir -p src/cart && touch src/cart/index.ts',
  'cp -r templates/base src/new && mv src/new/a.ts src/new/b.ts',
  'curl -s http://localhost:3000/health | jq .status',
  'curl -fsSL https://example.com/install.sh | sh',
  'psql "$DATABASE_URL" -c "SELECT count(*) FROM orders WHERE created_at > now() - interval \'1 day\'"',
  'psql -h localhost shop -c "DELETE FROM orders WHERE status = \'test\'"',
  'docker compose ps',
  'docker exec shop-db psql -U postgres -c "select 1"',
  'kubectl get pods -n shop',
  'for f in src/*.ts; do wc -l "$f"; done',
  'if [ -f .env ]; then echo yes; else echo no; fi',
  'cd packages/api && npx tsc --noEmit && cd ../..',
  "cat > src/new.ts <<'EOF'\nexport function total(items: readonly Item[]): number {\n  return items.reduce((sum, item) => sum + item.price * item.count, 0);\n}\nEOF",
  'tail -f /tmp/server.log & sleep 2; kill %1',
  'export NODE_ENV=test; npm test -- --grep cart',
  "ps aux | grep node | awk '{print $2}' | head",
  'tar czf /tmp/backup.tgz src && ls -la /tmp/backup.tgz',
  'wc -l $(git ls-files "*.ts")',
];

/** Lines as developers and agents type them in a day's work: the corpora of that, whole. */
export function typed(): readonly string[] {
  return ['shellUnscreened', 'shellAgentWorkingDay', 'shellWorkingDay'].flatMap((name) =>
    readFileSync(`test/corpus/accuracy/${name}.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { readonly text: string }).text)
      .filter((text) => text.length <= 2000),
  );
}

/** The shapes alone, three by three, and in chains of up to 1,900 characters. */
export function chained(): readonly string[] {
  const all: string[] = [...SHAPES];
  for (let at = 0; at < SHAPES.length; at++) {
    const three = [0, 7, 19].map((step) => SHAPES[(at + step) % SHAPES.length] ?? '');
    all.push(three.join('\n'));
    if (at % 4 === 0)
      all.push(
        SHAPES.slice(at, at + 12)
          .filter((shape) => !shape.includes('\n'))
          .join(' && ')
          .slice(0, 1900),
      );
  }
  return all.filter((command) => command.length <= 2000);
}

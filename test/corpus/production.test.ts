import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { openReaders } from '../../src/app/readers.ts';
import { judgeAction } from '../../src/app/judge.ts';
import { NO_DISK } from '../../src/reading/ports.ts';

const opened = openReaders({ dist: path.join(process.cwd(), 'dist') });
after(() => opened.close());

const WRITE = "-c 'update orders set paid = true where id = 5'";

/** Texts by what says where they happen. Labelled by hand. */
const PRODUCTION: Readonly<Record<string, readonly string[]>> = {
  hosts: [
    `psql -h prod-db.internal ${WRITE}`,
    `psql -h live.db.example.com ${WRITE}`,
    'redis-cli -h prod-cache.example.com SET a 1',
    'curl -X POST https://api.prod.example.com/v1/users -d x=1',
    'ssh web-prod-1 systemctl restart nginx',
    'scp a.txt deploy@prod-web:/srv/app/',
  ],
  'database names': [
    "psql -h db.example.com -c 'update shop_live.orders set paid = true where id = 5'",
    `psql -d shop_prod ${WRITE}`,
    `psql production ${WRITE}`,
    'dropdb shop_production',
  ],
  URLs: [
    `psql postgres://u@prd01.example.com/x ${WRITE}`,
    `psql postgres://u@db.example.com/PROD ${WRITE}`,
    "mongosh 'mongodb+srv://cluster0.prod.example.net/app' --eval 'db.users.insertOne({ a: 1 })'",
    `psql "$PROD_DATABASE_URL" ${WRITE}`,
  ],
  'kube contexts': [
    'kubectl --context=prod-eu scale deploy web --replicas=3',
    'kubectl --context=gke_acme-prod_eu-west1_main label pod x a=b',
    'kubectl config use-context prod-eu && kubectl label pod x a=b',
    'helm upgrade web ./chart --kube-context prod -n web',
    'kubectl -n prod delete pod x',
    'KUBECONFIG=~/.kube/prod kubectl label pod x a=b',
  ],
  'cloud profiles and projects': [
    'AWS_PROFILE=production aws ec2 start-instances --instance-ids i-1',
    'aws --profile prod s3 cp x s3://b/x',
    'gcloud --project acme-prod compute instances start x',
    'gcloud config set project acme-prod && gcloud compute instances start x',
    'az account set -s Production && az vm start -n x -g y',
    'FLY_APP=shop-prod fly machine restart',
    "wrangler d1 execute shop --env production --remote --command 'delete from a where id=1'",
    'DOCKER_HOST=ssh://deploy@prod-web docker rm -f web',
    'docker --context prod rm -f web',
  ],
  'tools told by variables, stages and workspaces': [
    'RAILS_ENV=production rails db:drop',
    'NODE_ENV=production npx prisma migrate deploy',
    'DJANGO_SETTINGS_MODULE=shop.settings.production python manage.py migrate',
    'APP_ENV=prod php artisan migrate --force',
    'export DATABASE_URL=postgres://u@prod-db/x; npx prisma migrate deploy',
    `PGHOST=prod-db.internal psql ${WRITE}`,
    'terraform workspace select prod && terraform apply',
    'TF_WORKSPACE=prod terraform apply',
    'pulumi up -s prod',
    'sls deploy --stage prod',
    'cap production deploy',
  ],
  branches: ['git push origin production', 'git push origin HEAD:prod'],
  paths: [
    'cd environments/prod && terraform apply',
    'terraform -chdir=envs/prod apply',
    'kubectl apply -k overlays/production',
    'rm /var/www/production/current/x',
    'ansible-playbook -i inventories/production site.yml',
  ],
};

const ELSEWHERE = [
  `psql -h db-non-prod.example.com ${WRITE}`,
  `psql -h pre-prod.example.com ${WRITE}`,
  `psql -h nonprod.example.com ${WRITE}`,
  `psql -d reproduction ${WRITE}`,
  `psql -h delivery.example.com ${WRITE}`,
  `psql -d products ${WRITE}`,
  'psql -h db.example.com shop -c "select * from live where state = 1"',
  `psql -h db.example.com -c "update t set place = 'production' where id = 5"`,
  'NODE_ENV=production npm run build',
  'NODE_ENV=production docker compose build',
  'rm -r deploy/production/old',
  'cp .env.production.example .env.local',
  'cd environments/dev && terraform apply',
  'terraform workspace select dev && terraform apply',
  'kubectl config use-context minikube && kubectl label pod x a=b',
  'AWS_PROFILE=dev aws ec2 start-instances --instance-ids i-1',
  'git push origin feature/products',
];

async function environments(command: string): Promise<readonly string[]> {
  const { reading } = await judgeAction({ kind: 'shell', command }, '/workspace', {
    readers: opened.readers,
    texts: NO_DISK,
    workspace: () => '/workspace',
    home: '/home/user',
    autoPass: () => 'reads',
  });
  return reading.effects.map(({ environment }) => environment);
}

for (const [what, texts] of Object.entries(PRODUCTION))
  test(`production is recognised by ${what}`, async () => {
    for (const text of texts) assert.ok((await environments(text)).includes('production'), text);
  });

test('what only sounds like production is none', async () => {
  for (const text of ELSEWHERE) assert.ok(!(await environments(text)).includes('production'), text);
});

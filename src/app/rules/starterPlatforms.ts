/** A tool that a workspace is run or deployed by, as its files tell. */
export interface Platform {
  readonly name: string;
  /** Any of them is enough. Relative to the workspace. */
  readonly files: readonly string[];
  /** What it does that a rule may speak of. */
  readonly does: 'deploys' | 'infrastructure' | 'schema';
}

export const PLATFORMS: readonly Platform[] = [
  { name: 'Fly', files: ['fly.toml', 'fly.production.toml'], does: 'deploys' },
  { name: 'Vercel', files: ['vercel.json', '.vercel/project.json'], does: 'deploys' },
  { name: 'Railway', files: ['railway.json', 'railway.toml'], does: 'deploys' },
  { name: 'Netlify', files: ['netlify.toml', '.netlify/state.json'], does: 'deploys' },
  { name: 'Render', files: ['render.yaml'], does: 'deploys' },
  { name: 'Heroku', files: ['Procfile', 'heroku.yml'], does: 'deploys' },
  { name: 'Cloudflare', files: ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'], does: 'deploys' },
  { name: 'Firebase', files: ['firebase.json', '.firebaserc'], does: 'deploys' },
  { name: 'App Engine', files: ['app.yaml'], does: 'deploys' },
  { name: 'Kamal', files: ['config/deploy.yml'], does: 'deploys' },
  { name: 'Helm', files: ['Chart.yaml', 'helmfile.yaml', 'charts/Chart.yaml'], does: 'deploys' },
  { name: 'Kustomize', files: ['kustomization.yaml', 'k8s/kustomization.yaml'], does: 'deploys' },
  { name: 'Skaffold', files: ['skaffold.yaml'], does: 'deploys' },
  { name: 'Serverless', files: ['serverless.yml', 'serverless.yaml', 'serverless.ts'], does: 'infrastructure' },
  { name: 'AWS CDK', files: ['cdk.json'], does: 'infrastructure' },
  { name: 'AWS SAM', files: ['samconfig.toml', 'template.yaml'], does: 'infrastructure' },
  { name: 'SST', files: ['sst.config.ts', 'sst.json'], does: 'infrastructure' },
  { name: 'Pulumi', files: ['Pulumi.yaml'], does: 'infrastructure' },
  { name: 'Ansible', files: ['ansible.cfg', 'site.yml'], does: 'infrastructure' },
  { name: 'Supabase', files: ['supabase/config.toml'], does: 'schema' },
  { name: 'Prisma', files: ['prisma/schema.prisma', 'schema.prisma', 'prisma.config.ts'], does: 'schema' },
  { name: 'Drizzle', files: ['drizzle.config.ts', 'drizzle.config.js'], does: 'schema' },
  { name: 'Rails', files: ['db/schema.rb', 'db/structure.sql'], does: 'schema' },
  { name: 'Django', files: ['manage.py'], does: 'schema' },
  { name: 'Alembic', files: ['alembic.ini'], does: 'schema' },
  { name: 'Flyway', files: ['flyway.conf', 'flyway.toml'], does: 'schema' },
];

/** Folders in which Terraform's files are looked for. */
export const TERRAFORM_FOLDERS = ['.', 'terraform', 'infra', 'infrastructure', 'deploy'];
export const TERRAFORM_FILES = ['main.tf', 'backend.tf', 'terraform.tf', 'versions.tf', 'providers.tf'];

/** Where Terraform keeps its state, as `backend "s3" {` says. */
export function backendIn(terraform: string): string | undefined {
  if (/^\s*cloud\s*\{/m.test(terraform)) return 'Terraform Cloud';
  return /^\s*backend\s+"([a-z][a-z0-9_-]{0,30})"/m.exec(terraform)?.[1];
}

/** Names of the contexts of a kubeconfig, read as text: the `name` of each entry of its list `contexts`. */
export function contextsIn(kubeconfig: string): readonly string[] {
  const from = /^contexts:[ \t]*$/m.exec(kubeconfig);
  if (from === null) return [];
  const rest = kubeconfig.slice(from.index + from[0].length);
  const end = /^[A-Za-z]/m.exec(rest)?.index ?? rest.length;
  // A user's or a namespace's name stands deeper, inside of `context:`.
  return [...rest.slice(0, end).matchAll(/^(?:- | {2}|- {2}| {4})name:[ \t]*["']?([^\s"']+)["']?[ \t]*$/gm)].map(
    ([, name = '']) => name,
  );
}

/** Clusters that run on this machine, by the names that their makers give them. */
export function isLocalContext(name: string): boolean {
  return /^(?:minikube|docker-desktop|docker-for-desktop|rancher-desktop|orbstack|colima(?:-.*)?|(?:kind|k3d)-.*|microk8s)$/.test(
    name,
  );
}

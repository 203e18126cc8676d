import { agents } from './agents.ts';
import { backupsTools } from './backups.ts';
import { browsersTools } from './browsers.ts';
import { buildTools } from './buildTools.ts';
import { clouds } from './clouds.ts';
import { awsTools } from './aws.ts';
import { gcloudTools } from './gcloud.ts';
import { azureTools } from './azure.ts';
import { bucketsTools } from './buckets.ts';
import { containers } from './containers.ts';
import { composeTools } from './compose.ts';
import { virtualMachinesTools } from './virtualMachines.ts';
import { converters } from './converters.ts';
import { filesystem } from './filesystem.ts';
import { editingTools } from './editing.ts';
import { permissionsTools } from './permissions.ts';
import { searchesTools } from './searches.ts';
import { transferTools } from './transfer.ts';
import { archivesTools } from './archives.ts';
import { archivesOtherTools } from './archivesOther.ts';
import { forges } from './forges.ts';
import { git } from './git.ts';
import { versionControlTools } from './versionControl.ts';
import { http } from './http.ts';
import { socketsTools } from './sockets.ts';
import { infrastructure } from './infrastructure.ts';
import { terraformTools } from './terraform.ts';
import { pulumiTools } from './pulumi.ts';
import { ansibleTools } from './ansible.ts';
import { inspection } from './inspection.ts';
import { imageChecksTools } from './imageChecks.ts';
import { interpreters } from './interpreters.ts';
import { pythonTools } from './python.ts';
import { nodeTools } from './node.ts';
import { editorsTools } from './editors.ts';
import { known } from './known.ts';
import { kubernetes } from './kubernetes.ts';
import { helmTools } from './helm.ts';
import { languageTools } from './languageTools.ts';
import { javaToolsTools } from './javaTools.ts';
import { goToolsTools } from './goTools.ts';
import { media } from './media.ts';
import { messages } from './messages.ts';
import { migrations } from './migrations.ts';
import { prismaTools } from './prisma.ts';
import { nodeOrmsTools } from './nodeOrms.ts';
import { railsTools } from './rails.ts';
import { djangoTools } from './django.ts';
import { doctrineTools } from './doctrine.ts';
import { flywayTools } from './flyway.ts';
import { schemaChangesTools } from './schemaChanges.ts';
import { scienceTools } from './scienceTools.ts';
import { packagesJs } from './packagesJs.ts';
import { packageReleasesTools } from './packageReleases.ts';
import { taskRunnersTools } from './taskRunners.ts';
import { packagesNative } from './packagesNative.ts';
import { packagesOther } from './packagesOther.ts';
import { packagesPython } from './packagesPython.ts';
import { packagesSystem } from './packagesSystem.ts';
import { platforms } from './platforms.ts';
import { herokuTools } from './heroku.ts';
import { flyTools } from './fly.ts';
import { railwayTools } from './railway.ts';
import { vercelTools } from './vercel.ts';
import { cloudflareTools } from './cloudflare.ts';
import { supabaseTools } from './supabase.ts';
import { firebaseTools } from './firebase.ts';
import { project } from './project.ts';
import { queues } from './queues.ts';
import { reading } from './reading.ts';
import { listingTools } from './listing.ts';
import { textToolsTools } from './textTools.ts';
import { searchTools } from './search.ts';
import { machineTools } from './machine.ts';
import { remote } from './remote.ts';
import { runners } from './runners.ts';
import { secrets } from './secrets.ts';
import { shells } from './shells.ts';
import { sqlClients } from './sqlClients.ts';
import { postgresTools } from './postgres.ts';
import { mysqlTools } from './mysql.ts';
import { bigqueryTools } from './bigquery.ts';
import { stores } from './stores.ts';
import { redisTools } from './redis.ts';
import { mongoTools } from './mongo.ts';
import { system } from './system.ts';
import { processesTools } from './processes.ts';
import { servicesTools } from './services.ts';
import { diskImagesTools } from './diskImages.ts';
import { disksTools } from './disks.ts';
import { tables } from './tables.ts';
import { modelsTools } from './models.ts';
import { pipelinesTools } from './pipelines.ts';
import { dnsTools } from './dns.ts';
import { fileSetsTools } from './fileSets.ts';
import { mobileTools } from './mobile.ts';
import { mailServersTools } from './mailServers.ts';
import { databaseServersTools } from './databaseServers.ts';
import { clusterToolsTools } from './clusterTools.ts';
import { streamEditorsTools } from './streamEditors.ts';
import { subversionTools } from './subversion.ts';
import type { Tool } from './tool.ts';
import { windows } from './windows.ts';
import { windowsFilesTools } from './windowsFiles.ts';
import { windowsProgramsTools } from './windowsPrograms.ts';
import { windowsShells } from './windowsShells.ts';
import { workspaceTools } from './workspaceTools.ts';
import { wrappers } from './wrappers.ts';
import { otherUsersTools } from './otherUsers.ts';
import { environmentsTools } from './environments.ts';
import { repeatingTools } from './repeating.ts';
import { sandboxesTools } from './sandboxes.ts';
import { terminalsTools } from './terminals.ts';

/** Every family. Adding a tool is adding it to a family file; adding a family is one line here. */
export const FAMILIES: Readonly<Record<string, readonly Tool[]>> = {
  agents,
  backups: backupsTools,
  buildTools,
  clouds,
  aws: awsTools,
  gcloud: gcloudTools,
  azure: azureTools,
  buckets: bucketsTools,
  containers,
  compose: composeTools,
  virtualMachines: virtualMachinesTools,
  converters,
  filesystem,
  editing: editingTools,
  permissions: permissionsTools,
  searches: searchesTools,
  transfer: transferTools,
  archives: archivesTools,
  archivesOther: archivesOtherTools,
  forges,
  git,
  versionControl: versionControlTools,
  subversion: subversionTools,
  http,
  sockets: socketsTools,
  infrastructure,
  terraform: terraformTools,
  pulumi: pulumiTools,
  ansible: ansibleTools,
  inspection,
  imageChecks: imageChecksTools,
  interpreters,
  browsers: browsersTools,
  science: scienceTools,
  python: pythonTools,
  node: nodeTools,
  editors: editorsTools,
  known,
  kubernetes,
  helm: helmTools,
  languageTools,
  javaTools: javaToolsTools,
  goTools: goToolsTools,
  media,
  messages,
  migrations,
  prisma: prismaTools,
  nodeOrms: nodeOrmsTools,
  rails: railsTools,
  django: djangoTools,
  doctrine: doctrineTools,
  flyway: flywayTools,
  schemaChanges: schemaChangesTools,
  packagesJs,
  packageReleases: packageReleasesTools,
  taskRunners: taskRunnersTools,
  packagesNative,
  packagesOther,
  packagesPython,
  packagesSystem,
  platforms,
  heroku: herokuTools,
  fly: flyTools,
  railway: railwayTools,
  vercel: vercelTools,
  cloudflare: cloudflareTools,
  supabase: supabaseTools,
  firebase: firebaseTools,
  project,
  queues,
  reading,
  listing: listingTools,
  textTools: textToolsTools,
  streamEditors: streamEditorsTools,
  search: searchTools,
  machine: machineTools,
  remote,
  runners,
  secrets,
  shells,
  sqlClients,
  postgres: postgresTools,
  mysql: mysqlTools,
  bigquery: bigqueryTools,
  stores,
  redis: redisTools,
  mongo: mongoTools,
  system,
  processes: processesTools,
  services: servicesTools,
  diskImages: diskImagesTools,
  disks: disksTools,
  tables,
  clusterTools: clusterToolsTools,
  databaseServers: databaseServersTools,
  mailServers: mailServersTools,
  mobile: mobileTools,
  fileSets: fileSetsTools,
  dns: dnsTools,
  pipelines: pipelinesTools,
  models: modelsTools,
  windows,
  windowsFiles: windowsFilesTools,
  windowsPrograms: windowsProgramsTools,
  windowsShells,
  workspaceTools,
  wrappers,
  otherUsers: otherUsersTools,
  environments: environmentsTools,
  repeating: repeatingTools,
  sandboxes: sandboxesTools,
  terminals: terminalsTools,
};

let tools: ReadonlyMap<string, Tool> | undefined;

export function toolNamed(name: string): Tool | undefined {
  tools ??= byName();
  // WSL and Git for Windows name programs with their ending.
  const found =
    tools.get(name) ?? (/\.exe$/i.test(name) ? tools.get(name.slice(0, -'.exe'.length).toLowerCase()) : undefined);
  return found?.later === undefined ? found : made(found, found.later);
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
function byName(): ReadonlyMap<string, Tool> {
  const found = new Map<string, Tool>();
  for (const family of Object.values(FAMILIES))
    for (const tool of family) for (const name of tool.names.split(' ')) found.set(name, tool);
  return found;
}

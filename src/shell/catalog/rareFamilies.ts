import { agents } from './agents.ts';
import { projectEnvironmentsTools } from './projectEnvironments.ts';
import { binariesTools } from './binaries.ts';
import { opensslTools } from './openssl.ts';
import { otherSearchesTools } from './otherSearches.ts';
import { otherListingsTools } from './otherListings.ts';
import { desktopTools } from './desktop.ts';
import { textBrowsersTools } from './textBrowsers.ts';
import { viewersTools } from './viewers.ts';
import { backupsTools } from './backups.ts';
import { buildTools } from './buildTools.ts';
import { clouds } from './clouds.ts';
import { awsTools } from './aws.ts';
import { gcloudTools } from './gcloud.ts';
import { azureTools } from './azure.ts';
import { bucketsTools } from './buckets.ts';
import { virtualMachinesTools } from './virtualMachines.ts';
import { converters } from './converters.ts';
import { transferTools } from './transfer.ts';
import { archivesTools } from './archives.ts';
import { packedFilesTools } from './packedFiles.ts';
import { archivesOtherTools } from './archivesOther.ts';
import { versionControlTools } from './versionControl.ts';
import { subversionTools } from './subversion.ts';
import { socketsTools } from './sockets.ts';
import { infrastructure } from './infrastructure.ts';
import { terraformTools } from './terraform.ts';
import { pulumiTools } from './pulumi.ts';
import { ansibleTools } from './ansible.ts';
import { inspection } from './inspection.ts';
import { imageChecksTools } from './imageChecks.ts';
import { browsersTools } from './browsers.ts';
import { scienceTools } from './scienceTools.ts';
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
import { wordpressTools } from './wordpress.ts';
import { doctrineTools } from './doctrine.ts';
import { flywayTools } from './flyway.ts';
import { schemaChangesTools } from './schemaChanges.ts';
import { packageReleasesTools } from './packageReleases.ts';
import { packagesOther } from './packagesOther.ts';
import { packagesSystem } from './packagesSystem.ts';
import { platforms } from './platforms.ts';
import { herokuTools } from './heroku.ts';
import { flyTools } from './fly.ts';
import { railwayTools } from './railway.ts';
import { vercelTools } from './vercel.ts';
import { cloudflareTools } from './cloudflare.ts';
import { supabaseTools } from './supabase.ts';
import { firebaseTools } from './firebase.ts';
import { queues } from './queues.ts';
import { loadTestersTools } from './loadTesters.ts';
import { lookersTools } from './lookers.ts';
import { remote } from './remote.ts';
import { runners } from './runners.ts';
import { secrets } from './secrets.ts';
import { sqlClients } from './sqlClients.ts';
import { mysqlTools } from './mysql.ts';
import { bigqueryTools } from './bigquery.ts';
import { stores } from './stores.ts';
import { redisTools } from './redis.ts';
import { mongoTools } from './mongo.ts';
import { system } from './system.ts';
import { servicesTools } from './services.ts';
import { diskImagesTools } from './diskImages.ts';
import { disksTools } from './disks.ts';
import { tables } from './tables.ts';
import { embeddedTools } from './embedded.ts';
import { clusterToolsTools } from './clusterTools.ts';
import { databaseServersTools } from './databaseServers.ts';
import { mailServersTools } from './mailServers.ts';
import { mobileTools } from './mobile.ts';
import { fileSetsTools } from './fileSets.ts';
import { networkInterfacesTools } from './networkInterfaces.ts';
import { dnsTools } from './dns.ts';
import { projectProgramsTools } from './projectPrograms.ts';
import { projectMachinesTools } from './projectMachines.ts';
import { ledgersTools } from './ledgers.ts';
import { pipelinesTools } from './pipelines.ts';
import { modelsTools } from './models.ts';
import { windows } from './windows.ts';
import { windowsFilesTools } from './windowsFiles.ts';
import { windowsProgramsTools } from './windowsPrograms.ts';
import { windowsShells } from './windowsShells.ts';
import { workspaceTools } from './workspaceTools.ts';
import { sandboxesTools } from './sandboxes.ts';
import { terminalsTools } from './terminals.ts';
import type { Families } from './tool.ts';

/** All other families: loaded, with all that are not there yet, with the first name that no other list of `LATER` is said to know. */
export const RARE: Families = {
  agents,
  projectEnvironments: projectEnvironmentsTools,
  binaries: binariesTools,
  openssl: opensslTools,
  otherSearches: otherSearchesTools,
  otherListings: otherListingsTools,
  desktop: desktopTools,
  textBrowsers: textBrowsersTools,
  viewers: viewersTools,
  backups: backupsTools,
  buildTools,
  clouds,
  aws: awsTools,
  gcloud: gcloudTools,
  azure: azureTools,
  buckets: bucketsTools,
  virtualMachines: virtualMachinesTools,
  converters,
  transfer: transferTools,
  archives: archivesTools,
  packedFiles: packedFilesTools,
  archivesOther: archivesOtherTools,
  versionControl: versionControlTools,
  subversion: subversionTools,
  sockets: socketsTools,
  infrastructure,
  terraform: terraformTools,
  pulumi: pulumiTools,
  ansible: ansibleTools,
  inspection,
  imageChecks: imageChecksTools,
  browsers: browsersTools,
  science: scienceTools,
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
  wordpress: wordpressTools,
  flyway: flywayTools,
  schemaChanges: schemaChangesTools,
  packageReleases: packageReleasesTools,
  packagesOther,
  packagesSystem,
  platforms,
  heroku: herokuTools,
  fly: flyTools,
  railway: railwayTools,
  vercel: vercelTools,
  cloudflare: cloudflareTools,
  supabase: supabaseTools,
  firebase: firebaseTools,
  queues,
  loadTesters: loadTestersTools,
  lookers: lookersTools,
  remote,
  runners,
  secrets,
  sqlClients,
  mysql: mysqlTools,
  bigquery: bigqueryTools,
  stores,
  redis: redisTools,
  mongo: mongoTools,
  system,
  services: servicesTools,
  diskImages: diskImagesTools,
  disks: disksTools,
  tables,
  clusterTools: clusterToolsTools,
  databaseServers: databaseServersTools,
  mailServers: mailServersTools,
  mobile: mobileTools,
  embedded: embeddedTools,
  fileSets: fileSetsTools,
  dns: dnsTools,
  networkInterfaces: networkInterfacesTools,
  projectPrograms: projectProgramsTools,
  projectMachines: projectMachinesTools,
  ledgers: ledgersTools,
  pipelines: pipelinesTools,
  models: modelsTools,
  windows,
  windowsFiles: windowsFilesTools,
  windowsPrograms: windowsProgramsTools,
  windowsShells,
  workspaceTools,
  sandboxes: sandboxesTools,
  terminals: terminalsTools,
};

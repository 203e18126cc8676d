/** What a resource holds that is gone with it. Everything else can be made again from its configuration. */
export type Holding = 'database' | 'bucket' | 'volume' | 'backup' | 'secret' | 'store' | 'nothing';

/** In the order to show. */
export const HOLDINGS: readonly Holding[] = ['database', 'bucket', 'volume', 'backup', 'secret', 'store', 'nothing'];

/** By the resource types of the providers' registries. The first that fits speaks. */
const TYPES: readonly (readonly [Holding, RegExp])[] = [
  [
    'nothing',
    /_(?:subnet_group|parameter_group|option_group|cluster_parameter_group|policy|acl|versioning|notification|logging|attachment|role_association|public_access_block|ownership_controls|cors_configuration|lifecycle_configuration|server_side_encryption_configuration|website_configuration|firewall_rule|iam_\w+|user|grant|event_subscription|proxy\w*)$/,
  ],
  ['backup', /(?:_snapshot|_backup_vault|_recovery_services_vault|_backup_plan|_backup|_ami)$/],
  [
    'database',
    /^(?:aws_(?:db_instance|rds_\w*cluster\w*|dynamodb_\w*table\w*|redshift\w*_(?:cluster|namespace)|docdb\w*_cluster\w*|neptune_cluster\w*|elasticache_\w+|memorydb_cluster|opensearch\w*_(?:domain|collection)|elasticsearch_domain|timestreamwrite_\w+|keyspaces_\w+|dsql_cluster)|google_(?:sql_database\w*|spanner_\w+|bigtable_\w+|bigquery_\w+|firestore_\w+|alloydb_\w+|redis_\w+|datastore_\w+)|azurerm_(?:\w*sql\w*_(?:server|database|managed_instance)|cosmosdb_\w+|redis_\w+|kusto_\w+|storage_table\w*)|mongodbatlas_\w*(?:cluster|project)|neon_\w+|supabase_project|planetscale_\w+|rediscloud_\w+|confluent_\w*cluster|clickhouse_service|elasticstack_\w*index|ec_deployment|turso_\w+|upstash_\w+)$/,
  ],
  ['database', /_(?:database|databases|database_cluster|database_instance|rdb_instance|managed_database_\w+)$/],
  ['bucket', /(?:_bucket|_s3_object|_bucket_object|_storage_account|_storage_container|_storage_blob|_storage_share)$/],
  [
    'volume',
    /(?:_volume|_disk|_file_system|_filestore_instance|_block_storage|_blockstorage_volume_v\d|_persistent_volume|_persistent_volume_claim|_persistent_volume_claim_v1|_persistent_volume_v1|_netapp_volume)$|^aws_fsx_\w+$/,
  ],
  [
    'secret',
    /^(?:aws_kms_key|aws_secretsmanager_secret|aws_ssm_parameter|google_kms_\w+|google_secret_manager_secret\w*|azurerm_key_vault\w*|vault_\w*(?:secret|kv)\w*|tls_private_key|random_password)$/,
  ],
  [
    'store',
    /^(?:aws_(?:ecr_repository|codecommit_repository|sqs_queue|kinesis_\w*stream|msk_\w*cluster|cognito_user_pool|cloudwatch_log_group|route53_zone)|google_(?:artifact_registry_repository|pubsub_\w+|dns_managed_zone)|azurerm_(?:container_registry|eventhub\w*|servicebus_\w+|dns_zone|log_analytics_workspace)|github_repository|gitlab_project|cloudflare_(?:zone|workers_kv_namespace)|kubernetes_namespace(?:_v1)?)$/,
  ],
];

export function holdingOf(type: string): Holding {
  return TYPES.find(([, types]) => types.test(type))?.[0] ?? 'nothing';
}

/** Those whose loss is a loss of data, whatever else is configured. */
export function isData(holding: Holding): boolean {
  return holding === 'database' || holding === 'bucket' || holding === 'volume' || holding === 'backup';
}

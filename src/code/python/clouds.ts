import type { Family } from '../value/family.ts';
import { methodsOf } from '../value/rule.ts';

const aws = (...names: readonly string[]): string => methodsOf(['aws'], names.join(' '));

const STRIPE =
  'Account Balance BalanceTransaction Charge Customer Dispute Event Invoice PaymentIntent Payout Price Product Refund Subscription Transfer';
/** What of Stripe's only looks; everything else there moves money or what it hangs on. */
const LOOKS = STRIPE.split(' ')
  .flatMap((thing) => ['list', 'retrieve', 'search'].map((verb) => `stripe.${thing}.${verb}`))
  .join(' ');

export const pythonClouds: Family = {
  rules: [
    { names: LOOKS, effect: 'network.fetch', object: 'host', at: 9 },
    { names: 'stripe.api_key stripe.api_version stripe.max_network_retries stripe.VERSION stripe.error.*' },
    { names: 'stripe.*', effect: 'money.move', at: 9 },
    { names: 'boto3.client boto3.resource', gives: { object: 'aws' } },
    { names: 'boto3.Session boto3.session.Session', gives: { object: 'awsSession' } },
    { names: methodsOf(['awsSession'], 'client resource'), gives: { object: 'aws' } },
    { names: 'aws#Bucket', gives: { object: 'bucket' } },
    { names: methodsOf(['bucket'], 'all filter limit'), gives: 'same' },
    { names: methodsOf(['bucket'], 'delete delete_objects'), effect: 'store.delete', object: 'bucket', at: 'self' },
    {
      names: methodsOf(['bucket'], 'put_object upload_file upload_fileobj copy'),
      effect: 'store.write',
      object: 'bucket',
      at: 'self',
    },
    { names: 'bucket#download_file', effect: 'store.read', object: 'bucket', at: 'self' },
    {
      names: aws('delete_bucket delete_object delete_objects'),
      effect: 'store.delete',
      object: 'bucket',
      keyword: 'Bucket',
    },
    { names: aws('delete_item batch_write_item'), effect: 'store.delete', object: 'table', keyword: 'TableName' },
    { names: aws('delete_table'), effect: 'infra.destroy', object: 'table', keyword: 'TableName' },
    {
      names: aws(
        'terminate_instances delete_stack delete_db_instance delete_db_cluster delete_cluster delete_service',
        'delete_function delete_user delete_role delete_vpc delete_subnet delete_volume delete_snapshot',
        'delete_hosted_zone delete_secret delete_key_pair delete_security_group delete_load_balancer',
        'delete_repository delete_queue delete_topic delete_stream delete_log_group schedule_key_deletion',
        'deregister_image release_address',
      ),
      effect: 'infra.destroy',
      at: 9,
    },
    {
      names: aws('put_object upload_file upload_fileobj copy_object put_item update_item'),
      effect: 'store.write',
      object: 'bucket',
      keyword: 'Bucket',
    },
    {
      names: aws('get_object download_file head_object query scan get_item'),
      effect: 'store.read',
      object: 'bucket',
      keyword: 'Bucket',
    },
    {
      names: aws('get_secret_value get_parameter get_parameters'),
      effect: 'secret.read',
      object: 'secret',
      keyword: 'SecretId',
    },
    {
      names: aws(
        'describe_instances describe_stacks describe_db_instances describe_clusters describe_services',
        'describe_images describe_vpcs describe_subnets describe_security_groups describe_volumes',
        'describe_snapshots describe_table list_buckets list_objects list_objects_v2 list_functions list_users',
        'list_roles list_tables list_queues list_stacks list_clusters get_caller_identity get_function',
        'get_bucket_location',
      ),
      effect: 'network.fetch',
      object: 'host',
      at: 'self',
    },
    { names: aws('publish send_email send_raw_email'), effect: 'message.send', at: 9 },
    { names: aws('*'), effect: 'infra.change', at: 9 },
  ],
  examples: {
    held: {
      "import stripe; stripe.api_key = 'sk_live_1'; stripe.Refund.create(charge='ch_1')": 'money.move',
      "import boto3; boto3.client('ec2').terminate_instances(InstanceIds=['i-1'])": 'infra.destroy',
      "import boto3; boto3.client('s3').delete_bucket(Bucket='shop')": 'store.delete shop',
      "import boto3; boto3.resource('s3').Bucket('shop').objects.all().delete()": 'store.delete shop',
      "import boto3; boto3.client('dynamodb').delete_table(TableName='Orders')": 'infra.destroy Orders',
      "import boto3; boto3.client('iam').attach_user_policy(UserName='a')": 'infra.change',
      "import boto3; boto3.client('secretsmanager').get_secret_value(SecretId='db')": 'secret.read db',
    },
    passed: [],
  },
};

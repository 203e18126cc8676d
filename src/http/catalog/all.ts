import type { Platform } from '../platform.ts';
import { aws, azure, dynamodb, gcp, npmRegistry } from './clouds.ts';
import { cloudflare } from './cloudflare.ts';
import { elasticsearch, mongodbAtlas, neon, pinecone, planetscale, supabase, supabaseData } from './databases.ts';
import { docker } from './docker.ts';
import { fly } from './fly.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { digitalocean, heroku, hetzner, netlify, render, vercel } from './hosting.ts';
import { alarms, billing, chat, mail, paypal, slack, stripe, twilio } from './people.ts';
import { kubernetes } from './kubernetes.ts';
import { railway } from './railway.ts';
import { redisHttp } from './redis.ts';
import { clickhouse, couchdb, etcd, meilisearch, ollama, qdrant, solr, typesense } from './searches.ts';

export const PLATFORMS: readonly Platform[] = [
  railway,
  fly,
  vercel,
  heroku,
  render,
  netlify,
  digitalocean,
  hetzner,
  supabase,
  supabaseData,
  neon,
  planetscale,
  mongodbAtlas,
  elasticsearch,
  pinecone,
  cloudflare,
  github,
  gitlab,
  dynamodb,
  aws,
  gcp,
  azure,
  npmRegistry,
  stripe,
  paypal,
  billing,
  slack,
  twilio,
  mail,
  chat,
  alarms,
  qdrant,
  meilisearch,
  typesense,
  couchdb,
  clickhouse,
  solr,
  redisHttp,
  etcd,
  ollama,
  docker,
  kubernetes,
];

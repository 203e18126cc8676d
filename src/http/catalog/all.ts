import type { Platform } from '../platform.ts';
import { aws, azure, gcp, npmRegistry } from './clouds.ts';
import { cloudflare } from './cloudflare.ts';
import { elasticsearch, mongodbAtlas, neon, planetscale, supabase, supabaseData } from './databases.ts';
import { fly } from './fly.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { digitalocean, heroku, hetzner, netlify, render, vercel } from './hosting.ts';
import { chat, mail, paypal, slack, stripe, twilio } from './people.ts';
import { railway } from './railway.ts';

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
  cloudflare,
  github,
  gitlab,
  aws,
  gcp,
  azure,
  npmRegistry,
  stripe,
  paypal,
  slack,
  twilio,
  mail,
  chat,
];

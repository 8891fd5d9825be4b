/** The configuration, read from the environment by the server and by the command line, and validated before anything opens. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { BlockList, isIP } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { isEmail } from '../campaign/formats.ts';
import { findUrlProblem } from './db/database-url.ts';
import type { AbuseLimits } from './abuse/abuse-protection.ts';
import type { DatabaseConfig } from './db/open-database.ts';

/** Environment variables, as `docs/deploy.md` lists them. */
export type Environment = Record<string, string | undefined>;

export interface Config extends DatabaseConfig {
  port: number;
  host: string;
  /** The folder of the campaign documents; undefined where there are none. */
  campaignsDir?: string | undefined;
  /** The origin at which supporters reach the server. */
  publicOrigin?: string | undefined;
  /** Addresses and subnets of the proxies, whose `X-Forwarded-For` counts. */
  trustedProxies: readonly string[];
  limits: AbuseLimits;
  /** How email is sent; undefined where it is not. */
  mail?: { url: string; from: string; limit: number } | undefined;
  /** A monitoring system that knows it may read the metrics; undefined where nothing is measured. */
  metricsToken?: string | undefined;
  /** A folder with one folder per earlier version of the built files. */
  releasesDir?: string | undefined;
  /** The folder of the demo, where its campaigns are served. */
  demoDir?: string | undefined;
  /** Only where the operator chose no database: the demo must not add its cards to real ones. */
  seedDemo: boolean;
}

/** For operators and organisers, where the address of the server is in what they hand out. */
export const missingPublicUrl =
  'PUBLIC_URL is not set, so links, QR codes and code for other sites have whatever address this server is opened at: before supporters use it, set PUBLIC_URL to its public address, such as https://campaign.example, and restart the server';

// The same from the sources and from the package, where this file is deeper.
const root = dirname(findPackageJSON('..', import.meta.url)!);

/** A path inside the package. */
export const packagePath = (path: string): string => join(root, path);

const isDirectory = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const notDirectory = { error: ({ input }: { input?: unknown }) => `${String(input)} is not a directory` };
const directorySchema = z.string().refine(isDirectory, notDirectory);

const canParseUrl = (value: string, protocols: readonly string[]) => URL.canParse(value) && protocols.includes(new URL(value).protocol);

function isAddressOrSubnet(value: string): boolean {
  const [address = '', prefix, ...rest] = value.split('/');
  const family = isIP(address);
  if (!family || rest.length) return false;
  if (prefix === undefined) return true;
  if (!/^\d+$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    return false;
  }
}

const loopback = ['127.0.0.0/8', '::1'];

const limitSchema = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number of at least 1')
  .transform(Number);

/** The documentation takes its table from here, in this order. */
export const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(8080)
    .describe('the port to listen on; 0 selects a free one'),
  HOST: z.string().default('127.0.0.1').describe('the address to listen on; `0.0.0.0` or `::` for all'),
  // Created when the database is.
  DATA_DIR: z
    .string()
    .refine((path) => !existsSync(path) || isDirectory(path), notDirectory)
    .optional()
    .describe('the folder of the SQLite database, `.data` by default; never inside `CAMPAIGNS_DIR`, or the other way round'),
  DATABASE_URL: z
    .string()
    .refine((value) => !findUrlProblem(value), { error: ({ input }) => findUrlProblem(input as string)! })
    .optional()
    .describe('a PostgreSQL database to use instead of SQLite: `postgres://user:password@host/database`'),
  CAMPAIGNS_DIR: directorySchema
    .optional()
    .describe('the folder of the campaign documents: every `*.json` in it is a campaign, and images and other media files beside them are served too'),
  PUBLIC_URL: z
    .string()
    .refine((value) => canParseUrl(value, ['http:', 'https:']), 'must be a URL that begins with http:// or https://')
    // The addresses of documents, images and pages all begin at the root.
    .refine((value) => !canParseUrl(value, ['http:', 'https:']) || new URL(value).href === `${new URL(value).origin}/`, 'must be an origin, without a path, query or credentials')
    .transform((value) => new URL(value).origin)
    .optional()
    .describe('the public address of the server, `http://` or `https://` and a host, without a path; required behind a proxy'),
  TRUSTED_PROXIES: z
    .string()
    .transform((value) => value.split(',').flatMap((item) => (item.trim() === 'loopback' ? loopback : item.trim())))
    .refine((items) => items.every(isAddressOrSubnet), 'must be a comma-separated list of IP addresses or subnets, or loopback')
    .default([])
    .describe('the proxies, as a comma-separated list of IP addresses or subnets, or `loopback`: the server takes the address of a sender from the `X-Forwarded-For` of these only. It keeps no address'),
  CAMPAIGN_LIMIT: limitSchema
    .default(300)
    .describe('the new submissions of a campaign within a minute, beyond which each of them needs a proof of work'),
  SENDER_LIMIT: limitSchema
    .default(30)
    .describe('the new submissions of one address within ten minutes, beyond which each of them needs a proof of work; beyond ten times as many they are held, and much later refused'),
  SMTP_URL: z
    .string()
    .refine((value) => canParseUrl(value, ['smtp:', 'smtps:']), 'must be a URL that begins with smtp:// or smtps://')
    .optional()
    .describe('the mail server, `smtps://user:password@host`, or `smtp://` for STARTTLS: with it, the letters of campaigns with `"delivery": "email"` are sent, and supporters who lost their link can get another one by email. Needs `MAIL_FROM` and `PUBLIC_URL`'),
  MAIL_FROM: z
    .string()
    .refine((value) => isEmail(/^[^<>\r\n]*<([^<>]+)>$/.exec(value)?.[1] ?? value), 'must be an email address, or Name <address>')
    .optional()
    .describe('the sender of emails: an address, or `Name <address>`'),
  MAIL_LIMIT: limitSchema.default(60).describe('how many letters are sent by email in a minute, by all processes together'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .regex(/^[\w.~+/-]+=*$/, 'must consist of letters, digits and - . _ ~ + /')
    .optional()
    .describe('turns on `GET /metrics` for Prometheus, which must send it as a bearer token'),
  RELEASES_DIR: directorySchema.optional().describe('the built files of earlier versions, one folder per version, so that pinned addresses keep working after an upgrade'),
});

/**
 * @param env an empty variable counts as missing
 * @param options.demo whether the demo's campaigns are served where `CAMPAIGNS_DIR` is missing
 * @throws an error whose message names each invalid variable
 */
export function readConfig(env: Environment, { demo = false } = {}): Config {
  const { data, error } = environmentSchema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value)));
  if (error) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  const demoDir = demo && !data.CAMPAIGNS_DIR ? packagePath('demo') : undefined;
  const campaignsDir = data.CAMPAIGNS_DIR ?? (demoDir && join(demoDir, 'campaigns'));
  const dataDir = data.DATA_DIR ?? '.data';
  if (campaignsDir && !data.DATABASE_URL && (contains(campaignsDir, dataDir) || contains(dataDir, campaignsDir)))
    throw new Error(`DATA_DIR and CAMPAIGNS_DIR must not contain each other: ${dataDir}, ${campaignsDir}`);
  if (Boolean(data.SMTP_URL) !== Boolean(data.MAIL_FROM)) throw new Error('SMTP_URL and MAIL_FROM need each other');
  // The Host header of a request must not decide where a link in an email leads.
  if (data.SMTP_URL && !data.PUBLIC_URL) throw new Error('SMTP_URL needs PUBLIC_URL');
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir,
    databaseUrl: data.DATABASE_URL,
    campaignsDir,
    publicOrigin: data.PUBLIC_URL,
    trustedProxies: data.TRUSTED_PROXIES,
    limits: { campaign: data.CAMPAIGN_LIMIT, sender: data.SENDER_LIMIT },
    mail: data.SMTP_URL && data.MAIL_FROM ? { url: data.SMTP_URL, from: data.MAIL_FROM, limit: data.MAIL_LIMIT } : undefined,
    metricsToken: data.METRICS_TOKEN,
    releasesDir: data.RELEASES_DIR,
    demoDir,
    seedDemo: demoDir !== undefined && !data.DATA_DIR && !data.DATABASE_URL,
  };
}

const resolveLinks = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path));
const contains = (outer: string, inner: string) => !/^\.\.(?:[\\/]|$)/.test(relative(resolveLinks(outer), resolveLinks(inner)));

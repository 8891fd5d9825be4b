/** The secrets of manage links: who holds one sees, and can erase, one submission. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SubmissionKey } from '../db/personal-data-repository.ts';
import type { AccessLinkRow } from '../db/schema.ts';
import { createSecretReader } from '../db/shared-secret.ts';
import type { Store } from '../db/store.ts';
import { getIdDigest, getSecretDigest } from '../submissions/digest.ts';
import { toInstant } from '../../utils/to-instant.ts';
import { msPerDay, msPerHour, msPerMinute } from '../../utils/durations.ts';

/** In bytes. */
const macLength = 18;

/** What a secret opens. */
export interface Access {
  campaign: string;
  /** `id_digest`s. */
  submissions: string[];
}

/** What the manage link of a submission depends on. */
export interface Receipted {
  campaign: string;
  id: string;
  /** The language of its form, in which the page opens. */
  language?: string | undefined;
}

export interface ManageLinks {
  /** @returns the absolute URL for a submission, with the secret in its fragment; always the same */
  createUrl: (origin: string, submission: Receipted) => Promise<string>;
  /** @returns always the same for a submission */
  createSecret: (key: SubmissionKey) => Promise<string>;
  /** @param id of a confirmation @returns the absolute URL of its page: a manage link is not enough to confirm, because anyone can enter an address */
  createConfirmUrl: (origin: string, confirmation: { id: string; language: string }) => Promise<string>;
  /** @returns the id of a confirmation; undefined for a wrong secret */
  openConfirmSecret: (secret: string) => Promise<string | undefined>;
  /** @returns undefined for a wrong secret */
  open: (secret: string) => Promise<Access | undefined>;
  /** Lets the thank-you page of a plain form show the link once. @returns a token for its address, which does not open anything else */
  createThanksToken: (submission: Receipted) => Promise<string>;
  /** @returns the URL for a token that has not been used before */
  redeemThanksToken: (token: string, origin: string, language: string) => Promise<string | undefined>;
  /** @returns a name for an address that nobody can find without the secret of the database */
  hashAddress: (campaign: string, address: string) => Promise<string>;
  /** Stores a link for one address. @returns its URL */
  createEmailUrl: (origin: string, access: Access & { address: string; language: string }) => Promise<string>;
  /** Deletes the links that no limit counts any more. */
  deleteExpired: () => Promise<void>;
}

/** How long the thank-you page of a plain form may take to load. */
const thanksLifetime = 10 * msPerMinute;
/** How long a link in an email works. */
const emailLinkLifetime = msPerHour;
/** How long a link is counted by the limit of emails to one address. */
export const emailLimitPeriod = msPerDay;

const createToken = () => randomBytes(24).toString('base64url');
const tokenPattern = /^[\w-]{32}$/;

/**
 * A secret is the key of its submission and a MAC, which only processes with the secret of the database can make: none is stored,
 * and a wrong one is refused without asking the database.
 * @param now milliseconds since the epoch
 */
export function createManageLinks(store: Pick<Store, 'abuse' | 'accessLinks'>, now: () => number): ManageLinks {
  const getKey = createSecretReader(store.abuse, 'manage');
  const createMac = async (purpose: string, ...parts: string[]) => {
    const mac = createHmac('sha256', await getKey()).update([purpose, ...parts].join('\0')).digest();
    return mac.subarray(0, macLength).toString('base64url');
  };
  const isMac = async (mac: string, purpose: string, ...parts: string[]) => {
    const [expected, actual] = [Buffer.from(await createMac(purpose, ...parts)), Buffer.from(mac)];
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  };
  const createSecret = async ({ campaign, id_digest }: SubmissionKey) => `${campaign}.${id_digest}.${await createMac('manage', campaign, id_digest)}`;
  const toUrl = (origin: string, secret: string, language?: string) =>
    `${origin}/manage${language ? `?${new URLSearchParams({ lang: language })}` : ''}#${secret}`;
  const createLink = (token: string, lifetime: number): Pick<AccessLinkRow, 'digest' | 'created_at' | 'expires_at'> => {
    const time = now();
    return { digest: getSecretDigest(token), created_at: toInstant(time), expires_at: toInstant(time + lifetime) };
  };

  return {
    createSecret,
    createUrl: async (origin, { campaign, id, language }) => toUrl(origin, await createSecret({ campaign, id_digest: getIdDigest(campaign, id) }), language),
    async open(secret) {
      if (tokenPattern.test(secret)) {
        const link = await store.accessLinks.find(getSecretDigest(secret), 'email', toInstant(now()));
        return link && { campaign: link.campaign, submissions: JSON.parse(link.submissions) as string[] };
      }
      const [campaign = '', id_digest = '', mac = '', ...rest] = secret.split('.');
      return !rest.length && (await isMac(mac, 'manage', campaign, id_digest)) ? { campaign, submissions: [id_digest] } : undefined;
    },
    createConfirmUrl: async (origin, { id, language }) => `${origin}/confirm/${id}.${await createMac('confirm', id)}?${new URLSearchParams({ lang: language })}`,
    async openConfirmSecret(secret) {
      const [id = '', mac = '', ...rest] = secret.split('.');
      return !rest.length && (await isMac(mac, 'confirm', id)) ? id : undefined;
    },
    async createThanksToken({ campaign, id }) {
      const token = createToken();
      await store.accessLinks.add({ ...createLink(token, thanksLifetime), purpose: 'thanks', campaign, submissions: JSON.stringify([getIdDigest(campaign, id)]), address: null });
      return token;
    },
    async redeemThanksToken(token, origin, language) {
      const link = tokenPattern.test(token) ? await store.accessLinks.take(getSecretDigest(token), 'thanks', toInstant(now())) : undefined;
      if (!link) return undefined;
      const [id_digest = ''] = JSON.parse(link.submissions) as string[];
      return toUrl(origin, await createSecret({ campaign: link.campaign, id_digest }), language);
    },
    hashAddress: (campaign, address) => createMac('address', campaign, address),
    async createEmailUrl(origin, { campaign, submissions, address, language }) {
      const token = createToken();
      await store.accessLinks.add({ ...createLink(token, emailLinkLifetime), purpose: 'email', campaign, submissions: JSON.stringify(submissions), address: await createMac('address', campaign, address) });
      return toUrl(origin, token, language);
    },
    deleteExpired: () => store.accessLinks.deleteCreatedBefore(toInstant(now() - emailLimitPeriod)),
  };
}

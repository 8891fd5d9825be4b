/**
 * Decides what a new submission has to pay while a campaign or its sender is beyond a limit. An address alone locks nobody out: a Tor
 * exit or a carrier's NAT is thousands of people. Beyond the limit, first a proof of work is needed, then submissions are held
 * for a moderator, and only then are they refused.
 */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Challenge } from '../../campaign/schema/proof.schema.ts';
import type { UsedProofRow } from '../db/schema.ts';
import { createSecretReader } from '../db/shared-secret.ts';
import type { Store } from '../db/store.ts';
import { formatFailure } from '../format-failure.ts';
import { baseCounter, createProofOfWork, highestCounter } from './proof-of-work.ts';
import { createRates, toMinute } from './rates.ts';
import { createSenderHash } from './sender.ts';
import { msPerMinute } from '../../utils/durations.ts';

export interface AbuseLimits {
  /** New submissions of a campaign within a minute, beyond which each of them needs a proof of work. */
  campaign: number;
  /** New submissions of one sender within ten minutes, beyond which each of them needs a proof of work. */
  sender: number;
}

/** At how many times the limit of a sender its submissions are held, and refused: those with a proof much later, because each has cost something. */
export interface LimitFactors {
  hold: number;
  refuse: number;
  refuseWithoutProof: number;
}

const defaultFactors: LimitFactors = { hold: 10, refuse: 1000, refuseWithoutProof: 100 };

/** At how many times a limit a proof costs most. */
const highestPressure = 10;
/** When a refused sender may try again, in seconds: after a minute, a part of its submissions does not count any more. */
const retryAfter = 60;

/** The minutes that count, with the current one. For a campaign at least one before it, so that the limit applies from the first second of the next. */
const [campaignMinutes, senderMinutes] = [2, 10] as const;
/** Few people send more than this in ten minutes. */
const minSenderValue = 5;
/** How often rates are exchanged with the database: the interval, in milliseconds. */
const syncInterval = 500;

export interface NewAttempt {
  /** The address of the client; undefined if it is unknown. */
  address: string | undefined;
  proof?: unknown;
  /** Whether it can compute a proof: a form without scripts cannot, and is held instead of refused. */
  canProve: boolean;
}

export type Admission =
  | { problem: { type: 'proof-required' } | { type: 'too-many'; retryAfter: number } }
  | {
      isHeld: boolean;
      /** Has to be stored together with the submission. */
      proof?: UsedProofRow | undefined;
      /** Takes back what was counted: the submission is not new, or is refused after all. */
      cancel: () => void;
    };

export interface AbuseProtection {
  createChallenge: (campaign: Campaign, address: string | undefined) => Promise<Challenge>;
  /** Decides about a submission that is probably new, and counts it unless it is refused. */
  admit: (campaign: Campaign, attempt: NewAttempt) => Promise<Admission>;
  /** How many campaigns and senders are beyond their limit now, so that each of their submissions needs a proof of work. */
  countBeyondLimits: () => { campaigns: number; senders: number };
  /** Exchanges counts with the other processes. */
  sync: () => Promise<void>;
  /** Deletes what is no longer needed, above all the salt of yesterday. */
  deleteExpired: () => Promise<void>;
}

/**
 * @param now milliseconds since the epoch
 * @example
 * const admission = await protection.admit(campaign, { address, proof, canProve: true });
 * if ('problem' in admission) throw new ProblemError(admission.problem);
 */
export function createAbuseProtection({ abuse }: Pick<Store, 'abuse'>, now: () => number, limits: AbuseLimits, factors = defaultFactors): AbuseProtection {
  const proofOfWork = createProofOfWork(createSecretReader(abuse, 'challenge'), now);
  const hashSender = createSenderHash(abuse, now);
  const campaignRates = createRates(abuse, now, { minutes: campaignMinutes, minValue: 1 });
  const senderRates = createRates(abuse, now, { minutes: senderMinutes, minValue: minSenderValue });

  // Without a database, nothing can be stored either, which is reported elsewhere.
  const findSender = async (address: string | undefined) =>
    address === undefined ? undefined : hashSender(address).then((hash) => `sender:${hash}`, () => undefined);

  /** How far beyond the limits a campaign and a sender are: 1 at a limit. */
  const getPressures = (campaign: string, sender: string | undefined) => ({
    campaign: campaignRates.get(`campaign:${campaign}`) / limits.campaign,
    sender: sender === undefined ? 0 : senderRates.get(sender) / limits.sender,
  });

  return {
    async createChallenge({ id }, address) {
      const { campaign, sender } = getPressures(id, await findSender(address));
      const share = Math.min(1, Math.max(0, (Math.max(campaign, sender) - 1) / (highestPressure - 1)));
      return proofOfWork.createChallenge(id, Math.round(baseCounter + share * (highestCounter - baseCounter)));
    },
    async admit({ id, abuse: rules }, { address, proof, canProve }) {
      const sender = await findSender(address);
      const pressures = getPressures(id, sender);
      // What is refused must not count: a sender could keep a campaign beyond its limit without a single submission that is stored.
      if (pressures.sender >= (canProve ? factors.refuse : factors.refuseWithoutProof)) return { problem: { type: 'too-many', retryAfter } };
      const addToRates = (change: number) => {
        campaignRates.add(`campaign:${id}`, change);
        if (sender !== undefined) senderRates.add(sender, change);
      };
      // Before the proof is checked: many may arrive at the same time.
      addToRates(1);
      const needsProof = rules?.proof === 'always' || pressures.campaign >= 1 || pressures.sender >= 1;
      const usedProof = needsProof && canProve ? await proofOfWork.verify(id, proof) : undefined;
      if (needsProof && canProve && !usedProof) {
        addToRates(-1);
        return { problem: { type: 'proof-required' } };
      }
      return {
        isHeld: pressures.sender >= factors.hold || (needsProof && !canProve),
        proof: usedProof,
        cancel: () => addToRates(-1),
      };
    },
    countBeyondLimits: () => ({ campaigns: campaignRates.countAtLeast(limits.campaign), senders: senderRates.countAtLeast(limits.sender) }),
    sync: async () => void (await Promise.all([campaignRates.sync(), senderRates.sync()])),
    deleteExpired: () => {
      const time = now();
      return abuse.deleteExpired(new Date(time).toISOString(), toMinute(time - senderMinutes * msPerMinute));
    },
  };
}

/** @returns a function that stops the job; it resolves when nothing is under way any more */
export function startAbuseProtectionJob({ sync, deleteExpired }: AbuseProtection, report: (line: string) => void): () => Promise<void> {
  const run = (work: () => Promise<void>) => work().catch((error: unknown) => report(formatFailure('abuse protection', error)));
  let current = run(deleteExpired);
  let isRunning = false;
  const syncTimer = setInterval(() => {
    // A slow database must not be asked again and again.
    if (isRunning) return;
    isRunning = true;
    current = run(sync).then(() => void (isRunning = false));
  }, syncInterval).unref();
  const deletionTimer = setInterval(() => void (current = Promise.all([current, run(deleteExpired)]).then(() => {})), msPerMinute).unref();
  return () => {
    clearInterval(syncTimer);
    clearInterval(deletionTimer);
    return current;
  };
}

/** From the bytes of a file to a campaign and its public document. */
import { lintCampaign } from '../../campaign/linter/lint-campaign.ts';
import { campaignSchema, type Campaign } from '../../campaign/schema/campaign.schema.ts';
import { decodeUtf8 } from '../../utils/decode-utf8.ts';
import { createContent, type Content } from '../content.ts';

export interface LoadedCampaign {
  campaign: Campaign;
  /** The file as it is, without the email addresses that no page needs. */
  document: Content;
}

type Bytes = Content['bytes'];

/**
 * @param options.wasAccepted whether an earlier release has found no error: then it only has to pass the schema
 * @returns the campaign if the document is valid, and its errors with their positions
 */
export function parseCampaignFile(bytes: Bytes, { wasAccepted = false } = {}): { loaded?: LoadedCampaign; errors: string[] } {
  let text: string;
  try {
    text = decodeUtf8(bytes);
  } catch {
    return { errors: [' it is not UTF-8'] };
  }
  const { campaign: valid, diagnostics } = lintCampaign(text);
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ line, column, pointer, message }) => `${line}:${column}: ${message}${pointer && ` (at ${pointer})`}`);
  const campaign = valid ?? (wasAccepted ? readBySchema(text) : undefined);
  if (!campaign) return { errors };
  return { loaded: { campaign, document: createContent(toPublicDocument(campaign, bytes), 'application/json') }, errors };
}

function readBySchema(text: string): Campaign | undefined {
  try {
    return campaignSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // It is not JSON.
    return undefined;
  }
}

/**
 * The targets' email addresses are for the organiser, who delivers the letters. A page needs them only where supporters
 * send the letters themselves; anywhere else they would only serve address harvesters.
 */
function toPublicDocument({ letter }: Campaign, bytes: Bytes): Bytes {
  if (!letter || letter.delivery === 'mailto' || !letter.targets.some(({ email }) => email !== undefined)) return bytes;
  // From the file and not from the parsed campaign, so that keys we do not know stay.
  const document = JSON.parse(decodeUtf8(bytes)) as { letter: { targets: { email?: string }[] } };
  for (const target of document.letter.targets) delete target.email;
  return new TextEncoder().encode(JSON.stringify(document));
}

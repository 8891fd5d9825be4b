import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLetterCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';

/** The campaign that every part sends to. */
const letterCampaign = createLetterCampaign({ id: 'soak' });
letterCampaign.letter!.targets.splice(1);
letterCampaign.letter!.maxLength = 1000;

/** @returns a folder for CAMPAIGNS_DIR with the campaign in it */
export function createCampaignsFolder(): string {
  const folder = createTempFolder();
  writeFileSync(join(folder, 'soak.json'), JSON.stringify(letterCampaign));
  return folder;
}

/** @param url of the server @returns how many people the campaign has counted */
export async function fetchPeople(url: string): Promise<number> {
  const { people } = (await (await fetch(`${url}/campaigns/soak/counts.json`)).json()) as { people: number };
  return people;
}

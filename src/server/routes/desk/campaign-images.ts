/** The images of a campaign. */
import type { Context, Hono } from 'hono';
import { addImage, listImages, maxImageBytes, maxImages, removeImage, type AddImageResult } from '../../campaigns/campaign-images.ts';
import { campaignImagesPage, type ImagesPageData } from '../../views/desk/campaign-images-page.ts';
import { getCampaignPath } from '../../views/desk/campaign-paths.ts';
import type { DeskEnv } from './access.ts';
import type { CampaignRouteContext } from './campaigns.ts';
import { readForm } from './session.ts';

type Problem = Extract<AddImageResult, { problem: unknown }>['problem'];

const problems: Record<Problem, string> = {
  alt: 'Enter a text alternative of at most 300 characters: what the image shows.',
  type: 'This is not a JPEG, PNG, WebP, AVIF or GIF image. SVG images can contain scripts, so they cannot be added.',
  broken: 'The image cannot be read. Open it in another program, save it again, and try that file.',
  dimensions: 'The image has too many pixels: at most 40 million.',
  size: `The image is too large: at most ${maxImageBytes / 1024 / 1024} MB.`,
  count: `A campaign can have ${maxImages} images. Delete one that is not used.`,
  unavailable: 'This server cannot read images: the package @napi-rs/canvas is not installed, or does not support the machine.',
};

const notices: Partial<Record<string, string>> = { added: 'The image was added.', deleted: 'The image was deleted. Browsers that have shown it may keep it.' };

interface Upload {
  bytes: Uint8Array;
  alt: string;
}

/** @returns what a form contains; an empty file if it has none */
async function readUpload({ req }: Context): Promise<Upload> {
  try {
    const { file, alt } = await req.parseBody();
    return { bytes: file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(), alt: typeof alt === 'string' ? alt : '' };
  } catch {
    return { bytes: new Uint8Array(), alt: '' };
  }
}

export function addCampaignImageRoutes(app: Hono<DeskEnv>, { store, now, orUnavailable, withCampaign }: CampaignRouteContext): void {
  const show = (c: Context<DeskEnv>, data: Omit<ImagesPageData, 'images'>) =>
    withCampaign(c, async (campaign) => campaignImagesPage(c.var.account, campaign, { images: await orUnavailable('GET /desk/campaigns/:id/images', listImages(store, campaign.id)), ...data }));

  app.get('/campaigns/:id/images', (c) => show(c, { message: { notice: notices[c.req.query('done') ?? ''] } }));

  app.post('/campaigns/:id/images', (c) =>
    withCampaign(c, async ({ id, draft }) => {
      if (!draft) return show(c, { message: { problem: 'This campaign comes from the folder. Take it over first, or put the image into the folder.', status: 409 } });
      const { bytes, alt } = await readUpload(c);
      if (!bytes.length) return show(c, { alt, message: { problem: 'Choose an image.', status: 422 } });
      const result = await orUnavailable('POST /desk/campaigns/:id/images', addImage(c.var.audited('campaigns add image'), id, { bytes, alt, now: now() }));
      if ('image' in result) return c.redirect(`${getCampaignPath(id, 'images')}?done=added`, 303);
      return show(c, { alt, message: { problem: problems[result.problem], status: 422 } });
    }),
  );

  app.post('/campaigns/:id/images/delete', async (c) => {
    const id = c.req.param('id');
    const name = (await readForm(c)).get('name') ?? '';
    const result = await orUnavailable('POST /desk/campaigns/:id/images/delete', removeImage(c.var.audited('campaigns delete image'), id, name));
    if (result === 'done') return c.redirect(`${getCampaignPath(id, 'images')}?done=deleted`, 303);
    const problem = result === 'used' ? 'The draft or the published version uses this image. Take it out of the document first.' : 'There is no such image.';
    return show(c, { message: { problem, status: result === 'used' ? 409 : 404 } });
  });
}

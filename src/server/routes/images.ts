/** The day count as an image, and the image in previews of a link. */
import { Hono } from 'hono';
import { isIsoDateTime } from '../../campaign/formats.ts';
import { getLanguages, negotiateLanguage } from '../../campaign/localize.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { formats, type Format } from '../../share-image/layout.ts';
import { respond } from '../http/respond.ts';
import { createImages, type CounterImageOptions, type ImageType } from '../images/images.ts';
import { createQueryError, ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

export function createImageRoutes({ requireCampaign, orUnavailable, now }: RouteContext): Hono {
  const app = new Hono();
  const images = createImages({ now });
  for (const type of ['svg', 'png'] as const)
    app.get(`/:id/counter.${type}`, async ({ req }) => {
      const { campaign } = requireCampaign(req.param('id'));
      const options = parseImageOptions(campaign, type, new URL(req.url).searchParams);
      const image = await orUnavailable(`GET counter.${type}`, images.renderCounter(campaign, options));
      if (!image) throw new ProblemError({ type: 'not-found' });
      return respond(image.content, req.raw, { 'Cache-Control': `public, max-age=${image.maxAge}` });
    });

  app.get('/:id/preview.png', async ({ req }) => {
    const { campaign } = requireCampaign(req.param('id'));
    const language = req.query('lang') || getLanguages(campaign)[0]!;
    if (!getLanguages(campaign).includes(language)) throw new ProblemError({ type: 'not-found' });
    const { content, version, maxAge } = await orUnavailable('GET preview.png', images.renderPreview(campaign, language));
    // Another version than the current one is the address of an image that is no longer, or not yet, drawn here.
    const caching = req.query('v') === version ? 'public, max-age=31536000, immutable' : `public, max-age=${maxAge}`;
    return respond(content, req.raw, { 'Cache-Control': caching });
  });
  return app;
}

/** @throws ProblemError `bad-query`, which names each invalid parameter */
function parseImageOptions(campaign: Campaign, type: ImageType, query: URLSearchParams): CounterImageOptions {
  const invalidNames: string[] = [];
  const oneOf = <T extends string>(name: string, values: readonly T[], defaultValue: T): T => {
    const value = query.get(name) || defaultValue;
    if (!values.includes(value as T)) invalidNames.push(name);
    return value as T;
  };
  const theme = oneOf('theme', ['auto', 'light', 'dark'], 'auto');
  const format = oneOf('format', Object.keys(formats) as Format[], 'wide');
  // A plus sign that is not escaped arrives as a space.
  const now = query.get('now')?.replace(' ', '+');
  if (now && !isIsoDateTime(now)) invalidNames.push('now');
  if (invalidNames.length) throw createQueryError(...invalidNames.map((name) => ({ pointer: `/${name}`, code: 'invalid' as const })));
  return {
    type,
    person: query.get('person') || undefined,
    language: negotiateLanguage(campaign, query.get('lang') || campaign.language),
    // An image cannot follow the colours of the page around it.
    theme: theme === 'dark' ? 'dark' : 'light',
    format,
    countTo: now ? Date.parse(now) : undefined,
  };
}

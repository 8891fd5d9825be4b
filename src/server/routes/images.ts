/** The day count as an image. */
import { Hono } from 'hono';
import { createImages } from '../images/images.ts';
import type { RouteContext } from './context.ts';

export function createImageRoutes({ requireCampaign, orUnavailable, now }: RouteContext): Hono {
  const app = new Hono();
  const images = createImages({ now });
  for (const type of ['svg', 'png'] as const)
    app.get(`/:id/counter.${type}`, ({ req }) => {
      const { campaign } = requireCampaign(req.param('id'));
      return orUnavailable(`GET counter.${type}`, images.counter(campaign, type, req.raw));
    });
  return app;
}

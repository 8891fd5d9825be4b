/** Challenges: a page that solves one can submit while a campaign is under load. */
import { Hono } from 'hono';
import { jsonResponse } from '../http/json-response.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

export function createChallengeRoutes({ requireCampaign, orUnavailable, getAddress, abuse }: RouteContext): Hono {
  const app = new Hono();
  app.get('/:id/challenge', async (c) => {
    const { campaign } = requireCampaign(c.req.param('id'));
    if (!abuse) throw new ProblemError({ type: 'not-found' });
    return jsonResponse(await orUnavailable('GET challenge', abuse.createChallenge(campaign, getAddress(c))));
  });
  return app;
}

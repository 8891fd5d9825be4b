/** The controllers of a form that are loaded lazily. */
import { resolveLink } from '../../campaign/links.ts';
import { CountsController } from '../../controllers/counts-controller.ts';
import { PhaseController } from '../../controllers/phase-controller.ts';
import { OutboxController } from './outbox/outbox-controller.ts';
import type { SubmissionModule } from '../../controllers/submission-controller.ts';

export const addControllers: SubmissionModule['addControllers'] = (host, getContext, values) => {
  new PhaseController(host, () => getContext()?.original);
  const counts = new CountsController(host, () => {
    const context = getContext();
    return context && resolveLink(context.original, 'counts', context.base);
  });
  return { counts, outbox: new OutboxController(host, getContext, values) };
};

import { resolveLink } from '../../../campaign/links.ts';
import type { RenderContext } from '../../../controllers/campaign-controller.ts';

export interface DeliveryUrls {
  submissions: string;
  counts: string;
}

export const getDeliveryUrls = ({ original, base }: RenderContext): DeliveryUrls => ({
  submissions: resolveLink(original, 'submissions', base),
  counts: resolveLink(original, 'counts', base),
});

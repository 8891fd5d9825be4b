/** What elements without a form load to send what an earlier page has left. */
import { lazyModule } from '../../../api/lazy-module.ts';
import { namespace } from '../../../utils/namespace.ts';
import type { CampaignElement } from '../../../base/campaign-element.ts';
import type { RenderContext } from '../../../controllers/campaign-controller.ts';
import type { OutboxDelivery } from './delivery.ts';

const loadDelivery = lazyModule(() => Promise.all([import('./element-delivery.ts'), import('../../../outbox/outbox-store.ts')]));

/** Most visits find no database: nothing waits, and nothing more is loaded. @param current what the element has for its latest document */
export async function findDelivery(host: CampaignElement, context: RenderContext, current: OutboxDelivery | undefined): Promise<OutboxDelivery | undefined> {
  if (!current && !(await indexedDB.databases()).some(({ name }) => name === namespace)) return undefined;
  const [{ getDeliveryUrls, loadTranslator, OutboxDelivery, styles }, store] = await loadDelivery();
  const urls = getDeliveryUrls(context);
  const translator = await loadTranslator(context.translator.language);
  if (current?.urls.submissions === urls.submissions) {
    current.translator = translator;
    return current;
  }
  host.addStyles([styles]);
  return new OutboxDelivery(host, store, translator, urls);
}

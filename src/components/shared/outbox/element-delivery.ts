/** What an element without a form needs of a delivery. */
export { getDeliveryUrls } from './delivery-urls.ts';
export { deliveryStyles as styles } from './delivery.styles.ts';
export { loadTranslator, OutboxDelivery } from './delivery.ts';

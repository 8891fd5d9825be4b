/** What every template is given. */
export type { RenderContext } from '../controllers/campaign-controller.ts';

/**
 * What every element shares, built into one file: whatever keeps something for the whole page has to be there only once.
 * The build tells where an element uses a module of this file and a name of it is missing here.
 */
export { linksBase } from './campaign/links-base.ts';
export { linkOf } from './campaign/links.ts';
export { languageFor, translate } from './campaign/translate.ts';
export { boards } from './client/boards.ts';
export { loadCampaign, read } from './client/campaign-source.ts';
export * from './client/errors.ts';
export { parse, request } from './client/request.ts';
export { retryDelay } from './client/retry.ts';
export { askTime, clockSeems, learn, now } from './client/time.ts';
export { wait } from './client/waiting.ts';
export { ActionElement } from './elements/action-element.ts';
export { emit } from './elements/events.ts';
export { reflect } from './elements/rendering-element.ts';
export { speakerOf, spoken } from './locales/index.ts';
export { direction } from './locales/words.ts';
export { css } from './theme/css.ts';
export { host } from './theme/host.ts';

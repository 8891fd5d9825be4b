/** What both forms load lazily, after they are interactive. */
export { addControllers } from './form-controllers.ts';
export { createSubmission, sendSubmission, validateSubmission } from '../../controllers/send-submission.ts';
export { moveFocusTo } from '../../utils/move-focus.ts';
export { uuid as createId } from '../../utils/uuid.ts';
export { loadCountryNames } from './country-names.ts';
export { customFields } from './custom-fields.ts';
export { progressTemplate } from './progress.ts';
export { closedTemplate, upcomingTemplate } from './campaign-closed.ts';
export { errorBanner, queuedTemplate } from './submission-status.ts';

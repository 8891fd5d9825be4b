/** `action-progress.js`: one element in one module, for a page that embeds one action. */
import { ActionProgress } from '../../components/action-progress/action-progress.ts';
import { defineElements } from '../define-elements.ts';

defineElements({ 'action-progress': ActionProgress }, { progress: 'action-progress' }, import.meta.url);

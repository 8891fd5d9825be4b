/** `actions.iife.js`: all elements in one classic script, in English, for tag managers and pages that cannot load modules. */
import { ActionLetter } from '../components/action-letter/action-letter.ts';
import { ActionProgress } from '../components/action-progress/action-progress.ts';
import { CampaignUpdates } from '../components/campaign-updates/campaign-updates.ts';
import { DetentionCounter } from '../components/detention-counter/detention-counter.ts';
import { MessageWall } from '../components/message-wall/message-wall.ts';
import { PostcardForm } from '../components/postcard-form/postcard-form.ts';
import { defineElements } from './define-elements.ts';
import { tagByAction } from './tag-by-action.ts';

/** Declared by the build: the address of the script, if it knows one. */
declare const scriptUrl: string | undefined;

defineElements(
  {
    'action-letter': ActionLetter,
    'action-progress': ActionProgress,
    'campaign-updates': CampaignUpdates,
    'detention-counter': DetentionCounter,
    'message-wall': MessageWall,
    'postcard-form': PostcardForm,
  },
  tagByAction,
  scriptUrl,
);

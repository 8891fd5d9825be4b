import type { ProblemPlace } from '../../campaign-forms/problems.ts';
import { getCampaignPath } from './campaign-paths.ts';

/** Where the desk has the forms of the campaign builder, as the routes name them. */
export const campaignFormPaths = {
  part: '/desk/campaigns/:id/parts/:part',
  translations: '/desk/campaigns/:id/translations',
  translation: '/desk/campaigns/:id/translations/:language',
  preview: '/desk/campaigns/:id/preview',
} as const;

export const getPartPath = (id: string, part: string): string => campaignFormPaths.part.replace(':id', id).replace(':part', part);
export const getTranslationsPath = (id: string): string => campaignFormPaths.translations.replace(':id', id);
export const getTranslationPath = (id: string, language: string): string => campaignFormPaths.translation.replace(':id', id).replace(':language', encodeURIComponent(language));
export const getPreviewPath = (id: string): string => campaignFormPaths.preview.replace(':id', id);

/** Where a problem of a document is corrected, and what that page is called. */
export function getProblemPage(id: string, place: ProblemPlace): { path: string; title: string } {
  switch (place.page) {
    case 'part':
      return { path: `${getPartPath(id, place.part.id)}#${place.field}`, title: place.part.title };
    case 'translation':
      return { path: getTranslationPath(id, place.language) + (place.field === undefined ? '' : `#${place.field}`), title: `Translation: ${place.language}` };
    case 'translations':
      return { path: getTranslationsPath(id), title: 'Translations' };
    case 'json':
      return { path: `${getCampaignPath(id, 'json')}#line-${place.line}`, title: 'Document as JSON' };
  }
}

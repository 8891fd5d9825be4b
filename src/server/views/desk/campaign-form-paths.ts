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

/** Where the desk has its pages about campaigns, as the routes name them. */
export const campaignPaths = {
  all: '/desk/campaigns',
  one: '/desk/campaigns/:id',
  publish: '/desk/campaigns/:id/publish',
  unpublish: '/desk/campaigns/:id/unpublish',
  remove: '/desk/campaigns/:id/delete',
  embedCode: '/desk/campaigns/:id/embed-code',
  takeOver: '/desk/campaigns/:id/take-over',
  json: '/desk/campaigns/:id/json',
  lint: '/desk/campaigns/:id/lint',
  versions: '/desk/campaigns/:id/versions',
  images: '/desk/campaigns/:id/images',
  removeImage: '/desk/campaigns/:id/images/delete',
  restore: '/desk/campaigns/:id/restore',
} as const;

/** @returns the path of the public page with the code for a campaign, which has a way back to the campaign on the desk */
export const getCodePath = (id: string, values: Record<string, string> = {}): string => `/embed-code?${new URLSearchParams({ campaign: id, from: id, ...values })}`;

/** @returns the path of a page about one campaign */
export const getCampaignPath = (id: string, page: Exclude<keyof typeof campaignPaths, 'all'> = 'one'): string => campaignPaths[page].replace(':id', id);

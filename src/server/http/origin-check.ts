/**
 * Whether a page of this origin may submit to a campaign: any origin, or those that the campaign lists. A request without
 * an origin does not come from a page, and the server's own pages are always allowed. `null`, which a sandboxed frame
 * sends, is allowed only where it is listed.
 * @example
 * const isAllowed = createOriginCheck(['https://actions.example']);
 * isAllowed({ origins: ['https://partner.example'] }, 'https://other.example', requestUrl); // false
 */
export function createOriginCheck(serverOrigins: readonly string[]) {
  return (campaign: { origins?: string[] | undefined }, origin: string | null, requestUrl: string): boolean =>
    !campaign.origins ||
    origin === null ||
    campaign.origins.includes(origin) ||
    serverOrigins.includes(origin) ||
    origin === new URL(requestUrl).origin;
}

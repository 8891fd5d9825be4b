/**
 * Where a `mailto:` link opens. An email app leaves the page as it is. Web mail replaces it, and refuses to be shown in a frame, so
 * from a frame it gets a tab of its own.
 */
export const getMailTarget = (): '_self' | '_blank' => (window === window.top ? '_self' : '_blank');

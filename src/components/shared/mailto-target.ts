/**
 * Where an email link opens. Web mail refuses to be shown in a frame, and would replace the thank-you there. Outside a frame, a
 * new window would stay empty beside an email app.
 */
export const getMailtoTarget = (): '_blank' | '_self' => (self === top ? '_self' : '_blank');

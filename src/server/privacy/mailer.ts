/** Sends email over SMTP. */

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** BCP 47. */
  language: string;
}

export interface Mailer {
  /** @throws if no server has accepted it */
  send: (mail: Mail) => Promise<void>;
}

/** In milliseconds. */
const timeout = 20_000;

/** @param url `smtps://user:password@host` @param from an address, or `Name <address>` */
export async function createMailer(url: string, from: string): Promise<Mailer> {
  // Only a server that sends email loads it.
  const { createTransport } = await import('nodemailer');
  const limits = { connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout };
  const transport = createTransport({ url, ...limits, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send({ to, subject, text, language }) {
      // As an object, so that the address is never parsed as a list. The header keeps automatic replies away.
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text, headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language } });
    },
  };
}

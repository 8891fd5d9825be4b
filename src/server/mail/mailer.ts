/** Sends email over SMTP. */

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** BCP 47. */
  language: string;
  /** The name beside the sender's address, instead of the configured one. */
  fromName?: string | undefined;
  replyTo?: string | undefined;
  /** Without angle brackets. The same for every try, so that nobody reads the email twice; by default a new one. */
  messageId?: string | undefined;
  /** Whether a program has written it, so that no automatic reply comes back. */
  isAutomatic: boolean;
}

export interface Mailer {
  /** The sender's address. */
  from: string;
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
  const [, name = '', address = from] = /^([^<>]*)<([^<>]+)>$/.exec(from) ?? [];
  return {
    from: address,
    async send({ to, subject, text, language, fromName = name.trim(), replyTo, messageId, isAutomatic }) {
      await transport.sendMail({
        from: { name: fromName, address },
        // As an object, so that the address is never parsed as a list.
        to: { name: '', address: to },
        ...(replyTo !== undefined && { replyTo: { name: fromName, address: replyTo } }),
        ...(messageId !== undefined && { messageId: `<${messageId}>` }),
        subject,
        text,
        headers: { 'Content-Language': language, ...(isAutomatic && { 'Auto-Submitted': 'auto-generated' }) },
      });
    },
  };
}

/** Whether the mail server has refused this very email, so that another try would end in the same way. */
export function isRefused(error: unknown): boolean {
  const { command, responseCode = 0 } = (error ?? {}) as { command?: string; responseCode?: number };
  return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
}

/** @returns what may be stored or logged about a failure: the answer of the mail server may quote an address */
export function getProblem(error: unknown): string {
  const { responseCode, code, name } = (error ?? {}) as { responseCode?: number; code?: string; name?: string };
  return String(responseCode ?? code ?? name ?? 'error');
}

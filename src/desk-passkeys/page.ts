/** Makes and uses passkeys on the pages of the desk. The response of the device is sent with the form, which the server answers as any other. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

const isAvailable = isSecureContext && browserSupportsWebAuthn();
for (const form of document.querySelectorAll<HTMLFormElement>('[data-passkey]')) if (isAvailable) enable(form);
for (const element of document.querySelectorAll<HTMLElement>('[data-passkeys-unavailable]')) element.hidden = isAvailable;

function enable(form: HTMLFormElement): void {
  const status = form.querySelector('[role=status]')!;
  const button = form.querySelector('button')!;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    status.textContent = 'Follow what your browser asks.';
    askDevice(form).then(
      (response) => {
        form.querySelector<HTMLInputElement>('[name=response]')!.value = JSON.stringify(response);
        form.submit();
      },
      (error: unknown) => {
        status.textContent = describe(error);
        button.disabled = false;
        button.focus();
      },
    );
  });
  // A page that comes back from the history could otherwise not be used again.
  addEventListener('pageshow', () => (button.disabled = false));
}

async function askDevice({ dataset: { passkey, optionsPath = '' } }: HTMLFormElement): Promise<unknown> {
  // A form without fields: forms of other sites are refused.
  const response = await fetch(optionsPath, { method: 'POST', body: new URLSearchParams(), redirect: 'error' });
  if (response.status === 429) throw new Error('Too many tries have failed. Try again in a few minutes.');
  if (!response.ok) throw new Error('The server does not answer, or you are no longer signed in. Reload the page.');
  const optionsJSON = (await response.json()) as never;
  return passkey === 'create' ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON });
}

function describe(error: unknown): string {
  const { name, message } = error as Error;
  if (name === 'InvalidStateError') return 'This device already has a passkey for your account.';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'Nothing happened: it was cancelled, took too long, or there is no passkey for this desk.';
  if (name === 'SecurityError') return 'Passkeys do not work at this address: they need a domain name, and the address that the server has as its PUBLIC_URL.';
  return name === 'TypeError' ? 'The server cannot be reached. Try again.' : message;
}

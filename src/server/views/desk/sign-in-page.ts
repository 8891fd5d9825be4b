/** Where people sign in to the desk, with a link that works once, or with a passkey. */
import { html } from 'hono/html';
import { hidden } from '../form-controls.ts';
import { deskPage, deskPaths, errorNotice } from './layout.ts';
import { passkeyScript } from './passkeys-page.ts';

/** @param error what was wrong with the last try */
export function signInPage({ error, status, retryAfter }: { error?: string; status?: number; retryAfter?: number } = {}): Promise<Response> {
  const content = html`${error && errorNotice(error)}
    <p>You need a passkey that you have added on this desk, or a link from an owner of this desk, or from the person who runs the server. A link works once, within a day.</p>
    <form method="post" id="sign-in" action="${deskPaths.signIn}">
      <div class="field">
        <label for="code">Sign-in link</label>
        <p class="hint" id="code-hint">If the field is empty, paste the whole link.</p>
        <input id="code" name="code" required autocomplete="off" spellcheck="false" autocapitalize="none" dir="ltr" aria-describedby="code-hint">
      </div>
      <button>Sign in</button>
    </form>
    <form method="post" action="${deskPaths.signInWithPasskey}" data-passkey="get" data-options-path="${deskPaths.signInOptions}" hidden>
      ${hidden('response', '')}
      <button class="plain">Sign in with a passkey</button>
      <p role="status"></p>
    </form>`;
  return deskPage({ title: 'Sign in', content, head: html`<script type="module" src="/v1/desk-sign-in.js"></script>${passkeyScript}`, ...(status && { status }), ...(retryAfter && { retryAfter }) });
}

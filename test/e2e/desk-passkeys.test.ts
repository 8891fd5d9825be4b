/** Passkeys of the desk in a browser, with a device that Chromium imitates. */
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { describeInPlaywright } from '../support/e2e/browser-page.ts';
import { inviteToDesk } from '../support/e2e/desk.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import type { TestServer } from '../support/e2e/server.ts';
import { createPostcardCampaign } from '../server/support/campaigns.ts';

const campaign = createPostcardCampaign({ id: 'desk-passkeys' });
let server: TestServer;
before(async () => (server = await serveCampaigns(campaign)));

describeInPlaywright('passkeys of the desk', (openPage, engine) => {
  it('are offered where the browser has them, and nowhere else', async () => {
    const { playwright: page } = await openPage();
    await page.goto(`http://localhost:${new URL(server.url).port}/desk/sign-in`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    const { playwright: other } = await openPage();
    await other.addInitScript('delete globalThis.PublicKeyCredential');
    await other.goto(`${server.url}/desk/sign-in`);
    await other.waitForLoadState('load');
    assert.equal(await other.getByRole('button', { name: 'Sign in with a passkey' }).isVisible(), false);
    assert.equal(await other.getByRole('button', { name: 'Sign in', exact: true }).isVisible(), true);
  });

  if (engine === 'chromium')
    it('are added, and sign in without a name or a link', async () => {
      const browserPage = await openPage();
      const { playwright: page, context, consoleMessages } = browserPage;
      // A passkey belongs to a host name, not to an IP address.
      const desk = `http://localhost:${new URL(server.url).port}/desk`;
      const client = await context.newCDPSession(page);
      await client.send('WebAuthn.enable');
      const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
      const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', { options });
      await page.goto(`${desk}/sign-in#${await inviteToDesk(server, 'Passkey user', 'reader')}`);
      await page.waitForFunction('!location.hash');
      await assertNoAxeViolations(browserPage);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL(desk);
      await page.getByRole('link', { name: 'Passkeys' }).click();
      await page.locator('#name').fill('Virtual key');
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByText('The passkey was added.').waitFor();
      await assertNoAxeViolations(browserPage);

      // The device has it already.
      await page.locator('#name').fill('Again');
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByText('This device already has a passkey').waitFor();
      assert.equal(await page.locator('#name').inputValue(), 'Again');

      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL(`${desk}/sign-in`);
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
      await page.waitForURL(desk);
      assert.match(await page.locator('.sign-out').innerText(), /Passkey user/);

      await page.goto(`${desk}/passkeys`);
      await page.getByRole('button', { name: 'Remove Virtual key' }).click();
      await page.getByText('The passkey was removed.').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
      await page.getByText('This passkey does not work here').waitFor();
      await client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
      // The answer 403.
      assert.deepEqual(consoleMessages.filter((message) => !message.includes('403')), []);
    });
});

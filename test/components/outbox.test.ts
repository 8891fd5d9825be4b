/** What a form keeps on the device, what it sends for an earlier page, and what the supporter can do about it. */
import { expect, oneEvent } from '@open-wc/testing';
import { campaign } from '../support/browser/campaigns.ts';
import { control, open, press, serveCampaign, show, text, waitForState, write, type CampaignServer } from '../support/browser/elements.ts';
import { json, neverRespond, offline, problem, receipt, type RecordedRequest } from '../support/browser/network.ts';
import { createServerKey, leaveSubmission, type ServerKey } from '../support/browser/outbox.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import { deleteEntry, getAllEntries, lockEntry } from '../../src/outbox/outbox-store.ts';
import { namespace } from '../../src/utils/namespace.ts';
import type { ActionLetter } from '../../src/components/action-letter/action-letter.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Envelope, OutboxKey } from '../../src/campaign/schema/outbox.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

const refusal = 'outbox/refused';
const day = 86_400_000;

/** @returns puts the method of the browser back */
function replaceMethod<Args extends unknown[]>(object: object, name: string, method: (...args: Args) => unknown): () => void {
  Object.defineProperty(object, name, { value: method, configurable: true });
  return () => void Reflect.deleteProperty(object, name);
}

describe('outbox', () => {
  let server: CampaignServer;
  let serverKey: ServerKey;
  let campaignCount = 0;

  before(async () => {
    serverKey = await createServerKey();
  });

  afterEach(async () => {
    // What still waits arrives, so that it holds no lock of the page that the next test uses as well.
    server.network.on(server.submissions, (request) => receipt(request));
    await waitUntil(async () => {
      goOnline();
      return !asksBeforeUnload() && !(await navigator.locks.query()).held?.length;
    });
    server.network.restore();
    for (const { id } of await getAllEntries()) await deleteEntry(id);
  });

  const serve = (keys: readonly OutboxKey[] = [serverKey.key], more: Partial<Campaign> = {}): CampaignServer =>
    (server = serveCampaign({ ...campaign({ id: `outbox-${++campaignCount}`, ...more }), outbox: { keys } } as Campaign));
  const getSubmissionsUrl = () => new URL(server.submissions, location.href).href;
  const getSent = () => server.network.to(server.submissions).map(({ body }) => body as Submission | Envelope);
  const goOnline = () => dispatchEvent(new Event('online'));
  const asksBeforeUnload = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  const getNotice = (element: ActionLetter) => element.shadowRoot.querySelector('.outbox')?.textContent ?? '';

  /** A form whose outbox is loaded. */
  const openWithOutbox = async () => {
    const element = await open(server.src);
    await waitUntil(() => {
      write(element, 'person/name', '');
      return control(element, refusal) !== null;
    }, 'the outbox is loaded');
    return element;
  };
  const fill = (element: ActionLetter) => {
    write(element, 'letter/body', 'A canary in my letter.');
    write(element, 'person/name', 'A Canary');
  };
  const waitForEntries = (count: number) => waitUntil(async () => (await getAllEntries()).length === count, `${count} stored entries`);
  const clickButton = async (element: ActionLetter, label: string) => {
    const find = () => [...element.shadowRoot.querySelectorAll('button')].find(({ textContent }) => textContent.includes(label));
    await waitUntil(() => find() !== undefined, `a button “${label}”`);
    find()!.click();
  };

  /** A form whose letter waits, because there is no connection. */
  const openQueued = async ({ isRefused = false } = {}) => {
    server.network.on(server.submissions, () => offline());
    const element = await openWithOutbox();
    fill(element);
    if (isRefused) control(element, refusal).click();
    press(element);
    await waitForState(element, 'queued');
    await element.updateComplete;
    return element;
  };

  describe('while a letter is sent', () => {
    it('asks when someone begins to type, so that the button does not move at another time', async () => {
      serve();
      await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      const element = await open(server.src);
      await waitUntil(() => getNotice(element).includes('has now reached us'), 'the outbox is loaded');
      expect(control(element, refusal)).to.equal(null);
      write(element, 'person/name', 'A');
      await waitUntil(() => control(element, refusal) !== null, 'the choice is offered');
    });

    for (const kem of ['x25519', 'p256'] as const)
      it(`stores it so that only the server can read it: ${kem}`, async function () {
        let key: ServerKey;
        try {
          key = await createServerKey(kem);
        } catch {
          // This browser has no X25519, and uses P-256 instead.
          key = serverKey;
        }
        serve([key.key]);
        await openQueued();
        await waitForEntries(1);
        const [entry] = await getAllEntries();
        expect(JSON.stringify(entry)).not.to.match(/canary/i);
        expect(entry!.url).to.equal(getSubmissionsUrl());
        expect(await key.decrypt(entry!.message)).to.deep.equal(getSent()[0]);
      });

    it('does not wait for the storage', async () => {
      serve();
      const element = await openWithOutbox();
      const restore = replaceMethod(navigator.locks, 'request', neverRespond);
      try {
        fill(element);
        press(element);
        await waitForState(element, 'sent');
      } finally {
        restore();
      }
    });

    it('is kept although another page is frozen while it uses the storage', async () => {
      serve();
      const thawed = new AbortController();
      const thaw = new Promise((resolve) => thawed.signal.addEventListener('abort', resolve));
      await new Promise<void>((resolve) => {
        void navigator.locks.request(namespace, () => (resolve(), thaw));
      });
      try {
        await openQueued();
        await waitForEntries(1);
      } finally {
        thawed.abort();
      }
    });

    it('starts to store it in the task of the first attempt, and so that it survives a crash of the device', async () => {
      serve();
      const element = await openWithOutbox();
      const request = navigator.locks.request.bind(navigator.locks);
      const locks: string[] = [];
      const restoreLocks = replaceMethod(navigator.locks, 'request', (...args: Parameters<LockManager['request']>) => {
        locks.push(args[0]);
        return request(...args);
      });
      const prototype = IDBDatabase.prototype as { transaction: (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) => IDBTransaction };
      const { transaction } = prototype;
      const writes: (IDBTransactionOptions | undefined)[] = [];
      prototype.transaction = function (names, mode, options) {
        if (mode === 'readwrite') writes.push(options);
        return transaction.call(this, names, mode, options);
      };
      try {
        const locksOfTask = new Promise<string[]>((resolve) => {
          server.network.on(server.submissions, () => {
            setTimeout(() => resolve([...locks]));
            return offline();
          });
        });
        fill(element);
        press(element);
        expect(await locksOfTask).to.deep.equal([`action-widgets ${(getSent()[0] as Submission).id}`]);
        await waitForEntries(1);
        expect(writes).to.deep.equal([{ durability: 'strict' }]);
      } finally {
        restoreLocks();
        prototype.transaction = transaction;
      }
    });

    it('stores nothing any more once it has arrived', async () => {
      serve();
      let stored = 0;
      server.network.on(server.submissions, async (request: RecordedRequest) => {
        await waitForEntries(1);
        stored = (await getAllEntries()).length;
        return receipt(request);
      });
      const element = await openWithOutbox();
      fill(element);
      press(element);
      await waitForState(element, 'sent');
      expect(stored).to.equal(1);
      await waitForEntries(0);
    });

    it('creates no database during a visit in which nothing is sent', async () => {
      serve();
      const databases = await indexedDB.databases();
      await openWithOutbox();
      expect(await indexedDB.databases()).to.deep.equal(databases);
    });

    it('stores nothing any more once the server has rejected it', async () => {
      serve();
      server.network.on(server.submissions, () => problem('forbidden-origin', 403));
      const element = await openWithOutbox();
      fill(element);
      press(element);
      await waitUntil(() => text(element).includes('isn’t authorised'));
      await waitForEntries(0);
    });
  });

  describe('while a letter waits', () => {
    it('says that it is kept, and lets the supporter leave', async () => {
      serve();
      const element = await openQueued();
      await waitForEntries(1);
      await waitUntil(() => text(element).includes('kept on this device, encrypted, for up to 3 days'));
      expect(asksBeforeUnload()).to.equal(false);
      server.network.on(server.submissions, (request) => receipt(request));
      goOnline();
      await waitForState(element, 'sent');
      await waitForEntries(0);
    });

    it('keeps it in memory only if the supporter refuses storage', async () => {
      serve();
      const element = await openQueued({ isRefused: true });
      expect(text(element)).to.contain('Keep this page open');
      expect(asksBeforeUnload()).to.equal(true);
      expect(await getAllEntries()).to.deep.equal([]);
    });

    it('asks before the page is left from the first failure on, where nothing can be stored', async () => {
      serve();
      server.network.on(server.submissions, () => problem('unavailable', 503, { retryAfter: 60 }));
      const element = await openWithOutbox();
      control(element, refusal).click();
      fill(element);
      press(element);
      await waitUntil(asksBeforeUnload);
      expect(server.network.to(server.submissions)).to.have.length(1);
    });

    it('keeps it in memory where the page may not store', async () => {
      serve();
      const element = await openWithOutbox();
      const restore = replaceMethod(indexedDB, 'open', () => {
        throw new DOMException('denied', 'SecurityError');
      });
      try {
        server.network.on(server.submissions, () => offline());
        fill(element);
        press(element);
        await waitForState(element, 'queued');
        await waitUntil(() => text(element).includes('Keep this page open'));
        expect(asksBeforeUnload()).to.equal(true);
        server.network.on(server.submissions, (request) => receipt(request));
        goOnline();
        await waitForState(element, 'sent');
      } finally {
        restore();
      }
    });

    it('keeps it in memory if all keys have expired', async () => {
      serve([{ ...serverKey.key, expires: '2020-01-01T00:00:00Z' }]);
      const element = await openQueued();
      expect(text(element)).to.contain('Keep this page open');
      expect(await getAllEntries()).to.deep.equal([]);
    });

    for (const isRefused of [false, true])
      it(`erases it when the supporter asks for it, ${isRefused ? 'from memory' : 'from the device'}`, async () => {
        serve();
        const element = await openQueued({ isRefused });
        await waitForEntries(isRefused ? 0 : 1);
        await clickButton(element, 'Erase it from this device');
        await waitForState(element, 'open');
        await waitForEntries(0);
        await waitUntil(() => getNotice(element).includes('Erased from this device'));
        expect(control(element, 'person/name').value).to.equal('');
        expect(text(element)).not.to.match(/canary/i);
        expect(asksBeforeUnload()).to.equal(false);
        expect(element.shadowRoot.activeElement?.className).to.equal('outbox');
        const { length } = getSent();
        goOnline();
        await element.updateComplete;
        expect(getSent()).to.have.length(length);
      });

    it('does not send it any more if another page has erased it', async () => {
      serve();
      const element = await openQueued();
      await waitForEntries(1);
      await deleteEntry(getSent()[0]!.id);
      const { length } = getSent();
      goOnline();
      await waitForState(element, 'open');
      expect(getSent()).to.have.length(length);
    });

    it('is sent again although the storage does not answer any more', async () => {
      serve();
      const element = await openQueued();
      await waitForEntries(1);
      const { locks } = navigator;
      let answer = () => {};
      const isAnswering = new Promise<void>((resolve) => (answer = resolve));
      const restore = replaceMethod(locks, 'request', (name: string, options: LockOptions, work: LockGrantedCallback<unknown>) =>
        isAnswering.then(() => LockManager.prototype.request.call(locks, name, options, work)),
      );
      try {
        server.network.on(server.submissions, (request) => receipt(request));
        goOnline();
        await waitForState(element, 'sent');
      } finally {
        answer();
        restore();
      }
    });

    it('is received and held if the action has closed meanwhile', async () => {
      serve();
      const element = await openQueued();
      await waitForEntries(1);
      server.network.on(server.submissions, ({ body }: RecordedRequest) =>
        'envelope' in (body as object)
          ? json({ id: (body as Envelope).id, receivedAt: '2026-01-01T00:00:00Z', held: true }, 202)
          : problem('closed', 410),
      );
      goOnline();
      await waitForState(element, 'sent');
      await element.updateComplete;
      expect(text(element)).to.contain('We’ve received your letter').and.to.contain('It will be checked before it is counted.');
      await waitForEntries(0);
    });
  });

  describe('on a later page', () => {
    it('sends what waits, says so, and informs the page', async () => {
      serve();
      const submission = await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      const sent = oneEvent<HTMLElementEventMap['action-sent']>(document, 'action-sent');
      const element = await openWithOutbox();
      expect((await sent).detail).to.deep.equal({ id: submission.id, kind: 'letter', replayed: false });
      await waitUntil(() => getNotice(element).includes('has now reached us'));
      expect(await serverKey.decrypt(getSent()[0] as Envelope)).to.deep.equal(submission);
      await waitForEntries(0);
      expect(element.state).to.equal('open');
      expect(getSent()).to.have.length(1);
    });

    it('says that it will be checked if the server holds it', async () => {
      serve();
      await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      server.network.on(server.submissions, ({ body }: RecordedRequest) => json({ id: (body as Envelope).id, receivedAt: '2026-01-01T00:00:00Z', held: true }, 202));
      const element = await openWithOutbox();
      await waitUntil(() => getNotice(element).includes('It will be checked before it is counted.'));
      await waitForEntries(0);
    });

    it('shows that it waits, and erases it when the supporter asks for it', async () => {
      serve();
      await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      server.network.on(server.submissions, () => offline());
      const element = await openWithOutbox();
      await waitUntil(() => getNotice(element).includes('hasn’t reached us yet'));
      await clickButton(element, 'Erase it from this device');
      await waitForEntries(0);
      await waitUntil(() => getNotice(element).includes('Erased from this device'));
      const { length } = getSent();
      goOnline();
      await element.updateComplete;
      expect(getSent()).to.have.length(length);
    });

    it('says what to do if the server does not accept it any more', async () => {
      serve();
      await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      server.network.on(server.submissions, () => problem('invalid', 422, { errors: [{ pointer: '/envelope/key', code: 'unknown' }] }));
      const element = await openWithOutbox();
      await waitUntil(() => getNotice(element).includes('Please send it again'));
      await waitForEntries(0);
    });

    it('keeps it for another page if the server gives no usable answer', async () => {
      serve();
      await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      server.network.on(server.submissions, () => problem('unknown-campaign', 404));
      const element = await openWithOutbox();
      await waitUntil(() => getSent().length === 1);
      await waitUntil(() => getNotice(element).trim() === '');
      expect(await getAllEntries()).to.have.length(1);
    });

    it('leaves it to the page that is sending it, and takes over when that page is gone', async () => {
      serve();
      const { id } = await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      let closeOtherPage!: () => void;
      await new Promise<void>((resolve) => {
        void lockEntry(id, () => new Promise<void>((close) => {
          closeOtherPage = close;
          resolve();
        }));
      });
      const element = await openWithOutbox();
      // Once this request waits for the lock, the element has asked for it before.
      await waitUntil(async () => (await navigator.locks.query()).pending?.some(({ name }) => name?.includes(id)) === true);
      expect(getSent()).to.have.length(0);
      expect(getNotice(element).trim()).to.equal('');
      closeOtherPage();
      await waitUntil(() => getNotice(element).includes('has now reached us'));
    });

    it('deletes what is older than 72 hours, and does not send it', async () => {
      serve();
      await leaveSubmission(getSubmissionsUrl(), [{ ...serverKey.key, expires: '2100-01-01T00:00:00Z' }], 3 * day + 1000);
      const { id } = await leaveSubmission(getSubmissionsUrl(), [serverKey.key], 3 * day - 60_000);
      const element = await openWithOutbox();
      await waitUntil(() => getNotice(element).includes('has now reached us'));
      expect(getSent().map((message) => message.id)).to.deep.equal([id]);
      await waitForEntries(0);
    });

    it('does not send what belongs to another campaign', async () => {
      serve();
      await leaveSubmission('https://other.example/campaigns/other/submissions', [serverKey.key]);
      await openWithOutbox();
      await waitUntil(async () => !(await navigator.locks.query()).held?.length);
      expect(getSent()).to.deep.equal([]);
      expect(await getAllEntries()).to.have.length(1);
    });

    it('sends it once if the page has two elements of the campaign', async () => {
      serve();
      await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      const elements = await Promise.all([openWithOutbox(), openWithOutbox()]);
      await waitForEntries(0);
      await waitUntil(() => elements.some((element) => getNotice(element).includes('has now reached us')));
      expect(getSent()).to.have.length(1);
    });

    it('sends it from an action that has closed', async () => {
      serve([serverKey.key], { closed: { at: '2026-01-01T00:00:00Z', text: 'It is over.' } });
      await leaveSubmission(getSubmissionsUrl(), [serverKey.key]);
      const element = await show(server.src);
      await waitForState(element, 'closed');
      await waitUntil(() => getNotice(element).includes('has now reached us'));
    });
  });

  describe('without keys of the server', () => {
    it('stores nothing, and offers no choice about it', async () => {
      server = serveCampaign(campaign({ id: `outbox-${++campaignCount}` }));
      server.network.on(server.submissions, () => offline());
      const element = await open(server.src);
      fill(element);
      press(element);
      await waitForState(element, 'queued');
      await element.updateComplete;
      expect(text(element)).to.contain('Keep this page open');
      expect(control(element, refusal)).to.equal(null);
      expect(await getAllEntries()).to.deep.equal([]);
    });
  });
});

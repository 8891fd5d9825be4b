/** The day count as an image, requested as a newsletter does. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createImages, type CounterImageOptions } from '../../src/server/images/images.ts';
import { createRenderer } from '../../src/server/images/renderer.ts';
import { toSvg } from '../../src/share-image/svg.ts';
import { formats } from '../../src/share-image/layout.ts';
import { randomRuns } from '../support/random-runs.ts';
import { createPostcardCampaign } from './support/campaigns.ts';
import { describeWithStores } from './support/stores.ts';
import { createTestServer } from './support/test-server.ts';

const timeZone = 'Asia/Phnom_Penh';
const names = ['Ny Sokha', 'Yi Soksan', 'Nay Vanda', 'Lim Mony', 'Ny Chakrya'];
const five = (more: Partial<Campaign> = {}): Campaign => ({
  ...createPostcardCampaign(more),
  people: names.map((name) => ({ id: name.toLowerCase().replace(' ', '-'), name, place: 'Phnom Penh', timeZone, held: [{ from: '2016-04-28', to: '2017-06-29' }] })),
  translations: {
    km: { title: 'សូមដោះលែង', people: { 'ny-sokha': { name: 'នី សុខា', place: 'ពន្ធនាគារព្រៃស' } } },
    ar: { title: 'الحرية' },
    my: { title: 'လွှတ်ပေးပါ', people: { 'ny-sokha': { name: 'နီ ဆိုခါ' } } },
  },
  ...more,
});
const october = 'now=2016-10-10T12:00:00%2B07:00';

/** The contents of the text elements of an SVG. */
const getTexts = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** @throws if a text is not well-formed XML */
function assertWellFormed(xml: string): void {
  const open: string[] = [];
  const token = /<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)(\/?)>|[^<>&]+|&(?:amp|lt|gt|quot|#39);/gy;
  let at = 0;
  for (const [text, end, name, , empty] of xml.matchAll(token)) {
    at += text.length;
    if (end) assert.equal(open.pop(), name);
    else if (name && !empty) open.push(name);
  }
  assert.equal(xml.slice(at, at + 40), '');
  assert.deepEqual(open, []);
  assert.ok(xml.isWellFormed());
  assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
}

describeWithStores(['sqlite'], 'the image of a day count', (store) => {
  const ask = async (campaign: Campaign, query = '', kind = 'svg', init?: RequestInit) =>
    createTestServer(store(), [campaign]).request(`/campaigns/${campaign.id}/counter.${kind}?${query}`, init);

  it('shows the number once for people with the same number, their names, and the date', async () => {
    const { status, headers, text } = await ask(five(), october);
    assert.equal(status, 200);
    assert.match(headers.get('Content-Type')!, /^image\/svg\+xml/);
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(headers.get('Set-Cookie'), null);
    assert.deepEqual(getTexts(text).toSorted(), ['165', 'days in detention', 'Day 165', 'October 10, 2016', 'Free Sam Sokha', 'A Human Rights Group', 'Phnom Penh', ...names].toSorted());
    assert.match(text, /<desc>As of October 10, 2016: Ny Sokha, .* have been held for 165 days\.<\/desc>/);
    assertWellFormed(text);
  });

  it('shows one person if the query names one, and sums their detention periods', async () => {
    const campaign = five();
    campaign.people![0]!.held.unshift({ from: '2015-01-01', to: '2015-01-11' });
    const one = getTexts((await ask(campaign, `${october}&person=ny-sokha`)).text);
    assert.ok(one.includes('175') && one.includes('Ny Sokha') && !one.includes('Lim Mony'), one.join());
    const all = getTexts((await ask(campaign, october)).text);
    assert.ok(all.includes('175') && all.includes('165'), all.join());
  });

  it('shows who is free, and for how many days they were held', async () => {
    const { text } = await ask(five(), 'now=2017-06-29T00:00:00%2B07:00&person=lim-mony');
    assert.ok(getTexts(text).includes('427') && getTexts(text).includes('days held, now free'));
    assert.match(text, /Lim Mony was held for 427 days and is now free\./);
    assert.doesNotMatch(text, /Day 427/);
    assert.match((await ask(five(), 'now=2017-06-28T23:59:59%2B07:00&person=lim-mony')).text, />426</);
    assert.match((await ask(five(), 'now=2016-01-01T00:00Z&person=lim-mony')).text, /Lim Mony is not in detention\./);
  });

  it('uses the language, script and direction of the requested language', async () => {
    const khmer = (await ask(five(), `${october}&lang=km-KH&person=ny-sokha`)).text;
    assert.match(khmer, /<svg [^>]*lang="km"/);
    assert.ok(getTexts(khmer).includes('នី សុខា') && getTexts(khmer).includes('ថ្ងៃក្នុងការឃុំខ្លួន'));
    const arabic = (await ask(five(), `${october}&lang=ar`)).text;
    assert.match(arabic, /direction="rtl" text-anchor="start">الحرية/);
    assert.match((await ask(five(), `${october}&lang=xx`)).text, /lang="en"/);
  });

  it('has a light and a dark theme, and three formats', async () => {
    const light = (await ask(five(), october)).text;
    const dark = (await ask(five(), `${october}&theme=dark`)).text;
    assert.notEqual(light, dark);
    assert.equal((await ask(five(), `${october}&theme=auto`)).text, light);
    for (const [format, [width, height]] of Object.entries(formats))
      assert.match((await ask(five(), `${october}&format=${format}`)).text, new RegExp(`viewBox="0 0 ${width} ${height}"`));
  });

  it('contains no links and no scripts, and escapes the texts of the organiser', async () => {
    const hostile = '</text><script>alert(1)</script>"\'&\0\ud800 <a href="javascript:x">';
    const campaign = five({ title: hostile });
    campaign.people![0]!.name = hostile;
    const { status, text } = await ask(campaign, october);
    assert.equal(status, 200, text);
    assertWellFormed(text);
    assert.doesNotMatch(text, /<script|<a |<image|<style| href="|url\(|@import/);
    assert.equal(text.match(/https?:/g)!.length, 1); // the namespace
  });

  it('has the size of its format as PNG, in every script', async () => {
    for (const [format, [width, height]] of Object.entries(formats))
      for (const lang of ['en', 'km', 'ar', 'my']) {
        const campaign = five();
        const response = await createTestServer(store(), [campaign]).fetch(`/campaigns/${campaign.id}/counter.png?${october}&lang=${lang}&format=${format}`);
        assert.equal(response.headers.get('Content-Type'), 'image/png');
        const image = await loadImage(await response.arrayBuffer());
        assert.deepEqual([image.width, image.height], [width, height]);
      }
  });

  it('is a problem document if there is nothing to draw or the query is invalid', async () => {
    const withoutPeople = { ...five(), people: [] };
    for (const [campaign, query, status, pointers] of [
      [five(), 'person=nobody', 404],
      [five(), 'person=__proto__', 404],
      [withoutPeople, '', 404],
      [five(), 'now=yesterday', 400, ['/now']],
      [five(), 'now=2016-02-30T00:00Z&theme=pink&format=round', 400, ['/theme', '/format', '/now']],
      [five(), 'format=constructor', 400, ['/format']],
    ] as const)
      for (const kind of ['svg', 'png']) {
        const answer = await ask(campaign, query, kind);
        assert.equal(answer.status, status, query);
        assert.equal(answer.headers.get('Content-Type'), 'application/problem+json');
        assert.deepEqual(answer.body.errors?.map(({ pointer }) => pointer), pointers);
      }
    const unknown = await createTestServer(store(), []).request('/campaigns/nobody/counter.svg');
    assert.deepEqual([unknown.status, unknown.body.type], [404, '/problems/unknown-campaign']);
  });

  it('accepts a time whose plus sign is not escaped', async () => {
    assert.ok(getTexts((await ask(five(), 'now=2016-10-10T00:30:00+07:00')).text).includes('165'));
  });

  it('is cached until midnight at the place of detention, at most for five minutes', async () => {
    const campaign = five();
    const server = createTestServer(store(), [campaign]);
    const maxAge = async (at: string, query = '') => {
      server.time = Date.parse(at);
      return (await server.request(`/campaigns/${campaign.id}/counter.svg?${query}`)).headers.get('Cache-Control');
    };
    assert.equal(await maxAge('2016-10-10T12:00:00+07:00'), 'public, max-age=300');
    assert.equal(await maxAge('2016-10-10T23:58:00+07:00'), 'public, max-age=119');
    assert.equal(await maxAge('2016-10-10T23:59:59.5+07:00'), 'public, max-age=0');
    assert.equal(await maxAge('2016-10-10T23:59:59+07:00', october), 'public, max-age=300');
  });

  it('is not sent again to a client that has it', async () => {
    const campaign = five();
    const first = await ask(campaign, october, 'png');
    const second = await ask(campaign, october, 'png', { headers: { 'If-None-Match': first.headers.get('ETag')! } });
    assert.equal(second.status, 304);
    assert.notEqual((await ask(campaign, `${october}&theme=dark`, 'png')).headers.get('ETag'), first.headers.get('ETag'));
  });

  it('is an image or a problem document for any query', async () => {
    const unusual = five({ language: 'en-abc' });
    unusual.people![1]!.timeZone = 'Asia/Nowhere';
    unusual.people![2]!.held = [{ from: '9999-12-31', to: '0001-01-01' }, { from: '0001-01-01' }];
    const server = createTestServer(store(), [unusual]);
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('ny-sokha', 'km', 'en-abc', 'dark', 'wide', '9999-12-31T23:59:59-12:00', '0001-01-01T00:00Z', '2016-10-10T00:00Z'));
    const query = fc.dictionary(fc.constantFrom('person', 'lang', 'theme', 'now', 'format', 'x'), value);
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(query, async (parameters) => {
        const { status, text } = await server.request(`/campaigns/${unusual.id}/counter.svg?${new URLSearchParams(parameters).toString()}`);
        assert.ok([200, 400, 404].includes(status), text);
        statuses.add(status);
        if (status === 200) assertWellFormed(text);
      }),
      { numRuns: randomRuns(50), examples: [[{}], [{ theme: 'x' }], [{ person: 'x' }]] },
    );
    assert.deepEqual([...statuses].sort(), [200, 400, 404]);
    assert.deepEqual(server.logLines, []);
  });
});

describeWithStores(['sqlite'], 'requests for more images than the server can draw', (store) => {
  it('are answered with 429 and a delay, and work again later', async () => {
    const campaign = five();
    const server = createTestServer(store(), [campaign]);
    const ask = (day: number) => server.request(`/campaigns/${campaign.id}/counter.svg?now=${new Date(Date.UTC(2016, 9, day)).toISOString()}`);
    const responses = await Promise.all(Array.from({ length: 80 }, (_, day) => ask(day)));
    const refused = responses.filter(({ status }) => status !== 200);
    assert.ok(refused.length > 0);
    for (const { status, body, headers } of refused) assert.deepEqual([status, body.type, headers.get('Retry-After')], [429, '/problems/too-many', '5']);
    assert.equal((await ask(79)).status, 200);
    assert.deepEqual(server.logLines, []);
  });
});

describe('drawing an image', () => {
  const campaign = five();
  const countTo = (instant: string): CounterImageOptions => ({ type: 'png', person: undefined, language: 'en', theme: 'light', format: 'wide', countTo: Date.parse(instant) });

  /** A renderer that finishes an image only when the test calls `done`. */
  function createSlowRenderer() {
    const done: (() => void)[] = [];
    let opened = 0;
    const open = () => {
      opened++;
      const paint = () => new Promise<Uint8Array<ArrayBuffer>>((resolve) => done.push(() => resolve(new Uint8Array(1))));
      return Promise.resolve({ measure: (text: string) => text.length, paint });
    };
    return { done, open, opened: () => opened };
  }
  const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

  it('happens once for several requests for the same image, and for one image at a time', async () => {
    const { done, open, opened } = createSlowRenderer();
    const { renderCounter } = createImages({ now: () => 0, open });
    const requests = ['2016-10-10', '2016-10-10', '2016-10-11'].map((day) => renderCounter(campaign, countTo(`${day}T00:00Z`)));
    await nextTask();
    assert.equal(done.length, 1);
    done[0]!();
    await Promise.all(requests.slice(0, 2));
    await nextTask();
    assert.equal(done.length, 2);
    done[1]!();
    await requests[2];
    await renderCounter(campaign, countTo('2016-10-11T12:00Z'));
    assert.deepEqual([done.length, opened()], [2, 1]);
  });

  it('fails if too many requests are waiting, and succeeds again later', async () => {
    const { done, open } = createSlowRenderer();
    const { renderCounter } = createImages({ now: () => 0, open });
    const ask = (day: number) => renderCounter(campaign, countTo(new Date(Date.UTC(2016, 9, day)).toISOString()));
    const requests = Array.from({ length: 60 }, (_, day) => ask(day).then(() => 'drawn', (error: unknown) => (error as Error).name));
    const results = Promise.all(requests);
    for (let painted = 0; painted < 50; ) {
      await nextTask();
      while (painted < done.length) done[painted++]!();
    }
    const all = await results;
    assert.equal(all.filter((one) => one === 'drawn').length, 50);
    assert.equal(all.filter((one) => one === 'RenderQueueFullError').length, 10);
    const late = ask(59);
    await nextTask();
    done.at(-1)!();
    assert.equal((await late)!.content.type, 'image/png');
  });

  it('is retried after the renderer failed to start', async () => {
    let broken = true;
    const { renderCounter } = createImages({ now: () => 0, open: () => (broken ? Promise.reject(new Error('no such library')) : createRenderer()) });
    await assert.rejects(renderCounter(campaign, countTo('2016-10-10')), /no such library/);
    broken = false;
    assert.equal((await renderCounter(campaign, countTo('2016-10-10')))!.content.type, 'image/png');
  });

  it('keeps real glyphs inside the image', async () => {
    const { measure, paint } = await createRenderer();
    const { layoutImage } = await import('../../src/share-image/layout.ts');
    const { createCanvas } = await import('@napi-rs/canvas');
    const long = 'ពន្ធនាគារព្រៃស ပရေဆာ အကျဉ်းထောင် سجن بري سار Llanfairpwllgwyngyllgogerych ';
    const groups = [{ number: '1,234,567', unit: long, places: [{ place: long.repeat(2), names: [long, long.repeat(3)] }] }];
    for (const format of Object.keys(formats) as (keyof typeof formats)[])
      for (const direction of ['ltr', 'rtl'] as const) {
        const layout = layoutImage({ language: 'km', direction, title: long.repeat(2), organiser: long, groups, date: long, alt: '' }, { format, theme: 'light' }, measure);
        assertWellFormed(toSvg(layout));
        const image = await loadImage(Buffer.from(await paint(layout)));
        const context = createCanvas(image.width, image.height).getContext('2d');
        context.drawImage(image, 0, 0);
        const edge = 20;
        for (const [x, y, w, h] of [[0, 0, image.width, edge], [0, image.height - edge, image.width, edge], [0, 0, edge, image.height], [image.width - edge, 0, edge, image.height]] as const) {
          const colours = new Set(new Uint32Array(context.getImageData(x, y, w, h).data.buffer));
          assert.equal(colours.size, 1, `${format} ${direction}`);
        }
      }
  });
});

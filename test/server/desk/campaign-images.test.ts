/** The images of a campaign on the desk. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { createLetterCampaign } from '../support/campaigns.ts';
import { describeWithStores } from '../support/stores.ts';
import { createTestDesk, origin } from './support.ts';

const startFields = { title: 'Free Sam Sokha', language: 'km', kind: 'letter', organiserName: 'A Human Rights Group', organiserUrl: 'https://group.example' };
let count = 0;

describeWithStores(['sqlite'], 'images on the desk', (getStore) => {
  async function open(files = [createLetterCampaign()]) {
    const desk = createTestDesk(getStore(), files);
    const cookie = await desk.signIn('Olga', 'owner');
    const owner = desk.visit(cookie);
    const id = `with-images-${++count}`;
    assert.equal((await owner.post('/desk/campaigns', { ...startFields, id })).status, 303);
    const path = `/desk/campaigns/${id}/images`;
    const upload = async (fields: Record<string, string | Blob>, { to = path, headers = {} }: { to?: string; headers?: Record<string, string> } = {}) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      return desk.server.request(to, { method: 'POST', body, headers: { Accept: 'text/html', Origin: origin, Cookie: cookie, ...headers } });
    };
    return { desk, owner, id, path, upload, folderId: files[0]!.id };
  }
  const createFile = async (name = 'flag.png') => new File([new Uint8Array(await createCanvas(4, 3).encode('png'))], name, { type: 'image/png' });

  it('are added with a text alternative, shown with what to copy into the document, and deleted', async () => {
    const { desk, owner, id, path, upload } = await open();
    const { status, headers } = await upload({ file: await createFile(), alt: 'A "flag" <b>' });
    assert.deepEqual([status, headers.get('Location')], [303, `${path}?done=added`]);
    const { text } = await owner.get(`${path}?done=added`);
    assert.match(text, /The image was added/);
    const [, src] = new RegExp(`<img src="/campaigns/(${id}/images/[0-9a-f]{24}\\.png)" alt="A &quot;flag&quot; &lt;b&gt;" width="4" height="3"`).exec(text)!;
    assert.ok(text.includes(`&quot;src&quot;:&quot;${src}&quot;,&quot;alt&quot;:&quot;A \\&quot;flag\\&quot; &lt;b&gt;&quot;`));
    assert.equal((await desk.server.fetch(`/campaigns/${src}`)).status, 200);
    const name = src!.split('/').at(-1)!;
    assert.equal((await owner.post(`${path}/delete`, { name })).status, 303);
    assert.equal((await owner.post(`${path}/delete`, { name })).status, 404);
    assert.match((await owner.get(path)).text, /has no images yet/);
  });

  it('that cannot be added keep the text alternative that was entered', async () => {
    const { upload } = await open();
    const svg = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'flag.png', { type: 'image/png' });
    for (const [fields, message] of [
      [{ file: svg, alt: 'A flag' }, /SVG images can contain scripts/],
      [{ file: new File([], ''), alt: 'A flag' }, /Choose an image/],
      [{ alt: 'A flag' }, /Choose an image/],
      [{ file: await createFile(), alt: '' }, /Enter a text alternative/],
    ] as const) {
      const { status, text } = await upload(fields);
      assert.equal(status, 422);
      assert.match(text, message);
      assert.ok(text.includes(`name="alt" value="${fields.alt}"`));
    }
  });

  it('can have 12 MB, and are refused before they are read if they are larger', async () => {
    const { upload } = await open();
    const withSize = (size: number) => new File([new Uint8Array(size)], 'large.png');
    assert.equal((await upload({ file: withSize(12 * 2 ** 20), alt: 'Large' })).status, 422);
    const { status, text } = await upload({ file: withSize(13 * 2 ** 20), alt: 'Large' });
    assert.equal(status, 413);
    assert.match(text, /too large/);
  });

  it('are accepted from the forms of the desk only, and for its own campaigns', async () => {
    const { owner, upload, folderId } = await open();
    const fields = { file: await createFile(), alt: 'A flag' };
    assert.equal((await upload(fields, { headers: { Origin: 'https://elsewhere.example' } })).status, 403);
    const to = `/desk/campaigns/${folderId}/images`;
    assert.equal((await upload(fields, { to })).status, 409);
    assert.doesNotMatch((await owner.get(to)).text, /<form method="post" action="\/desk\/campaigns/);
    assert.equal((await upload(fields, { to: '/desk/campaigns/none/images' })).status, 404);
  });
});

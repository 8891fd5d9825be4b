/** What each role of WordPress may write, publish and set. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { embedMethods, tagNames, type ElementName } from '../../src/embed-code/snippets.ts';
import { openSettings, roles, saveSettings, startWordPress, type Role, type WordPress } from './support.ts';

const origin = 'https://campaign.example';
const address = `${origin}/campaigns/sam-sokha.json`;

let wordPress: WordPress;
before(async () => {
  wordPress = await startWordPress();
  await saveSettings(wordPress, 'administrator', { servers: `${origin}/\nhttps://second.example`, partner: 'partner-site' });
});
after(() => wordPress.stop());

type Attributes = Record<string, string>;
/** The block editor escapes these characters so that no attribute can end the comment. */
const serialize = (attributes: Attributes) =>
  JSON.stringify(attributes).replaceAll('--', '\\u002d\\u002d').replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
const forms = {
  block: (attributes: Attributes) => `<!-- wp:action-widgets/action ${serialize(attributes)} /-->`,
  shortcode: (attributes: Attributes) =>
    `<!-- wp:shortcode -->\n[action_widget ${Object.entries(attributes).map(([name, value]) => `${name}="${value}"`).join(' ')}]\n<!-- /wp:shortcode -->`,
};

/** Saves a post as a user of this role; an editor publishes it where the role may not. @returns its page */
async function publish(role: Role, content: string): Promise<string> {
  const status = role === 'contributor' ? 'pending' : 'publish';
  const saved = await wordPress.rest(role, 'POST', '/wp/v2/posts', { title: 'Post', content, status });
  assert.equal(saved.status, 201, JSON.stringify(saved.body));
  if (status === 'pending') {
    const published = await wordPress.rest('editor', 'POST', `/wp/v2/posts/${saved.body.id}`, { status: 'publish' });
    assert.equal(published.body.status, 'publish');
  }
  const page = await (await fetch(`${wordPress.url}/?p=${saved.body.id}`)).text();
  assert.doesNotMatch(page, /plugins\/action-widgets\/[^ ]*\.php<\/b> on line/, 'PHP warns of the plugin');
  return page;
}

const createSnippet = (options: { element: ElementName; title: string; partner?: string; lang?: string; theme?: string }) =>
  embedMethods['element']!.getCode({ origin, id: 'sam-sokha', hasBothForms: true, ...options }).replaceAll('&amp;', '&#038;');

describe('the plugin in WordPress', () => {
  for (const role of roles) {
    for (const [form, create] of Object.entries(forms))
      it(`shows the snippet with its fallback link from the ${form} of the role ${role}`, async () => {
        const page = await publish(role, create({ campaign: address, element: 'action-letter', partner: 'your-site', title: 'Free Sam' }));
        assert.ok(page.includes(createSnippet({ element: 'letter', title: 'Free Sam', partner: 'your-site' })), page);
      });
  }

  it('leaves publishing to roles that may publish', async () => {
    const { status } = await wordPress.rest('contributor', 'POST', '/wp/v2/posts', { title: 'Post', content: forms.block({ campaign: address }), status: 'publish' });
    assert.equal(status, 403);
  });

  it('shows every element, with the partner of the settings where it counts', async () => {
    for (const [element, tag] of Object.entries(tagNames) as [ElementName, string][]) {
      const page = await publish('author', forms.shortcode({ campaign: 'sam-sokha', element: tag, title: 'Free Sam', theme: 'dark' }));
      assert.ok(page.includes(createSnippet({ element, title: 'Free Sam', theme: 'dark', partner: 'partner-site' })), tag);
    }
  });

  it('takes the address of the page of a campaign, and a language', async () => {
    const page = await publish('author', forms.block({ campaign: `${origin}/a/sam-sokha?partner=x`, lang: 'km', title: 'Free Sam' }));
    assert.match(page, /<action-letter src="https:\/\/campaign\.example\/campaigns\/sam-sokha\.json" lang="km" partner="partner-site"/);
    assert.match(page, /href="https:\/\/campaign\.example\/a\/sam-sokha\?lang=km&#038;partner=partner-site&#038;kind=letter"/);
  });

  it('shows only the link in a feed', async () => {
    await publish('author', forms.block({ campaign: address, title: 'In the feed' }));
    const feed = await (await fetch(`${wordPress.url}/?feed=rss2`)).text();
    assert.match(feed, /<p><a href="[^"]*\/a\/sam-sokha[^"]*">In the feed<\/a><\/p>/);
    assert.doesNotMatch(feed, /<action-letter/);
  });

  for (const [form, create] of Object.entries(forms)) {
    it(`escapes the attributes of a hostile ${form}`, async () => {
      const hostile = `'>&lt;img src=x onerror=alert(1)&gt;`;
      const page = await publish('contributor', create({ campaign: address, title: hostile, lang: hostile, theme: hostile }));
      const [element] = /<action-letter[^]*?<\/action-letter>/.exec(page)!;
      assert.match(element, /&lt;img src=x onerror=alert\(1\)&gt;<\/a>/);
      assert.doesNotMatch(element, /<img| lang=| theme=/);
      for (const name of ['campaign', 'element', 'partner'])
        assert.doesNotMatch(await publish('contributor', create({ campaign: address, [name]: hostile })), /<action-letter|<img src=x|onerror/, name);
    });

    it(`shows only a link to a server that no administrator chose, from a ${form}`, async () => {
      const page = await publish('contributor', create({ campaign: 'https://other.example/campaigns/sam-sokha.json', title: 'Another server' }));
      assert.match(page, /<p><a href="https:\/\/other\.example\/a\/sam-sokha[^"]*">Another server<\/a><\/p>/);
      assert.doesNotMatch(page, /<script[^>]*other\.example|<action-letter/);
    });

    it(`shows nothing for an address without http or https, from a ${form}`, async () => {
      for (const scheme of ['javascript:', 'data:', 'ftp:', ''])
        assert.doesNotMatch(await publish('contributor', create({ campaign: `${scheme}//campaign.example/campaigns/sam-sokha.json` })), /action-letter|a\/sam-sokha/);
    });
  }
});

describe('the settings page', () => {
  const readOption = () => wordPress.query(`select option_value from wordpress.wp_options where option_name = 'action_widgets'`).join('');

  for (const role of roles.filter((one) => one !== 'administrator'))
    it(`is refused to the role ${role}`, async () => {
      const option = readOption();
      const { status, html } = await openSettings(wordPress, role);
      assert.equal(status, 403);
      assert.doesNotMatch(html, /partner-site/);
      assert.equal((await saveSettings(wordPress, role, { servers: 'https://other.example', partner: 'other' })).status, 403);
      assert.equal(readOption(), option);
    });

  it('explains values that it does not take, and keeps them out', async () => {
    const { html } = await saveSettings(wordPress, 'administrator', { servers: `${origin}/desk javascript:alert(1) https://user@other.example`, partner: 'No Slug' });
    assert.match(html, /“javascript:alert\(1\)” is not the address of a server/);
    assert.match(html, /“https:\/\/user@other\.example” is not the address of a server/);
    assert.match(html, /may contain only the letters a to z/);
    assert.equal(readOption(), `a:2:{s:7:"servers";a:1:{i:0;s:24:"${origin}";}s:7:"partner";s:12:"partner-site";}`);
  });

  it('leaves pages intact whatever value its option has', async () => {
    const option = readOption();
    for (const value of ['text', 'a:1:{s:7:"servers";s:4:"text";}', 'a:2:{s:7:"servers";a:1:{i:0;a:0:{}}s:7:"partner";a:0:{}}']) {
      wordPress.query(`update wordpress.wp_options set option_value = '${value}' where option_name = 'action_widgets'`);
      assert.match(await publish('author', forms.block({ campaign: address, title: 'Only a link' })), /<p><a href="[^"]*\/a\/sam-sokha[^"]*">Only a link<\/a><\/p>/);
    }
    wordPress.query(`update wordpress.wp_options set option_value = '${option}' where option_name = 'action_widgets'`);
  });

  it('is removed with its option when the plugin is deleted', async () => {
    const plugin = '/wp/v2/plugins/action-widgets/action-widgets';
    assert.equal((await wordPress.rest('administrator', 'POST', plugin, { status: 'inactive' })).status, 200);
    assert.equal((await wordPress.rest('administrator', 'DELETE', plugin)).status, 200);
    assert.equal(readOption(), '');
  });
});

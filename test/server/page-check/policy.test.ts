/** Content Security Policies are read as browsers read them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allows, allowsStyleAttributes, findDirective, parsePolicies, type Resource } from '../../../src/server/page-check/policy.ts';

const page = new URL('https://partner.example/article');
const script: Resource = { directive: 'script-src', url: new URL('https://campaign.example/v1/actions.js') };
const parse = (text: string) => parsePolicies([text], 'header')[0]!;
const allowsWith = (text: string, resource: Resource = script, from = page) => allows(parse(text), resource, from);

describe('a policy', () => {
  it('is one of several, in one header or in more', () => {
    assert.equal(parsePolicies(["default-src 'self'; img-src *, script-src 'none'", 'img-src a.example'], 'meta').length, 3);
    assert.deepEqual(parsePolicies(['', ' ; ', ','], 'header'), []);
  });

  it('has only the first of two equal directives', () => assert.ok(!allowsWith("script-src 'none'; script-src *")));

  it('falls back from one directive to the next', () => {
    assert.equal(findDirective(parse("default-src 'self'; script-src *"), 'script-src'), 'script-src');
    assert.equal(findDirective(parse("default-src 'self'; script-src *; script-src-elem a.example"), 'script-src'), 'script-src-elem');
    assert.equal(findDirective(parse('default-src *; child-src a.example'), 'frame-src'), 'child-src');
    assert.equal(findDirective(parse('img-src *'), 'script-src'), undefined);
    assert.ok(allowsWith('img-src a.example'));
    assert.ok(!allowsWith("default-src 'self'"));
  });

  for (const source of [
    '*', 'https:', 'http:', 'campaign.example', 'Campaign.Example', 'https://campaign.example', 'http://campaign.example', 'https://campaign.example/', 'https://campaign.example/v1/',
    'https://campaign.example/v1/actions.js', '*.example', 'https://*', 'campaign.example:443', 'campaign.example:*', 'https://campaign.example:80',
  ])
    it(`allows a script by ${source}`, () => assert.ok(allowsWith(`script-src 'self' ${source}`)));

  for (const source of [
    "'none'", "'self'", '', 'data:', 'example', 'www.campaign.example', '*.campaign.example', 'ample', 'campaign.example:8443', 'https://campaign.example/v2/', 'https://campaign.example/v1', "'unsafe-inline'",
    'wss://campaign.example', "'nonce-abc'", 'https://campaign.example/%', 'https:campaign.example',
  ])
    it(`does not allow it by ${source || 'nothing'}`, () => assert.ok(!allowsWith(`script-src ${source}`)));

  it('allows a nonce and a hash, which alone count with strict-dynamic', () => {
    const strict = "script-src 'strict-dynamic' 'nonce-r4nd' https: 'sha384-abc'";
    assert.ok(!allowsWith(strict));
    assert.ok(allowsWith(strict, { ...script, nonce: 'r4nd' }));
    assert.ok(!allowsWith(strict, { ...script, nonce: 'other' }));
    assert.ok(allowsWith(strict, { ...script, integrity: 'sha384-abc' }));
    assert.ok(!allowsWith(strict, { ...script, integrity: 'sha384-abc sha384-other' }));
  });

  it('means by self the site of the page, with its port', () => {
    const image: Resource = { directive: 'img-src', url: new URL('https://partner.example/a.png') };
    assert.ok(allowsWith("img-src 'self'", image));
    assert.ok(allowsWith("img-src 'self'", image, new URL('http://partner.example/')));
    assert.ok(!allowsWith("img-src 'self'", { ...image, url: new URL('http://partner.example/a.png') }));
    assert.ok(!allowsWith("img-src 'self'", { ...image, url: new URL('https://partner.example:8443/a.png') }));
  });

  it('needs blob: to be named', () => {
    const blob: Resource = { directive: 'img-src', url: new URL('blob:https://campaign.example/') };
    assert.ok(!allowsWith('img-src * https://campaign.example', blob));
    assert.ok(allowsWith('img-src blob:', blob));
  });

  it('allows style attributes only by unsafe-inline, without any nonce', () => {
    for (const [text, isAllowed] of [["style-src 'self'", false], ["style-src 'self' 'unsafe-inline'", true], ["style-src 'unsafe-inline' 'nonce-a'", false], ["style-src 'none'; style-src-attr 'unsafe-inline'", true], ['img-src *', true]] as const)
      assert.equal(allowsStyleAttributes(parse(text)), isAllowed, text);
  });
});

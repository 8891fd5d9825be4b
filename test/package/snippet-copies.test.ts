/** The snippets that were copied by hand into the docs and into the plugin for WordPress are those of /embed-code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { embedMethods, tagNames, type ElementName, type SnippetOptions } from '../../src/embed-code/snippets.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const options: SnippetOptions = { origin: 'https://campaign.example', id: 'sam-sokha', title: 'Write a letter', element: 'letter', partner: 'your-site' };
const getCode = (more: Partial<SnippetOptions> = {}) => embedMethods['element']!.getCode({ ...options, ...more });
const expected = getCode();

/** A code block of a section of docs/embedding.md. */
function readBlock(heading: string, language: string): string {
  const [, section] = read('docs/embedding.md').split(`\n### ${heading}\n`);
  return new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``).exec(section!)![1]!;
}

const replaceAll = (text: string, values: Record<string, string>) =>
  Object.entries(values).reduce((replaced, [placeholder, value]) => replaced.replaceAll(placeholder, value), text);

describe('the snippet', () => {
  it('for Drupal has the element and the script of /embed-code', () => {
    const [, script, ...element] = expected.split('\n');
    assert.deepEqual(readBlock('Drupal', 'twig').split('\n').slice(1), element);
    const [, src] = /^<script type="module" async src="([^"]*)"><\/script>$/.exec(script!)!;
    assert.ok(readBlock('Drupal', 'yaml').includes(`${src}: { type: external, minified: true, attributes: { type: module, async: true } }`));
  });

  it('for Hugo is that of /embed-code', () => {
    const code = readBlock('Hugo', 'html').replace(/^.*\n/, '');
    const values = { '{{ $server }}': options.origin, '{{ $partner }}': options.partner!, '{{ $id }}': options.id, '{{ .Get "title" }}': options.title };
    assert.equal(replaceAll(code, values), expected);
  });

  it('for Eleventy is that of /embed-code', async () => {
    type Shortcode = (id: string, title: string) => string;
    type Configure = (config: { addShortcode: (name: string, shortcode: Shortcode) => void }) => void;
    const { default: configure } = (await import(`data:text/javascript,${encodeURIComponent(readBlock('Eleventy', 'js'))}`)) as { default: Configure };
    const codes: string[] = [];
    configure({ addShortcode: (_, shortcode) => codes.push(shortcode(options.id, options.title)) });
    assert.deepEqual(codes, [expected]);
  });

  it('for Jekyll is that of /embed-code', () => {
    assert.equal(replaceAll(readBlock('Jekyll', 'html'), { '{{ include.campaign }}': options.id, '{{ include.title }}': options.title }), expected);
  });

  it('of the plugin for WordPress is that of /embed-code, with its heights', () => {
    const php = read('integrations/wordpress/includes/snippet.php');
    const [, expression] = /return ("<link[^;]*;[^;]*);/.exec(php)!;
    const template = JSON.parse(expression!.replace('" . action_widgets_create_link( $action ) . "', '$link').replace(/"\s*\. "/g, '')) as string;
    for (const [element, tag] of Object.entries(tagNames) as [ElementName, string][]) {
      const code = getCode({ element });
      const [, height] = new RegExp(`'${tag}' .*'height' => '([^']*)'`).exec(php)!;
      const getAttributes = (pattern: RegExp) => pattern.exec(code)![1]!;
      const values = {
        $preload: getAttributes(/crossorigin( href="[^"]*")/),
        $script: getAttributes(/async( src="[^"]*")/),
        $host: getAttributes(new RegExp(`<${tag}([^>]*?)\\n`)),
        $height: height!,
        $link: getAttributes(/(<a .*<\/a>)/),
        $element: tag,
      };
      assert.equal(replaceAll(template, values), code);
    }
  });
});

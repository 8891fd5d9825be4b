// npm run locales: what it finds in the catalogues as they are, and in ones that somebody has broken.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const real = join(root, 'src/locales');
const folder = mkdtempSync(join(tmpdir(), 'locales-'));
after(() => rmSync(folder, { recursive: true }));

type Words = Record<string, string | Record<string, string>>;
const fileOf = (language: string) => join(folder, `${language}.json`);
const read = (language: string) => readFileSync(fileOf(language), 'utf8');
/** Changes a catalogue, one key a line. */
function edit(language: string, change: (words: Words) => Words | void): void {
  const words = JSON.parse(read(language)) as Words;
  const lines = Object.entries(change(words) ?? words).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writeFileSync(fileOf(language), `{\n${lines.join(',\n')}\n}\n`);
}

function locales(...args: string[]): { faults: string[]; said: string[]; status: number | null } {
  const { stderr, stdout, status } = spawnSync(process.execPath, ['scripts/check-messages.mjs', ...args], { cwd: root, encoding: 'utf8' });
  const lines = (text: string) => text.split('\n').filter(Boolean);
  return { faults: lines(stderr).map((line) => line.replace(/^.*\/(?=[^/]*\.json)/, '')), said: lines(stdout), status };
}

describe('the catalogues', () => {
  const { faults, said, status } = locales('--check');
  const tags = readdirSync(real).flatMap((file) => /^([\w-]+)\.json$/.exec(file)?.[1] ?? []);

  it('lack nothing in any language', () => {
    assert.deepEqual(faults, []);
    assert.equal(status, 0);
  });

  it('say which of them no native translator has read', () => {
    const notes = tags.flatMap((tag) => {
      const note = (JSON.parse(readFileSync(join(real, `${tag}.json`), 'utf8')) as Words)['@note'];
      return note ? [`${tag}: ${note as string}`] : [];
    });
    assert.deepEqual(said.slice(0, -1), notes);
  });

  it('are of the languages in which a campaign is run', () => {
    for (const tag of ['ar', 'de', 'en', 'es', 'fr', 'id', 'km', 'lo', 'my', 'pt', 'th', 'vi']) assert.ok(tags.includes(tag), tag);
    assert.match(said.at(-1)!, new RegExp(`^${tags.length} languages`));
  });
});

describe('npm run locales', () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true });
    cpSync(real, folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  });

  it('says in which language, in which line and of which text something is missing', () => {
    edit('fr', (words) => {
      delete words['letter.send'];
      words['sentTo'] = 'Merci.';
      const { many: _, ...people } = words['people'] as Record<string, string>;
      words['people'] = people;
      // French says none and one alike, so the number has to stand there; German does not.
      words['counter.held'] = { ...(words['counter.held'] as object), one: '{name} est en détention depuis un jour.' };
    });
    edit('de', (words) => {
      words['counter.held'] = { ...(words['counter.held'] as object), one: '{name} ist seit einem Tag in Haft.', few: '{name}: {count}' };
      words['name'] = ' ';
      words['email'] = 'E-Mail von {name}';
    });
    edit('vi', (words) => void (words['kept'] = 'Sau {count} ngày'));
    edit('th', (words) => void (words['farewell'] = 'ลาก่อน'));
    writeFileSync(fileOf('id'), read('id').replace('"Kepada",', '"Kepada"'));
    writeFileSync(fileOf('pt_BR'), '{}');
    const lineOf = (language: string, key: string) => read(language).split('\n').findIndex((line) => line.includes(`"${key}":`)) + 1;

    const { faults, status } = locales('--check', folder);
    assert.deepEqual(faults, [
      `de.json:${lineOf('de', 'name')}: name is empty`,
      `de.json:${lineOf('de', 'email')}: email has {name}, which English has not: nothing would be put there`,
      `de.json:${lineOf('de', 'counter.held')}: counter.held (few) is a form that the language has not`,
      `fr.json:${lineOf('fr', 'privacy')}: letter.send is missing: "Send my letter"`,
      `fr.json:${lineOf('fr', 'sentTo')}: sentTo lacks {names}`,
      `fr.json:${lineOf('fr', 'people')}: people (many) is missing: "{count} people have taken part"`,
      `fr.json:${lineOf('fr', 'counter.held')}: counter.held (one) lacks {count}`,
      `id.json:${lineOf('id', 'letter.choose')}: a comma is missing here`,
      'pt_BR.json: is no language that CLDR knows; a file is called as in BCP 47, in small letters: km, pt-br',
      `th.json:${lineOf('th', 'farewell')}: farewell is no key of en.json`,
      'th.json: is not as npm run locales writes it',
      `vi.json:${lineOf('vi', 'kept')}: kept changes with a number: it wants the forms other`,
    ]);
    assert.equal(status, 1);
  });

  it('says of a new text in English which languages have not got it yet', () => {
    edit('en', (words) => void (words['farewell'] = 'Goodbye, {name}'));
    edit('fr', (words) => void (words['farewell'] = 'Au revoir, {name}'));
    const faults = locales('--check', folder).faults.filter((fault) => fault.includes('farewell'));
    const others = readdirSync(folder).filter((file) => file.endsWith('.json') && !['en.json', 'fr.json'].includes(file));
    assert.deepEqual(faults.map((fault) => fault.replace(/:\d+/, '')), others.sort().map((file) => `${file}: farewell is missing: "Goodbye, {name}"`));
  });

  it('puts keys in order, drops what is no key, and renews what a browser does not know, unless it only checks', () => {
    const before = read('km');
    edit('km', ({ '@note': note, '@cldr': _, ...words }) => ({ farewell: 'លា', ...Object.fromEntries(Object.entries(words).reverse()), '@note': note! }));
    rmSync(join(folder, 'countries/km.json'));
    const broken = read('km');
    assert.equal(locales('--check', folder).status, 1);
    assert.equal(read('km'), broken);
    assert.deepEqual(readdirSync(join(folder, 'countries')), readdirSync(join(real, 'countries')).filter((file) => file !== 'km.json'));

    const { faults, status } = locales(folder);
    assert.deepEqual([faults, status], [[], 0]);
    assert.equal(read('km'), before);
    assert.equal(readFileSync(join(folder, 'countries/km.json'), 'utf8'), readFileSync(join(real, 'countries/km.json'), 'utf8'));
  });
});

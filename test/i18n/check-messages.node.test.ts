/** `npm run messages`: what it reports about the messages as they are, and about files with mistakes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

type Message = string | Record<string, string>;
type Section = Record<string, Message>;
type Messages = Record<string, Section>;

const root = fileURLToPath(new URL('../../', import.meta.url));
const messagesFolder = join(root, 'src/i18n/messages');
const temporaryFolder = mkdtempSync(join(tmpdir(), 'messages-'));
const folder = join(temporaryFolder, 'messages');
after(() => rmSync(temporaryFolder, { recursive: true }));

const getPath = (language: string) => join(folder, `${language}.json`);
const read = (language: string) => readFileSync(getPath(language), 'utf8');

/** Writes a file again after a change, with one message per line. */
function edit(language: string, change: (messages: Messages) => Messages | void): void {
  const messages = JSON.parse(read(language)) as Messages;
  const sections = Object.entries(change(messages) ?? messages).map(([name, section]) => {
    if (name.startsWith('@')) return `  ${JSON.stringify(name)}: ${JSON.stringify(section)}`;
    const lines = Object.entries(section).map(([key, message]) => `    ${JSON.stringify(key)}: ${JSON.stringify(message)}`);
    return `  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`;
  });
  writeFileSync(getPath(language), `{\n${sections.join(',\n')}\n}\n`);
}

/** The number of the line that begins with a key, after the line that begins with its section. */
function findLine(language: string, section: string, key: string): number {
  const lines = read(language).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`  "${section}":`));
  return lines.findIndex((line, i) => i > start && line.startsWith(`    "${key}":`)) + 1;
}

const toLines = (text: string) => text.split('\n').filter(Boolean);

function runCheck(...args: string[]): { errors: string[]; output: string[]; status: number | null } {
  const { stderr, stdout, status } = spawnSync(process.execPath, ['scripts/check-messages.mjs', ...args], { cwd: root, encoding: 'utf8' });
  return { errors: toLines(stderr).map((line) => line.replace(/^.*\/(?=[^/]*\.json)/, '')), output: toLines(stdout), status };
}

describe('the messages', () => {
  const { errors, output, status } = runCheck('--check');
  const languages = readdirSync(messagesFolder).flatMap((file) => /^([\w-]+)\.json$/.exec(file)?.[1] ?? []);

  it('are complete in every language', () => {
    assert.deepEqual(errors, []);
    assert.equal(status, 0);
  });

  it('name the languages that no native speaker has reviewed', () => {
    const notes = languages.flatMap((language) => {
      const { '@note': note } = JSON.parse(readFileSync(join(messagesFolder, `${language}.json`), 'utf8')) as { '@note'?: string };
      return note ? [`${language}: ${note}`] : [];
    });
    assert.deepEqual(output.slice(0, -1), notes);
  });

  it('exist in the languages of the campaigns', () => {
    for (const language of ['ar', 'de', 'en', 'es', 'fr', 'id', 'km', 'lo', 'my', 'pt', 'th', 'vi']) assert.ok(languages.includes(language), language);
    assert.match(output.at(-1)!, new RegExp(`^${languages.length} languages, \\d+ messages: no errors$`));
  });
});

describe('npm run messages', () => {
  beforeEach(() => {
    rmSync(temporaryFolder, { recursive: true, force: true });
    for (const name of ['messages', 'countries']) cpSync(join(messagesFolder, '..', name), join(temporaryFolder, name), { recursive: true });
  });

  it('reports the file, line and English text of whatever is missing or wrong', () => {
    edit('fr', (messages) => {
      delete messages['letter']!['send'];
      messages['feedback']!['thanksFor'] = 'Merci.';
      delete (messages['progress']!['people'] as Record<string, string>)['many'];
      // In French, “one” is also used for zero, so the number must appear; in German it may be a word.
      messages['counter']!['held'] = { ...(messages['counter']!['held'] as object), one: '{name} est en détention depuis un jour.' };
    });
    edit('de', (messages) => {
      messages['form']!['name'] = ' ';
      messages['form']!['email'] = 'E-Mail von {name}';
      messages['form']!['country'] = ' Land';
      messages['counter']!['held'] = { ...(messages['counter']!['held'] as object), one: '{name} ist seit einem Tag in Haft.', few: '{name}: {count}' };
    });
    edit('vi', (messages) => void (messages['form']!['retentionNote'] = 'Sau {count} ngày'));
    edit('th', (messages) => void (messages['form']!['farewell'] = 'ลาก่อน'));
    edit('es', (messages) => void delete messages['share']);
    writeFileSync(getPath('id'), read('id').replace('"Kepada",', '"Kepada"'));
    writeFileSync(getPath('pt_BR'), '{}');

    const { errors, status } = runCheck('--check', folder);
    assert.deepEqual(errors.filter((error) => !error.startsWith('es.json')), [
      `de.json:${findLine('de', 'form', 'name')}: form.name is empty`,
      `de.json:${findLine('de', 'form', 'email')}: form.email contains {name}, which the English text does not have, so nothing would replace it`,
      `de.json:${findLine('de', 'form', 'country')}: form.country starts or ends with white space`,
      `de.json:${findLine('de', 'counter', 'held')}: counter.held has the plural form "few", which this language does not use`,
      `fr.json:${findLine('fr', 'feedback', 'thanksFor')}: feedback.thanksFor is missing {names}`,
      `fr.json:${findLine('fr', 'progress', 'people')}: progress.people is missing the plural form "many"; English: "{count} people have taken part"`,
      `fr.json:${findLine('fr', 'letter', 'privacyNoteMailto')}: letter.send is missing; English: "Send my letter"`,
      `fr.json:${findLine('fr', 'counter', 'held')}: counter.held (one) is missing {count}`,
      `id.json:${findLine('id', 'form', 'to') + 1}: expected a comma`,
      'pt_BR.json: is not named after a language that CLDR knows; use a BCP 47 tag in lower case, such as km or pt-br',
      `th.json:${findLine('th', 'form', 'farewell')}: form.farewell is not in en.json`,
      'th.json: is out of date; run "npm run messages"',
      `vi.json:${findLine('vi', 'form', 'retentionNote')}: form.retentionNote depends on a number and needs the plural forms other`,
    ]);
    assert.match(errors.find((error) => error.startsWith('es.json'))!, /^es\.json:1: share\.heading is missing; English: "Share this action"$/);
    assert.equal(status, 1);
  });

  it('reports a new English message in every language that does not have it yet', () => {
    edit('en', (messages) => void (messages['form']!['farewell'] = 'Goodbye, {name}'));
    edit('fr', (messages) => void (messages['form']!['farewell'] = 'Au revoir, {name}'));
    const errors = runCheck('--check', folder).errors.filter((error) => error.includes('farewell'));
    const others = readdirSync(folder).filter((file) => !['en.json', 'fr.json'].includes(file));
    assert.deepEqual(
      errors.map((error) => error.replace(/:\d+/, '')),
      others.sort().map((file) => `${file}: form.farewell is missing; English: "Goodbye, {name}"`),
    );
  });

  it('sorts messages, removes unknown ones and updates CLDR data, but only without --check', () => {
    const original = read('km');
    edit('km', ({ '@note': note, '@cldr': _, ...sections }) => ({
      farewell: { title: 'លា' },
      ...Object.fromEntries(Object.entries(sections).reverse().map(([name, section]) => [name, Object.fromEntries(Object.entries(section).reverse())])),
      '@note': note!,
    }));
    rmSync(join(temporaryFolder, 'countries/km.json'));
    const changed = read('km');
    const check = runCheck('--check', folder);
    assert.ok(check.errors.includes('km.json:2: farewell is not in en.json'));
    assert.equal(check.status, 1);
    assert.equal(read('km'), changed);
    assert.ok(!readdirSync(join(temporaryFolder, 'countries')).includes('km.json'));

    const { errors, output, status } = runCheck(folder);
    assert.deepEqual([errors, status], [[], 0]);
    assert.ok(output.some((line) => line.endsWith('removed farewell, which is not in en.json')));
    assert.equal(read('km'), original);
    assert.equal(readFileSync(join(temporaryFolder, 'countries/km.json'), 'utf8'), readFileSync(join(messagesFolder, '../countries/km.json'), 'utf8'));
  });
});

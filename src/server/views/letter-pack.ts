/** Letters for their recipients, on A4: a title page, and then each letter on a page of its own, or the names of all senders by country. */
import { html, raw } from 'hono/html';
import { localizeCampaign, negotiateLanguage } from '../../campaign/localize.ts';
import { groupBySalutation } from '../../campaign/letter.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import { getDirection, type Translator } from '../../i18n/translator.ts';
import type { LetterPackSummary } from '../exports/letter-pack.ts';
import { createPrintFonts, type PrintFonts } from '../print/font-faces.ts';
import { getCountryNames } from './country-names.ts';
import { paragraphs, type Html } from './html.ts';

export interface LetterPack {
  header: string;
  toLetter: (submission: Submission) => string;
  /** By the names of the countries, those without one last. */
  toNames: (names: ReadonlyMap<string, string[]>) => Generator<{ text: string; count: number }>;
  footer: string;
}

/** @param document in its own language, which is that of the title page @param day `YYYY-MM-DD` */
export async function createLetterPack(document: Campaign, { count, characters }: LetterPackSummary, day: string): Promise<LetterPack> {
  const translator = await getTranslator(document.language, allMessages);
  const countries = new Map(await getCountryNames(translator));
  // The words around the letters come from the document, in any of its languages.
  const fonts = createPrintFonts([characters, JSON.stringify(document), ...countries.values()]);
  return {
    header: createHeader({ campaign: document, translator, fonts, count, day }),
    toLetter: (submission) => letterPage(document, submission, countries.get(submission.person?.country ?? '')),
    toNames: (names) => listNames(names, translator, countries),
    footer: '</body>\n</html>\n',
  };
}

interface Title {
  campaign: Campaign;
  translator: Translator;
  fonts: PrintFonts;
  count: number;
  day: string;
}

/** The head of the document, and its title page. Its only words are the campaign's own, so it is right in every language. */
const createHeader = ({ campaign, translator, fonts, count, day }: Title): string =>
  toText(html`<!doctype html>
<html lang="${translator.language}" dir="${getDirection(translator.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${campaign.title}</title>
<style>
${raw(fonts.css)}
${raw(styles.replace('FAMILY', fonts.family))}
</style>
</head>
<body>
<header>
<h1 dir="auto">${campaign.title}</h1>
${campaign.letter && html`<p dir="auto">${campaign.letter.subject}</p>`}
<p class="count">${translator.formatNumber(count)}</p>
<p dir="auto">${campaign.organiser.name}</p>
<p>${translator.formatDate(day)}</p>
</header>
`);

/** In the language of its sender. */
function letterPage(document: Campaign, { language, letter, person }: Submission, countryName: string | undefined): string {
  const campaign = localizeCampaign(document, negotiateLanguage(document, language));
  const targets = (campaign.letter?.targets ?? []).filter(({ id }) => letter!.targets.includes(id));
  const salutations = campaign.letter ? groupBySalutation(campaign.letter, targets).map(({ salutation }) => salutation) : [];
  return toText(html`<section class="letter" lang="${language}" dir="${getDirection(language)}">
<ul class="to">${targets.map(({ honours, name, office }) => html`<li dir="auto">${[honours, name].filter(Boolean).join(' ')}<br>${office}</li>`)}</ul>
<h2 dir="auto">${letter!.subject ?? ''}</h2>
${salutations.map((salutation) => html`<p dir="auto">${salutation}</p>`)}
${paragraphs(letter!.body ?? '')}
<p dir="auto">${campaign.letter?.closing ?? ''}</p>
<p class="from"><bdi>${person?.name ?? ''}</bdi>${countryName !== undefined && html`<br><bdi>${countryName}</bdi>`}</p>
</section>
`);
}

function* listNames(names: ReadonlyMap<string, string[]>, translator: Translator, countries: ReadonlyMap<string, string>): ReturnType<LetterPack['toNames']> {
  const { compare } = new Intl.Collator(translator.language);
  const groups = [...names].map(([code, list]) => ({ country: countries.get(code) ?? code, list: list.sort(compare) }));
  for (const { country, list } of groups.sort((a, b) => Number(a.country === '') - Number(b.country === '') || compare(a.country, b.country))) {
    const total = translator.formatNumber(list.length);
    yield { text: toText(html`${country && html`<h2 dir="auto">${country} <span>${total}</span></h2>\n`}<ul class="names">\n`), count: 0 };
    for (const name of list) yield { text: toText(html`<li><bdi>${name}</bdi></li>\n`), count: 1 };
    yield { text: '</ul>\n', count: 0 };
  }
}

/** Nothing in these templates is asynchronous. */
const toText = (markup: Html): string => (markup as Exclude<Html, Promise<unknown>>).toString();

const styles = `
@page { size: A4; margin: 20mm 20mm 25mm; @bottom-center { content: counter(page); font: 9pt serif; } }
@page :first { @bottom-center { content: none; } }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 12pt/1.6 FAMILY; overflow-wrap: anywhere; }
header { min-height: 245mm; display: flex; flex-direction: column; justify-content: center; text-align: center; break-after: page; }
h1 { margin: 0; font-size: 28pt; line-height: 1.3; }
.count { margin: 15mm 0; font-size: 54pt; line-height: 1.2; }
.letter { break-before: page; }
.letter p { white-space: pre-line; }
h2 { font-size: 14pt; break-after: avoid; }
h2 span { font-weight: normal; }
ul { margin: 0; padding: 0; list-style: none; }
.to li { margin-bottom: 3mm; }
.from { margin-top: 10mm; break-inside: avoid; }
.names { columns: 3; column-gap: 8mm; font-size: 10pt; line-height: 1.5; }
.names li { break-inside: avoid; }
@media screen { body { max-width: 170mm; margin: 0 auto; padding: 10mm; } .letter { border-block-start: 1px solid; padding-block: 10mm; } }
`;

/** Letters for their recipients, on A4: a title page, and then each letter on a page of its own, or the names of all senders by country. */
import { html, raw } from 'hono/html';
import { localizeCampaign, negotiateLanguage } from '../../campaign/localize.ts';
import { groupBySalutation } from '../../campaign/letter.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { getDirection, type Translator } from '../../i18n/translator.ts';
import type { PrintFonts } from '../print/font-faces.ts';
import { paragraphs, type Html } from './html.ts';

export interface LetterPackTitle {
  /** In the language of the translator. */
  campaign: Campaign;
  translator: Translator;
  fonts: PrintFonts;
  count: number;
  /** `YYYY-MM-DD`. */
  day: string;
}

/** The head of the document, and its title page. Its only words are the campaign's own, so it is right in every language. */
export const letterPackHeader = ({ campaign, translator, fonts, count, day }: LetterPackTitle): string =>
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

export const letterPackFooter = '</body>\n</html>\n';

/** @param document in its own language: each letter has that of its sender */
export function letterPage(document: Campaign, { language, letter, person }: Submission, countryName: string | undefined): string {
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

/** @param country its name; empty for those without one */
export const nameListHeading = (country: string, count: string): string =>
  toText(html`${country && html`<h2 dir="auto">${country} <span>${count}</span></h2>\n`}<ul class="names">\n`);

export const nameListItem = (name: string): string => toText(html`<li><bdi>${name}</bdi></li>\n`);

export const nameListEnd = '</ul>\n';

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

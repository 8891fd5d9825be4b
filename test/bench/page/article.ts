/** A partner's page: a long article with an action in it. Every variant uses the same article. */

const subjects = [
  'The prosecutor', 'A former guard', 'Her elder sister', 'The defence lawyer', 'A union organiser', 'The local council',
  'One of the witnesses', 'The regional court', 'A journalist from the capital', 'The ministry', 'Her neighbour',
  'An observer of the trial', 'The prison doctor', 'A delegation of diplomats', 'The youngest of the accused',
];
const verbs = [
  'confirmed', 'denied', 'described', 'refused to discuss', 'recorded', 'questioned', 'had known about', 'complained of',
  'wrote down', 'had heard of', 'published', 'could not explain', 'asked for', 'remembered', 'withdrew',
];
const objects = [
  'the arrest', 'a second interrogation', 'the missing pages of the file', 'the order to close the office',
  'the conditions in the cells', 'a letter from the workers', 'the sentence and its reasons', 'an appeal for clemency',
  'the search of the house', 'the list of visitors', 'a medical report', 'the ban on gatherings', 'every earlier statement',
  'the transfer by night', 'an offer to settle',
];
const places = [
  'in a crowded courtroom', 'at the border post', 'on the steps of the town hall', 'in front of the cameras', 'by telephone',
  'at a hearing behind closed doors', 'in a village two hours away', 'at the gates of the factory', 'before a committee',
  'during a short visit', 'in writing', 'at a meeting of the union', 'on the way to the hospital', 'in exile',
];
const times = [
  'on a Monday in March', 'three weeks later', 'after the election', 'the following spring', 'within a single day', 'in 2017',
  'as the rains began', 'long before the trial', 'when the families asked', 'only last week', 'at the end of the year',
  'while the talks went on', 'for the first time', 'once more',
];

/** Creates a generator of the same pseudorandom numbers in every run: mulberry32. */
function createRandom(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface ArticleParts {
  head?: string;
  /** HTML near the top of the article, where the published snippet is pasted. */
  widget?: string;
}

export function createArticle({ head = '', widget = '' }: ArticleParts): string {
  const random = createRandom(2018);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  const createSentence = () => `${pick(subjects)} ${pick(verbs)} ${pick(objects)} ${pick(places)}, ${pick(times)}.`;
  const createParagraph = () => `<p>${Array.from({ length: 4 + Math.floor(random() * 4) }, createSentence).join(' ')}</p>`;
  const createParagraphs = (count: number) => Array.from({ length: count }, createParagraph).join('\n');
  const createSection = (_: unknown, i: number) => `<h2>${pick(objects).replace(/^./, (letter) => letter.toUpperCase())}, ${pick(times)}</h2>
${createParagraphs(5)}
${i % 2 ? `<blockquote>${createSentence()}</blockquote>` : ''}`;
  const createRow = () => `<tr><td>${pick(times)}</td><td>${pick(objects)}</td><td>${pick(places)}</td></tr>`;
  const createLink = () => `<li><a href="#">${pick(subjects)} ${pick(verbs)} ${pick(objects)}</a></li>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What became of the case, a year on</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/bench/article.css">
${head}
</head>
<body>
<header class="top"><strong>Rights Monitor</strong><nav><ul>${'<li><a href="#">Reports</a></li><li><a href="#">Cases</a></li><li><a href="#">Countries</a></li><li><a href="#">About us</a></li>'}</ul></nav></header>
<div class="page">
<main>
<article>
<h1>What became of the case, a year on</h1>
<p class="lead">${createSentence()} ${createSentence()}</p>
<p class="by">By our correspondent, 18 July 2018</p>
${createParagraphs(1)}
${widget}
${Array.from({ length: 10 }, createSection).join('\n')}
<table><thead><tr><th>When</th><th>What</th><th>Where</th></tr></thead><tbody>${Array.from({ length: 30 }, createRow).join('\n')}</tbody></table>
</article>
</main>
<aside><h2>Read on</h2><ul>${Array.from({ length: 15 }, createLink).join('\n')}</ul></aside>
</div>
<footer><p>Rights Monitor is independent and takes no money from governments.</p></footer>
</body>
</html>
`;
}

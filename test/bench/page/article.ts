/** The page of a partner: a long article with an action in it. Every variant stands in the same one. */

const who = [
  'The prosecutor', 'A former guard', 'Her elder sister', 'The defence lawyer', 'A union organiser', 'The local council',
  'One of the witnesses', 'The regional court', 'A journalist from the capital', 'The ministry', 'Her neighbour',
  'An observer of the trial', 'The prison doctor', 'A delegation of diplomats', 'The youngest of the accused',
];
const did = [
  'confirmed', 'denied', 'described', 'refused to discuss', 'recorded', 'questioned', 'had known about', 'complained of',
  'wrote down', 'was told of', 'published', 'could not explain', 'asked for', 'remembered', 'withdrew',
];
const what = [
  'the arrest', 'a second interrogation', 'the missing pages of the file', 'the order to close the office',
  'the conditions in the cells', 'a letter from the workers', 'the sentence and its reasons', 'an appeal for clemency',
  'the search of the house', 'the list of visitors', 'a medical report', 'the ban on gatherings', 'every earlier statement',
  'the transfer by night', 'an offer to settle',
];
const where = [
  'in a crowded courtroom', 'at the border post', 'on the steps of the town hall', 'in front of the cameras', 'by telephone',
  'at a hearing behind closed doors', 'in a village two hours away', 'at the gates of the factory', 'before a committee',
  'during a short visit', 'in writing', 'at a meeting of the union', 'on the way to the hospital', 'in exile',
];
const when = [
  'on a Monday in March', 'three weeks later', 'after the election', 'the following spring', 'within a single day', 'in 2017',
  'as the rains began', 'long before the trial', 'when the families asked', 'only last week', 'at the end of the year',
  'while the talks went on', 'for the first time', 'once more',
];

/** The same numbers in every run: mulberry32. */
function numbers(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface ArticleParts {
  head?: string;
  /** Stands near the top, where the published snippet is pasted. */
  widget?: string;
}

export function article({ head = '', widget = '' }: ArticleParts): string {
  const next = numbers(2018);
  const one = (list: readonly string[]) => list[Math.floor(next() * list.length)]!;
  const sentence = () => `${one(who)} ${one(did)} ${one(what)} ${one(where)}, ${one(when)}.`;
  const paragraph = () => `<p>${Array.from({ length: 4 + Math.floor(next() * 4) }, sentence).join(' ')}</p>`;
  const paragraphs = (count: number) => Array.from({ length: count }, paragraph).join('\n');
  const section = (_: unknown, i: number) => `<h2>${one(what).replace(/^./, (letter) => letter.toUpperCase())}, ${one(when)}</h2>
${paragraphs(5)}
${i % 2 ? `<blockquote>${sentence()}</blockquote>` : ''}`;
  const row = () => `<tr><td>${one(when)}</td><td>${one(what)}</td><td>${one(where)}</td></tr>`;
  const link = () => `<li><a href="#">${one(who)} ${one(did)} ${one(what)}</a></li>`;
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
<p class="lead">${sentence()} ${sentence()}</p>
<p class="by">By our correspondent, 18 July 2018</p>
${paragraphs(1)}
${widget}
${Array.from({ length: 10 }, section).join('\n')}
<table><thead><tr><th>When</th><th>What</th><th>Where</th></tr></thead><tbody>${Array.from({ length: 30 }, row).join('\n')}</tbody></table>
</article>
</main>
<aside><h2>Read on</h2><ul>${Array.from({ length: 15 }, link).join('\n')}</ul></aside>
</div>
<footer><p>Rights Monitor is independent and takes no money from governments.</p></footer>
</body>
</html>
`;
}

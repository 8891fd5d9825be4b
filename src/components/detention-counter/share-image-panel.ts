/** A picture of the count: drawn in the page, to be saved or handed to the system. Loaded when somebody asks for it. */
import { counterWords } from '../../i18n/generated/counter.gen.ts';
import { laterWords } from '../../i18n/generated/counter-later.gen.ts';
import { drawPicture } from '../../share-image/canvas.ts';
import { sayDays } from '../../share-image/content.ts';
import { styles } from './share-image-panel.styles.ts';
import { el } from '../../utils/create-element.ts';
import { emit } from '../../base/events.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { View } from '../../base/render-context.ts';
import type { Format } from '../../share-image/layout.ts';

Object.assign(counterWords.english, laterWords);

const formats = { square: 'counter.square', wide: 'counter.wide', tall: 'counter.tall' } as const;

/** Closes the one that is open: pictures take memory until they are given back. */
let close: (() => void) | undefined;
let open: HTMLElement | undefined;

/**
 * Opens the choice of pictures under its button, or closes it.
 * @param section holds the button
 * @param people whose days are counted, in the reader's language
 * @param now milliseconds since the epoch
 */
export function togglePicture(from: HTMLElement, section: HTMLElement, view: View, people: readonly Person[], now: number): void {
  const closes = open === section;
  close?.();
  close = open = undefined;
  if (closes) return;
  const { adoptedStyleSheets } = from.shadowRoot!;
  if (!adoptedStyleSheets.includes(styles)) adoptedStyleSheets.push(styles);
  const button = section.querySelector('button')!;
  const stop = new AbortController();
  section.append(panel(from, view, people, now, stop.signal));
  button.ariaExpanded = 'true';
  open = section;
  close = () => {
    stop.abort();
    section.lastElementChild!.remove();
    button.ariaExpanded = 'false';
  };
}

function panel(from: HTMLElement, view: View, people: readonly Person[], now: number, signal: AbortSignal): HTMLElement {
  const { campaign, speaker, language, base } = view;
  const [one, other] = people as [Person, Person?];
  const said = sayDays({ people, title: campaign.title, organiser: campaign.organiser.name, language }, speaker, now);
  // Of one person there is room for a photo. What is no address at all has not passed the document's check.
  const photo = !other && one.photo ? new URL(one.photo.src, base).href : undefined;
  const theme = from.getAttribute('theme') === 'dark' ? 'dark' : 'light';
  // Whoever hears the page is told what the picture says when it is there.
  const drawn = el('div', { class: 'drawn', role: 'status' });
  const actions = el('div', { class: 'row' });
  let latest: Format | undefined;
  let url = '';
  signal.addEventListener('abort', () => URL.revokeObjectURL(url));

  const show = (blob: Blob, name: string) => {
    URL.revokeObjectURL(url);
    url = URL.createObjectURL(blob);
    const image = el('img', { src: url, alt: said.alt });
    // A strict policy shows no such picture, and lets it be saved all the same.
    image.addEventListener('error', () => image.replaceWith(said.alt));
    drawn.replaceChildren(image);
    actions.replaceChildren(el('a', { part: 'button', href: url, download: name }, speaker.say('counter.save')));
    const file = { files: [new File([blob], name, { type: blob.type })] };
    if (!navigator.canShare?.(file)) return;
    const hand = el('button', { type: 'button', part: 'button' }, speaker.say('shareNative'));
    hand.addEventListener('click', () => {
      // Closing the sheet is no error.
      navigator.share(file).then(() => emit(from, 'action-share', { channel: 'native' }), () => {});
    });
    actions.append(hand);
  };

  const draw = async (format: Format) => {
    latest = format;
    for (const one of choices) one.ariaPressed = String(one.value === format);
    try {
      const blob = await drawPicture({ said, format, theme, photo });
      if (latest === format && !signal.aborted) show(blob, `${campaign.id}-${format}.png`);
    } catch {
      if (latest === format) drawn.replaceChildren(speaker.say('counter.drawFailed'));
    }
  };
  const choices = Object.entries(formats).map(([format, key]) => {
    const choice = el('button', { type: 'button', part: 'button', value: format }, speaker.say(key));
    choice.addEventListener('click', () => void draw(format as Format));
    return choice;
  });
  void draw('square');
  return el('div', {}, el('div', { class: 'row' }, ...choices), drawn, actions);
}

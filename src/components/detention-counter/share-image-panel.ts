/** A picture of the count: drawn in the page, to be saved or handed to the system. Loaded when somebody asks for it. */
import { counterMessages } from '../../i18n/generated/counter.gen.ts';
import { lazyMessages } from '../../i18n/generated/counter-lazy.gen.ts';
import { drawShareImage } from '../../share-image/canvas.ts';
import { createImageContent } from '../../share-image/content.ts';
import { styles } from './share-image-panel.styles.ts';
import { createElement } from '../../utils/create-element.ts';
import { emit } from '../../base/events.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';
import type { Format } from '../../share-image/layout.ts';

Object.assign(counterMessages.english, lazyMessages);

const formats = { square: 'shareImage.square', wide: 'shareImage.landscape', tall: 'shareImage.portrait' } as const;

/** Closes the one that is open: pictures take memory until they are given back. */
let close: (() => void) | undefined;
let open: HTMLElement | undefined;

/**
 * Opens the choice of pictures under its button, or closes it.
 * @param section holds the button
 * @param people whose days are counted, in the reader's language
 * @param now milliseconds since the epoch
 */
export function toggleShareImage(from: HTMLElement, section: HTMLElement, view: RenderContext, people: readonly Person[], now: number): void {
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

function panel(from: HTMLElement, view: RenderContext, people: readonly Person[], now: number, signal: AbortSignal): HTMLElement {
  const { campaign, translator, language, base } = view;
  const [one, other] = people as [Person, Person?];
  const said = createImageContent({ people, title: campaign.title, organiser: campaign.organiser.name, language }, translator, now);
  // Of one person there is room for a photo. What is no address at all has not passed the document's check.
  const photo = !other && one.photo ? new URL(one.photo.src, base).href : undefined;
  const theme = from.getAttribute('theme') === 'dark' ? 'dark' : 'light';
  // Whoever hears the page is told what the picture says when it is there.
  const preview = createElement('div', { class: 'drawn', role: 'status' });
  const actions = createElement('div', { class: 'row' });
  let latest: Format | undefined;
  let url = '';
  signal.addEventListener('abort', () => URL.revokeObjectURL(url));

  const show = (blob: Blob, name: string) => {
    URL.revokeObjectURL(url);
    url = URL.createObjectURL(blob);
    const image = createElement('img', { src: url, alt: said.alt });
    // A strict policy shows no such picture, and lets it be saved all the same.
    image.addEventListener('error', () => image.replaceWith(said.alt));
    preview.replaceChildren(image);
    actions.replaceChildren(createElement('a', { part: 'button', href: url, download: name }, translator.t('shareImage.save')));
    const file = { files: [new File([blob], name, { type: blob.type })] };
    if (!navigator.canShare?.(file)) return;
    const shareButton = createElement('button', { type: 'button', part: 'button' }, translator.t('share.native'));
    shareButton.addEventListener('click', () => {
      // Closing the sheet is no error.
      navigator.share(file).then(() => emit(from, 'action-share', { channel: 'native' }), () => {});
    });
    actions.append(shareButton);
  };

  const draw = async (format: Format) => {
    latest = format;
    for (const one of choices) one.ariaPressed = String(one.value === format);
    try {
      const blob = await drawShareImage({ said, format, theme, photo });
      if (latest === format && !signal.aborted) show(blob, `${campaign.id}-${format}.png`);
    } catch {
      if (latest === format) preview.replaceChildren(translator.t('shareImage.drawFailed'));
    }
  };
  const choices = Object.entries(formats).map(([format, key]) => {
    const choice = createElement('button', { type: 'button', part: 'button', value: format }, translator.t(key));
    choice.addEventListener('click', () => void draw(format as Format));
    return choice;
  });
  void draw('square');
  return createElement('div', {}, createElement('div', { class: 'row' }, ...choices), preview, actions);
}

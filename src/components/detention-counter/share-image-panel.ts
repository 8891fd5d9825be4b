/** The count as an image: drawn in the page, to be saved or shared. Loaded when someone asks for it. */
import { html, nothing, type TemplateResult } from 'lit';
import { drawShareImage } from '../../share-image/canvas.ts';
import { createImageContent } from '../../share-image/content.ts';
import { whenRemoved } from '../../utils/when-removed.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { Format } from '../../share-image/layout.ts';

export { styles } from './share-image-panel.styles.ts';

// The element adds them to its own catalog, because the classic script and this separate module share no code.
export { lazyMessages as messages } from '../../i18n/generated/counter-lazy.gen.ts';

const formats = { square: 'shareImage.square', wide: 'shareImage.landscape', tall: 'shareImage.portrait' } as const;

/** Only one panel of the page is open: images take memory. */
let openPanel: ShareImagePanel | undefined;

export class ShareImagePanel implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #onShare: () => void;
  /** What the image shows, while the panel is open. */
  #subject: { context: RenderContext; people: readonly Person[]; now: number } | undefined;
  #format: Format = 'square';
  #image: { file: File; url: string } | undefined;
  #isDrawingFailed = false;
  /** A strict Content Security Policy shows no `blob:` image, but lets it be saved. */
  #isImageBlocked = false;

  /** @param onShare called after the image was shared */
  constructor(host: ReactiveControllerHost & HTMLElement, onShare: () => void) {
    this.#host = host;
    this.#onShare = onShare;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#subject !== undefined;
  }

  hostDisconnected(): void {
    whenRemoved(this.#host, () => this.close());
  }

  /**
   * Opens the panel, or closes it.
   * @param people whose days are counted, in the reader's language
   * @param now milliseconds since the epoch
   */
  toggle(context: RenderContext, people: readonly Person[], now: number): void {
    const wasOpen = this.isOpen;
    openPanel?.close();
    if (wasOpen) return;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the one open panel of the page
    openPanel = this;
    this.#subject = { context, people, now };
    void this.#draw('square');
  }

  close(): void {
    if (openPanel === this) openPanel = undefined;
    this.#subject = undefined;
    this.#setImage(undefined);
  }

  render(context: RenderContext): TemplateResult | typeof nothing {
    // An image in another language, or of another campaign, is drawn again when it is asked for.
    if (this.#subject && this.#subject.context !== context) queueMicrotask(() => this.close());
    if (!this.#subject) return nothing;
    const { translator } = context;
    const choices = Object.entries(formats).map(
      ([format, key]) =>
        html`<button type="button" part="button" aria-pressed=${format === this.#format} @click=${() => void this.#draw(format as Format)}>${translator.t(key)}</button>`,
    );
    // `role=status`, so that screen readers announce what the image shows when it is ready.
    return html`<div>
      <div class="row">${choices}</div>
      <div class="preview" role="status">${this.#renderPreview(context)}</div>
      <div class="row">${this.#renderActions(context)}</div>
    </div>`;
  }

  #renderPreview({ translator }: RenderContext): unknown {
    if (this.#isDrawingFailed) return translator.t('shareImage.drawFailed');
    if (!this.#image) return nothing;
    const { alt } = this.#createContent();
    return this.#isImageBlocked ? alt : html`<img src=${this.#image.url} alt=${alt} @error=${this.#onImageError} />`;
  }

  #renderActions({ translator }: RenderContext): unknown {
    if (!this.#image) return nothing;
    const { file, url } = this.#image;
    const data = { files: [file] };
    // Closing the share sheet is not an error, and nothing has been shared.
    const share = () => navigator.share(data).then(this.#onShare, () => {});
    return html`<a part="button" href=${url} download=${file.name}>${translator.t('shareImage.save')}</a>
      ${navigator.canShare?.(data) ? html`<button type="button" part="button" @click=${share}>${translator.t('share.native')}</button>` : nothing}`;
  }

  #createContent() {
    const { context, people, now } = this.#subject!;
    const { campaign, translator, language } = context;
    return createImageContent({ people, title: campaign.title, organiser: campaign.organiser.name, language }, translator, now);
  }

  async #draw(format: Format): Promise<void> {
    const subject = this.#subject!;
    const { campaign, base } = subject.context;
    const [person, another] = subject.people as [Person, Person?];
    // Only the image of one person has room for a photo.
    const photo = !another && person.photo ? new URL(person.photo.src, base).href : undefined;
    const theme = this.#host.getAttribute('theme') === 'dark' ? 'dark' : 'light';
    this.#format = format;
    this.#host.requestUpdate();
    const isCurrent = () => this.#subject === subject && this.#format === format;
    try {
      const blob = await drawShareImage({ content: this.#createContent(), format, theme, photo });
      if (isCurrent()) this.#setImage(new File([blob], `${campaign.id}-${format}.png`, { type: blob.type }));
    } catch {
      if (isCurrent()) this.#setImage(undefined, true);
    }
  }

  #setImage(file: File | undefined, isFailed = false): void {
    if (this.#image) URL.revokeObjectURL(this.#image.url);
    this.#image = file && { file, url: URL.createObjectURL(file) };
    this.#isDrawingFailed = isFailed;
    this.#isImageBlocked = false;
    this.#host.requestUpdate();
  }

  readonly #onImageError = (): void => {
    this.#isImageBlocked = true;
    this.#host.requestUpdate();
  };
}

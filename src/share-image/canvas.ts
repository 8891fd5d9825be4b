/** Paints a picture, in the page and wherever else there is a canvas. */
import { layoutImage, type Format, type Measure, type Picture, type Theme } from './layout.ts';
import type { ImageContent } from './content.ts';

/** What of a canvas is used. */
type Context = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'textAlign' | 'direction' | 'fillRect' | 'beginPath' | 'arc' | 'stroke' | 'fillText' | 'measureText'
>;

/** That much stays free at each side, whatever an engine does. In pixels. */
const safeMargin = 24;

/** Serif faces whose figures are of one height. */
export const fonts = `'Noto Serif', ui-serif, Charter, Cambria, 'Times New Roman', 'Noto Serif Khmer', 'Noto Naskh Arabic', serif`;

const fontOf = (family: string, { size, weight }: { size: number; weight: number }) => `${weight} ${size}px ${family}`;

/** @param family as in CSS */
export function createMeasure(context: Context, family: string): Measure {
  return (text, font) => {
    context.font = fontOf(family, font);
    return context.measureText(text).width;
  };
}

/** @param drawPhoto puts the photo into its box; without it the box stays empty */
export function paint(
  context: Context,
  { shapes, width }: Picture,
  family: string,
  drawPhoto?: (x: number, y: number, width: number, height: number) => void,
): void {
  for (const shape of shapes) {
    if (shape.kind === 'rect') {
      context.fillStyle = shape.fill;
      context.fillRect(shape.x, shape.y, shape.width, shape.height);
    } else if (shape.kind === 'ring') {
      context.strokeStyle = shape.stroke;
      context.lineWidth = shape.line;
      context.beginPath();
      context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
      context.stroke();
    } else if (shape.kind === 'photo') drawPhoto?.(shape.x, shape.y, shape.width, shape.height);
    else {
      context.fillStyle = shape.fill;
      context.font = fontOf(family, shape);
      context.direction = shape.direction;
      context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      // An engine may paint wider than it measured: then the line is drawn narrower, and stays inside.
      const { anchor, x } = shape;
      const room = anchor === 'left' ? width - x : anchor === 'right' ? x : 2 * Math.min(x, width - x);
      context.fillText(shape.text, x, shape.y, room - safeMargin);
    }
  }
}

/** As long is waited for a photo. Milliseconds. */
const patience = 5000;

/** A photo that may be drawn and read again, or nothing: one from a site that does not allow it would spoil the canvas. */
function loadPhoto(src: string): Promise<HTMLImageElement | undefined> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.referrerPolicy = 'no-referrer';
  return new Promise((resolve) => {
    image.onload = () => resolve(image);
    image.onerror = () => resolve(undefined);
    setTimeout(resolve, patience);
    image.src = src;
  });
}

export interface DrawOptions {
  said: ImageContent;
  format: Format;
  theme: Theme;
  /** An absolute http(s) URL. */
  photo?: string | undefined;
  /** As in CSS. */
  family?: string | undefined;
}

/** Draws it in the page. @returns a PNG; rejects where there is no memory for one */
export async function drawShareImage({ said, format, theme, photo, family = fonts }: DrawOptions): Promise<Blob> {
  const image = photo ? await loadPhoto(photo) : undefined;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const picture = layoutImage(said, { format, theme, photo: !!image }, createMeasure(context, family));
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.lang = picture.language;
  paint(context, picture, family, (x, y, width, height) => {
    const { naturalWidth, naturalHeight } = image!;
    const scale = Math.min(naturalWidth / width, naturalHeight / height);
    const [w, h] = [width * scale, height * scale];
    // A little above the middle, where faces are.
    context.drawImage(image!, (naturalWidth - w) / 2, (naturalHeight - h) / 3, w, h, x, y, width, height);
  });
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn'))), 'image/png'),
  );
}

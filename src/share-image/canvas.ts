/** Paints an image layout on a canvas, in the page and on the server. */
import type { ImageContent } from './content.ts';
import { layoutImage, type Format, type ImageLayout, type Measure, type Theme } from './layout.ts';

/** The members of a canvas context that are used: the server's canvas has no others. */
type Context = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'textAlign' | 'direction' | 'fillRect' | 'beginPath' | 'arc' | 'stroke' | 'fillText' | 'measureText'
>;

/** Stays free at each side, even if an engine paints text wider than it measured it. In pixels. */
const safeMargin = 24;

/** Serif fonts with lining figures, which all have the same height. */
export const fonts = `'Noto Serif', ui-serif, Charter, Cambria, 'Times New Roman', 'Noto Serif Khmer', 'Noto Naskh Arabic', serif`;

const formatFont = (family: string, { size, weight }: { size: number; weight: number }) => `${weight} ${size}px ${family}`;

/** @param family as in CSS */
export function createMeasure(context: Context, family: string): Measure {
  return (text, font) => {
    context.font = formatFont(family, font);
    return context.measureText(text).width;
  };
}

/** @param drawPhoto draws the photo into its box, which stays empty otherwise */
export function paint(
  context: Context,
  { shapes, width }: ImageLayout,
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
      context.font = formatFont(family, shape);
      context.direction = shape.direction;
      context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      // An engine may paint wider than it measured. The maximum width makes it condense the line instead.
      const { anchor, x } = shape;
      const availableWidth = anchor === 'left' ? width - x : anchor === 'right' ? x : 2 * Math.min(x, width - x);
      context.fillText(shape.text, x, shape.y, availableWidth - safeMargin);
    }
  }
}

/** In milliseconds. */
const photoTimeout = 5000;

/** Resolves without a photo if its site does not allow it to be read: it would taint the canvas, which then cannot be saved. */
function loadPhoto(src: string): Promise<HTMLImageElement | undefined> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.referrerPolicy = 'no-referrer';
  return new Promise((resolve) => {
    image.onload = () => resolve(image);
    image.onerror = () => resolve(undefined);
    setTimeout(resolve, photoTimeout);
    image.src = src;
  });
}

export interface DrawOptions {
  content: ImageContent;
  format: Format;
  theme: Theme;
  /** An absolute http(s) URL. */
  photo?: string | undefined;
  /** As in CSS. */
  family?: string | undefined;
}

/** Draws the image in the page. @returns a PNG; rejects if there is not enough memory */
export async function drawShareImage({ content, format, theme, photo, family = fonts }: DrawOptions): Promise<Blob> {
  const image = photo ? await loadPhoto(photo) : undefined;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const layout = layoutImage(content, { format, theme, photo: !!image }, createMeasure(context, family));
  canvas.width = layout.width;
  canvas.height = layout.height;
  canvas.lang = layout.language;
  paint(context, layout, family, (x, y, width, height) => {
    const { naturalWidth, naturalHeight } = image!;
    const scale = Math.min(naturalWidth / width, naturalHeight / height);
    const [sourceWidth, sourceHeight] = [width * scale, height * scale];
    // Crop around a point a little above the middle, where faces are.
    context.drawImage(image!, (naturalWidth - sourceWidth) / 2, (naturalHeight - sourceHeight) / 3, sourceWidth, sourceHeight, x, y, width, height);
  });
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The image could not be created'))), 'image/png'),
  );
}

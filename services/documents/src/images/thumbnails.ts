import sharp, { type Sharp } from 'sharp';
import { Refusal } from '../domain/refusal.ts';
import { requirePicture } from './picture-type.ts';

/** A picture made smaller, as WebP. */
export interface SmallPicture {
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** The longer sides of a product's thumbnails, in pixels. */
export const thumbnailSizes = [960, 320, 96] as const;

const maxSeconds = 20;

// One thread a picture, and nothing kept between them: memory is bounded by the pictures at once.
sharp.concurrency(1);
sharp.cache(false);

/**
 * Makes a picture's thumbnails: upright, in sRGB, without what a camera writes beside it. Of an animation, the first frame.
 * @param maxPixels of the picture as it is stored; more are refused before any is decoded
 * @throws Refusal
 */
export async function thumbnailsOf(picture: Buffer, maxPixels: number): Promise<SmallPicture[]> {
  requirePicture(picture);
  try {
    const { width, height } = await sharp(picture, { limitInputPixels: false }).metadata();
    if (width * height > maxPixels) throw tooManyPixels(maxPixels);
    // Decoded once; the small ones are made of the large one.
    const [largest] = thumbnailSizes;
    const options = { limitInputPixels: maxPixels, sequentialRead: true, failOn: 'error' } as const;
    const { data, info } = await inside(sharp(picture, options).autoOrient(), largest)
      .toColourspace('srgb')
      .raw()
      .timeout({ seconds: maxSeconds })
      .toBuffer({ resolveWithObject: true });
    const { width: w, height: h, channels } = info;
    const raw = { raw: { width: w, height: h, channels } };
    const made: SmallPicture[] = [];
    for (const size of thumbnailSizes) {
      const small = await inside(sharp(data, raw), size)
        .webp({ quality: 80 })
        .toBuffer({ resolveWithObject: true });
      made.push({ size, width: small.info.width, height: small.info.height, bytes: small.data });
    }
    return made;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refusalOf((error as Error).message, maxPixels);
  }
}

function inside(picture: Sharp, size: number): Sharp {
  return picture.resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true });
}

function refusalOf(message: string, maxPixels: number): Refusal {
  if (/pixel limit/i.test(message)) return tooManyPixels(maxPixels);
  if (/timeout/i.test(message)) {
    return new Refusal('too-complex', `The picture takes longer than ${maxSeconds} s to decode.`);
  }
  return new Refusal('picture-broken', 'The picture is damaged or ends in the middle.');
}

function tooManyPixels(maxPixels: number): Refusal {
  const most = Math.floor(maxPixels / 1_000_000);
  return new Refusal('too-many-pixels', `The picture has more than ${most} megapixels.`);
}

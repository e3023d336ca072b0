import sharp from 'sharp';
import type { SeedProduct } from './catalogue.ts';

/** Draws a product: a PNG of 1200 × 900 pixels. */
export function pictureOf({ ground, drawing }: SeedProduct): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="1200" height="900">
    <rect width="400" height="300" fill="${ground}"/><ellipse cx="200" cy="262" rx="120" ry="10" fill="#000" opacity="0.08"/>${drawing}</svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 3 }).toBuffer();
}

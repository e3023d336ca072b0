import { truncateSync, writeFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { crc32, deflateSync, gzipSync } from 'node:zlib';

/** Writes one file. */
export type Make = (path: string) => void | Promise<void>;

export const bytes =
  (content: string | Buffer): Make =>
  (path) =>
    writeFileSync(path, content);

/** So many zero bytes, without as many on the disk. */
export const sparse =
  (size: number): Make =>
  (path) => {
    writeFileSync(path, '');
    truncateSync(path, size);
  };

/** A picture with something on it, so that it takes some bytes. */
export function picture(width: number, height: number) {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: 'teal',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
}

export const whole =
  (made: () => Sharp): Make =>
  async (path) => {
    writeFileSync(path, await made().toBuffer());
  };

export const half =
  (made: () => Sharp): Make =>
  async (path) => {
    const all = await made().toBuffer();
    writeFileSync(path, all.subarray(0, all.length / 2));
  };

export const animation: Make = async (path) => {
  const frames = await Promise.all(
    ['red', 'green', 'blue'].map((background) =>
      sharp({ create: { width: 400, height: 300, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  writeFileSync(
    path,
    await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer(),
  );
};

/** A few hundred bytes a million pixels: white, one bit each. */
export function pngBomb(side: number): Make {
  return (path) => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(side, 0);
    header.writeUInt32BE(side, 4);
    header[8] = 1;
    const pixels = deflateSync(Buffer.alloc((side / 8 + 1) * side), { level: 9 });
    const chunks = [
      ['IHDR', header],
      ['IDAT', pixels],
      ['IEND', Buffer.alloc(0)],
    ] as const;
    const parts = chunks.map(([name, data]) => pngChunk(name, data));
    writeFileSync(path, Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]));
  };
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A screen of 65,535 by 65,535 pixels, and nothing on it. */
export const gifBomb = bytes(
  Buffer.from('474946383961ffffffff800000000000ffffff2c00000000ffffffff0002024401003b', 'hex'),
);

export const gzipBomb: Make = bytes(gzipSync(Buffer.alloc(1_000_000)));

import type { Thumbnail } from '@waybill/contracts/document-events';
import type { Aggregate } from '@waybill/runtime/aggregate';
import type { ObjectStore } from '@waybill/runtime/objects/object-store';
import type { Arrival } from './arrival.ts';
import type { Document, DocumentCommand, DocumentEvent } from './domain/document.ts';
import { contentHashOf } from './ids.ts';
import { thumbnailsOf, type SmallPicture } from './images/thumbnails.ts';
import { collected } from './parsing/chunks.ts';

/** What the studio works with. */
export interface Adapters {
  readonly documents: Aggregate<Document, DocumentCommand, DocumentEvent>;
  readonly objects: ObjectStore;
  readonly maxPixels: number;
}

/** What a key names never changes, so that browsers need not ask again. */
const cacheControl = 'public, max-age=31536000, immutable';

/** Makes thumbnails of products' pictures. */
export class PictureStudio {
  readonly #adapters: Adapters;

  constructor(adapters: Adapters) {
    this.#adapters = adapters;
  }

  /**
   * The thumbnails are stored before they are told of: whoever dies in between leaves objects that the next try writes again.
   * @throws Refusal
   */
  async illustrate(
    productId: string,
    arrival: Arrival,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<void> {
    const { documents, maxPixels } = this.#adapters;
    const { documentId, sequencer, uploadedAt, object } = arrival;
    const made = await thumbnailsOf(await collected(chunks), maxPixels);
    const thumbnails = await Promise.all(
      made.map((picture) => this.#store(object.bucket, productId, picture)),
    );
    const told = { productId, documentId, sequencer, uploadedAt, thumbnails };
    await documents.execute(documentId, { type: 'illustrate', ...told });
  }

  async #store(bucket: string, productId: string, picture: SmallPicture): Promise<Thumbnail> {
    const { size, width, height, bytes: body } = picture;
    const key = `thumbnails/${productId}/${size}-${contentHashOf(body)}.webp`;
    const headers = { contentType: 'image/webp', cacheControl };
    await this.#adapters.objects.put({ bucket, key, body, ...headers });
    return { size, width, height, key };
  }
}

import { privateEvent } from '@waybill/contracts/contract';
import { ImageProcessed } from '@waybill/contracts/document-events';

/** A product has a newer picture. It may come before the product is listed. */
export const PictureAttached = privateEvent('PictureAttached', 1, ImageProcessed.schema.properties);

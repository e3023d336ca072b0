/**
 * Whether a change of an S3 object came after another change of the same key; says nothing about different keys.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html (right-padded with zeros)
 */
export function isLater(sequencer: string, other: string): boolean {
  const length = Math.max(sequencer.length, other.length);
  const padded = (text: string): string => text.toUpperCase().padEnd(length, '0');
  return padded(sequencer) > padded(other);
}

/**
 * A text frame as a server sends it, whole and not masked (RFC 6455, section 5.2). Made once, it is written to any number
 * of connections as it is.
 */
export function encodeFrame(value: object): Buffer {
  const text = JSON.stringify(value);
  const length = Buffer.byteLength(text);
  const at = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(at + length);
  frame[0] = 0x81;
  if (at === 2) {
    frame[1] = length;
  } else if (at === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, at);
  return frame;
}

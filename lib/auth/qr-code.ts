// QR codes as pictures within the page: nothing is fetched, and no other server ever sees what they say.

import { toString } from 'qrcode';

/** A `data:` address of an SVG, black on white with its quiet zone (ISO/IEC 18004 §9.1: four modules). */
export async function qrCode(text: string): Promise<string> {
  const svg = await toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

import { generate } from "lean-qr";
import { toSvgSource } from "lean-qr/extras/svg";

/** A text as a QR code, as an SVG document. */
export function qrCode(text: string): string {
  return toSvgSource(generate(text), { on: "black", off: "white" });
}

import { generate } from "lean-qr";
import { toSvgSource } from "lean-qr/extras/svg";

/** A text as a QR code, as an SVG document. */
export function qrCode(text: string): string {
  return toSvgSource(generate(text), { on: "black", off: "white" });
}

/** Half blocks: two rows a line, so that it is as wide as high. What is light is printed. */
const blocks = { both: "█", upper: "▀", lower: "▄", none: " " } as const;
const marginModules = 2;

/** A text as a QR code of lines for a terminal, white on black whatever its colours are: cameras want the squares dark. */
export function qrCodeText(text: string): string {
  const code = generate(text);
  const isLight = (x: number, y: number) => !code.get(x, y);
  const lines: string[] = [];
  for (let y = -marginModules; y < code.size + marginModules; y += 2) {
    let line = "";
    for (let x = -marginModules; x < code.size + marginModules; x += 1) {
      const [upper, lower] = [isLight(x, y), isLight(x, y + 1)];
      line += upper ? (lower ? blocks.both : blocks.upper) : lower ? blocks.lower : blocks.none;
    }
    lines.push(`\u001b[97;40m${line}\u001b[0m`);
  }
  return lines.join("\n");
}

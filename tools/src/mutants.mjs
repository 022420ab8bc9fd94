// Finds the numbers, bytes and words of a protocol file that can be changed one at a time.
import ts from "typescript";

/** Parts of a definition that say something about the protocol and do nothing. */
const silent = new Set(["key", "summary", "examples", "exampleFindings"]);

/**
 * @param {string} source the TypeScript of a protocol file
 * @returns {{ line: number, from: string, to: string, text: string }[]} each with the whole file, one literal changed
 */
export function mutantsOf(source) {
  const file = ts.createSourceFile("protocol.ts", source, ts.ScriptTarget.ES2022, true);
  const found = [];
  const change = (start, from, to) => {
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ line, from, to, text: source.slice(0, start) + to + source.slice(start + from.length) });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isPropertyAssignment(node) && silent.has(node.name.getText())) return;
    if (ts.isNumericLiteral(node)) {
      const from = node.getText();
      change(node.getStart(), from, String(Number(from.replaceAll("_", "")) + 1));
    }
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText();
      for (const part of templateParts(node.template)) {
        const text = part.getText();
        for (const { index, 0: from } of text.matchAll(tag === "hex" ? /[0-9a-f]{2}/g : /[A-Za-z0-9:;,]/g)) {
          change(part.getStart() + index, from, tag === "hex" ? nextByte(from) : nextSign(from));
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function templateParts(template) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template];
  return [template.head, ...template.templateSpans.map(({ literal }) => literal)];
}

function nextByte(digits) {
  return ((Number.parseInt(digits, 16) + 1) & 0xff).toString(16).padStart(2, "0");
}

function nextSign(sign) {
  return sign === "z" ? "a" : sign === "Z" ? "A" : sign === "9" ? "0" : String.fromCharCode(sign.charCodeAt(0) + 1);
}

/** JavaScript that `import()` takes as data, with every import resolved from here. */
export function moduleUrl(source, resolve) {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  const text = outputText.replace(/(from\s*")([^"]+)(")/g, (_, before, name, after) => before + resolve(name) + after);
  return `data:text/javascript;base64,${Buffer.from(text).toString("base64")}`;
}

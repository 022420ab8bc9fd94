import { describe, expect, it } from "vitest";
import { allPackages, codeOnly, folderOf, importsOf, productFiles, withoutComments } from "./repository.js";

describe("the reader of the repository rules", () => {
  it("sees the packages and their sources", () => {
    expect(allPackages().map(({ folder }) => folder)).toContain("core");
    expect(productFiles().map(({ path }) => path)).toContain("packages/core/src/clock.ts");
    expect(productFiles().some(({ path }) => path.endsWith(".test.ts"))).toBe(false);
  });

  it("finds every form of import and none in comments or strings", () => {
    const source = `
import a from "one";
import type { b } from 'two';
import {
  c,
} from "three";
export * from "four";
import "five";
const f = await import("six");
type G = import("seven").G;
// import h from "eight";
/* import i from "nine"; */
const j = 'import k from "ten"';
const l = Array.from("eleven");
`;
    expect(importsOf(source)).toEqual(["one", "two", "three", "four", "five", "six", "seven"]);
  });

  it("blanks comments and what is in literals, and keeps the code inside templates", () => {
    expect(withoutComments('a("//x"); // y')).toBe('a("//x");     ');
    expect(codeOnly('a("it\\"s"); /* b */ c')).toBe('a("     ");         c');
    const nested = ["x = `a $", "{f({ b: `c $", "{process} d` })} e`;"].join("");
    expect(codeOnly(nested)).toBe(["x = `  $", "{f({ b: `  $", "{process}  ` })}  `;"].join(""));
    expect(codeOnly("a = b / c / d; // e").trim()).toBe("a = b / c / d;");
    expect(codeOnly("a = /[/\"'`]/.test(process);")).toBe(`a = ${" ".repeat(8)}.test(process);`);
    expect(codeOnly("a; /*\n b */ c")).toBe("a;   \n      c");
  });

  it("tells packages of the workspace from others", () => {
    expect(folderOf("@buttplug-ts/core")).toBe("core");
    expect(folderOf("@buttplug-ts/connector-websocket/listener")).toBe("connector-websocket");
    expect(folderOf("buttplug-ts/web")).toBe("buttplug-ts");
    expect([folderOf("buttplug"), folderOf("ws"), folderOf("./core.js")]).toEqual([undefined, undefined, undefined]);
  });
});

import { expect, it } from "vitest";
import { defaultIpcPath, ipcPathIn } from "./default-ipc-path.js";

const linux = {
  platform: "linux",
  runtimeFolder: "/run/user/1000",
  temporaryFolder: "/tmp",
  user: { uid: 1000, username: "ada" },
};

it("is a socket in the folder that the system keeps for the user", () => {
  expect(ipcPathIn("buttplug-ts", linux)).toBe("/run/user/1000/buttplug-ts.sock");
});

it.each([undefined, "", "relative"])(
  "is one of the user's in the temporary folder where there is none: %j",
  (runtimeFolder) => {
    expect(ipcPathIn("my-app", { ...linux, runtimeFolder })).toBe("/tmp/my-app-1000.sock");
  },
);

it("is a named pipe of the user on Windows", () => {
  const user = { uid: -1, username: "Ada Lovelace" };
  expect(ipcPathIn("my-app", { ...linux, platform: "win32", user })).toBe("\\\\.\\pipe\\my-app-Ada_Lovelace");
});

it("has a name of its own choice, which cannot leave the folder", () => {
  expect(defaultIpcPath("other")).toContain("other");
  expect(defaultIpcPath()).toContain("buttplug-ts");
  for (const name of ["", "../x", "a b", "a/b"]) {
    expect(() => defaultIpcPath(name)).toThrow(
      expect.objectContaining({ code: "usage/invalid-argument", details: { argument: "name" } }),
    );
  }
});

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileConfigStore } from "@buttplug-ts/config-node";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "config-node-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Rights mean nothing to root, nor on Windows. */
const hasRights = process.platform !== "win32" && process.getuid?.() !== 0;
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe("documents", () => {
  it("are files of this user alone, in a folder that is made when it is needed", async () => {
    const folder = join(temporaryFolder(), "made", "deep");
    const store = fileConfigStore(folder);
    expect(await store.read("settings")).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
    await store.write("settings", "eins ☃\n");
    expect(await store.read("settings")).toBe("eins ☃\n");
    expect(store.where("settings")).toBe(join(folder, "settings.json"));
    expect(readFileSync(store.where("settings"), "utf8")).toBe("eins ☃\n");
    if (process.platform === "win32") return;
    expect([modeOf(folder), modeOf(store.where("settings"))]).toEqual([0o700, 0o600]);
  });

  it.runIf(existsSync("/proc/self"))("cannot be kept where nothing can be made, and that is said at once", async () => {
    const store = fileConfigStore("/proc/none/of/mine");
    await expect(store.write("settings", "")).rejects.toThrow(
      /^\/proc\/none\/of\/mine\/settings\.json could not be written: /,
    );
    const { signal } = new AbortController();
    expect(() => store.watch?.("settings", () => {}, { signal })).toThrow(/could not be watched: /);
  });

  it("written all at once are written one after the other, and the last one stays", async () => {
    const folder = temporaryFolder();
    const store = fileConfigStore(folder);
    const texts = Array.from({ length: 30 }, (_, index) => `${index}`.repeat(10_000));
    const writes = texts.map((text) => store.write("settings", text));
    expect(await store.read("settings")).toBe(texts.at(-1));
    await Promise.all(writes);
    expect(readdirSync(folder)).toEqual(["settings.json"]);
  });

  it("are never half new: a reader beside the writer sees one text or another", async () => {
    const store = fileConfigStore(temporaryFolder());
    const texts = ["a", "b", "c"].map((letter) => letter.repeat(200_000));
    await store.write("settings", texts[0] ?? "");
    let isWriting = true;
    const writing = (async () => {
      for (const text of [...texts, ...texts]) await store.write("settings", text);
      isWriting = false;
    })();
    const other = fileConfigStore(join(store.where("settings"), ".."));
    while (isWriting) expect(texts).toContain(await other.read("settings"));
    await writing;
  });

  it("survive a process that died before it renamed, and what it left is cleaned up", async () => {
    const folder = temporaryFolder();
    const store = fileConfigStore(folder);
    await store.write("settings", "old");
    const names = ["settings.json.dead.tmp", "settings.json.at-work.tmp", "other.json.dead.tmp"];
    for (const name of names) writeFileSync(join(folder, name), "ha");
    utimesSync(join(folder, "settings.json.dead.tmp"), 1, 1);
    utimesSync(join(folder, "other.json.dead.tmp"), 1, 1);
    expect(await fileConfigStore(folder).read("settings")).toBe("old");
    await store.write("settings", "new");
    expect(readdirSync(folder).sort()).toEqual(["other.json.dead.tmp", "settings.json", "settings.json.at-work.tmp"]);
    expect(await store.read("settings")).toBe("new");
  });

  it.skipIf(process.platform === "win32")("that are links stay links", async () => {
    const folder = temporaryFolder();
    const target = join(temporaryFolder(), "kept-elsewhere");
    writeFileSync(target, "old");
    symlinkSync(target, join(folder, "settings.json"));
    await fileConfigStore(folder).write("settings", "new");
    expect(readFileSync(target, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["settings.json"]);
  });

  it.each(["../settings", "a/b", "", "Settings", "a.b", "a\\b"])("are not called %j", async (name) => {
    const store = fileConfigStore(temporaryFolder());
    const error = expect.objectContaining({ code: "usage/invalid-argument" });
    expect(() => store.where(name)).toThrow(error);
    await expect(store.read(name)).rejects.toEqual(error);
    await expect(store.write(name, "")).rejects.toEqual(error);
    await expect(store.setAside(name)).rejects.toEqual(error);
  });
});

describe("a damaged document", () => {
  it("is moved aside under the day's date and never over another", async () => {
    const folder = temporaryFolder();
    const store = fileConfigStore(folder);
    const moved: string[] = [];
    for (const text of ["first", "second", "third"]) {
      await store.write("settings", text);
      moved.push(await store.setAside("settings"));
      expect(await store.read("settings")).toBeUndefined();
    }
    expect(moved.map((path) => readFileSync(path, "utf8"))).toEqual(["first", "second", "third"]);
    const [first = "", second, third] = moved;
    expect(first).toMatch(/settings\.damaged-\d{4}-\d\d-\d\d\.json$/);
    expect([second, third]).toEqual([first.replace(".json", "-2.json"), first.replace(".json", "-3.json")]);
    expect(readdirSync(folder)).toHaveLength(3);
  });
});

describe("errors", () => {
  it("name the path, what was tried and what helps", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const store = fileConfigStore(join(file, "below"));
    await expect(store.write("settings", "text")).rejects.toMatchObject({
      code: "config/store-failed",
      message: expect.stringMatching(/settings\.json could not be written: a part of the path is a file.* \(EEXIST\)$/),
      details: { where: store.where("settings"), systemCode: "EEXIST" },
    });
    await expect(store.read("settings")).rejects.toMatchObject({ code: "config/store-failed" });
    const watching = () => store.watch("settings", () => {}, { signal: new AbortController().signal });
    expect(watching).toThrow(expect.objectContaining({ code: "config/store-failed" }));
  });

  it("come also from a document that is a folder or that is not there", async () => {
    const folder = temporaryFolder();
    const store = fileConfigStore(folder);
    mkdirSync(store.where("settings"));
    const failed = { code: "config/store-failed" };
    await expect(store.read("settings")).rejects.toMatchObject(failed);
    await expect(store.write("settings", "text")).rejects.toMatchObject(failed);
    expect(readdirSync(folder)).toEqual(["settings.json"]);
    await expect(store.setAside("missing")).rejects.toMatchObject({ ...failed, details: { systemCode: "ENOENT" } });
  });

  it("do not stop what comes after them", async () => {
    const store = fileConfigStore(temporaryFolder());
    const outcomes = await Promise.allSettled([store.setAside("settings"), store.write("settings", "text")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(await store.read("settings")).toBe("text");
  });

  it.runIf(hasRights)("leave the old text where nothing may be written", async () => {
    const folder = temporaryFolder();
    const store = fileConfigStore(folder);
    await store.write("settings", "old");
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));
    await expect(store.write("settings", "new")).rejects.toMatchObject({ details: { systemCode: "EACCES" } });
    expect(await store.read("settings")).toBe("old");
  });
});

describe("a watch", () => {
  /** Counts calls, and says when one came after it was asked. */
  function watched(store: ReturnType<typeof fileConfigStore>, name: string) {
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    let calls = 0;
    const waiting = new Set<() => void>();
    const listener = () => {
      calls += 1;
      for (const called of waiting) called();
      waiting.clear();
    };
    store.watch(name, listener, { signal: controller.signal });
    return { controller, next: () => new Promise<void>((called) => waiting.add(called)), calls: () => calls };
  }

  /** A store whose time stands still, and a way to wait until all that happened to its files so far was noticed. */
  function standingStill() {
    const folder = temporaryFolder();
    const clock = new TestClock();
    const store = fileConfigStore(folder, { clock });
    let fences = 0;
    const noticed = () =>
      new Promise<void>((resolve) => {
        fences += 1;
        const fence = `fence-${fences}`;
        const watcher = watch(folder, (_, file) => {
          if (file !== fence) return;
          watcher.close();
          resolve();
        });
        writeFileSync(join(folder, fence), "");
      });
    const advance = async (byMs: number) => {
      await clock.advance(byMs);
      // What a watch reads is read before this.
      await store.read("fence");
    };
    return { store, noticed, advance };
  }

  it("tells of a file that is written in place, replaced, removed or made", async () => {
    const store = fileConfigStore(temporaryFolder());
    await store.write("settings", "ours");
    const settings = watched(store, "settings");
    expect(await store.read("settings")).toBe("ours");
    const path = store.where("settings");
    const changes = [
      () => writeFileSync(path, "in place"),
      () => {
        writeFileSync(`${path}~`, "replaced");
        renameSync(`${path}~`, path);
      },
      () => rmSync(path),
      () => writeFileSync(path, "made"),
      () => writeFileSync(path, "in place again"),
    ];
    const texts: (string | undefined)[] = [];
    for (const change of changes) {
      const told = settings.next();
      change();
      await told;
      texts.push(await store.read("settings"));
    }
    expect(texts).toEqual(["in place", "replaced", undefined, "made", "in place again"]);
  });

  it("says nothing of our own writes, of a file that was only touched, and of other files", async () => {
    const { store, noticed, advance } = standingStill();
    const settings = watched(store, "settings");
    const doings = [
      () => store.write("settings", "ours"),
      () => store.write("settings-2", "another"),
      () => writeFileSync(store.where("settings"), "ours"),
      () => store.setAside("settings"),
    ];
    for (const doing of doings) {
      await doing();
      await noticed();
      await advance(100);
    }
    expect(settings.calls()).toBe(0);
  });

  it("tells of a change back to what we wrote before", async () => {
    const { store, noticed, advance } = standingStill();
    const settings = watched(store, "settings");
    await store.write("settings", "ours");
    for (const text of ["theirs", "ours"]) {
      writeFileSync(store.where("settings"), text);
      await noticed();
      await advance(100);
    }
    expect(settings.calls()).toBe(2);
  });

  it("waits until the file has been left alone for 100 ms, since editors empty it before they fill it", async () => {
    const { store, noticed, advance } = standingStill();
    await store.write("settings", "before");
    const settings = watched(store, "settings");
    expect(await store.read("settings")).toBe("before");
    for (const text of ["", "{", "after"]) {
      writeFileSync(store.where("settings"), text);
      await noticed();
      await advance(99);
    }
    expect(settings.calls()).toBe(0);
    await advance(1);
    expect(settings.calls()).toBe(1);
  });

  it("tells each of several watchers, and none whose signal has aborted", async () => {
    const { store, noticed, advance } = standingStill();
    const [one, two, gone] = [watched(store, "settings"), watched(store, "settings"), watched(store, "settings")];
    store.watch("settings", () => expect.unreachable(), { signal: AbortSignal.abort() });
    expect(await store.read("settings")).toBeUndefined();
    writeFileSync(store.where("settings"), "theirs");
    await noticed();
    gone.controller.abort();
    await advance(100);
    expect([one.calls(), two.calls(), gone.calls()]).toEqual([1, 1, 0]);
  });
});

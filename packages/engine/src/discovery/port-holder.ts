import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";

const listening = "0A";

/**
 * The program that listens at a port of this machine, such as `node (process 123)`. Only Linux tells, and only of programs
 * of the same user; undefined otherwise.
 */
export async function portHolder(port: number, proc: string = "/proc"): Promise<string | undefined> {
  const sockets = new Set(
    (await Promise.all(["tcp", "tcp6"].map((each) => listenersAt(port, `${proc}/net/${each}`)))).flat(),
  );
  if (sockets.size === 0) return undefined;
  for (const pid of (await readdir(proc)).filter((name) => /^\d+$/.test(name))) {
    for (const file of await readdir(`${proc}/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`${proc}/${pid}/fd/${file}`).catch(() => "");
      if (sockets.has(target)) return `${await nameOf(`${proc}/${pid}`)} (process ${pid})`;
    }
  }
  return undefined;
}

/** What a descriptor of each socket that listens there points to. */
async function listenersAt(port: number, table: string): Promise<readonly string[]> {
  const lines = (await readFile(table, "utf8").catch(() => "")).split("\n").slice(1);
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return lines.flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    return local.endsWith(`:${hex}`) && state === listening ? [`socket:[${inode}]`] : [];
  });
}

/** Of a script, such as another engine, what runs it says little. */
async function nameOf(folder: string): Promise<string> {
  const name = (await readFile(`${folder}/comm`, "utf8").catch(() => "a program")).trim();
  const [, ...words] = (await readFile(`${folder}/cmdline`, "utf8").catch(() => "")).split("\0");
  const script = words.find((word) => /\.[cm]?[jt]s$/.test(word));
  return script === undefined ? name : `${name} ${basename(script)}`;
}

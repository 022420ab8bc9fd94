import { expect, it } from "vitest";
import { open } from "./devices.js";

/** From the sheet: the first level that has a strength, and the strength. */
const strengths = `121:17 126:18 132:19 137:20 143:21 150:22 156:23 163:24 171:25 178:26 186:27 194:28 203:29 212:30 221:31
231:32 233:33 238:34 243:35 248:36 254:37 259:38 265:39 271:40 277:41 283:42 289:43 295:44 302:45 308:46 315:47 322:48 329:49
336:50 344:51 351:52 359:53 367:54 375:55 383:56 391:57 400:58 409:59 418:60 427:61 436:62 446:63 455:64 465:65 475:66 486:67
496:68 507:69 518:70 530:71 541:72 553:73 565:74 578:75 590:76 603:77 616:78 630:79 644:80 658:81 672:82 687:83 702:84 717:85
733:86 749:87 765:88 782:89 799:90 817:91 835:92 853:93 872:94 891:95 910:96 930:97 950:98 971:99 992:100`;

it("a Joycon has every level's strength in every report, four bytes a side", () => {
  const table = new Map(strengths.split(/\s/).map((entry) => entry.split(":").map(Number) as [number, number]));
  const device = open("nintendo-joycon", "");
  const byte = (value: number) => value.toString(16).padStart(2, "0");
  let strength = 0;
  for (let level = 2; level <= 1_000; level += 1) {
    strength = table.get(level) ?? strength;
    const half = Math.floor(strength / 2);
    const side = `a8 ${byte(2 * strength)} ${byte(0x8a + half)} ${byte(0x40 + half)}`;
    const report = `10 01 ${side} ${side}${" 00".repeat(54)}`;
    expect(device.send("vibrate", 0, level), `level ${level}`).toEqual([report]);
  }
  expect(strength).toBe(100);
});
